package desk

import (
	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// Edit is one leaf that a change of a [Sheet] or form sets: what SaveFields
// makes durable. A nil Value removes the leaf.
type Edit struct {
	Path  store.Path
	Value any
	Raw   string // what was typed where it is not a valid value, or is written otherwise than the value
}

// SheetFact is one figure of a sheet, in the order of the scheme.
type SheetFact struct {
	scheme.Fact
	Value *int64 // scaled integer, nil = unknown
	State string // "", Estimate, Copied, Confirmed
	Prev  *int64 // of the year before, nil = unknown
	// Year is what the yearly figures say now, which may have come after the sheet
	// was begun; nil = unknown. Final tells that they are no estimate.
	Year  *int64
	Final bool
	// Was is the estimate that a finalised sheet was signed with; nil for any
	// other figure.
	Was *int64
}

// Where a figure of a sheet comes from, besides "": typed by whoever writes it.
const (
	Estimate  = "estimate"  // ước: the year was not over
	Copied    = "copied"    // from the yearly figures or the year before, until somebody looked at it
	Confirmed = "confirmed" // somebody looked at it
)

// SheetItem is one item of a sheet, in the order of the scheme.
type SheetItem struct {
	*scheme.Item
	Given    map[scheme.Column]scheme.Points
	Evidence string
	Reason   string
	Comment  string // the province's, on the item's criterion
	Flag     bool
	Result   scheme.ItemResult
}

// Earlier is the sheet of an earlier year of the same cooperative and scheme.
type Earlier struct {
	ID      string
	Period  string
	State   store.State
	Summary store.Summary
	Facts   map[string]int64
	// Points by column and item as given; Official are the points that count.
	Points   map[scheme.Column]map[string]scheme.Points
	Official map[string]scheme.Points
}

// A Sheet is one assessment in memory: what the screen shows while a person
// types. Its Set methods recompute Result at once and return what to make
// durable with [Desk.SaveFields]; they write nothing themselves.
type Sheet struct {
	ID          string
	Record      *store.Record // nil while it is only a draft
	Cooperative *store.Record
	Scheme      *scheme.Scheme
	Doc         store.Doc // with the draft laid over
	State       store.State
	Title       string // name of the cooperative
	Period      string
	Validity    scheme.Validity // Note stands on every sheet of internal use
	Official    scheme.Column
	Facts       []SheetFact
	Items       []SheetItem
	Years       []Earlier // newest first, at most five
	Result      *scheme.Result
	Drafted     int                   // typed fields that are not yet in an op
	Raw         map[store.Path]string // typed texts that are not valid values
	Typed       map[store.Path]string // how values of the draft were typed, where that differs
	Newest      store.Path            // of the draft: where somebody typed last, "" without one

	// Review is what the province gave the sheet back with; nil if it did not, or
	// the sheet was finalised since.
	Review *Review

	// Refused says why the points that the sheet came with do not fit the
	// scheme; nil for every sheet that was put here.
	Refused error

	// Baseline is what the sheet of a pilot is held against; nil for others.
	Baseline *Baseline

	me    store.Writer
	unit  string // reporting unit of the cooperative
	prev  map[string]int64
	items map[string]int
	facts map[string]int
	input scheme.Sheet

	pilot        *scheme.Result       // in the column of the baseline; nil without one
	judged       *programme.Programme // whose exit rule the sheet is asked by, nil for none
	against      programme.Baseline   // what that rule holds it against
	exit         *scheme.Result       // in the column of that programme
	programmes   []*programme.Programme
	others       []*scheme.Scheme
	annual       store.Doc // figures of the year, nil if there are none
	annualBefore store.Doc
}
