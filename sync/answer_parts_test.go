package sync_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
)

func TestAnAnswerOfSeveralBundlesCountsOnlyWhenAllCame(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	p.take(t, o.seal(t).Path)
	var made []string
	for y := range int64(4) {
		made = append(made, p.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": 2020 + y}))
	}
	parts := p.answerTo(t, sync.AnswerOptions{MaxBytes: 900})
	if len(parts) < 3 {
		t.Fatalf("%d bundles", len(parts))
	}
	last := parts[len(parts)-1]
	o.deliver(t, last)
	if v := o.view(t); v.Whole != 0 || v.Newest != last.Export || len(v.Gaps) != len(parts)-1 {
		t.Errorf("after the last part alone: %+v", v.Answers)
	}
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2019)})
	p.take(t, o.seal(t).Path)
	next := p.answerTo(t, sync.AnswerOptions{})[0]
	if next.Basis != 0 || next.Ops < len(made) {
		t.Fatalf("the next answer %+v goes on from one that did not come whole", next)
	}
	o.deliver(t, next)
	for _, id := range made {
		o.record(t, store.Annual, id)
	}
	if v := o.view(t); v.Whole != next.Export || len(v.Gaps) != 0 {
		t.Errorf("after the next: %+v", v.Answers)
	}
}

func TestAClockWrongByYearsIsToldAndDecidesNothing(t *testing.T) {
	for _, tt := range []struct {
		years, months int
		want          string
	}{
		{-10, 0, "máy chậm 10 năm"}, {-3, -2, "máy chậm 3 năm 2 tháng"}, {10, 0, "máy nhanh 10 năm"}, {0, 0, ""},
	} {
		o, p := pair(t)
		o.stop()
		o = startAt(t, o.dir, func() time.Time { return time.Now().AddDate(tt.years, tt.months, 0) })
		c := o.put(t, store.Cooperative, "", coop(1))
		must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
		o.deliver(t, p.answerTo(t, sync.AnswerOptions{})...)
		if v := o.view(t); v.Clock == nil || v.Clock.Text != tt.want || !o.record(t, store.Cooperative, c).Got {
			t.Errorf("%d years, %d months: %+v, want %q", tt.years, tt.months, v.Clock, tt.want)
		}
	}
}

// startAt opens a store whose clock tells another time.
func startAt(tb testing.TB, dir string, clock store.Clock) *machine {
	tb.Helper()
	m := start(tb, dir)
	tb.Cleanup(m.stop)
	site, err := sync.Open(ctx, sync.SiteOptions{
		Dir: dir, Log: m.db, Keys: m.Keys, Clock: clock, Rand: m.Rand, App: "test", Session: "s2",
	})
	must(tb, err)
	m.Site = site
	return m
}

func TestStockToolsVerifyAnAnswer(t *testing.T) {
	for _, tool := range []string{"sh", "tar", "ssh-keygen", "gzip"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is needed: %v", tool, err)
		}
	}
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	p.take(t, o.seal(t).Path)
	p.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2023)})
	_, err := p.Desk.Pack(ctx, []desk.PackFile{{Name: "kiem.toml", Data: []byte("id = \"kiem-tra\"\nrevision = 2\ntitle = \"Kiểm tra\"\n[[check]]\nid = \"a\"\ntitle = \"Điều lệ\"\n")}})
	must(t, err)
	a := p.answerTo(t, sync.AnswerOptions{})[0]
	if a.Refs != 1 || a.Ops != 1 {
		t.Errorf("answer %+v", a)
	}
	if c, err := o.Check(ctx, a.Path); err != nil || c.Quoted != 1 {
		t.Errorf("verify: %+v, %v", c, err)
	}
	dir := t.TempDir()
	_, err = p.Audit(ctx, sync.AuditOptions{Dir: dir})
	must(t, err)
	data, err := os.ReadFile(a.Path)
	must(t, err)
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != a.SHA256 {
		t.Error("the file has another hash than is said")
	}
	r, err := age.Decrypt(bytes.NewReader(data), o.Keys.AgeIdentity())
	must(t, err)
	var tar bytes.Buffer
	_, err = tar.ReadFrom(r)
	must(t, err)
	path := filepath.Join(dir, "tra-loi.tar")
	must(t, os.WriteFile(path, tar.Bytes(), 0o600))
	out, err := exec.Command("sh", filepath.Join(dir, "kiem-tra.sh"), path).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "ĐÚNG") {
		t.Errorf("kiem-tra.sh: %v\n%s", err, out)
	}
	i := bytes.Index(tar.Bytes(), []byte(`"t":"chain"`))
	bent := bytes.Clone(tar.Bytes())
	bent[i+30] ^= 1
	must(t, os.WriteFile(path, bent, 0o600))
	if out, err := exec.Command("sh", filepath.Join(dir, "kiem-tra.sh"), path).CombinedOutput(); err == nil {
		t.Errorf("a bent receipt passes: %s", out)
	}
}

