// Package firstrun is what a machine without a store shows: four short steps
// that make one. Nothing is written before the last; Esc goes back one step and
// keeps what was typed.
package firstrun

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/vi"
	"coopfield/sync"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/restore"
	"coopfield/tui/seal/media"
	"coopfield/tui/text"
)

var sprintf = fmt.Sprintf

// workID names this screen's long work among overlays.
const workID = "firstrun"

// Answers are what the person said.
type Answers struct {
	Unit   string // id
	Name   string
	Role   string
	Pass   []byte // NFC in UTF-8; overwritten after Create
	Backup string // folder, "" for none
}

// Made is the store that was made.
type Made struct {
	Dir   string
	Print string // the machine's fingerprint in groups
	CA    string // of a province: its fingerprint in groups
	CADir string
	Sheet string // recovery sheet of a laptop, "" of a province
}

// Options are what the screen needs of the program.
type Options struct {
	Units []field.Option // that may be chosen
	// Check says what is wrong with unit, name and role.
	Check func(Answers) error
	// Create makes the store and opens it. It runs in a command.
	Create func(Answers) (*Made, error)
	// Training opens the training store in place of any other, and makes it first
	// if there is none. It runs in a command.
	Training func() error
	// Restore puts a backup back and opens what came; nil offers none.
	Restore func(file string, passphrase []byte) (*sync.Restored, error)
	Then    page.Navigate
	Drives  func() []string
}

// Model is the screen.
type Model struct {
	c      *page.Context
	o      Options
	width  int
	height int

	back  *restore.Flow // puts a backup back, nil where none is offered
	step  int
	forms [4]*field.Form
	made  *Made
	busy  bool
	sees  []string // sticks that were plugged in when they were asked for
	top   int
	max   int
	x, y  int
	shown bool
}

// New returns the first step.
func New(c *page.Context, o Options) *Model {
	if o.Drives == nil {
		o.Drives = media.Drives
	}
	m := &Model{c: c, o: o, width: c.Width, height: c.Height}
	if o.Restore != nil {
		m.back = restore.New(c, restore.Options{Put: o.Restore, Drives: o.Drives, Then: o.Then})
	}
	w := func() *text.FirstRun { return &m.c.Words.FirstRun }
	label := func(f func(*text.FirstRun) string) func() string { return func() string { return f(w()) } }
	pick := func(names func() map[string]string, ids ...string) *field.Choice {
		return field.NewChoice(c, field.ChoiceSpec{Options: func() []field.Option {
			var out []field.Option
			for _, id := range ids {
				out = append(out, field.Option{ID: id, Label: names()[id]})
			}
			return out
		}})
	}
	lang := pick(func() map[string]string { return w().Langs }, "vi", "en")
	lang.SetValue(string(c.Words.Lang))
	role := pick(func() map[string]string { return w().Roles }, "officer", "advisor", "province")
	role.SetValue("officer")
	units := field.NewChoice(c, field.ChoiceSpec{Options: func() []field.Option { return o.Units }, Hint: w().UnitHint})
	m.forms = [4]*field.Form{
		field.NewForm(
			c, field.Item{ID: "unit", Label: label(func(w *text.FirstRun) string { return w.Unit }), Field: units},
			field.Item{ID: "lang", Label: label(func(w *text.FirstRun) string { return w.Lang }), Field: lang},
		),
		field.NewForm(
			c, field.Item{ID: "name", Label: label(func(w *text.FirstRun) string { return w.Name }), Field: field.NewText(c, field.TextSpec{Hint: w().NameHint})},
			field.Item{ID: "role", Label: label(func(w *text.FirstRun) string { return w.Role }), Field: role},
		),
		field.NewForm(
			c, field.Item{ID: "pass", Label: label(func(w *text.FirstRun) string { return w.Pass }), Field: field.NewText(c, field.TextSpec{Secret: true})},
			field.Item{ID: "again", Label: label(func(w *text.FirstRun) string { return w.Again }), Field: field.NewText(c, field.TextSpec{Secret: true})},
		),
		field.NewForm(
			c, field.Item{ID: "backup", Label: label(func(w *text.FirstRun) string { return w.Backup }), Field: field.NewText(c, field.TextSpec{Hint: w().BackupHint, AsTyped: true})},
		),
	}
	return m
}

// created is the result of making the store, trained of opening the training
// store.
type (
	sticks  []string
	created struct {
		made *Made
		err  error
	}
	trained struct{ err error }
)

// Init does nothing: the form waits.
func (m *Model) Init() tea.Cmd { return nil }

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	if m.back != nil {
		if cmd, ok := m.back.Update(msg); ok {
			return cmd
		}
	}
	switch msg := msg.(type) {
	case created:
		m.busy = false
		if msg.err != nil {
			return page.Do(page.Fail{Err: msg.err})
		}
		for _, id := range []string{"pass", "again"} {
			m.forms[2].Field(id).SetValue("")
		}
		m.made, m.top = msg.made, 0
	case sticks:
		m.sees = msg
	case trained:
		m.busy = false
		if msg.err != nil {
			return page.Do(page.Fail{Err: msg.err})
		}
		return page.Do(m.o.Then)
	case tea.KeyMsg:
		if m.made == nil && !m.busy {
			m.form().Update(unbroken(msg))
		}
	case keys.Press:
		return m.press(msg)
	}
	return nil
}

