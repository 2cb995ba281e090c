// Package coops is the list of cooperatives: search as you type without marks,
// filters, any order, and the way to a new record that first looks whether
// there is one already.
//
// The whole register is held in memory; a key narrows row numbers and only the
// visible rows are drawn, so 35.000 cooperatives cost what twenty do.
package coops

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/desk"
	"coopfield/tui/coop/durable"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// source is what the list reads and writes; *desk.Desk serves it.
type source interface {
	durable.Writer
	Register(ctx context.Context) (*desk.Register, error)
	NewID() (string, error)
}

// Model is the screen.
type Model struct {
	c      *page.Context
	desk   source
	width  int
	height int

	reg    *desk.Register // nil until it was read
	load   int            // the newest reading; older results are dropped
	failed bool

	search *field.Text
	typing bool // the search field has the focus, else the table
	facets map[string]string
	year   string // of the sheet column and facet
	tab    string // where a cooperative opens
	sort   desk.RegisterSort
	shown  []int // rows of the register that match, in order
	table  *page.Table
	// oneUnit is true while all cooperatives belong to one reporting unit.
	oneUnit bool

	pick *picker // open list of facets, values or columns
	born *birth  // open dialog of a new cooperative
}

// New returns the list. args may hold "text", "year", "sheet" and the other
// facets to start with, and "tab" to open cooperatives at.
func New(c *page.Context, d *desk.Desk, args page.Args) page.Screen { return newModel(c, d, args) }

func newModel(c *page.Context, d source, args page.Args) *Model {
	m := &Model{
		c: c, desk: d, width: c.Width, height: c.Height,
		facets: map[string]string{}, year: args["year"], tab: args["tab"],
		sort: desk.RegisterSort{Column: "name"}, typing: true,
	}
	if m.year == "" {
		m.year = strconv.Itoa(c.Now().Year())
	}
	for _, f := range facetNames {
		if v := args[f]; v != "" {
			m.facets[f] = v
		}
	}
	m.search = field.NewText(c, field.TextSpec{Hint: c.Words.Coops.Hint})
	m.search.SetValue(args["text"])
	m.table = page.NewTable(c, m.columns()...)
	return m
}

type loaded struct {
	load int
	reg  *desk.Register
	err  error
}

func (m *Model) read() tea.Cmd {
	m.load++
	load, d := m.load, m.desk
	return func() tea.Msg {
		reg, err := d.Register(context.Background())
		return loaded{load, reg, err}
	}
}

// Init reads the register.
func (m *Model) Init() tea.Cmd { return m.read() }

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		if msg.load != m.load {
			return nil
		}
		m.failed = msg.err != nil
		if msg.err != nil {
			return page.Do(page.Fail{Err: msg.err})
		}
		id := m.hereID()
		m.reg = msg.reg
		m.oneUnit = !slices.ContainsFunc(m.reg.Rows, func(e desk.RegisterEntry) bool {
			return e.ReportingUnit != m.reg.Rows[0].ReportingUnit
		})
		m.narrow(id)
		if m.born != nil {
			m.born.look(m.reg)
		}
	case page.Resumed:
		return m.read()
	case keys.Press:
		return m.press(msg)
	case tea.KeyMsg:
		return m.key(msg)
	default:
		if m.born != nil {
			return m.born.update(m, msg)
		}
	}
	return nil
}

// key hands a key without intent to the field that has the focus.
func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case m.born != nil:
		return m.born.update(m, msg)
	case m.pick != nil:
		m.pick.key(msg)
	case m.typing && m.search.Update(msg):
		m.narrow("")
	}
	return nil
}

func (m *Model) press(p keys.Press) tea.Cmd {
	switch {
	case m.born != nil:
		return m.born.press(m, p)
	case m.pick != nil:
		return m.pickPress(p.Intent)
	}
	if m.table.Handle(p.Intent) {
		return nil
	}
	switch p.Intent {
	case keys.Open, keys.Assess, keys.Visit:
		return m.open(p.Intent)
	case keys.Back:
		return m.back()
	case keys.Search:
		m.typing = true
	case keys.NextField, keys.PrevField:
		m.typing = !m.typing
	case keys.Filter:
		m.pick = m.facetPicker()
	case keys.Sort:
		m.pick = m.sortPicker()
	case keys.Left:
		m.sortNext(-1)
	case keys.Right:
		m.sortNext(1)
	case keys.New:
		return m.give()
	}
	return nil
}

