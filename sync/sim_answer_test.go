package sync_test

import (
	"path/filepath"
	"slices"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// answer lets the province write an answer to a laptop.
func (s *simulation) answer(l *laptop) {
	d := s.p.Registry().ByDev(l.Keys.Dev())
	if d.Status != trust.Active {
		return
	}
	folder := s.path("")
	out, err := s.p.Answer(ctx, folder+string(filepath.Separator), sync.AnswerOptions{Devices: []string{d.Principal}})
	must(s.t, err)
	for _, a := range out {
		s.sticks = append(s.sticks, stick{path: a.Path, to: s.holder(a.Dev)})
	}
	s.note("answered")
	s.promised(d.Dev)
}

// promised writes down what the province has now told a laptop of.
func (s *simulation) promised(dev string) {
	codes, err := s.p.ReceiptCodes(ctx, dev)
	must(s.t, err)
	for _, c := range codes {
		must(s.t, s.p.db.View(ctx, func(tx store.Tx) error {
			return tx.Range(dev, c.Epoch, 1, c.Seq, func(o *store.LoggedOp) error {
				if o.Verdict != store.OnFork {
					s.told[o.Hash] = dev
				}
				return nil
			})
		}))
	}
}

// checkPromised: what a receipt was given for is not put on a fork's other branch
// by a rival that comes later; only a person may choose that one.
func (s *simulation) checkPromised() {
	must(s.t, s.p.db.View(ctx, func(tx store.Tx) error {
		for h, dev := range s.told {
			o, err := tx.Op(h)
			if err != nil {
				return err
			}
			if o.Verdict == store.OnFork && !s.branched[dev] {
				s.rt.Fatalf("op %d of epoch %d of %s had its receipt and stands aside now", o.Seq, o.Ep, dev)
			}
		}
		return nil
	}))
}

// holder draws one of the laptops that have a key: several after a disk was
// copied.
func (s *simulation) holder(dev string) int {
	var all []int
	for i, l := range s.laptops {
		if l.machine != nil && l.Keys.Dev() == dev {
			all = append(all, i)
		}
	}
	return rapid.SampledFrom(all).Draw(s.rt, "holder")
}

// hear lets a laptop take in an answer, however late or often it comes.
func (s *simulation) hear(l *laptop, st stick) {
	reports, err := l.Import(ctx, []string{st.path}, sync.ImportOptions{})
	must(s.t, err)
	for i := range reports {
		if r := &reports[i]; r.State == sync.FileRefused {
			s.rt.Fatalf("an honest answer is refused: %v", r.Err)
		}
	}
	s.note("heard")
	s.afterReceipt(l)
}

// phone lets the province read a receipt code to somebody with the laptop.
func (s *simulation) phone(l *laptop) {
	codes, err := s.p.ReceiptCodes(ctx, l.Keys.Dev())
	must(s.t, err)
	s.promised(l.Keys.Dev())
	for _, c := range codes {
		_, err := l.TakeCode(ctx, c.Code)
		switch {
		case err == nil:
			s.note("phoned")
		case store.CodeOf(err) == store.NotFound && l.copied: // another history of this laptop
		default:
			s.rt.Fatalf("the code of epoch %d, op %d does not fit: %v", c.Epoch, c.Seq, err)
		}
	}
	s.afterReceipt(l)
}

// afterReceipt: nothing turns green that the province does not hold, and nothing
// that was acknowledged is gone.
func (s *simulation) afterReceipt(l *laptop) {
	points, err := l.Desk.ReceiptPoints(ctx)
	must(s.t, err)
	for _, p := range points {
		must(s.t, l.db.View(ctx, func(tx store.Tx) error {
			return tx.Range(l.Keys.Dev(), p.Epoch, 1, p.Seq, func(o *store.LoggedOp) error {
				if o.Verdict != store.OnFork && !s.held[o.Hash] {
					s.rt.Fatalf("op %d of epoch %d has a receipt and is not at the province", o.Seq, o.Ep)
				}
				return nil
			})
		}))
	}
	s.checkOwn(l)
}

// checkOwn holds a laptop's log against what it acknowledged.
func (s *simulation) checkOwn(l *laptop) {
	mine := map[store.Hash]bool{}
	for _, o := range s.own(l.machine) {
		mine[o.hash] = true
	}
	for _, o := range l.made {
		if !mine[o.hash] {
			s.rt.Fatalf("op %d of epoch %d was acknowledged and is not in %s", o.seq, o.ep, filepath.Base(l.dir))
		}
	}
}

// checkAnswers: once the answers have come, an honest laptop has nothing to send
// and everything has its receipt.
func (s *simulation) checkAnswers() {
	var o sync.AnswerOptions
	for _, l := range s.laptops {
		if l.machine == nil {
			continue
		}
		if d := s.p.Registry().ByDev(l.Keys.Dev()); d.Status == trust.Active && !slices.Contains(o.Devices, d.Principal) {
			o.Devices = append(o.Devices, d.Principal)
		}
	}
	if len(o.Devices) == 0 {
		return
	}
	out, err := s.p.Answer(ctx, s.path("")+string(filepath.Separator), o)
	must(s.t, err)
	forked := s.forked()
	for _, l := range s.laptops {
		if l.machine == nil {
			continue
		}
		for _, a := range out {
			if a.Dev == l.Keys.Dev() {
				s.hear(l, stick{path: a.Path})
			}
		}
		s.checkHeads(l.machine)
		s.checkSame(l)
		d := s.p.Registry().ByDev(l.Keys.Dev())
		if l.copied || forked[d.Dev] || d.Status != trust.Active {
			continue
		}
		p, err := l.Desk.Pending(ctx)
		must(s.t, err)
		if p.Ops > 0 {
			s.rt.Fatalf("%s has %d ops without a receipt after everything arrived", filepath.Base(l.dir), p.Ops)
		}
	}
}

// revoke ends a laptop's part at some op of its own.
func (s *simulation) revoke(l *laptop) {
	d := s.p.Registry().ByDev(l.Keys.Dev())
	o := sync.RevokeOptions{Device: d.Principal, Status: rapid.SampledFrom([]trust.Status{trust.Lost, trust.Retired, trust.Compromised}).Draw(s.rt, "status"), Reason: "mất máy"}
	seq := s.lastOf(d.Dev)
	switch {
	case seq == 0 || rapid.IntRange(0, 3).Draw(s.rt, "none") == 0:
		o.None = true
	default:
		o.Epoch, o.Seq = 1, rapid.Int64Range(1, seq).Draw(s.rt, "through")
	}
	_, err := s.p.Revoke(ctx, o)
	s.allowed(err)
	if err == nil {
		s.revocations = append(s.revocations, o)
		s.revoked[d.Dev] = desk.Point{Epoch: o.Epoch, Seq: o.Seq}
		s.note("revoked")
	}
	s.checkLog()
}

// lastOf returns how far the province holds a laptop's first epoch.
func (s *simulation) lastOf(dev string) (seq int64) {
	must(s.t, s.p.db.View(ctx, func(tx store.Tx) (err error) {
		seq, _, err = tx.Head(dev, 1)
		return err
	}))
	return seq
}

// checkRevoked: beyond the point of a revoked laptop nothing counts that nobody
// admitted.
func (s *simulation) checkRevoked() {
	ops := s.log()
	admitted := map[string]bool{}
	for i := range ops {
		if o := &ops[i]; o.Typ == store.Decision && o.Verdict == store.Counted { // the province's own, in order
			admitted[o.Set.Text("op")] = o.Set.Text("kind") == "admit"
		}
	}
	for i := range ops {
		o := &ops[i]
		p, revoked := s.revoked[o.Dev]
		if !revoked || o.Verdict != store.Counted || admitted[o.Hash.String()] {
			continue
		}
		if o.Ep > p.Epoch || o.Ep == p.Epoch && o.Seq > p.Seq {
			s.rt.Fatalf("op %d of epoch %d of the revoked %s counts", o.Seq, o.Ep, o.Dev)
		}
		s.note("accepted through")
	}
}
