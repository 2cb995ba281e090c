// Package coop is the screen of one cooperative: the card, the record as a
// form, its assessments, visits and consultations, where it stands in programmes,
// the support that it was given, and its history.
//
// A field of the form is durable when the cursor leaves it, the unfinished one
// after a short silence; leaving the form, or Ctrl+S, makes one op of it. The
// tabs of rooms that the program does not have are not shown.
package coop

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/unit"
	"coopfield/tui/coop/durable"
	full "coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
	"coopfield/tui/review"
)

// source is what the screen reads and writes; *desk.Desk serves it.
type source interface {
	durable.Writer
	review.Writer
	Opened(ctx context.Context, k store.Kind, id string) error
	UndoToOpening(ctx context.Context, k store.Kind, id string) (*desk.Undone, error)
	Redo(ctx context.Context, k store.Kind, id string) (*desk.Undone, error)
	CoopCard(ctx context.Context, id string) (*desk.CoopCard, error)
	Edit(ctx context.Context, k store.Kind, id string) (*desk.Form, error)
	History(ctx context.Context, k store.Kind, id string) ([]desk.Revision, error)
	StartAssessment(ctx context.Context, coop, period, schemeID string) (string, error)
	Visits(ctx context.Context, coop string) ([]desk.VisitLine, error)
	Consultations(ctx context.Context, coop string) ([]desk.ConsultLine, error)
	OpenItems(ctx context.Context, q desk.OpenQuery) (*desk.OpenList, error)
	Registrations(ctx context.Context, coop string) ([]desk.RegistrationRow, error)
	Pilot(ctx context.Context, coop string) ([]desk.Pilot, error)
	Obstacles(ctx context.Context, q desk.ObstacleQuery) ([]desk.ObstacleLine, error)
	Ledger(ctx context.Context, q desk.LedgerQuery) (*desk.Ledger, error)
	Supports(ctx context.Context, coop string) ([]desk.SupportLine, error)
	Programmes() []*programme.Programme
	Schemes() []*scheme.Scheme
	Units() *unit.Table
	Me() store.Writer
	NewID() (string, error)
}

// The tabs, in order.
const (
	tabProfile = iota
	tabAssess
	tabVisit
	tabConsult
	tabPilot
	tabSupport
	tabHistory
	tabs
)

var tabNames = [tabs]string{"profile", "assess", "visit", "consult", "pilot", "support", "history"}

// Model is the screen.
type Model struct {
	c      *page.Context
	desk   source
	id     string
	width  int
	height int

	load   int            // the newest reading; older results are dropped
	card   *desk.CoopCard // nil until read, and while the record is only a draft
	failed bool

	teller    *otherwise.Teller // nil where nobody else decides
	otherwise *desk.Otherwise   // what the province decided otherwise in the record, nil for nothing

	names   leaf.Names
	opening store.Doc // the record as this visit found it, nil until read
	back    int       // fields that the last return to the opening took out
	tab     int
	profile *profile // nil until read
	sheets  *sheets
	visits  *visits
	advice  *visits
	pilots  *pilots
	given   *given
	history *history
}

// New returns the screen of the cooperative with that id; one that does not
// exist yet is a new record. args may hold "tab": profile, assess, visit, consult, pilot, support or history.
func New(c *page.Context, d *desk.Desk, id string, args page.Args) page.Screen {
	return newModel(c, d, id, args)
}

// NewTelling is [New] with what says where the province decided otherwise.
func NewTelling(c *page.Context, d *desk.Desk, id string, args page.Args, t *otherwise.Teller) page.Screen {
	m := newModel(c, d, id, args)
	m.teller = t
	return m
}

func newModel(c *page.Context, d source, id string, args page.Args) *Model {
	m := &Model{c: c, desk: d, id: id, names: leaf.New(c, d), width: c.Width, height: c.Height}
	for i, name := range tabNames {
		if args["tab"] == name {
			m.tab = i
		}
	}
	m.sheets = newSheets(m)
	m.visits, m.advice = newVisits(m, store.Visit), newVisits(m, store.Consultation)
	m.pilots, m.given = newPilots(m), newGiven(m)
	m.history = newHistory(m)
	return m
}

type loaded struct {
	load int
	card *desk.CoopCard
	form *desk.Form
	err  error
	recs records
	// other is what the province decided otherwise in the record.
	other *desk.Otherwise
}

func (m *Model) read() tea.Cmd {
	m.load++
	load, id, d, begin, teller := m.load, m.id, m.desk, m.opening == nil, m.teller
	return func() tea.Msg {
		ctx := context.Background()
		if begin {
			if err := d.Opened(ctx, store.Cooperative, id); err != nil {
				return loaded{load: load, err: err}
			}
		}
		form, err := d.Edit(ctx, store.Cooperative, id)
		if err != nil {
			return loaded{load: load, err: err}
		}
		if form.IsNew {
			return loaded{load: load, form: form}
		}
		card, err := d.CoopCard(ctx, id)
		if err != nil {
			return loaded{load: load, err: err}
		}
		other, err := teller.Of(ctx, store.Cooperative, id)
		if err != nil {
			return loaded{load: load, err: err}
		}
		recs, err := readRecords(ctx, d, id)
		return loaded{load, card, form, err, recs, other}
	}
}

