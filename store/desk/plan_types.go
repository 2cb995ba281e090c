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
	State                          string // as the plan says: done, partly, not_done; "" = nothing
	// Standing follows from the followups; while nobody followed it, from State.
	Standing store.Standing
	Overdue  bool
}

// FundLine is the money of a plan from one source.
type FundLine struct {
	Source, Title  string
	Years          map[string]Money // by year, "2023"
	Planned, Spent int64            // sums of the years
}

// Money is planned and spent đồng; nil = not said.
type Money struct{ Planned, Spent *int64 }

// YearSum is the money of a plan in one year from all sources, đồng.
type YearSum struct {
	Year           string
	Planned, Spent int64
}

// PlanCopy is one office that gets a copy of a plan.
type PlanCopy struct {
	Office, Title string
	On            string // "" = not sent
}

// PlanView is what the screen of one completion plan shows (Kế hoạch
// 1185/KH-UBND, VI.2.a), with the typed fields in it.
type PlanView struct {
	ID           string
	Record       *store.Record // nil while it is only typed
	Doc          store.Doc     // with the typed fields; only [PlanView.Set] changes it
	Typed        int
	Raw          map[store.Path]string // typed texts that are not valid values
	TypedAs      map[store.Path]string // how values of the draft were typed, where that differs
	Newest       store.Path            // of the draft: where somebody typed last, "" without one
	Cooperative  *store.Record
	UnitName     string               // reporting unit
	Programme    *programme.Programme // nil if it is not held
	Registration string               // id, "" if it is not held
	Chosen       bool                 // by the province
	Stage        string               // id of the programme's stage that the pilot is in
	Status       string               // of [PlanStatuses], "" = not said
	Held         bool                 // it was approved
	Baseline     *Baseline
	// BaselineChoices are the finalised sheets that may be frozen, the entry
	// assessment first, then newest first.
	BaselineChoices []store.ScoreRow
	Criteria        []PlanCriterion // of the programme's scheme
	Actions         []PlanLine      // by their days
	ActionsSum      int64           // what they cost, đồng
	Funding         []FundLine      // in the order of the programme, sources without money too
	Years           []YearSum       // of the programme's stages, and those of the money
	Planned, Spent  int64           // sums of the money, đồng
	Copies          []PlanCopy      // the offices of the programme, then others that got one
	Supports        []SupportLine   // given under this plan
	Supported       int64           // disbursed of them, đồng
	Latest          *PilotSheet     // newest sheet after the baseline, nil if there is none
	Gaps            []Gap           // what is missing before it can be approved
	// Lacks says what the pilot still lacks to leave stage 2, as on the board.
	Lacks []string
	// May says of each field of the plan that this person may not write why not.
	May map[string]string

	scheme    *scheme.Scheme // of the criteria, nil if it is not held
	latest    *scheme.Result // of the newest sheet, in the column of the programme
	cause     map[string]string
	standings map[string]store.Standing // by action, of a plan that holds
	today     string
	newID     func() (string, error)
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
	Typing     bool // it has fields that stand in no op yet
	Exit       *programme.Exit
}

// A Pilot is one cooperative that the province chose, with its plan.
type Pilot struct {
	Cooperative, Name    string
	Unit, UnitName       string // reporting unit of today
	Registration, Plan   string
	PlanStatus           string // of the plan, "" without one
	Model, ModelTitle    string
	Agricultural         bool // by the model's field
	ApprovedNo           string
	ApprovedOn           string
	Baseline             *Baseline   // nil without a frozen sheet
	Latest               *PilotSheet // newest sheet after the baseline, also while typed; nil without one
	ChosenOn             string      // day of the province's decision
	Conflict             bool        // the application's or plan's revisions disagree
	Stage                string      // id of the programme's stage it is in
	Planned, Spent       int64       // đồng of the plan
	Supported            int64       // đồng disbursed
	Actions, ActionsDone int
	ActionsOverdue       int
	OpenItems            int // recommendations, commitments and actions that are not kept
	ObstaclesN           int // that wait for an answer
	// Lacks says what it still lacks to leave stage 2, whole sentences; empty if
	// nothing. It names a missing plan, baseline or sheet too.
	Lacks []string

	commune string
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
	Ready     int             // that lack nothing
}
