// Package report is the page of a programme's reports: which there are, of which
// period, written from what is held or as they were frozen.
package report

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/store/report"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/printing"
)

// source is what the page reads and writes; *desk.Desk serves it.
type source interface {
	Programmes() []*rules.Programme
	Reports(ctx context.Context) ([]desk.ReportLine, error)
	FreezeReport(ctx context.Context, o desk.ReportOrder) (string, *report.Report, error)
}

// A row is a report that can be made, or one that is held.
type row struct {
	template report.Template
	order    desk.ReportOrder
	several  bool             // programmes are held, so the row names its own
	held     *desk.ReportLine // nil for one that can be made
}

// id is what the printer is asked for: a record's id, or an order.
func (r *row) id() string {
	if r.held != nil {
		return r.held.ID
	}
	return Order(r.order)
}

// Order writes an order in place of a record's id; see [ParseOrder].
func Order(o desk.ReportOrder) string { return o.Template + " " + o.Programme + " " + o.Period }

// ParseOrder reads what Order wrote; ok is false for anything else.
func ParseOrder(id string) (o desk.ReportOrder, ok bool) {
	parts := strings.Split(id, " ")
	if len(parts) != 3 {
		return o, false
	}
	return desk.ReportOrder{Template: parts[0], Programme: parts[1], Period: parts[2]}, true
}

// Model is the page.
type Model struct {
	c      *page.Context
	desk   source
	print  printing.Printer
	width  int
	height int

	year  int
	load  int // the newest reading; older results are dropped
	held  []desk.ReportLine
	rows  []row
	table *page.Table
}

// New returns the page.
func New(c *page.Context, d *desk.Desk, p printing.Printer) page.Screen { return newModel(c, d, p) }

func newModel(c *page.Context, d source, p printing.Printer) *Model {
	m := &Model{c: c, desk: d, print: p, width: c.Width, height: c.Height, year: c.Year, table: page.NewTable(c)}
	if m.year == 0 {
		m.year = c.Now().Year()
	}
	m.lay()
	return m
}

type read struct {
	load int
	held []desk.ReportLine
	err  error
}

type frozen struct {
	id  string
	err error
}

// Init reads the reports that are held.
func (m *Model) Init() tea.Cmd {
	m.load++
	n, d := m.load, m.desk
	return func() tea.Msg {
		list, err := d.Reports(context.Background())
		return read{n, list, err}
	}
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case read:
		if msg.load != m.load {
			return nil
		}
		if msg.err != nil {
			return page.Do(page.Fail{Err: msg.err})
		}
		m.held = msg.held
		m.lay()
	case frozen:
		return m.wasFrozen(msg)
	case page.Resumed:
		return m.Init()
	case printing.Elsewhere:
		return m.write(true)
	case printing.Done:
		return printing.Tell(m.c, m.print, msg)
	case printing.Opened:
		return printing.Show(m.c, msg)
	case keys.Press:
		return m.press(msg.Intent)
	}
	return nil
}

func (m *Model) press(i keys.Intent) tea.Cmd {
	switch {
	case m.table.Handle(i):
	case i == keys.Back:
		return page.Do(page.Back{})
	case i == keys.Left || i == keys.Right:
		if i == keys.Left {
			m.year = max(m.year-1, 1990)
		} else {
			m.year = min(m.year+1, 2199)
		}
		m.lay()
	case i == keys.Print || i == keys.Open:
		return m.write(false)
	case i == keys.Finalise:
		return m.askFreeze()
	}
	return nil
}

// lay makes the rows: what can be made of the year, then what is held.
func (m *Model) lay() {
	m.rows = nil
	programmes := m.desk.Programmes()
	for _, p := range programmes {
		for _, t := range report.Templates() {
			m.rows = append(m.rows, row{
				template: t, order: desk.ReportOrder{Template: t.ID, Programme: p.ID, Period: m.period(t, p)}, several: len(programmes) > 1,
			})
		}
	}
	for i := range m.held {
		m.rows = append(m.rows, row{held: &m.held[i]})
	}
	m.table.SetRows(len(m.rows), m.cells)
}

// period is the one that a template is about in the year: half of it, all of it,
// or the years of the programme up to it.
func (m *Model) period(t report.Template, p *rules.Programme) string {
	y := strconv.Itoa(m.year)
	first, last := p.EntryYear+1, m.year
	for _, s := range p.Stages {
		if n, err := strconv.Atoi(s.To[:min(4, len(s.To))]); err == nil && t.ID == report.Closing {
			last = n
		}
	}
	span := fmt.Sprintf("%d-%d", first, max(last, first+1))
	for _, period := range []string{y, y + "-H1", span} {
		if q, err := report.ParsePeriod(period); err == nil && t.Fits(q) == nil {
			return period
		}
	}
	return y
}

func (m *Model) here() *row {
	if i := m.table.At(); i >= 0 && i < len(m.rows) {
		return &m.rows[i]
	}
	return nil
}

func (m *Model) write(elsewhere bool) tea.Cmd {
	r := m.here()
	if r == nil {
		return nil
	}
	return printing.Write(m.c, m.print, store.Report, r.id(), elsewhere, func() error { return nil })
}

// askFreeze asks before a period is closed.
func (m *Model) askFreeze() tea.Cmd {
	w := &m.c.Words.Report
	r := m.here()
	if r == nil || r.held != nil {
		return page.Do(page.Toast{Text: w.IsFrozen})
	}
	d, o := m.desk, r.order
	return page.Do(page.Confirm{
		Title: w.FreezeTitle, Body: fmt.Sprintf(w.FreezeBody, r.template.Title, o.Period), Yes: w.KeyFreeze, Danger: true,
		Then: func() tea.Msg {
			id, _, err := d.FreezeReport(context.Background(), o)
			return frozen{id, err}
		},
	})
}

func (m *Model) wasFrozen(f frozen) tea.Cmd {
	if f.err != nil {
		return page.Do(page.Fail{Err: f.err})
	}
	return tea.Batch(page.Do(page.Saved{At: m.c.Now()}), page.Do(page.Toast{Text: m.c.Words.Report.FreezeDone, Level: page.Good}), m.Init())
}
