package visit

import (
	"maps"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// remove takes an item out, after the person said so.
type remove struct{ prefix string }

// add is Ctrl+N: a person among the people, a support among supports, elsewhere
// something that somebody is to do.
func (m *Model) add() tea.Cmd {
	w := &m.c.Words.Visit
	if !m.editable() {
		return page.Do(page.Toast{Text: w.Closed})
	}
	switch m.at {
	case secPeople:
		if strings.HasPrefix(strings.TrimPrefix(m.form.Focused(), "+"), "participants") {
			return m.addTo("participants")
		}
		return m.addTo("team")
	case secSupport:
		return m.addTo("support")
	}
	return m.addTo(m.promiseGroup())
}

// addTo begins a new item of a group and puts the cursor into its first field.
func (m *Model) addTo(group string) tea.Cmd {
	if !m.editable() {
		return nil
	}
	saved := m.departed()
	var id string
	var edits []desk.Edit
	var err error
	at, first := m.at, ".text"
	switch group {
	case "recommendations", "commitments":
		at = secRecs
		if group == "commitments" {
			at = secPromises
		}
		if empty := m.emptyPromise(group); empty != "" {
			id = empty
			break
		}
		id, edits, err = m.newPromise("")
	case "team", "participants":
		at, first = secPeople, ".name"
		id, edits, err = m.newPerson(group)
	case "support":
		return tea.Batch(saved, m.addSupport())
	}
	if err != nil {
		return page.Do(page.Fail{Err: plain(err)})
	}
	m.added(group+"."+id, at, edits)
	m.at, m.form, m.inForm = at, nil, true
	m.build()
	m.form.Focus(group + "." + id + first)
	m.arrived()
	return tea.Batch(saved, m.save())
}

// emptyPromise is an item that was begun and holds no text yet; a second one
// would be left over.
func (m *Model) emptyPromise(group string) string {
	for i := range m.rec.promises() {
		p := &m.rec.promises()[i]
		if strings.TrimSpace(p.Text) == "" && m.textOf(group+"."+p.ID+".text") == "" {
			return p.ID
		}
	}
	return ""
}

// added notes a new item for the queue and for undo.
func (m *Model) added(prefix string, at section, edits []desk.Edit) {
	if len(edits) == 0 {
		return
	}
	m.sink.add(edits...)
	m.dirty = true
	m.typed++
	m.undo = append(m.undo, step{at: at, item: prefix})
}

// addOf says that a line was not met and makes a recommendation of it, which is
// what a visit finds most, and goes to the next line.
func (m *Model) addOf(c *cell, f *mark) tea.Cmd {
	w := &m.c.Words.Visit
	text := sprintf(w.Remedy, c.label())
	if f.value != "unmet" {
		f.value = "unmet"
		m.apply(c)
		m.close(c.id)
	}
	for i := range m.rec.promises() {
		if m.rec.promises()[i].Text == text {
			m.onward(c)
			return tea.Batch(m.save(), page.Do(page.Toast{Text: w.RecTwice}))
		}
	}
	id, edits, err := m.newPromise(text)
	if err != nil {
		return page.Do(page.Fail{Err: plain(err)})
	}
	m.added(m.promiseGroup()+"."+id, m.at, edits)
	m.onward(c)
	return tea.Batch(m.save(), page.Do(page.Toast{Text: sprintf(w.RecMade, text), Level: page.Good}))
}

// item is the prefix of the item that the focus is in, "" if in none.
func (m *Model) item() string {
	if m.form == nil || !m.inForm {
		return ""
	}
	parts := strings.Split(m.form.Focused(), ".")
	if len(parts) != 3 || !slices.Contains([]string{"recommendations", "commitments", "team", "participants", "support"}, parts[0]) {
		return ""
	}
	return parts[0] + "." + parts[1]
}

// askRemove is Ctrl+D: an item, or the correction.
func (m *Model) askRemove() tea.Cmd {
	w, prefix := &m.c.Words.Visit, m.item()
	switch {
	case prefix == "" && m.amending:
		return m.askDrop()
	case prefix == "" || !m.editable():
		return page.Do(page.Toast{Text: w.NothingToRemove})
	}
	name := ""
	for _, f := range []string{".text", ".name", ".type"} {
		if s := m.textOf(prefix + f); s != "" {
			name = s
		}
	}
	if name == "" && !strings.HasPrefix(prefix, "support.") {
		return m.remove(prefix) // nothing would be lost
	}
	return page.Do(page.Confirm{
		Title: w.RemoveTitle, Body: sprintf(w.RemoveBody, name), Yes: w.RemoveYes, Danger: true, Then: page.Do(remove{prefix}),
	})
}

// remove takes an item out of the record, leaf by leaf.
func (m *Model) remove(prefix string) tea.Cmd {
	if id, ok := strings.CutPrefix(prefix, "support."); ok {
		return m.dropSupport(id)
	}
	s := step{id: m.form.Focused(), at: m.at, item: prefix, gone: []desk.Edit{}}
	sub := m.rec.doc().Sub(prefix)
	sub.Leaves(func(p store.Path, v any) { s.gone = append(s.gone, desk.Edit{Path: prefix + "." + p, Value: v}) })
	m.undo = append(m.undo, s)
	m.dropItem(prefix)
	return m.save()
}

// dropItem removes an item and builds the form anew.
func (m *Model) dropItem(prefix string) {
	group, id, _ := strings.Cut(prefix, ".")
	edits, err := m.rec.dropItem(group, id)
	if err != nil {
		return
	}
	m.sink.add(edits...)
	m.dirty = true
	m.typed++
	for id := range m.cells {
		if strings.HasPrefix(id, prefix+".") {
			delete(m.cells, id)
		}
	}
	m.build()
	if m.inForm {
		m.settleFocus("+" + group)
	}
}

// setAll sets leaves of a new item.
func (m *Model) setAll(prefix string, values map[string]string) ([]desk.Edit, error) {
	var out []desk.Edit
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if values[name] == "" {
			continue
		}
		edits, err := m.rec.set(prefix+"."+name, values[name])
		if err != nil {
			return out, err
		}
		out = append(out, edits...)
	}
	return out, nil
}

