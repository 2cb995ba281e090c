package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/unit"
)

// assessed lays down a finalised sheet of a cooperative and year, with fewer
// points the higher less is.
func (l *laptop) assessed(tb testing.TB, coop, period string, less int64) {
	tb.Helper()
	doc := full(coop, period)
	doc["self"].(store.Doc)["10"] = 700 - less*100
	_, err := l.Finalise(ctx, store.Assessment, l.put(tb, store.Assessment, "", doc))
	must(tb, err)
}

func lines(s *desk.Series) []string {
	var out []string
	for _, l := range append(slices.Clone(s.Lines), s.Total) {
		text := fmt.Sprintf("%s %d:", l.Unit, l.Coops)
		for _, y := range l.Years {
			mean, ok := y.Mean()
			if !ok {
				text += fmt.Sprintf(" %d/-", y.Assessed)
				continue
			}
			text += fmt.Sprintf(" %d/%s", y.Assessed, mean)
		}
		out = append(out, text)
	}
	return out
}

// seriesFixture is two cooperatives of old communes that became one, one of
// another commune of the district, one of another district, one that was founded
// after the reform, with sheets of 2023 to 2025.
func seriesFixture(t *testing.T) *laptop {
	t.Helper()
	p := open(t, "tinh", store.Province, "62")
	for i, c := range [][2]string{{"23500", "615"}, {"23521", "615"}, {"23512", "615"}, {"23425", "617"}, {"23500.2025", "23500.2025"}} {
		doc := coop(i + 1)
		doc["unit"], doc["reporting_unit"] = c[0], c[1]
		id := p.put(t, store.Cooperative, "", doc)
		for _, year := range []string{"2023", "2024", "2025"} {
			if i < 4 || year == "2025" {
				p.assessed(t, id, year, int64(i))
			}
		}
	}
	return p
}

// A series by old district, or by new commune, goes through 1 July 2025 without a
// break, whether the cooperatives have been handed over or not.
func TestASeriesGoesThroughTheReform(t *testing.T) {
	p := seriesFixture(t)
	all := func(q desk.SeriesQuery) []string {
		t.Helper()
		s, err := p.Series(ctx, q)
		must(t, err)
		return lines(s)
	}
	check := func() {
		t.Helper()
		equal(t, all(desk.SeriesQuery{By: desk.ByDistrict}), []string{"615 4: 3/74 3/72 4/71.75", "617 1: 1/72 1/70 1/70", " 5: 4/73.5 4/71.5 5/71.4"})
		equal(t, all(desk.SeriesQuery{By: desk.ByCommune, From: 2024}), []string{
			"23500.2025 3: 2/72.5 3/72", "23512.2025 1: 1/71 1/71", "23425.2025 1: 1/70 1/70", " 5: 4/71.5 5/71.4",
		})
		// --unit takes what was and what is.
		for _, u := range []string{"615", "23500.2025", "23521"} {
			want := map[string]string{"615": " 4: 3/74 3/72 4/71.75", "23500.2025": " 3: 2/74.5 2/72.5 3/72", "23521": " 1: 1/74 1/72 1/72"}[u]
			got := all(desk.SeriesQuery{By: desk.ByDistrict, Unit: u})
			equal(t, got[len(got)-1], want)
		}
	}
	p.clock = p.clock.AddDate(1, 0, 0) // by today's table
	check()
	for _, from := range []string{"615", "617"} {
		_, err := p.Transfer(ctx, desk.TransferOrder{From: from, On: "2025-07-01", Reason: basis2025})
		must(t, err)
	}
	check()
	equal(t, all(desk.SeriesQuery{})[0], "23500.2025 3: 2/74.5 2/72.5 3/72") // reporting units of today
	_, err := p.Series(ctx, desk.SeriesQuery{By: "ward"})
	wantCode(t, err, store.Usage, "by")
	_, err = p.Series(ctx, desk.SeriesQuery{Unit: "99999"})
	wantCode(t, err, store.NotFound, "unit")
}

// The list of cooperatives and of records takes an old district, a new commune or
// a reporting unit as its unit.
func TestAListTakesOldAndNewUnits(t *testing.T) {
	p := seriesFixture(t)
	p.clock = p.clock.AddDate(1, 0, 0)
	for u, want := range map[string][2]int{"615": {4, 10}, "23500.2025": {3, 7}, "23500": {1, 3}, "617": {1, 3}, "51.2025": {5, 13}, "62": {5, 13}, "23512.2025": {1, 3}, "608": {0, 0}} {
		reg, err := p.Register(ctx)
		must(t, err)
		rows := len(reg.Filter(desk.RegisterQuery{Unit: u}, desk.RegisterSort{}))
		in, err := p.Within(ctx, u)
		must(t, err)
		sheets := 0
		must(t, p.List(ctx, store.Query{Kind: store.Assessment}, func(r *store.Record) error {
			if in(r) {
				sheets++
			}
			return nil
		}))
		if got := [2]int{rows, sheets}; got != want {
			t.Errorf("%s: %v cooperatives and sheets, want %v", u, got, want)
		}
	}
}

