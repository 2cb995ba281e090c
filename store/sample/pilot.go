package sample

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// pilotRecords invents what follows the choice of a cooperative: its plan, what it
// was given, what was followed up, what stood in its way.
func (g *Generator) pilotRecords(a *applicant, o Options, entry string, given map[string]scheme.Points) []Record {
	p := o.Programme
	plan := g.plan(a, o, entry, given)
	list := []Record{plan}
	list = append(list, a.supports(o, plan.ID)...)
	list = append(list, a.followups(o, plan)...)
	first := p.EntryYear + 2
	list = append(
		list,
		a.record(store.Obstacle, instant(first, 3, 20, a.at), store.Doc{
			"cooperative": a.id, "raised_on": date(first, 3, 20), "to": officeOf(p, 0), "state": "answered",
			"text":   "Chưa có mặt bằng làm kho bảo quản (hư cấu)",
			"answer": "Đã có văn bản giao xã rà soát quỹ đất (hư cấu)", "answered_on": date(first, 5, 12),
		}),
		a.record(store.Obstacle, instant(o.LastYear, 9, 5, a.at), store.Doc{
			"cooperative": a.id, "raised_on": date(o.LastYear, 9, 5), "to": officeOf(p, 0), "state": "open",
			"text": "Thủ tục vay vốn của Quỹ hỗ trợ kéo dài (hư cấu)",
		}),
		g.exitSheet(a, o, plan.Doc.Sub("improve"), given),
	)
	return list
}

// exitSheet invents the assessment that closes a pilot, of the last year: one
// pilot is ready, one has a criterion that fell below where it began although the
// plan names it, one is some points short.
func (g *Generator) exitSheet(a *applicant, o Options, improve store.Doc, entry map[string]scheme.Points) Record {
	p, doc := o.Programme, g.sheetOf(a, o.LastYear, "exit")
	given, hold := maps.Clone(entry), map[string]bool{}
	target, fell := p.ExitScore+200, false
	switch a.n % 3 {
	case 0:
		fell = true
	case 1:
		target = p.ExitScore - 350
	}
	step, most := scheme.Points(max(int64(g.scheme.Step), 1)), map[string]scheme.Points{}
	for _, r := range g.rows {
		most[r.id] = scheme.Points(r.most)
	}
	for _, group := range g.scheme.Groups {
		for _, c := range group.Criteria {
			if improve[c.ID] == nil {
				continue
			}
			moved := false
			for _, it := range c.Items {
				n, ok := given[it.ID]
				if !ok {
					continue
				}
				hold[it.ID] = true
				switch {
				case moved:
				case fell && n >= step:
					given[it.ID], fell, moved = n-step, false, true
				case !fell && n+step <= most[it.ID]:
					given[it.ID], moved = n+step, true
				}
			}
		}
	}
	g.reach(a, doc, given, target, hold)
	doc[string(g.scheme.ScoreColumn)], doc[string(p.ScoreColumn)] = columnOf(given), columnOf(given)
	at := instant(o.LastYear+1, 2, 1, a.at)
	return Record{Kind: store.Assessment, ID: a.draw.id(at), At: at, Final: true, Doc: doc}
}

func (a *applicant) record(k store.Kind, at int64, doc store.Doc) Record {
	return Record{Kind: k, ID: a.draw.id(at), At: at, Doc: doc}
}

func officeOf(p *programme.Programme, i int) string {
	if i < len(p.Offices) {
		return p.Offices[i].Title
	}
	return ""
}

// plan invents an approved completion plan: it names the criteria that are
// farthest from their best.
func (g *Generator) plan(a *applicant, o Options, entry string, given map[string]scheme.Points) Record {
	p := o.Programme
	chosen := p.EntryYear + 1
	director := "Giám đốc, Người Mẫu " + strconv.Itoa(a.n) + " B"
	actions := store.Doc{}
	for i, x := range p.Actions {
		if i%2 == 1 && len(actions) >= 2 {
			continue
		}
		from := chosen + 1 + i%2
		to := min(from+i/3, o.LastYear)
		actions["v"+strconv.Itoa(i+1)] = store.Doc{
			"type": x.ID, "text": x.Title + " (hư cấu)", "who": director,
			"from": date(from, 2, 1), "to": date(to, 10+i%3, 15), "cost": a.between(1, 30) * 10 * million,
		}
	}
	doc := store.Doc{
		"cooperative": a.id, "programme": p.ID, "status": "approved", "submitted_on": date(chosen, 11, int(a.between(20, 28))),
		"improve": g.improve(given), "actions": actions, "funding": a.funding(o),
		"approved_no": strconv.Itoa(a.n) + "/QĐ-KH-MẪU", "approved_on": date(chosen, 12, int(a.between(10, 24))),
		"approved_by": "Ủy ban nhân dân huyện (hư cấu)",
	}
	sent := store.Doc{}
	for _, id := range []string{"dpi", "alliance"} {
		if _, ok := p.Office(id); ok {
			sent[id] = date(chosen, 12, 28)
		}
	}
	if len(sent) > 0 {
		doc["sent_to"] = sent
	}
	r := a.record(store.Plan, instant(chosen, 12, 28, a.at), doc)
	r.Baseline = entry
	return r
}

