// Package transfer is the page by which the province hands the cooperatives of a
// reporting unit over to its successors, as on 1 July 2025: which unit, from
// which day, what goes where and what hangs on it, what somebody has to decide
// first, and the minutes of what was handed over.
package transfer

import (
	"context"
	"fmt"
	"maps"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/printing"
)

// workID names this screen's long work among overlays.
const workID = "transfer"

// source is what the page reads and writes; *desk.Desk serves it.
type source interface {
	TransferUnits(ctx context.Context, on string) ([]desk.TransferUnit, error)
	PlanTransfer(ctx context.Context, o desk.TransferOrder) (*desk.TransferPlan, error)
	Transfer(ctx context.Context, o desk.TransferOrder) (*desk.Transferred, error)
	Handovers(ctx context.Context) ([]desk.Handover, error)
	Me() store.Writer
}

// Options are what the page needs of the program.
type Options struct {
	Print printing.Printer
	// Changed is called, in a command, after something was written.
	Changed func()
}

// Model is the page.
type Model struct {
	c      *page.Context
	desk   source
	o      Options
	width  int
	height int

	load   int // the newest reading; older results are dropped
	failed bool
	busy   bool

	units     []desk.TransferUnit
	made      []desk.Handover
	read      bool
	onMade    bool // the list of handovers has the keys
	unitTable *page.Table
	madeTable *page.Table

	order desk.TransferOrder
	plan  *desk.TransferPlan // nil while no unit is chosen
	rows  []row
	table *page.Table
	done  *desk.Transferred // what this run of the page moved

	pick *picker
}

// New returns the page. args may name in "from" and "on" the unit and the day.
func New(c *page.Context, d *desk.Desk, args page.Args, o Options) page.Screen {
	return newModel(c, d, args, o)
}

func newModel(c *page.Context, d source, args page.Args, o Options) *Model {
	m := &Model{c: c, desk: d, o: o, width: c.Width, height: c.Height}
	m.unitTable, m.madeTable, m.table = page.NewTable(c), page.NewTable(c), page.NewTable(c)
	m.begin(args["from"], args["on"])
	return m
}

// begin takes up the order for a unit: what was decided before the person went
// away, else a new one for that day.
func (m *Model) begin(from, on string) {
	kept, ok := m.c.Kept[workID+"/"+from].(desk.TransferOrder)
	if !ok {
		kept = desk.TransferOrder{From: from, On: on}
	}
	m.order = kept
	m.order.To = map[string]string{}
	maps.Copy(m.order.To, kept.To)
}

type listed struct {
	load  int
	units []desk.TransferUnit
	made  []desk.Handover
	err   error
}

type planned struct {
	load  int
	order desk.TransferOrder
	plan  *desk.TransferPlan
	err   error
}

type moved struct {
	got *desk.Transferred
	err error
}

// Init reads the lists, or the plan of the unit that was named.
func (m *Model) Init() tea.Cmd {
	if m.desk.Me().Role != store.Province {
		return nil
	}
	if m.order.From != "" && m.order.On != "" {
		return m.look()
	}
	return m.list()
}

func (m *Model) list() tea.Cmd {
	m.load++
	n, d, today := m.load, m.desk, m.today()
	return func() tea.Msg {
		l := listed{load: n}
		if l.units, l.err = d.TransferUnits(context.Background(), today); l.err == nil {
			l.made, l.err = d.Handovers(context.Background())
		}
		return l
	}
}

// look reads what the order would move.
func (m *Model) look() tea.Cmd {
	m.load++
	n, d, o := m.load, m.desk, m.order
	o.To = maps.Clone(m.order.To)
	return func() tea.Msg {
		p, err := d.PlanTransfer(context.Background(), o)
		return planned{n, o, p, err}
	}
}

func (m *Model) today() string { return m.c.Now().Format("2006-01-02") }

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case listed:
		return m.takeList(msg)
	case planned:
		return m.takePlan(msg)
	case moved:
		return m.takeMoved(msg)
	case page.Resumed:
		return m.again()
	case printing.Elsewhere:
		return m.print(true)
	case printing.Done:
		return printing.Tell(m.c, m.o.Print, msg)
	case printing.Opened:
		return printing.Show(m.c, msg)
	case setDay:
		return m.setDay(msg)
	case setBasis:
		m.order.Reason = msg.text
		m.keep()
		if msg.thenGo {
			return m.ask()
		}
	case agreed:
		return m.run(msg.word)
	case tea.KeyMsg:
		if m.pick != nil {
			m.pick.typed(msg)
		}
	case keys.Press:
		return m.press(msg)
	}
	return nil
}

func (m *Model) again() tea.Cmd {
	switch {
	case m.desk.Me().Role != store.Province:
		return nil
	case m.order.From != "" && m.order.On != "" && m.done == nil:
		return m.look()
	}
	return m.list()
}

func (m *Model) takeList(l listed) tea.Cmd {
	if l.load != m.load {
		return nil
	}
	if m.failed = l.err != nil; m.failed {
		return page.Do(page.Fail{Err: l.err})
	}
	m.units, m.made, m.read = l.units, l.made, true
	m.unitTable.SetRows(len(m.units), m.unitCells)
	m.madeTable.SetRows(len(m.made), m.madeCells)
	return nil
}

