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

// Aside is the screen of one change that was set aside: what it says, whose it
// is, why it does not count, and the decision.
type Aside struct {
	c       *page.Context
	desk    source
	names   leaf.Names
	op      string // hash in hex
	changed func()
	width   int
	height  int

	load   int
	read   bool
	failed bool
	q      *desk.Quarantined // nil if it is not aside any more
	top    int
	why    string
}

// OpenAside returns the screen of one op by its hash; changed is called, in a
// command, after a decision.
func OpenAside(c *page.Context, d *desk.Desk, op string, changed func()) page.Screen {
	return newAside(c, d, op, changed)
}

func newAside(c *page.Context, d source, op string, changed func()) *Aside {
	m := &Aside{c: c, desk: d, names: leaf.New(c, d), op: op, changed: changed, width: c.Width, height: c.Height}
	m.why, _ = c.Kept[m.key()].(string)
	return m
}

func (m *Aside) key() string { return "aside/" + m.op }

type asideRead struct {
	load int
	q    *desk.Quarantined
	err  error
}

type ruledOn struct {
	said string
	err  error
}

// Init reads the op.
func (m *Aside) Init() tea.Cmd {
	m.load++
	load, d, op := m.load, m.desk, m.op
	return func() tea.Msg {
		list, err := d.Quarantine(context.Background())
		r := asideRead{load: load, err: err}
		for i := range list {
			if list[i].Op.String() == op {
				r.q = &list[i]
			}
		}
		return r
	}
}

// Update handles one message.
func (m *Aside) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case asideRead:
		if msg.load != m.load {
			return nil
		}
		m.read, m.failed, m.q = true, msg.err != nil, msg.q
		if msg.err != nil {
			return page.Do(page.Fail{Err: msg.err})
		}
	case page.Resumed:
		return m.Init()
	case whySaid:
		m.keep(msg.why)
	case ruledOn:
		return m.done(msg)
	case keys.Press:
		return m.press(msg.Intent)
	}
	return nil
}

func (m *Aside) keep(why string) {
	m.why = strings.TrimSpace(why)
	if m.c.Kept == nil {
		return
	}
	if m.why == "" {
		delete(m.c.Kept, m.key())
		return
	}
	m.c.Kept[m.key()] = m.why
}

func (m *Aside) done(r ruledOn) tea.Cmd {
	if r.err != nil {
		return tea.Batch(page.Do(page.Fail{Err: r.err}), m.Init())
	}
	m.keep("")
	changed := m.changed
	return tea.Batch(
		func() tea.Msg { changed(); return nil }, page.Do(page.Saved{At: m.c.Now()}), page.Do(page.Toast{Text: r.said, Level: page.Good}),
		page.Do(page.Back{}),
	)
}

func (m *Aside) press(i keys.Intent) tea.Cmd {
	switch i {
	case keys.Back:
		return page.Do(page.Back{})
	case keys.Up:
		m.top = max(m.top-1, 0)
	case keys.Down:
		m.top++ // the next View holds it to the end
	case keys.PageUp, keys.Home:
		m.top = 0
	case keys.PageDown, keys.End:
		m.top = 1 << 20
	case keys.Decide:
		return m.ask(true)
	case keys.OtherValue:
		return m.ask(false)
	case keys.Open:
		if m.failed {
			return m.Init()
		}
		return m.past()
	case keys.History:
		return m.past()
	}
	return nil
}

func (m *Aside) past() tea.Cmd {
	if m.q == nil || store.SpecOf(m.q.Kind) == nil {
		return nil
	}
	return history.Open(m.q.Kind, m.q.ID, page.Args{"rev": m.q.Op.String()})
}

func (m *Aside) province() bool { return m.desk.Me().Role == store.Province }

// ask asks for the reason to admit or to refuse.
func (m *Aside) ask(admit bool) tea.Cmd {
	w := &m.c.Words.Conflict
	switch {
	case m.q == nil:
		return nil
	case !m.province():
		return page.Do(page.Toast{Text: w.ReadOnly})
	case admit && !m.q.CanAdmit:
		return page.Do(page.Toast{Text: w.CannotAdmit, Level: page.Warn})
	case !admit && m.q.Verdict == store.RefusedOp:
		return nil
	}
	d, op := m.desk, m.q.Op
	p := page.Prompt{
		Title: w.AdmitTitle, Body: w.AdmitBody, Label: w.WhyLabel, Value: m.why, Required: true, Lines: 3,
		Keep: func(why string) tea.Cmd { return page.Do(whySaid{why, false}) },
		Then: func(why string) tea.Cmd {
			return func() tea.Msg {
				done, err := d.Admit(context.Background(), op, why)
				return ruledOn{sprintf(w.AdmitDone, len(done)), err}
			}
		},
	}
	if !admit {
		p.Title, p.Body = w.RefuseTitle, w.RefuseBody
		p.Then = func(why string) tea.Cmd {
			return func() tea.Msg { return ruledOn{w.RefuseDone, d.RefuseOp(context.Background(), op, why)} }
		}
	}
	return page.Do(p)
}

