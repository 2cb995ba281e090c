// Package conflict is where versions of one record are compared (lệch số liệu):
// the list of what waits for a person, the comparison with its choices, the two
// histories of a device, and single changes that were set aside.
//
// The province decides; laptops see the same lists read-only, with the
// decisions that came back. Choices and reasons that are not written yet are
// kept while the program runs, so that Esc loses nothing.
package conflict

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

var sprintf = fmt.Sprintf

// source is what the screens read and write; *desk.Desk serves it.
type source interface {
	leaf.Source
	Conflicts(ctx context.Context) ([]desk.ConflictRow, error)
	Conflict(ctx context.Context, id string) (*desk.Conflict, error)
	Resolve(ctx context.Context, id string, take map[store.Path]desk.Choice, why string) (store.Hash, error)
	Quarantine(ctx context.Context) ([]desk.Quarantined, error)
	Decisions(ctx context.Context, limit int) ([]desk.Decided, error)
	Admit(ctx context.Context, op store.Hash, why string) ([]store.Hash, error)
	AdmitBranch(ctx context.Context, op store.Hash, why string) ([]store.Hash, error)
	RefuseOp(ctx context.Context, op store.Hash, why string) error
	ParsePatch(ctx context.Context, k store.Kind, id string, data []byte) (store.Doc, error)
	Me() store.Writer
}

// The lists.
const (
	tabOpen = iota
	tabAside
	tabDecided
	tabs
)

// decisionsShown bounds the list of decisions.
const decisionsShown = 200

// List is the screen of everything that waits for a person.
type List struct {
	c      *page.Context
	desk   source
	names  leaf.Names
	width  int
	height int

	load    int
	read    bool
	failed  bool
	tab     int
	open    []desk.ConflictRow
	aside   []desk.Quarantined
	decided []desk.Decided
	table   *page.Table
}

// New returns the screen. args may hold "tab": aside or decided.
func New(c *page.Context, d *desk.Desk, args page.Args) page.Screen { return newList(c, d, args) }

func newList(c *page.Context, d source, args page.Args) *List {
	m := &List{c: c, desk: d, names: leaf.New(c, d), width: c.Width, height: c.Height, table: page.NewTable(c)}
	switch args["tab"] {
	case "aside":
		m.tab = tabAside
	case "decided":
		m.tab = tabDecided
	}
	return m
}

type listed struct {
	load    int
	open    []desk.ConflictRow
	aside   []desk.Quarantined
	decided []desk.Decided
	err     error
}

// Init reads the lists.
func (m *List) Init() tea.Cmd { return m.readAll() }

func (m *List) readAll() tea.Cmd {
	m.load++
	load, d := m.load, m.desk
	return func() tea.Msg {
		ctx := context.Background()
		l := listed{load: load}
		if l.open, l.err = d.Conflicts(ctx); l.err != nil {
			return l
		}
		if l.aside, l.err = d.Quarantine(ctx); l.err != nil {
			return l
		}
		l.decided, l.err = d.Decisions(ctx, decisionsShown)
		return l
	}
}

// Update handles one message.
func (m *List) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case listed:
		return m.take(msg)
	case page.Resumed:
		return m.readAll()
	case keys.Press:
		return m.press(msg.Intent)
	}
	return nil
}

func (m *List) take(l listed) tea.Cmd {
	if l.load != m.load {
		return nil
	}
	first := !m.read
	m.read, m.failed = true, l.err != nil
	if l.err != nil {
		return page.Do(page.Fail{Err: l.err})
	}
	m.open, m.aside, m.decided = l.open, l.aside, l.decided
	// What waits for a decision stands before what was decided.
	slices.SortStableFunc(m.aside, func(a, b desk.Quarantined) int { return rank(&a) - rank(&b) })
	if first && m.tab == tabOpen && len(m.open) == 0 {
		switch {
		case m.waiting() > 0:
			m.tab = tabAside
		case len(m.decided) > 0:
			m.tab = tabDecided
		}
	}
	m.fill()
	return nil
}

func rank(q *desk.Quarantined) int {
	if q.Verdict == store.RefusedOp {
		return 1
	}
	return 0
}

// waiting counts the changes set aside that nobody decided on.
func (m *List) waiting() int {
	n := 0
	for i := range m.aside {
		if m.aside[i].Verdict != store.RefusedOp {
			n++
		}
	}
	return n
}

func (m *List) fill() {
	m.table.SetColumns(m.columns()...)
	m.table.SetRows([tabs]int{len(m.open), len(m.aside), len(m.decided)}[m.tab], m.row)
}

func (m *List) press(i keys.Intent) tea.Cmd {
	switch i {
	case keys.Back:
		return page.Do(page.Back{})
	case keys.Left, keys.PrevField:
		return m.turn((m.tab + tabs - 1) % tabs)
	case keys.Right, keys.NextField:
		return m.turn((m.tab + 1) % tabs)
	case keys.Open:
		if m.failed {
			return m.readAll()
		}
		return m.enter()
	case keys.History:
		if k, id := m.here(); id != "" {
			return history.Open(k, id, nil)
		}
		return nil
	}
	m.table.Handle(i)
	return nil
}

