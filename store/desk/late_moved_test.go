package desk_test

import (
	"testing"

	"coopfield/store"
)

// A report closes a period for ops whose record stands elsewhere by now, or
// nowhere, as if it had come before them.
func TestAReportClosesItsPeriodForWhatMovedOutOfIt(t *testing.T) {
	s := together(t)
	other := s.a.put(t, store.Cooperative, "", coop(2))
	s.exchange(t)
	moved := s.a.put(t, store.Event, "", store.Doc{"type": "tập huấn", "on": "2024-05-06", "unit": "615"})
	s.a.put(t, store.Event, moved, store.Doc{"on": "2023-05-06"})
	const twice = "01920000-0001-7061-8000-0000000000aa"
	s.a.put(t, store.Assessment, twice, full(other, "2024"))
	s.b.put(t, store.Assessment, twice, full(other, "2022")) // the same record, for another period
	s.p.quote(t, s.a, s.a.writer)
	s.p.quote(t, s.b, s.b.writer)
	equal(t, len(lateOps(t, s.p)), 0)
	r := s.p.put(t, store.Report, "", store.Doc{"period": "2024", "level": "province", "unit": "62", "template": "bc-nam"})
	_, err := s.p.Finalise(ctx, store.Report, r)
	must(t, err)
	before := s.p.state(t)
	must(t, s.p.Rebuild(ctx))
	equal(t, s.p.state(t), before)

	q := open(t, "tinh-2", store.Province, "62")
	q.quote(t, s.p, s.p.writer)
	q.quote(t, s.b, s.b.writer)
	q.quote(t, s.a, s.a.writer)
	equal(t, lateOps(t, q), lateOps(t, s.p))
	if n := len(lateOps(t, q)); n < 3 { // both, and the sheet that was there
		t.Fatalf("%d ops are late", n)
	}
}
