package sync_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/desk"
)

// more is what a person does besides the records that order_test plays with:
// visits and events of a period, which a report may close meanwhile, files beside
// a sheet, and taking back what was written since a form was opened.
func (s *simulation) more(l *laptop) {
	var err error
	c, a := id('c', rapid.IntRange(0, 2).Draw(s.rt, "coop")), id('a', rapid.IntRange(0, 2).Draw(s.rt, "sheet"))
	n := rapid.IntRange(0, 3).Draw(s.rt, "value")
	day := fmt.Sprintf("%d-05-0%d", 2021+n%2, n+1)
	put := func(k store.Kind, id string, doc store.Doc) {
		_, err = l.Desk.Put(ctx, k, []desk.Input{{ID: id, Doc: doc}})
	}
	switch rapid.IntRange(0, 6).Draw(s.rt, "more") {
	case 0:
		put(store.Event, id('e', n), store.Doc{"type": "khac", "on": day, "unit": "615", "title": fmt.Sprint("hội nghị ", n)})
	case 1:
		put(store.Event, id('e', n), store.Doc{"title": fmt.Sprint("tập huấn ", n)})
	case 2:
		put(store.Visit, id('b', n), store.Doc{"cooperative": c, "on": day, "purpose": "periodic"})
	case 3:
		_, err = l.Desk.Finalise(ctx, store.Visit, id('b', n))
	case 4:
		_, err = l.Desk.Attach(ctx, store.Assessment, a, fmt.Sprintf("anh-%d.txt", n), strings.NewReader(fmt.Sprint("tệp ", n)))
	case 5:
		s.undone(l, c)
		return
	case 6:
		s.hack(l)
		return
	}
	if s.allowed(err); err == nil {
		s.note("more")
	}
}

// undone opens a cooperative's form, writes and takes it back.
func (s *simulation) undone(l *laptop, c string) {
	before, err := l.Desk.Get(ctx, store.Cooperative, c)
	if s.allowed(err); err != nil {
		return
	}
	must(s.t, l.Desk.Opened(ctx, store.Cooperative, c))
	_, err = l.Desk.Put(ctx, store.Cooperative, []desk.Input{{ID: c, Doc: store.Doc{"phone": "0260 " + fmt.Sprint(s.files)}}})
	if s.allowed(err); err != nil {
		return
	}
	_, err = l.Desk.UndoToOpening(ctx, store.Cooperative, c)
	if s.allowed(err); err != nil {
		return
	}
	after, err := l.Desk.Get(ctx, store.Cooperative, c)
	must(s.t, err)
	if !store.Equal(before.Doc, after.Doc) {
		s.rt.Fatalf("taken back to the opening a cooperative is another one:\nwant %v\ngot  %v", before.Doc, after.Doc)
	}
	s.note("undone")
}

// closePeriod lets the province finalise a report over what it holds, or take
// one back.
func (s *simulation) closePeriod() error {
	period := fmt.Sprint(2021 + rapid.IntRange(0, 2).Draw(s.rt, "period"))
	report := id('8', int(period[3]-'0'))
	if r, err := s.p.Desk.Get(ctx, store.Report, report); err == nil && r.State == store.Final {
		_, err = s.p.Desk.Void(ctx, store.Report, report, "lập lại")
		if err == nil {
			s.note("opened again")
		}
		return err
	}
	records, err := s.p.Desk.RecordsOf(ctx, period, "62")
	must(s.t, err)
	_, err = s.p.Desk.Put(ctx, store.Report, []desk.Input{{ID: report, Doc: store.Doc{
		"period": period, "level": "province", "unit": "62", "template": "bc-nam", "records": records,
	}}})
	if err != nil {
		return err
	}
	if _, err = s.p.Desk.Finalise(ctx, store.Report, report); err == nil {
		s.note("closed")
	}
	return err
}
