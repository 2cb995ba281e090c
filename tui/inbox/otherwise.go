package inbox

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/tui/history"
	"coopfield/tui/page"
)

// What an answer may mean for a record of this laptop.
const (
	isChosen  desk.What = "chosen"  // the province took another value
	isRefused desk.What = "refused" // it refused a change
	isSame    desk.What = "same"    // it keeps another record instead
)

// told returns, on a laptop, all in which the province decided otherwise than
// was written here.
func told(ctx context.Context, s *sync.Site) ([]desk.Otherwise, error) {
	if s.IsProvince() {
		return nil, nil
	}
	return s.Desk.AllOtherwise(ctx)
}

// newOf leaves out what was decided before.
func newOf(now, before []desk.Otherwise) []desk.Otherwise {
	return slices.DeleteFunc(now, func(o desk.Otherwise) bool {
		return slices.ContainsFunc(before, func(b desk.Otherwise) bool { return b.Kind == o.Kind && b.ID == o.ID && b.Rev == o.Rev })
	})
}

// take imports one file and says, of an answer, what it decided otherwise.
func take(ctx context.Context, s *sync.Site, path, ca string) ([]sync.FileReport, []desk.Otherwise, error) {
	before, err := told(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	reports, err := s.Import(ctx, []string{path}, sync.ImportOptions{CA: ca})
	if err != nil {
		return reports, nil, err
	}
	now, err := told(ctx, s)
	return reports, newOf(now, before), err
}

// otherwise are the items of an answer: each record in which the province
// decided otherwise, with what was written here and what counts.
func otherwiseItems(list []desk.Otherwise) []desk.Item {
	var out []desk.Item
	for i := range list {
		o := &list[i]
		it := desk.Item{Kind: o.Kind, ID: o.ID, Title: o.Title, Why: o.Why, What: isSame, Fields: append(slices.Clone(o.Chosen), o.Lost...)}
		switch {
		case len(o.Chosen) > 0:
			it.What = isChosen
		case o.Refused > 0:
			it.What = isRefused
		}
		out = append(out, it)
	}
	return out
}

// decided reports whether an item is one of those.
func decided(it desk.Item) bool {
	return it.What == isChosen || it.What == isRefused || it.What == isSame
}

// otherwiseLine says how many fields of how many records were decided otherwise,
// and which keys show them.
func (m *Model) otherwiseLine(e *entry) string {
	if len(e.otherwise) == 0 {
		return ""
	}
	n := 0
	for i := range e.otherwise {
		n += e.otherwise[i].Fields()
	}
	return sprintf(m.c.Words.Inbox.TookOtherwise, page.Count(n), page.Count(len(e.otherwise)))
}

// toHistory opens the history of the record under the cursor.
func (m *Model) toHistory() tea.Cmd {
	if it := m.item(); m.depth > files && decided(it) {
		return history.Open(it.Kind, it.ID, nil)
	}
	return nil
}
