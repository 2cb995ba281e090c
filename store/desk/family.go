package desk

import (
	"cmp"
	"slices"
	"strings"

	"coopfield/store"
)

// family gathers the yearly sheets of cooperatives that are one, which lists
// show and sum once. Of one year the sheet that counts comes where
// [RegisterEntry.add] takes it from: a finalised one before a draft, and the
// kept cooperative's own before a duplicate's.
type family struct {
	dup  map[string]string // duplicate → kept
	head map[string]bool   // cooperatives that others are the same as
	rows map[string][]store.ScoreRow
}

func newFamily(hidden map[string]string) *family {
	f := &family{dup: hidden, head: map[string]bool{}, rows: map[string][]store.ScoreRow{}}
	for _, kept := range hidden {
		f.head[kept] = true
	}
	return f
}

func (f *family) kept(coop string) string {
	if k := f.dup[coop]; k != "" {
		return k
	}
	return coop
}

// takes keeps the row of a cooperative that is not alone.
func (f *family) takes(row *store.ScoreRow) bool {
	kept := f.kept(row.Cooperative)
	if !f.head[kept] {
		return false
	}
	f.rows[kept] = append(f.rows[kept], *row)
	return true
}

// scores calls g with the rows kept, by cooperative and period.
func (f *family) scores(g func(*store.ScoreRow) error) error {
	rank := func(kept string, r *store.ScoreRow) int {
		own := r.Cooperative == kept
		switch {
		case r.State == store.Final && own:
			return 0 // the first finalised one stays
		case r.State == store.Final:
			return 1
		case own:
			return 3 // the last draft stays
		}
		return 2
	}
	for _, kept := range sortedKeys(f.rows) {
		rows := f.rows[kept]
		slices.SortStableFunc(rows, func(a, b store.ScoreRow) int {
			return cmp.Or(strings.Compare(a.Period, b.Period), cmp.Compare(rank(kept, &a), rank(kept, &b)))
		})
		for i := range rows {
			if err := g(&rows[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
