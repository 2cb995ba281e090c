package inbox

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/sync"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

func base(path string) string { return filepath.Base(path) }

func number(r *store.BundleRow) string { return sprintf("x%04d", r.Export) }

// speak puts the words of the interface's language into the tables.
func (m *Model) speak() {
	w := &m.c.Words.Inbox
	m.lang = m.c.Words.Lang
	m.table.SetColumns(
		page.Column{Width: 1},
		page.Column{Title: w.Bundle, Min: 19, Weight: 2, Middle: true},
		page.Column{Title: w.Unit, Width: 10, Drop: 2},
		page.Column{Title: w.Date, Width: 5, Drop: 3},
		page.Column{Title: w.Items, Width: 5, Right: true, Drop: 1},
		page.Column{Title: w.State, Min: 22, Weight: 3},
	)
	m.setItemColumns()
	m.setFieldColumns()
}

// fieldHeads name the two values of a field: before and after, or of a decision
// of the province the one that was written here and the one that counts.
func (m *Model) fieldHeads() (from, to string) {
	w := &m.c.Words.Inbox
	switch m.item().What {
	case isChosen:
		return w.Here, w.Taken
	case isRefused:
		return w.Here, w.Counts
	}
	return w.Before, w.After
}

func (m *Model) setFieldColumns() {
	w := &m.c.Words.Inbox
	from, to := m.fieldHeads()
	m.partTab.SetColumns(
		page.Column{Title: w.Field, Min: 16, Weight: 3, Middle: true},
		page.Column{Title: from, Min: 12, Weight: 2},
		page.Column{Title: to, Min: 12, Weight: 2},
	)
}

// setItemColumns leaves out what no item has, so that the names get the room.
func (m *Model) setItemColumns() {
	w := &m.c.Words.Inbox
	cols := []page.Column{
		{Width: 1},
		{Title: w.Name, Min: 32, Weight: 3, Middle: true, Lead: " · "},
		{Title: w.What, Width: 12},
	}
	m.changes, m.reasons = false, false
	if m.inside != nil {
		for i := range m.inside.items {
			m.changes = m.changes || len(m.inside.items[i].Fields) > 0
			m.reasons = m.reasons || m.inside.items[i].Why != ""
		}
	}
	if m.changes {
		cols = append(cols, page.Column{Title: w.Fields, Width: 6, Right: true, Drop: 2})
	}
	if m.reasons {
		cols = append(cols, page.Column{Title: w.Why, Min: 30, Weight: 2, Drop: 3})
	}
	m.itemTab.SetColumns(cols...)
}

// partSign says of a part of a split bundle which others are missing. The
// journal has that in words alone.
func (m *Model) partSign(e *entry) (sign string, style *lipgloss.Style, words string) {
	w, t := &m.c.Words.Inbox, m.c.Theme
	switch {
	case e.part == nil:
		return t.Glyph.Wait, &t.Warn, e.row.Message
	case len(e.part.Missing) == 0:
		return t.Glyph.Check, &t.Good, sprintf(w.PartWhole, e.part.Index, e.part.Count)
	}
	missing := make([]string, len(e.part.Missing))
	for i, n := range e.part.Missing {
		missing[i] = strconv.Itoa(n)
	}
	return t.Glyph.Wait, &t.Warn, sprintf(w.PartLacks, strings.Join(missing, ", "), e.part.Count)
}

