package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/paper"
)

// printFlags are the flags of the print command.
type printFlags struct {
	to, programme, unit string
	chosen              bool
}

func printCommand() command {
	return command{
		name: "print", args: "[KIND] ID… --to FILE|DIR",
		about: [2]string{
			"in giấy để ký: bảng đánh giá, biên bản kiểm tra, tư vấn, kế hoạch hoàn thiện, danh sách đăng ký, danh sách trình Bộ (DOCX, PDF)",
			"writes papers to sign: score sheet, minutes, completion plan, list of registrations, list to the ministry (DOCX, PDF)",
		},
		more: [2]string{
			"LOẠI         assessment, visit, consultation, plan, hoặc event của một lần bàn giao đơn vị; không ghi thì tìm theo mã\n--to         tệp mới có đuôi .docx hoặc .pdf; hoặc thư mục, ghi cả hai tệp với tên đặt sẵn (nhiều hồ sơ một lần)\n--programme  in danh sách đăng ký của chương trình này: coopfield print registration --programme kh1185 --to TỆP\n--chosen     thay vào đó in danh sách hợp tác xã thí điểm mà tỉnh đã chọn, để trình Bộ (VI.1.c)\n--unit       chỉ các hợp tác xã của đơn vị này\n\nMỗi trang ghi trạng thái hồ sơ; hồ sơ đã chốt có thêm mã bản in, tra bằng coopfield paper.\nTên cơ quan, ô ký, nơi nhận: xem coopfield pack (dữ liệu papers).",
			"KIND         assessment, visit, consultation, plan, or the event of a handover between units; without it the id is looked for\n--to         a new file that ends in .docx or .pdf; or a folder, for both with a name of their own (several records at once)\n--programme  prints the registrations of this programme: coopfield print registration --programme kh1185 --to FILE\n--chosen     instead the pilots that the province chose, as the list to the ministry (VI.1.c)\n--unit       only cooperatives of this unit\n\nEvery page names the record's state; a finalised one has a code, which coopfield paper explains.\nNames of offices, who signs and who gets a copy are reference data: see coopfield pack (papers).",
		},
		setup: func(e *env) func([]string) error {
			var f printFlags
			e.fs.StringVar(&f.to, "to", "", "")
			e.fs.StringVar(&f.programme, "programme", "", "")
			e.fs.StringVar(&f.unit, "unit", "", "")
			e.fs.BoolVar(&f.chosen, "chosen", false, "")
			return func(args []string) error {
				kind, ids, err := f.what(args)
				if err != nil {
					return err
				}
				return e.withDesk(func(d *desk.Desk) error {
					if kind == store.Registration && f.chosen {
						list, err := d.PrintChosen(e.ctx, f.programme, f.unit)
						if err != nil {
							return err
						}
						return e.writePaper(paper.OfChosen(list), f.to)
					}
					if kind == store.Registration {
						list, err := d.PrintRegistrations(e.ctx, f.programme, f.unit)
						if err != nil {
							return err
						}
						return e.writePaper(paper.OfRegistrations(list), f.to)
					}
					for _, id := range ids {
						if err := e.print(d, kind, id, f.to); err != nil {
							return err
						}
					}
					return nil
				})
			}
		},
	}
}

// what returns the kind, "" for whatever has the id, and the ids to print.
func (f *printFlags) what(args []string) (store.Kind, []string, error) {
	const example = "ví dụ: coopfield print registration --programme kh1185 --to danh-sach.pdf"
	list := len(args) > 0 && args[0] == string(store.Registration)
	switch {
	case f.to == "":
		return "", nil, usage("lệnh print cần --to", "ví dụ: coopfield print 018f… --to bien-ban.pdf")
	case list && (f.programme == "" || len(args) > 1):
		return "", nil, usage("danh sách đăng ký cần --programme và không cần mã", example)
	case !list && (f.programme != "" || f.unit != "" || f.chosen):
		return "", nil, usage("--programme, --unit và --chosen chỉ dùng cho danh sách đăng ký", example)
	case list:
		return store.Registration, nil, nil
	}
	kind, ids := store.Kind(""), args
	if len(args) > 1 && !store.ValidID(args[0]) {
		k, err := kindArg(args[0])
		if err != nil {
			return "", nil, err
		}
		kind, ids = k, args[1:]
	}
	if len(ids) == 0 {
		return "", nil, usage("lệnh print cần MÃ của hồ sơ", "ví dụ: coopfield print 018f… --to bien-ban.pdf")
	}
	if len(ids) > 1 && !isFolder(f.to) {
		return "", nil, usage("nhiều hồ sơ chỉ in được vào một thư mục", "ghi --to THƯ_MỤC")
	}
	return kind, ids, nil
}

// isFolder reports whether papers go into a folder of that name, which need not
// be there yet.
func isFolder(to string) bool {
	info, err := os.Stat(to)
	return err == nil && info.IsDir() || err != nil && filepath.Ext(to) == ""
}

func (e *env) print(d *desk.Desk, kind store.Kind, id, to string) error {
	if kind == "" {
		var err error
		if kind, err = d.PrintKind(e.ctx, id); err != nil {
			return err
		}
	}
	doc, err := paper.Plan(e.ctx, d, kind, id)
	if err != nil {
		return err
	}
	return e.writePaper(doc, to)
}

// writePaper writes a paper into a new file, or both files into a folder, and
// tells which letters could not be drawn.
func (e *env) writePaper(doc *paper.Document, to string) error {
	var files []paper.Written
	var err error
	if isFolder(to) {
		files, err = paper.Save(to, doc)
	} else {
		var w paper.Written
		if w, err = paper.Write(to, doc); err == nil {
			files = []paper.Written{w}
		}
	}
	if err != nil {
		return err
	}
	missing := doc.MissingNames()
	if len(missing) > 0 {
		fmt.Fprintf(e.stderr, "%s\n  → %s\n", e.line([2]string{
			"Có chữ không in được bằng phông chữ của bản in, đã ghi bằng mã: " + strings.Join(missing, ", "),
			"Letters that the printed face lacks were written by their number: " + strings.Join(missing, ", "),
		}), e.line([2]string{"kiểm tra các chỗ có [U+…] trước khi ký", "look at the places with [U+…] before signing"}))
	}
	if e.json {
		return e.writeJSON(struct {
			Files   []paper.Written `json:"files"`
			State   string          `json:"state"`
			Code    string          `json:"code"`
			Missing []string        `json:"missing"`
		}{files, doc.State, doc.Code, missing})
	}
	for _, f := range files {
		fmt.Fprintf(e.stdout, "%s: %d byte\n", f.Path, f.Bytes)
	}
	fmt.Fprintf(e.stdout, "  %s", doc.State)
	if doc.Code != "" {
		fmt.Fprintf(e.stdout, " · %s %s", e.line([2]string{"mã bản in", "code"}), doc.Code)
	}
	fmt.Fprintln(e.stdout)
	return nil
}
