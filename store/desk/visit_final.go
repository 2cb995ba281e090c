package desk

import (
	"slices"

	"coopfield/store"
)

// What is signed at a cooperative's table takes more with it than its own op:
// what became of earlier recommendations becomes followups, and obstacles become
// records that are sent upwards. All of it stands in one transaction.

// signedGaps lists what is missing before a record is signed: [work.gaps], and of
// a visit or consultation what minutes need besides. An amendment and what comes
// from elsewhere is not asked for that.
func (w *work) signedGaps(k store.Kind, id string, doc store.Doc) ([]Gap, error) {
	gaps, err := w.gaps(k, id, doc)
	if err != nil {
		return nil, err
	}
	more, err := w.tableGaps(k, id)
	if store.CodeOf(err) == store.NotFound {
		return gaps, nil // nothing of it is there, or its cooperative is not
	}
	return append(gaps, more...), err
}

// tableGaps lists what a visit or consultation lacks beyond its form before it
// is signed; none for other kinds.
func (w *work) tableGaps(k store.Kind, id string) ([]Gap, error) {
	switch k {
	case store.Visit:
		v, err := w.visit(id)
		if err != nil {
			return nil, err
		}
		return v.signGaps(), nil
	case store.Consultation:
		c, err := w.consult(id)
		if err != nil {
			return nil, err
		}
		return c.signGaps(), nil
	}
	return nil, nil
}

// beforeSigning makes followups of what was typed at a visit or consultation,
// and writes what was found of the actions of a plan into the minutes.
// It returns the record as it is to be signed.
func (w *work) beforeSigning(r *store.Record) (*store.Record, error) {
	if r.Kind != store.Visit && r.Kind != store.Consultation {
		return r, nil
	}
	if r.Kind == store.Visit && r.Doc.Text("purpose") == VisitPlanCheck {
		if err := w.actionChecks(r.ID); err != nil {
			return nil, err
		}
	}
	if err := w.commitFound(key{r.Kind, r.ID}, r.Doc.Text("on")); err != nil {
		return nil, err
	}
	return w.known(r.Kind, r.ID)
}

// afterSigning raises the obstacles of a visit.
func (w *work) afterSigning(k store.Kind, id string) error {
	if k != store.Visit {
		return nil
	}
	return w.raise(id)
}

// How an action of a plan was found, in the words of the minutes and of a
// followup.
var (
	actionState = map[string]string{FollowKept: "done", FollowPartly: "partly", FollowNotKept: "not_done", FollowMoved: "not_done"}
	actionFound = map[string]string{"done": FollowKept, "partly": FollowPartly, "not_done": FollowNotKept}
)

// noteActions lays what the minutes say of the actions of the plan beside those
// of which no followup says anything.
func (v *Visit) noteActions() {
	for i := range v.Open {
		it := &v.Open[i]
		if it.Kind != store.Plan || it.Found.State != "" {
			continue
		}
		if state := actionFound[v.Doc.Text("action_checks."+it.Item+".state")]; state != "" {
			it.Found.State, it.Found.Note = state, v.Doc.Text("action_checks."+it.Item+".note")
		}
	}
}

// actionChecks makes the minutes of a plan_check and its followups say the same
// of every action.
func (w *work) actionChecks(id string) error {
	v, err := w.visit(id)
	if err != nil {
		return err
	}
	patch := store.Doc{}
	for _, it := range v.Open {
		if it.Kind != store.Plan || it.Found.State == "" {
			continue
		}
		at := "action_checks." + it.Item
		if v.Doc.Text(at+".state") != actionState[it.Found.State] {
			patch.Put(at+".state", actionState[it.Found.State])
		}
		if v.Doc.Text(at+".note") != it.Found.Note {
			patch.Put(at+".note", orNil(it.Found.Note))
		}
		if it.Found.Saved || w.typing(it.Found.ID) || !it.May {
			continue
		}
		doc := store.Doc{
			"about": store.Doc{"kind": string(it.Kind), "record": it.Record, "item": it.Item}, "on": v.On, "state": it.Found.State, "visit": id,
		}
		setDefault(doc, "note", it.Found.Note)
		if _, err := w.create(store.Followup, it.Found.ID, doc, 0); err != nil {
			return err
		}
	}
	if len(patch) == 0 {
		return nil
	}
	r, err := w.known(store.Visit, id)
	if err != nil {
		return err
	}
	_, err = w.patch(r, patch, r.Heads)
	return err
}

// typing reports whether a followup stands in a draft.
func (w *work) typing(id string) bool {
	heads, err := w.tx.Drafts()
	return err == nil && slices.ContainsFunc(heads, func(h store.DraftHead) bool { return h.Kind == store.Followup && h.ID == id })
}
