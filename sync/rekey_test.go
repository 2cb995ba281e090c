package sync_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/sync"
	"coopfield/sync/trust"
)

func TestARevocationSetsNothingAsideOnTheOtherLaptopsThatWasAccepted(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	a := enrolled(t, p, ca, filepath.Join(dir, "dakha"), "615")
	b := enrolled(t, p, ca, filepath.Join(dir, "dakha2"), "615")
	c := b.put(t, store.Cooperative, "", coop(1))
	b.put(t, store.Event, "", store.Doc{"type": "tập huấn", "on": "2024-05-06"}) // stays with those whom it concerns
	year := b.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2023)})
	must(t, sync.ImportError(p.take(t, b.seal(t).Path)))
	a.deliver(t, p.answerTo(t, sync.AnswerOptions{Devices: []string{"dakha-01"}})...)
	a.record(t, store.Annual, year)
	_, err := p.Revoke(ctx, sync.RevokeOptions{Device: "dakha-02", Reason: "mất máy"})
	must(t, err)
	a.deliver(t, p.answerTo(t, sync.AnswerOptions{Devices: []string{"dakha-01"}})...)
	a.record(t, store.Annual, year)
	a.record(t, store.Cooperative, c)
}

// rekey changes the keys of a province's office.
func (m *machine) rekey(tb testing.TB, o sync.RekeyOptions) *sync.Rekeyed {
	tb.Helper()
	ca, err := trust.OpenCA(trust.CADir(m.dir), nil)
	must(tb, err)
	defer ca.Close()
	o.CA = ca
	out, err := m.RekeyOffice(ctx, o)
	must(tb, err)
	return out
}

// stands says how an op of an office stands in a store.
func (m *machine) stands(tb testing.TB, h store.Hash) store.Verdict {
	tb.Helper()
	var v store.Verdict
	must(tb, m.Log.View(ctx, func(tx store.Tx) error {
		o, err := tx.Op(h)
		if err == nil {
			v = o.Verdict
		}
		return err
	}))
	return v
}

