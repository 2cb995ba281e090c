package desk

import "coopfield/store"

// RegisterQuery narrows the list of cooperatives; empty fields do not.
type RegisterQuery struct {
	Text   string // words in any spelling, all must occur
	Unit   string // reporting unit, commune, or a unit above them; also what they were before, or became
	Type   string
	Field  string // report_field
	Model  string
	Rating string // of the newest assessment; "-" = none
	Status string
	Year   string // with Rating: of that year; alone: assessed that year
	Not    bool   // with Year: not assessed that year
}

// RegisterSort orders the list of cooperatives.
type RegisterSort struct {
	Column string // name, unit, reporting_unit, type, model, status, tax_code, points, rating
	Desc   bool
}

// Score is one year of a cooperative in the list.
type Score struct {
	ID       string
	Period   string
	Points   int64 // hundredths
	Known    bool
	Rating   string
	Excluded string
	State    store.State
	Conflict bool
	Returned bool // the province gave it back
	Accepted bool // the province accepted it
	Sealed   bool // every own op of it is in a bundle
	Got      bool // the province has a receipt for them
	Done     int
	Items    int
}

// Complete reports whether nothing of the sheet is missing, or nothing is to
// be assessed.
func (s *Score) Complete() bool {
	return s.Excluded != "" || s.State == store.Final || s.Items > 0 && s.Done == s.Items
}

// RegisterEntry is one line of the list of cooperatives.
type RegisterEntry struct {
	store.RegisterRow
	UnitName   string
	ReportName string
	Scores     []Score // oldest first, at most the last five years' annual ones
}

// Last returns the newest score, nil if there is none.
func (e *RegisterEntry) Last() *Score {
	if len(e.Scores) == 0 {
		return nil
	}
	return &e.Scores[len(e.Scores)-1]
}

// CoopCard is what the screen of one cooperative shows.
type CoopCard struct {
	Record      *store.Record
	UnitName    string // in full: xã …, huyện …, tỉnh …
	ReportName  string
	Assessments []store.ScoreRow // newest first; with the sheets that are only typed so far
	Typing      map[string]bool  // ids of the sheets that no op holds yet
	Annuals     []*store.Record  // newest first
	Classes     *ClassView       // of the day of now
	Counts      map[store.Kind]int
	Recent      []CardOp // newest first, at most 200
	Draft       *store.DraftHead
	Twins       []Entry // cooperatives that were called the same as this one; their records are among these
}

// CardOp is one line of a cooperative's history.
type CardOp struct {
	Kind    store.Kind
	ID      string
	Title   string
	OpKind  store.OpKind
	Rev     store.Hash
	Actor   string
	At      int64
	Why     string
	Verdict store.Verdict
}

// TaskKind says what waits.
type TaskKind string

// The kinds of task, in the order of Home.
const (
	TaskRecovered   TaskKind = "recovered"    // drafts of an earlier run
	TaskDrafts      TaskKind = "drafts"       // drafts of this run
	TaskReturned    TaskKind = "returned"     // given back by the province
	TaskReview      TaskKind = "review"       // finalised sheets that the province has neither accepted nor given back; Title = a period of other years
	TaskConflicts   TaskKind = "conflicts"    // lệch số liệu
	TaskQuarantined TaskKind = "quarantined"  // cách ly
	TaskHeld        TaskKind = "held"         // waiting ops and bundles
	TaskIncomplete  TaskKind = "incomplete"   // sheets begun and not complete
	TaskNotFinal    TaskKind = "not-final"    // complete and not finalised
	TaskNotAssessed TaskKind = "not-assessed" // active cooperatives without a sheet of the year
	TaskCandidates  TaskKind = "candidates"   // applications for a programme that wait for this office's decision; entries are registrations
	TaskPlans       TaskKind = "plans"        // completion plans that wait for approval, at the province; entries are plans, Note = submitted on
	TaskPilots      TaskKind = "pilots"       // this person's pilots that still lack something; entries are cooperatives, Note = the first thing
	TaskDeadline    TaskKind = "deadline"     // of the scheme or of a programme
	TaskUnsealed    TaskKind = "unsealed"     // ops in no bundle
)

// Task is one line of Home.
type Task struct {
	What    TaskKind
	N       int
	Title   string  // of a deadline, or of the only entry
	Entries []Entry // the first few
	Due     string  // civil date of a deadline, as it is named
	Before  bool    // it is to be kept before that day, not on it
	Days    int     // days left to the last day on which it is kept, negative = overdue
	Open    int     // of a deadline: how many are still waited for, of All; both 0 where nobody knows
	All     int
	// Programme is the id of the programme that a deadline is of, "" for one of a
	// scheme.
	Programme string
}

// RatingCount is how many cooperatives reached a band in the year.
type RatingCount struct {
	ID, Title string
	N         int
}

// YearMean is the mean of the known points of a year.
type YearMean struct {
	Year string
	Mean int64 // hundredths, rounded
	N    int
}

// Home is what the first screen shows.
type Home struct {
	Year        int
	Tasks       []Task
	Assessed    int
	Coops       int // this person's cooperatives, also those that stopped
	Total       int // active ones
	Excluded    int
	Ratings     []RatingCount // best first
	Means       []YearMean    // five years, oldest first; N = 0 where nothing is known
	Unsealed    int64
	Conflicts   int
	Held        int
	Quarantined int
	LastExport  *store.ExportRow
	LastGot     bool             // the province has a receipt for everything in it
	LastImport  *store.BundleRow // newest that was not refused
	Received    int              // bundles taken in or held
	Refused     int              // bundles
}
