package security

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/text"
)

// Devices is the registry of a province as people look at it.
type Devices struct {
	c      *page.Context
	site   *sync.Site
	width  int
	height int

	rows   []sync.DeviceRow
	units  map[string]string
	read   bool
	failed bool
	load   int
	lang   text.Lang
	table  *page.Table
}

// NewDevices returns the list of devices.
func NewDevices(c *page.Context, s *sync.Site) *Devices {
	m := &Devices{c: c, site: s, width: c.Width, height: c.Height, table: page.NewTable(c)}
	m.speak()
	return m
}

func (m *Devices) speak() {
	w := &m.c.Words.Security
	m.lang = m.c.Words.Lang
	m.table.SetColumns(
		page.Column{Width: 1},
		page.Column{Title: w.DevName, Min: 12, Weight: 2, Middle: true},
		page.Column{Title: w.DevPerson, Min: 16, Weight: 3},
		page.Column{Title: w.DevUnit, Min: 12, Weight: 2, Drop: 1},
		page.Column{Title: w.DevRole, Width: 16, Drop: 3},
		page.Column{Title: w.DevStatus, Width: 11},
		page.Column{Title: w.DevHeld, Width: 8, Right: true, Drop: 2},
	)
}

type listed struct {
	load  int
	rows  []sync.DeviceRow
	units map[string]string
	err   error
}

// Init reads the registry.
func (m *Devices) Init() tea.Cmd {
	m.load++
	n, s := m.load, m.site
	return func() tea.Msg {
		rows, err := s.Devices(context.Background())
		units := map[string]string{}
		for i := range rows {
			if u, ok := s.Desk.Units().ByID(rows[i].Unit); ok {
				units[rows[i].Unit] = u.Name
			}
		}
		return listed{n, rows, units, err}
	}
}

// Update handles one message.
func (m *Devices) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case listed:
		if msg.load != m.load {
			return nil
		}
		if m.read, m.failed = true, msg.err != nil; m.failed {
			return page.Do(page.Fail{Err: msg.err})
		}
		m.rows, m.units = msg.rows, msg.units
		m.table.SetRows(len(m.rows), m.row)
	case page.Resumed:
		return m.Init()
	case keys.Press:
		return m.press(msg.Intent)
	}
	return nil
}

func (m *Devices) press(i keys.Intent) tea.Cmd {
	switch i {
	case keys.Back:
		return page.Do(page.Back{})
	case keys.Finalise, keys.Open:
		if m.failed {
			return m.Init()
		}
		d := m.here()
		if d == nil {
			return nil
		}
		if d.Role == store.Province {
			return page.Do(page.Toast{Text: m.c.Words.Security.DevOffice, Level: page.Info})
		}
		return page.Go("revoke", d.Principal, nil)
	case keys.Assess:
		return page.Go("security", "", page.Args{"do": rowApprove})
	case keys.Reports:
		return page.Go("registry", "", nil)
	}
	m.table.Handle(i)
	return nil
}

func (m *Devices) here() *sync.DeviceRow {
	if i := m.table.At(); i >= 0 && i < len(m.rows) {
		return &m.rows[i]
	}
	return nil
}

func (m *Devices) row(i int) []page.Cell {
	w, t := &m.c.Words.Security, m.c.Theme
	d := &m.rows[i]
	sign, style := t.Glyph.Check, &t.Good
	if d.Status != trust.Active {
		sign, style = t.Glyph.Cross, &t.Dim
	}
	held := ""
	if d.Held.Seq > 0 {
		held = page.Count(int(d.Held.Seq))
	}
	return []page.Cell{
		{Text: sign, Style: style},
		{Text: d.Principal},
		{Text: d.Person},
		{Text: m.unit(d.Unit)},
		{Text: w.Roles[string(d.Role)]},
		{Text: w.Statuses[string(d.Status)], Style: style},
		{Text: held},
	}
}

func (m *Devices) unit(id string) string {
	if s := m.units[id]; s != "" {
		return s
	}
	return id
}

// View draws the list, and below it whose key the row under the cursor is.
func (m *Devices) View() string {
	w := &m.c.Words.Security
	inner := m.width - 2
	const foot = 5
	body := " " + w.Loading
	switch {
	case m.failed:
		body = " " + w.Failed
	case m.read:
		body = m.table.View(inner, m.height-foot-2, true)
	}
	box := page.PanelNote(m.c.Theme, w.DevicesTitle, m.table.Position(), body, m.width, m.height-foot, true)
	var lines []string
	for _, l := range m.below(m.width - 2) {
		lines = append(lines, " "+l)
	}
	return page.Rows(box, page.Fit(lines, m.width, foot))
}

func (m *Devices) below(width int) []string {
	w, t := &m.c.Words.Security, m.c.Theme
	d := m.here()
	if d == nil {
		return nil
	}
	dot := " " + t.Glyph.Dot + " "
	held := w.DevHeldNone
	if d.Held.Seq > 0 {
		held = sprintf(w.DevHeldAt, at(d.Held.Epoch, d.Held.Seq))
	}
	out := []string{
		t.Title.Render(page.Cut(t, d.Person+dot+m.unit(d.Unit)+dot+w.Roles[string(d.Role)], width)),
		page.Cut(t, w.Print+" "+trust.FormatFingerprint(d.Dev), width),
		page.Cut(t, held, width),
	}
	if d.Role == store.Province {
		return append(out[:2], t.Dim.Render(page.Cut(t, w.DevOffice, width)))
	}
	if d.Status == trust.Active {
		return out
	}
	parts := []string{w.Statuses[string(d.Status)], w.DevAcceptNone}
	if d.Accepted != nil {
		parts[1] = sprintf(w.DevAccepted, at(d.Accepted.Epoch, d.Accepted.Seq))
	}
	if d.Successor != "" {
		parts = append(parts, sprintf(w.DevSuccessor, d.Successor))
	}
	return append(out, t.Warn.Render(page.Cut(t, strings.Join(parts, dot), width)))
}

// at writes a place in a device's chain as people type it.
func at(epoch, seq int64) string { return fmt.Sprintf("%d:%d", epoch, seq) }

// SetSize sets the size of the next View.
func (m *Devices) SetSize(width, height int) {
	m.width, m.height = width, height
	if m.lang != m.c.Words.Lang {
		m.speak()
	}
}

// Title is the breadcrumb.
func (m *Devices) Title() []string {
	return []string{m.c.Words.Security.Title, m.c.Words.Security.DevicesTitle}
}

// Typing is false.
func (m *Devices) Typing() bool { return false }

// Cursor is hidden.
func (m *Devices) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Keys are the keys that work here.
func (m *Devices) Keys() []keys.Hint {
	w := &m.c.Words.Security
	return []keys.Hint{
		keys.For(keys.Finalise, w.KeyRevoke), keys.For(keys.Assess, w.KeyApprove), keys.For(keys.Reports, w.KeyChanges),
		keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp),
	}
}