// Init reads the record.
func (m *Model) Init() tea.Cmd { return m.read() }

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		return m.take(msg)
	case further:
		return m.takeFurther(msg)
	case page.Resumed:
		m.history.forget()
		return m.read()
	case keys.Press:
		return m.press(msg)
	case tea.KeyMsg:
		if m.sheets.start != nil {
			return m.sheets.key(msg)
		}
		if m.profile != nil && m.profile.editing {
			return m.profile.key(msg)
		}
	case started:
		return m.sheets.opened(msg)
	case reviewed:
		return m.sheets.decided(msg)
	case review.Unsent:
		review.Keep(m.c, msg)
	case revisions:
		return m.history.take(msg)
	default:
		if m.profile != nil {
			return m.profile.update(msg)
		}
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
	m.card, m.otherwise = l.card, l.other
	if m.opening == nil {
		m.opening = l.form.Doc.Clone()
	}
	if m.profile == nil {
		m.profile = newProfile(m, l.form)
		if l.form.IsNew || len(l.form.Draft) > 0 {
			m.profile.dirty = len(l.form.Draft) > 0
		}
		if l.form.IsNew {
			m.profile.focus(m.profile.missing("type"))
		}
	} else {
		m.profile.refresh(l.form)
	}
	m.sheets.refresh()
	m.visits.take(l.recs)
	m.advice.take(l.recs)
	m.history.refresh()
	more := m.readFurther()
	switch {
	case m.tab == tabHistory:
		return tea.Batch(more, m.history.look())
	case m.tab == tabAssess && m.card != nil && m.sheets.wanted:
		return tea.Batch(more, m.sheets.begin())
	}
	return more
}

func (m *Model) press(p keys.Press) tea.Cmd {
	if m.failed && p.Intent == keys.Open {
		return m.read()
	}
	if m.sheets.start != nil {
		return m.sheets.startPress(p)
	}
	if m.profile != nil && m.profile.editing {
		return m.profile.press(p)
	}
	m.sheets.wanted = false
	switch p.Intent {
	case keys.Left, keys.PrevField:
		return m.turn((m.tab + tabs - 1) % tabs)
	case keys.Right:
		return m.turn((m.tab + 1) % tabs)
	case keys.Assess:
		return m.turn(tabAssess)
	case keys.Visit:
		if m.tab != tabAssess || m.sheets.here() == nil { // of the province there it gives a sheet back
			return m.turn(tabVisit)
		}
	case keys.Back:
		return m.leave()
	case keys.New:
		switch {
		case m.tab == tabVisit:
			return m.visits.begin()
		case m.tab == tabConsult:
			return m.advice.begin()
		case m.tab == tabPilot:
			return m.pilots.begin()
		case m.tab == tabSupport:
			return m.given.begin()
		case m.tab == tabProfile && m.card == nil:
			return nil // a sheet needs a record that is written
		}
		m.tab = tabAssess
		return m.sheets.begin()
	case keys.Coops:
		return page.Go("coops", "", nil)
	case keys.SaveNow:
		if m.profile != nil {
			return m.profile.commit(true)
		}
		return nil
	case keys.Delete:
		return m.askDiscard()
	case keys.Revert:
		if m.tab == tabProfile && m.profile != nil {
			return m.profile.revert()
		}
		return nil
	}
	switch m.tab {
	case tabProfile:
		if p.Intent == keys.History && m.card != nil {
			return full.Open(store.Cooperative, m.id, nil)
		}
		if m.profile != nil {
			return m.profile.enter(p)
		}
	case tabAssess:
		return m.sheets.press(p)
	case tabVisit:
		return m.visits.press(p)
	case tabConsult:
		return m.advice.press(p)
	case tabPilot:
		return m.pilots.press(p)
	case tabSupport:
		return m.given.press(p)
	case tabHistory:
		return m.history.press(p)
	}
	return nil
}

func (m *Model) turn(tab int) tea.Cmd {
	m.tab = tab
	if tab == tabHistory {
		return m.history.look()
	}
	return nil
}

// leave goes back one step. What could not become an op stays a draft, and the
// person is told so.
func (m *Model) leave() tea.Cmd {
	p := m.profile
	switch {
	case p == nil || !p.dirty:
		return page.Do(page.Back{})
	case !p.touched:
		return tea.Batch(page.Do(page.Toast{Text: m.c.Words.Coop.KeptDraft, Level: page.Info}), page.Do(page.Back{}))
	}
	return p.commitThenBack()
}

func (m *Model) askDiscard() tea.Cmd {
	if m.profile == nil || !m.profile.dirty {
		return nil
	}
	w := m.c.Words.Coop
	return page.Do(page.Confirm{
		Title: w.DiscardTitle, Body: w.DiscardBody, Yes: w.Discard, Danger: true, Then: m.profile.discard(),
	})
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.sheets.table.SetColumns(m.sheets.columns()...)
	m.visits.table.SetColumns(m.visits.columns()...)
	m.advice.table.SetColumns(m.advice.columns()...)
	m.given.table.SetColumns(m.given.columns()...)
	if m.card != nil {
		m.pilots.build()
	}
	m.history.table.SetColumns(m.history.columns()...)
}

// Title is the breadcrumb.
func (m *Model) Title() []string { return []string{m.c.Words.Coops.Title, m.name()} }

func (m *Model) name() string {
	if m.profile != nil {
		if n := m.profile.text("name"); n != "" {
			return n
		}
		return m.c.Words.Coop.NewName
	}
	return m.c.Words.Coop.Title
}

// Typing reports whether letters go to a field.
func (m *Model) Typing() bool {
	return m.sheets.start != nil || m.profile != nil && m.profile.editing
}

// Flush makes durable what is being typed. The root calls it when the program
// ends in any way.
func (m *Model) Flush() error {
	if m.profile == nil {
		return nil
	}
	return m.profile.flush()
}
