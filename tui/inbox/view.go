package inbox

import (
	"errors"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/sync"
	"coopfield/tui/page"
)

// View draws the list, and below it what is to say about the row under the
// cursor.
func (m *Model) View() string {
	w, t := &m.c.Words.Inbox, m.c.Theme
	switch {
	case m.failed:
		return m.only(w.Failed)
	case !m.read && m.list == received:
		return m.only(w.Loading)
	case len(m.entries) == 0:
		return m.only(w.Empty, w.EmptyTo)
	}
	below := m.below(m.width - 2)
	foot := min(max(len(below), 3), max(m.height/3, 3))
	room := m.height - foot - 2
	title, note := m.head()
	inner := m.width - 2
	body := ""
	switch m.depth {
	case files:
		body = m.table.View(inner, room, true)
	case items:
		switch {
		case m.inside == nil:
			body = " " + w.Loading
		case len(m.inside.items) == 0:
			body = m.empty(inner)
		default:
			body = m.itemTab.View(inner, room, true)
		}
	case fields:
		body = m.partTab.View(inner, room, true)
		if m.partTab.Len() == 0 {
			said := w.NoFields
			if m.item().What == desk.IsNew {
				said = w.AllNew
			}
			body = " " + t.Dim.Render(page.Cut(t, said, inner-1))
		}
	}
	box := page.PanelNote(t, title, note, body, m.width, m.height-foot, true)
	lines := make([]string, 0, len(below))
	for _, l := range below {
		lines = append(lines, " "+l)
	}
	return page.Rows(box, page.Fit(lines, m.width, foot))
}

// empty is shown of a file without items.
func (m *Model) empty(inner int) string {
	w, t := &m.c.Words.Inbox, m.c.Theme
	said := w.NoItems
	if e := m.here(); e != nil && e.state != sync.FileRefused && m.site != nil && !m.province {
		said = w.InAnswer
	}
	var lines []string
	for _, l := range page.Wrap(said, inner-2) {
		lines = append(lines, " "+t.Dim.Render(l))
	}
	return strings.Join(lines, "\n")
}

// head is the panel's title and position.
func (m *Model) head() (title, note string) {
	w := &m.c.Words.Inbox
	e := m.here()
	switch {
	case m.depth == files:
		title = [...]string{received: w.Title, preview: w.Preview, results: w.Results}[m.list]
		return title, m.table.Position()
	case m.depth == items && m.inside != nil && len(m.inside.items) > 0:
		return m.fileName(e), m.itemTab.Position()
	case m.depth == fields:
		if m.partTab.Len() > 0 {
			note = m.partTab.Position()
		}
		return m.title(m.item()), note
	}
	return m.fileName(e), ""
}

// below says in whole sentences what the row under the cursor only hints at.
func (m *Model) below(width int) []string {
	e := m.here()
	if e == nil {
		return nil
	}
	switch m.depth {
	case items:
		if m.inside != nil && m.inside.err != nil {
			return m.trouble(m.inside.err, width)
		}
		if it := m.item(); it.ID != "" {
			out := m.sentence(m.title(it), m.why(it), width)
			switch {
			case m.decide() != nil:
				out = append(out, m.sentence(m.c.Words.Inbox.Todo, m.c.Words.Inbox.Decide, width)...)
			case decided(it):
				out = append(out, page.Wrap(m.c.Words.Inbox.Otherwise, width)...)
			}
			return out
		}
	case fields:
		if i := m.partTab.At(); i >= 0 && i < len(m.item().Fields) {
			name, from, to := m.leaf(m.item().Fields[i])
			if a, b := m.fieldHeads(); decided(m.item()) {
				return m.sentence(name, a+" "+m.value(from, nil).Text+"; "+b+" "+m.value(to, nil).Text, width)
			}
			return m.sentence(name, m.value(from, nil).Text+" → "+m.value(to, nil).Text, width)
		}
		return nil
	}
	return m.belowFile(e, width)
}

func (m *Model) belowFile(e *entry, width int) []string {
	w, t := &m.c.Words.Inbox, m.c.Theme
	if e.state == sync.FileRefused {
		if e.err != nil {
			return m.trouble(e.err, width)
		}
		return append(m.sentence(w.Happened, m.reason(e), width), m.sentence(w.Todo, w.Again, width)...)
	}
	dot := " " + t.Glyph.Dot + " "
	line := e.name
	if e.person != "" {
		line += dot + sprintf(w.From, e.person)
	}
	if e.day != "" {
		line += dot + vi.FormatDate(e.day)
	}
	out := []string{t.Dim.Render(page.CutMiddle(t, line, width))}
	if e.out != nil && e.out.Took != nil {
		return append(out, m.tookLines(e, width)...)
	}
	var counts []string
	n, known := e.row.New, e.row.Known
	if e.out != nil {
		n, known = e.out.Appended, e.out.Known
	}
	if e.state == sync.FileKnown {
		n, known = 0, n+known
	}
	if n > 0 {
		counts = append(counts, sprintf(w.NewOps, page.Count(n)))
	}
	if known > 0 {
		counts = append(counts, sprintf(w.KnownOps, page.Count(known)))
	}
	if len(counts) > 0 {
		out = append(out, page.Cut(t, strings.Join(counts, dot), width))
	}
	switch {
	case e.state == sync.FileHeld && e.after == "":
		out = append(out, m.sentence(w.Todo, w.HeldTodo, width)...)
	case e.row.Fork:
		out = append(out, m.sentence(w.Todo, w.ForkTodo, width)...)
	}
	return out
}

// trouble says what happened, what was kept and what to do.
func (m *Model) trouble(err error, width int) []string {
	w := &m.c.Words.Inbox
	var told *store.Error
	if !errors.As(err, &told) {
		told = &store.Error{Message: m.c.Words.Dialog.InternalError, Hint: m.c.Words.Dialog.TodoUnknown}
	}
	out := m.sentence(w.Happened, told.Message, width)
	if told.Kept != "" {
		out = append(out, m.sentence(w.Kept, told.Kept, width)...)
	}
	if told.Hint != "" {
		out = append(out, m.sentence(w.Todo, told.Hint, width)...)
	}
	return out
}

func (m *Model) sentence(head, s string, width int) []string {
	if s == "" {
		return []string{page.Cut(m.c.Theme, head, width)}
	}
	lines := page.Wrap(head+": "+s, width)
	if strings.HasPrefix(lines[0], head+":") {
		lines[0] = m.c.Theme.Title.Render(head+":") + lines[0][len(head)+1:]
	}
	return lines
}

func (m *Model) only(sentences ...string) string {
	lines := []string{""}
	for _, s := range sentences {
		for _, l := range page.Wrap(s, m.width-4) {
			lines = append(lines, "  "+l)
		}
	}
	return page.Fit(lines, m.width, m.height)
}
