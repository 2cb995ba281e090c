package desk

import (
	"coopfield/store"
	"coopfield/store/programme"
)

// DeadlineQuery selects deadlines; empty fields do not.
type DeadlineQuery struct {
	Programme string // "" = of every programme that is held, and of the schemes
	On        string // YYYY-MM-DD to count from, "" = today
	Level     string // cooperative, district (a reporting unit) or province
	Mine      bool   // only the level that this person's program stands at
	Ahead     int    // days; 0 = the rest of the year and the next one
}

// DeadlineLine is one deadline in a list, the nearest first, those without a day
// last.
type DeadlineLine struct {
	Programme, ProgrammeTitle string // or of the scheme
	programme.Due
	Level string
	// To is who receives it in the reporting chain cooperative → reporting unit →
	// province, in Vietnamese.
	To string
	// Done: the report that it asks for is held, or nothing is left to be sent.
	Done bool
	// Open counts what is still expected of those who report to this office, of
	// All; both 0 where that is not known.
	Open, All int
}

// ObjectiveLine is one objective of a programme with its state.
type ObjectiveLine struct {
	programme.Finding
	Value, Target string // in words: "7 hợp tác xã", "tối thiểu 5"
}

// ObjectiveBoard is the objectives of a programme (II.2).
type ObjectiveBoard struct {
	Programme  *programme.Programme
	On         string
	Stage      programme.Stage // that the programme is in on that day
	Objectives []ObjectiveLine
}

// NeedQuery selects needs of funding; empty fields do not.
type NeedQuery struct {
	Programme    string // "" = the one that is held
	Unit         string // reporting or administrative unit, those below it and what it was before
	By           UnitBy // "" = reporting unit of today
	From, To     int    // years
	Mine         bool
	Agricultural bool
}

// Need is one sum: of a year, a source and a unit.
type Need struct {
	Year             string
	Source, Title    string
	Unit, UnitName   string
	Planned, Spent   int64 // đồng, of the plans
	Approved         int64 // đồng, of the supports
	Disbursed        int64
	Repaid           int64
	Pilots, Supports int // how many stand behind it
}

// UnitBy says by which unit sums are made.
type UnitBy string

// The units of sums.
const (
	ByReporting UnitBy = ""         // reporting unit of today
	ByDistrict  UnitBy = "district" // the district that the cooperative lies or lay in: series through 1 July 2025
	ByCommune   UnitBy = "commune"  // the commune of today
)

// Needs are the needs of funding (VII.1.b), by year, source and unit: what the
// plans ask for and spent, and beside it, never added, what was given as support.
type Needs struct {
	Programme *programme.Programme
	Rows      []Need // by year, source in the order of the programme, unit
	ByYear    []Need
	BySource  []Need
	ByUnit    []Need
	Total     Need
}

// LedgerQuery selects supports; empty fields do not.
type LedgerQuery struct {
	Cooperative, Unit, Source, Type string
	Year                            string
	Programme                       string // only support of cooperatives that have a plan of it, given under that plan or none
	Agricultural                    bool   // only of agricultural models (VII.2)
	Loans                           bool
	Mine                            bool
	On                              string // to which loans are looked at, "" = today
	Limit                           int    // 0 = all
}

// LedgerLine is one support in the ledger (sổ hỗ trợ).
type LedgerLine struct {
	SupportLine
	Cooperative, CoopName string
	Unit, UnitName        string
	LegalBasis, Basis     string // id and title
	DecisionNo            string
	Loan                  bool
	Rate                  *int64 // of a loan, hundredths of a percent a year; nil = not known
	Outstanding           int64  // đồng of a loan: disbursed less repaid
	Overdue               bool   // of a loan whose day is behind and that is not all repaid
	SourceTitle           string
}

// Ledger is supports with their sums.
type Ledger struct {
	Rows   []LedgerLine
	Sums   []Need // by year, source and unit
	Total  Need
	Loans  int64 // đồng outstanding
	Closed bool  // rows were left out for the limit; the sums are of all
}

// EventLine is one training, communication or study visit for many (VII.1.đ).
type EventLine struct {
	ID, Type, TypeTitle, On, Place string
	Cooperatives                   []Entry
	Participants                   int64
	Cost                           *int64
	Source, SourceTitle            string
	Unit, UnitName                 string
	Note                           string
	Typing                         bool
}

// ProposalLine is one replication plan or commendation of stage 3 (VI.3).
type ProposalLine struct {
	ID, Type, TypeTitle string
	Recipient           string
	Collective          bool
	Cooperative         Entry
	Unit, UnitName      string
	Period              string
	Model, ModelTitle   string
	Budget              *int64
	Form, Level         string
	DecisionNo          string
	Text                string
	State, StateTitle   string
	Typing              bool
}

// OfficeLine is one body of a programme (VII).
type OfficeLine struct {
	programme.Office
	Mine bool // this person's program is that of this body
}

// Closing is where a programme's third stage stands (VI.3).
type Closing struct {
	Programme    *programme.Programme
	Pilots       []Pilot // with their closing (exit) assessments as Latest
	Assessed     int     // pilots with a finalised exit assessment
	Good         int     // of them that meet the exit rule
	Proposals    []ProposalLine
	Commended    int
	Report       *store.Record // closing report, nil while there is none
	MissingUnits []Entry       // reporting units with pilots but no replication proposal

	unsent int // units with pilots whose replication proposal was not sent yet, or is none
}
