package desk

import (
	"cmp"
	"math"
	"slices"
	"time"

	"coopfield/store"
)

// journalled is how many bundles of one laptop its answer tells of.
const journalled = 200

// receipts says what the province holds of a laptop's work: what its log and
// its journal prove, and no more.
func (a *answering) receipts(dev string, p *Parcel) error {
	epochs, err := a.w.tx.Epochs(dev)
	if err != nil {
		return err
	}
	through := map[int64]int64{}
	for _, ep := range epochs {
		seq, head, err := a.w.tx.Head(dev, ep)
		if err != nil {
			return err
		}
		if seq > 0 {
			p.Chains = append(p.Chains, Point{Epoch: ep, Seq: seq, Head: head})
			through[ep] = seq
		}
		ops, err := a.w.tx.Aside(dev, ep, 1, math.MaxInt64)
		if err != nil {
			return err
		}
		p.Aside = append(p.Aside, asideOps(ops)...)
		p.Forks = append(p.Forks, tips(ops)...)
	}
	p.Aside = p.Aside[max(0, len(p.Aside)-asideTold):]
	for _, b := range lastOf(a.bundles[dev], journalled) {
		p.Bundles = append(p.Bundles, bundleReceipt(&b))
	}
	p.Held, p.Wanted = ranges(a.bundles[dev], through)
	return a.standings(dev, p)
}

// What an answer says of ops that do not count: the newest ones, since a laptop
// with a changed program could send more than fits, each with so many characters
// of why.
const (
	asideTold = 20_000
	asideWhy  = 500
)

// asideOps says which ops do not count. Of an op of a newer encoding nobody has
// looked at what kind and record it names.
func asideOps(ops []store.LoggedOp) []AsideOp {
	out := make([]AsideOp, len(ops))
	for i := range ops {
		o := &ops[i]
		out[i] = AsideOp{Op: o.Hash, Epoch: o.Ep, Seq: o.Seq, Verdict: o.Verdict, Why: o.Why}
		if store.SpecOf(o.Typ) != nil && store.ValidID(o.Ent) {
			out[i].Kind, out[i].ID = o.Typ, o.Ent
		}
		if why := []rune(o.Why); len(why) > asideWhy {
			out[i].Why = string(why[:asideWhy]) + "…"
		}
	}
	return out
}

// tips returns the ends of the branches of a fork that are set aside: what a
// second history of the device reached.
func tips(ops []store.LoggedOp) []Point {
	inner := map[store.Hash]bool{}
	for i := range ops {
		if ops[i].Verdict == store.OnFork {
			inner[ops[i].Prev] = true
		}
	}
	var out []Point
	for i := range ops {
		if o := &ops[i]; o.Verdict == store.OnFork && !inner[o.Hash] {
			out = append(out, Point{Epoch: o.Ep, Seq: o.Seq, Head: o.Hash})
		}
	}
	return out
}

// lastOf returns the n bundles that came last.
func lastOf(rows []store.BundleRow, n int) []store.BundleRow {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b store.BundleRow) int {
		return cmp.Or(cmp.Compare(a.Received, b.Received), cmp.Compare(a.Export, b.Export), cmp.Compare(a.SHA256, b.SHA256))
	})
	return rows[max(0, len(rows)-n):]
}

func bundleReceipt(b *store.BundleRow) BundleReceipt {
	return BundleReceipt{
		SHA256: b.SHA256, Manifest: b.Manifest, Epoch: b.Epoch, Export: b.Export, From: b.From, To: b.To, State: b.State,
		New: b.New, Known: b.Known, Aside: b.Aside, ClaimedAt: b.ClaimedAt, Received: time.UnixMilli(b.Received).UTC().Format(time.RFC3339),
	}
}

// ranges returns which ops wait in held bundles, and which those wait for.
func ranges(rows []store.BundleRow, through map[int64]int64) (held, wanted []Range) {
	for i := range rows {
		b := &rows[i]
		if b.State != store.BundleHeld || b.From == 0 {
			continue
		}
		held = append(held, Range{b.Epoch, b.From, b.To})
		if b.From <= through[b.Epoch] { // of another branch, whose beginning is missing
			wanted = append(wanted, Range{b.Epoch, b.NeedFrom, b.NeedTo})
		}
	}
	held = sortRanges(held)
	next := map[int64]int64{}
	for _, r := range held {
		n := max(next[r.Epoch], through[r.Epoch]+1)
		if r.From > n {
			wanted = append(wanted, Range{r.Epoch, n, r.From - 1})
		}
		next[r.Epoch] = max(n, r.To+1)
	}
	return held, sortRanges(wanted)
}

func sortRanges(rs []Range) []Range {
	slices.SortFunc(rs, func(a, b Range) int {
		return cmp.Or(cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return slices.Compact(rs)
}

// standings says how each record stands that the laptop wrote and of which
// anything counts.
func (a *answering) standings(dev string, p *Parcel) error {
	return a.w.tx.Touched(dev, func(k store.Kind, id string) error {
		f, err := a.folder(key{k, id})
		if err != nil {
			return err
		}
		own := slices.ContainsFunc(f.ops, func(o *store.LoggedOp) bool { return o.Dev == dev })
		if s, ok := standingOf(f.rec); ok && own {
			p.Records = append(p.Records, RecordReceipt{Kind: k, ID: id, Standing: s, Rev: f.rec.Rev})
		}
		return nil
	})
}

// standingOf returns how a record stands, false if there is nothing to say.
func standingOf(r *store.Record) (Standing, bool) {
	switch {
	case r == nil:
		return "", false
	case r.Conflict != "":
		return StandConflict, true
	case r.State == store.Void:
		return StandVoid, true
	case r.ReturnReason != "":
		return StandReturned, true
	case r.Accepted:
		return StandAccepted, true
	case r.Merged:
		return StandMerged, true
	}
	return StandReceived, true
}
