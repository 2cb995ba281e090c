package desk_test

import (
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// quote gives to all ops that from holds of the writers' devices, as the office
// quotes them downwards.
func (l *laptop) quote(tb testing.TB, from *laptop, writers ...store.Writer) {
	tb.Helper()
	var ops []store.LoggedOp
	must(tb, from.db.View(ctx, func(tx store.Tx) error {
		for _, w := range writers {
			err := tx.Range(w.Dev, 1, 1, 0, func(o *store.LoggedOp) error {
				if w.Dev != l.writer.Dev {
					ops = append(ops, *o)
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := l.Quoted(ctx, writers, ops, nil)
	must(tb, err)
}

// three is two officers of one unit and the province, who all hold one sheet.
type three struct {
	a, b, p *laptop
	coop    string
	sheet   string
}

func (s *three) writers() []store.Writer { return []store.Writer{s.a.writer, s.b.writer, s.p.writer} }

// exchange brings everything to the province and from there to everybody.
func (s *three) exchange(t testing.TB) {
	t.Helper()
	for _, l := range []*laptop{s.a, s.b} {
		if n := l.last(t); n > 0 {
			s.p.receive(t, l.bundle(t, 1, 0))
		}
	}
	s.a.quote(t, s.p, s.writers()...)
	s.b.quote(t, s.p, s.writers()...)
}

func together(t testing.TB) *three {
	t.Helper()
	s := &three{
		a: open(t, "dakha-01", store.Officer, "615"), b: open(t, "dakha-02", store.Officer, "615"), p: open(t, "tinh", store.Province, "62"),
	}
	s.coop = s.a.put(t, store.Cooperative, "", coop(1))
	s.sheet = s.a.put(t, store.Assessment, "", full(s.coop, "2024"))
	s.exchange(t)
	return s
}

func (l *laptop) only(tb testing.TB) *desk.Conflict {
	tb.Helper()
	rows, err := l.Conflicts(ctx)
	must(tb, err)
	if len(rows) != 1 {
		tb.Fatalf("%d conflicts: %+v", len(rows), rows)
	}
	c, err := l.Conflict(ctx, rows[0].ID)
	must(tb, err)
	return c
}

func (l *laptop) none(tb testing.TB) {
	tb.Helper()
	rows, err := l.Conflicts(ctx)
	must(tb, err)
	if len(rows) != 0 {
		tb.Fatalf("open: %+v", rows)
	}
}

func (l *laptop) finalise(tb testing.TB, id string) {
	tb.Helper()
	_, err := l.Finalise(ctx, store.Assessment, id)
	must(tb, err)
}

func self(item string, points int64) store.Doc {
	return store.Doc{"self": store.Doc{item: points}, "evidence": store.Doc{item: "sổ cái"}}
}

func fieldOf(tb testing.TB, c *desk.Conflict, p store.Path) *desk.ConflictField {
	tb.Helper()
	for i := range c.Fields {
		if c.Fields[i].Path == p {
			return &c.Fields[i]
		}
	}
	tb.Fatalf("%s does not differ: %+v", p, c.Fields)
	return nil
}

func TestAConflictShowsBaseSidesEvidenceAndTheEffectOfEachChoice(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, store.Doc{"self": store.Doc{"3a": int64(100), "5": int64(500)}, "evidence": store.Doc{"3a": "BCTC trang 3"}})
	s.b.put(t, store.Assessment, s.sheet, store.Doc{"self": store.Doc{"3a": int64(200)}, "evidence": store.Doc{"3a": "sổ cái"}})
	s.exchange(t)
	c := s.p.only(t)
	equal(t, c.Case, store.CaseParallel)
	equal(t, len(c.Sides), 2)
	equal(t, []string{c.Sides[0].Letter, c.Sides[1].Letter}, []string{"A", "B"})
	ia := slices.IndexFunc(c.Sides, func(x desk.Side) bool { return x.Principal == "dakha-01" })
	ib := 1 - ia
	equal(t, c.Sides[ia].Actor, "Cán bộ dakha-01")
	equal(t, c.Sides[ia].Unit, "615")
	f := fieldOf(t, c, "self.3a")
	equal(t, f.BaseText, "3")
	equal(t, []string{f.Texts[ia], f.Texts[ib]}, []string{"1", "2"})
	equal(t, []string{f.Evidence[ia], f.Evidence[ib]}, []string{"BCTC trang 3", "sổ cái"})
	equal(t, f.OneSided, false)
	equal(t, f.Chosen, -1)
	if !strings.HasPrefix(f.Label, "3a ") || !strings.HasSuffix(f.Label, "(tự chấm)") {
		t.Fatal(f.Label)
	}
	one := fieldOf(t, c, "self.5")
	equal(t, one.OneSided, true)
	equal(t, one.Chosen, ia)
	equal(t, len(c.Fields), 3)
	if !strings.Contains(c.Reason, "khác nhau 3 mục") {
		t.Fatal(c.Reason)
	}
	base := c.Base.Effect.Points
	equal(t, c.Sides[ia].Effect.Points, base-200-100)
	equal(t, c.Sides[ib].Effect.Points, base-100)
	if c.Base.Effect.Title == "" || c.Column != "self" {
		t.Fatalf("%+v", c.Base.Effect)
	}
	take := c.Pre()
	equal(t, c.Effect(take).Points, base-100)
	take["self.3a"] = desk.Choice{Side: c.Sides[ib].Letter}
	equal(t, c.Effect(take).Points, base-200)
	take["self.3a"] = desk.Choice{Value: int64(0)}
	equal(t, c.Effect(take).Points, base-400)
	take["self.3a"] = desk.Choice{Value: int64(999_00)}
	if c.Effect(take).Refused == nil {
		t.Fatal("points beyond the scheme have an effect")
	}
}

func TestAFormOfDisputedVersionsShowsWhatCountsAndNotOneOfThem(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, store.Doc{"self": store.Doc{"3a": int64(100), "5": int64(500)}})
	s.b.put(t, store.Assessment, s.sheet, store.Doc{"self": store.Doc{"3a": int64(200)}})
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.b, s.p} {
		f, err := l.Edit(ctx, store.Assessment, s.sheet)
		must(t, err)
		equal(t, f.Doc, l.get(t, store.Assessment, s.sheet).Doc)
		equal(t, f.Doc.Sub("self")["3a"], any(int64(300))) // as before both
		sheet, err := l.Sheet(ctx, s.sheet)
		must(t, err)
		equal(t, int64(sheet.Result.Total), l.get(t, store.Assessment, s.sheet).Summary.Points)
	}
}

func TestADecisionClosesTheCaseEverywhereWithTheSameState(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 100))
	s.b.put(t, store.Assessment, s.sheet, self("3a", 200))
	s.exchange(t)
	c := s.p.only(t)
	for _, l := range []*laptop{s.a, s.b} {
		equal(t, l.only(t).ID, c.ID) // both hold both sides
	}
	_, err := s.a.Resolve(ctx, c.ID, c.All("A"), "tự quyết")
	wantCode(t, err, store.Denied, "not-permitted")
	_, err = s.p.Resolve(ctx, c.ID, c.Pre(), "theo sổ")
	wantCode(t, err, store.Invalid, "not-chosen")
	_, err = s.p.Resolve(ctx, c.ID, c.All("A"), " ")
	wantCode(t, err, store.Invalid, "why")
	_, err = s.p.Resolve(ctx, c.ID, c.All("C"), "theo sổ")
	wantCode(t, err, store.Invalid, "self.3a")
	bad := c.All("A")
	bad["self.1a"] = desk.Choice{Value: int64(1)}
	_, err = s.p.Resolve(ctx, c.ID, bad, "theo sổ")
	wantCode(t, err, store.Invalid, "self.1a")
	take := c.Pre()
	take["self.3a"] = desk.Choice{Value: int64(999)}
	_, err = s.p.Resolve(ctx, c.ID, take, "theo sổ")
	if err == nil {
		t.Fatal("points that the scheme's steps refuse were taken")
	}
	take["self.3a"] = desk.Choice{Side: "B"}
	rev, err := s.p.Resolve(ctx, c.Seen, take, "theo sổ cái của hợp tác xã")
	must(t, err)
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.b, s.p} {
		l.none(t)
		r := l.get(t, store.Assessment, s.sheet)
		equal(t, r.Rev, rev)
		equal(t, r.Heads, []store.Hash{rev})
		equal(t, r.Doc.Sub("self")["3a"], c.Sides[1].Doc.Sub("self")["3a"])
		equal(t, r.Conflict, "")
		h, err := l.History(ctx, store.Assessment, s.sheet)
		must(t, err)
		last := h[len(h)-1]
		equal(t, last.OpKind, store.OpResolve)
		equal(t, last.Why, "theo sổ cái của hợp tác xã")
		before := l.state(t)
		must(t, l.Rebuild(ctx))
		equal(t, l.state(t), before)
	}
	_, err = s.p.Resolve(ctx, c.ID, take, "lần nữa")
	wantCode(t, err, store.NotFound, "case")
	s.a.put(t, store.Assessment, s.sheet, self("3b", 100)) // work goes on
}

func TestAChoiceMadeOnOtherSidesIsRefused(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 100))
	s.b.put(t, store.Assessment, s.sheet, self("3a", 200))
	s.p.receive(t, s.a.bundle(t, 1, 0))
	s.p.receive(t, s.b.bundle(t, 1, 0))
	c := s.p.only(t)
	s.b.put(t, store.Assessment, s.sheet, self("3a", 0))
	s.p.receive(t, s.b.bundle(t, 1, 0))
	_, err := s.p.Resolve(ctx, c.Seen, c.All("A"), "theo sổ")
	wantCode(t, err, store.Conflict, "case-changed")
	again := s.p.only(t)
	if again.Seen == c.Seen || again.ID != c.ID {
		t.Fatalf("%s, before %s", again.Seen, c.Seen)
	}
	_, err = s.p.Resolve(ctx, again.Seen, again.All("a"), "theo sổ")
	must(t, err)
	s.p.none(t)
}