// improve names three criteria and by how much each is to rise.
func (g *Generator) improve(given map[string]scheme.Points) store.Doc {
	type share struct {
		id        string
		has, most int64
	}
	most := map[string]int64{}
	for _, r := range g.rows {
		most[r.id] = r.most
	}
	var list []share
	for _, group := range g.scheme.Groups {
		for _, c := range group.Criteria {
			s := share{id: c.ID}
			for _, it := range c.Items {
				s.has, s.most = s.has+int64(given[it.ID]), s.most+most[it.ID]
			}
			if s.most > s.has {
				list = append(list, s)
			}
		}
	}
	slices.SortStableFunc(list, func(x, y share) int { return cmp.Compare(x.has*y.most, y.has*x.most) })
	step := max(int64(g.scheme.Step), 1)
	out := store.Doc{}
	for i, s := range list[:min(3, len(list))] {
		out[s.id] = min(s.has+int64(3-i)*step, s.most)
	}
	return out
}

// funding spreads money over four sources and the years of the second stage;
// what the sample's years have seen was partly spent.
func (a *applicant) funding(o Options) store.Doc {
	p := o.Programme
	out := store.Doc{}
	for i, f := range p.Funding {
		if i%2 == 1 && len(p.Funding) > 4 {
			continue
		}
		years := store.Doc{}
		for y := p.EntryYear + 2; y <= p.EntryYear+5; y++ {
			if (y+i)%2 == 0 && i > 0 {
				continue
			}
			planned := a.between(4, 80) * 10 * million
			m := store.Doc{"planned": planned}
			switch {
			case y < o.LastYear:
				m["spent"] = planned / 100 * a.between(60, 100)
			case y == o.LastYear:
				m["spent"] = planned / 100 * a.between(10, 70)
			}
			years[strconv.Itoa(y)] = m
		}
		out[f.ID] = years
	}
	return out
}

// supports invents what a pilot was given under its plan, a loan among it.
func (a *applicant) supports(o Options, plan string) []Record {
	p := o.Programme
	basis := ""
	if len(p.LegalBases) > 0 {
		basis = p.LegalBases[0].ID
	}
	var list []Record
	add := func(kind, source string, year, month int, approved, percent int64, more store.Doc) {
		if _, ok := p.Support(kind); !ok || year > o.LastYear {
			return
		}
		doc := store.Doc{
			"cooperative": a.id, "plan": plan, "type": kind, "on": date(year, month, 15), "approved": approved,
			"disbursed": approved / 100 * percent, "decision_no": strconv.Itoa(a.n) + "/QĐ-HT-MẪU", "note": "Hỗ trợ hư cấu",
		}
		if basis != "" {
			doc["legal_basis"] = basis
		}
		if _, ok := p.Source(source); ok {
			doc["source"] = source
		}
		doc.Apply(more)
		list = append(list, a.record(store.Support, instant(year, month, 15, a.at), doc))
	}
	y := p.EntryYear + 2
	add("training", "recurrent", y, 4, a.between(2, 6)*10*million, 100, nil)
	add("policy", "central-investment", y+1, 6, a.between(3, 12)*100*million, 80, nil)
	loan := a.between(3, 8) * 100 * million
	add("preferential-loan", "fund-loan", y+1, 9, loan, 100, store.Doc{
		"rate": int64(4_00), "due": date(y+1+int(a.between(1, 4)), 9, 15), "repaid": loan / 100 * a.between(10, 60),
	})
	add("trade-promotion", "recurrent", y+2, 5, a.between(1, 5)*10*million, 90, nil)
	return list
}

// followups say what became of the first actions of a plan; nobody followed the
// others.
func (a *applicant) followups(o Options, plan Record) []Record {
	var list []Record
	ids := make([]string, 0, 8)
	for id := range plan.Doc.Sub("actions") {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for i, state := range []string{"kept", "kept", "kept", "kept", "partly"} {
		if i >= len(ids) {
			break
		}
		on := date(o.LastYear, 3+i, 10)
		list = append(list, a.record(store.Followup, instant(o.LastYear, 3+i, 10, a.at), store.Doc{
			"about": store.Doc{"kind": "plan", "record": plan.ID, "item": ids[i]}, "on": on, "state": state,
			"cooperative": a.id, "note": "Theo dõi hư cấu",
		}))
	}
	return list
}

// events invents trainings and visits for many, and what is proposed for the
// years after.
func (g *Generator) events(pilots []*applicant, o Options, unit string) []Record {
	if len(pilots) == 0 {
		return nil
	}
	p, lead := o.Programme, pilots[0]
	coops := store.Doc{}
	for _, a := range pilots {
		coops[a.id] = true
	}
	var list []Record
	for i, kind := range []string{"training", "promotion", "study-visit"} {
		year := p.EntryYear + 2 + i
		if _, ok := p.Support(kind); !ok || year > o.LastYear {
			continue
		}
		list = append(list, lead.record(store.Event, instant(year, 8, 12, i), store.Doc{
			"type": kind, "on": date(year, 8, 12), "place": "Hội trường Mẫu", "cooperatives": coops, "participants": lead.between(20, 90),
			"cost": lead.between(2, 12) * 10 * million, "source": "recurrent", "unit": unit, "note": "Sự kiện hư cấu",
		}))
	}
	list = append(list, lead.record(store.Proposal, instant(o.LastYear, 11, 20, 0), store.Doc{
		"type": "commendation", "unit": lead.reporting, "cooperative": lead.id, "period": strconv.Itoa(o.LastYear),
		"recipient": store.Doc{"name": "Tập thể Hợp tác xã Mẫu " + strconv.Itoa(lead.n), "type": "collective"},
		"form":      "Giấy khen (hư cấu)", "text": "Đề xuất hư cấu để tập huấn",
	}))
	return list
}
