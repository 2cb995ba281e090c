package desk

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strings"
	gosync "sync"

	"coopfield/store"
	"coopfield/store/scheme"
)

// flush saves what the ops of this transaction changed: records, summaries and
// cases. It may be called several times; nothing is left dirty.
func (w *work) flush() error {
	if err := w.settle(); err != nil {
		return err
	}
	if err := w.spread(); err != nil {
		return err
	}
	if err := w.summarise(); err != nil {
		return err
	}
	keys, err := w.save()
	if err != nil {
		return err
	}
	return w.duplicates(keys)
}

// settle folds what is stale.
func (w *work) settle() error {
	for _, e := range w.touched {
		if _, err := w.view(e); err != nil {
			return err
		}
	}
	return nil
}

// spread carries a cooperative's unit and type to its records, whose lists,
// permissions and exclusions hang on them.
func (w *work) spread() error {
	for _, e := range slices.Clone(w.touched) {
		if e.kind != store.Cooperative || e.was == nil {
			continue
		}
		now := store.Doc{}
		if e.rec != nil {
			now = e.rec.Doc
		}
		if now["reporting_unit"] == e.was.Doc["reporting_unit"] && now["type"] == e.was.Doc["type"] {
			continue
		}
		keys, err := w.recordsOf(e.id)
		if err != nil {
			return err
		}
		for _, k := range keys {
			other, err := w.entry(k.kind, k.id)
			if err != nil {
				return err
			}
			if other.rec != nil {
				w.touch(other)
			}
		}
	}
	return nil
}

