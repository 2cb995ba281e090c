package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	gosync "sync"

	"coopfield/store"
	"coopfield/store/classify"
	"coopfield/store/letterhead"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/unit"
)

// catalog is the reference data that the store holds: what is embedded in the
// program as first revisions, and what the province's packs brought. It is
// read-only once made.
type catalog struct {
	schemes  map[string][]*scheme.Scheme // by id, revisions rising
	usesPrev map[*scheme.Scheme]bool
	units    *unit.Table
	// programmes compiles the newest revision of each programme, by id, when first
	// asked: the screens that start the program need none.
	programmes func() map[string]*programme.Programme
	lists      func() *checklists         // what visits are checked by, read when first asked
	papers     func() *letterhead.Set     // what offices put on their papers, read when first asked
	classes    func() *classify.Set       // classes by size and service, read when first asked
	held       map[string][]store.RefData // by id, of every type
}

// newCatalog lays the packs' revisions over the embedded ones. A revision that
// the packs bring replaces an embedded one of the same number.
func newCatalog(refs []store.RefRow) (*catalog, error) {
	units, err := unit.Embedded()
	if err != nil {
		return nil, fmt.Errorf("reading embedded units: %w", err)
	}
	c := &catalog{
		schemes: map[string][]*scheme.Scheme{}, usesPrev: map[*scheme.Scheme]bool{},
		units: units, held: map[string][]store.RefData{},
	}
	for _, s := range scheme.Embedded() {
		c.add(s)
	}
	packed := slices.DeleteFunc(slices.Clone(refs), func(r store.RefRow) bool { return r.Type != RefProgramme })
	c.papers = gosync.OnceValue(func() *letterhead.Set { return newestPapers(refs) })
	c.classes = gosync.OnceValue(func() *classify.Set { return newestClasses(refs) })
	c.lists = gosync.OnceValue(func() *checklists { return readChecklists(refs) })
	c.programmes = gosync.OnceValue(func() map[string]*programme.Programme { return newestProgrammes(packed) })
	for _, r := range refs {
		switch r.Type {
		case RefScheme:
			// One that this program cannot read is of a newer one: what was made with
			// it waits until the program is newer too.
			s, err := scheme.Load(r.ID+".toml", r.Data)
			if err != nil {
				continue
			}
			c.add(s)
		case RefUnits:
			t, err := unit.Load(r.ID+".csv", r.Data)
			if err == nil && r.Revision > c.units.Revision {
				t.Revision = r.Revision
				c.units = t
			}
		}
		c.held[r.ID] = append(c.held[r.ID], store.RefData{Revision: r.Revision, SHA256: r.SHA256})
	}
	return c, nil
}

func (c *catalog) add(s *scheme.Scheme) {
	list := slices.DeleteFunc(c.schemes[s.ID], func(o *scheme.Scheme) bool { return o.Revision == s.Revision })
	list = append(list, s)
	slices.SortFunc(list, func(a, b *scheme.Scheme) int { return cmp.Compare(a.Revision, b.Revision) })
	c.schemes[s.ID] = list
	c.held[s.ID] = append(c.held[s.ID], store.RefData{Revision: s.Revision, SHA256: s.SHA256})
	uses := false
	for _, it := range s.Items() {
		uses = uses || strings.Contains(it.Value, "prev") || strings.Contains(it.Shows, "prev")
	}
	for _, x := range s.Exclusions {
		uses = uses || strings.Contains(x.When, "prev")
	}
	c.usesPrev[s] = uses
}

// scheme returns a revision of a scheme, the newest for 0.
func (c *catalog) scheme(id string, revision int64) (*scheme.Scheme, error) {
	list := c.schemes[id]
	if len(list) == 0 {
		return nil, &store.Error{
			Code: store.NotFound, Detail: "scheme",
			Message: fmt.Sprintf("không có bộ tiêu chí %q", id),
			Hint:    "các bộ tiêu chí đang có: " + strings.Join(c.schemeIDs(), ", "),
		}
	}
	if revision == 0 {
		return list[len(list)-1], nil
	}
	for _, s := range list {
		if s.Revision == revision {
			return s, nil
		}
	}
	return nil, &store.Error{
		Code: store.NotFound, Detail: "scheme",
		Message: fmt.Sprintf("chưa có bản %d của bộ tiêu chí %s", revision, id),
		Hint:    "nhập gói dữ liệu tham chiếu của tỉnh",
	}
}

func (c *catalog) schemeIDs() []string {
	ids := make([]string, 0, len(c.schemes))
	for id := range c.schemes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// schemeOf returns the scheme that an assessment's document names.
func (c *catalog) schemeOf(d store.Doc) (*scheme.Scheme, error) {
	rev, _ := d.Int("scheme_revision")
	return c.scheme(d.Text("scheme"), rev)
}

// holds reports whether the reference data that an op names is held.
func (c *catalog) holds(id string, r store.RefData) bool {
	return slices.Contains(c.held[id], r) || c.lists().holds(id, r)
}

// newestProgrammes returns the newest revision of each programme that is
// embedded or that a pack brought. One that this program cannot read is left
// out.
func newestProgrammes(packed []store.RefRow) map[string]*programme.Programme {
	out := map[string]*programme.Programme{}
	add := func(p *programme.Programme) {
		if have := out[p.ID]; have == nil || p.Revision >= have.Revision {
			out[p.ID] = p
		}
	}
	embedded, err := programme.Embedded()
	if err == nil { // a test keeps the embedded ones whole
		for _, p := range embedded {
			add(p)
		}
	}
	for _, r := range packed {
		if p, err := programme.Load(r.ID+".toml", r.Data); err == nil {
			add(p)
		}
	}
	return out
}

// refsAfter names the reference data of an op that sets something on d: a sheet
// that goes on under another revision of its scheme names that one.
func (c *catalog) refsAfter(k store.Kind, d, set store.Doc) map[string]store.RefData {
	if k == store.Assessment && set["scheme_revision"] != nil {
		d = d.Clone()
		d["scheme_revision"] = set["scheme_revision"]
	}
	return c.refs(k, d)
}

// refs names the reference data that an op on d was made with.
func (c *catalog) refs(k store.Kind, d store.Doc) map[string]store.RefData {
	if k == store.Visit {
		if l := c.lists().of(d); l != nil {
			return map[string]store.RefData{l.ID: {Revision: l.Revision, SHA256: l.SHA256}}
		}
	}
	if k != store.Assessment {
		return nil
	}
	s, err := c.schemeOf(d)
	if err != nil {
		return nil // put has refused it already
	}
	return map[string]store.RefData{s.ID: {Revision: s.Revision, SHA256: s.SHA256}}
}

// scales returns how many decimals an assessment's facts keep under the scheme
// that d names; nil if it is not held.
func (c *catalog) scales(d store.Doc) store.Scales {
	s, err := c.schemeOf(d)
	if err != nil {
		return nil
	}
	return schemeScales(s)
}

func schemeScales(s *scheme.Scheme) store.Scales {
	return func(field, key string) (int, bool) {
		if field != "facts" {
			return 0, false
		}
		f, ok := s.Fact(key)
		return f.Scale, ok
	}
}

// scalesFor returns the scales for records of kind k with content d.
func (c *catalog) scalesFor(k store.Kind, d store.Doc) store.Scales {
	if k != store.Assessment {
		return nil
	}
	return c.scales(d)
}
