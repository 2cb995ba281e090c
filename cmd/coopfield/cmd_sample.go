package main

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sample"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// fill puts invented records into a training store.
func (e *env) fill(d *desk.Desk, seed uint64, o sample.Options) error {
	records, err := invented(seed, o)
	if err != nil {
		return err
	}
	return e.bulk(d, records)
}

// bulk puts records into a training store in one transaction.
func (e *env) bulk(d *desk.Desk, records iter.Seq[sample.Record]) error {
	return d.Bulk(e.ctx, func(b *desk.Batch) error {
		for r := range records {
			if err := e.ctx.Err(); err != nil {
				return err
			}
			if err := putSample(b, r); err != nil {
				return fmt.Errorf("putting sample record %s: %w", r.ID, err)
			}
		}
		return nil
	})
}

// putSample puts one invented record; a plan freezes its baseline as it stands in
// this store.
func putSample(b *desk.Batch, r sample.Record) error {
	if r.Baseline != "" {
		rev, err := b.Revision(store.Assessment, r.Baseline)
		if err != nil {
			return err
		}
		r.Doc["baseline"] = store.Doc{"assessment": r.Baseline, "revision": rev.String()}
	}
	_, err := b.Put(r.Kind, r.ID, r.Doc, r.At, r.Final)
	return err
}

// samplePilots is how many pilots the province of a sample has chosen already: so
// many that there is something to follow, and fewer than the plan asks for, so
// that there is something to choose.
const samplePilots = 3

func sampleCommand() command {
	return command{
		name: "sample", args: "--coops N --years Y --seed S",
		about: [2]string{"tạo kho tập huấn trong --data với dữ liệu hư cấu, lặp lại được", "creates a training store in --data and fills it with invented, repeatable data"},
		more: [2]string{
			"Một phần mười hợp tác xã đăng ký chương trình thí điểm (khi các năm có năm 2020 và 2021); tỉnh mới chọn vài hợp tác xã, còn lại để tập chọn.\n--coops N  số hợp tác xã (mặc định 240)\n--years Y  số năm của mỗi hợp tác xã (mặc định 5)\n--seed S   cùng số thì cùng dữ liệu (mặc định 1)\n--unit U   kho của cán bộ đơn vị U; không có: kho của tỉnh",
			"A tenth of the cooperatives apply for the programme (if the years hold 2020 and 2021); the province has chosen a few, the rest are there to be chosen.\n--coops N  cooperatives (default 240)\n--years Y  years of each (default 5)\n--seed S   the same number gives the same data (default 1)\n--unit U   the store of an officer of unit U; without it, the province's",
		},
		setup: func(e *env) func([]string) error {
			coops := e.fs.Int("coops", 240, "")
			years := e.fs.Int("years", 5, "")
			seed := e.fs.Uint64("seed", 1, "")
			under := e.fs.String("unit", "", "")
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh sample không nhận %q", "gõ coopfield sample --help", args[0])
				}
				if e.defaultData {
					return usage("lệnh sample cần thư mục trống", "thêm --data THƯ_MỤC")
				}
				o := sample.Options{Coops: *coops, Years: *years, Under: *under}
				if o.Under == "" { // an officer's store says nothing of what the province decides
					o.Pilots = samplePilots
				}
				return e.sample(*seed, o)
			}
		},
	}
}

func (e *env) sample(seed uint64, o sample.Options) error {
	self := sync.Self{Mode: trust.Training, Role: store.Province, Person: "Tỉnh (mẫu)", Unit: "62", Created: time.Now().Format(time.RFC3339)}
	if o.Under != "" {
		self.Role, self.Person, self.Unit = store.Officer, "Cán bộ mẫu", o.Under
	}
	if needs, err := trust.NeedsPassphrase(e.data); err == nil && needs {
		return &store.Error{Code: store.Conflict, Detail: "real-store", Message: "thư mục này là kho dữ liệu thật", Kept: "không thay đổi gì trong đó", Hint: "chọn thư mục trống bằng --data"}
	}
	if _, err := invented(seed, o); err != nil {
		return err // before there is a store
	}
	if _, _, err := e.createStore(e.data, sync.InitOptions{Self: self}); err != nil {
		return err
	}
	s, err := e.unlock(nil)
	if err != nil {
		return err
	}
	err = e.fill(s.Desk, seed, o)
	if err = errors.Join(err, s.Close()); err != nil {
		return err
	}
	fmt.Fprintf(e.stderr, "Đã tạo kho tập huấn ở %s: %d hợp tác xã × %d năm (hư cấu)\n", e.data, o.Coops, o.Years)
	return nil
}
