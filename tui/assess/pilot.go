package assess

import (
	"strings"

	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/tui/page"
)

// fall returns how the criterion of an item has fallen below the baseline, nil
// if it has not.
func (m *Model) fall(it *desk.SheetItem) *desk.Fall {
	falls := m.sheet.Falls()
	for i := range falls {
		if falls[i].Criterion == it.Criterion.ID {
			return &falls[i]
		}
	}
	return nil
}

// isBelow reports whether an item, or its criterion, has fewer points than the
// baseline.
func (m *Model) isBelow(it *desk.SheetItem) bool {
	was, now := m.baseline(it)
	return was != nil && now != nil && *now < *was || m.fall(it) != nil
}

// baseline returns an item's points of the baseline and of now in the column
// that is compared; nil where they are not known.
func (m *Model) baseline(it *desk.SheetItem) (was, now *scheme.Points) {
	b, r := m.sheet.Baseline, m.sheet.Pilot()
	if b == nil || r == nil {
		return nil, nil
	}
	if p, ok := b.Items[it.ID]; ok {
		was = &p
	}
	if res, ok := r.Item(it.ID); ok {
		now = res.Points
	}
	return was, now
}

// asksCause reports whether an item shows the field for the cause of a fall.
func (m *Model) asksCause(it *desk.SheetItem) bool {
	f := m.fall(it)
	return f != nil && f.Named || strings.TrimSpace(m.sheet.Doc.Text("cause."+it.Criterion.ID)) != "" || m.cells["cause."+it.Criterion.ID] != nil
}

func (m *Model) lacksCause(it *desk.SheetItem) bool {
	f := m.fall(it)
	return f != nil && f.NeedsCause()
}

// fallen are the criteria that need a cause.
func (m *Model) fallen() []string {
	var out []string
	for _, f := range m.sheet.Falls() {
		if f.NeedsCause() {
			out = append(out, f.Criterion)
		}
	}
	return out
}

// pilot draws what an item is held against: red where its criterion fell and
// the plan names it, as information elsewhere.
func (m *Model) pilot(cv *canvas, it *desk.SheetItem, lw, rest int) {
	t, w, b := m.c.Theme, &m.c.Words.Assess.Book, m.sheet.Baseline
	switch {
	case b == nil:
		return
	case b.Lost:
		cv.wrap(t.Dim, w.BaselineLost)
		return
	}
	var parts []string
	was, now := m.baseline(it)
	whole, complete := b.Criteria[it.Criterion.ID]
	switch {
	case len(it.Criterion.Items) == 1 && complete:
		parts = append(parts, points(whole))
	case was != nil && complete:
		parts = append(parts, sprintf(w.BaselineItem, points(*was)), sprintf(w.BaselineCrit, points(whole)))
	case complete:
		parts = append(parts, sprintf(w.BaselineCrit, points(whole)))
	}
	if p, ok := b.Improve[it.Criterion.ID]; ok {
		parts = append(parts, sprintf(w.BaselineAim, points(p)))
	}
	if was != nil && now != nil {
		parts = append(parts, m.c.Words.Assess.Now+" "+points(*now)+" "+trendSign(m, *was, *now))
	}
	if len(parts) > 0 {
		head := sprintf(w.Baseline, b.Period, m.c.Words.Assess.Columns[string(b.Column)])
		cv.wrap(t.Text, head+" "+strings.Join(parts, " "+t.Glyph.Dot+" "))
	}
	f := m.fall(it)
	switch {
	case f == nil:
	case f.Named:
		cv.wrap(t.Bad, t.Glyph.Down+" "+sprintf(w.Fallen, f.Criterion, points(f.To), points(f.From)))
	default:
		cv.wrap(t.Dim, t.Glyph.Down+" "+sprintf(w.FallenOther, f.Criterion, points(f.To), points(f.From)))
	}
	if m.asksCause(it) {
		cv.line("cause."+it.Criterion.ID, w.Cause, lw, rest, "")
	}
}

