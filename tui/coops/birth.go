package coops

import (
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/coop/durable"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// silence is how long after the last key a field being typed is kept.
const silence = 400 * time.Millisecond

// birth is the dialog of a new cooperative: what is typed becomes a draft at
// once, and the register is searched for one like it with every key.
type birth struct {
	id     string
	queue  *durable.Queue
	form   *field.Form
	saved  bool // something of it is durable
	typed  int  // counts keys, to find the last before the silence
	alike  []alike
	at     int // chosen one of alike, -1 = none
	rows   *desk.Register
	fields map[string]string // what was queued last, by field
	cx, cy int
	cok    bool
}

// alike is a cooperative that may be the same.
type alike struct {
	row  int
	tax  bool // same tax code
	same bool // same name
}

// kept tells that the fields of the dialog are durable.
type kept struct {
	id  string
	at  time.Time
	err error
}

// quiet comes when nothing was typed for a while.
type quiet struct {
	id    string
	typed int
}

// give opens the dialog.
func (m *Model) give() tea.Cmd {
	id, err := m.desk.NewID()
	if err != nil {
		return page.Do(page.Fail{Err: err})
	}
	m.born = newBirth(m, id)
	return nil
}

func newBirth(m *Model, id string) *birth {
	b := &birth{id: id, at: -1, fields: map[string]string{}}
	b.queue = durable.New(m.desk, store.Cooperative, b.id)
	w := m.c
	name := field.NewText(m.c, field.TextSpec{Required: true, Max: 500})
	name.SetValue(m.search.Value())
	b.form = field.NewForm(m.c,
		field.Item{ID: "name", Label: func() string { return w.Words.Coops.NewName }, Field: name},
		field.Item{ID: "tax_code", Label: func() string { return w.Words.Coops.NewTax }, Field: field.NewText(m.c, field.TextSpec{AsTyped: true}), Width: 18},
	)
	b.look(m.reg)
	return b
}

func (b *birth) value(id string) string { return vi.Clean(b.form.Field(id).Value(), false) }

// look finds the cooperatives that may be the same: with this tax code, or with
// every telling word of this name. Names alone never decide; a person does.
func (b *birth) look(reg *desk.Register) {
	b.rows, b.alike, b.at = reg, nil, -1
	if reg == nil {
		return
	}
	name, tax := telling(vi.Fold(b.value("name"))), digits(b.value("tax_code"))
	if name == "" && tax == "" {
		return
	}
	for i := range reg.Rows {
		e := &reg.Rows[i]
		a := alike{row: i, tax: tax != "" && digits(e.TaxCode) == tax}
		if name != "" && vi.Contains(e.Folded, name) {
			own := telling(vi.Fold(e.Name))
			a.same = own == name
			if !a.same && !vi.Contains(own, name) {
				if !a.tax {
					continue
				}
			}
		} else if !a.tax {
			continue
		}
		b.alike = append(b.alike, a)
	}
	slices.SortStableFunc(b.alike, func(x, y alike) int { return y.rank() - x.rank() })
	b.alike = b.alike[:min(len(b.alike), 50)]
}

func (a alike) rank() int {
	n := 0
	if a.tax {
		n += 2
	}
	if a.same {
		n++
	}
	return n
}

// telling leaves out the words that nearly every name has.
func telling(folded string) string {
	var out []string
	for _, w := range strings.Fields(folded) {
		switch w {
		case "htx", "hop", "tac", "xa", "lhhtx", "lien", "hiep", "to", "thuong", "mai", "dich", "vu", "va", "nong", "nghiep", "nn", "tm", "dv", "san", "xuat", "sx", "-", "&":
		default:
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// queueAll puts every field that changed into the queue.
func (b *birth) queueAll() {
	for _, it := range b.form.Items() {
		v := b.value(it.ID)
		if v == b.fields[it.ID] {
			continue
		}
		b.fields[it.ID] = v
		e := desk.Edit{Path: it.ID}
		if v != "" {
			e.Value = v
		}
		b.queue.Add(e)
	}
}

func (b *birth) save() tea.Cmd {
	b.queueAll()
	if b.queue.Waiting() == 0 {
		return nil
	}
	q, id := b.queue, b.id
	return func() tea.Msg {
		at, err := q.Save()
		return kept{id, at, err}
	}
}

func (b *birth) update(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case kept:
		if msg.id != b.id {
			return nil
		}
		if msg.err != nil {
			return page.Do(page.Fail{Err: msg.err})
		}
		if msg.at.IsZero() {
			return nil
		}
		b.saved = true
		return page.Do(page.Saved{At: msg.at})
	case quiet:
		if msg.id == b.id && msg.typed == b.typed {
			return b.save()
		}
		return nil
	case tea.KeyMsg:
		return b.after(m, b.form.Update(msg))
	}
	return nil
}

// after follows a change of the form.
func (b *birth) after(m *Model, e field.Event) tea.Cmd {
	var cmd tea.Cmd
	if e.Left != "" {
		cmd = b.save()
	}
	if e.Changed != "" {
		b.typed++
		b.look(m.reg)
		return tea.Batch(cmd, m.c.After(silence, quiet{b.id, b.typed}))
	}
	return cmd
}

func (b *birth) press(m *Model, p keys.Press) tea.Cmd {
	switch p.Intent {
	case keys.Down:
		if len(b.alike) > 0 {
			b.at = min(b.at+1, len(b.alike)-1)
			return nil
		}
	case keys.Up:
		if b.at >= 0 {
			b.at--
			return nil
		}
	case keys.Open:
		if b.at >= 0 {
			return b.instead(m)
		}
		return b.after(m, b.form.Update(keys.Press{Intent: keys.NextField}))
	case keys.SaveNow:
		return b.begin(m)
	case keys.Back:
		return b.leave(m)
	}
	return b.after(m, b.form.Update(p))
}

// begin makes the typed fields durable and opens the record as a draft.
func (b *birth) begin(m *Model) tea.Cmd {
	if b.value("name") == "" {
		b.form.Focus("name")
		return nil
	}
	b.queueAll()
	b.queue.Add(desk.Edit{Path: "type", Value: "htx"})
	m.born = nil
	q, id := b.queue, b.id
	return func() tea.Msg {
		at, err := q.Save()
		if err != nil {
			return page.Fail{Err: err}
		}
		return tea.BatchMsg{page.Do(page.Saved{At: at}), page.Go("coop", id, nil)}
	}
}

// instead opens the cooperative that was there already and forgets the draft.
func (b *birth) instead(m *Model) tea.Cmd {
	id := m.reg.Rows[b.alike[b.at].row].ID
	m.born = nil
	return tea.Batch(b.forget(), page.Go("coop", id, nil))
}

func (b *birth) forget() tea.Cmd {
	if !b.saved && b.queue.Waiting() == 0 {
		return nil
	}
	q := b.queue
	return func() tea.Msg {
		if err := q.Discard(); err != nil {
			return page.Fail{Err: err}
		}
		return nil
	}
}

// leave closes the dialog; a typed name stays as a draft on the desk.
func (b *birth) leave(m *Model) tea.Cmd {
	m.born = nil
	name := b.value("name")
	if name == "" && b.value("tax_code") == "" {
		return b.forget()
	}
	b.queueAll()
	q, told := b.queue, strings.Replace(m.c.Words.Coops.NewKept, "%s", name, 1)
	return func() tea.Msg {
		at, err := q.Save()
		if err != nil {
			return page.Fail{Err: err}
		}
		toast := page.Do(page.Toast{Text: told, Level: page.Info})
		if at.IsZero() {
			return toast()
		}
		return tea.BatchMsg{page.Do(page.Saved{At: at}), toast}
	}
}

// view draws the dialog as a box of at most width×height cells.
func (b *birth) view(m *Model, width, height int) string {
	c, w, t := m.c, m.c.Words.Coops, m.c.Theme
	inner := min(width-2, 90)
	rows := max(min(height-10, 8), 1)
	lines := []string{" " + page.Cut(t, w.NewBody, inner-2)}
	form := b.form.View(inner-1, 3)
	lines = append(lines, strings.Split(form, "\n")...)
	switch {
	case len(b.alike) == 0 && b.value("name")+b.value("tax_code") != "":
		lines = append(lines, " "+t.Good.Render(t.Glyph.Check+" "+w.NewNone))
	case len(b.alike) > 0:
		lines = append(lines, " "+t.Warn.Render("! "+page.Cut(t, w.NewSimilar, inner-4)))
	}
	top := max(b.at-rows+1, 0)
	for i := top; i < min(top+rows, len(b.alike)); i++ {
		a := b.alike[i]
		e := &b.rows.Rows[a.row]
		note := e.ReportName
		switch {
		case a.tax:
			note = strings.Replace(w.NewSameTax, "%s", e.TaxCode, 1)
		case a.same:
			note = w.NewSame + " " + t.Glyph.Dot + " " + note
		}
		note = page.Cut(t, note, inner/2)
		room := inner - page.Width(note) - 4
		body := page.Pad(page.CutMiddle(t, e.Name, room), room) + " " + note + " "
		if i == b.at {
			lines = append(lines, t.Selected.Render(page.Pad(" "+t.Glyph.Cursor+body, inner)))
		} else {
			lines = append(lines, "  "+body)
		}
	}
	for len(lines) < rows+5 {
		lines = append(lines, "")
	}
	lines = append(lines, " "+t.Dim.Render(page.Cut(t, w.NewHint, inner-2)))
	b.cx, b.cy, b.cok = b.form.Cursor()
	return page.Panel(c.Theme, w.NewTitle, page.Fit(lines, inner, rows+6), inner+2, rows+8, true)
}
