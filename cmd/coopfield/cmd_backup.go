package main

import (
	"fmt"

	"coopfield/sync"
)

func backupCommand() command {
	return command{
		name: "backup", args: "FILE",
		about: [2]string{"sao lưu cả kho vào một tệp đã mã hóa, đọc lại để kiểm tra", "writes the whole store into one encrypted file and reads it back"},
		more: [2]string{
			"Tệp gồm cơ sở dữ liệu, bản ghi thứ hai, khóa của máy và các gói đã nhận. Mở lại bằng coopfield restore với mật khẩu\ncủa kho lúc sao lưu; nếu quên mật khẩu, tỉnh mở bằng khóa phục hồi. Không ghi đè tệp đã có.\n--json  in {\"path\", \"sha256\", \"size\", \"at\"}",
			"The file holds the database, the second log, the device's keys and received files. coopfield restore opens it with the\nstore's passphrase of that time, or the province with its recovery key. An existing file is never overwritten.\n--json  prints {\"path\", \"sha256\", \"size\", \"at\"}",
		},
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				if len(args) != 1 {
					return usage("lệnh backup cần đúng một tên tệp", "ví dụ: coopfield backup /media/usb/sao-luu.age")
				}
				return e.withSite(func(s *opened) error { return e.backup(s, args[0]) })
			}
		},
	}
}

func (e *env) backup(s *opened, path string) error {
	mark, err := s.Backup(e.ctx, path)
	if err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(map[string]any{"path": path, "sha256": mark.SHA256, "size": mark.Size, "at": mark.At})
	}
	fmt.Fprintf(e.stdout, "Đã sao lưu và kiểm tra lại: %s\n  %d byte · sha256 %s\n  → cất tệp ở nơi khác với máy này; mở lại bằng coopfield restore\n", path, mark.Size, mark.SHA256)
	return nil
}

// printNotices tells on stderr what happened to a store.
func (e *env) printNotices(list []sync.Notice) {
	for _, n := range list {
		e.reportOne(noticeError(n))
	}
}
