package sync_test

import (
	"maps"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// twoEpochs is a province that holds two epochs of a laptop, and the files that
// brought them.
func twoEpochs(t *testing.T) (w office, c string, files []string) {
	t.Helper()
	w = newOffice(t)
	c = w.o.put(t, store.Cooperative, "", coop(1))
	first := w.o.seal(t)
	must(t, sync.ImportError(w.p.take(t, first.Path)))
	w.o.receipted(t, first)
	_, err := w.o.Desk.OpenEpoch(ctx, desk.WhyByPerson)
	must(t, err)
	w.o.put(t, store.Cooperative, c, store.Doc{"email": "a@b.vn"})
	second := w.o.seal(t)
	must(t, sync.ImportError(w.p.take(t, second.Path)))
	return w, c, []string{first.Path, second.Path}
}

// steal lets whoever has the laptop go on in its first, closed epoch.
func (w *office) steal(t *testing.T, c string) []string {
	t.Helper()
	base, err := w.p.Desk.Get(ctx, store.Cooperative, c)
	must(t, err)
	w.o.forge(t, store.Op{Typ: store.Cooperative, Ent: c, Kind: store.OpPut, Base: base.Heads, Set: store.Doc{"phone": "0666"}})
	sealed, err := w.o.SealTo(ctx, sync.SealOptions{To: []string{t.TempDir()}})
	must(t, err)
	var files []string
	for _, b := range sealed {
		files = append(files, b.Path)
	}
	return files
}

func (w *office) checkStolen(t *testing.T, c string) {
	t.Helper()
	if phone := w.p.record(t, store.Cooperative, c).Doc.Text("phone"); phone != "" {
		t.Errorf("what was written after the point counts: %q", phone)
	}
	list, err := w.p.Desk.Quarantine(ctx)
	must(t, err)
	if len(list) != 1 || list[0].Verdict != store.BeyondAccepted || list[0].Epoch != 1 || list[0].Seq != 2 {
		t.Errorf("set aside: %+v", list)
	}
	if email := w.p.record(t, store.Cooperative, c).Doc.Text("email"); email != "a@b.vn" {
		t.Errorf("the second epoch does not count: %q", email)
	}
}

func TestARevokedLaptopCannotGoOnInAnEarlierEpoch(t *testing.T) {
	w, c, files := twoEpochs(t)
	r, err := w.p.Revoke(ctx, sync.RevokeOptions{Device: w.o.Principal(), Status: trust.Lost, Reason: "mất"})
	must(t, err)
	if p := r.Device.Points(); len(p) != 2 || p[0].Epoch != 1 || p[0].Seq != 1 || p[1].Epoch != 2 || p[1].Seq != 1 {
		t.Fatalf("accepted %+v", p)
	}
	stolen := w.steal(t, c)
	w.p.take(t, stolen...)
	w.checkStolen(t, c)

	dir := t.TempDir()
	names, err := w.p.Audit(ctx, sync.AuditOptions{Dir: dir, Files: append(files, stolen...)})
	must(t, err)
	said := map[bool]int{}
	for _, tar := range tars(dir, names) {
		out, _ := exec.Command("sh", filepath.Join(dir, "kiem-tra.sh"), tar).CombinedOutput()
		said[strings.Contains(string(out), "ĐÚNG")]++
		if strings.Contains(string(out), "kỳ 1, gói") && strings.Contains(string(out), "thay đổi 2-2") != strings.Contains(string(out), "SAU MỐC") {
			t.Errorf("%s", out)
		}
	}
	if !maps.Equal(said, map[bool]int{true: 3, false: 1}) {
		t.Errorf("of the four files the auditor's script says %v", said)
	}
}

// What came before anybody knew is cut off by a point in the earlier epoch.
func TestAPointCutsOffWhatCountedInAnEarlierEpoch(t *testing.T) {
	w, c, _ := twoEpochs(t)
	w.p.take(t, w.steal(t, c)...)
	if w.p.record(t, store.Cooperative, c).Doc.Text("phone") == "" {
		t.Fatal("nothing was stolen")
	}
	epoch, seq, earlier, err := sync.ParsePoints("1:1, 2:1")
	must(t, err)
	_, err = w.p.Revoke(ctx, sync.RevokeOptions{Device: w.o.Principal(), Status: trust.Compromised, Epoch: epoch, Seq: seq, Earlier: earlier, Reason: "lộ khóa"})
	must(t, err)
	w.checkStolen(t, c)
}

func TestThePointsOfARevocationAreReadAsTyped(t *testing.T) {
	for text, want := range map[string]struct {
		epoch, seq int64
		earlier    map[int64]int64
	}{
		"7": {1, 7, nil}, "2:40": {2, 40, nil}, "1:1250,2:40": {2, 40, map[int64]int64{1: 1250}}, "1:0, 3:4": {3, 4, map[int64]int64{1: 0}},
	} {
		epoch, seq, earlier, err := sync.ParsePoints(text)
		if err != nil || epoch != want.epoch || seq != want.seq || !maps.Equal(earlier, want.earlier) {
			t.Errorf("%q: %d %d %v %v", text, epoch, seq, earlier, err)
		}
	}
	for _, text := range []string{"", "x", "0", "1:0", "2:1,1:1", "1:1,1:2", "1:1,", "-1:2", "1:0:0", ":0,2:1"} {
		if _, _, _, err := sync.ParsePoints(text); store.CodeOf(err) != store.Usage {
			t.Errorf("%q: %v", text, err)
		}
	}
}
