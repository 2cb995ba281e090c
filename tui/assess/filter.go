package assess

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/desk"
	"coopfield/tui/page"
)

// filter says which items are listed.
type filter int

const (
	all filter = iota
	unanswered
	flagged
	different
	below
	commentedOn
	filters
)

var filterNames = map[filter]string{
	unanswered: "unanswered", flagged: "flagged", different: "different", below: "below", commentedOn: "commented",
}

func (m *Model) passes(it *desk.SheetItem) bool { return m.fits(m.filter, it) }

func (m *Model) fits(f filter, it *desk.SheetItem) bool {
	switch f {
	case unanswered:
		return m.unanswered(it)
	case flagged:
		return it.Flag
	case different:
		return differs(it)
	case below:
		return m.isBelow(it)
	case commentedOn:
		return m.commented(it)
	}
	return true
}

// count says how many items a filter lets pass.
func (m *Model) count(f filter) int {
	n := 0
	for i := range m.sheet.Items {
		if m.fits(f, &m.sheet.Items[i]) {
			n++
		}
	}
	return n
}

// cycle shows the next kind of items of which there are any, and says how many
// there are of each.
func (m *Model) cycle() tea.Cmd {
	w := &m.c.Words.Assess.Book
	var counts []string
	for f := unanswered; f < filters; f++ {
		if n := m.count(f); n > 0 {
			counts = append(counts, sprintf(w.Counts[filterNames[f]], n))
		}
	}
	for {
		m.filter = (m.filter + 1) % filters
		if m.filter == all || m.count(m.filter) > 0 {
			break
		}
	}
	m.settleFilter()
	if len(counts) == 0 {
		return page.Do(page.Toast{Text: w.NoneOf})
	}
	return page.Do(page.Toast{Text: strings.Join(counts, " "+m.c.Theme.Glyph.Dot+" ")})
}

// settleFilter moves the cursor to an item that the filter lets pass.
func (m *Model) settleFilter() {
	m.top = 0
	if m.filter == all {
		return
	}
	if m.at.kind == item && m.passes(m.sheet.Item(m.at.id)) {
		return
	}
	for i := range m.sheet.Items {
		if it := &m.sheet.Items[i]; m.passes(it) {
			m.goTo(entry{kind: item, id: it.ID})
			return
		}
	}
}
