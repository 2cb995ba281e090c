package coop

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	full "coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// history is the tab of everything that happened with the cooperative: its
// record, its sheets, whatever names it.
type history struct {
	m      *Model
	table  *page.Table
	known  map[string][]desk.Revision // by kind and id of the record
	asked  map[string]bool
	top    int  // first visible line of the details
	inside bool // the arrows scroll the details
}

// revisions is the history of one record.
type revisions struct {
	key  string
	list []desk.Revision
	err  error
}

func newHistory(m *Model) *history {
	h := &history{m: m}
	h.forget()
	h.table = page.NewTable(m.c, h.columns()...)
	return h
}

// forget drops what was read, after a change.
func (h *history) forget() {
	h.known, h.asked = map[string][]desk.Revision{}, map[string]bool{}
}

func (h *history) columns() []page.Column {
	w := h.m.c.Words.Coop.HistoryCols
	return []page.Column{
		{Title: w["at"], Width: 16},
		{Title: w["did"], Width: 14},
		{Title: w["record"], Width: 20, Middle: true},
		{Title: w["who"], Min: 10, Middle: true, Drop: 1},
		{Title: w["why"], Min: 12, Drop: 2},
	}
}

func (h *history) ops() []desk.CardOp {
	if h.m.card == nil {
		return nil
	}
	return h.m.card.Recent
}

func (h *history) refresh() {
	h.table.SetRows(len(h.ops()), h.row)
}

func (h *history) row(i int) []page.Cell {
	w, t := h.m.c.Words.Coop, h.m.c.Theme
	o := h.ops()[i]
	what := h.m.record(o)
	last := o.Why
	if v := word(w.Verdicts, string(o.Verdict)); v != "" {
		last = "! " + v
	}
	return []page.Cell{
		{Text: h.m.moment(o.At), Style: &t.Dim},
		{Text: word(w.OpKinds, string(o.OpKind))},
		{Text: what},
		{Text: o.Actor},
		{Text: last, Style: &t.Dim},
	}
}

// record names what an op was about: the kind, and the year of a sheet.
func (m *Model) record(o desk.CardOp) string {
	s := word(m.c.Words.Coop.Kinds, string(o.Kind))
	if words := strings.Fields(o.Title); o.Kind != store.Cooperative && len(words) > 0 {
		s += " " + words[len(words)-1]
	}
	return s
}

func (m *Model) moment(ms int64) string {
	return time.UnixMilli(ms).In(m.c.Now().Location()).Format("15:04 02/01/2006")
}

func (h *history) press(p keys.Press) tea.Cmd {
	if p.Intent == keys.Open {
		i := h.table.At()
		if i < 0 {
			return nil
		}
		o := h.ops()[i]
		return full.Open(o.Kind, o.ID, page.Args{"rev": o.Rev.String()})
	}
	if p.Intent == keys.NextField {
		h.inside = !h.inside
		return nil
	}
	if h.inside {
		switch p.Intent {
		case keys.Up:
			h.top = max(h.top-1, 0)
		case keys.Down:
			h.top++ // the next View holds it to the end
		case keys.PageUp, keys.Home:
			h.top = 0
		case keys.PageDown, keys.End:
			h.top = 1 << 20
		}
		return nil
	}
	if h.table.Handle(p.Intent) {
		h.top = 0
		return h.look()
	}
	return nil
}

// panel draws the details in a box of exactly width×height cells; more above
// or below is said in its border.
func (h *history) panel(width, height int) string {
	t := h.m.c.Theme
	lines := h.details(width - 2)
	room := max(height-2, 1)
	h.top = max(min(h.top, len(lines)-room), 0)
	note := ""
	if len(lines) > room {
		note = fmt.Sprintf("%d–%d/%d", h.top+1, min(h.top+room, len(lines)), len(lines))
	}
	return page.PanelNote(t, h.m.c.Words.Coop.Details, note, strings.Join(lines[h.top:], "\n"), width, height, h.inside)
}

// look reads the history of the record under the cursor, once.
func (h *history) look() tea.Cmd {
	i := h.table.At()
	if i < 0 || i >= len(h.ops()) {
		return nil
	}
	o := h.ops()[i]
	key := string(o.Kind) + "/" + o.ID
	if h.asked[key] {
		return nil
	}
	h.asked[key] = true
	d := h.m.desk
	return func() tea.Msg {
		list, err := d.History(context.Background(), o.Kind, o.ID)
		return revisions{key, list, err}
	}
}

func (h *history) take(r revisions) tea.Cmd {
	if r.err != nil {
		delete(h.asked, r.key)
		return page.Do(page.Fail{Err: r.err})
	}
	h.known[r.key] = r.list
	return nil
}

// here returns the revision under the cursor, nil until it was read.
func (h *history) here() *desk.Revision {
	i := h.table.At()
	if i < 0 || i >= len(h.ops()) {
		return nil
	}
	o := h.ops()[i]
	list := h.known[string(o.Kind)+"/"+o.ID]
	for n := range list {
		if list[n].Rev == o.Rev {
			return &list[n]
		}
	}
	return nil
}

// details lists who changed what, from what to what.
func (h *history) details(width int) []string {
	w, t := h.m.c.Words.Coop, h.m.c.Theme
	r := h.here()
	if r == nil {
		return []string{" " + t.Dim.Render(w.Loading)}
	}
	o := h.ops()[h.table.At()]
	device := r.Principal
	if device == "" {
		device = r.Dev[:min(len(r.Dev), 8)]
	}
	var out []string
	add := func(s string) { out = append(out, " "+page.Cut(t, s, width-2)) }
	add(t.Title.Render(word(w.OpKinds, string(r.OpKind))) + " " + t.Glyph.Dot + " " + r.Actor)
	add(t.Dim.Render(w.Device + " " + device + " " + t.Glyph.Dot + " " + w.Claimed + " " + h.m.moment(r.At)))
	if r.Why != "" {
		for _, l := range page.Wrap(w.Reason+": "+r.Why, width-2) {
			add(l)
		}
	}
	if r.Note != "" {
		for _, l := range page.Wrap("! "+leaf.Verdict(h.m.c.Words, o.Kind, r.Verdict, r.Note), width-2) {
			add(t.Warn.Render(l))
		}
	}
	label := 0
	for _, c := range r.Fields {
		label = max(label, page.Width(h.m.names.Label(o.Kind, c.Path, c.Label)))
	}
	label = min(label, max(width/3, 10))
	for _, c := range r.Fields {
		name := page.Pad(page.CutMiddle(t, h.m.names.Label(o.Kind, c.Path, c.Label), label), label)
		from, to := h.m.names.Value(o.Kind, c.Path, c.From), h.m.names.Value(o.Kind, c.Path, c.To)
		change := to
		if from != "" {
			if to == "" {
				to = w.Absent
			}
			change = from + " → " + to
		}
		for i, l := range page.Wrap(change, max(width-label-3, 8)) {
			if i > 0 {
				name = page.Pad("", label)
			}
			out = append(out, " "+t.Dim.Render(name)+" "+l)
		}
	}
	return out
}
