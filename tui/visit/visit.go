// Package visit is the screen of what is recorded at a cooperative's table: a
// visit (kiểm tra, giám sát) and a consultation (tư vấn). Both have sections at
// the left and the form of one at the right.
//
// A line of a checklist takes one digit and the next line comes by itself; a
// letter opens the line's note. What is typed changes the record in memory and
// goes into a queue that makes it durable: the moment the cursor leaves a field,
// and after a silence while typing. Leaving the screen, or Ctrl+S, makes one
// change of what was typed. What became of the recommendations of earlier visits
// is kept in records of its own, so that no finalised record is opened for it.
package visit

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
	"coopfield/tui/printing"
	"coopfield/tui/visit/picture"
)

var sprintf = fmt.Sprintf

// silence is how long after the last key a field being typed is kept.
const silence = 400 * time.Millisecond

// Options are what the screen needs beside the store. Both may be nil: then the
// machine opens and prints nothing, and the screen says so.
type Options struct {
	// Show hands a copy of a file to the system's program.
	Show func(name string, data []byte) error
	// Print writes the paper of a record into a folder and returns the files.
	Print printing.Printer
	// Teller says where the province decided otherwise; may be nil.
	Teller *otherwise.Teller
}

// Model is the screen of one visit or consultation.
type Model struct {
	c      *page.Context
	d      *desk.Desk
	o      Options
	kind   store.Kind
	id     string // "" until one is begun
	begins begins
	width  int
	height int

	rec    sheet // nil until it was read
	failed bool
	load   int // the newest reading; older results are dropped
	sink   *sink

	otherwise *desk.Otherwise // what the province decided otherwise, nil for nothing

	at      section
	form    *field.Form // of the section at
	cells   map[string]*cell
	inForm  bool   // a field has the focus, else the list of sections
	noting  string // the line whose empty note is open
	before  step   // of the field with the focus, as it was
	undo    []step
	typed   int  // counts keys, to find the last before the silence
	dirty   bool // something was typed that is in no op
	said    bool // what was recovered has been told
	stale   bool // the record has to be read anew when the cursor leaves the field
	leaving bool
	fresh   bool // this screen began the record
	// amending: a finalised record is open for correction.
	amending bool
	opening  opening
	wanted   section // where to go once the record is read, -1 for nowhere

	files  files
	hits   []hit
	cx, cy int
	cursor bool
}

var (
	_ page.Screen  = (*Model)(nil)
	_ page.Flusher = (*Model)(nil)
	_ page.Actor   = (*Model)(nil)
)

// begins is what a new visit or consultation is begun for.
type begins struct{ coop, purpose string }

