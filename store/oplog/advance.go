package oplog

import (
	"bytes"
	"slices"

	"coopfield/store"
)

// Advance returns the state after op, without the graph, where op creates the
// record of a zero st or stands on exactly the heads of st. It reports false,
// and st as it was, where only [Fold] over all ops can tell: a parallel edit,
// an open case, an edit of what was finalised, a base that is not the head, an
// op that others wait for, an op that does not count.
//
// Where it reports true the result equals that of Fold.
func Advance(st State, op store.LoggedOp) (State, bool) {
	if op.Verdict != store.Counted || st.Case != nil || !slices.Equal(op.Base, st.Heads) {
		return st, false
	}
	if len(st.Heads) == 0 && len(st.Waiting) > 0 || slices.Contains(st.Missing, op.Hash) {
		return st, false
	}
	if onFinal(op.Kind, st.Status) {
		return st, false
	}
	if len(st.Heads) > 0 && (op.Typ != st.Kind || op.Ent != st.ID) {
		return st, false
	}
	ref := refOf(&op)
	const before, now = 0, 1 // stand for the nodes that marks name
	m := marks{status: st.Status, final: st.FinalRev, returned: -1, accepted: -1, sameAs: st.SameAs}
	if st.Returned != nil {
		m.returned = before
	}
	if st.Accepted != nil {
		m.accepted = before
	}
	m = m.after(&op.Op, op.Hash, now)
	next := State{
		Kind: op.Typ, ID: op.Ent, Counts: true, Status: m.status,
		Heads: []store.Hash{op.Hash}, Rev: op.Hash,
		FinalRev: m.final, SameAs: m.sameAs, Notes: st.Notes,
		Returned: mark(m.returned, st.Returned, &ref), Accepted: mark(m.accepted, st.Accepted, &ref),
		Created: st.Created, Changed: ref,
		Waiting: st.Waiting, Missing: st.Missing,
	}
	if len(st.Heads) == 0 {
		next.Created = ref
	}
	if op.Kind == store.OpNote {
		next.Notes = append(slices.Clip(st.Notes), op.Hash)
	}
	if len(st.Heads) == 0 && !op.Own && plain(op.Set) {
		next.Doc = op.Set // read from a line, which nothing changes
	} else {
		next.Doc = content(contentAfter(st.Doc, &op, m.sameAs))
	}
	return next, true
}

// plain reports whether set, laid over nothing, gives itself.
func plain(set store.Doc) bool {
	if _, has := set[SameAsField]; has {
		return false
	}
	for _, v := range set {
		if sub, ok := v.(store.Doc); v == nil || ok && (len(sub) == 0 || !plain(sub)) {
			return false
		}
	}
	return true
}

// WrittenSet returns the set of an op that was read from its line as it stands
// there, if it is the content of the record that the op creates; else nil.
func WrittenSet(op *store.LoggedOp) []byte {
	if op.Own || len(op.Base) > 0 || op.V != Version || !plain(op.Set) {
		return nil
	}
	// Quotes inside a text are escaped, so neither mark can stand in one; a field
	// of set may be called why, so the last is the op's own.
	from := bytes.Index(op.Line, []byte(`,"set":{`))
	to := bytes.LastIndex(op.Line, []byte(`},"why":"`))
	if from < 0 || to < from {
		return nil
	}
	return op.Line[from+len(`,"set":`) : to+1]
}

func mark(which int, before, now *OpRef) *OpRef {
	switch which {
	case 0:
		return before
	case 1:
		return now
	}
	return nil
}

// Class says what an op, or all that arrived, means for a record.
type Class string

// The classes of an op against a state.
const (
	Creates     Class = "creates"      // the first op of the record
	FastForward Class = "fast-forward" // stands on the heads: applied
	PutOnFinal  Class = "put-on-final" // would change what was finalised: a case
	Parallel    Class = "parallel"     // stands on an older revision or an unknown one, or a case is open: only Fold can tell
	Held        Class = "held"         // does not count here
)

// Classify returns what op means for st, as far as the state alone tells.
func Classify(st State, op *store.LoggedOp) Class {
	switch {
	case op.Verdict != store.Counted:
		return Held
	case len(st.Heads) == 0 && len(op.Base) == 0 && len(st.Waiting) == 0:
		return Creates
	case st.Case != nil || !slices.Equal(op.Base, st.Heads):
		return Parallel
	case onFinal(op.Kind, st.Status):
		return PutOnFinal
	}
	return FastForward
}

// Outcome is what a set of new ops did to a record.
type Outcome string

// The outcomes of comparing two states.
const (
	IsEqual    Outcome = "equal"    // nothing new
	IsNew      Outcome = "new"      // the record was not known
	IsNewer    Outcome = "newer"    // what counts goes on from what counted
	IsMerged   Outcome = "merged"   // parallel edits were joined
	IsConflict Outcome = "conflict" // a person must decide
	IsHeld     Outcome = "held"     // all that is new waits for other ops
)

// Compare returns what happened to a record between two of its states.
func Compare(before, after State) Outcome {
	switch {
	case slices.Equal(before.Heads, after.Heads):
		if !slices.Equal(before.Waiting, after.Waiting) {
			return IsHeld
		}
		return IsEqual
	case after.Case != nil:
		return IsConflict
	case after.Merged:
		return IsMerged
	case len(before.Heads) == 0:
		return IsNew
	}
	return IsNewer
}
