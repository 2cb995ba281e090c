package assess

import (
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/leaf"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
)

// fresh reads the sheet and where the province decided otherwise in it.
func (m *Model) fresh(ctx context.Context) (*desk.Sheet, *desk.Otherwise, error) {
	s, err := m.d.Sheet(ctx, m.id)
	if err != nil {
		return nil, nil, err
	}
	o, err := m.teller.Of(ctx, store.Assessment, m.id)
	return s, o, err
}

// otherwiseNotes are the remarks above a sheet on what the province decided
// otherwise.
func (m *Model) otherwiseNotes(add func(sign, text string)) {
	for i, s := range otherwise.Sentences(m.c, leaf.New(m.c, m.d), m.otherwise) {
		sign := "!"
		if i > 0 {
			sign = " "
		}
		add(sign, s)
	}
}

// decided draws, below the cells at paths, which of them the province decided
// otherwise, with both values.
func (m *Model) decided(cv *canvas, paths ...store.Path) {
	if m.otherwise == nil {
		return
	}
	names := leaf.New(m.c, m.d)
	for _, part := range []struct {
		list []desk.Change
		say  func(*page.Context, leaf.Names, store.Kind, *desk.Change) string
	}{{m.otherwise.Chosen, otherwise.Chosen}, {m.otherwise.Lost, otherwise.Lost}} {
		for _, p := range paths { // in the order of the cells above
			if i := slices.IndexFunc(part.list, func(c desk.Change) bool { return c.Path == p }); i >= 0 {
				cv.wrap(m.c.Theme.Warn, "! "+part.say(m.c, names, store.Assessment, &part.list[i]))
			}
		}
	}
}

// isDecided reports whether the province decided anything of an item otherwise.
func (m *Model) isDecided(it *desk.SheetItem) bool {
	if m.otherwise == nil {
		return false
	}
	paths := pathsOf(it)
	about := func(c desk.Change) bool { return slices.Contains(paths, c.Path) }
	return slices.ContainsFunc(m.otherwise.Chosen, about) || slices.ContainsFunc(m.otherwise.Lost, about)
}

// pathsOf are the leaves of an item of which the panel shows something.
func pathsOf(it *desk.SheetItem) []store.Path {
	var out []store.Path
	for _, f := range it.Facts {
		out = append(out, "facts."+f, "facts_state."+f)
	}
	for _, group := range []string{"self", "checked", "approved", "evidence", "reason"} {
		out = append(out, group+"."+it.ID)
	}
	return append(out, "cause."+it.Criterion.ID)
}

// figurePaths are the leaves of the page of figures.
func figurePaths(s *desk.Sheet) []store.Path {
	var out []store.Path
	for i := range s.Facts {
		out = append(out, "facts."+s.Facts[i].ID, "facts_state."+s.Facts[i].ID)
	}
	return append(out, "months_active", "months_stopped")
}
