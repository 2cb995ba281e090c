package main

import (
	"fmt"
	"path/filepath"

	"coopfield/sync"
)

func auditCommand() command {
	return command{
		name: "audit", args: "--to DIR [FILE…]",
		about: [2]string{"(tỉnh) ghi ra những gì kiểm toán cần để kiểm tra gói bằng công cụ có sẵn", "(province) what an auditor needs to check bundles with stock tools"},
		more: [2]string{
			"--to THƯ_MỤC     nơi ghi\nGhi bảng đối chiếu mọi thay đổi để in (doi-chieu.html, doi-chieu.txt), allowed_signers, revoked_keys,\naccepted_through, kiem-tra.sh, kiem-tra.cmd và mỗi gói đã giải mã (TÊN.tar).\n--with-identity  chỉ kho tập huấn: ghi cả khóa giải mã province.agekey",
			"--to DIR         where to write\nWrites the account of every change for print (doi-chieu.html, doi-chieu.txt), allowed_signers, revoked_keys,\naccepted_through, kiem-tra.sh, kiem-tra.cmd and each bundle decrypted (NAME.tar).\n--with-identity  training stores only: also the age identity province.agekey",
		},
		setup: func(e *env) func([]string) error {
			to := e.fs.String("to", "", "")
			identity := e.fs.Bool("with-identity", false, "")
			return func(args []string) error {
				if *to == "" {
					return usage("lệnh audit cần thư mục đích", "thêm --to THƯ_MỤC")
				}
				return e.withSite(func(s *opened) error {
					names, err := s.Audit(e.ctx, sync.AuditOptions{Dir: *to, Files: args, WithIdentity: *identity})
					for _, n := range names {
						fmt.Fprintln(e.stdout, filepath.Join(*to, n))
					}
					return err
				})
			}
		},
	}
}
