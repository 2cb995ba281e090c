package scheme

// How says where an item's points come from.
type How string

// The ways.
const (
	Given    How = "given"    // a person gave them in the column
	Computed How = "computed" // from the facts
	Missing  How = "missing"  // not there
)

// A Result is what a sheet comes to in one column.
type Result struct {
	Column Column
	Total  Points // of what is known
	Max    Points
	Rating *Band // nil when excluded, partial or incomplete

	Excluded *Exclusion // nil when the cooperative is assessed
	Partial  bool       // of the scheme
	Complete bool       // no item is missing

	Groups   []GroupResult
	Criteria []CriterionResult
	Items    []ItemResult

	Missing     []string // item ids in the order of the scheme
	Unexplained []string // items that NeedsReason; finalising refuses them
	Todo        int      // items for which the scheme lacks something of its circular

	// Next is the next better band above Total and ToNext the points to it.
	// It is told of incomplete sheets too, and nil at the best band, when
	// excluded, and without bands.
	Next   *Band
	ToNext Points
}

// Item returns the result of the item of that id.
func (r *Result) Item(id string) (*ItemResult, bool) {
	for i := range r.Items {
		if r.Items[i].ID == id {
			return &r.Items[i], true
		}
	}
	return nil, false
}

// A GroupResult sums a group; Complete means that no item of it is missing.
type GroupResult struct {
	ID, Title string
	Points    Points
	Max       Points
	Complete  bool
}

// A CriterionResult sums a criterion; Complete means that no item of it is
// missing.
type CriterionResult struct {
	ID, Title, Group string
	Points           Points
	Max              *Points // nil = not known
	Complete         bool
}

// An ItemResult is one item's part of a result.
type ItemResult struct {
	ID     string
	Points *Points // nil when missing
	Max    *Points // nil = not known
	How    How

	// Computed is what the facts give, nil when that is not known. It stands
	// beside given points too, and then a difference NeedsReason unless one is
	// written.
	Computed    *Points
	NeedsReason bool

	Value *float64 // of a steps item, in its unit
	Step  *StepResult
	Shows *float64 // the figure shown beside the item; nil = blank

	Todo    string // what the circular's text would have to supply
	Problem string // why the facts do not compute, "" if they do or are absent
}

// A StepResult is the step that an item's value reached.
type StepResult struct {
	Index int // in Item.Steps
	Step  Step

	// Next is the nearest step that gives more points, nil at the best one;
	// Distance is what the value must rise (or fall, if negative) to its
	// threshold, in the unit of the value. When Beyond is set, the threshold
	// itself is not enough.
	Next     *Step
	Distance float64
	Beyond   bool
}

// reach finds the step of value.
func reach(steps []Step, value float64) (int, bool) {
	for i, st := range steps {
		switch {
		case st.Rest,
			st.Strict && above(value, st.Bound),
			!st.Strict && atLeast(value, st.Bound):
			return i, true
		}
	}
	return 0, false
}

// stepResult tells the step at index i and how far the next better one is.
// More is not always better: a step table may also give more points to less.
func stepResult(steps []Step, i int, value float64) *StepResult {
	r := &StepResult{Index: i, Step: steps[i]}
	for j := i - 1; j >= 0; j-- {
		if steps[j].Points > steps[i].Points {
			r.Next, r.Distance, r.Beyond = &steps[j], steps[j].Bound-value, steps[j].Strict
			return r
		}
	}
	for j := i + 1; j < len(steps); j++ {
		if steps[j].Points > steps[i].Points {
			over := steps[j-1] // the value must no longer reach this one
			r.Next, r.Distance, r.Beyond = &steps[j], over.Bound-value, !over.Strict
			return r
		}
	}
	return r
}
