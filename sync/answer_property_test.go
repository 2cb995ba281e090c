package sync_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
)

// district is a province and its laptops with sticks on the way in both directions.
type district struct {
	tb      testing.TB
	r       *rand.Rand
	p       *machine
	laptops []*machine
	up      []string                     // sealed and not taken in
	down    map[*machine][]sync.Answered // written and not taken in
	made    map[*machine][]string        // sheets of a laptop
	coops   map[*machine]string
	figures []string // annual records that the province made
	n       int
}

func newDistrict(tb testing.TB, seed uint64) *district {
	dir := tb.TempDir()
	p, ca := province(tb, filepath.Join(dir, "tinh"))
	w := &district{tb: tb, r: rand.New(rand.NewPCG(seed, 7)), p: p, down: map[*machine][]sync.Answered{}, made: map[*machine][]string{}, coops: map[*machine]string{}}
	for i, unit := range []string{"615", "615", "611"} {
		o := enrolled(tb, p, ca, filepath.Join(dir, fmt.Sprintf("may%d", i)), unit)
		w.laptops = append(w.laptops, o)
		c := coop(i)
		if unit == "611" {
			c["unit"] = "23395"
		}
		w.coops[o] = o.put(tb, store.Cooperative, "", c)
	}
	return w
}

func (w *district) one() *machine { return w.laptops[w.r.IntN(len(w.laptops))] }

// sealed seals what a laptop has, if anything.
func (w *district) sealed(o *machine) []string {
	out, err := o.Seal(ctx, w.tb.TempDir())
	if store.DetailOf(err) == "nothing" {
		return nil
	}
	must(w.tb, err)
	var paths []string
	for _, s := range out {
		paths = append(paths, s.Path)
	}
	return paths
}

// step lets something happen.
func (w *district) step() {
	o := w.one()
	w.n++
	switch w.r.IntN(10) {
	case 0, 1:
		doc := full(w.coops[o], "2024")
		doc["occasion"], doc["as_of"] = "entry", fmt.Sprintf("2024-%02d-%02d", 1+w.n/28%12, 1+w.n%28)
		id := o.put(w.tb, store.Assessment, "", doc)
		_, err := o.Desk.Finalise(ctx, store.Assessment, id)
		must(w.tb, err)
		w.made[o] = append(w.made[o], id)
	case 2:
		o.put(w.tb, store.Cooperative, w.coops[o], store.Doc{"phone": fmt.Sprintf("0260 %d", w.n)})
	case 3, 4:
		w.up = append(w.up, w.sealed(o)...)
	case 5:
		w.bring(w.r.IntN(3))
	case 6:
		w.decide()
	case 7:
		max := int64(0)
		if w.r.IntN(2) == 0 {
			max = 1500 // several bundles
		}
		w.down[o] = append(w.down[o], w.p.answerTo(w.tb, sync.AnswerOptions{Devices: []string{o.Principal()}, Period: "2024", MaxBytes: max})...)
	case 8, 9:
		w.deliver(o)
	}
}

// bring takes sticks in, or loses them.
func (w *district) bring(what int) {
	if len(w.up) == 0 {
		return
	}
	i := w.r.IntN(len(w.up))
	path := w.up[i]
	if what > 0 { // 0 leaves it: it comes a second time
		w.up = slices.Delete(w.up, i, i+1)
	}
	if what < 2 {
		w.take(path)
	}
}

func (w *district) take(path string) {
	for _, r := range w.p.take(w.tb, path) {
		if r.State == sync.FileRefused {
			w.tb.Fatalf("%s: %v", path, r.Err)
		}
	}
}

// decide lets the province accept or return a sheet, or write figures.
func (w *district) decide() {
	o := w.one()
	if sheets := w.made[o]; len(sheets) > 0 && w.r.IntN(3) > 0 {
		id := sheets[w.r.IntN(len(sheets))]
		r, err := w.p.Desk.Get(ctx, store.Assessment, id)
		if err != nil || r.State != store.Final || r.Accepted || r.Conflict != "" {
			return
		}
		if w.r.IntN(2) == 0 {
			_, err = w.p.Desk.Accept(ctx, store.Assessment, id, nil)
		} else {
			_, err = w.p.Desk.Return(ctx, store.Assessment, id, store.Doc{"comments": store.Doc{"4": "xem lại"}}, "chưa đủ")
		}
		must(w.tb, err)
		return
	}
	c := w.coops[o]
	if _, err := w.p.Desk.Get(ctx, store.Cooperative, c); err != nil {
		return
	}
	ids, err := w.p.Desk.Put(ctx, store.Annual, []desk.Input{{Doc: store.Doc{"cooperative": c, "year": int64(1990 + w.n%30), "figures": store.Doc{"revenue": int64(w.n)}}}})
	if store.CodeOf(err) == store.Conflict {
		return
	}
	must(w.tb, err)
	w.figures = append(w.figures, ids[0])
}

