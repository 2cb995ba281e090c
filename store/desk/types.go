package desk

import "coopfield/store"

// Input is one record as put takes it: a patch of what is held, or a new
// record. A nil leaf removes.
type Input struct {
	ID  string // "" = a new record with a new id
	Doc store.Doc
}

// Change is one leaf that differs between two states of a record.
type Change struct {
	Path  store.Path `json:"path"`
	Label string     `json:"label,omitempty"` // Vietnamese, "" where the path is all there is to say
	From  string     `json:"from"`            // as a person reads it, "" = absent
	To    string     `json:"to"`
	Name  string     `json:"-"` // Vietnamese, of the field with the item that it is about; never ""
	Was   string     `json:"-"` // of a history: From and To with words for codes and ids
	Is    string     `json:"-"`
}

// Revision is one op of a record as its history shows it.
type Revision struct {
	Rev       store.Hash
	Parents   []store.Hash
	Dev       string
	Principal string // "" if the device is not in the registry
	Epoch     int64
	Seq       int64
	At        int64 // ms UTC as that clock claimed; for people only
	Actor     string
	OpKind    store.OpKind
	Why       string
	Verdict   store.Verdict
	Note      string // Vietnamese sentence for a verdict other than Counted
	Sealed    bool   // an own op that is in a bundle
	Got       bool   // an own op that the province has a receipt for
	Fields    []Change
}

// Gap is one thing that stands in the way of finalising.
type Gap struct {
	Path store.Path `json:"path"`
	Item string     `json:"item,omitempty"` // item of the scheme, "" if it concerns no item
	Text string     `json:"text"`           // Vietnamese
}

// Form is a record as a form edits it: what is held with the typed fields laid over.
type Form struct {
	Record *store.Record // nil for a new one
	Doc    store.Doc
	Draft  []store.DraftField
	Base   []store.Hash // revisions that the draft was, or would be, begun on
	IsNew  bool
	Review *Review // what the province gave it back with, nil if it did not
}

// Recovered is a draft that an earlier run of the program left.
type Recovered struct {
	Kind   store.Kind
	ID     string
	Title  string // name of the cooperative and the period
	Fields int
	At     int64 // ms UTC of the last field
}

// Entry names one record in a list of things to see or do.
type Entry struct {
	Kind  store.Kind
	ID    string
	Title string
	Note  string
}

// Pending is what would leave with the next bundles: everything since the last
// op that the province has a receipt for, of every epoch.
type Pending struct {
	Epoch      int64
	From, To   int64 // To < From when nothing waits
	PrevHead   store.Hash
	Head       store.Hash
	NextExport int64
	PrevExport string // SHA-256 of the newest bundle's MANIFEST, "" if none
	Receipted  Point  // zero if nothing was receipted
	Ops        int
	Bytes      int64 // sum of the lines, with LF
	Unsealed   int   // ops that are in no bundle yet
	Drafts     int   // records with typed fields, which stay behind
	ByKind     map[store.Kind]int
	ByCoop     []CoopCount // in order of names
	// Parts are what leaves, epoch by epoch, oldest first, each without ops left
	// out; empty when nothing waits. Epoch, From, To, PrevHead, Head and Receipted
	// above are of the open epoch alone, the sums of all parts.
	Parts []Part
}

// Empty reports whether nothing waits in any epoch.
func (p *Pending) Empty() bool { return len(p.Parts) == 0 }

// Part is one unbroken run of own ops that leaves in bundles of its own: the
// unreceipted end of an epoch, or of another branch of one that was forked by a
// restored backup.
type Part struct {
	Epoch     int64
	From, To  int64 // To < From of the open epoch when nothing waits in it
	PrevHead  store.Hash
	Head      store.Hash
	Receipted Point // the last receipted op before From; zero if there is none
	Aside     bool  // a branch that does not count here
}

// CoopCount counts ops of one cooperative; Name is "" for records of none.
type CoopCount struct {
	ID, Name string
	Ops      int
}

// Point is a place in a device's chain.
type Point struct {
	Epoch int64      `json:"epoch"`
	Seq   int64      `json:"seq"`
	Head  store.Hash `json:"head"`
}

// Incoming is one verified bundle: the container, the signatures, each line's
// encoding and the chain from PrevHead to Head were checked by package sync
// and store/oplog.
type Incoming struct {
	Epoch    int64
	From, To int64 // 0, 0 = no ops
	PrevHead store.Hash
	Head     store.Hash
	Ops      []store.LoggedOp // in order, with Line, Prev and Hash
	// Faults is what [FormFault] says of each of Ops, by index; nil = nobody has
	// asked yet. Many files are asked about side by side, and then taken in one
	// after another.
	Faults []string
	// Stretches calls f with the ops of a large bundle, in order, some at a time,
	// and returns f's error; Ops and Faults are nil then. What f was given may be
	// forgotten when f returns.
	Stretches func(f func(Stretch) error) error
	// Registered is the device's writer by the registry; its Dev names the chain.
	Registered store.Writer
	// AcceptedThrough is up to where the registry accepts the device's ops, nil
	// while nothing is cut off.
	AcceptedThrough *Cut
	// Files are what came with the ops that name them.
	Files []File
	// Bundle is the journal's row: file, manifest and names are filled in by
	// the caller, the rest here.
	Bundle store.BundleRow
	// Also runs in the same transaction, once the bundle is in the journal; nil =
	// nothing.
	Also func(tx store.Tx) error
}

// Stretch is a part of a large bundle: some ops, and as in [Incoming] their
// faults.
type Stretch struct {
	Ops    []store.LoggedOp
	Faults []string
}

// What says what an import means for one record.
type What string

// What an import does to a record.
const (
	IsNew         What = "new"         // mới
	IsNewer       What = "newer"       // mới hơn
	IsEqual       What = "equal"       // đã có
	IsConflict    What = "conflict"    // lệch số liệu
	IsHeld        What = "held"        // chờ
	IsQuarantined What = "quarantined" // cách ly
)

// Item is one record of an import.
type Item struct {
	Kind   store.Kind
	ID     string
	Title  string
	What   What
	Why    string   // Vietnamese, for held, quarantined and conflict
	Fields []Change // of a large bundle, for its first records alone
}

// Outcome is what became of a bundle, or would.
type Outcome struct {
	State    store.BundleState
	Appended int // ops new here
	Known    int // ops held before
	Aside    int // appended ops that wait or are quarantined
	Fork     bool
	Items    []Item
	Cases    []store.Case // opened by this import
	NeedFrom int64        // missing range of a held bundle
	NeedTo   int64
	Bundle   store.BundleRow // the journal's row as written
	// Took is what an answer of the province brought; nil for any other bundle.
	Took *Took
	// Ready lists held bundles that continue what is held now; the caller
	// receives them again.
	Ready []store.BundleRow
}

// Official reports whether records of kind k are finalised.
func Official(k store.Kind) bool {
	s := store.SpecOf(k)
	return s != nil && s.Official
}
