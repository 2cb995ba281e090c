package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
)

// Otherwise is where the province decided otherwise than this laptop wrote in one
// record: it chose another value where versions disagreed, refused a change, or
// keeps another record of two that are the same.
//
// It is said until this laptop writes in the record again on top of the
// decision: who does that had the outcome before the eyes. A screen may stop
// earlier, once the person has looked at the history; Rev says of which decision.
type Otherwise struct {
	Kind   store.Kind
	ID     string
	Title  string
	Rev    store.Hash // the newest of the decisions
	By     string     // who made it
	Why    string
	Chosen []Change // from is what was written here, to what the province chose
	// Refused is how many changes of this laptop were refused, Lost what they said
	// and what stands in the record instead.
	Refused int
	Lost    []Change
	SameAs  string // title of the record that is kept instead, "" if this one is
}

// Fields is how many values of this laptop do not count.
func (o *Otherwise) Fields() int { return len(o.Chosen) + len(o.Lost) }

// Otherwise returns where the province decided otherwise than this laptop wrote
// in a record, nil for nothing. The province itself is told nothing: it decides.
func (d *Desk) Otherwise(ctx context.Context, k store.Kind, id string) (*Otherwise, error) {
	var out *Otherwise
	err := d.view(ctx, func(w *work) error {
		if store.SpecOf(k) == nil {
			return badKind(k)
		}
		var err error
		out, err = w.otherwise(key{k, id})
		return err
	})
	return out, err
}

// AllOtherwise returns every record in which the province decided otherwise than
// this laptop wrote, by kind and id.
func (d *Desk) AllOtherwise(ctx context.Context) ([]Otherwise, error) {
	var out []Otherwise
	err := d.view(ctx, func(w *work) error {
		about, err := w.decidedAbout()
		if err != nil {
			return err
		}
		for _, k := range about {
			one, err := w.otherwise(k)
			if err != nil {
				return err
			}
			if one != nil {
				out = append(out, *one)
			}
		}
		return nil
	})
	return out, err
}

// decidedAbout lists the records in which something of this laptop may not
// count: those with a resolution or a duplicate, and those of refused own ops.
func (w *work) decidedAbout() ([]key, error) {
	if w.d.Me().Role == store.Province {
		return nil, nil
	}
	seen := map[key]bool{}
	devs, err := w.offices()
	if err != nil {
		return nil, err
	}
	for _, dev := range devs {
		err := w.opsBy(dev, func(o *store.LoggedOp) error {
			if o.Kind == store.OpResolve && o.Typ != store.Decision || o.Kind == store.OpSameAs {
				seen[key{o.Typ, o.Ent}] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	refused, err := w.tx.WithVerdict(store.RefusedOp)
	if err != nil {
		return nil, err
	}
	for i := range refused {
		if o := &refused[i]; o.Dev == w.d.o.Me.Dev && store.SpecOf(o.Typ) != nil {
			seen[key{o.Typ, o.Ent}] = true
		}
	}
	out := make([]key, 0, len(seen))
	for k := range seen {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b key) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id)) })
	return out, nil
}

func (w *work) otherwise(k key) (*Otherwise, error) {
	if w.d.Me().Role == store.Province {
		return nil, nil
	}
	e, err := w.entry(k.kind, k.id)
	if err == nil {
		err = w.load(e)
	}
	if err != nil || !slices.ContainsFunc(e.ops, func(o *store.LoggedOp) bool { return o.Dev == w.d.o.Me.Dev }) {
		return nil, err
	}
	out := &Otherwise{Kind: k.kind, ID: k.id}
	w.notChosen(e, out)
	if err := w.refusedHere(e, out); err != nil {
		return nil, err
	}
	if err := w.keptElsewhere(e, out); err != nil {
		return nil, err
	}
	if len(out.Chosen) == 0 && out.Refused == 0 && out.SameAs == "" {
		return nil, nil
	}
	doc := e.ops[0].Set
	if e.rec != nil {
		doc = e.rec.Doc
	}
	out.Title, err = w.title(k.kind, doc)
	return out, err
}

// notChosen finds the values of this laptop that a resolution did not take.
func (w *work) notChosen(e *entry, out *Otherwise) {
	ops, me := e.counted(), w.d.o.Me.Dev
	if !slices.ContainsFunc(ops, func(o store.LoggedOp) bool { return o.Kind == store.OpResolve }) {
		return
	}
	history := oplog.History(ops)
	scales := w.scalesOfOps(e)
	at := map[store.Path]int{}
	for i := range history {
		r := history[i].Op
		if r.Kind != store.OpResolve || r.Dev == me || history[i].Waits || writtenOn(ops, r.Hash, me) {
			continue
		}
		doc, _, err := oplog.DocAt(ops, r.Hash)
		if err != nil {
			continue // it waits
		}
		for _, lost := range untaken(e.kind, ops, history, r, doc, me) {
			c := w.worded(e, lost.Path, lost.From, lost.To, scales)
			if n, again := at[lost.Path]; again {
				out.Chosen[n] = c
			} else {
				at[lost.Path] = len(out.Chosen)
				out.Chosen = append(out.Chosen, c)
			}
			out.Rev, out.By, out.Why = r.Hash, r.Actor, r.Op.Why
		}
	}
}

// writtenOn reports whether an op of dev stands on rev.
func writtenOn(ops []store.LoggedOp, rev store.Hash, dev string) bool {
	return slices.ContainsFunc(ops, func(o store.LoggedOp) bool {
		return o.Dev == dev && slices.Contains(oplog.Ancestors(ops, o.Hash), rev)
	})
}

