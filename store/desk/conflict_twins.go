package desk

import (
	"slices"

	"coopfield/store"
	"coopfield/store/oplog"
)

// keepLabel is what the first field of a duplicate asks.
const keepLabel = "Giữ hồ sơ nào"

// duplicateConflict lays out records that have one natural key, field by field.
// The first field says which record is kept; the others are what the kept one
// will say, which is its own value unless another is chosen.
func (w *work) duplicateConflict(c *Conflict) error {
	docs := make([]store.Doc, 0, len(c.Records))
	for n, id := range c.Records {
		r, err := w.known(c.Kind, id)
		if err != nil {
			return err
		}
		e, err := w.entry(c.Kind, id)
		if err != nil {
			return err
		}
		if err := w.load(e); err != nil {
			return err
		}
		s := oplog.Fold(oplog.RulesOf(c.Kind), e.counted())
		side, err := w.side(s.Changed, r.Doc)
		if err != nil {
			return err
		}
		side.Letter, side.Record, side.Rev, side.State, side.Merged = letter(n), id, r.Rev, r.State, r.Merged
		c.Sides = append(c.Sides, side)
		c.heads = append(c.heads, r.Heads...)
		docs = append(docs, r.Doc)
	}
	c.After = c.Sides[0].State
	var err error
	if c.Title, err = w.title(c.Kind, docs[0]); err != nil {
		return err
	}
	if err := w.scored(c, docs[0]); err != nil {
		return err
	}
	keep := ConflictField{Path: SameAsPath, Label: keepLabel, Chosen: -1}
	for _, s := range c.Sides {
		title, err := w.title(c.Kind, s.Doc)
		if err != nil {
			return err
		}
		keep.Values = append(keep.Values, s.Record)
		keep.Texts = append(keep.Texts, title)
		keep.Evidence = append(keep.Evidence, "")
	}
	c.Fields = append(c.Fields, keep)
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	diffs := oplog.Diffs(nil, docs)
	for i := range diffs {
		diffs[i].OneSided = false
		c.Fields = append(c.Fields, w.field(c, nil, &diffs[i], order))
	}
	w.arrange(c, docs[0])
	return nil
}

// forkConflict lays out the branches of a device that wrote two histories: the
// one that counts, and each that is set aside, with the ops on it.
func (w *work) forkConflict(c *Conflict) error {
	dev := c.Records[0]
	c.Title = dev
	epochs, err := w.tx.Epochs(dev)
	if err != nil {
		return err
	}
	for _, ep := range epochs {
		t, err := w.tree(dev, ep)
		if err != nil {
			return err
		}
		_, head, err := w.tx.Head(dev, ep)
		if err != nil {
			return err
		}
		if err := w.branches(c, t, head); err != nil {
			return err
		}
	}
	if len(c.Sides) > 0 && c.Sides[0].Principal != "" {
		c.Title = c.Sides[0].Principal + " · " + c.Sides[0].Actor
	}
	return nil
}

// branches adds the sides of one chain. Once every op that was set aside is
// admitted or refused, there is nothing left to decide and no side.
func (w *work) branches(c *Conflict, t *tree, head store.Hash) error {
	from := t.parting()
	if from == 0 || !slices.ContainsFunc(t.all, func(o *store.LoggedOp) bool { return o.Verdict == store.OnFork }) {
		return nil
	}
	counts, top := map[store.Hash]bool{}, map[store.Hash]store.Hash{}
	for _, o := range slices.Backward(t.all) {
		if o.Hash == head || counts[o.Hash] {
			counts[o.Hash], counts[o.Prev] = true, true
		}
	}
	var order []store.Hash
	ops := map[store.Hash][]*store.LoggedOp{}
	for _, o := range t.all {
		if o.Seq < from {
			continue
		}
		start := o.Hash // where its branch parts from what counts
		if counts[o.Hash] {
			start = head
		} else if up, ok := top[o.Prev]; ok && up != head {
			start = up
		}
		top[o.Hash] = start
		if ops[start] == nil {
			order = append(order, start)
		}
		ops[start] = append(ops[start], o)
	}
	slices.SortStableFunc(order, func(a, b store.Hash) int {
		if (a == head) != (b == head) {
			if a == head {
				return -1
			}
			return 1
		}
		return compareHash(a, b)
	})
	for _, start := range order {
		list := ops[start]
		last := list[len(list)-1]
		side, err := w.side(oplog.OpRef{Kind: last.Kind, Dev: last.Dev, Actor: last.Actor, At: last.At}, nil)
		if err != nil {
			return err
		}
		side.Letter, side.Rev, side.Counts = letter(len(c.Sides)), last.Hash, start == head
		for _, o := range list {
			op, err := w.cardOp(o)
			if err != nil {
				return err
			}
			side.Ops = append(side.Ops, op)
			c.heads = append(c.heads, o.Hash)
		}
		c.Sides = append(c.Sides, side)
	}
	return nil
}

// cardOp is one op as lists show it.
func (w *work) cardOp(o *store.LoggedOp) (CardOp, error) {
	doc := o.Set
	r, err := w.record(o.Typ, o.Ent)
	if err != nil {
		return CardOp{}, err
	}
	if r != nil && len(doc) > 0 {
		doc = r.Doc.Clone()
		doc.Apply(fieldsOnly(o.Set))
	} else if r != nil {
		doc = r.Doc
	}
	title, err := w.title(o.Typ, doc)
	return CardOp{
		Kind: o.Typ, ID: o.Ent, Title: title, OpKind: o.Kind, Rev: o.Hash, Actor: o.Actor, At: o.At, Why: o.Op.Why, Verdict: o.Verdict,
	}, err
}
