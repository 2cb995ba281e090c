package main

import (
	"fmt"

	"coopfield/store/desk"
)

func putCommand() command {
	return command{
		name: "put", args: "KIND < FILE.jsonl",
		about: [2]string{"kiểm tra và ghi hồ sơ, mỗi dòng một hồ sơ; in mã từng hồ sơ", "validates and stores one record a line from stdin; prints ids"},
		more: [2]string{
			"Ghi tất cả hoặc không ghi gì. Có id: sửa hồ sơ đó (mục vắng giữ nguyên, null xóa mục).\nHồ sơ đã chốt không sửa bằng put.\n\n" + kindHelp[0],
			"All or nothing. With an id the record is patched (absent = unchanged, null = removed).\nA finalised record is refused.\n\n" + kindHelp[1],
		},
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				if len(args) != 1 {
					return usage("lệnh put cần một LOẠI", "ví dụ: coopfield put cooperative < htx.jsonl")
				}
				kind, err := kindArg(args[0])
				if err != nil {
					return err
				}
				return e.withDesk(func(d *desk.Desk) error {
					ids, err := d.PutJSON(e.ctx, kind, e.stdin)
					if err != nil {
						return err
					}
					for _, id := range ids {
						if _, err := fmt.Fprintln(e.stdout, id); err != nil {
							return err
						}
					}
					return nil
				})
			}
		},
	}
}
