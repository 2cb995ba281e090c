package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/telex"
)

// runAction asks the root to run an entry of the palette.
type runAction struct{ action page.Action }

// actions lists everything that can be done now: what the screen offers, what
// its keys do, the pages and the program.
func (m *Model) actions() []page.Action {
	var out []page.Action
	w := m.c.Words
	s := m.Top()
	if a, ok := s.(page.Actor); ok {
		out = append(out, a.Actions()...)
	}
	if s != nil {
		for _, h := range s.Keys() {
			if h.Intent != keys.None && !slices.ContainsFunc(out, func(a page.Action) bool { return a.Do == h.Intent }) {
				out = append(out, page.Action{Name: upper(h.Word), Key: h.Key, Do: h.Intent})
			}
		}
	}
	if m.o.Actions != nil {
		out = append(out, m.o.Actions(w)...)
	}
	out = append(
		out,
		page.Action{Name: w.Palette.Switch, Key: keys.Label(keys.Language), Msg: page.Speak{Lang: m.other()}},
	)
	if m.lock == nil {
		out = append(out, m.inputActions()...)
	}
	out = append(out, m.looks()...)
	out = append(
		out,
		page.Action{Name: upper(w.Keys.Help), Key: keys.Label(keys.Help), Do: keys.Help},
		page.Action{Name: upper(w.Keys.Quit), Key: keys.Label(keys.Quit), Msg: page.Leave{}},
	)
	// An action that two of them offer is listed once, under its first name.
	var seen []keys.Intent
	names := map[string]bool{}
	return slices.DeleteFunc(out, func(a page.Action) bool {
		if names[a.Name] || a.Do != keys.None && slices.Contains(seen, a.Do) {
			return true
		}
		names[a.Name] = true
		seen = append(seen, a.Do)
		return false
	})
}

