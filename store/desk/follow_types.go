package desk

import "coopfield/store"

// The states of a followup.
const (
	FollowKept    = "kept"     // đã thực hiện
	FollowPartly  = "partly"   // thực hiện một phần
	FollowNotKept = "not_kept" // chưa thực hiện
	FollowMoved   = "moved"    // gia hạn
)

// FollowStates lists the states of a followup in the order in which they are offered.
func FollowStates() []string { return []string{FollowKept, FollowPartly, FollowNotKept, FollowMoved} }

// ItemRef names one thing that somebody is to do: an item of the
// recommendations of a visit, the commitments of a consultation, or the actions
// of a plan.
type ItemRef struct {
	Kind   store.Kind
	Record string
	Item   string
}

// OpenItem is one thing that somebody is to do and that is not kept yet.
type OpenItem struct {
	ItemRef
	Cooperative string
	CoopName    string
	Title       string // the record that it stands in
	Text        string
	Who         string
	Given       string // civil date of the record
	FirstDue    string // as the record says it, "" = none
	Due         string // as it stands: of the newest followup that moved it, else FirstDue
	Days        int    // until Due, negative = overdue; 0 without one
	Overdue     bool
	// State is the newest followup's, "" if nobody followed it yet. Disputed says
	// that followups of the same day disagree: it stays open until a later one.
	State    string
	Disputed bool
	History  []Followed // oldest first; without what the record at hand found
	// May reports whether this person may follow it (sync protocol, Who may do what).
	May bool
	// Found is what the visit or consultation at hand found. Its ID stands from
	// the beginning, so that what is typed has a place; State is "" while nothing
	// was said.
	Found Found

	said []store.FollowLine // what its record says of it
}

// Followed is one followup in the history of an item.
type Followed struct {
	ID      string
	On      string
	State   string
	Due     string // with moved: the new one
	Note    string
	Proof   string
	Visit   string // id, "" if it was not recorded at one
	Consult string // id of the consultation, "" if it was not recorded at one
	Actor   string
	Void    bool // recorded at a visit or consultation that was voided: it does not count
}

// Found is what became of an item, as a visit or consultation records it.
type Found struct {
	ID    string // of the followup record
	State string // kept, partly, not_kept, moved; "" = nothing said
	Due   string // with moved: the new one
	Note  string
	Proof string
	Saved bool // it stands in an op: it may be changed, but no longer taken back
}

// FoundEdit is what [Visit.SetFound] and [Consult.SetFound] want to be
// made durable.
type FoundEdit struct {
	ID    string // of the followup record
	Edits []Edit // what to save; none with Clear
	Clear bool   // forget what was typed of it
}

// OpenQuery selects open items; empty fields do not.
type OpenQuery struct {
	Cooperative string
	Kinds       []store.Kind // of the records that they stand in; empty = all
	// Mine asks for what is this person's to follow: of an officer the visits and
	// plans of the own unit, of an advisor the consultations of the cooperatives
	// assigned, of the province everything.
	Mine    bool
	Overdue bool   // only those whose due date is past
	Until   string // only those due before this civil date
	Limit   int    // items that are returned, 0 = all; the counts are of all
}

// OpenList is what is open: counts of all that was selected, and the first ones
// with their words, by due date, those without one last.
type OpenList struct {
	N       int
	Overdue int
	Items   []OpenItem // with their history empty
}
