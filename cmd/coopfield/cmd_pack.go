package main

import (
	"fmt"
	"os"

	"coopfield/store"
	"coopfield/store/desk"
)

// maxPack bounds a file of reference data, in bytes: a table of all units of the
// country is below 3 MB.
const maxPack = 8 << 20

func packCommand() command {
	return command{
		name: "pack", args: "FILE… | --list",
		about: [2]string{
			"(tỉnh) kiểm tra bộ tiêu chí, chương trình, danh mục đơn vị, bảng kiểm và đưa vào các gói trả lời sau",
			"(province) checks schemes, programmes, units, checklists and puts them into the next answers",
		},
		more: [2]string{
			"Bộ tiêu chí, chương trình và bảng kiểm là tệp TOML có revision tăng dần; danh mục đơn vị là tệp CSV,\nsố bản do chương trình đánh. Một tệp sai thì không tệp nào được nạp, lỗi ghi rõ từng dòng.\n  --list   các bản đang có",
			"Schemes, programmes and checklists are TOML files whose revision rises; units are a CSV file that gets the\nnext revision. If one file is wrong none is taken; every fault names its line.\n  --list   the revisions that are held",
		},
		setup: func(e *env) func([]string) error {
			list := e.fs.Bool("list", false, "")
			return func(args []string) error {
				if *list == (len(args) > 0) {
					return usage("lệnh pack cần tệp, hoặc --list", "ví dụ: coopfield pack bo-tieu-chi.toml")
				}
				return e.withSite(func(s *opened) error {
					if *list {
						packs, err := s.Desk.Packs(e.ctx)
						return e.writePacks(packs, err)
					}
					files, err := packFiles(args)
					if err != nil {
						return err
					}
					packs, err := s.Desk.Pack(e.ctx, files)
					return e.writePacks(packs, err)
				})
			}
		},
	}
}

func packFiles(paths []string) ([]desk.PackFile, error) {
	var files []desk.PackFile
	for _, p := range paths {
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
		files = append(files, desk.PackFile{Name: p, Data: data})
	}
	return files, nil
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
