// Package programme is the page of a programme for everybody, the province
// first: who applies and who is chosen, how the pilots stand against their
// baseline, objectives and money, days, support, the conclusion, and who does
// what (Kế hoạch 1185/KH-UBND, II to VII).
//
// Every list is read off the event loop when it is first shown, and again when
// the person comes back to it; what an older question brings is dropped.
package programme

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/tui/keys"
	"coopfield/tui/obstacle"
	"coopfield/tui/page"
	"coopfield/tui/printing"
)

// source is what the page reads and writes; *desk.Desk serves it.
type source interface {
	obstacle.Answerer
	Programmes() []*rules.Programme
	Candidates(ctx context.Context, q desk.CandidateQuery) (*desk.Candidates, error)
	Decide(ctx context.Context, programmeID string, ids []string, by string, set desk.DecisionSet) error
	SentToMinistry(ctx context.Context, ids []string, on string) error
	Pilots(ctx context.Context, q desk.PilotQuery) (*desk.PilotBoard, error)
	Objectives(ctx context.Context, programmeID, on string) (*desk.ObjectiveBoard, error)
	Needs(ctx context.Context, q desk.NeedQuery) (*desk.Needs, error)
	Deadlines(ctx context.Context, q desk.DeadlineQuery) ([]desk.DeadlineLine, error)
	Ledger(ctx context.Context, q desk.LedgerQuery) (*desk.Ledger, error)
	Obstacles(ctx context.Context, q desk.ObstacleQuery) ([]desk.ObstacleLine, error)
	Events(ctx context.Context, q desk.EventQuery) ([]desk.EventLine, error)
	Closing(ctx context.Context, programmeID string) (*desk.Closing, error)
	Proposals(ctx context.Context, q desk.ProposalQuery) ([]desk.ProposalLine, error)
	Offices(programmeID string) []desk.OfficeLine
	Me() store.Writer
}

// The sections, in the order of the arrow keys.
const (
	candidates = iota
	pilots
	objectives
	deadlines
	ledger
	obstacles
	events
	closing
	proposals
	offices
	sections
)

// names are the sections as args name them.
var names = [sections]string{
	"candidates", "pilots", "objectives", "deadlines", "ledger", "obstacles", "events", "closing", "proposals", "offices",
}

// tabs are the sections that share one name in the line of tabs.
var tabs = [][]int{{candidates}, {pilots}, {objectives}, {deadlines}, {ledger, obstacles, events}, {closing, proposals}, {offices}}

// A section is one list of the page with what it says about its rows.
type section interface {
	// fetch reads the section; it runs off the event loop.
	fetch(ctx context.Context, d source, q query) (any, error)
	// take keeps what fetch returned.
	take(read any)
	// head are lines above the list, at most width cells each.
	head(width int) []string
	columns(width int) []page.Column
	rows() int
	row(i int) []page.Cell
	// empty says why there are no rows.
	empty() string
	// panel is about row i, or about all while there is none (-1).
	panel(i, width int) []string
	// press handles an intent on row i, -1 for none.
	press(in keys.Intent, i int) tea.Cmd
	keys() []keys.Hint
	facets() []facet
}

// query is what a person asked a section for.
type query struct {
	programme string
	today     string
	mine      bool
	facets    map[string]string
}

// Model is the page.
type Model struct {
	c      *page.Context
	desk   source
	prints Prints
	width  int
	height int

	programme string // id, "" while none is held
	mine      bool   // only what is this person's work
	at        int    // section
	secs      [sections]section
	lists     [sections]*list
	units     map[string]string // names of the units that were read

	pick   *picker
	choice *choosing
}

// list is a section as it is shown.
type list struct {
	table  *page.Table
	facets map[string]string
	load   int  // the newest reading; older results are dropped
	asked  bool // the newest question was put
	read   bool // something was read
	failed bool
	inside bool // the panel has the keys
	top    int  // first visible line of the panel
}

func newModel(c *page.Context, d source, args page.Args, p Prints) *Model {
	m := &Model{
		c: c, desk: d, prints: p, width: c.Width, height: c.Height, units: map[string]string{},
		mine: d.Me().Role != store.Province, programme: args["programme"],
	}
	if m.programme == "" {
		m.programme = Current(d.Programmes(), m.today())
	}
	m.secs = [sections]section{
		candidates: newCandidates(m), pilots: &pilotBoard{m: m}, objectives: &objectiveBoard{m: m},
		deadlines: &deadlineList{m: m}, ledger: &ledgerList{m: m}, obstacles: &obstacleList{m: m}, events: &eventList{m: m},
		closing: &closingList{m: m}, proposals: &proposalList{m: m}, offices: &officeList{m: m},
	}
	for i := range m.lists {
		m.lists[i] = &list{table: page.NewTable(c), facets: map[string]string{}}
		if names[i] == args["tab"] {
			m.at = i
		}
	}
	return m
}

// Current is the id of the programme that is meant where none is named: the first
// that runs on a day, else the last one; "" of none.
func Current(all []*rules.Programme, day string) string {
	if len(all) == 0 {
		return ""
	}
	for _, p := range all {
		if runs(p, day) {
			return p.ID
		}
	}
	return all[len(all)-1].ID
}

// runs reports whether one of the stages of p is under way on a day.
func runs(p *rules.Programme, day string) bool {
	first, last := "", ""
	for _, s := range p.Stages {
		if s.From != "" && (first == "" || s.From < first) {
			first = s.From
		}
		last = max(last, s.To, s.Latest)
	}
	return first <= day && day <= last
}

