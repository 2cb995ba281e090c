package desk

import "coopfield/store"

// Standing says how one record that a laptop wrote stands at the province.
type Standing string

// The standings. A receipt never claims more than the province's log proves.
const (
	StandReceived Standing = "received" // tỉnh đã nhận
	StandAccepted Standing = "accepted" // chấp nhận
	StandReturned Standing = "returned" // trả lại
	StandConflict Standing = "conflict" // lệch số liệu
	StandMerged   Standing = "merged"   // gộp tự động
	StandVoid     Standing = "void"     // hủy
)

// RecordReceipt is the standing of one record at the province and the revision
// that counts there.
type RecordReceipt struct {
	Kind     store.Kind `json:"kind"`
	ID       string     `json:"id"`
	Standing Standing   `json:"standing"`
	Rev      store.Hash `json:"rev"`
}

// BundleReceipt is what became of one bundle at the province.
type BundleReceipt struct {
	SHA256    string            `json:"sha256"` // of the file
	Manifest  string            `json:"manifest"`
	Epoch     int64             `json:"epoch"`
	Export    int64             `json:"export"`
	From      int64             `json:"from"` // ops, 0 = none
	To        int64             `json:"to"`
	State     store.BundleState `json:"state"`
	New       int               `json:"new"`      // ops that the province did not hold before
	Known     int               `json:"known"`    // ops that it did
	Aside     int               `json:"aside"`    // ops that waited or were quarantined then
	ClaimedAt string            `json:"claimed"`  // by this laptop's clock, "" if it is not known
	Received  string            `json:"received"` // RFC 3339 by the province's clock
}

// Range is a run of own ops.
type Range struct {
	Epoch int64 `json:"epoch"`
	From  int64 `json:"from"`
	To    int64 `json:"to"`
}

// AsideOp is one own op that the province holds and does not count.
type AsideOp struct {
	Op      store.Hash    `json:"op"`
	Epoch   int64         `json:"epoch"`
	Seq     int64         `json:"seq"`
	Kind    store.Kind    `json:"kind"`
	ID      string        `json:"id"`
	Verdict store.Verdict `json:"verdict"` // store.RefusedOp once a person has refused it
	Why     string        `json:"why"`     // Vietnamese sentence
}

// Receipts is what the province says of one laptop's work.
type Receipts struct {
	Chains  []Point         // per epoch the last own op of which it has everything
	Forks   []Point         // where a second history of this laptop begins: the first op that is set aside
	Held    []Range         // in bundles that wait for others
	Wanted  []Range         // what those wait for
	Bundles []BundleReceipt // newest last
	Aside   []AsideOp
	Records []RecordReceipt // of an answer only what changed, of Answers all that is known
}

// ExpectedCoop is one cooperative of which a record of a period is expected
// ("ai chưa nộp"), and what the province holds of it so far.
type ExpectedCoop struct {
	Cooperative string `json:"cooperative"`
	Assessment  string `json:"assessment"` // id of its sheet of the period, "" = none came
	State       string `json:"state"`      // of the sheet: draft, final, void, "" = none
	Standing    string `json:"standing"`   // of the sheet, "" = none
	Annual      bool   `json:"annual"`     // its yearly figures came
}

// ExpectedList is the expected list of one reporting unit and period.
type ExpectedList struct {
	Unit   string
	Period string
	Coops  []ExpectedCoop // active ones, by id
}

// Missing counts the cooperatives of which no finalised sheet has come.
func (l *ExpectedList) Missing() int {
	n := 0
	for i := range l.Coops {
		if l.Coops[i].State != string(store.Final) {
			n++
		}
	}
	return n
}

// Answers is what a laptop knows from the province's answers.
type Answers struct {
	Receipts
	// Newest is the newest answer taken in, 0 = none; the lists are of it. Whole
	// is the newest up to which nothing is missing.
	Newest, Whole int64
	Gaps          []int64 // answers before Newest that did not come; the next one brings what they held
	ClaimedAt     string  // of the newest, by the province's clock
	Taken         int64   // ms UTC of this clock when the newest came
	Expected      []ExpectedList
	// Lost is an own op that the province has a receipt for and this store does
	// not hold, nil if there is none: it was restored from a backup or copied.
	Lost *Point
}

// Record returns the standing of a record, nil if the province has said nothing
// of it.
func (a *Answers) Record(k store.Kind, id string) *RecordReceipt {
	for i := range a.Records {
		if a.Records[i].Kind == k && a.Records[i].ID == id {
			return &a.Records[i]
		}
	}
	return nil
}
