package oplog_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
)

const (
	put, note, fin = store.OpPut, store.OpNote, store.OpFinalise
	amend, void    = store.OpAmend, store.OpVoid
	ret, acc, res  = store.OpReturn, store.OpAccept, store.OpResolve
)

func TestAChainOfEditsIsAppliedInTurn(t *testing.T) {
	l := newLog(t, store.Assessment)
	a := l.add(1, put, doc("period=2024 self.1a=4 self.1b=2"))
	b := l.add(1, put, doc("self.1a=5 self.1b=-"), a)
	s := l.fold()
	wantDoc(t, s, "period=2024 self.1a=5")
	wantClear(t, s, store.Draft)
	if s.Rev != b || !slices.Equal(s.Heads, []store.Hash{b}) || s.Created.Rev != a || s.Changed.Rev != b || s.Merged {
		t.Errorf("%+v", s)
	}
}

func TestTheLifeOfAnOfficialRecord(t *testing.T) {
	l := newLog(t, store.Assessment)
	h := l.add(1, put, doc("period=2024 self.1a=4"))
	h = l.add(1, fin, doc("period=2024 self.1a=4 received_on=2024-12-01"), h)
	f1 := h
	s := l.fold()
	wantClear(t, s, store.Final)
	if s.FinalRev != f1 {
		t.Errorf("final revision %v, want %v", s.FinalRev, f1)
	}
	n := l.add(1, note, doc("document_no=12"), h)
	h = l.why(9, ret, "thiếu căn cứ", doc("comments.1=xem_lại"), n)
	s = l.fold()
	wantClear(t, s, store.Draft)
	if s.Returned == nil || s.Returned.Why != "thiếu căn cứ" || s.Returned.Comments.Text("1") != "xem_lại" || !s.FinalRev.IsZero() {
		t.Errorf("returned %+v", s.Returned)
	}
	h = l.add(1, put, doc("self.1a=3"), h)
	if s = l.fold(); s.Returned == nil {
		t.Error("the return is forgotten before the record is finalised again")
	}
	// A full content replaces: what it does not name is gone.
	h = l.add(1, fin, doc("period=2024 self.1a=3 document_no=12"), h)
	s = l.fold()
	wantDoc(t, s, "period=2024 self.1a=3 document_no=12")
	if s.Returned != nil || s.Accepted != nil || !slices.Equal(s.Notes, []store.Hash{n}) {
		t.Errorf("%+v", s)
	}
	h = l.add(9, acc, doc("approved.1a=3"), h)
	if s = l.fold(); s.Accepted == nil || s.Accepted.Rev != h || s.Status != store.Final {
		t.Errorf("accepted %+v", s.Accepted)
	}
	h = l.add(1, amend, doc("period=2024 self.1a=2"), h)
	s = l.fold()
	if s.Accepted != nil || s.FinalRev != h {
		t.Errorf("after an amendment: %+v", s)
	}
	wantDoc(t, s, "period=2024 self.1a=2")
	h = l.add(1, void, nil, h)
	s = l.fold()
	wantClear(t, s, store.Void)
	wantDoc(t, s, "period=2024 self.1a=2")
	if s.Rev != h || s.Created.Actor != "cán bộ 1" {
		t.Errorf("%+v", s)
	}
}

func TestARecordMayBeCreatedAndFinalisedAtOnce(t *testing.T) {
	l := newLog(t, store.Assessment)
	h := l.add(1, fin, doc("period=2024"))
	s := l.fold()
	wantClear(t, s, store.Final)
	if s.FinalRev != h || s.Created.Rev != h {
		t.Errorf("%+v", s)
	}
}

func TestParallelEditsOfDifferentFieldsOfAMergeableKindAreJoined(t *testing.T) {
	for _, k := range []store.Kind{store.Cooperative, store.Annual, store.Event, store.Obstacle} {
		l := newLog(t, k)
		a := l.add(1, put, doc("name=A phone=1 products.p.name=x products.q.name=y"))
		b := l.add(2, put, doc("phone=2 products.p=-"), a)
		c := l.add(3, put, doc("email=e products.r.name=z"), a)
		s := l.fold()
		wantClear(t, s, store.Draft)
		wantDoc(t, s, "name=A phone=2 email=e products.q.name=y products.r.name=z")
		if !s.Merged || s.Rev != oplog.MergeRev([]store.Hash{c, b}) || len(s.Heads) != 2 {
			t.Errorf("%s: %+v", k, s)
		}
		got, status, err := oplog.DocAt(l.ops, s.Rev)
		if err != nil || status != store.Draft || !store.Equal(got, s.Doc) {
			t.Errorf("the merged revision reads %v, %v", got, err)
		}
		d := l.add(1, put, doc("phone=3"), s.Heads...)
		s = l.fold()
		wantDoc(t, s, "name=A phone=3 email=e products.q.name=y products.r.name=z")
		if s.Rev != d || s.Merged {
			t.Errorf("an op on the merge is not the head: %+v", s)
		}
	}
}