// sign returns the sign of a file, its style, and what became of it in words.
func (m *Model) sign(e *entry) (sign string, style *lipgloss.Style, words string) {
	w, t := &m.c.Words.Inbox, m.c.Theme
	g := &t.Glyph
	switch e.state {
	case sync.FileSkipped:
		return g.Dot, &t.Dim, w.Skipped
	case sync.FileKnown:
		return g.Same, &t.Dim, w.Known
	case sync.FileRefused:
		return g.Cross, &t.Bad, m.reason(e)
	case sync.FilePart:
		return m.partSign(e)
	case sync.FileHeld:
		if e.after != "" {
			return g.Wait, &t.Info, sprintf(w.HeldAfter, e.after)
		}
		return g.Wait, &t.Warn, sprintf(w.Held, e.row.NeedFrom, e.row.NeedTo)
	}
	if e.grant {
		return g.Check, &t.Good, w.Grant
	}
	if e.out != nil && e.out.Took != nil {
		return m.tookSign(e)
	}
	var parts []string
	if e.out != nil && len(e.out.Items) > 0 {
		parts = m.tally(e.out.Items)
	} else {
		if e.row.New > 0 {
			parts = append(parts, w.New)
		}
		if e.row.Cases > 0 {
			parts = append(parts, sprintf(w.Conflicts, e.row.Cases))
		}
		if e.row.Aside > 0 {
			parts = append(parts, sprintf(w.Aside, e.row.Aside))
		}
	}
	if e.row.Fork || e.out != nil && e.out.Fork {
		parts = append(parts, w.Fork)
	}
	if e.row.New == 0 && (e.out == nil || e.out.Appended == 0) {
		if e.row.Known > 0 {
			return g.Same, &t.Dim, w.Known
		}
		if len(parts) == 0 {
			parts = append(parts, m.nothing())
		}
	}
	sign, style = g.Check, &t.Good
	if e.row.Cases > 0 || e.row.Aside > 0 || e.row.Fork || e.holds(desk.IsConflict) {
		style = &t.Warn
	}
	if e.holds(desk.IsQuarantined) {
		sign, style = "!", &t.Warn
	}
	return sign, style, strings.Join(parts, " "+g.Dot+" ")
}

// nothing is what is said of a file that changes no record here. At a laptop it
// comes from the province: receipts, decisions, and who is enrolled.
func (m *Model) nothing() string {
	if m.site != nil && !m.province {
		return m.c.Words.Inbox.OfProvince
	}
	return m.c.Words.Inbox.Equal
}

// holds reports whether an import means x for one of the file's records.
func (e *entry) holds(x desk.What) bool {
	return e.out != nil && slices.ContainsFunc(e.out.Items, func(it desk.Item) bool { return it.What == x })
}

// order is how items are counted: what asks for a person comes first.
var order = []desk.What{desk.IsConflict, desk.IsQuarantined, desk.IsHeld, desk.IsNew, desk.IsNewer, desk.IsEqual}

// tally counts the items by what an import means for them, "3 mới"; where all
// are alike the word says it without a number.
func (m *Model) tally(list []desk.Item) []string {
	n := map[desk.What]int{}
	for i := range list {
		n[list[i].What]++
	}
	var out []string
	for _, x := range order {
		if n[x] == len(list) {
			return []string{m.c.Words.Inbox.Each[string(x)]}
		}
		if n[x] > 0 {
			out = append(out, page.Count(n[x])+" "+m.c.Words.Inbox.Each[string(x)])
		}
	}
	return out
}

// reason is why a file is refused, in one sentence.
func (m *Model) reason(e *entry) string {
	var told *store.Error
	if errors.As(e.err, &told) {
		return told.Message
	}
	if e.row.Message != "" {
		return e.row.Message
	}
	if e.err != nil {
		return m.c.Words.Dialog.InternalError
	}
	return e.row.Detail
}

// fileName is the sender and the bundle's number, or the file's own name where
// the sender is not known.
func (m *Model) fileName(e *entry) string {
	if e.row.Device == "" || e.row.Export == 0 {
		return shortName(e.name)
	}
	return e.row.Device + " " + number(&e.row)
}

// shortName leaves out of a bundle's file name what all of them have, so that
// the rest can be told apart: "dakha-01_e1_x0004_tra-loi.coop".
func shortName(name string) string {
	if rest, ok := strings.CutPrefix(name, "coop_"); ok {
		if _, rest, ok = strings.Cut(rest, "_"); ok {
			return rest
		}
	}
	return name
}

