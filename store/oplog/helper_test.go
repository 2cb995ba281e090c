package oplog_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
)

// goldenHash was computed from the golden line by sha256sum.
const goldenHash = "1d6f6f9a4fe44f872159597049adf70ea0112bd1a4afa694bfb1d89a2878d8b2"

func sortedKeys(m map[store.Hash]bool) []store.Hash {
	if len(m) == 0 {
		return nil
	}
	return slices.SortedFunc(maps.Keys(m), func(a, b store.Hash) int { return bytes.Compare(a[:], b[:]) })
}

// log makes ops of one record on several devices, each with its own chain.
type log struct {
	t    failer
	typ  store.Kind
	head map[int]store.Hash
	seq  map[int]int64
	ops  []store.LoggedOp
	at   map[store.Hash]int
}

type failer interface{ Fatalf(string, ...any) }

func newLog(t failer, typ store.Kind) *log {
	return &log{t: t, typ: typ, head: map[int]store.Hash{}, seq: map[int]int64{}, at: map[store.Hash]int{}}
}

// add logs an op of device dev that stands on base and returns its revision.
func (l *log) add(dev int, kind store.OpKind, set store.Doc, base ...store.Hash) store.Hash {
	return l.why(dev, kind, "lý do", set, base...)
}

func (l *log) why(dev int, kind store.OpKind, why string, set store.Doc, base ...store.Hash) store.Hash {
	name := fmt.Sprintf("%032x", dev)
	if l.seq[dev] == 0 {
		l.head[dev] = oplog.Genesis(name, 1, store.Hash{})
	}
	l.seq[dev]++
	m := map[store.Hash]bool{}
	for _, b := range base {
		m[b] = true
	}
	op := store.Op{
		V: 1, ID: fmt.Sprintf("%016x%016x", dev, l.seq[dev]), Dev: name, Ep: 1, Seq: l.seq[dev], At: 1000 - l.seq[dev],
		Actor: fmt.Sprint("cán bộ ", dev), Typ: l.typ, Ent: entA, Base: sortedKeys(m), Kind: kind, Set: set,
	}
	if kind.NeedsReason() {
		op.Why = why
	}
	line, err := oplog.Encode(&op)
	if err != nil {
		l.t.Fatalf("encoding: %v", err)
	}
	back, err := oplog.Decode(line)
	if err != nil {
		l.t.Fatalf("decoding: %v", err)
	}
	lo := store.LoggedOp{Op: *back, Line: line, Prev: l.head[dev]}
	lo.Hash = oplog.Hash(lo.Prev, line)
	l.head[dev] = lo.Hash
	l.at[lo.Hash] = len(l.ops)
	l.ops = append(l.ops, lo)
	return lo.Hash
}

func (l *log) fold() oplog.State { return oplog.Fold(oplog.RulesOf(l.typ), l.ops) }

// doc reads "a.b=c d.e=1": text, or integers where they are written.
func doc(s string) store.Doc {
	d := store.Doc{}
	for _, f := range strings.Fields(s) {
		p, v, _ := strings.Cut(f, "=")
		var n int64
		if v == "-" {
			d.Put(p, nil)
		} else if _, err := fmt.Sscan(v, &n); err == nil {
			d.Put(p, n)
		} else {
			d.Put(p, v)
		}
	}
	return d
}

func wantDoc(t *testing.T, s oplog.State, want string) {
	t.Helper()
	if !s.Counts || !store.Equal(s.Doc, doc(want)) || !store.Equal(doc(want), s.Doc) {
		t.Errorf("counts %v, content %v, want %v", s.Counts, s.Doc, doc(want))
	}
}

func wantCase(t *testing.T, s oplog.State, kind store.CaseKind, base store.Hash, heads ...store.Hash) {
	t.Helper()
	if s.Case == nil {
		t.Fatalf("no case is open: %+v", s)
	}
	m := map[store.Hash]bool{}
	for _, h := range heads {
		m[h] = true
	}
	if s.Case.Kind != kind || s.Case.Base != base || !slices.Equal(s.Case.Heads, sortedKeys(m)) || s.Rev != base {
		t.Errorf("case %+v, want %s on %v of %v", s.Case, kind, base, heads)
	}
}

func wantClear(t *testing.T, s oplog.State, status store.State) {
	t.Helper()
	if s.Case != nil || s.Status != status || !s.Counts {
		t.Errorf("status %q, case %+v, want %q and no case", s.Status, s.Case, status)
	}
}

// settle logs a complete resolution of the open case with side's values.
func (l *log) settle(dev, side int) store.Hash {
	s := l.fold()
	set := store.Doc{}
	for _, f := range s.Case.Fields {
		f.Put(set, f.Values[side%len(f.Values)])
	}
	return l.add(dev, store.OpResolve, set, s.Heads...)
}
