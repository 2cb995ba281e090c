package sync_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// BenchmarkAnswering100Laptops answers 100 laptops of 10 units, among which are
// 3.500 sheets with their yearly figures, from the beginning, as after the first
// season:
//
//	go test ./sync -run '^$' -bench Answering100 -benchtime 1x
func BenchmarkAnswering100Laptops(b *testing.B) {
	dir := b.TempDir()
	p, _ := province(b, filepath.Join(dir, "tinh"))
	units := []string{"608", "610", "611", "612", "613", "614", "615", "616", "617", "618"}
	for i := range 100 {
		path := filepath.Join(dir, fmt.Sprint(i))
		create(b, path, store.Officer, units[i%len(units)])
		o := start(b, path)
		file, _, err := o.EnrolRequest()
		must(b, err)
		o.stop()
		q, err := p.ReadRequest(file)
		must(b, err)
		authority, err := trust.OpenCA(trust.CADir(p.dir), nil)
		must(b, err)
		_, err = p.Approve(ctx, q, sync.ApproveOptions{CA: authority})
		must(b, err)
		authority.Close()
	}
	must(b, p.Desk.Bulk(ctx, func(x *desk.Batch) error {
		for i := range 3500 {
			c := coop(i)
			c["reporting_unit"] = units[i%len(units)]
			id, err := x.Put(store.Cooperative, "", c, 0, false)
			if err != nil {
				return err
			}
			if _, err = x.Put(store.Annual, "", store.Doc{"cooperative": id, "year": int64(2024)}, 0, false); err != nil {
				return err
			}
			if _, err = x.Put(store.Assessment, "", full(id, "2024"), 0, true); err != nil {
				return err
			}
		}
		return nil
	}))
	b.ResetTimer()
	for b.Loop() {
		out, err := p.Answer(ctx, filepath.Join(dir, "ve"), sync.AnswerOptions{Period: "2024", Full: true})
		must(b, err)
		if len(out) != 100 || out[0].Ops < 700 {
			b.Fatalf("%d answers, the first with %d ops", len(out), out[0].Ops)
		}
	}
}
