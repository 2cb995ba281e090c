// Package history is the screen of what happened to one record: who changed
// which field when, with the reason.
//
// It has two views of the same ops: by revision, the newest first, with parallel
// edits drawn side by side, and by field. A field's number or name narrows
// both: "3a" asks who changed item 3a.
package history

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
)

var sprintf = fmt.Sprintf

// source is what the screen reads; *desk.Desk serves it.
type source interface {
	leaf.Source
	Get(ctx context.Context, k store.Kind, id string) (*store.Record, error)
	Title(ctx context.Context, r *store.Record) (string, error)
	History(ctx context.Context, k store.Kind, id string) ([]desk.Revision, error)
	Me() store.Writer
}

// Model is the screen.
type Model struct {
	c      *page.Context
	desk   source
	teller *otherwise.Teller // who looks here knows what the province decided
	names  leaf.Names
	kind   store.Kind
	id     string
	want   string // revision to begin at, in hex; "" = the newest
	width  int
	height int

	load   int  // the newest reading; older results are dropped
	read   bool // it came
	failed bool
	title  string
	list   []revision // newest first
	fields []fieldRow // in order of the record

	byField bool
	only    store.Path // the one field that is shown, "" = all
	search  *field.Text
	typing  bool

	rows   []int // of list or fields, as the view shows them
	table  *page.Table
	inside bool // the arrows scroll the details
	top    int  // first visible line of the details
}

var _ page.Screen = (*Model)(nil)

// New returns the history of a record. args hold its "kind" and may hold the
// revision "rev" or the field "path" to begin with. t, which may be nil, is told
// that the person has looked.
func New(c *page.Context, d *desk.Desk, id string, args page.Args, t *otherwise.Teller) page.Screen {
	m := newModel(c, d, id, args)
	m.teller = t
	return m
}

// Open returns the command that opens the history of a record.
func Open(k store.Kind, id string, more page.Args) tea.Cmd {
	args := page.Args{"kind": string(k)}
	for name, v := range more {
		args[name] = v
	}
	return page.Go("history", id, args)
}

func newModel(c *page.Context, d source, id string, args page.Args) *Model {
	m := &Model{
		c: c, desk: d, names: leaf.New(c, d), kind: store.Kind(args["kind"]), id: id, want: args["rev"], only: args["path"],
		width: c.Width, height: c.Height,
	}
	m.search = field.NewText(c, field.TextSpec{Hint: c.Words.History.Hint})
	m.table = page.NewTable(c)
	return m
}

type loaded struct {
	load  int
	title string
	rec   *store.Record
	list  []desk.Revision
	err   error
	// unkept is why it was not kept that the person looked; the history is shown.
	unkept error
}

// Init reads the history.
func (m *Model) Init() tea.Cmd { return m.readAll() }

func (m *Model) readAll() tea.Cmd {
	m.load++
	load, d, k, id, teller := m.load, m.desk, m.kind, m.id, m.teller
	return func() tea.Msg {
		ctx := context.Background()
		l := loaded{load: load}
		if l.list, l.err = d.History(ctx, k, id); l.err != nil {
			return l
		}
		l.unkept = teller.Looked(ctx, k, id)
		l.rec, l.err = d.Get(ctx, k, id)
		var told *store.Error
		if errors.As(l.err, &told) && told.Code == store.NotFound {
			l.err = nil // all its ops wait or stand aside
			return l
		}
		if l.err == nil {
			l.title, l.err = d.Title(ctx, l.rec)
		}
		return l
	}
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		return m.take(msg)
	case page.Resumed:
		return m.readAll()
	case keys.Press:
		return m.press(msg)
	case tea.KeyMsg:
		if m.typing && m.search.Update(msg) {
			m.narrow()
		}
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
	m.title = l.title
	var heads []store.Hash
	merged := false
	if l.rec != nil {
		heads, merged = l.rec.Heads, l.rec.Merged
	}
	m.list = revisions(l.list, heads, merged)
	m.fields = m.byLeaf(m.list)
	m.narrow()
	if m.want != "" {
		for n, i := range m.rows {
			if r := m.list[i].Revision; !m.byField && r != nil && r.Rev.String() == m.want {
				m.table.Select(n)
			}
		}
		m.want = ""
	}
	if l.unkept != nil {
		return page.Do(page.Fail{Err: l.unkept})
	}
	return nil
}

