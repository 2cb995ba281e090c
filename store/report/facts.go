package report

import (
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// Facts are what a report of a programme is made from: those of its unit, as
// they stood on the day On. Sums over time are up to the end of the period.
type Facts struct {
	Template  Template
	Programme *programme.Programme
	Period    Period
	On        string
	Level     string
	Unit      string // id
	UnitName  string // in full
	Whole     bool   // the unit is the programme's whole province
	Head      Head   // Kind and About are made from the template

	Applications []Application // ranked ones first
	Conflicted   int           // applications left out because their revisions disagree
	Tie          bool          // the last place that counts falls into a tie
	Pilots       []Pilot
	Money        []Money // of plans and supports, by year and source, up to the end of the period
	Supports     []Support
	Obstacles    []Obstacle
	Events       []Event
	Deadlines    []Deadline
	Objectives   []Objective
	Proposals    []Proposal
	NoPlanUnits  []string // names of units with pilots that made no replication plan
	Commended    int
}

// Application is one cooperative that applied.
type Application struct {
	Name, Unit, Model string
	State             programme.State
	Lacks             []string // conditions that are not met or not known, with why
	Rank              int      // 0 of those that are not eligible
	Tied              bool
	Points            *scheme.Points // of the entry sheet, nil = not known
	Priorities        int
	District          string // result and number, "" while there is none
	Chosen            bool   // by the province
	Refused           bool   // by the province
}

// Pilot is one cooperative that the province chose.
type Pilot struct {
	Name, Unit, Model            string
	Approved                     string // number and day of the plan's approval, "" = none
	HasPlan, HasBaseline         bool
	Sheet                        string // period and occasion of the newest sheet, "" = none
	Was, Now                     *scheme.Points
	State                        programme.State
	Falls                        []string // named criteria below their baseline, "8: 4,5 → 4"
	Lacks                        []string
	Planned, Spent, Supported    int64
	Actions, Done, Overdue, Open int // Open: recommendations, commitments, actions not kept
}

// Money is one year's sum of a source, đồng.
type Money struct {
	Year, Source                                  string
	Planned, Spent, Approved, Disbursed, Returned int64
}

// Support is one support given.
type Support struct {
	Name, Type, Source, On, No  string
	Approved, Disbursed, Repaid *int64
	Loan, Overdue               bool
	Outstanding                 int64
	Due                         string
}

// Obstacle is one difficulty reported upwards.
type Obstacle struct{ Who, Text, To, RaisedOn, Answer, AnsweredOn string }

// Event is one training, communication or visit for many.
type Event struct {
	Type, On, Place, Source string
	Cooperatives            int
	Participants            int64
	Cost                    *int64
}

// Deadline is one deadline of the period.
type Deadline struct {
	Title, LastDay, To string
	Done               bool
	Known              bool // whether Done can be told
	Open, All          int
}

// Objective is one objective with what is reached.
type Objective struct {
	Title, Value, Target string
	State                programme.State
}

// Proposal is a replication plan or a commendation.
type Proposal struct {
	Type, Unit, Who, State, No string
	Replication                bool
	Budget                     *int64
}