func TestParallelEditsOfAStrictKindWaitForAPerson(t *testing.T) {
	for _, k := range store.Kinds() {
		if oplog.RulesOf(k).Mergeable {
			continue
		}
		l := newLog(t, k)
		a := l.add(1, put, doc("x=1 y=1"))
		b := l.add(2, put, doc("x=2"), a)
		c := l.add(3, put, doc("y=2"), a)
		s := l.fold()
		wantCase(t, s, store.CaseParallel, a, b, c)
		wantDoc(t, s, "x=1 y=1")
		for _, f := range s.Case.Fields {
			if !f.OneSided || f.Base != int64(1) || f.Values[f.Side] != int64(2) {
				t.Errorf("%s: %+v", k, f)
			}
		}
		if len(s.Case.Fields) != 2 {
			t.Errorf("%s: fields %+v", k, s.Case.Fields)
		}
	}
}

func TestOneFieldWithTwoValuesWaitsForAPerson(t *testing.T) {
	l := newLog(t, store.Cooperative)
	a := l.add(1, put, doc("name=A phone=1"))
	b := l.add(2, put, doc("phone=2 email=e"), a)
	c := l.add(3, put, doc("phone=3"), a)
	s := l.fold()
	wantCase(t, s, store.CaseParallel, a, b, c)
	wantDoc(t, s, "name=A phone=1")
	if len(s.Case.Fields) != 2 || s.Case.Fields[0].Path != "email" || !s.Case.Fields[0].OneSided ||
		s.Case.Fields[1].Path != "phone" || s.Case.Fields[1].OneSided {
		t.Errorf("fields %+v", s.Case.Fields)
	}
	r := l.add(9, res, doc("phone=4 email=e"), s.Heads...)
	s = l.fold()
	wantDoc(t, s, "name=A phone=4 email=e")
	wantClear(t, s, store.Draft)
	if s.Rev != r || !slices.Equal(s.Heads, []store.Hash{r}) {
		t.Errorf("%+v", s)
	}
}

func TestEqualValuesAreNeverAConflict(t *testing.T) {
	for _, k := range []store.Kind{store.Assessment, store.Cooperative} {
		l := newLog(t, k)
		a := l.add(1, put, doc("x=1 list.i.a=1 list.i.b=2"))
		l.add(2, put, doc("x=2 list.i=-"), a)
		c := l.add(3, put, doc("list.i.a=- list.i.b=-"), a)
		l.add(3, put, doc("x=2"), c)
		s := l.fold()
		wantClear(t, s, store.Draft)
		wantDoc(t, s, "x=2")
		if !s.Merged {
			t.Errorf("%s: %+v", k, s)
		}
	}
}

func TestRemovingAnItemAgainstAnEditInsideItWaitsForAPerson(t *testing.T) {
	for _, edit := range []string{"products.p.name=b", "products.p.main=yes"} {
		l := newLog(t, store.Cooperative)
		a := l.add(1, put, doc("name=A products.p.name=a products.p.ocop=3 products.q.name=q"))
		b := l.add(2, put, doc("products.p=-"), a)
		c := l.add(3, put, doc(edit), a)
		s := l.fold()
		wantCase(t, s, store.CaseParallel, a, b, c)
		if len(s.Case.Fields) != 1 || s.Case.Fields[0].Path != "products.p" || s.Case.Fields[0].OneSided {
			t.Fatalf("%s: fields %+v", edit, s.Case.Fields)
		}
		for side, v := range s.Case.Fields[0].Values {
			m := &log{t: t, typ: l.typ, head: l.head, seq: l.seq, ops: slices.Clone(l.ops), at: l.at}
			m.settle(9, side)
			after := m.fold()
			wantClear(t, after, store.Draft)
			want := doc("name=A products.q.name=q")
			if v != nil {
				want.Put("products.p", v)
			}
			if !store.Equal(after.Doc, want) {
				t.Errorf("%s: side %d gives %v, want %v", edit, side, after.Doc, want)
			}
		}
	}
}