func TestAnOfficeWithNewKeysGoesOnAndNothingOfTheOldOneIsLost(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	sheet, second := o.final(t, c, "2023"), o.final(t, c, "2022")
	up := o.seal(t)
	must(t, sync.ImportError(p.take(t, up.Path)))
	accepted, err := p.Desk.Accept(ctx, store.Assessment, sheet, nil)
	must(t, err)
	old := p.Keys.Dev()
	first := p.answerTo(t, sync.AnswerOptions{})[0]
	o.deliver(t, first)
	late := p.answerTo(t, sync.AnswerOptions{})[0] // is on its way while the key changes
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2023)})
	before := o.seal(t) // to the recipient so far

	r := p.rekey(t, sync.RekeyOptions{Person: "Trần Văn Mới", Age: true, Reason: "đổi người giữ máy"})
	if r.Version != p.Registry().Version || r.Old.Dev != old || r.Old.Status != trust.Retired || r.Old.Accepted.Seq != 1 || r.New.Dev != p.Keys.Dev() || r.New.Dev == old || r.New.Serial != 3 || r.New.Age == r.Old.Age {
		t.Fatalf("rekeyed %+v", r)
	}
	if p.Desk.Me().Person != "Trần Văn Mới" || p.Desk.Epoch() != 2 || p.Principal() != "tinh-62" {
		t.Errorf("writes as %+v in epoch %d", p.Desk.Me(), p.Desk.Epoch())
	}
	// Both the desk in hand and the store opened again go on.
	p.stop()
	p = start(t, p.dir)
	defer p.stop()
	returned, err := p.Desk.Return(ctx, store.Assessment, second, nil, "thiếu chữ ký")
	must(t, err)
	if v := p.stands(t, accepted); v != store.Counted {
		t.Errorf("the office's own old op is %s", v)
	}
	must(t, p.Log.View(ctx, func(tx store.Tx) error {
		op, err := tx.Op(returned)
		must(t, err)
		if want := oplog.Genesis(p.Keys.Dev(), 2, accepted); op.Dev != p.Keys.Dev() || op.Ep != 2 || op.Seq != 1 || op.Prev != want {
			t.Errorf("the new chain begins with %s epoch %d op %d after %s, want %s", op.Dev, op.Ep, op.Seq, op.Prev, want)
		}
		return nil
	}))
	must(t, sync.ImportError(p.take(t, before.Path))) // sealed to the old recipient
	if d, err := p.Doctor(ctx); err != nil || len(d.Findings) > 0 {
		t.Errorf("doctor %+v, %v", d, err)
	}
	page, err := p.Account(ctx)
	must(t, err)
	if !page.Complete || !strings.Contains(string(page.Text), "đổi khóa văn phòng | tinh-62 | Cán bộ tinh | đổi người giữ máy") {
		t.Errorf("the page of accounts:\n%s", page.Text)
	}

	next := p.answerTo(t, sync.AnswerOptions{})[0]
	o.deliver(t, next)
	if o.record(t, store.Assessment, second).ReturnReason != "thiếu chữ ký" || o.stands(t, accepted) != store.Counted || !o.record(t, store.Assessment, sheet).Accepted {
		t.Error("the laptop lacks what either key of the office decided")
	}
	if got := o.Trust(); got.Working != r.Working || trust.DevID(got.Office) != p.Keys.Dev() || o.Registry().Version != r.Version {
		t.Errorf("the laptop trusts %+v", got)
	}
	o.stop()
	o = start(t, o.dir) // as the next start finds it
	defer o.stop()
	if o.Trust().Working != r.Working {
		t.Error("the new recipient was forgotten")
	}
	x := o.take(t, late.Path)[0]
	if x.State != sync.FileRefused {
		t.Fatalf("a late answer of the old key is %s", x.State)
	}
	wantDetail(t, x.Err, trust.DetailOldOffice)
	for _, path := range []string{first.Path, next.Path} {
		if checked, err := o.Check(ctx, path); err != nil || checked.Manifest.Device != "tinh-62" {
			t.Errorf("verify of %s: %+v, %v", filepath.Base(path), checked, err)
		}
	}

	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024)})
	sealed := o.seal(t)
	must(t, sync.ImportError(p.take(t, sealed.Path)))
	for _, path := range []string{up.Path, before.Path, sealed.Path} {
		if _, err := p.Check(ctx, path); err != nil {
			t.Errorf("verify of %s at the province: %v", filepath.Base(path), err)
		}
	}
	o.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)

	dir := t.TempDir()
	files, err := p.Audit(ctx, sync.AuditOptions{Dir: dir, Files: []string{up.Path, before.Path, sealed.Path}})
	must(t, err)
	cmd := exec.Command("sh", append([]string{filepath.Join(dir, "kiem-tra.sh")}, tars(dir, files)...)...)
	if out, err := cmd.CombinedOutput(); err != nil || strings.Count(string(out), "ĐÚNG") != 3 {
		t.Errorf("kiem-tra.sh: %v\n%s", err, out)
	}
}

func tars(dir string, names []string) (out []string) {
	for _, n := range names {
		if strings.HasSuffix(n, ".tar") {
			out = append(out, filepath.Join(dir, n))
		}
	}
	return out
}

