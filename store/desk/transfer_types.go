package desk

// TransferPlan is what a reorganisation of units moves: which cooperatives go
// from a reporting unit to which successor, and what goes with them.
type TransferPlan struct {
	From, FromName string // reporting unit
	On             string // the day from which the successors report
	Rows           []TransferRow
	Stuck          []TransferStuck // what cannot be moved before somebody decides
	Devices        []Entry         // laptops that write for the old unit
}

// TransferRow is one cooperative that moves.
type TransferRow struct {
	Cooperative, Name string
	Unit, UnitTo      string // commune on paper, and what it is on the day
	To, ToName        string // reporting unit
	Pilot             bool
	Plans             int
	Drafts            int // official records that are not finalised
	OpenItems         int // recommendations, commitments, actions not kept
	Obstacles         int // without an answer
}

// TransferStuck is one cooperative without a known successor.
type TransferStuck struct {
	Cooperative, Name string
	Why               string // Vietnamese sentence
}

// TransferOrder says what is to be moved.
type TransferOrder struct {
	From   string            // reporting unit
	On     string            // YYYY-MM-DD
	To     map[string]string // cooperative → reporting unit, where the table of units does not say
	Reason string            // the legal basis: "Nghị quyết 1677/NQ-UBTVQH15"
}

// Transferred is what a transfer did.
type Transferred struct {
	Plan  *TransferPlan
	Moved int
	ID    string // of the handover, for its minutes
}
