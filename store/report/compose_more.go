package report

import (
	"fmt"
	"strings"

	"coopfield/store/programme"
	"coopfield/store/vi"
)

func money(f *Facts) (Section, bool) {
	s := Section{Title: "KINH PHÍ THEO NGUỒN VÀ NĂM"}
	if len(f.Money) == 0 {
		s.add(Para("Hồ sơ chưa ghi kinh phí nào đến hết kỳ báo cáo."))
		return s, true
	}
	s.add(Para("Đơn vị: đồng. Kế hoạch và thực hiện theo kế hoạch hoàn thiện của các hợp tác xã thí điểm; phê duyệt và giải ngân theo từng lần hỗ trợ. Hai phần đặt cạnh nhau, không cộng vào nhau."))
	t := table("12c Năm", "49l Nguồn", "26r Kế hoạch", "26r Thực hiện", "26r Hỗ trợ phê duyệt", "26r Giải ngân")
	var sum Money
	for _, m := range f.Money {
		t.row(m.Year, m.Source, vi.FormatInt(m.Planned), vi.FormatInt(m.Spent), vi.FormatInt(m.Approved), vi.FormatInt(m.Disbursed))
		sum.Planned, sum.Spent, sum.Approved, sum.Disbursed = sum.Planned+m.Planned, sum.Spent+m.Spent, sum.Approved+m.Approved, sum.Disbursed+m.Disbursed
	}
	t.row("", "Cộng", vi.FormatInt(sum.Planned), vi.FormatInt(sum.Spent), vi.FormatInt(sum.Approved), vi.FormatInt(sum.Disbursed))
	s.add(t.Table)
	if sum.Planned > 0 {
		s.add(Para(fmt.Sprintf("Đã thực hiện %s trên %s đồng theo kế hoạch (%d%%).", vi.FormatInt(sum.Spent), vi.FormatInt(sum.Planned), percent(sum.Spent, sum.Planned))))
	}
	return s, true
}

// percent is whole percents, cut off.
func percent(n, of int64) int64 { return n * 100 / of }

func supports(f *Facts) (Section, bool) {
	s := Section{Title: "HỖ TRỢ VÀ VỐN VAY"}
	var given []Support
	var owed int64
	late, loans := 0, 0
	for _, x := range f.Supports {
		if f.Period.Holds(x.On) {
			given = append(given, x)
		}
		if x.Loan && x.Outstanding > 0 {
			owed += x.Outstanding
			loans++
			if x.Overdue {
				late++
			}
		}
	}
	if len(given) == 0 {
		s.add(Para("Trong kỳ không ghi nhận lần hỗ trợ nào."))
	} else {
		s.add(Para(fmt.Sprintf("Trong kỳ có %d lần hỗ trợ (số tiền: đồng).", len(given))))
		t := table("23c Ngày", "43l Hợp tác xã", "43l Nội dung, nguồn", "28r Phê duyệt", "28r Giải ngân")
		for _, x := range given {
			what := x.Type
			if x.Source != "" {
				what += "\n" + x.Source
			}
			t.row(day(x.On), x.Name, what, dong(x.Approved), dong(x.Disbursed))
		}
		s.add(t.Table)
	}
	if loans > 0 {
		w := fmt.Sprintf("Vốn vay còn nợ: %d khoản, %s đồng", loans, vi.FormatInt(owed))
		if late > 0 {
			w += fmt.Sprintf("; %d khoản quá hạn trả", late)
		}
		s.add(Para(w + "."))
	}
	return s, true
}

func obstacles(f *Facts) (Section, bool) {
	s := Section{Title: "KHÓ KHĂN, VƯỚNG MẮC VÀ TRẢ LỜI"}
	if len(f.Obstacles) == 0 {
		s.add(Para("Trong kỳ không có khó khăn, vướng mắc nào được báo lên."))
		return s, true
	}
	t := table("22c Ngày nêu", "40l Nơi nêu", "52l Nội dung", "51l Trả lời")
	for _, o := range f.Obstacles {
		answer := "Chưa trả lời"
		if o.Answer != "" || o.AnsweredOn != "" {
			answer = strings.TrimSpace(day(o.AnsweredOn) + "\n" + o.Answer)
		}
		t.row(day(o.RaisedOn), o.Who, o.Text, answer)
	}
	s.add(t.Table)
	if n := count(f).waiting; n > 0 {
		s.add(Para(fmt.Sprintf("Còn %d nội dung chưa được trả lời.", n)))
	}
	return s, true
}

func events(f *Facts) (Section, bool) {
	s := Section{Title: "ĐÀO TẠO, TUYÊN TRUYỀN, THAM QUAN"}
	if len(f.Events) == 0 {
		s.add(Para("Trong kỳ không ghi nhận lớp, đợt nào."))
		return s, true
	}
	t := table("22c Ngày", "63l Nội dung", "24r Hợp tác xã", "24r Lượt người", "32r Kinh phí (đồng)")
	for _, e := range f.Events {
		what := e.Type
		if e.Place != "" {
			what += "\n" + e.Place
		}
		t.row(day(e.On), what, num(e.Cooperatives), vi.FormatInt(e.Participants), dong(e.Cost))
	}
	s.add(t.Table)
	return s, true
}

