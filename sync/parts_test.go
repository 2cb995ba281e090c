package sync_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/bundle"
)

// noise is text that does not pack, so that bundles are large enough to split.
func noise(tb testing.TB, n int) string {
	tb.Helper()
	b := make([]byte, n)
	_, err := rand.Read(b)
	must(tb, err)
	return base64.StdEncoding.EncodeToString(b)
}

// big saves so much that a bundle of it has a handful of smallest parts.
func (m *machine) big(tb testing.TB) string {
	tb.Helper()
	c := m.put(tb, store.Cooperative, "", coop(1))
	for i := range 18 {
		m.put(tb, store.Obstacle, "", store.Doc{"cooperative": c, "text": fmt.Sprintf("%d %s", i, noise(tb, 12_000))})
	}
	return c
}

// split seals into parts in a folder of its own.
func (m *machine) split(tb testing.TB) (sync.Sealed, []string) {
	tb.Helper()
	out, err := m.SealTo(ctx, sync.SealOptions{To: []string{tb.TempDir()}, PartSize: bundle.MinPart})
	must(tb, err)
	files := out[0].Copies[0].Files
	if len(out) != 1 || len(files) < 3 || out[0].Parts != len(files) {
		tb.Fatalf("%d parts: %+v", len(files), out)
	}
	return out[0], files
}

func read(tb testing.TB, path string) []byte {
	tb.Helper()
	b, err := os.ReadFile(path)
	must(tb, err)
	return b
}

func write(tb testing.TB, path string, b []byte) string {
	tb.Helper()
	must(tb, os.MkdirAll(filepath.Dir(path), 0o700))
	must(tb, os.WriteFile(path, b, 0o600))
	return path
}

func (m *machine) bundleRow(tb testing.TB, sum string) *store.BundleRow {
	tb.Helper()
	var row *store.BundleRow
	must(tb, m.db.View(ctx, func(tx store.Tx) (err error) {
		row, err = tx.Bundle(sum)
		if store.CodeOf(err) == store.NotFound {
			return nil
		}
		return err
	}))
	return row
}

func exitOf(reports []sync.FileReport) int { return store.ExitCode(sync.ImportError(reports)) }

func last(r []sync.FileReport) sync.FileReport { return r[len(r)-1] }

func TestPartsHaveTheBundlesNameAndFitTheSize(t *testing.T) {
	o, _ := pair(t)
	o.big(t)
	s, files := o.split(t)
	total := 0
	for i, f := range files {
		want := fmt.Sprintf("coop_62_%s_e1_x0001_p%dof%d.coop", o.Principal(), i+1, len(files))
		if b := read(t, f); filepath.Base(f) != want || len(b) > bundle.MinPart {
			t.Errorf("%s has %d bytes, want %s", f, len(b), want)
		} else {
			total += len(b) - bundle.PartHeaderSize
		}
	}
	if int64(total) != s.Size {
		t.Errorf("parts of %d bytes for a bundle of %d", total, s.Size)
	}
	// What fits one part is one file without a header.
	out, err := o.SealTo(ctx, sync.SealOptions{To: []string{t.TempDir()}, PartSize: bundle.DefaultPart})
	must(t, err)
	if out[0].Parts != 1 || strings.Contains(out[0].Path, "_p1of") || !bytes.HasPrefix(read(t, out[0].Path), []byte("age-encryption")) {
		t.Errorf("split although it fits: %+v", out[0])
	}
	if _, err := o.SealTo(ctx, sync.SealOptions{To: []string{t.TempDir()}, PartSize: 10}); store.CodeOf(err) != store.Usage {
		t.Errorf("parts of ten bytes: %v", err)
	}
}