func TestAPutOnAFinalisedRevisionIsKeptAside(t *testing.T) {
	for _, k := range []store.OpKind{put, fin} {
		l := newLog(t, store.Assessment)
		f := l.add(1, fin, doc("x=1 y=1"))
		p := l.add(1, k, doc("x=2 y=1"), f)
		s := l.fold()
		wantCase(t, s, store.CasePutOnFinal, f, f, p)
		wantDoc(t, s, "x=1 y=1")
		if s.Status != store.Final || s.FinalRev != f || !slices.Equal(s.Heads, []store.Hash{p}) {
			t.Errorf("%+v", s)
		}
		// Nothing but a resolution ends it.
		q := l.add(1, amend, doc("x=3 y=1"), p)
		s = l.fold()
		wantCase(t, s, store.CasePutOnFinal, f, f, q)
		r := l.add(9, res, doc("x=2"), q)
		s = l.fold()
		wantClear(t, s, store.Final)
		wantDoc(t, s, "x=2 y=1")
		if s.FinalRev != r {
			t.Errorf("%+v", s)
		}
	}
}

func TestAnEditKeptAsideNeverChangesWhereTheRecordStands(t *testing.T) {
	l := newLog(t, store.Assessment)
	f := l.add(1, fin, doc("x=1"))
	v := l.add(1, void, nil, f)
	l.add(2, put, doc("x=2"), v)
	l.settle(9, 0)
	wantClear(t, l.fold(), store.Void)

	l = newLog(t, store.Assessment)
	f = l.add(1, fin, doc("x=1"))
	a := l.add(9, acc, nil, f)
	l.add(2, put, doc("x=2"), a)
	if s := l.fold(); s.Accepted == nil || s.Accepted.Rev != a {
		t.Errorf("accepted %+v", s.Accepted)
	}
	l.settle(9, 0)
	s := l.fold()
	wantClear(t, s, store.Final)
	if s.Accepted != nil {
		t.Errorf("a decision that nobody accepted is accepted: %+v", s.Accepted)
	}
	h := l.add(9, acc, nil, s.Heads...)
	l.add(9, res, doc("x=3"), h)
	if s = l.fold(); s.Accepted != nil || s.FinalRev != s.Rev {
		t.Errorf("%+v", s)
	}
}

func TestStatesThatShareAPastDoNotShareItsEnd(t *testing.T) {
	l := newLog(t, store.Visit)
	h := l.add(1, fin, doc("x=1"))
	for range 5 { // some of these leave room behind the list of notes
		h = l.add(1, note, doc("no=1"), h)
		s, ok := oplog.State{}, false
		for _, op := range l.ops {
			if s, ok = oplog.Advance(s, op); !ok {
				t.Fatal("not advanced")
			}
		}
		other := newLog(t, store.Visit)
		x, y := other.add(2, note, doc("no=2"), h), other.add(3, note, doc("no=3"), h)
		first, _ := oplog.Advance(s, other.ops[0])
		second, _ := oplog.Advance(s, other.ops[1])
		if first.Notes[len(first.Notes)-1] != x || second.Notes[len(second.Notes)-1] != y ||
			first.Doc["no"] != int64(2) || s.Doc["no"] != int64(1) {
			t.Fatalf("%v %v", first, second)
		}
	}
}

func TestAResolutionThatLeavesALeafOutEndsNothing(t *testing.T) {
	l := newLog(t, store.Assessment)
	a := l.add(1, put, doc("x=1 y=1"))
	l.add(2, put, doc("x=2 y=2"), a)
	l.add(3, put, doc("x=3"), a)
	s := l.fold()
	l.add(9, res, doc("x=2"), s.Heads...)
	s = l.fold()
	if s.Case == nil || s.Rev != a {
		t.Fatalf("%+v", s)
	}
	l.settle(9, 0)
	wantClear(t, l.fold(), store.Draft)
}