func (m *Model) takePlan(p planned) tea.Cmd {
	if p.load != m.load {
		return nil
	}
	if p.err != nil {
		m.failed = m.plan == nil
		if m.plan == nil { // nothing to stand on: back to the choice of the unit
			return tea.Batch(page.Do(page.Fail{Err: p.err}), m.leave())
		}
		return page.Do(page.Fail{Err: p.err})
	}
	m.failed, m.plan = false, p.plan
	m.lay()
	return nil
}

// keep remembers what was decided, so that going away loses nothing.
func (m *Model) keep() {
	o := m.order
	o.To = maps.Clone(m.order.To)
	m.c.Kept[workID+"/"+o.From] = o
}

// leave goes back to the lists; what was decided stays kept.
func (m *Model) leave() tea.Cmd {
	m.begin("", "")
	m.plan, m.rows, m.pick, m.done = nil, nil, nil, nil
	return m.list()
}

func (m *Model) press(msg keys.Press) tea.Cmd {
	switch {
	case m.desk.Me().Role != store.Province:
		if msg.Intent == keys.Back {
			return page.Do(page.Back{})
		}
		return nil
	case m.pick != nil:
		return m.picking(msg)
	case m.plan == nil:
		return m.pressList(msg.Intent)
	}
	return m.pressPlan(msg.Intent)
}

// pressList is a key on the two lists.
func (m *Model) pressList(i keys.Intent) tea.Cmd {
	table := m.unitTable
	if m.onMade {
		table = m.madeTable
	}
	switch {
	case table.Handle(i):
	case i == keys.Back:
		return page.Do(page.Back{})
	case i == keys.NextField || i == keys.PrevField || i == keys.Left || i == keys.Right:
		m.onMade = !m.onMade
	case i == keys.Print:
		return m.print(false)
	case i == keys.Open && m.failed:
		return m.again()
	case i == keys.Open && m.onMade:
		return m.print(false)
	case i == keys.Open && table.At() >= 0:
		u := m.units[table.At()]
		on := m.today()
		if u.EndedOn != "" {
			on = vi.AddDays(u.EndedOn, 1)
		}
		m.begin(u.ID, on)
		return m.look()
	}
	return nil
}

// pressPlan is a key on the rows of a plan.
func (m *Model) pressPlan(i keys.Intent) tea.Cmd {
	switch {
	case m.busy:
	case m.table.Handle(i):
	case i == keys.Back:
		return m.leave()
	case i == keys.Print:
		return m.print(false)
	case m.done != nil:
	case i == keys.Open || i == keys.Right:
		return m.choose(false)
	case i == keys.Flag:
		return m.choose(true)
	case i == keys.Assess:
		return m.askDay()
	case i == keys.Reason:
		return m.askBasis(false)
	case i == keys.Finalise || i == keys.SaveNow:
		return m.ask()
	}
	return nil
}

// print writes the minutes of the handover at hand: the one just made, else the
// one under the cursor, else the newest.
func (m *Model) print(elsewhere bool) tea.Cmd {
	id := ""
	switch {
	case m.done != nil:
		id = m.done.ID
	case m.plan == nil && m.onMade && m.madeTable.At() >= 0:
		id = m.made[m.madeTable.At()].ID
	}
	if id == "" {
		return page.Do(page.Toast{Text: m.c.Words.Transfer.NoMade, Level: page.Info})
	}
	return printing.Write(m.c, m.o.Print, store.Event, id, elsewhere, func() error { return nil })
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Model) Title() []string {
	w := &m.c.Words.Transfer
	if m.plan == nil {
		return []string{w.Title}
	}
	return []string{w.Title, m.plan.FromName}
}

// Typing reports whether a unit is searched.
func (m *Model) Typing() bool { return m.pick != nil }

// Keep says why the program should not end now.
func (m *Model) Keep() string {
	if m.busy {
		return m.c.Words.Transfer.Keep
	}
	return ""
}

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Transfer
	end := []keys.Hint{keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp)}
	switch {
	case m.desk.Me().Role != store.Province:
		return end
	case m.pick != nil:
		return []keys.Hint{keys.For(keys.Open, w.KeyTake), keys.For(keys.Back, w.KeyElse), keys.For(keys.Help, w.KeyHelp)}
	case m.plan == nil && m.onMade:
		return append([]keys.Hint{keys.For(keys.Print, w.KeyPrint), keys.For(keys.NextField, w.KeyList)}, end...)
	case m.plan == nil:
		return append([]keys.Hint{keys.For(keys.Open, w.KeyOpen), keys.For(keys.NextField, w.KeyList)}, end...)
	case m.done != nil:
		return append([]keys.Hint{keys.For(keys.Print, w.KeyPrint)}, end...)
	}
	return append([]keys.Hint{
		keys.For(keys.Open, w.KeyPick), keys.For(keys.Finalise, w.KeyGo), keys.For(keys.Reason, w.KeyBasis), keys.For(keys.Assess, w.KeyDay), keys.For(keys.Flag, w.KeyAll),
	}, end...)
}

// Actions are the palette's entries of this page.
func (m *Model) Actions() []page.Action {
	w := &m.c.Words.Transfer
	switch {
	case m.desk.Me().Role != store.Province || m.plan != nil && m.done == nil:
		return nil
	case m.done != nil || m.onMade:
		return []page.Action{{Name: w.PrintThis, Key: keys.Label(keys.Print), Do: keys.Print}, {Name: w.Other, Msg: page.Broadcast{Msg: printing.Elsewhere{}}}}
	}
	return nil
}

var sprintf = fmt.Sprintf
