package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/page"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// Look is how a person wants the interface to look and to speak.
type Look struct {
	Lang  text.Lang  // "" as it is
	Theme theme.Name // "" as it is
	ASCII bool       // borders and signs in ASCII
}

// look returns what is shown now. A terminal without colours says nothing of the
// theme that the person wants where there are some.
func (m *Model) look() Look {
	l := Look{Lang: m.c.Words.Lang, Theme: m.c.Theme.Name, ASCII: m.c.Theme.Glyph.Horizontal == theme.ASCII.Horizontal}
	if m.o.Colours == 0 {
		l.Theme = ""
	}
	return l
}

// wear shows the interface as l says.
func (m *Model) wear(l Look) {
	now := m.look()
	if l.Lang != "" && l.Lang != now.Lang {
		m.c.Words = text.For(l.Lang)
	}
	if m.o.Colours == 0 || l.Theme == "" {
		l.Theme = m.c.Theme.Name
	}
	if l.Theme != m.c.Theme.Name || l.ASCII != now.ASCII {
		m.c.Theme = theme.New(theme.Options{Name: l.Theme, Colours: m.o.Colours, ASCII: l.ASCII})
	}
	m.layout()
}

// choose shows the interface as l says and has it remembered.
func (m *Model) choose(l Look, said func(*text.Words) string) tea.Cmd {
	m.wear(l)
	cmds := []tea.Cmd{page.Do(page.Toast{Text: said(m.c.Words)})}
	if m.o.OnLook != nil {
		cmds = append(cmds, m.o.OnLook(m.look()))
	}
	return tea.Batch(cmds...)
}

// speak switches the language.
func (m *Model) speak(lang text.Lang) tea.Cmd {
	l := m.look()
	l.Lang = lang
	return m.choose(l, func(w *text.Words) string { return w.Dialog.LanguageDone })
}

// dress switches the theme or the signs.
func (m *Model) dress(d page.Dress) tea.Cmd {
	l := m.look()
	l.Theme, l.ASCII = d.Theme, d.ASCII
	return m.choose(l, func(w *text.Words) string { return w.Palette.Dressed })
}

// looks are the palette's entries for other themes and signs. A terminal without
// colours has one theme.
func (m *Model) looks() []page.Action {
	now, w := m.look(), &m.c.Words.Palette
	var out []page.Action
	for _, n := range theme.Names {
		if n != now.Theme && m.o.Colours > 0 {
			out = append(out, page.Action{Name: w.Themes[string(n)], Msg: page.Dress{Theme: n, ASCII: now.ASCII}})
		}
	}
	name := w.ASCII
	if now.ASCII {
		name = w.Unicode
	}
	return append(out, page.Action{Name: name, Msg: page.Dress{Theme: now.Theme, ASCII: !now.ASCII}})
}
