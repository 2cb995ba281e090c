package record

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/store/unit"
	"coopfield/tui/coop/durable"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
)

const (
	// silence is how long after the last key a field being typed is kept.
	silence  = 400 * time.Millisecond
	dateOnly = time.DateOnly
)

// Source is what a form reads and writes; *desk.Desk serves it.
type Source interface {
	durable.Writer
	Opened(ctx context.Context, k store.Kind, id string) error
	Edit(ctx context.Context, k store.Kind, id string) (*desk.Form, error)
	UndoToOpening(ctx context.Context, k store.Kind, id string) (*desk.Undone, error)
	Redo(ctx context.Context, k store.Kind, id string) (*desk.Undone, error)
	NewID() (string, error)
	Schemes() []*scheme.Scheme
	Units() *unit.Table
}

// Options say which record a form is of and what it shows.
type Options struct {
	Kind store.Kind
	ID   string // "" for a record that Start begins
	// Start begins a record as a draft and returns its id, or that of the one there
	// is already. Leaving the form without a key typed drops what it began.
	Start func(ctx context.Context) (string, error)
	// Read reads what the form shows beside the record, whose typed fields stand in
	// f. It runs in a command, behind every field that was saved. What it returns
	// makes the layout in the words of the moment: without any I/O, also after the
	// language changed.
	Read func(ctx context.Context, f *desk.Form) (func() Layout, error)
	// At is the section to begin with, "" for where somebody typed last, else the
	// first one; a text that was left unfinished comes before it. Focus is the leaf
	// to begin with, whatever was typed.
	At    string
	Focus store.Path
	// Press answers an intent before the form does, such as keys.Finalise or
	// keys.Print; false leaves it to the form. May be nil.
	Press func(i keys.Intent) (tea.Cmd, bool)
	// Message is handed what the form itself has no use for; may be nil.
	Message func(tea.Msg) tea.Cmd
	// Hints and Actions come before the form's own; may be nil.
	Hints   func() []keys.Hint
	Actions func() []page.Action
}

// Model is the form of one record.
type Model struct {
	c      *page.Context
	d      Source
	o      Options
	id     string
	names  leaf.Names
	width  int
	height int

	rec    *desk.Form // nil until read
	doc    store.Doc  // what is held with what is typed, as far as it is valid
	make   func() Layout
	layout Layout
	failed bool
	fresh  bool // this screen began the record
	load   int  // the newest reading; older results are dropped
	queue  *durable.Queue

	at      string // id of the section that is open
	form    *field.Form
	cells   map[store.Path]*cell // of every section that was open, by leaf
	picks   map[string]*picker
	items   map[string]string         // prefix of the item that a line belongs to, by the line's id
	lists   []*List                   // of the section that is open
	presses map[string]func() tea.Cmd // by id of a line
	notes   map[string]store.Path     // by id of a tick
	options map[bool][]field.Option   // of units: communes only, or all
	added   []string                  // prefixes of items begun here, in that order
	gone    map[store.Path]bool       // leaves that were removed here
	refused map[store.Path]string     // what the store said of leaves

	inForm  bool       // a field has the focus, else the list of sections
	noting  store.Path // the empty note that is open
	before  step       // of the leaf with the focus, as it was
	undo    []step
	typed   int  // counts changes, to find the last before the silence
	dirty   bool // something is in no op
	touched bool // and some of it was typed here
	said    bool // what was recovered has been told
	leaving bool

	opening store.Doc // nil until read
	back    int       // fields that the last return to the opening took out

	teller    *otherwise.Teller // nil where nobody else decides
	otherwise *desk.Otherwise   // what the province decided otherwise, nil for nothing

	hits   []hit
	cx, cy int
	cursor bool
}

var (
	_ page.Screen  = (*Model)(nil)
	_ page.Flusher = (*Model)(nil)
	_ page.Actor   = (*Model)(nil)
)

