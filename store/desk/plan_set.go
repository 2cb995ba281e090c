package desk

import (
	"strings"

	"coopfield/store"
)

// NewItem returns the id of a new action. Actions stand by their days, then in
// the order in which their ids were made.
func (v *PlanView) NewItem() (string, error) { return v.newID() }

// Set sets a leaf of the plan, such as "submitted_on", "improve.3",
// "actions.<id>.cost", "funding.own.2023.planned", "sent_to.dpi": a text, or an
// integer in the scale of the field; nil or "" removes it. It recomputes
// everything else and returns what to make durable with [Desk.SaveFields].
// Invalid says what is wrong, Denied that this person may not write it; then
// nothing changed. The baseline is set by [Desk.FreezeBaseline].
func (v *PlanView) Set(p store.Path, value any) ([]Edit, error) {
	group, _, _ := strings.Cut(p, ".")
	if group == "baseline" || group == "cooperative" || group == "programme" {
		return nil, noFieldAt(p)
	}
	if why := v.May[group]; why != "" {
		return nil, denied(why, "mục này do người khác ghi")
	}
	edits, err := setLeaf(store.Plan, store.Draft, v.Doc, p, value)
	if err != nil {
		return nil, err
	}
	v.note(p, edits)
	return edits, nil
}

// RemoveAction takes an action away.
func (v *PlanView) RemoveAction(id string) ([]Edit, error) {
	if why := v.May["actions"]; why != "" {
		return nil, denied(why, "mục này do người khác ghi")
	}
	edits, err := removeItem(store.Plan, store.Draft, v.Doc, "actions", id)
	if err != nil {
		return nil, err
	}
	v.note("actions."+id, edits)
	return edits, nil
}

func (v *PlanView) note(p store.Path, edits []Edit) {
	delete(v.Raw, p)
	delete(v.TypedAs, p)
	v.Typed += len(edits)
	v.build()
}
