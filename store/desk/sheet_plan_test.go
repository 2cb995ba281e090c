package desk_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/scheme"
)

// pilot is a cooperative whose sheet of 2020 is the baseline of its plan, which
// names criteria 5 and 9 for improvement. Points of the district stand beside
// the own ones, one lower in 9. It returns the cooperative and the baseline.
func pilot(t *testing.T, o *laptop) (coopID, frozen string) {
	t.Helper()
	c := o.put(t, store.Cooperative, "", coop(1))
	doc := full(c, "2020")
	checkedAs(doc, "9", 200)
	frozen = o.put(t, store.Assessment, "", doc)
	_, err := o.Finalise(ctx, store.Assessment, frozen)
	must(t, err)
	o.put(t, store.Plan, "", store.Doc{
		"cooperative": c, "programme": "kh1185",
		"baseline": store.Doc{"assessment": frozen, "revision": o.get(t, store.Assessment, frozen).Rev.String()},
		"improve":  store.Doc{"5": int64(800), "9": int64(400)},
	})
	return c, frozen
}

// checkedAs gives a sheet the district's points: the own ones, but for pairs of
// an item and its points.
func checkedAs(doc store.Doc, pairs ...any) {
	checked := doc.Sub("self").Clone()
	for i := 0; i < len(pairs); i += 2 {
		item, points := pairs[i].(string), int64(pairs[i+1].(int))
		checked[item] = points
		doc.Put("reason."+item, "rà soát")
	}
	doc["checked"] = checked
}

func causes(t *testing.T, o *laptop, sheetID string) string {
	t.Helper()
	gaps, err := o.Gaps(ctx, store.Assessment, sheetID)
	must(t, err)
	s, err := o.Sheet(ctx, sheetID)
	must(t, err)
	equal(t, gaps, s.Gaps())
	out := ""
	for _, g := range gaps {
		if strings.HasPrefix(g.Path, "cause.") {
			out += g.Path + " "
		}
	}
	return out
}

func TestAFallOfANamedCriterionAsksForItsCause(t *testing.T) {
	for _, c := range []struct {
		nine int // the baseline has 2
		want string
	}{{150, "cause.9 "}, {200, ""}, {250, ""}} {
		o := open(t, "dakha-01", store.Officer, "615")
		coopID, _ := pilot(t, o)
		doc := grown(coopID)
		checkedAs(doc, "9", c.nine, "8", 100) // 8 falls too, but the plan does not name it
		sheetID := o.put(t, store.Assessment, "", doc)
		equal(t, causes(t, o, sheetID), c.want)
		_, err := o.Finalise(ctx, store.Assessment, sheetID)
		if c.want == "" {
			must(t, err)
			continue
		}
		wantCode(t, err, store.Invalid, "incomplete")
		o.put(t, store.Assessment, sheetID, store.Doc{"cause": store.Doc{"9": "Máy hỏng"}})
		_, err = o.Finalise(ctx, store.Assessment, sheetID)
		must(t, err)
		_, err = o.Amend(ctx, store.Assessment, sheetID, store.Doc{"checked": store.Doc{"5": int64(100)}, "reason": store.Doc{"5": "x"}}, "sửa")
		wantCode(t, err, store.Invalid, "incomplete")
		_, err = o.Amend(ctx, store.Assessment, sheetID, store.Doc{
			"checked": store.Doc{"5": int64(100)}, "reason": store.Doc{"5": "x"}, "cause": store.Doc{"5": "Bị xử phạt"},
		}, "sửa")
		must(t, err)
		s, err := o.Sheet(ctx, sheetID)
		must(t, err)
		falls := ""
		for _, f := range s.Falls() {
			falls += f.Criterion + " " + f.From.String() + ">" + f.To.String() + " " + f.Cause + "; "
		}
		equal(t, falls, "5 6>1 Bị xử phạt; 8 5>1 ; 9 2>1.5 Máy hỏng; ")
	}
}

