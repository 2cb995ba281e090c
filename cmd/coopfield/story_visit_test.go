//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	. "coopfield/tui/term/termtest"
)

// sixty is a cooperative's name of more than sixty letters.
const sixty = "HTX Nông nghiệp Dịch vụ Thương mại Tổng hợp Mẫu Số Sáu Mươi Đăk Hà"

// askedFor puts a cooperative with that name and a finalised visit of years
// ago with three recommendations that are overdue.
func askedFor(t testing.TB, data string) (coop string) {
	t.Helper()
	day := func(days int) string { return time.Now().AddDate(0, 0, days).Format(time.DateOnly) }
	put := func(kind, doc string) string {
		t.Helper()
		return strings.TrimSpace(must(t, doc, "put", kind, "--data", data))
	}
	coop = put("cooperative", `{"name":"`+sixty+`","type":"htx","unit":"23500","reporting_unit":"615","status":"active","chair":"Người Mẫu Một"}`)
	recs := map[string]any{}
	for i, s := range []string{"Lập sổ đăng ký thành viên", "Công khai báo cáo tài chính", "Họp đại hội thành viên thường niên"} {
		recs[string(rune('a'+i))] = map[string]string{"text": s, "who": "Hội đồng quản trị", "due": day(-900 + i)}
	}
	person := map[string]any{"p": map[string]string{"name": "Người Mẫu Một", "position": "Chủ tịch Hội đồng quản trị"}}
	doc, err := json.Marshal(map[string]any{
		"cooperative": coop, "on": day(-1000), "purpose": "periodic", "started": day(-1000) + "T08:00:00+07:00", "ended": day(-1000) + "T11:00:00+07:00",
		"team": person, "participants": person, "recommendations": recs,
	})
	if err != nil {
		t.Fatal(err)
	}
	must(t, "", "finalise", "visit", put("visit", string(doc)), "--data", data)
	return coop
}

// atDeskWith starts a demo for a person whose programs and folder are the test's.
func atDeskWith(t testing.TB, dir, home string) *App {
	t.Helper()
	cmd := exec.Command("coopfield", "demo", "--data", dir)
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir(), "XDG_CACHE_HOME="+t.TempDir(), "HOME="+home, "PATH="+home+":"+os.Getenv("PATH"))
	forking.Lock()
	defer forking.Unlock()
	app := Start(t, cmd, 80, 24)
	app.Sees("▸ Bàn làm việc", "Việc cần làm", "F3 HTX")
	app.Loses("đang đọc…")
	return app
}

// A stranger does a follow-up visit from the desk, in Vietnamese typed by the
// built-in Telex, and gets the minutes that are signed on the table.
func TestAFollowUpVisitFromTheDeskToTheMinutes(t *testing.T) {
	t.Parallel()
	dir, home := newDemo(t), t.TempDir()
	data := filepath.Join(dir, demoOfficer)
	coop := askedFor(t, data)
	opened := filepath.Join(home, "opened")
	for name, content := range map[string]string{
		"xdg-open":       "#!/bin/sh\nprintf %s \"$1\" > '" + opened + "'\n",
		"sổ quỹ (1).pdf": "%PDF-1.4\n",
	} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(content), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	app := atDeskWith(t, dir, home)
	app.Press(F2)
	app.SeesLine("HTX ▸", "VN:Telex")
	app.Sees("8 kiến nghị quá hạn") // five are the demo's own, and younger
	before := app.Keys()
	app.Press(Enter)

	// What the last visit asked for comes first: two were kept, one was not.
	app.Sees("Việc lần trước   0/3", "▸  [          ] Lập sổ đăng ký thành viên", "quá 900 ngày")
	app.Types("1")
	app.SeesLine("▸", "Công khai báo cáo tài chính")
	app.Types("1")
	app.SeesLine("▸", "Họp đại hội thành viên")
	app.Types("3")
	app.Sees("┌ Bảng kiểm", "Việc lần trước  ✓3/3")
	app.Types("12")
	app.SeesLine("▸", "3. ")
	app.Types("1")
	app.Sees("Bảng kiểm       ✓3/3")

	// A new one, with its date.
	app.Press(Ctrl('n'))
	app.Sees("▸ Nội dung    [")
	app.Types("Mowr soor quyx, ghi thu chi hangf ngayf")
	app.SeesBefore("Mở sổ quỹ, ghi thu chi hàng ngày")
	app.Press(Enter)
	app.SeesLine("▸ Ai làm", "[Hội đồng quản trị")
	app.Press(Enter, Ctrl('u'))
	due := time.Now().AddDate(0, 0, 45)
	app.Types(due.Format("02/01/2006"))
	app.SeesLine("▸ Hạn", due.Format("02/01/2006"))

	// A file, as Explorer copies its path.
	app.Press(Ctrl('o'))
	app.Sees("▸ Thêm tệp [")
	app.Paste(`"` + filepath.Join(home, "sổ quỹ (1).pdf") + `"`)
	app.Press(Enter)
	app.Sees("Đã đính kèm sổ quỹ (1).pdf", "· sổ quỹ (1).pdf  PDF, 9 byte")

	// Signed, and on paper.
	app.Press(F8)
	agree(app, "Chốt")
	app.Sees("Đã chốt, chỉ xem", "phúc tra kiến nghị · đã chốt")
	app.Press(F7)
	app.Sees("Ghi vào thư mục")
	app.Press(Ctrl('u'))
	papers := filepath.Join(home, "giấy tờ")
	app.Paste(papers)
	app.Press(Ctrl('s'))
	app.Sees("Đã ghi giấy để ký", ".docx", ".pdf")
	agree(app, "Mở PDF")
	app.Sees("Đang mở")
	t.Logf("%d keys, letters among them", app.Keys()-before)
	quit(t, app)

	checkPapers(t, papers, opened)
	checkVisit(t, data, coop, due.Format(time.DateOnly))
	if _, err := os.Stat(filepath.Join(data, viewDir)); !os.IsNotExist(err) {
		t.Errorf("copies of files were left behind: %v", err)
	}
}

