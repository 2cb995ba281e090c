package sync_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// answerTo writes the answers for laptops and returns their paths.
func (m *machine) answerTo(tb testing.TB, o sync.AnswerOptions) []sync.Answered {
	tb.Helper()
	out, err := m.Answer(ctx, filepath.Join(filepath.Dir(m.dir), "ve"), o)
	must(tb, err)
	return out
}

// deliver lets the laptop take in an answer, which must be taken.
func (m *machine) deliver(tb testing.TB, answers ...sync.Answered) []sync.FileReport {
	tb.Helper()
	var paths []string
	for _, a := range answers {
		paths = append(paths, a.Path)
	}
	reports := m.take(tb, paths...)
	must(tb, sync.ImportError(reports))
	return reports
}

func (m *machine) view(tb testing.TB) *sync.ReceiptView {
	tb.Helper()
	v, err := m.Receipts(ctx)
	must(tb, err)
	return v
}

func (m *machine) record(tb testing.TB, k store.Kind, id string) *store.Record {
	tb.Helper()
	r, err := m.Desk.Get(ctx, k, id)
	must(tb, err)
	return r
}

// final makes a finalised sheet of a cooperative.
func (m *machine) final(tb testing.TB, coop, period string) string {
	tb.Helper()
	sheet := m.put(tb, store.Assessment, "", full(coop, period))
	_, err := m.Desk.Finalise(ctx, store.Assessment, sheet)
	must(tb, err)
	return sheet
}

// Both laptops of a unit get the return; it is the author who has work by it.
func TestOnlyTheAuthorsLaptopCountsAReturnedRecord(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	o, q := enrolled(t, p, ca, filepath.Join(dir, "mot"), "615"), enrolled(t, p, ca, filepath.Join(dir, "hai"), "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	sheet := o.final(t, c, "2024")
	must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
	returned := map[*machine]int{}
	answer := func() {
		for _, a := range p.answerTo(t, sync.AnswerOptions{}) {
			m := o
			if a.Device != o.Principal() {
				m = q
			}
			returned[m] += m.deliver(t, a)[0].Outcome.Took.Returned
		}
	}
	_, err := p.Desk.Accept(ctx, store.Assessment, sheet, nil) // so that the other one gets it too
	must(t, err)
	answer()
	_, err = p.Desk.Return(ctx, store.Assessment, sheet, nil, "xem lại")
	must(t, err)
	answer()
	if got := q.record(t, store.Assessment, sheet); got.ReturnReason != "xem lại" {
		t.Fatalf("the other laptop holds %+v", got)
	}
	if returned[o] != 1 || returned[q] != 0 {
		t.Errorf("the author counts %d, the other one %d", returned[o], returned[q])
	}
}

// A recommendation of a colleague came as open; that it was kept comes too, and
// the visit still does after the laptop forgot all answers.
func TestWhoWasToldOfARecommendationHearsThatItWasKept(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	o, q := enrolled(t, p, ca, filepath.Join(dir, "mot"), "615"), enrolled(t, p, ca, filepath.Join(dir, "hai"), "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	visit := o.put(t, store.Visit, "", store.Doc{
		"cooperative": c, "on": "2024-05-04", "purpose": "periodic",
		"recommendations": store.Doc{"r1": store.Doc{"text": "Lập sổ thành viên", "who": "Giám đốc"}},
	})
	round := func(full bool) {
		must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
		for _, a := range p.answerTo(t, sync.AnswerOptions{Full: full}) {
			if a.Device == q.Principal() {
				q.deliver(t, a)
			}
		}
	}
	round(false)
	q.record(t, store.Visit, visit)
	kept := o.put(t, store.Followup, "", store.Doc{
		"about": store.Doc{"kind": "visit", "record": visit, "item": "r1"}, "on": "2024-06-01", "state": "kept",
	})
	round(false)
	if got := q.record(t, store.Followup, kept); got.Doc.Text("state") != "kept" {
		t.Errorf("the colleague holds %+v", got)
	}
	o.put(t, store.Visit, visit, store.Doc{"place": "trụ sở"})
	round(true)
	if got := q.record(t, store.Visit, visit); got.Doc.Text("place") != "trụ sở" {
		t.Errorf("the colleague holds %+v", got)
	}
}