// unbroken drops the line break that a copied line brings along.
func unbroken(k tea.KeyMsg) tea.KeyMsg {
	if k.Paste {
		k.Runes = []rune(strings.TrimRight(string(k.Runes), "\r\n"))
	}
	return k
}

func (m *Model) form() *field.Form { return m.forms[m.step] }

func (m *Model) value(step int, id string) string {
	return strings.TrimSpace(m.forms[step].Field(id).Value())
}

func (m *Model) press(p keys.Press) tea.Cmd {
	switch {
	case m.busy || m.back != nil && m.back.Busy():
		return nil
	case m.made != nil:
		return m.pressMade(p.Intent)
	case p.Intent == keys.ImportAll:
		return m.train()
	case p.Intent == keys.Visit && m.step == 0 && m.back != nil:
		return m.back.Begin()
	case p.Intent == keys.Finalise || p.Intent == keys.SaveNow:
		return m.next()
	}
	if m.step == 3 && (p.Intent == keys.Up || p.Intent == keys.Down) {
		m.turn(p.Intent)
		return m.look() // one may have been plugged in just now
	}
	if e := m.form().Update(p); e.Handled {
		if lang := text.Lang(m.value(0, "lang")); e.Changed == "lang" && lang != m.c.Words.Lang {
			return page.Do(page.Speak{Lang: lang})
		}
		return nil
	}
	switch p.Intent {
	case keys.Open: // Enter in the last field
		return m.next()
	case keys.Back:
		if m.step == 0 {
			return page.Do(page.Leave{})
		}
		m.step--
	}
	return nil
}

func (m *Model) pressMade(i keys.Intent) tea.Cmd {
	switch i {
	case keys.Open, keys.Back, keys.Finalise:
		return page.Do(m.o.Then)
	case keys.ImportAll:
		return m.train()
	case keys.Down:
		m.top++
	case keys.Up:
		m.top--
	case keys.PageDown, keys.End:
		m.top += m.height - 2
	case keys.PageUp, keys.Home:
		m.top -= m.height - 2
	}
	m.top = max(min(m.top, m.max), 0)
	return nil
}

// look asks which sticks are plugged in.
func (m *Model) look() tea.Cmd {
	drives := m.o.Drives
	return func() tea.Msg { return sticks(drives()) }
}

// turn puts the next drive into the field of the backups.
func (m *Model) turn(i keys.Intent) {
	places := append([]string{""}, m.sees...)
	f := m.forms[3].Field("backup")
	at, by := 0, 1
	for n, p := range places {
		if p == media.Path(f.Value()) {
			at = n
		}
	}
	if i == keys.Up {
		by = len(places) - 1
	}
	f.SetValue(places[(at+by)%len(places)])
}

// lacks says what the present step still needs, and puts the focus there.
func (m *Model) lacks() (said string) {
	w := &m.c.Words.FirstRun
	need := func(step int, id, say string) bool {
		if m.value(step, id) != "" {
			return false
		}
		m.form().Focus(id)
		said = say
		return true
	}
	switch m.step {
	case 0:
		need(0, "unit", w.NeedUnit)
	case 1:
		if !need(1, "name", w.NeedName) {
			need(1, "role", w.NeedRole)
		}
	case 2:
		pass, again := m.forms[2].Field("pass").Value(), m.forms[2].Field("again").Value()
		switch {
		case pass == "":
			m.form().Focus("pass")
			return w.NeedPass
		case len([]rune(pass)) < field.LeastPassphrase:
			m.form().Focus("pass")
			return w.Short
		case vi.NFC(pass) != vi.NFC(again):
			m.form().Focus("again")
			return w.Differ
		}
	}
	return said
}

func (m *Model) answers() Answers {
	return Answers{
		Unit: m.value(0, "unit"), Name: m.value(1, "name"), Role: m.value(1, "role"),
		Pass: []byte(vi.NFC(m.forms[2].Field("pass").Value())), Backup: media.Path(m.value(3, "backup")),
	}
}

// next goes on, or makes the store after the last step.
func (m *Model) next() tea.Cmd {
	if said := m.lacks(); said != "" {
		return page.Do(page.Toast{Text: said, Level: page.Warn})
	}
	a := m.answers()
	if m.step == 1 {
		if err := m.o.Check(a); err != nil {
			return page.Do(page.Fail{Err: err})
		}
	}
	if m.step < 3 {
		m.step++
		return m.look()
	}
	m.busy = true
	create := m.o.Create
	return page.Work(page.Progress{ID: workID, Title: m.c.Words.FirstRun.Making}, func(func(int64, int64, string)) tea.Msg {
		made, err := create(a)
		clear(a.Pass)
		return created{made, err}
	})
}

