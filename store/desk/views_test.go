package desk_test

import (
	"fmt"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func names(r *desk.Register, rows []int) []string {
	out := []string{}
	for _, i := range rows {
		out = append(out, r.Rows[i].Name)
	}
	return out
}

func TestTheRegisterFindsAndSorts(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	for i, x := range []struct{ name, unit, report, model string }{
		{"HTX Ươm Mầm", "23500", "615", "rừng"},
		{"HTX Ăn Sạch", "23500", "615", ""},
		{"HTX Đăk Mar", "23401", "612", "dược liệu"},
		{"HTX Anh Đào", "23500", "615", ""},
	} {
		c := p.put(t, store.Cooperative, id('c', i), store.Doc{
			"name": x.name, "type": "htx", "unit": x.unit, "reporting_unit": x.report, "tax_code": fmt.Sprint(6100000 + i), "model": x.model,
		})
		if i < 2 {
			doc := full(c, "2024")
			doc.Put("self.10", int64(700+300*i))
			p.put(t, store.Assessment, "", doc)
			p.put(t, store.Assessment, "", full(c, "2023"))
		}
	}
	r, err := p.Register(ctx)
	must(t, err)
	all := []string{"HTX Anh Đào", "HTX Ăn Sạch", "HTX Đăk Mar", "HTX Ươm Mầm"}
	for _, tt := range []struct {
		name string
		q    desk.RegisterQuery
		s    desk.RegisterSort
		want []string
	}{
		{"all by name", desk.RegisterQuery{}, desk.RegisterSort{}, all},
		{"without marks", desk.RegisterQuery{Text: "dak MAR"}, desk.RegisterSort{}, all[2:3]},
		{"by the place", desk.RegisterQuery{Text: "Đắk Hà"}, desk.RegisterSort{}, []string{all[0], all[1], all[3]}},
		{"by tax code", desk.RegisterQuery{Text: "6100003"}, desk.RegisterSort{}, all[:1]},
		{"by unit above", desk.RegisterQuery{Unit: "62"}, desk.RegisterSort{Desc: true}, []string{all[3], all[2], all[1], all[0]}},
		{"by reporting unit", desk.RegisterQuery{Unit: "612"}, desk.RegisterSort{}, all[2:3]},
		{"by model", desk.RegisterQuery{Model: "rừng"}, desk.RegisterSort{}, all[3:]},
		{"not assessed", desk.RegisterQuery{Year: "2024", Not: true}, desk.RegisterSort{}, []string{all[0], all[2]}},
		{"assessed", desk.RegisterQuery{Year: "2023"}, desk.RegisterSort{}, []string{all[1], all[3]}},
		{"by rating", desk.RegisterQuery{Rating: "fair"}, desk.RegisterSort{}, []string{all[1], all[3]}},
		{"best first", desk.RegisterQuery{}, desk.RegisterSort{Column: "points", Desc: true}, []string{all[1], all[3], all[2], all[0]}},
	} {
		t.Run(tt.name, func(t *testing.T) { equal(t, names(r, r.Filter(tt.q, tt.s)), tt.want) })
	}
	last := r.Rows[1].Scores
	equal(t, len(last), 2)
	equal(t, last[0].Period+last[1].Period, "20232024")
	p.put(t, store.Cooperative, id('c', 0), store.Doc{"name": "HTX Khác"})
	r, err = p.Register(ctx)
	must(t, err)
	equal(t, r.Rows[3].Name, "HTX Khác")
}

func task(h *desk.Home, what desk.TaskKind) desk.Task {
	for _, t := range h.Tasks {
		if t.What == what {
			return t
		}
	}
	return desk.Task{}
}

func TestHomeSumsTheYearAndListsWhatWaits(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	for i := range 4 {
		o.put(t, store.Cooperative, id('c', i), coop(i))
	}
	o.put(t, store.Cooperative, id('c', 9), func() store.Doc { d := coop(9); d["status"] = "dissolved"; return d }())
	done := o.put(t, store.Assessment, "", full(id('c', 0), "2024"))
	_, err := o.Finalise(ctx, store.Assessment, done)
	must(t, err)
	other := o.put(t, store.Assessment, "", full(id('c', 1), "2024"))
	open := o.put(t, store.Assessment, "", sheet(id('c', 2), "2024"))
	o.put(t, store.Assessment, "", full(id('c', 0), "2023"))
	_, err = o.SaveField(ctx, store.Cooperative, id('c', 3), "phone", "1", "")
	must(t, err)
	h, err := o.Home(ctx, 2024)
	must(t, err)
	equal(t, fmt.Sprint(h.Assessed, h.Total, h.Coops), "2 4 5")
	equal(t, h.Ratings[:2], []desk.RatingCount{{ID: "good", Title: "Tốt"}, {ID: "fair", Title: "Khá", N: 2}})
	// The first one's capital did not grow over the year before: two points less.
	equal(t, o.get(t, store.Assessment, done).Summary.Points, o.get(t, store.Assessment, other).Summary.Points-200)
	equal(t, h.Means[4], desk.YearMean{Year: "2024", Mean: o.get(t, store.Assessment, done).Summary.Points + 100, N: 2})
	equal(t, h.Means[0].N, 0)
	equal(t, task(h, desk.TaskNotFinal).N, 1)
	equal(t, task(h, desk.TaskNotAssessed).Title, "Hợp tác xã nông nghiệp Đăk Hà số 3")
	incomplete := task(h, desk.TaskIncomplete)
	equal(t, incomplete.N, 1)
	equal(t, incomplete.Entries[0].ID, open)
	equal(t, task(h, desk.TaskDrafts).N, 1)
	equal(t, h.Unsealed, int64(10))
	equal(t, task(h, desk.TaskDeadline).Due, "2024-12-15")
	equal(t, task(h, desk.TaskDeadline).Days, 13)
	o.opts.Session = "s2"
	o.reopen(t)
	h, err = o.Home(ctx, 2024)
	must(t, err)
	equal(t, h.Tasks[0].What, desk.TaskRecovered)
}

func TestHomeCountsWhatWasReceivedApartFromWhatWasRefused(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	must(t, p.db.Update(ctx, func(tx store.Tx) error {
		for i, s := range []store.BundleState{store.BundleApplied, store.BundleHeld, store.BundleRefused} {
			b := store.BundleRow{SHA256: fmt.Sprint(i), State: s, Device: string(s), Received: int64(i + 1)}
			if err := tx.SaveBundle(&b); err != nil {
				return err
			}
		}
		return nil
	}))
	h, err := p.Home(ctx, 2024)
	must(t, err)
	equal(t, fmt.Sprint(h.Received, h.Refused, h.Held), "2 1 1")
	equal(t, h.LastImport.Device, "held")
}

func TestACardGathersWhatBelongsToACooperative(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2022)})
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2023)})
	a := o.put(t, store.Assessment, "", full(c, "2023"))
	o.put(t, store.Assessment, "", full(c, "2024"))
	o.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2024-05-06", "purpose": "periodic"})
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	card, err := o.CoopCard(ctx, c)
	must(t, err)
	equal(t, card.Assessments[0].Period, "2024")
	equal(t, card.Annuals[0].Doc["year"], any(int64(2023)))
	equal(t, card.Counts, map[store.Kind]int{store.Cooperative: 1, store.Annual: 2, store.Assessment: 2, store.Visit: 1})
	equal(t, card.Recent[0].OpKind, store.OpFinalise)
	equal(t, card.Recent[1].Title, "biên bản kiểm tra 06/05/2024")
	equal(t, len(card.Recent), 7)
	_, err = o.CoopCard(ctx, id('c', 77))
	wantCode(t, err, store.NotFound, "")
}

