// Package forgotten is the page that opens a store, or a backup, whose
// passphrase is forgotten: with the recovery identity that the province keeps,
// from the folder of its CA or from its recovery sheet. It ends with a new
// passphrase. What is typed of a secret is never shown in full, nor kept.
package forgotten

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

var sprintf = fmt.Sprintf

// workID names the long work among overlays.
const workID = "forgotten"

// Options say what is opened, and how.
type Options struct {
	// About says whose store it is; nil for a backup. It runs in a command.
	About func() (About, error)
	// Check reports whether an identity opens the store; nil for a backup, of
	// which that is seen when it is restored. It runs in a command.
	Check func(*trust.Identity) error
	// Open opens with the identity, sets the new passphrase, NFC in UTF-8, and
	// goes on with the store; it says what a backup brought back, and nil of a
	// store. It runs in a command, and the passphrase is overwritten after it.
	Open func(id *trust.Identity, fresh []byte) (*sync.Restored, error)
	// Told says in words what a backup brought back.
	Told func(*sync.Restored) string
	// Places lists folders that hold a CA key. It runs in a command.
	Places func() []string
	// Then is where a person goes on, Left where who does nothing, and After
	// where after an error, nil to stay.
	Then, Left, After tea.Msg
}

// About is what a store says of itself while it is closed.
type About struct {
	Install string // its install id
	Print   string // its device's fingerprint
	// Key reports whether the province's recovery key can open it at all.
	Key bool
}

// step is what the page asks for now.
type step int

const (
	choose step = iota
	byFolder
	bySheet
	fresh
	done
)

// Model is the page.
type Model struct {
	c      *page.Context
	o      Options
	width  int
	height int

	about  *About // nil while it is read, and of a backup
	step   step
	way    int // the one under the cursor
	busy   bool
	remark string
	ca     *field.Form
	places []string
	sheet  sheet
	pass   *field.Form
	id     *trust.Identity // the province's, once it was opened
	told   string
	x, y   int // text cursor of the last View
	shown  bool
}

// New returns the page.
func New(c *page.Context, o Options) *Model {
	m := &Model{c: c, o: o, width: c.Width, height: c.Height}
	m.forget()
	return m
}

// forget drops whatever was typed or opened.
func (m *Model) forget() {
	w := func() *wordsOf { return &m.c.Words.Forgotten }
	label := func(f func(*wordsOf) string) func() string { return func() string { return f(w()) } }
	m.id, m.remark, m.sheet = nil, "", sheet{line: m.newLine()}
	m.ca = field.NewForm(
		m.c,
		field.Item{ID: "folder", Label: label(func(w *wordsOf) string { return w.CAFolder }), Field: field.NewText(m.c, field.TextSpec{AsTyped: true})},
		field.Item{ID: "pass", Label: label(func(w *wordsOf) string { return w.CAPass }), Field: field.NewText(m.c, field.TextSpec{Secret: true})},
	)
	m.pass = field.NewForm(
		m.c,
		field.Item{ID: "fresh", Label: label(func(w *wordsOf) string { return w.Fresh }), Field: field.NewText(m.c, field.TextSpec{Secret: true})},
		field.Item{ID: "again", Label: label(func(w *wordsOf) string { return w.Again }), Field: field.NewText(m.c, field.TextSpec{Secret: true})},
	)
}

type (
	read struct {
		about About
		err   error
	}
	found struct{ places []string }
	// tried is the result of opening the province's key and trying it here.
	tried struct {
		id  *trust.Identity
		err error
	}
	opened struct {
		out *sync.Restored
		err error
	}
)

// Init reads what the store says of itself.
func (m *Model) Init() tea.Cmd {
	about := m.o.About
	if about == nil {
		return nil
	}
	return func() tea.Msg {
		a, err := about()
		return read{a, err}
	}
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case read:
		if msg.err != nil {
			return page.Do(page.Fail{Err: msg.err})
		}
		m.about = &msg.about
	case found:
		m.haveFound(msg.places)
	case tried:
		return m.haveTried(msg)
	case opened:
		return m.haveOpened(msg)
	case tea.KeyMsg:
		m.key(msg)
		if m.sheet.whole != nil {
			return m.try()
		}
	case keys.Press:
		if !m.busy {
			return m.press(msg)
		}
	}
	return nil
}

func (m *Model) key(k tea.KeyMsg) {
	if m.busy {
		return
	}
	m.remark = ""
	switch m.step {
	case byFolder:
		m.ca.Update(unbroken(k))
	case bySheet:
		m.keySheet(k)
	case fresh:
		m.pass.Update(unbroken(k))
	}
}

func (m *Model) press(p keys.Press) tea.Cmd {
	switch m.step {
	case choose:
		return m.pressChoose(p.Intent)
	case byFolder:
		return m.pressFolder(p)
	case bySheet:
		return m.pressSheet(p.Intent)
	case fresh:
		return m.pressFresh(p)
	case done:
		if p.Intent == keys.Open || p.Intent == keys.Back {
			return page.Do(m.o.Then)
		}
	}
	return nil
}

// closed reports whether nobody can open the store.
func (m *Model) closed() bool { return m.o.About != nil && m.about != nil && !m.about.Key }