// New returns the screen of the visit or consultation with that id. Without one
// it begins another at the cooperative that args name as "coop": for the
// "purpose" there, else to follow up what is open from earlier visits, and
// periodic where nothing is.
func New(c *page.Context, d *desk.Desk, k store.Kind, id string, args page.Args, o Options) page.Screen {
	return &Model{
		c: c, d: d, o: o, kind: k, id: id, width: c.Width, height: c.Height, sink: newSink(d, k, id),
		begins: begins{args["coop"], args["purpose"]}, cells: map[string]*cell{}, wanted: -1, files: files{pictures: map[string]*picture.Picture{}},
	}
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

// Init reads the record, or begins it.
func (m *Model) Init() tea.Cmd {
	r, begin := m.begin(), m.begins
	return func() tea.Msg {
		if r.id == "" {
			var err error
			if r.id, r.fresh, err = start(context.Background(), r.d, r.kind, begin); err != nil {
				return loaded{load: r.load, err: err}
			}
		}
		if err := r.d.Opened(context.Background(), r.kind, r.id); err != nil {
			return loaded{load: r.load, err: err}
		}
		return r.all()
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
	case remove:
		return m.remove(msg.prefix)
	case reverted:
		return m.reverted(msg)
	case attached:
		return m.attached(msg)
	case previewed:
		m.previewed(msg)
	case shown:
		return m.shown(msg)
	case printing.Done:
		if msg.ID == m.id {
			msg.Err = plain(msg.Err)
			return printing.Tell(m.c, m.o.Print, msg)
		}
	case printing.Opened:
		if msg.ID == m.id {
			return printing.Show(m.c, msg)
		}
	case printing.Elsewhere:
		return m.print(true)
	case given:
		return m.given(msg)
	case page.Resumed:
		if m.sink.waiting() == 0 && !m.inForm {
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

// take shows a record that was read.
func (m *Model) take(l loaded) tea.Cmd {
	if l.load != m.load {
		return nil
	}
	if l.err != nil {
		m.failed = m.rec == nil
		return page.Do(page.Fail{Err: plain(l.err)})
	}
	m.failed = false
	if m.id == "" {
		m.id, m.sink, m.fresh = l.id, newSink(m.d, m.kind, l.id), l.fresh
	}
	if m.rec != nil && l.typed != m.typed { // it is not in this reading
		return m.again()
	}
	m.otherwise = l.other
	return m.show(l.rec, l.files)
}

// show puts a record on the screen. The cursor stays where it was; at first it
// goes to where somebody typed last, or to the first section that waits.
func (m *Model) show(rec sheet, list []desk.FileLine) tea.Cmd {
	first := m.rec == nil
	m.rec = rec
	m.files.list = list
	if a := rec.consult(); a != nil {
		for i := range a.Supports {
			m.sink.addSupport(a.Supports[i].ID)
		}
	}
	m.reopenDraft()
	at, focus := m.at, ""
	if m.inForm && m.form != nil {
		focus = m.form.Focused()
	}
	if first {
		m.opening.doc = rec.doc().Clone()
		at = m.start()
		if p := rec.newest(); p != "" && m.editable() && m.written() {
			if s, id, ok := m.placeOf(p); ok {
				at, focus = s, id
			}
		}
	}
	if m.wanted >= 0 {
		at, focus, m.wanted = m.wanted, "", -1
	}
	if !m.has(at) {
		at, focus = m.sections()[0], ""
	}
	typing := m.cells[focus]
	m.at, m.cells = at, map[string]*cell{}
	m.build()
	if typing != nil && m.cells[focus] != nil && m.inForm {
		m.stay(typing, m.cells[focus])
	}
	if first {
		m.inForm = m.editable()
	}
	m.settleFocus(focus)
	if first {
		return tea.Batch(m.tell(), m.lead(), m.look())
	}
	return m.look()
}

// lead makes who begins the first visit of all the head of its team; a later one
// has the team of the last.
func (m *Model) lead() tea.Cmd {
	v := m.rec.visit()
	if v == nil || !m.fresh || len(v.Team) > 0 || m.hasContent() || !m.editable() {
		return nil
	}
	_, edits, err := m.newPerson("team")
	if err != nil {
		return nil // whoever finalises is asked for it
	}
	m.sink.add(edits...)
	return m.save()
}

// stay leaves a text under edit as it was typed, with its cursor.
func (m *Model) stay(was, now *cell) {
	if f, g := text(was.Field), text(now.Field); f != nil && g != nil && was.Value() != "" && clean(was.Value()) == clean(now.Value()) {
		now.Field = was.Field
	}
}

// settleFocus gives the focus to a field of the form just built, or to the first
// that waits, or takes it away where nothing may be typed.
func (m *Model) settleFocus(id string) {
	if !m.inForm {
		m.form.Blur()
		return
	}
	if id == "" || m.form.Focus(id) == "" && m.form.Focused() != id {
		m.form.Focus(m.firstOpen())
	}
	m.arrived()
}

// tell says what an earlier visit to this screen left typed.
func (m *Model) tell() tea.Cmd {
	w := &m.c.Words.Visit
	n := m.rec.drafted()
	if m.said || n == 0 || !m.editable() {
		return nil
	}
	m.dirty = true
	m.said = true
	if !m.hasContent() {
		return nil
	}
	s := sprintf(w.Recovered, n)
	if raw := len(m.rec.raw()); raw > 0 {
		s = sprintf(w.RawKept, raw)
	}
	if c := m.cells[m.form.Focused()]; c != nil && m.rec.newest() != "" {
		s += "; " + sprintf(w.TypedLast, c.label())
	}
	return page.Do(page.Toast{Text: s, Level: page.Info})
}

// hasContent reports whether anything was said of open items, or written.
func (m *Model) hasContent() bool {
	for i := range m.rec.open() {
		if f := &m.rec.open()[i].Found; f.State+f.Note != "" {
			return true
		}
	}
	return m.written()
}

// written reports whether the record holds more than what began it.
func (m *Model) written() bool {
	if m.rec.record() != nil || len(m.rec.raw()) > 0 || len(m.files.list) > 0 {
		return true
	}
	doc := m.rec.doc()
	for _, f := range []string{
		"checks", "support_checks", "recommendations", "strengths", "shortcomings", "obstacles", "opinion", "topics", "requests", "advice", "commitments",
	} {
		if doc[f] != nil {
			return true
		}
	}
	return false
}

// editable reports whether anything may be written now.
func (m *Model) editable() bool {
	return m.rec != nil && m.rec.may() && (m.rec.state() == store.Draft || m.amending)
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
	if m.sink.waiting() == 0 {
		return nil
	}
	q, id := m.sink, m.id
	return func() tea.Msg {
		at, err := q.save()
		return kept{id, at, err}
	}
}

// print is F7: the paper goes where papers went last; the first time, and with
// ask, the folder is asked for.
func (m *Model) print(ask bool) tea.Cmd {
	saved := tea.Cmd(nil)
	if m.inForm {
		saved = m.departed()
	}
	q := m.sink
	return tea.Batch(saved, printing.Write(m.c, m.o.Print, m.kind, m.id, ask, func() error {
		_, err := q.save()
		return err
	}))
}

// Flush makes durable what was typed, also in the middle of a field.
func (m *Model) Flush() error {
	if m.sink.waiting() == 0 {
		return nil
	}
	_, err := m.sink.save()
	return err
}

// SetSize keeps the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the cooperative, the kind and the day.
func (m *Model) Title() []string {
	w := &m.c.Words.Visit
	title := w.Titles[string(m.kind)]
	if m.rec == nil {
		return []string{title}
	}
	return []string{m.rec.title(), sprintf(w.Dated, title, shortDate(m.rec.on()))}
}

// Typing reports whether a field has the focus.
func (m *Model) Typing() bool { return m.inForm && m.rec != nil && m.form.Focused() != "" }

// Cursor is where the text cursor stood in the last View.
func (m *Model) Cursor() (int, int, bool) { return m.cx, m.cy, m.cursor && m.Typing() }
