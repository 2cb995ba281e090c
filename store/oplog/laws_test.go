package oplog_test

import (
	"flag"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/oplog"
)

// genSet draws what an op sets, from few leaves and values so that devices
// meet; now and then an item is removed whole or a leaf becomes an item.
func genSet(t *rapid.T, full bool) store.Doc {
	d := store.Doc{}
	for range rapid.IntRange(1, 3).Draw(t, "leaves") {
		p := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", "i.p.x", "i.p.y", "i.q.x", "i.q.y", "i.r.x"}).Draw(t, "path")
		d.Put(p, rapid.Int64Range(1, 3).Draw(t, "value"))
	}
	if full {
		return d
	}
	switch rapid.IntRange(0, 9).Draw(t, "odd") {
	case 0:
		d.Put("i.p", nil)
	case 1:
		d.Put("a", nil)
	case 2:
		d.Put("i", nil)
	case 3:
		d.Put("a.z", int64(1))
	case 4:
		d.Put("i.q", int64(2))
	case 5:
		d.Put("i.q.x", nil)
	}
	return d
}

var (
	kindsDrawn = []store.OpKind{put, put, put, fin, fin, note, amend, ret, acc, void, res, store.OpSameAs}
	plainKinds = []store.OpKind{put, put, note, res}
)

// genLog draws a history of one record on three devices that now and then
// exchange all they have. Most ops are what a program would write; some name
// any revisions that the device knows as their base.
func genLog(t *rapid.T, typ store.Kind, kinds []store.OpKind) *log {
	l := newLog(t, typ)
	rules := oplog.RulesOf(typ)
	var known [4][]store.LoggedOp
	if rapid.IntRange(0, 9).Draw(t, "strangers") > 0 {
		l.add(1, put, genSet(t, true))
		for dev := range known {
			known[dev] = slices.Clone(l.ops)
		}
	}
	for range rapid.IntRange(1, 12).Draw(t, "steps") {
		dev := rapid.IntRange(1, 3).Draw(t, "device")
		if len(l.ops) > 0 && rapid.IntRange(0, 4).Draw(t, "exchange") > 1 {
			from := rapid.IntRange(1, 3).Draw(t, "from")
			for _, op := range known[from] {
				if !slices.ContainsFunc(known[dev], func(o store.LoggedOp) bool { return o.Hash == op.Hash }) {
					known[dev] = append(known[dev], op)
				}
			}
			continue
		}
		s := oplog.Fold(rules, known[dev])
		base := s.Heads
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		if len(known[dev]) > 0 && rapid.IntRange(0, 8).Draw(t, "odd base") == 8 {
			base = nil
			for range rapid.IntRange(1, 3).Draw(t, "bases") {
				base = append(base, rapid.SampledFrom(known[dev]).Draw(t, "base").Hash)
			}
		}
		if len(base) == 0 {
			kind = put
		} else if s.Case != nil && rapid.Bool().Draw(t, "decide") {
			kind = res
		}
		set := genSet(t, kind == fin || kind == amend)
		switch {
		case kind == res && s.Case != nil && rapid.IntRange(0, 4).Draw(t, "incomplete") > 0:
			side := rapid.IntRange(0, len(s.Case.Heads)-1).Draw(t, "side")
			set = store.Doc{}
			for _, f := range s.Case.Fields {
				f.Put(set, f.Values[side])
			}
		case kind == void || kind == acc && len(set) > 1:
			set = store.Doc{}
		case kind == store.OpSameAs:
			set = store.Doc{oplog.SameAsField: rapid.SampledFrom([]string{entA, entB}).Draw(t, "kept")}
		}
		l.add(dev, kind, set, base...)
		known[dev] = append(known[dev], l.ops[len(l.ops)-1])
	}
	if len(l.ops) == 0 {
		l.add(1, put, doc("a=1"))
	}
	return l
}

// More histories than rapid draws by default: cases need several devices, a
// common past and an exchange to meet. The command line still decides.
func init() {
	if err := flag.Set("rapid.checks", "1000"); err != nil {
		panic(err)
	}
}

var lawKinds = []store.Kind{store.Assessment, store.Cooperative}

func shuffled(t *rapid.T, ops []store.LoggedOp) []store.LoggedOp {
	ops = slices.Clone(ops)
	for range rapid.IntRange(0, 3).Draw(t, "repeats") {
		ops = append(ops, rapid.SampledFrom(ops).Draw(t, "repeated"))
	}
	seed := rapid.Uint64().Draw(t, "order")
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(ops), func(i, j int) { ops[i], ops[j] = ops[j], ops[i] })
	return ops
}

