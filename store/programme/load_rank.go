package programme

import "fmt"

// tieBreaks checks what decides between equal applicants.
func (l *loader) tieBreaks(raw *rawFile, p *Programme) {
	for i, r := range raw.TieBreaks {
		path := fmt.Sprintf("tie_break[%d]", i)
		t := TieBreak{ID: l.id(path, r.ID), Title: l.text(path+".title", r.Title, true), Desc: r.Order == "desc"}
		if r.Order != "desc" && r.Order != "asc" {
			l.at(path+".order", "ghi \"desc\" (lớn hơn đứng trước) hoặc \"asc\" (nhỏ hơn đứng trước)", "thứ tự %q không có trong quy định", r.Order)
		}
		if r.Value == "" {
			l.at(path, "thêm dòng value = \"total_capital\" hoặc biểu thức khác cho ra một số", "%q thiếu biểu thức value", r.ID)
			continue
		}
		f, message, hint := compileFormula(r.Value)
		if f == nil {
			l.at(path+".value", hint, "%s", message)
		}
		t.Value = f
		p.TieBreaks = append(p.TieBreaks, t)
	}
}

// groundIDs requires that the grounds of all priorities and the priorities
// themselves have ids of their own: an application ticks them in one list.
func (l *loader) groundIDs(p *Programme) {
	taken := map[string]bool{}
	for _, c := range p.Priorities {
		taken[c.ID] = true
	}
	for i, c := range p.Priorities {
		for j, g := range c.Grounds {
			if taken[g.ID] {
				l.at(fmt.Sprintf("priority[%d].ground[%d].id", i, j), "đặt id khác", "id %q đã là của một ưu tiên hoặc căn cứ khác", g.ID)
			}
			taken[g.ID] = true
		}
	}
}