func TestOnlyAResolutionJoinsWhatDisagrees(t *testing.T) {
	for _, k := range []store.OpKind{put, fin, amend, note, void, ret, acc} {
		l := newLog(t, store.Assessment)
		a := l.add(1, put, doc("x=1"))
		b := l.add(2, put, doc("x=2"), a)
		c := l.add(3, put, doc("x=3"), a)
		l.add(1, k, doc("x=4"), b, c)
		if s := l.fold(); s.Case == nil || s.Rev != a {
			t.Errorf("%s: %+v", k, s)
		}
	}
}

func TestWithoutACommonAncestorNothingCounts(t *testing.T) {
	l := newLog(t, store.Cooperative)
	a := l.add(1, put, doc("name=A"))
	b := l.add(2, put, doc("name=B"))
	s := l.fold()
	wantCase(t, s, store.CaseParallel, store.Hash{}, a, b)
	if s.Counts || s.Doc != nil || s.Status != "" {
		t.Errorf("%+v", s)
	}
	l.settle(9, 1)
	s = l.fold()
	wantClear(t, s, store.Draft)
}

func TestTwoResolutionsThatDifferLeaveWhatCountedBefore(t *testing.T) {
	l := newLog(t, store.Assessment)
	a := l.add(1, put, doc("x=1"))
	b := l.add(2, put, doc("x=2"), a)
	c := l.add(3, put, doc("x=3"), a)
	r := l.add(8, res, doc("x=2"), b, c)
	q := l.add(9, res, doc("x=3"), b, c)
	s := l.fold()
	// b and c are both newest common ancestors, and they disagree.
	wantCase(t, s, store.CaseParallel, a, r, q)
	wantDoc(t, s, "x=1")
	l.settle(9, 0)
	wantClear(t, l.fold(), store.Draft)

	m := newLog(t, store.Assessment)
	a = m.add(1, put, doc("x=1"))
	b, c = m.add(2, put, doc("x=2"), a), m.add(3, put, doc("x=3"), a)
	m.add(8, res, doc("x=2"), b, c)
	m.add(9, res, doc("x=2"), b, c)
	wantClear(t, m.fold(), store.Draft)
}

func TestFinalAgainstDraftIsAConflictOfStatus(t *testing.T) {
	l := newLog(t, store.Visit)
	f := l.add(1, fin, doc("x=1"))
	a := l.add(9, acc, nil, f)
	r := l.add(8, ret, nil, f)
	s := l.fold()
	wantCase(t, s, store.CaseParallel, f, a, r)
	if len(s.Case.Fields) != 0 || !slices.Contains(s.Case.Status, store.Draft) || !slices.Contains(s.Case.Status, store.Final) {
		t.Errorf("%+v", s.Case)
	}
	l.add(9, res, nil, a, r)
	wantClear(t, l.fold(), store.Final)
}

func TestWhatMissesABaseWaitsWithAllThatStandsOnIt(t *testing.T) {
	l := newLog(t, store.Assessment)
	a := l.add(1, put, doc("x=1"))
	b := l.add(1, put, doc("x=2"), a)
	c := l.add(1, put, doc("x=3"), b)
	d := l.add(1, put, doc("x=4"), c)
	drop := func(i int) []store.LoggedOp { return slices.Delete(slices.Clone(l.ops), i, i+1) }
	s := oplog.Fold(oplog.RulesOf(l.typ), drop(1))
	wantDoc(t, s, "x=1")
	if len(s.Waiting) != 2 || !slices.Contains(s.Waiting, c) || !slices.Contains(s.Waiting, d) || !slices.Equal(s.Missing, []store.Hash{b}) {
		t.Errorf("%+v", s)
	}
	if _, ok := oplog.Advance(s, l.ops[1]); ok {
		t.Error("advanced over an op that others wait for")
	}
	s = oplog.Fold(oplog.RulesOf(l.typ), drop(0))
	if s.Counts || len(s.Heads) != 0 || len(s.Waiting) != 3 || !slices.Equal(s.Missing, []store.Hash{a}) {
		t.Errorf("%+v", s)
	}
	// An op in quarantine is not there either.
	ops := slices.Clone(l.ops)
	ops[2].Verdict = store.NotPermitted
	s = oplog.Fold(oplog.RulesOf(l.typ), ops)
	wantDoc(t, s, "x=2")
	if !slices.Equal(s.Waiting, []store.Hash{d}) || !slices.Equal(s.Missing, []store.Hash{c}) {
		t.Errorf("%+v", s)
	}
	h := oplog.History(ops)
	if len(h) != 3 || h[2].Op.Hash != d || !h[2].Waits {
		t.Errorf("history %+v", h)
	}
}

