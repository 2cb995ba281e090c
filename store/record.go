package store

// State is where an official record stands. It follows from its ops and is
// never set by hand (sync protocol, Who may do what).
type State string

// The states of a record.
const (
	Draft State = "draft" // nháp: saved, may still change by put
	Final State = "final" // đã chốt: changes only by an amend with a reason
	Void  State = "void"  // hủy: kept, counted apart
)

// Record is one record as this store sees it: the view that the ops give.
type Record struct {
	Kind  Kind
	ID    string // UUIDv7, lowercase
	Doc   Doc    // the content that counts
	Rev   Hash   // the revision that counts; a computed one after an automatic merge
	Heads []Hash // logged heads, sorted; several while a conflict is open or after a merge
	State State

	Merged   bool   // parallel edits of different fields were joined ("gộp tự động")
	Conflict string // id of the open Case, "" if none ("lệch số liệu")
	SameAs   string // id of the record that is kept instead of this one, "" if none ("trùng"); List and Get fill it in

	ReturnReason string // why the province gave it back; "" if it did not, or after the next finalise
	Accepted     bool   // the province accepted the final revision

	Unit    string // reporting unit of its cooperative, for lists and permissions
	Created int64  // ms UTC claimed by the first op; for people only
	Changed int64  // ms UTC claimed by the newest op; for people only
	Actor   string // who made the newest op
	Sealed  bool   // every own op of it is in an export
	Got     bool   // the province's receipt covers every own op of it

	Summary Summary

	// Written is Doc as an op's line writes it, where that is known: it need not be
	// written again to be saved. It is nil in what is read.
	Written []byte
}

// Summary holds what lists of assessments show and sum. It is computed when
// the record is projected, by the scheme that the record names.
type Summary struct {
	Points   int64  // hundredths of a point, in the scheme's official column
	Max      int64  // hundredths
	Known    bool   // Points means something: a scheme was held and nothing excludes
	Rating   string // id of the band; "" when excluded, partial or incomplete
	Excluded string // id of the exclusion, "" if none
	Done     int    // items with points
	Items    int    // items of the scheme
	Flags    int    // items flagged for later
}

// CaseKind says what kind of disagreement waits for a person.
type CaseKind string

// The kinds of case (sync protocol, What is a conflict).
const (
	CaseParallel   CaseKind = "parallel"     // parallel edits that cannot be joined
	CasePutOnFinal CaseKind = "put-on-final" // an edit of a finalised revision that is no amend
	CaseDuplicate  CaseKind = "duplicate"    // two records with one natural key
	CaseFork       CaseKind = "fork"         // one device wrote two histories: restored or cloned
)

// Case is one open disagreement. It is a view of the ops: the same set of ops
// gives the same cases on every machine.
type Case struct {
	ID      string // first 32 hex digits of a SHA-256 over kind and members
	Kind    CaseKind
	Record  Kind     // "" for a fork
	Records []string // record ids, sorted; for a fork the device's dev
	Heads   []Hash   // the revisions that disagree, sorted
	Base    Hash     // newest common ancestor; zero if none
	Fields  []string // paths that differ, sorted
	Opened  int64    // ms UTC when this store noticed; for people only
}

// DraftField is one field typed but not yet part of an op. It is committed
// with fsync the moment the cursor leaves the field.
type DraftField struct {
	Kind    Kind
	ID      string
	Path    Path
	Value   any    // string, int64, bool, or nil for a removal
	Raw     string // as typed: with a nil Value a text that is no valid value yet, else another way to write Value
	At      int64  // ms UTC
	Session string // the run of the program that wrote it, so that a later run can say what it recovered
}

// DraftHead says which record has unsaved fields.
type DraftHead struct {
	Kind   Kind
	ID     string
	Fields int
	Base   []Hash // revisions that the draft was begun on
	New    bool   // the record does not exist yet
	First  int64  // ms UTC of the oldest field
	Last   int64  // ms UTC of the newest field
	Actor  string
	// Session of the newest field.
	Session string
}

