package desk

import (
	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// PlanLine is one action of a completion plan.
type PlanLine struct {
	ID, Type, TypeTitle, Text, Who string
	From, To                       string
	Cost                           *int64 // đồng
	State                          string // as the plan says
	Standing                       store.Standing
	Overdue                        bool
}

// FundLine is the money of a plan from one source.
type FundLine struct {
	Source, Title  string
	Years          map[string]Money // by year, "2023"
	Planned, Spent int64            // sums of the years
}

// Money is planned and spent đồng; nil = not said.
type Money struct{ Planned, Spent *int64 }

// PlanView is what the screen of one completion plan shows (Kế hoạch
// 1185/KH-UBND, VI.2.a), with the typed fields in it.
type PlanView struct {
	ID           string
	Record       *store.Record // nil while it is only typed
	Doc          store.Doc     // nobody changes it
	Typed        int
	Cooperative  *store.Record
	UnitName     string // reporting unit
	Programme    *programme.Programme
	Registration string // id, "" if it is not held
	Baseline     *Baseline
	// BaselineChoices are the finalised sheets that may be frozen, the entry
	// assessment first, then newest first.
	BaselineChoices []store.ScoreRow
	Criteria        []PlanCriterion // of the programme's scheme
	Actions         []PlanLine      // by their days
	Funding         []FundLine      // in the order of the programme, sources without money too
	Supports        []SupportLine   // given under this plan
	Supported       int64           // disbursed of them, đồng
	Latest          *PilotSheet     // newest sheet after the baseline, nil if there is none
	Gaps            []Gap           // what is missing before it can be approved
	May             map[string]string
}

// PlanCriterion is a criterion that a plan may name for improvement.
type PlanCriterion struct {
	ID, Title string
	Max       scheme.Points
	Was       *scheme.Points // at the baseline
	Named     bool
	Target    *scheme.Points
}

// PilotSheet is one assessment of a pilot against its exit rule.
type PilotSheet struct {
	Assessment string
	Period     string
	Occasion   string
	State      store.State
	Exit       *programme.Exit
}

// A Pilot is one cooperative that the province chose, with its plan.
type Pilot struct {
	Cooperative, Name     string
	Unit, UnitName        string // reporting unit of today
	Registration, Plan    string
	PlanStatus            string // of the plan, "" without one
	Model, ModelTitle     string
	Agricultural          bool // by the model's field
	ApprovedNo            string
	ApprovedOn            string
	Baseline              *Baseline   // nil without a frozen sheet
	Latest                *PilotSheet // newest sheet after the baseline, also while typed; nil without one
	Stage                 string      // id of the programme's stage it is in
	Planned, Spent        int64       // đồng of the plan
	Supported             int64       // đồng disbursed
	Actions, ActionsDone  int
	ActionsOverdue        int
	OpenItems, ObstaclesN int
	// Lacks says what it still lacks to leave stage 2, whole sentences; empty if
	// nothing. It names a missing plan, baseline or sheet too.
	Lacks []string
}

// PilotQuery selects pilots; empty fields do not.
type PilotQuery struct {
	Programme    string // as in [CandidateQuery]
	Unit         string
	Cooperative  string
	Mine         bool
	Agricultural bool // only those of agricultural models (VII.2)
}

// PilotBoard is the pilots of a programme (bảng hợp tác xã thí điểm).
type PilotBoard struct {
	Programme *programme.Programme
	Criteria  []PlanCriterion // columns: id, title, max
	Rows      []Pilot         // by unit, then name
	Ready     int             // that meet the exit rule
}
