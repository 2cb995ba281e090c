package desk_test

import (
	"errors"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestFinaliseRefusesTypedTextThatIsNoValueAndNamesIt(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := o.SaveField(ctx, store.Assessment, a, "self.9", nil, "3,x")
	must(t, err)
	_, err = o.SaveField(ctx, store.Assessment, a, "evidence.9", "biên bản", "")
	must(t, err)
	before := o.state(t)
	_, err = o.Finalise(ctx, store.Assessment, a)
	wantCode(t, err, store.Invalid, "incomplete")
	var missing *desk.GapError
	if !errors.As(err, &missing) || len(missing.Gaps) != 1 || missing.Gaps[0].Path != "self.9" {
		t.Fatalf("the gap is not named: %+v", err)
	}
	equal(t, o.state(t), before)
	must(t, o.ClearField(ctx, store.Assessment, a, "self.9"))
	_, err = o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	equal(t, o.get(t, store.Assessment, a).Doc.Text("evidence.9"), "biên bản")
}

func TestAnAmendmentStandsOnWhatItsAuthorSaw(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	p.receive(t, o.bundle(t, 1, 0))
	_, err = o.SaveField(ctx, store.Assessment, a, "self.9", int64(200), "")
	must(t, err)

	_, err = o.AmendDraft(ctx, store.Assessment, a, " ")
	wantCode(t, err, store.Invalid, "why")
	rev, err := o.AmendDraft(ctx, store.Assessment, a, "cộng nhầm")
	must(t, err)
	r := o.get(t, store.Assessment, a)
	equal(t, r.Rev, rev)
	equal(t, r.State, store.Final)
	equal(t, r.Doc.At("self.9"), any(int64(200)))
	f, err := o.Edit(ctx, store.Assessment, a)
	must(t, err)
	equal(t, len(f.Draft), 0)

	// The same person's draft was begun; then the province accepted with a change.
	_, err = o.SaveField(ctx, store.Assessment, a, "self.9", int64(100), "")
	must(t, err)
	p.receive(t, o.bundle(t, 1, 0))
	_, err = p.Accept(ctx, store.Assessment, a, store.Doc{"approved": store.Doc{"9": int64(200)}})
	must(t, err)
	_, err = o.Quoted(ctx, []store.Writer{p.writer}, p.bundle(t, 1, 0).Ops, nil)
	must(t, err)
	seen := o.get(t, store.Assessment, a)
	_, err = o.AmendDraft(ctx, store.Assessment, a, "cộng nhầm lần nữa")
	must(t, err)
	r = o.get(t, store.Assessment, a)
	if r.Conflict == "" || r.Doc.At("self.9") != any(int64(200)) {
		t.Fatalf("an amendment of what its author never saw counts: %+v (before %+v)", r, seen)
	}
}

func TestAnAmendmentOfNothingIsRefused(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	_, err = o.AmendDraft(ctx, store.Assessment, a, "vì sao")
	wantCode(t, err, store.Invalid, "no-change")
	_, err = o.SaveField(ctx, store.Assessment, a, "self.9", nil, "x")
	must(t, err)
	_, err = o.AmendDraft(ctx, store.Assessment, a, "vì sao")
	wantCode(t, err, store.Invalid, "incomplete")
}

func TestAReasonIsCleanedAsEveryTextIs(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := o.Void(ctx, store.Assessment, a, " \u200b\x1b ")
	wantCode(t, err, store.Invalid, "why")
	_, err = o.Void(ctx, store.Assessment, a, "ghi nha\u0302\u0300m\u202e\x1b[31m")
	must(t, err)
	h, err := o.History(ctx, store.Assessment, a)
	must(t, err)
	equal(t, h[len(h)-1].Why, "ghi nhầm[31m")
}
