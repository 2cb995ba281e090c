package desk_test

import (
	"testing"

	"coopfield/store"
)

func (l *laptop) typed(tb testing.TB, id string, p store.Path, v any) {
	tb.Helper()
	_, err := l.SaveField(ctx, store.Cooperative, id, p, v, "")
	must(tb, err)
}

func (l *laptop) shows(tb testing.TB, id string, want map[store.Path]string) {
	tb.Helper()
	f, err := l.Edit(ctx, store.Cooperative, id)
	must(tb, err)
	for p, w := range want {
		if got := f.Doc.Text(p); got != w {
			tb.Fatalf("%s is %q, want %q", p, got, w)
		}
	}
}

func TestUndoTakesTypedFieldsBackToTheOpeningAndRedoBringsThemBack(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.typed(t, c, "phone", "1") // of an earlier visit to the form
	must(t, o.Opened(ctx, store.Cooperative, c))
	u, err := o.UndoToOpening(ctx, store.Cooperative, c)
	must(t, err)
	if u != nil {
		t.Fatalf("undone without a change: %+v", u)
	}
	o.typed(t, c, "phone", "2")
	o.typed(t, c, "email", "a@b.vn")
	u, err = o.UndoToOpening(ctx, store.Cooperative, c)
	must(t, err)
	equal(t, []int{u.Typed, u.Saved, len(u.Fields)}, []int{2, 0, 2})
	o.shows(t, c, map[store.Path]string{"phone": "1", "email": ""})
	o.reopen(t) // it is kept beyond the run
	waits, err := o.Undone(ctx, store.Cooperative, c)
	must(t, err)
	equal(t, waits, u)
	u, err = o.Redo(ctx, store.Cooperative, c)
	must(t, err)
	equal(t, u.Typed, 2)
	o.shows(t, c, map[store.Path]string{"phone": "2", "email": "a@b.vn"})
	u, err = o.Redo(ctx, store.Cooperative, c)
	must(t, err)
	if u != nil {
		t.Fatal("redone twice")
	}
	_, err = o.Commit(ctx, store.Cooperative, c)
	must(t, err)
	equal(t, len(o.get(t, store.Cooperative, c).Heads), 1)
}

func TestUndoSetsSavedChangesBackByAnOpThatTheHistoryShows(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	doc := coop(1)
	doc["phone"], doc["products"] = "1", store.Doc{"p": store.Doc{"name": "Cà phê", "main": true}}
	c := o.put(t, store.Cooperative, "", doc)
	o.typed(t, c, "phone", "2") // the opening is before the first typed field
	o.typed(t, c, "email", "a@b.vn")
	o.typed(t, c, "products.p.name", nil)
	_, err := o.Commit(ctx, store.Cooperative, c)
	must(t, err)
	o.typed(t, c, "area", "thôn 1")
	u, err := o.UndoToOpening(ctx, store.Cooperative, c)
	must(t, err)
	equal(t, []int{u.Typed, u.Saved}, []int{1, 3})
	o.shows(t, c, map[store.Path]string{"phone": "1", "email": "", "area": "", "products.p.name": "Cà phê"})
	h, err := o.History(ctx, store.Cooperative, c)
	must(t, err)
	equal(t, len(h), 3)
	equal(t, h[2].Why, "hoàn tác về lúc mở")
	again, err := o.UndoToOpening(ctx, store.Cooperative, c)
	must(t, err)
	if again != nil {
		t.Fatalf("undone twice: %+v", again)
	}
	_, err = o.Redo(ctx, store.Cooperative, c)
	must(t, err)
	o.shows(t, c, map[store.Path]string{"phone": "2", "email": "a@b.vn", "area": "thôn 1", "products.p.name": ""})
	_, err = o.Commit(ctx, store.Cooperative, c)
	must(t, err)
	r := o.get(t, store.Cooperative, c)
	equal(t, len(r.Heads), 1) // what was typed stands on what was brought back
	equal(t, r.Doc.Text("area"), "thôn 1")
	u, err = o.UndoToOpening(ctx, store.Cooperative, c)
	must(t, err)
	equal(t, u.Saved, 4)
	o.put(t, store.Cooperative, c, store.Doc{"email": "c@d.vn"})
	_, err = o.Redo(ctx, store.Cooperative, c)
	wantCode(t, err, store.Conflict, "changed")
}

func TestUndoLeavesWhatOthersChangedMeanwhile(t *testing.T) {
	s := together(t)
	must(t, s.a.Opened(ctx, store.Cooperative, s.coop))
	s.a.put(t, store.Cooperative, s.coop, store.Doc{"phone": "2"})
	s.b.put(t, store.Cooperative, s.coop, store.Doc{"email": "a@b.vn"})
	s.exchange(t)
	u, err := s.a.UndoToOpening(ctx, store.Cooperative, s.coop)
	must(t, err)
	equal(t, u.Saved, 1)
	r := s.a.get(t, store.Cooperative, s.coop)
	equal(t, []string{r.Doc.Text("phone"), r.Doc.Text("email")}, []string{"", "a@b.vn"})
}

func TestWhatWasCreatedOrFinalisedSinceTheOpeningIsNotUndone(t *testing.T) {
	s := together(t)
	id, err := s.a.NewID()
	must(t, err)
	must(t, s.a.Opened(ctx, store.Cooperative, id))
	s.a.put(t, store.Cooperative, id, coop(2))
	_, err = s.a.UndoToOpening(ctx, store.Cooperative, id)
	wantCode(t, err, store.Conflict, "created")
	must(t, s.a.Opened(ctx, store.Assessment, s.sheet))
	s.a.put(t, store.Assessment, s.sheet, self("3a", 100))
	s.a.finalise(t, s.sheet)
	_, err = s.a.UndoToOpening(ctx, store.Assessment, s.sheet)
	wantCode(t, err, store.Conflict, "final")
	equal(t, s.a.get(t, store.Assessment, s.sheet).State, store.Final)
}