func TestTheRunningProgramWritesAsTheRegistryNamesItFromTheGrantOn(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	create(t, filepath.Join(dir, "dakha"), store.Officer, "615")
	o := open(t, filepath.Join(dir, "dakha"))
	if o.Desk.Me().Principal != "" {
		t.Fatal("named before the grant")
	}
	path := filepath.Join(dir, "cap-quyen")
	must(t, os.WriteFile(path, approve(t, p, o), 0o600))
	_, err := o.Import(ctx, []string{path}, sync.ImportOptions{CA: ca})
	must(t, err)
	if me := o.Desk.Me(); me.Principal != "dakha-01" || me.Dev != o.Keys.Dev() {
		t.Errorf("writes as %+v", me)
	}
}

func TestReceiptsThatAreNotCanonicalAreRefused(t *testing.T) {
	good := `{"t":"answer","v":1,"to":"dakha-01","dev":"` + strings.Repeat("0", 32) + `","export":2,"first":2,"last":2,"basis":0,"lists":true}` + "\n"
	chain := `{"t":"chain","epoch":1,"seq":4,"head":"` + strings.Repeat("1", 64) + `"}` + "\n"
	if err := sync.ParseReceipts([]byte(good + chain)); err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]string{
		"empty": "", "no answer line": chain, "answer twice": good + good, "out of order": good + `{"t":"held","epoch":1,"from":1,"to":2}` + "\n" + chain,
		"another version": strings.Replace(good, `"v":1`, `"v":2`, 1), "unknown kind": good + `{"t":"gift","epoch":1}` + "\n",
		"unknown field": strings.Replace(good+chain, `"seq":4`, `"seq":4,"more":1`, 1), "field twice": strings.Replace(good+chain, `"seq":4`, `"seq":4,"seq":4`, 1),
		"other case": strings.Replace(good+chain, `"seq"`, `"Seq"`, 1), "float": strings.Replace(good+chain, `"seq":4`, `"seq":4.0`, 1),
		"space": strings.Replace(good+chain, `"seq":4`, `"seq": 4`, 1), "no end": strings.TrimSuffix(good+chain, "\n"), "empty line": good + "\n" + chain,
		"seq 0": strings.Replace(good+chain, `"seq":4`, `"seq":0`, 1), "wrong order of fields": strings.Replace(good+chain, `"epoch":1,"seq":4`, `"seq":4,"epoch":1`, 1),
		"escape": strings.Replace(good, "dakha", `d\u0061kha`, 1), "ESC": strings.Replace(good, "dakha", "d\x1bkha", 1), "NFD": strings.Replace(good, "dakha", "da\u0301kha", 1),
		"counts backwards": strings.Replace(good, `"first":2`, `"first":3`, 1), "after": good + chain + "{}",
	} {
		if err := sync.ParseReceipts([]byte(bad)); store.DetailOf(err) != "receipts" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
