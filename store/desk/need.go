package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"coopfield/store"
	"coopfield/store/programme"
)

// Needs returns the needs of funding of a programme by year, source and unit
// (Kế hoạch 1185/KH-UBND, VII.1.b): planned and spent as its plans say, and
// approved, disbursed and repaid as the supports say that were given to
// cooperatives with a plan, under that plan or none. Both stand side by side; a
// plan's money and the support that it became are never added. Errors: Invalid,
// detail "by" or "years"; NotFound or Usage, detail "programme"; those of a unit
// that is none.
func (d *Desk) Needs(ctx context.Context, q NeedQuery) (*Needs, error) {
	p, err := d.catalog().programmeNamed(q.Programme)
	if err != nil {
		return nil, err
	}
	switch {
	case q.By != ByReporting && q.By != ByDistrict && q.By != ByCommune:
		return nil, &store.Error{
			Code: store.Invalid, Detail: "by", Message: fmt.Sprintf("không cộng được theo %q", string(q.By)),
			Hint: "chọn district (huyện cũ), commune (xã, phường hiện nay), hoặc bỏ trống (đơn vị báo cáo)",
		}
	case q.From > 0 && q.To > 0 && q.From > q.To:
		return nil, &store.Error{
			Code: store.Invalid, Detail: "years", Message: fmt.Sprintf("năm đầu %d đứng sau năm cuối %d", q.From, q.To), Hint: "đổi chỗ hai năm",
		}
	}
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	var n *Needs
	err = d.view(ctx, func(w *work) (err error) {
		n, err = w.needs(p, q, newCoopsOf(w, reg))
		return err
	})
	return n, err
}

func (w *work) needs(p *programme.Programme, q NeedQuery, in *coopsOf) (*Needs, error) {
	unit, err := w.unitNamed(q.Unit)
	if err != nil {
		return nil, err
	}
	q.Unit = unit
	plans, err := w.plansOf(p)
	if err != nil {
		return nil, err
	}
	farming, err := w.farming(q.Agricultural)
	if err != nil {
		return nil, err
	}
	fits := func(coop string) bool {
		return (q.Unit == "" || in.covers(q.Unit, coop, "")) && (!q.Mine || in.mine(coop, "")) && (farming == nil || farming[in.kept(coop)])
	}
	sums := newSums(p, in, q)
	coops := map[string]bool{}
	for _, r := range plans {
		coop := r.Doc.Text("cooperative")
		if !fits(coop) {
			continue
		}
		coops[in.kept(coop)] = true
		for _, source := range sortedKeys(r.Doc.Sub("funding")) {
			for _, year := range sortedKeys(r.Doc.Sub(store.Path("funding." + source))) {
				m := r.Doc.Sub(store.Path("funding." + source + "." + year))
				planned, _ := m.Int("planned")
				spent, _ := m.Int("spent")
				sums.add(year, source, coop, Need{Planned: planned, Spent: spent})
			}
		}
	}
	err = w.supportsUnder(plans, in, func(l *LedgerLine) {
		if coops[l.Cooperative] {
			sums.addSupport(l)
		}
	})
	if err != nil {
		return nil, err
	}
	n := &Needs{Programme: p, Total: sums.total.need()}
	n.Rows = sums.list(sums.rows)
	n.ByYear, n.BySource, n.ByUnit = sums.list(sums.years), sums.list(sums.sources), sums.list(sums.units)
	return n, nil
}

// plansOf returns the plans of a programme, also those that are not approved
// yet: their money is asked for.
func (w *work) plansOf(p *programme.Programme) ([]*store.Record, error) {
	var out []*store.Record
	q, any, err := w.following(store.Query{Kind: store.Plan, Where: []store.Cond{{Field: "programme", Value: p.ID}}})
	if err != nil || !any {
		return nil, err
	}
	err = w.tx.Records(q, func(r *store.Record) error { out = append(out, r); return nil })
	return out, err
}

// farming returns the cooperatives that applied with an agricultural model of
// any programme (Kế hoạch 1185/KH-UBND, VII.2); nil if nobody asks.
func (w *work) farming(ask bool) (map[string]bool, error) {
	if !ask {
		return nil, nil
	}
	out := map[string]bool{}
	programmes := w.cat.programmes()
	q, any, err := w.following(store.Query{Kind: store.Registration})
	if err != nil || !any {
		return out, err
	}
	err = w.tx.Records(q, func(r *store.Record) error {
		if p := programmes[r.Doc.Text("programme")]; p != nil {
			if m, ok := p.Model(r.Doc.Text("model")); ok && m.Agricultural() {
				out[r.Doc.Text("cooperative")] = true
			}
		}
		return nil
	})
	return out, err
}

