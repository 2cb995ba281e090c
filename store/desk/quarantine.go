package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"coopfield/store"
)

// Quarantined is one op that is kept out of its record until a person of the
// province decides, or that a person has refused.
type Quarantined struct {
	Op        store.Hash    `json:"op"`
	Verdict   store.Verdict `json:"verdict"`
	Why       string        `json:"why"`  // Vietnamese: why it is aside
	Kind      store.Kind    `json:"kind"` // of its record
	ID        string        `json:"id"`
	Title     string        `json:"title"`
	Unit      string        `json:"unit"` // unit id of the record, "" if unknown
	Dev       string        `json:"dev"`
	Principal string        `json:"principal"` // "" if the device is not in the registry
	Actor     string        `json:"actor"`
	Epoch     int64         `json:"epoch"`
	Seq       int64         `json:"seq"`
	At        int64         `json:"at"` // ms UTC as that clock claimed; for people only
	OpKind    store.OpKind  `json:"op_kind"`
	Reason    string        `json:"reason"` // that the author gave
	Fields    []Change      `json:"fields"`
	Blocks    int           `json:"blocks"`     // ops of the same record that wait for it
	CanAdmit  bool          `json:"can_admit"`  // its content fits the record
	Ruling    *Ruling       `json:"ruling"`     // nil while nobody decided
	RecordNow bool          `json:"record_now"` // the record exists without it
}

// Ruling is a decision of the province on one op.
type Ruling struct {
	Op    store.Hash `json:"op"`   // the op that was decided on
	Kind  string     `json:"kind"` // "admit" or "refuse"
	By    string     `json:"by"`
	Why   string     `json:"why"`
	At    int64      `json:"at"` // ms UTC as claimed; for people only
	Rev   store.Hash `json:"rev"`
	About store.Kind `json:"about"` // kind of the record, "" if the op is not held
	ID    string     `json:"id"`
}

// aside are the verdicts that a person decides on, or has.
var aside = []store.Verdict{store.NotPermitted, store.InvalidField, store.BeyondAccepted, store.Late, store.OnFork, store.RefusedOp}

// Quarantine returns the ops that wait for a person (not permitted, invalid,
// beyond the accepted point, late, on a fork's other branch) and those that a
// person refused, by device, epoch and number.
func (d *Desk) Quarantine(ctx context.Context) ([]Quarantined, error) {
	var out []Quarantined
	err := d.view(ctx, func(w *work) error {
		ops, err := w.tx.WithVerdict(aside...)
		if err != nil {
			return err
		}
		for i := range ops {
			q, err := w.quarantined(&ops[i])
			if err != nil {
				return err
			}
			out = append(out, *q)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Quarantined) int {
		return cmp.Or(strings.Compare(a.Principal, b.Principal), strings.Compare(a.Dev, b.Dev), cmp.Compare(a.Epoch, b.Epoch),
			cmp.Compare(a.Seq, b.Seq), compareHash(a.Op, b.Op))
	})
	return out, err
}

func (w *work) quarantined(o *store.LoggedOp) (*Quarantined, error) {
	q := &Quarantined{
		Op: o.Hash, Verdict: o.Verdict, Why: o.Why, Kind: o.Typ, ID: o.Ent, Dev: o.Dev, Actor: o.Actor, Epoch: o.Ep, Seq: o.Seq,
		At: o.At, OpKind: o.Kind, Reason: o.Op.Why, CanAdmit: FormFault(o) == "" || projectable(o),
	}
	people, err := w.loadPeople()
	if err != nil {
		return nil, err
	}
	if q.Principal = people.principal(o.Dev); o.Dev == w.d.o.Me.Dev {
		q.Principal = w.d.Me().Principal
	}
	if q.Ruling, err = w.rulingOn(o.Hash); err != nil {
		return nil, err
	}
	if store.SpecOf(o.Typ) == nil {
		return q, nil
	}
	e, err := w.entry(o.Typ, o.Ent)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	doc := o.Set
	if e.rec != nil {
		q.RecordNow, q.Unit, doc = true, e.rec.Unit, e.rec.Doc
	}
	if q.Title, err = w.title(o.Typ, doc); err != nil {
		return nil, err
	}
	prior, err := w.prior(e, o.Base)
	if err != nil || prior == nil {
		prior = store.Doc{} // what it stands on is aside too
	}
	scales := w.scalesOfOps(e)
	o.Set.Leaves(func(p store.Path, v any) { q.Fields = append(q.Fields, w.change(e, p, prior.At(p), v, scales)) })
	for _, x := range e.ops {
		if x.Verdict == store.WaitParent && slices.Contains(x.Base, o.Hash) {
			q.Blocks++
		}
	}
	return q, nil
}

// rulingOn returns what was decided on an op, nil if nothing was.
func (w *work) rulingOn(h store.Hash) (*Ruling, error) {
	r, err := w.tx.Record(store.Decision, DecisionID(h))
	if store.CodeOf(err) == store.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return w.rulingFrom(r)
}

func (w *work) rulingFrom(r *store.Record) (*Ruling, error) {
	h, one, ok := rulingOf(r)
	if !ok {
		return nil, nil
	}
	out := &Ruling{Op: h, Kind: one.kind, Rev: one.head, About: store.Kind(r.Doc.Text("about.kind")), ID: r.Doc.Text("about.record")}
	o, err := w.tx.Op(one.head)
	if store.CodeOf(err) == store.NotFound {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	out.By, out.Why, out.At = o.Actor, o.Op.Why, o.At
	return out, nil
}

// Rulings returns every decision on a single op that counts, in order of time
// as claimed, then of the op.
func (d *Desk) Rulings(ctx context.Context) ([]Ruling, error) {
	var out []Ruling
	err := d.view(ctx, func(w *work) error {
		var all []*store.Record
		err := w.tx.Records(store.Query{Kind: store.Decision}, func(r *store.Record) error {
			all = append(all, r)
			return nil
		})
		if err != nil {
			return err
		}
		for _, r := range all {
			one, err := w.rulingFrom(r)
			if err != nil {
				return err
			}
			if one != nil {
				out = append(out, *one)
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Ruling) int { return cmp.Or(cmp.Compare(a.At, b.At), compareHash(a.Op, b.Op)) })
	return out, err
}
