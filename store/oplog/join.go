package oplog

import (
	"maps"
	"slices"
	"strings"

	"coopfield/store"
)

// write is what one node does to one leaf or item.
type write struct {
	node  int
	value any // nil removes
}

// trie holds the writes of a region by path.
type trie struct {
	writes []write
	kids   map[string]*trie
}

// add takes in the writes of one node and notes in leaves what it sets.
func (t *trie) add(node int, set store.Doc, prefix string, leaves map[store.Path]any) {
	for k, v := range set {
		kid := t.kids[k]
		if kid == nil {
			kid = &trie{}
			if t.kids == nil {
				t.kids = map[string]*trie{}
			}
			t.kids[k] = kid
		}
		if sub, ok := v.(store.Doc); ok {
			kid.add(node, sub, prefix+k+".", leaves)
			continue
		}
		kid.writes = append(kid.writes, write{node, v})
		if v != nil {
			if _, has := leaves[prefix+k]; !has {
				leaves[prefix+k] = nil
			}
		}
	}
}

// at returns what was written to the leaf at p: by its own path, by removing or
// replacing an item around it, or by making it an item.
func (t *trie) at(p store.Path) []write {
	var ws []write
	for p != "" && t != nil {
		var head string
		head, p, _ = strings.Cut(p, ".")
		if t = t.kids[head]; t == nil {
			break
		}
		for _, w := range t.writes {
			if p != "" {
				w.value = nil
			}
			ws = append(ws, w)
		}
	}
	if t != nil {
		ws = t.below(ws)
	}
	return ws
}

func (t *trie) below(ws []write) []write {
	for _, kid := range t.kids {
		for _, w := range kid.writes {
			ws = append(ws, write{node: w.node})
		}
		ws = kid.below(ws)
	}
	return ws
}

// join merges set leaf by leaf and returns the content, nil if some leaf has
// two values that nothing supersedes.
func (g *graph) join(set []int) store.Doc {
	nodes, fence := g.region(set)
	leaves := map[store.Path]any{} // every leaf there may be, with its value below the region
	if fence >= 0 {
		g.doc(fence).Leaves(func(p store.Path, v any) { leaves[p] = v })
	}
	var root trie
	for _, n := range nodes {
		root.add(n, g.writes(n), "", leaves)
	}
	l := g.lineageOf(nodes)
	doc := store.Doc{}
	for _, p := range slices.Sorted(maps.Keys(leaves)) {
		value := leaves[p]
		if ws := root.at(p); len(ws) > 0 {
			var clear bool
			if value, clear = l.decide(ws); !clear {
				return nil
			}
		}
		if value != nil {
			doc.Put(p, value)
		}
	}
	return doc
}

// decide returns the value of the writes that no other one supersedes, and
// whether they agree on it.
func (l *lineage) decide(ws []write) (value any, clear bool) {
	slices.SortStableFunc(ws, func(a, b write) int { return b.node - a.node })
	var top []write
	for _, w := range ws {
		// Descendants come first, so that whatever supersedes w is below one
		// of top.
		if slices.ContainsFunc(top, func(t write) bool { return l.descends(t.node, w.node) }) {
			continue
		}
		if len(top) > 0 && w.value != top[0].value {
			return nil, false
		}
		top = append(top, w)
	}
	return top[0].value, true
}

// writes returns what node i sets: a full content counts for what it changes,
// so that two amendments of different fields are different fields.
func (g *graph) writes(i int) store.Doc {
	n := &g.nodes[i]
	if !full(n.op.Kind) {
		return n.op.Set
	}
	doc := g.doc(i)
	switch len(n.parents) {
	case 0:
		return doc
	case 1:
		return store.Diff(g.doc(n.parents[0]), doc)
	}
	set := doc.Clone()
	for _, p := range n.parents {
		store.Diff(g.doc(p), doc).Leaves(func(path store.Path, v any) {
			if v == nil {
				set.Put(path, nil)
			}
		})
	}
	return set
}
