package sync_test

import (
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/sync"
	"coopfield/sync/trust"
)

func years(n int) time.Duration { return time.Duration(n) * 365 * 24 * time.Hour }

// log returns every op that the province holds.
func (s *simulation) log() []store.LoggedOp {
	var ops []store.LoggedOp
	must(s.t, s.p.db.View(ctx, func(tx store.Tx) error {
		devs := map[string]bool{s.p.Keys.Dev(): true, s.w.author: true}
		for _, l := range s.laptops {
			if l.machine != nil {
				devs[l.Keys.Dev()] = true
			}
		}
		for dev := range devs {
			err := eachOp(tx, dev, func(o *store.LoggedOp) error {
				ops = append(ops, *o)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return ops
}

// checkLog holds the log against what was handed over: nothing is gone that was
// there, nothing is there that no laptop made, and what counts is signed.
func (s *simulation) checkLog() {
	now := map[store.Hash]bool{}
	for _, o := range s.log() {
		now[o.Hash] = true
		if s.held[o.Hash] {
			continue
		}
		s.held[o.Hash] = true
		if o.Dev == s.p.Keys.Dev() {
			continue
		}
		if _, ok := s.arrived[o.Hash]; !ok {
			s.rt.Fatalf("the log holds op %s of %s, which nobody handed over", o.Hash, o.Dev)
		}
		if !o.Kind.Signed() {
			continue
		}
		d := s.p.Registry().ByDev(o.Dev)
		if err := verifyAuthor(d.Key, &o); err != nil {
			s.rt.Fatalf("op %s is in the log without its author's signature: %v", o.Hash, err)
		}
	}
	for h := range s.held {
		if !now[h] {
			s.rt.Fatalf("op %s is gone from the log", h)
		}
	}
}

func verifyAuthor(key ssh.PublicKey, o *store.LoggedOp) error {
	return trust.VerifyOp(key, oplog.Unsigned(o.Line, o.Sig), o.Sig)
}

// finish lets every stick that still exists arrive, every laptop seal what
// waits, and checks the end.
func (s *simulation) finish() {
	for len(s.sticks) > 0 {
		s.deliver(rapid.IntRange(0, len(s.sticks)-1).Draw(s.rt, "last"), false)
	}
	for _, l := range s.laptops {
		if l.machine != nil {
			s.seal(l)
		}
	}
	for len(s.sticks) > 0 {
		s.deliver(rapid.IntRange(0, len(s.sticks)-1).Draw(s.rt, "last"), false)
	}
	for range rapid.SampledFrom([]int{0, 0, 1, 2, 4}).Draw(s.rt, "decisions") { // most of what waits is seen only now
		s.decideOn()
	}
	s.checkLog()
	s.checkArrived()
	s.checkPromised()
	s.checkForks()
	s.checkHeads(s.p)
	s.checkRevoked()
	switch rapid.SampledFrom([]string{"answers", "order", "rebuild"}).Draw(s.rt, "look") { // all three would take twice as long
	case "answers":
		s.checkAnswers()
	case "order":
		s.checkOrder()
	case "rebuild":
		s.checkRebuild()
	}
}

// checkArrived holds what was acknowledged to people against the province's log.
func (s *simulation) checkArrived() {
	for _, l := range s.laptops {
		if l.machine == nil {
			continue
		}
		mine := map[store.Hash]bool{}
		for _, o := range s.own(l.machine) {
			mine[o.hash] = true
		}
		for _, o := range l.made {
			if !mine[o.hash] {
				s.rt.Fatalf("op %d of %s was acknowledged and is not in its store", o.seq, filepath.Base(l.dir))
			}
			if !s.held[o.hash] {
				s.rt.Fatalf("op %d of epoch %d of %s was acknowledged and never reached the province", o.seq, o.ep, filepath.Base(l.dir))
			}
		}
	}
}

// forked returns the devices of which two ops stand at one place.
func (s *simulation) forked() map[string]bool {
	type place struct {
		dev     string
		ep, seq int64
	}
	at, forked := map[place]store.Hash{}, map[string]bool{}
	for _, o := range s.arrived {
		p := place{o.dev, o.ep, o.seq}
		if h, ok := at[p]; ok && h != o.hash {
			forked[o.dev] = true
		}
		at[p] = o.hash
	}
	return forked
}

// checkForks: every fork is found, and nothing else is called one.
func (s *simulation) checkForks() {
	want, got := s.forked(), map[string]bool{}
	for _, c := range s.cases() {
		if c.Kind == store.CaseFork {
			got[c.Records[0]] = true
		}
	}
	for dev := range want {
		if !got[dev] {
			s.rt.Fatalf("the fork of %s is not found", dev)
		}
		s.note("forks")
	}
	for dev := range got {
		if !want[dev] {
			s.rt.Fatalf("%s is called a fork and is none", dev)
		}
	}
}

// checkHeads: no official record has two heads that count: where parallel
// revisions differ a case is open and neither of them is shown.
func (s *simulation) checkHeads(m *machine) {
	cases := 0
	must(s.t, m.db.View(ctx, func(tx store.Tx) error {
		return tx.Records(store.Query{Kind: store.Assessment}, func(r *store.Record) error {
			ops, err := tx.OpsOf(r.Kind, r.ID)
			if err != nil {
				return err
			}
			s.checkFinal(r, ops)
			heads := map[store.Hash]bool{}
			for i := range ops {
				if ops[i].Verdict == store.Counted {
					heads[ops[i].Hash] = true
				}
			}
			for i := range ops {
				for _, b := range ops[i].Base {
					if ops[i].Verdict == store.Counted {
						delete(heads, b)
					}
				}
			}
			if len(heads) < 2 {
				return nil
			}
			same := true
			var first store.Doc
			for h := range heads {
				doc, _, err := oplog.DocAt(counted(ops), h)
				if err != nil {
					return err
				}
				if first == nil {
					first = doc
				}
				same = same && store.Equal(first, doc)
			}
			if same {
				return nil
			}
			cases++
			if r.Conflict == "" {
				s.rt.Fatalf("assessment %s has %d heads and no case", r.ID, len(heads))
			}
			if heads[r.Rev] {
				s.rt.Fatalf("assessment %s is in conflict and one side counts", r.ID)
			}
			return nil
		})
	}))
	if cases > 0 {
		s.note("conflicts")
	}
}

func counted(ops []store.LoggedOp) []store.LoggedOp {
	return slices.DeleteFunc(slices.Clone(ops), func(o store.LoggedOp) bool { return o.Verdict != store.Counted })
}

// checkRebuild: the tables are views of the log.
func (s *simulation) checkRebuild() {
	before := stateOf(s.t, s.p)
	must(s.t, s.p.Desk.Rebuild(ctx))
	if after := stateOf(s.t, s.p); after != before {
		s.rt.Logf("rebuilt:\n%s", s.account(s.p))
		s.rt.Fatalf("rebuilt from the log it differs: %s", firstDifference(before, after))
	}
}

// checkOrder: a second office that gets the same bundles in another order, with
// the province's own ops somewhere between them, ends with the same state.
func (s *simulation) checkOrder() {
	var files []string
	for _, st := range s.taken {
		files = append(files, st.path)
	}
	slices.Sort(files)
	files = slices.Compact(files)
	want := stateOf(s.t, s.p)
	q := s.twin()
	own := s.ownChain()
	pieces := min(len(own), rapid.IntRange(1, 3).Draw(s.rt, "pieces"))
	events := len(files) + pieces
	order := rapid.Permutation(numbers(events)).Draw(s.rt, "order")
	for _, e := range order {
		if e < len(files) {
			for _, r := range q.take(s.t, files[e]) {
				if r.State == sync.FileHeld {
					s.note("held")
				}
				if r.State == sync.FileRefused {
					s.rt.Fatalf("in another order %s is refused: %v", files[e], r.Err)
				}
			}
		}
		s.checkHoles(q)
		if e == order[len(order)-1] || e >= len(files) {
			s.replay(q, own)
		}
	}
	for _, o := range s.revocations {
		_, err := q.Revoke(ctx, o)
		must(s.t, err)
	}
	if !s.sameCuts(q) {
		q.stop()
		return
	}
	got, theirs := stateOf(s.t, q), s.account(q)
	q.stop()
	if got != want {
		s.rt.Logf("by the way it came:\n%s\nin another order:\n%s", s.account(s.p), theirs)
		s.rt.Fatalf("another order gives another state: %s", firstDifference(want, got))
	}
}

// sameCuts reports whether both registries accept the same history of the revoked:
// the head that stands at the point named is another one where a fork came in
// another order, and then the two offices were not told the same.
func (s *simulation) sameCuts(q *machine) bool {
	for dev := range s.revoked {
		if !reflect.DeepEqual(s.p.Registry().ByDev(dev).Accepted, q.Registry().ByDev(dev).Accepted) {
			s.note("another history accepted")
			return false
		}
	}
	return true
}

func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// ownChain returns the ops that the province made in this schedule.
func (s *simulation) ownChain() []store.LoggedOp {
	var ops []store.LoggedOp
	must(s.t, s.p.db.View(ctx, func(tx store.Tx) error {
		return tx.Range(s.p.Keys.Dev(), 1, simOffice+1, 0, func(o *store.LoggedOp) error {
			ops = append(ops, *o)
			return nil
		})
	}))
	return ops
}

// simOffice is how many ops the province of the template made.
const simOffice = 3

// checkHoles: what a chain begins later than is held is not in the log yet, else
// a receipt would claim what nobody has.
func (s *simulation) checkHoles(m *machine) {
	must(s.t, m.db.View(ctx, func(tx store.Tx) error {
		for i := range m.Registry().Devices {
			last := map[int64]int64{} // seq by epoch
			err := eachOp(tx, m.Registry().Devices[i].Dev, func(o *store.LoggedOp) error {
				if o.Seq > last[o.Ep]+1 {
					s.rt.Fatalf("the log of %s has op %d of epoch %d and none before it since %d", o.Dev, o.Seq, o.Ep, last[o.Ep])
				}
				last[o.Ep] = o.Seq
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// replay hands the province's own ops to its twin.
func (s *simulation) replay(q *machine, own []store.LoggedOp) {
	if len(own) == 0 {
		return
	}
	me := q.Desk.Me()
	last := own[len(own)-1]
	_, err := q.Desk.Receive(ctx, desk.Incoming{
		Epoch: 1, From: own[0].Seq, To: last.Seq, PrevHead: own[0].Prev, Head: last.Hash, Ops: own, Registered: me,
	})
	must(s.t, err)
}

// twin opens a copy of the office as it was, with the receipts that were given
// since: what people were told stands.
func (s *simulation) twin() *machine {
	settings := map[string][]byte{}
	must(s.t, s.p.db.View(ctx, func(tx store.Tx) error {
		var keys []string
		for i := range s.p.Registry().Devices {
			keys = append(keys, "desk.issued/"+s.p.Registry().Devices[i].Dev)
		}
		for _, k := range keys {
			v, err := tx.Setting(k)
			if err != nil {
				return err
			}
			settings[k] = v
		}
		return nil
	}))
	dir := s.copied(s.w.office, "tinh-2")
	db := s.open(dir)
	must(s.t, db.Update(ctx, func(tx store.Tx) error {
		for k, v := range settings {
			if v == nil {
				continue
			}
			if err := tx.SetSetting(k, v); err != nil {
				return err
			}
		}
		return nil
	}))
	return s.startOn(dir, db, "tinh", 0)
}

// stateOf is the database without the journals of files and without settings.
func stateOf(tb testing.TB, m *machine) string {
	tb.Helper()
	return m.without(tb, "bundle", "export", "setting")
}