// untaken lists what dev wrote on a side of the disagreement that r decided and
// doc, the content after it, does not have.
func untaken(k store.Kind, ops []store.LoggedOp, history []oplog.Revision, r *store.LoggedOp, doc store.Doc, dev string) []oplog.Change {
	before := oplog.Ancestors(ops, r.Hash)
	sides := slices.DeleteFunc(slices.Clone(ops), func(o store.LoggedOp) bool { return !slices.Contains(before, o.Hash) })
	in := oplog.Fold(oplog.RulesOf(k), sides).Case
	if in == nil {
		return nil
	}
	lines := make([][]store.Hash, len(in.Heads))
	for i, h := range in.Heads {
		if up := oplog.Ancestors(sides, h); up != nil || slices.Contains(before, h) {
			lines[i] = append(up, h)
		} else { // of an automatic merge: its newest op
			lines[i] = append(oplog.Ancestors(sides, in.By[i].Rev), in.By[i].Rev)
		}
	}
	var out []oplog.Change
	for _, f := range in.Fields {
		for i, mine := range f.Values {
			chosen := valueAt(doc, f.Path)
			if same(mine, chosen) || !wrote(history, ownPart(in, lines, i), f.Path, mine, dev) {
				continue
			}
			out = append(out, oplog.Change{Path: f.Path, From: mine, To: chosen})
			break
		}
	}
	return out
}

// ownPart is the line of side i without what the other sides stand on too. What
// another side was put on, though it was final, is a side of its own.
func ownPart(in *oplog.CaseInfo, lines [][]store.Hash, i int) []store.Hash {
	return slices.DeleteFunc(slices.Clone(lines[i]), func(h store.Hash) bool {
		for j := range lines {
			if j != i && !slices.Contains(lines[j], in.Heads[i]) && slices.Contains(lines[j], h) {
				return true
			}
		}
		return false
	})
}

// wrote reports whether dev gave the leaf or item at p this value in one of revs.
func wrote(history []oplog.Revision, revs []store.Hash, p store.Path, value any, dev string) bool {
	item, _ := value.(store.Doc)
	for i := range history {
		if history[i].Op.Dev != dev || !slices.Contains(revs, history[i].Op.Hash) {
			continue
		}
		for _, c := range history[i].Changes {
			switch sub, inside := strings.CutPrefix(c.Path, p+"."); {
			case c.Path == p && same(c.To, value):
				return true
			case inside && (item == nil && value == nil && c.To == nil || item != nil && same(c.To, item.At(sub))):
				return true
			}
		}
	}
	return false
}

// valueAt returns the leaf or item at p, nil if there is none.
func valueAt(doc store.Doc, p store.Path) any {
	group, rest, deeper := strings.Cut(p, ".")
	v := doc[group]
	if sub, ok := v.(store.Doc); ok && deeper {
		return valueAt(sub, rest)
	}
	if deeper {
		return nil
	}
	return v
}

func same(a, b any) bool { return store.Equal(store.Doc{"v": a}, store.Doc{"v": b}) }

// refusedHere finds the own ops that the province refused and no own op followed:
// one that counts after them was written when they counted no more, since it
// would stand on them otherwise.
func (w *work) refusedHere(e *entry, out *Otherwise) error {
	scales, now := w.scalesOfOps(e), store.Doc{}
	if e.rec != nil {
		now = e.rec.Doc
	}
	for _, o := range e.ops {
		if o.Dev != w.d.o.Me.Dev || o.Verdict != store.RefusedOp || w.goneOn(e, o) {
			continue
		}
		ruled, err := w.rulingOn(o.Hash)
		if err != nil {
			return err
		}
		if ruled == nil {
			continue // taken back since
		}
		out.Refused++
		out.Rev, out.By, out.Why = ruled.Rev, ruled.By, ruled.Why
		o.Set.Leaves(func(p store.Path, v any) {
			if is := now.At(p); !same(v, is) {
				out.Lost = append(out.Lost, w.worded(e, p, v, is, scales))
			}
		})
	}
	return nil
}

func (w *work) goneOn(e *entry, refused *store.LoggedOp) bool {
	return slices.ContainsFunc(e.ops, func(o *store.LoggedOp) bool {
		return o.Dev == refused.Dev && o.Verdict == store.Counted && (o.Ep > refused.Ep || o.Ep == refused.Ep && o.Seq > refused.Seq)
	})
}

// keptElsewhere says that another record is kept instead of one that was begun here.
func (w *work) keptElsewhere(e *entry, out *Otherwise) error {
	if e.rec == nil || e.rec.SameAs == "" {
		return nil
	}
	mine := slices.ContainsFunc(e.ops, func(o *store.LoggedOp) bool { return o.Dev == w.d.o.Me.Dev && len(o.Base) == 0 })
	at := slices.IndexFunc(e.ops, func(o *store.LoggedOp) bool {
		return o.Kind == store.OpSameAs && o.Verdict == store.Counted && o.Set.Text(oplog.SameAsField) == e.rec.SameAs
	})
	if !mine || at < 0 || e.ops[at].Dev == w.d.o.Me.Dev {
		return nil
	}
	out.Rev, out.By, out.Why = e.ops[at].Hash, e.ops[at].Actor, e.ops[at].Op.Why
	kept, err := w.record(e.kind, e.rec.SameAs)
	if err != nil || kept == nil {
		out.SameAs = e.rec.SameAs
		return err
	}
	out.SameAs, err = w.title(e.kind, kept.Doc)
	return err
}