func TestARecordTurnsGreenOnlyWhenTheAnswerComesAndSaysHowItStands(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	good, bad := o.final(t, c, "2023"), o.final(t, c, "2024")
	later := o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024)})
	must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
	if o.record(t, store.Assessment, good).Got {
		t.Fatal("sealing alone made a record received")
	}
	_, err := p.Desk.Accept(ctx, store.Assessment, good, nil)
	must(t, err)
	_, err = p.Desk.Return(ctx, store.Assessment, bad, store.Doc{"comments": store.Doc{"4": "thiếu số liệu vốn"}}, "xem lại tiêu chí 4")
	must(t, err)
	o.put(t, store.Annual, later, store.Doc{"figures": store.Doc{"revenue": int64(5)}})

	answers := p.answerTo(t, sync.AnswerOptions{Period: "2024"})
	if len(answers) != 1 || filepath.Base(answers[0].Path) != "coop_62_dakha-01_e1_x0002_tra-loi.coop" {
		t.Fatalf("answers %+v", answers)
	}
	r := o.deliver(t, answers...)[0]
	if took := r.Outcome.Took; took.Ops != 2 || took.Returned != 1 || took.Got != 6 || took.Lacking || took.Skipped != nil {
		t.Errorf("took %+v", took)
	}
	if r := o.record(t, store.Assessment, good); !r.Got || !r.Accepted {
		t.Errorf("the accepted sheet is %+v", r)
	}
	if r := o.record(t, store.Assessment, bad); !r.Got || r.ReturnReason != "xem lại tiêu chí 4" || r.State != store.Draft || r.Doc.Text("comments.4") != "thiếu số liệu vốn" {
		t.Errorf("the returned sheet is %+v", r)
	}
	if o.record(t, store.Annual, later).Got {
		t.Error("a record with an edit that never left is received")
	}
	v := o.view(t)
	for k, want := range map[string]desk.Standing{good: desk.StandAccepted, bad: desk.StandReturned} {
		if got := v.Record(store.Assessment, k); got == nil || got.Standing != want || got.Rev != p.record(t, store.Assessment, k).Rev {
			t.Errorf("%s stands as %+v, want %s", k, got, want)
		}
	}
	if v.Newest != 2 || v.Whole != 2 || len(v.Bundles) != 1 || v.Bundles[0].State != store.BundleApplied || v.Clock == nil || v.Clock.Text != "" {
		t.Errorf("view %+v", v)
	}
	if want := (desk.ExpectedCoop{Cooperative: c, Assessment: bad, State: "draft", Standing: "returned", Annual: true}); len(v.Expected) != 1 || !slices.Equal(v.Expected[0].Coops, []desk.ExpectedCoop{want}) || v.Expected[0].Missing() != 1 {
		t.Errorf("expected %+v", v.Expected)
	}
	if state := o.deliver(t, answers...)[0].State; state != sync.FileKnown {
		t.Errorf("the same answer again is %s", state)
	}
}

func TestALostAnswerIsMadeGoodByTheNextAndOnlyNewsIsRepeated(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	sheet := o.final(t, c, "2023")
	p.take(t, o.seal(t).Path)
	_, err := p.Desk.Accept(ctx, store.Assessment, sheet, nil)
	must(t, err)
	lost := p.answerTo(t, sync.AnswerOptions{})[0]
	other := p.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2022)})
	second := p.answerTo(t, sync.AnswerOptions{})[0]
	if second.Basis != 0 || second.Ops != 2 || second.Export != 3 {
		t.Fatalf("the second answer %+v does not repeat the first", second)
	}
	o.deliver(t, second)
	if v := o.view(t); v.Whole != 3 || len(v.Gaps) != 0 || !o.record(t, store.Assessment, sheet).Accepted {
		t.Errorf("after the second alone: %+v", v)
	}
	o.record(t, store.Annual, other)
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2021)})
	p.take(t, o.seal(t).Path) // says which answer came
	p.put(t, store.Annual, other, store.Doc{"figures": store.Doc{"revenue": int64(9)}})
	third := p.answerTo(t, sync.AnswerOptions{})[0]
	if third.Basis != 3 || third.Ops != 1 || third.Export != 4 {
		t.Errorf("the third answer %+v repeats what is known to be there", third)
	}
	o.deliver(t, third)
	before := o.state(t)
	o.deliver(t, lost) // late
	if after := o.state(t); after != before {
		t.Errorf("a late answer changed something:\n%s", firstDifference(before, after))
	}
	if v := o.view(t); v.Newest != 4 || v.Whole != 4 {
		t.Errorf("view %+v", v)
	}
}

