package sqlite

import (
	"errors"
	"iter"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
)

const insertOp = `INSERT INTO op (hash, prev, dev, ep, seq, v, typ, ent, kind, own, line)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`

const insertCoop = "INSERT INTO op_coop (coop, typ, ent) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

// InsertOp appends o to the log with its verdict. It returns false and changes
// nothing if an op with this hash is held.
func (t *tx) InsertOp(o *store.LoggedOp) (bool, error) {
	if err := t.writing(); err != nil {
		return false, err
	}
	fresh, err := t.c.insert(t.db.vault, o, slices.Collect(coopsNamed(&o.Op)))
	if err != nil || !fresh || o.Verdict == store.Counted {
		return fresh, err
	}
	return true, t.SetVerdict(o.Hash, o.Verdict, o.Why)
}

// insert writes o, and which cooperatives its record names. It reports whether o
// was not held.
func (c *conn) insert(v vault, o *store.LoggedOp, coops []string) (bool, error) {
	const doing = "appending an op"
	line, err := v.seal("op", "line", o.Hash.String(), o.Line)
	if err != nil {
		return false, err
	}
	res, err := c.exec(insertOp, o.Hash[:], o.Prev[:], o.Dev, o.Ep, o.Seq, o.V, string(o.Typ), o.Ent, string(o.Kind), o.Own, line)
	if err != nil {
		return false, fault(doing, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return false, fault(doing, err)
	}
	for _, coop := range coops {
		if _, err := c.exec(insertCoop, coop, string(o.Typ), o.Ent); err != nil {
			return false, fault("noting a cooperative", err)
		}
	}
	return true, nil
}

// coopsNamed yields the cooperatives that o names, and of a file the record
// that it stands beside: it waits for that one.
func coopsNamed(o *store.Op) iter.Seq[string] {
	return func(yield func(string) bool) {
		if coop := o.Set.Text("cooperative"); coop != "" && !yield(coop) {
			return
		}
		for coop := range o.Set.Sub("cooperatives") {
			if !yield(coop) {
				return
			}
		}
		if record := o.Set.Text("owner.record"); o.Typ == store.Attachment && record != "" {
			yield(record)
		}
	}
}

const selectOp = `SELECT o.hash, o.prev, o.dev, o.ep, o.seq, o.v, o.typ, o.ent, o.kind, o.own, o.line,
  coalesce(x.verdict, ''), coalesce(x.why, x'') FROM op o LEFT JOIN op_verdict x ON x.hash = o.hash `

// opRow is a row of the log whose sealed values are not opened yet.
type opRow struct {
	o                     store.LoggedOp
	hash, prev, line, why []byte
	typ, kind, verdict    string
}

func scanOp(scan func(...any) error) (*opRow, error) {
	row := &opRow{}
	o := &row.o
	return row, scan(&row.hash, &row.prev, &o.Dev, &o.Ep, &o.Seq, &o.V, &row.typ, &o.Ent, &row.kind, &o.Own, &row.line,
		&row.verdict, &row.why)
}

// openOp opens and decodes a row. Of an op of a newer encoding only what
// oplog.Decode can tell of it is known.
func (t *tx) openOp(row *opRow) (*store.LoggedOp, error) {
	o, err := t.openLine(row)
	if err != nil {
		return nil, err
	}
	op, err := oplog.Decode(o.Line)
	if err != nil && !errors.Is(err, oplog.ErrNewerVersion) {
		return nil, damaged("thay đổi "+o.Hash.String(), err)
	}
	o.Op = *op
	return o, nil
}

// openLine opens a row and leaves its line as it is.
func (t *tx) openLine(row *opRow) (*store.LoggedOp, error) {
	o := &row.o
	var err error
	if o.Hash, err = readHash(row.hash); err != nil {
		return nil, damaged("một thay đổi", err)
	}
	if o.Prev, err = readHash(row.prev); err != nil {
		return nil, damaged("một thay đổi", err)
	}
	name := o.Hash.String()
	if o.Line, err = t.db.vault.open("op", "line", name, row.line); err != nil {
		return nil, err
	}
	why, err := t.db.vault.openText("op_verdict", "why", name, row.why)
	if err != nil {
		return nil, err
	}
	o.Typ, o.Kind, o.Verdict, o.Why = store.Kind(row.typ), store.OpKind(row.kind), store.Verdict(row.verdict), why
	return o, nil
}

func (t *tx) ops(doing, where string, args ...any) ([]store.LoggedOp, error) {
	var out []store.LoggedOp
	err := t.each(doing, selectOp+where, args, func(scan func(...any) error) error {
		row, err := scanOp(scan)
		if err != nil {
			return fault(doing, err)
		}
		o, err := t.openOp(row)
		if err != nil {
			return err
		}
		out = append(out, *o)
		return nil
	})
	return out, err
}

// Op returns the op with hash h, or NotFound.
func (t *tx) Op(h store.Hash) (*store.LoggedOp, error) {
	ops, err := t.ops("reading an op", "WHERE o.hash = ?", h[:])
	if err != nil {
		return nil, err
	}
	if len(ops) == 0 {
		return nil, notFound("không có thay đổi " + h.String())
	}
	return &ops[0], nil
}

// OpsOf returns all ops of a record in the order they were inserted.
func (t *tx) OpsOf(kind store.Kind, id string) ([]store.LoggedOp, error) {
	return t.ops("reading a history", "WHERE o.typ = ? AND o.ent = ? ORDER BY o.n", string(kind), id)
}

// OpsOfCoop returns, in the order they were inserted, all ops of records that
// name the cooperative in any op of theirs, events that list it, and those of
// the cooperative itself.
func (t *tx) OpsOfCoop(coop string) ([]store.LoggedOp, error) {
	return t.ops("reading a cooperative's history", `WHERE o.n IN (
    SELECT n FROM op WHERE typ = 'cooperative' AND ent = ?1
    UNION SELECT p.n FROM op_coop c JOIN op p ON p.typ = c.typ AND p.ent = c.ent WHERE c.coop = ?1) ORDER BY o.n`, coop)
}

// Range calls f for the ops of (dev, ep) with from ≤ seq ≤ to in order of seq,
// then hash; to 0 has no end.
func (t *tx) Range(dev string, ep, from, to int64, f func(*store.LoggedOp) error) error {
	const doing = "reading a range of ops"
	where, args := "WHERE o.dev = ? AND o.ep = ? AND o.seq >= ? ORDER BY o.seq, o.hash", []any{dev, ep, from}
	if to != 0 {
		where, args = "WHERE o.dev = ? AND o.ep = ? AND o.seq BETWEEN ? AND ? ORDER BY o.seq, o.hash", append(args, to)
	}
	return list(t, doing, selectOp+where, args, scanOp, func(row *opRow) error {
		o, err := t.openOp(row)
		if err != nil {
			return err
		}
		return f(o)
	})
}

// At returns the ops held at (dev, ep, seq), by hash.
func (t *tx) At(dev string, ep, seq int64) ([]store.LoggedOp, error) {
	return t.ops("reading a place of the chain", "WHERE o.dev = ? AND o.ep = ? AND o.seq = ? ORDER BY o.hash", dev, ep, seq)
}

// HeldFrom reports whether any op of (dev, ep) with seq ≥ from is held.
func (t *tx) HeldFrom(dev string, ep, from int64) (bool, error) {
	var one int64
	return t.row("looking for later ops", "SELECT 1 FROM op WHERE dev = ? AND ep = ? AND seq >= ? LIMIT 1", []any{dev, ep, from}, &one)
}

// Head returns the last seq and hash of the projected branch of (dev, ep).
func (t *tx) Head(dev string, ep int64) (seq int64, head store.Hash, err error) {
	var b []byte
	found, err := t.row("reading a head", "SELECT seq, head FROM chain WHERE dev = ? AND ep = ?", []any{dev, ep}, &seq, &b)
	if err != nil || !found {
		return 0, head, err
	}
	if head, err = readHash(b); err != nil {
		return 0, head, damaged("đầu chuỗi của "+dev, err)
	}
	return seq, head, nil
}

// SetHead records the projected branch's last op of (dev, ep).
func (t *tx) SetHead(dev string, ep, seq int64, head store.Hash) error {
	t.touch("chain", dev, ep)
	_, err := t.exec("writing a head", `INSERT INTO chain (dev, ep, seq, head) VALUES (?, ?, ?, ?)
    ON CONFLICT (dev, ep) DO UPDATE SET seq = excluded.seq, head = excluded.head`, dev, ep, seq, head[:])
	return err
}

// SetVerdict records what became of an op here, or returns NotFound.
func (t *tx) SetVerdict(h store.Hash, v store.Verdict, why string) error {
	t.touch("op_verdict", h.String())
	if v == store.Counted {
		n, err := t.changed("clearing a verdict", "DELETE FROM op_verdict WHERE hash = ?", h[:])
		if err != nil || n > 0 {
			return err
		}
		return t.held(h)
	}
	sealed, err := t.db.vault.sealText("op_verdict", "why", h.String(), why)
	if err != nil {
		return err
	}
	if err := t.held(h); err != nil {
		return err
	}
	t.quiet = false
	_, err = t.exec("writing a verdict", `INSERT INTO op_verdict (hash, verdict, why) VALUES (?, ?, ?)
    ON CONFLICT (hash) DO UPDATE SET verdict = excluded.verdict, why = excluded.why`, h[:], string(v), sealed)
	return err
}

// held returns NotFound if no op has the hash h.
func (t *tx) held(h store.Hash) error {
	var n int64
	found, err := t.row("looking for an op", "SELECT 1 FROM op WHERE hash = ?", []any{h[:]}, &n)
	if err == nil && !found {
		err = notFound("không có thay đổi " + h.String())
	}
	return err
}

// WithVerdict returns the ops that have one of the verdicts, in the order they
// were inserted. Counted selects every op that counts.
func (t *tx) WithVerdict(verdicts ...store.Verdict) ([]store.LoggedOp, error) {
	var args []any
	for _, v := range verdicts {
		if v != store.Counted {
			args = append(args, string(v))
		}
	}
	var where []string
	if len(args) > 0 {
		where = append(where, "o.hash IN (SELECT hash FROM op_verdict WHERE verdict IN (?"+strings.Repeat(", ?", len(args)-1)+"))")
	}
	if slices.Contains(verdicts, store.Counted) {
		where = append(where, "x.hash IS NULL")
	}
	if len(where) == 0 {
		return nil, nil
	}
	return t.ops("reading ops by verdict", "WHERE "+strings.Join(where, " OR ")+" ORDER BY o.n", args...)
}

// Aside returns the ops of (dev, ep) with from ≤ seq ≤ to that do not count, in
// order of seq, then hash.
func (t *tx) Aside(dev string, ep, from, to int64) ([]store.LoggedOp, error) {
	if none, err := t.allCount(); err != nil || none {
		return nil, err
	}
	return t.ops("reading ops that do not count", "WHERE o.dev = ? AND o.ep = ? AND o.seq BETWEEN ? AND ? AND x.hash IS NOT NULL ORDER BY o.seq, o.hash",
		dev, ep, from, to)
}

// Waiting returns the ops of a record that do not count, in the order they were
// inserted, and those of records that name it in any op: the records of a
// cooperative, the files beside a record.
func (t *tx) Waiting(kind store.Kind, id string) ([]store.LoggedOp, error) {
	const doing = "reading ops that wait"
	if none, err := t.allCount(); err != nil || none {
		return nil, err // asked for every op of an import, mostly in vain
	}
	of := "SELECT n FROM op WHERE typ = ?1 AND ent = ?2"
	if kind != store.Attachment {
		of += " UNION SELECT p.n FROM op_coop c JOIN op p ON p.typ = c.typ AND p.ent = c.ent WHERE c.coop = ?2"
	}
	return t.ops(doing, "WHERE o.n IN ("+of+") AND x.hash IS NOT NULL ORDER BY o.n", string(kind), id)
}

// allCount reports whether no op of the log has a verdict.
func (t *tx) allCount() (bool, error) {
	if !t.quiet {
		var one int64
		some, err := t.row("looking for verdicts", "SELECT 1 FROM op_verdict LIMIT 1", nil, &one)
		if err != nil {
			return false, err
		}
		t.quiet = !some
	}
	return t.quiet, nil
}

// Verdicts counts the ops that do not count, by verdict.
func (t *tx) Verdicts() (map[store.Verdict]int, error) {
	const doing = "counting verdicts"
	counts := map[store.Verdict]int{}
	err := t.each(doing, "SELECT verdict, count(*) FROM op_verdict GROUP BY verdict", nil, func(scan func(...any) error) error {
		var v string
		var n int
		if err := scan(&v, &n); err != nil {
			return fault(doing, err)
		}
		counts[store.Verdict(v)] = n
		return nil
	})
	return counts, err
}

// OwnSince counts own ops after seq in epoch ep of dev. They are numbered
// without a gap, so that the last one tells: the log may hold hundreds of
// thousands, and the frame asks every few seconds.
func (t *tx) OwnSince(dev string, ep, seq int64) (n int64, err error) {
	var last int64
	_, err = t.row("counting own ops", "SELECT seq FROM op WHERE dev = ? AND ep = ? AND seq > ? AND own = 1 ORDER BY seq DESC LIMIT 1",
		[]any{dev, ep, seq}, &last)
	return max(last-max(seq, 0), 0), err
}
