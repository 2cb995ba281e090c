package desk

import (
	"context"
	"maps"

	"coopfield/store"
)

// A Group takes bundles in, several in one transaction: a commit waits for the
// disk and rewrites every page of the indexes that its rows touched, so that
// thousands of commits cost more than their rows. It lives as long as the
// function that [Desk.Together] runs and is not safe for concurrent use.
type Group struct {
	d       *Desk
	ctx     context.Context
	tx      store.Tx
	last    *work           // of the bundle before, nil at the first
	people  *people         // as the bundles so far left them, nil = not read
	changed map[string]bool // cooperatives whose line of the register may differ
}

// Together runs f, which takes bundles in by g, in one transaction. What f was
// told is true only when Together returns nil: an error of f or of the commit
// means that nothing of the group happened. No other change is made meanwhile;
// f must not call the desk but by g.
func (d *Desk) Together(ctx context.Context, f func(g *Group) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := &Group{d: d, ctx: ctx, changed: map[string]bool{}}
	committed := false
	defer func() {
		if !committed {
			d.held = nil // what was remembered of the group is not true
		}
	}()
	err := d.o.Log.Update(ctx, func(tx store.Tx) error {
		g.tx = tx
		return f(g)
	})
	if err != nil {
		return err
	}
	committed = true
	if g.last != nil {
		g.last.publish(g.changed)
	}
	return nil
}

// Receive is [Desk.Receive] as a step of the group: a bundle that fails leaves
// the others and the store as if it had not come.
func (g *Group) Receive(in Incoming) (*Outcome, error) {
	w := g.d.work(g.ctx, g.tx)
	if w.people = g.people; g.last != nil {
		w.rulings, w.ruledNew, w.ep = g.last.rulings, g.last.ruledNew, g.last.ep
	}
	var out *Outcome
	err := g.tx.Step(func() (err error) {
		if out, w, err = w.takeIn(in); err != nil {
			return err
		}
		return w.finish()
	})
	if err != nil {
		g.people = nil // the bundle may have changed it
		return nil, err
	}
	g.last, g.people = w, w.people
	maps.Copy(g.changed, w.changed)
	g.d.remember(out.Bundle)
	return out, nil
}
