package sync

import (
	"time"

	"coopfield/store"
	"coopfield/store/desk"
)

// AnswerOptions say which answers [Site.Answer] writes.
type AnswerOptions struct {
	// Devices are principals; none means every active laptop. One that is not
	// active is an error.
	Devices []string
	// Period is the period of the expected list; "" is the year of the clock.
	Period string
	// Full repeats everything since the grant, whatever the laptop has.
	Full bool
	// MaxBytes bounds what one bundle carries, unpacked; 0 is the default. Beyond
	// it an answer is several bundles, in order.
	MaxBytes int64
	// PartSize splits each bundle into parts of at most so many bytes, 0 not.
	PartSize int64
	// Progress is told after each laptop; it may be nil.
	Progress func(done, total int, device string)
}

// Answered is one bundle back to a laptop that was written and read back.
type Answered struct {
	Device   string        `json:"device"`
	Dev      string        `json:"dev"`
	Person   string        `json:"person"`
	Unit     string        `json:"unit"`
	Path     string        `json:"path"`  // its first file
	Files    []string      `json:"files"` // one, or the parts in order
	SHA256   string        `json:"sha256"`
	Size     int64         `json:"size"`
	Export   int64         `json:"export"`
	Basis    int64         `json:"basis"` // the answer that it goes on from, 0 = the grant
	Manifest string        `json:"manifest"`
	Ops      int           `json:"ops"`     // of others
	Records  int           `json:"records"` // standings
	Refs     int           `json:"refs"`
	Codes    []ReceiptCode `json:"codes,omitempty"`
}

// ReceiptCode is a receipt to be read over the phone: everything of the device
// up to (Epoch, Seq) is at the province.
type ReceiptCode struct {
	Device string     `json:"device"`
	Dev    string     `json:"dev"`
	Epoch  int64      `json:"epoch"`
	Seq    int64      `json:"seq"`
	Head   store.Hash `json:"head"`
	Code   string     `json:"code"` // 12 letters, grouped XXXX-XXXX-XXXX
}

// Confirmed is what a typed receipt code says.
type Confirmed struct {
	desk.Point
	News bool // it says more than was known
}

// ReceiptView is what a laptop knows from the province.
type ReceiptView struct {
	*desk.Answers
	Received []desk.Point // per epoch the last own op with a receipt, by answer or code
	Clock    *ClockError  // nil while nothing is known of this clock
}

// ClockError compares this laptop's clock with the province's. Bounds come from
// two witnesses: an answer cannot be taken in before it was made, nor a bundle
// received before it was sealed. Nothing is decided by it.
type ClockError struct {
	Province time.Time     // the newest answer's claim
	Here     time.Time     // this clock when it was taken in
	Slow     time.Duration // surely behind by at least this, 0 = not surely
	Fast     time.Duration // surely ahead by at least this, 0 = not surely
	Text     string        // "máy chậm 3 năm 2 tháng"; "" while nothing is wrong
}
