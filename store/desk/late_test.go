package desk_test

import (
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// closePeriod finalises the province's report of 2024 over what it holds.
func (s *three) closePeriod(t *testing.T) string {
	t.Helper()
	records, err := s.p.RecordsOf(ctx, "2024", "62")
	must(t, err)
	r := s.p.put(t, store.Report, "", store.Doc{"period": "2024", "level": "province", "unit": "62", "template": "bc-nam", "records": records})
	_, err = s.p.Finalise(ctx, store.Report, r)
	must(t, err)
	return r
}

func lateOps(tb testing.TB, l *laptop) []desk.Quarantined {
	tb.Helper()
	q, err := l.Quarantine(ctx)
	must(tb, err)
	return slices.DeleteFunc(q, func(x desk.Quarantined) bool { return x.Verdict != store.Late })
}

func TestAnOpForAClosedPeriodWaitsUntilItIsAdmitted(t *testing.T) {
	s := together(t)
	report := s.closePeriod(t)
	before := s.p.state(t)
	must(t, s.p.Rebuild(ctx))
	equal(t, s.p.state(t), before)
	equal(t, len(lateOps(t, s.p)), 0)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 100))                                                            // late
	s.a.put(t, store.Assessment, "", full(s.coop, "2023"))                                                            // of another period
	s.a.put(t, store.Cooperative, s.coop, store.Doc{"phone": "0260"})                                                 // the register goes on
	visit := s.a.put(t, store.Visit, "", store.Doc{"cooperative": s.coop, "on": "2024-05-04", "purpose": "periodic"}) // late too
	s.exchange(t)
	q := lateOps(t, s.p)
	equal(t, len(q), 2)
	if !strings.Contains(q[0].Why, "bc-nam kỳ 2024") {
		t.Fatal(q[0].Why)
	}
	equal(t, s.p.get(t, store.Assessment, s.sheet).Doc.Sub("self")["3a"], any(int64(300)))
	_, err := s.p.Get(ctx, store.Visit, visit)
	wantCode(t, err, store.NotFound, "")
	equal(t, s.p.get(t, store.Cooperative, s.coop).Doc.Text("phone"), "0260")
	home, err := s.p.Home(ctx, 2024)
	must(t, err)
	equal(t, home.Quarantined, 2)
	before = s.p.state(t)
	must(t, s.p.Rebuild(ctx))
	equal(t, s.p.state(t), before)
	for _, x := range q {
		if x.Kind == store.Assessment {
			_, err := s.p.Admit(ctx, x.Op, "sửa nhầm số, đồng ý")
			must(t, err)
		}
	}
	equal(t, s.p.get(t, store.Assessment, s.sheet).Doc.Sub("self")["3a"], any(int64(100)))
	equal(t, len(lateOps(t, s.p)), 1)
	s.p.put(t, store.Assessment, s.sheet, store.Doc{"approved": store.Doc{"3a": int64(100)}}) // the province is never late
	_, err = s.p.Void(ctx, store.Report, report, "lập lại")
	must(t, err)
	equal(t, len(lateOps(t, s.p)), 0) // what a report closed it opens again
	_, err = s.p.Get(ctx, store.Visit, visit)
	must(t, err)
	before = s.p.state(t)
	must(t, s.p.Rebuild(ctx))
	equal(t, s.p.state(t), before)
}

func TestWhatIsLateDoesNotHangOnTheOrderOfArrival(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 100))
	s.exchange(t)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 200)) // not heard of yet
	s.b.put(t, store.Annual, "", store.Doc{"cooperative": s.coop, "year": int64(2024)})
	s.closePeriod(t)
	s.exchange(t)
	want := []store.Hash{}
	for _, x := range lateOps(t, s.p) {
		want = append(want, x.Op)
	}
	equal(t, len(want), 2)
	for _, first := range [][]store.Writer{
		{s.p.writer, s.a.writer, s.b.writer}, {s.a.writer, s.b.writer, s.p.writer}, {s.b.writer, s.p.writer, s.a.writer},
	} {
		q := open(t, "tinh-2", store.Province, "62")
		for _, w := range first {
			q.quote(t, s.p, w)
		}
		got := []store.Hash{}
		for _, x := range lateOps(t, q) {
			got = append(got, x.Op)
		}
		equal(t, got, want)
		before := q.state(t)
		must(t, q.Rebuild(ctx))
		equal(t, q.state(t), before)
	}
}