func (m *Model) fileRow(i int) []page.Cell {
	e := &m.entries[i]
	sign, style, words := m.sign(e)
	date, n := "", ""
	if e.day != "" {
		date = e.day[8:10] + "/" + e.day[5:7]
	}
	switch {
	case e.out != nil && len(e.out.Items) > 0:
		n = page.Count(len(e.out.Items))
	case e.row.To >= e.row.From && e.row.From > 0:
		n = page.Count(int(e.row.To - e.row.From + 1))
	}
	return []page.Cell{
		{Text: sign, Style: style}, {Text: m.fileName(e)}, {Text: e.unit}, {Text: date, Style: &m.c.Theme.Dim}, {Text: n}, {Text: words, Style: style},
	}
}

func (m *Model) itemRow(i int) []page.Cell {
	t := m.c.Theme
	it := m.inside.items[i]
	sign, style := m.what(it.What)
	cells := []page.Cell{{Text: sign, Style: style}, {Text: m.title(it)}, {Text: m.c.Words.Inbox.Each[string(it.What)], Style: style}}
	if m.changes {
		n := ""
		if len(it.Fields) > 0 {
			n = page.Count(len(it.Fields))
		}
		cells = append(cells, page.Cell{Text: n})
	}
	if m.reasons {
		cells = append(cells, page.Cell{Text: m.why(it), Style: &t.Dim})
	}
	return cells
}

// title names a record. The desk's title of a cooperative is its name alone;
// all others begin with their kind.
func (m *Model) title(it desk.Item) string {
	kind := m.c.Words.Coop.Kinds[string(it.Kind)]
	if kind == "" {
		kind = string(it.Kind)
	}
	switch {
	case it.Title == "":
		return kind
	case it.Kind == store.Cooperative:
		return kind + ": " + it.Title
	}
	r, n := utf8.DecodeRuneInString(it.Title)
	return string(unicode.ToUpper(r)) + it.Title[n:]
}

// why is the reason of an item, with words for the codes of fields; what people of
// the province wrote stays as it is.
func (m *Model) why(it desk.Item) string {
	if decided(it) {
		return it.Why
	}
	return leaf.Spoken(m.c.Words, it.Kind, it.Why)
}

func (m *Model) what(x desk.What) (string, *lipgloss.Style) {
	t := m.c.Theme
	switch x {
	case desk.IsNew:
		return "+", &t.Good
	case desk.IsNewer:
		return t.Glyph.Check, &t.Good
	case desk.IsEqual:
		return t.Glyph.Same, &t.Dim
	case desk.IsConflict:
		return "!", &t.Warn
	case desk.IsHeld:
		return t.Glyph.Wait, &t.Warn
	case desk.IsQuarantined, isRefused:
		return t.Glyph.Cross, &t.Bad
	case isChosen, isSame:
		return "!", &t.Warn
	}
	return "?", &t.Text
}

func (m *Model) fieldRow(i int) []page.Cell {
	t := m.c.Theme
	list := m.item().Fields
	if i >= len(list) {
		return nil
	}
	name, from, to := m.leaf(list[i])
	return []page.Cell{{Text: name}, m.value(from, &t.Dim), m.value(to, nil)}
}

// leaf names a field and its values as the rest of the interface does.
func (m *Model) leaf(f desk.Change) (name, from, to string) {
	if m.site == nil {
		return cmp.Or(f.Label, f.Path), f.From, f.To
	}
	k, names := m.item().Kind, leaf.New(m.c, m.site.Desk)
	return names.Label(k, f.Path, f.Label), names.Value(k, f.Path, f.From), names.Value(k, f.Path, f.To)
}

func (m *Model) value(s string, style *lipgloss.Style) page.Cell {
	if s == "" {
		return page.Cell{Text: m.c.Words.Inbox.Absent, Style: &m.c.Theme.Dim}
	}
	return page.Cell{Text: s, Style: style}
}

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