func TestTheBaselineIsTheFrozenRevisionInTheColumnOfTheProgramme(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	coopID, frozen := pilot(t, o)
	_, err := o.Amend(ctx, store.Assessment, frozen, store.Doc{"checked": store.Doc{"9": int64(300)}}, "sửa sau khi duyệt kế hoạch")
	must(t, err)
	sheetID := o.put(t, store.Assessment, "", sheet(coopID, "2021"))
	s, err := o.Sheet(ctx, sheetID)
	must(t, err)
	b := s.Baseline
	if b == nil || b.Lost || b.Period != "2020" || b.Column != scheme.Checked || !b.Keep {
		t.Fatalf("baseline %+v", b)
	}
	equal(t, []scheme.Points{b.Items["9"], b.Criteria["9"], b.Criteria["1"], b.Improve["9"]}, []scheme.Points{200, 200, 600, 400})
	equal(t, len(s.Falls()), 0) // nothing is given yet
	before, err := o.Sheet(ctx, frozen)
	must(t, err)
	if before.Baseline != nil {
		t.Error("the baseline is held against itself")
	}
	late := o.put(t, store.Assessment, "", withPoints(full(coopID, "2019"), "scheme", "tt09-2017"))
	other, err := o.Sheet(ctx, late)
	must(t, err)
	if other.Baseline != nil {
		t.Error("a sheet under another scheme is held against it")
	}
}

// grown is the sheet of 2021, when capital and assets rose as they did in 2020.
func grown(coopID string) store.Doc {
	return withFacts(full(coopID, "2021"), "capital_end", 5_000_000_000, "undivided_end", 800_000_000)
}

// withPoints replaces the scheme of a sheet and leaves its points out.
func withPoints(doc store.Doc, field, value string) store.Doc {
	doc[field] = value
	delete(doc, "self")
	delete(doc, "facts")
	return doc
}

func TestABaselineThatIsNotHeldComparesNothing(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Plan, "", store.Doc{
		"cooperative": c, "programme": "kh1185", "baseline": store.Doc{"assessment": id('a', 7), "revision": strings.Repeat("0", 64)},
		"improve": store.Doc{"9": int64(400)},
	})
	sheetID := o.put(t, store.Assessment, "", full(c, "2021"))
	s, err := o.Sheet(ctx, sheetID)
	must(t, err)
	if s.Baseline == nil || !s.Baseline.Lost || s.Falls() != nil {
		t.Errorf("baseline %+v", s.Baseline)
	}
	_, err = o.Finalise(ctx, store.Assessment, sheetID)
	must(t, err)
}

// TestACauseIsNotAskedOfWhatCameIn keeps the verdict on an op apart from the
// order in which it and the plan came.
func TestACauseIsNotAskedOfWhatCameIn(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	coopID, _ := pilot(t, o)
	p.receive(t, o.bundle(t, 1, 0))
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "dakha-09", Role: store.Officer, Unit: "615"}
	doc := grown(coopID)
	checkedAs(doc, "9", 0)
	doc["occasion"], doc["as_of"], doc["scheme_revision"] = "annual", "2021-12-31", int64(1)
	p.receive(t, forge(t, other, store.Op{Typ: store.Assessment, Ent: id('a', 1), Kind: store.OpFinalise, Set: doc}))
	equal(t, p.get(t, store.Assessment, id('a', 1)).State, store.Final)
	s, err := p.Sheet(ctx, id('a', 1))
	must(t, err)
	if f := s.Falls(); len(f) != 1 || !f[0].NeedsCause() {
		t.Errorf("falls %+v", f)
	}
}

func TestTheTargetsAreTheProgrammesEndAndTheBandsAbove(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	coopID, _ := pilot(t, o)
	doc := grown(coopID)
	delete(doc.Sub("self"), "5") // 69 of 75 points are left
	doc.Put("self.10", int64(200))
	sheetID := o.put(t, store.Assessment, "", doc)
	s, err := o.Sheet(ctx, sheetID)
	must(t, err)
	list := func() (out string) {
		for _, t := range s.Targets() {
			out += t.Band + t.Programme + " " + t.Points.String() + " " + string(t.Column) + "; "
		}
		return out
	}
	equal(t, s.Result.Total, scheme.Points(6400))
	equal(t, list(), "kh1185 80 self; fair 65 self; ") // no points of the district yet, and 80 is the band of good too
	_, err = s.SetPoints(scheme.Checked, "1a", ptr(scheme.Points(500)))
	must(t, err)
	equal(t, list(), "kh1185 80 checked; fair 65 self; good 80 self; ")
	w, err := s.Way(s.Targets()[1])
	must(t, err)
	if w.Column != scheme.Self || w.Target != 6500 || w.Enough() || len(w.Open) == 0 {
		t.Errorf("way %+v", w)
	}
}

func ptr[T any](v T) *T { return &v }
