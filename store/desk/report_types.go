package desk

import (
	"coopfield/store"
	"coopfield/store/report"
)

// ReportOrder says which report is to be made.
type ReportOrder struct {
	Template  string // id, see [report.Templates]
	Programme string // id; "" = the one that is held
	Period    string // "2024", "2024-H1", "2021-2023"
	Unit      string // reporting or administrative unit; "" = this person's own
}

// FrozenReport is a report as it was frozen: what its record says, whatever became
// of the records that it was made of.
type FrozenReport struct {
	Report     *report.Report
	Record     *store.Record
	DocumentNo string // that the office gave it since, "" = none
	Code       string // of the revision, see [PaperCode]; "" of one that is not finalised
	Training   bool
}

// ReportLine is one report in a list.
type ReportLine struct {
	ID, Template, Title, Period string
	Unit, UnitName, Level       string
	State                       store.State
	DocumentNo                  string
}
