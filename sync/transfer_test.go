package sync_test

import (
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
)

var order2025 = desk.TransferOrder{From: "615", On: "2025-07-01", Reason: "Nghị quyết 1677/NQ-UBTVQH15"}

// has reports whether the laptop holds a record, and of which unit it is there.
func (m *machine) has(tb testing.TB, k store.Kind, id string) (unit string, held bool) {
	tb.Helper()
	r, err := m.Desk.Get(ctx, k, id)
	if store.CodeOf(err) == store.NotFound {
		return "", false
	}
	must(tb, err)
	return r.Unit, true
}

// The old unit's laptop has work in no bundle on the day of the transfer; its
// stick arrives after it.
func TestATransferLosesNothingOfTheOldUnitsLaptop(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	old := enrolled(t, p, ca, filepath.Join(dir, "dakha"), "615")
	doc := coop(1)
	doc["unit"] = "23512"
	goes := old.put(t, store.Cooperative, "", doc)
	other := old.put(t, store.Cooperative, "", coop(2)) // in 23500
	must(t, sync.ImportError(p.take(t, old.seal(t).Path)))

	draft := old.put(t, store.Assessment, "", full(goes, "2024")) // unsealed on the day
	plan := old.put(t, store.Plan, "", store.Doc{"cooperative": goes, "programme": "kh1185"})
	reg := old.put(t, store.Registration, "", store.Doc{"cooperative": goes, "programme": "kh1185", "entry_assessment": draft})
	raised := old.put(t, store.Obstacle, "", store.Doc{"cooperative": goes, "text": "Thiếu kho", "raised_on": "2025-06-01", "state": "open"})
	paper := old.put(t, store.Obstacle, "", store.Doc{"unit": "615", "text": "Thiếu cán bộ", "raised_on": "2025-06-01", "state": "open"})
	settled := old.put(t, store.Obstacle, "", store.Doc{"cooperative": goes, "text": "Thiếu điện", "raised_on": "2024-06-01", "state": "closed"})
	elsewhere := old.put(t, store.Assessment, "", full(other, "2024"))

	out, err := p.Desk.Transfer(ctx, order2025)
	must(t, err)
	if out.Moved != 2 {
		t.Fatalf("moved %d", out.Moved)
	}
	heir := enrolled(t, p, ca, filepath.Join(dir, "dakmar"), "23512.2025") // its grant has the register
	if unit, held := heir.has(t, store.Cooperative, goes); !held || unit != "23512.2025" {
		t.Errorf("the grant of the new unit has the cooperative of %q", unit)
	}
	old.put(t, store.Cooperative, goes, store.Doc{"phone": "0905000001"}) // after it, not knowing of it
	must(t, sync.ImportError(p.take(t, old.seal(t).Path)))
	if list, err := p.Desk.Quarantine(ctx); err != nil || len(list) > 0 {
		t.Fatalf("set aside %+v, %v", list, err)
	}
	order := order2025 // what came late is decided like the rest
	order.To = map[string]string{paper: "23512.2025"}
	again, err := p.Desk.Transfer(ctx, order)
	must(t, err)
	if again.Moved != 0 || len(again.Plan.Papers) != 1 {
		t.Errorf("the second transfer moved %+v", again.Plan)
	}

	for _, a := range p.answerTo(t, sync.AnswerOptions{}) {
		if a.Device == "dakha-01" {
			old.deliver(t, a)
		} else {
			heir.deliver(t, a)
		}
	}
	for kind, ids := range map[store.Kind][]string{
		store.Cooperative: {goes}, store.Assessment: {draft}, store.Plan: {plan}, store.Registration: {reg}, store.Obstacle: {raised, paper},
	} {
		for _, id := range ids {
			if unit, held := heir.has(t, kind, id); !held || unit != "23512.2025" {
				t.Errorf("the new unit has the %s: %v, of %q", kind, held, unit)
			}
		}
	}
	if r := heir.record(t, store.Cooperative, goes); r.Doc.Text("phone") != "0905000001" || r.Doc.Text("unit") != "23512" {
		t.Errorf("the cooperative came as %v", r.Doc)
	}
	for kind, id := range map[store.Kind]string{store.Cooperative: other, store.Assessment: elsewhere, store.Obstacle: settled} {
		if _, held := heir.has(t, kind, id); held {
			t.Errorf("the new unit has a %s that is none of its open work", kind)
		}
	}
	// The new unit goes on with it, and the province takes it.
	heir.put(t, store.Assessment, draft, store.Doc{"evidence": store.Doc{"3a": "BCTC 2024"}})
	_, err = heir.Desk.Finalise(ctx, store.Assessment, draft)
	must(t, err)
	must(t, sync.ImportError(p.take(t, heir.seal(t).Path)))
	if r := p.record(t, store.Assessment, draft); r.State != store.Final {
		t.Errorf("the sheet is %s", r.State)
	}
	// The old laptop knows what went, keeps what it wrote, and may not go on with it.
	if unit, held := old.has(t, store.Cooperative, goes); !held || unit != "23512.2025" {
		t.Errorf("the old laptop has the cooperative of %q", unit)
	}
	if unit, held := old.has(t, store.Assessment, draft); !held || unit != "23512.2025" {
		t.Errorf("the old laptop has the sheet of %q", unit)
	}
	_, err = old.Desk.Put(ctx, store.Assessment, []desk.Input{{ID: draft, Doc: store.Doc{"evidence": store.Doc{"3a": "khác"}}}})
	wantDetail(t, err, string(store.NotPermitted))
	p.sound(t)
	old.sound(t)
	heir.sound(t)
}

