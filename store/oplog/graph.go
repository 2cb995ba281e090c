package oplog

import (
	"container/heap"
	"slices"

	"coopfield/store"
)

// graph is the revision graph of one record. Nodes stand in topological order
// that depends on the set of ops alone: by depth (the longest way from a
// creating op), then by hash.
type graph struct {
	mergeable bool
	nodes     []node
	at        map[store.Hash]int
	waiting   []store.Hash // ops that a base is missing for, and what stands on them; sorted
	missing   []store.Hash // the bases that are missing; sorted
	merges    map[string]*view
}

// node is one op that takes part.
type node struct {
	op      *store.LoggedOp
	parents []int // sorted, without repetition
	depth   int
	child   bool // some node has it as a parent
	marks   marks
	open    *dispute  // nil where nothing waits for a person
	doc     store.Doc // the content, where it was kept; see graph.doc
}

// marks is what a revision carries besides its content.
type marks struct {
	status   store.State
	final    store.Hash // the revision that was finalised last and stands
	returned int        // node of the return that stands, -1 for none
	accepted int        // node of the accept that stands, -1 for none
	sameAs   string     // the record that is kept instead of this one
}

// newGraph takes the counted ops; the rest does not exist for it.
func newGraph(mergeable bool, ops []store.LoggedOp) *graph {
	g := &graph{mergeable: mergeable, merges: map[string]*view{}}
	byHash := make(map[store.Hash]*store.LoggedOp, len(ops))
	for i := range ops {
		if op := &ops[i]; op.Verdict == store.Counted {
			byHash[op.Hash] = op
		}
	}
	depth := g.depths(byHash)
	g.nodes = make([]node, 0, len(depth))
	for h, d := range depth {
		g.nodes = append(g.nodes, node{op: byHash[h], depth: d})
	}
	slices.SortFunc(g.nodes, func(a, b node) int {
		if a.depth != b.depth {
			return a.depth - b.depth
		}
		return compareHash(a.op.Hash, b.op.Hash)
	})
	g.at = make(map[store.Hash]int, len(g.nodes))
	for i := range g.nodes {
		g.at[g.nodes[i].op.Hash] = i
	}
	for i := range g.nodes {
		n := &g.nodes[i]
		n.parents = make([]int, len(n.op.Base))
		for j, b := range n.op.Base {
			p := g.at[b]
			n.parents[j] = p
			g.nodes[p].child = true
		}
		slices.Sort(n.parents)
		n.parents = slices.Compact(n.parents)
	}
	for i := range g.nodes {
		g.settle(i)
	}
	return g
}

// depths returns the depth of each op all of whose ancestors are there, and
// notes what waits for others.
func (g *graph) depths(ops map[store.Hash]*store.LoggedOp) map[store.Hash]int {
	children := make(map[store.Hash][]store.Hash, len(ops))
	need := make(map[store.Hash]int, len(ops))
	depth := make(map[store.Hash]int, len(ops))
	var ready []store.Hash
	for h, op := range ops {
		for _, b := range op.Base {
			children[b] = append(children[b], h)
			if ops[b] == nil {
				g.missing = append(g.missing, b)
			}
		}
		need[h] = len(op.Base)
		if need[h] == 0 {
			ready = append(ready, h)
			depth[h] = 0
		}
	}
	// Kahn's order: the last parent to be done decides the depth, because an op
	// becomes ready only with it; max keeps that true for any order of ready.
	for len(ready) > 0 {
		h := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		for _, c := range children[h] {
			need[c]--
			if need[c] == 0 {
				d := 0
				for _, b := range ops[c].Base {
					d = max(d, depth[b]+1)
				}
				depth[c] = d
				ready = append(ready, c)
			}
		}
	}
	for h := range ops {
		if _, ok := depth[h]; !ok {
			g.waiting = append(g.waiting, h)
		}
	}
	g.waiting = sortedHashes(g.waiting)
	g.missing = sortedHashes(g.missing)
	return depth
}

// heads returns the nodes that nothing stands on.
func (g *graph) heads() []int {
	var hs []int
	for i := range g.nodes {
		if !g.nodes[i].child {
			hs = append(hs, i)
		}
	}
	return hs
}

