//go:build unix

package main

import (
	"encoding/json"
	"path/filepath"
	"testing"
	"unicode/utf8"

	. "coopfield/tui/term/termtest"
)

// TestAFullAssessmentIsFilledFromTheKeyboardAlone fills the sheet of a
// cooperative from its first figure to chốt in a terminal and counts: besides
// the letters of what is written, one key leads from each field to the next.
func TestAFullAssessmentIsFilledFromTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	sheet := begun(t, dir)
	app := atDesk(t, dir)
	openSheet(app)
	app.SeesLine("▸Nguồn vốn đầu năm")

	figures := []string{
		"3,2 tỷ", "4,15 tỷ", "500tr", "650tr", "2 tỷ", "65", "120tr", "100tr", "20tr", "10tr", "5tr", "6", "3", "2", "4", // of the year
		"60", "0", // months active and stopped
	}
	items := []string{
		"5", "", "3", "", "3", "2", "3", "1", "1", "1", // I: 1b and 2b follow from the figures
		"6", "5", "1", "1", "1", "5", "3",
		"7", "6", "6", "5", "5", "4,5",
	}
	papers := []string{"10/12/2024", "Y Thanh", "12/12/2024", "A Biên", "13/12/2024"}

	fields, letters, begin := 0, 0, app.Keys()
	fill := func(texts []string) {
		for _, text := range texts {
			app.Types(text)
			app.Press(Enter)
			fields++
			letters += utf8.RuneCountInString(text)
		}
	}
	fill(figures)
	app.SeesLine("▸1a ")
	fill(items)
	app.SeesLine("▸Ngày nhận bảng")
	fill(papers)
	app.SeesLine("▸Số văn bản")
	if moves := app.Keys() - begin - letters; moves != fields {
		t.Errorf("%d keys lead through %d fields", moves, fields)
	}

	app.Press(F8)
	app.Sees("Chốt bảng đánh giá?", "76,5 điểm, Khá")
	agree(app, "Chốt")
	app.Sees("Đã chốt")
	quit(t, app)

	var doc struct {
		Status string
		Self   map[string]float64
		Facts  map[string]float64
		Board  struct{ Name, On string } `json:"board_agreed"`
	}
	out := must(t, "", "get", "assessment", sheet, "--json", "--data", filepath.Join(dir, demoOfficer))
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Status != "final" || len(doc.Self) != 21 || doc.Self["15"] != 4.5 || len(doc.Facts) != 15 || doc.Facts["capital_end"] != 4.15e9 || doc.Board.Name != "Y Thanh" || doc.Board.On != "2024-12-12" {
		t.Errorf("the record holds %s", out)
	}
}
