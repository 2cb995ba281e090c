//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/trust"
)

// leakWorld is a province with two officers' laptops, in whose records and
// files there is something planted at every place that a person writes to.
type leakWorld struct {
	t    *testing.T
	real bool
	root string // all that the program wrote: what is searched
	mine string // what the people have beside it: passphrases, files to attach, papers
	planted
	pass map[string]string // passphrase file by store
	said []string          // everything that failed, and doctor: both outputs
	ids  map[string]string
	desk *desk.Desk // open while [leakWorld.opens] runs, as the passphrase takes long
}

const (
	laptop   = "may-1"
	laptop2  = "may-2"
	office   = "tinh"
	restored = "phuc-hoi"
)

func newLeakWorld(t *testing.T, real bool) *leakWorld {
	w := &leakWorld{
		t: t, real: real, root: filepath.Join(t.TempDir(), "ra"), mine: filepath.Join(t.TempDir(), "rieng"),
		pass: map[string]string{}, ids: map[string]string{},
	}
	for _, dir := range []string{w.mine, w.in("usb"), w.in("usb2"), w.in("phan"), w.in("ve"), w.in("ve2")} {
		mustDo(t, os.MkdirAll(dir, 0o700))
	}
	return w
}

func (w *leakWorld) in(name string) string { return filepath.Join(w.root, name) }

