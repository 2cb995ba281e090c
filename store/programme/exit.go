package programme

import "coopfield/store/scheme"

// An ExitCriterion is one criterion of a pilot's sheet against its baseline.
type ExitCriterion struct {
	ID, Title string
	Named     bool           // the completion plan names it for improvement
	Was       *scheme.Points // at the baseline, nil = not known
	Now       *scheme.Points // nil = not complete yet
	Target    *scheme.Points // of the plan, nil for one that it does not name
	// State of the exit rule: for a named one Met if Now ≥ Was, NotMet if below,
	// Unknown while either is not known. Of the others it is Met always: they are
	// information (Kế hoạch 1185/KH-UBND, VI.2.a).
	State State
	Cause string // what the sheet says of a fall
}

// An Exit says whether a pilot may leave the second stage, and what it lacks.
type Exit struct {
	Total     *scheme.Points // nil while the sheet is not complete
	ExitScore scheme.Points
	TotalMet  State
	Criteria  []ExitCriterion // in the order of the scheme
	State     State           // Met: TotalMet and each named criterion are
	// Lacks are the reasons why it is not met, whole Vietnamese sentences, the
	// total first, then by criterion.
	Lacks []string
}
