package assess

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// key hands a key to the cell with the focus; the sheet recomputes at once.
func (m *Model) key(k tea.KeyMsg) tea.Cmd {
	c := m.cells[m.focus]
	if m.sheet == nil || c == nil || m.gaps != nil || m.book != nil || !c.f.Update(k) {
		return nil
	}
	if c.state != "estimate" {
		c.state = "" // another figure is neither copied nor confirmed
	}
	m.apply(c)
	return m.c.After(silence, quiet{m.id, m.typed})
}

// press follows an intent.
func (m *Model) press(k keys.Press) tea.Cmd {
	switch {
	case m.sheet == nil:
		switch k.Intent {
		case keys.Back:
			return page.Do(page.Back{})
		case keys.Open:
			return m.read()
		}
		return nil
	case m.gaps != nil:
		return m.pressGaps(k.Intent)
	case m.book != nil:
		return m.pressBook(k.Intent)
	}
	switch k.Intent {
	case keys.Up:
		m.vertical(-1)
	case keys.Down:
		m.vertical(1)
	case keys.PageUp:
		m.group(-1)
	case keys.PageDown:
		m.group(1)
	case keys.Home:
		m.goTo(m.entries()[0])
	case keys.End:
		list := m.entries()
		m.goTo(list[len(list)-1])
	case keys.NextField:
		m.horizontal(1)
	case keys.PrevField:
		m.horizontal(-1)
	case keys.Right:
		if m.focus == "" {
			m.move(m.at, m.preferred(m.at))
		}
	case keys.Open:
		if m.focus == "" {
			m.move(m.at, m.preferred(m.at))
		} else {
			return tea.Batch(m.advance(), m.save())
		}
	case keys.Back:
		return m.back()
	case keys.Flag:
		return m.flag()
	case keys.Filter:
		return tea.Batch(m.cycle(), m.save())
	case keys.Assess:
		m.toFacts()
	case keys.Search:
		return m.toBook(wayPage)
	case keys.New:
		return m.toBook(figurePage)
	case keys.Sort:
		m.nextState()
	case keys.Undo:
		return m.takeBack()
	case keys.SaveNow:
		m.settle()
		return m.commit(job{told: true})
	case keys.Finalise:
		return m.finalise()
	case keys.Conflict:
		return tea.Batch(m.save(), page.Go("conflict", "", nil))
	case keys.Delete:
		return m.askDrop()
	case keys.Visit:
		return m.giveBack()
	case keys.Revert:
		return m.revert()
	case keys.History:
		return m.toHistory()
	case keys.Print:
		return m.print(false)
	}
	return m.save()
}

// back is Esc: out of the field, out of the filter, out of the sheet.
func (m *Model) back() tea.Cmd {
	switch {
	case m.focus != "":
		m.depart()
		return m.save()
	case m.filter != all:
		m.filter, m.top = all, 0
		return nil
	}
	return m.leave()
}

// settle closes the editing of a field without moving the focus.
func (m *Model) settle() {
	if c := m.cells[m.focus]; c != nil {
		path := m.focus
		m.depart()
		m.arrive(path)
	}
}

// toFacts goes to the figures of the year, and from there back to the item.
func (m *Model) toFacts() {
	if m.at.kind == facts {
		if m.from.kind == item {
			m.move(m.from, m.preferred(m.from))
		}
		return
	}
	m.from = m.at
	m.filter = all
	m.move(entry{kind: facts}, m.preferred(entry{kind: facts}))
}

// flag marks the item for later, or takes the mark away.
func (m *Model) flag() tea.Cmd {
	w := &m.c.Words.Assess
	if m.at.kind != item {
		return page.Do(page.Toast{Text: w.NoFlag})
	}
	if !m.editable() {
		return page.Do(page.Toast{Text: w.Closed})
	}
	it := m.sheet.Item(m.at.id)
	m.undo = append(m.undo, step{path: "flag." + it.ID, at: m.at, flag: it.Flag})
	return m.setFlag(it.ID, !it.Flag)
}

func (m *Model) setFlag(id string, on bool) tea.Cmd {
	edits, err := m.sheet.SetFlag(id, on)
	if err != nil {
		return page.Do(page.Fail{Err: err})
	}
	for _, e := range edits {
		m.queue.Add(e)
	}
	m.dirty = true
	m.typed++
	return m.save()
}

