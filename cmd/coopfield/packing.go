package main

import (
	"cmp"
	"fmt"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/sync/sheet"
)

// How much of a preview a person is shown; --json has all of it.
const (
	shownEdits  = 60
	shownDrafts = 20
)

// packWords are what the parts of reference data without a sheet are called.
var packWords = map[string]string{"unit": "Đơn vị", "check": "Nội dung kiểm tra", "letterhead": "Mẫu giấy"}

// columnWords name the columns of points.
var columnWords = map[scheme.Column]string{scheme.Self: "tự chấm", scheme.Checked: "huyện rà soát", scheme.Approved: "tỉnh rà soát"}

// writePreview says in words what files would change.
func (e *env) writePreview(p *desk.PackPreview) {
	for i := range p.Files {
		c := &p.Files[i]
		head := fmt.Sprintf("%s %s bản %d", c.Type, c.ID, c.Revision)
		switch {
		case !c.New:
			fmt.Fprintf(e.stdout, "%s: đã có, không thay đổi gì\n", head)
			continue
		case c.Against == 0:
			fmt.Fprintf(e.stdout, "%s: bản đầu tiên\n", head)
			continue
		case len(c.Changes) == 0:
			fmt.Fprintf(e.stdout, "%s: nội dung như bản %d\n", head, c.Against)
		default:
			fmt.Fprintf(e.stdout, "%s, thay đổi so với bản %d:\n", head, c.Against)
		}
		for n, x := range c.Changes {
			if n == shownEdits {
				fmt.Fprintf(e.stdout, "  … và %d thay đổi nữa (--json liệt kê đủ)\n", len(c.Changes)-n)
				break
			}
			fmt.Fprintf(e.stdout, "  %s\n", editWords(c.Type, x))
		}
		if c.Sheets != nil {
			e.writeSheets(c.Sheets)
		}
		if c.Programme != nil {
			e.writeReadings(c.Programme)
		}
	}
}

// stateWords say what is computed of an application or pilot.
var stateWords = map[programme.State]string{
	programme.Met: "đạt", programme.NotMet: "chưa đạt", programme.Unknown: "chưa rõ", "": "chưa có",
}

// writeReadings says what is computed otherwise of the records of a programme.
func (e *env) writeReadings(p *desk.PackProgramme) {
	fmt.Fprintf(e.stdout, "  %d hồ sơ đăng ký ở kho này, tỉnh đã quyết định %d: quyết định đã ghi giữ nguyên, còn điều kiện và kết quả được tính lại theo bản mới\n", p.Applications, p.Decided)
	if len(p.List) == 0 {
		fmt.Fprintln(e.stdout, "  không hồ sơ nào được đọc khác đi")
		return
	}
	fmt.Fprintf(e.stdout, "  %d hồ sơ sẽ được đọc khác đi:\n", len(p.List))
	for i, r := range p.List {
		if i == shownDrafts {
			fmt.Fprintf(e.stdout, "    … và %d hồ sơ nữa (--json liệt kê đủ)\n", len(p.List)-i)
			break
		}
		words := r.Name
		switch r.Result {
		case desk.ResultChosen:
			words += " (tỉnh đã chọn)"
		case desk.ResultRefused:
			words += " (tỉnh không chọn)"
		}
		if r.WasEligible != r.NowEligible {
			words += fmt.Sprintf("; đủ điều kiện: %s → %s", stateWords[r.WasEligible], stateWords[r.NowEligible])
		}
		if r.WasExit != r.NowExit {
			words += fmt.Sprintf("; hoàn thiện: %s → %s", stateWords[r.WasExit], stateWords[r.NowExit])
		}
		if len(r.Lacks) > 0 {
			words += "; còn thiếu: " + strings.Join(r.Lacks, " ")
		}
		fmt.Fprintf(e.stdout, "    %s\n", words)
	}
}