// back clears the search text before it leaves.
func (m *Model) back() tea.Cmd {
	if m.search.Value() != "" {
		m.search.SetValue("")
		m.typing = true
		m.narrow(m.hereID())
		return nil
	}
	return page.Do(page.Back{})
}

// here returns the row under the cursor, nil if there is none.
func (m *Model) here() *desk.RegisterEntry {
	if i := m.table.At(); m.reg != nil && i >= 0 && i < len(m.shown) {
		return &m.reg.Rows[m.shown[i]]
	}
	return nil
}

// open opens the cooperative; from a list of the year's sheets, or with F5, its
// sheet of the year where there is one.
func (m *Model) open(i keys.Intent) tea.Cmd {
	if m.failed {
		return m.read()
	}
	e := m.here()
	if e == nil {
		return nil
	}
	if i == keys.Assess || m.tab == "assess" {
		if s := score(e, m.year); s != nil {
			return page.Go("assess", s.ID, nil)
		}
		return page.Go("coop", e.ID, page.Args{"tab": "assess"})
	}
	if i == keys.Visit {
		return page.Go("coop", e.ID, page.Args{"tab": "visit"})
	}
	if m.tab != "" {
		return page.Go("coop", e.ID, page.Args{"tab": m.tab})
	}
	return page.Go("coop", e.ID, nil)
}

func (m *Model) hereID() string {
	if e := m.here(); e != nil {
		return e.ID
	}
	return ""
}

// narrow computes the shown rows anew. The cursor goes to the cooperative of
// that id, to the first match if it is not among them.
func (m *Model) narrow(id string) {
	m.shown = nil
	if m.reg != nil {
		m.shown = m.match(m.facets)
	}
	m.table.SetColumns(m.columns()...)
	m.table.SetRows(len(m.shown), m.row)
	m.table.Select(0)
	if id == "" {
		return
	}
	for i, n := range m.shown {
		if m.reg.Rows[n].ID == id {
			m.table.Select(i)
			return
		}
	}
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.table.SetColumns(m.columns()...)
}

// Title is the breadcrumb.
func (m *Model) Title() []string { return []string{m.c.Words.Coops.Title} }

// Typing reports whether letters go to a field.
func (m *Model) Typing() bool {
	switch {
	case m.born != nil:
		return true
	case m.pick != nil:
		return m.pick.search != nil
	}
	return m.typing
}

// count is how many of all are shown.
func (m *Model) count() string {
	w := m.c.Words.Coops
	if m.reg == nil {
		return ""
	}
	return fmt.Sprintf(w.Count, page.Count(len(m.shown)), page.Count(len(m.reg.Rows)))
}

// Flush keeps what was typed into the dialog of a new cooperative.
func (m *Model) Flush() error {
	if m.born == nil {
		return nil
	}
	m.born.queueAll()
	_, err := m.born.queue.Save()
	return err
}

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := m.c.Words.Coops
	switch {
	case m.born != nil:
		return []keys.Hint{
			keys.For(keys.SaveNow, w.New), keys.For(keys.Open, w.Open), keys.For(keys.Back, w.Back), keys.For(keys.Help, w.Help),
		}
	case m.pick != nil:
		return []keys.Hint{keys.For(keys.Open, w.Open), keys.For(keys.Back, w.Back), keys.For(keys.Help, w.Help)}
	}
	other := w.Table
	if !m.typing {
		other = w.Find
	}
	return []keys.Hint{
		keys.For(keys.Open, w.Open), keys.For(keys.NextField, other), keys.For(keys.Filter, w.Filter),
		keys.For(keys.Sort, w.Sort), keys.For(keys.New, w.New), keys.For(keys.Back, w.Back), keys.For(keys.Help, w.Help),
	}
}

// Actions are the list's entries of the command palette.
func (m *Model) Actions() []page.Action {
	w := m.c.Words.Coops
	return []page.Action{
		{Name: w.NewTitle, Key: keys.Label(keys.New), Do: keys.New},
		{Name: w.FilterTitle, Key: keys.Label(keys.Filter), Do: keys.Filter},
		{Name: w.SortTitle, Key: keys.Label(keys.Sort), Do: keys.Sort},
	}
}
