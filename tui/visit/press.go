package visit

import (
	"strconv"
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/field"
	full "coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// recommendKey is the digit of a line that was not met and of which a
// recommendation is made.
const recommendKey = "4"

// key hands a key to the field with the focus. A digit sets a line and goes to
// the next; a letter there opens its note.
func (m *Model) key(k tea.KeyMsg) tea.Cmd {
	if !m.Typing() {
		return nil
	}
	c := m.cells[m.form.Focused()]
	if c == nil {
		return nil
	}
	f, line := c.marked()
	switch {
	case c.frozen:
		return nil
	case line && k.Type == tea.KeyRunes && len(k.Runes) > 1 && !k.Paste:
		return m.each(k) // typed so fast that they came as one: each digit is of its own line
	case line && f.chosen(k):
		if c.Update(k) {
			m.apply(c)
		}
		m.close(c.id)
		m.onward(c)
		return m.save()
	case line && m.at == secChecks && k.String() == recommendKey:
		return m.addOf(c, f)
	case line && k.Type == tea.KeyRunes && unicode.IsDigit(k.Runes[0]):
		return nil // a state that the line does not have
	case line && k.Type == tea.KeyRunes && strings.HasSuffix(c.id, ".state"):
		return m.writeNote(c, k)
	case line && k.Type == tea.KeyRunes && c.typ == store.TypeBool: // of a topic: what was advised
		return tea.Batch(m.moveTo("advice"), m.after(m.form.Update(k)))
	}
	return m.after(m.form.Update(k))
}

// each hands on the letters of one event one by one.
func (m *Model) each(k tea.KeyMsg) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(k.Runes))
	for _, r := range k.Runes {
		one := k
		one.Runes = []rune{r}
		cmds = append(cmds, m.key(one))
	}
	return tea.Batch(cmds...)
}

// writeNote opens the note of a line with the letter that was typed.
func (m *Model) writeNote(c *cell, k tea.KeyMsg) tea.Cmd {
	id := strings.TrimSuffix(c.id, ".state") + ".note"
	m.noting = id
	m.build()
	saved := m.moveTo(id)
	return tea.Batch(saved, m.after(m.form.Update(k)))
}

// onward goes from a line that was set to the next one, at the end of a section
// to the next section. An item that was moved is asked for its new date.
func (m *Model) onward(c *cell) {
	if c.owner == ownFound {
		m.build()
		if c.Value() == desk.FollowMoved {
			m.form.Focus(c.key + ".due")
			m.arrived()
			return
		}
	}
	behind := false
	for _, it := range m.form.Items() {
		if _, line := m.lineOf(it.ID); line && behind {
			m.form.Focus(it.ID)
			m.arrived()
			return
		}
		behind = behind || it.ID == c.id
	}
	if c.owner == ownRecord && c.typ == store.TypeBool { // topics end in the advice
		m.form.Update(keys.Press{Intent: keys.NextField})
		m.arrived()
		return
	}
	m.turn(1)
}

func (m *Model) lineOf(id string) (*mark, bool) {
	if c := m.cells[id]; c != nil {
		return c.marked()
	}
	return nil, false
}

// press follows an intent.
func (m *Model) press(k keys.Press) tea.Cmd {
	if m.rec == nil {
		switch k.Intent {
		case keys.Back:
			return page.Do(page.Back{})
		case keys.Open:
			if m.failed {
				return m.Init()
			}
		}
		return nil
	}
	switch k.Intent {
	case keys.Finalise:
		return m.finalise()
	case keys.Print:
		return m.print(false)
	case keys.Undo:
		return m.takeBack()
	case keys.Revert:
		return m.revert()
	case keys.SaveNow:
		m.settle()
		return m.commit(job{told: true})
	case keys.New:
		return m.add()
	case keys.Delete:
		return m.askRemove()
	case keys.History:
		return m.toHistory()
	case keys.Sort:
		return m.toFiles()
	}
	if m.inForm {
		return m.pressForm(k)
	}
	return m.pressList(k)
}

func (m *Model) pressList(k keys.Press) tea.Cmd {
	list := m.sections()
	switch k.Intent {
	case keys.Up, keys.PageUp, keys.Left:
		m.turn(-1)
	case keys.Down, keys.PageDown:
		m.turn(1)
	case keys.Home:
		m.goTo(list[0])
	case keys.End:
		m.goTo(list[len(list)-1])
	case keys.Open, keys.Right, keys.NextField:
		m.inForm = true
		m.settleFocus(m.firstOpen())
	case keys.Back:
		return m.leave()
	}
	return m.look()
}

func (m *Model) pressForm(k keys.Press) tea.Cmd {
	id := m.form.Focused()
	c := m.cells[id]
	if c != nil {
		if _, list := c.Field.(*field.Choice); list && c.Wants(k.Intent) {
			return m.after(m.form.Update(k))
		}
	}
	switch k.Intent {
	case keys.PageUp, keys.Left:
		saved := m.departed()
		m.turn(-1)
		return tea.Batch(saved, m.look())
	case keys.PageDown, keys.Right:
		saved := m.departed()
		m.turn(1)
		return tea.Batch(saved, m.look())
	case keys.Home:
		return m.after(field.Event{Handled: true, Left: m.form.Focus(m.edge(1))})
	case keys.End:
		return m.after(field.Event{Handled: true, Left: m.form.Focus(m.edge(-1))})
	case keys.Open:
		if cmd, ok := m.pressed(id); ok {
			return cmd
		}
	}
	if e := m.form.Update(k); e.Handled {
		return tea.Batch(m.after(e), m.look())
	}
	switch k.Intent {
	case keys.Back:
		saved := m.departed()
		m.inForm = false
		m.form.Blur()
		return saved
	case keys.NextField, keys.Down, keys.Open:
		saved := m.departed()
		if m.next(m.at, 1) != m.at {
			m.turn(1)
		}
		return tea.Batch(saved, m.look())
	case keys.PrevField, keys.Up:
		saved := m.departed()
		if m.next(m.at, -1) != m.at {
			m.turn(-1)
			m.form.Focus(m.edge(-1))
			m.arrived()
		}
		return tea.Batch(saved, m.look())
	}
	return nil
}

