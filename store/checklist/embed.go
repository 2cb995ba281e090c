package checklist

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	gosync "sync"
)

//go:embed data/*.toml
var files embed.FS

var embedded = gosync.OnceValues(func() ([]*Checklist, error) {
	names, err := files.ReadDir("data")
	if err != nil {
		return nil, fmt.Errorf("reading the embedded checklists: %w", err)
	}
	all := make([]*Checklist, 0, len(names))
	for _, n := range names {
		data, err := files.ReadFile("data/" + n.Name())
		if err != nil {
			return nil, fmt.Errorf("reading an embedded checklist: %w", err)
		}
		c, err := Load(n.Name(), data)
		if err != nil {
			return nil, fmt.Errorf("reading the embedded checklist %s: %w", n.Name(), err)
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *Checklist) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
})

// Embedded returns the checklists built into the program, as first revisions,
// ordered by id. The slice is shared.
func Embedded() ([]*Checklist, error) { return embedded() }