// takeBack undoes the last change of this visit; what it restores is made
// durable like anything typed.
func (m *Model) takeBack() tea.Cmd {
	w := &m.c.Words.Assess
	if !m.editable() {
		return page.Do(page.Toast{Text: w.Closed})
	}
	m.push()
	if len(m.undo) == 0 {
		return page.Do(page.Toast{Text: w.NothingUndo})
	}
	last := m.undo[len(m.undo)-1]
	m.undo = m.undo[:len(m.undo)-1]
	if last.bulk != nil {
		return m.takeBackAll(last)
	}
	told := page.Do(page.Toast{Text: sprintf(w.Undone, m.name(last.path))})
	if id, ok := strings.CutPrefix(last.path, "flag."); ok {
		m.move(last.at, "")
		return tea.Batch(told, m.setFlag(id, last.flag))
	}
	if m.filter != all && !slices.Contains(m.entries(), last.at) {
		m.filter = all
	}
	m.focus = "" // what stood in the field is taken back, not kept as a change
	c := m.cell(last.path)
	c.f.SetValue(last.text)
	c.state = last.state
	m.apply(c)
	m.move(last.at, last.path)
	return tea.Batch(told, m.save())
}

// mouse puts the cursor where it was clicked and moves by the wheel.
func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	if m.sheet == nil || m.gaps != nil {
		return nil
	}
	e := tea.MouseEvent(msg)
	if m.book != nil {
		return m.mouseBook(e)
	}
	switch {
	case e.Button == tea.MouseButtonWheelUp:
		m.step(-1)
	case e.Button == tea.MouseButtonWheelDown:
		m.step(1)
	case e.Button == tea.MouseButtonLeft && e.Action == tea.MouseActionPress:
		for _, h := range m.hits {
			if e.Y != h.y || e.X < h.x || e.X >= h.x+h.w {
				continue
			}
			if h.path != "" {
				m.move(m.at, h.path)
			} else {
				m.goTo(h.entry)
			}
			break
		}
	}
	return m.save()
}

// Keys are the keys of the sheet as it stands.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Assess
	if m.sheet == nil {
		return []keys.Hint{keys.For(keys.Back, w.KeyBack)}
	}
	if m.gaps != nil {
		return []keys.Hint{
			{Key: "↑↓", Word: w.KeyItem}, keys.For(keys.Open, w.KeyEdit), keys.For(keys.Back, w.KeyBack),
		}
	}
	if m.book != nil {
		return m.bookKeys()
	}
	final := keys.For(keys.Finalise, w.KeyFinal)
	switch {
	case m.reviewing:
		final.Word = m.c.Words.Review.KeyAccept
	case m.amending:
		final.Word = w.KeySign
	case m.closed():
		final.Word = w.KeyAmend
	}
	if m.disputed() { // neither is allowed before the decision
		final = keys.For(keys.Conflict, w.KeyConflict)
	}
	move := keys.Hint{Key: "↑↓", Word: w.KeyItem}
	if m.at.kind != item && m.focus != "" {
		move.Word = w.KeyFact
	}
	figures := keys.For(keys.Assess, w.KeyFacts)
	if m.at.kind == facts && m.from.kind == item {
		figures.Word = w.KeyReturn
	}
	tab, mark := keys.For(keys.NextField, w.KeyField), keys.For(keys.Flag, w.KeyFlag)
	if m.at.kind == facts {
		mark = keys.For(keys.Sort, w.KeyState)
	}
	var out []keys.Hint
	back := keys.For(keys.Visit, m.c.Words.Review.KeyReturn)
	switch {
	case m.reviewing && m.width < 76:
		out = append(out, move, final, back, tab)
	case m.reviewing:
		out = append(out, tab, move, final, back)
	case !m.editable() && m.closed() && m.isProvince() && !m.disputed():
		out = append(out, move, back, figures, final)
	case !m.editable():
		out = append(out, move, figures, final)
	case m.width < 76: // the line ends early: chốt must stand in it
		out = append(out, move, final, figures, mark, tab)
	default:
		out = append(out, tab, move, mark, figures, final)
	}
	out = append(
		out, keys.For(keys.Filter, w.KeyFilter), keys.For(keys.Search, w.Book.KeyWay), keys.For(keys.New, w.Book.KeyFigures),
	)
	if m.editable() {
		out = append(
			out,
			keys.For(keys.Undo, w.KeyUndo), keys.For(keys.SaveNow, w.KeySave), keys.For(keys.Open, w.KeyNext),
		)
	}
	out = append(out, keys.For(keys.Print, m.c.Words.Visit.KeySheet), keys.For(keys.History, m.c.Words.Review.KeyHistory))
	if m.editable() {
		out = append(out, keys.For(keys.Revert, m.c.Words.Undo.Key))
	}
	out = append(out, keys.Hint{Key: "PgUp/PgDn", Word: w.KeyGroup})
	if m.amending {
		out = append(out, keys.For(keys.Delete, w.KeyDrop))
	}
	return append(out, keys.For(keys.Back, w.KeyBack))
}
