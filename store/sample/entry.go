package sample

import (
	"strconv"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// entrySheet invents the entry assessment of an application: the figures of the
// entry year, and points that come to its target in the programme's column.
func (g *Generator) entrySheet(a *applicant, p *programme.Programme) (Record, map[string]scheme.Points) {
	doc := g.sheetOf(a, p.EntryYear, "entry")
	given := g.aimed(a, doc)
	own, reviewed := columnOf(given), columnOf(given)
	if p.ScoreColumn != g.scheme.ScoreColumn && a.plight != unreviewed {
		doc[string(p.ScoreColumn)] = reviewed
		// What the district took away of one item.
		for _, r := range g.rows {
			if step := max(int64(g.scheme.Step), 1); int64(given[r.id])+step <= r.most && a.percent(15) {
				own[r.id] = int64(given[r.id]) + step
				doc["reason"] = store.Doc{r.id: pick(a.draw, doubts)}
				break
			}
		}
	}
	doc[string(g.scheme.ScoreColumn)] = own
	at := instant(p.EntryYear+1, 6, 1, a.at)
	return Record{Kind: store.Assessment, ID: a.draw.id(at), At: at, Final: true, Doc: doc}, given
}

// sheetOf begins a sheet of an applicant: all but its points.
func (g *Generator) sheetOf(a *applicant, year int, occasion string) store.Doc {
	number := strconv.Itoa(a.n)
	doc := store.Doc{
		"cooperative": a.id, "period": strconv.Itoa(year), "occasion": occasion, "as_of": date(year, 12, 31),
		"scheme": g.scheme.ID, "scheme_revision": g.scheme.Revision,
		"months_active": min(months(a.since, year), 1200_00), "months_stopped": int64(0), "received_on": a.day(year+1, 5, 6),
		"board_agreed":      store.Doc{"name": "Người Mẫu " + number + " A", "on": a.day(year+1, 3, 4)},
		"supervisor_agreed": store.Doc{"name": "Người Mẫu " + number + " C", "on": a.day(year+1, 3, 4)},
	}
	facts, state := store.Doc{}, store.Doc{}
	for _, f := range g.scheme.Facts {
		if n, ok := a.years[year][f.ID]; ok {
			facts[f.ID], state[f.ID] = n, "confirmed"
		}
	}
	doc["facts"], doc["facts_state"] = facts, state
	return doc
}

func columnOf(given map[string]scheme.Points) store.Doc {
	d := make(store.Doc, len(given))
	for id, n := range given {
		d[id] = int64(n)
	}
	return d
}

// aimed gives points that come to the applicant's target with what the figures
// give by themselves.
func (g *Generator) aimed(a *applicant, doc store.Doc) map[string]scheme.Points {
	step := max(int64(g.scheme.Step), 1)
	given := map[string]scheme.Points{}
	for _, r := range g.rows {
		n := r.most * (int64(a.target)/10 + a.between(-150, 150)) / 1000
		given[r.id] = scheme.Points(min(max(n, 0), r.most) / step * step)
	}
	g.reach(a, doc, given, a.target, nil)
	return given
}

// reach gives or takes steps until the sheet comes to the target. The items of
// hold stay as they are.
func (g *Generator) reach(a *applicant, doc store.Doc, given map[string]scheme.Points, target scheme.Points, hold map[string]bool) {
	step := max(int64(g.scheme.Step), 1)
	sh := scheme.Sheet{CoopType: a.kind, Facts: whole(doc.Sub("facts")), Given: map[scheme.Column]map[string]scheme.Points{g.scheme.ScoreColumn: given}}
	if prev := a.years[yearOf(doc)-1]; prev != nil {
		sh.Prev = g.scheme.Known(whole(prev))
	}
	active, _ := doc.Int("months_active")
	none := int64(0)
	sh.MonthsActive, sh.MonthsStopped = &active, &none
	res, err := g.scheme.Score(sh, scheme.Options{Column: g.scheme.ScoreColumn})
	if err != nil {
		return
	}
	left := int64(target-res.Total) / step // steps that are still to be given, or taken
	for i, tries := int(a.below(int64(len(g.rows)))), 0; left != 0 && tries <= 100*len(g.rows); i, tries = i+1, tries+1 {
		r, by := g.rows[i%len(g.rows)], step
		if left < 0 {
			by = -step
		}
		if n := int64(given[r.id]) + by; !hold[r.id] && n >= 0 && n <= r.most {
			given[r.id] = scheme.Points(n)
			left -= by / step
		}
	}
}

func yearOf(doc store.Doc) int {
	n, _ := strconv.Atoi(doc.Text("period"))
	return n
}

func whole(d store.Doc) map[string]int64 {
	m := make(map[string]int64, len(d))
	for k, v := range d {
		if n, ok := v.(int64); ok {
			m[k] = n
		}
	}
	return m
}

// application invents the registration of an applicant, without what the province
// decides.
func (g *Generator) application(a *applicant, p *programme.Programme, entry string) Record {
	year := p.EntryYear + 1
	doc := store.Doc{"cooperative": a.id, "programme": p.ID, "submitted_on": a.day(year, 6, 7)}
	if entry != "" {
		doc["entry_assessment"] = entry
	}
	if a.plight != noModel {
		if doc["model"] = a.model; a.model == "" {
			doc["model"] = a.modelOf(p)
		}
	}
	profit := store.Doc{}
	for i := range p.ProfitYears {
		y := p.EntryYear - i
		n, ok := a.years[y]["profit"].(int64)
		if !ok {
			if n = a.between(20, 400) * million; a.plight == loss && i == p.ProfitYears-1 && !g.lost(a, p) {
				n = -a.between(5, 60) * million
			}
		}
		profit[strconv.Itoa(y)] = n
	}
	doc["profit"] = profit
	dossier := store.Doc{}
	for i, paper := range p.Dossier {
		d := store.Doc{"present": true}
		if a.plight == noPaper && i == a.nth%len(p.Dossier) {
			d = store.Doc{"present": false, "note": "Chưa nộp (hư cấu)"}
		}
		dossier[paper.ID] = d
	}
	doc["dossier"] = dossier
	doc["conditions"] = a.ticks(p)
	if t := a.favours(p); len(t) > 0 {
		doc["priorities"] = t
	}
	a.district(doc, year)
	at := instant(year, 7, 30, a.at)
	return Record{Kind: store.Registration, ID: a.draw.id(at), At: at, Doc: doc}
}

// modelOf picks a model of its trade that the programme has.
func (a *applicant) modelOf(p *programme.Programme) string {
	if m := pick(a.draw, a.models); m != "" {
		if _, ok := p.Model(m); ok {
			return m
		}
	}
	if len(p.Models) == 0 {
		return ""
	}
	return pick(a.draw, p.Models).ID
}

// ticks answers the conditions that a person decides.
func (a *applicant) ticks(p *programme.Programme) store.Doc {
	var open []string
	for _, c := range p.Conditions {
		if c.Check == nil {
			open = append(open, c.ID)
		}
	}
	out := store.Doc{}
	for i, id := range open {
		out[id] = store.Doc{"met": true, "note": "Đã xem hồ sơ (hư cấu)"}
		if i != a.nth%len(open) {
			continue
		}
		switch a.plight {
		case notMet:
			out[id] = store.Doc{"met": false, "note": "Năm trước chưa tổ chức Đại hội thành viên đúng quy định (hư cấu)"}
		case notTicked:
			delete(out, id)
		}
	}
	return out
}

// favours ticks priorities until as many are met as the applicant is to have.
func (a *applicant) favours(p *programme.Programme) store.Doc {
	left := a.priority - a.meets(p)
	out := store.Doc{}
	for _, c := range tickable(p)[:max(left, 0)] {
		tick := store.Doc{"met": true, "note": "Có xác nhận của Ủy ban nhân dân xã (hư cấu)"}
		if len(c.Grounds) == 0 {
			out[c.ID] = tick
			continue
		}
		out[pick(a.draw, c.Grounds).ID] = tick
	}
	return out
}

// district decides, unless it has not come to it yet.
func (a *applicant) district(doc store.Doc, year int) {
	if a.undecided || a.plight == notTicked || a.plight == unreviewed || a.plight == noSheet {
		return
	}
	d := store.Doc{"no": strconv.Itoa(a.n) + "/QĐ-MẪU", "on": date(year, 9, int(a.between(10, 28))), "result": "chosen", "note": "Quyết định hư cấu"}
	if !a.eligible() {
		d["result"] = "refused"
	}
	doc["district_decision"] = d
}
