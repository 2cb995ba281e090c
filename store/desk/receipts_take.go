package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"coopfield/store"
)

// answersSetting is where a laptop keeps what the province's answers said.
const answersSetting = "desk.answers"

// keptAnswers is how many answers a laptop remembers one by one.
const keptAnswers = 64

// Taking is one verified bundle back to this laptop. Several of them, First to
// Last, may be one answer; what it says goes on from answer Basis.
type Taking struct {
	Export      int64 // 0 = a bundle that says nothing of itself
	First, Last int64
	Basis       int64  // 0 = the grant
	Manifest    string // SHA-256 of the MANIFEST
	ClaimedAt   string // RFC 3339, by the province's clock
	Receipts
	Lists    bool           // Receipts holds the lists, not only chains and records
	Writers  []store.Writer // earlier states first, the registry's entries last
	Ops      []store.LoggedOp
	Refs     []store.RefRow
	Expected []ExpectedList
	Also     func(tx store.Tx) error // in the same transaction; may be nil
}

// Took says what an answer brought.
type Took struct {
	Ops      int   // of others, new here
	Refs     int   // revisions of reference data, new here
	Got      int64 // own ops that have a receipt now and had none
	Records  int   // records of which the province says something new
	Returned int   // records that this laptop wrote in and the province gave back
	Back     int   // own ops that this store had lost
	// Skipped are answers before this one that have not come, Lacking reports
	// whether something of theirs is missing still.
	Skipped []int64
	Lacking bool
	// Lost is an own op with a receipt that this store does not hold, Opened the
	// epoch that was opened for it.
	Lost   *Point
	Opened *Epoch
	// Unfounded are own ops that counted and stand on what counts nowhere now: the
	// province was put back and decided anew.
	Unfounded int
}

// storedAnswers is the form of the setting.
type storedAnswers struct {
	Taken    []storedAnswer  `json:"taken"` // those after Whole, by export
	Whole    storedAnswer    `json:"whole"` // newest of which nothing is missing, with all before it
	ListsOf  int64           `json:"lists_of"`
	Claimed  string          `json:"claimed"` // of the newest, by the province's clock
	At       int64           `json:"at"`      // ms UTC of this clock then
	Forks    []Point         `json:"forks"`
	Held     []Range         `json:"held"`
	Wanted   []Range         `json:"wanted"`
	Bundles  []BundleReceipt `json:"bundles"`
	Aside    []AsideOp       `json:"aside"`
	Records  []storedRecord  `json:"records"` // by kind and id
	Expected []ExpectedList  `json:"expected"`
	Chains   []Point         `json:"chains"` // per epoch the furthest that an answer named
	Lost     *Point          `json:"lost,omitempty"`
}

type storedAnswer struct {
	Export   int64  `json:"export"`
	First    int64  `json:"first"`
	Last     int64  `json:"last"`
	Basis    int64  `json:"basis"`
	Manifest string `json:"manifest"`
}

type storedRecord struct {
	RecordReceipt
	Of int64 `json:"of"` // the answer that said so
}

func (w *work) answers() (*storedAnswers, error) {
	s := &storedAnswers{}
	data, err := w.tx.Setting(answersSetting)
	if err != nil || data == nil {
		return s, err
	}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("reading what the province answered: %w", err)
	}
	return s, nil
}