func TestPartsAreJoinedInAnyOrderFromAnywhere(t *testing.T) {
	o, p := pair(t)
	c := o.big(t)
	s, files := o.split(t)
	n := len(files)
	// The last one first, twice, from two folders, over several runs.
	other := write(t, filepath.Join(t.TempDir(), "renamed"), read(t, files[n-1]))
	r := p.take(t, files[n-1], other)
	if len(r) != 2 || exitOf(r) != 4 || r[0].State != sync.FilePart || len(r[1].Part.Missing) != n-1 || r[0].Part.Index != n {
		t.Fatalf("first run: %+v", r)
	}
	row := p.bundleRow(t, s.SHA256)
	if row == nil || row.State != store.BundleParts || !strings.Contains(row.Message, "thiếu phần 1, 2") || row.Device != o.Principal() {
		t.Fatalf("journal %+v", row)
	}
	sets, err := p.PartSets()
	must(t, err)
	if len(sets) != 1 || sets[0].Bundle != s.SHA256 || sets[0].Count != n || len(sets[0].Missing) != n-1 {
		t.Fatalf("sets %+v", sets)
	}
	before := p.state(t)
	dir := t.TempDir()
	for i := n - 2; i > 0; i-- {
		write(t, filepath.Join(dir, fmt.Sprintf("%d", n-i)), read(t, files[i]))
	}
	if r = p.take(t, dir); exitOf(r) != 4 || fmt.Sprint(last(r).Part.Missing) != "[1]" {
		t.Fatalf("second run: %+v", r)
	}
	if row := p.bundleRow(t, s.SHA256); row.Message != fmt.Sprintf("thiếu phần 1/%d", n) {
		t.Fatalf("journal says %q", row.Message)
	}
	if after := p.state(t); after != before {
		t.Fatal("parts changed records: " + firstDifference(before, after))
	}
	// A preview of the last one shows what would come, and writes nothing.
	dry, err := p.Import(ctx, []string{files[0]}, sync.ImportOptions{DryRun: true})
	must(t, err)
	if len(dry) != 2 || dry[1].State != sync.FilePreview || dry[1].Outcome.Appended == 0 || exitOf(dry) != 0 {
		t.Fatalf("preview: %+v", dry)
	}
	if row := p.bundleRow(t, s.SHA256); row.State != store.BundleParts {
		t.Fatalf("a preview wrote %+v", row)
	}
	r = p.take(t, files[0])
	if exitOf(r) != 0 || len(r) != 2 || last(r).State != sync.FileApplied || last(r).SHA256 != s.SHA256 || len(r[0].Part.Missing) != 0 {
		t.Fatalf("third run: %+v", r)
	}
	if want := fmt.Sprintf("coop_62_%s_e1_x0001.coop", o.Principal()); last(r).Name != want || p.bundleRow(t, s.SHA256).Name != want {
		t.Errorf("the joined bundle is called %q", last(r).Name)
	}
	if got, err := p.Desk.Get(ctx, store.Cooperative, c); err != nil || got == nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(p.PartsDir()); err != nil || len(left) != 0 {
		t.Errorf("parts are left: %v %v", left, err)
	}
	// Whatever comes again is known.
	for _, f := range files {
		if r := p.take(t, f); len(r) != 1 || r[0].State != sync.FileKnown || exitOf(r) != 0 {
			t.Errorf("again: %+v", r)
		}
	}
}

func TestPartsOfTwoBundlesMayBeMixed(t *testing.T) {
	o, p := pair(t)
	o.big(t)
	a, first := o.split(t)
	o.receipted(t, a)
	for range 18 {
		o.put(t, store.Obstacle, "", store.Doc{"text": noise(t, 12_000)})
	}
	b, second := o.split(t)
	dir := t.TempDir()
	for i, f := range first {
		write(t, filepath.Join(dir, fmt.Sprintf("%d-a", i)), read(t, f))
	}
	for i, f := range second {
		write(t, filepath.Join(dir, fmt.Sprintf("%d-b", i)), read(t, f))
	}
	states := map[string]sync.FileState{}
	for _, r := range p.take(t, dir) {
		if r.Part == nil {
			states[r.SHA256] = r.State
		}
	}
	if states[a.SHA256] != sync.FileApplied || states[b.SHA256] != sync.FileApplied {
		t.Fatalf("states %v", states)
	}
}