func deadlines(f *Facts) (Section, bool) {
	s := Section{Title: "THỜI HẠN BÁO CÁO"}
	if len(f.Deadlines) == 0 {
		return s, false
	}
	t := table("75l Nội dung", "28c Ngày cuối", "62l Kết quả")
	for _, d := range f.Deadlines {
		last := "chưa ghi ngày"
		if d.LastDay != "" {
			last = day(d.LastDay)
		}
		result := "Hồ sơ không đủ để biết"
		switch {
		case d.Done:
			result = "Đã có"
		case d.All > 0:
			result = fmt.Sprintf("Còn %d/%d chưa có", d.Open, d.All)
		case d.Known:
			result = "Chưa có"
		}
		t.row(d.Title, last, result)
	}
	s.add(t.Table)
	return s, true
}

// stateWords say whether an objective is reached.
var stateWords = map[programme.State]string{programme.Met: "Đạt", programme.NotMet: "Không đạt", programme.Unknown: "Chưa rõ"}

func objectives(f *Facts) (Section, bool) {
	s := Section{Title: "MỤC TIÊU CỦA KẾ HOẠCH"}
	if !f.Whole || len(f.Objectives) == 0 {
		return s, false // a unit answers for its pilots, not for the plan's objectives
	}
	t := table("65l Mục tiêu", "35l Cần đạt", "40l Hiện có", "25c Kết quả")
	for _, o := range f.Objectives {
		t.row(o.Title, orDash(o.Target), orDash(o.Value), stateWords[o.State])
	}
	s.add(t.Table)
	return s, true
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func proposals(f *Facts) (Section, bool) {
	s := Section{Title: "PHƯƠNG ÁN NHÂN RỘNG VÀ KHEN THƯỞNG"}
	if len(f.Proposals) == 0 {
		s.add(Para("Chưa có phương án nhân rộng hay đề nghị khen thưởng nào."))
	} else {
		t := table("40l Loại", "50l Đơn vị, người nhận", "35l Tình trạng", "40r Kinh phí (đồng)")
		for _, p := range f.Proposals {
			who := strings.TrimSpace(p.Unit + "\n" + p.Who)
			state := p.State
			if p.No != "" {
				state = strings.TrimSpace(state + "\nSố " + p.No)
			}
			t.row(p.Type, who, orDash(state), dong(p.Budget))
		}
		s.add(t.Table)
	}
	if len(f.NoPlanUnits) > 0 {
		s.add(Para("Đơn vị có hợp tác xã thí điểm chưa có phương án nhân rộng: " + strings.Join(f.NoPlanUnits, ", ") + "."))
	}
	return s, true
}

// missing says what the report could not tell for want of data.
func missing(f *Facts) (Section, bool) {
	s := Section{Title: "SỐ LIỆU CÒN THIẾU"}
	var list List
	say := func(n int, format string) {
		if n > 0 {
			list = append(list, fmt.Sprintf(format, n))
		}
	}
	say(f.Conflicted, "%d đăng ký chưa tính vì còn lệch số liệu, chờ quyết định.")
	noPlan, noBase, noSheet, noRule, noMoney := 0, 0, 0, 0, 0
	for _, p := range f.Pilots {
		switch {
		case !p.HasPlan:
			noPlan++
		case !p.HasBaseline:
			noBase++
		case p.Sheet == "":
			noSheet++
		case p.State == programme.Unknown:
			noRule++
		}
		if p.HasPlan && p.Planned == 0 {
			noMoney++
		}
	}
	say(noPlan, "%d hợp tác xã thí điểm chưa có kế hoạch hoàn thiện.")
	say(noBase, "%d kế hoạch hoàn thiện chưa chốt hiện trạng ban đầu.")
	say(noSheet, "%d hợp tác xã thí điểm chưa có bản đánh giá sau hiện trạng ban đầu.")
	say(noRule, "%d hợp tác xã thí điểm có bản đánh giá chưa đủ điểm để kết luận.")
	say(noMoney, "%d kế hoạch hoàn thiện chưa ghi kinh phí.")
	noScore, noAmount := 0, 0
	for _, a := range f.Applications {
		if a.Points == nil {
			noScore++
		}
	}
	for _, x := range f.Supports {
		if f.Period.Holds(x.On) && x.Disbursed == nil {
			noAmount++
		}
	}
	say(noScore, "%d đăng ký chưa có điểm hồ sơ do huyện rà soát.")
	say(noAmount, "%d lần hỗ trợ chưa ghi số tiền giải ngân.")
	undated := 0
	for _, d := range f.Deadlines {
		if d.LastDay == "" {
			undated++
		}
	}
	say(undated, "%d thời hạn Kế hoạch không ghi ngày, tỉnh chưa đặt.")
	if len(list) == 0 {
		s.add(Para("Không có mục nào thiếu trong phạm vi báo cáo này."))
		return s, true
	}
	s.add(list)
	return s, true
}

// opinion is what only the office can write.
func opinion(*Facts) (Section, bool) {
	s := Section{Title: "ĐÁNH GIÁ CHUNG, NGUYÊN NHÂN, KIẾN NGHỊ"}
	s.add(Dots(8))
	return s, true
}
