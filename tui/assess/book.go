package assess

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// bookPage is one page of what stands behind a sheet.
type bookPage int

const (
	wayPage    bookPage = iota // how it may come to a target
	figurePage                 // copied and estimated figures
	otherPage                  // its figures under other rules
	movePage                   // the newer revision of its scheme
	bookPages
)

// book lies over the sheet and changes nothing but what a key of it says.
type book struct {
	page   bookPage
	target int // which of the sheet's targets
	scheme int // which of the other schemes
	at     int // among the rows that can be chosen
	top    int
	rows   []row // of the last drawing
	stale  bool  // rows are to be made anew
	width  int   // that rows were made for
}

// row is one line of a page. A row that can be chosen leads to an entry of the
// sheet or stands for a figure.
type row struct {
	text  string // plain, with style, or already styled without one
	style *lipgloss.Style
	entry *entry
	fact  string
}

func (r *row) chosen() bool { return r.entry != nil || r.fact != "" }

// openBook asks for a page of the book; the palette sends it.
type openBook struct{ page bookPage }

// toBook opens a page. What stands in a field is settled first.
func (m *Model) toBook(p bookPage) tea.Cmd {
	if m.sheet == nil || m.gaps != nil {
		return nil
	}
	m.settle()
	m.book = &book{page: p, stale: true}
	return m.save()
}

// pages are those that there is something to say on.
func (m *Model) pages() []bookPage {
	out := []bookPage{wayPage, figurePage, otherPage}
	if m.sheet.Newer() != nil {
		out = append(out, movePage)
	}
	return out
}

// pressBook follows an intent while the book is open.
func (m *Model) pressBook(i keys.Intent) tea.Cmd {
	m.writeBook()
	b := m.book
	n := b.count()
	switch i {
	case keys.Back:
		m.book = nil
	case keys.Up:
		b.at = max(b.at-1, 0)
	case keys.Down:
		b.at = min(b.at+1, max(n-1, 0))
	case keys.PageUp:
		b.at = max(b.at-10, 0)
	case keys.PageDown:
		b.at = min(b.at+10, max(n-1, 0))
	case keys.Home:
		b.at = 0
	case keys.End:
		b.at = max(n-1, 0)
	case keys.NextField, keys.Right:
		m.turn(1)
	case keys.PrevField, keys.Left:
		m.turn(-1)
	case keys.Filter:
		m.nextOfPage()
	case keys.Open:
		return m.openRow()
	case keys.New:
		if b.page == figurePage {
			return m.copyBefore()
		}
		return m.toBook(figurePage)
	case keys.Search:
		return m.toBook(wayPage)
	case keys.Finalise:
		switch b.page {
		case figurePage:
			return m.confirmCopied()
		case movePage:
			return m.askMove()
		}
	case keys.Assess:
		if b.page == figurePage {
			return m.takeFinal()
		}
	case keys.Undo:
		if b.page == figurePage {
			cmd := m.takeBack()
			m.focus, b.stale = "", true
			return cmd
		}
	}
	return nil
}

func (b *book) count() int {
	n := 0
	for i := range b.rows {
		if b.rows[i].chosen() {
			n++
		}
	}
	return n
}

// turn goes to the page before or after.
func (m *Model) turn(n int) {
	list, at := m.pages(), 0
	for i, p := range list {
		if p == m.book.page {
			at = i
		}
	}
	m.book = &book{page: list[(at+n+len(list))%len(list)], stale: true}
}

// nextOfPage shows the next target, or the next scheme.
func (m *Model) nextOfPage() {
	b := m.book
	switch b.page {
	case wayPage:
		b.target++
	case otherPage:
		b.scheme++
	default:
		return
	}
	b.at, b.top, b.stale = 0, 0, true
}

// openRow goes to the item under the cursor, or confirms the figure there and
// goes on to the next.
func (m *Model) openRow() tea.Cmd {
	r := m.book.row()
	switch {
	case r == nil:
		return nil
	case m.book.page == figurePage:
		return m.confirmOne(r.fact)
	case r.entry != nil:
		e := *r.entry
		m.book, m.filter = nil, all
		path := m.preferred(e)
		if r.fact != "" {
			path = "facts." + r.fact
		}
		m.move(e, path)
	}
	return nil
}

// row returns the row under the cursor.
func (b *book) row() *row {
	n := 0
	for i := range b.rows {
		if !b.rows[i].chosen() {
			continue
		}
		if n == b.at {
			return &b.rows[i]
		}
		n++
	}
	return nil
}

// page maker: the lines of a page as they are written.
type writer struct {
	m     *Model
	width int
	rows  []row
}

// head adds a heading, with a blank line before it.
func (wr *writer) head(text string) {
	if len(wr.rows) > 0 {
		wr.rows = append(wr.rows, row{})
	}
	wr.say(wr.m.c.Theme.Title, text)
}

