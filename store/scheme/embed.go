package scheme

import (
	"embed"
	"fmt"
	"slices"
	gosync "sync"
)

//go:embed data/*.toml
var data embed.FS

var embedded = gosync.OnceValue(func() []*Scheme {
	entries, err := data.ReadDir("data")
	if err != nil {
		panic(fmt.Sprintf("scheme: reading embedded schemes: %v", err))
	}
	var all []*Scheme
	for _, e := range entries {
		file, err := data.ReadFile("data/" + e.Name())
		if err != nil {
			panic(fmt.Sprintf("scheme: reading embedded scheme: %v", err))
		}
		s, err := Load(e.Name(), file)
		if err != nil {
			panic(fmt.Sprintf("scheme: embedded scheme: %v", err)) // a test loads them all
		}
		all = append(all, s)
	}
	return all
})

// Embedded returns the schemes built into the program, as first revisions,
// ordered by id.
func Embedded() []*Scheme { return slices.Clone(embedded()) }

// EmbeddedByID returns the embedded scheme of that id.
func EmbeddedByID(id string) (*Scheme, bool) {
	for _, s := range embedded() {
		if s.ID == id {
			return s, true
		}
	}
	return nil, false
}
