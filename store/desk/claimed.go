package desk

import (
	"cmp"
	"slices"
	"strings"

	"coopfield/store"
)

// Several creations of one record.
//
// No program makes one id twice, so a second op without a base, of another
// device, comes from somebody who read the id elsewhere: if it counted, whoever
// knows the id of another unit's record could name a unit of its own in it, and
// from then on write there and be told of it. At the province, which holds all ops
// of all devices, of the creations that are lawful each by itself these count:
//
//   - those that a person admitted, and those on which an op of the province
//     stands;
//   - then in order, first those of which the province gave a receipt before they
//     had a rival, then by device: each whose writer is an officer of the same unit
//     as those of all before it, to whom it gives no right that they lack.
//
// The others are not permitted; a person may admit them. That hangs on the set of
// ops, on the registry and on the receipts given: an op of the province counts for
// this whether it counts or not, and a creation that is accepted stays so when it
// gets its receipt, since it then moves ahead of none that it was not accepted
// beside. A laptop takes over what the province quotes.

const whyClaimed = "mã hồ sơ này đã có ở đơn vị khác; hỏi người gửi, nếu là hồ sơ mới thì lập lại để có mã khác"

// claimed reports whether o is a second creation that is kept out.
func claimed(o *store.LoggedOp) bool {
	return o.Verdict == store.NotPermitted && o.Why == whyClaimed
}

// creates reports whether o makes its record.
func creates(o *store.LoggedOp) bool { return len(o.Base) == 0 && o.Typ != store.Decision }

// claim is a creation with what decides which of several counts.
type claim struct {
	o        *store.LoggedOp
	admitted bool
	built    bool // an op of the province stands on it
	receipt  bool
	writers  []store.Writer
}

// outrank sets aside the creations of e that count by themselves and not beside
// the others, and returns them.
func (w *work) outrank(e *entry) ([]*store.LoggedOp, error) {
	if w.d.Me().Role != store.Province {
		return nil, nil
	}
	var all []*store.LoggedOp
	for _, o := range e.ops {
		if o.Verdict == store.Counted && creates(o) {
			all = append(all, o)
		}
	}
	if !slices.ContainsFunc(all, func(o *store.LoggedOp) bool { return o.Dev != all[0].Dev }) {
		return nil, nil
	}
	claims, err := w.claims(e, all)
	if err != nil {
		return nil, err
	}
	var accepted []*claim
	var out []*store.LoggedOp
	for _, c := range claims {
		switch {
		case c.admitted: // beside whatever counts without it
		case c.built || !slices.ContainsFunc(accepted, func(a *claim) bool { return !a.beside(c) }):
			accepted = append(accepted, c)
		default:
			c.o.Verdict, c.o.Why = store.NotPermitted, whyClaimed
			out = append(out, c.o)
		}
	}
	return out, nil
}

// claims returns creations in the order in which they are accepted.
func (w *work) claims(e *entry, all []*store.LoggedOp) ([]*claim, error) {
	built, err := w.builtOn(e)
	if err != nil {
		return nil, err
	}
	claims := make([]*claim, 0, len(all))
	for _, o := range all {
		c := &claim{o: o, built: built[o.Hash]}
		ruled, err := w.ruling(o.Hash)
		if err != nil {
			return nil, err
		}
		c.admitted = ruled.kind == admit
		if c.writers, err = w.writersOf(o.Dev); err != nil {
			return nil, err
		}
		given, err := issued(w.tx, o.Dev)
		if err != nil {
			return nil, err
		}
		c.receipt = given.covers(o)
		claims = append(claims, c)
	}
	slices.SortFunc(claims, func(a, b *claim) int {
		return cmp.Or(before(a.built, b.built), before(a.receipt, b.receipt), strings.Compare(a.o.Dev, b.o.Dev), compareHash(a.o.Hash, b.o.Hash))
	})
	return claims, nil
}

// before orders what has something before what has not.
func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// beside reports whether two creations give neither's writer a right that the
// other lacks.
func (c *claim) beside(d *claim) bool {
	if c.o.Dev == d.o.Dev {
		return true
	}
	return slices.ContainsFunc(c.writers, func(x store.Writer) bool {
		return x.Role == store.Officer && slices.ContainsFunc(d.writers, func(y store.Writer) bool { return y.Role == store.Officer && y.Unit == x.Unit })
	})
}

// builtOn returns the ops of e that the province made or on which an op of the
// province stands, as far as the ops that are held tell.
func (w *work) builtOn(e *entry) (map[store.Hash]bool, error) {
	by := make(map[store.Hash]*store.LoggedOp, len(e.ops))
	built := map[store.Hash]bool{}
	var todo []store.Hash
	for _, o := range e.ops {
		by[o.Hash] = o
		if office, err := w.ofProvince(o.Dev); err != nil {
			return nil, err
		} else if office {
			todo = append(todo, o.Hash)
		}
	}
	for len(todo) > 0 {
		h := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if o := by[h]; o != nil && !built[h] {
			built[h] = true
			todo = append(todo, o.Base...)
		}
	}
	return built, nil
}

// contest says what becomes of a creation that counts by itself: beside another
// one that counts it is kept out until both are weighed.
func (w *work) contest(o *store.LoggedOp) (store.Verdict, string, error) {
	if w.d.Me().Role != store.Province || !creates(o) {
		return store.Counted, "", nil
	}
	e, err := w.entry(o.Typ, o.Ent)
	if err != nil || e.rec == nil && !e.stale {
		return store.Counted, "", err
	}
	if ruled, err := w.ruling(o.Hash); err != nil || ruled.kind == admit {
		return store.Counted, "", err
	}
	if err := w.load(e); err != nil {
		return "", "", err
	}
	if !slices.ContainsFunc(e.ops, func(x *store.LoggedOp) bool { return creates(x) && x.Dev != o.Dev && x.Verdict == store.Counted }) {
		return store.Counted, "", nil
	}
	w.contested = append(w.contested, e.key)
	return store.NotPermitted, whyClaimed, nil
}

// noteClaim remembers what may differ after o came or came to count: which
// creations of its record count, if o connects the province's ops with one that
// was kept out, and what names the record as the one to keep.
func (w *work) noteClaim(e *entry, o *store.LoggedOp) error {
	counts := o.Verdict == store.Counted
	if moves := counts && e.kind == store.Cooperative && len(o.Base) > 0 && o.Set.Text("reporting_unit") != ""; moves || creates(o) {
		if err := w.noteKept(e, moves); err != nil {
			return err
		}
	}
	mine := counts && o.Own && creates(o) // an own one that was lost counts whatever there is
	if counts != mine || creates(o) != mine || w.d.Me().Role != store.Province || e.rec == nil && !e.stale {
		return nil
	}
	if err := w.load(e); err != nil {
		return err
	}
	if mine || slices.ContainsFunc(e.ops, claimed) {
		w.contested = append(w.contested, e.key)
	}
	return nil
}

// settleClaims decides anew which creations of the records noted count.
func (w *work) settleClaims() error {
	keys := w.contested
	w.contested = nil
	if len(keys) == 0 {
		return nil
	}
	return w.decideAround(keys)
}

// hasRival reports whether o creates a record that another device creates too.
func (w *work) hasRival(o *store.LoggedOp) (bool, error) {
	if !creates(o) || o.Own {
		return false, nil
	}
	e, err := w.entry(o.Typ, o.Ent)
	if err != nil {
		return false, err
	}
	if err := w.load(e); err != nil {
		return false, err
	}
	return slices.ContainsFunc(e.ops, func(x *store.LoggedOp) bool { return creates(x) && x.Dev != o.Dev }), nil
}
