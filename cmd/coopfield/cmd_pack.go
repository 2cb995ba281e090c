package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/sync/sheet"
)

// maxPack bounds a file of reference data, in bytes: a table of all units of the
// country is below 3 MB.
const maxPack = 8 << 20

func packCommand() command {
	return command{
		name: "pack", args: "FILE… | --list | --template FILE.xlsx",
		about: [2]string{
			"(tỉnh) kiểm tra bộ tiêu chí, chương trình, danh mục đơn vị, bảng kiểm và đưa vào các gói trả lời sau",
			"(province) checks schemes, programmes, units, checklists and puts them into the next answers",
		},
		more: [2]string{
			"Bộ tiêu chí và chương trình là bảng tính .xlsx theo mẫu, hoặc tệp TOML; bảng kiểm và mẫu giấy là tệp TOML;\ndanh mục đơn vị là tệp CSV. Số bản của .xlsx và CSV do chương trình đánh, trong TOML là revision tăng dần.\nMột tệp sai thì không tệp nào được nạp; lỗi ghi rõ sheet, dòng, cột, hoặc dòng của TOML.\nTrước khi nạp, lệnh cho biết những gì thay đổi so với bản đang dùng, và các bảng nháp sẽ ra sao nếu chuyển\nsang bản mới. Bảng đã chốt không bao giờ đổi điểm hay xếp loại.\n  --dry-run               chỉ kiểm tra và xem trước, không nạp\n  --list                  các bản đang có\n  --template TỆP.xlsx     ghi bảng tính mẫu, điền sẵn bản mới nhất đang có\n  --scheme MÃ             mẫu của bộ tiêu chí nào (mặc định: bộ tiêu chí đầy đủ duy nhất)\n  --programme MÃ          mẫu của chương trình nào",
			"Schemes and programmes are workbooks (.xlsx) after the template, or TOML files; checklists and papers are TOML\nfiles, units a CSV file. A workbook and a CSV file get the next revision, in TOML `revision` rises.\nIf one file is wrong none is taken; every fault names its sheet, row and column, or its line of TOML.\nBefore it packs, the command says what changes against the revision in use, and what would become of drafts\nthat move to the new one. A finalised assessment never changes its points or rating.\n  --dry-run               checks and previews alone\n  --list                  the revisions that are held\n  --template FILE.xlsx    writes a workbook filled with the newest held revision\n  --scheme ID             template of which scheme (default: the only whole one)\n  --programme ID          template of which programme",
		},
		setup: func(e *env) func([]string) error {
			list, dry := e.fs.Bool("list", false, ""), e.fs.Bool("dry-run", false, "")
			template := e.fs.String("template", "", "")
			of := map[string]*string{desk.RefScheme: e.fs.String("scheme", "", ""), desk.RefProgramme: e.fs.String("programme", "", "")}
			return func(args []string) error {
				named := *of[desk.RefScheme] != "" || *of[desk.RefProgramme] != ""
				switch {
				case *template != "":
					if *list || *dry || len(args) > 0 || *of[desk.RefScheme] != "" && *of[desk.RefProgramme] != "" {
						return usage("--template ghi một tệp mẫu và không nạp gì", "ví dụ: coopfield pack --template mau.xlsx --scheme tt01-2020")
					}
					return e.withSite(func(s *opened) error {
						return e.packTemplate(s.Desk, *template, *of[desk.RefScheme], *of[desk.RefProgramme])
					})
				case named || *list == (len(args) > 0) || *list && *dry:
					return usage("lệnh pack cần tệp, hoặc --list, hoặc --template", "ví dụ: coopfield pack bo-tieu-chi.xlsx")
				case *list:
					return e.withDesk(func(d *desk.Desk) error {
						packs, err := d.Packs(e.ctx)
						return e.writePacks(packs, err)
					})
				}
				return e.withDesk(func(d *desk.Desk) error { return e.pack(d, args, *dry) })
			}
		},
	}
}

// pack previews the files, and packs them unless dry.
func (e *env) pack(d *desk.Desk, paths []string, dry bool) error {
	files, err := e.packFiles(d, paths)
	if err != nil {
		return err
	}
	preview, err := d.PreviewPack(e.ctx, files)
	if err != nil {
		return err
	}
	if !e.json {
		e.writePreview(preview)
	}
	if dry {
		if !e.json {
			fmt.Fprintln(e.stdout, "Chỉ xem trước: chưa nạp gì.")
			return nil
		}
		return e.writeChanges(preview)
	}
	packs, err := d.Pack(e.ctx, files)
	if err != nil {
		return err
	}
	if e.json {
		return e.writeChanges(preview)
	}
	return e.writePacks(packs, nil)
}

func (e *env) writeChanges(p *desk.PackPreview) error {
	for i := range p.Files {
		if err := e.writeJSON(&p.Files[i]); err != nil {
			return err
		}
	}
	return nil
}

// packFiles reads the files; a workbook becomes the TOML of its next revision.
func (e *env) packFiles(d *desk.Desk, paths []string) ([]desk.PackFile, error) {
	var files []desk.PackFile
	for _, p := range paths {
		data, err := readPackFile(p)
		if err != nil {
			return nil, err
		}
		if sheet.Is(data) {
			if data, err = e.packSheet(d, p, data); err != nil {
				return nil, err
			}
		}
		files = append(files, desk.PackFile{Name: p, Data: data})
	}
	return files, nil
}