func (m *Model) pressChoose(i keys.Intent) tea.Cmd {
	switch i {
	case keys.Back:
		m.forget()
		return page.Do(m.o.Left)
	case keys.Up, keys.Down, keys.NextField, keys.PrevField:
		m.way = 1 - m.way
	case keys.Open:
		if m.closed() || m.o.About != nil && m.about == nil {
			return nil
		}
		m.remark = ""
		if m.way == 1 {
			m.step = bySheet
			return nil
		}
		m.step = byFolder
		return m.look()
	}
	return nil
}

// try has the opened identity tried on the store before a person thinks up a new
// passphrase for nothing.
func (m *Model) try() tea.Cmd {
	id := m.sheet.whole
	m.sheet = sheet{line: m.newLine()}
	return m.open(func() (*trust.Identity, error) { return id, nil })
}

func (m *Model) open(get func() (*trust.Identity, error)) tea.Cmd {
	m.busy, m.remark = true, ""
	check := m.o.Check
	return page.Work(page.Progress{ID: workID, Title: m.c.Words.Forgotten.Opening}, func(func(int64, int64, string)) tea.Msg {
		id, err := get()
		if err == nil && check != nil {
			err = check(id)
		}
		return tried{id, err}
	})
}

func (m *Model) haveTried(t tried) tea.Cmd {
	w := &m.c.Words.Forgotten
	m.busy = false
	switch {
	case t.err == nil:
		m.forget()
		m.id, m.step = t.id, fresh
	case store.DetailOf(t.err) == trust.DetailRecipient:
		m.remark = w.OtherProvince
	case store.CodeOf(t.err) == store.Locked:
		m.ca.Focus("pass")
		m.remark = w.WrongPass
	case store.CodeOf(t.err) == store.NotFound && m.step == byFolder:
		m.ca.Focus("folder")
		m.remark = w.NoCA
	default:
		return page.Do(page.Fail{Err: t.err})
	}
	return nil
}

func (m *Model) pressFresh(p keys.Press) tea.Cmd {
	if p.Intent == keys.Back {
		m.forget() // the key of a province is not kept open beside an empty chair
		m.step = choose
		return nil
	}
	m.remark = ""
	now := p.Intent == keys.Finalise || p.Intent == keys.SaveNow
	if !now && (m.pass.Update(p).Handled || p.Intent != keys.Open) {
		return nil
	}
	w := &m.c.Words.Forgotten
	one, two := vi.NFC(m.pass.Field("fresh").Value()), vi.NFC(m.pass.Field("again").Value())
	switch {
	case len([]rune(one)) < field.LeastPassphrase:
		m.pass.Focus("fresh")
		m.remark = w.Short
		return nil
	case one != two:
		m.pass.Focus("again")
		m.remark = w.Differ
		return nil
	}
	m.busy = true
	title := w.Setting
	if m.o.About == nil {
		title = w.Restoring
	}
	open, id, pass := m.o.Open, m.id, []byte(one)
	return page.Work(page.Progress{ID: workID, Title: title}, func(func(int64, int64, string)) tea.Msg {
		out, err := open(id, pass)
		clear(pass)
		return opened{out, err}
	})
}

func (m *Model) haveOpened(o opened) tea.Cmd {
	m.busy = false
	m.forget()
	if o.err != nil {
		m.step = choose
		told := page.Do(page.Fail{Err: o.err})
		if m.o.After != nil {
			return tea.Batch(page.Do(m.o.After), told)
		}
		return told
	}
	m.step, m.told = done, ""
	if o.out != nil && m.o.Told != nil {
		m.told = m.o.Told(o.out)
	}
	return nil
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Model) Title() []string { return []string{m.c.Words.Forgotten.Title} }

// Typing reports whether a text field has the focus.
func (m *Model) Typing() bool { return m.step == byFolder || m.step == bySheet || m.step == fresh }

// Cursor is where the next letter goes.
func (m *Model) Cursor() (x, y int, ok bool) {
	return m.x, m.y, m.shown && m.Typing() && !m.busy && m.x < m.width && m.y < m.height
}

// Keep says why the program should not end now.
func (m *Model) Keep() string {
	if m.busy {
		return m.c.Words.Forgotten.Keep
	}
	return ""
}

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Forgotten
	back, help := keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp)
	switch m.step {
	case byFolder:
		return []keys.Hint{keys.For(keys.Open, w.KeyOpen), keys.For(keys.NextField, w.KeyField), {Key: "↑↓", Word: w.KeyStick}, back, help}
	case bySheet:
		return []keys.Hint{keys.For(keys.Open, w.KeyAdd), back, help}
	case fresh:
		return []keys.Hint{keys.For(keys.Open, w.KeySet), keys.For(keys.NextField, w.KeyField), back, help}
	case done:
		return []keys.Hint{keys.For(keys.Open, w.KeyGo), help}
	}
	if m.closed() {
		return []keys.Hint{back, help}
	}
	return []keys.Hint{keys.For(keys.Open, w.KeyChoose), {Key: "↑↓", Word: w.KeyMove}, back, help}
}
