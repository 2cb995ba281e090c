package sync_test

import (
	"testing"

	"coopfield/store"
	"coopfield/sync"
)

// A province whose store was put back lacks what laptops have a receipt for. It
// names that, the laptop sends it again, and its answers count as new ones.
func TestAProvincePutBackFromABackupGetsAgainWhatItHadReceived(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	p.take(t, o.seal(t).Path)
	old := copyStore(t, p)
	for _, mail := range []string{"a@b.vn", "b@b.vn", "c@b.vn"} {
		o.put(t, store.Cooperative, c, store.Doc{"email": mail})
		p.take(t, o.seal(t).Path)
		o.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)
	}
	p.stop()
	q := start(t, old)
	o.put(t, store.Cooperative, c, store.Doc{"phone": "0260"})
	if r := onlyReport(t, q.take(t, o.seal(t).Path)); r.State != sync.FileHeld {
		t.Fatalf("%+v", r)
	}
	o.deliver(t, q.answerTo(t, sync.AnswerOptions{})...)
	if v := o.view(t); len(v.Wanted) != 1 || v.Wanted[0].From != 2 || v.Wanted[0].To != 4 {
		t.Fatalf("wanted %+v", v.Wanted)
	}
	must(t, sync.ImportError(q.take(t, o.seal(t).Path)))
	d := q.record(t, store.Cooperative, c).Doc
	if d.Text("email") != "c@b.vn" || d.Text("phone") != "0260" {
		t.Errorf("the province has %v", d)
	}
	o.deliver(t, q.answerTo(t, sync.AnswerOptions{})...)
	if v := o.view(t); len(v.Wanted)+len(v.Held) != 0 || v.Received[0].Seq != 5 {
		t.Errorf("%+v", v)
	}
	pending, err := o.Desk.PendingRange(ctx)
	must(t, err)
	if len(pending.Parts) != 0 {
		t.Errorf("sent a third time: %+v", pending.Parts)
	}
}
