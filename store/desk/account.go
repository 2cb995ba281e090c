package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"coopfield/store"
)

// Account is every op of a store accounted for, for a page that an auditor
// prints.
type Account struct {
	Devices   []AccountDevice
	Refused   []store.BundleRow // files that were refused, whoever sent them
	Decisions []AccountDecision // what people decided, oldest first as claimed
	Open      []store.Case      // disagreements that wait for a person
	Ops       int               // sum over devices
	Counted   int
	Aside     map[store.Verdict]int
	// Faults says where the sums differ from the log's own counts or a chain has
	// a gap; none when every op is accounted for.
	Faults []string
}

// AccountDevice is the ops and files of one device.
type AccountDevice struct {
	Writer    store.Writer // as the registry names it last; only Dev if it never did
	Own       bool
	Accepted  *Cut // where the registry cuts it off, nil = nowhere
	Epochs    []AccountEpoch
	Bundles   []store.BundleRow // received from it, oldest first
	Receipted []Point           // up to where it was given receipts
	Ops       int
}

// AccountEpoch is one chain of a device.
type AccountEpoch struct {
	Epoch    int64
	Ranges   []Range // what is held, of either branch
	Missing  []Range // what lies between
	Head     Point
	Ops      int
	Counted  int
	Waiting  int // for data: a parent, a cooperative, a scheme, a newer program
	Aside    map[store.Verdict]int
	Quarrels []Quarantined // what waits for a person, was admitted or was refused
}

// AccountDecision is one decision of a person.
type AccountDecision struct {
	Kind  store.OpKind // resolve, same_as
	What  string       // "admit" or "refuse" of a single op, "" otherwise
	Op    store.Hash   // the op decided on, zero otherwise
	About RecordName
	Title string
	By    string
	Why   string
	At    int64 // ms UTC as claimed; for people only
	Rev   store.Hash
}

// RecordName names a record by kind and id.
type RecordName struct {
	Kind store.Kind
	ID   string
}

