package inbox

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/tui/page"
)

// partSign says of a part of a split bundle which others are missing. The
// journal has that in words alone.
func (m *Model) partSign(e *entry) (sign string, style *lipgloss.Style, words string) {
	w, t := &m.c.Words.Inbox, m.c.Theme
	switch {
	case e.part == nil:
		return t.Glyph.Wait, &t.Warn, e.row.Message
	case len(e.part.Missing) == 0:
		return t.Glyph.Check, &t.Good, sprintf(w.PartWhole, e.part.Index, e.part.Count)
	}
	missing := make([]string, len(e.part.Missing))
	for i, n := range e.part.Missing {
		missing[i] = strconv.Itoa(n)
	}
	return t.Glyph.Wait, &t.Warn, sprintf(w.PartLacks, strings.Join(missing, ", "), e.part.Count)
}

// sign returns the sign of a file, its style, and what became of it in words.
func (m *Model) sign(e *entry) (sign string, style *lipgloss.Style, words string) {
	w, t := &m.c.Words.Inbox, m.c.Theme
	g := &t.Glyph
	switch e.state {
	case sync.FileSkipped:
		return g.Dot, &t.Dim, w.Skipped
	case sync.FileKnown:
		return g.Same, &t.Dim, w.Known
	case sync.FileRefused:
		return g.Cross, &t.Bad, m.reason(e)
	case sync.FilePart:
		return m.partSign(e)
	case sync.FileHeld:
		if e.after != "" {
			return g.Wait, &t.Info, sprintf(w.HeldAfter, e.after)
		}
		return g.Wait, &t.Warn, sprintf(w.Held, e.row.NeedFrom, e.row.NeedTo)
	}
	if e.grant {
		return g.Check, &t.Good, w.Grant
	}
	if e.out != nil && e.out.Took != nil {
		return m.tookSign(e)
	}
	var parts []string
	if e.out != nil && len(e.out.Items) > 0 {
		parts = m.tally(e.out.Items)
	} else {
		if e.row.New > 0 {
			parts = append(parts, w.New)
		}
		if e.row.Cases > 0 {
			parts = append(parts, sprintf(w.Conflicts, e.row.Cases))
		}
		if e.row.Aside > 0 {
			parts = append(parts, sprintf(w.Aside, e.row.Aside))
		}
	}
	if e.row.Fork || e.out != nil && e.out.Fork {
		parts = append(parts, w.Fork)
	}
	if e.row.New == 0 && (e.out == nil || e.out.Appended == 0) {
		if e.row.Known > 0 {
			return g.Same, &t.Dim, w.Known
		}
		if len(parts) == 0 {
			parts = append(parts, m.nothing())
		}
	}
	sign, style = g.Check, &t.Good
	if e.row.Cases > 0 || e.row.Aside > 0 || e.row.Fork || e.holds(desk.IsConflict) {
		style = &t.Warn
	}
	if e.holds(desk.IsQuarantined) {
		sign, style = "!", &t.Warn
	}
	return sign, style, strings.Join(parts, " "+g.Dot+" ")
}

// nothing is what is said of a file that changes no record here. At a laptop it
// comes from the province: receipts, decisions, and who is enrolled.
func (m *Model) nothing() string {
	if m.site != nil && !m.province {
		return m.c.Words.Inbox.OfProvince
	}
	return m.c.Words.Inbox.Equal
}

// holds reports whether an import means x for one of the file's records.
func (e *entry) holds(x desk.What) bool {
	return e.out != nil && slices.ContainsFunc(e.out.Items, func(it desk.Item) bool { return it.What == x })
}

// order is how items are counted: what asks for a person comes first.
var order = []desk.What{desk.IsConflict, desk.IsQuarantined, desk.IsHeld, desk.IsNew, desk.IsNewer, desk.IsEqual}

// tally counts the items by what an import means for them, "3 mới"; where all
// are alike the word says it without a number.
func (m *Model) tally(list []desk.Item) []string {
	n := map[desk.What]int{}
	for i := range list {
		n[list[i].What]++
	}
	var out []string
	for _, x := range order {
		if n[x] == len(list) {
			return []string{m.c.Words.Inbox.Each[string(x)]}
		}
		if n[x] > 0 {
			out = append(out, page.Count(n[x])+" "+m.c.Words.Inbox.Each[string(x)])
		}
	}
	return out
}

// reason is why a file is refused, in one sentence.
func (m *Model) reason(e *entry) string {
	var told *store.Error
	if errors.As(e.err, &told) {
		return told.Message
	}
	if e.row.Message != "" {
		return e.row.Message
	}
	if e.err != nil {
		return m.c.Words.Dialog.InternalError
	}
	return e.row.Detail
}
