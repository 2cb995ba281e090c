package security

import (
	"context"
	"errors"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// Revoke is the form by which a device's part in the registry ends.
type Revoke struct {
	c       *page.Context
	site    *sync.Site
	changed func()
	id      string
	width   int
	height  int

	device *sync.DeviceRow // nil until it was read
	others []sync.DeviceRow
	failed bool
	busy   bool
	form   *field.Form
	x, y   int
}

// NewRevoke returns the form for a device by its principal.
func NewRevoke(c *page.Context, s *sync.Site, id string, changed func()) *Revoke {
	m := &Revoke{c: c, site: s, id: id, changed: changed, width: c.Width, height: c.Height}
	w := func() *fieldWords { return words(c) }
	m.form = field.NewForm(
		c,
		field.Item{ID: "state", Label: func() string { return w().state }, Field: field.NewChoice(c, field.ChoiceSpec{Required: true, Options: m.states})},
		field.Item{ID: "at", Label: func() string { return w().at }, Field: field.NewText(c, field.TextSpec{AsTyped: true, Check: m.checkAt}), Width: 20},
		field.Item{ID: "heir", Label: func() string { return w().heir }, Field: field.NewChoice(c, field.ChoiceSpec{Options: m.heirs})},
		field.Item{ID: "why", Label: func() string { return w().why }, Field: field.NewText(c, field.TextSpec{Required: true})},
	)
	m.form.Field("state").SetValue(string(trust.Lost))
	return m
}

type fieldWords struct{ state, at, heir, why string }

func words(c *page.Context) *fieldWords {
	w := &c.Words.Security
	return &fieldWords{w.RevokeState, w.RevokeAccepted, w.RevokeSucc, w.RevokeReason}
}

func (m *Revoke) states() []field.Option {
	var out []field.Option
	for _, s := range []trust.Status{trust.Lost, trust.Retired, trust.Compromised} {
		out = append(out, field.Option{ID: string(s), Label: m.c.Words.Security.Statuses[string(s)]})
	}
	return out
}

func (m *Revoke) heirs() []field.Option {
	var out []field.Option
	for i := range m.others {
		out = append(out, field.Option{ID: m.others[i].Principal, Label: m.others[i].Principal + " " + m.c.Theme.Glyph.Dot + " " + m.others[i].Person})
	}
	return out
}

// checkAt remarks on a place that cannot be read.
func (m *Revoke) checkAt(s string) error {
	if s = strings.TrimSpace(s); s == "" || s == m.c.Words.Security.RevokeNone {
		return nil
	}
	if _, _, _, err := sync.ParsePoints(s); err != nil {
		return errors.New(m.c.Words.Security.RevokeBad)
	}
	return nil
}

// revoke says that the person agreed.
type revoke struct{ o sync.RevokeOptions }

type revoked struct {
	got *sync.Revoked
	err error
}

// Init reads the registry.
func (m *Revoke) Init() tea.Cmd { return (&Devices{site: m.site}).Init() }

// Update handles one message.
func (m *Revoke) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case listed:
		return m.take(msg)
	case revoke:
		return m.run(msg.o)
	case revoked:
		return m.finish(msg)
	case tea.KeyMsg:
		m.form.Update(msg)
	case keys.Press:
		switch {
		case msg.Intent == keys.Finalise || msg.Intent == keys.SaveNow:
			return m.ask()
		case m.form.Update(msg).Handled:
			return nil
		case msg.Intent == keys.Back:
			return page.Do(page.Back{})
		case msg.Intent == keys.Open: // Enter in the last field
			return m.ask()
		}
	}
	return nil
}

func (m *Revoke) take(l listed) tea.Cmd {
	if m.failed = l.err != nil; m.failed {
		return page.Do(page.Fail{Err: l.err})
	}
	m.device, m.others = nil, nil
	for i := range l.rows {
		d := &l.rows[i]
		switch {
		case d.Principal == m.id:
			m.device = d
			if d.Status != trust.Active {
				m.form.Field("state").SetValue(string(d.Status))
				m.form.Field("heir").SetValue(d.Successor)
			}
		case d.Status == trust.Active && d.Role != store.Province:
			m.others = append(m.others, *d)
		}
	}
	return nil
}

// held is the last change that the province has of the device, "" for none.
func (m *Revoke) held() string {
	if m.device == nil || m.device.Held == (desk.Point{}) {
		return ""
	}
	return at(m.device.Held.Epoch, m.device.Held.Seq)
}

// options reads the form; said is what the form lacks.
func (m *Revoke) options() (o sync.RevokeOptions, accepted, said string) {
	w := &m.c.Words.Security
	o = sync.RevokeOptions{
		Device: m.id, Status: trust.Status(m.form.Field("state").Value()), Successor: m.form.Field("heir").Value(),
		Reason: strings.TrimSpace(m.form.Field("why").Value()),
	}
	typed := strings.TrimSpace(m.form.Field("at").Value())
	accepted = typed
	switch {
	case o.Reason == "":
		m.form.Focus("why")
		return o, "", w.RevokeNeedWhy
	case typed == w.RevokeNone:
		o.None, accepted = true, w.DevAcceptNone
	case typed == "" && o.Status == trust.Compromised:
		m.form.Focus("at")
		return o, "", w.RevokeSay
	case typed == "":
		if accepted = m.held(); accepted == "" {
			accepted = w.DevHeldNone
		}
	default:
		var err error
		if o.Epoch, o.Seq, o.Earlier, err = sync.ParsePoints(typed); err != nil {
			m.form.Focus("at")
			return o, "", w.RevokeBad
		}
	}
	return o, accepted, ""
}