func TestWhatIsPendingLeavesAndIsReceipted(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Event, "", store.Doc{"type": "tập huấn", "on": "2024-05-06"})
	p, err := o.Pending(ctx)
	must(t, err)
	equal(t, fmt.Sprint(p.From, p.To, p.Ops, p.Unsealed, p.NextExport), "1 2 2 2 1")
	equal(t, p.ByCoop, []desk.CoopCount{{Ops: 1}, {ID: c, Name: "Hợp tác xã nông nghiệp Đăk Hà số 1", Ops: 1}})
	in := o.bundle(t, 1, 0)
	equal(t, in.Head, p.Head)
	equal(t, in.PrevHead, p.PrevHead)
	must(t, o.Exported(ctx, store.ExportRow{Export: 1, Epoch: 1, From: 1, To: 2, Head: in.Head, Manifest: "m1", SHA256: "f1"}))
	r := o.get(t, store.Cooperative, c)
	equal(t, fmt.Sprint(r.Sealed, r.Got), "true false")
	o.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	equal(t, o.get(t, store.Cooperative, c).Sealed, false)
	p, err = o.Pending(ctx) // nothing was receipted: everything goes again
	must(t, err)
	equal(t, fmt.Sprintln(p.From, p.To, p.Unsealed, p.NextExport, p.PrevExport), "1 3 1 2 m1\n")
	err = o.Receipted(ctx, desk.Point{Epoch: 1, Seq: 2, Head: p.Head})
	wantCode(t, err, store.Refused, "restored")
	must(t, o.Receipted(ctx, desk.Point{Epoch: 1, Seq: 2, Head: in.Head}))
	p, err = o.Pending(ctx)
	must(t, err)
	equal(t, fmt.Sprint(p.From, p.To, p.PrevHead == in.Head), "3 3 true")
	before := o.state(t)
	must(t, o.Rebuild(ctx))
	equal(t, o.state(t), before)
}