// Query selects records of one kind.
type Query struct {
	Kind    Kind
	Where   []Cond
	Search  string // words, in any spelling; folded by the store
	Sort    string // a field name; "" = by id
	Desc    bool
	Limit   int // 0 = all
	Offset  int
	Without []string // ids that are left out
}

// Cond asks that a field has a value. Text compares exactly, numbers as
// written in the JSON form; "status" is the derived state.
type Cond struct {
	Field, Value string
	Also         []string // further values that count as well; of a field with a plain column
}

// RegisterRow is one line of the list of cooperatives: plain columns only, so
// that tens of thousands load at once.
type RegisterRow struct {
	ID, Name, Folded    string
	SortKey             []byte
	TaxCode             string
	Unit, ReportingUnit string
	Type, Status        string
	Field, ReportField  string
	Model               string
	Conflict            bool
}

// ScoreRow is one assessment of a cooperative, in plain columns.
type ScoreRow struct {
	ID, Cooperative, Period, Occasion string
	Scheme                            string
	State                             State
	Summary                           Summary
	Conflict                          bool
	Returned, Accepted, Sealed, Got   bool
}

// Promise is one recommendation, commitment or plan action that was given, in
// plain columns: what is to be done stands in the document.
type Promise struct {
	Kind         Kind // of the record that it stands in
	Record, Item string
	Cooperative  string
	Unit         string // reporting unit
	Given        string // civil date of the record, "" for a plan
	FirstDue     string // as the record says it, "" = none
	Standing
}

// PromiseQuery selects promises; empty fields do not.
type PromiseQuery struct {
	Kinds        []Kind
	Records      []string
	Cooperatives []string
	Unit         string
	Open         bool     // only those that are not kept yet
	Before       string   // only those due before this civil date
	Without      []string // records that are left out
	Limit        int      // 0 = all
}

// AppointmentRow is the next meeting that a consultation fixed.
type AppointmentRow struct {
	Consultation, Cooperative, Unit, NextOn string
}

// BundleState is what became of a file in the inbox.
type BundleState string

// The states of a received bundle.
const (
	BundleApplied BundleState = "applied" // đã nhập
	BundleHeld    BundleState = "held"    // chờ thay đổi đi trước
	BundleRefused BundleState = "refused" // bị từ chối
	BundleParts   BundleState = "parts"   // thiếu phần của gói chia nhỏ
)

// BundleRow is the journal's line about one received file.
type BundleRow struct {
	SHA256    string // of the file as received
	Name      string // file name, for people
	State     BundleState
	Detail    string // refusal code, "" otherwise
	Message   string // Vietnamese sentence for a refusal or a hold
	Device    string // principal
	Dev       string
	Epoch     int64
	Export    int64
	From, To  int64 // ops, 0 = none
	NeedFrom  int64 // missing range of a held bundle
	NeedTo    int64
	Head      Hash
	Manifest  string // SHA-256 of the MANIFEST
	ClaimedAt string // as the sender's clock says
	Received  int64  // ms UTC of this clock
	New       int    // ops appended
	Known     int    // ops held before
	Cases     int    // disagreements opened
	Aside     int    // ops held, waiting or quarantined
	Fork      bool
}

// ExportRow is one bundle that this store wrote.
type ExportRow struct {
	Export   int64
	Epoch    int64
	From, To int64
	Head     Hash
	Manifest string // SHA-256 of the MANIFEST, chained as prev-export
	SHA256   string // of the file
	Name     string
	Size     int64
	At       int64  // ms UTC
	To1      string // province id or principal it is for
}

// RefRow is one revision of reference data: a scheme, a programme, units.
type RefRow struct {
	Type     string // scheme, programme, units, checklist
	ID       string
	Revision int64
	SHA256   string
	Data     []byte
}
