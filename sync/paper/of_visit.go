package paper

import (
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

// whatVisits are the words of a visit by its purpose: what the team is called
// and what it does.
var whatVisits = map[string][2]string{
	desk.VisitPeriodic: {"Đoàn kiểm tra", "kiểm tra"}, desk.VisitUnplanned: {"Đoàn kiểm tra", "kiểm tra"},
	desk.VisitFollowUp: {"Đoàn công tác", "làm việc"}, desk.VisitPlanCheck: {"Đoàn kiểm tra", "kiểm tra"},
	desk.VisitComplaint: {"Đoàn công tác", "làm việc"}, desk.VisitSupervision: {"Đoàn giám sát", "giám sát"},
}

// visit writes minutes after mẫu 1.9 of Nghị định 30/2020/NĐ-CP, Phụ lục III; an
// official form of its own is not known.
func (doc *Document) visit(p *desk.Printed) {
	v := p.Visit
	words, ok := whatVisits[v.Purpose]
	if !ok {
		words = [2]string{"Đoàn công tác", "làm việc"}
	}
	team, does := words[0], words[1]
	doc.Header = letter(p.Letterhead, p.Form, p.Values, v.On, v.Purpose)
	doc.Name = fmt.Sprintf("bien-ban-%s-%s-%s", does, v.On, v.Title)
	if basis := v.Doc.Text("basis"); basis != "" {
		lines := strings.Split(basis, "\n")
		for i, line := range lines {
			if !strings.HasPrefix(vi.Fold(line), "can cu") {
				line = "Căn cứ " + line
			}
			mark := ";"
			if i == len(lines)-1 {
				mark = "."
			}
			doc.add(Para{Text: strings.TrimRight(line, ";. ") + mark, Style: Italic})
		}
	}
	doc.add(Para{Text: fmt.Sprintf("Hôm nay, vào hồi %s, %s, tại %s, %s tiến hành %s tại %s. Nội dung như sau:",
		clock(v.Doc.Text("started")), longDay(v.On), orDots(v.Doc.Text("place")), team, does, v.Title)})
	s := &sections{doc: doc}
	s.head("THÀNH PHẦN")
	lead := ""
	if l := v.Doc.Text("lead_office"); l != "" {
		lead = " (" + l + " chủ trì)"
	}
	doc.add(Para{Label: "1.", Text: team + lead + ":"}, List{persons(v.Team, "Trưởng đoàn")})
	if x := v.Doc.Text("secretary"); x != "" {
		doc.add(List{[]string{"Thư ký: ông (bà) " + x}})
	}
	doc.add(Para{Label: "2.", Text: "Đại diện hợp tác xã và các bên tham dự:"}, List{persons(v.Participants, "")})
	earlier, title := seen(checked(v), store.Visit, store.Plan), "KẾT QUẢ THỰC HIỆN KIẾN NGHỊ, CAM KẾT LẦN TRƯỚC"
	if slices.ContainsFunc(earlier, func(x desk.OpenItem) bool { return x.Kind == store.Plan }) {
		title = "KẾT QUẢ THỰC HIỆN KẾ HOẠCH HOÀN THIỆN VÀ KIẾN NGHỊ LẦN TRƯỚC"
	}
	doc.open(s, earlier, title, v.Purpose == desk.VisitFollowUp)
	doc.checks(s, v, does)
	doc.supports(s, v)
	doc.figures(s, v)
	s.head("NHẬN XÉT")
	doc.add(
		note("1. Ưu điểm:", v.Doc.Text("strengths"), 2),
		note("2. Tồn tại, hạn chế:", v.Doc.Text("shortcomings"), 2),
		note("3. Khó khăn, vướng mắc:", v.Doc.Text("obstacles"), 1),
	)
	doc.promises(s, v.Recommendations, "KIẾN NGHỊ", "Nội dung kiến nghị")
	s.head("Ý KIẾN CỦA HỢP TÁC XÃ")
	doc.add(note("", v.Doc.Text("opinion"), 2))
	doc.attached(s, p.Files)
	doc.closing(v.Doc.Text("ended"), copies(v), "Buổi "+does+" kết thúc vào hồi ")
}

// copies returns the number of copies in words, "" if it is not recorded.
func copies(v *desk.Visit) string {
	n, ok := v.Doc.Int("copies")
	if !ok {
		return ""
	}
	return fmt.Sprintf("%02d bản", n)
}

// closing ends minutes: "./." stands right behind the last word.
func (doc *Document) closing(ended, copies, head string) {
	if copies == "" {
		copies = dots + " bản"
	}
	doc.add(Para{Text: fmt.Sprintf("%s%s cùng ngày. Biên bản được lập thành %s có giá trị như nhau, đã đọc lại cho các bên cùng nghe, thống nhất và ký tên./.",
		head, clock(ended), copies)})
}

func longDay(on string) string {
	if !vi.ValidDate(on) {
		return "ngày …… tháng …… năm ………"
	}
	return vi.LongDate(on)
}

// note is a labelled text, or lines of dots for one that is empty.
func note(label, text string, lines int) Para {
	return Para{Label: label, Text: text, Lines: lines}
}

// persons lists people; the first one's part stands behind them.
func persons(list []desk.Person, first string) []string {
	var out []string
	for i, x := range list {
		s := "Ông (bà) " + orDots(x.Name)
		for _, part := range []string{x.Position, x.Office} {
			if part != "" {
				s += ", " + part
			}
		}
		if i == 0 && first != "" && !strings.Contains(vi.Fold(x.Position), vi.Fold(first)) {
			s += " (" + first + ")"
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		out = []string{"Ông (bà) " + dots + dots, "Ông (bà) " + dots + dots}
	}
	return out
}

var outcomes = map[string]string{
	desk.FollowKept: "Đã thực hiện", desk.FollowPartly: "Thực hiện một phần", desk.FollowNotKept: "Chưa thực hiện", desk.FollowMoved: "Gia hạn",
}

// actionStates are what a check of a plan's action says, as a followup would.
var actionStates = map[string]string{"done": desk.FollowKept, "partly": desk.FollowPartly, "not_done": desk.FollowNotKept}

// checked is what was open, with the checks of a plan's actions that no followup
// repeats.
func checked(v *desk.Visit) []desk.OpenItem {
	list := slices.Clone(v.Open)
	for i := range list {
		x := &list[i]
		if x.Kind == store.Plan && x.Found.State == "" {
			x.Found.State = actionStates[v.Doc.Text("action_checks."+x.Item+".state")]
			x.Found.Note = v.Doc.Text("action_checks." + x.Item + ".note")
		}
	}
	return list
}

// seen leaves out what belongs to others and about which nothing was found here.
func seen(list []desk.OpenItem, kinds ...store.Kind) []desk.OpenItem {
	return slices.DeleteFunc(slices.Clone(list), func(x desk.OpenItem) bool {
		return x.Found.State == "" && !slices.Contains(kinds, x.Kind)
	})
}

// open tells what became of what was asked for earlier.
func (doc *Document) open(s *sections, list []desk.OpenItem, title string, always bool) {
	if len(list) == 0 {
		if always {
			s.head(title)
			doc.add(Para{Text: "Không có kiến nghị, cam kết nào chưa thực hiện xong."})
		}
		return
	}
	s.head(title)
	t := Table{Columns: []Column{
		{"TT", 9, Centre}, {"Nội dung", 54, Left}, {"Người thực hiện", 28, Left}, {"Thời hạn", 22, Centre}, {"Kết quả", 22, Centre}, {"Ghi nhận", 30, Left},
	}}
	for i, x := range list {
		text := x.Text
		if x.Given != "" {
			text += "\n(" + x.Title + ")"
		}
		result, said := outcomes[x.Found.State], []string{x.Found.Note, x.Found.Proof}
		if x.Found.State == desk.FollowMoved && x.Found.Due != "" {
			result += " đến " + date(x.Found.Due)
		}
		t.Rows = append(t.Rows, Row{Cells: []string{itoa(i + 1), text, x.Who, date(x.Due), result, joined(said, "\n")}})
	}
	doc.add(t)
}

// joined joins the texts that are not empty.
func joined(list []string, sep string) string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, sep)
}

