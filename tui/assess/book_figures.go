package assess

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// figureRows lists the figures that somebody still has to look at, then those
// that could be copied.
func (m *Model) figureRows(wr *writer) {
	t, w, s := m.c.Theme, &m.c.Words.Assess.Book, m.sheet
	col, columns, source := 18, 3, 12
	switch {
	case wr.width < 66:
		col, columns, source = 15, 2, 6
	case wr.width < 98:
		col, source = 16, 8
	}
	name := wr.width - columns*col - source - 3
	num := func(f *desk.SheetFact, v *int64) string {
		text := "–"
		if v != nil {
			text = scaled(*v, f.Scale, f.Unit, false)
		}
		return page.PadLeft(page.Cut(t, text, col-1), col)
	}
	line := func(head string, a, b, c string) string {
		out := page.Pad(head, name)
		if columns > 2 {
			out += page.PadLeft(a, col)
		}
		return out + page.PadLeft(b, col) + page.PadLeft(c, col)
	}
	wr.rows = append(wr.rows, row{
		text: t.Title.Render("   " + line(w.FiguresHead[0], w.FiguresHead[1], w.FiguresHead[2], w.FiguresHead[3])),
	})
	shown := map[string]bool{}
	add := func(f *desk.SheetFact) {
		shown[f.ID] = true
		text := line(factLabel(t, f.Title, name-1), num(f, f.Prev), num(f, f.Value), num(f, f.Year))
		if source > 0 {
			text += " " + page.Cut(t, m.c.Words.Assess.States[f.State], source-1)
		}
		wr.rows = append(wr.rows, row{text: text, fact: f.ID})
		if f.Was != nil && (f.Value == nil || *f.Was != *f.Value) {
			wr.rows = append(wr.rows, row{text: "     " + sprintf(w.Estimate, m.factText(f.ID, f.Was)), style: &t.Dim})
		}
		if f.Contradicted() {
			wr.rows = append(wr.rows, row{text: "     " + sprintf(w.Contradicts, m.factText(f.ID, f.Year)), style: &t.Warn})
		}
	}
	for _, f := range s.Unsettled() {
		add(f)
	}
	for i := range s.Facts {
		if f := &s.Facts[i]; f.Value == nil && f.Prev != nil && !shown[f.ID] {
			add(f)
		}
	}
	if len(shown) == 0 {
		wr.say(t.Good, w.Settled)
		return
	}
	wr.rows = append(wr.rows, row{})
	wr.say(t.Dim, w.FiguresHint)
}

// change lets the sheet's figures change as do says, as one step that can be
// undone, and makes it durable.
func (m *Model) change(do func() ([]desk.Edit, error), good, none string) tea.Cmd {
	w := &m.c.Words.Assess
	if !m.editable() {
		return page.Do(page.Toast{Text: w.Closed})
	}
	before := map[store.Path]step{}
	for i := range m.sheet.Facts {
		c := m.cell("facts." + m.sheet.Facts[i].ID)
		before[c.path] = step{path: c.path, at: entry{kind: facts}, text: c.f.Value(), state: c.state}
	}
	edits, err := do()
	if err != nil {
		return page.Do(page.Fail{Err: plain(err)})
	}
	var bulk []step
	for _, e := range edits {
		if s, ok := before[e.Path]; ok {
			bulk = append(bulk, s)
			delete(m.cells, e.Path)
		}
		m.queue.Add(e)
	}
	if len(bulk) == 0 {
		return page.Do(page.Toast{Text: none})
	}
	m.undo = append(m.undo, step{path: bulk[0].path, at: bulk[0].at, bulk: &bulk})
	m.dirty = true
	m.typed++
	m.retry("")
	if m.book != nil {
		m.book.stale = true
	}
	cmds := []tea.Cmd{m.save()}
	if good != "" {
		cmds = append(cmds, page.Do(page.Toast{Text: sprintf(good, len(bulk)), Level: page.Good}))
	}
	return tea.Batch(cmds...)
}

// copyBefore fills the empty figures with those of the year before.
func (m *Model) copyBefore() tea.Cmd {
	w := &m.c.Words.Assess.Book
	return m.change(m.sheet.CopyBefore, w.Copied, w.NoCopy)
}

// confirmCopied says that every copied figure was looked at.
func (m *Model) confirmCopied() tea.Cmd {
	w := &m.c.Words.Assess.Book
	return m.change(m.sheet.ConfirmCopied, w.Confirmed, w.NoConfirm)
}

// takeFinal takes the year's final figures.
func (m *Model) takeFinal() tea.Cmd {
	w := &m.c.Words.Assess.Book
	return m.change(m.sheet.TakeFinal, w.TookFinal, w.NoFinal)
}

// figuresDo is the palette's way to change several figures; the page that shows
// them opens with it.
type figuresDo struct{ what figuresWhat }

type figuresWhat int

const (
	copyAll figuresWhat = iota // from the year before into empty fields
	takeAll                    // the year's final figures
)

func (m *Model) figuresDo(d figuresDo) tea.Cmd {
	if m.sheet == nil || m.gaps != nil {
		return nil
	}
	open := m.toBook(figurePage)
	if d.what == takeAll {
		return tea.Batch(open, m.takeFinal())
	}
	return tea.Batch(open, m.copyBefore())
}

// confirmOne confirms one figure; an empty one takes that of the year before,
// which a second press then confirms.
func (m *Model) confirmOne(fact string) tea.Cmd {
	w := &m.c.Words.Assess.Book
	if f := m.sheet.Fact(fact); f.Value == nil {
		return m.change(func() ([]desk.Edit, error) { return m.sheet.SetFact(fact, f.Prev, desk.Copied) }, "", w.NoCopy)
	}
	return m.change(func() ([]desk.Edit, error) { return m.sheet.Confirm(fact) }, "", w.NoConfirm)
}

// nextCopied goes to the next copied figure of the page, wherever it stands.
func (m *Model) nextCopied() {
	list := m.paths(m.at)
	at := slices.Index(list, m.focus)
	for i := 1; i < len(list); i++ {
		p := list[(at+i)%len(list)]
		if f := m.sheet.Fact(strings.TrimPrefix(p, "facts.")); f != nil && f.Value != nil && f.State == desk.Copied {
			m.move(m.at, p)
			return
		}
	}
}

// takeBackAll undoes a change of several figures.
func (m *Model) takeBackAll(last step) tea.Cmd {
	m.focus = ""
	for _, s := range *last.bulk {
		c := m.cell(s.path)
		c.f.SetValue(s.text)
		c.state = s.state
		m.apply(c)
	}
	if m.book == nil {
		m.move(last.at, last.path)
	}
	return tea.Batch(page.Do(page.Toast{Text: sprintf(m.c.Words.Assess.Undone, m.name(last.path))}), m.save())
}
