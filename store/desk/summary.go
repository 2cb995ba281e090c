package desk

import (
	"fmt"
	"runtime"

	"coopfield/store"
	"coopfield/store/scheme"
)

// summarise computes what lists show of assessments: of those that changed,
// and of the next year's where the facts of the year before may have.
func (w *work) summarise() error {
	years := map[string]map[int64]bool{} // cooperative → years whose facts changed
	for _, e := range w.touched {
		for _, r := range []*store.Record{e.was, e.rec} {
			if r == nil {
				continue
			}
			y := int64(0)
			switch e.kind {
			case store.Annual:
				y, _ = r.Doc.Int("year")
			case store.Assessment:
				y = yearOf(r.Doc.Text("period"))
			}
			if y == 0 {
				continue
			}
			coop := r.Doc.Text("cooperative")
			if years[coop] == nil {
				years[coop] = map[int64]bool{}
			}
			years[coop][y] = true
		}
	}
	if len(years) == 0 {
		return nil
	}
	past := w.past()
	for coop, ys := range years {
		rows, err := past.scores(coop)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if !ys[yearOf(row.Period)-1] {
				continue
			}
			e, err := w.entry(store.Assessment, row.ID)
			if err != nil {
				return err
			}
			if e.rec != nil {
				w.touch(e)
			}
		}
	}
	var jobs []scoring
	for _, e := range w.touched {
		if e.kind != store.Assessment || e.rec == nil {
			continue
		}
		j, ok, err := w.scoring(e.rec, past)
		if err != nil {
			return err
		}
		if ok {
			jobs = append(jobs, j)
		}
	}
	scoreAll(jobs)
	return nil
}

// scoring is one summary to be computed.
type scoring struct {
	r        *store.Record
	s        *scheme.Scheme
	coopType string
	prev     map[string]int64
}

// scoring collects what r's summary hangs on; false if its scheme is not held:
// then its op waits, or nothing counts while it is in conflict.
func (w *work) scoring(r *store.Record, past *past) (scoring, bool, error) {
	r.Summary = store.Summary{}
	s, err := w.cat.schemeOf(r.Doc)
	if err != nil {
		return scoring{}, false, nil
	}
	j := scoring{r: r, s: s}
	coop, err := w.record(store.Cooperative, r.Doc.Text("cooperative"))
	if err != nil {
		return j, false, err
	}
	if coop != nil {
		j.coopType = coop.Doc.Text("type")
	}
	if w.cat.usesPrev[s] {
		if j.prev, err = past.facts(s, r.Doc); err != nil {
			return j, false, err
		}
	}
	return j, true, nil
}

// scoreAll computes summaries on all processors; records and schemes are only
// read meanwhile, and each job writes its own record.
func scoreAll(jobs []scoring) {
	const worth = 64
	parts := runtime.GOMAXPROCS(0)
	if len(jobs) < worth {
		parts = 1
	}
	store.Beside(parts, func(p int) {
		for i := p; i < len(jobs); i += parts {
			j := jobs[i]
			j.r.Summary = summarise(j.s, j.r.Doc, j.coopType, j.prev)
		}
	})
}

// past finds the facts of the year before: the yearly figures, and over them
// the facts of the annual sheet of the same scheme. Of several such sheets the
// one with the smallest id counts, void ones never.
type past struct {
	w    *work
	rows map[string][]store.ScoreRow // by cooperative, as saved
}

func (w *work) past() *past { return &past{w: w, rows: map[string][]store.ScoreRow{}} }

func (p *past) scores(coop string) ([]store.ScoreRow, error) {
	if rows, ok := p.rows[coop]; ok {
		return rows, nil
	}
	if p.w.newCoop(coop) {
		return nil, nil
	}
	var rows []store.ScoreRow
	err := p.w.tx.Scores(coop, func(r *store.ScoreRow) error { rows = append(rows, *r); return nil })
	p.rows[coop] = rows
	return rows, err
}

// facts returns the facts of the year before an assessment, nil if none are known.
func (p *past) facts(s *scheme.Scheme, d store.Doc) (map[string]int64, error) {
	coop, before := d.Text("cooperative"), yearBefore(d.Text("period"))
	if before == "" {
		return nil, nil
	}
	year := yearOf(before)
	annuals, sheets := map[string]*store.Record{}, map[string]*store.Record{}
	var ids []string
	var err error
	if !p.w.newCoop(coop) {
		ids, err = p.w.tx.Natural(store.Annual, fmt.Sprintf("%s|%d", coop, year))
	}
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if annuals[id], err = p.w.record(store.Annual, id); err != nil {
			return nil, err
		}
	}
	rows, err := p.scores(coop)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.Period != before || row.Scheme != s.ID || row.Occasion != "annual" {
			continue
		}
		if sheets[row.ID], err = p.w.record(store.Assessment, row.ID); err != nil {
			return nil, err
		}
	}
	for _, e := range p.w.near[coop] { // not saved yet
		switch {
		case e.rec == nil:
		case e.kind == store.Annual:
			annuals[e.id] = e.rec
		default:
			sheets[e.id] = e.rec
		}
	}
	var facts map[string]int64
	if r := first(annuals, func(d store.Doc) bool { y, _ := d.Int("year"); return y == year && d.Text("cooperative") == coop }); r != nil {
		facts = figures(s, r.Doc)
	}
	same := func(d store.Doc) bool {
		return d.Text("period") == before && d.Text("scheme") == s.ID && d.Text("occasion") == "annual" && d.Text("cooperative") == coop
	}
	if r := first(sheets, same); r != nil {
		own := s.Known(ints(r.Doc.Sub("facts")))
		if facts == nil {
			return own, nil
		}
		for id, n := range own {
			facts[id] = n
		}
	}
	return facts, nil
}

// newCoop reports that a cooperative came in this transaction, so that nothing
// about it is saved yet.
func (w *work) newCoop(coop string) bool {
	e := w.entries[key{store.Cooperative, coop}]
	return e != nil && e.was == nil && !e.loaded
}

// first returns the record with the smallest id that fits and is not void.
func first(records map[string]*store.Record, fits func(store.Doc) bool) *store.Record {
	var found *store.Record
	for id, r := range records {
		if r != nil && r.State != store.Void && fits(r.Doc) && (found == nil || id < found.ID) {
			found = r
		}
	}
	return found
}
