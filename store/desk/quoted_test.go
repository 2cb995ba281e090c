package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// A laptop that is lost is cut off by the registry. Others hold some of its ops,
// quoted by the office without those between: what was accepted goes on
// counting there, what is beyond does not, and the views are what the ops give.
func TestWhatIsQuotedOfALostLaptopStaysAcrossTheHolesOfItsChain(t *testing.T) {
	a, b := open(t, "dakha-01", store.Officer, "615"), open(t, "dakha-02", store.Officer, "615")
	c := a.put(t, store.Cooperative, "", coop(1))
	a.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2024-05-06", "purpose": "periodic"})
	a.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	a.put(t, store.Cooperative, c, store.Doc{"phone": "2"})
	ops := a.bundle(t, 1, 0).Ops
	quote := func(list ...store.LoggedOp) {
		t.Helper()
		_, err := b.Quoted(ctx, []store.Writer{a.writer}, list, nil)
		must(t, err)
	}
	quote(ops[0], ops[2])
	must(t, b.SetPeople(ctx, []desk.Enrolled{{Writer: b.writer}, {Writer: a.writer, Accepted: &desk.Point{Epoch: 1, Seq: 3, Head: ops[2].Hash}}}, nil))
	equal(t, b.get(t, store.Cooperative, c).Doc.Text("phone"), "1")
	quote(ops[3])
	equal(t, b.verdictOf(t, ops[2].Hash), store.Counted)
	equal(t, b.get(t, store.Cooperative, c).Doc.Text("phone"), "2") // the office vouches for it
	differs, err := b.Compare(ctx)
	must(t, err)
	equal(t, differs, nil)
	before := b.state(t)
	must(t, b.Rebuild(ctx))
	equal(t, b.state(t), before)
}
