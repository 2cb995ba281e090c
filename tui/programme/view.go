package programme

import (
	"fmt"
	"strings"

	"coopfield/tui/page"
)

const (
	// sideWidth is the width from which the panel stands beside the list.
	sideWidth = 120
	// boardWidth is the same of the pilots, whose list has many columns.
	boardWidth = 180
)

// View draws the tabs, the list and what is known of the row under the cursor.
func (m *Model) View() string {
	lines := []string{m.viewHead(), m.viewTabs()}
	if s := m.viewSections(); s != "" {
		lines = append(lines, s)
	}
	lines = append(lines, m.viewBody(m.width, max(m.height-len(lines), 0)))
	out := page.Exact(strings.Join(lines, "\n"), m.width, m.height)
	switch {
	case m.choice != nil:
		box := m.choice.view(m.width, m.height)
		x, y := m.middle(box)
		return page.Overlay(out, box, x, y)
	case m.pick != nil:
		box := m.pick.view(m.c, m.width, m.height)
		x, y := m.middle(box)
		return page.Overlay(out, box, x, y)
	}
	return out
}

// middle is where a box stands above the list.
func (m *Model) middle(box string) (x, y int) {
	first, _, _ := strings.Cut(box, "\n")
	return max((m.width-page.Width(first))/2, 0), max((m.height-strings.Count(box, "\n")-1)/3, 0)
}

// Cursor is where the text cursor stands in the last View.
func (m *Model) Cursor() (x, y int, ok bool) {
	if m.choice == nil {
		return 0, 0, false
	}
	ox, oy := m.middle(m.choice.view(m.width, m.height))
	x, y, ok = m.choice.cursor()
	return x + ox, y + oy, ok
}

// viewHead says of which programme all is, and what is chosen of it.
func (m *Model) viewHead() string {
	w, t := m.c.Words.Programme, m.c.Theme
	var chips []string
	if m.mine {
		chips = append(chips, "["+w.Mine+"]")
	}
	for _, f := range m.secs[m.at].facets() {
		if v := m.lists[m.at].facets[f.id]; v != "" {
			chips = append(chips, "["+w.Facets[f.id]+": "+f.name(v)+"]")
		}
	}
	title := w.None
	if p := m.rules(); p != nil {
		title, _, _ = strings.Cut(p.Basis, ";")
		if title == "" {
			title = p.Title
		}
	}
	chip := page.CutMiddle(t, strings.Join(chips, " "), m.width*2/3)
	room := max(m.width-page.Width(chip)-3, 0)
	return " " + page.Pad(t.Title.Render(page.Cut(t, title, room)), room) + " " + t.Info.Render(chip) + " "
}

// viewTabs draws the line of tabs, from the one that leaves room for the open one.
func (m *Model) viewTabs() string {
	t, w := m.c.Theme, m.c.Words.Programme
	open := 0
	labels, wide := make([]string, len(tabs)), 1
	for i, group := range tabs {
		labels[i] = w.Tabs[names[group[0]]]
		wide += page.Width(labels[i]) + 3
		for _, s := range group {
			if s == m.at {
				open = i
			}
		}
	}
	first := 0
	for first < open && wide > m.width {
		wide -= page.Width(labels[first]) + 3
		first++
	}
	line := t.Border.Render(t.Glyph.Horizontal)
	if first > 0 {
		line = t.Dim.Render(t.Glyph.Ellipsis)
	}
	for i := first; i < len(tabs); i++ {
		label := " " + labels[i] + " "
		if i == open {
			label = t.Focus.Render("[" + labels[i] + "]")
		}
		line += label + t.Border.Render(t.Glyph.Horizontal)
	}
	if page.Width(line) > m.width {
		return page.Cut(t, line, m.width)
	}
	return line + t.Border.Render(strings.Repeat(t.Glyph.Horizontal, m.width-page.Width(line)))
}

// viewSections names the lists that share the open tab, "" where it has one.
func (m *Model) viewSections() string {
	t, w := m.c.Theme, m.c.Words.Programme
	for _, group := range tabs {
		if len(group) == 1 {
			continue
		}
		line, open := " ", false
		for i, s := range group {
			if i > 0 {
				line += " " + t.Glyph.Dot + " "
			}
			label := w.Sections[names[s]]
			if m.lists[s].read && m.secs[s].rows() > 0 {
				label += " " + page.Count(m.secs[s].rows())
			}
			if s == m.at {
				open = true
				line += t.Focus.Render(t.Glyph.Cursor + label)
			} else {
				line += t.Dim.Render(label)
			}
		}
		if open {
			return page.Cut(t, line, m.width)
		}
	}
	return ""
}

// viewBody draws the open section in exactly width×height cells.
func (m *Model) viewBody(width, height int) string {
	w, t := m.c.Words.Programme, m.c.Theme
	s, l := m.secs[m.at], m.lists[m.at]
	say := ""
	switch {
	case m.programme == "":
		say = t.Warn.Render("! " + page.Cut(t, w.NoneHow, width-4))
	case l.failed:
		say = t.Bad.Render("! " + page.Cut(t, w.Failed, width-4))
	case !l.read:
		say = t.Dim.Render(w.Loading)
	}
	if say != "" {
		return page.Exact("\n "+say, width, height)
	}
	head := s.head(width)
	height -= len(head)
	if height < 1 {
		return page.Fit(head, width, height+len(head))
	}
	return page.Exact(strings.Join(append(head, m.viewList(s, l, width, height)), "\n"), width, height+len(head))
}

// viewList draws the rows and, beside or below them, the panel.
func (m *Model) viewList(s section, l *list, width, height int) string {
	t := m.c.Theme
	side := sideWidth
	if m.at == pilots {
		side = boardWidth
	}
	i := l.table.At()
	if s.rows() == 0 {
		i = -1
	}
	if width >= side {
		left := width * 3 / 5
		if m.at == pilots {
			left = width * 3 / 4
		}
		return page.Columns(m.viewTable(s, l, left, height), m.viewPanel(l, s.panel(i, width-left-2), width-left, height))
	}
	lines := s.panel(i, width-2)
	if i < 0 && len(lines) == 0 {
		return page.Exact("\n "+t.Dim.Render(page.Cut(t, s.empty(), width-2)), width, height)
	}
	upper := min(max(s.rows(), 1)+1, max(height/2, 3))
	upper = max(upper, height-len(lines)-2)
	if height-upper < 3 {
		upper = height
	}
	table := m.viewTable(s, l, width, upper)
	if upper == height {
		return table
	}
	return page.Rows(table, m.viewPanel(l, lines, width, height-upper))
}

func (m *Model) viewTable(s section, l *list, width, height int) string {
	t := m.c.Theme
	if s.rows() == 0 {
		return page.Exact("\n "+t.Dim.Render(page.Cut(t, s.empty(), width-2)), width, height)
	}
	l.table.SetColumns(s.columns(width)...)
	return l.table.View(width, height, !l.inside)
}

// viewPanel draws lines in a box; more above or below is said in its border.
func (m *Model) viewPanel(l *list, lines []string, width, height int) string {
	room := max(height-2, 1)
	l.top = max(min(l.top, len(lines)-room), 0)
	note := ""
	if len(lines) > room {
		note = fmt.Sprintf("%d–%d/%d", l.top+1, min(l.top+room, len(lines)), len(lines))
	}
	return page.PanelNote(m.c.Theme, m.c.Words.Programme.Panel, note, strings.Join(lines[l.top:], "\n"), width, height, l.inside)
}