// wholeProvince is the embedded table with the other 56 communes of Quảng Ngãi,
// whose names here are invented: the province's pack has the real ones.
func wholeProvince() []byte {
	var b strings.Builder
	b.Write(unit.EmbeddedFile())
	for i := range 56 {
		fmt.Fprintf(&b, "x%02d.2025,9%04d,Mẫu %d,Mẫu %d,,Xã,commune,51.2025,2025-07-01,,\n", i, i, i, i)
	}
	return []byte(b.String())
}

// From 1 July 2025 a province may have 96 reporting units: nothing assumes ten.
func TestAProvinceOf96ReportingUnits(t *testing.T) {
	p := open(t, "tinh", store.Province, "51.2025")
	_, err := p.Pack(ctx, []desk.PackFile{{Name: "units.csv", Data: wholeProvince()}})
	must(t, err)
	var units []string
	for _, u := range p.Units().Children("51.2025", "2025-07-01") {
		units = append(units, u.ID)
	}
	equal(t, len(units), 96)
	var inputs []desk.Input
	for i, u := range units {
		doc := coop(i)
		doc["unit"], doc["reporting_unit"] = u, u
		inputs = append(inputs, desk.Input{Doc: doc})
	}
	ids, err := p.Put(ctx, store.Cooperative, inputs)
	must(t, err)
	for i := 0; i < len(ids); i += 2 { // every second unit has handed in
		p.put(t, store.Assessment, "", full(ids[i], "2025"))
	}
	lists, err := p.ExpectAll(ctx, "2025")
	must(t, err)
	equal(t, len(lists), 96)
	missing := 0
	for _, l := range lists {
		if len(l.Coops) != 1 {
			t.Errorf("%s expects %d cooperatives", l.Unit, len(l.Coops))
		}
		if l.Coops[0].Assessment == "" {
			missing++
		}
	}
	equal(t, missing, 48)
	to := make([]desk.Recipient, len(units))
	for i, u := range units {
		to[i] = desk.Recipient{Writer: store.Writer{Person: "Cán bộ " + u, Dev: devOf(u), Principal: u, Role: store.Officer, Unit: u}}
	}
	n := 0
	must(t, p.Parcels(ctx, to, "2025", func(i int, parcel *desk.Parcel) error {
		n++
		if len(parcel.Coops) != 1 || parcel.Coops[0] != ids[i] || len(parcel.Expected.Coops) != 1 {
			t.Errorf("%s is told of %v, expected %d", units[i], parcel.Coops, len(parcel.Expected.Coops))
		}
		return nil
	}))
	equal(t, n, 96)
	s, err := p.Series(ctx, desk.SeriesQuery{})
	must(t, err)
	equal(t, []int{len(s.Lines), s.Total.Years[0].Assessed}, []int{96, 48})
}

// What was assessed stays as it was, whatever table of units comes.
func TestANewTableOfUnitsChangesNoAssessment(t *testing.T) {
	p := seriesFixture(t)
	state := func() string {
		t.Helper()
		var b strings.Builder
		must(t, p.List(ctx, store.Query{Kind: store.Assessment}, func(r *store.Record) error {
			fmt.Fprintln(&b, r.ID, r.Rev, r.State, r.Unit, r.Summary, r.Doc)
			return nil
		}))
		return b.String()
	}
	before := state()
	if strings.Count(before, "\n") != 13 || !strings.Contains(before, "fair") {
		t.Fatalf("the sheets are %s", before)
	}
	file := strings.Replace(string(wholeProvince()), "23512,23512,Đắk Mar,Đăk Mar,Đắk Mar,Xã,commune,615,,2025-06-30,23512.2025", "23512,23512,Đắk Mar,Đăk Mar,Đắk Mar,Xã,commune,615,,2025-06-30,23515.2025", 1)
	packed, err := p.Pack(ctx, []desk.PackFile{{Name: "units.csv", Data: []byte(file)}})
	must(t, err)
	if !packed[0].New {
		t.Fatal("the table is not new")
	}
	equal(t, state(), before)
	must(t, p.Rebuild(ctx))
	equal(t, state(), before)
	p.reopen(t)
	equal(t, state(), before)
	p.clock = p.clock.AddDate(1, 0, 0)
	s, err := p.Series(ctx, desk.SeriesQuery{By: desk.ByCommune, From: 2025})
	must(t, err) // the series goes by the new table
	equal(t, lines(s)[1], "23515.2025 1: 1/71")
}
