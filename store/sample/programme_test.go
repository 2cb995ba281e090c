package sample_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/sample"
	"coopfield/store/scheme"
)

func kh1185(tb testing.TB) *programme.Programme {
	tb.Helper()
	list, err := programme.Embedded()
	if err != nil || len(list) != 1 {
		tb.Fatalf("%d programmes: %v", len(list), err)
	}
	return list[0]
}

func TestTheProgrammeStandsBehindTheSameRecords(t *testing.T) {
	o := sample.Options{Coops: 120, Years: 5}
	plain := records(t, 1, o)
	o.Programme, o.Pilots = kh1185(t), 3
	with := records(t, 1, o)
	if len(with) <= len(plain) || digest(with[:len(plain)]) != digest(plain) {
		t.Errorf("%d records with the programme do not begin with the %d without", len(with), len(plain))
	}
	// As the digest of the plain sample: changed only together with the records.
	const want = "e5048b30069f7c018293439c1f2366420f8696594be05fc74fa9c173e14d33da"
	if got := digest(with[len(plain):]); got != want {
		t.Errorf("seed 1 gives %s", got)
	}
	o.Years = 4 // 2021 to 2024: no entry year
	for _, r := range records(t, 1, o) {
		if r.Kind == store.Registration {
			t.Error("an application without the year that it rests on")
		}
	}
}

// applications reads a sample as a test of its own: what each application lacks.
type applications struct {
	coops, annuals, sheets map[string]store.Doc
	list                   []sample.Record
}

func readApplications(t *testing.T, all []sample.Record) *applications {
	t.Helper()
	a := &applications{map[string]store.Doc{}, map[string]store.Doc{}, map[string]store.Doc{}, nil}
	ids := map[string]bool{}
	for _, r := range all {
		if err := store.Validate(r.Kind, r.Doc); err != nil {
			t.Fatalf("%s %s: %v", r.Kind, r.ID, err)
		}
		if ids[r.ID] {
			t.Fatalf("two records %s", r.ID)
		}
		ids[r.ID] = true
		switch r.Kind {
		case store.Cooperative:
			a.coops[r.ID] = r.Doc
		case store.Annual:
			if y, _ := r.Doc.Int("year"); y == 2020 {
				a.annuals[r.Doc.Text("cooperative")] = r.Doc
			}
		case store.Assessment:
			if r.Doc.Text("occasion") == "entry" {
				a.sheets[r.ID] = r.Doc
			}
		case store.Registration:
			a.list = append(a.list, r)
		}
	}
	return a
}

// lacks says which conditions of the plan (III.2.a) an application does not meet,
// with "?" behind those that are not known.
func (a *applications) lacks(t *testing.T, d store.Doc) (out []string, score scheme.Points, priorities int) {
	t.Helper()
	for _, id := range []string{"law", "governance"} {
		switch d.At(store.Path("conditions." + id + ".met")) {
		case nil:
			out = append(out, id+"?")
		case false:
			out = append(out, id)
		}
	}
	if d.Text("model") == "" {
		out = append(out, "model")
	}
	for _, y := range []string{"2018", "2019", "2020"} {
		if n, ok := d.Int(store.Path("profit." + y)); !ok || n <= 0 {
			out = append(out, "profit")
			break
		}
	}
	for _, paper := range []string{"activity-report", "business-plan", "financial-reports", "self-assessment", "registration"} {
		if !d.Bool(store.Path("dossier." + paper + ".present")) {
			out = append(out, "dossier")
		}
	}
	sheet := a.sheets[d.Text("entry_assessment")]
	if len(sheet.Sub("checked")) == 0 {
		return append(out, "entry?"), 0, 0
	}
	s, _ := scheme.EmbeddedByID("tt01-2020")
	active, stopped := int64(100_00), int64(0)
	given := map[string]scheme.Points{}
	for id, n := range ints(sheet.Sub("checked")) {
		given[id] = scheme.Points(n)
	}
	res, err := s.Score(scheme.Sheet{
		CoopType: "htx", MonthsActive: &active, MonthsStopped: &stopped, Facts: ints(sheet.Sub("facts")),
		Given: map[scheme.Column]map[string]scheme.Points{scheme.Checked: given},
	}, scheme.Options{Column: scheme.Checked})
	if err != nil || !res.Complete {
		t.Fatalf("an entry sheet is not complete in the district's column: %v, lacks %v", err, res.Missing)
	}
	if res.Total < 65_00 {
		out = append(out, "entry")
	}
	coop := d.Text("cooperative")
	if len(a.coops[coop].Sub("link_contracts")) > 0 {
		priorities++
	}
	households, _ := a.annuals[coop].Int("figures.households")
	minority, _ := a.annuals[coop].Int("figures.minority_households")
	if households > 0 && minority*5 >= households {
		priorities++
	}
	for id := range d.Sub("priorities") {
		if d.Bool(store.Path("priorities." + id + ".met")) {
			priorities++
		}
	}
	return out, res.Total, priorities
}

