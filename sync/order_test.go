package sync_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
)

// world is what three laptops sealed, in order of sealing.
type world struct {
	files []sent
	last  [3]int // index in files of each laptop's last bundle, which covers the rest
}

type sent struct {
	path string
	must bool // a receipt told the laptop that the province has it: it cannot have been lost
}

// act makes one random change on a laptop; some are refused there, as they are
// for a person.
func (m *machine) act(rt *rapid.T) {
	c := id('c', rapid.IntRange(0, 2).Draw(rt, "coop"))
	a := id('a', rapid.IntRange(0, 2).Draw(rt, "sheet"))
	n := rapid.IntRange(0, 4).Draw(rt, "value")
	year := fmt.Sprint(2021 + n%2)
	var err error
	put := func(k store.Kind, id string, doc store.Doc) {
		_, err = m.Desk.Put(ctx, k, []desk.Input{{ID: id, Doc: doc}})
	}
	switch rapid.IntRange(0, 9).Draw(rt, "act") {
	case 0, 1:
		put(store.Cooperative, c, store.Doc{"phone": fmt.Sprint(n)})
	case 2:
		put(store.Cooperative, c, store.Doc{"area": fmt.Sprint(n)})
	case 3:
		put(store.Annual, "", store.Doc{"cooperative": c, "year": int64(2021 + n%2), "figures": store.Doc{"capital_end": int64(n)}})
	case 4:
		put(store.Assessment, a, full(c, year))
	case 5:
		put(store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(n * 50)}})
	case 6:
		_, err = m.Desk.Finalise(ctx, store.Assessment, a)
	case 7:
		_, err = m.Desk.Amend(ctx, store.Assessment, a, store.Doc{"self": store.Doc{"8": int64(n * 50)}}, "cộng nhầm")
	case 8:
		put(store.Cooperative, id('d', n), coop(20+n%2)) // two laptops make the same cooperative
	case 9:
		_, err = m.Desk.Void(ctx, store.Assessment, a, "ghi nhầm")
	}
	switch store.CodeOf(err) {
	case "", store.Conflict, store.NotFound, store.Invalid, store.Denied:
	default:
		rt.Fatal(err)
	}
}

// makeWorld lets three laptops work side by side, hear of each other's records
// and seal now and then.
func makeWorld(t *testing.T, rt *rapid.T, laptops [3]*machine, dir string) world {
	var w world
	for round := range 3 {
		for i, m := range laptops {
			for range rapid.IntRange(1, 4).Draw(rt, "acts") {
				m.act(rt)
			}
			if rapid.Bool().Draw(rt, "hears") {
				from := laptops[(i+1)%2] // of the same unit, or the first one's neighbour
				tellAll(t, from, m)
			}
			if round < 2 && !rapid.Bool().Draw(rt, "seals") {
				continue
			}
			m.act(rt) // what is sealed at the end may be nothing new
			p, err := m.Desk.Pending(ctx)
			must(t, err)
			if p.Ops == 0 {
				m.put(t, store.Cooperative, id('e', 10*i+round), coop(100+10*i+round))
			}
			path := filepath.Join(dir, fmt.Sprintf("%d-%d.coop", i, round))
			out, err := m.Seal(ctx, path)
			must(t, err)
			s := sent{path: path}
			if round < 2 && rapid.Bool().Draw(rt, "receipted") {
				s.must = true
				m.receipted(t, out[0])
			}
			w.files = append(w.files, s)
			w.last[i] = len(w.files) - 1
		}
	}
	return w
}

// tellAll quotes what one laptop knows of the shared records to another one.
func tellAll(tb testing.TB, from, to *machine) {
	tb.Helper()
	for i := range 3 {
		tell(tb, from, to, store.Cooperative, id('c', i))
		tell(tb, from, to, store.Assessment, id('a', i))
	}
}

// TestAnyOrderRepetitionAndLossGivesTheSameState delivers what three laptops
// sealed in any order, with repetitions and with losses that a later bundle
// covers: the province ends with the same state as by delivery in order.
func TestAnyOrderRepetitionAndLossGivesTheSameState(t *testing.T) {
	const worlds, schedules = 20, 5
	checks := flag.Lookup("rapid.checks")
	was := checks.Value.String()
	must(t, checks.Value.Set(fmt.Sprint(worlds)))
	defer func() { must(t, checks.Value.Set(was)) }()

	base := t.TempDir()
	template := [4]string{}
	func() { // one enrolment, of which every world gets a copy
		p, ca := province(t, filepath.Join(base, "tinh"))
		seed := func(m *machine) {
			for i := range 3 {
				m.put(t, store.Cooperative, id('c', i), coop(i))
			}
		}
		for i, unit := range []string{"615", "615", "611"} {
			m := enrolled(t, p, ca, filepath.Join(base, fmt.Sprint("laptop", i)), unit)
			if i == 0 {
				seed(m)
				must(t, sync.ImportError(p.take(t, m.seal(t).Path)))
			}
			template[i] = m.dir
			m.stop()
		}
		template[3] = p.dir
		p.stop()
	}()
	cases, held, lost := 0, 0, 0
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		dir := filepath.Join(base, fmt.Sprint("world", n))
		defer func() { must(t, os.RemoveAll(dir)) }()
		clone := func(i int, name string) *machine {
			to := filepath.Join(dir, name)
			must(t, os.CopyFS(to, os.DirFS(template[i])))
			return start(t, to)
		}
		var laptops [3]*machine
		for i := range laptops {
			laptops[i] = clone(i, fmt.Sprint("laptop", i))
		}
		w := makeWorld(t, rt, laptops, dir)
		for _, m := range laptops {
			m.stop()
		}
		want := ""
		for s := range schedules {
			var order []string
			for i, f := range w.files {
				if s == 0 || f.must || i == w.last[0] || i == w.last[1] || i == w.last[2] || rapid.Bool().Draw(rt, "arrives") {
					order = append(order, f.path)
				} else {
					lost++
				}
			}
			if s > 0 {
				order = append(order, rapid.SliceOfN(rapid.SampledFrom(order), 0, 3).Draw(rt, "again")...)
				order = rapid.Permutation(order).Draw(rt, "order")
			}
			p := clone(3, fmt.Sprint("tinh", s))
			for _, path := range order { // each stick by itself
				r := p.take(t, path)[0] // behind it: held ones that go on
				switch r.State {
				case sync.FileHeld:
					held++
				case sync.FileRefused:
					rt.Fatalf("%s: %v", path, r.Err)
				}
			}
			got := p.state(t)
			if s == 0 {
				must(t, p.db.View(ctx, func(tx store.Tx) error {
					open, err := tx.Cases()
					cases += len(open)
					return err
				}))
				want = got
			}
			p.stop()
			if got != want {
				rt.Fatalf("schedule %d: %s", s, firstDifference(want, got))
			}
		}
	})
	if cases == 0 || held == 0 || lost == 0 {
		t.Errorf("not everything came up: %d cases, %d held, %d lost", cases, held, lost)
	}
}