// TakeAnswer takes a bundle from the province in, in one transaction: reference
// data, others' ops, receipts and lists. Answers may come in any order, twice or
// not at all: the newest lists count, receipts only add up, and once the newest
// answer is in, the state is the same.
//
// A receipt for an op that this store does not hold is no error: the store was
// restored or copied, and writes in a new epoch from now on.
func (d *Desk) TakeAnswer(ctx context.Context, t Taking) (*Took, error) {
	out := &Took{}
	var c *catalog
	err := d.update(ctx, func(w *work) error {
		*out = Took{}
		was := w.cat
		if err := w.keepRefs(t.Refs, out); err != nil {
			return err
		}
		if c = w.cat; c == was {
			c = nil
		}
		given, err := w.quote(t.Writers, t.Ops, out)
		if err != nil {
			return err
		}
		// Receipts mark the records as they stand in the tables.
		if err := w.rebranch(); err != nil {
			return err
		}
		if err := w.flush(); err != nil {
			return err
		}
		if err := w.countReturned(given, out); err != nil {
			return err
		}
		if err := w.takeReceipts(&t, out); err != nil {
			return err
		}
		if t.Also == nil {
			return nil
		}
		return t.Also(w.tx)
	})
	if err != nil {
		return nil, err
	}
	if c != nil {
		d.cat.Store(c)
		d.stale(map[string]bool{"": true})
	}
	return out, nil
}

// OwnWaiting returns the own ops that wait for what they stand on.
func (d *Desk) OwnWaiting(ctx context.Context) (map[store.Hash]bool, error) {
	out := map[store.Hash]bool{}
	err := d.o.Log.View(ctx, func(tx store.Tx) error {
		ops, err := tx.WithVerdict(store.WaitParent)
		for i := range ops {
			if ops[i].Own {
				out[ops[i].Hash] = true
			}
		}
		return err
	})
	return out, err
}

// quote takes in ops of others that the office vouches for, counts what is new,
// and returns the records that one of them gave back.
func (w *work) quote(writers []store.Writer, ops []store.LoggedOp, out *Took) (given []key, err error) {
	for _, me := range writers {
		cut, err := w.cutOf(me.Dev) // who takes a registry in says what it cuts off
		if err != nil {
			return nil, err
		}
		news, err := w.meet(me, cut)
		if err == nil && news {
			err = w.rejudge(me.Dev)
		}
		if err != nil {
			return nil, err
		}
	}
	var mine []store.LoggedOp
	for i := range ops {
		o := ops[i]
		if o.Dev == w.d.o.Me.Dev {
			mine = append(mine, o)
			continue
		}
		o.Own, o.Verdict, o.Why = false, store.Counted, ""
		isNew, err := w.take(&o)
		if err != nil {
			return nil, fmt.Errorf("taking in quoted op %d: %w", i+1, err)
		}
		if !isNew {
			continue
		}
		out.Ops++
		if k := (key{o.Typ, o.Ent}); o.Kind == store.OpReturn && !slices.Contains(given, k) {
			given = append(given, k)
		}
	}
	return given, w.quoteMine(mine, out)
}

// countReturned counts the records of this laptop among those that an answer
// gives back: it wrote in them, and they still wait for their correction.
func (w *work) countReturned(given []key, out *Took) error {
	for _, k := range given {
		e, err := w.entry(k.kind, k.id)
		if err == nil {
			err = w.load(e)
		}
		if err != nil {
			return err
		}
		mine := slices.ContainsFunc(e.ops, func(o *store.LoggedOp) bool { return o.Dev == w.d.o.Me.Dev })
		if mine && e.rec != nil && e.rec.ReturnReason != "" {
			out.Returned++
		}
	}
	return nil
}

// keepRefs keeps revisions of reference data that are not held and decides anew
// what waited for them. A revision once held is never replaced.
func (w *work) keepRefs(refs []store.RefRow, out *Took) error {
	held, err := w.tx.Refs()
	if err != nil {
		return err
	}
	for i := range refs {
		r := &refs[i]
		if slices.ContainsFunc(held, func(h store.RefRow) bool { return h.Type == r.Type && h.ID == r.ID && h.Revision == r.Revision }) {
			continue
		}
		if err := w.tx.SaveRef(r); err != nil {
			return err
		}
		out.Refs++
	}
	if out.Refs == 0 {
		return nil
	}
	return w.rereadRefs()
}

