package oplog

import (
	"encoding/binary"
	"slices"

	"coopfield/store"
)

// view is the record as it stands at some revisions together: one revision, an
// automatic merge of several, or a disagreement.
type view struct {
	nodes  []int // none of them an ancestor of another
	rev    store.Hash
	marks  marks
	merged store.Doc // the content of an automatic merge
	open   *dispute  // nil if the revisions agree
}

// dispute is a disagreement that only a resolve op ends.
type dispute struct {
	kind   store.CaseKind
	sides  []*view // what disagrees; at a node: besides the node itself
	counts *view   // what counts meanwhile, nil for nothing
}

// view returns the record at set, from which ancestors of others are left out.
func (g *graph) view(set []int) *view {
	set = g.reduce(set)
	if len(set) == 1 {
		n := &g.nodes[set[0]]
		v := &view{nodes: set, rev: n.op.Hash, marks: n.marks}
		if n.open != nil {
			d := *n.open
			d.sides = append(slices.Clip(d.sides), &view{nodes: set, rev: v.rev, marks: v.marks})
			v.open = &d
		}
		return v
	}
	key := make([]byte, 0, 4*len(set))
	for _, n := range set {
		key = binary.LittleEndian.AppendUint32(key, uint32(n))
	}
	if v := g.merges[string(key)]; v != nil {
		return v
	}
	v := g.merge(set)
	g.merges[string(key)] = v
	return v
}

// merge joins several revisions, or says that they disagree (sync protocol,
// What is a conflict).
func (g *graph) merge(set []int) *view {
	v := &view{nodes: set, rev: MergeRev(g.hashes(set)), marks: g.nodes[set[0]].marks}
	settled, equal := true, true
	first := g.nodes[set[0]]
	for _, i := range set {
		n := &g.nodes[i]
		settled = settled && n.open == nil && n.marks.status == first.marks.status
		equal = equal && settled && store.Equal(g.doc(i), g.doc(set[0]))
	}
	switch {
	case settled && equal:
		v.merged = g.doc(set[0])
	case settled && g.mergeable:
		v.merged = g.join(set)
	}
	if v.merged == nil {
		v.open = &dispute{kind: store.CaseParallel, counts: g.base(set)}
		for _, i := range set {
			v.open.sides = append(v.open.sides, g.view([]int{i}))
			if o := g.nodes[i].open; o != nil {
				v.open.sides = append(v.open.sides, o.sides...)
			}
		}
		return v
	}
	v.marks.sameAs = v.merged.Text(SameAsField)
	for _, i := range set {
		m := g.nodes[i].marks
		v.marks.returned = max(v.marks.returned, m.returned)
		if v.marks.accepted = max(v.marks.accepted, m.accepted); !equal {
			v.marks.accepted = -1 // nobody accepted the merged content
		}
		if m.final != v.marks.final && g.at[m.final] > g.at[v.marks.final] {
			v.marks.final = m.final
		}
	}
	return v
}

// base returns what counts while set disagrees: the newest common ancestor. If
// there are several, they count together if they agree; else what counted
// while they did not.
func (g *graph) base(set []int) *view {
	c := g.common(set)
	if len(c) == 0 {
		return nil
	}
	v := g.view(c)
	if v.open != nil {
		return v.open.counts
	}
	return v
}

// settle decides what node i does to the record at its parents.
func (g *graph) settle(i int) {
	n := &g.nodes[i]
	op := n.op
	if len(n.parents) == 0 {
		n.marks = marks{returned: -1, accepted: -1}.after(&op.Op, op.Hash, i)
		return
	}
	if len(n.parents) == 1 && g.nodes[n.parents[0]].open == nil {
		// The way of nearly every op, without a view.
		p := &g.nodes[n.parents[0]]
		if onFinal(op.Kind, p.marks.status) {
			v := g.view(n.parents)
			n.open = &dispute{kind: store.CasePutOnFinal, sides: []*view{v}, counts: v}
		}
		n.marks = p.marks.after(&op.Op, op.Hash, i)
		return
	}
	pre := g.view(n.parents)
	if pre.open == nil {
		if onFinal(op.Kind, pre.marks.status) {
			n.open = &dispute{kind: store.CasePutOnFinal, sides: []*view{pre}, counts: pre}
		}
		n.marks = pre.marks.after(&op.Op, op.Hash, i)
		n.doc = g.apply(g.viewDoc(pre), i)
		return
	}
	from := pre // the line that this op goes on
	if len(pre.nodes) > 1 {
		from = g.view(pre.nodes[:1])
	}
	n.marks = from.marks.after(&op.Op, op.Hash, i)
	if op.Kind == store.OpResolve && covered(op.Set, g.sideDocs(pre.open)) {
		n.marks = g.resolved(pre, n.marks, op.Hash)
		n.doc = lay(g.viewDoc(from), op.Set)
		n.marks.sameAs = n.doc.Text(SameAsField)
		return
	}
	// Only a complete resolution ends a disagreement: this op stands aside too.
	d := &dispute{kind: pre.open.kind, counts: pre.open.counts}
	if len(pre.nodes) == 1 {
		d.sides = g.nodes[pre.nodes[0]].open.sides
	} else {
		d.sides = pre.open.sides
	}
	n.open = d
	n.doc = g.apply(g.viewDoc(from), i)
}

// onFinal reports whether an op of kind k would overwrite what was finalised
// or voided without a reason.
func onFinal(k store.OpKind, s store.State) bool {
	return (k == store.OpPut || k == store.OpFinalise) && (s == store.Final || s == store.Void)
}