func TestADamagedPartIsNamedAndTheOthersAreKept(t *testing.T) {
	o, p := pair(t)
	o.big(t)
	s, files := o.split(t)
	n := len(files)
	good := read(t, files[1])
	for name, bad := range map[string][]byte{"a flipped byte": flipped(good, len(good)/2), "cut short": good[:len(good)-1], "longer": append(bytes.Clone(good), 0)} {
		r := p.take(t, append([]string{write(t, filepath.Join(t.TempDir(), "bad.coop"), bad)}, append(append([]string{}, files[0]), files[2:]...)...)...)
		if exitOf(r) != 3 || r[0].State != sync.FileRefused || store.DetailOf(r[0].Err) != bundle.DetailPart {
			t.Fatalf("%s: %+v", name, r[0])
		}
		if msg := r[0].Err.Error(); !strings.Contains(msg, fmt.Sprintf("phần 2/%d", n)) || !strings.Contains(msg, "được giữ") {
			t.Errorf("%s: %s", name, msg)
		}
		if fmt.Sprint(last(r).Part.Missing) != "[2]" {
			t.Errorf("%s: missing %v", name, last(r).Part.Missing)
		}
	}
	if r := p.take(t, files[1]); last(r).State != sync.FileApplied || last(r).SHA256 != s.SHA256 {
		t.Fatalf("the good copy: %+v", r)
	}
}

func flipped(b []byte, i int) []byte {
	b = bytes.Clone(b)
	b[i] ^= 1
	return b
}

// forgedPart is a part with a header of the attacker's choice over any slice.
func forgedPart(tb testing.TB, good []byte, change func(h *bundle.PartHeader, slice []byte) []byte) []byte {
	tb.Helper()
	h, err := bundle.ParsePart(good)
	must(tb, err)
	slice := change(h, bytes.Clone(good[bundle.PartHeaderSize:]))
	head, err := h.Encode()
	must(tb, err)
	return append(head, slice...)
}

