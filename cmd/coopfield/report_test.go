package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampleStore makes a training store of the province with a sample of its own.
func sampleStore(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tinh")
	must(t, "", "sample", "--coops", "60", "--seed", "1", "--data", dir)
	return dir
}

// fileOf runs a command that writes a file and returns its bytes.
func fileOf(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, "", append(args, "--to", path)...)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAFrozenReportIsMadeAgainByteByByteAfterItsDataMoved(t *testing.T) {
	t.Parallel()
	dir := sampleStore(t)
	asked := []string{"report", "programme-year", "--period", "2024", "--data", dir}
	id := strings.TrimSpace(must(t, "", append(asked, "--freeze")...))
	again := []string{"report", id, "--data", dir}
	before := map[string][]byte{}
	for _, name := range []string{"a.docx", "a.pdf", "a.json"} {
		before[name] = fileOf(t, name, again...)
	}
	draft := fileOf(t, "nhap.json", asked...)

	// A plan spends more, another cooperative applies, the papers change.
	plan := firstOf(t, dir, "plan")
	must(t, `{"id":"`+plan+`","funding":{"own":{"2024":{"planned":7000000,"spent":6000000}}}}`, "put", "plan", "--data", dir)
	coop := strings.TrimSpace(must(t, `{"name":"HTX Mẫu Thêm","type":"htx","unit":"23500","reporting_unit":"615"}`, "put", "cooperative", "--data", dir))
	must(t, `{"cooperative":"`+coop+`","programme":"kh1185"}`, "put", "registration", "--data", dir)

	for name, want := range before {
		if got := fileOf(t, name, again...); !bytes.Equal(got, want) {
			t.Errorf("%s of the frozen report is another one after its data moved", name)
		}
	}
	if bytes.Equal(fileOf(t, "nhap.json", asked...), draft) {
		t.Error("a report that is not frozen does not follow its data")
	}
	if !bytes.Contains(before["a.json"], []byte("Đã chốt")) || bytes.Contains(draft, []byte("Đã chốt")) {
		t.Error("a frozen report and a draft do not say which they are")
	}

	// The record names what it was made of.
	var record struct {
		Figures map[string]float64
		Records map[string]string
		Status  string
	}
	if err := json.Unmarshal([]byte(must(t, "", "get", "report", id, "--data", dir, "--json")), &record); err != nil {
		t.Fatal(err)
	}
	if len(record.Records[plan]) != 64 || record.Status != "final" || record.Figures["pilots"] != 3 {
		t.Errorf("the frozen report is %s, names %q of the plan and %v pilots", record.Status, record.Records[plan], record.Figures["pilots"])
	}

	// A second one of the same period is refused until the first is void.
	if code, _, errs := ask("", append(asked, "--freeze")...); code != 1 || !strings.Contains(errs, id) {
		t.Errorf("frozen twice: %d, %s", code, errs)
	}
	if out := must(t, "", "report", "--data", dir, "--json"); !strings.Contains(out, id) || strings.Count(out, "\n") != 1 {
		t.Errorf("the list of reports: %s", out)
	}

	// The number that the office gives it later is all that changes.
	must(t, `{"document_no":"12/BC-MẪU"}`, "note", "report", id, "--data", dir)
	if got := fileOf(t, "a.json", again...); !bytes.Equal(withoutCode(got), withoutCode(before["a.json"])) {
		t.Errorf("with its number the report says\n%s", got)
	}
	must(t, "", "void", "report", id, "--reason", "Sai kỳ", "--data", dir)
	if second := strings.TrimSpace(must(t, "", append(asked, "--freeze")...)); second == id {
		t.Error("a void report was frozen again under its id")
	}
}

// withoutCode leaves the line of the code out, which names the newest revision.
func withoutCode(b []byte) []byte {
	var out [][]byte
	for line := range bytes.Lines(b) {
		if !bytes.Contains(line, []byte(`"code"`)) {
			out = append(out, line)
		}
	}
	return bytes.Join(out, nil)
}

// firstOf returns the id of the first record of a kind.
func firstOf(t testing.TB, dir, kind string) string {
	t.Helper()
	line, _, _ := strings.Cut(must(t, "", "list", kind, "--data", dir, "--json"), "\n")
	var r struct{ ID string }
	if err := json.Unmarshal([]byte(line), &r); err != nil {
		t.Fatalf("no %s: %v", kind, err)
	}
	return r.ID
}

func TestReportsThatCannotBeAreRefusedWithAHint(t *testing.T) {
	t.Parallel()
	dir := sampleStore(t)
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"programme-year --period 2024 --to a.xlsx", 2, "chưa có báo cáo dạng .xlsx"},
		{"programme-year --period 2024 --to a.html", 2, "chưa có báo cáo dạng .html"},
		{"programme-year --period 2024 --to a.txt", 2, "đuôi không dùng được"},
		{"programme-year --period 2024", 2, "--to"},
		{"programme-year --to a.pdf", 2, "--period"},
		{"programme-year --period 2024-H1 --to a.pdf", 1, "ghi một năm"},
		{"programme-half-year --period 2024 --to a.pdf", 1, "ghi nửa năm"},
		{"nam --period 2024 --to a.pdf", 1, "các mẫu: programme-half-year"},
		{"programme-year --period 2024 --unit khong-co --to a.pdf", 1, "khong-co"},
		{"018f0000-0000-7000-8000-000000000000 --to a.pdf", 1, "không có"},
		{"018f0000-0000-7000-8000-000000000000 --freeze", 2, "chỉ cần MÃ"},
		{"a b --to a.pdf", 2, "một MẪU"},
	} {
		code, out, errs := ask("", append([]string{"report", "--data", dir}, strings.Fields(c.args)...)...)
		if code != c.code || !strings.Contains(errs, c.want) || out != "" {
			t.Errorf("report %s: exit code %d, %s%s", c.args, code, out, errs)
		}
	}
	for _, name := range []string{"a.xlsx", "a.pdf", "a.txt"} {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}

func TestEveryTemplateIsWrittenAsADocumentAndAsFigures(t *testing.T) {
	t.Parallel()
	dir := sampleStore(t)
	for template, period := range map[string]string{
		"programme-half-year": "2024-H1", "programme-mid-term": "2021-2023", "programme-closing": "2021-2025", "programme-agriculture": "2024", "programme-collective": "2024",
	} {
		args := []string{"report", template, "--period", period, "--data", dir}
		if b := fileOf(t, "a.pdf", args...); !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Errorf("%s is no PDF", template)
		}
		var r struct {
			Figures  map[string]float64
			Sections []struct{ Title string }
		}
		if err := json.Unmarshal(fileOf(t, "a.json", args...), &r); err != nil || len(r.Sections) < 5 || r.Figures["pilots"] == 0 {
			t.Errorf("%s: %v, %+v", template, err, r)
		}
	}
}