// after returns the marks once op, with hash h and as node i, stands on m.
func (m marks) after(op *store.Op, h store.Hash, i int) marks {
	switch op.Kind {
	case store.OpFinalise, store.OpAmend:
		m.status, m.final, m.returned, m.accepted = store.Final, h, -1, -1
	case store.OpVoid:
		m.status, m.final, m.returned, m.accepted = store.Void, store.Hash{}, -1, -1
	case store.OpReturn:
		m.status, m.final, m.returned, m.accepted = store.Draft, store.Hash{}, i, -1
	case store.OpPut:
		m.status, m.final, m.accepted = store.Draft, store.Hash{}, -1
	case store.OpAccept:
		if m.status == store.Final {
			m.accepted = i
		}
	case store.OpResolve:
		m.accepted = -1
		if m.status == store.Final {
			m.final = h
		}
	}
	if m.status == "" {
		m.status = store.Draft
	}
	if v, has := op.Set[SameAsField]; has {
		m.sameAs, _ = v.(string)
	}
	return m
}

// resolved returns the marks after a resolution h of pre: an edit set aside on
// a finalised or voided record leaves the record what it was; of parallel
// lines a final one prevails over a draft, and void only if all are void.
func (g *graph) resolved(pre *view, m marks, h store.Hash) marks {
	sides := pre.open.sides
	if c := pre.open.counts; len(pre.nodes) == 1 && c != nil {
		sides = []*view{c}
	}
	m.status, m.final, m.returned, m.accepted = store.Void, store.Hash{}, -1, -1
	returned := -1
	for _, s := range sides {
		returned = max(returned, s.marks.returned)
		switch {
		case s.marks.status == store.Final:
			m.status = store.Final
		case s.marks.status != store.Void && m.status != store.Final:
			m.status = store.Draft
		}
	}
	switch m.status {
	case store.Final:
		m.final = h
	case store.Draft:
		m.returned = returned
	}
	return m
}

// doc returns the content at node i as its own line sees it, whether it counts
// or stands aside. The caller must not change it.
func (g *graph) doc(i int) store.Doc {
	n := &g.nodes[i]
	if n.doc != nil {
		return n.doc
	}
	var way []int
	j := i
	for g.nodes[j].doc == nil && !full(g.nodes[j].op.Kind) && len(g.nodes[j].parents) == 1 {
		way = append(way, j)
		j = g.nodes[j].parents[0]
	}
	if g.nodes[j].doc == nil {
		g.nodes[j].doc = g.apply(store.Doc{}, j)
	}
	if len(way) == 0 {
		return n.doc
	}
	d := g.nodes[j].doc.Clone()
	for _, k := range slices.Backward(way) {
		d.Apply(g.nodes[k].op.Set)
	}
	n.doc = d
	return d
}

// apply returns the content of node i on top of pre.
func (g *graph) apply(pre store.Doc, i int) store.Doc {
	n := &g.nodes[i]
	return contentAfter(pre, n.op, n.marks.sameAs)
}

func contentAfter(pre store.Doc, op *store.LoggedOp, sameAs string) store.Doc {
	if !full(op.Kind) {
		return lay(pre, op.Set)
	}
	d := lay(store.Doc{}, op.Set)
	if sameAs != "" {
		d[SameAsField] = sameAs
	}
	return d
}

func (g *graph) viewDoc(v *view) store.Doc {
	if v.merged != nil {
		return v.merged
	}
	return g.doc(v.nodes[0])
}

func (g *graph) sideDocs(d *dispute) []store.Doc {
	docs := make([]store.Doc, len(d.sides))
	for i, s := range d.sides {
		docs[i] = g.viewDoc(s)
	}
	return docs
}

// lay returns d with set applied as Doc.Apply does, sharing what did not change.
func lay(d, set store.Doc) store.Doc {
	out := make(store.Doc, len(d)+len(set))
	for k, v := range d {
		out[k] = v
	}
	for k, v := range set {
		switch v := v.(type) {
		case nil:
			delete(out, k)
		case store.Doc:
			sub, _ := out[k].(store.Doc)
			if sub = lay(sub, v); len(sub) == 0 {
				delete(out, k)
			} else {
				out[k] = sub
			}
		default:
			out[k] = v
		}
	}
	return out
}

// covered reports whether set says the outcome of every leaf on which docs
// differ (sync protocol: resolve carries every leaf on which the parents differ).
func covered(set store.Doc, docs []store.Doc) bool {
	for _, k := range unionKeys(docs) {
		subs := make([]store.Doc, len(docs))
		same := true
		for i, d := range docs {
			subs[i], _ = d[k].(store.Doc)
			same = same && equalValue(d[k], docs[0][k])
		}
		if same {
			continue
		}
		v, has := set[k]
		if !has {
			return false
		}
		if sub, ok := v.(store.Doc); ok && !covered(sub, subs) {
			return false
		}
	}
	return true
}

func equalValue(a, b any) bool {
	da, oka := a.(store.Doc)
	db, okb := b.(store.Doc)
	if oka || okb {
		return oka && okb && store.Equal(da, db)
	}
	return a == b
}

// unionKeys returns the keys of all docs, sorted.
func unionKeys(docs []store.Doc) []string {
	seen := map[string]bool{}
	var keys []string
	for _, d := range docs {
		for k := range d {
			if !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	slices.Sort(keys)
	return keys
}
