package sample

import (
	"coopfield/store"
	"coopfield/store/unit"
)

// programmeRecords yields what the programme asks for of those that apply, after
// the records of all cooperatives: entry sheets and applications, then, of those
// that the province chose, plans and what followed. It reports whether to go on.
func (g *Generator) programmeRecords(list []*applicant, o Options, yield func(Record) bool) bool {
	p := o.Programme
	g.cast(list, p)
	pilots := map[*applicant]bool{}
	picked := chosen(list, o.Pilots)
	for _, a := range picked {
		pilots[a] = true
	}
	year := p.EntryYear + 1
	for _, a := range list {
		entry, given := g.entrySheet(a, p)
		r := g.application(a, p, entry.ID)
		if a.plight == noSheet {
			delete(r.Doc, "entry_assessment")
		} else if !yield(entry) {
			return false
		}
		if pilots[a] {
			r.Doc["province_decision"] = store.Doc{"no": "1/QĐ-TỈNH-MẪU", "on": date(year, 10, 29), "result": "chosen", "note": "Quyết định hư cấu"}
			r.Doc["ministry_sent_on"] = date(year, 11, 10)
		}
		if !yield(r) {
			return false
		}
		if !pilots[a] {
			continue
		}
		for _, r := range g.pilotRecords(a, o, entry.ID, given) {
			if !yield(r) {
				return false
			}
		}
	}
	for _, r := range g.events(picked, o, g.province(picked)) {
		if !yield(r) {
			return false
		}
	}
	return true
}

// province returns the id of the province that the first of them lies in, "" for
// none.
func (g *Generator) province(list []*applicant) string {
	if len(list) == 0 {
		return ""
	}
	u, _ := g.units.Ancestor(list[0].reporting, unit.LevelProvince)
	return u.ID
}
