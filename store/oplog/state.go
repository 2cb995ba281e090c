package oplog

import (
	"maps"
	"slices"

	"coopfield/store"
)

// Rules say how revisions of one kind of record are joined.
type Rules struct {
	// Mergeable joins parallel edits of different leaves. Without it every
	// parallel edit waits for a person.
	Mergeable bool
}

// RulesOf returns the rules of records of kind k.
//
// Source: sync protocol, What is a conflict.
func RulesOf(k store.Kind) Rules {
	s := store.SpecOf(k)
	return Rules{Mergeable: s != nil && s.Mergeable}
}

// State is a record as its counted ops leave it. Documents in it are shared:
// a caller must not change them.
type State struct {
	Kind store.Kind
	ID   string

	Counts bool        // some revision counts; if not, Doc, Status and Rev are empty
	Doc    store.Doc   // the content that counts
	Status store.State // where that content stands

	Heads  []store.Hash // logged revisions that nothing stands on, sorted; the base of the next op
	Rev    store.Hash   // the revision that counts; a MergeRev after an automatic merge
	Merged bool         // Rev is an automatic merge ("gộp tự động")
	Case   *CaseInfo    // what waits for a person, nil if nothing does

	FinalRev store.Hash   // the finalise, amend or resolve that stands; zero unless Status is Final
	Returned *OpRef       // the return that no finalise has answered yet
	Accepted *OpRef       // the accept of FinalRev
	SameAs   string       // id of the record that is kept instead of this one, "" if none
	Notes    []store.Hash // note ops that count, oldest first

	Created OpRef // the op that created the record
	Changed OpRef // the newest op in what counts

	Waiting []store.Hash // ops that a base is missing for, and what stands on them, sorted
	Missing []store.Hash // those bases, sorted: "ở máy khác", or held and not counted
}

// OpRef is what lists show of an op.
type OpRef struct {
	Rev      store.Hash
	Kind     store.OpKind
	Dev      string
	Actor    string
	At       int64 // ms UTC as claimed; for people only
	Why      string
	Comments store.Doc // of a return or accept, by criterion; shared
}

// refOf takes the reason from the op itself: Why of a LoggedOp explains its verdict.
func refOf(op *store.LoggedOp) OpRef {
	r := OpRef{Rev: op.Hash, Kind: op.Kind, Dev: op.Dev, Actor: op.Actor, At: op.At, Why: op.Op.Why}
	if op.Kind == store.OpReturn || op.Kind == store.OpAccept {
		r.Comments = op.Set.Sub("comments")
	}
	return r
}

// CaseInfo is an open disagreement about one record.
type CaseInfo struct {
	Kind   store.CaseKind // CaseParallel or CasePutOnFinal
	Heads  []store.Hash   // the sides, sorted; for CasePutOnFinal also the finalised revision
	Base   store.Hash     // the revision that counts meanwhile; zero if none does
	Fields []FieldDiff    // where the sides differ, in order of path; empty if only their status does
	Status []store.State  // status of each side, as Heads
	Docs   []store.Doc    // content of each side, as Heads, with SameAsField where it is set; shared
	By     []OpRef        // the newest op of each side, as Heads; of an automatic merge its Rev is another one
	After  store.State    // where the record will stand after a resolution
}

// FieldDiff is one leaf on which sides differ, or one item that one side
// removed and another one changed.
type FieldDiff struct {
	Path     store.Path
	Base     any   // value in the revision that counts; nil if absent
	Values   []any // as CaseInfo.Heads: string, int64, bool, for an item store.Doc, nil if absent
	OneSided bool  // the sides that changed it agree, the others kept Base: chosen beforehand
	Side     int   // a side that changed it
}

// Put writes the outcome of f into the set of a resolve op: every leaf on
// which the sides differ gets its value in chosen, or is removed.
func (f *FieldDiff) Put(set store.Doc, chosen any) {
	doc, ok := chosen.(store.Doc)
	if !ok {
		set.Put(f.Path, chosen)
		return
	}
	for _, v := range append(slices.Clone(f.Values), f.Base) {
		if d, ok := v.(store.Doc); ok {
			d.Leaves(func(p store.Path, _ any) { set.Put(f.Path+"."+p, nil) })
		}
	}
	doc.Leaves(func(p store.Path, v any) { set.Put(f.Path+"."+p, v) })
}

// Fold returns the state that ops give: all ops of one record, in any order
// and with any repetition. Only ops with verdict Counted take part. The state
// of no ops is zero.
func Fold(rules Rules, ops []store.LoggedOp) State {
	return newGraph(rules.Mergeable, ops).state()
}

