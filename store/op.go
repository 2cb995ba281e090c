package store

import (
	"encoding/hex"
	"fmt"
)

// Hash is a SHA-256 value: the identity of an op, a revision and a chain head.
type Hash [32]byte

// IsZero reports whether h is unset.
func (h Hash) IsZero() bool { return h == Hash{} }

// String returns 64 lowercase hex digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads 64 lowercase hex digits.
func ParseHash(s string) (Hash, error) {
	var h Hash
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(h) || hex.EncodeToString(b) != s {
		return h, fmt.Errorf("not a SHA-256 in lowercase hex: %q", s)
	}
	copy(h[:], b)
	return h, nil
}

// OpKind is what an op does to its record (sync.md, The op log).
type OpKind string

// The kinds of op.
const (
	OpPut      OpKind = "put"
	OpFinalise OpKind = "finalise"
	OpAmend    OpKind = "amend"
	OpVoid     OpKind = "void"
	OpReturn   OpKind = "return"
	OpAccept   OpKind = "accept"
	OpResolve  OpKind = "resolve"
	OpSameAs   OpKind = "same_as"
	OpAttach   OpKind = "attach"
	OpNote     OpKind = "note"
)

// Valid reports whether k is one of the kinds above.
func (k OpKind) Valid() bool {
	switch k {
	case OpPut, OpFinalise, OpAmend, OpVoid, OpReturn, OpAccept, OpResolve, OpSameAs, OpAttach, OpNote:
		return true
	}
	return false
}

// Signed reports whether an op of kind k carries its author's signature.
func (k OpKind) Signed() bool {
	switch k {
	case OpFinalise, OpAmend, OpVoid, OpReturn, OpAccept, OpResolve:
		return true
	}
	return false
}

// NeedsReason reports whether an op of kind k must say why.
func (k OpKind) NeedsReason() bool {
	switch k {
	case OpAmend, OpVoid, OpReturn, OpResolve, OpSameAs:
		return true
	}
	return false
}

// RefData names one revision of reference data (scheme, programme, units) that
// an op was made with.
type RefData struct {
	Revision int64
	SHA256   string // 64 lowercase hex digits of the file's bytes
}

// Op is one explicit save: what was set, by whom, on which device, on top of
// which revisions. Its encoding, hash and chain are in store/oplog; ops are
// never edited or deleted.
type Op struct {
	V     int64  // version of the encoding, 1
	ID    string // 16 random bytes, 32 lowercase hex digits ("op" in the line)
	Dev   string // key id of the device, 32 lowercase hex digits
	Ep    int64  // epoch of the device, from 1
	Seq   int64  // 1, 2, 3 … within the epoch
	At    int64  // milliseconds UTC as this clock claims it; for people only
	Actor string // person
	App   string // program version
	Typ   Kind   // record kind
	Ent   string // record id
	Base  []Hash // logged revisions this was made on, sorted; empty = created
	Kind  OpKind
	Ref   map[string]RefData
	Set   Doc
	Why   string
	Att   []string // SHA-256 of attachments, hex, in order
	Sig   string   // base64 SSHSIG blob over the line with sig "", or ""
}

// Verdict says what became of a logged op on this machine. It is not part of
// the op: it is decided again whenever ops, registry or reference data arrive.
type Verdict string

// The verdicts. Only ops that Counts take part in a record's state.
const (
	Counted        Verdict = ""                 // takes part in its record
	WaitParent     Verdict = "wait-parent"      // a base revision is not held or does not count
	WaitCoop       Verdict = "wait-cooperative" // its cooperative is not held
	WaitScheme     Verdict = "wait-scheme"      // refers to reference data not held
	WaitVersion    Verdict = "wait-version"     // of a newer encoding than this program knows
	InvalidField   Verdict = "invalid-field"    // breaks a field rule
	NotPermitted   Verdict = "not-permitted"    // the role or unit may not do this
	BeyondAccepted Verdict = "beyond-accepted"  // after the registry's accepted-through point
	OnFork         Verdict = "fork"             // on the branch of a fork that is kept aside
	Late           Verdict = "late"             // for a period whose report is finalised
	RefusedOp      Verdict = "refused"          // a named person refused it, with a reason; kept, never counted
)

// Quarantined reports whether v waits for a named person rather than for data.
// An op on a fork's other branch is told by its case, a refused one is decided.
func (v Verdict) Quarantined() bool {
	return v == InvalidField || v == NotPermitted || v == BeyondAccepted || v == Late
}

// LoggedOp is an op as the log holds it: the decoded fields, the exact bytes
// received, its place in the chain and what became of it here.
type LoggedOp struct {
	Op
	Line    []byte // the bytes as received or written, without LF
	Prev    Hash   // head before it
	Hash    Hash   // op hash = revision
	Verdict Verdict
	Why     string // Vietnamese sentence that explains a verdict other than Counted
	Own     bool   // made in this store
}
