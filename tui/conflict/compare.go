package conflict

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// Compare is the screen of one disagreement: its versions side by side, field
// by field, with the choice of the person who decides.
type Compare struct {
	c       *page.Context
	desk    source
	names   leaf.Names
	id      string
	at, of  string // its place in the list it was opened from
	changed func()
	width   int
	height  int

	load   int
	read   bool
	failed bool
	gone   bool
	k      *desk.Conflict
	choice *choice

	cursor int // field, or op of a fork
	top    int // first visible line of the table
	side   int // first side that is drawn, where not all fit
	scroll int // first visible line of the details
	busy   bool
}

// choice is what a person chose so far. It stays in the context's Kept, so that
// leaving the screen loses nothing.
type choice struct {
	take  map[store.Path]desk.Choice
	typed map[store.Path]string // how an own value was typed
	why   string
}

// OpenCase returns the screen of one case. args may hold its place "at" "of" the
// list; changed is called, in a command, after a decision.
func OpenCase(c *page.Context, d *desk.Desk, id string, args page.Args, changed func()) page.Screen {
	return newCompare(c, d, id, args, changed)
}

func newCompare(c *page.Context, d source, id string, args page.Args, changed func()) *Compare {
	return &Compare{
		c: c, desk: d, names: leaf.New(c, d), id: id, at: args["at"], of: args["of"], changed: changed, width: c.Width, height: c.Height,
		choice: &choice{},
	}
}

// The messages of the screen's commands.
type (
	read struct {
		load int
		k    *desk.Conflict
		err  error
	}
	otherTyped struct {
		path  store.Path
		typed string
		value any
		err   error
	}
	whySaid struct {
		why    string
		decide bool // the decision goes on with it
	}
	takeAll struct{ letter string }
	decided struct {
		n   int // ops admitted, of a fork
		err error
	}
)

// Init reads the case.
func (m *Compare) Init() tea.Cmd { return m.readCase() }

func (m *Compare) readCase() tea.Cmd {
	m.load++
	load, d, id := m.load, m.desk, m.id
	return func() tea.Msg {
		k, err := d.Conflict(context.Background(), id)
		return read{load, k, err}
	}
}

// Update handles one message.
func (m *Compare) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case read:
		return m.take(msg)
	case page.Resumed:
		if !m.busy {
			return m.readCase()
		}
	case otherTyped:
		return m.takeOther(msg)
	case whySaid:
		m.choice.why = msg.why
		if msg.decide {
			return m.decide()
		}
	case takeAll:
		m.all(msg.letter)
	case decided:
		return m.done(msg)
	case keys.Press:
		return m.press(msg.Intent)
	}
	return nil
}

func (m *Compare) take(r read) tea.Cmd {
	if r.load != m.load {
		return nil
	}
	m.read = true
	if store.CodeOf(r.err) == store.NotFound {
		m.gone, m.failed = true, false
		return nil
	}
	if m.failed = r.err != nil; m.failed {
		return page.Do(page.Fail{Err: r.err})
	}
	m.k = r.k
	if m.gone = m.fork() && len(m.k.Sides) < 2; m.gone { // every op of it is decided
		return nil
	}
	m.remember()
	m.cursor = max(min(m.cursor, m.rows()-1), 0)
	return nil
}

// remember takes up what was chosen before, as far as its fields still differ,
// and chooses beforehand what one side alone changed.
func (m *Compare) remember() {
	key := "case/" + m.k.ID
	kept, ok := m.c.Kept[key].(*choice)
	fresh := !ok
	if fresh {
		kept = &choice{take: map[store.Path]desk.Choice{}, typed: map[store.Path]string{}}
		if m.c.Kept != nil {
			m.c.Kept[key] = kept
		}
	}
	open := map[store.Path]bool{}
	letters := map[string]bool{"": true}
	for i := range m.k.Sides {
		letters[m.k.Sides[i].Letter] = true
	}
	for i := range m.k.Fields {
		open[m.k.Fields[i].Path] = true
	}
	for p, one := range kept.take {
		if !open[p] || !letters[one.Side] {
			delete(kept.take, p)
		}
	}
	if fresh && m.province() {
		for p, one := range m.k.Pre() {
			kept.take[p] = one
		}
	}
	m.choice = kept
}

func (m *Compare) province() bool { return m.desk.Me().Role == store.Province }

func (m *Compare) fork() bool { return m.k != nil && m.k.Case == store.CaseFork }

func (m *Compare) twins() bool { return m.k != nil && m.k.Case == store.CaseDuplicate }

func (m *Compare) rows() int {
	if m.k == nil {
		return 0
	}
	if m.fork() {
		return len(m.ops())
	}
	return len(m.k.Fields)
}

func (m *Compare) press(i keys.Intent) tea.Cmd {
	if m.k == nil || m.gone {
		switch {
		case i == keys.Back:
			return page.Do(page.Back{})
		case i == keys.Open && m.failed:
			return m.readCase()
		}
		return nil
	}
	if m.move(i) {
		return nil
	}
	if i == keys.Back {
		return m.back()
	}
	if m.fork() {
		return m.pressFork(i)
	}
	switch i {
	case keys.Left:
		return m.choose(-1)
	case keys.Right:
		return m.choose(1)
	case keys.OtherValue:
		return m.askOther()
	case keys.Reason:
		return m.askWhy(false)
	case keys.Decide:
		return m.decide()
	case keys.Delete:
		return m.clear()
	case keys.NextField:
		m.scroll++ // the next View holds it to the end
	case keys.PrevField:
		m.scroll = max(m.scroll-1, 0)
	case keys.Open, keys.History:
		args := page.Args{}
		if i == keys.Open && len(m.k.Fields) > 0 && !m.twins() {
			args["path"] = m.k.Fields[m.cursor].Path
		}
		return history.Open(m.k.Kind, m.record(), args)
	}
	return nil
}