// Account goes through every chain of the log op by op and says what became of
// each, and compares the sums with what the log itself counts.
func (d *Desk) Account(ctx context.Context) (*Account, error) {
	a := &Account{Aside: map[store.Verdict]int{}}
	err := d.view(ctx, func(w *work) error {
		devs, err := w.tx.Devs()
		if err != nil {
			return err
		}
		people, err := w.loadPeople()
		if err != nil {
			return err
		}
		for dev := range people.By {
			if _, has := devs[dev]; !has {
				devs[dev] = 0 // enrolled, nothing received yet
			}
		}
		for _, dev := range slices.Sorted(maps.Keys(devs)) {
			one, err := w.accountDevice(a, dev)
			if err != nil {
				return err
			}
			if one.Ops != devs[dev] {
				a.Faults = append(a.Faults, fmt.Sprintf("máy %s: đi qua %d thay đổi, nhật ký đếm %d", nameOf(&one.Writer), one.Ops, devs[dev]))
			}
			a.Devices = append(a.Devices, *one)
		}
		if err := w.accountFiles(a); err != nil {
			return err
		}
		if a.Open, err = w.tx.Cases(); err != nil {
			return err
		}
		return w.compareVerdicts(a)
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(a.Devices, func(x, y AccountDevice) int {
		return cmp.Or(strings.Compare(x.Writer.Principal, y.Writer.Principal), strings.Compare(x.Writer.Dev, y.Writer.Dev))
	})
	slices.SortFunc(a.Decisions, func(x, y AccountDecision) int { return cmp.Or(cmp.Compare(x.At, y.At), compareHash(x.Rev, y.Rev)) })
	return a, nil
}

func nameOf(w *store.Writer) string {
	if w.Principal != "" {
		return w.Principal
	}
	return w.Dev
}

// compareVerdicts compares what was counted on the way with the log's table.
func (w *work) compareVerdicts(a *Account) error {
	table, err := w.tx.Verdicts()
	if err != nil {
		return err
	}
	for _, v := range slices.Sorted(maps.Keys(table)) {
		if table[v] != a.Aside[v] {
			a.Faults = append(a.Faults, fmt.Sprintf("%s: đi qua %d thay đổi, bảng ghi %d", v, a.Aside[v], table[v]))
		}
	}
	sum := a.Counted
	for _, n := range a.Aside {
		sum += n
	}
	if sum != a.Ops {
		a.Faults = append(a.Faults, fmt.Sprintf("tổng số thay đổi %d khác số đã phân loại %d", a.Ops, sum))
	}
	return nil
}

func (w *work) accountDevice(a *Account, dev string) (*AccountDevice, error) {
	one := &AccountDevice{Writer: store.Writer{Dev: dev}, Own: dev == w.d.o.Me.Dev}
	writers, err := w.writersOf(dev)
	if err != nil {
		return nil, err
	}
	if len(writers) > 0 {
		one.Writer = writers[len(writers)-1]
	}
	if one.Accepted, err = w.cutOf(dev); err != nil {
		return nil, err
	}
	given, err := issued(w.tx, dev)
	if err != nil {
		return nil, err
	}
	one.Receipted = given.Points
	epochs, err := w.tx.Epochs(dev)
	if err != nil {
		return nil, err
	}
	for _, ep := range epochs {
		e, err := w.accountEpoch(a, dev, ep)
		if err != nil {
			return nil, err
		}
		one.Epochs = append(one.Epochs, *e)
		one.Ops += e.Ops
	}
	a.Ops += one.Ops
	return one, nil
}

func (w *work) accountEpoch(a *Account, dev string, ep int64) (*AccountEpoch, error) {
	e := &AccountEpoch{Epoch: ep, Aside: map[store.Verdict]int{}}
	var err error
	e.Head.Epoch = ep
	if e.Head.Seq, e.Head.Head, err = w.tx.Head(dev, ep); err != nil {
		return nil, err
	}
	var look []store.LoggedOp
	last := int64(0)
	err = w.tx.Range(dev, ep, 1, 0, func(o *store.LoggedOp) error {
		e.Ops++
		if o.Verdict == store.Counted {
			e.Counted++
			a.Counted++
		} else {
			e.Aside[o.Verdict]++
			a.Aside[o.Verdict]++
		}
		switch o.Verdict {
		case store.WaitParent, store.WaitCoop, store.WaitScheme, store.WaitVersion:
			e.Waiting++
		case store.Counted:
		default:
			look = append(look, *o)
		}
		if n := len(e.Ranges); o.Seq > last {
			if n == 0 || o.Seq > last+1 {
				if o.Seq > last+1 {
					e.Missing = append(e.Missing, Range{Epoch: ep, From: last + 1, To: o.Seq - 1})
				}
				e.Ranges = append(e.Ranges, Range{Epoch: ep, From: o.Seq})
				n++
			}
			e.Ranges[n-1].To, last = o.Seq, o.Seq
		}
		return accountDecision(a, o)
	})
	if err != nil {
		return nil, err
	}
	if err := w.loadRulings(); err != nil {
		return nil, err
	}
	for h := range w.rulings { // what was admitted counts, and is told here all the same
		o, err := w.tx.Op(h)
		if err == nil && o.Dev == dev && o.Ep == ep && o.Verdict != store.RefusedOp && !slices.ContainsFunc(look, func(x store.LoggedOp) bool { return x.Hash == h }) {
			look = append(look, *o)
		}
	}
	slices.SortFunc(look, func(x, y store.LoggedOp) int { return cmp.Or(cmp.Compare(x.Seq, y.Seq), compareHash(x.Hash, y.Hash)) })
	for i := range look {
		q, err := w.quarantined(&look[i])
		if err != nil {
			return nil, err
		}
		e.Quarrels = append(e.Quarrels, *q)
	}
	return e, nil
}

// accountDecision notes what a person decided by o.
func accountDecision(a *Account, o *store.LoggedOp) error {
	if o.Kind != store.OpResolve && o.Kind != store.OpSameAs || o.Verdict != store.Counted {
		return nil
	}
	one := AccountDecision{Kind: o.Kind, About: RecordName{o.Typ, o.Ent}, By: o.Actor, Why: o.Op.Why, At: o.At, Rev: o.Hash}
	if o.Typ == store.Decision {
		one.What = o.Set.Text("kind")
		one.About = RecordName{store.Kind(o.Set.Text("about.kind")), o.Set.Text("about.record")}
		h, err := store.ParseHash(o.Set.Text("op"))
		if err != nil {
			return fmt.Errorf("reading a decision: %w", err)
		}
		one.Op = h
	}
	a.Decisions = append(a.Decisions, one)
	return nil
}

// accountFiles shares the journal of received files out to their devices, and
// names what was decided on.
func (w *work) accountFiles(a *Account) error {
	bundles, err := w.tx.Bundles()
	if err != nil {
		return err
	}
	for _, b := range bundles {
		if b.State == store.BundleRefused {
			a.Refused = append(a.Refused, b)
			continue
		}
		for i := range a.Devices {
			if a.Devices[i].Writer.Dev == b.Dev {
				a.Devices[i].Bundles = append(a.Devices[i].Bundles, b)
			}
		}
	}
	for i := range a.Decisions {
		one := &a.Decisions[i]
		if store.SpecOf(one.About.Kind) == nil {
			continue
		}
		r, err := w.record(one.About.Kind, one.About.ID)
		if err != nil {
			return err
		}
		doc := store.Doc{}
		if r != nil {
			doc = r.Doc
		} else if o, err := w.tx.Op(one.Op); err == nil {
			doc = o.Set // the record is not there without it
		}
		if one.Title, err = w.title(one.About.Kind, doc); err != nil {
			return err
		}
	}
	return nil
}