// New returns the form of a record.
func New(c *page.Context, d Source, o Options) *Model {
	return &Model{
		c: c, d: d, o: o, id: o.ID, names: leaf.New(c, d), width: c.Width, height: c.Height, doc: store.Doc{},
		queue: durable.New(d, o.Kind, o.ID), cells: map[store.Path]*cell{}, picks: map[string]*picker{},
		options: map[bool][]field.Option{}, gone: map[store.Path]bool{}, refused: map[store.Path]string{}, at: o.At,
	}
}

// Tell lets the form say where the province decided otherwise than was written in
// the record here. It is called before Init.
func (m *Model) Tell(t *otherwise.Teller) { m.teller = t }

// ID is the record's id, "" while it is not begun.
func (m *Model) ID() string { return m.id }

// Form is the record as it was read last, nil until then. Nobody changes it.
func (m *Model) Form() *desk.Form { return m.rec }

// Section is the id of the section that is open.
func (m *Model) Section() string { return m.at }

// loaded is the end of a reading.
type loaded struct {
	load, typed int
	id          string
	fresh       bool
	form        *desk.Form
	make        func() Layout
	at          time.Time // of what was saved before it, zero if nothing was
	other       *desk.Otherwise
	err         error
}

// quiet comes when nothing was typed for a while.
type quiet struct {
	id    string
	typed int
}

// Init reads the record, or begins it.
func (m *Model) Init() tea.Cmd {
	read, start, d, k := m.reader(), m.o.Start, m.d, m.o.Kind
	id, load, now := m.id, m.load, m.c.Now().UnixMilli()
	return func() tea.Msg {
		l := loaded{load: load}
		begins := id == "" && start != nil
		if begins {
			if id, l.err = start(context.Background()); l.err != nil {
				return l
			}
		}
		if l.err = d.Opened(context.Background(), k, id); l.err != nil {
			return l
		}
		l = read(id)
		l.fresh = begins && l.err == nil && begun(l.form, now)
		return l
	}
}

// begun reports whether a draft holds what began it since then and nothing else:
// beginning a record may have found one that was typed before.
func begun(f *desk.Form, since int64) bool {
	for i := range f.Draft {
		if at := f.Draft[i].At; at < since || at != f.Draft[0].At {
			return false
		}
	}
	return f.IsNew
}

// reader returns what reads the record with all that waits made durable before.
func (m *Model) reader() func(id string) loaded {
	m.load++
	l := loaded{load: m.load, typed: m.typed}
	d, k, q, read, teller := m.d, m.o.Kind, m.queue, m.o.Read, m.teller
	return func(id string) loaded {
		ctx := context.Background()
		l.id = id
		if l.at, l.err = q.Save(); l.err != nil {
			return l
		}
		if l.form, l.err = d.Edit(ctx, k, id); l.err == nil {
			l.make, l.err = read(ctx, l.form)
		}
		if l.err == nil {
			l.other, l.err = teller.Of(ctx, k, id)
		}
		return l
	}
}

// Reload makes durable what waits and reads the record anew.
func (m *Model) Reload() tea.Cmd {
	read, id := m.reader(), m.id
	return func() tea.Msg { return read(id) }
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		return m.take(msg)
	case quiet:
		if msg.id == m.id && msg.typed == m.typed {
			return m.save()
		}
	case done:
		return m.done(msg)
	case remove:
		return m.remove(msg.prefix)
	case discarded:
		return m.discarded(msg)
	case reverted:
		return m.reverted(msg)
	case page.Resumed:
		if m.rec != nil {
			return m.Reload()
		}
	case keys.Press:
		return m.press(msg)
	case tea.KeyMsg:
		return m.key(msg)
	case tea.MouseMsg:
		return m.mouse(msg)
	default:
		if m.o.Message != nil {
			return m.o.Message(msg)
		}
	}
	return nil
}

