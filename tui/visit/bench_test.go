package visit_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
	"coopfield/tui/visit"
)

// BenchmarkKey is one key in the note of a line until the screen is drawn, with
// the whole checklist below it; the bar is 2 ms.
func BenchmarkKey(b *testing.B) {
	d := newOffice(b, store.Officer).run()
	coop := putCoop(b, d, longName)
	c := pagetest.Context(text.VI)
	s := visit.New(c, d, store.Visit, "", page.Args{"coop": coop}, visit.Options{})
	s.SetSize(80, 22)
	s.Update(s.Init()())
	one, back := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")}, tea.KeyMsg{Type: tea.KeyBackspace}
	s.Update(one)
	s.Update(one)
	b.ReportAllocs()
	for i := range b.N {
		k := one
		if i%2 == 1 {
			k = back
		}
		s.Update(k)
		s.View()
	}
}
