// Package inbox is the screen of received bundles: which came, what each did or
// would do to every record, and why one is refused.
//
// It shows one of three lists: the journal of what was received, the preview of
// files that a person named, or what became of them. Enter goes from a bundle to
// its items and from an item to its fields, Esc back.
package inbox

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
	"coopfield/tui/text"
)

var sprintf = fmt.Sprintf

// workID names this screen's long work among overlays.
const workID = "inbox"

// list says what the screen lists.
type list int

const (
	received list = iota // the journal
	preview              // what an import would do
	results              // what it did
)

// depth is how far inside the person is.
type depth int

const (
	files depth = iota
	items
	fields
)

// Model is the screen.
type Model struct {
	c       *page.Context
	site    *sync.Site
	changed func()
	drives  func() []string
	width   int
	height  int

	list    list
	depth   depth
	entries []entry
	journal []entry // what the journal held last
	read    bool    // the journal was read
	failed  bool
	load    int // number of the newest reading; older results are dropped
	looking bool

	inside  *detail // of the entry under the cursor, nil while it is read
	changes bool    // some item of it changes fields
	reasons bool    // some item of it says why
	named   string  // what the person named last
	ca      string  // fingerprint typed from paper

	province  bool
	answersTo string // folder of the answers that was named last

	busy    bool
	lang    text.Lang
	table   *page.Table
	itemTab *page.Table
	partTab *page.Table
}

// New returns the screen of s. changed is called, in a command, after something
// was taken in, so that the lights of the frame are counted anew.
func New(c *page.Context, s *sync.Site, changed func()) page.Screen {
	return newModel(c, s, changed, media.Drives)
}

func newModel(c *page.Context, s *sync.Site, changed func(), drives func() []string) *Model {
	m := &Model{c: c, site: s, changed: changed, drives: drives, width: c.Width, height: c.Height}
	m.province = s != nil && s.IsProvince()
	m.table, m.itemTab, m.partTab = page.NewTable(c), page.NewTable(c), page.NewTable(c)
	m.speak()
	return m
}

// loaded is the journal as it was read.
type loaded struct {
	load    int
	entries []entry
	err     error
}

// opened is what is inside of a bundle.
type opened struct {
	load   int
	detail detail
}

// Init reads the journal.
func (m *Model) Init() tea.Cmd { return m.reload() }

func (m *Model) reload() tea.Cmd {
	m.load++
	load, s := m.load, m.site
	return func() tea.Msg {
		list, err := journal(context.Background(), s)
		return loaded{load, list, err}
	}
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		return m.take(msg)
	case opened:
		if msg.load == m.load {
			m.show(msg.detail)
		}
	case named:
		return m.look(msg.path, "")
	case typedCA:
		return m.look(msg.path, msg.ca)
	case previewed:
		return m.takePreview(msg)
	case agreed:
		return m.takeIn()
	case answerTo:
		return m.answer(msg.folder)
	case answered:
		return m.haveAnswered(msg)
	case imported:
		return m.haveImported(msg)
	case page.Resumed:
		if m.list == received && m.depth == files {
			return m.reload()
		}
	case keys.Press:
		return m.press(msg.Intent)
	}
	return nil
}

func (m *Model) take(l loaded) tea.Cmd {
	if l.load != m.load {
		return nil
	}
	m.read, m.failed = true, l.err != nil
	if l.err != nil {
		return page.Do(page.Fail{Err: l.err})
	}
	m.journal = l.entries
	if m.list == received {
		m.fill(l.entries)
	}
	return nil
}

// fill shows a list of files.
func (m *Model) fill(list []entry) {
	m.entries = list
	m.table.SetRows(len(list), m.fileRow)
}

