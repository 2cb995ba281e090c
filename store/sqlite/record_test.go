package sqlite_test

import (
	"slices"
	"strings"
	"testing"

	"coopfield/store"
)

// full is a record of each kind with every flag set.
func full(kind store.Kind, n int) *store.Record {
	doc := store.Doc{"cooperative": uuid('c', 1), "on": "2024-05-06", "note": "ghi chú", "about": store.Doc{"kind": "visit", "record": uuid('v', 1), "item": "r1"}}
	r := &store.Record{
		Kind: kind, ID: uuid('r', n), Doc: doc, Rev: hashOf("rev", n), Heads: []store.Hash{hashOf("h", 1), hashOf("h", 2)}, State: store.Final,
		Merged: true, Conflict: "c1", ReturnReason: "thiếu biên bản", Accepted: true, Unit: "615", Created: 11, Changed: 22,
		Actor: "Nguyễn Văn An", Sealed: true, Got: true,
	}
	if kind == store.Assessment {
		r.Summary = store.Summary{Points: 7950, Max: 10000, Known: true, Rating: "fair", Excluded: "new", Done: 23, Items: 24, Flags: 2}
	}
	return r
}

func TestSaveRecord(t *testing.T) {
	db := open(t)
	for i, kind := range store.Kinds() {
		t.Run("keeps a "+string(kind), func(t *testing.T) {
			want := full(kind, i)
			update(t, db, func(tx store.Tx) error { return tx.SaveRecord(want) })
			view(t, db, func(tx store.Tx) error {
				got, err := tx.Record(kind, want.ID)
				must(t, err)
				equal(t, *got, *want)
				n, err := tx.Count(kind)
				must(t, err)
				equal(t, n, 1)
				return nil
			})
		})
		t.Run("replaces a "+string(kind), func(t *testing.T) {
			want := &store.Record{Kind: kind, ID: uuid('r', i), Doc: store.Doc{}, State: store.Draft}
			update(t, db, func(tx store.Tx) error { return tx.SaveRecord(want) })
			view(t, db, func(tx store.Tx) error {
				got, err := tx.Record(kind, want.ID)
				must(t, err)
				equal(t, *got, *want)
				return nil
			})
		})
		t.Run("drops a "+string(kind), func(t *testing.T) {
			update(t, db, func(tx store.Tx) error { return tx.DropRecord(kind, uuid('r', i)) })
			update(t, db, func(tx store.Tx) error { return tx.DropRecord(kind, uuid('r', i)) })
			view(t, db, func(tx store.Tx) error {
				_, err := tx.Record(kind, uuid('r', i))
				wantCode(t, err, store.NotFound, "")
				return nil
			})
		})
	}
	t.Run("refuses a kind that does not exist", func(t *testing.T) {
		err := db.Update(ctx, func(tx store.Tx) error { return tx.SaveRecord(&store.Record{Kind: "op", ID: uuid('r', 1)}) })
		wantCode(t, err, store.Internal, "store")
	})
}

func TestNatural(t *testing.T) {
	db := open(t)
	update(t, db, func(tx store.Tx) error {
		a, b, c := coopRecord(1), coopRecord(1), coopRecord(2)
		a.ID, b.ID = uuid('c', 8), uuid('c', 7)
		c.Doc = store.Doc{"name": "Không mã"}
		score := scoreRecord(1)
		for _, r := range []*store.Record{a, b, c, score} {
			must(t, tx.SaveRecord(r))
		}
		ids, err := tx.Natural(store.Cooperative, store.NaturalKey(store.Cooperative, a.Doc))
		must(t, err)
		equal(t, ids, []string{b.ID, a.ID})
		ids, err = tx.Natural(store.Cooperative, "")
		must(t, err)
		equal(t, len(ids), 0)
		ids, err = tx.Natural(store.Assessment, store.NaturalKey(store.Assessment, score.Doc))
		must(t, err)
		equal(t, ids, []string{score.ID})
		return nil
	})
}

