package coops

import (
	"fmt"
	"strings"

	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// heads is the number of lines above the table.
const heads = 2

// View draws the search line, the filters and the table, and what is open above
// them.
func (m *Model) View() string {
	lines := []string{m.viewSearch(), m.viewChips()}
	table := m.viewTable(m.width, max(m.height-heads, 1))
	out := page.Exact(strings.Join(lines, "\n")+"\n"+table, m.width, m.height)
	switch {
	case m.born != nil:
		box := m.born.view(m, m.width, m.height)
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
	return max((m.width-page.Width(first))/2, 0), max(min((m.height-strings.Count(box, "\n")-1)/3, m.height), 0)
}

// searchX is where the search field begins.
func (m *Model) searchX() int { return page.Width(m.c.Words.Coops.Search) + 2 }

func (m *Model) viewSearch() string {
	w, t := m.c.Words.Coops, m.c.Theme
	note := m.count()
	room := min(m.width-m.searchX()-page.Width(note)-3, 72)
	label := t.Text.Render(w.Search)
	if m.typing {
		label = t.Focus.Render(w.Search)
	}
	return page.Pad(" "+label+" "+m.search.View(max(room, 4), m.typing)+" "+t.Dim.Render(note), m.width)
}

// viewChips draws the filters that are set and the order.
func (m *Model) viewChips() string {
	w, t := m.c.Words.Coops, m.c.Theme
	order := fmt.Sprintf(w.Sorted, strings.ToLower(w.Columns[m.sort.Column])) + " "
	if m.sort.Desc {
		order += t.Glyph.Down
	} else {
		order += t.Glyph.Up
	}
	room := m.width - page.Width(order) - 4
	var chips []string
	for _, f := range facetNames {
		if v := m.facets[f]; v != "" {
			chips = append(chips, "["+fmt.Sprintf(w.Chip, m.facetName(f), m.valueName(f, v))+"]")
		}
	}
	left := t.Info.Render(page.Cut(t, strings.Join(chips, " "), room))
	if len(chips) == 0 {
		left = t.Dim.Render(page.Cut(t, fmt.Sprintf(w.NoChips, keys.Label(keys.Filter)), room))
	}
	return " " + page.Pad(left, room) + "  " + t.Dim.Render(order) + " "
}

func (m *Model) viewTable(width, height int) string {
	w, t := m.c.Words.Coops, m.c.Theme
	say := ""
	switch {
	case m.failed:
		say = t.Bad.Render("! " + page.Cut(t, w.Failed, width-3))
	case m.reg == nil:
		say = t.Dim.Render(w.Loading)
	case len(m.reg.Rows) == 0:
		say = page.Cut(t, w.Empty, width-2)
	case len(m.shown) == 0:
		say = page.Cut(t, w.None, width-2)
	}
	if say != "" {
		return page.Exact("\n "+say, width, height)
	}
	return m.table.View(width, height, true)
}

// Cursor is where the text cursor stands in the last View.
func (m *Model) Cursor() (x, y int, ok bool) {
	switch {
	case m.born != nil:
		box := m.born.view(m, m.width, m.height)
		ox, oy := m.middle(box)
		// border, and one line of text above the form
		return ox + 1 + m.born.cx, oy + 2 + m.born.cy, m.born.cok
	case m.pick != nil:
		if m.pick.search == nil {
			return 0, 0, false
		}
		ox, oy := m.middle(m.pick.view(m.c, m.width, m.height))
		return ox + 1 + m.pick.search.CursorX(), oy + 1, true
	case m.typing:
		return m.searchX() + m.search.CursorX(), 0, true
	}
	return 0, 0, false
}
