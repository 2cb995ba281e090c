package assess

import (
	"slices"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/page"
)

// years draws the points of the years before and of this one.
func (m *Model) years(cv *canvas, it *desk.SheetItem) {
	t, w := m.c.Theme, &m.c.Words.Assess
	if len(m.sheet.Years) == 0 {
		cv.add(" " + t.Dim.Render(page.Cut(t, w.NoYears, cv.w-2)))
		return
	}
	text := func(p *scheme.Points) string { return score(p, nil) }
	var parts []string
	for _, y := range slices.Backward(m.sheet.Years) {
		p, ok := y.Official[it.ID]
		if !ok {
			parts = append(parts, y.Period+" –")
			continue
		}
		parts = append(parts, y.Period+" "+text(&p))
	}
	now := w.Now + " " + text(it.Result.Points)
	if before, ok := m.sheet.Years[0].Official[it.ID]; ok && it.Result.Points != nil {
		now += " " + page.Trend(t, int64(before), int64(*it.Result.Points))
	}
	line := " " + strings.Join(append(parts, now), " "+t.Glyph.Dot+" ")
	for len(parts) > 1 && page.Width(line) > cv.w {
		parts = parts[1:]
		line = " " + strings.Join(append(slices.Clone(parts), now), " "+t.Glyph.Dot+" ")
	}
	cv.add(line)
}

// apart is what the columns give an item: "5·4·–".
func (m *Model) apart(it *desk.SheetItem) string {
	var parts []string
	for _, c := range scheme.Columns() {
		text := "–"
		if p, ok := it.Given[c]; ok {
			text = points(p)
		} else if it.Result.Computed != nil && c == m.sheet.Official {
			text = points(*it.Result.Computed)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, m.c.Theme.Glyph.Dot)
}

// figures draws the item's figures of the years side by side, where there is
// room for it.
func (m *Model) figures(cv *canvas, it *desk.SheetItem) {
	t, s := m.c.Theme, m.sheet
	const col = 17
	if cv.w < 70 || len(it.Facts) == 0 || len(s.Years) == 0 {
		return
	}
	lw := min(max(cv.w*36/100, 12), 30)
	n := min(len(s.Years), (cv.w-lw-2)/col-1)
	if n < 1 {
		return
	}
	head := page.Pad("", lw+1)
	for _, y := range slices.Backward(s.Years[:n]) {
		head += page.PadLeft(y.Period, col)
	}
	cv.add("")
	cv.add(t.Title.Render(head + page.PadLeft(s.Period, col)))
	for _, id := range it.Facts {
		f := s.Fact(id)
		cell := func(v int64, ok bool) string {
			if !ok {
				return page.PadLeft("–", col)
			}
			return page.PadLeft(scaled(v, f.Scale, f.Unit, false), col)
		}
		row := cv.label("", factLabel(t, f.Title, lw), lw)
		for _, y := range slices.Backward(s.Years[:n]) {
			v, ok := y.Facts[id]
			row += cell(v, ok)
		}
		now := int64(0)
		if f.Value != nil {
			now = *f.Value
		}
		cv.add(row + cell(now, f.Value != nil))
	}
}

// steps draws the table of steps with the one that is reached.
func (m *Model) steps(cv *canvas, it *desk.SheetItem) {
	t, w := m.c.Theme, &m.c.Words.Assess
	if it.Kind != scheme.KindSteps {
		return
	}
	cv.add("")
	unit := shownUnit(m.sheet.Scheme, it.Item)
	for i, st := range it.Steps {
		mark, style := " ", t.Dim
		if r := it.Result.Step; r != nil && r.Index == i {
			mark, style = t.Glyph.Cursor, t.Text
		}
		text := sprintf(w.Step, figure(st.Bound, unit, w.Unit(unit)), points(st.Points))
		switch {
		case st.Rest:
			text = sprintf(w.StepRest, points(st.Points))
		case st.Strict:
			text = sprintf(w.StepAbove, figure(st.Bound, unit, w.Unit(unit)), points(st.Points))
		}
		cv.add(style.Render(page.Cut(t, " "+mark+" "+text, cv.w)))
	}
}

// previous is the period one year earlier, "" if there is none.
func previous(period string) string {
	y := 0
	for _, r := range period[:4] {
		if r < '0' || r > '9' {
			return ""
		}
		y = y*10 + int(r-'0')
	}
	return sprintf("%04d%s", y-1, period[4:])
}