// SetSize sets the size of the next View.
func (m *Aside) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Aside) Title() []string {
	w := &m.c.Words.Conflict
	if m.q == nil {
		return []string{w.Title, w.Aside}
	}
	return []string{w.Title, w.Aside, m.names.Record(m.q.Kind, m.q.Title)}
}

// Typing is false: the reason is typed into a dialog.
func (m *Aside) Typing() bool { return false }

// Cursor is hidden.
func (m *Aside) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Keys are the keys that work here.
func (m *Aside) Keys() []keys.Hint {
	w := &m.c.Words.Conflict
	var out []keys.Hint
	if m.q != nil && m.province() {
		if m.q.CanAdmit {
			out = append(out, keys.For(keys.Decide, w.KeyAdmit))
		}
		if m.q.Verdict != store.RefusedOp {
			out = append(out, keys.For(keys.OtherValue, w.KeyRefuse))
		}
	}
	return append(out, keys.For(keys.Open, w.KeyHistory), keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp))
}

// View draws what is known of the op.
func (m *Aside) View() string {
	w, t := &m.c.Words.Conflict, m.c.Theme
	say := ""
	switch {
	case m.failed:
		say = t.Bad.Render("! " + page.Cut(t, w.Failed, m.width-4))
	case !m.read:
		say = t.Dim.Render(w.Loading)
	case m.q == nil:
		say = page.Cut(t, w.Gone, m.width-2)
	}
	if say != "" {
		return page.Exact("\n "+say, m.width, m.height)
	}
	head := m.head()
	height := m.height - len(head)
	lines := m.fields(m.width - 2)
	room := max(height-2, 1)
	m.top = max(min(m.top, len(lines)-room), 0)
	note := ""
	if len(lines) > room {
		note = sprintf("%d–%d/%d", m.top+1, min(m.top+room, len(lines)), len(lines))
	}
	box := page.PanelNote(t, w.AsideFields, note, strings.Join(lines[m.top:], "\n"), m.width, height, true)
	return page.Rows(page.Fit(head, m.width, len(head)), box)
}

// head says who did what when on which machine, why it is aside, and what was
// decided.
func (m *Aside) head() []string {
	w, t, q, c := &m.c.Words.Conflict, m.c.Theme, m.q, m.c.Words.Coop
	var out []string
	add := func(render func(...string) string, s string) {
		for _, l := range page.Wrap(s, m.width-2) {
			out = append(out, " "+render(l))
		}
	}
	did := c.OpKinds[string(q.OpKind)]
	add(t.Title.Render, sentence(sprintf(w.AsideHead, did, q.Actor)))
	add(t.Dim.Render, c.Device+" "+device(q)+" "+t.Glyph.Dot+" "+c.Claimed+" "+moment(m.c, q.At))
	if q.Reason != "" {
		add(t.Text.Render, c.Reason+": "+q.Reason)
	}
	add(t.Warn.Render, "! "+w.Cases[string(q.Verdict)]+": "+leaf.Verdict(m.c.Words, q.Kind, q.Verdict, q.Why))
	if q.Blocks > 0 {
		add(t.Text.Render, sprintf(w.Blocks, q.Blocks))
	}
	switch {
	case q.Ruling != nil:
		add(t.Info.Render, ruled(m.c, q.Ruling))
	case !m.province():
		add(t.Info.Render, w.ReadOnly)
	case !q.CanAdmit:
		add(t.Bad.Render, w.CannotAdmit)
	default:
		add(t.Dim.Render, w.NotYet)
	}
	return append(out, "")
}

// fields are the leaves of the op, from what stands to what it says.
func (m *Aside) fields(width int) []string {
	t, q := m.c.Theme, m.q
	if len(q.Fields) == 0 {
		return []string{" " + t.Dim.Render(m.c.Words.History.NoFields)}
	}
	wide := 0
	for _, f := range q.Fields {
		wide = max(wide, page.Width(m.names.Full(q.Kind, f.Path, f.Label)))
	}
	wide = min(wide, max(width*2/5, 10))
	var out []string
	for _, f := range q.Fields {
		name := page.Pad(page.CutMiddle(t, m.names.Full(q.Kind, f.Path, f.Label), wide), wide)
		from, to := m.names.Value(q.Kind, f.Path, f.From), m.names.Value(q.Kind, f.Path, f.To)
		if to == "" {
			to = m.c.Words.Coop.Absent
		}
		if from != "" {
			to = from + " → " + to
		}
		for i, l := range page.Wrap(to, max(width-wide-3, 8)) {
			if i > 0 {
				name = page.Pad("", wide)
			}
			out = append(out, " "+t.Dim.Render(name)+" "+l)
		}
	}
	return out
}