func TestStateIsAFunctionOfTheSetOfOps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := genLog(t, rapid.SampledFrom(lawKinds).Draw(t, "typ"), kindsDrawn)
		ops := l.ops
		if rapid.Bool().Draw(t, "lose one") {
			i := rapid.IntRange(0, len(ops)-1).Draw(t, "lost")
			ops = slices.Delete(slices.Clone(ops), i, i+1)
		}
		if len(ops) == 0 {
			return
		}
		rules := oplog.RulesOf(l.typ)
		want := oplog.Fold(rules, ops)
		before := cloneOps(ops)
		mixed := shuffled(t, ops)
		if got := oplog.Fold(rules, mixed); !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
		if !reflect.DeepEqual(revs(oplog.History(mixed)), revs(oplog.History(ops))) {
			t.Fatal("the history depends on the order")
		}
		if !reflect.DeepEqual(ops, before) {
			t.Fatal("the ops were changed")
		}
	})
}

func cloneOps(ops []store.LoggedOp) []store.LoggedOp {
	out := slices.Clone(ops)
	for i := range out {
		out[i].Set = out[i].Set.Clone()
	}
	return out
}

func revs(h []oplog.Revision) (out []oplog.Revision) {
	for _, r := range h {
		op := *r.Op
		r.Op = &op
		out = append(out, r)
	}
	return out
}

func TestAdvanceIsFoldWhereItAnswers(t *testing.T) {
	answered := 0
	rapid.Check(t, func(t *rapid.T) {
		l := genLog(t, rapid.SampledFrom(lawKinds).Draw(t, "typ"), kindsDrawn)
		rules := oplog.RulesOf(l.typ)
		ops := shuffled(t, l.ops)
		if rapid.Bool().Draw(t, "in order") {
			ops = l.ops
		}
		st := oplog.State{}
		for i, op := range ops {
			want := oplog.Fold(rules, ops[:i+1])
			held := deepState(st)
			next, ok := oplog.Advance(st, op)
			if !reflect.DeepEqual(st, held) {
				t.Fatalf("op %d changed the state it stands on", i)
			}
			if !ok {
				st = want
				continue
			}
			answered++
			if !reflect.DeepEqual(next, want) {
				t.Fatalf("op %d, %s:\nadvance %+v\nfold    %+v", i, op.Kind, next, want)
			}
			if c := oplog.Classify(st, &op); c != oplog.Creates && c != oplog.FastForward {
				t.Fatalf("advanced over %s", c)
			}
			st = next // not the result of Fold: shared documents must not suffer
		}
	})
	t.Logf("answered %d times", answered)
	if answered < 100 {
		t.Errorf("answered %d times only", answered)
	}
}

func deepState(s oplog.State) oplog.State {
	s.Doc = s.Doc.Clone()
	s.Notes, s.Heads = slices.Clone(s.Notes), slices.Clone(s.Heads)
	return s
}

func TestWhatEveryStateKeeps(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		l := genLog(t, rapid.SampledFrom(lawKinds).Draw(t, "typ"), kindsDrawn)
		s := l.fold()
		strict := !oplog.RulesOf(l.typ).Mergeable
		if len(s.Waiting) > 0 || len(s.Missing) > 0 {
			t.Fatalf("something waits in a whole log: %+v", s)
		}
		if s.Case == nil {
			if !s.Counts || s.Merged != (len(s.Heads) > 1) {
				t.Fatalf("%+v", s)
			}
			if s.Merged {
				seen["merged"]++
				if s.Rev != oplog.MergeRev(s.Heads) {
					t.Fatalf("revision of the merge: %+v", s)
				}
				for _, h := range s.Heads {
					d, status, err := oplog.DocAt(l.ops, h)
					if err != nil || status != s.Status || strict && !store.Equal(d, s.Doc) {
						t.Fatalf("a strict record has two contents that count: %v %v, %v", d, s.Doc, err)
					}
				}
			} else if s.Rev != s.Heads[0] {
				t.Fatalf("%+v", s)
			}
		} else {
			seen[string(s.Case.Kind)]++
			if s.Case.Base != s.Rev || s.Counts == s.Rev.IsZero() || len(s.Case.Heads) < 2 {
				t.Fatalf("%+v", s.Case)
			}
			if !s.Counts {
				seen["nothing counts"]++
			}
			for _, f := range s.Case.Fields {
				if len(f.Values) != len(s.Case.Heads) {
					t.Fatalf("%+v", f)
				}
			}
		}
		if s.Counts {
			d, status, err := oplog.DocAt(l.ops, s.Rev)
			if err != nil || !store.Equal(d, s.Doc) || !store.Equal(s.Doc, d) || status != s.Status {
				t.Fatalf("what counts reads %v %s, want %v %s (%v)", d, status, s.Doc, s.Status, err)
			}
			if (s.Status == store.Final) == s.FinalRev.IsZero() {
				t.Fatalf("%+v", s)
			}
		}
		h := oplog.History(l.ops)
		if len(h) != len(l.ops) {
			t.Fatalf("%d of %d ops in the history", len(h), len(l.ops))
		}
		done := map[store.Hash]bool{}
		for _, r := range h {
			for _, p := range r.Parents {
				if !done[p] {
					t.Fatal("a child before its parent")
				}
			}
			done[r.Op.Hash] = true
		}
	})
	t.Logf("drawn: %v", seen)
	for _, what := range []string{"merged", "parallel", "put-on-final", "nothing counts"} {
		if seen[what] == 0 {
			t.Errorf("%s was never drawn", what)
		}
	}
}

