package desk

import (
	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// EntryScore is the entry assessment of an application.
type EntryScore struct {
	Assessment string // id, "" while none is named
	Period     string
	State      store.State
	Accepted   bool
	Column     scheme.Column  // of the programme
	Points     *scheme.Points // so far, nil = not held or excluded
	Complete   bool           // no item of the column lacks points
	Rating     string         // title of the band, "" while not complete
	// Counts: it is complete, and the one that the programme asks for. Why says in
	// Vietnamese why it does not.
	Counts bool
	Why    string
}

// DecisionSet is one decision on an application: the district's or the
// province's.
type DecisionSet struct {
	No, On, Result, Note string // Result: "chosen", "refused" or "" while there is none
}

// Results of a decision on an application.
const (
	ResultChosen  = "chosen"  // được chọn
	ResultRefused = "refused" // không được chọn
)

// RegistrationView is what the screen of one application shows, with the typed
// fields in it.
type RegistrationView struct {
	ID          string
	Record      *store.Record // nil while it is only typed
	Doc         store.Doc     // nobody changes it
	Typed       int           // fields that stand in no op yet
	Cooperative *store.Record
	UnitName    string // reporting unit
	Programme   *programme.Programme
	Model       programme.Model // zero while none is chosen
	Entry       EntryScore
	// EntryChoices are the sheets of the programme's scheme that may be named as
	// entry assessment, newest first, entry occasions and the entry year before the
	// rest.
	EntryChoices []store.ScoreRow
	Outcome      *programme.Outcome
	District     DecisionSet
	Province     DecisionSet
	SentOn       string            // to the ministry
	Files        []AttachmentLine  // of the dossier's papers
	Plan         string            // id of the completion plan, "" = none
	May          map[string]string // fields that this person may not write → why
	// AnnualProfit is the profit of the yearly figures, by year, beside which that
	// of the papers stands.
	AnnualProfit map[int]int64
	Raw, Text    map[store.Path]string // typed texts that are no value yet, and how values were typed
	Newest       store.Path            // typed last, "" = nothing

	values  map[string]any        // of the cooperative, for checks
	entries map[string]EntryScore // by assessment
}

// AttachmentLine is one file beside a record.
type AttachmentLine struct {
	ID, Name, SHA256 string
	Size             int64
	Item             string // the paper of the dossier that it is, "" = not said
}

// RegistrationRow is one application in a list.
type RegistrationRow struct {
	ID, Cooperative, Name string
	Unit, UnitName        string // reporting unit of today
	Programme             string
	Model, ModelTitle     string
	SubmittedOn           string
	Eligible              programme.State
	Entry                 EntryScore
	District, Province    DecisionSet
	SentOn                string
	Plan                  string
	Typing                bool // it stands in no op yet
	Conflict              bool
}

// CandidateQuery selects candidates; empty fields do not.
type CandidateQuery struct {
	Programme string // id; "" = the one programme that is held, else an error that lists them
	Unit      string // reporting or administrative unit and those below it
	Mine      bool   // only cooperatives that are this person's work
}

// A TieFigure is a figure that could break a tie.
type TieFigure struct {
	ID, Title string
	Value     *float64 // nil = not known
	Unit      string   // đồng, người …; "" of one that the programme made up
	Decides   bool     // the programme says that it does; else it is shown for people
}

// A Candidate is one application held against its programme.
type Candidate struct {
	RegistrationRow
	Outcome *programme.Outcome
	// Rank is from 1 among those that are eligible; those that nothing tells apart
	// have the same. 0 of those that are not (yet) eligible.
	Rank int
	Tied bool
	// Ties are of one that as many priorities and the score do not tell apart from
	// others: the figures that the programme decides by, then those that could.
	Ties []TieFigure

	coop   *store.Record
	values map[string]any // of the cooperative, for checks
}

// Candidates are the applications for a programme, the eligible ones first, by
// rank (Kế hoạch 1185/KH-UBND, VI.1.c).
type Candidates struct {
	Programme *programme.Programme
	Rows      []Candidate
	Eligible  int
	Unknown   int // neither eligible nor refused yet
	Chosen    int // by the province
	Min       int // pilots that the programme wants at least
	Open      int // applications left out because their revisions disagree
	// TieAtCut: the Min-th place falls into a tie, so that somebody has to decide.
	TieAtCut bool
}
