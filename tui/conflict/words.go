package conflict

import (
	"errors"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// plain takes out of err what a person is told; what is none is about the value
// of a field.
func plain(c *page.Context, err error, label string) error {
	var told *store.Error
	if errors.As(err, &told) {
		return told
	}
	return &store.Error{
		Code: store.Invalid, Message: sprintf(c.Words.Conflict.NotUnderstood, label), Kept: c.Words.Conflict.NothingDecided,
		Hint: c.Words.Conflict.TypeAgain, Err: err,
	}
}

// label names a field whole; the desk's names are Vietnamese.
func (m *Compare) label(f *desk.ConflictField) string {
	if f.Label != "" && (m.c.Words.Lang == "vi" || f.Item != "") {
		return f.Label
	}
	return m.names.Full(m.k.Kind, f.Path, f.Label)
}

func (m *Compare) labelOf(p store.Path) string {
	for i := range m.k.Fields {
		if m.k.Fields[i].Path == p {
			return m.label(&m.k.Fields[i])
		}
	}
	return p
}

// short names a field for the first column. Of what is said about one item the
// first line has its number; the points also its title.
func (m *Compare) short(i int) string {
	f := &m.k.Fields[i]
	id, what, ok := m.names.Item(m.k.Kind, f.Path)
	if !ok {
		return m.label(f)
	}
	if i > 0 {
		if before, _, ok := m.names.Item(m.k.Kind, m.k.Fields[i-1].Path); ok && before == id {
			return strings.Repeat(" ", page.Width(id)+1) + what
		}
	}
	group, _, _ := strings.Cut(f.Path, ".")
	if group != string(m.k.Column) {
		return id + " " + what
	}
	title := strings.TrimPrefix(f.Label, id+" ")
	if n := strings.LastIndex(title, " ("); n > 0 {
		title = title[:n]
	}
	return id + " " + leaf.ShortTitle(title)
}

// reason says why a person must decide; the desk's sentence is Vietnamese.
func reason(c *page.Context, r *desk.ConflictRow) string {
	if c.Words.Lang == "vi" {
		return sentence(r.Reason)
	}
	w := &c.Words.Conflict
	s := w.Cases[string(r.Case)]
	if r.Fields > 0 {
		s += ": " + sprintf(w.Differ, r.Fields)
	}
	return sentence(s)
}

// effect is what a choice makes of a sheet: "73,0 Khá".
func (m *Compare) effect(e *desk.Effect) string {
	w := &m.c.Words.Conflict
	switch {
	case e == nil:
		return ""
	case e.Refused != nil:
		why := e.Refused.Error()
		var told *store.Error
		if errors.As(e.Refused, &told) {
			why = told.Message
		}
		return sprintf(w.Refused, why)
	case e.Excluded != "":
		return m.c.Words.Coop.States["excluded"]
	case !e.Known:
		return w.NoPoints
	}
	s := vi.FormatPoints(int64(e.Points))
	switch {
	case e.Rating != "":
		return s + " " + m.c.Words.Coops.RatingName(e.Rating, e.Title)
	case !e.Complete:
		return s + " " + w.SoFar
	}
	return s
}

// number is the points of an effect alone.
func (m *Compare) number(e *desk.Effect) string {
	s, _, _ := strings.Cut(m.brief(e), " ")
	return s
}

// brief is effect in one short cell.
func (m *Compare) brief(e *desk.Effect) string {
	if e != nil && e.Refused != nil {
		return m.c.Theme.Glyph.Cross
	}
	return m.effect(e)
}

// who is the author of a side with the unit.
func (m *Compare) who(s *desk.Side) string {
	if s.UnitName == "" {
		return s.Actor
	}
	unit, _, _ := strings.Cut(s.UnitName, ", ") // without what it lies in
	return sprintf(m.c.Words.Conflict.FromUnit, s.Actor, unit)
}

// own is an own value as it was typed, or the word for none.
func (m *Compare) own(p store.Path) string {
	if s := strings.TrimSpace(m.choice.typed[p]); s != "" {
		return s
	}
	return m.c.Words.Coop.Absent
}
