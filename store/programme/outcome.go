package programme

import "coopfield/store/scheme"

// State says whether something that a programme asks for holds.
type State string

// The states. Unknown is never counted as met: a person decides, or a figure is
// still missing.
const (
	Met     State = "met"
	NotMet  State = "not_met"
	Unknown State = "unknown"
)

// A Finding is what was found of one condition, priority, ground or paper.
type Finding struct {
	ID, Title string
	State     State
	// Computed: the programme has a check for it and all values were known; then a
	// person's tick does not count.
	Computed bool
	// Why says in Vietnamese on what the state rests: the values that the check
	// saw, or which are missing. It is "" where a person decided.
	Why     string
	Missing []string // variables of the check that have no value
	// Given is what a person ticked, nil for nothing; with a computed state it is
	// shown beside it where both differ.
	Given *bool
	Note  string // of that person
	// Grounds of a priority of which one is enough.
	Grounds []Finding
}

// An Outcome is what a programme says of one application (Kế hoạch
// 1185/KH-UBND, III.2 and VI.1).
type Outcome struct {
	Conditions []Finding // in the order of the programme
	Priorities []Finding
	Dossier    []Finding
	// ProfitYears counts the years with a profit in a row, back from the newest
	// financial year of the papers; nil while no year is known.
	ProfitYears *int
	// Entry is the score of the entry assessment, nil while there is none that
	// is complete in the programme's column.
	Entry *scheme.Points
	// Eligible: every condition is met; not_met if one is not; else unknown.
	Eligible State
	// PrioritiesMet counts the priorities that are met.
	PrioritiesMet int
}
