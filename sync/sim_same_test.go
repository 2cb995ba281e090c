package sync_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"coopfield/store"
)

// checkSame: a record of which a laptop and the province count the same ops is
// the same record, whoever looks at it.
func (s *simulation) checkSame(l *laptop) {
	theirs := s.views(s.p)
	for at, mine := range s.views(l.machine) {
		other, ok := theirs[at]
		if !ok || !slices.Equal(mine.ops, other.ops) {
			continue
		}
		s.note("compared")
		a, b := mine.rec, other.rec
		if a.Rev != b.Rev || a.State != b.State || a.Accepted != b.Accepted || a.ReturnReason != b.ReturnReason || a.Merged != b.Merged ||
			mine.open != other.open || !slices.Equal(a.Heads, b.Heads) || !store.Equal(a.Doc, b.Doc) {
			s.rt.Fatalf("%s %s is another record at %s:\nwant %+v\ngot  %+v", a.Kind, a.ID, filepath.Base(l.dir), *b, *a)
		}
	}
}

// recordAt names a record.
type recordAt struct {
	kind store.Kind
	id   string
}

// recordView is a record and the ops that count for it, by hash.
type recordView struct {
	rec  *store.Record
	ops  []string
	open bool // its own ops disagree; of which other record it is the twin hangs on who holds that
}

func (s *simulation) views(m *machine) map[recordAt]recordView {
	out := map[recordAt]recordView{}
	must(s.t, m.db.View(ctx, func(tx store.Tx) error {
		cases, err := tx.Cases()
		if err != nil {
			return err
		}
		for _, k := range []store.Kind{store.Cooperative, store.Annual, store.Assessment} {
			err := tx.Records(store.Query{Kind: k}, func(r *store.Record) error {
				ops, err := tx.OpsOf(r.Kind, r.ID)
				v := recordView{rec: r}
				for _, o := range counted(ops) {
					v.ops = append(v.ops, o.Hash.String())
				}
				slices.Sort(v.ops)
				v.open = slices.ContainsFunc(cases, func(c store.Case) bool {
					return c.Kind == store.CaseParallel && c.Record == r.Kind && slices.Contains(c.Records, r.ID)
				})
				out[recordAt{r.Kind, r.ID}] = v
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return out
}

// account lists what every op of a store came to, for whoever reads a failure.
func (s *simulation) account(m *machine) string {
	var b strings.Builder
	must(s.t, m.db.View(ctx, func(tx store.Tx) error {
		for i := range m.Registry().Devices {
			d := &m.Registry().Devices[i]
			err := eachOp(tx, d.Dev, func(o *store.LoggedOp) error {
				fmt.Fprintf(&b, "%.6s %s %d/%d %s %s %s %v on", o.Hash, d.Principal, o.Ep, o.Seq, o.Kind, o.Typ, o.Ent[19:], o.Set)
				for _, h := range o.Base {
					fmt.Fprintf(&b, " %.6s", h)
				}
				fmt.Fprintf(&b, " %q\n", o.Verdict)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return b.String()
}
