package desk_test

import (
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// basis of the reorganisation of 1 July 2025.
const basis2025 = "Nghị quyết 1677/NQ-UBTVQH15"

func order2025() desk.TransferOrder {
	return desk.TransferOrder{From: "615", On: "2025-07-01", Reason: basis2025}
}

// old is a province with a unit of several communes.
type old struct {
	a, p  *laptop
	coops []string // in 23500, 23521 (both Đăk Hà from 2025), 23512 (Đăk Mar)
	far   string   // of another unit
}

func oldUnit(t testing.TB) *old {
	t.Helper()
	o := &old{a: open(t, "dakha-01", store.Officer, "615"), p: open(t, "tinh", store.Province, "62")}
	for i, commune := range []string{"23500", "23521", "23512"} {
		doc := coop(i + 1)
		doc["unit"] = commune
		o.coops = append(o.coops, o.a.put(t, store.Cooperative, "", doc))
	}
	o.p.receive(t, o.a.bundle(t, 1, 0))
	doc := coop(9)
	doc["unit"], doc["reporting_unit"] = "23425", "617"
	o.far = o.p.put(t, store.Cooperative, "", doc)
	return o
}

func (o *old) unitsOf(t testing.TB) []string {
	t.Helper()
	var out []string
	for _, id := range append(slices.Clone(o.coops), o.far) {
		r := o.p.get(t, store.Cooperative, id)
		out = append(out, r.Doc.Text("reporting_unit")+"/"+r.Unit+"/"+r.Doc.Text("unit"))
	}
	return out
}

// Each cooperative reports to what its commune became; the commune on paper and
// the cooperatives of other units stay as they were.
func TestATransferGivesEachCooperativeToWhatItsCommuneBecame(t *testing.T) {
	o := oldUnit(t)
	plan, err := o.p.PlanTransfer(ctx, order2025())
	must(t, err)
	equal(t, o.unitsOf(t), []string{"615/615/23500", "615/615/23521", "615/615/23512", "617/617/23425"})
	equal(t, len(plan.Rows), 3)
	equal(t, plan.Rows[0].ToName, "Xã Đăk Hà, tỉnh Quảng Ngãi")
	equal(t, plan.Rows[2].UnitTo, "23512.2025")
	if len(plan.Devices) != 1 || plan.Devices[0].Title != "dakha-01" {
		t.Errorf("laptops of the old unit: %+v", plan.Devices)
	}
	out, err := o.p.Transfer(ctx, order2025())
	must(t, err)
	equal(t, out.Moved, 3)
	equal(t, o.unitsOf(t), []string{"23500.2025/23500.2025/23500", "23500.2025/23500.2025/23521", "23512.2025/23512.2025/23512", "617/617/23425"})
	h, err := o.p.History(ctx, store.Cooperative, o.coops[0])
	must(t, err)
	if last := h[len(h)-1]; last.Why != basis2025 {
		t.Errorf("the op says %q", last.Why)
	}
	before := o.p.state(t)
	must(t, o.p.Rebuild(ctx))
	equal(t, o.p.state(t), before)
}

// What hangs on a cooperative goes with it: its records are of the new unit in
// every list, and the expected list of the old one is empty.
func TestWhatHangsOnACooperativeGoesWithIt(t *testing.T) {
	o := oldUnit(t)
	c := o.coops[2]
	sheet := o.a.put(t, store.Assessment, "", full(c, "2024"))
	plan := o.a.put(t, store.Plan, "", store.Doc{
		"cooperative": c, "programme": "kh1185", "actions": store.Doc{"a": store.Doc{"text": "Mở sổ kho", "to": "2025-09-30"}},
	})
	reg := o.a.put(t, store.Registration, "", store.Doc{"cooperative": c, "programme": "kh1185"})
	obstacle := o.a.put(t, store.Obstacle, "", store.Doc{"cooperative": c, "text": "Thiếu kho lạnh", "raised_on": "2025-05-06", "state": "open"})
	visit := o.a.put(t, store.Visit, "", withRecommendation(c))
	_, err := o.a.Finalise(ctx, store.Visit, visit)
	must(t, err)
	o.p.receive(t, o.a.bundle(t, 1, 0))
	o.p.put(t, store.Plan, plan, store.Doc{"status": "approved", "approved_no": "34/QĐ-UBND", "approved_on": "2025-05-20"})
	o.p.put(t, store.Registration, reg, store.Doc{"province_decision": store.Doc{"no": "12/QĐ", "result": desk.ResultChosen}})
	p, err := o.p.PlanTransfer(ctx, order2025())
	must(t, err)
	row := p.Rows[2]
	equal(t, []any{row.Cooperative, row.Pilot, row.Plans, row.Drafts, row.OpenItems, row.Obstacles}, []any{c, true, 1, 1, 2, 1})
	_, err = o.p.Transfer(ctx, order2025())
	must(t, err)
	for kind, id := range map[store.Kind]string{
		store.Assessment: sheet, store.Plan: plan, store.Registration: reg, store.Obstacle: obstacle, store.Visit: visit,
	} {
		if r := o.p.get(t, kind, id); r.Unit != "23512.2025" {
			t.Errorf("the %s is of %q", kind, r.Unit)
		}
		for unit, want := range map[string]int{"615": 0, "23512.2025": 1} {
			n := 0
			q := store.Query{Kind: kind, Where: []store.Cond{{Field: "reporting_unit", Value: unit}}}
			must(t, o.p.List(ctx, q, func(*store.Record) error { n++; return nil }))
			if n != want {
				t.Errorf("the list of %s of %s has %d", kind, unit, n)
			}
		}
	}
	for unit, want := range map[string]int{"615": 0, "23500.2025": 2, "23512.2025": 1} {
		l, err := o.p.Expect(ctx, unit, "2024")
		must(t, err)
		equal(t, len(l.Coops), want)
	}
	var units []string
	must(t, o.p.db.View(ctx, func(tx store.Tx) error {
		return tx.Promises(store.PromiseQuery{}, func(p *store.Promise) error { units = append(units, p.Unit); return nil })
	}))
	equal(t, units, []string{"23512.2025", "23512.2025"})
	lines, err := o.p.Obstacles(ctx, desk.ObstacleQuery{Waiting: true})
	must(t, err)
	equal(t, lines[0].Unit, "23512.2025")
}

func withRecommendation(coop string) store.Doc {
	d := minutes(coop, "2025-05-06")
	d["recommendations"] = store.Doc{"r1": store.Doc{"text": "Ghi sổ theo dõi kho", "who": "Giám đốc", "due": "2025-08-01"}}
	return d
}

func TestASecondTransferMovesNothingMore(t *testing.T) {
	o := oldUnit(t)
	_, err := o.p.Transfer(ctx, order2025())
	must(t, err)
	n := o.p.last(t)
	out, err := o.p.Transfer(ctx, order2025())
	must(t, err)
	equal(t, out.Moved, 0)
	equal(t, out.ID, "")
	equal(t, o.p.last(t), n)
}

// A cooperative that the old unit recorded without the province knowing comes
// later and is moved by the next transfer.
func TestALateCooperativeIsMovedByTheNextTransfer(t *testing.T) {
	o := oldUnit(t)
	first, err := o.p.Transfer(ctx, order2025())
	must(t, err)
	late := coop(7)
	late["unit"] = "23515"
	id := o.a.put(t, store.Cooperative, "", late)
	o.p.receive(t, o.a.bundle(t, 1, 0))
	equal(t, o.p.get(t, store.Cooperative, id).Unit, "615")
	list, err := o.p.TransferUnits(ctx, "2025-07-01")
	must(t, err)
	equal(t, list[0].ID+" "+list[0].EndedOn, "615 2025-06-30")
	second, err := o.p.Transfer(ctx, order2025())
	must(t, err)
	equal(t, second.Moved, 1)
	equal(t, o.p.get(t, store.Cooperative, id).Unit, "23515.2025")
	all, err := o.p.Handovers(ctx)
	must(t, err)
	equal(t, []string{all[0].ID, all[1].ID}, []string{second.ID, first.ID})
	equal(t, []int{all[0].Coops, all[1].Coops}, []int{1, 3})
}

func TestOneStuckCooperativeKeepsTheWholeUnitFromMoving(t *testing.T) {
	o := oldUnit(t)
	doc := coop(8)
	doc["unit"] = "608" // a town: nobody wrote in which commune it lies
	lost := o.p.put(t, store.Cooperative, "", doc)
	o.p.put(t, store.Cooperative, lost, store.Doc{"reporting_unit": "615"})
	before := o.p.state(t)
	_, err := o.p.Transfer(ctx, order2025())
	wantCode(t, err, store.Waiting, "transfer")
	if !strings.Contains(err.Error(), "Hợp tác xã nông nghiệp Đăk Hà số 8") {
		t.Errorf("the error does not name it: %v", err)
	}
	equal(t, o.p.state(t), before)
	decided := order2025()
	decided.To = map[string]string{lost: "23500.2025"}
	out, err := o.p.Transfer(ctx, decided)
	must(t, err)
	equal(t, out.Moved, 4)
	equal(t, o.p.get(t, store.Cooperative, lost).Unit, "23500.2025")
	out, err = o.p.Transfer(ctx, decided) // the same command once more
	must(t, err)
	equal(t, out.Moved, 0)
}

// A cooperative whose revisions disagree waits for the decision on them.
func TestACooperativeInConflictIsDecidedFirst(t *testing.T) {
	s := together(t)
	s.a.put(t, store.Cooperative, s.coop, store.Doc{"phone": "0905000001"})
	s.b.put(t, store.Cooperative, s.coop, store.Doc{"phone": "0905000002"})
	s.exchange(t)
	plan, err := s.p.PlanTransfer(ctx, order2025())
	must(t, err)
	if len(plan.Stuck) != 1 || plan.Stuck[0].Case != s.p.only(t).ID {
		t.Fatalf("stuck: %+v", plan.Stuck)
	}
	o := order2025()
	o.To = map[string]string{s.coop: "23500.2025"}
	_, err = s.p.Transfer(ctx, o)
	wantCode(t, err, store.Waiting, "transfer")
}

func TestWhatAnOrderMayNotSay(t *testing.T) {
	p := oldUnit(t)
	for name, c := range map[string]struct {
		order  func(*desk.TransferOrder)
		code   store.Code
		detail string
	}{
		"no day":              {func(o *desk.TransferOrder) { o.On = "2025-13-01" }, store.Invalid, "on"},
		"no unit":             {func(o *desk.TransferOrder) { o.From = "99999" }, store.NotFound, "unit"},
		"no reason":           {func(o *desk.TransferOrder) { o.Reason = " " }, store.Invalid, "reason"},
		"a taker that ended":  {func(o *desk.TransferOrder) { o.To = map[string]string{p.coops[0]: "617"} }, store.Invalid, "to"},
		"itself as the taker": {func(o *desk.TransferOrder) { o.On = "2025-06-30"; o.To = map[string]string{p.coops[0]: "615"} }, store.Invalid, "to"},
		"no such cooperative": {func(o *desk.TransferOrder) { o.To = map[string]string{id(1, 99): "23500.2025"} }, store.NotFound, ""},
		"no such commune":     {func(o *desk.TransferOrder) { o.To = map[string]string{"99998": "23500.2025"} }, store.NotFound, "unit"},
		"a day too early":     {func(o *desk.TransferOrder) { o.On = "2025-06-30" }, store.Waiting, "transfer"},
	} {
		t.Run(name, func(t *testing.T) {
			o := order2025()
			c.order(&o)
			n := p.p.last(t)
			_, err := p.p.Transfer(ctx, o)
			wantCode(t, err, c.code, c.detail)
			equal(t, p.p.last(t), n)
		})
	}
	_, err := p.a.Transfer(ctx, order2025())
	wantCode(t, err, store.Denied, string(store.NotPermitted))
	_, err = p.a.PlanTransfer(ctx, order2025())
	wantCode(t, err, store.Denied, string(store.NotPermitted))
}

// An order outranks the table of units, the most exact part of it first.
func TestAnOrderOutranksTheTableOfUnits(t *testing.T) {
	o := oldUnit(t)
	order := order2025()
	order.To = map[string]string{"615": "23446.2025", "23500": "23510.2025", o.coops[2]: "51.2025"}
	_, err := o.p.Transfer(ctx, order)
	must(t, err)
	var got []string
	for _, id := range o.coops {
		got = append(got, o.p.get(t, store.Cooperative, id).Unit)
	}
	equal(t, got, []string{"23510.2025", "23446.2025", "51.2025"})
}

// From 2025 on a reporting unit is a commune: when that is joined to another one,
// its cooperatives go there, wherever they lie.
func TestACommuneHandsOverToItsSuccessor(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	doc := coop(1)
	doc["unit"], doc["reporting_unit"] = "23446", "23503" // lies elsewhere, reports to a commune that became 23504.2025
	c := p.put(t, store.Cooperative, "", doc)
	_, err := p.Transfer(ctx, desk.TransferOrder{From: "23503", On: "2025-07-01", Reason: basis2025})
	must(t, err)
	equal(t, p.get(t, store.Cooperative, c).Unit, "23504.2025")
}

// What the unit itself has still to do goes to whom it can only mean, else
// somebody decides; what is done and its reports stay.
func TestOpenPapersOfTheUnitMoveAndItsReportsStay(t *testing.T) {
	o := oldUnit(t)
	past := o.a.put(t, store.Event, "", store.Doc{"type": "tập huấn", "on": "2025-06-30"})
	named := o.a.put(t, store.Event, "", store.Doc{"type": "tập huấn", "on": "2025-07-01", "cooperatives": store.Doc{o.coops[0]: true, o.coops[1]: true}})
	answered := o.a.put(t, store.Obstacle, "", store.Doc{"unit": "615", "text": "Thiếu kinh phí", "raised_on": "2025-03-01", "state": "closed"})
	open := o.a.put(t, store.Obstacle, "", store.Doc{"unit": "615", "text": "Thiếu cán bộ", "raised_on": "2025-05-01", "state": "open"})
	proposal := o.a.put(t, store.Proposal, "", store.Doc{"type": "replication", "period": "2026-2030"})
	report := o.a.put(t, store.Report, "", store.Doc{"period": "2024", "level": "unit", "template": "bc-nam"})
	o.p.receive(t, o.a.bundle(t, 1, 0))
	plan, err := o.p.PlanTransfer(ctx, order2025())
	must(t, err)
	equal(t, len(plan.Papers), 1)
	equal(t, plan.Papers[0].ID+" "+plan.Papers[0].To, named+" 23500.2025")
	equal(t, len(plan.Stuck), 2)
	_, err = o.p.Transfer(ctx, order2025())
	wantCode(t, err, store.Waiting, "transfer")
	order := order2025()
	order.To = map[string]string{}
	for i := range plan.Stuck {
		order.To[plan.Stuck[i].Key()] = "23512.2025"
	}
	out, err := o.p.Transfer(ctx, order)
	must(t, err)
	for _, c := range []struct {
		kind     store.Kind
		id, unit string
	}{
		{store.Event, past, "615"},
		{store.Event, named, "23500.2025"},
		{store.Obstacle, answered, "615"},
		{store.Obstacle, open, "23512.2025"},
		{store.Proposal, proposal, "23512.2025"},
		{store.Report, report, "615"},
	} {
		if r := o.p.get(t, c.kind, c.id); r.Unit != c.unit {
			t.Errorf("the %s %s is of %s, not %s", c.kind, c.id, r.Unit, c.unit)
		}
	}
	h, err := o.p.Handover(ctx, out.ID)
	must(t, err)
	equal(t, len(h.Groups), 2)
	equal(t, []int{len(h.Groups[0].Papers), len(h.Groups[1].Papers)}, []int{1, 2})
}

// The record of a transfer is an event of the province, and with the ops before
// it says who went where, long after.
func TestAHandoverIsFoundAgainWithWhoWentWhere(t *testing.T) {
	o := oldUnit(t)
	out, err := o.p.Transfer(ctx, order2025())
	must(t, err)
	o.p.put(t, store.Cooperative, o.coops[2], store.Doc{"reporting_unit": "23515.2025"}) // goes on elsewhere
	_, err = o.p.Transfer(ctx, desk.TransferOrder{From: "617", On: "2025-07-01", Reason: basis2025})
	must(t, err)
	h, err := o.p.Handover(ctx, out.ID)
	must(t, err)
	equal(t, []string{h.From, h.FromName, h.On, h.Reason, h.By}, []string{"615", "Huyện Đăk Hà, tỉnh Kon Tum", "2025-07-01", basis2025, "Cán bộ tinh"})
	var got []string
	for _, g := range h.Groups {
		for _, r := range g.Rows {
			got = append(got, g.To+" "+r.Cooperative)
		}
	}
	equal(t, got, []string{"23500.2025 " + o.coops[0], "23500.2025 " + o.coops[1], "23512.2025 " + o.coops[2]})
	r := o.p.get(t, store.Event, out.ID)
	equal(t, []string{r.Doc.Text("type"), r.Doc.Text("unit"), r.Doc.Text("note")}, []string{desk.EventTransfer, "62", basis2025})
	title, err := o.p.Title(ctx, r)
	must(t, err)
	equal(t, title, "bàn giao giữa các đơn vị báo cáo 01/07/2025")
	for asked, want := range map[string]int{"": 0, desk.EventTransfer: 2} { // it is no training or study visit
		events, err := o.p.Events(ctx, desk.EventQuery{Type: asked})
		must(t, err)
		equal(t, len(events), want)
	}
	_, err = o.p.Handover(ctx, o.p.put(t, store.Event, "", store.Doc{"type": "tập huấn", "on": "2025-07-01"}))
	wantCode(t, err, store.NotFound, "")
}

// A duplicate stays beside the cooperative that stands for it.
func TestADuplicateGoesWithTheOneThatStandsForIt(t *testing.T) {
	o := oldUnit(t)
	doc := coop(4)
	doc["unit"], doc["reporting_unit"] = "23518", "615" // would be Ngọk Réo's
	twin := o.p.put(t, store.Cooperative, "", doc)
	_, err := o.p.SameAs(ctx, store.Cooperative, o.coops[2], twin, "ghi hai lần")
	must(t, err)
	plan, err := o.p.PlanTransfer(ctx, order2025())
	must(t, err)
	equal(t, len(plan.Rows), 4)
	_, err = o.p.Transfer(ctx, order2025())
	must(t, err)
	equal(t, o.p.get(t, store.Cooperative, twin).Doc.Text("reporting_unit"), "23512.2025")
}

// What the old unit's laptop wrote before it heard of the transfer counts, and a
// change of the same field by both waits for a person.
func TestLateWorkOfTheOldUnitCounts(t *testing.T) {
	o := oldUnit(t)
	c := o.coops[2]
	sheet := o.a.put(t, store.Assessment, "", full(c, "2024"))
	_, err := o.p.Transfer(ctx, order2025())
	must(t, err)
	o.a.put(t, store.Cooperative, c, store.Doc{"phone": "0905000003"}) // after the transfer, not knowing of it
	fresh := o.a.put(t, store.Assessment, "", full(o.coops[0], "2024"))
	o.a.put(t, store.Cooperative, o.coops[1], store.Doc{"reporting_unit": "615", "unit": "23524"})
	o.p.receive(t, o.a.bundle(t, 1, 0))
	q, err := o.p.Quarantine(ctx)
	must(t, err)
	equal(t, len(q), 0)
	equal(t, o.p.get(t, store.Assessment, sheet).Unit, "23512.2025")
	equal(t, o.p.get(t, store.Assessment, fresh).Unit, "23500.2025")
	r := o.p.get(t, store.Cooperative, c)
	equal(t, r.Doc.Text("reporting_unit")+" "+r.Doc.Text("phone"), "23512.2025 0905000003")
	// The commune on paper that the old unit put right is kept beside the move.
	r = o.p.get(t, store.Cooperative, o.coops[1])
	equal(t, r.Doc.Text("reporting_unit")+" "+r.Doc.Text("unit"), "23500.2025 23524")
	o.p.none(t)
}

// A large unit is written in several parts of one transaction; its minutes still
// name everything, and nothing moves if the last part cannot be written.
func TestALargeUnitMovesWholeOrNotAtAll(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	var in []desk.Input
	for i := range 205 {
		doc := coop(i)
		doc["reporting_unit"] = "615"
		in = append(in, desk.Input{Doc: doc})
	}
	_, err := p.Put(ctx, store.Cooperative, in)
	must(t, err)
	before := p.state(t)
	order := order2025()
	order.Reason = strings.Repeat("Nghị quyết ", 20_000) // more than a note may hold
	if _, err := p.Transfer(ctx, order); err == nil {
		t.Fatal("it was written")
	}
	equal(t, p.state(t), before)
	var told []int
	order = order2025()
	order.Tell = func(done, _ int) { told = append(told, done) }
	out, err := p.Transfer(ctx, order)
	must(t, err)
	equal(t, told, []int{100, 200, 205})
	h, err := p.Handover(ctx, out.ID)
	must(t, err)
	equal(t, []int{h.Coops, len(h.Groups), len(h.Groups[0].Rows)}, []int{205, 1, 205})
	after := p.state(t)
	must(t, p.Rebuild(ctx))
	equal(t, p.state(t), after)
}
