package report

import (
	"fmt"
	"strings"

	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// Compose makes a report of facts.
func Compose(f *Facts) *Report {
	r := &Report{
		Template: f.Template.ID, Programme: f.Programme.ID, Period: f.Period.Text, Level: f.Level, Unit: f.Unit, On: f.On, Head: f.Head,
		Figures: figures(f),
	}
	r.Head.Kind = f.Template.Kind
	r.Head.About = []string{f.Template.About + " " + f.Period.Words(), f.Programme.Title}
	if !f.Whole && f.UnitName != "" {
		r.Head.About = append(r.Head.About, "("+f.UnitName+")")
	}
	r.Head.Notes = append(r.Head.Notes, "Mẫu báo cáo của Kế hoạch chưa có; các phần trình bày theo "+f.Template.Basis+". Số liệu lấy từ hồ sơ đang có đến ngày "+day(f.On)+"; số tiền, số lượng không có trong hồ sơ không được ước tính.")
	for _, part := range f.Template.parts {
		if s, ok := part(f); ok {
			r.Sections = append(r.Sections, s)
		}
	}
	return r
}

// figures are the numbers of a report by id.
func figures(f *Facts) []Figure {
	var out []Figure
	add := func(id, title string, n int64) { out = append(out, Figure{id, title, n * 100}) }
	c := count(f)
	add("applications", "Hợp tác xã đăng ký", int64(c.applications))
	add("eligible", "Đăng ký đủ điều kiện", int64(c.eligible))
	add("not_eligible", "Đăng ký không đạt", int64(c.refused))
	add("unknown", "Đăng ký chưa rõ", int64(c.unknown))
	add("pilots", "Hợp tác xã thí điểm", int64(len(f.Pilots)))
	add("ready", "Hợp tác xã thí điểm đạt yêu cầu kết thúc", int64(c.ready))
	add("good", "Hợp tác xã thí điểm đạt điểm kết thúc", int64(c.good))
	add("plans", "Kế hoạch hoàn thiện đã phê duyệt", int64(c.plans))
	var m Money
	for _, x := range f.Money {
		m.Planned, m.Spent, m.Approved, m.Disbursed, m.Returned = m.Planned+x.Planned, m.Spent+x.Spent, m.Approved+x.Approved, m.Disbursed+x.Disbursed, m.Returned+x.Returned
	}
	add("planned", "Kinh phí theo kế hoạch (đồng)", m.Planned)
	add("spent", "Kinh phí đã thực hiện (đồng)", m.Spent)
	add("approved", "Hỗ trợ đã phê duyệt (đồng)", m.Approved)
	add("disbursed", "Hỗ trợ đã giải ngân (đồng)", m.Disbursed)
	add("outstanding", "Vốn vay còn nợ (đồng)", c.outstanding)
	add("supports", "Lượt hỗ trợ trong kỳ", int64(c.supports))
	add("obstacles", "Khó khăn, vướng mắc nêu trong kỳ hoặc chưa trả lời", int64(len(f.Obstacles)))
	add("obstacles_open", "Khó khăn, vướng mắc chưa trả lời", int64(c.waiting))
	add("events", "Lớp, đợt tổ chức trong kỳ", int64(len(f.Events)))
	add("objectives_met", "Mục tiêu đạt", int64(c.met))
	return out
}

type counts struct {
	applications, eligible, refused, unknown, ready, good, plans, waiting, met, supports int
	outstanding                                                                          int64
}

func count(f *Facts) counts {
	c := counts{applications: len(f.Applications)}
	for _, a := range f.Applications {
		switch a.State {
		case programme.Met:
			c.eligible++
		case programme.NotMet:
			c.refused++
		default:
			c.unknown++
		}
	}
	for _, p := range f.Pilots {
		if p.State == programme.Met {
			c.ready++
		}
		if p.Now != nil && *p.Now >= f.Programme.ExitScore {
			c.good++
		}
		if p.Approved != "" {
			c.plans++
		}
	}
	for _, o := range f.Obstacles {
		if o.AnsweredOn == "" && o.Answer == "" {
			c.waiting++
		}
	}
	for _, o := range f.Objectives {
		if o.State == programme.Met {
			c.met++
		}
	}
	for _, s := range f.Supports {
		c.outstanding += s.Outstanding
		if f.Period.Holds(s.On) {
			c.supports++
		}
	}
	return c
}

func selection(f *Facts) (Section, bool) {
	s := Section{Title: "LỰA CHỌN HỢP TÁC XÃ THÍ ĐIỂM"}
	c := count(f)
	if c.applications == 0 {
		s.add(Para("Chưa có hợp tác xã nào đăng ký tham gia."))
		return s, true
	}
	s.add(Para(fmt.Sprintf("Có %d hợp tác xã đăng ký tham gia: %d đủ điều kiện, %d không đạt, %d chưa đủ căn cứ để kết luận.", c.applications, c.eligible, c.refused, c.unknown)))
	var chosen []Application
	for _, a := range f.Applications {
		if a.Chosen {
			chosen = append(chosen, a)
		}
	}
	sum := fmt.Sprintf("Tỉnh đã chọn %d hợp tác xã thí điểm", len(chosen))
	switch left := f.Programme.PilotsMin - len(chosen); {
	case !f.Whole:
		sum += " của đơn vị."
	case left > 0:
		sum += fmt.Sprintf("; chương trình cần ít nhất %d, còn thiếu %d.", f.Programme.PilotsMin, left)
	default:
		sum += fmt.Sprintf("; chương trình cần ít nhất %d.", f.Programme.PilotsMin)
	}
	s.add(Para(sum))
	if f.Tie && f.Whole {
		s.add(Para("Các hợp tác xã ở vị trí cuối của danh sách bằng nhau về ưu tiên và điểm; việc chọn do người có thẩm quyền quyết định."))
	}
	if len(chosen) == 0 {
		return s, true
	}
	t := table("9c TT", "48l Hợp tác xã", "24l Đơn vị", "46l Mô hình", "18c Điểm hồ sơ", "20c Ưu tiên")
	for i, a := range chosen {
		t.row(num(i+1), a.Name, a.Unit, a.Model, points(a.Points), num(a.Priorities))
	}
	s.add(t.Table)
	return s, true
}

// candidates lists everybody who applied with the reason of each.
func candidates(f *Facts) (Section, bool) {
	s := Section{Title: "CÁC HỢP TÁC XÃ ĐĂNG KÝ VÀ KẾT QUẢ XÉT"}
	if len(f.Applications) == 0 {
		return s, false
	}
	t := table("10c Thứ tự", "44l Hợp tác xã, đơn vị", "16c Điểm hồ sơ", "15c Ưu tiên", "80l Kết quả")
	for _, a := range f.Applications {
		at := "–"
		if a.Rank > 0 {
			at = num(a.Rank)
			if a.Tied {
				at += " (bằng nhau)"
			}
		}
		t.row(at, a.Name+"\n"+a.Unit, points(a.Points), num(a.Priorities), verdict(&a))
	}
	s.add(t.Table)
	return s, true
}

func verdict(a *Application) string {
	var out []string
	switch {
	case a.Chosen:
		out = append(out, "Được chọn thí điểm.")
	case a.Refused:
		out = append(out, "Tỉnh không chọn.")
	case a.State == programme.Met:
		out = append(out, "Đủ điều kiện, tỉnh chưa quyết định.")
	case a.State == programme.NotMet:
		out = append(out, "Không đạt.")
	default:
		out = append(out, "Chưa đủ căn cứ.")
	}
	if a.District != "" {
		out = append(out, "Huyện, đơn vị: "+a.District+".")
	}
	for _, l := range a.Lacks {
		out = append(out, "- "+l)
	}
	return strings.Join(out, "\n")
}

func pilots(f *Facts) (Section, bool) {
	s := Section{Title: "HỢP TÁC XÃ THÍ ĐIỂM SO VỚI YÊU CẦU KẾT THÚC GIAI ĐOẠN HOÀN THIỆN"}
	if len(f.Pilots) == 0 {
		s.add(Para("Chưa có hợp tác xã thí điểm."))
		return s, true
	}
	c := count(f)
	keep := ""
	if f.Programme.KeepBaseline {
		keep = " và không tiêu chí nào nêu trong kế hoạch hoàn thiện thấp hơn ban đầu"
	}
	s.add(Para(fmt.Sprintf(
		"Yêu cầu kết thúc: tổng điểm từ %s trở lên%s. Theo bản đánh giá mới nhất, %d/%d hợp tác xã đạt yêu cầu, %d đạt điểm kết thúc; %d kế hoạch hoàn thiện đã được phê duyệt.",
		f.Programme.ExitScore.Spoken(), keep, c.ready, len(f.Pilots), c.good, c.plans)))
	t := table("9c TT", "46l Hợp tác xã, đơn vị", "30l Kế hoạch hoàn thiện", "16c Điểm ban đầu", "26c Điểm mới nhất", "38l Hành động, kiến nghị")
	for i, p := range f.Pilots {
		now := points(p.Now)
		if p.Sheet != "" {
			now += "\n" + p.Sheet
		}
		work := fmt.Sprintf("Hành động: xong %d/%d, quá hạn %d", p.Done, p.Actions, p.Overdue)
		if p.Open > 0 {
			work += fmt.Sprintf("\nViệc còn mở: %d", p.Open)
		}
		approved := p.Approved
		if approved == "" {
			approved = map[bool]string{true: "chưa phê duyệt", false: "chưa có"}[p.HasPlan]
		}
		t.row(num(i+1), p.Name+"\n"+p.Unit, approved, points(p.Was), now, work)
	}
	s.add(t.Table)
	for _, p := range f.Pilots {
		if p.State == programme.Met {
			s.add(Para(p.Name + ": đạt yêu cầu kết thúc."))
			continue
		}
		s.add(Para(p.Name + ", còn thiếu:"))
		s.add(List(append([]string{}, p.Lacks...)))
	}
	return s, true
}

// points writes points as people say them; what is not known is a dash.
func points(p *scheme.Points) string {
	if p == nil {
		return "–"
	}
	return p.Spoken()
}

func num(n int) string { return vi.FormatInt(int64(n)) }

// dong writes đồng; what is not known is a dash.
func dong(n *int64) string {
	if n == nil {
		return "–"
	}
	return vi.FormatInt(*n)
}

func (s *Section) add(b Block) {
	if l, ok := b.(List); ok && len(l) == 0 {
		return
	}
	s.Blocks = append(s.Blocks, b)
}

type rows struct{ Table }

// table begins a table; each column is its width, place and title: "9c TT".
func table(columns ...string) *rows {
	t := &rows{}
	for _, c := range columns {
		head, title, _ := strings.Cut(c, " ")
		col := Column{Title: title, Align: Align(head[len(head)-1])}
		for _, d := range head[:len(head)-1] {
			col.Width = col.Width*10 + int(d-'0')
		}
		t.Columns = append(t.Columns, col)
	}
	return t
}

func (t *rows) row(cells ...string) { t.Rows = append(t.Rows, cells) }
