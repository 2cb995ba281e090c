package desk

import (
	"fmt"

	"coopfield/store"
)

// EventTransfer is the type of the event that records a handover between
// reporting units. The province writes it; it names the cooperatives that went,
// its day is the one from which the successors report, its note the legal basis.
// Which unit each went to say the ops that stand before it in the chain.
const EventTransfer = "transfer"

// TransferPlan is what a reorganisation of units moves: which cooperatives go
// from a reporting unit to which successor, and what goes with them.
type TransferPlan struct {
	From, FromName string            // reporting unit
	On             string            // the day from which the successors report
	Rows           []TransferRow     // by successor, then in Vietnamese order of names
	Papers         []TransferPaper   // what the unit itself has that is still to be done
	Stuck          []TransferStuck   // what cannot be moved before somebody decides
	Units          []TransferUnit    // that may take over, in Vietnamese order: those of the day
	Devices        []Entry           // laptops that write for the old unit
	Names          map[string]string // names of the units that Rows and Papers speak of
}

// TransferRow is one cooperative that moves.
type TransferRow struct {
	Cooperative, Name string
	TaxCode           string
	Unit, UnitTo      string // commune on paper, and what it is on the day
	To, ToName        string // reporting unit
	Told              bool   // the order names the successor, not the table of units
	Pilot             bool
	Plans             int
	Drafts            int  // official records that are not finalised
	OpenItems         int  // recommendations, commitments, actions not kept
	Obstacles         int  // without an answer
	Twin              bool // a duplicate that goes with the one that stands for it
}

// Along says what goes with the cooperative, in Vietnamese, with how many of each.
func (r *TransferRow) Along() []string {
	var parts []string
	if r.Pilot {
		parts = append(parts, "thí điểm")
	}
	for _, c := range []struct {
		n    int
		what string
	}{{r.Plans, "kế hoạch"}, {r.Drafts, "hồ sơ chưa chốt"}, {r.OpenItems, "việc còn mở"}, {r.Obstacles, "vướng mắc chờ trả lời"}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	if r.Twin {
		parts = append(parts, "hồ sơ trùng")
	}
	return parts
}

// TransferPaper is one record of the unit itself, of no cooperative, that moves:
// an obstacle without an answer, a proposal without a decision, an event of the
// day or later. A report never moves: it is of the unit that made it.
type TransferPaper struct {
	Kind       store.Kind
	ID, Title  string
	To, ToName string
	Told       bool
}

// TransferStuck is one cooperative, or one paper of the unit, without a known
// successor, or one that has to be decided elsewhere first.
type TransferStuck struct {
	Cooperative, Name string // id of a cooperative, "" of a paper
	Paper             Entry  // zero for a cooperative
	Unit, UnitName    string // commune on paper
	Why               string // Vietnamese sentence
	Case              string // id of the conflict that has to be resolved first; then no order helps
}

// Key is what an order's To calls it.
func (s *TransferStuck) Key() string {
	if s.Cooperative != "" {
		return s.Cooperative
	}
	return s.Paper.ID
}

// TransferUnit is a unit that may hand over or take over.
type TransferUnit struct {
	ID, Name string
	Coops    int    // that report to it now
	EndedOn  string // its last day, "" while it stands
}

// TransferOrder says what is to be moved.
type TransferOrder struct {
	From string // reporting unit
	On   string // YYYY-MM-DD
	// To says which reporting unit takes over, where the table of units does not say
	// or a province has other reporting units than communes: by cooperative, by
	// paper of the unit, by commune (on paper or of the day), or under From for all
	// the rest. The most exact one counts, and any of them more than the table.
	To     map[string]string
	Reason string // the legal basis: "Nghị quyết 1677/NQ-UBTVQH15"
	// Tell is called now and then with how many cooperatives are written; may be nil.
	Tell func(done, total int)
}

// Transferred is what a transfer did.
type Transferred struct {
	Plan  *TransferPlan
	Moved int    // cooperatives
	ID    string // of the handover, for its minutes; "" if nothing was left to move
}

// Handover is one transfer that was made, as its minutes tell it.
type Handover struct {
	ID             string
	On             string // the day from which the successors report
	Made           int64  // ms UTC as the clock claimed; for people only
	By             string // person
	From, FromName string
	Reason         string
	Coops          int
	Groups         []HandoverGroup // in Vietnamese order of the successors' names
}

// HandoverGroup is what went to one successor. The numbers of its rows are those
// of today, not of the day of the handover.
type HandoverGroup struct {
	To, ToName string
	Rows       []TransferRow
	Papers     []TransferPaper
}