// takeReceipts lets receipts count and keeps what the answer says of the rest.
func (w *work) takeReceipts(t *Taking, out *Took) error {
	s, err := w.answers()
	if err != nil {
		return err
	}
	if err := w.confirmAll(t, s, out); err != nil {
		return err
	}
	if t.Export > 0 {
		s.add(t, out)
		if t.Lists && t.Export >= s.ListsOf {
			s.ListsOf, s.Claimed, s.At = t.Export, t.ClaimedAt, w.now
			s.Forks, s.Held, s.Wanted, s.Bundles, s.Aside, s.Expected = t.Forks, t.Held, t.Wanted, t.Bundles, t.Aside, t.Expected
		}
	}
	for _, r := range t.Records {
		if s.set(r, t.Export) {
			out.Records++
		}
	}
	data, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("writing what the province answered: %w", err)
	}
	return w.tx.SetSetting(answersSetting, data)
}

// confirmAll lets the receipts of an answer count. Of a fork's other branch one
// that is not held is another machine's.
func (w *work) confirmAll(t *Taking, s *storedAnswers, out *Took) error {
	before, err := w.gotOps()
	if err != nil {
		return err
	}
	for _, p := range t.Chains {
		err := w.confirm(p)
		switch {
		case err == nil:
			s.reach(p)
		case store.DetailOf(err) == "restored":
			out.Lost = &p
		default:
			return err
		}
	}
	for _, p := range t.Forks {
		if err := w.confirm(p); err != nil && store.DetailOf(err) != "restored" {
			return err
		}
	}
	after, err := w.gotOps()
	if err != nil {
		return err
	}
	out.Got = after - before
	if out.Lost == nil {
		if s.Lost != nil {
			if has, err := w.holds(*s.Lost); err != nil || has {
				s.Lost = nil
				return err
			}
		}
		return nil
	}
	s.Lost = out.Lost
	if w.ep.Epoch > out.Lost.Epoch {
		return nil // kept apart already
	}
	if err := w.openEpoch(out.Lost.Epoch, WhyReceipt); err != nil {
		return err
	}
	opened := *w.ep
	out.Opened = &opened
	return nil
}

// holds reports whether the op at p is in the log.
func (w *work) holds(p Point) (bool, error) {
	ops, err := w.tx.At(w.d.o.Me.Dev, p.Epoch, p.Seq)
	return slices.ContainsFunc(ops, func(o store.LoggedOp) bool { return o.Hash == p.Head }), err
}

// gotOps counts own ops with a receipt.
func (w *work) gotOps() (n int64, err error) {
	got, err := w.receipted()
	if err != nil {
		return 0, err
	}
	for _, p := range got.main {
		n += p.Seq
	}
	return n, nil
}

// reach notes how far an answer's receipts go.
func (s *storedAnswers) reach(p Point) {
	for i := range s.Chains {
		if c := &s.Chains[i]; c.Epoch == p.Epoch {
			if p.Seq > c.Seq {
				*c = p
			}
			return
		}
	}
	s.Chains = append(s.Chains, p)
	slices.SortFunc(s.Chains, func(a, b Point) int { return cmp.Compare(a.Epoch, b.Epoch) })
}

// add notes that an answer came, and says which did not.
func (s *storedAnswers) add(t *Taking, out *Took) {
	one := storedAnswer{t.Export, t.First, t.Last, t.Basis, t.Manifest}
	if !slices.Contains(s.Taken, one) {
		s.Taken = append(s.Taken, one)
		slices.SortFunc(s.Taken, func(a, b storedAnswer) int {
			return cmp.Or(cmp.Compare(a.Export, b.Export), cmp.Compare(a.Manifest, b.Manifest))
		})
	}
	for n := max(s.Whole.Last, t.Basis, 1) + 1; n < t.First; n++ {
		if !s.took(n) {
			out.Skipped = append(out.Skipped, n)
		}
	}
	s.close()
	out.Lacking = t.Last > s.Whole.Last
	// What is whole needs no account of its bundles.
	s.Taken = slices.DeleteFunc(s.Taken, func(a storedAnswer) bool { return a.Last <= s.Whole.Last })
	s.Taken = s.Taken[max(0, len(s.Taken)-keptAnswers):]
}

