package main

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/sample"
	"coopfield/store/unit"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// The two training stores of a demo, within its folder.
const (
	demoOfficer  = "can-bo"
	demoProvince = "tinh"
)

// The cooperatives of a demo: those of one district in the officer's store, some
// of the others in the province's, so that it has candidates of its own to choose
// from before anything comes.
var (
	demoOffice = sample.Options{Coops: 24, Years: 5, Under: "615", Apply: 100, Pilots: 1}
	demoOthers = sample.Options{Coops: 60, Years: 5, First: 24, Except: "615", Apply: 100, Pilots: 2}
)

func demoCommand() command {
	return command{
		name: "demo", args: "[--province] [--fresh] [--plain]",
		about: [2]string{"xem thử trên kho tập huấn với hợp tác xã hư cấu của Kon Tum", "the interface on a throw-away training store with invented cooperatives of Kon Tum"},
		more: [2]string{
			"Lần đầu tạo hai kho tập huấn: cán bộ Đắk Hà và tỉnh, đã cấp quyền cho nhau.\n--province  mở kho của tỉnh để nhập gói vừa đóng\n--fresh     xóa và làm lại từ đầu\n--plain     hỏi đáp từng dòng thay cho màn hình",
			"The first run makes two training stores, an officer of Đắk Hà and the province, enrolled with each other.\n--province  opens the province's store, to import what was sealed\n--fresh     begins anew\n--plain     a dialogue of lines instead of screens",
		},
		setup: func(e *env) func([]string) error {
			province := e.fs.Bool("province", false, "")
			fresh := e.fs.Bool("fresh", false, "")
			e.fs.BoolVar(&e.plain, "plain", e.plain, "")
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh demo không nhận %q", "gõ coopfield demo --help", args[0])
				}
				dir := e.data
				if e.defaultData {
					cache, err := os.UserCacheDir()
					if err != nil {
						cache = os.TempDir()
					}
					dir = filepath.Join(cache, "coopfield-demo")
				}
				return e.demo(dir, *province, *fresh)
			}
		},
	}
}

func (e *env) demo(dir string, province, fresh bool) error {
	made := filepath.Join(dir, demoOfficer)
	_, err := trust.NeedsPassphrase(made)
	if fresh && err == nil {
		if err := os.RemoveAll(dir); err != nil {
			return fmt.Errorf("removing the old demo: %w", err)
		}
		err = os.ErrNotExist
	}
	if err != nil {
		fmt.Fprintln(e.stderr, "Đang tạo dữ liệu tập huấn (hư cấu)…")
		if err := e.makeDemo(dir); err != nil {
			return err
		}
	}
	e.data = made
	if province {
		e.data = filepath.Join(dir, demoProvince)
	}
	if err := runInterface(e); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "Kho tập huấn: %s\n", e.data)
	return nil
}

// makeDemo builds both stores beside dir and moves them into place complete.
func (e *env) makeDemo(dir string) (err error) {
	if err := mustBeEmpty(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return cannotCreate(dir, err)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".coopfield-demo-")
	if err != nil {
		return cannotCreate(dir, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if err := e.makePair(filepath.Join(tmp, demoOfficer), filepath.Join(tmp, demoProvince)); err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return cannotCreate(dir, err)
	}
	return trust.Rename(tmp, dir)
}

// makePair makes an officer's and a province's training store, enrols one with
// the other and fills the officer's.
func (e *env) makePair(officer, province string) error {
	now := time.Now().Format(time.RFC3339)
	for dir, self := range map[string]sync.Self{
		officer:  {Mode: trust.Training, Role: store.Officer, Person: "Cán bộ mẫu", Unit: "615", Created: now},
		province: {Mode: trust.Training, Role: store.Province, Person: "Sở KH&ĐT (mẫu)", Unit: "62", Created: now},
	} {
		if _, _, err := e.createStore(dir, sync.InitOptions{Self: self}); err != nil {
			return err
		}
	}
	o, err := e.at(officer).unlock(nil)
	if err != nil {
		return err
	}
	defer o.Close() //nolint:errcheck // closed below, and again does no harm
	file, _, err := o.EnrolRequest()
	if err != nil {
		return err
	}
	grant, ca, err := e.approveDemo(province, file)
	if err != nil {
		return err
	}
	path := officer + ".grant"
	if err := trust.WriteFile(path, grant, 0o600); err != nil {
		return fmt.Errorf("writing the grant: %w", err)
	}
	reports, err := o.Import(e.ctx, []string{path}, sync.ImportOptions{CA: ca})
	if err == nil {
		err = sync.ImportError(reports)
	}
	if err = errors.Join(err, os.Remove(path)); err != nil {
		return err
	}
	if err := e.choosePilots(o, province); err != nil {
		return err
	}
	if err := e.lastVisit(o.Desk, now[:len(time.DateOnly)]); err != nil {
		return err
	}
	return o.Close()
}

// at returns a copy of e that works on another store.
func (e *env) at(dir string) *env {
	c := *e
	c.data = dir
	return &c
}

func (e *env) approveDemo(dir string, request []byte) (grant []byte, ca string, err error) {
	p, err := e.at(dir).unlock(nil)
	if err != nil {
		return nil, "", err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	q, err := p.ReadRequest(request)
	if err != nil {
		return nil, "", err
	}
	authority, err := trust.OpenCA(trust.CADir(dir), nil)
	if err != nil {
		return nil, "", err
	}
	defer authority.Close()
	a, err := p.Approve(e.ctx, q, sync.ApproveOptions{CA: authority})
	if err != nil {
		return nil, "", err
	}
	return a.Grant, authority.Fingerprint(), nil
}

// invented returns the records of a sample, or says what is wrong with what was
// asked for.
func invented(seed uint64, o sample.Options) (iter.Seq[sample.Record], error) {
	units, err := unit.Embedded()
	if err != nil {
		return nil, err
	}
	programmes, err := programme.Embedded()
	if err != nil {
		return nil, err
	}
	if len(programmes) > 0 {
		o.Programme = programmes[0]
	}
	g, err := sample.New(seed, units)
	if err != nil {
		return nil, err
	}
	return g.Records(o)
}