func TestApplicationsQualifyFailByEachConditionAndTie(t *testing.T) {
	o := sample.Options{Coops: 240, Years: 5, Programme: kh1185(t), Pilots: 3}
	a := readApplications(t, records(t, 1, o))
	if n := len(a.list); n < 15 || n > 36 {
		t.Errorf("%d of 240 cooperatives apply, about a tenth is meant", n)
	}
	why := map[string]int{}
	rank := map[string]int{}
	perUnit := map[string]int{}
	limit, eligible, open := false, 0, 0
	for _, r := range a.list {
		coop := a.coops[r.Doc.Text("cooperative")]
		perUnit[coop.Text("reporting_unit")]++
		if n, _ := r.Doc.Int("profit.2020"); true {
			if got, _ := a.annuals[r.Doc.Text("cooperative")].Int("figures.profit"); got != n {
				t.Errorf("%s: a profit of %d in the papers and %d in the year's figures", r.ID, n, got)
			}
		}
		lacks, score, priorities := a.lacks(t, r.Doc)
		limit = limit || score == 65_00
		for _, id := range lacks {
			why[id]++
		}
		chosen := r.Doc.Text("province_decision.result") == "chosen"
		switch {
		case len(lacks) > 0 && chosen:
			t.Errorf("%s was chosen and lacks %v", r.ID, lacks)
		case len(lacks) == 0:
			eligible++
			rank[fmt.Sprintf("%d/%d", priorities, score)]++
			if !chosen {
				open++
			}
		}
	}
	for _, id := range []string{"law", "governance", "law?", "model", "profit", "dossier", "entry", "entry?"} {
		if why[id] == 0 {
			t.Errorf("no application lacks %s: %v", id, why)
		}
	}
	if eligible-open != 3 || open < 5 {
		t.Errorf("%d eligible, of which %d still to be decided", eligible, open)
	}
	if !limit {
		t.Error("no entry sheet stands at the limit itself")
	}
	if slices.Max(slices.Collect(maps.Values(rank))) < 2 {
		t.Errorf("nobody ties: %v", rank)
	}
	if m := slices.Max(slices.Collect(maps.Values(perUnit))); m > 6 {
		t.Errorf("%d applications of one district", m)
	}
}

func TestAPilotHasAPlanMoneyAndSaysThatItIsInvented(t *testing.T) {
	all := records(t, 1, sample.Options{Coops: 240, Years: 5, Programme: kh1185(t), Pilots: 3})
	a := readApplications(t, all)
	count := map[store.Kind]int{}
	plans := map[string]bool{}
	for _, r := range all {
		if r.Doc.Text("occasion") == "entry" {
			continue
		}
		count[r.Kind]++
		switch r.Kind {
		case store.Plan:
			plans[r.ID] = true
			base := a.sheets[r.Baseline]
			if base.Text("cooperative") != r.Doc.Text("cooperative") {
				t.Errorf("plan %s is held against a sheet of %q", r.ID, base.Text("cooperative"))
			}
			if len(r.Doc.Sub("improve")) != 3 || len(r.Doc.Sub("actions")) < 3 || len(r.Doc.Sub("funding")) < 3 || r.Doc.Text("approved_no") == "" {
				t.Errorf("plan %s: %v", r.ID, r.Doc)
			}
		case store.Support:
			if !plans[r.Doc.Text("plan")] {
				t.Errorf("support %s under the plan %q", r.ID, r.Doc.Text("plan"))
			}
			if r.Doc.Text("type") == "preferential-loan" {
				got, _ := r.Doc.Int("disbursed")
				back, _ := r.Doc.Int("repaid")
				if rate, ok := r.Doc.Int("rate"); !ok || rate == 0 || back >= got || r.Doc.Text("due") == "" {
					t.Errorf("a loan of %d, repaid %d: %v", got, back, r.Doc)
				}
			}
		}
		for _, field := range []store.Path{"note", "text", "answer", "province_decision.note", "district_decision.note"} {
			if s := r.Doc.Text(field); s != "" && r.Kind != store.Assessment && !strings.Contains(strings.ToLower(s), "hư cấu") {
				t.Errorf("%s %s: %s = %q does not say that it is invented", r.Kind, r.ID, field, s)
			}
		}
	}
	for k, n := range map[store.Kind]int{store.Plan: 3, store.Support: 12, store.Obstacle: 6, store.Followup: 15, store.Event: 3, store.Proposal: 1} {
		if count[k] != n {
			t.Errorf("%d of %s, want %d", count[k], k, n)
		}
	}
}

func TestALargeSampleHasNoMoreApplicationsThanPeopleRead(t *testing.T) {
	n := 0
	for _, r := range records(t, 4, sample.Options{Coops: 3000, Years: 5, Programme: kh1185(t)}) {
		switch r.Kind {
		case store.Registration:
			n++
			if r.Doc.At("province_decision") != nil {
				t.Fatal("the province decided, which an officer's store may not say")
			}
		case store.Plan:
			t.Fatal("a plan without a choice")
		}
	}
	if n < 30 || n > 60 {
		t.Errorf("%d applications in ten districts", n)
	}
}

func TestTwoPartsOfASeedJoin(t *testing.T) {
	ids, names := map[string]bool{}, map[string]bool{}
	for _, o := range []sample.Options{
		{Coops: 24, Years: 5, Under: "615", Programme: kh1185(t), Apply: 100},
		{Coops: 60, Years: 5, First: 24, Except: "615", Programme: kh1185(t), Apply: 100, Pilots: 2},
	} {
		for _, r := range records(t, 1, o) {
			if ids[r.ID] {
				t.Fatalf("%s %s is in both parts", r.Kind, r.ID)
			}
			ids[r.ID] = true
			if r.Kind == store.Cooperative {
				if tax := r.Doc.Text("tax_code"); names[tax] || r.Doc.Text("reporting_unit") == "615" != (o.Under == "615") {
					t.Fatalf("%v", r.Doc)
				}
				names[r.Doc.Text("tax_code")] = true
			}
		}
	}
}