func TestOfTwoFinalSheetsTheOutcomeIsFinalAndComplete(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 100))
	s.a.finalise(t, s.sheet)
	s.b.put(t, store.Assessment, s.sheet, self("3a", 200))
	s.b.finalise(t, s.sheet)
	s.exchange(t)
	c := s.p.only(t)
	equal(t, c.After, store.Final)
	take := c.All("A")
	take["self.3a"] = desk.Choice{}
	_, err := s.p.Resolve(ctx, c.ID, take, "bỏ điểm")
	wantCode(t, err, store.Invalid, "incomplete")
	_, err = s.p.Resolve(ctx, c.ID, c.All("B"), "bản B đúng")
	must(t, err)
	r := s.p.get(t, store.Assessment, s.sheet)
	equal(t, r.State, store.Final)
	equal(t, r.Doc.Sub("self")["3a"], c.Sides[1].Doc.Sub("self")["3a"])
	_, err = s.p.Accept(ctx, store.Assessment, s.sheet, nil)
	must(t, err)
	s.exchange(t)
	equal(t, s.a.get(t, store.Assessment, s.sheet).Accepted, true)
}

func TestAPutOnAFinalSheetIsDecidedAndLeavesItFinal(t *testing.T) {
	s := together(t)
	s.b.put(t, store.Assessment, s.sheet, self("3a", 200)) // has not heard of the finalisation
	s.a.finalise(t, s.sheet)
	s.exchange(t)
	c := s.p.only(t)
	equal(t, c.Case, store.CaseParallel)
	equal(t, c.After, store.Final)
	_, err := s.p.Resolve(ctx, c.ID, c.All("B"), "bổ sung của B")
	must(t, err)
	equal(t, s.p.get(t, store.Assessment, s.sheet).State, store.Final)
}

