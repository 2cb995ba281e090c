package tui

import (
	"strings"

	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// View draws exactly width×height cells: the frame, the screen on top, and the
// overlays above it.
func (m *Model) View() string {
	if m.width < 1 || m.height < 1 {
		return ""
	}
	if m.small() {
		w := sprintf(m.c.Words.Frame.TooSmall, MinWidth, MinHeight, m.width, m.height)
		return page.Fit(page.Wrap(w, m.width), m.width, m.height)
	}
	body := ""
	m.c.AsTyped = false
	m.c.Zones.Clear()
	if s := m.Top(); s != nil {
		body = s.View()
	}
	boxes := make([]string, len(m.overlays))
	for i, l := range m.overlays {
		m.c.AsTyped = false // the field on top decides
		boxes[i] = l.box.view(m.width-2, m.height-frameLines)
	}
	view := m.first() + "\n" + page.Exact(body, m.width, m.height-frameLines) + "\n" + m.last()
	for i, l := range m.overlays {
		box := boxes[i]
		w, h := size(box)
		l.x, l.y = max((m.width-w)/2, 0), max((m.height-h)/2, 1)
		view = page.Overlay(view, box, l.x, l.y)
	}
	view, m.zones = m.c.Zones.Take(view)
	return view
}

func size(block string) (int, int) {
	lines := strings.Split(block, "\n")
	return page.Width(lines[0]), len(lines)
}

// Cursor returns where the text cursor stands on the terminal, from 0, after
// the last View; ok is false if it is hidden.
func (m *Model) Cursor() (x, y int, ok bool) {
	if m.small() {
		return 0, 0, false
	}
	if n := len(m.overlays); n > 0 {
		l := m.overlays[n-1]
		x, y, ok = l.box.cursor()
		return x + l.x, y + l.y, ok
	}
	s := m.Top()
	if s == nil {
		return 0, 0, false
	}
	x, y, ok = s.Cursor()
	return x, y + 1, ok
}

// first draws the breadcrumb at the left; at the right who and unit, or the
// screen's own note, the lights and the time of the last commit. What does not
// fit is left out: the unit, then the words behind the lights, then who; the
// lights and the time stay, and a long breadcrumb gives way to half the line, or
// to three fifths before a screen's own note.
func (m *Model) first() string {
	t := m.c.Theme
	var parts []string
	note := ""
	if s := m.Top(); s != nil {
		parts = s.Title()
		if n, ok := s.(page.Noter); ok {
			note = n.Note()
		}
	}
	st := m.o.Status()
	choices := m.rights(st, note)
	crumb := m.crumb(parts)
	right := choices[len(choices)-1]
	least := m.width / 2
	if note != "" {
		least = m.width * 3 / 5
	}
	for _, c := range choices {
		if min(page.Width(crumb), least)+3+page.Width(c) <= m.width {
			right = c
			break
		}
	}
	room := m.width - page.Width(right) - 3
	crumb = m.shorten(parts, crumb, room)
	gap := m.width - 2 - page.Width(crumb) - page.Width(right)
	line := " " + t.Title.Render(crumb) + strings.Repeat(" ", max(gap, 1)) + right
	return page.Pad(line, m.width)
}

func (m *Model) crumb(parts []string) string {
	sep := " " + m.c.Theme.Glyph.Sep + " "
	return strings.Join(append([]string{m.c.Words.Program}, parts...), sep)
}

// shorten makes the breadcrumb fit: long names lose their middle, the longest
// first, then the parts before the last lose their turn.
func (m *Model) shorten(parts []string, crumb string, room int) string {
	t := m.c.Theme
	parts = append([]string(nil), parts...)
	const least = 10
	for page.Width(crumb) > room {
		longest := -1
		for i, p := range parts {
			if page.Width(p) > least && (longest < 0 || page.Width(p) > page.Width(parts[longest])) {
				longest = i
			}
		}
		if longest < 0 {
			return page.CutLeft(t, crumb, room)
		}
		over := page.Width(crumb) - room
		parts[longest] = page.CutMiddle(t, parts[longest], max(page.Width(parts[longest])-over, least))
		crumb = m.crumb(parts)
	}
	return crumb
}

// rights lists what the right side may say, the longest first.
func (m *Model) rights(st page.Status, note string) []string {
	t, w := m.c.Theme, m.c.Words.Frame
	saved := st.Saved
	if m.saved.After(saved) {
		saved = m.saved
	}
	when, clock := w.NotSaved, ""
	if !saved.IsZero() {
		clock = saved.Format("15:04:05")
		when = w.Saved + " " + clock
	}
	light := func(long bool) string {
		s := light(t.Warn.Render, t, st.Unsent, t.Glyph.Unsent, unsent(&w, st), long) + " " +
			light(t.Bad.Render, t, st.Conflicts, t.Glyph.Up, w.Conflicts, long)
		if st.Training {
			s = t.Info.Render(w.Training) + " " + s
		}
		return m.badge() + s
	}
	dot := " " + t.Glyph.Dot + " "
	join := func(parts ...string) string {
		var kept []string
		for _, p := range parts {
			if p != "" {
				kept = append(kept, p)
			}
		}
		return strings.Join(kept, dot)
	}
	var out []string
	if note != "" {
		out = append(
			out,
			join(note, when)+" "+light(true),
			join(note, when)+" "+light(false),
			note+" "+light(false),
		)
	} else {
		out = append(
			out,
			join(st.Who, st.Unit, when)+" "+light(true),
			join(st.Who, when)+" "+light(true),
			join(st.Who, st.Unit, when)+" "+light(false),
			join(st.Who, when)+" "+light(false),
		)
	}
	out = append(out, when+" "+light(false))
	if clock == "" {
		clock = "–"
	}
	return append(out, clock+" "+light(false), light(false))
}

// unsent is what the first counter counts.
func unsent(w *text.Frame, st page.Status) string {
	if st.Answers {
		return w.ToAnswer
	}
	return w.Unsent
}

// light draws one counter; the sign and the number say the same as the colour.
func light(paint func(...string) string, t *theme.Theme, n int, sign, word string, long bool) string {
	s := sign + page.Count(n)
	if long && n > 0 {
		s += " " + word
	}
	if n == 0 {
		return t.Dim.Render(s)
	}
	return paint(s)
}

// last draws the toast, if there is one, or at most seven keys that work here.
func (m *Model) last() string {
	t := m.c.Theme
	helpHint := keys.For(keys.Help, m.c.Words.Keys.Help)
	if m.toast.Text != "" {
		sign, style := t.Glyph.Dot, t.Info
		switch m.toast.Level {
		case page.Good:
			sign, style = t.Glyph.Check, t.Good
		case page.Warn:
			sign, style = t.Glyph.Flag, t.Warn
		case page.Bad:
			sign, style = t.Glyph.Cross, t.Bad
		}
		return page.Pad(" "+style.Render(page.Cut(t, sign+" "+m.toast.Text, m.width-2)), m.width)
	}
	var hints []keys.Hint
	if s := m.Top(); s != nil {
		for _, h := range s.Keys() {
			if h.Intent != keys.Help && len(hints) < 6 {
				hints = append(hints, h)
			}
		}
	}
	return page.KeyLine(t, append(hints, helpHint), m.width)
}
