package assess_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/assess"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

func press(name string) keys.Press {
	k := pagetest.Key(name)
	i, _ := keys.Translate(k, true)
	return keys.Press{Intent: i, Key: k}
}

// golden draws a sheet after some keys at every size and in both languages.
func golden(t *testing.T, name string, make func(testing.TB, *desk.Desk) string, press ...string) {
	t.Helper()
	d := newOffice(t, store.Officer).run()
	id := make(t, d)
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			s := pagetest.Open(t, lang, size, func(c *page.Context) page.Screen { return assess.New(c, d, id) })
			s.Press(press...)
			s.Golden(name)
		}
	}
}

func TestItemIsDrawn(t *testing.T)   { golden(t, "item", half, "pgup") }
func TestListIsDrawn(t *testing.T)   { golden(t, "list", half, "pgup", "esc", "down") }
func TestFactsAreDrawn(t *testing.T) { golden(t, "facts", half, "f5", "down") }
func TestGapsAreDrawn(t *testing.T)  { golden(t, "gaps", half, "f8") }

func TestFinalIsDrawn(t *testing.T) {
	golden(t, "final", func(tb testing.TB, d *desk.Desk) string {
		id := full(tb, d)
		_, err := d.Finalise(ctx, store.Assessment, id)
		must(tb, err)
		return id
	})
}

func TestExcludedIsDrawn(t *testing.T) {
	golden(t, "excluded", func(tb testing.TB, d *desk.Desk) string {
		return putSheet(tb, d, store.Doc{"cooperative": putCoop(tb, d, "qtdnd"), "period": "2024", "scheme": "tt01-2020"})
	})
}

func TestEveryEntryFitsEverySize(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			s := pagetest.Open(t, lang, size, func(c *page.Context) page.Screen { return assess.New(c, d, id) })
			for _, mode := range []string{"ctrl+home", "esc"} {
				s.Press(mode, "ctrl+home")
				for range 45 {
					s.View()
					s.Press("down")
				}
			}
		}
	}
}

// BenchmarkKey is one key in a figure until the screen is drawn: the sheet
// recomputes, and the bar is 2 ms.
func BenchmarkKey(b *testing.B) {
	d := newOffice(b, store.Officer).run()
	id := half(b, d)
	c := pagetest.Context(text.VI)
	s := assess.New(c, d, id)
	s.SetSize(80, 22)
	s.Update(s.Init()())
	s.Update(press("pgup"))
	s.Update(press("shift+tab"))
	one, back := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("1")}, tea.KeyMsg{Type: tea.KeyBackspace}
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
