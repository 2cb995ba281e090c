package oplog

import (
	"slices"

	"coopfield/store"
)

// Revision is one op in the history of a record.
type Revision struct {
	Op      *store.LoggedOp // points into the ops that were given
	Parents []store.Hash    // as the op names them
	Depth   int             // longest way from a creating op
	Status  store.State     // on this line, after the op
	Changes []Change        // what it changed in the content it stands on, in order of path
	Aside   bool            // does not count until a person decides, or was decided against
	Waits   bool            // a base is missing or does not count; Depth, Status and Changes are unknown
}

// Change is one leaf that an op changed.
type Change struct {
	Path     store.Path
	From, To any // string, int64, bool; nil if absent
}

// History returns the ops of one record that have verdict Counted, once each,
// in an order that depends on their set alone: parents before children, by
// depth, then by hash; what waits comes last.
func History(ops []store.LoggedOp) []Revision {
	if len(ops) == 0 {
		return nil
	}
	g := newGraph(RulesOf(ops[0].Typ).Mergeable, ops)
	revs := make([]Revision, 0, len(g.nodes)+len(g.waiting))
	for i := range g.nodes {
		n := &g.nodes[i]
		pre := g.pre(n)
		if n.doc == nil {
			// From parent to child, so that no line is walked twice.
			n.doc = g.apply(pre, i)
		}
		r := Revision{Op: n.op, Parents: n.op.Base, Depth: n.depth, Status: n.marks.status, Aside: n.open != nil}
		r.Changes = appendChanges(nil, "", pre, n.doc)
		revs = append(revs, r)
	}
	waits := map[store.Hash]bool{}
	for _, h := range g.waiting {
		waits[h] = true
	}
	placed := len(revs)
	for i := range ops {
		if op := &ops[i]; op.Verdict == store.Counted && waits[op.Hash] {
			delete(waits, op.Hash)
			revs = append(revs, Revision{Op: op, Parents: op.Base, Waits: true})
		}
	}
	slices.SortFunc(revs[placed:], func(a, b Revision) int { return compareHash(a.Op.Hash, b.Op.Hash) })
	return revs
}

// pre returns the content that n was made on.
func (g *graph) pre(n *node) store.Doc {
	switch len(n.parents) {
	case 0:
		return store.Doc{}
	case 1:
		return g.doc(n.parents[0])
	}
	v := g.view(n.parents)
	if v.open == nil || len(v.nodes) == 1 {
		return g.viewDoc(v)
	}
	if v.open.counts != nil {
		return g.viewDoc(v.open.counts)
	}
	return store.Doc{}
}

// appendChanges appends the leaves that differ, in order of key.
func appendChanges(cs []Change, prefix string, from, to store.Doc) []Change {
	for _, k := range unionKeys([]store.Doc{from, to}) {
		a, b := from[k], to[k]
		if a == nil && b == nil {
			continue
		}
		subA, isA := a.(store.Doc)
		subB, isB := b.(store.Doc)
		if !isA && !isB {
			if a != b {
				cs = append(cs, Change{Path: prefix + k, From: a, To: b})
			}
			continue
		}
		if a != nil && !isA || b != nil && !isB { // a leaf became an item, or the other way
			c := Change{Path: prefix + k}
			if !isA {
				c.From = a
			} else {
				c.To = b
			}
			cs = append(cs, c)
		}
		cs = appendChanges(cs, prefix+k+".", subA, subB)
	}
	return cs
}

// DocAt returns the content and status of revision rev on its own line: of a
// logged op, whether it counts or stands aside, or of an automatic merge that
// counts or that an op stands on. It returns NotFound if rev is neither, or waits.
func DocAt(ops []store.LoggedOp, rev store.Hash) (store.Doc, store.State, error) {
	if len(ops) > 0 {
		g := newGraph(RulesOf(ops[0].Typ).Mergeable, ops)
		if i, ok := g.at[rev]; ok {
			return content(g.doc(i)), g.nodes[i].marks.status, nil
		}
		if hs := g.heads(); len(hs) > 0 {
			g.view(hs)
		}
		for _, v := range g.merges {
			if v.rev == rev && v.open == nil {
				return content(v.merged), v.marks.status, nil
			}
		}
	}
	return nil, "", &store.Error{
		Code:    store.NotFound,
		Message: "không có bản " + rev.String()[:12] + " của hồ sơ này",
		Hint:    "bản này có thể còn ở máy khác; nhập gói của máy đó",
	}
}

// Ancestors returns the revisions that rev stands on, itself left out, in the
// order of History; nil if rev is not among ops or waits.
func Ancestors(ops []store.LoggedOp, rev store.Hash) []store.Hash {
	g := newGraph(false, ops)
	i, ok := g.at[rev]
	if !ok {
		return nil
	}
	in := make([]bool, len(g.nodes))
	in[i] = true
	var up []int
	for ; i >= 0; i-- {
		if !in[i] {
			continue
		}
		up = append(up, i)
		for _, p := range g.nodes[i].parents {
			in[p] = true
		}
	}
	slices.Sort(up)
	hs := make([]store.Hash, 0, len(up))
	for _, n := range up {
		if h := g.nodes[n].op.Hash; h != rev {
			hs = append(hs, h)
		}
	}
	return hs
}

// CommonAncestors returns the newest revisions that all of revs stand on or
// are: none, one, or after crossing merges several, sorted. A revision that is
// not among ops has no ancestors.
func CommonAncestors(ops []store.LoggedOp, revs ...store.Hash) []store.Hash {
	g := newGraph(false, ops)
	var nodes []int
	for _, r := range revs {
		i, ok := g.at[r]
		if !ok {
			return nil
		}
		nodes = append(nodes, i)
	}
	slices.Sort(nodes)
	nodes = slices.Compact(nodes)
	if len(nodes) == 0 {
		return nil
	}
	return g.hashes(g.common(nodes))
}