func TestADuplicateIsMarkedWithoutBecomingAField(t *testing.T) {
	l := newLog(t, store.Cooperative)
	a := l.add(1, put, doc("name=A"))
	m := l.add(9, store.OpSameAs, store.Doc{oplog.SameAsField: entB}, a)
	s := l.fold()
	wantDoc(t, s, "name=A")
	if s.SameAs != entB {
		t.Errorf("%+v", s)
	}
	l.add(1, put, doc("phone=1"), a)
	s = l.fold()
	wantDoc(t, s, "name=A phone=1")
	if s.SameAs != entB || !s.Merged {
		t.Errorf("%+v", s)
	}
	h := l.add(1, fin, doc("name=B"), s.Heads...)
	if s = l.fold(); s.SameAs != entB || s.Doc.Text("name") != "B" {
		t.Errorf("%+v", s)
	}
	l.add(9, store.OpSameAs, store.Doc{oplog.SameAsField: nil}, h)
	if s = l.fold(); s.SameAs != "" {
		t.Errorf("%+v", s)
	}
	_ = m
}

func TestAmendmentsOfDifferentFieldsOfAMergeableKindAreJoined(t *testing.T) {
	l := newLog(t, store.Annual)
	f := l.add(1, fin, doc("figures.a=1 figures.b=1 figures.c=1"))
	l.add(2, amend, doc("figures.a=2 figures.b=1 figures.c=1"), f)
	l.add(3, amend, doc("figures.a=1 figures.b=1"), f)
	s := l.fold()
	wantClear(t, s, store.Final)
	wantDoc(t, s, "figures.a=2 figures.b=1")
}

func TestAValueSetBackIsAnEditToo(t *testing.T) {
	l := newLog(t, store.Cooperative)
	a := l.add(1, put, doc("phone=1"))
	b := l.add(2, put, doc("phone=2"), a)
	b = l.add(2, put, doc("phone=1"), b)
	c := l.add(3, put, doc("phone=3"), a)
	wantCase(t, l.fold(), store.CaseParallel, a, b, c)
}

