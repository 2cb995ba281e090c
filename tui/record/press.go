package record

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/field"
	full "coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// key hands a key to the field with the focus. A digit sets a tick and goes to
// the next line; a letter there opens its note.
func (m *Model) key(k tea.KeyMsg) tea.Cmd {
	if !m.Typing() {
		return nil
	}
	id, was := m.form.Focused(), m.leafNow()
	f := m.tickAt(id)
	switch {
	case f == nil:
	case k.Type == tea.KeyRunes && len(k.Runes) > 1 && !k.Paste:
		return m.each(k) // typed so fast that they came as one: each digit is of its own line
	case f.digit(k) && m.layout.Denied == "" && f.row.Denied == "":
		e := m.form.Update(k)
		cmd := m.after(e, was)
		m.move(1)
		return cmd
	case k.Type == tea.KeyRunes && k.Runes[0] >= '0' && k.Runes[0] <= '9':
		return nil // a state that the line does not have
	case k.Type == tea.KeyRunes && m.notes[id] != "":
		return m.writeNote(id, k)
	}
	return m.after(m.form.Update(k), was)
}

func (m *Model) tickAt(id string) *tick {
	switch f := m.form.Field(id).(type) {
	case *shownTick:
		return &f.tick
	case *cell:
		t, _ := f.Field.(*tick)
		return t
	}
	return nil
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

// writeNote opens the note of a tick with the letter that was typed.
func (m *Model) writeNote(id string, k tea.KeyMsg) tea.Cmd {
	m.noting = m.notes[id]
	saved := m.departed()
	m.build()
	m.form.Focus(m.noting)
	if m.form.Focused() != m.noting {
		return saved
	}
	m.arrived()
	return tea.Batch(saved, m.after(m.form.Update(k), m.leafNow()))
}

// openNote shows the empty note of a tick, if p is one.
func (m *Model) openNote(p store.Path) {
	if s := m.section(); s != nil {
		for i := range s.Rows {
			if s.Rows[i].Note == p {
				m.noting = p
			}
		}
	}
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
	if !m.open() && m.o.Press != nil {
		if cmd, ok := m.o.Press(k.Intent); ok {
			return cmd
		}
	}
	switch k.Intent {
	case keys.Undo:
		return m.takeBack()
	case keys.Revert:
		return m.revert()
	case keys.SaveNow:
		m.settle()
		return m.commit(true, false)
	case keys.New:
		return m.add("")
	case keys.Delete:
		return m.askRemove()
	case keys.History:
		return m.toHistory()
	}
	if m.inForm {
		return m.pressForm(k)
	}
	return m.pressList(k)
}

// open reports whether a list of choices is open.
func (m *Model) open() bool {
	if m.form == nil || !m.inForm {
		return false
	}
	f := m.form.Field(m.form.Focused())
	return f != nil && f.Wants(keys.Back)
}

func (m *Model) pressList(k keys.Press) tea.Cmd {
	switch k.Intent {
	case keys.Up, keys.PageUp, keys.Left:
		m.turn(-1)
	case keys.Down, keys.PageDown, keys.Right:
		if k.Intent == keys.Right && k.Key.Type == tea.KeyRight {
			return m.intoForm()
		}
		m.turn(1)
	case keys.Home:
		m.turn(-len(m.layout.Sections))
	case keys.End:
		m.turn(len(m.layout.Sections))
	case keys.Open, keys.NextField:
		return m.intoForm()
	case keys.Back:
		return m.leave()
	}
	return nil
}

func (m *Model) intoForm() tea.Cmd {
	m.inForm = true
	m.settleFocus("")
	return nil
}

func (m *Model) pressForm(k keys.Press) tea.Cmd {
	id, was := m.form.Focused(), m.leafNow()
	many := len(m.layout.Sections) > 1
	if m.open() {
		return m.after(m.form.Update(k), was)
	}
	if g, ok := m.gridAt(id); ok {
		by := map[keys.Intent]int{keys.NextField: 1, keys.PrevField: -1, keys.Open: 1}[k.Intent]
		if c := g.now(); by != 0 && (c == nil || !c.Wants(k.Intent)) {
			c.Close()
			if g.step(by) {
				return m.after(field.Event{Handled: true}, was)
			}
		}
	}
	switch k.Intent {
	case keys.PageUp, keys.Left, keys.PageDown, keys.Right:
		by := 1
		if k.Intent == keys.PageUp || k.Intent == keys.Left {
			by = -1
		}
		if f := m.form.Field(id); f != nil && f.Wants(k.Intent) {
			break
		}
		saved := m.departed()
		if many {
			m.turn(by)
		} else {
			for range max(m.height-6, 1) {
				m.move(by)
			}
		}
		return saved
	case keys.Home:
		return m.to(m.edge(1), was)
	case keys.End:
		return m.to(m.edge(-1), was)
	case keys.Open:
		if cmd, ok := m.pressed(id); ok {
			return cmd
		}
	}
	if e := m.form.Update(k); e.Handled {
		m.column(id, k.Intent)
		return m.after(e, was)
	}
	switch k.Intent {
	case keys.Back:
		saved := m.departed()
		if !many {
			return tea.Sequence(saved, m.leave())
		}
		m.inForm = false
		m.form.Blur()
		return saved
	case keys.NextField, keys.Down, keys.Open:
		saved := m.departed()
		m.turn(1)
		return saved
	case keys.PrevField, keys.Up:
		saved := m.departed()
		if m.turn(-1) {
			m.to(m.edge(-1), "")
		}
		return saved
	}
	return nil
}

// pressed does what a line that Enter presses is for.
func (m *Model) pressed(id string) (tea.Cmd, bool) {
	if path, ok := strings.CutPrefix(id, "+"); ok {
		return m.add(path), true
	}
	press := m.presses[id]
	if press == nil {
		return nil, false
	}
	return tea.Batch(m.departed(), press()), true
}

// toHistory opens the history of the record.
func (m *Model) toHistory() tea.Cmd {
	if m.rec.Record == nil {
		return page.Do(page.Toast{Text: m.c.Words.Record.NoHistory})
	}
	return tea.Batch(m.departed(), full.Open(m.o.Kind, m.id, nil))
}

// mouse puts the cursor where it was clicked and moves by the wheel.
func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	if m.rec == nil {
		return nil
	}
	e := tea.MouseEvent(msg)
	switch {
	case e.Button == tea.MouseButtonWheelUp:
		return m.press(keys.Press{Intent: keys.Up, Key: tea.KeyMsg{Type: tea.KeyUp}})
	case e.Button == tea.MouseButtonWheelDown:
		return m.press(keys.Press{Intent: keys.Down, Key: tea.KeyMsg{Type: tea.KeyDown}})
	case e.Button == tea.MouseButtonLeft && e.Action == tea.MouseActionPress:
		for _, h := range m.hits {
			if h.in(e.X, e.Y) {
				return m.click(h, e.X, e.Y)
			}
		}
	}
	return nil
}

// click follows a click into a place. A second click on a line that Enter
// presses presses it.
func (m *Model) click(h hit, x, y int) tea.Cmd {
	saved := m.departed()
	if h.section != "" {
		m.show(h.section, "")
		return saved
	}
	id, was := m.form.Focused(), m.leafNow()
	stood := m.inForm
	m.inForm = true
	ev := m.form.Click(y - h.y)
	if !ev.Handled {
		m.settleFocus("")
		return saved
	}
	if g, ok := m.gridAt(m.form.Focused()); ok {
		g.click(x - h.x - m.form.Column())
	}
	if stood && id == m.form.Focused() {
		if cmd, ok := m.pressed(id); ok {
			return tea.Batch(saved, cmd)
		}
	}
	cmd := m.after(field.Event{Handled: true, Left: ev.Left}, was)
	m.arrived()
	return tea.Batch(saved, cmd)
}