func TestPartsWithLyingHeadersStopNoHonestOnes(t *testing.T) {
	o, p := pair(t)
	o.big(t)
	s, files := o.split(t)
	n := len(files)
	good := read(t, files[1])
	lies := map[string]func(h *bundle.PartHeader, slice []byte) []byte{
		"other bytes with their own hash": func(h *bundle.PartHeader, b []byte) []byte {
			b[0] ^= 1
			h.Hash = bundle.ManifestHash(b)
			return b
		},
		"offset": func(h *bundle.PartHeader, b []byte) []byte { h.Offset++; return b },
		"length": func(h *bundle.PartHeader, b []byte) []byte {
			b = b[:len(b)-7]
			h.Length, h.Hash = int64(len(b)), bundle.ManifestHash(b)
			return b
		},
		"number": func(h *bundle.PartHeader, b []byte) []byte { h.Index = 3; return b },
		"total":  func(h *bundle.PartHeader, b []byte) []byte { h.Count++; return b },
		"fewer":  func(h *bundle.PartHeader, b []byte) []byte { h.Count = 2; return b },
	}
	dir := t.TempDir()
	i := 0
	for _, name := range []string{"other bytes with their own hash", "offset", "length", "number", "total", "fewer"} {
		i++
		write(t, filepath.Join(dir, fmt.Sprintf("lie-%d", i)), forgedPart(t, good, lies[name]))
	}
	// Refused by itself: what no header may say, and a slice that is not its own.
	for name, f := range map[string]func(h *bundle.PartHeader, b []byte) []byte{
		"hash": func(h *bundle.PartHeader, b []byte) []byte { h.Hash = store.Hash{9}; return b },
		"long": func(h *bundle.PartHeader, b []byte) []byte { h.Length = 1 << 29; return b },
	} {
		r := p.take(t, write(t, filepath.Join(t.TempDir(), "x"), forgedPart(t, good, f)))
		if exitOf(r) != 3 || store.DetailOf(r[0].Err) != bundle.DetailPart {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if r := p.take(t, dir); exitOf(r) != 4 {
		t.Fatalf("the lies alone: exit %d, %+v", exitOf(r), r)
	}
	// Without part 2 the lies fill its place: none of the joins gives the bundle.
	some := append([]string{files[0]}, files[2:]...)
	if r := p.take(t, some...); exitOf(r) != 3 || store.DetailOf(last(r).Err) != bundle.DetailPart {
		t.Fatalf("the lies joined: %+v", last(r))
	}
	if row := p.bundleRow(t, s.SHA256); row.State != store.BundleRefused {
		t.Fatalf("journal %+v", row)
	}
	// Beside the honest ones they do no harm.
	r := p.take(t, append([]string{dir}, files...)...)
	if last(r).State != sync.FileApplied || last(r).SHA256 != s.SHA256 {
		t.Fatalf("honest parts beside lies: %+v", r)
	}
	if n < 3 {
		t.Fatal("too few parts to say anything")
	}
	if left, _ := os.ReadDir(p.PartsDir()); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}

func TestPartsOfNoBundleDoNotFillTheDisk(t *testing.T) {
	_, p := pair(t)
	dir := t.TempDir()
	for i := range 230 {
		slice := fmt.Appendf(nil, "%d", i)
		h := bundle.PartHeader{
			Bundle: bundle.ManifestHash(slice), Index: 1, Count: 999, Length: int64(len(slice)), Hash: bundle.ManifestHash(slice), Province: "62", Device: "dakha-01",
		}
		head, err := h.Encode()
		must(t, err)
		write(t, filepath.Join(dir, fmt.Sprintf("%03d", i)), append(head, slice...))
	}
	refused := 0
	for _, r := range p.take(t, dir) {
		if r.State == sync.FileRefused && store.DetailOf(r.Err) == bundle.DetailLimit {
			refused++
		}
	}
	if refused != 30 {
		t.Fatalf("%d of 230 refused, want 30", refused)
	}
	if left, _ := os.ReadDir(p.PartsDir()); len(left) != 200 {
		t.Errorf("%d sets are kept", len(left))
	}
}

func TestAJoinedBundleThatIsRefusedKeepsItsParts(t *testing.T) {
	o, _ := pair(t)
	_, other := pair(t)
	o.big(t)
	s, files := o.split(t)
	r := other.take(t, files...)
	if exitOf(r) != 3 || store.DetailOf(last(r).Err) != bundle.DetailRecipient {
		t.Fatalf("%+v", last(r))
	}
	if left, err := os.ReadDir(filepath.Join(other.PartsDir(), s.SHA256)); err != nil || len(left) != len(files) {
		t.Errorf("parts kept: %v %v", left, err)
	}
	if row := other.bundleRow(t, s.SHA256); row.State != store.BundleRefused {
		t.Errorf("journal %+v", row)
	}
}

func TestAFoundNumberOfWaysIsTried(t *testing.T) {
	n := new(big.Int).Exp(big.NewInt(2), big.NewInt(30), nil)
	var have []bundle.Part
	for i := range 30 {
		for v := range 2 {
			slice := []byte{byte(i), byte(v)}
			file := append(make([]byte, bundle.PartHeaderSize), slice...)
			have = append(have, bundle.Part{PartHeader: bundle.PartHeader{
				Bundle: store.Hash{1}, Index: i + 1, Count: 30, Offset: int64(2 * i), Length: 2, Hash: bundle.ManifestHash(slice), Province: "62", Device: "d-01",
			}, File: bytes.NewReader(file)})
		}
	}
	if _, err := bundle.Join(have); store.DetailOf(err) != bundle.DetailPart {
		t.Fatalf("%s ways to join: %v", n, err)
	}
	for i := range have {
		if have[i].Index == 30 {
			have[i].Offset++ // nothing goes on with it: every way is a dead end
		}
	}
	if _, err := bundle.Join(have); store.DetailOf(err) != bundle.DetailPart {
		t.Fatalf("%s dead ends: %v", n, err)
	}
}

func TestAnAnswerMayBeSplitToo(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	p.take(t, o.seal(t).Path)
	for range 12 {
		p.put(t, store.Cooperative, c, store.Doc{"notes": noise(t, 12_000)})
	}
	out, err := p.Answer(ctx, t.TempDir(), sync.AnswerOptions{PartSize: bundle.MinPart})
	must(t, err)
	files := out[0].Files
	if len(files) < 2 || out[0].Path != files[0] || !strings.HasSuffix(files[0], fmt.Sprintf("_tra-loi_p1of%d.coop", len(files))) {
		t.Fatalf("answers %+v", out)
	}
	if r := o.take(t, files[1:]...); exitOf(r) != 4 || last(r).State != sync.FilePart {
		t.Fatalf("a part alone: %+v", last(r))
	}
	if r := o.take(t, files[0]); last(r).State != sync.FileApplied {
		t.Fatalf("the whole: %+v", last(r))
	}
	if left, _ := os.ReadDir(o.PartsDir()); len(left) != 0 {
		t.Errorf("parts are left: %v", left)
	}
}
