package main

import (
	"fmt"
)

func sealCommand() command {
	return command{
		name: "seal", args: "[--to FILE|DIR]",
		about: [2]string{"đóng gói có chữ ký, mã hóa cho tỉnh: mọi thay đổi tỉnh chưa báo nhận", "writes a signed, encrypted bundle of what the province has not acknowledged"},
		setup: func(e *env) func([]string) error {
			to := e.fs.String("to", "", "")
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh seal không nhận %q", "dùng --to TỆP hoặc --to THƯ_MỤC", args[0])
				}
				return e.withSite(func(s *opened) error {
					written, err := s.Seal(e.ctx, *to)
					for _, w := range written {
						if e.json {
							if jerr := e.writeJSON(w); jerr != nil {
								return jerr
							}
							continue
						}
						fmt.Fprintf(e.stdout, "Đã ghi và kiểm tra lại: %s\n  gói x%04d · thay đổi %d–%d · %d byte\n", w.Path, w.Export, w.From, w.Through, w.Size)
					}
					return err
				})
			}
		},
	}
}