func upper(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// palette finds an action by its name.
type palette struct {
	c      *page.Context
	all    []page.Action
	folded []string
	found  []int
	f      *field.Text
	at     int
	top    int
	x, y   int
}

func newPalette(c *page.Context, all []page.Action) *palette {
	b := &palette{c: c, all: all, f: field.NewText(c, field.TextSpec{Hint: c.Words.Palette.Prompt})}
	for _, a := range all {
		b.folded = append(b.folded, vi.Fold(a.Name+" "+a.Key))
	}
	b.find()
	return b
}

func (b *palette) find() {
	q := vi.Fold(b.f.Value())
	b.found, b.at, b.top = vi.Nearest(len(b.folded), func(i int) string { return b.folded[i] }, q), 0, 0
}

func (b *palette) typing() bool             { return true }
func (b *palette) sudden() bool             { return false }
func (b *palette) cursor() (int, int, bool) { return b.x, b.y, true }

func (b *palette) press(i keys.Intent, k tea.KeyMsg) (bool, tea.Cmd) {
	switch i {
	case keys.None:
		if b.f.Update(k) {
			b.find()
		}
	case keys.Up, keys.PrevField:
		b.at = max(b.at-1, 0)
	case keys.Down, keys.NextField:
		b.at = max(min(b.at+1, len(b.found)-1), 0)
	case keys.PageUp:
		b.at = max(b.at-10, 0)
	case keys.PageDown:
		b.at = max(min(b.at+10, len(b.found)-1), 0)
	case keys.Back, keys.Palette:
		return true, nil
	case keys.Open:
		if b.at < len(b.found) {
			return true, page.Do(runAction{b.all[b.found[b.at]]})
		}
	}
	return false, nil
}

func (b *palette) view(width, height int) string {
	t, w := b.c.Theme, b.c.Words.Palette
	inner := bodyWidth(width)
	rows := max(min(len(b.all), height-8), 1)
	b.top = max(min(b.top, b.at), b.at-rows+1)
	body := []string{b.f.View(inner, true), ""}
	x, y := b.f.Cursor()
	b.x, b.y = x+2, y+1
	for n := b.top; n < b.top+rows; n++ {
		switch {
		case n < len(b.found):
			a := b.all[b.found[n]]
			key := page.Width(a.Key)
			line := page.Pad(page.Cut(t, a.Name, inner-4-key), inner-3-key) + a.Key + " "
			if n == b.at {
				body = append(body, t.Selected.Render(t.Glyph.Cursor+" "+line))
			} else {
				body = append(body, "  "+line)
			}
		case n == 0:
			body = append(body, page.Pad("  "+w.None, inner))
		default:
			body = append(body, "")
		}
	}
	return frameBox(b.c, w.Title, body, w.Hint, width, height)
}

// keyWidth is the help's left column.
const keyWidth = 17

// help lists every key of the screen and of the program, and what the signs of
// the first line mean.
type help struct {
	c     *page.Context
	lines [][2]string // key and word; a heading has no word
	then  string      // page that Enter opens, "" for none
	pane  viewport.Model
}

func newHelp(c *page.Context, s page.Screen, then string) *help {
	b := &help{c: c, then: then}
	w, f := c.Words.Keys, c.Words.Frame
	add := func(key, word string) { b.lines = append(b.lines, [2]string{key, word}) }
	if then != "" {
		add(w.Lost, "")
		add("", "")
	}
	listed := map[keys.Intent]bool{}
	if s != nil {
		add(w.Here, "")
		for _, h := range s.Keys() {
			key := h.Key
			if h.Intent != keys.None {
				listed[h.Intent] = true
				if all := strings.Join(keys.Labels(h.Intent), ", "); page.Width(all) <= keyWidth && h.Key == keys.Label(h.Intent) {
					key = all
				}
			}
			add(key, h.Word)
		}
		add("", "")
	}
	add(w.FirstLine, "")
	if c.Status != nil && c.Status().Answers {
		add(c.Theme.Glyph.Unsent+" "+f.ToAnswer, w.Unanswered)
	} else {
		add(c.Theme.Glyph.Unsent+" "+f.Unsent, w.Unsent)
	}
	add(c.Theme.Glyph.Up+" "+f.Conflicts, w.Conflicts)
	add(f.Saved+" 14:32", w.Saved)
	add(f.NotSaved, w.NotSaved)
	add(f.Training, w.Training)
	add(sprintf(f.Input, methodName(telex.Telex)), w.Badge)
	add("", "")
	add(w.Everywhere, "")
	for _, i := range []keys.Intent{
		keys.Help, keys.Palette, keys.Back, keys.Open, keys.NextField, keys.PrevField, keys.Undo, keys.SaveNow,
		keys.Coops, keys.Bundle, keys.Programme, keys.Security, keys.Input, keys.Language, keys.Lock, keys.Quit,
	} {
		if !listed[i] {
			add(strings.Join(keys.Labels(i), ", "), Word(c, i))
		}
	}
	return b
}

// wrapped draws the lines in so many cells.
func (b *help) wrapped(width int) []string {
	var out []string
	for _, l := range b.lines {
		if l[1] == "" {
			out = append(out, b.c.Theme.Title.Render(l[0]))
			continue
		}
		key := l[0]
		for _, s := range page.Wrap(l[1], width-keyWidth-3) {
			out = append(out, "  "+page.Pad(key, keyWidth)+" "+s)
			key = ""
		}
	}
	return out
}

func (b *help) typing() bool             { return false }
func (b *help) sudden() bool             { return false }
func (b *help) cursor() (int, int, bool) { return 0, 0, false }

func (b *help) press(i keys.Intent, _ tea.KeyMsg) (bool, tea.Cmd) {
	switch i {
	case keys.Up:
		b.pane.ScrollUp(1)
	case keys.Down:
		b.pane.ScrollDown(1)
	case keys.PageUp:
		b.pane.PageUp()
	case keys.PageDown:
		b.pane.PageDown()
	case keys.Open:
		if b.then != "" {
			return true, page.Go(b.then, "", nil)
		}
		return true, nil
	case keys.Back, keys.Help:
		return true, nil
	}
	return false, nil
}

func (b *help) view(width, height int) string {
	inner := bodyWidth(width)
	lines := b.wrapped(inner)
	b.pane.Width, b.pane.Height = inner, min(max(height-6, 1), len(lines))
	b.pane.SetContent(strings.Join(lines, "\n"))
	hint := b.c.Words.Dialog.CloseHint
	if len(lines) > b.pane.Height {
		hint = b.c.Words.Dialog.ScrollHint
	}
	shown := strings.Split(b.pane.View(), "\n")
	for i, l := range shown {
		shown[i] = page.Pad(l, inner)
	}
	return frameBox(b.c, b.c.Words.Keys.Title, shown, hint, width, height)
}