func (m *Model) press(i keys.Intent) tea.Cmd {
	switch i {
	case keys.New:
		return m.askPath()
	case keys.ImportAll:
		if m.list == preview {
			return m.confirm()
		}
		return m.askPath()
	case keys.Answer:
		return m.askAnswer()
	case keys.Conflict: // a key that a screen lists is its own
		return page.Go("conflict", "", nil)
	case keys.Reports:
		if m.province {
			return page.Go("codes", "", nil)
		}
		return page.Go("receipts", "", nil)
	case keys.History:
		return m.toHistory()
	case keys.Back:
		return m.back()
	case keys.Open, keys.Right:
		return m.open()
	case keys.Left:
		if m.depth > files {
			return m.back()
		}
		return nil
	}
	switch m.depth {
	case files:
		m.table.Handle(i)
	case items:
		m.itemTab.Handle(i)
	case fields:
		m.partTab.Handle(i)
	}
	return nil
}

// back leaves the fields, the items, the preview and then the screen.
func (m *Model) back() tea.Cmd {
	switch {
	case m.depth > files:
		m.depth--
		return nil
	case m.list != received:
		m.list = received
		m.fill(m.journal)
		return m.reload()
	}
	return page.Do(page.Back{})
}

// open goes one step inside.
func (m *Model) open() tea.Cmd {
	switch {
	case m.failed:
		return m.reload()
	case m.depth == files:
		return m.openFile()
	case m.depth == items && m.inside != nil && len(m.inside.items) > 0:
		if to := m.decide(); to != nil {
			return to
		}
		m.depth = fields
		m.setFieldColumns()
		m.partTab.SetRows(len(m.item().Fields), m.fieldRow)
		m.partTab.Select(0)
	}
	return nil
}

func (m *Model) openFile() tea.Cmd {
	e := m.here()
	if e == nil || e.state == sync.FileSkipped {
		return nil
	}
	m.depth, m.inside = items, nil
	if e.state != sync.FileHeld && (e.out != nil || e.err != nil) {
		d := detail{err: e.err}
		if e.out != nil {
			d.items = append(slices.Clone(e.out.Items), otherwiseItems(e.otherwise)...)
		}
		m.show(d)
		return nil
	}
	m.load++
	load, s, one := m.load, m.site, *e
	if one.state == sync.FileKnown {
		one.state, one.path = sync.FileApplied, filepath.Join(s.InboxDir(), one.row.SHA256)
	}
	return func() tea.Msg { return opened{load, inside(context.Background(), s, one)} }
}

func (m *Model) show(d detail) {
	m.inside = &d
	m.setItemColumns()
	m.itemTab.SetRows(len(d.items), m.itemRow)
	m.itemTab.Select(0)
}

// here returns the file under the cursor, nil if there is none.
func (m *Model) here() *entry {
	if i := m.table.At(); i >= 0 && i < len(m.entries) {
		return &m.entries[i]
	}
	return nil
}

// item returns the record under the cursor.
func (m *Model) item() desk.Item {
	if i := m.itemTab.At(); m.inside != nil && i >= 0 && i < len(m.inside.items) {
		return m.inside.items[i]
	}
	return desk.Item{}
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	if m.lang != m.c.Words.Lang {
		m.speak()
	}
}

// Title is the breadcrumb.
func (m *Model) Title() []string {
	w := &m.c.Words.Inbox
	out := []string{w.Title}
	switch m.list {
	case preview:
		out = append(out, w.Preview)
	case results:
		out = append(out, w.Results)
	}
	if e := m.here(); e != nil && m.depth > files {
		out = append(out, m.fileName(e))
	}
	return out
}

// Note says how many bundles are listed and how many of them are refused; inside
// of one it says nothing.
func (m *Model) Note() string {
	if m.depth > files {
		return ""
	}
	w := &m.c.Words.Inbox
	n, bad := 0, 0
	for i := range m.entries {
		switch m.entries[i].state {
		case sync.FileSkipped:
			continue
		case sync.FileRefused:
			bad++
		}
		n++
	}
	if n == 0 {
		return ""
	}
	s := sprintf(w.Note, page.Count(n))
	if bad > 0 {
		s += " " + m.c.Theme.Glyph.Dot + " " + sprintf(w.Refused, bad)
	}
	return s
}

// Typing is false: paths are typed into a dialog.
func (m *Model) Typing() bool { return false }

// Cursor is hidden.
func (m *Model) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Keep says why the program should not end now.
func (m *Model) Keep() string {
	if m.busy {
		return m.c.Words.Inbox.Keep
	}
	return ""
}
