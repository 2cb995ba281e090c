// Package leaf says what the leaves of a record are called and how their values
// read, in the words of the interface: "3a Tự chấm", "đang hoạt động". The
// desk knows what reference data call them; this package puts both together for
// the screens that show records field by field.
package leaf

import (
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/unit"
	"coopfield/tui/page"
)

// Source is the reference data that names come from; *desk.Desk serves it.
type Source interface {
	Schemes() []*scheme.Scheme
	Units() *unit.Table
}

// Names names leaves. It keeps no words, so it follows a change of language.
type Names struct {
	c *page.Context
	d Source
}

// New returns the names of c's language over the reference data of d.
func New(c *page.Context, d Source) Names { return Names{c, d} }

// Pattern is a path with the ids of items as "*", as the words have it. Paths of
// more levels than three keep the last one: "funding.*.planned".
func Pattern(p store.Path) string {
	parts := strings.Split(p, ".")
	switch {
	case len(parts) < 2:
		return p
	case len(parts) == 2 && fixed[parts[0]]:
		return p
	case len(parts) == 2:
		return parts[0] + ".*"
	}
	return parts[0] + ".*." + parts[len(parts)-1]
}

// fixed are the fields that hold named parts instead of items.
var fixed = map[string]bool{
	"board_agreed": true, "supervisor_agreed": true, "about": true, "district_decision": true, "province_decision": true,
	"baseline": true, "recipient": true, "owner": true,
}

// numbered are the groups whose items a person knows by their number.
var numbered = map[string]bool{
	"self": true, "checked": true, "approved": true, "evidence": true, "reason": true, "cause": true, "comments": true, "flag": true,
}

// word finds the words for a path, "" if there are none.
func (n Names) word(k store.Kind, p store.Path) string {
	w, pattern := n.c.Words, Pattern(p)
	for _, key := range []string{string(k) + "/" + pattern, pattern} {
		if k == store.Cooperative || k == store.Annual || k == store.Assessment {
			if s, ok := w.Coop.Fields[key]; ok {
				return s
			}
		}
		if s, ok := w.Leaf.Fields[key]; ok {
			return s
		}
		if s, ok := w.Coop.Fields[key]; ok {
			return s
		}
	}
	return ""
}

// Label is what a leaf is called in one short line. given is what the desk calls
// it, "" if it does not know.
func (n Names) Label(k store.Kind, p store.Path, given string) string {
	s := n.word(k, p)
	if s == "" {
		if given != "" {
			return given
		}
		return p
	}
	if !strings.Contains(s, "%s") {
		return s
	}
	group, id, _ := strings.Cut(p, ".")
	id, _, _ = strings.Cut(id, ".")
	named := group == "facts" || group == "facts_state" || group == "figures" // items are known by name
	if named && given != "" && n.c.Words.Lang == "vi" {
		return fmt.Sprintf(s, given)
	}
	return fmt.Sprintf(s, id)
}

// Full is the label with what the scheme calls the item: "Tự chấm 3a: Doanh thu
// thuần trong năm".
func (n Names) Full(k store.Kind, p store.Path, given string) string {
	s := n.Label(k, p, given)
	group, _, _ := strings.Cut(p, ".")
	if k != store.Assessment || !numbered[group] || given == "" {
		return s
	}
	if i := strings.LastIndex(given, " ("); i > 0 && strings.HasSuffix(given, ")") {
		given = given[:i]
	}
	return s + ": " + given
}

// Item splits a leaf of a sheet that belongs to one item or criterion: its
// number, and what it says about it, such as "căn cứ". ok is false for others.
func (n Names) Item(k store.Kind, p store.Path) (id, what string, ok bool) {
	group, id, dot := strings.Cut(p, ".")
	if k != store.Assessment || !dot || !numbered[group] {
		return "", "", false
	}
	return id, n.c.Words.Leaf.Items[group], true
}

// Value is a value as a person reads it. v is how the desk writes it.
func (n Names) Value(k store.Kind, p store.Path, v string) string {
	if v == "" {
		return ""
	}
	w := n.c.Words
	name, _, _ := strings.Cut(p, ".")
	last := p[strings.LastIndexByte(p, '.')+1:]
	switch {
	case k == store.Assessment && p == "scheme":
		return n.Scheme(v)
	case name == "unit" || name == "reporting_unit":
		if u, ok := n.d.Units().ByID(v); ok {
			return n.d.Units().Label(u)
		}
	}
	for _, field := range []string{last, name} {
		if s, ok := w.Coop.Enums[field][v]; ok && (k == store.Cooperative || field == "facts_state") {
			return s
		}
		if s, ok := w.Leaf.Enums[field][v]; ok && k != store.Cooperative {
			return s
		}
	}
	return v
}

// Scheme is a scheme by its document, "TT 01/2020", the id if it is not held.
func (n Names) Scheme(id string) string {
	for _, s := range n.d.Schemes() {
		if s.ID == id {
			basis, _, _ := strings.Cut(s.Basis, " ngày ")
			short, _, _ := strings.Cut(strings.NewReplacer("Thông tư số ", "TT ", "Thông tư ", "TT ").Replace(basis), "/TT-")
			return short
		}
	}
	return id
}

// Record is a record's title with its kind: the desk's title of a cooperative is
// its name alone, all others begin with their kind.
func (n Names) Record(k store.Kind, title string) string {
	kind := n.Kind(k)
	switch {
	case title == "":
		return kind
	case k == store.Cooperative:
		return kind + ": " + title
	}
	return upper(title)
}

// Kind is the word for a kind of record.
func (n Names) Kind(k store.Kind) string {
	if s, ok := n.c.Words.Coop.Kinds[string(k)]; ok {
		return s
	}
	return string(k)
}

func upper(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
