// Package home is the first screen (bàn làm việc): what waits for the person,
// how far the year's assessments are, and what has left and come back.
package home

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/tui/keys"
	"coopfield/tui/obstacle"
	"coopfield/tui/page"
)

// source is what the board reads; *desk.Desk serves it.
type source interface {
	Home(ctx context.Context, year int) (*desk.Home, error)
	Recovered(ctx context.Context) ([]desk.Recovered, error)
	OpenItems(ctx context.Context, q desk.OpenQuery) (*desk.OpenList, error)
	Appointments(ctx context.Context, limit int) ([]desk.Appointment, error)
	Obstacles(ctx context.Context, q desk.ObstacleQuery) ([]desk.ObstacleLine, error)
	obstacle.Answerer
	Programmes() []*rules.Programme
	Pilots(ctx context.Context, q desk.PilotQuery) (*desk.PilotBoard, error)
	Me() store.Writer
	Mode() string
}

// Model is the screen.
type Model struct {
	c      *page.Context
	desk   source
	width  int
	height int

	year      int
	turned    bool       // the person chose the year
	board     *desk.Home // nil until it was read
	recovered []desk.Recovered
	overdue   *desk.OpenList
	meetings  []desk.Appointment
	obstacles []desk.ObstacleLine
	pilots    *desk.PilotBoard // nil without a programme
	failed    bool
	load      int // the newest reading; older results are dropped

	cursor int // item under the cursor
	top    int // first visible line of the tasks
}

// New returns the board of the current year.
func New(c *page.Context, d *desk.Desk) page.Screen { return newModel(c, d) }

func newModel(c *page.Context, d source) *Model {
	return &Model{c: c, desk: d, year: c.Now().Year(), width: c.Width, height: c.Height}
}

// loaded is the result of one reading.
type loaded struct {
	load      int
	year      int
	board     *desk.Home
	recovered []desk.Recovered
	overdue   *desk.OpenList
	meetings  []desk.Appointment
	obstacles []desk.ObstacleLine
	pilots    *desk.PilotBoard
	err       error
}

// promisesShown bounds how many overdue items and appointments are read.
const promisesShown = 5

func (m *Model) read() tea.Cmd {
	m.load++
	load, year, d := m.load, m.year, m.desk
	training := !m.turned && d.Mode() == desk.Training
	today := m.c.Now().Format(time.DateOnly)
	return func() tea.Msg {
		ctx := context.Background()
		b, err := d.Home(ctx, year)
		if last := lastYear(b); err == nil && training && last != 0 && last != year {
			year = last
			b, err = d.Home(ctx, year)
		}
		r, err2 := d.Recovered(ctx)
		o, err3 := d.OpenItems(ctx, desk.OpenQuery{Mine: true, Overdue: true, Limit: promisesShown})
		a, err4 := d.Appointments(ctx, promisesShown)
		x, err5 := unanswered(ctx, d)
		p, err6 := pilots(ctx, d, today)
		return loaded{load, year, b, r, o, a, x, p, errors.Join(err, err2, err3, err4, err5, err6)}
	}
}

// lastYear is the newest year with points. A training store opens there, since
// its invented years need not reach to today; 0 if nothing has points.
func lastYear(b *desk.Home) int {
	if b == nil {
		return 0
	}
	for _, m := range slices.Backward(b.Means) {
		if y, err := strconv.Atoi(m.Year); err == nil && m.N > 0 {
			return y
		}
	}
	return 0
}

// Init reads the board; the frame of the screen is drawn meanwhile.
func (m *Model) Init() tea.Cmd { return m.read() }

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		return m.take(msg)
	case page.Resumed:
		return m.read()
	case obstacle.Answered:
		return m.told(msg)
	case keys.Press:
		return m.press(msg.Intent)
	}
	return nil
}

func (m *Model) take(l loaded) tea.Cmd {
	if l.load != m.load {
		return nil
	}
	m.failed = l.err != nil
	if l.err != nil {
		return page.Do(page.Fail{Err: l.err})
	}
	was := m.here()
	m.board, m.recovered, m.year = l.board, l.recovered, l.year
	m.overdue, m.meetings, m.obstacles, m.pilots = l.overdue, l.meetings, l.obstacles, l.pilots
	m.c.Year = m.year
	m.follow(was)
	return nil
}

