package sync_test

import (
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/sync"
)

func TestALaptopWithNothingNewTellsThatAnAnswerCameAndOnlyOnce(t *testing.T) {
	o, p := pair(t)
	_, err := o.Seal(ctx, t.TempDir())
	wantDetail(t, err, "nothing")
	c := o.put(t, store.Cooperative, "", coop(1))
	p.take(t, o.seal(t).Path)
	p.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2022)})
	first := p.answerTo(t, sync.AnswerOptions{})[0]
	o.deliver(t, first)
	if again := p.answerTo(t, sync.AnswerOptions{})[0]; again.Basis != 0 || again.Ops != 1 {
		t.Fatalf("without a word from the laptop the next answer is %+v", again)
	}

	plan, err := o.SealPlan(ctx, "")
	must(t, err)
	if !plan.Empty() || !plan.Ack {
		t.Fatalf("the plan says %+v", plan)
	}
	ack := o.seal(t)
	if !ack.Ack || ack.From != 0 || ack.Through != 0 || ack.Epoch != 1 || ack.Export != 2 {
		t.Fatalf("sealed %+v", ack)
	}
	_, err = o.Seal(ctx, t.TempDir())
	wantDetail(t, err, "nothing")
	if plan, err = o.SealPlan(ctx, ""); err != nil || plan.Ack {
		t.Errorf("after it the plan says %+v, %v", plan, err)
	}
	if r := p.take(t, ack.Path)[0]; r.State != sync.FileApplied || r.Outcome.Appended != 0 || r.Waiting() {
		t.Fatalf("the province takes it as %+v", r)
	}
	if r := p.take(t, ack.Path)[0]; r.State != sync.FileKnown {
		t.Errorf("twice it is %s", r.State)
	}
	next := p.answerTo(t, sync.AnswerOptions{})[0]
	if next.Basis != first.Export || next.Ops != 0 {
		t.Errorf("the next answer %+v repeats what is known to be there", next)
	}
	for _, m := range []*machine{o, p} {
		if d, err := m.Doctor(ctx); err != nil || len(d.Findings) > 0 {
			t.Errorf("doctor %+v, %v", d, err)
		}
	}
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024)})
	more := o.seal(t)
	if more.Ack || more.From != 2 || more.Export != 3 {
		t.Errorf("work after it is sealed as %+v", more)
	}
	must(t, sync.ImportError(p.take(t, more.Path)))
}

// The backup holds ops without a receipt, so that the next bundle has something
// to carry: the new epoch is told all the same, once, and the work comes back.
func TestARestoredLaptopWithUnsentWorkTellsOfItsNewEpochToo(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	file := filepath.Join(t.TempDir(), "tuan-truoc.age")
	_, err := o.Backup(ctx, file)
	must(t, err)
	year := o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024)})
	must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
	o.stop()
	dir := filepath.Join(t.TempDir(), "dakha")
	_, err = sync.Restore(ctx, restoring(file, dir))
	must(t, err)
	r := open(t, dir)
	plan, err := r.SealPlan(ctx, "")
	must(t, err)
	if plan.Ack || plan.Bundles != 2 {
		t.Errorf("planned %+v", plan)
	}
	sealed, err := r.Seal(ctx, t.TempDir())
	must(t, err)
	if len(sealed) != 2 || sealed[0].Epoch != 1 || sealed[1].Epoch != 2 || !sealed[1].Ack {
		t.Fatalf("sealed %+v", sealed)
	}
	if again, err := r.Seal(ctx, t.TempDir()); err != nil || len(again) != 1 || again[0].Epoch != 1 {
		t.Fatalf("sealed again %+v, %v", again, err)
	}
	for _, s := range sealed {
		must(t, sync.ImportError(p.take(t, s.Path)))
	}
	took := r.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)[0].Outcome.Took
	if took.Back != 1 || took.Lost != nil || !r.record(t, store.Annual, year).Got || !r.record(t, store.Cooperative, c).Got {
		t.Errorf("took %+v", took)
	}
}