// take shows what was read. Where something was typed meanwhile the inputs stay
// as they are, and only what is computed follows.
func (m *Model) take(l loaded) tea.Cmd {
	if l.load != m.load {
		if l.err == nil && !l.at.IsZero() { // it saved, whatever was read behind it
			return page.Do(page.Saved{At: l.at})
		}
		return nil
	}
	if l.err != nil {
		m.failed = m.rec == nil
		return page.Do(page.Fail{Err: plain(l.err)})
	}
	first := m.rec == nil
	if m.id == "" {
		m.id, m.fresh = l.id, l.fresh
		m.queue = durable.New(m.d, m.o.Kind, l.id)
	}
	m.failed, m.make, m.otherwise = false, l.make, l.other
	var cmds []tea.Cmd
	if !l.at.IsZero() {
		cmds = append(cmds, page.Do(page.Saved{At: l.at}))
	}
	m.layout = m.make()
	if l.typed == m.typed && m.queue.Waiting() == 0 || first {
		m.rec, m.doc = l.form, l.form.Doc.Clone()
		m.dirty = len(l.form.Draft) > 0
		clear(m.gone)
		m.refill()
	}
	if first {
		m.opening = m.doc.Clone()
		m.begin()
		return tea.Batch(append(cmds, m.tell())...)
	}
	m.build()
	m.settleFocus("")
	return tea.Batch(cmds...)
}

// refill shows in every input what was read, but in the one under edit.
func (m *Model) refill() {
	now := m.now()
	for p, cl := range m.cells {
		if cl == now && m.inForm {
			continue
		}
		if specAt(m.o.Kind, p) == nil {
			delete(m.cells, p)
			continue
		}
		m.fill(cl)
	}
}

// begin puts the cursor where the caller says, or where somebody typed last.
func (m *Model) begin() {
	focus := m.o.Focus
	if focus == "" {
		focus = m.newest(func(f *store.DraftField) bool { return m.at == "" || f.Raw != "" && f.Value == nil })
	}
	if s := m.sectionOf(focus); s != "" {
		m.at = s
	} else {
		focus = ""
	}
	if m.section() == nil && len(m.layout.Sections) > 0 {
		m.at = m.layout.Sections[0].ID
	}
	m.inForm = m.layout.Denied == "" || len(m.layout.Sections) == 1
	if focus != "" {
		m.openNote(focus)
	}
	m.build()
	m.settleFocus(focus)
}

// newest is the leaf that was typed last among some, "" if none is.
func (m *Model) newest(among func(*store.DraftField) bool) store.Path {
	p, at := store.Path(""), int64(-1)
	if m.fresh {
		return ""
	}
	for i := range m.rec.Draft {
		if f := &m.rec.Draft[i]; f.At > at && among(f) {
			p, at = f.Path, f.At
		}
	}
	return p
}

func every(*store.DraftField) bool { return true }

// tell says what an earlier visit to this form left typed.
func (m *Model) tell() tea.Cmd {
	w := &m.c.Words.Record
	if m.said || m.fresh || len(m.rec.Draft) == 0 || m.layout.Denied != "" {
		return nil
	}
	m.said = true
	s := sprintf(w.Recovered, len(m.rec.Draft))
	if cl := m.now(); cl != nil && cl.path == m.newest(every) && cl.row.Label != "" {
		s += "; " + sprintf(w.TypedLast, cl.row.Label)
	}
	return page.Do(page.Toast{Text: s, Level: page.Info})
}

// SetSize keeps the size of the next View, and takes the words of the language.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	if m.make != nil {
		m.layout = m.make()
		m.build()
	}
}

// Title is the breadcrumb that the layout says.
func (m *Model) Title() []string {
	if len(m.layout.Title) == 0 {
		return []string{m.names.Kind(m.o.Kind)}
	}
	return m.layout.Title
}

// Typing reports whether a field has the focus.
func (m *Model) Typing() bool { return m.inForm && m.rec != nil && m.form.Focused() != "" }

// Cursor is where the text cursor stood in the last View.
func (m *Model) Cursor() (int, int, bool) { return m.cx, m.cy, m.cursor && m.Typing() }

// Flush makes durable what was typed, also in the middle of a field.
func (m *Model) Flush() error {
	_, err := m.queue.Save()
	return err //nolint:wrapcheck // it says what failed
}
