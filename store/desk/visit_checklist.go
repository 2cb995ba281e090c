package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/checklist"
)

// checklists are what visits are checked by, and the topics of consultations.
type checklists struct {
	by     map[string][]*checklist.Checklist // by id, revisions rising
	packed map[string]bool                   // ids that the province packed
	own    map[string]store.RefData          // the embedded ones as ops name them
}

// general is what a packed checklist is for that names no purpose.
var general = []string{VisitPeriodic, VisitUnplanned}

// readChecklists lays the packs' revisions over the embedded ones. One that this
// program cannot read is left out.
func readChecklists(refs []store.RefRow) *checklists {
	c := &checklists{by: map[string][]*checklist.Checklist{}, packed: map[string]bool{}, own: map[string]store.RefData{}}
	embedded, err := checklist.Embedded()
	if err == nil { // a test keeps the embedded ones whole
		for _, l := range embedded {
			c.add(l)
			c.own[l.ID] = store.RefData{Revision: l.Revision, SHA256: l.SHA256}
		}
	}
	for _, r := range refs {
		if r.Type != RefChecklist {
			continue
		}
		l, err := checklist.Load(r.ID+".toml", r.Data)
		if err != nil {
			continue
		}
		if len(l.Purposes) == 0 {
			l.Purposes = general
			if first := c.newest(l.ID); first != nil { // it replaces that one
				l.Purposes = first.Purposes
			}
		}
		c.add(l)
		c.packed[l.ID] = true
	}
	return c
}

// add keeps a revision; one that a pack brings replaces an embedded one of the
// same number.
func (c *checklists) add(l *checklist.Checklist) {
	list := slices.DeleteFunc(c.by[l.ID], func(o *checklist.Checklist) bool { return o.Revision == l.Revision })
	list = append(list, l)
	slices.SortFunc(list, func(a, b *checklist.Checklist) int { return cmp.Compare(a.Revision, b.Revision) })
	c.by[l.ID] = list
}

// holds reports whether r is an embedded checklist.
func (c *checklists) holds(id string, r store.RefData) bool {
	own, has := c.own[id]
	return has && own == r
}

// newest returns the newest revision of a checklist, nil if there is none.
func (c *checklists) newest(id string) *checklist.Checklist {
	list := c.by[id]
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// revision returns one revision of a checklist, nil if it is not held.
func (c *checklists) revision(id string, n int64) *checklist.Checklist {
	for _, l := range c.by[id] {
		if l.Revision == n {
			return l
		}
	}
	return nil
}

// of returns the checklist that a visit names, in the revision that it names;
// nil if it names none or it is not held.
func (c *checklists) of(d store.Doc) *checklist.Checklist {
	n, _ := d.Int("checklist_revision")
	return c.revision(d.Text("checklist"), n)
}

// offered returns what is offered for a purpose by itself: a list of the
// province before one of the program, nil if there is none.
func (c *checklists) offered(purpose string) *checklist.Checklist {
	var best *checklist.Checklist
	for _, id := range sortedKeys(c.by) {
		l := c.newest(id)
		if l.For(purpose) && (best == nil || c.packed[id] && !c.packed[best.ID]) {
			best = l
		}
	}
	return best
}

// Checklists returns the newest revision of every checklist of visits, by id:
// those of the program and those that the province packed. Lists of topics of
// consultations are not among them.
func (d *Desk) Checklists() []*checklist.Checklist {
	c := d.catalog().lists()
	var out []*checklist.Checklist
	for _, id := range sortedKeys(c.by) {
		if l := c.newest(id); !l.For(checklist.Consultation) {
			out = append(out, l)
		}
	}
	return out
}

// Checklist returns a revision of a checklist, the newest for 0. NotFound says
// which there are.
func (d *Desk) Checklist(id string, revision int64) (*checklist.Checklist, error) {
	return d.catalog().lists().held(id, revision)
}

func (c *checklists) held(id string, revision int64) (*checklist.Checklist, error) {
	newest := c.newest(id)
	if newest != nil && revision == 0 {
		return newest, nil
	}
	if l := c.revision(id, revision); l != nil {
		return l, nil
	}
	if newest != nil {
		return nil, &store.Error{
			Code: store.NotFound, Detail: "checklist", Message: fmt.Sprintf("chưa có bản %d của bảng kiểm %s", revision, id),
			Hint: "nhập gói dữ liệu tham chiếu của tỉnh",
		}
	}
	return nil, &store.Error{
		Code: store.NotFound, Detail: "checklist", Message: fmt.Sprintf("không có bảng kiểm %q", id),
		Hint: "các bảng kiểm đang có: " + strings.Join(sortedKeys(c.by), ", "),
	}
}

// completeVisit gives a visit the revision of the checklist that it names.
func (w *work) completeVisit(doc store.Doc) error {
	if _, named := doc.Int("checklist_revision"); named || doc.Text("checklist") == "" {
		return nil
	}
	l, err := w.cat.lists().held(doc.Text("checklist"), 0)
	if err == nil {
		doc["checklist_revision"] = l.Revision
	}
	return err
}

// validVisit refuses checks that the visit's checklist does not have.
func (w *work) validVisit(doc store.Doc) error {
	l := w.cat.lists().of(doc)
	if l == nil {
		return nil
	}
	for _, id := range sortedKeys(doc.Sub("checks")) {
		if _, has := l.Check(id); !has {
			return &store.Error{
				Code: store.Invalid, Detail: "checks." + id, Message: fmt.Sprintf("mục checks.%s: bảng kiểm %s không có mục này", id, l.ID),
				Hint: "xem mã các mục trong bảng kiểm",
			}
		}
	}
	return nil
}

// checkTitle names a leaf of the checks of a visit or the topics of a
// consultation by its list, "" where that does not know it.
func (w *work) checkTitle(k store.Kind, d store.Doc, p store.Path) string {
	parts := strings.Split(p, ".")
	if len(parts) < 2 {
		return ""
	}
	switch {
	case k == store.Visit && parts[0] == "checks":
		if l := w.cat.lists().of(d); l != nil {
			if c, has := l.Check(parts[1]); has {
				return c.Title + map[bool]string{true: " (ghi nhận)"}[len(parts) == 3 && parts[2] == "note"]
			}
		}
	case k == store.Consultation && parts[0] == "topics":
		if l := w.cat.lists().offered(checklist.Consultation); l != nil {
			if c, has := l.Check(parts[1]); has {
				return c.Title
			}
		}
	}
	return ""
}
