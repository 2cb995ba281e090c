// Package assess is the assessment sheet (bảng đánh giá): the figures of the
// year, typed once, and the items with their points, with the total and the
// rating moving at every key.
//
// What is typed goes into a [desk.Sheet] in memory, which recomputes at once,
// and into a queue that one command after the other makes durable: the moment
// the cursor leaves a field, and after a silence while typing. A text that is
// no valid value stays in its field, is kept as it was typed, and does not
// count. Leaving the sheet, or Ctrl+S, makes one change of what was typed.
package assess

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/coop/durable"
	"coopfield/tui/keys"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
	"coopfield/tui/printing"
	"coopfield/tui/review"
)

var sprintf = fmt.Sprintf

// silence is how long after the last key a field being typed is kept.
const silence = 400 * time.Millisecond

// Model is the screen of one assessment.
type Model struct {
	c      *page.Context
	d      *desk.Desk
	id     string
	width  int
	height int

	sheet  *desk.Sheet // nil until it was read
	failed bool
	load   int // the newest reading; older results are dropped
	queue  *durable.Queue
	cells  map[store.Path]*cell

	at     entry      // under the cursor
	focus  store.Path // of the cell with the focus, "" if the list has it
	column scheme.Column
	from   entry // what F5 left for the figures
	filter filter

	typed    int  // counts keys, to find the last before the silence
	dirty    bool // something was typed that is in no op
	said     bool // what was recovered has been told
	amending bool // a finalised sheet is open for correction
	// reviewing: a finalised sheet is open for the province's points and comments.
	reviewing bool
	opening   opening // what undo goes back to
	leaving   bool    // the last change is under way, then the screen closes
	before    step    // of the cell with the focus, as it was
	warned    step    // of that cell, when Enter was told that it does not count
	undo      []step

	printer printing.Printer // nil where nothing can be printed

	teller    *otherwise.Teller // nil where nobody else decides
	otherwise *desk.Otherwise   // what the province decided otherwise, nil for nothing

	gaps *gaps // the list of what is missing, nil if it is closed
	book *book // what stands behind the sheet, nil if it is closed

	top    int // first visible line of the list
	scroll int // first visible line of the panel
	hits   []hit
	cx, cy int
	cursor bool
}

var (
	_ page.Screen  = (*Model)(nil)
	_ page.Flusher = (*Model)(nil)
)

// New returns the screen of the assessment with that id. Without a printer F7
// says that nothing can be printed here.
func New(c *page.Context, d *desk.Desk, id string) page.Screen { return NewWith(c, d, id, With{}) }

// With is what a sheet works with beside the desk.
type With struct {
	Printer printing.Printer  // writes the sheet on paper
	Teller  *otherwise.Teller // says what the province decided otherwise
}

// NewWith is [New] with what belongs to it in the program.
func NewWith(c *page.Context, d *desk.Desk, id string, with With) page.Screen {
	return &Model{
		printer: with.Printer, teller: with.Teller,
		c: c, d: d, id: id, width: c.Width, height: c.Height,
		queue: durable.New(d, store.Assessment, id), cells: map[store.Path]*cell{},
	}
}

// loaded is the result of one reading of the sheet.
type loaded struct {
	load  int
	sheet *desk.Sheet
	other *desk.Otherwise
	err   error
}

// kept tells that what was typed is durable.
type kept struct {
	id  string
	at  time.Time
	err error
}

// quiet comes when nothing was typed for a while.
type quiet struct {
	id    string
	typed int
}

// Init reads the sheet.
func (m *Model) Init() tea.Cmd { return m.open() }

func (m *Model) read() tea.Cmd {
	m.load++
	load := m.load
	return func() tea.Msg {
		s, o, err := m.fresh(context.Background())
		return loaded{load, s, o, err}
	}
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		return m.take(msg)
	case kept:
		return m.kept(msg)
	case quiet:
		if msg.id == m.id && msg.typed == m.typed {
			return m.save()
		}
	case done:
		return m.done(msg)
	case reopen:
		return m.reopen()
	case askCorrection:
		return m.correct()
	case openBook:
		return m.toBook(msg.page)
	case figuresDo:
		return m.figuresDo(msg)
	case moved:
		return m.moved(msg)
	case review.Unsent:
		review.Keep(m.c, msg)
	case reverted:
		return m.reverted(msg)
	case printing.Done, printing.Opened, printing.Elsewhere:
		return m.papers(msg)
	case page.Resumed:
		if m.queue.Waiting() == 0 && m.focus == "" {
			return m.read()
		}
	case keys.Press:
		return m.press(msg)
	case tea.KeyMsg:
		return m.key(msg)
	case tea.MouseMsg:
		return m.mouse(msg)
	}
	return nil
}

