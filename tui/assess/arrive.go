package assess

import (
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

// unfinished returns where an earlier visit typed last and wrote no change of
// it; "" if there is no such place.
func (m *Model) unfinished() (entry, store.Path) {
	p := m.sheet.Newest
	if p == "" || !m.editable() || !m.hasContent() {
		return entry{}, ""
	}
	at, _ := m.placeOf(p)
	group, id, _ := strings.Cut(p, ".")
	switch group {
	case "facts_state":
		p = "facts." + id
	case "flag":
		p = m.preferred(at)
	}
	if !slices.Contains(m.paths(at), p) {
		return entry{}, ""
	}
	return at, p
}

// hasContent reports whether the sheet holds more than what began it.
func (m *Model) hasContent() bool {
	s := m.sheet
	if s.Record != nil || len(s.Raw) > 0 {
		return true
	}
	for field := range s.Doc {
		switch field {
		case "cooperative", "period", "scheme", "scheme_revision", "occasion", "as_of":
		case "facts", "facts_state":
			for _, f := range s.Facts {
				if f.Value != nil && !began(&f) {
					return true
				}
			}
		default:
			return true
		}
	}
	return false
}

// began reports whether a figure is one that a sheet begins with.
func began(f *desk.SheetFact) bool {
	return f.State == desk.Copied || f.State == desk.Estimate && f.Year != nil && !f.Final && *f.Year == *f.Value
}

// start returns the entry that a visit begins with: the figures while there
// are none, else the first item without points, else the first item.
func (m *Model) start() entry {
	s := m.sheet
	if m.reviewing || s.Record != nil && s.Record.ReturnReason != "" {
		for i := range s.Items {
			if m.reviewing || m.commented(&s.Items[i]) { // what was given back is read there first
				return entry{kind: item, id: s.Items[i].ID}
			}
		}
	}
	known := false
	for _, f := range s.Facts {
		known = known || f.Value != nil
	}
	if !known && len(s.Facts) > 0 {
		return entry{kind: facts}
	}
	for i := range s.Items {
		if m.unanswered(&s.Items[i]) {
			return entry{kind: item, id: s.Items[i].ID}
		}
	}
	if len(s.Items) > 0 {
		return entry{kind: item, id: s.Items[0].ID}
	}
	return entry{kind: facts}
}
