package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// Programmes returns the newest revision of every programme that is held, by id.
func (d *Desk) Programmes() []*programme.Programme {
	all := d.catalog().programmes()
	out := make([]*programme.Programme, 0, len(all))
	for _, id := range sortedKeys(all) {
		out = append(out, all[id])
	}
	return out
}

// Registration opens an application, saved or only typed, for a screen. NotFound
// if there is none, or if its programme is not held.
func (d *Desk) Registration(ctx context.Context, id string) (*RegistrationView, error) {
	var v *RegistrationView
	err := d.view(ctx, func(w *work) (err error) {
		v, err = w.registration(id)
		return err
	})
	return v, err
}

func (w *work) registration(id string) (*RegistrationView, error) {
	f, coop, err := w.atTable(store.Registration, id)
	if err != nil {
		return nil, err
	}
	p, err := w.cat.programmeNamed(f.Doc.Text("programme"))
	if err != nil {
		return nil, err
	}
	v := &RegistrationView{
		ID: id, Record: f.Record, Doc: f.Doc, Typed: len(f.Draft), Cooperative: coop, Programme: p,
		UnitName: unitName(w.cat.units, coop.Doc.Text("reporting_unit")), May: map[string]string{}, entries: map[string]EntryScore{},
		AnnualProfit: map[int]int64{},
	}
	v.Raw, v.Text, v.Newest = typedOf(f.Draft)
	if v.values, err = w.applicantValues(coop, p); err != nil {
		return nil, err
	}
	if err := w.entryChoices(v); err != nil {
		return nil, err
	}
	if err := w.annualProfit(v); err != nil {
		return nil, err
	}
	if v.Files, err = w.filesOf(store.Registration, id); err != nil {
		return nil, err
	}
	plan, err := w.planOf(coop.ID, p.ID)
	if err != nil {
		return nil, err
	}
	if plan != nil {
		v.Plan = plan.ID
	}
	w.mayWriteFields(v)
	v.build()
	return v, nil
}

// mayWriteFields says of each field why this person may not write it.
func (w *work) mayWriteFields(v *RegistrationView) {
	for _, f := range store.SpecOf(store.Registration).Fields {
		err := store.Permit(w.d.Me(), store.Subject{
			Kind: store.Registration, Op: store.OpPut, Set: store.Doc{f.Name: ""}, Cooperative: v.Cooperative.ID,
			Unit: v.Cooperative.Doc.Text("reporting_unit"),
		})
		if err != nil {
			v.May[f.Name] = faultsOf(err)[0].Message
		}
	}
}

// build reads what the document says and holds it against the programme.
func (v *RegistrationView) build() {
	v.Model, _ = v.Programme.Model(v.Doc.Text("model"))
	v.Entry = v.entries[v.Doc.Text("entry_assessment")]
	if v.Entry.Assessment == "" { // none, or one that is not held
		v.Entry = EntryScore{Assessment: v.Doc.Text("entry_assessment"), Column: v.Programme.ScoreColumn}
		if v.Entry.Assessment != "" {
			v.Entry.Why = "bản đánh giá này không có trên máy"
		}
	}
	v.District, v.Province = decisionOf(v.Doc.Sub("district_decision")), decisionOf(v.Doc.Sub("province_decision"))
	v.SentOn = v.Doc.Text("ministry_sent_on")
	v.Outcome = v.Programme.Evaluate(application(v.Doc, v.values, &v.Entry))
}

func decisionOf(d store.Doc) DecisionSet {
	return DecisionSet{No: d.Text("no"), On: d.Text("on"), Result: d.Text("result"), Note: d.Text("note")}
}

// application is what the programme judges of a registration.
func application(doc store.Doc, values map[string]any, entry *EntryScore) programme.Application {
	a := programme.Application{
		Values: values, Model: doc.Text("model"), Profit: profitOf(doc), Dossier: ticksOf(doc.Sub("dossier"), "present"),
		Conditions: ticksOf(doc.Sub("conditions"), "met"), Priorities: ticksOf(doc.Sub("priorities"), "met"),
	}
	if entry.Counts {
		a.Entry = entry.Points
	}
	return a
}

func ticksOf(d store.Doc, leaf string) map[string]programme.Tick {
	out := make(map[string]programme.Tick, len(d))
	for id := range d {
		t := programme.Tick{Note: d.Text(id + ".note")}
		if b, ok := d.At(id + "." + leaf).(bool); ok {
			t.Given = &b
		}
		out[id] = t
	}
	return out
}

// profitOf reads the years of the papers; what is no year is left out.
func profitOf(doc store.Doc) map[int]int64 {
	out := map[int]int64{}
	for y, n := range ints(doc.Sub("profit")) {
		if year, ok := financialYear(y); ok {
			out[year] = n
		}
	}
	return out
}

// financialYear reads the key of a year's profit.
func financialYear(s string) (int, bool) {
	y, err := strconv.Atoi(s)
	return y, err == nil && len(s) == 4 && y >= 1990 && y <= 2200
}

// applicantValues are what checks may name of a cooperative: its fields, and the
// figures of its newest year up to the programme's entry year. A list without
// items is known to be empty; any other field or figure that is not there is not
// known.
func (w *work) applicantValues(coop *store.Record, p *programme.Programme) (map[string]any, error) {
	values := map[string]any{}
	for _, f := range store.SpecOf(store.Cooperative).Fields {
		name := f.Name
		if name == "type" {
			name = "coop_type"
		}
		switch v := coop.Doc[f.Name].(type) {
		case store.Doc:
			values[name] = map[string]any(v)
		case nil:
			if f.Type == store.TypeMap {
				values[name] = map[string]any{}
			}
		default:
			values[name] = v
		}
	}
	annual, err := w.newestAnnual(coop.ID, fmt.Sprintf("%04d-12-31", p.EntryYear))
	if err != nil || annual == nil {
		return values, err
	}
	for id, n := range ints(annual.Doc.Sub("figures")) {
		if f, ok := store.FigureByID(id); ok {
			values[id] = unscaled(n, f.Scale())
		}
	}
	return values, nil
}

