//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	. "coopfield/tui/term/termtest"
)

// applicant is what the story needs of a line of coopfield candidates.
type applicant struct {
	Name     string
	Eligible string
	Province struct{ No, Result string } `json:"province_decision"`
}

// applicants are the candidates of a store, in their order.
func applicants(t *testing.T, data string) (list []applicant, chosen int) {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSpace(must(t, "", "candidates", "--json", "--data", data)), "\n") {
		var a applicant
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if a.Province.Result == "chosen" {
			chosen++
		}
		list = append(list, a)
	}
	return list, chosen
}

// TestTheProvinceChoosesFivePrintsTheListAndFollowsThem is the plan's way from
// the candidates to the list for the ministry (Kế hoạch 1185/KH-UBND, VI.1.c) and
// to what each pilot still lacks (VI.2), with the keys of a provincial officer.
func TestTheProvinceChoosesFivePrintsTheListAndFollowsThem(t *testing.T) {
	const wanted = 5 // pilots_min of the plan
	dir := newDemo(t)
	data := filepath.Join(dir, demoProvince)
	before, chosen := applicants(t, data)

	app := atDesk(t, dir, "--province")
	app.Press(Ctrl('x'))
	app.Sees("[Ứng viên]", fmt.Sprintf("đã chọn %d, tối thiểu %d", chosen, wanted), "Điều kiện bắt buộc")
	marked := 0
	for _, a := range before {
		if a.Eligible == "met" && a.Province.Result == "" && chosen+marked < wanted {
			app.Press(F4) // goes on to the next one
			marked++
			app.Sees(fmt.Sprintf("đánh dấu %d", marked))
		} else {
			app.Press(Down)
		}
	}
	if chosen+marked != wanted {
		t.Fatalf("the demo has %d to choose besides %d", marked, chosen)
	}
	app.Press(F8)
	app.Sees(fmt.Sprintf("Quyết định của tỉnh cho %d hợp tác xã", marked))
	app.Types("812/QD-UBND")
	app.Press(F8)
	app.Sees(fmt.Sprintf("đã chọn %d, tối thiểu %d", wanted, wanted))

	app.Press(F7)
	app.Sees("Ghi vào thư mục")
	app.Press(Ctrl('u'))
	papers := filepath.Join(t.TempDir(), "giấy tờ")
	app.Paste(papers)
	app.Press(Ctrl('s'))
	app.Sees("Đã ghi giấy để ký", ".docx", ".pdf")
	app.Rests(400 * time.Millisecond)
	app.Press(Esc)
	app.Loses("Đã ghi giấy để ký")

	app.Press(Right)
	app.Sees("[Thí điểm]", fmt.Sprintf("/%d đủ ra giai đoạn 2", wanted))
	for range wanted {
		app.Press(Down)
	}
	app.Sees("Kinh phí: dự kiến", "Việc: xong")
	quit(t, app)

	after, now := applicants(t, data)
	if now != wanted || len(after) != len(before) {
		t.Errorf("%d of %d are chosen", now, len(after))
	}
	for i, a := range after {
		if newly := before[i].Province.Result == "" && a.Province.Result == "chosen"; newly && (a.Province.No != "812/QD-UBND" || a.Eligible != "met") {
			t.Errorf("%+v was chosen", a)
		}
	}
	for _, ext := range []string{"docx", "pdf"} {
		if list, err := filepath.Glob(filepath.Join(papers, "*."+ext)); err != nil || len(list) != 1 {
			t.Errorf("%s: %v, %v", ext, list, err)
		}
	}
}
