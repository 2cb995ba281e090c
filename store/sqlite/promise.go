package sqlite

import (
	"context"
	"slices"
	"strings"

	"coopfield/store"
)

// followed reports whether saving a record of a kind can change where a promise
// stands: what holds promises, what follows them, and where that was recorded.
func followed(k store.Kind) bool {
	return k == store.Visit || k == store.Consultation || k == store.Plan || k == store.Followup
}

// following runs f, which writes or drops a record, and then sums up anew the
// promises whose followups f may have changed: those that the record followed
// before or follows now, or that were followed at it.
func (t *tx) following(k store.Kind, id string, f func() error) error {
	about, err := t.aboutOf(k, id)
	if err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	if k == store.Followup {
		now, err := t.aboutOf(k, id)
		if err != nil {
			return err
		}
		about = append(about, now...)
		slices.Sort(about)
	}
	for _, record := range slices.Compact(about) {
		if err := t.standAnew(record); err != nil {
			return err
		}
	}
	return nil
}

// aboutOf returns the records that a followup is about, or that the followups
// recorded at a visit or consultation are.
func (t *tx) aboutOf(k store.Kind, id string) ([]string, error) {
	where := ""
	switch k {
	case store.Followup:
		where = "id = ?"
	case store.Visit:
		where = "visit <> '' AND visit = ?"
	case store.Consultation:
		where = "consultation <> '' AND consultation = ?"
	default:
		return nil, nil
	}
	const doing = "reading what was followed"
	var out []string
	err := t.each(doing, "SELECT DISTINCT about_record FROM followup WHERE "+where, []any{id}, func(scan func(...any) error) error {
		var record string
		err := scan(&record)
		out = append(out, record)
		return fault(doing, err)
	})
	return out, err
}