// editWords says one change: "Mức xếp loại fair (Khá): Từ điểm 65 → 79".
func editWords(typ string, x desk.PackEdit) string {
	of := strings.TrimSpace(cmp.Or(sheet.ListTitle(typ, x.Path), packWords[x.Path], x.Path) + " " + x.ID)
	if x.Title != "" && x.Path != "" {
		of += " (" + short(x.Title) + ")"
	}
	switch x.What {
	case desk.PackAdded:
		return "thêm " + of
	case desk.PackGone:
		return "bỏ " + of
	case desk.PackOrder:
		return of + ": đổi chỗ"
	}
	what := cmp.Or(sheet.Heading(typ, x.Path, x.Key), sheet.ListTitle(typ, strings.TrimPrefix(x.Path+"."+x.Key, ".")), x.Key)
	if x.Path == "" {
		return fmt.Sprintf("%s: %s → %s", what, orNone(short(x.Was)), orNone(short(x.Now)))
	}
	return fmt.Sprintf("%s: %s: %s → %s", of, what, orNone(short(x.Was)), orNone(short(x.Now)))
}

// short cuts a long text to what a line bears.
func short(s string) string {
	const most = 120
	if letters := []rune(s); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return s
}

// writeSheets says what becomes of the assessments of a scheme.
func (e *env) writeSheets(s *desk.PackSheets) {
	fmt.Fprintf(e.stdout, "  %d bảng đã chốt hoặc đã hủy: giữ nguyên điểm và xếp loại theo bản của mình\n", s.Finals)
	if s.Drafts == 0 {
		fmt.Fprintln(e.stdout, "  không có bảng nháp nào theo bản cũ ở kho này")
		return
	}
	fmt.Fprintf(e.stdout, "  %d bảng nháp ở kho này theo bản cũ và vẫn theo bản cũ đến khi người chấm chuyển; nếu chuyển:\n", s.Drafts)
	for _, c := range []struct {
		n    int
		what string
	}{
		{s.Same, "không đổi"},
		{len(s.List), "thay đổi; trong đó:"},
		{s.Losing, "bị bỏ điểm đã chấm"},
		{s.Emptied, "có mục thành chưa có điểm"},
		{s.Rerated, "đổi xếp loại"},
		{s.Refused, "có điểm không khớp nhau theo bản mới, phải giảm trước khi chuyển"},
	} {
		if c.n > 0 {
			fmt.Fprintf(e.stdout, "    %d bảng %s\n", c.n, c.what)
		}
	}
	for i := range s.List {
		if i == shownDrafts {
			fmt.Fprintf(e.stdout, "    … và %d bảng nữa (--json liệt kê đủ)\n", len(s.List)-i)
			break
		}
		fmt.Fprintf(e.stdout, "    %s\n", draftWords(&s.List[i]))
	}
}

func draftWords(d *desk.PackDraft) string {
	words := fmt.Sprintf("%s, kỳ %s: %s", d.Name, d.Period, scoreWords(d.Before))
	if d.Refused != "" {
		return words + "; " + d.Refused
	}
	words += " → " + scoreWords(d.After)
	if len(d.Lost) > 0 {
		var lost []string
		for _, l := range d.Lost {
			lost = append(lost, l.Item+" ("+columnWords[l.Column]+")")
		}
		words += "; bỏ điểm mục " + strings.Join(lost, ", ")
	}
	if len(d.Empty) > 0 {
		words += "; chưa có điểm: " + strings.Join(d.Empty, ", ")
	}
	if len(d.Facts) > 0 {
		words += "; bỏ số liệu " + strings.Join(d.Facts, ", ")
	}
	return words
}

func scoreWords(s desk.PackScore) string {
	switch {
	case s.Excluded != "":
		return "không đánh giá"
	case s.Rating != "":
		return s.Points.Spoken() + " điểm, " + s.Rating
	case !s.Complete:
		return s.Points.Spoken() + " điểm, chưa đủ mục"
	}
	return s.Points.Spoken() + " điểm"
}
