package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func (l *laptop) listed(tb testing.TB, k store.Kind, where ...store.Cond) []string {
	tb.Helper()
	ids := []string{}
	must(tb, l.List(ctx, store.Query{Kind: k, Where: where}, func(r *store.Record) error {
		ids = append(ids, r.ID)
		return nil
	}))
	return ids
}

// twins is one cooperative that two officers entered under one tax code, with a
// sheet of each.
func twins(t *testing.T) (s *three, one, two, sheetOne, sheetTwo string) {
	t.Helper()
	s = &three{
		a: open(t, "dakha-01", store.Officer, "615"), b: open(t, "dakha-02", store.Officer, "615"), p: open(t, "tinh", store.Province, "62"),
	}
	one = s.a.put(t, store.Cooperative, id(1, 1), coop(1))
	other := coop(1)
	other["name"], other["tax_code"], other["phone"] = "HTX Đăk Hà 1", "61.0000 0001", "2"
	two = s.b.put(t, store.Cooperative, id(1, 2), other)
	sheetOne = s.a.put(t, store.Assessment, "", full(one, "2024"))
	sheetTwo = s.b.put(t, store.Assessment, "", full(two, "2023"))
	s.exchange(t)
	return s, one, two, sheetOne, sheetTwo
}

func TestOfADuplicateOneStaysAndListsSumsAndCardsFollowIt(t *testing.T) {
	s, one, two, sheetOne, sheetTwo := twins(t)
	c := s.p.only(t)
	equal(t, c.Case, store.CaseDuplicate)
	equal(t, c.Fields[0].Path, desk.SameAsPath)
	equal(t, fieldOf(t, c, "phone").Texts, []string{"", "2"})
	_, err := s.p.Resolve(ctx, c.Seen, map[string]desk.Choice{"phone": {Side: "B"}}, "trùng")
	wantCode(t, err, store.Invalid, "not-chosen")
	_, err = s.p.Resolve(ctx, c.Seen, map[string]desk.Choice{desk.SameAsPath: {Side: "A"}, "phone": {Side: "B"}}, "cùng mã số thuế")
	must(t, err)
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.b, s.p} {
		l.none(t)
		equal(t, l.get(t, store.Cooperative, one).Doc.Text("phone"), "2")
		equal(t, l.listed(t, store.Cooperative), []string{one})
		equal(t, l.listed(t, store.Cooperative, store.Cond{Field: "same_as", Value: one}), []string{two})
		equal(t, len(l.listed(t, store.Assessment, store.Cond{Field: "cooperative", Value: one})), 2)
		gone := l.get(t, store.Cooperative, two)
		equal(t, gone.SameAs, one)
		equal(t, gone.Doc.Text("name"), "HTX Đăk Hà 1")
		h, err := l.History(ctx, store.Cooperative, two)
		must(t, err)
		equal(t, h[len(h)-1].OpKind, store.OpSameAs)
		reg, err := l.Register(ctx)
		must(t, err)
		equal(t, len(reg.Rows), 1)
		equal(t, len(reg.Rows[0].Scores), 2)
		home, err := l.Home(ctx, 2024)
		must(t, err)
		equal(t, []int{home.Coops, home.Assessed, home.Means[3].N}, []int{1, 1, 1})
		card, err := l.CoopCard(ctx, one)
		must(t, err)
		equal(t, []string{card.Assessments[0].ID, card.Assessments[1].ID, card.Twins[0].ID}, []string{sheetOne, sheetTwo, two})
		before := l.state(t)
		must(t, l.Rebuild(ctx))
		equal(t, l.state(t), before)
	}
	_, err = s.b.Put(ctx, store.Cooperative, []desk.Input{{ID: two, Doc: store.Doc{"phone": "3"}}})
	wantCode(t, err, store.Conflict, "same-as")
	_, err = s.b.Put(ctx, store.Assessment, []desk.Input{{Doc: full(two, "2022")}})
	wantCode(t, err, store.Conflict, "same-as")
	s.b.put(t, store.Assessment, sheetTwo, self("3a", 100)) // what stands under it goes on
	_, err = s.p.SameAs(ctx, store.Cooperative, "", two, "hai hợp tác xã khác nhau")
	must(t, err)
	equal(t, s.p.only(t).Case, store.CaseDuplicate) // it is open again
	equal(t, len(s.p.listed(t, store.Cooperative)), 2)
}

func TestSameAsRefusesChainsCirclesAndStrangers(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	a, b, c := o.put(t, store.Cooperative, id(1, 1), coop(1)), o.put(t, store.Cooperative, id(1, 2), coop(2)), o.put(t, store.Cooperative, id(1, 3), coop(3))
	same := func(kept, other string) error {
		_, err := o.SameAs(ctx, store.Cooperative, kept, other, "một hợp tác xã, hai mã số thuế")
		return err
	}
	must(t, same(a, b))
	wantCode(t, same(a, b), store.Conflict, "same-as-chain")
	wantCode(t, same(b, c), store.Conflict, "same-as-chain")
	wantCode(t, same(c, a), store.Conflict, "same-as-chain")
	wantCode(t, same(b, a), store.Conflict, "same-as-chain")
	wantCode(t, same(a, a), store.Invalid, "same-record")
	wantCode(t, same("", c), store.Conflict, "not-same")
	wantCode(t, same(id(1, 9), c), store.NotFound, "")
	_, err := o.SameAs(ctx, store.Cooperative, a, c, " ")
	wantCode(t, err, store.Invalid, "why")
	equal(t, o.listed(t, store.Cooperative), []string{a, c})
	n := open(t, "kontum-01", store.Officer, "611")
	n.quote(t, o, o.writer, n.writer)
	_, err = n.SameAs(ctx, store.Cooperative, a, c, "của huyện khác")
	wantCode(t, err, store.Denied, "not-permitted")
	equal(t, n.listed(t, store.Cooperative), []string{a, c})
	// The kept one may take over the tax code of its duplicate.
	o.put(t, store.Cooperative, a, store.Doc{"tax_code": coop(2)["tax_code"]})
	_, err = o.Put(ctx, store.Cooperative, []desk.Input{{ID: c, Doc: store.Doc{"tax_code": coop(2)["tax_code"]}}})
	wantCode(t, err, store.Conflict, "duplicate")
}

func TestACircleOfTwoOpinionsKeepsOneOfThem(t *testing.T) {
	s, one, two, _, _ := twins(t)
	_, err := s.a.SameAs(ctx, store.Cooperative, one, two, "trùng")
	must(t, err)
	_, err = s.b.SameAs(ctx, store.Cooperative, two, one, "trùng")
	must(t, err)
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.b, s.p} {
		equal(t, l.listed(t, store.Cooperative), []string{one})
		reg, err := l.Register(ctx)
		must(t, err)
		equal(t, len(reg.Rows), 1)
		l.none(t)
		before := l.state(t)
		must(t, l.Rebuild(ctx))
		equal(t, l.state(t), before)
	}
}

func TestADuplicateWhoseKeptRecordIsElsewhereStaysInTheList(t *testing.T) {
	s, one, two, _, _ := twins(t)
	_, err := s.p.SameAs(ctx, store.Cooperative, one, two, "trùng")
	must(t, err)
	n := open(t, "dakha-03", store.Officer, "615")
	n.quote(t, s.p, s.b.writer, s.p.writer) // without the ops that made the kept one
	equal(t, n.listed(t, store.Cooperative), []string{two})
	n.quote(t, s.p, s.a.writer)
	equal(t, n.listed(t, store.Cooperative), []string{one})
}