// promise writes the rows of what r asks for anew.
func (t *tx) promise(r *store.Record) error {
	if r.Kind == store.Followup {
		return nil
	}
	if err := t.forgetPromises(r.Kind, r.ID); err != nil || !store.Given(r) {
		return err
	}
	items := store.Promises(r.Kind, r.Doc)
	if len(items) == 0 {
		return nil
	}
	lines, err := t.followLines(r.ID)
	if err != nil {
		return err
	}
	for _, id := range sortedItems(items) {
		due := store.PromiseDue(r.Kind, items.Sub(id))
		s := store.Stand(due, append(store.PromiseSaid(r.Kind, items.Sub(id)), lines[id]...))
		_, err := t.exec("saving a promise", `INSERT INTO promise (kind, record, item, cooperative, unit, given, first_due, due, outcome, open, disputed)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, string(r.Kind), r.ID, id, plain(r.Doc, "cooperative"), r.Unit, plain(r.Doc, "on"), due,
			s.Due, s.State, s.Open, s.Disputed)
		if err != nil {
			return err
		}
	}
	return nil
}

func sortedItems(d store.Doc) []string {
	out := make([]string, 0, len(d))
	for id, v := range d {
		if _, ok := v.(store.Doc); ok {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (t *tx) forgetPromises(k store.Kind, id string) error {
	_, err := t.exec("forgetting promises", "DELETE FROM promise WHERE kind = ? AND record = ?", string(k), id)
	return err
}

// standAnew writes where the promises of a record stand after its followups.
func (t *tx) standAnew(record string) error {
	const doing = "reading promises"
	type row struct{ kind, item, due string }
	var rows []row
	err := t.each(doing, "SELECT kind, item, first_due FROM promise WHERE record = ?", []any{record}, func(scan func(...any) error) error {
		var r row
		err := scan(&r.kind, &r.item, &r.due)
		rows = append(rows, r)
		return fault(doing, err)
	})
	if err != nil || len(rows) == 0 {
		return err
	}
	lines, err := t.followLines(record)
	if err != nil {
		return err
	}
	items := store.Doc{} // of a kind that says itself how far its items are
	if rows[0].kind == string(store.Plan) {
		r, err := t.Record(store.Plan, record)
		if err != nil {
			return err
		}
		items = store.Promises(r.Kind, r.Doc)
	}
	for _, r := range rows {
		s := store.Stand(r.due, append(store.PromiseSaid(store.Kind(r.kind), items.Sub(r.item)), lines[r.item]...))
		_, err := t.exec("saving a promise", "UPDATE promise SET due = ?, outcome = ?, open = ?, disputed = ? WHERE kind = ? AND record = ? AND item = ?",
			s.Due, s.State, s.Open, s.Disputed, r.kind, record, r.item)
		if err != nil {
			return err
		}
	}
	return nil
}

// followLines returns what the followups of a record say, by item. One that was
// recorded at a visit or consultation which was voided says nothing.
func (t *tx) followLines(record string) (map[string][]store.FollowLine, error) {
	const doing = "reading followups"
	lines := map[string][]store.FollowLine{}
	const query = `SELECT f.about_item, f.on_date, f.outcome, f.due FROM followup f
  LEFT JOIN visit v ON f.visit <> '' AND v.id = f.visit LEFT JOIN consultation c ON f.consultation <> '' AND c.id = f.consultation
  WHERE f.about_record = ? AND coalesce(v.state, '') <> 'void' AND coalesce(c.state, '') <> 'void'`
	err := t.each(doing, query, []any{record}, func(scan func(...any) error) error {
		var item string
		var l store.FollowLine
		err := scan(&item, &l.On, &l.State, &l.Due)
		lines[item] = append(lines[item], l)
		return fault(doing, err)
	})
	return lines, err
}

// promiseAll writes the promises of every record that is there: once, when a
// store gets the table.
func (db *DB) promiseAll(ctx context.Context, c *conn) error {
	t := &tx{ctx: ctx, db: db, c: c, write: true}
	for _, k := range []store.Kind{store.Visit, store.Consultation, store.Plan} {
		if err := t.Records(store.Query{Kind: k}, t.promise); err != nil {
			return err
		}
	}
	return nil
}

// promiseWhere returns the conditions of q.
func promiseWhere(q store.PromiseQuery) (where string, args []any) {
	conds := []string{"TRUE"}
	in := func(column string, not bool, values []string) {
		if len(values) == 0 {
			return
		}
		word := " IN (?"
		if not {
			word = " NOT IN (?"
		}
		conds = append(conds, column+word+strings.Repeat(", ?", len(values)-1)+")")
		for _, v := range values {
			args = append(args, v)
		}
	}
	kinds := make([]string, 0, len(q.Kinds))
	for _, k := range q.Kinds {
		kinds = append(kinds, string(k))
	}
	if q.Open {
		conds = append(conds, "open = 1") // as the indexes say it
	}
	in("kind", false, kinds)
	in("record", false, q.Records)
	in("cooperative", false, q.Cooperatives)
	if q.Unit != "" {
		conds, args = append(conds, "unit = ?"), append(args, q.Unit)
	}
	if q.Before != "" {
		conds, args = append(conds, "due > '' AND due < ?"), append(args, q.Before)
	}
	in("record", true, q.Without)
	return strings.Join(conds, " AND "), args
}

// Promises calls f for each promise that q selects, by due date, those without
// one last.
func (t *tx) Promises(q store.PromiseQuery, f func(*store.Promise) error) error {
	where, args := promiseWhere(q)
	query := `SELECT kind, record, item, cooperative, unit, given, first_due, due, outcome, open, disputed FROM promise
  WHERE ` + where + ` ORDER BY due = '', due, kind, record, item`
	if q.Before != "" {
		query = strings.Replace(query, "due = '', due", "due", 1) // all have one: the index gives the order
	}
	if q.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, q.Limit)
	}
	return list(t, "reading promises", query, args, func(scan func(...any) error) (*store.Promise, error) {
		p, kind := &store.Promise{}, ""
		err := scan(&kind, &p.Record, &p.Item, &p.Cooperative, &p.Unit, &p.Given, &p.FirstDue, &p.Due, &p.State, &p.Open, &p.Disputed)
		p.Kind = store.Kind(kind)
		return p, err
	}, f)
}

// CountPromises counts what q selects and what of it is due before a date.
func (t *tx) CountPromises(q store.PromiseQuery, before string) (n, overdue int, err error) {
	where, args := promiseWhere(q)
	query := "SELECT count(*), coalesce(sum(due > '' AND due < ?), 0) FROM promise WHERE " + where
	_, err = t.row("counting promises", query, append([]any{before}, args...), &n, &overdue)
	return n, overdue, err
}

// Appointments calls f for the next meetings from a date on.
func (t *tx) Appointments(from string, f func(*store.AppointmentRow) error) error {
	const query = `SELECT id, cooperative, unit, next_on FROM consultation c WHERE next_on <> '' AND next_on >= ? AND state <> 'void'
  AND NOT EXISTS (SELECT 1 FROM consultation d WHERE d.cooperative = c.cooperative AND d.state <> 'void' AND d.id <> c.id AND d.on_date > c.on_date)
  ORDER BY next_on, id`
	return list(t, "reading appointments", query, []any{from}, func(scan func(...any) error) (*store.AppointmentRow, error) {
		a := &store.AppointmentRow{}
		return a, scan(&a.Consultation, &a.Cooperative, &a.Unit, &a.NextOn)
	}, f)
}
