package desk

import (
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
)

// editableAt refuses to change what is finalised or void.
func editableAt(k store.Kind, s store.State) error {
	switch s {
	case store.Final:
		return &store.Error{
			Code: store.Conflict, Detail: "final", Message: kindTitles[k] + " đã chốt", Kept: "bản đã chốt giữ nguyên", Hint: "chọn Điều chỉnh và ghi lý do",
		}
	case store.Void:
		return &store.Error{Code: store.Conflict, Detail: "void", Message: kindTitles[k] + " đã hủy", Hint: "lập hồ sơ mới"}
	}
	return nil
}

// setLeaf checks a value by the form of kind k and lays it over doc.
func setLeaf(k store.Kind, s store.State, doc store.Doc, p store.Path, v any) ([]Edit, error) {
	if err := editableAt(k, s); err != nil {
		return nil, err
	}
	if text, ok := v.(string); ok {
		v = orNil(vi.Clean(text, strings.Contains(text, "\n")))
	}
	for part := range strings.SplitSeq(p, ".") {
		if !store.ValidKey(part) {
			return nil, noFieldAt(p)
		}
	}
	set := store.Doc{}
	set.Put(p, v)
	if err := store.ValidateSet(k, set); err != nil {
		return nil, err
	}
	if v == doc.At(p) {
		return nil, nil
	}
	doc.Apply(set)
	return []Edit{{Path: p, Value: v}}, nil
}

func noFieldAt(p store.Path) error {
	return &store.Error{Code: store.Invalid, Detail: p, Message: "mục " + p + ": không có mục này", Hint: "kiểm tra tên mục"}
}

// removeItem takes an item of a list away, leaf by leaf.
func removeItem(k store.Kind, s store.State, doc store.Doc, list, id string) ([]Edit, error) {
	if err := editableAt(k, s); err != nil {
		return nil, err
	}
	item := doc.Sub(list).Sub(id)
	set := store.Doc{}
	var edits []Edit
	item.Leaves(func(p store.Path, _ any) {
		path := list + "." + id + "." + p
		set.Put(path, nil)
		edits = append(edits, Edit{Path: path})
	})
	doc.Apply(set)
	return edits, nil
}

// SetText sets a text, note, date, instant or word of a list of the visit, such
// as "strengths", "on", "ended", "recommendations.<id>.due", "team.<id>.name",
// "checks.<id>.note"; "" removes it. An item of a list is there as soon as one of
// its leaves is; [Visit.NewItem] gives its id. Invalid says what is wrong; then
// nothing changed.
func (v *Visit) SetText(p store.Path, text string) ([]Edit, error) {
	if p == "checklist" || p == "cooperative" {
		return nil, noFieldAt(p) // SetChecklist; a visit does not move
	}
	return v.set(p, text)
}

// SetNumber sets "copies", or "figures.<id>" in the scaled integer of the
// figure; nil removes it.
func (v *Visit) SetNumber(p store.Path, n *int64) ([]Edit, error) {
	if n == nil {
		return v.set(p, nil)
	}
	return v.set(p, *n)
}

// SetCheck says what was found of a check: met, unmet, not_applicable, or "" to
// take that back.
func (v *Visit) SetCheck(id, state string) ([]Edit, error) {
	if v.Check(id) == nil {
		return nil, noFieldAt("checks." + id)
	}
	return v.set("checks."+id+".state", state)
}

// SetSupport says what was found of the use of a support: done, partly,
// not_done, or "" to take that back.
func (v *Visit) SetSupport(id, state string) ([]Edit, error) {
	return v.set("support_checks."+id+".state", state)
}

func (v *Visit) set(p store.Path, value any) ([]Edit, error) {
	edits, err := setLeaf(store.Visit, v.State, v.Doc, p, value)
	if err != nil {
		return nil, err
	}
	v.note(p, edits)
	return edits, nil
}

func (v *Visit) note(p store.Path, edits []Edit) {
	delete(v.Raw, p)
	delete(v.Typed, p)
	v.Drafted += len(edits)
	v.build()
}

// NewItem returns the id of a new item of a list. Items stand in the order in
// which their ids were made.
func (v *Visit) NewItem() (string, error) { return v.newID() }

// RemoveItem takes an item of "recommendations", "team" or "participants" away.
func (v *Visit) RemoveItem(list, id string) ([]Edit, error) {
	if list != "recommendations" && list != "team" && list != "participants" {
		return nil, noFieldAt(list)
	}
	edits, err := removeItem(store.Visit, v.State, v.Doc, list, id)
	if err != nil {
		return nil, err
	}
	v.note(list+"."+id, edits)
	return edits, nil
}

// SetFound says what became of an open item at this visit; f with an empty State
// takes it back while it stands in no op. The id of f is not asked. What it
// returns is for [Desk.SaveFound]. On an error nothing changed.
func (v *Visit) SetFound(ref ItemRef, f Found) (FoundEdit, error) {
	if err := editableAt(store.Visit, v.State); err != nil {
		return FoundEdit{}, err
	}
	return setFound(v.Open, key{store.Visit, v.ID}, v.Cooperative.ID, v.On, ref, f)
}
