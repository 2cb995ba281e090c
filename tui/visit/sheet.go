package visit

import (
	"context"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

// sheet is what the screen needs of a visit and of a consultation alike.
type sheet interface {
	visit() *desk.Visit     // nil of a consultation
	consult() *desk.Consult // nil of a visit
	record() *store.Record
	coop() *store.Record
	doc() store.Doc
	state() store.State
	title() string
	on() string
	raw() map[store.Path]string
	typed() map[store.Path]string
	newest() store.Path
	drafted() int
	review() *desk.Review
	open() []desk.OpenItem
	promises() []desk.Promise
	may() bool // this person may write it, once it is open
	gaps() []desk.Gap
	set(p store.Path, v any) ([]desk.Edit, error)
	found(ref desk.ItemRef, f desk.Found) (desk.FoundEdit, error)
	newItem() (string, error)
	dropItem(list, id string) ([]desk.Edit, error)
	reopen()                   // for a correction
	given(id string) store.Doc // a support given from a consultation
}

func readSheet(ctx context.Context, d *desk.Desk, k store.Kind, id string) (sheet, error) {
	if k == store.Consultation {
		a, err := d.Consult(ctx, id)
		if err != nil {
			return nil, err //nolint:wrapcheck // told to the person as it is
		}
		s := consultSheet{a, map[string]store.Doc{}}
		for i := range a.Supports {
			f, err := d.Edit(ctx, store.Support, a.Supports[i].ID)
			if err != nil {
				return nil, err //nolint:wrapcheck // told to the person as it is
			}
			s.gave[a.Supports[i].ID] = f.Doc
		}
		return s, nil
	}
	v, err := d.Visit(ctx, id)
	if err != nil {
		return nil, err //nolint:wrapcheck // told to the person as it is
	}
	return visitSheet{v, d}, nil
}

type visitSheet struct {
	v *desk.Visit
	d *desk.Desk
}

func (s visitSheet) visit() *desk.Visit                            { return s.v }
func (s visitSheet) consult() *desk.Consult                        { return nil }
func (s visitSheet) coop() *store.Record                           { return s.v.Cooperative }
func (s visitSheet) record() *store.Record                         { return s.v.Record }
func (s visitSheet) doc() store.Doc                                { return s.v.Doc }
func (s visitSheet) state() store.State                            { return s.v.State }
func (s visitSheet) title() string                                 { return s.v.Title }
func (s visitSheet) on() string                                    { return s.v.On }
func (s visitSheet) raw() map[store.Path]string                    { return s.v.Raw }
func (s visitSheet) typed() map[store.Path]string                  { return s.v.Typed }
func (s visitSheet) newest() store.Path                            { return s.v.Newest }
func (s visitSheet) drafted() int                                  { return s.v.Drafted }
func (s visitSheet) review() *desk.Review                          { return s.v.Review }
func (s visitSheet) open() []desk.OpenItem                         { return s.v.Open }
func (s visitSheet) promises() []desk.Promise                      { return s.v.Recommendations }
func (s visitSheet) gaps() []desk.Gap                              { return s.v.Gaps() }
func (s visitSheet) newItem() (string, error)                      { return s.v.NewItem() }
func (s visitSheet) reopen()                                       { s.v.State = store.Draft }
func (s visitSheet) dropItem(list, id string) ([]desk.Edit, error) { return s.v.RemoveItem(list, id) }

func (s visitSheet) found(ref desk.ItemRef, f desk.Found) (desk.FoundEdit, error) {
	return s.v.SetFound(ref, f)
}

func (s visitSheet) given(string) store.Doc { return nil }

func (s visitSheet) may() bool {
	was := s.v.State
	s.v.State = store.Draft
	may := s.v.CanWrite()
	s.v.State = was
	return may
}

func (s visitSheet) set(p store.Path, v any) ([]desk.Edit, error) {
	switch v := v.(type) {
	case int64:
		return s.v.SetNumber(p, &v)
	case string:
		if p == "checklist" {
			return s.v.SetChecklist(s.d, v)
		}
		return s.v.SetText(p, v)
	}
	return s.v.SetText(p, "")
}

type consultSheet struct {
	a    *desk.Consult
	gave map[string]store.Doc
}

func (s consultSheet) given(id string) store.Doc { return s.gave[id] }

func (s consultSheet) visit() *desk.Visit                            { return nil }
func (s consultSheet) consult() *desk.Consult                        { return s.a }
func (s consultSheet) coop() *store.Record                           { return s.a.Cooperative }
func (s consultSheet) record() *store.Record                         { return s.a.Record }
func (s consultSheet) doc() store.Doc                                { return s.a.Doc }
func (s consultSheet) state() store.State                            { return s.a.State }
func (s consultSheet) title() string                                 { return s.a.Title }
func (s consultSheet) on() string                                    { return s.a.On }
func (s consultSheet) raw() map[store.Path]string                    { return s.a.Raw }
func (s consultSheet) typed() map[store.Path]string                  { return s.a.Typed }
func (s consultSheet) newest() store.Path                            { return s.a.Newest }
func (s consultSheet) drafted() int                                  { return s.a.Drafted }
func (s consultSheet) review() *desk.Review                          { return s.a.Review }
func (s consultSheet) open() []desk.OpenItem                         { return s.a.Open }
func (s consultSheet) promises() []desk.Promise                      { return s.a.Commitments }
func (s consultSheet) gaps() []desk.Gap                              { return s.a.Gaps() }
func (s consultSheet) newItem() (string, error)                      { return s.a.NewItem() }
func (s consultSheet) reopen()                                       { s.a.State = store.Draft }
func (s consultSheet) dropItem(list, id string) ([]desk.Edit, error) { return s.a.RemoveItem(list, id) }

func (s consultSheet) found(ref desk.ItemRef, f desk.Found) (desk.FoundEdit, error) {
	return s.a.SetFound(ref, f)
}

func (s consultSheet) may() bool {
	was := s.a.State
	s.a.State = store.Draft
	may := s.a.CanWrite()
	s.a.State = was
	return may
}

func (s consultSheet) set(p store.Path, v any) ([]desk.Edit, error) {
	switch v := v.(type) {
	case bool:
		return s.a.SetTopic(topicOf(p), v)
	case string:
		return s.a.SetText(p, v)
	}
	if id := topicOf(p); id != "" {
		return s.a.SetTopic(id, false)
	}
	return s.a.SetText(p, "")
}

// topicOf is the id of the topic that a leaf says, "" if it is none.
func topicOf(p store.Path) string {
	id, ok := strings.CutPrefix(p, "topics.")
	if !ok {
		return ""
	}
	return id
}