func TestRecords(t *testing.T) {
	db := open(t)
	names := []string{"Đăk Hà", "Đắk Tô", "Dak Glei", "An Bình", "Ngọc Hồi", "Ea Súp"}
	update(t, db, func(tx store.Tx) error {
		for i, name := range names {
			r := coopRecord(i)
			r.Doc["name"], r.Doc["model"], r.Doc["unit"] = name, strings.Repeat("m", i+1), "u"+string(rune('0'+i%2))
			r.Doc["products"] = store.Doc{"p1": store.Doc{"ocop": int64(350 + i)}}
			if i == 2 {
				r.Doc["notes"] = "cần hỗ trợ máy sấy"
				r.Conflict = "case"
			}
			must(t, tx.SaveRecord(r))
		}
		for i := range 4 {
			r := scoreRecord(i)
			r.Doc["evidence"] = store.Doc{"1a": []string{"Sổ họp", "Biên bản", "Hợp đồng", "sổ HỌP đại hội"}[i]}
			r.Summary.Points = int64([]int{500, 300, 900, 100}[i])
			if i == 3 {
				r.State = store.Draft
			}
			must(t, tx.SaveRecord(r))
			must(t, tx.SaveRecord(&store.Record{Kind: store.Annual, ID: uuid('y', i), Doc: store.Doc{
				"cooperative": uuid('c', 1), "year": int64(2021 + i), "estimate": i%2 == 0, "figures": store.Doc{"member_supply_share": int64(4550 + i*50), "members": int64(i)},
			}}))
		}
		return nil
	})
	cases := map[string]struct {
		q    store.Query
		want []int
	}{
		"by id":                           {store.Query{Kind: store.Cooperative}, []int{0, 1, 2, 3, 4, 5}},
		"by id, backwards":                {store.Query{Kind: store.Cooperative, Desc: true}, []int{5, 4, 3, 2, 1, 0}},
		"a plain column":                  {store.Query{Kind: store.Cooperative, Where: where("unit", "u1")}, []int{1, 3, 5}},
		"two columns":                     {store.Query{Kind: store.Cooperative, Where: where("unit", "u1", "tax_code", "6100000003")}, []int{3}},
		"an open case":                    {store.Query{Kind: store.Cooperative, Where: where("conflict", "case")}, []int{2}},
		"a field of the document":         {store.Query{Kind: store.Cooperative, Where: where("chair", "Y Thị Hoa"), Limit: 2, Offset: 1}, []int{1, 2}},
		"a number of an item":             {store.Query{Kind: store.Cooperative, Where: where("products.p1.ocop", "3.52")}, []int{2}},
		"a missing field is empty":        {store.Query{Kind: store.Cooperative, Where: where("notes", "")}, []int{0, 1, 3, 4, 5}},
		"no such value":                   {store.Query{Kind: store.Cooperative, Where: where("unit", "u' OR 1=1 --")}, nil},
		"search without marks":            {store.Query{Kind: store.Cooperative, Search: "DAK t"}, []int{1}},
		"search a tax code":               {store.Query{Kind: store.Cooperative, Search: "6100000004"}, []int{4}},
		"search words in any order":       {store.Query{Kind: store.Cooperative, Search: "hà đăk"}, []int{0}},
		"search leaves LIKE signs alone":  {store.Query{Kind: store.Cooperative, Search: "%"}, nil},
		"in Vietnamese order":             {store.Query{Kind: store.Cooperative, Sort: "name"}, []int{3, 2, 0, 1, 5, 4}},
		"in Vietnamese order, from Y":     {store.Query{Kind: store.Cooperative, Sort: "name", Desc: true}, []int{4, 5, 1, 0, 2, 3}},
		"sorted in memory":                {store.Query{Kind: store.Cooperative, Sort: "model", Desc: true, Offset: 1, Limit: 2}, []int{4, 3}},
		"missing values first":            {store.Query{Kind: store.Cooperative, Sort: "notes"}, []int{0, 1, 3, 4, 5, 2}},
		"limit":                           {store.Query{Kind: store.Cooperative, Limit: 2}, []int{0, 1}},
		"offset":                          {store.Query{Kind: store.Cooperative, Offset: 4}, []int{4, 5}},
		"limit after search":              {store.Query{Kind: store.Assessment, Search: "so hop", Limit: 1, Offset: 1}, []int{3}},
		"search in all text":              {store.Query{Kind: store.Assessment, Search: "so hop"}, []int{0, 3}},
		"search by its cooperative":       {store.Query{Kind: store.Annual, Search: "DAK t", Where: where("year", "2022")}, []int{1}},
		"search both":                     {store.Query{Kind: store.Annual, Search: "dak khongco"}, nil},
		"the derived state":               {store.Query{Kind: store.Assessment, Where: where("status", "draft")}, []int{3}},
		"by points":                       {store.Query{Kind: store.Assessment, Sort: "points"}, []int{3, 1, 0, 2}},
		"by reporting unit of its record": {store.Query{Kind: store.Assessment, Where: where("reporting_unit", "615"), Limit: 1}, []int{0}},
		"a year":                          {store.Query{Kind: store.Annual, Where: where("year", "2023")}, []int{2}},
		"a year that is none":             {store.Query{Kind: store.Annual, Where: where("year", "năm nay")}, nil},
		"years, newest first":             {store.Query{Kind: store.Annual, Sort: "year", Desc: true}, []int{3, 2, 1, 0}},
		"truth":                           {store.Query{Kind: store.Annual, Where: where("estimate", "true")}, []int{0, 2}},
		"a figure with decimals":          {store.Query{Kind: store.Annual, Where: where("figures.member_supply_share", "46")}, []int{1}},
		"a whole figure":                  {store.Query{Kind: store.Annual, Where: where("figures.members", "3")}, []int{3}},
		"by a figure":                     {store.Query{Kind: store.Annual, Sort: "figures.members", Desc: true, Limit: 1}, []int{3}},
	}
	letter := map[store.Kind]byte{store.Cooperative: 'c', store.Assessment: 'a', store.Annual: 'y'}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			check := func(tx store.Tx) error {
				var got, want []string
				must(t, tx.Records(c.q, func(r *store.Record) error { got = append(got, r.ID); return nil }))
				for _, n := range c.want {
					want = append(want, uuid(letter[c.q.Kind], n))
				}
				equal(t, got, want)
				return nil
			}
			view(t, db, check)
			update(t, db, check)
		})
	}
}

