package sync_test

import (
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/sync"
)

// A laptop is lost; the one that takes over gets the open work with its next
// answer and may go on with it.
func TestASuccessorGetsTheOpenWorkAndGoesOnWithIt(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	a := enrolled(t, p, ca, filepath.Join(dir, "dakha"), "615")
	b := enrolled(t, p, ca, filepath.Join(dir, "dakha2"), "615")
	c := a.put(t, store.Cooperative, "", coop(1))
	open := a.put(t, store.Assessment, "", full(c, "2024"))
	returned := a.final(t, c, "2023")
	must(t, sync.ImportError(p.take(t, a.seal(t).Path)))
	_, err := p.Desk.Return(ctx, store.Assessment, returned, nil, "thiếu căn cứ")
	must(t, err)
	b.deliver(t, p.answerTo(t, sync.AnswerOptions{Devices: []string{"dakha-02"}})...)
	if _, err := b.Desk.Get(ctx, store.Assessment, open); err == nil {
		t.Fatal("the other laptop has the open work before it takes over")
	}
	out, err := p.Revoke(ctx, sync.RevokeOptions{Device: "dakha-01", Successor: "dakha-02", Reason: "mất máy"})
	must(t, err)
	if len(out.Handed) != 2 {
		t.Errorf("handed over %+v", out.Handed)
	}
	b.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)
	if b.record(t, store.Assessment, returned).ReturnReason != "thiếu căn cứ" || b.record(t, store.Assessment, open).State != store.Draft {
		t.Error("the open work came in another state")
	}
	b.put(t, store.Assessment, open, store.Doc{"evidence": store.Doc{"3a": "BCTC 2024"}})
	b.put(t, store.Assessment, returned, store.Doc{"evidence": store.Doc{"3a": "BCTC 2023"}})
	for _, sheet := range []string{open, returned} {
		_, err := b.Desk.Finalise(ctx, store.Assessment, sheet)
		must(t, err)
	}
	must(t, sync.ImportError(p.take(t, b.seal(t).Path)))
	for _, sheet := range []string{open, returned} {
		if r := p.record(t, store.Assessment, sheet); r.State != store.Final || r.Doc.Sub("evidence").Text("3a") == "" {
			t.Errorf("the province has %+v", r)
		}
		_, err := p.Desk.Accept(ctx, store.Assessment, sheet, nil)
		must(t, err)
	}
	b.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)
	for _, sheet := range []string{open, returned} {
		if r := b.record(t, store.Assessment, sheet); !r.Got || !r.Accepted {
			t.Errorf("the successor sees %+v", r)
		}
	}
	if list, err := p.Desk.Quarantine(ctx); err != nil || len(list) > 0 {
		t.Errorf("set aside %+v, %v", list, err)
	}
}