func readPackFile(p string) ([]byte, error) {
	info, err := os.Stat(p)
	var data []byte
	if err == nil && info.Size() > maxPack {
		return nil, &store.Error{Code: store.Invalid, Message: "tệp " + p + " lớn hơn 8 MiB", Kept: "dữ liệu tham chiếu đang dùng được giữ nguyên", Hint: "kiểm tra lại có chọn đúng tệp không"}
	}
	if err == nil {
		data, err = os.ReadFile(p)
	}
	if err != nil {
		return nil, &store.Error{Code: store.NotFound, Message: "không đọc được tệp " + p, Kept: "dữ liệu tham chiếu đang dùng được giữ nguyên", Hint: "kiểm tra đường dẫn", Err: err}
	}
	return data, nil
}

// packSheet turns a workbook into the file that is packed: the one that is held,
// if it says the same, else that of the next revision.
func (e *env) packSheet(d *desk.Desk, path string, data []byte) ([]byte, error) {
	r, err := sheet.ReadReference(path, data)
	if err != nil {
		return nil, err
	}
	for _, n := range r.Notes {
		fmt.Fprintf(e.stderr, "%s: %s\n", filepath.Base(path), n)
	}
	held, file, err := d.Reference(e.ctx, r.Type, r.ID, 0)
	switch {
	case store.CodeOf(err) == store.NotFound: // a first one
		return r.TOML(max(r.Revision, 1))
	case err != nil:
		return nil, err
	case r.Revision <= held.Revision && r.Same(file):
		return file, nil
	case r.Revision > 0 && r.Revision < held.Revision:
		fmt.Fprintf(e.stderr, "%s: bảng tính được lập từ bản %d, nay đã có bản %d: điều bản %d đã sửa mà bảng tính không có sẽ bị sửa ngược lại, xem kỹ các thay đổi\n",
			filepath.Base(path), r.Revision, held.Revision, held.Revision)
	}
	return r.TOML(max(r.Revision, held.Revision+1))
}

// packTemplate writes the workbook of the newest held scheme or programme.
func (e *env) packTemplate(d *desk.Desk, path, schemeID, programmeID string) error {
	if !strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return usage("tệp mẫu là bảng tính .xlsx", "đặt tên tệp có đuôi .xlsx")
	}
	typ, id := desk.RefScheme, schemeID
	switch {
	case programmeID != "":
		typ, id = desk.RefProgramme, programmeID
	case schemeID == "":
		var err error
		if id, err = e.wholeScheme(d); err != nil {
			return err
		}
	}
	held, file, err := d.Reference(e.ctx, typ, id, 0)
	if err != nil {
		return err
	}
	book, err := sheet.Template(typ, file)
	if err != nil {
		return err
	}
	if err := writeNewFile(path, book); err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(map[string]any{"path": path, "bytes": len(book), "type": held.Type, "id": held.ID, "revision": held.Revision})
	}
	fmt.Fprintf(e.stdout, "đã ghi %s: %s bản %d (%s)\nSửa xong, chạy: coopfield pack %s --dry-run\n", path, held.ID, held.Revision, held.Title, path)
	return nil
}

// wholeScheme finds the scheme that a template is of if none is named: the only
// one that has the whole scale of its circular.
func (e *env) wholeScheme(d *desk.Desk) (string, error) {
	packs, err := d.Packs(e.ctx)
	if err != nil {
		return "", err
	}
	newest, ids := map[string]int64{}, []string{}
	for _, p := range packs {
		if p.Type == desk.RefScheme {
			newest[p.ID] = p.Revision
		}
	}
	for _, p := range packs {
		if p.Type != desk.RefScheme || p.Revision != newest[p.ID] {
			continue
		}
		_, file, err := d.Reference(e.ctx, p.Type, p.ID, p.Revision)
		if err != nil {
			return "", err
		}
		if s, err := scheme.Load(p.ID+".toml", file); err == nil && !s.Partial {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) != 1 {
		return "", usage("chưa rõ mẫu của bộ tiêu chí nào", "thêm --scheme MÃ, đang có: "+strings.Join(ids, ", "))
	}
	return ids[0], nil
}

// writeNewFile writes a file that is not there yet, or nothing.
func writeNewFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return &store.Error{Code: store.Conflict, Detail: "exists", Message: "đã có tệp " + path, Kept: "tệp đó giữ nguyên", Hint: "chọn tên khác"}
	}
	if err == nil {
		_, err = f.Write(data)
		if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
			_ = os.Remove(path) // half a file is none; what went wrong is told already
		}
	}
	if err != nil {
		return &store.Error{
			Code: store.Internal, Detail: "target", Message: "không ghi được " + path, Kept: "dữ liệu trong kho giữ nguyên",
			Hint: "kiểm tra thư mục, quyền ghi và chỗ trống", Err: err,
		}
	}
	return nil
}

func (e *env) writePacks(packs []desk.Packed, err error) error {
	if err != nil {
		return err
	}
	for _, p := range packs {
		if e.json {
			if err := e.writeJSON(p); err != nil {
				return fmt.Errorf("writing the reference data: %w", err)
			}
			continue
		}
		word := ""
		switch {
		case p.New:
			word = "mới, đi cùng các gói trả lời sau"
		case p.Builtin:
			word = "có sẵn trong chương trình"
		}
		fmt.Fprintf(e.stdout, "%-10s %-20s bản %d  %s  %s\n", p.Type, p.ID, p.Revision, p.Title, word)
	}
	return nil
}