// sums adds up money by year, source and unit.
type sums struct {
	p        *programme.Programme
	in       *coopsOf
	q        NeedQuery
	today    string
	rows     map[needKey]*needSum
	years    map[needKey]*needSum
	sources  map[needKey]*needSum
	units    map[needKey]*needSum
	total    *needSum
	titles   map[string]string
	ordering map[string]int // of sources
}

type needKey struct{ year, source, unit string }

// needSum is one sum with the cooperatives behind it, so that each counts once.
type needSum struct {
	Need
	coops map[string]bool
}

func (s *needSum) need() Need {
	s.Pilots = len(s.coops)
	return s.Need
}

func newSums(p *programme.Programme, in *coopsOf, q NeedQuery) *sums {
	s := &sums{
		p: p, in: in, q: q, today: in.w.d.today(), rows: map[needKey]*needSum{}, years: map[needKey]*needSum{}, sources: map[needKey]*needSum{},
		units: map[needKey]*needSum{}, total: &needSum{coops: map[string]bool{}}, titles: map[string]string{}, ordering: map[string]int{},
	}
	held := in.w.cat.programmes()
	ids := sortedKeys(held)
	if p != nil {
		ids = append([]string{p.ID}, ids...)
	}
	for _, id := range ids {
		for _, f := range held[id].Funding {
			if _, known := s.titles[f.ID]; !known {
				s.titles[f.ID] = f.Title
				s.ordering[f.ID] = len(s.ordering) + 1
			}
		}
	}
	return s
}

// unitOf returns the unit that a cooperative's money is summed under.
func (s *sums) unitOf(coop string) string {
	e := s.in.row(coop)
	if e == nil {
		return ""
	}
	switch s.q.By {
	case ByDistrict:
		return s.in.places.districtOf(e)
	case ByCommune:
		return s.in.places.communeOf(e, s.today)
	}
	return e.ReportingUnit
}

func (s *sums) add(year, source, coop string, n Need) {
	if y, err := strconv.Atoi(year); s.q.From > 0 || s.q.To > 0 {
		if err != nil || s.q.From > 0 && y < s.q.From || s.q.To > 0 && y > s.q.To {
			return
		}
	}
	k := needKey{year, source, s.unitOf(coop)}
	for _, at := range []*needSum{
		s.at(s.rows, k), s.at(s.years, needKey{year: year}), s.at(s.sources, needKey{source: source}), s.at(s.units, needKey{unit: k.unit}), s.total,
	} {
		at.Planned += n.Planned
		at.Spent += n.Spent
		at.Approved += n.Approved
		at.Disbursed += n.Disbursed
		at.Repaid += n.Repaid
		at.Supports += n.Supports
		at.coops[s.in.kept(coop)] = true
	}
}

func (s *sums) at(m map[needKey]*needSum, k needKey) *needSum {
	if m[k] == nil {
		m[k] = &needSum{
			Need:  Need{Year: k.year, Source: k.source, Title: cmp.Or(s.titles[k.source], k.source), Unit: k.unit, UnitName: unitName(s.in.w.cat.units, k.unit)},
			coops: map[string]bool{},
		}
	}
	return m[k]
}

func (s *sums) addSupport(l *LedgerLine) {
	n := Need{Supports: 1}
	for to, from := range map[*int64]*int64{&n.Approved: l.Approved, &n.Disbursed: l.Disbursed, &n.Repaid: l.Repaid} {
		if from != nil {
			*to = *from
		}
	}
	s.add(yearPart(l.On), l.Source, l.Cooperative, n)
}

// list returns sums by year, source in the order of the programme, and unit;
// what has no year or source comes last.
func (s *sums) list(m map[needKey]*needSum) []Need {
	out := make([]Need, 0, len(m))
	for _, x := range m {
		out = append(out, x.need())
	}
	rank := func(source string) int {
		if n := s.ordering[source]; n > 0 {
			return n
		}
		return len(s.ordering) + 1
	}
	slices.SortFunc(out, func(a, b Need) int {
		return cmp.Or(boolFirst(a.Year != "", b.Year != ""), cmp.Compare(a.Year, b.Year), boolFirst(a.Source != "", b.Source != ""),
			cmp.Compare(rank(a.Source), rank(b.Source)), cmp.Compare(a.Source, b.Source), byName(a.UnitName, b.UnitName), cmp.Compare(a.Unit, b.Unit))
	})
	return out
}

// yearPart returns the year of a day, "" of none.
func yearPart(day string) string {
	if len(day) < 4 {
		return ""
	}
	return day[:4]
}