func (m *List) turn(tab int) tea.Cmd {
	m.tab = tab
	m.table.Select(0)
	m.fill()
	return nil
}

// here is the record under the cursor, "" if it is none.
func (m *List) here() (store.Kind, string) {
	i := m.table.At()
	if i < 0 {
		return "", ""
	}
	switch m.tab {
	case tabOpen:
		if r := &m.open[i]; r.Case != store.CaseFork {
			return r.Kind, r.Records[0]
		}
		return "", ""
	case tabAside:
		return m.aside[i].Kind, m.aside[i].ID
	}
	return m.decided[i].Kind, m.decided[i].ID
}

func (m *List) enter() tea.Cmd {
	i := m.table.At()
	if i < 0 {
		return nil
	}
	switch m.tab {
	case tabOpen:
		return page.Go("compare", m.open[i].ID, page.Args{"at": fmt.Sprint(i + 1), "of": fmt.Sprint(len(m.open))})
	case tabAside:
		return page.Go("aside", m.aside[i].Op.String(), nil)
	}
	d := &m.decided[i]
	if d.Ruling != "" {
		return history.Open(d.Kind, d.ID, nil)
	}
	return history.Open(d.Kind, d.ID, page.Args{"rev": d.Rev.String()})
}

// SetSize sets the size of the next View.
func (m *List) SetSize(width, height int) {
	m.width, m.height = width, height
	m.table.SetColumns(m.columns()...)
}

// Title is the breadcrumb.
func (m *List) Title() []string { return []string{m.c.Words.Conflict.Title} }

// Typing is false: nothing is typed here.
func (m *List) Typing() bool { return false }

// Cursor is hidden.
func (m *List) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Keys are the keys that work here.
func (m *List) Keys() []keys.Hint {
	w := &m.c.Words.Conflict
	return []keys.Hint{
		keys.For(keys.Open, w.KeyOpen),
		{Key: "←→", Word: w.KeyLists, Intent: keys.Right},
		keys.For(keys.History, w.KeyHistory),
		keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp),
	}
}

func (m *List) province() bool { return m.desk.Me().Role == store.Province }

func (m *List) tabName(tab int) string {
	w := &m.c.Words.Conflict
	names := [tabs]string{w.Open, w.Aside, w.Decided}
	if !m.province() {
		names[tabOpen], names[tabDecided] = w.OpenLaptop, w.DecidedLaptop
	}
	if n := [tabs]int{len(m.open), m.waiting(), len(m.decided)}[tab]; n > 0 {
		return names[tab] + " " + page.Count(n)
	}
	return names[tab]
}

func (m *List) columns() []page.Column {
	w := &m.c.Words.Conflict
	switch m.tab {
	case tabDecided:
		return []page.Column{
			{Title: w.When, Width: 16},
			{Title: w.Did, Width: 12},
			{Title: w.Record, Min: 26, Weight: 3, Middle: true, Lead: " · "},
			{Title: w.Authors, Min: 10, Middle: true, Drop: 2},
			{Title: w.Why, Min: 16, Weight: 2, Drop: 1},
		}
	case tabAside:
		return []page.Column{
			{Title: w.Record, Min: 30, Weight: 3, Middle: true, Lead: " · "},
			{Title: w.What, Width: 20},
			{Title: w.Authors, Min: 14, Drop: 1},
			{Title: w.When, Width: 10, Drop: 2},
		}
	}
	return []page.Column{
		{Title: w.Record, Min: 30, Weight: 3, Middle: true, Lead: " · "},
		{Title: w.What, Width: 15},
		{Title: w.Authors, Min: 20, Weight: 2, Drop: 1},
		{Title: w.When, Width: 10, Drop: 2},
		{Title: w.Num, Width: 4, Right: true, Drop: 3},
	}
}

func (m *List) row(i int) []page.Cell {
	w, t := &m.c.Words.Conflict, m.c.Theme
	switch m.tab {
	case tabDecided:
		d := &m.decided[i]
		return []page.Cell{
			{Text: moment(m.c, d.At), Style: &t.Dim},
			{Text: m.did(d)},
			{Text: m.names.Record(d.Kind, d.Title)},
			{Text: d.Actor, Style: &t.Dim},
			{Text: d.Why, Style: &t.Dim},
		}
	case tabAside:
		q := &m.aside[i]
		style := &t.Warn
		if q.Verdict == store.RefusedOp {
			style = &t.Dim
		}
		return []page.Cell{
			{Text: m.names.Record(q.Kind, q.Title)}, {Text: w.Cases[string(q.Verdict)], Style: style}, {Text: q.Actor}, {Text: day(m.c, q.At), Style: &t.Dim},
		}
	}
	r := &m.open[i]
	title := r.Title
	if r.Case != store.CaseFork {
		title = m.names.Record(r.Kind, r.Title)
	}
	n := ""
	if r.Fields > 0 {
		n = page.Count(r.Fields)
	}
	return []page.Cell{
		{Text: title}, {Text: w.Cases[string(r.Case)], Style: &t.Bad}, {Text: m.authors(r.Authors)}, {Text: day(m.c, r.At), Style: &t.Dim}, {Text: n},
	}
}