// checkPapers looks for the minutes in both forms, of which the PDF was opened.
func checkPapers(t *testing.T, dir, opened string) {
	t.Helper()
	for ext, magic := range map[string]string{"docx": "PK", "pdf": "%PDF"} {
		list, err := filepath.Glob(filepath.Join(dir, "*."+ext))
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v %v", ext, list, err)
		}
		b, err := os.ReadFile(list[0])
		if err != nil || !bytes.HasPrefix(b, []byte(magic)) {
			t.Errorf("%s begins with %q, %v", list[0], b[:min(len(b), 8)], err)
		}
		if ext != "pdf" {
			continue
		}
		if got, err := os.ReadFile(opened); err != nil || string(got) != list[0] {
			t.Errorf("opened %q, %v", got, err)
		}
	}
}

// checkVisit reads from the store what was written at the table.
func checkVisit(t *testing.T, data, coop, due string) {
	t.Helper()
	type visit struct {
		ID, Purpose, Status string
		Recommendations     map[string]struct{ Text, Who, Due string }
	}
	var last visit
	for line := range strings.Lines(must(t, "", "list", "visit", "--where", "cooperative="+coop, "--json", "--data", data)) {
		var v visit
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatal(err)
		}
		if v.Purpose == "follow_up" {
			last = v
		}
	}
	if last.Status != "final" || len(last.Recommendations) != 1 {
		t.Fatalf("held: %+v", last)
	}
	for _, r := range last.Recommendations {
		if r.Text != "Mở sổ quỹ, ghi thu chi hàng ngày" || r.Due != due {
			t.Errorf("held: %+v", r)
		}
	}
	states := map[string]int{}
	for line := range strings.Lines(must(t, "", "list", "followup", "--where", "visit="+last.ID, "--json", "--data", data)) {
		var f struct{ State string }
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		states[f.State]++
	}
	if fmt.Sprint(states) != "map[kept:2 not_kept:1]" {
		t.Errorf("followed up: %v", states)
	}
	if out := must(t, "", "list", "attachment", "--json", "--data", data); !strings.Contains(out, "sổ quỹ (1).pdf") {
		t.Errorf("attached: %s", out)
	}
}

// Whatever was typed at the table stands there after a kill.
func TestAKilledVisitGoesOnWhereItWasTyped(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	askedFor(t, filepath.Join(dir, demoOfficer))
	app := atDesk(t, dir)
	app.Sees("8 kiến nghị quá hạn") // five are the demo's own, and younger
	app.Press(Enter)
	app.Sees("Việc lần trước   0/3")
	app.Types("1")
	app.SeesLine("▸", "Công khai báo cáo tài chính")
	app.Press(PgDn, PgDn, PgDn)
	app.Sees("┌ Nhận xét")
	durable(app, func() { app.Bursts("Sổ sách đủ") })
	app.Kill()
	app = atDesk(t, dir)
	app.Sees("Đã khôi phục")
	app.Until("the visit among what was recovered", func(screen string) bool {
		return strings.Contains(screen, "bản nháp")
	})
	app.Press(Enter)
	app.Sees("┌ Nhận xét", "Việc lần trước   1/3")
	app.SeesBefore("Sổ sách đủ")
	quit(t, app)
}