func (g *graph) hashes(nodes []int) []store.Hash {
	hs := make([]store.Hash, len(nodes))
	for i, n := range nodes {
		hs[i] = g.nodes[n].op.Hash
	}
	return sortedHashes(hs)
}

// deepest is a heap of nodes, the last in topological order first.
type deepest []int

func (d deepest) Len() int           { return len(d) }
func (d deepest) Less(i, j int) bool { return d[i] > d[j] }
func (d deepest) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }
func (d *deepest) Push(x any)        { *d = append(*d, x.(int)) }
func (d *deepest) Pop() any {
	last := (*d)[len(*d)-1]
	*d = (*d)[:len(*d)-1]
	return last
}

// reduce returns the members of set that no other member descends from.
func (g *graph) reduce(set []int) []int {
	if len(set) < 2 {
		return set
	}
	floor := slices.Min(set)
	covered := map[int]bool{}
	var walk deepest
	for _, s := range set {
		heap.Push(&walk, s)
	}
	for last := -1; len(walk) > 0; {
		n := heap.Pop(&walk).(int)
		if n == last {
			continue
		}
		last = n
		for _, p := range g.nodes[n].parents {
			if p >= floor {
				covered[p] = true
				heap.Push(&walk, p)
			}
		}
	}
	var top []int
	for _, s := range set {
		if !covered[s] {
			top = append(top, s)
		}
	}
	return top
}

// region returns the ancestors of heads, themselves included, down to the
// newest node that every way to a creating op passes (the fence, -1 if there is
// none), without it; in topological order. What stands below the fence is
// common to all and superseded by nothing but the region.
func (g *graph) region(heads []int) (nodes []int, fence int) {
	var walk deepest
	for _, h := range heads {
		heap.Push(&walk, h)
	}
	fence = -1
	root := false
	for len(walk) > 0 {
		n := heap.Pop(&walk).(int)
		for len(walk) > 0 && walk[0] == n {
			heap.Pop(&walk)
		}
		if len(walk) == 0 && !root && (len(heads) > 1 || len(nodes) > 0) {
			fence = n
			break
		}
		nodes = append(nodes, n)
		root = root || len(g.nodes[n].parents) == 0
		for _, p := range g.nodes[n].parents {
			heap.Push(&walk, p)
		}
	}
	slices.Sort(nodes)
	return nodes, fence
}

// common returns the newest common ancestors of heads: those that no other
// common ancestor descends from.
func (g *graph) common(heads []int) []int {
	nodes, fence := g.region(heads)
	in := make(map[int]int, len(nodes)) // node → how many heads reach it
	for _, n := range nodes {
		in[n] = 0
	}
	for _, h := range heads {
		seen := map[int]bool{h: true}
		stack := []int{h}
		for len(stack) > 0 {
			n := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			in[n]++
			for _, p := range g.nodes[n].parents {
				if _, inside := in[p]; inside && !seen[p] {
					seen[p] = true
					stack = append(stack, p)
				}
			}
		}
	}
	var all []int
	for _, n := range nodes {
		if in[n] == len(heads) {
			all = append(all, n)
		}
	}
	if len(all) == 0 && fence >= 0 {
		return []int{fence}
	}
	return g.reduce(all)
}

// lineage answers whether one node of a region descends from another.
type lineage struct {
	g     *graph
	pos   map[int]int // node → position in the region
	above map[int][]uint64
}

func (g *graph) lineageOf(nodes []int) *lineage {
	l := &lineage{g: g, pos: make(map[int]int, len(nodes)), above: map[int][]uint64{}}
	for i, n := range nodes {
		l.pos[n] = i
	}
	return l
}

// descends reports whether n stands on a, which may be n itself.
func (l *lineage) descends(n, a int) bool {
	set := l.above[n]
	if set == nil {
		set = make([]uint64, (len(l.pos)+63)/64)
		i := l.pos[n]
		set[i/64] |= 1 << (i % 64)
		stack := []int{n}
		for len(stack) > 0 {
			x := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, p := range l.g.nodes[x].parents {
				if i, ok := l.pos[p]; ok && set[i/64]&(1<<(i%64)) == 0 {
					set[i/64] |= 1 << (i % 64)
					stack = append(stack, p)
				}
			}
		}
		l.above[n] = set
	}
	i := l.pos[a]
	return set[i/64]&(1<<(i%64)) != 0
}
