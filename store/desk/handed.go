package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"coopfield/store"
)

// Handed is one record of a retired laptop on which work is open.
type Handed struct {
	Kind  store.Kind
	ID    string
	Title string
	// Open says why: "draft" was never finalised, "returned" waits for its
	// correction, "recommendations" has some that nobody followed up.
	Open string
	Ops  []store.Hash // every op of the record, parents before children
}

// HandedTo returns the open work that the devices named left behind: records
// that they wrote in and that are not finalised, that the province gave back, or
// whose recommendations and commitments nobody has followed to their end. The
// device that takes over needs them with all their ops.
func (d *Desk) HandedTo(ctx context.Context, devs ...string) ([]Handed, error) {
	var out []Handed
	err := d.view(ctx, func(w *work) error {
		seen := map[key]bool{}
		for _, dev := range devs {
			epochs, err := w.tx.Epochs(dev)
			if err != nil {
				return err
			}
			var keys []key
			for _, ep := range epochs {
				err := w.tx.Range(dev, ep, 1, 0, func(o *store.LoggedOp) error {
					if k := (key{o.Typ, o.Ent}); !seen[k] && store.SpecOf(k.kind) != nil {
						seen[k] = true
						keys = append(keys, k)
					}
					return nil
				})
				if err != nil {
					return err
				}
			}
			for _, k := range keys {
				h, err := w.handed(k)
				if err != nil {
					return err
				}
				if h != nil {
					out = append(out, *h)
				}
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Handed) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.ID, b.ID))
	})
	return out, err
}

// handed returns a record on which work is open, nil if none is.
func (w *work) handed(k key) (*Handed, error) {
	e, err := w.entry(k.kind, k.id)
	if err != nil || e.rec == nil || e.rec.State == store.Void {
		return nil, err
	}
	h := &Handed{Kind: k.kind, ID: k.id}
	switch {
	case e.rec.ReturnReason != "":
		h.Open = "returned"
	case Official(k.kind) && e.rec.State == store.Draft:
		h.Open = "draft"
	default:
		open, err := w.unfollowed(e.rec)
		if err != nil || !open {
			return nil, err
		}
		h.Open = "recommendations"
	}
	if h.Title, err = w.title(k.kind, e.rec.Doc); err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	for _, o := range e.ops {
		if o.Verdict == store.Counted {
			h.Ops = append(h.Ops, o.Hash)
		}
	}
	return h, nil
}

// unfollowed reports whether a recommendation, commitment or action of a record
// has no followup that says it was kept.
func (w *work) unfollowed(r *store.Record) (bool, error) {
	promised := store.Promises(r.Kind, r.Doc)
	if len(promised) == 0 {
		return false, nil
	}
	lines := map[string][]store.FollowLine{}
	q := store.Query{Kind: store.Followup, Where: []store.Cond{{Field: "about.record", Value: r.ID}}}
	err := w.tx.Records(q, func(f *store.Record) error {
		item := f.Doc.Text("about.item")
		lines[item] = append(lines[item], followLine(f.Doc))
		return nil
	})
	for id := range promised {
		if store.Stand("", lines[id]).Open {
			return true, err
		}
	}
	return false, err
}
