package desk

import (
	"coopfield/store"
	"coopfield/store/checklist"
)

// The purposes of a visit (kiểm tra, làm việc, giám sát), as the field purpose
// of a visit has them.
const (
	VisitPeriodic    = "periodic"    // định kỳ
	VisitUnplanned   = "unplanned"   // đột xuất
	VisitFollowUp    = "follow_up"   // theo dõi kiến nghị lần trước
	VisitPlanCheck   = "plan_check"  // thực hiện kế hoạch hoàn thiện (kế hoạch, VI.2.a)
	VisitComplaint   = "complaint"   // theo đơn, phản ánh
	VisitSupervision = "supervision" // giám sát của tổ chức đoàn thể (kế hoạch, VII.7)
)

// VisitPurposes lists the purposes in the order in which they are offered.
func VisitPurposes() []string {
	return []string{VisitPeriodic, VisitUnplanned, VisitFollowUp, VisitPlanCheck, VisitComplaint, VisitSupervision}
}

// A Visit is one visit in memory: what the screen shows while a person types.
// Its Set methods change the memory at once and return what to make durable
// with [Desk.SaveFields] of kind visit and v.ID; [Visit.SetFound] returns what
// [Desk.SaveFound] takes. They write nothing themselves. After another screen
// changed something (a file, a supported record) it is read again.
type Visit struct {
	ID          string
	Record      *store.Record // nil while it is only a draft
	Cooperative *store.Record
	Doc         store.Doc // with the draft laid over; nobody else changes it
	State       store.State
	Title       string // name of the cooperative
	Purpose     string
	On          string // civil date

	// Checklist is the one that the visit names, in the revision it names; nil if
	// it names none or this machine does not hold it.
	Checklist *checklist.Checklist
	Checks    []VisitCheck // in the order of the checklist; then those it does not know

	// Open are the recommendations of earlier visits, and the actions of an
	// approved plan where the purpose is plan_check, that are not kept yet, with
	// what this visit found: overdue ones first, then by due date. Commitments of
	// consultations stand behind them; who may not follow those sees them only.
	Open []OpenItem

	Supports []SupportCheck // of a plan_check: the support given under the plan

	Figures         []VisitFigure
	Recommendations []Promise // in the order in which they were added
	Team            []Person  // đoàn; the first is its head (trưởng đoàn)
	Participants    []Person
	Obstacles       []VisitObstacle // one for each line of the field obstacles

	Drafted int                   // typed fields that are not yet in an op, outcomes among them
	Raw     map[store.Path]string // typed texts that are not valid values
	Typed   map[store.Path]string // how values of the draft were typed, where that differs
	Newest  store.Path            // of the draft: where somebody typed last, "" without one
	Review  *Review               // what the province gave the visit back with, nil if it did not

	me    store.Writer
	unit  string // reporting unit of the cooperative
	newID func() (string, error)
}

// VisitCheck is one thing to look at.
type VisitCheck struct {
	checklist.Check        // only ID if the checklist does not know it
	State           string // met, unmet, not_applicable; "" = not looked at yet
	Note            string
	// Last is what the last finalised visit with this item found, "" if there is
	// none, with its note and day.
	Last, LastNote, LastOn string
}

// Promise is one thing that somebody is to do: a recommendation (kiến nghị) of
// a visit or a commitment (cam kết) of a consultation.
type Promise struct {
	ID   string
	Text string
	Who  string
	Due  string // civil date, "" = none yet
}

// Person is one of the team or of the participants of a visit.
type Person struct {
	ID       string
	Name     string
	Position string
	Office   string
}

// VisitFigure is one figure at the visit, beside the newest yearly one.
type VisitFigure struct {
	store.Figure
	Value  *int64 // at the visit, in the scaled integer of the figure; nil = none
	Annual *int64 // of the newest yearly figures, nil = unknown
	Year   int64  // of Annual, 0 = unknown
}

// Copied reports whether the value is the yearly one, as a new visit has it
// before anybody looked.
func (f *VisitFigure) Copied() bool {
	return f.Value != nil && f.Annual != nil && *f.Value == *f.Annual
}

// SupportCheck is one support given under the plan, with what the visit found
// of its use (kế hoạch, VI.2.a).
type SupportCheck struct {
	SupportLine
	State string // done, partly, not_done; "" = not looked at yet
	Note  string
}

// VisitObstacle is one line of the obstacles typed in a visit, with the record
// that it became.
type VisitObstacle struct {
	Text     string
	ID       string // of the obstacle record, "" before the visit is finalised
	Answer   string // the province's, "" while there is none
	Answered string // civil date of the answer, "" while there is none
}

// VisitLine is one visit in a list.
type VisitLine struct {
	ID          string
	On          string
	Purpose     string
	State       store.State
	Typing      bool   // it stands in no op yet
	Drafted     int    // typed fields that are not in an op
	Lead        string // the head of the team, "" if none is named
	Unmet       int    // checks that were not met
	Promises    int    // recommendations
	Open        int    // of them not kept yet
	Files       int    // attached files
	DocumentNo  string
	Conflict    bool
	Returned    bool
	Accepted    bool
	Sealed, Got bool
}
