package desk

import "coopfield/store"

// sendAgain lets a part begin earlier where the province's newest answer says
// that it lacks ops of which it had given a receipt: its store was put back from
// a backup, and nothing that comes after them could ever be taken in. What this
// store does not hold without a gap is not promised.
func (w *work) sendAgain(part *Part) error {
	s, err := w.answers()
	if err != nil {
		return err
	}
	from := part.From
	for _, r := range s.Wanted {
		if r.Epoch == part.Epoch {
			from = min(from, r.From)
		}
	}
	if from == part.From || from < 1 {
		return nil
	}
	var first, last *store.LoggedOp
	whole := true
	err = w.tx.Range(w.d.o.Me.Dev, part.Epoch, from, part.From-1, func(o *store.LoggedOp) error {
		if o.Verdict == store.OnFork {
			return nil
		}
		c := *o
		if first == nil {
			first, whole = &c, o.Seq == from
		} else {
			whole = whole && o.Seq == last.Seq+1 && o.Prev == last.Hash
		}
		last = &c
		return nil
	})
	if err != nil || first == nil || !whole || last.Hash != part.PrevHead {
		return err
	}
	part.From, part.PrevHead = from, first.Prev
	return nil
}