func (m *Model) press(p keys.Press) tea.Cmd {
	if m.failed {
		switch p.Intent {
		case keys.Open:
			return m.readAll()
		case keys.Back:
			return page.Do(page.Back{})
		}
		return nil
	}
	if m.typing && m.search.Wants(p.Intent) {
		if m.search.Update(p.Key) {
			m.narrow()
		}
		return nil
	}
	switch p.Intent {
	case keys.Search, keys.Filter:
		m.typing, m.inside = true, false
	case keys.Back:
		return m.back()
	case keys.Left, keys.Right:
		m.turn()
	case keys.Open:
		m.open()
	case keys.NextField, keys.PrevField:
		switch {
		case m.typing:
			m.typing = false
		default:
			m.inside = !m.inside
		}
	case keys.Assess:
		if m.kind == store.Assessment {
			return page.Go("assess", m.id, nil)
		}
	default:
		m.move(p.Intent)
	}
	return nil
}

// move goes through the list, or scrolls the details.
func (m *Model) move(i keys.Intent) {
	if !m.inside {
		if m.table.Handle(i) {
			m.top, m.typing = 0, false
		}
		return
	}
	switch i {
	case keys.Up:
		m.top = max(m.top-1, 0)
	case keys.Down:
		m.top++ // the next View holds it to the end
	case keys.PageUp, keys.Home:
		m.top = 0
	case keys.PageDown, keys.End:
		m.top = 1 << 20
	}
}

// open narrows the history to the field under the cursor; in the other view it
// goes into the details.
func (m *Model) open() {
	switch {
	case m.typing:
		m.typing = false
	case m.byField && m.table.At() >= 0:
		m.only, m.byField = m.fields[m.rows[m.table.At()]].path, false
		m.search.SetValue("")
		m.table.Select(0)
		m.narrow()
	default:
		m.inside = !m.inside
	}
}

// turn changes the view.
func (m *Model) turn() {
	m.byField, m.inside, m.typing, m.only = !m.byField, false, false, ""
	m.table.Select(0)
	m.narrow()
}

// back leaves the details, the field, the search, and then the screen.
func (m *Model) back() tea.Cmd {
	switch {
	case m.inside:
		m.inside = false
	case m.search.Value() != "" || m.typing:
		m.typing = false
		m.search.SetValue("")
		m.narrow()
	case m.only != "":
		m.only = ""
		m.narrow()
	default:
		return page.Do(page.Back{})
	}
	return nil
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.table.SetColumns(m.columns()...)
}

// Title is the breadcrumb.
func (m *Model) Title() []string {
	return []string{m.names.Record(m.kind, m.title), m.c.Words.History.Title}
}

// Typing reports whether the search field has the focus.
func (m *Model) Typing() bool { return m.typing }

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.History
	open := keys.For(keys.Open, w.KeyDetails)
	if m.byField {
		open.Word = w.KeyOnly
	}
	out := []keys.Hint{open, {Key: "←→", Word: w.KeyView, Intent: keys.Right}, keys.For(keys.Search, w.KeySearch)}
	if m.byField {
		out = append(out, keys.For(keys.NextField, w.KeyDetails))
	}
	if m.kind == store.Assessment {
		out = append(out, keys.For(keys.Assess, w.KeySheet))
	}
	return append(out, keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp))
}

// Actions are the screen's entries of the command palette.
func (m *Model) Actions() []page.Action {
	w := &m.c.Words.History
	name := w.ByField
	if m.byField {
		name = w.ByRevision
	}
	return []page.Action{
		{Name: name, Key: keys.Label(keys.Right), Do: keys.Right},
		{Name: w.Title + ": " + w.KeySearch, Key: keys.Label(keys.Search), Do: keys.Search},
	}
}

func (m *Model) moment(ms int64) string {
	return time.UnixMilli(ms).In(m.c.Now().Location()).Format("15:04 02/01/2006")
}