// A laptop seals, the province takes it in, and the laptop is put back from last
// week's backup: with one bundle that says no more than that, and the answer to
// it, it has its work again and goes on without a fork.
func TestARestoredLaptopHasItsWorkAgainWithTheNextAnswer(t *testing.T) {
	for _, wrote := range []bool{false, true} { // whether it has written on before it seals
		o, p := pair(t)
		c := o.put(t, store.Cooperative, "", coop(1))
		must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
		o.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)
		file := filepath.Join(t.TempDir(), "tuan-truoc.age")
		_, err := o.Backup(ctx, file)
		must(t, err)
		sheet := o.final(t, c, "2024")
		year := o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024)})
		must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
		_, err = p.Desk.Return(ctx, store.Assessment, sheet, nil, "thiếu căn cứ")
		must(t, err)
		o.stop() // and the laptop is gone

		dir := filepath.Join(t.TempDir(), "dakha")
		_, err = sync.Restore(ctx, restoring(file, dir))
		must(t, err)
		r := open(t, dir)
		if _, err := r.Desk.Get(ctx, store.Assessment, sheet); err == nil || r.Desk.Epoch() != 2 {
			t.Fatalf("the backup has what came after it, in epoch %d", r.Desk.Epoch())
		}
		mine := ""
		if wrote {
			mine = r.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2020)})
		}
		sealed, err := r.Seal(ctx, t.TempDir())
		must(t, err)
		if last := sealed[len(sealed)-1]; last.Epoch != 2 || last.Ack == wrote {
			t.Fatalf("sealed %+v", sealed)
		}
		for _, s := range sealed {
			must(t, sync.ImportError(p.take(t, s.Path)))
		}
		answer := p.answerTo(t, sync.AnswerOptions{})[0]
		took := r.deliver(t, answer)[0].Outcome.Took
		if took.Back != 3 || took.Lost != nil || took.Opened != nil {
			t.Errorf("took %+v", took)
		}
		if x := r.record(t, store.Assessment, sheet); x.ReturnReason != "thiếu căn cứ" || x.Doc.Text("period") != "2024" {
			t.Errorf("the returned sheet is %+v", x)
		}
		if !r.record(t, store.Annual, year).Got || wrote && !r.record(t, store.Annual, mine).Got {
			t.Error("what the province has is not shown as received")
		}

		// It works on, nothing is typed twice and nothing forks.
		r.put(t, store.Assessment, sheet, store.Doc{"evidence": store.Doc{"3a": "BCTC 2024"}})
		_, err = r.Desk.Finalise(ctx, store.Assessment, sheet)
		must(t, err)
		more, err := r.Seal(ctx, t.TempDir())
		must(t, err)
		for _, s := range more {
			must(t, sync.ImportError(p.take(t, s.Path)))
		}
		last := p.answerTo(t, sync.AnswerOptions{})[0]
		if took := r.deliver(t, last)[0].Outcome.Took; took.Back != 0 {
			t.Errorf("given back twice: %+v", took)
		}
		if x := p.record(t, store.Assessment, sheet); x.State != store.Final || x.Doc.Sub("evidence").Text("3a") != "BCTC 2024" {
			t.Errorf("the province has %+v", x)
		}
		for _, m := range []*machine{r, p} {
			if cases, err := m.Desk.Conflicts(ctx); err != nil || len(cases) > 0 {
				t.Errorf("conflicts %+v, %v", cases, err)
			}
			if list, err := m.Desk.Quarantine(ctx); err != nil || len(list) > 0 {
				t.Errorf("set aside %+v, %v", list, err)
			}
			if d, err := m.Doctor(ctx); err != nil || len(d.Findings) > 0 {
				t.Errorf("doctor %+v, %v", d, err)
			}
		}
	}
}