// sound checks that the log gives the tables as they are.
func (m *machine) sound(tb testing.TB) {
	tb.Helper()
	before := m.state(tb)
	must(tb, m.Desk.Rebuild(ctx))
	if after := m.state(tb); after != before {
		tb.Errorf("a rebuild gives other tables:\n%s", firstDifference(before, after))
	}
}

// The laptop itself goes over to a successor, with the person: what it wrote for
// the old unit stays lawful, and it writes for the new one from its answer on.
func TestALaptopGoesOverToASuccessor(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	m := enrolled(t, p, ca, filepath.Join(dir, "dakha"), "615")
	stays := m.put(t, store.Cooperative, "", coop(1)) // 23500 → 23500.2025
	doc := coop(2)
	doc["unit"] = "23512"
	goes := m.put(t, store.Cooperative, "", doc)
	must(t, sync.ImportError(p.take(t, m.seal(t).Path)))
	_, err := p.Desk.Transfer(ctx, order2025)
	must(t, err)
	unit := "23500.2025"
	_, err = p.ChangeDevice(ctx, sync.ChangeOptions{Device: "dakha-01", Unit: &unit, Reason: order2025.Reason})
	must(t, err)
	late := m.put(t, store.Assessment, "", full(goes, "2024")) // before it heard of either
	must(t, sync.ImportError(p.take(t, m.seal(t).Path)))
	m.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)
	if me := m.Desk.Me(); me.Unit != unit {
		t.Fatalf("the laptop writes for %s", me.Unit)
	}
	sheet := m.put(t, store.Assessment, "", full(stays, "2024"))
	_, err = m.Desk.Put(ctx, store.Assessment, []desk.Input{{Doc: full(goes, "2023")}})
	wantDetail(t, err, string(store.NotPermitted))
	must(t, sync.ImportError(p.take(t, m.seal(t).Path)))
	if list, err := p.Desk.Quarantine(ctx); err != nil || len(list) > 0 {
		t.Errorf("set aside %+v, %v", list, err)
	}
	for id, want := range map[string]string{sheet: unit, late: "23512.2025"} {
		if got, held := p.has(t, store.Assessment, id); !held || got != want {
			t.Errorf("the sheet is of %q, not %q", got, want)
		}
	}
	p.sound(t)
	m.sound(t)
}