var met = map[string]string{"met": "Đạt", "unmet": "Chưa đạt", "not_applicable": "Không áp dụng"}

func (doc *Document) checks(s *sections, v *desk.Visit, does string) {
	if len(v.Checks) == 0 {
		return
	}
	s.head("NỘI DUNG " + strings.ToUpper(does))
	if v.Checklist != nil {
		doc.add(Para{Text: "Bảng kiểm: " + v.Checklist.Title + "."})
	}
	t := Table{Columns: []Column{{"TT", 9, Centre}, {"Nội dung", 72, Left}, {"Kết quả", 24, Centre}, {"Ghi nhận", 60, Left}}}
	for i, c := range v.Checks {
		text := c.Title
		if text == "" {
			text = c.ID
		}
		if c.Basis != "" {
			text += " (" + c.Basis + ")"
		}
		t.Rows = append(t.Rows, Row{Cells: []string{itoa(i + 1), text, met[c.State], c.Note}})
	}
	doc.add(t)
}

var done = map[string]string{"done": "Đã sử dụng", "partly": "Sử dụng một phần", "not_done": "Chưa sử dụng"}

// supports tells what the visit found of the use of support (kế hoạch, VI.2.a).
func (doc *Document) supports(s *sections, v *desk.Visit) {
	if len(v.Supports) == 0 {
		return
	}
	s.head("VIỆC SỬ DỤNG HỖ TRỢ")
	t := Table{Columns: []Column{{"TT", 9, Centre}, {"Hỗ trợ", 56, Left}, {"Đã giải ngân (đồng)", 32, Right}, {"Kết quả", 26, Centre}, {"Ghi nhận", 42, Left}}}
	for i, x := range v.Supports {
		paid := ""
		if x.Disbursed != nil {
			paid = vi.FormatInt(*x.Disbursed)
		}
		t.Rows = append(t.Rows, Row{Cells: []string{itoa(i + 1), joined([]string{x.TypeName, x.Source, date(x.On)}, ", "), paid, done[x.State], x.Note}})
	}
	doc.add(t)
}

