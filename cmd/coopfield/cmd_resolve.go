package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

// words collects the values of a flag that may stand several times.
func words(e *env, name string) *[]string {
	var list []string
	e.fs.Func(name, "", func(s string) error {
		list = append(list, s)
		return nil
	})
	return &list
}

func resolveCommand() command {
	return command{
		name: "resolve", args: "ID --take FIELD=A|B|VALUE… [--all A] --reason REASON",
		about: [2]string{"(tỉnh) quyết định một lệch số liệu", "(province) decides a disagreement"},
		more: [2]string{
			"--take MỤC=A       lấy giá trị của bản A; MỤC=GIÁ_TRỊ ghi giá trị khác; MỤC==A ghi chữ A; MỤC= bỏ mục\n--all A            lấy bản A ở mọi mục, trừ mục có --take\n--reason LÝ_DO     lý do, đi cùng quyết định về các tác giả\nMục chỉ một bản đổi đã chọn sẵn. MÃ là mã hoặc seen của coopfield conflicts --json;\nvới seen, quyết định bị từ chối nếu các bản đã khác. Hồ sơ trùng: same_as=A giữ hồ sơ A.",
			"--take FIELD=A     the value of side A; FIELD=VALUE another one; FIELD==A the letter A; FIELD= removes it\n--all A            side A in every field without --take\n--reason REASON    travels with the decision\nFields that one side alone changed are chosen beforehand. ID is the id or seen of\nconflicts --json; with seen the decision is refused if the sides changed. Of duplicates same_as=A keeps record A.",
		},
		setup: func(e *env) func([]string) error {
			take, all, why := words(e, "take"), e.fs.String("all", "", ""), e.fs.String("reason", "", "")
			return func(args []string) error {
				switch {
				case len(args) != 1:
					return usage("lệnh resolve cần MÃ của lệch số liệu", "gõ coopfield conflicts để xem các mã")
				case *why == "":
					return usage("lệnh resolve cần lý do", "thêm --reason \"…\"")
				}
				return e.withDesk(func(d *desk.Desk) error { return e.resolve(d, args[0], *take, *all, *why) })
			}
		},
	}
}

func (e *env) resolve(d *desk.Desk, id string, words []string, all, why string) error {
	c, err := d.Conflict(e.ctx, id)
	if err != nil {
		return err
	}
	take := c.Pre()
	if all != "" {
		take = c.All(all)
	}
	for _, w := range words {
		path, text, ok := strings.Cut(w, "=")
		if !ok {
			return usage("--take %s thiếu dấu =", "ghi --take MỤC=A, hoặc --take MỤC=GIÁ_TRỊ", w)
		}
		if take[path], err = c.Read(path, text); err != nil {
			return err
		}
	}
	if !strings.Contains(id, "@") {
		id = c.Seen
	}
	rev, err := d.Resolve(e.ctx, id, take, why)
	if err != nil {
		return e.gaps(id, err)
	}
	if e.json {
		return e.writeJSON(map[string]string{"id": c.ID, "rev": rev.String()})
	}
	_, err = fmt.Fprintln(e.stdout, rev)
	return err
}

func sameAsCommand() command {
	return command{
		name: "same-as", args: "KIND KEPT OTHER --reason REASON",
		about: [2]string{"hai hồ sơ là một: giữ MÃ_GIỮ, hồ sơ MÃ_TRÙNG vẫn đọc được", "two records are one: KEPT stands, OTHER stays readable"},
		more: [2]string{
			"Danh sách, sổ và các số tổng chỉ tính hồ sơ MÃ_GIỮ; hồ sơ của hợp tác xã trùng hiện dưới hợp tác xã được giữ.\nMÃ_GIỮ là - thì bỏ quyết định trước đó về MÃ_TRÙNG.\n--reason LÝ_DO  ghi cùng quyết định, về các máy liên quan\n\n" + kindHelp[0],
			"Lists, the register and sums count KEPT alone; records of a duplicate cooperative show under the kept one.\nKEPT - takes an earlier decision about OTHER back.\n--reason REASON  kept with the decision, which goes to the laptops concerned\n\n" + kindHelp[1],
		},
		setup: func(e *env) func([]string) error {
			why := e.fs.String("reason", "", "")
			return func(args []string) error {
				if len(args) != 3 {
					return usage("lệnh same-as cần LOẠI, mã GIỮ LẠI và mã TRÙNG", "ví dụ: coopfield same-as cooperative 018f… 0190… --reason \"…\"")
				}
				kind, err := kindArg(args[0])
				if err != nil {
					return err
				}
				if *why == "" {
					return usage("lệnh same-as cần lý do", "thêm --reason \"…\"")
				}
				keep := args[1]
				if keep == "-" {
					keep = ""
				}
				return e.withDesk(func(d *desk.Desk) error {
					rev, err := d.SameAs(e.ctx, kind, keep, args[2], *why)
					if err != nil {
						return err
					}
					if e.json {
						return e.writeJSON(map[string]string{"id": args[2], "same_as": keep, "rev": rev.String()})
					}
					_, err = fmt.Fprintln(e.stdout, rev)
					return err
				})
			}
		},
	}
}

func attachCommand() command {
	return command{
		name: "attach", args: "KIND ID FILE [--paper PAPER]",
		about: [2]string{"đính kèm một tệp vào hồ sơ; in mã tệp đính kèm", "puts a file beside a record; prints the attachment's id"},
		more: [2]string{
			"--paper GIẤY  của hồ sơ đăng ký: tệp là giấy tờ nào của bộ hồ sơ, như business-plan\n\nTệp tối đa 25 MiB, giữ niêm phong trong kho theo nội dung và đi cùng gói kế tiếp.\nLấy lại: coopfield get attachment MÃ --to TỆP\n\n" + kindHelp[0],
			"--paper PAPER  of a registration: which paper of the dossier it is, such as business-plan\n\nA file of at most 25 MiB, kept sealed by its content; it leaves with the next bundle.\nBack again: coopfield get attachment ID --to FILE\n\n" + kindHelp[1],
		},
		setup: func(e *env) func([]string) error {
			paper := e.fs.String("paper", "", "")
			return func(args []string) error {
				if len(args) != 3 {
					return usage("lệnh attach cần LOẠI, MÃ và TỆP", "ví dụ: coopfield attach visit 018f… bien-ban.pdf")
				}
				kind, err := kindArg(args[0])
				if err != nil {
					return err
				}
				if *paper != "" && kind != store.Registration {
					return usage("--paper chỉ dùng cho hồ sơ đăng ký", "ví dụ: coopfield attach registration 018f… phuong-an.pdf --paper business-plan")
				}
				return e.attach(kind, args[1], args[2], *paper)
			}
		},
	}
}

func (e *env) attach(kind store.Kind, id, file, paper string) error {
	f, err := os.Open(file)
	if err != nil {
		return &store.Error{Code: store.NotFound, Detail: "file", Message: "không mở được tệp " + file, Kept: "chưa ghi gì", Hint: "kiểm tra đường dẫn và quyền đọc tệp", Err: err}
	}
	defer func() { _ = f.Close() }() // only read from
	return e.withDesk(func(d *desk.Desk) error {
		put := func() (string, error) { return d.Attach(e.ctx, kind, id, filepath.Base(file), f) }
		if paper != "" {
			put = func() (string, error) { return d.AttachPaper(e.ctx, id, paper, filepath.Base(file), f) }
		}
		att, err := put()
		if err != nil {
			return err
		}
		if e.json {
			return e.writeJSON(map[string]string{"id": att})
		}
		_, err = fmt.Fprintln(e.stdout, att)
		return err
	})
}