func (m *Model) today() string { return m.c.Now().Format("2006-01-02") }

// rules is the programme that is shown, nil while none is held.
func (m *Model) rules() *rules.Programme {
	for _, p := range m.desk.Programmes() {
		if p.ID == m.programme {
			return p
		}
	}
	return nil
}

// loaded is the result of one reading.
type loaded struct {
	section, load int
	read          any
	err           error
}

// look reads the section that is shown, unless that was done.
func (m *Model) look() tea.Cmd {
	l := m.lists[m.at]
	if l.asked || m.programme == "" {
		return nil
	}
	l.asked = true
	l.load++
	s, d, load, at := m.secs[m.at], m.desk, l.load, m.at
	q := query{programme: m.programme, today: m.today(), mine: m.mine, facets: map[string]string{}}
	for k, v := range l.facets {
		q.facets[k] = v
	}
	return func() tea.Msg {
		read, err := s.fetch(context.Background(), d, q)
		return loaded{at, load, read, err}
	}
}

// reread reads everything anew, as it is shown.
func (m *Model) reread() tea.Cmd {
	if m.programme == "" { // a pack may have brought one since
		m.programme = Current(m.desk.Programmes(), m.today())
	}
	for _, l := range m.lists {
		l.asked = false
	}
	return m.look()
}

// Init reads the first section.
func (m *Model) Init() tea.Cmd { return m.look() }

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		return m.take(msg)
	case page.Resumed:
		return m.reread()
	case obstacle.Answered:
		return tea.Batch(obstacle.Told(m.c, msg), m.rereadAfter(msg.Err))
	case decided:
		return m.decisionDone(msg)
	case sent:
		return m.sentDone(msg)
	case printing.Done:
		if msg.ID == m.programme {
			return printing.Tell(m.c, m.printer(), msg)
		}
	case printing.Opened:
		if msg.ID == m.programme {
			return printing.Show(m.c, msg)
		}
	case printing.Elsewhere:
		return m.print(true)
	case keys.Press:
		return m.press(msg)
	case tea.KeyMsg:
		if m.choice != nil {
			return m.choice.key(msg)
		}
		if m.pick != nil {
			return nil
		}
	}
	return nil
}

func (m *Model) rereadAfter(err error) tea.Cmd {
	if err != nil {
		return nil
	}
	return m.reread()
}

func (m *Model) take(r loaded) tea.Cmd {
	l := m.lists[r.section]
	if r.load != l.load {
		return nil
	}
	l.failed = r.err != nil
	if r.err != nil {
		return page.Do(page.Fail{Err: r.err})
	}
	s := m.secs[r.section]
	l.read = true
	s.take(r.read)
	l.table.SetRows(s.rows(), s.row)
	return nil
}

func (m *Model) press(p keys.Press) tea.Cmd {
	switch {
	case m.choice != nil:
		return m.choice.press(p)
	case m.pick != nil:
		return m.pickPress(p.Intent)
	}
	l := m.lists[m.at]
	switch p.Intent {
	case keys.Left:
		return m.show((m.at + sections - 1) % sections)
	case keys.Right:
		return m.show((m.at + 1) % sections)
	case keys.Back:
		if l.inside {
			l.inside = false
			return nil
		}
		return page.Do(page.Back{})
	case keys.NextField, keys.PrevField:
		l.inside = !l.inside
		return nil
	case keys.Filter:
		m.pick = m.facetPicker()
		return nil
	case keys.Open:
		if l.failed {
			l.asked = false
			return m.look()
		}
	case keys.Print:
		if m.at == candidates {
			return m.print(false)
		}
		return nil
	}
	if l.inside && l.scroll(p.Intent) {
		return nil
	}
	if l.table.Handle(p.Intent) {
		l.top = 0
		return nil
	}
	return m.secs[m.at].press(p.Intent, l.table.At())
}

// scroll moves the panel and reports whether it knew the intent.
func (l *list) scroll(i keys.Intent) bool {
	switch i {
	case keys.Up:
		l.top = max(l.top-1, 0)
	case keys.Down:
		l.top++ // the next View holds it to the end
	case keys.PageUp, keys.Home:
		l.top = 0
	case keys.PageDown, keys.End:
		l.top = 1 << 20
	default:
		return false
	}
	return true
}

func (m *Model) show(section int) tea.Cmd {
	m.at = section
	return m.look()
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Model) Title() []string {
	w := m.c.Words.Programme
	return []string{w.Title, w.Sections[names[m.at]]}
}

// Typing reports whether letters go to a field.
func (m *Model) Typing() bool { return m.choice != nil }

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := m.c.Words.Programme
	help, back := keys.For(keys.Help, w.KeyHelp), keys.For(keys.Back, w.KeyBack)
	if m.choice != nil {
		return []keys.Hint{keys.For(keys.Finalise, w.KeyRecord), keys.For(keys.NextField, w.KeyField), back, help}
	}
	out := append([]keys.Hint{{Key: "←→", Word: w.KeyTab}}, m.secs[m.at].keys()...)
	out = append(out, keys.For(keys.NextField, w.KeyPanel), keys.For(keys.Filter, w.KeyFilter))
	return append(out, back, help)
}

// Actions are the page's entries of the command palette.
func (m *Model) Actions() []page.Action {
	var out []page.Action
	for _, name := range names {
		out = append(out, page.Action{
			Name: m.c.Words.Programme.Opens[name],
			Msg:  page.Navigate{Page: "programme", Args: page.Args{"tab": name, "programme": m.programme}, Replace: true},
		})
	}
	return out
}