func (g *graph) state() State {
	s := State{Waiting: g.waiting, Missing: g.missing}
	heads := g.heads()
	if len(heads) == 0 {
		return s
	}
	first := g.nodes[0].op // depth 0, least hash
	s.Kind, s.ID, s.Created = first.Typ, first.Ent, refOf(first)
	s.Heads = g.hashes(heads)
	v := g.view(heads)
	counts := v
	if v.open != nil {
		counts = v.open.counts
		s.Case = g.caseInfo(v)
	}
	if counts == nil {
		return s
	}
	m := counts.marks
	s.Counts, s.Rev, s.Merged = true, counts.rev, len(counts.nodes) > 1
	s.Status, s.FinalRev, s.SameAs = m.status, m.final, m.sameAs
	s.Doc = content(g.viewDoc(counts))
	if m.returned >= 0 {
		r := refOf(g.nodes[m.returned].op)
		s.Returned = &r
	}
	if m.accepted >= 0 {
		r := refOf(g.nodes[m.accepted].op)
		s.Accepted = &r
	}
	s.Changed = refOf(g.nodes[slices.Max(counts.nodes)].op)
	s.Notes = g.notes(counts.nodes)
	return s
}

// content returns d without the mark that is no field.
func content(d store.Doc) store.Doc {
	if _, has := d[SameAsField]; has {
		d = maps.Clone(d)
		delete(d, SameAsField)
	}
	return d
}

// notes returns the note ops among the ancestors of nodes.
func (g *graph) notes(nodes []int) []store.Hash {
	in := make([]bool, len(g.nodes))
	for _, n := range nodes {
		in[n] = true
	}
	var notes []store.Hash
	for i := len(g.nodes) - 1; i >= 0; i-- {
		if !in[i] {
			continue
		}
		for _, p := range g.nodes[i].parents {
			in[p] = true
		}
		if g.nodes[i].op.Kind == store.OpNote {
			notes = append(notes, g.nodes[i].op.Hash)
		}
	}
	slices.Reverse(notes)
	return notes
}

func (g *graph) caseInfo(v *view) *CaseInfo {
	d := v.open
	sides := slices.Clone(d.sides)
	slices.SortFunc(sides, func(a, b *view) int { return compareHash(a.rev, b.rev) })
	sides = slices.CompactFunc(sides, func(a, b *view) bool { return a.rev == b.rev })
	c := &CaseInfo{Kind: d.kind, After: g.resolved(v, marks{}, store.Hash{}).status}
	docs := make([]store.Doc, len(sides))
	for i, s := range sides {
		c.Heads = append(c.Heads, s.rev)
		c.Status = append(c.Status, s.marks.status)
		c.By = append(c.By, refOf(g.nodes[slices.Max(s.nodes)].op))
		docs[i] = g.viewDoc(s)
	}
	var base store.Doc
	if d.counts != nil {
		c.Base = d.counts.rev
		base = g.viewDoc(d.counts)
	}
	c.Docs = docs
	c.Fields = appendDiffs(nil, "", 1, base, docs)
	return c
}

// appendDiffs appends where docs differ.
func appendDiffs(fs []FieldDiff, prefix string, depth int, base store.Doc, docs []store.Doc) []FieldDiff {
	for _, k := range unionKeys(docs) {
		values := make([]any, len(docs))
		subs := make([]store.Doc, len(docs))
		same, scalar, absent := true, false, false
		for i, d := range docs {
			values[i] = d[k]
			sub, isDoc := d[k].(store.Doc)
			subs[i] = sub
			scalar = scalar || !isDoc && d[k] != nil
			absent = absent || d[k] == nil
			same = same && equalValue(d[k], docs[0][k])
		}
		if same {
			continue
		}
		sub, had := base[k].(store.Doc)
		// An item stands in a list: a whole list or object that is gone is
		// the removal of each of its items or fields.
		removed := absent && had && depth > 1
		if !scalar && !removed {
			fs = appendDiffs(fs, prefix+k+".", depth+1, sub, subs)
			continue
		}
		fs = append(fs, fieldDiff(prefix+k, base[k], values))
	}
	return fs
}

func fieldDiff(p store.Path, base any, values []any) FieldDiff {
	f := FieldDiff{Path: p, Base: base, Values: values, Side: -1}
	kept := false
	f.OneSided = true
	for i, v := range values {
		switch {
		case equalValue(v, base):
			kept = true
		case f.Side < 0:
			f.Side = i
		case !equalValue(v, values[f.Side]):
			f.OneSided = false
		}
	}
	f.OneSided = f.OneSided && kept
	return f
}

// Diffs returns where docs differ, in order of path, against base, which may be
// nil. Of docs that stand beside each other without a common past no field is
// one-sided.
func Diffs(base store.Doc, docs []store.Doc) []FieldDiff { return appendDiffs(nil, "", 1, base, docs) }