// own writes a file of a person's own.
func (w *leakWorld) own(name, content string) string {
	path := filepath.Join(w.mine, name)
	mustDo(w.t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// args adds whose store a command is for.
func (w *leakWorld) args(who string, args []string) []string {
	args = append(slices.Clone(args), "--data", w.in(who))
	if w.real {
		args = append(args, "--passphrase-file", w.pass[who])
	}
	return args
}

// does runs a command that ends with one of the codes 0 and 4.
func (w *leakWorld) does(who, stdin string, args ...string) string {
	w.t.Helper()
	code, out, errs := ask(stdin, w.args(who, args)...)
	if code != 0 && code != 4 {
		w.t.Fatalf("coopfield %q: exit code %d\n%s%s", args, code, out, errs)
	}
	return strings.TrimSpace(out)
}

// fails runs a command that must fail and keeps what it said.
func (w *leakWorld) fails(who, stdin string, args ...string) {
	w.t.Helper()
	code, out, errs := ask(stdin, w.args(who, args)...)
	if code == 0 {
		w.t.Errorf("coopfield %q: did not fail\n%s", args, out)
	}
	for line := range strings.Lines(out) {
		if slices.Contains(args, "--json") && !json.Valid([]byte(line)) {
			w.t.Errorf("coopfield %q: not JSON on stdout: %s", args, line)
		}
	}
	w.said = append(w.said, out+errs)
}

// puts stores documents, one a line, and names them as given.
func (w *leakWorld) puts(who, kind string, docs ...string) (ids []string) {
	w.t.Helper()
	var in strings.Builder
	for _, d := range docs {
		var v any
		if err := json.Unmarshal([]byte(d), &v); err != nil {
			w.t.Fatalf("%v: %s", err, d)
		}
		b, _ := json.Marshal(v) // one line each
		in.Write(append(b, '\n'))
	}
	if w.desk == nil {
		return strings.Fields(w.does(who, in.String(), "put", kind))
	}
	ids, err := w.desk.PutJSON(context.Background(), store.Kind(kind), strings.NewReader(in.String()))
	mustDo(w.t, err)
	return ids
}

// begins makes the three stores and enrols the laptops.
func (w *leakWorld) begins() {
	for who, name := range map[string]string{office: "62", laptop: "615", laptop2: "615"} {
		role := "officer"
		if who == office {
			role = "province"
		}
		if w.real {
			w.pass[who] = w.own(who+".pw", w.text("mật khẩu")+"\n")
		}
		args := []string{"init", "--role", role, "--unit", name, "--name", w.text("Nguyễn Thị")}
		if !w.real {
			args = append(args, "--training")
		}
		w.does(who, "", args...)
	}
}

func (w *leakWorld) enrols(who string) {
	request, grant := w.in(who+".req"), w.in(who+".grant")
	w.does(who, "", "enrol", "request", "--to", request)
	w.does(office, "", "enrol", "approve", request, "--to", grant)
	w.does(who, "", "import", grant, "--ca", w.fingerprint())
}

// fingerprint is what stands on the paper that the province gave out.
func (w *leakWorld) fingerprint() string {
	w.t.Helper()
	var pass []byte
	if w.real {
		var err error
		pass, err = passphraseFile(w.pass[office])
		mustDo(w.t, err)
	}
	ca, err := trust.OpenCA(trust.CADir(w.in(office)), pass)
	mustDo(w.t, err)
	defer ca.Close()
	return ca.Fingerprint()
}

// coop is a cooperative whose name may be read, and nothing else of it.
func (w *leakWorld) coop(n int) string {
	return fmt.Sprintf(`{"name":"HTX %s %d","type":"htx","unit":"23500","tax_code":"610000%04d","area":%q,"address":%q,"phone":%q,"email":%q,
		"chair":%q,"director":%q,"controller":%q,"notes":%q,"products":{"p1":{"name":%q}},"link_contracts":{"h1":{"partner":%q,"product":%q}}}`,
		markCoop, n, n, w.text("thôn"), w.text("Đường"), w.phone(), w.email(), w.text("Ông"), w.text("Bà"), w.text("Chị"), w.text("Ghi chú"),
		w.text("Gạo"), w.text("Công ty"), w.text("Cà phê"))
}

const leakSheet = `"months_active":60,"months_stopped":0,"facts":{"capital_begin":3200000000,"capital_end":4150000000,"undivided_begin":500000000,"undivided_end":650000000,"revenue":2000000000},"self":{"1a":5,"2a":3,"3a":3,"3b":2,"3c":3,"4a":1,"4b":1,"4c":1,"5":6,"6":5,"7a":1,"7b":1,"7c":1,"8":5,"9":3,"10":7,"11":6,"12":6,"13":5,"14":5,"15":3}`

func (w *leakWorld) sheet(coop, period string) string {
	return fmt.Sprintf(`{"cooperative":%q,"scheme":"tt01-2020","period":%q,%s,"evidence":{"1a":%q,"3a":%q},"reason":{"1a":%q,"3a":%q},
		"cause":{"1":%q},"board_agreed":{"name":%q,"on":"2025-01-10"},"supervisor_agreed":{"name":%q,"on":"2025-01-11"},"document_no":%q}`,
		coop, period, leakSheet, w.text("Sổ cái"), w.text("BCTC"), w.text("Lý do"), w.text("Vì"), w.text("Do hạn"), w.text("Ông"), w.text("Bà"), w.text("Số"))
}

func (w *leakWorld) visit(coop, on string) string {
	return fmt.Sprintf(`{"cooperative":%q,"on":%q,"purpose":"periodic","basis":%q,"place":%q,"lead_office":%q,"secretary":%q,
		"team":{"a":{"name":%q,"position":%q,"office":%q}},"participants":{"a":{"name":%q,"position":%q,"office":%q},"b":{"name":%q}},
		"checks":{"c1":{"state":"met","note":%q}},"strengths":%q,"shortcomings":%q,"obstacles":%q,
		"recommendations":{"r1":{"text":%q,"who":%q,"due":"2025-06-30"},"r2":{"text":%q,"who":%q,"due":"2025-06-30"}},"opinion":%q,"document_no":%q,
		"started":"2024-10-15T08:00:00+07:00","ended":"2024-10-15T10:00:00+07:00"}`,
		coop, on, w.text("Căn cứ"), w.text("Nhà ông"), w.text("Phòng"), w.text("Thư ký"), w.text("Ông"), w.text("Chức"), w.text("Cơ quan"),
		w.text("Bà"), w.text("Chức"), w.text("Tổ"), w.text("A"), w.text("Ghi"), w.text("Mạnh"), w.text("Yếu"), w.text("Khó"), w.text("Nên"), w.text("Anh"),
		w.text("Cần"), w.text("Chị"), w.text("Ý kiến"), w.text("BB"))
}

func (w *leakWorld) consultation(coop, on string) string {
	return fmt.Sprintf(`{"cooperative":%q,"on":%q,"advisor":%q,"requests":%q,"advice":%q,"commitments":{"k1":{"text":%q,"who":%q,"due":"2025-06-30"}},"document_no":%q}`,
		coop, on, w.text("Tư vấn viên"), w.text("Hỏi về"), w.text("Nên vay"), w.text("Hứa"), w.text("Giám đốc"), w.text("Số"))
}

// records writes at least one record of every kind on the first laptop.
func (w *leakWorld) records() {
	coops := w.puts(laptop, "cooperative", w.coop(0), w.coop(1), w.coop(2), w.coop(3))
	w.ids["coop"], w.ids["coop2"], w.ids["coop3"] = coops[0], coops[1], coops[2]
	w.puts(laptop, "annual", fmt.Sprintf(`{"cooperative":%q,"year":2024,"figures":{"revenue":3200000000},"source":%q}`, coops[0], w.text("Báo cáo")))
	sheets := w.puts(laptop, "assessment", w.sheet(coops[0], "2024"), w.sheet(coops[1], "2024"), w.sheet(coops[2], "2024"), w.sheet(coops[3], "2024"))
	w.ids["sheet"], w.ids["sheet2"], w.ids["sheet3"] = sheets[0], sheets[1], sheets[2]
	visits := w.puts(laptop, "visit", w.visit(coops[0], "2024-10-15"), w.visit(coops[1], "2024-10-16"))
	w.ids["visit"] = visits[0]
	w.ids["advice"] = w.puts(laptop, "consultation", w.consultation(coops[0], "2024-10-17"), w.consultation(coops[1], "2024-10-18"), w.consultation(coops[2], "2024-10-19"))[0]
	w.puts(laptop, "followup", fmt.Sprintf(`{"about":{"kind":"visit","record":%q,"item":"r1"},"on":"2024-11-01","state":"partly","note":%q,"proof":%q}`,
		visits[0], w.text("Đã sửa"), w.text("Ảnh")))
	w.ids["registration"] = w.puts(laptop, "registration", fmt.Sprintf(`{"cooperative":%q,"programme":"kh1185","dossier":{"d1":{"present":true,"note":%q}},
		"conditions":{"law":{"met":true,"note":%q}},"priorities":{"u1":{"met":true,"note":%q}},"district_decision":{"no":%q,"result":"chosen","note":%q}}`,
		coops[0], w.text("Bản sao"), w.text("Đúng"), w.text("Ưu tiên"), w.text("QĐ"), w.text("Lưu ý")))[0]
	plan := w.puts(laptop, "plan", fmt.Sprintf(`{"cooperative":%q,"programme":"kh1185","actions":{"v1":{"type":%q,"text":%q,"who":%q,"state":%q}}}`,
		coops[0], w.text("Loại"), w.text("Xây kho"), w.text("Ông"), w.text("Đang")))[0]
	w.puts(laptop, "support", fmt.Sprintf(`{"cooperative":%q,"plan":%q,"type":%q,"source":%q,"legal_basis":%q,"decision_no":%q,"status":%q,"note":%q}`,
		coops[0], plan, w.text("Vốn"), w.text("Nguồn"), w.text("Luật"), w.text("QĐ"), w.text("Đã"), w.text("Cho ông")))
	w.puts(laptop, "event", fmt.Sprintf(`{"type":%q,"on":"2024-06-01","place":%q,"source":%q,"note":%q,"unit":"615"}`, w.text("Tập huấn"), w.text("Nhà văn hóa"), w.text("Quỹ"), w.text("Có bà")))
	w.ids["obstacle"] = w.puts(laptop, "obstacle", fmt.Sprintf(`{"cooperative":%q,"text":%q,"to":%q,"state":%q}`, coops[0], w.text("Ông thiếu vốn"), w.text("Gửi ông"), w.text("Chờ")))[0]
	w.puts(laptop, "proposal", fmt.Sprintf(`{"type":"commendation","unit":"615","recipient":{"name":%q,"type":"person"},"form":%q,"level":%q,"text":%q,"state":%q}`,
		w.text("Bà"), w.text("Bằng khen"), w.text("Cấp"), w.text("Thành tích"), w.text("Đã gửi")))
	w.puts(laptop, "report", fmt.Sprintf(`{"period":"2023","template":"nam","unit":"615","text":%q}`, w.text("Báo cáo về ông")))
}

// attach puts files beside records.
func (w *leakWorld) attach() {
	w.attaches("visit", w.ids["visit"])
	w.attaches("cooperative", w.ids["coop"])
}

// attaches puts a file beside a record; its name and what it holds are planted.
func (w *leakWorld) attaches(kind, id string) {
	path := w.own(w.text("Biên bản")+".txt", strings.Repeat(w.email()+" ", 200)+w.text("Bà"))
	w.does(laptop, "", "attach", kind, id, path)
}
