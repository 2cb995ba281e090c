// Package unlock is the screen that asks for the passphrase of a store before
// anything in it can be read.
package unlock

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/forgotten"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// Model is the screen.
type Model struct {
	c      *page.Context
	open   func([]byte) error
	next   tea.Msg
	width  int
	height int

	pass    *field.Text
	try     int // the newest attempt; results of older ones are dropped
	opening bool
	remark  remark
	x, y    int // cursor of the last View

	help   *forgotten.Options // how a forgotten passphrase is replaced, nil if it is not
	forgot *forgotten.Model   // while that is done, in place of the field
}

// typeAgain says that the person leaves the page of the forgotten passphrase.
type typeAgain struct{}

// remark is what stands beside the field.
type remark int

const (
	silent remark = iota
	wrong
	missing
)

// New returns the screen. open unlocks the store with the passphrase, NFC in
// UTF-8; it runs in a command, and the passphrase is overwritten after it. When
// it succeeds the root is sent next: a page to go to, or page.Unlocked.
func New(c *page.Context, open func(passphrase []byte) error, next tea.Msg) page.Screen {
	return &Model{
		c: c, open: open, next: next, width: c.Width, height: c.Height,
		pass: field.NewText(c, field.TextSpec{Secret: true}),
	}
}

// NewWith is [New] with a key for who forgot the passphrase. It leads to o, whose
// Then and Left are this screen's.
func NewWith(c *page.Context, open func(passphrase []byte) error, next tea.Msg, o forgotten.Options) page.Screen {
	o.Then, o.Left = next, typeAgain{}
	m := New(c, open, next).(*Model)
	m.help = &o
	return m
}

// opened is the result of one attempt.
type opened struct {
	try int
	err error
}

// Init does nothing: the field waits.
func (m *Model) Init() tea.Cmd { return nil }

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	if m.forgot != nil {
		if _, ok := msg.(typeAgain); ok {
			m.forgot = nil
			return nil
		}
		return m.forgot.Update(msg)
	}
	switch msg := msg.(type) {
	case opened:
		return m.take(msg)
	case keys.Press:
		switch msg.Intent {
		case keys.Open:
			return m.attempt()
		case keys.Visit:
			return m.forget()
		case keys.Back:
			return page.Do(page.Leave{})
		}
	case tea.KeyMsg:
		if !m.opening && m.pass.Update(unbroken(msg)) {
			m.remark = silent
		}
	}
	return nil
}

// forget opens the page of the forgotten passphrase.
func (m *Model) forget() tea.Cmd {
	if m.help == nil || m.opening {
		return nil
	}
	m.pass = field.NewText(m.c, field.TextSpec{Secret: true})
	m.remark = silent
	m.forgot = forgotten.New(m.c, *m.help)
	m.forgot.SetSize(m.width, m.height)
	return m.forgot.Init()
}

// unbroken drops the line break that a copied line brings along: it would
// become a space, and the passphrase a wrong one.
func unbroken(k tea.KeyMsg) tea.KeyMsg {
	if k.Paste {
		k.Runes = []rune(strings.TrimRight(string(k.Runes), "\r\n"))
	}
	return k
}

// attempt tries what was typed. The field is emptied at once: a passphrase
// that was wrong is not kept, nor one that was right.
func (m *Model) attempt() tea.Cmd {
	if m.opening {
		return nil
	}
	if m.pass.Value() == "" {
		m.remark = missing
		return nil
	}
	pass := []byte(vi.NFC(m.pass.Value()))
	m.pass = field.NewText(m.c, field.TextSpec{Secret: true})
	m.opening, m.remark = true, silent
	m.try++
	try, open := m.try, m.open
	return func() tea.Msg {
		err := open(pass)
		clear(pass)
		return opened{try, err}
	}
}

func (m *Model) take(o opened) tea.Cmd {
	if o.try != m.try {
		return nil
	}
	m.opening = false
	switch {
	case o.err == nil:
		return page.Do(m.next)
	case store.CodeOf(o.err) == store.Locked:
		m.remark = wrong
		return nil
	}
	return page.Do(page.Fail{Err: o.err})
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	if m.forgot != nil {
		m.forgot.SetSize(width, height)
	}
}

// Title is the breadcrumb.
func (m *Model) Title() []string {
	if m.forgot != nil {
		return m.forgot.Title()
	}
	return []string{m.c.Words.Unlock.Title}
}

// Typing reports whether a text field has the focus: the passphrase always has.
func (m *Model) Typing() bool { return m.forgot == nil || m.forgot.Typing() }

// Keep says why the program should not end now.
func (m *Model) Keep() string {
	if m.forgot != nil {
		return m.forgot.Keep()
	}
	return ""
}

// Cursor is where the next letter goes.
func (m *Model) Cursor() (x, y int, ok bool) {
	if m.forgot != nil {
		return m.forgot.Cursor()
	}
	return m.x, m.y, !m.opening && m.x < m.width && m.y < m.height
}

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	if m.forgot != nil {
		return m.forgot.Keys()
	}
	w := &m.c.Words.Unlock
	out := []keys.Hint{keys.For(keys.Open, w.Open)}
	if m.help != nil {
		out = append(out, keys.For(keys.Visit, m.c.Words.Forgotten.Key))
	}
	return append(out, keys.For(keys.Back, w.Leave), keys.For(keys.Help, w.Help))
}

// View draws a panel in the middle with the field and what may help.
func (m *Model) View() string {
	if m.forgot != nil {
		return m.forgot.View()
	}
	w, t := &m.c.Words.Unlock, m.c.Theme
	width := min(m.width, 72)
	inner := width - 4
	var body []string
	add := func(lines ...string) {
		for _, l := range lines {
			body = append(body, " "+l)
		}
	}
	add("")
	add(page.Wrap(w.Lead, inner)...)
	add("")
	label := page.Width(w.Label) + 1
	said := ""
	switch {
	case m.opening:
		said = t.Info.Render(t.Glyph.Wait + " " + w.Opening)
	case m.remark == wrong:
		said = t.Bad.Render(t.Glyph.Cross + " " + w.Wrong)
	case m.remark == missing:
		said = t.Warn.Render("! " + w.Missing)
	}
	room := max(inner-label-26, 8)
	row := len(body)
	add(t.Focus.Render(w.Label) + " " + m.pass.View(room, !m.opening) + " " + said)
	x, y := m.pass.Cursor()
	if m.remark == wrong {
		add(t.Warn.Render(w.WrongTip))
	} else {
		add("")
	}
	add("")
	lost := w.Forgot
	if m.help != nil {
		lost = w.ForgotKey
	}
	for _, l := range append(page.Wrap(w.Safe, inner), page.Wrap(lost, inner)...) {
		add(t.Dim.Render(l))
	}
	add("")
	height := min(len(body)+2, m.height)
	box := page.Panel(t, w.Heading, strings.Join(body, "\n"), width, height, true)
	left, top := (m.width-width)/2, (m.height-height)/3
	m.x, m.y = left+2+label+x, top+1+row+y
	return page.Overlay(page.Exact("", m.width, m.height), box, left, top)
}
