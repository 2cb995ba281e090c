// Package programme holds programmes for pilots as data: who may take part,
// on which papers and grounds, in which stages and models, who pays, who does
// what by when.
//
// A programme is a TOML file. The embedded one is that of Kế hoạch
// 1185/KH-UBND of Kon Tum (13/4/2021) under Quyết định 167/QĐ-TTg; the
// programme of another province or period is a file of its own in a pack.
// [Load] checks all of a file, so what this package gives out is complete and
// every check in it compiles.
//
// # Expressions
//
// The check of a condition or priority is an expression (expr-lang/expr) that
// gives true or false. It may name, besides literals, arithmetic, comparison,
// and, or, not, in, ?: and the functions of [Functions]:
//
//   - the fields of the cooperative by their names, but its type as coop_type;
//   - the yearly figures by their ids, of the newest year up to entry_year;
//   - model, the model applied for;
//   - profit_years, the years of profit in a row, counted back from the newest
//     financial year of the dossier;
//   - dossier_complete, whether all papers are there;
//   - entry_score, the points of the entry assessment in score_column.
//
// [Described] says what each of them is. One without a value (no figure of the
// year, a field that nobody filled in, no entry assessment that is complete) leaves
// the check open, and a person decides. The value of a tie-break is an expression
// over the same variables that gives a number.
//
// The check, open and value of an objective have variables of their own, see
// [ObjectiveVariables].
//
// The package is pure: no clock, no files, no database.
package programme

import (
	"coopfield/store"
	"coopfield/store/scheme"
)

// A Programme is one checked revision. It must not be changed after [Load].
type Programme struct {
	ID       string
	Revision int64  // from 1
	SHA256   string // of the file's bytes, 64 lowercase hex digits
	Title    string
	Basis    string // the legal documents it comes from
	Province string // id of the unit that runs it

	Scheme      string        // id of the scheme that its points belong to
	ScoreColumn scheme.Column // the column of points that counts, at entry and at exit

	PilotsMin    int           // how many pilots the province looks for at least
	EntryScore   scheme.Points // points of the entry assessment, at least
	EntryYear    int           // the year that it is about
	ExitScore    scheme.Points // points at the end of the second stage, at least
	ProfitYears  int           // financial years with a profit in a row
	KeepBaseline bool          // no criterion named in the plan may end below its baseline

	ClosingReport string // template of the report that closes it (VI.3.a), "" = none is named

	Stages     []Stage
	Objectives []Objective
	Conditions []Condition // all must be met
	Priorities []Priority
	Dossier    []Entry // the papers of an application (hồ sơ)
	Models     []Model
	Funding    []Entry
	LegalBases []Entry
	Actions    []Entry // what a pilot does itself
	Supports   []Entry // what the state and the Alliance give
	Offices    []Office
	Deadlines  []Deadline
	TieBreaks  []TieBreak // what decides between equal applicants, in order; none = nothing
}

// An Entry is something that records name by its id.
type Entry struct{ ID, Title string }

// A Stage (giai đoạn) runs From a day, or After an event, up to a day.
type Stage struct {
	ID, Title string
	From, To  string // YYYY-MM-DD; From is "" when After is set
	Latest    string // another day that the same plan names as the end, or ""
	After     Event
}

// Event is what a stage may wait for instead of a day.
type Event string

// The events.
const (
	DistrictDecision Event = "district_decision"
	ProvinceDecision Event = "province_decision"
)

// A Condition must be met to take part. Without a check a person decides.
type Condition struct {
	ID, Title string
	Check     *Check // nil = a person decides
}

// A Priority puts an applicant before others. With grounds, one of them is
// enough.
type Priority struct {
	ID, Title string
	Check     *Check // nil = a person decides
	Grounds   []Entry
}

// A Model is a kind of cooperative that pilots show.
type Model struct {
	ID, Title string
	Field     string // Nông nghiệp, Phi nông nghiệp
}

// An Office takes part in the programme.
type Office struct {
	ID, Title string
	Tasks     string
	Receives  string     // what is sent to it, in words; "" = the plan does not say
	Role      store.Role // whose program is that of this office, "" = no program of its own
	Field     string     // it sees the models of this field alone (VII.2), "" = all
}

// A Deadline says who owes what by when: every year on Due, or once On a day.
// Neither is set where the plan names no day; then Todo says who sets it.
type Deadline struct {
	ID, Title string
	Level     string // "cooperative", "district" or "province"
	Due       string // MM-DD
	On        string // YYYY-MM-DD
	Before    bool   // before that day ("trước ngày"), not on it
	Todo      string
	To        string // who receives it, in words; "" = whoever stands next in the reporting chain
	Asks      Asks   // what keeps it, "" = a person knows
	Report    string // template of the report that it asks for
	Period    string // of that report: "" = the year, "H1", "H2", "any" = whichever

	FromYear, ToYear int // years in which one of every year falls, both included; 0 = no bound
}

// Asks is what a deadline asks for, so that the program can see whether it is
// kept.
type Asks string

// What deadlines ask for.
const (
	AsksReport      Asks = "report"      // a finalised report of the template
	AsksSelection   Asks = "selection"   // the district's decision on applications (VI.1.c)
	AsksReplication Asks = "replication" // a replication plan (VI.3)
)

// Stage returns the stage of that id.
func (p *Programme) Stage(id string) (Stage, bool) {
	return find(p.Stages, id, func(s Stage) string { return s.ID })
}

// Objective returns the objective of that id.
func (p *Programme) Objective(id string) (Objective, bool) {
	return find(p.Objectives, id, func(o Objective) string { return o.ID })
}

// Condition returns the condition of that id.
func (p *Programme) Condition(id string) (Condition, bool) {
	return find(p.Conditions, id, func(c Condition) string { return c.ID })
}

// Priority returns the priority of that id.
func (p *Programme) Priority(id string) (Priority, bool) {
	return find(p.Priorities, id, func(c Priority) string { return c.ID })
}

// Ground returns the ground of that id of a priority.
func (p Priority) Ground(id string) (Entry, bool) { return findEntry(p.Grounds, id) }

// Paper returns the paper of the dossier of that id.
func (p *Programme) Paper(id string) (Entry, bool) { return findEntry(p.Dossier, id) }

// Model returns the model of that id.
func (p *Programme) Model(id string) (Model, bool) {
	return find(p.Models, id, func(m Model) string { return m.ID })
}

// Source returns the source of funding of that id.
func (p *Programme) Source(id string) (Entry, bool) { return findEntry(p.Funding, id) }

// LegalBasis returns the legal ground of support of that id.
func (p *Programme) LegalBasis(id string) (Entry, bool) { return findEntry(p.LegalBases, id) }

// Action returns the type of a plan's action of that id.
func (p *Programme) Action(id string) (Entry, bool) { return findEntry(p.Actions, id) }

// Support returns the type of support of that id.
func (p *Programme) Support(id string) (Entry, bool) { return findEntry(p.Supports, id) }

// Office returns the office of that id.
func (p *Programme) Office(id string) (Office, bool) {
	return find(p.Offices, id, func(o Office) string { return o.ID })
}

// Deadline returns the deadline of that id.
func (p *Programme) Deadline(id string) (Deadline, bool) {
	return find(p.Deadlines, id, func(d Deadline) string { return d.ID })
}

func findEntry(list []Entry, id string) (Entry, bool) {
	return find(list, id, func(e Entry) string { return e.ID })
}

func find[T any](list []T, id string, of func(T) string) (T, bool) {
	for _, e := range list {
		if of(e) == id {
			return e, true
		}
	}
	var none T
	return none, false
}