// A thief has the office's old laptop with its keys, goes on as the office, and
// laptops that know of it believe nothing of it any more; one that took a forged
// answer before is healed by the next true one.
func TestAThiefWithTheOldOfficeKeyIsBelievedByNobodyWhoKnows(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	o := enrolled(t, p, ca, filepath.Join(dir, "dakha"), "615")
	n := enrolled(t, p, ca, filepath.Join(dir, "ngochoi"), "611")
	c := o.put(t, store.Cooperative, "", coop(1))
	sheet := o.final(t, c, "2023")
	p.take(t, o.seal(t).Path)
	thief := open(t, copyStore(t, p))
	forged, err := thief.Desk.Accept(ctx, store.Assessment, sheet, nil)
	must(t, err)
	person := "Kẻ Gian"
	for range 3 { // versions ahead
		_, err = thief.ChangeDevice(ctx, sync.ChangeOptions{Device: "ngochoi-01", Person: &person})
		must(t, err)
		person += "!"
	}
	fake := map[string]sync.Answered{}
	for _, a := range thief.answerTo(t, sync.AnswerOptions{}) {
		fake[a.Device] = a
	}
	p.rekey(t, sync.RekeyOptions{Status: trust.Compromised, Reason: "mất máy tính văn phòng"})
	true1 := map[string]sync.Answered{}
	for _, a := range func() []sync.Answered {
		out, err := p.Answer(ctx, filepath.Join(dir, "that"), sync.AnswerOptions{})
		must(t, err)
		return out
	}() {
		true1[a.Device] = a
	}

	n.deliver(t, true1["ngochoi-01"]) // knows
	r := n.take(t, fake["ngochoi-01"].Path)[0]
	wantDetail(t, r.Err, trust.DetailOldOffice)
	if n.Registry().ByPrincipal("ngochoi-01").Person != "Cán bộ ngochoi" {
		t.Error("a forged registry counts")
	}

	o.deliver(t, fake["dakha-01"]) // cannot know yet
	if o.stands(t, forged) != store.Counted || !o.record(t, store.Assessment, sheet).Accepted {
		t.Fatal("the forged answer was not what this test needs")
	}
	o.deliver(t, true1["dakha-01"])
	if v := o.stands(t, forged); v != store.BeyondAccepted {
		t.Errorf("what the thief accepted is %s", v)
	}
	if o.record(t, store.Assessment, sheet).Accepted {
		t.Error("the thief's acceptance counts")
	}
	if a, b := o.Registry(), p.Registry(); a.Version != b.Version || a.ByPrincipal("ngochoi-01").Person != "Cán bộ ngochoi" {
		t.Errorf("registry %d, want %d", a.Version, b.Version)
	}
	wantDetail(t, o.take(t, thief.answerTo(t, sync.AnswerOptions{Devices: []string{"dakha-01"}, Full: true})[0].Path)[0].Err, trust.DetailOldOffice)
}

func TestOfficeKeysAreChangedOnlyWithTheProvincesOwnCA(t *testing.T) {
	o, p := pair(t)
	q, _ := province(t, filepath.Join(t.TempDir(), "khac"))
	other, err := trust.OpenCA(trust.CADir(q.dir), nil)
	must(t, err)
	version, dev := p.Registry().Version, p.Keys.Dev()
	_, err = p.RekeyOffice(ctx, sync.RekeyOptions{CA: other})
	wantDetail(t, err, "ca")
	_, err = p.RekeyOffice(ctx, sync.RekeyOptions{})
	if wantDetail(t, err, "ca"); store.CodeOf(err) != store.Locked {
		t.Errorf("without a CA: %v", err)
	}
	mine, err := trust.OpenCA(trust.CADir(p.dir), nil)
	must(t, err)
	if _, err = p.RekeyOffice(ctx, sync.RekeyOptions{CA: mine, Status: trust.Active}); store.CodeOf(err) != store.Usage {
		t.Errorf("to the status active: %v", err)
	}
	_, err = p.RekeyOffice(ctx, sync.RekeyOptions{CA: mine, Person: "\x1b[2J"})
	wantDetail(t, err, "person")
	_, err = o.RekeyOffice(ctx, sync.RekeyOptions{CA: mine})
	wantDetail(t, err, "province-only")
	if p.Registry().Version != version || p.Keys.Dev() != dev {
		t.Error("a refused change changed something")
	}
	if left, _ := filepath.Glob(filepath.Join(trust.KeyDir(p.dir), "next*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
