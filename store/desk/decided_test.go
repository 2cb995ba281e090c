package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestDecisionsAreListedNewestFirstWhereverTheyAreHeld(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 100))
	s.b.put(t, store.Assessment, s.sheet, self("3a", 200))
	s.exchange(t)
	list, err := s.p.Decisions(ctx, 10)
	must(t, err)
	equal(t, len(list), 0)
	c := s.p.only(t)
	_, err = s.p.Resolve(ctx, c.ID, c.All("A"), "theo A")
	must(t, err)
	s.exchange(t)
	s.a.finalise(t, s.sheet)
	s.exchange(t)
	_, err = s.p.Return(ctx, store.Assessment, s.sheet, nil, "thiếu căn cứ")
	must(t, err)
	s.exchange(t)
	want := func(l *laptop) {
		t.Helper()
		list, err := l.Decisions(ctx, 10)
		must(t, err)
		var got []desk.Decided
		for _, d := range list {
			got = append(got, desk.Decided{OpKind: d.OpKind, ID: d.ID, Why: d.Why})
		}
		equal(t, got, []desk.Decided{{OpKind: store.OpReturn, ID: s.sheet, Why: "thiếu căn cứ"}, {OpKind: store.OpResolve, ID: s.sheet, Why: "theo A"}})
	}
	for _, l := range []*laptop{s.p, s.a, s.b} {
		want(l)
	}
	one, err := s.p.Decisions(ctx, 1)
	must(t, err)
	equal(t, len(one), 1)
}