// take shows a sheet that was read.
func (m *Model) take(l loaded) tea.Cmd {
	if l.load != m.load {
		return nil
	}
	if l.err != nil {
		m.failed = m.sheet == nil
		return page.Do(page.Fail{Err: l.err})
	}
	m.failed, m.otherwise = false, l.other
	return tea.Batch(m.show(l.sheet), m.sweep())
}

// show puts a sheet on the screen. The cursor stays where it was; at first it
// goes to what is missing.
func (m *Model) show(s *desk.Sheet) tea.Cmd {
	first, typing := m.sheet == nil, m.cells[m.focus]
	m.sheet = s
	if m.book != nil {
		m.book.stale = true
	}
	m.cells = map[store.Path]*cell{}
	m.reopenDraft(s) // an unfinished correction or review stands in the draft
	for p := range s.Raw {
		m.clear(m.cell(p))
	}
	m.retry("")
	if !m.editable() {
		m.undo = nil
	}
	if !first {
		if m.focus != "" && !m.editable() {
			m.focus = ""
		}
		if m.focus != "" {
			m.stay(typing)
			m.arrive(m.focus)
		}
		return nil
	}
	m.column = s.Official
	m.opened(s)
	at, path := m.unfinished()
	if path == "" {
		at = m.start()
	}
	m.at = at
	if m.editable() && (!m.reviewing || path != "") {
		if path == "" {
			path = m.preferred(at)
		}
		m.arrive(path)
	}
	return m.tell()
}

// sweep forgets the draft of a correction that was written already.
func (m *Model) sweep() tea.Cmd {
	if m.sheet.State != store.Final || m.sheet.Drafted == 0 {
		return nil
	}
	q, id := m.queue, m.id
	return func() tea.Msg { return kept{id: id, err: q.Discard()} }
}

// tell says what an earlier visit left typed.
func (m *Model) tell() tea.Cmd {
	s, w := m.sheet, &m.c.Words.Assess
	if m.said || s.Drafted == 0 || !m.editable() || !m.hasContent() {
		return nil
	}
	m.said, m.dirty = true, true
	text := sprintf(w.Recovered, s.Drafted)
	if n := len(s.Raw); n > 0 {
		text = sprintf(w.RawKept, n)
	}
	if _, path := m.unfinished(); path != "" {
		text += "; " + sprintf(w.TypedLast, m.name(path))
	}
	return page.Do(page.Toast{Text: text, Level: page.Info})
}

// stay leaves a text under edit as it was typed, with its cursor, where a new
// reading of the sheet says the same.
func (m *Model) stay(was *cell) {
	if was == nil || was.path != m.focus || !isText(was) {
		return
	}
	if now := m.cell(m.focus); strings.TrimSpace(now.f.Value()) == strings.TrimSpace(was.f.Value()) {
		now.f = was.f
	}
}

// editable reports whether anything of the sheet may be written now.
func (m *Model) editable() bool {
	if m.sheet == nil {
		return false
	}
	for _, c := range scheme.Columns() {
		if m.sheet.CanWrite(c) {
			return true
		}
	}
	return false
}

func (m *Model) kept(k kept) tea.Cmd {
	switch {
	case k.id != m.id:
		return nil
	case k.err != nil:
		return page.Do(page.Fail{Err: plain(k.err)})
	case k.at.IsZero():
		return nil
	}
	return page.Do(page.Saved{At: k.at})
}

// save makes durable what waits.
func (m *Model) save() tea.Cmd {
	if m.queue.Waiting() == 0 {
		return nil
	}
	q, id := m.queue, m.id
	return func() tea.Msg {
		at, err := q.Save()
		return kept{id, at, err}
	}
}

// Flush makes durable what was typed, also in the middle of a field.
func (m *Model) Flush() error {
	if m.queue.Waiting() == 0 {
		return nil
	}
	_, err := m.queue.Save()
	return err
}

// plain takes out of err what a person is told.
func plain(err error) error {
	var e *store.Error
	if errors.As(err, &e) {
		return e
	}
	return err
}

// SetSize keeps the size of the next View. The remarks are found anew, since
// the language may have changed.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	if m.sheet != nil {
		m.retry("")
	}
	if m.book != nil {
		m.book.stale = true
	}
}

// Title is the cooperative and the period.
func (m *Model) Title() []string {
	w := &m.c.Words.Assess
	if m.sheet == nil {
		return []string{sprintf(w.Title, "")}
	}
	return []string{m.sheet.Title, sprintf(w.Title, m.sheet.Period)}
}

// Typing reports whether a field has the focus.
func (m *Model) Typing() bool { return m.focus != "" && m.gaps == nil && m.book == nil }

// Cursor is where the text cursor stood in the last View.
func (m *Model) Cursor() (int, int, bool) { return m.cx, m.cy, m.cursor && m.Typing() }
