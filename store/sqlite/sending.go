package sqlite

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"coopfield/store"
)

// Lines calls f for the own ops of (dev, ep) with from ≤ seq ≤ to in order of
// seq, then hash; to 0 has no end. Their sets are not decoded: sealing a season
// hands the lines on as they are.
func (t *tx) Lines(dev string, ep, from, to int64, f func(*store.LoggedOp) error) error {
	const doing = "reading lines of the log"
	where, args := "WHERE o.own = 1 AND o.dev = ? AND o.ep = ? AND o.seq >= ? ORDER BY o.seq, o.hash", []any{dev, ep, from}
	if to != 0 {
		where, args = "WHERE o.own = 1 AND o.dev = ? AND o.ep = ? AND o.seq BETWEEN ? AND ? ORDER BY o.seq, o.hash", append(args, to)
	}
	return list(t, doing, selectOp+where, args, scanOp, func(row *opRow) error {
		o, err := t.openLine(row)
		if err != nil {
			return err
		}
		return f(o)
	})
}

// coopOf is, in a query over op o, the cooperative that its record's view
// names, "" if none. It has a branch for each kind that names one.
var coopOf = coopColumn()

func coopColumn() string {
	var b strings.Builder
	b.WriteString("coalesce(CASE o.typ WHEN 'cooperative' THEN o.ent")
	for _, kind := range store.Kinds() {
		if t := tables[kind]; t != nil && slices.Contains(t.columns, "cooperative") {
			b.WriteString(" WHEN '" + string(kind) + "' THEN (SELECT cooperative FROM " + string(kind) + " WHERE id = o.ent)")
		}
	}
	b.WriteString(" END, '')")
	return b.String()
}

// Sending sums the own ops of (dev, ep) with from ≤ seq ≤ to, without those on
// a fork's other branch, by kind and cooperative. It reads plain columns only.
func (t *tx) Sending(dev string, ep, from, to int64, f func(*store.Sending) error) error {
	const doing = "summing what is to be sent"
	query := "SELECT o.typ, " + coopOf + ` AS coop, count(*), sum(length(o.line) + 1) FROM op o LEFT JOIN op_verdict x ON x.hash = o.hash
  WHERE o.own = 1 AND o.dev = ? AND o.ep = ? AND o.seq BETWEEN ? AND ? AND coalesce(x.verdict, '') <> ? GROUP BY o.typ, coop`
	return list(t, doing, query, []any{dev, ep, from, to, string(store.OnFork)}, func(scan func(...any) error) (*store.Sending, error) {
		s, kind := &store.Sending{}, ""
		err := scan(&kind, &s.Coop, &s.Ops, &s.Bytes)
		s.Kind = store.Kind(kind)
		return s, err
	}, f)
}

// MarkSealed marks the records with own ops of (dev, ep) in from ≤ seq ≤ to of
// which every own op is within through, the last seq by epoch that is in an
// exported bundle. Ops on the other branch of a fork are not asked.
func (t *tx) MarkSealed(dev string, ep, from, to int64, through map[int64]int64) error {
	return t.mark(dev, ep, from, to, "sealed", through)
}

// MarkGot marks those of which every own op is within through, the last seq by
// epoch that the province has a receipt for.
func (t *tx) MarkGot(dev string, ep, from, to int64, through map[int64]int64) error {
	return t.mark(dev, ep, from, to, "got", through)
}

// mark sets a mark of the records that have no own op beyond through.
func (t *tx) mark(dev string, ep, from, to int64, column string, through map[int64]int64) error {
	const doing = "marking what has left"
	const these = "FROM op WHERE own = 1 AND dev = ?1 AND ep = ?2 AND seq BETWEEN ?3 AND ?4"
	var kinds []store.Kind
	err := t.each(doing, "SELECT DISTINCT typ "+these, []any{dev, ep, from, to}, func(scan func(...any) error) error {
		var kind string
		err := scan(&kind)
		kinds = append(kinds, store.Kind(kind))
		return fault(doing, err)
	})
	if err != nil {
		return err
	}
	beyond := beyondOf(through)
	for _, kind := range kinds {
		tab := tables[kind]
		if tab == nil {
			continue // of a newer program: kept, not understood
		}
		_, err := t.exec(doing, "UPDATE "+tab.name+" SET "+column+" = 1 WHERE "+column+" = 0 AND id IN (SELECT ent "+these+
			" AND typ = ?5) AND NOT EXISTS (SELECT 1 FROM op p WHERE p.typ = ?5 AND p.ent = "+tab.name+".id AND p.own = 1 AND "+beyond+
			" AND NOT EXISTS (SELECT 1 FROM op_verdict x WHERE x.hash = p.hash AND x.verdict = ?6))",
			dev, ep, from, to, string(kind), string(store.OnFork))
		if err != nil {
			return err
		}
	}
	return nil
}

// beyondOf is the condition that op p is beyond the last seq of its epoch.
func beyondOf(through map[int64]int64) string {
	var b strings.Builder
	b.WriteString("p.seq > CASE p.ep")
	for _, ep := range slices.Sorted(maps.Keys(through)) {
		fmt.Fprintf(&b, " WHEN %d THEN %d", ep, through[ep])
	}
	if len(through) == 0 {
		b.WriteString(" WHEN 0 THEN 0")
	}
	b.WriteString(" ELSE 0 END")
	return b.String()
}

// epochs jumps from one epoch to the next in the index of places.
const epochs = `WITH RECURSIVE e(ep) AS (SELECT min(ep) FROM op WHERE dev = ?1
    UNION ALL SELECT (SELECT min(ep) FROM op WHERE dev = ?1 AND ep > e.ep) FROM e WHERE e.ep IS NOT NULL)
  SELECT ep FROM e WHERE ep IS NOT NULL`

// Epochs returns the epochs of dev of which ops are held, rising.
func (t *tx) Epochs(dev string) ([]int64, error) {
	const doing = "listing epochs"
	var out []int64
	err := t.each(doing, epochs, []any{dev}, func(scan func(...any) error) error {
		var ep int64
		err := scan(&ep)
		out = append(out, ep)
		return fault(doing, err)
	})
	return out, err
}
