package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
)

// A laptop that is lost is cut off by the registry. Others hold some of its ops,
// quoted by the office without those between: what was accepted goes on
// counting there, what is beyond does not, and the views are what the ops give.
func TestWhatIsQuotedOfALostLaptopStaysAcrossTheHolesOfItsChain(t *testing.T) {
	a, b := open(t, "dakha-01", store.Officer, "615"), open(t, "dakha-02", store.Officer, "615")
	c := a.put(t, store.Cooperative, "", coop(1))
	a.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2024-05-06", "purpose": "periodic"})
	a.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	a.put(t, store.Cooperative, c, store.Doc{"phone": "2"})
	ops := a.bundle(t, 1, 0).Ops
	quote := func(list ...store.LoggedOp) {
		t.Helper()
		_, err := b.Quoted(ctx, []store.Writer{a.writer}, list, nil)
		must(t, err)
	}
	quote(ops[0], ops[2])
	must(t, b.SetPeople(ctx, []desk.Enrolled{{Writer: b.writer}, {Writer: a.writer, Accepted: &desk.Cut{Point: desk.Point{Epoch: 1, Seq: 3, Head: ops[2].Hash}}}}, nil))
	equal(t, b.get(t, store.Cooperative, c).Doc.Text("phone"), "1")
	quote(ops[3])
	equal(t, b.verdictOf(t, ops[2].Hash), store.Counted)
	equal(t, b.get(t, store.Cooperative, c).Doc.Text("phone"), "2") // the office vouches for it
	differs, err := b.Compare(ctx)
	must(t, err)
	equal(t, differs, nil)
	before := b.state(t)
	must(t, b.Rebuild(ctx))
	equal(t, b.state(t), before)
}

// parts returns what would leave with the next bundles, epoch by epoch.
func (l *laptop) parts(tb testing.TB) (out []desk.Incoming) {
	tb.Helper()
	pending, err := l.Pending(ctx)
	must(tb, err)
	for _, part := range pending.Parts {
		var lines [][]byte
		must(tb, l.OutgoingPart(ctx, part, func(line []byte) error {
			lines = append(lines, append([]byte(nil), line...))
			return nil
		}))
		ops, head, err := oplog.VerifyChain(l.writer.Dev, part.Epoch, part.From, part.PrevHead, lines)
		must(tb, err)
		out = append(out, desk.Incoming{
			Epoch: part.Epoch, From: part.From, To: part.To, PrevHead: part.PrevHead, Head: head, Ops: ops, Registered: l.writer,
			Bundle: store.BundleRow{SHA256: head.String(), Name: head.String()},
		})
	}
	return out
}

// A laptop is restored from an old backup, goes on in a new epoch, and gets back
// from the province what it had sent since: then both hold the same.
func TestARestoredLaptopGetsBackWhatItHadSent(t *testing.T) {
	for _, all := range []bool{false, true} { // what it is known to have lost, or everything
		o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
		c := o.put(t, store.Cooperative, "", coop(1))
		backup := o.bundle(t, 1, 0)
		s := o.put(t, store.Assessment, "", full(c, "2024"))
		_, err := o.Finalise(ctx, store.Assessment, s)
		must(t, err)
		o.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
		p.receive(t, o.bundle(t, 1, 0))
		_, err = p.Return(ctx, store.Assessment, s, nil, "thiếu căn cứ")
		must(t, err)

		r := open(t, "dakha-01", store.Officer, "615")
		r.opts.Rand = reader("restored")
		r.reopen(t)
		r.receive(t, backup)
		if !all {
			_, err = r.OpenEpoch(ctx, desk.WhyRestored)
			must(t, err)
			r.put(t, store.Cooperative, c, store.Doc{"area": "Đăk Hà"})
			for _, in := range r.parts(t) {
				p.receive(t, in)
			}
		}
		took, err := r.TakeAnswer(ctx, taking(parcel(t, p, desk.Recipient{Writer: r.writer, All: all})))
		must(t, err)
		equal(t, took.Back, 3)
		equal(t, took.Lost, nil)
		equal(t, took.Opened != nil, all) // it had noticed by itself, or does now
		equal(t, r.Epoch(), int64(2))
		equal(t, r.get(t, store.Assessment, s).ReturnReason, "thiếu căn cứ")
		for _, k := range []store.Kind{store.Cooperative, store.Assessment} {
			mine, err := r.GetJSON(ctx, k, map[store.Kind]string{store.Cooperative: c, store.Assessment: s}[k])
			must(t, err)
			theirs, err := p.GetJSON(ctx, k, map[store.Kind]string{store.Cooperative: c, store.Assessment: s}[k])
			must(t, err)
			equal(t, string(mine), string(theirs))
		}
		differs, err := r.Compare(ctx)
		must(t, err)
		equal(t, differs, nil)
		equal(t, len(r.parts(t)), 0) // the province has it all
		again, err := r.TakeAnswer(ctx, taking(parcel(t, p, desk.Recipient{Writer: r.writer, All: true})))
		must(t, err)
		equal(t, again.Back+again.Ops, 0)

		// It works on, and the province takes it in.
		r.put(t, store.Assessment, s, store.Doc{"evidence": store.Doc{"3a": "BCTC"}})
		for _, in := range r.parts(t) {
			p.receive(t, in)
		}
		equal(t, p.get(t, store.Assessment, s).Doc.Sub("evidence").Text("3a"), "BCTC")
		equal(t, len(p.quarantine(t)), 0)
	}
}

// taking is an answer with a parcel in it.
func taking(p *desk.Parcel) desk.Taking {
	return desk.Taking{Receipts: p.Receipts, Writers: p.Writers, Ops: p.Ops}
}