func TestACompleteResolutionEndsEveryCase(t *testing.T) {
	ended := 0
	rapid.Check(t, func(t *rapid.T) {
		l := genLog(t, rapid.SampledFrom(lawKinds).Draw(t, "typ"), kindsDrawn)
		s := l.fold()
		if s.Case == nil {
			return
		}
		ended++
		side := rapid.IntRange(0, len(s.Case.Heads)-1).Draw(t, "side")
		set := store.Doc{}
		for _, f := range s.Case.Fields {
			f.Put(set, f.Values[side])
		}
		want, _, err := oplog.DocAt(l.ops, s.Case.Heads[side])
		r := l.add(9, res, set, s.Heads...)
		after := l.fold()
		if after.Case != nil || after.Rev != r || !after.Counts {
			t.Fatalf("still open: %+v\nbefore: %+v", after.Case, s.Case)
		}
		if err == nil && (!store.Equal(after.Doc, want) || !store.Equal(want, after.Doc)) {
			t.Fatalf("took side %d, got %v, want %v\n%+v", side, after.Doc, want, s.Case)
		}
	})
	t.Logf("%d cases", ended)
	if ended < 10 {
		t.Errorf("only %d cases", ended)
	}
}

// The merge by its definition, without fences, walks or shared documents: for
// each leaf all writers that no other writer descends from.
func TestTheMergeIsTheRegisterOfItsDefinition(t *testing.T) {
	open, merged := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		l := genLog(t, store.Cooperative, plainKinds)
		s := l.fold()
		up := map[store.Hash]map[store.Hash]bool{}
		for _, op := range l.ops {
			m := map[store.Hash]bool{op.Hash: true}
			for _, b := range op.Base {
				for a := range up[b] {
					m[a] = true
				}
			}
			up[op.Hash] = m
		}
		type wr struct {
			rev   store.Hash
			path  string
			value any
		}
		var all []wr
		for _, op := range l.ops {
			op.Set.Leaves(func(p string, v any) { all = append(all, wr{op.Hash, p, v}) })
		}
		want, clear := store.Doc{}, true
		for _, leaf := range all {
			var on []wr
			for _, w := range all {
				switch {
				case w.path == leaf.path:
					on = append(on, w)
				case strings.HasPrefix(leaf.path, w.path+"."), strings.HasPrefix(w.path, leaf.path+"."):
					on = append(on, wr{w.rev, w.path, nil})
				}
			}
			var values []any
			for _, w := range on {
				if !slices.ContainsFunc(on, func(o wr) bool { return o.rev != w.rev && up[o.rev][w.rev] }) {
					values = append(values, w.value)
				}
			}
			for _, v := range values {
				clear = clear && v == values[0]
			}
			if leaf.value != nil && values[0] != nil {
				want.Put(leaf.path, values[0])
			}
		}
		switch {
		case !clear:
			open++
			if s.Case == nil {
				t.Fatalf("two values and no case: %+v", s)
			}
		case s.Case == nil:
			if len(s.Heads) > 1 {
				merged++
			}
			if !store.Equal(s.Doc, want) || !store.Equal(want, s.Doc) {
				t.Fatalf("got %v, want %v", s.Doc, want)
			}
		}
	})
	t.Logf("%d open, %d merged", open, merged)
	if open < 10 || merged < 5 {
		t.Errorf("%d open, %d merged", open, merged)
	}
}

func TestDisjointLeavesOfAMergeableKindAreAlwaysJoined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLog(t, store.Cooperative)
		root := l.add(1, put, doc("name=A"))
		want := doc("name=A")
		for dev := 1; dev <= 3; dev++ {
			h := root
			for range rapid.IntRange(0, 3).Draw(t, "ops") {
				set := store.Doc{}
				for _, k := range rapid.SliceOfN(rapid.SampledFrom([]string{"x", "y", "i.x", "i.y"}), 1, 3).Draw(t, "keys") {
					p := strings.Repeat("d", dev) + k
					v := rapid.Int64().Draw(t, "v")
					set.Put(p, v)
				}
				want.Apply(set)
				h = l.add(dev, put, set, h)
			}
		}
		s := l.fold()
		if s.Case != nil || !store.Equal(s.Doc, want) || !store.Equal(want, s.Doc) {
			t.Fatalf("got %v (case %+v), want %v", s.Doc, s.Case, want)
		}
	})
}

func TestEqualEditsOfAnyKindNeverDisagree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLog(t, rapid.SampledFrom(lawKinds).Draw(t, "typ"))
		root := l.add(1, put, doc("a=1 i.p.x=2"))
		var sets []store.Doc
		for range rapid.IntRange(1, 3).Draw(t, "ops") {
			sets = append(sets, genSet(t, false))
		}
		for dev := 1; dev <= 3; dev++ {
			h := root
			for _, set := range sets {
				h = l.add(dev, put, set, h)
			}
		}
		if s := l.fold(); s.Case != nil || !s.Merged {
			t.Fatalf("%+v", s.Case)
		}
	})
}
