package oplog_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/oplog"
)

func TestTheSetOfALineIsTheContentOfTheRecordThatItCreates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		op := genOp(t)
		op.Base, op.Kind = nil, store.OpPut
		op.Set["about"] = store.Doc{"x": `},"why":"`}
		op.Set["why"] = rapid.SampledFrom([]string{"", `,"set":{`, `},"why":"`}).Draw(t, "field why")
		op.Why = rapid.SampledFrom([]string{"", `,"set":{`, `},"why":"`}).Draw(t, "why")
		op.Actor = rapid.SampledFrom([]string{"An", `,"set":{`, `},"why":"`}).Draw(t, "actor")
		line, err := oplog.Encode(op)
		if err != nil {
			t.Fatal(err)
		}
		read, err := oplog.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		o := store.LoggedOp{Op: *read, Line: line}
		next, ok := oplog.Advance(oplog.State{}, o)
		if !ok {
			t.Fatal("the first op of a record does not fit on nothing")
		}
		want := store.Doc{}
		if want.Apply(op.Set); !store.Equal(next.Doc, want) {
			t.Fatalf("got %v, want %v", next.Doc, want)
		}
		written := oplog.WrittenSet(&o)
		if written == nil {
			return
		}
		bare := &store.Op{V: 1, ID: op.ID, Dev: op.Dev, Set: next.Doc}
		if line, err = oplog.Encode(bare); err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(line, append(append([]byte(`"set":`), written...), `,"why":""`...)) {
			t.Fatalf("cut %s\nof  %s", written, line)
		}
	})
}

func TestASetThatIsNotTheWholeContentIsNotTakenForIt(t *testing.T) {
	for name, change := range map[string]func(*store.LoggedOp){
		"removes":      func(o *store.LoggedOp) { o.Set = store.Doc{"a": store.Doc{"b": nil}} },
		"duplicate":    func(o *store.LoggedOp) { o.Set = store.Doc{oplog.SameAsField: entB} },
		"later op":     func(o *store.LoggedOp) { o.Base = []store.Hash{hashOf("x")} },
		"of this desk": func(o *store.LoggedOp) { o.Own = true },
		"newer":        func(o *store.LoggedOp) { o.V = 2 },
	} {
		o := store.LoggedOp{Op: store.Op{V: 1, ID: devA, Dev: devA, Typ: store.Visit, Ent: entA, Kind: store.OpPut, Set: store.Doc{"a": int64(1)}}}
		var err error
		if o.Line, err = oplog.Encode(&o.Op); err != nil {
			t.Fatal(err)
		}
		if got := oplog.WrittenSet(&o); string(got) != `{"a":1}` {
			t.Fatalf("got %s", got)
		}
		if change(&o); oplog.WrittenSet(&o) != nil {
			t.Errorf("%s: it is", name)
		}
	}
}