func TestClassifySaysWhatTheStateAloneTells(t *testing.T) {
	l := newLog(t, store.Assessment)
	a := l.add(1, put, doc("x=1"))
	f := l.add(1, fin, doc("x=1"), a)
	l.add(1, put, doc("x=2"), f)
	l.add(2, put, doc("x=3"), a)
	l.add(1, note, doc("no=3"), f)
	rules := oplog.RulesOf(l.typ)
	s := oplog.Fold(rules, l.ops[:2])
	for i, want := range []oplog.Class{oplog.Parallel, oplog.Parallel, oplog.PutOnFinal, oplog.Parallel, oplog.FastForward} {
		if got := oplog.Classify(s, &l.ops[i]); got != want {
			t.Errorf("op %d: %s, want %s", i, got, want)
		}
	}
	if got := oplog.Classify(oplog.State{}, &l.ops[0]); got != oplog.Creates {
		t.Errorf("first op: %s", got)
	}
	held := l.ops[4]
	held.Verdict = store.WaitScheme
	if got := oplog.Classify(s, &held); got != oplog.Held {
		t.Errorf("held op: %s", got)
	}
	after := oplog.Fold(rules, l.ops)
	for _, c := range []struct {
		a, b oplog.State
		want oplog.Outcome
	}{
		{oplog.State{}, s, oplog.IsNew},
		{s, s, oplog.IsEqual},
		{oplog.Fold(rules, l.ops[:1]), s, oplog.IsNewer},
		{s, after, oplog.IsConflict},
		{oplog.State{}, oplog.Fold(rules, l.ops[1:2]), oplog.IsHeld},
	} {
		if got := oplog.Compare(c.a, c.b); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestHistorySaysWhatEachOpChanged(t *testing.T) {
	l := newLog(t, store.Assessment)
	a := l.add(1, put, doc("x=1 list.i.a=1 list.i.b=2"))
	f := l.add(1, fin, doc("x=2 y=3"), a)
	p := l.add(2, put, doc("x=9"), f)
	h := oplog.History(append(slices.Clone(l.ops), l.ops...))
	if len(h) != 3 || h[0].Op.Hash != a || h[1].Op.Hash != f || h[2].Op.Hash != p {
		t.Fatalf("%+v", h)
	}
	want := []oplog.Change{{"list.i.a", int64(1), nil}, {"list.i.b", int64(2), nil}, {"x", int64(1), int64(2)}, {"y", nil, int64(3)}}
	if !reflect.DeepEqual(h[1].Changes, want) || h[1].Status != store.Final || h[1].Aside {
		t.Errorf("%+v", h[1])
	}
	if !h[2].Aside || len(h[2].Changes) != 1 || h[2].Depth != 2 {
		t.Errorf("%+v", h[2])
	}
	d, status, err := oplog.DocAt(l.ops, a)
	if err != nil || status != store.Draft || !store.Equal(d, doc("x=1 list.i.a=1 list.i.b=2")) {
		t.Errorf("%v %v %v", d, status, err)
	}
	if _, _, err := oplog.DocAt(l.ops, hashOf("?")); store.CodeOf(err) != store.NotFound {
		t.Errorf("unknown revision: %v", err)
	}
	if _, _, err := oplog.DocAt(nil, a); store.CodeOf(err) != store.NotFound {
		t.Errorf("no ops: %v", err)
	}
}

func TestAncestors(t *testing.T) {
	l := newLog(t, store.Cooperative)
	a := l.add(1, put, doc("x=1"))
	b := l.add(2, put, doc("y=2"), a)
	c := l.add(3, put, doc("z=3"), a)
	d := l.add(2, put, doc("y=4"), b, c)
	e := l.add(3, put, doc("z=4"), b, c)
	if got := oplog.Ancestors(l.ops, d); len(got) != 3 || got[0] != a || !slices.Contains(got, b) || !slices.Contains(got, c) {
		t.Errorf("%v", got)
	}
	for _, x := range []struct{ revs, want []store.Hash }{
		{[]store.Hash{b, c}, []store.Hash{a}},
		{[]store.Hash{d, b}, []store.Hash{b}},
		{[]store.Hash{d}, []store.Hash{d}},
		{[]store.Hash{a, d, e}, []store.Hash{a}},
		{[]store.Hash{b, d, e}, []store.Hash{b}},
		{[]store.Hash{hashOf("?"), a}, nil},
		{nil, nil},
	} {
		if got := oplog.CommonAncestors(l.ops, x.revs...); !slices.Equal(got, x.want) {
			t.Errorf("of %v: %v, want %v", x.revs, got, x.want)
		}
	}
	if got := oplog.CommonAncestors(l.ops, d, e); len(got) != 2 {
		t.Errorf("crossing merges: %v", got)
	}
}

func chainOps(b failer, n int) *log {
	l := newLog(b, store.Annual)
	h := l.add(1, put, doc("cooperative=c year=2024"))
	for i := range n - 1 {
		h = l.add(1, put, doc(fmt.Sprintf("figures.f%d=%d", i%100, i)), h)
	}
	return l
}

func BenchmarkAdvance(b *testing.B) {
	l := chainOps(b, 200)
	s, ok := oplog.State{}, false
	for _, op := range l.ops[:199] {
		if s, ok = oplog.Advance(s, op); !ok {
			b.Fatal("not advanced")
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := oplog.Advance(s, l.ops[199]); !ok {
			b.Fatal("not advanced")
		}
	}
}

func BenchmarkFoldChain(b *testing.B) {
	for _, n := range []int{1, 50, 500, 5000} {
		l := chainOps(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if s := l.fold(); s.Case != nil {
					b.Fatal("a chain disagrees")
				}
			}
		})
	}
}

func BenchmarkHistoryChain(b *testing.B) {
	l := chainOps(b, 5000)
	for b.Loop() {
		if len(oplog.History(l.ops)) != 5000 {
			b.Fatal("ops are missing")
		}
	}
}

// Two laptops that never meet edit one record 2.500 times each.
func BenchmarkFoldTwoBranches(b *testing.B) {
	l := newLog(b, store.Annual)
	root := l.add(1, put, doc("cooperative=c year=2024"))
	x, y := root, root
	for i := range 2500 {
		x = l.add(1, put, doc(fmt.Sprintf("figures.a%d=%d", i%50, i)), x)
		y = l.add(2, put, doc(fmt.Sprintf("figures.b%d=%d", i%50, i)), y)
	}
	for b.Loop() {
		if s := l.fold(); !s.Merged {
			b.Fatal("different fields disagree")
		}
	}
}
