package store

import "slices"

// FollowLine is what one followup says of an item, as far as its standing asks.
type FollowLine struct {
	On    string // civil date
	State string // kept, partly, not_kept, moved
	Due   string // with moved: the new one
}

// Standing is where a recommendation, commitment or plan action stands.
type Standing struct {
	State string // of the newest followup, "" if nobody followed it
	Due   string // civil date, as it was moved last; "" = none
	Open  bool   // it is not kept yet
	// Disputed says that followups of the newest day disagree. It is open then, and
	// State is the least that was said, until a followup of a later day.
	Disputed bool
}

// outcomes are the states of a followup, the least kept first.
var outcomes = []string{"not_kept", "moved", "partly", "kept"}

// Stand returns where an item with this due date stands after its followups, in
// whatever order they came. The newest day decides: it is what a person wrote on
// paper, not what a clock said.
func Stand(due string, lines []FollowLine) Standing {
	s := Standing{Due: due, Open: true}
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(a, b FollowLine) int { return compareText(a.On, b.On) })
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && lines[n].On == lines[0].On {
			n++
		}
		s = s.after(lines[:n])
		lines = lines[n:]
	}
	return s
}

// after returns where an item stands after the followups of one more day.
func (s Standing) after(day []FollowLine) Standing {
	first := day[0]
	s.State, s.Disputed = first.State, false
	for _, l := range day[1:] {
		if l.State != first.State || l.Due != first.Due {
			s.Disputed = true
		}
		if slices.Index(outcomes, l.State) < slices.Index(outcomes, s.State) {
			s.State = l.State
		}
	}
	s.Open = s.State != "kept"
	if !s.Disputed && s.State == "moved" && first.Due != "" {
		s.Due = first.Due
	}
	return s
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Promises returns the items of a record that somebody is to do: what they are
// called in its kind, nil for a kind that has none.
func Promises(k Kind, d Doc) Doc {
	if f := promiseFields[k]; f != "" {
		return d.Sub(f)
	}
	return nil
}

var promiseFields = map[Kind]string{Visit: "recommendations", Consultation: "commitments", Plan: "actions"}

// PromiseDue returns the day by which an item of [Promises] is to be done, ""
// if none is given.
func PromiseDue(k Kind, item Doc) string {
	if k == Plan {
		return item.Text("to")
	}
	return item.Text("due")
}

// PromiseSaid returns what the record itself says became of an item of
// [Promises]: a plan says how far its actions are. It stands before what anybody
// found of the item on any day.
func PromiseSaid(k Kind, item Doc) []FollowLine {
	if k != Plan {
		return nil
	}
	if state := planStates[item.Text("state")]; state != "" {
		return []FollowLine{{State: state}}
	}
	return nil
}

// planStates are the words of a plan for how far an action is, as a followup
// says them.
var planStates = map[string]string{"done": "kept", "partly": "partly", "not_done": "not_kept"}

// Given reports whether what r asks for holds: it was finalised, and was not
// voided since, or is a plan that was approved and is not closed.
func Given(r *Record) bool {
	switch {
	case r.State == Void:
		return false
	case r.Kind == Plan:
		s := r.Doc.Text("status")
		return s == "approved" || s == "adjusted"
	}
	return r.State == Final || r.ReturnReason != ""
}