// say adds a text in as many lines as it needs.
func (wr *writer) say(style lipgloss.Style, text string) {
	for _, l := range page.Wrap(text, wr.width-2) {
		wr.rows = append(wr.rows, row{text: " " + l, style: &style})
	}
}

// choose adds a line that can be chosen, continued on indented lines.
func (wr *writer) choose(text string, e *entry, fact string) {
	for i, l := range page.Wrap(text, wr.width-6) {
		if i == 0 {
			wr.rows = append(wr.rows, row{text: l, entry: e, fact: fact})
			continue
		}
		wr.rows = append(wr.rows, row{text: "     " + l})
	}
}

// writeBook makes the rows of the open page where something changed.
func (m *Model) writeBook() {
	b := m.book
	if !b.stale && b.width == m.width {
		return
	}
	wr := &writer{m: m, width: m.width - 2}
	switch b.page {
	case wayPage:
		m.wayRows(wr)
	case figurePage:
		m.figureRows(wr)
	case otherPage:
		m.otherRows(wr)
	case movePage:
		m.moveRows(wr)
	}
	b.rows, b.stale, b.width = wr.rows, false, m.width
	b.at = min(b.at, max(b.count()-1, 0))
}

// drawBook draws the open page on the whole screen.
func (m *Model) drawBook() string {
	m.writeBook()
	t, w, b := m.c.Theme, &m.c.Words.Assess.Book, m.book
	height := m.height - 2
	cursor, chosen := -1, 0
	for i := range b.rows {
		if b.rows[i].chosen() {
			if chosen == b.at {
				cursor = i
			}
			chosen++
		}
	}
	if cursor >= 0 {
		first := cursor
		if b.at == 0 {
			first = 0 // what stands above the first row is seen with it
		}
		b.top = max(min(b.top, first), cursor-height+1)
		if b.at == chosen-1 { // and what stands below the last one, as far as there is room
			b.top = max(b.top, min(cursor, len(b.rows)-height))
		}
	}
	b.top = max(min(b.top, len(b.rows)-height), 0)
	var lines []string
	for i := b.top; i < min(b.top+height, len(b.rows)); i++ {
		r := &b.rows[i]
		switch {
		case i == cursor:
			lines = append(lines, t.Selected.Render(page.Pad(" "+t.Glyph.Cursor+" "+r.text, m.width-2)))
		case r.chosen():
			lines = append(lines, "   "+r.text)
		case r.style != nil:
			lines = append(lines, r.style.Render(page.Cut(t, r.text, m.width-2)))
		default:
			lines = append(lines, page.Cut(t, r.text, m.width-2))
		}
	}
	return page.PanelNote(t, w.Pages[b.page], w.Close, strings.Join(lines, "\n"), m.width, m.height, true)
}

// mouseBook chooses the row that was clicked; a click on the chosen one opens it.
func (m *Model) mouseBook(e tea.MouseEvent) tea.Cmd {
	b := m.book
	switch {
	case e.Button == tea.MouseButtonWheelUp:
		return m.pressBook(keys.Up)
	case e.Button == tea.MouseButtonWheelDown:
		return m.pressBook(keys.Down)
	case e.Button != tea.MouseButtonLeft || e.Action != tea.MouseActionPress:
		return nil
	}
	at := -1
	for i := range b.rows {
		if b.rows[i].chosen() {
			at++
			if i == b.top+e.Y-1 {
				if at == b.at {
					return m.openRow()
				}
				b.at = at
				return nil
			}
		}
	}
	return nil
}

// bookKeys are the keys of the open page.
func (m *Model) bookKeys() []keys.Hint {
	w := &m.c.Words.Assess
	out := []keys.Hint{{Key: "↑↓", Word: w.KeyItem}}
	turn := keys.For(keys.NextField, w.Book.KeyPage)
	switch m.book.page {
	case wayPage:
		out = append(out, keys.For(keys.Open, w.Book.KeyGo), turn, keys.For(keys.Filter, w.Book.KeyTarget))
	case otherPage:
		out = append(out, keys.For(keys.Open, w.Book.KeyGo), turn, keys.For(keys.Filter, w.Book.KeyScheme))
	case figurePage:
		if m.editable() {
			out = append(
				out, keys.For(keys.Open, w.Book.KeyOne), keys.For(keys.Finalise, w.Book.KeyAll), keys.For(keys.New, w.Book.KeyCopy),
				keys.For(keys.Assess, w.Book.KeyTake), keys.For(keys.Undo, w.KeyUndo),
			)
		}
		out = append(out, turn)
	case movePage:
		if m.mayMove() {
			out = append(out, keys.For(keys.Finalise, w.Book.KeyMove))
		}
		out = append(out, turn)
	}
	return append(out, keys.For(keys.Back, w.KeyBack))
}
