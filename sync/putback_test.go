package sync_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// lostDays is a province that was put back on another machine from a backup made
// before it enrolled a laptop and changed a cooperative; what it did since is in
// the stores of a and b, and a went on from it.
func lostDays(t *testing.T) (p, a, b *machine, c string) {
	t.Helper()
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	a = enrolled(t, p, ca, filepath.Join(dir, "may-a"), "615")
	c = a.put(t, store.Cooperative, "", coop(1))
	must(t, sync.ImportError(p.take(t, a.seal(t).Path)))
	a.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)
	file := filepath.Join(dir, "sao-luu.age")
	_, err := p.Backup(ctx, file)
	must(t, err)

	b = enrolled(t, p, ca, filepath.Join(dir, "may-b"), "615")
	p.put(t, store.Cooperative, c, store.Doc{"phone": "0260 1"})
	for _, m := range []*machine{a, b} {
		m.deliver(t, p.answerTo(t, sync.AnswerOptions{Devices: []string{m.Principal()}})...)
	}
	p.stop()
	fresh := filepath.Join(dir, "may-moi")
	r, err := sync.Restore(ctx, restoring(file, fresh))
	must(t, err)
	if r.Epoch != 2 || len(r.Notices) != 1 || r.Notices[0].Detail != sync.NoticePutBack || !strings.Contains(r.Notices[0].Hint, "rekey-office") {
		t.Fatalf("restored %+v", r)
	}
	return open(t, fresh), a, b, c
}

func (m *machine) tells(detail string) bool {
	return slices.ContainsFunc(m.Notices(), func(n sync.Notice) bool { return n.Detail == detail })
}

// A registry that takes a number anew is refused by whoever holds the other one,
// for ever; the office is told what to do about it until it has done so.
func TestAProvinceThatWasPutBackIsToldToChangeItsKeyUntilItHas(t *testing.T) {
	p, a, _, _ := lostDays(t)
	if !p.tells(sync.NoticePutBack) {
		t.Error("not told at the opening")
	}
	if a.tells(sync.NoticePutBack) {
		t.Error("a laptop is told")
	}
	_, err := p.ChangeDevice(ctx, sync.ChangeOptions{Device: "dakha-01", Person: new("Tên khác")})
	must(t, err)
	r := onlyReport(t, a.take(t, p.answerTo(t, sync.AnswerOptions{})[0].Path))
	wantDetail(t, r.Err, trust.DetailRegistry)
	if !strings.Contains(r.Err.Error(), "đổi khóa văn phòng") {
		t.Errorf("the laptop says %v", r.Err)
	}

	p.rekey(t, sync.RekeyOptions{Reason: "phục hồi kho"})
	if p.tells(sync.NoticePutBack) {
		t.Error("told after the key was changed")
	}
	p.stop()
	p = open(t, p.dir)
	if p.tells(sync.NoticePutBack) {
		t.Error("told at the next opening")
	}
	a.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)
	if a.Registry().Version != p.Registry().Version {
		t.Errorf("version %d, the province has %d", a.Registry().Version, p.Registry().Version)
	}
}

// What the lost machine decided counts nowhere then, what a laptop sent of itself
// counts again, and a laptop that was enrolled by it is enrolled anew.
func TestAfterAProvinceWasPutBackAllStoresAgreeOnceItsKeyIsNew(t *testing.T) {
	p, a, b, c := lostDays(t)
	if a.record(t, store.Cooperative, c).Doc.Text("phone") != "0260 1" {
		t.Fatal("the laptop did not hear of it")
	}
	p.put(t, store.Cooperative, c, store.Doc{"phone": "0260 2"})
	p.rekey(t, sync.RekeyOptions{Reason: "phục hồi kho"})
	own := b.put(t, store.Cooperative, "", coop(2))
	grant := filepath.Join(t.TempDir(), "b.grant")
	must(t, trust.WriteFile(grant, approve(t, p, b), 0o600))
	must(t, sync.ImportError(b.take(t, grant)))
	must(t, sync.ImportError(p.take(t, b.seal(t).Path)))
	a.put(t, store.Cooperative, "", coop(3))
	must(t, sync.ImportError(p.take(t, a.seal(t).Path)))
	for range 2 { // the first ones may have numbers that the laptops know
		for _, m := range []*machine{a, b} {
			m.deliver(t, p.answerTo(t, sync.AnswerOptions{Devices: []string{m.Principal()}})...)
		}
	}
	for name, m := range map[string]*machine{"province": p, "a": a, "b": b} {
		if got := m.record(t, store.Cooperative, c); got.Doc.Text("phone") != "0260 2" || got.Conflict != "" {
			t.Errorf("%s has %v, conflict %q", name, got.Doc, got.Conflict)
		}
		if m.record(t, store.Cooperative, own) == nil {
			t.Errorf("%s lacks what b made", name)
		}
	}
}