func (m *List) did(d *desk.Decided) string {
	w := m.c.Words
	if d.Ruling != "" {
		return w.Conflict.Rulings[d.Ruling]
	}
	if d.OpKind == store.OpResolve {
		return w.History.Decided
	}
	if s, ok := w.Coop.OpKinds[string(d.OpKind)]; ok {
		return s
	}
	return string(d.OpKind)
}

func (m *List) authors(list []string) string {
	if len(list) > 3 {
		return strings.Join(list[:3], ", ") + " " + sprintf(m.c.Words.Conflict.AndMore, len(list)-3)
	}
	return strings.Join(list, ", ")
}

// View draws the names of the lists, the open one, and what is to be said about
// the line under the cursor.
func (m *List) View() string {
	w, t := &m.c.Words.Conflict, m.c.Theme
	say := ""
	switch {
	case m.failed:
		say = t.Bad.Render("! " + page.Cut(t, w.Failed, m.width-4))
	case !m.read:
		say = t.Dim.Render(w.Loading)
	}
	if say != "" {
		return page.Exact("\n "+say, m.width, m.height)
	}
	below := m.below(m.width - 2)
	foot := min(max(len(below), 3), max(m.height/3, 3))
	height := m.height - 1 - foot
	body := m.table.View(m.width, height, true)
	if m.table.Len() == 0 {
		none := [tabs]string{w.NoOpen, w.NoAside, w.NoDecided}[m.tab]
		body = page.Exact("\n "+t.Dim.Render(page.Cut(t, none, m.width-2)), m.width, height)
	}
	for i := range below {
		below[i] = " " + below[i]
	}
	return page.Rows(m.head(), body, page.Fit(below, m.width, foot))
}

// head draws the names of the lists; the open one stands in brackets.
func (m *List) head() string {
	t := m.c.Theme
	line := t.Glyph.Horizontal
	for tab := range tabs {
		if tab == m.tab {
			line += t.Focus.Render("[" + m.tabName(tab) + "]")
		} else {
			line += " " + m.tabName(tab) + " "
		}
		line += t.Border.Render(t.Glyph.Horizontal)
	}
	return page.Pad(line+t.Border.Render(strings.Repeat(t.Glyph.Horizontal, max(m.width-page.Width(line), 0))), m.width)
}

// below says in whole sentences what the line under the cursor only hints at.
func (m *List) below(width int) []string {
	w, t := &m.c.Words.Conflict, m.c.Theme
	var out []string
	add := func(head, s string) {
		if s != "" {
			out = append(out, page.Wrap(head+s, width)...)
		}
	}
	if i := m.table.At(); i >= 0 {
		switch m.tab {
		case tabOpen:
			add(w.Why+": ", reason(m.c, &m.open[i]))
			add("", sprintf(w.By, strings.Join(m.open[i].Authors, ", ")))
		case tabAside:
			q := &m.aside[i]
			add(w.Why+": ", leaf.Verdict(m.c.Words, q.Kind, q.Verdict, q.Why))
			add("", sprintf(w.By, q.Actor)+" "+m.c.Theme.Glyph.Dot+" "+strings.ToLower(m.c.Words.Coop.Device)+" "+device(q))
			if q.Ruling != nil {
				add("", ruled(m.c, q.Ruling))
			}
		case tabDecided:
			add(w.Why+": ", m.decided[i].Why)
		}
	}
	if !m.province() && m.tab == tabOpen && len(m.open) > 0 {
		for _, l := range page.Wrap(w.WaitLaptop, width) {
			out = append(out, t.Info.Render(l))
		}
	}
	return out
}

// ruled is a decision on a single op in a sentence.
func ruled(c *page.Context, r *desk.Ruling) string {
	w := &c.Words.Conflict
	return sprintf(w.Ruled, w.Rulings[r.Kind], r.By, moment(c, r.At), r.Why)
}

// device is the registered name of the machine that wrote an op, else the
// beginning of its key.
func device(q *desk.Quarantined) string {
	if q.Principal != "" {
		return q.Principal
	}
	return q.Dev[:min(len(q.Dev), 8)]
}

func moment(c *page.Context, ms int64) string {
	return time.UnixMilli(ms).In(c.Now().Location()).Format("15:04 02/01/2006")
}

func day(c *page.Context, ms int64) string {
	return time.UnixMilli(ms).In(c.Now().Location()).Format("02/01/2006")
}
