package coop_test

import (
	"context"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/coop"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// visits puts a finalised visit with two recommendations, one overdue, and one
// that is a draft.
func visits(tb testing.TB, d *desk.Desk, id string) (final, draft string) {
	tb.Helper()
	ctx := context.Background()
	person := store.Doc{"a": store.Doc{"name": "Người Mẫu Một"}}
	ids, err := d.Put(ctx, store.Visit, []desk.Input{
		{Doc: store.Doc{
			"cooperative": id, "on": "2024-05-20", "purpose": "periodic", "started": "2024-05-20T08:00:00+07:00", "ended": "2024-05-20T11:00:00+07:00",
			"team": person, "participants": person, "recommendations": store.Doc{
				"a": store.Doc{"text": "Lập sổ đăng ký thành viên", "who": "HĐQT", "due": "2024-09-30"},
				"b": store.Doc{"text": "Tổ chức Đại hội thành viên", "who": "HĐQT", "due": "2024-12-20"},
			},
		}},
		{Doc: store.Doc{"cooperative": id, "on": "2024-11-20", "purpose": "complaint", "team": person}},
	})
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := d.Finalise(ctx, store.Visit, ids[0]); err != nil {
		tb.Fatal(err)
	}
	return ids[0], ids[1]
}

func TestTheVisitsOfACooperativeAtEverySize(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, longName, "6101234567")
	visits(t, d, id)
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			s := pagetest.Open(t, lang, size, func(c *page.Context) page.Screen { return coop.New(c, d, id, page.Args{"tab": "visit"}) })
			s.Golden("visits")
			s.Press("right")
			s.Golden("advice")
		}
	}
}

func TestF6ShowsTheVisitsWithWhatIsOpen(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	final, draft := visits(t, d, id)
	s := show(t, d, id, nil)
	s.Press("f6")
	s.Sees("[Kiểm tra 2]", "2 việc, 1 quá hạn", "20/05/2024", "đã chốt", "2/2", "20/11/2024", "theo đơn thư")
	opened := func(want string) {
		t.Helper()
		if got := sent[page.Navigate](s); len(got) == 0 || got[len(got)-1].Page != "visit" || got[len(got)-1].ID != want {
			t.Errorf("opened %+v, not %s", got, want)
		}
	}
	s.Press("enter")
	opened(draft)
	s.Press("down", "enter")
	opened(final)
	s.Press("ctrl+n")
	opened("")
	if got := sent[page.Navigate](s); got[len(got)-1].Args["coop"] != id {
		t.Errorf("begun at %+v", got[len(got)-1])
	}
}

func TestWithoutAnyVisitEnterBeginsOne(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	for tab, page := range map[string]string{"visit": "visit", "consult": "consultation"} {
		s := show(t, d, id, map[string]string{"tab": tab})
		s.Sees("Enter bắt đầu")
		s.Press("enter")
		if got := went(s); got.Page != page || got.ID != "" || got.Args["coop"] != id {
			t.Errorf("%s: begun %+v", tab, got)
		}
	}
}

// went is where the screen went last.
func went(s *pagetest.Driver) page.Navigate {
	list := sent[page.Navigate](s)
	if len(list) == 0 {
		return page.Navigate{}
	}
	return list[len(list)-1]
}

func TestAVisitNeedsACooperativeThatIsWritten(t *testing.T) {
	d := newOffice(t).run()
	id, err := d.NewID()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveField(context.Background(), store.Cooperative, id, "name", "HTX Mẫu", ""); err != nil {
		t.Fatal(err)
	}
	s := show(t, d, id, map[string]string{"tab": "visit"})
	s.Press("esc", "ctrl+n")
	if !told(s, "Ghi hồ sơ hợp tác xã trước") || len(sent[page.Navigate](s)) > 0 {
		t.Errorf("told %+v", s.Sent)
	}
}