// ask confirms: what a revocation sets aside only a person's decision brings
// back.
func (m *Revoke) ask() tea.Cmd {
	w := &m.c.Words.Security
	if m.busy || m.device == nil {
		return nil
	}
	o, accepted, said := m.options()
	if said != "" {
		return page.Do(page.Toast{Text: said, Level: page.Warn})
	}
	return page.Do(page.Confirm{
		Title: sprintf(w.RevokeAsk, m.id), Body: sprintf(w.RevokeBody, w.Statuses[string(o.Status)], accepted),
		Yes: w.RevokeYes, Danger: true, Then: page.Do(revoke{o}),
	})
}

func (m *Revoke) run(o sync.RevokeOptions) tea.Cmd {
	if m.busy {
		return nil
	}
	m.busy = true
	s, changed := m.site, m.changed
	return page.Work(page.Progress{ID: workID, Title: m.c.Words.Security.RevokeBusy, Item: o.Device}, func(func(int64, int64, string)) tea.Msg {
		got, err := s.Revoke(context.Background(), o)
		changed()
		return revoked{got, err}
	})
}

func (m *Revoke) finish(r revoked) tea.Cmd {
	w := &m.c.Words.Security
	m.busy = false
	if r.err != nil {
		return page.Do(page.Fail{Err: r.err})
	}
	body := sprintf(w.RevokeDone, m.id, r.got.Version)
	if r.got.Beyond > 0 {
		body += "\n\n" + sprintf(w.RevokeBeyond, page.Count(r.got.Beyond))
	}
	if n := len(r.got.Handed); n > 0 {
		body += "\n\n" + sprintf(w.RevokeHanded, page.Count(n))
	}
	back := page.Do(page.Back{})
	return page.Do(page.Confirm{Title: w.DevicesTitle, Body: body, Yes: m.c.Words.Dialog.OK, Told: true, Then: back})
}

// View draws whose device it is, and the form.
func (m *Revoke) View() string {
	w, t := &m.c.Words.Security, m.c.Theme
	inner := m.width - 4
	var lines []string
	if m.device != nil {
		lines = append(lines, t.Title.Render(page.Cut(t, m.device.Person+" "+t.Glyph.Dot+" "+w.Roles[string(m.device.Role)]+" "+t.Glyph.Dot+" "+w.Statuses[string(m.device.Status)], inner)),
			page.Cut(t, w.Print+" "+trust.FormatFingerprint(m.device.Dev), inner))
		if m.device.Status != trust.Active {
			lines = append(lines, t.Warn.Render(page.Cut(t, w.RevokeAlready, inner)))
		}
	} else if m.failed {
		lines = append(lines, w.Failed)
	} else {
		lines = append(lines, w.Loading)
	}
	lines = append(append(lines, ""), page.Wrap(w.RevokeWhy, inner)...)
	lines = append(lines, "")
	top := len(lines)
	room := max(min(m.height-2-top-1, 6), 4)
	lines = append(lines, strings.Split(m.form.View(inner, room), "\n")...)
	x, y, _ := m.form.Cursor()
	m.x, m.y = x+2, y+top+1
	hint := m.held()
	if hint == "" {
		hint = w.DevHeldNone
	}
	for _, l := range page.Wrap(w.RevokeAccepted+": "+sprintf(w.RevokeHint, hint), inner) {
		lines = append(lines, t.Dim.Render(l))
	}
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return page.Panel(t, sprintf(w.RevokeTitle, m.id), strings.Join(lines, "\n"), m.width, m.height, true)
}

// SetSize sets the size of the next View.
func (m *Revoke) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Revoke) Title() []string {
	return []string{m.c.Words.Security.Title, m.c.Words.Security.DevicesTitle, m.id}
}

// Typing is true: the form always has the focus.
func (m *Revoke) Typing() bool { return true }

// Cursor is where the next letter goes.
func (m *Revoke) Cursor() (x, y int, ok bool) {
	_, _, ok = m.form.Cursor()
	return m.x, m.y, ok && m.y < m.height-1
}

// Keep says why the program should not end now.
func (m *Revoke) Keep() string {
	if m.busy {
		return m.c.Words.Security.Keep
	}
	return ""
}

// Keys are the keys that work here.
func (m *Revoke) Keys() []keys.Hint {
	w := &m.c.Words.Security
	return []keys.Hint{keys.For(keys.Finalise, w.KeyRevoke), keys.For(keys.NextField, w.KeyField), keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp)}
}
