//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
)

// sheetsOf returns how the sheets of a store stand: the revision of the scheme,
// points, rating, and what is typed in them.
func sheetsOf(t *testing.T, data string) string {
	t.Helper()
	var lines []string
	for line := range strings.Lines(must(t, "", "list", "assessment", "--data", data, "--json")) {
		var doc struct{ ID string }
		mustDo(t, json.Unmarshal([]byte(line), &doc))
		lines = append(lines, doc.ID)
	}
	inside(t, data, func(s *opened) {
		for i, id := range lines {
			sheet, err := s.Desk.Sheet(t.Context(), id)
			mustDo(t, err)
			line, err := json.Marshal([]any{id, sheet.Scheme.Revision, sheet.State, sheet.Result.Total, sheet.Result.Rating, sheet.Drafted, sheet.Raw})
			mustDo(t, err)
			lines[i] = string(line)
		}
	})
	return strings.Join(lines, "\n")
}

// reference returns a file of reference data that this program carries.
func reference(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "store", filepath.FromSlash(path)))
	mustDo(t, err)
	return string(data)
}

// The province sends a stricter revision of a scheme and a new commune. Sheets
// that stand keep theirs, finalised or half typed; what is begun afterwards
// takes the new one.
func TestAPackReachesALaptopAndMovesNoSheetThatStands(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	officer, province := filepath.Join(dir, demoOfficer), filepath.Join(dir, demoProvince)
	usb, packs := t.TempDir(), t.TempDir()
	must(t, "", "seal", "--data", officer, "--to", usb)
	must(t, "", "import", usb, "--data", province)
	answered(t, province, officer)
	var half, coop struct{ ID, Cooperative string }
	first, _, _ := strings.Cut(must(t, "", "list", "assessment", "--where", "status=draft", "--where", "period=2024", "--data", officer, "--json"), "\n")
	mustDo(t, json.Unmarshal([]byte(first), &half))
	inside(t, officer, func(s *opened) {
		_, err := s.Desk.SaveField(t.Context(), store.Assessment, half.ID, "self.3a", int64(250), "2,5")
		mustDo(t, err)
	})
	before, docs := sheetsOf(t, officer), must(t, "", "list", "assessment", "--data", officer, "--json")
	if !strings.Contains(before, `"final"`) || !strings.Contains(before, `"draft"`) {
		t.Fatalf("the demo has\n%s", before)
	}
	const inNewUnit = `{"name":"HTX Mẫu Mới","type":"htx","unit":"99999"}`
	if code, _, errs := ask(inNewUnit, "put", "cooperative", "--data", officer); code != 1 || !strings.Contains(errs, "99999") {
		t.Fatalf("exit code %d: %s", code, errs)
	}

	scheme := strings.NewReplacer("revision    = 1", "revision    = 2", "from = 65", "from = 79").Replace(reference(t, "scheme/data/scheme-tt01-2020.toml"))
	units := reference(t, "unit/data/units-kontum.csv") + "99999,99999,Mẫu Mới,Mẫu Mới,,Xã,commune,615,,2025-06-30,\n"
	mustDo(t, os.WriteFile(filepath.Join(packs, "bo-tieu-chi.toml"), []byte(scheme), 0o600))
	mustDo(t, os.WriteFile(filepath.Join(packs, "don-vi.csv"), []byte(units), 0o600))
	out := must(t, "", "pack", filepath.Join(packs, "bo-tieu-chi.toml"), filepath.Join(packs, "don-vi.csv"), "--data", province)
	if !strings.Contains(out, "bản 2") {
		t.Fatalf("packed: %s", out)
	}
	answered(t, province, officer)

	if now := sheetsOf(t, officer); now != before {
		t.Errorf("the sheets stood\n%s\nand stand\n%s", before, now)
	}
	if now := must(t, "", "list", "assessment", "--data", officer, "--json"); now != docs {
		t.Error("the documents of the sheets changed")
	}
	fresh := strings.TrimSpace(must(t, inNewUnit, "put", "cooperative", "--data", officer))
	mustDo(t, json.Unmarshal([]byte(must(t, "", "get", "cooperative", fresh, "--data", officer, "--json")), &coop))
	sheet := strings.TrimSpace(must(t, `{"cooperative":"`+coop.ID+`","scheme":"tt01-2020","period":"2024"}`, "put", "assessment", "--data", officer))
	inside(t, officer, func(s *opened) {
		got, err := s.Desk.Sheet(t.Context(), sheet)
		mustDo(t, err)
		if got.Scheme.Revision != 2 {
			t.Errorf("a new sheet takes revision %d", got.Scheme.Revision)
		}
	})
	// It stands at the province as it stands here.
	must(t, "", "seal", "--data", officer, "--to", usb)
	must(t, "", "import", usb, "--data", province)
	for _, data := range []string{officer, province} {
		if doc := must(t, "", "get", "assessment", sheet, "--data", data, "--json"); !strings.Contains(doc, `"scheme_revision":2`) {
			t.Errorf("%s holds %s", data, doc)
		}
	}
}