// here returns the key of the item under the cursor, "" if there is none.
func (m *Model) here() string {
	if items := m.items(); m.cursor < len(items) {
		return items[m.cursor].key
	}
	return ""
}

// follow puts the cursor back on the item that it stood on before a reading.
func (m *Model) follow(key string) {
	items := m.items()
	for i, it := range items {
		if key != "" && it.key == key {
			m.cursor = i
			return
		}
	}
	m.cursor = max(min(m.cursor, len(items)-1), 0)
}

func (m *Model) press(i keys.Intent) tea.Cmd {
	items := m.items()
	last := max(len(items)-1, 0)
	switch i {
	case keys.Up, keys.PrevField:
		m.cursor = max(m.cursor-1, 0)
	case keys.Down, keys.NextField:
		m.cursor = min(m.cursor+1, last)
	case keys.PageUp, keys.Home:
		m.cursor = 0
	case keys.PageDown, keys.End:
		m.cursor = last
	case keys.Open:
		if m.failed {
			return m.read()
		}
		if m.cursor < len(items) {
			return items[m.cursor].open
		}
	case keys.Left:
		return m.turn(-1)
	case keys.Right:
		return m.turn(1)
	case keys.Coops, keys.Search:
		return page.Go("coops", "", page.Args{"year": m.yearText()})
	case keys.Assess:
		return page.Go("coops", "", page.Args{"year": m.yearText(), "tab": "assess"})
	case keys.Visit:
		return page.Go("coops", "", page.Args{"year": m.yearText(), "tab": m.table()})
	case keys.Programme:
		return page.Go("programme", "", nil)
	case keys.Security:
		return page.Go("security", "", nil)
	case keys.Bundle:
		if m.desk.Me().Role == store.Province {
			return page.Go("inbox", "", nil)
		}
		return page.Go("seal", "", nil)
	}
	return nil
}

// table is the tab of a cooperative where this person works at its table: an
// advisor advises, whoever else visits.
func (m *Model) table() string {
	if m.desk.Me().Role == store.Advisor {
		return "consult"
	}
	return "visit"
}

// turn shows another year.
func (m *Model) turn(n int) tea.Cmd {
	y := m.year + n
	if y < 1990 || y > m.c.Now().Year()+1 {
		return nil
	}
	m.year, m.turned = y, true
	return m.read()
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Model) Title() []string { return []string{m.c.Words.Home.Title} }

// Typing is false: the board has no field.
func (m *Model) Typing() bool { return false }

// Cursor stands at the chosen task, so that a screen reader follows it.
func (m *Model) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := m.c.Words.Home
	return []keys.Hint{
		keys.For(keys.Open, w.Open), keys.For(keys.Coops, w.Coops), keys.For(keys.Assess, w.Assess),
		keys.For(keys.Visit, w.Visit), keys.For(keys.Bundle, w.Bundle), keys.For(keys.Security, m.c.Words.Security.HomeKey),
		keys.For(keys.Programme, w.KeyProgramme),
		{Key: "←→", Word: w.Years},
		keys.For(keys.Help, w.Help),
	}
}

// Actions are the board's entries of the command palette.
func (m *Model) Actions() []page.Action {
	w := m.c.Words.Home
	return []page.Action{
		{Name: w.OpenCoops, Key: keys.Label(keys.Coops), Do: keys.Coops},
		{Name: w.OpenAssess, Key: keys.Label(keys.Assess), Do: keys.Assess},
		{Name: w.OpenVisit, Key: keys.Label(keys.Visit), Msg: page.Navigate{Page: "coops", Args: page.Args{"tab": "visit"}}},
		{Name: w.OpenAdvice, Msg: page.Navigate{Page: "coops", Args: page.Args{"tab": "consult"}}},
		{Name: w.OpenSeal, Key: keys.Label(keys.Bundle), Msg: page.Navigate{Page: "seal"}},
		{Name: w.OpenInbox, Msg: page.Navigate{Page: "inbox"}},
		{Name: w.OpenProgramme, Key: keys.Label(keys.Programme), Do: keys.Programme},
		{Name: w.PrevYear, Key: keys.Label(keys.Left), Do: keys.Left},
		{Name: w.NextYear, Key: keys.Label(keys.Right), Do: keys.Right},
	}
}
