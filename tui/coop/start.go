package coop

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// start asks for the period and the scheme of a new sheet.
type start struct {
	form    *field.Form
	offered string // the year that stands there until one is typed
	refused string // why the store did not begin it
	busy    bool
}

// started is what became of it.
type started struct {
	id, sheet string
	err       error
}

// begin opens the dialog of a new sheet: the year that the desk works on, and
// the scheme that is in force for it.
func (s *sheets) begin() tea.Cmd {
	m := s.m
	if s.wanted = m.card == nil; s.wanted {
		if m.profile != nil && m.profile.faults > 0 {
			return page.Do(page.Toast{Text: fmt.Sprintf(m.c.Words.Coop.Faults, m.profile.faults), Level: page.Warn})
		}
		return nil
	}
	c := m.c
	period := field.NewText(c, field.TextSpec{Required: true, AsTyped: true, Check: func(v string) error {
		if _, err := scheme.LastDay(strings.TrimSpace(v)); err != nil {
			return errors.New(c.Words.Coop.BadPeriod)
		}
		return nil
	}})
	year := c.Year
	if year == 0 {
		year = c.Now().Year()
	}
	period.SetValue(strconv.Itoa(year))
	choose := field.NewChoice(c, field.ChoiceSpec{Required: true, Options: func() []field.Option {
		var out []field.Option
		for _, s := range m.desk.Schemes() {
			out = append(out, field.Option{ID: s.ID, Label: basis(s) + ": " + s.Title})
		}
		return out
	}})
	s.start = &start{offered: period.Value(), form: field.NewForm(c,
		field.Item{ID: "period", Label: func() string { return c.Words.Coop.Period }, Field: period, Width: 12},
		field.Item{ID: "scheme", Label: func() string { return c.Words.Coop.Scheme }, Field: choose},
		field.Item{ID: "+start", Label: func() string { return "" }, Field: &button{c, func() string { return c.Words.Coop.StartSheet }}},
	)}
	s.suggest()
	return nil
}

// suggest chooses the first whole scheme that may be used for the period, in
// force rather than of internal use.
func (s *sheets) suggest() {
	last, err := scheme.LastDay(s.period())
	if err != nil {
		return
	}
	best := ""
	for _, sc := range s.m.desk.Schemes() {
		switch v := sc.Valid(last); {
		case sc.Partial || v.State == scheme.NotInForce:
		case v.State == scheme.InForce:
			best = sc.ID
		case best == "":
			best = sc.ID
		}
		if v := sc.Valid(last); best == sc.ID && v.State == scheme.InForce {
			break
		}
	}
	if best != "" {
		s.start.form.Field("scheme").SetValue(best)
	}
}

func (s *sheets) period() string { return strings.TrimSpace(s.start.form.Field("period").Value()) }

// validity says what holds for the chosen scheme and period: the note of
// internal use, or why it is refused.
func (s *sheets) validity() (text string, refused bool) {
	last, err := scheme.LastDay(s.period())
	if err != nil {
		return "", false
	}
	for _, sc := range s.m.desk.Schemes() {
		if sc.ID != s.start.form.Field("scheme").Value() {
			continue
		}
		v := sc.Valid(last)
		switch v.State {
		case scheme.InternalUse:
			return s.m.c.Words.Coop.Internal + ": " + v.Note, false
		case scheme.NotInForce:
			return page.Sentence(v.Err), true
		}
	}
	return "", false
}

// key hands a key to the form. The first digit takes the place of the offered
// year instead of standing behind it.
func (s *sheets) key(msg tea.KeyMsg) tea.Cmd {
	if st := s.start; st.offered != "" && st.form.Focused() == "period" {
		if msg.Type == tea.KeyRunes && s.period() == st.offered {
			st.form.Field("period").SetValue("")
		}
		st.offered = ""
	}
	return s.after(s.start.form.Update(msg))
}

func (s *sheets) startPress(p keys.Press) tea.Cmd {
	if e := s.start.form.Update(p); e.Handled {
		return s.after(e)
	}
	switch p.Intent {
	case keys.Back:
		s.start = nil
	case keys.SaveNow:
		return s.submit()
	}
	return nil
}

func (s *sheets) after(e field.Event) tea.Cmd {
	switch e.Changed {
	case "+start":
		return s.submit()
	case "period":
		s.start.refused = ""
		s.suggest()
	case "scheme":
		s.start.refused = ""
	}
	return nil
}

// submit asks the store to begin the sheet.
func (s *sheets) submit() tea.Cmd {
	if id, err := s.start.form.Valid(); err != nil {
		s.start.form.Focus(id)
		return nil
	}
	if s.start.busy {
		return nil
	}
	s.start.busy = true
	d, coop, period, id := s.m.desk, s.m.id, s.period(), s.start.form.Field("scheme").Value()
	return func() tea.Msg {
		sheet, err := d.StartAssessment(context.Background(), coop, period, id)
		return started{coop, sheet, err}
	}
}

func (s *sheets) opened(msg started) tea.Cmd {
	if s.start == nil || msg.id != s.m.id {
		return nil
	}
	s.start.busy = false
	if msg.err != nil {
		var e *store.Error
		if errors.As(msg.err, &e) && (e.Code == store.Invalid || e.Code == store.NotFound) {
			s.start.refused = page.Sentence(msg.err)
			return nil
		}
		return page.Do(page.Fail{Err: msg.err})
	}
	s.start = nil
	return page.Go("assess", msg.sheet, nil)
}

// startHeight is the height of the dialog inside while the list of schemes is
// open.
const startHeight = 14

// view draws the dialog as a box of at most width×height cells.
func (st *start) view(s *sheets, width, height int) string {
	w, t := s.m.c.Words.Coop, s.m.c.Theme
	inner := min(width-2, 96)
	most := max(min(height-2, startHeight), 6)
	if _, open := st.form.Field("scheme").(field.Popper).Popup(inner, most); open {
		body := st.form.View(inner-1, most-1)
		return page.Panel(t, w.NewSheet, body+"\n "+t.Dim.Render(page.Cut(t, w.StartHint, inner-2)), inner+2, most+2, true)
	}
	lines := strings.Split(st.form.View(inner-1, 4), "\n")
	note, refused := s.validity()
	if st.refused != "" {
		note, refused = st.refused, true
	}
	sign, style := t.Glyph.Same, t.Info
	if refused {
		sign, style = t.Glyph.Cross, t.Bad
	}
	if note != "" {
		for i, l := range page.Wrap(note, inner-4) {
			if i > 0 {
				sign = " "
			}
			lines = append(lines, " "+style.Render(sign+" "+l))
		}
	}
	lines = append(lines[:min(len(lines), most-2)], "", " "+t.Dim.Render(page.Cut(t, w.StartHint, inner-2)))
	return page.Panel(t, w.NewSheet, page.Fit(lines, inner, len(lines)), inner+2, len(lines)+2, true)
}