// deliver brings a laptop any of its answers, twice or never, in any order.
func (w *district) deliver(o *machine) {
	if len(w.down[o]) == 0 {
		return
	}
	i := w.r.IntN(len(w.down[o]))
	a := w.down[o][i]
	what := w.r.IntN(4)
	if what > 0 {
		w.down[o] = slices.Delete(w.down[o], i, i+1)
	}
	if what < 3 {
		o.deliver(w.tb, a)
	}
	w.check(o)
}

// check compares what a laptop believes to be received with the province's log.
func (w *district) check(o *machine) {
	w.tb.Helper()
	var seq int64
	must(w.tb, w.p.db.View(ctx, func(tx store.Tx) (err error) {
		seq, _, err = tx.Head(o.Keys.Dev(), 1)
		return err
	}))
	for _, p := range o.view(w.tb).Received {
		if p.Seq > seq {
			w.tb.Fatalf("%s believes that %d ops came, the province has %d", o.Principal(), p.Seq, seq)
		}
	}
}

// settle brings everything home: all sticks, then one answer for each.
func (w *district) settle() {
	for range 2 { // the second time the province knows what came
		for _, o := range w.laptops {
			for _, path := range w.sealed(o) {
				w.take(path)
			}
		}
		for _, o := range w.laptops {
			o.deliver(w.tb, w.p.answerTo(w.tb, sync.AnswerOptions{Devices: []string{o.Principal()}, Period: "2024"})...)
		}
	}
}

// compare requires that a laptop has what the province has of its unit.
func (w *district) compare(o *machine) {
	tb := w.tb
	v := o.view(tb)
	if v.Newest != v.Whole || len(v.Gaps) > 0 || v.Lost != nil || len(v.Wanted) > 0 {
		tb.Errorf("%s: %+v", o.Principal(), v.Answers)
	}
	must(tb, o.db.View(ctx, func(tx store.Tx) error {
		seq, _, err := tx.Head(o.Keys.Dev(), 1)
		if err == nil && (len(v.Received) != 1 || v.Received[0].Seq != seq) {
			err = fmt.Errorf("received %+v of %d ops", v.Received, seq)
		}
		waiting, err2 := tx.Verdicts()
		if len(waiting) > 0 {
			err = errors.Join(err, fmt.Errorf("ops wait for ever: %v", waiting))
		}
		return errors.Join(err, err2)
	}))
	same := func(k store.Kind, id string) {
		mine, err := o.Desk.GetJSON(ctx, k, id)
		theirs, err2 := w.p.Desk.GetJSON(ctx, k, id)
		if err != nil || err2 != nil || string(mine) != string(theirs) {
			tb.Errorf("%s: %s %s is\n%s\nand at the province\n%s (%v, %v)", o.Principal(), k, id, mine, theirs, err, err2)
		}
	}
	for _, id := range w.made[o] {
		same(store.Assessment, id)
		r, there := o.record(tb, store.Assessment, id), w.p.record(tb, store.Assessment, id)
		if !r.Got || r.Rev != there.Rev || r.Accepted != there.Accepted || r.ReturnReason != there.ReturnReason {
			tb.Errorf("%s: sheet %s is %+v, at the province %+v", o.Principal(), id, r, there)
		}
		if s := v.Record(store.Assessment, id); s == nil || s.Rev != there.Rev {
			tb.Errorf("%s: sheet %s stands as %+v", o.Principal(), id, s)
		}
	}
	for _, id := range w.figures {
		r := w.p.record(tb, store.Annual, id)
		if _, err := o.Desk.Get(ctx, store.Annual, id); r.Unit != o.Desk.Me().Unit && err == nil {
			tb.Errorf("%s has figures of unit %s", o.Principal(), r.Unit)
		} else if r.Unit == o.Desk.Me().Unit {
			same(store.Annual, id)
		}
	}
	for x, c := range w.coops {
		if x.Desk.Me().Unit == o.Desk.Me().Unit {
			same(store.Cooperative, c)
		} else if _, err := o.Desk.Get(ctx, store.Cooperative, c); err == nil {
			tb.Errorf("%s has a cooperative of another unit", o.Principal())
		}
	}
}

// schedule lets n things happen to the district of a seed, and compares all in the
// end.
func schedule(t *testing.T, seed uint64, n int) {
	w := newDistrict(t, seed)
	for range n {
		w.step()
	}
	w.settle()
	for _, o := range w.laptops {
		w.compare(o)
	}
	if t.Failed() {
		t.Logf("seed %d", seed)
	}
}

func TestAnswersLostRepeatedAndReorderedGiveExactlyWhatTheProvinceLogged(t *testing.T) {
	for seed := range uint64(4) {
		schedule(t, seed, 60)
	}
}