func TestRecordsMayBeWrittenWhileListed(t *testing.T) {
	db := open(t)
	fill(t, db, 50, coopRecord)
	update(t, db, func(tx store.Tx) error {
		n := 0
		must(t, tx.Records(store.Query{Kind: store.Cooperative}, func(r *store.Record) error {
			n++
			must(t, tx.DropRecord(r.Kind, r.ID))
			r.ID = uuid('c', 1000+n)
			return tx.SaveRecord(r)
		}))
		equal(t, n, 50)
		return nil
	})
	t.Run("and listed again inside", func(t *testing.T) {
		view(t, db, func(tx store.Tx) error {
			n := 0
			must(t, tx.Records(store.Query{Kind: store.Cooperative}, func(*store.Record) error {
				return tx.Records(store.Query{Kind: store.Cooperative}, func(*store.Record) error { n++; return nil })
			}))
			equal(t, n, 2500)
			return nil
		})
	})
}

func TestRegister(t *testing.T) {
	db := open(t)
	update(t, db, func(tx store.Tx) error {
		for i, name := range []string{"Vạn Thành", "Đoàn Kết", "Ánh Dương", "\x1fdòng\x1flạ", ""} {
			r := coopRecord(i)
			r.Doc["name"], r.Conflict = name, strings.Repeat("x", i%2)
			must(t, tx.SaveRecord(r))
		}
		return nil
	})
	view(t, db, func(tx store.Tx) error {
		var rows []store.RegisterRow
		must(t, tx.Register(func(r *store.RegisterRow) error { rows = append(rows, *r); return nil }))
		equal(t, len(rows), 5)
		if !slices.IsSortedFunc(rows, func(a, b store.RegisterRow) int { return slices.Compare(a.SortKey, b.SortKey) }) {
			t.Error("the rows are not in the order of their keys")
		}
		at := slices.IndexFunc(rows, func(r store.RegisterRow) bool { return r.Name == "Đoàn Kết" })
		r := rows[at]
		r.SortKey = nil
		equal(t, r, store.RegisterRow{
			ID: uuid('c', 1), Name: "Đoàn Kết", Folded: "doan ket 6100000001 3807000001", TaxCode: "6100000001", Unit: "23500",
			ReportingUnit: "615", Type: "htx", Status: "active", Field: "A", ReportField: "nông nghiệp", Conflict: true,
		})
		return nil
	})
}

func TestScores(t *testing.T) {
	db := open(t)
	want := store.ScoreRow{
		ID: uuid('a', 9), Cooperative: uuid('c', 2), Period: "2024", Occasion: "annual", Scheme: "tt01-2020", State: store.Final, Conflict: true,
		Returned: true, Accepted: true, Sealed: true, Got: true,
		Summary: store.Summary{Points: 8025, Max: 10000, Known: true, Rating: "good", Excluded: "new", Done: 20, Items: 24, Flags: 3},
	}
	update(t, db, func(tx store.Tx) error {
		r := full(store.Assessment, 1)
		r.ID, r.Summary = want.ID, want.Summary
		r.Doc = store.Doc{"cooperative": want.Cooperative, "period": "2024", "occasion": "annual", "scheme": "tt01-2020"}
		must(t, tx.SaveRecord(r))
		for i, period := range []string{"2023", "2021"} {
			s := scoreRecord(i)
			s.Doc["cooperative"], s.Doc["period"], s.Summary = uuid('c', 1), period, store.Summary{}
			must(t, tx.SaveRecord(s))
		}
		return nil
	})
	view(t, db, func(tx store.Tx) error {
		var all, one []store.ScoreRow
		must(t, tx.Scores("", func(r *store.ScoreRow) error { all = append(all, *r); return nil }))
		must(t, tx.Scores(want.Cooperative, func(r *store.ScoreRow) error { one = append(one, *r); return nil }))
		equal(t, len(all), 3)
		equal(t, []string{all[0].Period, all[1].Period}, []string{"2021", "2023"})
		equal(t, all[0].Summary, store.Summary{})
		equal(t, all[2], want)
		equal(t, one, []store.ScoreRow{want})
		return nil
	})
}

// where makes conditions of fields and values.
func where(pairs ...string) (out []store.Cond) {
	for p := range slices.Chunk(pairs, 2) {
		out = append(out, store.Cond{Field: p[0], Value: p[1]})
	}
	return out
}