// record is the record whose history is asked for: of a duplicate the one whose
// value is chosen under the cursor.
func (m *Compare) record() string {
	if m.twins() {
		if i := m.sideOf(m.choice.take[desk.SameAsPath].Side); i >= 0 {
			return m.k.Sides[i].Record
		}
	}
	return m.k.Records[0]
}

// move goes through the rows.
func (m *Compare) move(i keys.Intent) bool {
	last := max(m.rows()-1, 0)
	to := m.cursor
	switch i {
	case keys.Up:
		to--
	case keys.Down:
		to++
	case keys.PageUp:
		to -= 10
	case keys.PageDown:
		to += 10
	case keys.Home:
		to = 0
	case keys.End:
		to = last
	default:
		return false
	}
	m.cursor, m.scroll = max(min(to, last), 0), 0
	return true
}

// back leaves the screen; what was chosen is kept and the person is told so.
func (m *Compare) back() tea.Cmd {
	if m.province() && (m.choice.why != "" || len(m.choice.take) > len(m.k.Pre())) {
		return tea.Batch(page.Do(page.Toast{Text: m.c.Words.Conflict.Keep}), page.Do(page.Back{}))
	}
	return page.Do(page.Back{})
}

func (m *Compare) done(d decided) tea.Cmd {
	w := &m.c.Words.Conflict
	m.busy = false
	if d.err != nil {
		return tea.Batch(page.Do(page.Fail{Err: d.err}), m.readCase())
	}
	delete(m.c.Kept, "case/"+m.k.ID)
	said := w.Done
	if m.fork() {
		said = sprintf(w.ForkDone, d.n)
	}
	changed := m.changed
	return tea.Batch(
		func() tea.Msg { changed(); return nil }, page.Do(page.Saved{At: m.c.Now()}), page.Do(page.Toast{Text: said, Level: page.Good}),
		page.Do(page.Back{}),
	)
}

// SetSize sets the size of the next View.
func (m *Compare) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Compare) Title() []string {
	w := &m.c.Words.Conflict
	if m.k == nil {
		return []string{w.Title}
	}
	if m.fork() {
		return []string{w.Title, m.k.Title}
	}
	return []string{w.Title, m.names.Record(m.k.Kind, m.k.Title)}
}

// Note says which of the open cases this one is.
func (m *Compare) Note() string {
	if m.at == "" || m.of == "" || m.gone {
		return ""
	}
	return strings.NewReplacer("%d/%d", m.at+"/"+m.of).Replace(m.c.Words.Conflict.Note)
}

// Typing is false: values are typed into prompts.
func (m *Compare) Typing() bool { return false }

// Cursor is hidden.
func (m *Compare) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Keys are the keys that work here.
func (m *Compare) Keys() []keys.Hint {
	w := &m.c.Words.Conflict
	end := []keys.Hint{keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp)}
	past := keys.For(keys.History, w.KeyHistory)
	switch {
	case m.k == nil || m.gone:
		return end
	case m.fork() && m.province():
		return append([]keys.Hint{
			keys.For(keys.Open, w.KeyOpen), keys.For(keys.Decide, w.KeyAdmitBranch), past,
		}, end...)
	case m.fork():
		return append([]keys.Hint{keys.For(keys.Open, w.KeyOpen), past}, end...)
	case !m.province():
		return append([]keys.Hint{keys.For(keys.Open, w.KeyHistory), {Key: "↑↓", Word: w.Field}}, end...)
	}
	out := []keys.Hint{{Key: "←", Word: w.KeyLeft, Intent: keys.Left}, {Key: "→", Word: w.KeyRight, Intent: keys.Right}}
	if len(m.k.Sides) > 2 {
		out = []keys.Hint{{Key: "←→", Word: w.KeySides}}
	}
	other, why, write := keys.For(keys.OtherValue, w.KeyOther), keys.For(keys.Reason, w.KeyReason), keys.For(keys.Decide, w.KeyDecide)
	if m.width < 76 { // the line ends early: what ends the work must stand in it
		out = append(out, write, why, other)
	} else {
		out = append(out, other, why, write)
	}
	out = append(out, keys.For(keys.Delete, w.KeyClear), keys.For(keys.Open, w.KeyHistory))
	return append(out, end...)
}

// Actions are the screen's entries of the command palette.
func (m *Compare) Actions() []page.Action {
	if m.k == nil || m.gone || m.fork() || !m.province() {
		return nil
	}
	var out []page.Action
	for i := range m.k.Sides {
		s := &m.k.Sides[i]
		out = append(out, page.Action{Name: sprintf(m.c.Words.Conflict.TakeAll, s.Letter, s.Actor), Msg: takeAll{s.Letter}})
	}
	return out
}