func TestAnOpWaitsForItsCooperativeAndItsScheme(t *testing.T) {
	a, b, p := open(t, "dakha-01", store.Officer, "615"), open(t, "dakha-02", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := a.put(t, store.Cooperative, "", coop(1))
	b.receive(t, a.bundle(t, 1, 0))
	sheetID := b.put(t, store.Assessment, "", full(c, "2024"))
	b.put(t, store.Assessment, sheetID, store.Doc{"self": store.Doc{"9": int64(0)}})
	out := p.receive(t, b.bundle(t, 1, 0))
	equal(t, out.Items[0].What, desk.IsHeld)
	equal(t, verdicts(t, p), map[store.Verdict]int{store.WaitCoop: 1, store.WaitParent: 1})
	p.receive(t, a.bundle(t, 1, 0))
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	n, _ := p.get(t, store.Assessment, sheetID).Doc.Int("self.9")
	equal(t, n, int64(0))

	// A newer revision of the scheme, which the second laptop does not have.
	s, err := a.Scheme("tt09-2017", 0)
	must(t, err)
	data := []byte(fmt.Sprintf(`id = "tt09-2017"
revision = %d
title = "Đánh giá"
basis = "Thông tư"
partial = true
period = "year"
max = 10
point_step = 1
[[group]]
id = "1"
title = "Nhóm"
max = 10
  [[group.criterion]]
  id = "1x"
  title = "Mục"
  max = 10
  score = "points"
`, s.Revision+1))
	row := store.RefRow{Type: "scheme", ID: "tt09-2017", Revision: s.Revision + 1, SHA256: sumOf(data), Data: data}
	must(t, a.AddRefs(ctx, []store.RefRow{row}))
	x := a.put(t, store.Assessment, "", store.Doc{"cooperative": c, "period": "2024", "scheme": "tt09-2017", "self": store.Doc{"1x": int64(700)}})
	p.receive(t, a.bundle(t, 1, 0))
	equal(t, verdicts(t, p), map[store.Verdict]int{store.WaitScheme: 1})
	must(t, p.AddRefs(ctx, []store.RefRow{row}))
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	equal(t, p.get(t, store.Assessment, x).Summary.Points, int64(700))
}

func TestOnlyATrainingStoreIsFilledInBulk(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	fill(t, o, 20, 2)
	r, err := o.Register(ctx)
	must(t, err)
	equal(t, len(r.Rows), 20)
	equal(t, len(r.Rows[0].Scores), 2)
	equal(t, r.Rows[0].Scores[0].State, store.Final)
	before := o.state(t)
	must(t, o.Rebuild(ctx))
	equal(t, o.state(t), before)
	o.opts.Mode = desk.Real
	o.reopen(t)
	err = o.Bulk(ctx, func(*desk.Batch) error { return nil })
	wantCode(t, err, store.Denied, "not-permitted")
}

func TestTwoRecordsOfOneCooperativeAreADuplicateOnBoth(t *testing.T) {
	a, b, p := open(t, "dakha-01", store.Officer, "615"), open(t, "dakha-02", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	x, y := a.put(t, store.Cooperative, "", coop(1)), b.put(t, store.Cooperative, "", coop(1))
	p.receive(t, a.bundle(t, 1, 0))
	out := p.receive(t, b.bundle(t, 1, 0))
	equal(t, out.Items[0].What, desk.IsConflict)
	equal(t, len(out.Cases), 1)
	for _, id := range []string{x, y} {
		equal(t, p.get(t, store.Cooperative, id).Conflict, out.Cases[0].ID)
	}
	b.put(t, store.Cooperative, y, store.Doc{"tax_code": "61999"}) // it was a wrong number
	p.receive(t, b.bundle(t, 1, 0))
	equal(t, len(cases(t, p)), 0)
	equal(t, p.get(t, store.Cooperative, x).Conflict, "")
}
