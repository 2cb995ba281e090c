package desk_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/desk"
)

// TestRandomGraphsWithDecisionsGiveOneState lets two officers write what they
// like on what they know, and the province decide what it sees, while bundles
// and answers come late and more than once. In the end all three hold the same
// state, a strict record never has two heads without an open case, and deciding
// everything anew changes nothing.
func TestRandomGraphsWithDecisionsGiveOneState(t *testing.T) {
	base := t
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		c := drawn(t)
		if !base.Run(fmt.Sprint(n), func(tt *testing.T) { graphRound(tt, c) }) {
			t.Fatal("the round fails")
		}
	})
}

// choices are drawn before a round, which runs as a test of its own.
type choices struct {
	list []int
	at   int
}

func drawn(t *rapid.T) *choices {
	return &choices{list: rapid.SliceOfN(rapid.IntRange(0, 1<<16), 64, 64).Draw(t, "choices")}
}

// pick returns a number below n.
func (c *choices) pick(n int) int {
	c.at++
	return c.list[c.at%len(c.list)] % n
}

func graphRound(tt *testing.T, t *choices) {
	s := together(tt)
	s.b.put(tt, store.Cooperative, id(1, 77), coop(77))
	s.exchange(tt)
	for i := range 3 + t.pick(10) {
		l := s.a
		if t.pick(2) == 1 {
			l = s.b
		}
		sheet := l.get(tt, store.Assessment, s.sheet)
		switch t.pick(8) {
		case 0, 1:
			if sheet.State == store.Draft && sheet.Conflict == "" {
				item := []string{"3a", "3b"}[t.pick(2)]
				l.put(tt, store.Assessment, s.sheet, self(item, int64(t.pick(3))*100))
			}
		case 2:
			if sheet.State == store.Draft && sheet.Conflict == "" {
				l.finalise(tt, s.sheet)
			}
		case 3:
			if r := l.get(tt, store.Cooperative, s.coop); r.Conflict == "" && r.SameAs == "" {
				field := []string{"phone", "area"}[t.pick(2)]
				l.put(tt, store.Cooperative, s.coop, store.Doc{field: fmt.Sprint(i)})
			}
		case 4:
			keep, other := s.coop, id(1, 77)
			if t.pick(2) == 1 {
				keep, other = other, keep
			}
			_, err := l.SameAs(ctx, store.Cooperative, keep, other, "trùng")
			if err != nil && store.CodeOf(err) != store.Conflict {
				tt.Fatal(err)
			}
		case 5:
			s.p.receive(tt, l.bundle(tt, 1, 1+int64(t.pick(int(l.last(tt))))))
		case 6:
			l.quote(tt, s.p, s.writers()...)
		case 7:
			s.decide(tt, t)
		}
	}
	s.exchange(tt)
	s.exchange(tt)
	for s.decide(tt, t) {
		s.exchange(tt)
	}
	var states []string
	for _, l := range []*laptop{s.a, s.b, s.p} {
		all := ""
		for _, k := range []store.Kind{store.Cooperative, store.Assessment} {
			must(tt, l.db.View(ctx, func(tx store.Tx) error {
				return tx.Records(store.Query{Kind: k}, func(r *store.Record) error {
					// Heads that say the same are joined: equal values are never a conflict.
					if k == store.Assessment && (r.Conflict != "" || len(r.Heads) != 1 && !r.Merged) {
						tt.Fatalf("%s has %d heads, case %q", r.ID, len(r.Heads), r.Conflict)
					}
					all += fmt.Sprint(r.ID, r.Rev, r.Heads, r.State, r.Conflict, r.Merged, r.Accepted, r.Doc, "\n")
					return nil
				})
			}))
		}
		states = append(states, all+fmt.Sprint(l.listed(tt, store.Cooperative)))
		if got := len(l.listed(tt, store.Cooperative)); got < 1 {
			tt.Fatal("every cooperative is gone from the list")
		}
		before := l.state(tt)
		must(tt, l.Rebuild(ctx))
		equal(tt, l.state(tt), before)
	}
	equal(tt, states[1], states[0])
	equal(tt, states[2], states[0])
}

// decide lets the province decide the first open case with any choice, and
// reports whether there was one.
func (s *three) decide(tt *testing.T, t *choices) bool {
	rows, err := s.p.Conflicts(ctx)
	must(tt, err)
	if len(rows) == 0 {
		return false
	}
	c, err := s.p.Conflict(ctx, rows[0].ID)
	must(tt, err)
	take := c.Pre()
	for _, f := range c.Fields {
		if _, chosen := take[f.Path]; !chosen {
			take[f.Path] = desk.Choice{Side: c.Sides[t.pick(len(c.Sides))].Letter}
		}
	}
	_, err = s.p.Resolve(ctx, c.Seen, take, "theo hồ sơ gốc")
	must(tt, err)
	return true
}

func BenchmarkTheEffectOfAChoice(b *testing.B) {
	s := together(b)
	s.a.put(b, store.Assessment, s.sheet, self("3a", 100))
	s.b.put(b, store.Assessment, s.sheet, self("3a", 200))
	s.exchange(b)
	c := s.p.only(b)
	take := c.All("B")
	for b.Loop() {
		if c.Effect(take) == nil {
			b.Fatal("no effect")
		}
	}
}