// figures sets the figures at the visit beside the newest yearly ones.
func (doc *Document) figures(s *sections, v *desk.Visit) {
	if len(v.Figures) == 0 {
		return
	}
	s.head("SỐ LIỆU TẠI THỜI ĐIỂM LÀM VIỆC")
	year := "Số liệu năm"
	for _, f := range v.Figures {
		if f.Year > 0 {
			year = fmt.Sprintf("Số liệu năm %d", f.Year)
			break
		}
	}
	t := Table{Columns: []Column{{"TT", 9, Centre}, {"Chỉ tiêu", 70, Left}, {"Đơn vị", 18, Centre}, {year, 34, Right}, {"Tại thời điểm làm việc", 34, Right}}}
	for i, f := range v.Figures {
		t.Rows = append(t.Rows, Row{Cells: []string{itoa(i + 1), f.Title, f.Unit, scaled(f.Annual, f.Scale()), scaled(f.Value, f.Scale())}})
	}
	doc.add(t)
}

func scaled(n *int64, scale int) string {
	if n == nil {
		return ""
	}
	return vi.FormatScaled(*n, scale)
}

// promises lists what somebody is to do by when; without any there is room to
// write them.
func (doc *Document) promises(s *sections, list []desk.Promise, title, column string) {
	s.head(title)
	if len(list) == 0 {
		doc.add(Para{Lines: 2})
		return
	}
	t := Table{Columns: []Column{{"TT", 9, Centre}, {column, 86, Left}, {"Người thực hiện", 42, Left}, {"Thời hạn", 28, Centre}}}
	for i, r := range list {
		t.Rows = append(t.Rows, Row{Cells: []string{itoa(i + 1), r.Text, r.Who, date(r.Due)}})
	}
	doc.add(t)
}

// attached names the files that belong to the record.
func (doc *Document) attached(s *sections, files []string) {
	if len(files) == 0 {
		return
	}
	s.head("TÀI LIỆU KÈM THEO")
	doc.add(List{files})
}