func unscaled(n int64, scale int) float64 {
	x := float64(n)
	for range scale {
		x /= 10
	}
	return x
}

// entryChoices lists the sheets that may be named as entry assessment: of the
// programme's scheme, those of an entry occasion or of the entry year first, then
// newest first.
func (w *work) entryChoices(v *RegistrationView) error {
	named := v.Doc.Text("entry_assessment")
	family, err := w.family(v.Cooperative.ID)
	if err != nil {
		return err
	}
	for _, coop := range family {
		rows, err := w.past().scores(coop)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.Scheme == v.Programme.Scheme && row.State != store.Void {
				v.EntryChoices = append(v.EntryChoices, row)
			}
		}
	}
	fits := func(r *store.ScoreRow) int {
		if entryFits(v.Programme, r.Occasion, r.Period) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(v.EntryChoices, func(a, b store.ScoreRow) int {
		return cmp.Or(cmp.Compare(fits(&a), fits(&b)), cmp.Compare(b.Period, a.Period), cmp.Compare(b.ID, a.ID))
	})
	ids := []string{named}
	for i := range v.EntryChoices {
		ids = append(ids, v.EntryChoices[i].ID)
	}
	for _, id := range ids {
		e, err := w.entryScore(v.Programme, id)
		if err != nil {
			return err
		}
		if e.Assessment != "" {
			v.entries[id] = e
		}
	}
	return nil
}

// entryFits reports whether a sheet is the one that a programme asks for: made
// for the application, or of the year that it names.
//
// Source: Kế hoạch 1185/KH-UBND, III.2.a: "Bản đánh giá hợp tác xã năm 2020".
func entryFits(p *programme.Programme, occasion, period string) bool {
	return occasion == "entry" || yearOf(period) == int64(p.EntryYear)
}

// entryScore reads what an entry assessment comes to in the column that the
// programme names. It counts if it fits the programme and nothing in that column
// is missing.
func (w *work) entryScore(p *programme.Programme, id string) (EntryScore, error) {
	e := EntryScore{Column: p.ScoreColumn}
	if !store.ValidID(id) {
		return e, nil
	}
	r, err := w.record(store.Assessment, id)
	if err != nil || r == nil {
		return e, err
	}
	e.Assessment, e.Period, e.State, e.Accepted = r.ID, r.Doc.Text("period"), r.State, r.Accepted
	res, err := w.resultIn(r.Doc, p.ScoreColumn)
	if err != nil {
		return e, err
	}
	e.counts(p, r, res)
	return e, nil
}

// counts fills in the points, and says why they do not count if they do not.
func (e *EntryScore) counts(p *programme.Programme, r *store.Record, res *scheme.Result) {
	switch {
	case res == nil:
		e.Why = "không có bộ tiêu chí của bản đánh giá này trên máy"
		return
	case res.Excluded != nil:
		e.Why = "hợp tác xã không thuộc diện đánh giá, xếp loại"
		return
	}
	total := res.Total
	e.Points, e.Complete = &total, res.Complete && !res.Partial
	if res.Rating != nil {
		e.Rating = res.Rating.Title
	}
	switch {
	case r.Doc.Text("scheme") != p.Scheme:
		e.Why = "chương trình dùng bộ tiêu chí khác"
	case r.State == store.Void:
		e.Why = "bản đánh giá đã hủy"
	case r.Conflict != "":
		e.Why = "bản đánh giá đang lệch số liệu"
	case !entryFits(p, r.Doc.Text("occasion"), e.Period):
		e.Why = fmt.Sprintf("không phải bản đánh giá năm %d mà chương trình yêu cầu", p.EntryYear)
	case !e.Complete:
		e.Why = fmt.Sprintf("cột %s còn thiếu điểm của %d mục", columnTitle(p.ScoreColumn), len(res.Missing))
	default:
		e.Counts = true
	}
}

// columnTitle names a column of points inside a sentence.
func columnTitle(c scheme.Column) string {
	switch c {
	case scheme.Checked:
		return "huyện rà soát"
	case scheme.Approved:
		return "tỉnh rà soát"
	}
	return "tự chấm"
}

// annualProfit reads the profit of the yearly figures, to stand beside that of
// the papers.
func (w *work) annualProfit(v *RegistrationView) error {
	return w.recordsAt(store.Annual, v.Cooperative.ID, func(r *store.Record) {
		y, _ := r.Doc.Int("year")
		if n, ok := r.Doc.Int("figures.profit"); ok {
			v.AnnualProfit[int(y)] = n
		}
	})
}

// filesOf lists the files beside a record, by what they are, then by name.
func (w *work) filesOf(k store.Kind, id string) ([]AttachmentLine, error) {
	var out []AttachmentLine
	err := w.tx.Records(ownedBy(k, id), func(r *store.Record) error {
		size, _ := r.Doc.Int("size")
		out = append(out, AttachmentLine{ID: r.ID, Name: r.Doc.Text("name"), SHA256: r.Doc.Text("sha256"), Size: size, Item: r.Doc.Text("owner.item")})
		return nil
	})
	slices.SortFunc(out, func(a, b AttachmentLine) int {
		return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}
