package main

import (
	"fmt"

	"coopfield/store/desk"
)

func getCommand() command {
	return command{
		name: "get", args: "KIND ID [--to FILE]",
		about: [2]string{"in một hồ sơ", "prints one record"},
		more: [2]string{
			"--json: một dòng JSON, các mục xếp theo tên, số thập phân ở dạng ngắn nhất, có id và kind;\nmọi máy giữ cùng hồ sơ in ra cùng các byte.\n--to TỆP: với attachment, ghi nội dung ra một tệp mới.\n\n" + kindHelp[0],
			"--json: one line of JSON, keys sorted, decimals in their shortest form, with id and kind;\nevery machine that holds the same record prints the same bytes.\n--to FILE: of an attachment, writes its content to FILE, which must not exist.\n\n" + kindHelp[1],
		},
		setup: func(e *env) func([]string) error {
			to := e.fs.String("to", "", "")
			return func(args []string) error {
				kind, id, err := kindAndID("get", args)
				if err != nil {
					return err
				}
				if *to != "" {
					return e.getFile(kind, id, *to)
				}
				return e.withDesk(func(d *desk.Desk) error {
					b, err := d.GetJSON(e.ctx, kind, id)
					if err != nil {
						return err
					}
					if e.json {
						_, err = fmt.Fprintf(e.stdout, "%s\n", b)
						return err
					}
					return writePretty(e.stdout, b)
				})
			}
		},
	}
}
