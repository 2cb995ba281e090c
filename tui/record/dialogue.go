package record

import (
	"strings"
	"time"

	"coopfield/tui/field"
)

// Part is a section of a form as a dialogue of lines asks it.
type Part struct {
	ID, Title string
	Lines     []Line
	Adds      []Adding
}

// Line is a line of a dialogue: a question where it has a Field, else said.
type Line struct {
	ID, Label string
	Said      string
	Why       string // it may not be answered
	Field     field.Field
	// Save makes the field's value durable and reads anew what follows from it.
	Save func() (time.Time, error)
}

// Adding begins an item of a list.
type Adding struct {
	Word string
	Add  func() error
}

// Read begins or reads the record without a screen, and returns when it is done.
// A form that is read so is asked by [Model.Parts] and never drawn.
func (m *Model) Read() error {
	l, ok := m.Init()().(loaded)
	if !ok {
		return nil
	}
	m.take(l)
	return l.err
}

// again reads the record anew behind what waits.
func (m *Model) again() (time.Time, error) {
	l, ok := m.Reload()().(loaded)
	if !ok {
		return time.Time{}, nil
	}
	m.inForm = false // no input is under edit in a dialogue
	m.take(l)
	return l.at, l.err
}

// DropBegun drops a record that was only begun and of which nothing was answered,
// and reports whether it did.
func (m *Model) DropBegun() (bool, error) {
	if !m.fresh || m.typed > 0 || m.rec == nil || !m.rec.IsNew {
		return false, nil
	}
	return true, m.queue.Discard() //nolint:wrapcheck // it says what failed
}

// Denied is why nothing may be written here, "" if something may.
func (m *Model) Denied() string { return m.layout.Denied }

// Parts are the sections with their lines, as the record stands.
func (m *Model) Parts() []Part {
	m.inForm = false
	was := m.at
	out := make([]Part, 0, len(m.layout.Sections))
	for i := range m.layout.Sections {
		s := &m.layout.Sections[i]
		m.at = s.ID
		m.build()
		p := Part{ID: s.ID, Title: s.Title}
		for _, it := range m.form.Items() {
			p.Lines = append(p.Lines, m.asked(&it)...)
		}
		for _, l := range m.lists {
			if l.Add != "" && l.Pick == nil && m.why(&Row{Path: l.Path}) == "" {
				p.Adds = append(p.Adds, Adding{l.Add, func() error {
					m.at = s.ID
					m.build()
					m.add(l.Path)
					m.inForm = false
					_, err := m.again()
					return err
				}})
			}
		}
		out = append(out, p)
	}
	m.at = was
	m.build()
	return out
}

// asked are the questions of a line of the form.
func (m *Model) asked(it *field.Item) []Line {
	label := it.Label()
	switch f := it.Field.(type) {
	case *cell:
		return []Line{m.question(f, label)}
	case below:
		return []Line{m.question(f.cell, m.c.Words.Record.NoteHint)}
	case *shownTick:
		return []Line{{Label: f.row.Label, Said: f.word() + told(f.row.Under), Why: f.row.Denied}}
	case *words:
		return []Line{{Label: label, Said: told(f.said)}}
	case *rule:
		return []Line{{Label: f.title}}
	case *button:
		if strings.HasPrefix(it.ID, "+") || f.presses {
			return nil // adding is offered by itself, pressing is of screens
		}
		return []Line{{Label: label, Said: f.word + told(f.said)}}
	case *picker:
		pick := field.NewChoice(m.c, field.ChoiceSpec{Options: func() []field.Option { return f.options }})
		return []Line{{ID: it.ID, Label: strings.TrimSpace(label + " " + m.c.Words.Record.KeyAdd), Field: pick, Save: func() (time.Time, error) {
			f.SetValue(pick.Value())
			m.picked(strings.TrimPrefix(it.ID, "?"), f)
			return m.again()
		}}}
	case *grid:
		var out []Line
		for i := range f.cells {
			if c := f.cells[i].cell; c != nil {
				name := label
				if c.row.Label != "" && c.row.Label != label {
					name += ", " + c.row.Label
				}
				out = append(out, m.question(c, name))
			} else if f.cells[i].said.Text != "" {
				out = append(out, Line{Label: label, Said: f.cells[i].said.Text})
			}
		}
		return out
	}
	return nil
}

// question asks for one leaf. A state is chosen from its words.
func (m *Model) question(c *cell, label string) Line {
	l := Line{ID: c.path, Label: label, Why: c.why, Field: c}
	if f, ok := c.Field.(*field.Choice); ok {
		l.Field = f
	}
	state, ticked := c.Field.(*tick)
	if ticked {
		l.Label = c.row.Label + told(c.row.Under)
		f := field.NewChoice(m.c, field.ChoiceSpec{Options: state.options})
		f.SetValue(state.shown())
		l.Field = f
	}
	if c.why != "" {
		l.Said = c.Value()
		if ticked {
			l.Said = state.word()
		}
		l.Field = nil
		return l
	}
	l.Save = func() (time.Time, error) {
		if ticked {
			c.SetValue(l.Field.Value())
		}
		m.cells[c.path] = c
		m.apply(c)
		return m.again()
	}
	return l
}

// options are the states as choices.
func (f *tick) options() []field.Option {
	var out []field.Option
	for _, m := range f.marks() {
		out = append(out, field.Option{ID: m.Value, Label: m.Word})
	}
	return out
}

// word is the state in words, "" for none.
func (f *tick) word() string {
	for _, m := range f.marks() {
		if m.Value == f.shown() {
			return m.Word
		}
	}
	return ""
}

// told are said texts behind a line.
func told(list []Said) string {
	s := ""
	for _, x := range list {
		s += "; " + x.Text
	}
	return s
}
