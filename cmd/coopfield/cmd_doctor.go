package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
)

func doctorCommand() command {
	return command{
		name: "doctor", args: "[--repair]",
		about: [2]string{"kiểm tra cả kho: dựng lại và so, chuỗi thay đổi, chữ ký, tệp", "checks the whole store: rebuilds and compares, chains, signatures, files"},
		more: [2]string{
			"Mỗi điều tìm thấy một dòng: ở đâu, điều gì, làm gì. Không sửa gì nếu không có --repair.\n--repair  chỉ làm điều an toàn: lấy lại từ bản ghi thứ hai, dựng lại bảng từ nhật ký thay đổi, ghi lại bản ghi thứ hai, dọn tệp tạm\n--json    in một dòng {\"findings\": […], \"ops\", \"records\"}\nMã kết thúc: 0 không thấy lỗi · 1 không kiểm tra được · 3 có lỗi.",
			"One line for each finding: where, what, what to do. Nothing is changed without --repair.\n--repair  does what is safe alone: takes back from the second log, rebuilds the tables from the log of ops, rewrites the\n          second log, removes temporary files\n--json    prints one line {\"findings\": […], \"ops\", \"records\"}\nExit codes: 0 nothing found · 1 could not check · 3 something is wrong.",
		},
		setup: func(e *env) func([]string) error {
			repair := e.fs.Bool("repair", false, "")
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh doctor không nhận %q", "gõ coopfield doctor --help", args[0])
				}
				return e.doctor(*repair)
			}
		},
	}
}

func (e *env) doctor(repair bool) error {
	needs, err := needsPassphrase(e.data)
	if err != nil {
		return err
	}
	var pass []byte
	if needs {
		if pass, err = e.passphrase(false); err != nil {
			return err
		}
	}
	keys, err := trust.Open(e.data, pass)
	if err != nil {
		return err
	}
	defer keys.Close()
	d, err := e.diagnose(keys, repair)
	if err != nil {
		return err
	}
	return e.writeDiagnosis(d)
}

// diagnose examines the store with its keys; what keeps the database from
// opening is a finding.
func (e *env) diagnose(keys *trust.Keyring, repair bool) (d *sync.Diagnosis, err error) {
	db, err := e.openDB(e.data, keys)
	if err != nil {
		if c := store.CodeOf(err); c == store.Busy || c == store.Refused || c == store.Conflict {
			return nil, err
		}
		return &sync.Diagnosis{Findings: []store.Finding{{
			Check: "open", Where: dbFile, Message: err.Error(), Hint: "phục hồi từ bản sao lưu bằng coopfield restore; đừng xóa thư mục oplog",
		}}}, nil
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	d, site, err := sync.Examine(e.ctx, sync.SiteOptions{
		Dir: e.data, Log: db, Keys: keys, Clock: time.Now, Rand: rand.Reader, App: version, Session: newSession(), Machine: sync.MachineID(),
	})
	if err != nil || site == nil {
		return d, err
	}
	if repair && d.Repairable() {
		if d, err = site.Repair(e.ctx); err != nil {
			return nil, err
		}
	}
	e.printNotices(site.Notices())
	return d, nil
}

func (e *env) writeDiagnosis(d *sync.Diagnosis) error {
	if e.json {
		if d.Findings == nil {
			d.Findings = []store.Finding{}
		}
		if err := e.writeJSON(d); err != nil {
			return err
		}
	} else {
		for _, f := range d.Findings {
			fmt.Fprintf(e.stdout, "%s · %s: %s → %s\n", f.Check, f.Where, f.Message, f.Hint)
		}
	}
	if len(d.Findings) > 0 {
		return &store.Error{
			Code: store.Damaged, Detail: "doctor", Message: fmt.Sprintf("kho có %d điều không khớp", len(d.Findings)),
			Kept: "chưa xóa gì", Hint: "làm theo dòng của từng điều ở trên; giữ nguyên thư mục kho cho đến khi tỉnh xem",
		}
	}
	if !e.json {
		fmt.Fprintf(e.stdout, "Không thấy lỗi: đã đọc %d thay đổi, dựng lại và so %d hồ sơ\n", d.Ops, d.Records)
	}
	return nil
}
