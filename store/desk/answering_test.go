package desk_test

import (
	"slices"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// parcel is what p would tell a laptop.
func parcel(tb testing.TB, p *laptop, to desk.Recipient) *desk.Parcel {
	tb.Helper()
	var out *desk.Parcel
	must(tb, p.Parcels(ctx, []desk.Recipient{to}, "2024", func(_ int, x *desk.Parcel) error {
		out = x
		return nil
	}))
	return out
}

// told lists the records that a parcel tells of.
func told(p *desk.Parcel) []string {
	var ids []string
	for i := range p.Ops {
		if id := p.Ops[i].Ent; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func TestALaptopIsToldWhatItNeedsAndNothingOfOtherUnits(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	of := func(n int, unit string) string {
		c := coop(n)
		c["reporting_unit"] = unit
		return p.put(t, store.Cooperative, "", c)
	}
	mine, other, planless := of(1, "615"), of(2, "611"), of(3, "615")
	annual := p.put(t, store.Annual, "", store.Doc{"cooperative": mine, "year": int64(2023)})
	p.put(t, store.Annual, "", store.Doc{"cooperative": other, "year": int64(2023)})
	visit := func(c string) string {
		return p.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2024-05-06", "purpose": "periodic", "recommendations": store.Doc{
			"r1": store.Doc{"text": "lập sổ thành viên", "due": "2024-09-01"},
		}})
	}
	kept, open := visit(mine), visit(mine)
	visit(other)
	follow := func(v, state string) string {
		return p.put(t, store.Followup, "", store.Doc{"cooperative": mine, "about": store.Doc{"kind": "visit", "record": v, "item": "r1"}, "on": "2024-10-01", "state": state})
	}
	follow(kept, "kept")
	partly := follow(open, "partly")
	plan := p.put(t, store.Plan, "", store.Doc{"cooperative": mine, "programme": "kh1185", "approved_no": "12/QĐ"})
	p.put(t, store.Plan, "", store.Doc{"cooperative": planless, "programme": "kh1185", "status": "drafted"})
	var sheets []string
	for _, year := range []string{"2022", "2023"} {
		s := p.put(t, store.Assessment, "", full(mine, year))
		_, err := p.Finalise(ctx, store.Assessment, s)
		must(t, err)
		_, err = p.Accept(ctx, store.Assessment, s, nil)
		must(t, err)
		sheets = append(sheets, s)
	}
	w := store.Writer{Person: "Cán bộ", Dev: devOf("o"), Principal: "dakha-01", Role: store.Officer, Unit: "615"}
	x := parcel(t, p, desk.Recipient{Writer: w})
	want := []string{mine, planless, annual, open, partly, plan, sheets[1]}
	slices.Sort(want)
	equal(t, told(x), want)
	if x.Ops[0].Typ != store.Cooperative || len(x.Writers) == 0 {
		t.Errorf("begins with %s, writers %+v", x.Ops[0].Typ, x.Writers)
	}
	expected := []string{mine, planless}
	slices.Sort(expected)
	equal(t, x.Expected.Coops, []desk.ExpectedCoop{{Cooperative: expected[0]}, {Cooperative: expected[1]}})

	// An advisor is told of what is assigned, whatever its unit.
	w.Role, w.Unit, w.Coops = store.Advisor, "62", []string{other}
	for _, id := range told(parcel(t, p, desk.Recipient{Writer: w})) {
		if slices.Contains(want, id) {
			t.Errorf("an advisor is told of %s", id)
		}
	}
}

func TestOfACooperativeThatLeftTheUnitOnlyTheWayOutIsTold(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c := coop(1)
	c["reporting_unit"] = "615"
	id := p.put(t, store.Cooperative, "", c)
	p.put(t, store.Cooperative, id, store.Doc{"reporting_unit": "611"})
	p.put(t, store.Cooperative, id, store.Doc{"phone": "0260 123"})
	p.put(t, store.Annual, "", store.Doc{"cooperative": id, "year": int64(2024)})
	w := store.Writer{Person: "Cán bộ", Dev: devOf("o"), Principal: "dakha-01", Role: store.Officer, Unit: "615"}
	x := parcel(t, p, desk.Recipient{Writer: w, Coops: []string{id}})
	if len(x.Ops) != 2 || x.Ops[1].Set.Text("reporting_unit") != "611" || len(x.Coops) != 0 {
		t.Errorf("told %+v", x.Ops)
	}
	if never := parcel(t, p, desk.Recipient{Writer: w}); len(never.Ops) != 0 {
		t.Errorf("told of a cooperative that it never had: %+v", never.Ops)
	}
}

func TestAPackOnlyRisesAndIsTakenWholeOrNotAtAll(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	list := func(rev, title string) desk.PackFile {
		return desk.PackFile{Name: "k.toml", Data: []byte("id = \"k\"\nrevision = " + rev + "\ntitle = \"" + title + "\"\n[[check]]\nid = \"a\"\ntitle = \"A\"\n")}
	}
	x, err := p.Pack(ctx, []desk.PackFile{list("1", "một")})
	must(t, err)
	if len(x) != 1 || !x[0].New || x[0].Type != desk.RefChecklist || x[0].Revision != 1 {
		t.Fatalf("packed %+v", x)
	}
	if x, err = p.Pack(ctx, []desk.PackFile{list("1", "một")}); err != nil || x[0].New {
		t.Errorf("again: %+v, %v", x, err)
	}
	_, err = p.Pack(ctx, []desk.PackFile{list("3", "ba"), list("1", "khác")})
	wantCode(t, err, store.Conflict, "revision")
	packs, err := p.Packs(ctx)
	must(t, err)
	for _, k := range packs {
		if k.ID == "k" && k.Revision != 1 {
			t.Errorf("a refused pack left %+v", k)
		}
	}
	_, err = p.Pack(ctx, []desk.PackFile{{Name: "u.csv", Data: []byte("id,code,name,official_name,aliases,type,level,parent,valid_from,valid_to,successor\n62,62,Kon Tum,Kon Tum,,Tỉnh,province,,,,\n")}})
	wantCode(t, err, store.Invalid, "bad-units")
	o := open(t, "o", store.Officer, "615")
	_, err = o.Pack(ctx, []desk.PackFile{list("1", "một")})
	wantCode(t, err, store.Denied, string(store.NotPermitted))
}
