//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"coopfield/store"
)

// filledIn writes the template of a scheme and changes cells of it: those named
// "sheet!C4", and those of "sheet!B=10" that hold 10 in column B.
func filledIn(t *testing.T, data string, cells map[string]any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bo-tieu-chi.xlsx")
	must(t, "", "pack", "--template", path, "--data", data)
	x, err := excelize.OpenFile(path)
	mustDo(t, err)
	defer x.Close()
	for at, v := range cells {
		sheet, cell, _ := strings.Cut(at, "!")
		if column, held, search := strings.Cut(cell, "="); search {
			rows, err := x.GetRows(sheet)
			mustDo(t, err)
			n := int(column[0] - 'A')
			cell = fmt.Sprintf("%s%d", column, 1+slices.IndexFunc(rows, func(r []string) bool { return len(r) > n && r[n] == held }))
		}
		mustDo(t, x.SetCellValue(sheet, cell, v))
	}
	mustDo(t, x.Save())
	return path
}

func TestAProvincePacksASchemeThatItFilledInInAWorkbook(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	officer, province := filepath.Join(dir, demoOfficer), filepath.Join(dir, demoProvince)
	path := filledIn(t, province, nil)
	if code, _, errs := ask("", "pack", "--template", path, "--data", province); code != 1 || !strings.Contains(errs, "đã có tệp") {
		t.Errorf("a workbook is written over: exit code %d, %s", code, errs)
	}
	if out := must(t, "", "pack", path, "--data", province); !strings.Contains(out, "tt01-2020 bản 1: đã có, không thay đổi gì") {
		t.Errorf("what nobody changed is packed as news: %s", out)
	}
	held := must(t, "", "pack", "--list", "--data", province)

	stricter := filledIn(t, province, map[string]any{"ratings!C4": "79,0", "items!D3": 5, "items!D4": 2})
	out := must(t, "", "pack", stricter, "--dry-run", "--data", province)
	for _, want := range []string{
		"scheme tt01-2020 bản 2, thay đổi so với bản 1:", "Mức xếp loại fair (Khá): Từ điểm: 65 → 79",
		"Mục chấm điểm 1a (Tổng nguồn vốn bình quân của HTX): Điểm tối đa: 6 → 5", "bảng đã chốt", "Chỉ xem trước",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the preview does not say %q:\n%s", want, out)
		}
	}
	if now := must(t, "", "pack", "--list", "--data", province); now != held {
		t.Errorf("a preview packed: %s", now)
	}
	wrong := filledIn(t, province, map[string]any{"items!D3": "nhiều", "groups!C3": 31})
	if code, _, errs := ask("", "pack", wrong, "--data", province); code != 1 ||
		!strings.Contains(errs, "sheet items, dòng 3, cột max") || !strings.Contains(errs, "sheet groups, dòng 3, cột max") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if code, _, errs := ask("", "pack", stricter, "--data", officer); code != 1 || !strings.Contains(errs, "chỉ cấp tỉnh") {
		t.Errorf("exit code %d: %s", code, errs)
	}

	var packed struct {
		Revision, Against int64
		New               bool
		Changes           []struct{ ID, Key, Was, Now string }
		Sheets            struct{ Finals, Drafts int }
	}
	mustDo(t, json.Unmarshal([]byte(must(t, "", "pack", stricter, "--json", "--data", province)), &packed))
	if packed.Revision != 2 || packed.Against != 1 || !packed.New || len(packed.Changes) != 3 {
		t.Errorf("packed %+v", packed)
	}
	if out := must(t, "", "pack", stricter, "--data", province); !strings.Contains(out, "bản 2: đã có") {
		t.Errorf("packed twice: %s", out)
	}
	stale := filledIn(t, province, map[string]any{"scheme!C3": 1, "ratings!C4": 70})
	if _, _, errs := ask("", "pack", stale, "--dry-run", "--data", province); !strings.Contains(errs, "được lập từ bản 1, nay đã có bản 2") {
		t.Errorf("nobody is told that the workbook is of an older revision: %s", errs)
	}
	higher := filledIn(t, province, map[string]any{"scheme!C3": 9, "ratings!C4": 78})
	if out := must(t, "", "pack", higher, "--data", province); !strings.Contains(out, "bản 9") {
		t.Errorf("the revision of the workbook is not taken: %s", out)
	}
	answered(t, province, officer)
	if out := must(t, "", "pack", "--list", "--data", officer); !strings.Contains(out, "bản 2") || !strings.Contains(out, "bản 9") {
		t.Errorf("the laptop holds %s", out)
	}
}