func TestALaptopPutBackFromABackupIsToldEverythingAgain(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	p.take(t, o.seal(t).Path)
	old := copyStore(t, o)
	other := p.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2022)})
	o.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2021)})
	p.take(t, o.seal(t).Path)
	o.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)

	back := open(t, old)
	next := p.answerTo(t, sync.AnswerOptions{})[0]
	if next.Basis == 0 {
		t.Fatal("the province repeats everything without being asked")
	}
	r := back.deliver(t, next)[0]
	took := r.Outcome.Took
	if took.Lost == nil || took.Lost.Seq != 2 || took.Opened == nil || took.Opened.Epoch != 2 || !took.Lacking {
		t.Fatalf("took %+v", took)
	}
	if _, err := back.Desk.Get(ctx, store.Annual, other); err == nil {
		t.Fatal("the answer brought what it should lack")
	}
	mine := back.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2020)})
	sealed, err := back.Seal(ctx, t.TempDir())
	must(t, err)
	for _, s := range sealed {
		p.take(t, s.Path)
	}
	whole := p.answerTo(t, sync.AnswerOptions{})[0]
	if whole.Basis != 0 {
		t.Fatalf("answer %+v goes on from what the laptop lost", whole)
	}
	back.deliver(t, whole)
	back.record(t, store.Annual, other)
	if !back.record(t, store.Annual, mine).Got || back.Desk.Epoch() != 2 {
		t.Error("the work after the restore is not received")
	}
	if v := back.view(t); v.Whole != v.Newest || v.Lost != nil {
		t.Errorf("view %+v", v)
	}
}

// copyStore copies a laptop's folder as a backup would, and returns the copy.
func copyStore(tb testing.TB, m *machine) string {
	tb.Helper()
	to := m.dir + "-ban-sao"
	must(tb, os.CopyFS(to, os.DirFS(m.dir)))
	return to
}

func TestARetiredLaptopGetsNoAnswerAndIsAnErrorByName(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	enrolled(t, p, ca, filepath.Join(dir, "dakha"), "615")
	enrolled(t, p, ca, filepath.Join(dir, "ngochoi"), "611")
	reg, err := p.Registry().Raise()
	must(t, err)
	reg.ByPrincipal("ngochoi-01").Status = trust.Retired
	p.Believe(p.Trust(), reg)
	answers := p.answerTo(t, sync.AnswerOptions{})
	if len(answers) != 1 || answers[0].Device != "dakha-01" {
		t.Errorf("answers %+v", answers)
	}
	_, err = p.Answer(ctx, t.TempDir(), sync.AnswerOptions{Devices: []string{"ngochoi-01"}})
	wantDetail(t, err, "revoked")
	_, err = p.Answer(ctx, t.TempDir(), sync.AnswerOptions{Devices: []string{"ai-do"}})
	wantDetail(t, err, "device")
}

func TestAnAnswerInTheWrongHandsSaysSo(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	enrolled(t, p, ca, filepath.Join(dir, "dakha"), "615")
	other := enrolled(t, p, ca, filepath.Join(dir, "ngochoi"), "611")
	a := p.answerTo(t, sync.AnswerOptions{Devices: []string{"dakha-01"}})[0]
	r := other.take(t, a.Path)[0]
	if r.State != sync.FileRefused {
		t.Fatalf("taken as %s", r.State)
	}
	wantDetail(t, r.Err, "wrong-recipient")
}
