package sqlite

import (
	"fmt"
	"slices"

	"coopfield/store"
)

// behind writes ops to the log while their maker judges the next ones: an import
// spends nearly as long on the one as on the other. There is one connection to
// write by. Whoever else needs it waits until behind is through, so that all is
// done in the order in which it was asked for.
type behind struct {
	rows     []opRowIn      // not handed over yet
	work     chan []opRowIn // to the writer, nil if none runs
	done     chan struct{}  // closed when the writer has ended
	err      error          // why a row could not be written; none was after it
	panicked any
}

const (
	handful = 16 // ops that are handed over at once: to wake the writer costs as much as to write one
	ahead   = 32 // handfuls that may wait; their maker waits then
)

// opRowIn is an op on its way into the log.
type opRowIn struct {
	o     store.LoggedOp
	coops []string // that its record names
}

// AppendOp appends o, of which the caller knows that no op with its hash is held.
// It may be written after AppendOp has returned, but before anything else of the
// transaction is read or written; a fault is returned there, and at the latest
// where the step or the transaction ends.
func (t *tx) AppendOp(o *store.LoggedOp) error {
	if err := t.writable(); err != nil {
		return err
	}
	t.behind.add(t.c, t.db.vault, opRowIn{*o, slices.Collect(coopsNamed(&o.Op))})
	if o.Verdict == store.Counted {
		return nil
	}
	return t.SetVerdict(o.Hash, o.Verdict, o.Why)
}

func (b *behind) add(c *conn, v vault, r opRowIn) {
	if b.rows = append(b.rows, r); len(b.rows) < handful {
		return
	}
	if b.work == nil {
		b.work, b.done = make(chan []opRowIn, ahead), make(chan struct{})
		go func(work <-chan []opRowIn, done chan<- struct{}) {
			defer close(done)
			for rows := range work {
				b.write(c, v, rows)
			}
		}(b.work, b.done)
	}
	b.work <- b.rows
	b.rows = make([]opRowIn, 0, handful)
}

// write writes rows, unless something is wrong already.
func (b *behind) write(c *conn, v vault, rows []opRowIn) {
	defer func() {
		if p := recover(); p != nil {
			b.panicked, b.err = p, internal("việc ghi sổ thay đổi bị gãy")
		}
	}()
	for i := range rows {
		if b.err != nil {
			return
		}
		o := &rows[i].o
		fresh, err := c.insert(v, o, rows[i].coops)
		if err == nil && !fresh {
			err = internal("thay đổi đã có trong sổ")
		}
		if err != nil {
			b.err = fmt.Errorf("appending op %d of epoch %d: %w", o.Seq, o.Ep, err)
		}
	}
}

// wait returns when all is written, or why it is not.
func (b *behind) wait(c *conn, v vault) error {
	b.end(c, v)
	if p := b.panicked; p != nil {
		b.panicked = nil
		panic(p)
	}
	return b.err
}

// end writes what is left and ends the writer.
func (b *behind) end(c *conn, v vault) {
	if b.work != nil {
		close(b.work)
		<-b.done
		b.work, b.done = nil, nil
	}
	if rows := b.rows; len(rows) > 0 {
		b.rows = nil
		b.write(c, v, rows)
	}
}

// forget ends the writer and drops what was wrong: all of it is undone.
func (b *behind) forget(c *conn, v vault) {
	b.rows = nil
	b.end(c, v)
	*b = behind{}
}