func TestAProgrammeIsPackedFromAWorkbook(t *testing.T) {
	t.Parallel()
	province := filepath.Join(newDemo(t), demoProvince)
	path := filepath.Join(t.TempDir(), "chuong-trinh.xlsx")
	must(t, "", "pack", "--template", path, "--programme", "kh1185", "--data", province)
	x, err := excelize.OpenFile(path)
	mustDo(t, err)
	defer x.Close()
	rows, err := x.GetRows("programme")
	mustDo(t, err)
	row := 1 + slices.IndexFunc(rows, func(r []string) bool { return len(r) > 1 && r[1] == "pilots_min" })
	mustDo(t, x.SetCellValue("programme", fmt.Sprintf("C%d", row), 25))
	mustDo(t, x.Save())
	if out := must(t, "", "pack", path, "--data", province); !strings.Contains(out, "Số thí điểm tối thiểu: 5 → 25") || !strings.Contains(out, "kh1185               bản 2") {
		t.Errorf("packed: %s", out)
	}
}

// official returns how the assessments of a store stand in every way that it can
// be read: documents, plain columns, sheets, and what the register counts.
func official(t *testing.T, data string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(must(t, "", "list", "assessment", "--data", data, "--json"))
	b.WriteString(sheetsOf(t, data))
	inside(t, data, func(s *opened) {
		mustDo(t, s.db.View(t.Context(), func(tx store.Tx) error {
			var rows []string
			err := tx.Scores("", func(r *store.ScoreRow) error {
				rows = append(rows, fmt.Sprintf("\n%+v", *r))
				return nil
			})
			slices.Sort(rows)
			b.WriteString(strings.Join(rows, ""))
			return err
		}))
	})
	return b.String()
}

// A province accepts sheets of its officers, then decides on stricter rules and
// gets a new table of units. Whatever was finalised keeps its points and rating:
// as it is read, after everything was rebuilt from the log, and when its record is
// corrected in something else.
func TestAnOldAssessmentNeverChangesItsPointsOrRating(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	officer, province := filepath.Join(dir, demoOfficer), filepath.Join(dir, demoProvince)
	usb, packs := t.TempDir(), t.TempDir()
	must(t, "", "seal", "--data", officer, "--to", usb)
	must(t, "", "import", usb, "--data", province)
	var finals []string
	for line := range strings.Lines(must(t, "", "list", "assessment", "--where", "status=final", "--data", province, "--json")) {
		var doc struct{ ID string }
		mustDo(t, json.Unmarshal([]byte(line), &doc))
		finals = append(finals, doc.ID)
	}
	if len(finals) < 4 {
		t.Fatalf("the demo has %d finalised sheets", len(finals))
	}
	accepted, refused := finals[0], finals[1]
	must(t, "", "accept", "assessment", accepted, "--data", province)
	must(t, "", "return", "assessment", refused, "--reason", "kiểm tra lại mục 3", "--data", province)
	must(t, "", "void", "assessment", finals[3], "--reason", "lập nhầm kỳ", "--data", province)
	answered(t, province, officer)
	stands := map[string]string{officer: official(t, officer), province: official(t, province)}
	if s := stands[province]; !strings.Contains(s, "Accepted:true") || !strings.Contains(s, "Returned:true") || !strings.Contains(s, "State:void") {
		t.Fatalf("the province holds\n%s", s)
	}

	// Every band harder to reach, a criterion gone, every unit of today ended.
	path := filledIn(t, province, map[string]any{
		"ratings!C3": 95, "ratings!C4": 90, "ratings!C5": 85, "criteria!B=10": "10x", "items!B=10": "10x", "items!A=10": "10x",
	})
	must(t, "", "pack", path, "--data", province)
	lines := strings.Split(strings.TrimSpace(reference(t, "unit/data/units-kontum.csv")), "\n")
	for i, line := range lines {
		if cells := strings.Split(line, ","); cells[0] == "23500" && cells[9] == "" {
			cells[9] = "2025-06-30"
			lines[i] = strings.Join(cells, ",")
		}
	}
	units := filepath.Join(packs, "don-vi.csv")
	mustDo(t, os.WriteFile(units, []byte(strings.Join(append(lines, "99999,99999,Mẫu Mới,Mẫu Mới,,Xã,commune,615,,2025-06-30,"), "\n")+"\n"), 0o600))
	must(t, "", "pack", units, "--data", province)
	answered(t, province, officer)

	for data, before := range stands {
		if now := official(t, data); now != before {
			t.Errorf("%s stood\n%s\nand stands\n%s", filepath.Base(data), before, now)
		}
		inside(t, data, func(s *opened) { mustDo(t, s.Desk.Rebuild(t.Context())) })
		if now := official(t, data); now != before {
			t.Errorf("rebuilt, %s stood\n%s\nand stands\n%s", filepath.Base(data), before, now)
		}
	}
	read := func() string {
		var says string
		inside(t, officer, func(s *opened) {
			sheet, err := s.Desk.Sheet(t.Context(), finals[2])
			mustDo(t, err)
			if says = sheet.Result.Total.String(); sheet.Result.Rating != nil {
				says += " " + sheet.Result.Rating.ID
			}
		})
		return says
	}
	was := read()
	must(t, `{"evidence":{"3a":"biên bản bổ sung"}}`, "amend", "assessment", finals[2], "--reason", "thêm minh chứng", "--data", officer)
	if now := read(); now != was || !strings.Contains(was, " ") {
		t.Errorf("corrected in its evidence, a sheet of %s comes to %s", was, now)
	}
}
