package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/scheme"
)

// Ops that come for a period whose report is finalised (sync protocol, What is
// a conflict: held for approval; the published report never changes silently).
//
// A finalised report names in `records` the revisions that it was made of: by
// record id the hashes, of an automatic merge each head, with a space between.
// An op of another device than the report's, for a record of that period and
// unit, is late unless a revision so named stands on it or is it. The province's
// own ops never are. That hangs on the set of ops alone, so a report must name
// every record of its period and unit that its maker held, drafts too:
// [Desk.RecordsOf] lists them.

// lateKinds are the records that reports are made of, with the field that dates them.
var lateKinds = map[store.Kind]string{
	store.Assessment: "period", store.Annual: "year", store.Visit: "on", store.Consultation: "on", store.Support: "on",
	store.Event: "on", store.Followup: "on", store.Obstacle: "raised_on",
}

// closing is what one finalised report closed.
type closing struct {
	id, unit, dev string
	title         string
	from, to      string // civil dates, both in it
	listed        map[string][]store.Hash
}

// dayOf returns the civil date by which a record belongs to a period, "" if it
// has none.
func dayOf(k store.Kind, d store.Doc) string {
	switch field := lateKinds[k]; field {
	case "":
		return ""
	case "period":
		day, err := scheme.LastDay(d.Text(field))
		if err != nil {
			return ""
		}
		return day
	case "year":
		if y, ok := d.Int(field); ok {
			return fmt.Sprintf("%04d-12-31", y)
		}
		return ""
	default:
		return d.Text(field)
	}
}

// span returns the first and the last day of a period.
func span(period string) (from, to string, ok bool) {
	to, err := scheme.LastDay(period)
	if err != nil {
		return "", "", false
	}
	from = period[:4] + "-01-01"
	if strings.HasSuffix(period, "-H2") {
		from = period[:4] + "-07-01"
	}
	return from, to, true
}

func (c *closing) holds(day string) bool { return day != "" && c.from <= day && day <= c.to }

