package desk

import (
	"coopfield/store"
	"coopfield/store/scheme"
)

// ConflictRow is one line of the list of disagreements (lệch số liệu).
type ConflictRow struct {
	ID      string // of the case: the same on every machine that holds the same ops
	Case    store.CaseKind
	Kind    store.Kind // of the record, "" for a fork
	Records []string   // record ids, sorted; for a fork the device
	Title   string     // the record, or the device, for people
	Authors []string   // who wrote the sides, as Sides of the Conflict
	At      int64      // ms UTC that the newest side claims; for people only
	Opened  int64      // ms UTC when this store noticed; for people only
	Fields  int        // how many leaves or items differ
	Reason  string     // Vietnamese sentence: why a person must decide
	// Seen is ID with the sides as they stand now. Resolve takes it instead of ID
	// and refuses when the sides are no longer those that the person was shown.
	Seen string
}

// Side is one of the versions that disagree.
type Side struct {
	Letter    string // "A", "B", …
	Record    string // record id
	Rev       store.Hash
	OpKind    store.OpKind
	Merged    bool // several revisions that were joined by themselves; the author is the newest one's
	Actor     string
	Dev       string
	Principal string // registered name of the device, "" if it has none
	Unit      string // of the author by the registry, "" if unknown
	UnitName  string
	At        int64  // ms UTC as that clock claimed; for people only
	Why       string // reason that the op gives, "" if none
	State     store.State
	Doc       store.Doc // its content; nobody changes it
	Effect    *Effect   // of an assessment, nil otherwise
	Ops       []CardOp  // of a fork: the ops of this branch, oldest first
	Counts    bool      // of a fork: this branch is the one that counts
}

// ConflictField is one leaf on which sides differ, or one item of a list that
// one side removed and another one changed.
type ConflictField struct {
	Path     store.Path
	Label    string   // Vietnamese: what the leaf is
	Item     string   // item of the scheme, "" if it concerns none
	Base     any      // value in what counts meanwhile: string, int64, bool, for an item store.Doc, nil if absent
	BaseText string   // as a person reads it, "" = absent
	Values   []any    // as Sides
	Texts    []string // as Sides
	Evidence []string // as Sides: what the side gives as evidence of the item's points, "" if none
	// OneSided says that only one value differs from the base: Chosen is the side
	// that has it. Else nothing is chosen beforehand and Chosen is -1.
	OneSided bool
	Chosen   int
	Whole    bool // an item of a list: it is taken from a side, or removed, as a whole
}

// Conflict is one disagreement as the person who decides sees it.
type Conflict struct {
	ConflictRow
	Base   *Side // what counts meanwhile, without a letter; nil if nothing does
	Sides  []Side
	Fields []ConflictField // in order of the record's form
	After  store.State     // where the record will stand after a resolution
	Column scheme.Column   // of Effect: the official one of the scheme, "" if there is none

	heads  []store.Hash // what a resolution stands on
	scorer *scorer
	scales store.Scales
}

// Choice is the outcome of one field: a side's value, or the person's own.
type Choice struct {
	Side  string // letter of a side; "" = Value
	Value any    // string, int64 in the scale of the field, bool; nil = the leaf is removed
}

// Effect is what a choice makes of an assessment.
type Effect struct {
	Points   scheme.Points
	Max      scheme.Points
	Known    bool   // Points means something: nothing excludes, the points fit the scheme
	Complete bool   // no item lacks points; else Points is provisional (tạm tính)
	Rating   string // id of the band, "" if there is none
	Title    string // of the band
	Excluded string // title of the exclusion, "" if none
	Missing  int    // items without points
	Refused  error  // why the scheme refuses the points, nil if it does not
}

// SameAsPath is the field of a duplicate that says which record is kept.
const SameAsPath store.Path = "same_as"