// edge is the first field of the form, or the last.
func (m *Model) edge(by int) string {
	items := m.form.Items()
	for i := range items {
		n := i
		if by < 0 {
			n = len(items) - 1 - i
		}
		if !items[n].Fixed {
			return items[n].ID
		}
	}
	return ""
}

// firstOpen is the first line of the form without a state, the first field where
// there is none.
func (m *Model) firstOpen() string {
	for _, it := range m.form.Items() {
		if f, line := m.lineOf(it.ID); line && f.value == "" {
			return it.ID
		}
	}
	return m.edge(1)
}

// turn goes n sections on.
func (m *Model) turn(n int) { m.goTo(m.next(m.at, n)) }

// goTo opens a section; whoever types goes on typing there.
func (m *Model) goTo(s section) {
	if s == m.at && m.form != nil {
		return
	}
	m.at, m.noting = s, ""
	m.form = nil
	m.build()
	m.settleFocus("")
}

// moveTo gives the focus to a field of this section and saves the one it left.
func (m *Model) moveTo(id string) tea.Cmd {
	m.inForm = true
	saved := m.departed()
	m.form.Focus(id)
	m.arrived()
	return saved
}

// arrived remembers what the field held when it got the focus.
func (m *Model) arrived() {
	m.before = step{id: m.form.Focused(), at: m.at}
	if c := m.cells[m.before.id]; c != nil {
		m.before.text = c.Value()
	}
}

// departed ends the editing of the field with the focus.
func (m *Model) departed() tea.Cmd {
	m.settle()
	return m.save()
}

// settle closes the field with the focus without moving it.
func (m *Model) settle() {
	if m.form == nil {
		return
	}
	if c := m.cells[m.form.Focused()]; c != nil {
		c.Close()
		c.Settle()
		m.close(c.id)
	}
}

// close keeps what a field was, if it changed, so that it can be taken back.
func (m *Model) close(id string) {
	c := m.cells[id]
	if c == nil || id != m.before.id || c.Value() == m.before.text {
		return
	}
	m.undo = append(m.undo, m.before)
	m.before.text = c.Value()
	m.apply(c)
}

// after follows what the form did: a field that was left is saved now, one that
// is typed into after a silence.
func (m *Model) after(e field.Event) tea.Cmd {
	var cmds []tea.Cmd
	if e.Left != "" {
		m.close(e.Left)
		m.arrived()
		cmds = append(cmds, m.save(), m.refresh())
		if m.noting == e.Left {
			m.noting = ""
			m.build()
		}
	}
	if e.Changed == pathField {
		m.files.fault = ""
		return tea.Batch(cmds...)
	}
	if c := m.cells[e.Changed]; c != nil {
		m.apply(c)
		if c.owner == ownFound && c.path == "state" {
			m.build()
		}
		cmds = append(cmds, m.c.After(silence, quiet{m.id, m.typed}))
	}
	return tea.Batch(cmds...)
}

// refresh reads the record anew after a field that others follow, such as the
// purpose, once what was typed is durable.
func (m *Model) refresh() tea.Cmd {
	if !m.stale {
		return nil
	}
	m.stale = false
	return m.again()
}

// pressed does what a line that Enter presses is for.
func (m *Model) pressed(id string) (tea.Cmd, bool) {
	switch {
	case strings.HasPrefix(id, "+"):
		return m.addTo(id[1:]), true
	case strings.HasPrefix(id, "gap."):
		n, _ := strconv.Atoi(strings.TrimPrefix(id, "gap."))
		return m.toGap(n), true
	case id == pathField:
		return m.attach(), true
	case strings.HasPrefix(id, "file."):
		return m.openFile(strings.TrimPrefix(id, "file.")), true
	}
	return nil, false
}

func gapID(n int) string { return "gap." + strconv.Itoa(n) }

// toHistory opens the history of the record.
func (m *Model) toHistory() tea.Cmd {
	if m.rec.record() == nil {
		return page.Do(page.Toast{Text: m.c.Words.Visit.NothingDone})
	}
	saved := m.departed()
	return tea.Batch(saved, full.Open(m.kind, m.id, nil))
}

// mouse puts the cursor where it was clicked and moves by the wheel.
func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	if m.rec == nil {
		return nil
	}
	e := tea.MouseEvent(msg)
	switch {
	case e.Button == tea.MouseButtonWheelUp:
		return m.press(keys.Press{Intent: keys.Up})
	case e.Button == tea.MouseButtonWheelDown:
		return m.press(keys.Press{Intent: keys.Down})
	case e.Button == tea.MouseButtonLeft && e.Action == tea.MouseActionPress:
		for _, h := range m.hits {
			if !h.in(e.X, e.Y) {
				continue
			}
			saved := m.departed()
			if h.form {
				m.inForm = true
				if ev := m.form.Click(e.Y - h.y); ev.Handled {
					m.arrived()
					return tea.Batch(saved, m.after(ev), m.look())
				}
				m.settleFocus(m.form.Focused())
				return saved
			}
			m.goTo(h.section)
			return tea.Batch(saved, m.look())
		}
	}
	return nil
}
