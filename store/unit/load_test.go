package unit_test

import (
	"errors"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/unit"
)

const headerLine = "id,code,name,official_name,aliases,type,level,parent,valid_from,valid_to,successor\n"

func TestLoadNamesLineAndRemedyOfEveryFault(t *testing.T) {
	const p = "P,1,P,P,,Tỉnh,province,,,,\n"
	for _, tt := range []struct {
		name, file string
		line       int
		message    string
	}{
		{"no header", p, 1, "dòng đầu không đúng"},
		{"empty", "", 1, "dòng đầu không đúng"},
		{"no unit", headerLine, 1, "không có đơn vị nào"},
		{"not UTF-8", headerLine + "\xff", 1, "không phải là chữ UTF-8"},
		{"not CSV", headerLine + p + "A,\"2\n", 3, "không đúng dạng CSV"},
		{"too few columns", headerLine + "A,2\n", 2, "dòng có 2 cột, cần 11"},
		{"NFD", headerLine + "P,1,A\u0306,P,,Tỉnh,province,,,,\n", 2, "ký tự lạ"},
		{"bad id", headerLine + "a b,1,P,P,,Tỉnh,province,,,,\n", 2, `id "a b" không dùng được`},
		{"same id twice", headerLine + p + p, 3, `id "P" đã có ở dòng 2`},
		{"bad code", headerLine + "P,,P,P,,Tỉnh,province,,,,\n", 2, `mã "" không dùng được`},
		{"no name", headerLine + "P,1,,P,,Tỉnh,province,,,,\n", 2, "thiếu tên"},
		{"bad level", headerLine + "P,1,P,P,,Tỉnh,tỉnh,,,,\n", 2, `cấp "tỉnh" không có`},
		{"bad date", headerLine + "P,1,P,P,,Tỉnh,province,,2025-02-29,,\n", 2, `valid_from "2025-02-29" không phải là ngày`},
		{"ends before it begins", headerLine + "P,1,P,P,,Tỉnh,province,,2025-02-02,2025-02-01,\n", 2, "ngày cuối đứng trước"},
		{"no parent", headerLine + "A,2,A,A,,Xã,commune,,,,\n", 2, "thiếu đơn vị cấp trên"},
		{"unknown parent", headerLine + "A,2,A,A,,Xã,commune,X,,,\n", 2, `đơn vị cấp trên "X" không có`},
		{"wrong parent", headerLine + p + "A,2,A,A,,Xã,commune,P,,,\nB,3,B,B,,Huyện,district,A,,,\n", 4, "không nằm trong cấp commune"},
		{"outlives its parent", headerLine + "P,1,P,P,,Tỉnh,province,,,2025-06-30,\nA,2,A,A,,Xã,commune,P,,,\n", 3, "ngoài thời gian của cấp trên"},
		{"unknown successor", headerLine + "P,1,P,P,,Tỉnh,province,,,2025-06-30,Q\n", 2, `đơn vị kế tục "Q" không có`},
		{"successor of a living unit", headerLine + p + "Q,2,Q,Q,,Tỉnh,province,,,,P\n", 3, "còn hiệu lực mà đã có"},
		{"successor of another level", headerLine + p + "A,2,A,A,,Xã,commune,P,,2025-06-30,P\n", 3, "khác cấp commune"},
		{"successor comes too late", headerLine + "P,1,P,P,,Tỉnh,province,,,2025-06-30,Q\nQ,2,Q,Q,,Tỉnh,province,,2025-07-02,,\n", 2, "không có hiệu lực vào ngày sau 30/06/2025"},
		{"parents in a circle", headerLine + "A,2,A,A,,Chi nhánh,reporting,B,,,\nB,3,B,B,,Chi nhánh,reporting,A,,,\n", 2, "dẫn vòng"},
		{"one code twice a day", headerLine + p + "A,2,A,A,,Xã,commune,P,,2025-06-30,\nB,2,B,B,,Xã,commune,P,2025-06-30,,\n", 4, "cùng ngày thuộc cả A (dòng 3) và B"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := unit.Load("u.csv", []byte(tt.file))
			var faults store.FileFaults
			if store.CodeOf(err) != store.Invalid || store.DetailOf(err) != "bad-units" || !errors.As(err, &faults) {
				t.Fatalf("got %v", err)
			}
			for _, f := range faults {
				if f.Line == tt.line && strings.Contains(f.Message, tt.message) && f.Hint != "" && f.File == "u.csv" {
					return
				}
			}
			t.Errorf("no fault in line %d with %q in:\n%v", tt.line, tt.message, faults)
		})
	}
}

func TestLoadReportsAllFaultsInOrder(t *testing.T) {
	_, err := unit.Load("u.csv", []byte(headerLine+"A,2,A,A,,Xã,commune,X,,,\nA,3,,B,,Xã,xã,,,,\nP,1,P,P,,Tỉnh,province,P,,,\n"))
	var faults store.FileFaults
	if !errors.As(err, &faults) || len(faults) < 3 {
		t.Fatalf("got %v", err)
	}
	for i := 1; i < len(faults); i++ {
		if faults[i].Line < faults[i-1].Line {
			t.Errorf("out of order:\n%v", faults)
		}
	}
}

func TestLoadTakesTheMarkThatExcelWritesAndSeveralAliases(t *testing.T) {
	tb, err := unit.Load("u.csv", []byte("\ufeff"+strings.ReplaceAll(headerLine+"P,1,P,P,Pê; Pờ ;,Tỉnh,province,,,,\n", "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if u, _ := tb.ByID("P"); len(u.Aliases) != 2 || u.Aliases[1] != "Pờ" {
		t.Errorf("aliases %q", u.Aliases)
	}
}

func FuzzLoadRefusesOrGivesATableThatEnds(f *testing.F) {
	f.Add([]byte(headerLine + "P,1,P,P,,Tỉnh,province,,,2025-06-30,Q\nQ,1,Q,Q,,Tỉnh,province,,2025-07-01,,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tb, err := unit.Load("u.csv", data)
		if err != nil {
			if store.CodeOf(err) != store.Invalid {
				t.Fatal(err)
			}
			return
		}
		for _, u := range tb.Units() {
			_, _ = tb.Current(u.ID, after)
			tb.Ancestor(u.ID, unit.LevelProvince)
			tb.Find(u.Name, "")
		}
	})
}
