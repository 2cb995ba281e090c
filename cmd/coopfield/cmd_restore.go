package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"time"

	"coopfield/store"
	"coopfield/store/sqlite"
	"coopfield/sync"
	"coopfield/sync/trust"
)

func restoreCommand() command {
	return command{
		name: "restore", args: "FILE [--recovery DIR]",
		about: [2]string{"phục hồi kho từ bản sao lưu vào --data; kho đang có được chuyển sang bên, không xóa", "puts a store back from a backup into --data; one that is there is moved aside, never deleted"},
		more: [2]string{
			"Hỏi mật khẩu của kho lúc sao lưu. Kho đang có ở --data được đổi tên thành THƯ_MỤC.truoc-<thời điểm>.\n--recovery THƯ_MỤC  (quên mật khẩu) thư mục ca của tỉnh: mở bằng khóa phục hồi, rồi hỏi mật khẩu mới cho kho\n--ca-passphrase-file TỆP  mật khẩu của khóa tỉnh\n--json  in {\"dir\", \"aside\", \"made_at\", \"dev\", \"epoch\", \"complete\", \"notices\"}",
			"Asks for the store's passphrase at the time of the backup. A store in --data is renamed to DIR.truoc-<time>.\n--recovery DIR  (passphrase forgotten) the province's ca folder: opens with the recovery key, then asks for a new passphrase\n--ca-passphrase-file FILE  the passphrase of the province's key\n--json  prints {\"dir\", \"aside\", \"made_at\", \"dev\", \"epoch\", \"complete\", \"notices\"}",
		},
		setup: func(e *env) func([]string) error {
			recovery := e.fs.String("recovery", "", "")
			caPass := e.fs.String("ca-passphrase-file", "", "")
			return func(args []string) error {
				if len(args) != 1 {
					return usage("lệnh restore cần đúng một tệp sao lưu", "ví dụ: coopfield restore /media/usb/sao-luu.age")
				}
				return e.restore(args[0], *recovery, *caPass)
			}
		},
	}
}

// restoring says how the backup in file is put back into the store of e; what
// opens it is still missing.
func (e *env) restoring(file string) sync.RestoreOptions {
	return sync.RestoreOptions{
		File: file, Dir: e.data, Clock: time.Now, Rand: rand.Reader, App: version, Machine: sync.MachineID(),
		InUse: func(dir string) (bool, error) { return sqlite.Held(filepath.Join(dir, dbFile)) },
		OpenLog: func(_ context.Context, dir string, keys *trust.Keyring) (sync.OpenedLog, error) {
			return e.openDB(dir, keys)
		},
	}
}

func (e *env) restore(file, recovery, caPass string) error {
	o := e.restoring(file)
	var out *sync.Restored
	var err error
	if recovery == "" {
		out, err = sync.Restore(e.ctx, o) // a training store has no passphrase
		if store.DetailOf(err) == "passphrase-needed" {
			if o.Passphrase, err = e.passphrase(false); err != nil {
				return err
			}
			out, err = sync.Restore(e.ctx, o)
		}
	} else {
		out, err = e.restoreByRecovery(o, recovery, caPass)
	}
	if err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(out)
	}
	fmt.Fprintf(e.stdout, "Đã phục hồi kho vào %s (bản sao lưu lúc %s, kỳ ghi số %d)\n", out.Dir, out.MadeAt, out.Epoch)
	if out.Aside != "" {
		fmt.Fprintf(e.stdout, "  = kho cũ còn nguyên ở %s\n", out.Aside)
	}
	if !out.Complete {
		fmt.Fprintf(e.stdout, "  → %s\n", afterRestore(out))
	}
	e.printNotices(out.Notices)
	return nil
}

// afterRestore says how what was written after the backup comes back.
func afterRestore(r *sync.Restored) string {
	switch {
	case r.Province:
		return "gói nhận sau bản sao lưu: nhập lại nếu còn tệp; nếu không, cứ nhập gói mới và coopfield answer, gói trả lời hỏi lại từng máy phần còn thiếu"
	case r.Principal == "":
		return "máy chưa được cấp quyền nên việc ghi sau bản sao lưu không có ở nơi nào khác: xem lại và ghi lại phần thiếu"
	}
	return "việc ghi sau bản sao lưu mà tỉnh đã nhận sẽ về: coopfield seal, gửi tỉnh, nhập gói trả lời;\n    chưa gửi gói được thì nhờ tỉnh chạy coopfield answer --full " + r.Principal
}

// restoreByRecovery opens the backup with the province's recovery identity and
// sets a new passphrase.
func (e *env) restoreByRecovery(o sync.RestoreOptions, caDir, caPass string) (*sync.Restored, error) {
	var pass []byte
	var err error
	if caPass != "" {
		if pass, err = passphraseFile(caPass); err != nil {
			return nil, err
		}
	}
	ca, err := trust.OpenCA(caDir, pass)
	if store.DetailOf(err) == "passphrase-needed" {
		ask := *e
		ask.passFile = ""
		if pass, err = ask.passphrase(false); err != nil {
			return nil, err
		}
		ca, err = trust.OpenCA(caDir, pass)
	}
	if err != nil {
		return nil, err
	}
	defer ca.Close()
	o.Recovery = ca.Recovery()
	if o.NewPassphrase, err = e.passphrase(true); err != nil {
		return nil, err
	}
	return sync.Restore(e.ctx, o)
}
