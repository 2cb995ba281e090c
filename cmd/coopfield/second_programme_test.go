package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A programme of another province, with 25 pilots, six conditions and capital to
// break ties, works by its file alone: packed, applied for, ranked and reported.
func TestASecondProgrammeWorksFromItsFileAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "tinh")
	must(t, "", "init", "--role", "province", "--name", "Sở (mẫu)", "--unit", "62", "--training", "--data", dir)
	must(t, "", "pack", filepath.Join(root, "store", "programme", "testdata", "programme-twenty-five.toml"), "--data", dir)

	// 27 applications: 26 are like each other but for members and capital, one
	// supplies its members less than the sixth condition asks for.
	w := &world{t: t, data: dir}
	var coops, annuals, sheets, applications []string
	points := map[string]any{}
	for _, it := range items {
		points[it.id] = float64(it.most*80/100/50*50) / 100
	}
	for n := range 27 {
		id, sheet := w.fixed(1, n), w.fixed(2, n)
		share := 60.0
		if n == 26 {
			share = 59.99
		}
		members := 100
		if n < 3 {
			members = 200 // three of the same scale: capital decides
		}
		capital := int64(1_000_000_000 + n*1_000_000)
		if n == 5 {
			capital -= 1_000_000 // as the one before it: nothing tells the two apart
		}
		coops = append(coops, jsonLine(map[string]any{"id": id, "name": fmt.Sprintf("HTX Mẫu %02d", n), "type": "htx", "unit": "23500", "reporting_unit": "615", "youth_founded": n == 4 || n == 5}))
		annuals = append(annuals, jsonLine(map[string]any{"cooperative": id, "year": 2021, "figures": map[string]any{"members": members, "total_capital": capital, "member_supply_share": share}}))
		sheets = append(sheets, jsonLine(map[string]any{
			"id": sheet, "cooperative": id, "scheme": "tt01-2020", "period": "2021", "occasion": "entry", "months_active": 60, "months_stopped": 0, "self": points,
			"facts": map[string]any{"capital_begin": 1, "capital_end": 2, "undivided_begin": 1, "undivided_end": 2},
		}))
		applications = append(applications, jsonLine(map[string]any{
			"id": w.fixed(3, n), "cooperative": id, "programme": "twenty-five", "model": "X-1", "entry_assessment": sheet,
			"profit": map[string]any{"2020": 1, "2021": 1}, "dossier": map[string]any{"form": map[string]any{"present": true}},
			"conditions": map[string]any{"law": map[string]any{"met": true}, "governance": map[string]any{"met": true}},
		}))
	}
	w.put("cooperative", coops...)
	w.put("annual", annuals...)
	w.put("assessment", sheets...)
	for n := range 27 {
		must(t, "", "finalise", "assessment", w.fixed(2, n), "--data", dir)
	}
	w.put("registration", applications...)

	rows := get[jsonCandidate](w, "candidates", "twenty-five")
	var order []string
	for _, r := range rows {
		if len(r.Conditions) != 6 {
			t.Fatalf("%d conditions", len(r.Conditions))
		}
		order = append(order, strings.TrimPrefix(r.Name, "HTX Mẫu "))
	}
	// Priority first, then scale, then capital; what nothing decides shares a rank.
	if want := []string{"04", "05", "02", "01", "00", "25", "24"}; !slices.Equal(order[:7], want) || order[26] != "26" {
		t.Errorf("ranked as %v, want %v first and 26 last", order, want)
	}
	if !rows[0].Tied || !rows[1].Tied || rows[0].Rank != 1 || rows[1].Rank != 1 || rows[2].Tied || rows[2].Rank != 3 || string(rows[26].Eligible) != "not_met" {
		t.Errorf("the first three have %d %t, %d %t, %d %t; the last is %s", rows[0].Rank, rows[0].Tied, rows[1].Rank, rows[1].Tied, rows[2].Rank, rows[2].Tied, rows[26].Eligible)
	}
	if _, _, errs := ask("", "candidates", "twenty-five", "--json", "--data", dir); !strings.Contains(errs, "26 đủ điều kiện") || !strings.Contains(errs, "cần ít nhất 25") {
		t.Errorf("candidates say %s", errs)
	}

	path := filepath.Join(t.TempDir(), "nam.json")
	must(t, "", "report", "programme-year", "--programme", "twenty-five", "--period", "2022", "--to", path, "--data", dir)
	b, err := os.ReadFile(path)
	var r struct{ Figures map[string]float64 }
	if err != nil || json.Unmarshal(b, &r) != nil || r.Figures["eligible"] != 26 || !strings.Contains(string(b), "chương trình cần ít nhất 25, còn thiếu 25") {
		t.Errorf("the report of the second programme: %v\n%s", err, b)
	}
	if code, _, errs := ask("", "report", "programme-year", "--period", "2022", "--to", path+".pdf", "--data", dir); code == 0 || !strings.Contains(errs, "twenty-five") {
		t.Errorf("of two programmes none was named: %d, %s", code, errs)
	}
}

// fixed makes an id of its own for a kind and number.
func (w *world) fixed(kind, n int) string {
	return fmt.Sprintf("0193%04x-%04x-7000-8000-000000000000", kind, n)
}
