package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"coopfield/store"
	"coopfield/store/scheme"
)

// maxDocument bounds what score reads from stdin.
const maxDocument = 1 << 20

func scoreCommand() command {
	return command{
		name: "score", args: "SCHEME [--column self|checked|approved] [--to next|BAND|POINTS] [--scheme SCHEME] < DOC.json",
		about: [2]string{"chấm điểm một bảng đánh giá; không cần kho, không cần mật khẩu", "scores an assessment document; needs no store and no passphrase"},
		more: [2]string{
			"BỘ_TIÊU_CHÍ là mã có sẵn (tt01-2020, tt09-2017) hoặc tệp TOML.\n--column  cột điểm để cộng: self (tự chấm), checked (huyện), approved (tỉnh); mặc định: cột mà bộ tiêu chí chọn\n--to      thêm way: số liệu nào cần thành bao nhiêu để tới mức (next là mức kế trên), theo các mức điểm của bộ tiêu chí; mục chưa biết mức điểm nằm ở open\n--scheme  thêm other: cùng số liệu chấm theo một bộ tiêu chí khác, hoặc một bản khác của bộ này\nIn một đối tượng JSON:\ntotal, max, rating, excluded, partial, groups, items (points, max, how, computed), missing.",
			"SCHEME is an embedded id (tt01-2020, tt09-2017) or a TOML file.\n--column  the points that are summed: self, checked (district) or approved (province); default: what the scheme chooses\n--to      adds way: which figures need to be what to reach a band (next is the one above), by the scheme's own steps; items without known steps stand in open\n--scheme  adds other: the same figures scored under another scheme, or another revision of this one\nPrints one JSON object:\ntotal, max, rating, excluded, partial, groups, items (points, max, how, computed), missing.",
		},
		setup: func(e *env) func([]string) error {
			column := e.fs.String("column", "", "")
			to := e.fs.String("to", "", "")
			other := e.fs.String("scheme", "", "")
			return func(args []string) error {
				if len(args) != 1 {
					return usage("lệnh score cần một bộ tiêu chí", "ví dụ: coopfield score tt01-2020 < bang.json")
				}
				s, err := loadScheme(args[0])
				if err != nil {
					return err
				}
				switch *column {
				case "", "self", "checked", "approved":
				default:
					return usage("không có cột điểm %q", "dùng --column self, checked hoặc approved", *column)
				}
				ask := scheme.WhatIf{Column: *column, To: *to}
				if *other != "" {
					if ask.Other, err = loadScheme(*other); err != nil {
						return err
					}
				}
				doc, err := io.ReadAll(io.LimitReader(e.stdin, maxDocument+1))
				if err != nil {
					return fmt.Errorf("reading the document: %w", err)
				}
				if len(doc) > maxDocument {
					return &store.Error{Code: store.Invalid, Message: "bảng đánh giá dài quá 1 MiB", Hint: "mỗi lần chấm một bảng"}
				}
				out, err := s.ScoreDocumentWith(doc, ask)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(e.stdout, "%s\n", out)
				return err
			}
		},
	}
}

func loadScheme(name string) (*scheme.Scheme, error) {
	if s, ok := scheme.EmbeddedByID(name); ok {
		return s, nil
	}
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &store.Error{Code: store.NotFound, Message: fmt.Sprintf("không có bộ tiêu chí hay tệp %q", name), Hint: "bộ có sẵn: tt01-2020, tt09-2017; hoặc chỉ đường dẫn tới tệp TOML", Err: err}
	}
	if err != nil {
		return nil, &store.Error{Code: store.NotFound, Message: fmt.Sprintf("không đọc được tệp %q", name), Hint: "kiểm tra đường dẫn và quyền đọc", Err: err}
	}
	return scheme.Load(name, b)
}
