package record

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// still is what a line that takes no text answers as a field.
type still struct{ lines int }

func (*still) Update(tea.Msg) bool    { return false }
func (*still) Wants(keys.Intent) bool { return false }
func (f *still) Height() int          { return max(f.lines, 1) }
func (*still) Cursor() (int, int)     { return 0, 0 }
func (*still) CursorX() int           { return 0 }
func (*still) Value() string          { return "" }
func (*still) SetValue(string)        {}
func (*still) Valid() error           { return nil }
func (*still) ReadBack() string       { return "" }

// words are lines that the program computed.
type words struct {
	still
	c    *page.Context
	said []Said
}

func (f *words) View(width int, _ bool) string {
	var out []string
	for _, s := range f.said {
		for _, l := range s.draw(f.c, width) {
			out = append(out, page.Pad(l, width))
		}
	}
	if len(out) == 0 {
		out = []string{page.Pad("", width)}
	}
	f.lines = len(out)
	return strings.Join(out, "\n")
}

// rule is a title that stands over the rows below it.
type rule struct {
	still
	c     *page.Context
	title string
}

func (f *rule) View(width int, _ bool) string {
	t := f.c.Theme
	s := page.Cut(t, f.title, width-4)
	if s != "" {
		s = t.Title.Render(s) + " "
	}
	return s + t.Border.Render(strings.Repeat(t.Glyph.Horizontal, max(width-page.Width(s), 0)))
}

// button is a line that may have the cursor.
type button struct {
	still
	c         *page.Context
	word      string
	sign      string
	presses   bool
	said      []Said
	forbidden string
}

func (f *button) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	return ok && k.Type == tea.KeyEnter
}

func (f *button) Wants(i keys.Intent) bool { return i == keys.Open && f.presses }
func (f *button) Cursor() (int, int)       { return 1, 0 }
func (f *button) CursorX() int             { return 1 }
func (f *button) ReadBack() string         { return f.forbidden }

func (f *button) View(width int, focused bool) string {
	t := f.c.Theme
	s := f.word
	if f.sign != "" {
		s = f.sign + " " + s
	}
	var out []string
	for _, l := range page.Wrap(s, max(width-2, 1)) {
		switch {
		case focused:
			l = t.Selected.Render(" " + l + " ")
		case f.presses:
			l = " " + t.Dim.Render(l)
		default:
			l = " " + l
		}
		out = append(out, page.Pad(l, width))
	}
	for _, said := range f.said {
		for _, l := range said.draw(f.c, width-3) {
			out = append(out, page.Pad("   "+l, width))
		}
	}
	f.lines = len(out)
	return strings.Join(out, "\n")
}

// heads are the titles of the cells of the rows below.
type heads struct {
	still
	c      *page.Context
	titles []string
}

func (f *heads) View(width int, _ bool) string {
	t := f.c.Theme
	w := cellWidth(width, len(f.titles))
	parts := make([]string, len(f.titles))
	for i, s := range f.titles {
		parts[i] = page.Pad(" "+t.Dim.Render(page.Cut(t, s, w-1)), w)
	}
	return page.Pad(strings.Join(parts, " "), width)
}

// cellWidth is the width of one of n inputs side by side.
func cellWidth(width, n int) int { return max(min((width-n+1)/max(n, 1), 20), 1) }
