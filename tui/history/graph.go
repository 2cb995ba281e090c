package history

import (
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/theme"
)

// revision is one line of the history: an op, or an automatic merge of several.
type revision struct {
	*desk.Revision              // nil of a merge
	parents        []store.Hash // of a merge
	lane           int          // column of the graph, from 0
	through        []bool       // lanes that pass by this line
	reviewed       *desk.Revision
}

// revisions puts a history in order of reading, the newest first. Ops that do
// not count stand where their claimed time puts them; an automatic merge, which
// is no op, stands above what it joined.
func revisions(list []desk.Revision, heads []store.Hash, merged bool) []revision {
	var counted, aside []revision
	for i := range list {
		r := &list[i]
		if r.Verdict != store.Counted {
			aside = append(aside, revision{Revision: r})
			continue
		}
		if len(r.Parents) > 1 && r.OpKind != store.OpResolve {
			counted = append(counted, revision{parents: r.Parents})
		}
		counted = append(counted, revision{Revision: r})
	}
	if merged && len(heads) > 1 {
		counted = append(counted, revision{parents: heads})
	}
	lanes(counted)
	slices.Reverse(counted)
	for _, a := range aside {
		a.through = []bool{}
		at := slices.IndexFunc(counted, func(r revision) bool { return r.Revision != nil && r.At <= a.At })
		if at < 0 {
			at = len(counted)
		}
		if at < len(counted) {
			a.through = counted[at].through
		}
		a.lane = -1
		counted = slices.Insert(counted, at, a)
	}
	review(counted)
	return counted
}

// review remembers with each revision that the province judged the newest
// acceptance or return that stands on it.
func review(list []revision) {
	at := map[store.Hash]int{}
	for i := range list {
		if list[i].Revision != nil {
			at[list[i].Rev] = i
		}
	}
	for i := range list {
		r := list[i].Revision
		if r == nil || r.OpKind != store.OpAccept && r.OpKind != store.OpReturn || r.Verdict != store.Counted {
			continue
		}
		for _, p := range r.Parents {
			if j, ok := at[p]; ok && list[j].reviewed == nil {
				list[j].reviewed = r
			}
		}
	}
}

// lanes gives each revision, oldest first, a column of the graph: it goes on in
// the column of its first parent if nobody did so before, else in a free one.
func lanes(list []revision) {
	type lane struct {
		tip  store.Hash
		free bool
	}
	var open []lane
	last := map[store.Hash]int{} // index of the last child of a revision
	for i := range list {
		for _, p := range list[i].ancestors() {
			last[p] = i
		}
	}
	for i := range list {
		r := &list[i]
		r.lane = -1
		for _, p := range r.ancestors() {
			for n := range open {
				if open[n].free || open[n].tip != p {
					continue
				}
				if r.lane < 0 {
					r.lane = n
				} else if last[p] == i {
					open[n].free = true
				}
			}
		}
		if r.lane < 0 {
			if r.lane = slices.IndexFunc(open, func(l lane) bool { return l.free }); r.lane < 0 {
				r.lane = len(open)
				open = append(open, lane{})
			}
		}
		open[r.lane].free = false
		if r.Revision != nil {
			open[r.lane].tip = r.Rev
		}
		r.through = make([]bool, len(open))
		for n := range open {
			r.through[n] = !open[n].free
		}
	}
}

func (r *revision) ancestors() []store.Hash {
	if r.Revision == nil {
		return r.parents
	}
	return r.Parents
}

// width is the number of lanes of a history.
func width(list []revision) int {
	n := 1
	for i := range list {
		n = max(n, len(list[i].through))
	}
	return n
}

// drawn is a revision's line of the graph: its own sign in its lane, and those
// of the lines that pass by.
func (r *revision) drawn(t *theme.Theme) string {
	var b strings.Builder
	for n, pass := range r.through {
		switch {
		case n == r.lane && r.Revision == nil:
			b.WriteString(t.Glyph.Same)
		case n == r.lane:
			b.WriteString(t.Glyph.Unsent)
		case pass:
			b.WriteString(t.Glyph.Vertical)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// beside returns the counted revisions that neither stand on r nor are stood on
// by it: the parallel edits.
func beside(list []revision, r *revision) []*desk.Revision {
	if r.Revision == nil || r.Verdict != store.Counted {
		return nil
	}
	parents := map[store.Hash][]store.Hash{}
	for i := range list {
		if list[i].Revision != nil {
			parents[list[i].Rev] = list[i].Parents
		}
	}
	below := func(rev store.Hash) map[store.Hash]bool {
		seen := map[store.Hash]bool{}
		for todo := []store.Hash{rev}; len(todo) > 0; {
			h := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			for _, p := range parents[h] {
				if !seen[p] {
					seen[p] = true
					todo = append(todo, p)
				}
			}
		}
		return seen
	}
	mine := below(r.Rev)
	var out []*desk.Revision
	for i := range list {
		o := list[i].Revision
		if o == nil || o.Rev == r.Rev || o.Verdict != store.Counted || mine[o.Rev] || below(o.Rev)[r.Rev] {
			continue
		}
		out = append(out, o)
	}
	return out
}