func TestEqualEditsAreNoConflict(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Assessment, s.sheet, self("3a", 200))
	s.b.put(t, store.Assessment, s.sheet, self("3a", 200))
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.b, s.p} {
		l.none(t)
	}
}

func TestACooperativeOfTwoValuesNamesItsFields(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Cooperative, s.coop, store.Doc{"phone": "1", "status": "stopped", "products": store.Doc{"p1": store.Doc{"name": "Cà phê"}}})
	s.b.put(t, store.Cooperative, s.coop, store.Doc{"phone": "2"})
	s.exchange(t)
	c := s.p.only(t)
	if c.Effect(c.Pre()) != nil || c.Column != "" {
		t.Fatal("a cooperative has points")
	}
	var labels []string
	for _, f := range c.Fields {
		labels = append(labels, f.Label)
	}
	equal(t, labels, []string{"Tình trạng", "Điện thoại", "Sản phẩm · p1 · tên"})
	f := fieldOf(t, c, "status")
	equal(t, f.Texts[f.Chosen], "tạm ngừng")
	take := c.Pre()
	take["phone"] = desk.Choice{Value: "0260 3862 111"}
	_, err := s.p.Resolve(ctx, c.ID, take, "gọi hỏi lại")
	must(t, err)
	r := s.p.get(t, store.Cooperative, s.coop)
	equal(t, []string{r.Doc.Text("phone"), r.Doc.Text("status"), r.Doc.Text("products.p1.name")}, []string{"0260 3862 111", "stopped", "Cà phê"})
}