// exitLine says in one line what the sheet of a pilot still lacks of the exit
// rule, as it is typed; "" for one that the rule does not ask (Kế hoạch
// 1185/KH-UBND, VI.2.a). It stands in the lower border of the panels, so that
// nothing has to move for it.
func (m *Model) exitLine(width int) string {
	t, w, x := m.c.Theme, &m.c.Words.Assess.Book, m.sheet.Exit()
	if x == nil || width < 20 {
		return ""
	}
	if x.State == programme.Met {
		return t.Good.Render(page.Cut(t, " "+t.Glyph.Check+" "+w.ExitMet+" ", width))
	}
	var parts []string
	switch {
	case x.Total == nil:
		parts = append(parts, w.ExitOpen)
	case x.TotalMet == programme.NotMet:
		parts = append(parts, sprintf(w.ExitShort, points(x.ExitScore-*x.Total)))
	}
	var below, unknown []string
	for i := range x.Criteria {
		c := &x.Criteria[i]
		switch {
		case c.State == programme.NotMet:
			below = append(below, c.ID)
		case c.State == programme.Unknown && c.Was == nil:
			unknown = append(unknown, c.ID)
		}
	}
	if len(below) > 0 {
		parts = append(parts, sprintf(w.ExitBelow, strings.Join(below, ", ")))
	}
	if len(unknown) > 0 {
		parts = append(parts, sprintf(w.ExitUnknown, strings.Join(unknown, ", ")))
	}
	style, sign := t.Warn, "!"
	if x.State == programme.NotMet {
		style, sign = t.Bad, t.Glyph.Cross
	}
	if len(parts) == 0 {
		parts = x.Lacks
	}
	return style.Render(page.Cut(t, " "+sign+" "+w.Exit+": "+strings.Join(parts, " "+t.Glyph.Dot+" ")+" ", width))
}

// exitLines add the whole of what is lacking to the panel of the result.
func (m *Model) exitLines(add func(string), inner int) {
	t, w, x := m.c.Theme, &m.c.Words.Assess.Book, m.sheet.Exit()
	if x == nil {
		return
	}
	add("")
	add(t.Title.Render(w.Exit))
	if x.State == programme.Met {
		add(t.Good.Render(t.Glyph.Check + " " + w.ExitMet))
	}
	for _, s := range x.Lacks {
		for i, l := range page.Wrap(s, inner-4) {
			sign := t.Glyph.Cross + " "
			if i > 0 {
				sign = "  "
			}
			add(t.Bad.Render(sign + l))
		}
	}
}

// trendSign is [page.Trend] without its colour, for text that is wrapped.
func trendSign(m *Model, was, now scheme.Points) string {
	g := m.c.Theme.Glyph
	switch {
	case now > was:
		return g.Up
	case now < was:
		return g.Down
	}
	return g.Same
}

// standingNotes are the remarks above a sheet on its figures and rules.
func (m *Model) standingNotes(add func(level page.Level, sign, text string)) {
	w, s, g := &m.c.Words.Assess.Book, m.sheet, m.c.Theme.Glyph
	contradicted := 0
	for i := range s.Facts {
		if s.Facts[i].Contradicted() {
			contradicted++
		}
	}
	if contradicted > 0 {
		add(page.Warn, "!", sprintf(w.FinalsNote, contradicted))
	} else if n := s.Count(desk.Estimate); n > 0 && m.closed() {
		add(page.Info, g.Dot, sprintf(w.EstimatesNote, n))
	}
	if to := s.Newer(); to != nil && m.mayMove() {
		add(page.Info, g.Dot, sprintf(w.NewerNote, to.Revision))
	}
}

// mayMove reports whether the sheet is a draft that this person writes.
func (m *Model) mayMove() bool { return m.editable() && !m.amending && !m.reviewing }
