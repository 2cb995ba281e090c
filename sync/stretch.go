package sync

import (
	"errors"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/sync/bundle"
)

// stretch is how many ops of a large bundle are open at once. An op takes some
// fifteen times as much memory while it is open as in the file, and a laptop
// that was away for long sends tens of thousands.
const stretch = 1000

// readOps is step 8 for all ops of a bundle. Those of a large one are not kept:
// they are read from the file again when it is taken in, or then alone, if all
// that is written of them can be undone.
func (p *prepared) readOps(in *desk.Incoming) error {
	b := p.bundle
	if b.Large(stretch) {
		in.Stretches = func(f func(desk.Stretch) error) error { return verifying(b, f) }
		if p.undone {
			return nil
		}
		return in.Stretches(func(s desk.Stretch) error {
			p.note(s.Ops)
			return nil
		})
	}
	lines, err := b.Ops()
	if err != nil || len(lines) == 0 {
		return err
	}
	c := chainOf(&b.Manifest)
	if in.Ops, err = c.Verify(lines); err != nil {
		return err
	}
	if err := headMet(c, &b.Manifest); err != nil {
		return err
	}
	p.note(in.Ops)
	in.Faults, err = checkOps(in.Ops, b.Device)
	return err
}

// note keeps the hashes of ops.
func (p *prepared) note(ops []store.LoggedOp) {
	for i := range ops {
		p.hashes = append(p.hashes, ops[i].Hash)
	}
}

func chainOf(m *bundle.Manifest) *oplog.Chain {
	return &oplog.Chain{Dev: m.Dev, Epoch: m.Epoch, Next: m.From, Head: m.PrevHead}
}

func headMet(c *oplog.Chain, m *bundle.Manifest) error {
	if c.Head != m.Head {
		return opRefused(oplog.DetailChain, "chuỗi thay đổi trong gói không đi đến điểm cuối đã ký", errors.New("head differs"))
	}
	return nil
}

// eachStretch calls f with the ops of a bundle, in order, and verifies their
// chain on the way.
func eachStretch(b *bundle.Bundle, f func([]store.LoggedOp) error) error {
	c := chainOf(&b.Manifest)
	err := b.EachOps(stretch, func(lines [][]byte) error {
		ops, err := c.Verify(lines)
		if err != nil {
			return err
		}
		return f(ops)
	})
	if err != nil {
		return err
	}
	return headMet(c, &b.Manifest)
}

// verifying calls f with the ops of a bundle, in order; the next ones are read
// and verified meanwhile. What f did must be undone if it returns an error: the
// last op, and the size and hash of all, are known only at the end.
func verifying(b *bundle.Bundle, f func(desk.Stretch) error) error {
	ready, done := make(chan desk.Stretch), make(chan struct{})
	var failed error
	var panicked any
	go func() {
		defer close(ready)
		defer func() { panicked = recover() }()
		failed = eachStretch(b, func(ops []store.LoggedOp) error {
			faults, err := checkOps(ops, b.Device)
			if err != nil {
				return err
			}
			select {
			case ready <- desk.Stretch{Ops: ops, Faults: faults}:
				return nil
			case <-done:
				return errors.New("stopped")
			}
		})
	}()
	defer func() {
		close(done)
		for range ready { // nobody reads the file once it is closed
		}
	}()
	for s := range ready {
		if err := f(s); err != nil {
			return err
		}
	}
	if panicked != nil {
		panic(panicked)
	}
	return failed
}

// wholeOps returns all ops of a prepared bundle, for a person who looks into it.
func (p *prepared) wholeOps() ([]store.LoggedOp, error) {
	if p.in.Stretches == nil {
		return p.in.Ops, nil
	}
	var all []store.LoggedOp
	err := p.in.Stretches(func(s desk.Stretch) error {
		all = append(all, s.Ops...)
		return nil
	})
	return all, err
}