func (m *Model) train() tea.Cmd {
	m.busy = true
	open := m.o.Training
	return page.Work(page.Progress{ID: workID, Title: m.c.Words.FirstRun.Opening}, func(func(int64, int64, string)) tea.Msg { return trained{open()} })
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Model) Title() []string { return []string{m.c.Words.FirstRun.Title} }

// Typing is true while a form has the focus.
func (m *Model) Typing() bool { return m.made == nil }

// Cursor is where the next letter goes.
func (m *Model) Cursor() (x, y int, ok bool) { return m.x, m.y, m.shown && m.made == nil }

// Keep says why the program should not end now.
func (m *Model) Keep() string {
	if m.back != nil && m.back.Busy() {
		return m.c.Words.Security.Keep
	}
	if m.made == nil && (m.busy || m.value(0, "unit") != "" || m.value(1, "name") != "") {
		return m.c.Words.FirstRun.Keep
	}
	return ""
}

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.FirstRun
	help := keys.For(keys.Help, w.KeyHelp)
	if m.made != nil {
		return []keys.Hint{keys.For(keys.Open, w.KeyDesk), keys.For(keys.ImportAll, w.KeyTraining), {Key: "↑↓", Word: w.KeyScroll}, help}
	}
	next, back := w.KeyNext, w.KeyBack
	if m.step == 3 {
		next = w.KeyMake
	}
	if m.step == 0 {
		back = w.KeyLeave
	}
	out := []keys.Hint{keys.For(keys.Finalise, next), keys.For(keys.NextField, w.KeyField)}
	if m.step > 0 { // the way back before what was for the first step
		return append(out, keys.For(keys.Back, back), keys.For(keys.Input, w.KeyInput), help)
	}
	// A name is typed here, perhaps without UniKey; that of F6 the page says itself.
	out = append(out, keys.For(keys.Input, w.KeyInput), keys.For(keys.ImportAll, w.KeyTraining), keys.For(keys.Back, back))
	if m.back != nil {
		out = append(out, keys.For(keys.Visit, w.KeyRestore))
	}
	return append(out, help)
}

// View draws the step, or what was made.
func (m *Model) View() string {
	w, t := &m.c.Words.FirstRun, m.c.Theme
	m.shown = false
	if m.made != nil {
		return m.viewMade()
	}
	width := min(m.width, 76)
	inner := width - 4
	var lines []string
	add := func(s string, dim bool) {
		for _, l := range page.Wrap(s, inner) {
			if dim {
				l = t.Dim.Render(l)
			}
			lines = append(lines, " "+l)
		}
	}
	lines = append(lines, "")
	add(w.Leads[m.step], false)
	lines = append(lines, "")
	top := len(lines)
	const room = 8
	for _, l := range strings.Split(m.form().View(inner, room), "\n") {
		lines = append(lines, " "+l)
	}
	switch m.step {
	case 0:
		if m.back != nil {
			add(w.RestoreTip, true)
		}
	case 2:
		add(w.SheetTip, true)
	case 3:
		add(w.SafeTip, true)
		if len(m.sees) > 0 {
			add("↑↓ "+strings.Join(m.sees, " "+t.Glyph.Dot+" "), true)
		}
	}
	height := min(m.height, 18)
	box := page.PanelNote(t, sprintf(w.Step, m.step+1, w.Steps[m.step]), page.Bar(t, int64(m.step+1), 4, 8), strings.Join(lines, "\n"), width, height, true)
	left, above := (m.width-width)/2, (m.height-height)/3
	x, y, ok := m.form().Cursor()
	m.x, m.y = left+2+x, above+1+top+y
	m.shown = ok && m.y < m.height-1 && m.x < m.width
	return page.Overlay(page.Exact("", m.width, m.height), box, left, above)
}

func (m *Model) viewMade() string {
	w, t := &m.c.Words.FirstRun, m.c.Theme
	inner := m.width - 4
	var lines []string
	add := func(s string) {
		for _, l := range page.Wrap(s, inner) {
			lines = append(lines, " "+l)
		}
	}
	lines = append(lines, " "+t.Good.Render(t.Glyph.Check+" "+page.Cut(t, sprintf(w.MadeAt, m.made.Dir), inner-2)))
	lines = append(lines, " "+w.Print+": ", "   "+t.Focus.Render(m.made.Print))
	if m.made.CA != "" {
		lines = append(lines, " "+w.CA+": ", "   "+t.Focus.Render(m.made.CA))
		add(sprintf(w.NextCA, m.made.CADir))
	} else {
		add(w.NextEnrol)
	}
	lines = append(lines, "")
	add(w.Training)
	if m.made.Sheet != "" {
		lines = append(lines, "", " "+t.Title.Render(page.Cut(t, w.Sheet, inner)))
		for l := range strings.SplitSeq(strings.TrimSpace(m.made.Sheet), "\n") {
			lines = append(lines, " "+page.Cut(t, l, inner))
		}
	}
	room := max(m.height-2, 1)
	m.max = max(len(lines)-room, 0)
	m.top = max(min(m.top, m.max), 0)
	return page.Panel(t, w.Made, strings.Join(lines[m.top:min(m.top+room, len(lines))], "\n"), m.width, m.height, true)
}