// days is until when something is to be done, unless the person says otherwise.
const days = 30

// newPromise begins a recommendation or a commitment. Who and until when are
// those of the last one here, else the board within thirty days: what people
// write most, and can be written over.
func (m *Model) newPromise(text string) (string, []desk.Edit, error) {
	id, err := m.rec.newItem()
	if err != nil {
		return "", nil, err
	}
	who, due := m.board(), ""
	if day, err := time.Parse(time.DateOnly, m.rec.on()); err == nil {
		due = day.AddDate(0, 0, days).Format(time.DateOnly)
	}
	if n := len(m.rec.promises()); n > 0 {
		last := &m.rec.promises()[n-1]
		who, due = orElse(last.Who, who), orElse(last.Due, due)
	}
	edits, err := m.setAll(m.promiseGroup()+"."+id, map[string]string{"text": text, "who": who, "due": due})
	return id, edits, err
}

// board is who leads the cooperative body: a group (tổ hợp tác) has no board.
func (m *Model) board() string {
	if m.rec.coop().Doc.Text("type") == "tht" {
		return "Tổ trưởng tổ hợp tác"
	}
	return "Hội đồng quản trị"
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// newPerson begins a member of the team, at first who writes, or somebody
// present of the cooperative.
func (m *Model) newPerson(group string) (string, []desk.Edit, error) {
	id, err := m.rec.newItem()
	if err != nil {
		return "", nil, err
	}
	values := map[string]string{"office": m.rec.title()}
	if group == "team" {
		values = map[string]string{"office": m.rec.doc().Text("lead_office")}
		if len(m.rec.visit().Team) == 0 {
			values["name"] = m.d.Me().Person
		}
	}
	edits, err := m.setAll(group+"."+id, values)
	return id, edits, err
}