func (s *storedAnswers) took(export int64) bool {
	return slices.ContainsFunc(s.Taken, func(a storedAnswer) bool { return a.Export == export })
}

// close moves Whole to the newest answer of which every bundle is here and which
// goes on from one that is whole.
func (s *storedAnswers) close() {
	for _, last := range s.Taken {
		if last.Export != last.Last || last.Last <= s.Whole.Last || last.Basis > s.Whole.Last {
			continue
		}
		all := true
		for n := last.First; n < last.Last; n++ {
			all = all && slices.ContainsFunc(s.Taken, func(a storedAnswer) bool {
				return a.Export == n && a.First == last.First && a.Last == last.Last && a.Basis == last.Basis
			})
		}
		if all {
			s.Whole = last
		}
	}
}

// set keeps what an answer says of a record, unless a newer one spoke of it, and
// reports whether that is news.
func (s *storedAnswers) set(r RecordReceipt, of int64) bool {
	i, found := slices.BinarySearchFunc(s.Records, r, func(a storedRecord, b RecordReceipt) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	switch {
	case !found:
		s.Records = slices.Insert(s.Records, i, storedRecord{r, of})
		return true
	case of < s.Records[i].Of:
		return false
	}
	news := s.Records[i].RecordReceipt != r
	s.Records[i] = storedRecord{r, of}
	return news
}

// Answers returns what this laptop knows from the province's answers; all zero
// before the first.
func (d *Desk) Answers(ctx context.Context) (*Answers, error) {
	a := &Answers{}
	err := d.view(ctx, func(w *work) error {
		s, err := w.answers()
		if err != nil {
			return err
		}
		a.Chains, a.Forks, a.Held, a.Wanted, a.Bundles, a.Aside = s.Chains, s.Forks, s.Held, s.Wanted, s.Bundles, s.Aside
		a.Expected, a.Lost, a.ClaimedAt, a.Taken, a.Whole = s.Expected, s.Lost, s.Claimed, s.At, s.Whole.Last
		for i := range s.Records {
			a.Records = append(a.Records, s.Records[i].RecordReceipt)
		}
		a.Newest = s.Whole.Last
		for i := range s.Taken {
			a.Newest = max(a.Newest, s.Taken[i].Export)
		}
		for n := max(a.Whole, 1) + 1; n < a.Newest; n++ {
			if !s.took(n) {
				a.Gaps = append(a.Gaps, n)
			}
		}
		return nil
	})
	return a, err
}

// Answered returns the newest answer up to which this laptop has everything, and
// the hash of its MANIFEST; 0 and "" before the first. The next bundle tells the
// province so.
func (d *Desk) Answered(ctx context.Context) (export int64, manifest string, err error) {
	err = d.view(ctx, func(w *work) error {
		s, err := w.answers()
		if err == nil {
			export, manifest = s.Whole.Last, s.Whole.Manifest
		}
		return err
	})
	return export, manifest, err
}

// ReceiptPoints returns per epoch the last own op with a receipt, by answer or
// code, oldest epoch first.
func (d *Desk) ReceiptPoints(ctx context.Context) ([]Point, error) {
	var out []Point
	err := d.view(ctx, func(w *work) error {
		got, err := w.receipted()
		if err != nil {
			return err
		}
		for _, p := range got.main {
			out = append(out, p)
		}
		sortPoints(out)
		return nil
	})
	return out, err
}

// whyWaits says what an op waits for whose parent does not count here. On a
// laptop what another device made comes quoted by the province, without what
// that device did before.
func (w *work) whyWaits(o *store.LoggedOp) string {
	if w.d.Me().Role != store.Province && o.Dev != w.d.o.Me.Dev {
		return "bản trước của thay đổi này ở máy khác"
	}
	return "chờ thay đổi đi trước của cùng hồ sơ"
}
