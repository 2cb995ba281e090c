package assess

import (
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/page"
)

// computed draws what the figures give: the value shown beside the item, the
// condition, or the step with the way to the next.
func (m *Model) computed(cv *canvas, it *desk.SheetItem, lw int) {
	t, w, r := m.c.Theme, &m.c.Words.Assess, &it.Result
	unit := shownUnit(m.sheet.Scheme, it.Item)
	word := w.Unit(unit)
	if r.Shows != nil {
		cv.add(page.Cut(t, cv.label("", w.Computed, lw)+" "+figure(*r.Shows, unit, word), cv.w))
	}
	if r.Value != nil {
		cv.add(page.Cut(t, cv.label("", w.Value, lw)+" "+figure(*r.Value, unit, word), cv.w))
	}
	if st := r.Step; st != nil {
		reached, way := m.stepText(st, unit, word)
		if page.Width(reached)+page.Width(way)+5 <= cv.w {
			reached, way = reached+" "+t.Glyph.Dot+" "+way, ""
		}
		cv.wrap(t.Text, reached)
		if way != "" {
			cv.wrap(t.Text, way)
		}
	}
	if it.Kind == scheme.KindYesNo && r.Computed != nil {
		met := w.NotMet
		if *r.Computed > 0 {
			met = w.Met
		}
		cv.add(page.Cut(t, cv.label("", w.Computed, lw)+" "+met+", "+score(r.Computed, it.Max), cv.w))
	}
	if r.Problem != "" {
		cv.wrap(t.Warn, r.Problem)
	}
}

// stepText says which step is reached and the way to the next.
func (m *Model) stepText(st *scheme.StepResult, unit, word string) (reached, way string) {
	w := &m.c.Words.Assess
	switch {
	case st.Step.Rest:
		reached = sprintf(w.StepRest, points(st.Step.Points))
	case st.Step.Strict:
		reached = sprintf(w.StepAbove, figure(st.Step.Bound, unit, word), points(st.Step.Points))
	default:
		reached = sprintf(w.Step, figure(st.Step.Bound, unit, word), points(st.Step.Points))
	}
	switch {
	case st.Next == nil:
		way = w.BestStep
	case st.Distance < 0:
		way = sprintf(w.NextStepDown, figure(-st.Distance, unit, word), points(st.Next.Points))
	default:
		way = sprintf(w.NextStep, figure(st.Distance, unit, word), points(st.Next.Points))
	}
	return reached, way
}