// recordsOf lists the records that name a cooperative in any op, itself first.
func (w *work) recordsOf(coop string) ([]key, error) {
	ops, err := w.tx.OpsOfCoop(coop)
	if err != nil {
		return nil, err
	}
	keys := []key{{store.Cooperative, coop}}
	seen := map[key]bool{keys[0]: true}
	for i := range ops {
		if k := (key{ops[i].Typ, ops[i].Ent}); !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	return keys, nil
}

// unitOf returns the reporting unit of a record's cooperative, or the unit of
// a record that has none.
func (w *work) unitOf(r *store.Record) (string, error) {
	if r.Kind == store.Cooperative {
		return r.Doc.Text("reporting_unit"), nil
	}
	coop := r.Doc.Text("cooperative")
	if coop == "" {
		return r.Doc.Text("unit"), nil
	}
	c, err := w.record(store.Cooperative, coop)
	if err != nil || c == nil {
		return "", err
	}
	return c.Doc.Text("reporting_unit"), nil
}

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
	var wg gosync.WaitGroup
	for p := range parts {
		wg.Go(func() {
			for i := p; i < len(jobs); i += parts {
				j := jobs[i]
				j.r.Summary = summarise(j.s, j.r.Doc, j.coopType, j.prev)
			}
		})
	}
	wg.Wait()
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
	if r := first(annuals, func(d store.Doc) bool { y, _ := d.Int("year"); return y == year }); r != nil {
		facts = figures(s, r.Doc)
	}
	same := func(d store.Doc) bool {
		return d.Text("period") == before && d.Text("scheme") == s.ID && d.Text("occasion") == "annual"
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

// natural names a natural key of a kind.
type natural struct {
	kind store.Kind
	key  string
}

// naturalOf returns what r must be the only one of, "" for a void record.
func naturalOf(r *store.Record) string {
	if r == nil || r.State == store.Void {
		return ""
	}
	return store.NaturalKey(r.Kind, r.Doc)
}

// save writes the records that changed and their own cases, and returns the
// natural keys whose holders may have changed.
func (w *work) save() ([]natural, error) {
	var keys []natural
	alone := w.alone()
	for _, e := range w.touched {
		if err := w.clash(e); err != nil {
			return nil, err
		}
		old, now := naturalOf(e.was), naturalOf(e.rec)
		for _, n := range []string{old, now} {
			if n == "" {
				continue
			}
			_, doubled := w.open[duplicateID(e.kind, n)]
			if doubled || old != now && !(n == now && (e.unique || alone[e])) {
				keys = append(keys, natural{e.kind, n})
			}
		}
		if e.rec == nil {
			if e.was != nil {
				if err := w.tx.DropRecord(e.kind, e.id); err != nil {
					return nil, err
				}
			}
		} else {
			var err error
			if e.rec.Unit, err = w.unitOf(e.rec); err != nil {
				return nil, err
			}
			e.rec.Conflict = ""
			if e.clash != nil {
				e.rec.Conflict = e.clash.ID
			}
			if err := w.tx.SaveRecord(e.rec); err != nil {
				return nil, err
			}
		}
		e.was, e.dirty = e.rec, false
	}
	w.touched = nil
	slices.SortFunc(keys, func(a, b natural) int {
		return cmp.Or(strings.Compare(string(a.kind), string(b.kind)), strings.Compare(a.key, b.key))
	})
	return slices.Compact(keys), nil
}

// alone finds the new records of new cooperatives that no other record of this
// transaction shares its natural key with: none that is saved can.
func (w *work) alone() map[*entry]bool {
	holders := map[natural]*entry{}
	alone := map[*entry]bool{}
	for _, e := range w.touched {
		if e.was != nil || e.kind == store.Cooperative {
			continue
		}
		n := natural{e.kind, naturalOf(e.rec)}
		if n.key == "" || !w.newCoop(e.rec.Doc.Text("cooperative")) {
			continue
		}
		if other := holders[n]; other != nil {
			delete(alone, other)
			continue
		}
		holders[n], alone[e] = e, true
	}
	return alone
}

// clash opens, renews or closes the case of a record's own revisions.
func (w *work) clash(e *entry) error {
	if err := w.cases(); err != nil {
		return err
	}
	for _, k := range []store.CaseKind{store.CaseParallel, store.CasePutOnFinal} {
		id := caseID(k, string(e.kind), e.id)
		old, was := w.open[id]
		if e.clash != nil && e.clash.ID == id {
			if err := w.saveCase(*e.clash, old, was); err != nil {
				return err
			}
			continue
		}
		if was {
			if err := w.tx.DropCase(id); err != nil {
				return err
			}
			delete(w.open, id)
		}
	}
	return nil
}

func (w *work) saveCase(c, old store.Case, was bool) error {
	c.Opened = w.now
	if was {
		c.Opened = old.Opened
	} else {
		w.opened = append(w.opened, c)
	}
	w.open[c.ID] = c
	return w.tx.SaveCase(&c)
}

// cases reads the open cases.
func (w *work) cases() error {
	if w.open != nil {
		return nil
	}
	list, err := w.tx.Cases()
	if err != nil {
		return err
	}
	w.open = make(map[string]store.Case, len(list))
	for _, c := range list {
		w.open[c.ID] = c
	}
	return nil
}

// caseID names a case by its kind and members, so that every machine with the
// same ops gives it the same name.
func caseID(k store.CaseKind, members ...string) string {
	sum := sha256.Sum256([]byte(string(k) + "\n" + strings.Join(members, "\n")))
	return hex.EncodeToString(sum[:16])
}

func duplicateID(k store.Kind, natural string) string {
	return caseID(store.CaseDuplicate, string(k), natural)
}

// duplicates opens and closes the cases of records with one natural key.
func (w *work) duplicates(keys []natural) error {
	for _, n := range keys {
		ids, err := w.tx.Natural(n.kind, n.key)
		if err != nil {
			return err
		}
		c := store.Case{ID: duplicateID(n.kind, n.key), Kind: store.CaseDuplicate, Record: n.kind}
		var same []*store.Record
		for _, id := range ids {
			e, err := w.entry(n.kind, id)
			if err != nil {
				return err
			}
			if naturalOf(e.rec) != n.key {
				continue
			}
			if len(ids) > 1 {
				kept, err := w.sameAs(e)
				if err != nil {
					return err
				}
				if kept != "" {
					continue // decided: the other one is the head
				}
			}
			same = append(same, e.rec)
			c.Records = append(c.Records, id)
			c.Heads = append(c.Heads, e.rec.Heads...)
		}
		old, was := w.open[c.ID]
		if len(same) > 1 {
			slices.SortFunc(c.Heads, compareHash)
			c.Fields = differing(same)
			if err := w.saveCase(c, old, was); err != nil {
				return err
			}
		} else if was {
			if err := w.tx.DropCase(c.ID); err != nil {
				return err
			}
			delete(w.open, c.ID)
		}
		for _, id := range append(slices.Clone(ids), old.Records...) {
			if err := w.mark(n.kind, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// mark writes which case a record stands in: its own revisions' before a
// duplicate's.
func (w *work) mark(k store.Kind, id string) error {
	e, err := w.entry(k, id)
	if err != nil || e.rec == nil {
		return err
	}
	want := ""
	if key := naturalOf(e.rec); key != "" {
		if c, ok := w.open[duplicateID(k, key)]; ok && slices.Contains(c.Records, id) {
			want = c.ID
		}
	}
	for _, own := range []store.CaseKind{store.CaseParallel, store.CasePutOnFinal} {
		if c, ok := w.open[caseID(own, string(k), id)]; ok {
			want = c.ID
		}
	}
	if e.rec.Conflict == want {
		return nil
	}
	e.rec.Conflict = want
	return w.tx.SaveRecord(e.rec)
}

// differing returns the paths on which records disagree, sorted.
func differing(records []*store.Record) []string {
	var paths []string
	for _, r := range records[1:] {
		store.Diff(records[0].Doc, r.Doc).Leaves(func(p store.Path, _ any) { paths = append(paths, p) })
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func compareHash(a, b store.Hash) int { return slices.Compare(a[:], b[:]) }