// closings returns what finalised reports have closed, as of now.
func (w *work) closings() ([]closing, error) {
	if w.closed != nil {
		return *w.closed, nil
	}
	ids := map[string]bool{}
	err := w.tx.Records(store.Query{Kind: store.Report, Where: []store.Cond{{Field: "status", Value: string(store.Final)}}}, func(r *store.Record) error {
		ids[r.ID] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	for k := range w.entries {
		if k.kind == store.Report {
			ids[k.id] = true
		}
	}
	list := []closing{}
	for _, id := range sortedKeys(ids) {
		c, err := w.closingOf(id)
		if err != nil {
			return nil, err
		}
		if c != nil {
			list = append(list, *c)
		}
	}
	w.closed = &list
	return list, nil
}

// closingOf reads what a report closes; nil if it is not finalised.
func (w *work) closingOf(id string) (*closing, error) {
	r, err := w.record(store.Report, id)
	if err != nil || r == nil || r.State != store.Final {
		return nil, err
	}
	from, to, ok := span(r.Doc.Text("period"))
	if !ok {
		return nil, nil
	}
	e, err := w.entry(store.Report, id)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	c := &closing{
		id: id, unit: r.Doc.Text("unit"), from: from, to: to, listed: map[string][]store.Hash{},
		title: fmt.Sprintf("báo cáo %s kỳ %s", r.Doc.Text("template"), r.Doc.Text("period")),
	}
	final := oplog.Fold(oplog.RulesOf(store.Report), e.counted()).FinalRev
	for _, o := range e.ops {
		if o.Hash == final {
			c.dev = o.Dev
		}
	}
	for id, v := range r.Doc.Sub("records") {
		text, _ := v.(string)
		for word := range strings.FieldsSeq(text) {
			if h, err := store.ParseHash(word); err == nil {
				c.listed[id] = append(c.listed[id], h)
			}
		}
	}
	return c, nil
}

// late says of which report an op comes too late for its period, "" for none.
func (w *work) late(o *store.LoggedOp, prior store.Doc, homes []home) (string, error) {
	if o.Own || lateKinds[o.Typ] == "" {
		return "", nil
	}
	closed, err := w.closings()
	if err != nil || len(closed) == 0 {
		return "", err
	}
	if office, err := w.ofProvince(o.Dev); err != nil || office {
		return "", err
	}
	after := prior.Clone()
	if after == nil || whole(o.Kind) {
		after = store.Doc{}
	}
	after.Apply(fieldsOnly(o.Set))
	for i := range closed {
		c := &closed[i]
		if c.dev == o.Dev || !c.holds(dayOf(o.Typ, prior)) && !c.holds(dayOf(o.Typ, after)) {
			continue
		}
		in, err := w.inUnit(c.unit, homes)
		if err != nil {
			return "", err
		}
		if !in {
			continue
		}
		named, err := w.named(c, o)
		if err != nil {
			return "", err
		}
		if !named {
			return "đến sau khi " + c.title + " đã chốt; chờ người có thẩm quyền nhận hoặc từ chối", nil
		}
	}
	return "", nil
}

// inUnit reports whether a record at one of homes is of a unit: its cooperative
// is, or has been, of it or of one below.
func (w *work) inUnit(unit string, homes []home) (bool, error) {
	for _, at := range homes {
		units := []string{at.unit}
		if at.coop != "" {
			var err error
			if units, err = w.unitsOf(at.coop); err != nil {
				return false, err
			}
		}
		for _, u := range units {
			if u != "" && (u == unit || w.cat.units.Under(u, unit)) {
				return true, nil
			}
		}
	}
	return false, nil
}

// named reports whether a revision that c lists is o, or stands on it as far as
// the ops that are held tell, whether they count or not.
func (w *work) named(c *closing, o *store.LoggedOp) (bool, error) {
	todo := slices.Clone(c.listed[o.Ent])
	if len(todo) == 0 || slices.Contains(todo, o.Hash) {
		return len(todo) > 0, nil
	}
	e, err := w.entry(o.Typ, o.Ent)
	if err != nil {
		return false, err
	}
	if err := w.load(e); err != nil {
		return false, err
	}
	by := make(map[store.Hash]*store.LoggedOp, len(e.ops))
	for _, x := range e.ops {
		by[x.Hash] = x
	}
	seen := map[store.Hash]bool{}
	for len(todo) > 0 {
		h := todo[0]
		todo = todo[1:]
		x := by[h]
		if x == nil || seen[h] {
			continue
		}
		seen[h] = true
		if slices.Contains(x.Base, o.Hash) {
			return true, nil
		}
		todo = append(todo, x.Base...)
	}
	return false, nil
}

// noteReport remembers that what a report closes may differ.
func (w *work) noteReport(e *entry) {
	if e.kind == store.Report {
		w.reports, w.closed = append(w.reports, e), nil
	}
}

// noteLate remembers to decide a record anew where an op came of which a report
// may say that it was made of what was late before, or whose cooperative moved
// into a unit that is closed.
func (w *work) noteLate(e *entry, o *store.LoggedOp) error {
	moved := e.kind == store.Cooperative && len(o.Base) > 0 && o.Set.Text("reporting_unit") != ""
	if !moved && lateKinds[e.kind] == "" {
		return nil
	}
	closed, err := w.closings()
	if err != nil {
		return err
	}
	for i := range closed {
		if moved || len(closed[i].listed[e.id]) > 0 {
			w.behind = append(w.behind, e.key)
			return nil
		}
	}
	return nil
}

// settleLate decides anew what finalised reports may say otherwise now.
func (w *work) settleLate() error {
	if len(w.reports) == 0 && len(w.behind) == 0 {
		return nil
	}
	keys, changed := w.behind, len(w.reports) > 0
	w.reports, w.behind = nil, nil
	if changed {
		ops, err := w.tx.WithVerdict(store.Late)
		if err != nil {
			return err
		}
		for i := range ops {
			keys = append(keys, key{ops[i].Typ, ops[i].Ent})
		}
		closed, err := w.closings()
		if err != nil {
			return err
		}
		for i := range closed {
			err := w.closedRecords(&closed[i], func(r *store.Record) {
				if !slices.Equal(sortedHashes(closed[i].listed[r.ID]), r.Heads) {
					keys = append(keys, key{r.Kind, r.ID})
				}
			})
			if err != nil {
				return err
			}
		}
		moved, err := w.moved(closed)
		if err != nil {
			return err
		}
		keys = append(keys, moved...)
	}
	if len(keys) == 0 {
		return nil
	}
	return w.decideAround(keys)
}

// closedRecords calls f for each record of the period and unit of c, by kind
// and id.
func (w *work) closedRecords(c *closing, f func(r *store.Record)) error {
	for _, k := range store.Kinds() {
		if lateKinds[k] == "" {
			continue
		}
		var ids []string
		var err error
		if k == store.Assessment { // plain columns: there are many
			err = w.tx.Scores("", func(row *store.ScoreRow) error {
				if c.holds(dayOf(k, store.Doc{"period": row.Period})) {
					ids = append(ids, row.ID)
				}
				return nil
			})
		} else {
			err = w.tx.Records(store.Query{Kind: k}, func(r *store.Record) error {
				if c.holds(dayOf(k, r.Doc)) {
					ids = append(ids, r.ID)
				}
				return nil
			})
		}
		if err != nil {
			return err
		}
		slices.Sort(ids)
		for _, id := range ids {
			r, err := w.record(k, id)
			if err != nil {
				return err
			}
			if r == nil {
				continue
			}
			in, err := w.inUnit(c.unit, []home{homeOf(&store.LoggedOp{Op: store.Op{Typ: k, Ent: id}}, r.Doc.Text)})
			if err != nil {
				return err
			}
			if in {
				f(r)
			}
		}
	}
	return nil
}

// RecordsOf returns what a report of a period and unit is made of: every record
// of it that is held, drafts too, with its heads. It is the value of a report's
// `records`. Invalid for a period that is none.
func (d *Desk) RecordsOf(ctx context.Context, period, unit string) (store.Doc, error) {
	out := store.Doc{}
	from, to, ok := span(period)
	if !ok {
		_, err := scheme.LastDay(period)
		return nil, err
	}
	err := d.view(ctx, func(w *work) error {
		return w.closedRecords(&closing{unit: unit, from: from, to: to}, func(r *store.Record) {
			out[r.ID] = strings.Join(hexes(r.Heads), " ")
		})
	})
	return out, err
}
