package desk

import (
	"coopfield/store"
	"coopfield/store/checklist"
)

// A Consult is one consultation (tư vấn tại chỗ) in memory. It works as [Visit]
// does; its fields are saved with [Desk.SaveFields] of kind consultation.
type Consult struct {
	ID          string
	Record      *store.Record // nil while it is only a draft
	Cooperative *store.Record
	Doc         store.Doc // with the draft laid over; nobody else changes it
	State       store.State
	Title       string // name of the cooperative
	On          string // civil date
	NextOn      string // the next appointment, "" = none

	// Topics are what may be advised on, as the list of topics has them, then
	// those it does not know.
	Topics []ConsultTopic

	// Open are the commitments of earlier consultations that are not kept yet,
	// with what this one found; recommendations of visits stand behind them, to be
	// seen only where this person may not follow them.
	Open []OpenItem

	Commitments []Promise     // in the order in which they were added
	Supports    []SupportLine // given from this consultation, typed ones too

	Drafted int                   // typed fields that are not yet in an op, outcomes among them
	Raw     map[store.Path]string // typed texts that are not valid values
	Typed   map[store.Path]string // how values of the draft were typed, where that differs
	Newest  store.Path            // of the draft: where somebody typed last, "" without one
	Review  *Review               // what the province gave it back with, nil if it did not

	me    store.Writer
	unit  string // reporting unit of the cooperative
	newID func() (string, error)

	topics *checklist.Checklist // nil if there is no list of topics
}

// ConsultTopic is one thing that may be advised on.
type ConsultTopic struct {
	checklist.Check // only ID if the list does not know it
	On              bool
}

// ConsultLine is one consultation in a list.
type ConsultLine struct {
	ID          string
	On          string
	NextOn      string
	Advisor     string
	State       store.State
	Typing      bool // it stands in no op yet
	Drafted     int
	Promises    int // commitments
	Open        int // of them not kept yet
	Files       int
	DocumentNo  string
	Conflict    bool
	Returned    bool
	Accepted    bool
	Sealed, Got bool
}

// Appointment is the next meeting that a consultation fixed.
type Appointment struct {
	Consultation string
	Cooperative  string
	CoopName     string
	On           string // civil date
	Days         int    // until then, negative = past
}
