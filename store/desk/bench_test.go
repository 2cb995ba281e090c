package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
)

func fill(tb testing.TB, l *laptop, coops, years int) {
	tb.Helper()
	must(tb, l.Bulk(ctx, func(b *desk.Batch) error {
		for i := range coops {
			c, err := b.Put(store.Cooperative, id('c', i), coop(i), 0, false)
			if err != nil {
				return err
			}
			for y := range years {
				period := 2024 - years + 1 + y
				_, err := b.Put(store.Annual, "", store.Doc{"cooperative": c, "year": int64(period), "figures": store.Doc{
					"capital_begin": int64(3e9), "capital_end": int64(4e9), "revenue": int64(2e9), "members": int64(40), "profit": int64(1e8),
				}}, 0, false)
				if err != nil {
					return err
				}
				if _, err := b.Put(store.Assessment, "", full(c, fmt.Sprint(period)), 0, true); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// BenchmarkPut puts 10.000 assessments in one call.
func BenchmarkPut(b *testing.B) {
	const n = 10_000
	for range b.N {
		b.StopTimer()
		o := open(b, "dakha-01", store.Officer, "615")
		coops := make([]desk.Input, n)
		for i := range coops {
			coops[i] = desk.Input{ID: id('c', i), Doc: coop(i)}
		}
		_, err := o.Put(ctx, store.Cooperative, coops)
		must(b, err)
		docs := make([]desk.Input, n)
		for i := range docs {
			docs[i] = desk.Input{Doc: full(id('c', i), "2024")}
		}
		b.StartTimer()
		_, err = o.Put(ctx, store.Assessment, docs)
		must(b, err)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkReceive takes in a bundle of 3.500 cooperatives with a finalised
// assessment each: 10.500 ops.
func BenchmarkReceive(b *testing.B) {
	o := open(b, "dakha-01", store.Officer, "615")
	const n = 3_500
	must(b, o.Bulk(ctx, func(x *desk.Batch) error {
		for i := range n {
			c, err := x.Put(store.Cooperative, id('c', i), coop(i), 0, false)
			if err != nil {
				return err
			}
			if _, err := x.Put(store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024)}, 0, false); err != nil {
				return err
			}
			if _, err := x.Put(store.Assessment, "", full(c, "2024"), 0, true); err != nil {
				return err
			}
		}
		return nil
	}))
	in := o.bundle(b, 1, 0)
	b.ResetTimer()
	for range b.N {
		b.StopTimer()
		p := open(b, "tinh", store.Province, "62")
		b.StartTimer()
		p.receive(b, in)
	}
	b.ReportMetric(float64(len(in.Ops))*float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}

// BenchmarkBulk fills a training store: records (cooperative, annual and final
// assessment, two years) a second; the province's size has 385.000.
func BenchmarkBulk(b *testing.B) {
	const n = 2_000
	for range b.N {
		b.StopTimer()
		o := open(b, "dakha-01", store.Officer, "615")
		b.StartTimer()
		fill(b, o, n, 2)
	}
	b.ReportMetric(n*5*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkRegisterFilter35000 is one key of search as you type.
func BenchmarkRegisterFilter35000(b *testing.B) {
	o := open(b, "dakha-01", store.Officer, "615")
	const n = 35_000
	must(b, o.Bulk(ctx, func(x *desk.Batch) error {
		for i := range n {
			if _, err := x.Put(store.Cooperative, id('c', i), coop(i), 0, false); err != nil {
				return err
			}
		}
		return nil
	}))
	r, err := o.Register(ctx)
	must(b, err)
	for _, text := range []string{"dak ha", "nong nghiep 34999", "zz"} {
		b.Run(strings.ReplaceAll(text, " ", "-"), func(b *testing.B) {
			for range b.N {
				r.Filter(desk.RegisterQuery{Text: text, Unit: "62"}, desk.RegisterSort{Column: "unit", Desc: true})
			}
		})
	}
}

// BenchmarkRegister reads 5.000 cooperatives with five years of scores each.
func BenchmarkRegister(b *testing.B) {
	o := open(b, "dakha-01", store.Officer, "615")
	fill(b, o, 5_000, 5)
	b.ResetTimer()
	for range b.N {
		o.reopen(b)
		_, err := o.Home(ctx, 2024)
		must(b, err)
	}
}

// BenchmarkSheetSet is one typed figure on an open sheet.
func BenchmarkSheetSet(b *testing.B) {
	o := open(b, "dakha-01", store.Officer, "615")
	c := o.put(b, store.Cooperative, "", coop(1))
	s, err := o.Sheet(ctx, o.put(b, store.Assessment, "", full(c, "2024")))
	must(b, err)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if i%2 == 0 {
			_, err = s.SetFact("capital_end", num(int64(4e9+i)), "confirmed")
		} else {
			_, err = s.SetPoints(scheme.Self, "9", pts(int64(i%8)*50))
		}
		must(b, err)
	}
}

// BenchmarkSaveField is one typed field with its commit.
func BenchmarkSaveField(b *testing.B) {
	o := open(b, "dakha-01", store.Officer, "615")
	c := o.put(b, store.Cooperative, "", coop(1))
	a := o.put(b, store.Assessment, "", full(c, "2024"))
	b.ResetTimer()
	for i := range b.N {
		_, err := o.SaveField(ctx, store.Assessment, a, "self.9", int64(i%8)*50, "")
		must(b, err)
	}
}
