package sync_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// attacker is an enrolled officer who writes bundles by hand: what is signed is
// true, all else is of his choice.
type attacker struct {
	tb   testing.TB
	o, p *machine
	line []byte // an honest op, the first of a chain
}

func newAttacker(tb testing.TB) *attacker {
	tb.Helper()
	o, p := pair(tb)
	o.put(tb, store.Cooperative, "", coop(1))
	a := &attacker{tb: tb, o: o, p: p}
	must(tb, o.Desk.Outgoing(ctx, 1, 1, func(line []byte) error { a.line = bytes.Clone(line); return nil }))
	return a
}

// manifest is that of a bundle with n ops that end in head.
func (a *attacker) manifest(n int64, head store.Hash) bundle.Manifest {
	o := a.o
	m := bundle.Manifest{
		Purpose: bundle.Up, Mode: trust.Training, To: o.Trust().Province, Device: o.Principal(), Dev: o.Keys.Dev(), Epoch: 1, Export: 1,
		From: 1, Through: n, PrevHead: oplog.Genesis(o.Keys.Dev(), 1, store.Hash{}), Head: head, Schema: 1, App: "test",
		ClaimedAt: "2026-11-23T08:15:00+07:00", Install: o.Keys.Install(),
	}
	for _, r := range o.Trust().Recipients() {
		m.Recipients = append(m.Recipients, trust.RecipientFingerprint(r))
	}
	return m
}

// entries are those of a bundle with these lines, as the program itself makes
// them: MANIFEST, MANIFEST.sig, ops.jsonl.gz.
func (a *attacker) entries(lines ...[]byte) []tarEntry {
	a.tb.Helper()
	head := oplog.Genesis(a.o.Keys.Dev(), 1, store.Hash{})
	for _, l := range lines {
		head = oplog.Hash(head, l)
	}
	signer, err := a.o.Keys.CertSigner()
	must(a.tb, err)
	t, err := bundle.Build(&bundle.Content{Manifest: a.manifest(int64(len(lines)), head), Ops: lines}, signer, trust.NamespaceBundle("62"))
	must(a.tb, err)
	var b bytes.Buffer
	_, err = t.WriteTo(&b)
	must(a.tb, err)
	return untar(a.tb, b.Bytes())
}

// packed is a bundle whose ops are these gzip bytes, declared to unpack to size
// bytes of plain.
func (a *attacker) packed(gz []byte, size int64, plain []byte, ops int64) []tarEntry {
	a.tb.Helper()
	es := a.entries(a.line)
	lines := strings.SplitAfter(string(es[0].body), "\n")
	text := strings.Join(lines[:len(lines)-2], "") + fmt.Sprintf("file: ops.jsonl.gz %d %s %d %s\n", len(gz), bundle.ManifestHash(gz), size, bundle.ManifestHash(plain))
	text = strings.Replace(text, "ops: 1-1\n", fmt.Sprintf("ops: 1-%d\n", ops), 1)
	es[2] = tarFile(bundle.Ops, gz)
	return a.signed(es, []byte(text))
}

// signed puts another manifest in, with the attacker's own signature.
func (a *attacker) signed(es []tarEntry, manifest []byte) []tarEntry {
	a.tb.Helper()
	signer, err := a.o.Keys.CertSigner()
	must(a.tb, err)
	sig, err := trust.Sign(signer, trust.NamespaceBundle("62"), manifest)
	must(a.tb, err)
	return append([]tarEntry{tarFile("MANIFEST", manifest), tarFile("MANIFEST.sig", sig)}, es[2:]...)
}

func (a *attacker) seal(plain []byte) []byte {
	a.tb.Helper()
	var b bytes.Buffer
	w, err := trust.Encrypt(&b, a.o.Trust().Recipients()...)
	must(a.tb, err)
	_, err = w.Write(plain)
	must(a.tb, err)
	must(a.tb, w.Close())
	return b.Bytes()
}

// sealTar encrypts a tar of these entries.
func (a *attacker) sealTar(es []tarEntry) []byte { return a.seal(tarOf(a.tb, es)) }

// ops is a bundle of lines of the attacker's choice, well packed and signed.
func (a *attacker) ops(lines ...string) []byte {
	raw := make([][]byte, len(lines))
	for i := range lines {
		raw[i] = []byte(lines[i])
	}
	return a.sealTar(a.entries(raw...))
}

// altered is a bundle of the honest op with one change in its bytes.
func (a *attacker) altered(from, to string) []byte {
	a.tb.Helper()
	if !bytes.Contains(a.line, []byte(from)) {
		a.tb.Fatalf("the op has no %s: %s", from, a.line)
	}
	return a.ops(strings.Replace(string(a.line), from, to, 1))
}

type tarEntry struct {
	h    tar.Header
	body []byte
}

func tarFile(name string, body []byte) tarEntry {
	return tarEntry{tar.Header{Typeflag: tar.TypeReg, Name: name, Size: int64(len(body)), Mode: 0o644, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR}, body}
}

func tarOf(tb testing.TB, es []tarEntry) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := range es {
		must(tb, w.WriteHeader(&es[i].h))
		_, err := w.Write(es[i].body)
		must(tb, err)
	}
	must(tb, w.Close())
	return b.Bytes()
}

func untar(tb testing.TB, b []byte) []tarEntry {
	tb.Helper()
	var out []tarEntry
	r := tar.NewReader(bytes.NewReader(b))
	for {
		h, err := r.Next()
		if err == io.EOF { //nolint:errorlint // as archive/tar gives it
			return out
		}
		must(tb, err)
		body, err := io.ReadAll(r)
		must(tb, err)
		out = append(out, tarFile(h.Name, body))
	}
}

func gzAt(tb testing.TB, level int, unit []byte, times int) []byte {
	tb.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, level)
	must(tb, err)
	for range times {
		_, err := w.Write(unit)
		must(tb, err)
	}
	must(tb, w.Close())
	return b.Bytes()
}

func gz(tb testing.TB, unit []byte, times int) []byte { return gzAt(tb, gzip.BestSpeed, unit, times) }

// loose packs badly, so that the ratio is that of honest ops.
func loose(tb testing.TB, unit []byte, times int) []byte {
	return gzAt(tb, gzip.HuffmanOnly, unit, times)
}

// hostile is one input and the code with which it is refused.
type hostile struct {
	name   string
	detail string
	make   func() []byte
}

// hostiles are the inputs of the sync protocol's table of threats.
func (a *attacker) hostiles() []hostile {
	tb, good := a.tb, a.entries(a.line)
	zero64 := strings.Repeat("0", 64)
	with := func(e ...tarEntry) func() []byte {
		return func() []byte { return a.sealTar(append(append([]tarEntry(nil), good...), e...)) }
	}
	odd := func(h tar.Header) tarEntry { h.Mode, h.ModTime = 0o644, time.Unix(0, 0); return tarEntry{h: h} }
	text := func(from, to string) func() []byte {
		return func() []byte {
			m := strings.Replace(string(good[0].body), from, to, 1)
			if m == string(good[0].body) {
				tb.Fatalf("the manifest has no %q", from)
			}
			return a.sealTar(a.signed(good, []byte(m)))
		}
	}
	op := func(from, to string) func() []byte { return func() []byte { return a.altered(from, to) } }
	mib := make([]byte, 1<<20)
	return []hostile{
		{"gzip bomb, 500 MB declared", bundle.DetailManifest, func() []byte { return a.sealTar(a.packed(gz(tb, mib, 500), 500<<20, nil, 1)) }},
		{"gzip bomb, 50 GB declared", bundle.DetailManifest, func() []byte { return a.sealTar(a.packed(gz(tb, mib, 500), 50<<30, nil, 1)) }},
		{"gzip bomb, 1 MB declared", bundle.DetailHash, func() []byte { return a.sealTar(a.packed(gz(tb, mib, 100), 1<<20, mib, 1)) }},
		{"gzip in gzip members", bundle.DetailHash, func() []byte {
			b := append(gz(tb, append(a.line, '\n'), 1), gz(tb, append(a.line, '\n'), 1)...)
			return a.sealTar(a.packed(b, int64(len(a.line)+1), append(a.line, '\n'), 1))
		}},
		{"1.000.000 ops of a byte", bundle.DetailLimit, func() []byte {
			return a.sealTar(a.packed(loose(tb, bytes.Repeat([]byte("1\n"), 1e6), 1), 2e6, bytes.Repeat([]byte("1\n"), 1e6), 1e6))
		}},
		{"200.000 ops of two bytes", oplog.DetailEncoding, func() []byte {
			lines := bytes.Repeat([]byte("{}\n"), 200_000)
			return a.sealTar(a.packed(loose(tb, lines, 1), int64(len(lines)), lines, 200_000))
		}},
		{"3.000.000 line feeds", bundle.DetailLimit, func() []byte {
			return a.sealTar(a.packed(loose(tb, bytes.Repeat([]byte("\n"), 1e6), 3), 3e6, bytes.Repeat([]byte("\n"), 3e6), 3e6))
		}},
		{"a line longer than 1 MiB", bundle.DetailLimit, func() []byte {
			line := append(bytes.Repeat([]byte("abcdefghijklmnop"), 1<<16), 'x', '\n')
			return a.sealTar(a.packed(loose(tb, line, 1), int64(len(line)), line, 1))
		}},
		{"tar entry ../x", bundle.DetailContainer, with(tarFile("../x", nil))},
		{"tar entry /etc/passwd", bundle.DetailContainer, with(tarFile("/etc/passwd", nil))},
		{"tar entry C:\\x", bundle.DetailContainer, with(tarFile(`C:\x`, nil))},
		{"tar entry att/../../x", bundle.DetailContainer, with(tarFile("att/../../x", nil))},
		{"tar entry with ESC", bundle.DetailContainer, with(tarFile("\x1b]52;c;eA==\a", nil))},
		{"tar entry with NUL", bundle.DetailContainer, func() []byte {
			b := tarOf(tb, append(append([]tarEntry(nil), good...), tarFile("ops.jsonl.gz0x", nil)))
			return a.seal(bytes.Replace(b, []byte("ops.jsonl.gz0x"), []byte("ops.jsonl.gz\x00x"), 1))
		}},
		{"MANIFEST in lower case", bundle.DetailContainer, with(tarFile("manifest", good[0].body))},
		{"symlink", bundle.DetailContainer, with(odd(tar.Header{Typeflag: tar.TypeSymlink, Name: "att/" + zero64, Linkname: "/etc/passwd", Format: tar.FormatUSTAR}))},
		{"hard link", bundle.DetailContainer, with(odd(tar.Header{Typeflag: tar.TypeLink, Name: "att/" + zero64, Linkname: "MANIFEST", Format: tar.FormatUSTAR}))},
		{"device", bundle.DetailContainer, with(odd(tar.Header{Typeflag: tar.TypeChar, Name: "att/" + zero64, Devmajor: 1, Format: tar.FormatUSTAR}))},
		{"fifo", bundle.DetailContainer, with(odd(tar.Header{Typeflag: tar.TypeFifo, Name: "att/" + zero64, Format: tar.FormatUSTAR}))},
		{"10.000 tar entries", bundle.DetailLimit, func() []byte {
			es := append([]tarEntry(nil), good...)
			for i := range 10_000 {
				es = append(es, tarFile(fmt.Sprintf("att/%064x", i), nil))
			}
			return a.sealTar(es)
		}},
		{"an entry of 8 GB", bundle.DetailLimit, func() []byte {
			e := tarFile("att/"+zero64, nil)
			e.h.Size = 8<<30 - 1
			var b bytes.Buffer
			w := tar.NewWriter(&b)
			must(tb, w.WriteHeader(&e.h))
			whole := tarOf(tb, good)
			return a.seal(append(whole[:len(whole)-1024], b.Bytes()...))
		}},
		{"1.000 recipients", bundle.DetailLimit, func() []byte {
			var b strings.Builder
			b.WriteString("age-encryption.org/v1\n")
			for range 1000 {
				b.WriteString("-> X25519 CFbG3q4LqxyKfcGbLOlpE2hRDHKJVlaiX0eCq8ubUQ8\nxNgDAt4z1gYCKRTjTFbxCXo6c+VoxGyhWRjVWPRvQZw\n")
			}
			b.WriteString("--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n")
			return append([]byte(b.String()), make([]byte, 100)...)
		}},
		{"a header without end", bundle.DetailDamaged, func() []byte {
			return append([]byte("age-encryption.org/v1\n-> X25519 "), bytes.Repeat([]byte("a"), 5<<20)...)
		}},
		{"MANIFEST: key twice", bundle.DetailManifest, text("epoch: 1\n", "epoch: 1\nepoch: 1\n")},
		{"MANIFEST: other case", bundle.DetailManifest, text("epoch: 1\n", "Epoch: 1\n")},
		{"MANIFEST: ESC", bundle.DetailManifest, text("app: test", "app: \x1b[2Jtest")},
		{"MANIFEST: OSC 52", bundle.DetailManifest, text("app: test", "app: \x1b]52;c;eA==\atest")},
		{"MANIFEST: NUL", bundle.DetailManifest, text("app: test", "app: te\x00st")},
		{"MANIFEST: bidi", bundle.DetailManifest, text("app: test", "app: \u202etest")},
		{"MANIFEST: 1e3", bundle.DetailManifest, text("epoch: 1\n", "epoch: 1e3\n")},
		{"MANIFEST: 2^64", bundle.DetailManifest, text("epoch: 1\n", "epoch: 18446744073709551616\n")},
		{"MANIFEST: 2^63-1", bundle.DetailManifest, text("epoch: 1\n", "epoch: 9223372036854775807\n")},
		{"MANIFEST: epoch too large", bundle.DetailManifest, text("epoch: 1\n", "epoch: 1000001\n")},
		{"MANIFEST: CR LF", bundle.DetailManifest, text("epoch: 1\n", "epoch: 1\r\n")},
		{"MANIFEST: 64 KiB and more", bundle.DetailLimit, func() []byte {
			return a.sealTar(a.signed(good, append(bytes.Clone(good[0].body), bytes.Repeat([]byte("x-a: b\n"), 10_000)...)))
		}},
		{"op: key twice", oplog.DetailEncoding, op(`"ep":1,`, `"ep":1,"ep":1,`)},
		{"op: other case", oplog.DetailEncoding, op(`"ep":1,`, `"EP":1,`)},
		{"op: field twice", oplog.DetailEncoding, op(`"name":"H`, `"name":"x","name":"H`)},
		{"op: NaN", oplog.DetailEncoding, op(`"ep":1,`, `"ep":NaN,`)},
		{"op: 1e999", oplog.DetailEncoding, op(`"ep":1,`, `"ep":1e999,`)},
		{"op: float", oplog.DetailEncoding, op(`"ep":1,`, `"ep":1.0,`)},
		{"op: 2^63", oplog.DetailEncoding, op(`"at":`, `"at":9223372036854775808`)},
		{"op: lone surrogate", oplog.DetailEncoding, op(`"name":"H`, `"name":"\ud83dH`)},
		{"op: raw half of a surrogate", oplog.DetailEncoding, op(`"name":"H`, "\"name\":\"\xed\xa0\xbdH")},
		{"op: NFD", oplog.DetailEncoding, op(`"name":"H`, "\"name\":\"e\u0302\u0301H")},
		{"op: NUL", oplog.DetailEncoding, op(`"name":"H`, `"name":"\u0000H`)},
		{"op: ESC", oplog.DetailEncoding, op(`"name":"H`, `"name":"\u001b[2JH`)},
		{"op: OSC 52", oplog.DetailEncoding, op(`"name":"H`, `"name":"\u001b]52;c;eA==\u0007H`)},
		{"op: C1 control", oplog.DetailEncoding, op(`"name":"H`, "\"name\":\"\u009b2JH")},
		{"op: raw tab", oplog.DetailEncoding, op(`"name":"H`, "\"name\":\"\tH")},
		{"op: space", oplog.DetailEncoding, op(`"ep":1,`, `"ep": 1,`)},
		{"op: unknown key", oplog.DetailEncoding, op(`"ep":1,`, `"ep":1,"evil":1,`)},
		{"op: 1.000 levels", oplog.DetailEncoding, op(`"name":"H`, strings.Repeat(`"a":{`, 1000)+`"name":"H`)},
		{"op: key with ..", oplog.DetailEncoding, op(`"name":"H`, `"../name":"H`)},
		{"op: no such kind of record", oplog.DetailForm, op(`"typ":"cooperative"`, `"typ":"passwd"`)},
		{"op: id with a path", oplog.DetailForm, func() []byte {
			i := bytes.Index(a.line, []byte(`"ent":"`)) + len(`"ent":"`)
			return a.ops(string(a.line[:i]) + "../../../../../../../../../etc/passwd"[:36] + string(a.line[i+36:]))
		}},
		{"op: newer version, key twice", oplog.DetailEncoding, op(`{"v":1,`, `{"v":2,"x":1,"x":2,`)},
		{"op: seq 2 first", oplog.DetailChain, op(`"seq":1,`, `"seq":2,`)},
		{"op: another epoch", oplog.DetailChain, op(`"ep":1,`, `"ep":2,`)},
	}
}

// cost measures what it takes to refuse a file: processor time and memory
// allocated in all, which is more than what is held at once.
func (a *attacker) cost(path string) (err error, took time.Duration, allocated uint64) { //nolint:staticcheck // what is refused comes first
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	_, err = a.p.Check(ctx, path)
	took = time.Since(start)
	runtime.ReadMemStats(&after)
	return err, took, after.TotalAlloc - before.TotalAlloc
}

// TestHostileFilesAreRefusedWithTheirCode prints what each costs; the limit on
// memory is asserted, the time is for a person to read (under 50 ms is meant).
func TestHostileFilesAreRefusedWithTheirCode(t *testing.T) {
	a := newAttacker(t)
	path := filepath.Join(t.TempDir(), "x.coop")
	must(t, os.WriteFile(path, a.ops(string(a.line)), 0o600))
	if _, err := a.p.Check(ctx, path); err != nil {
		t.Fatalf("the attacker's tools can't even write a good bundle: %v", err)
	}
	before := a.p.state(t)
	for _, h := range a.hostiles() {
		must(t, os.WriteFile(path, h.make(), 0o600))
		err, took, allocated := a.cost(path)
		code := store.CodeOf(err)
		if err == nil {
			t.Errorf("%s is accepted", h.name)
			continue
		}
		if store.DetailOf(err) != h.detail || code != store.Refused && code != store.Damaged {
			t.Errorf("%s: %v (%s/%s), want %s", h.name, err, code, store.DetailOf(err), h.detail)
		}
		if allocated > 32<<20 {
			t.Errorf("%s: allocated %d MB", h.name, allocated>>20)
		}
		for _, r := range err.Error() {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e {
				t.Errorf("%s: the message carries %q", h.name, r)
			}
		}
		t.Logf("%-42s %-12s %7.2f ms %7.2f MB", h.name, store.DetailOf(err), float64(took.Microseconds())/1000, float64(allocated)/1e6)
		if r := a.p.take(t, path); exitOf(r) != 3 {
			t.Errorf("%s: an import ends with %d", h.name, exitOf(r))
		}
	}
	if after := a.p.state(t); after != before {
		t.Error("a refused file left something: " + firstDifference(before, after))
	}
}

// TestHostileTextInAnOpIsQuarantinedOrInert is what the encoding allows.
func TestHostileTextInAnOpIsQuarantinedOrInert(t *testing.T) {
	for name, c := range map[string]struct{ from, to string }{
		"field of another case": {`"name":"H`, `"NAME":"x","name":"H`},
		"unknown field":         {`"name":"H`, `"evil":{"a":1},"name":"H`},
		"number for text":       {`"name":"H`, `"chair":1,"name":"H`},
		"bidi override":         {`"name":"H`, "\"name\":\"\u202eH"},
		"bidi isolate":          {`"name":"H`, "\"name\":\"\u2066H"},
		"zero width":            {`"name":"H`, "\"name\":\"H\u200b"},
		"replacement":           {`"name":"H`, "\"name\":\"\ufffdH"},
	} {
		a := newAttacker(t)
		line := strings.Replace(string(a.line), c.from, c.to, 1)
		r := a.p.take(t, write(t, filepath.Join(t.TempDir(), "x"), a.ops(line)))
		op, err := oplog.Decode([]byte(line))
		if err != nil {
			if exitOf(r) != 3 || store.DetailOf(r[0].Err) != oplog.DetailEncoding {
				t.Errorf("%s: %+v", name, r[0])
			}
			t.Logf("%-24s refused     %s", name, oplog.DetailEncoding)
			continue
		}
		rec, err := a.p.Desk.Get(ctx, op.Typ, op.Ent)
		if exitOf(r) == 4 && err != nil {
			t.Logf("%-24s quarantined %s", name, r[0].Outcome.Items[0].Why)
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		t.Logf("%-24s counts      %q", name, rec.Doc.Text("name"))
		if strings.ContainsFunc(rec.Doc.Text("name"), func(r rune) bool {
			return r < ' ' || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
		}) {
			t.Errorf("%s: a terminal would obey %q", name, rec.Doc.Text("name"))
		}
	}
}

// BenchmarkHostile is the time of each refusal alone.
func BenchmarkHostile(b *testing.B) {
	a := newAttacker(b)
	for _, h := range a.hostiles() {
		path := write(b, filepath.Join(b.TempDir(), "x.coop"), h.make())
		b.Run(strings.ReplaceAll(h.name, "/", "|"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := a.p.Check(ctx, path); store.DetailOf(err) != h.detail {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestNamesOfFilesAreShownWithoutWhatATerminalObeys plants names on a stick.
func TestNamesOfFilesAreShownWithoutWhatATerminalObeys(t *testing.T) {
	o, p := pair(t)
	o.put(t, store.Cooperative, "", coop(1))
	s := o.seal(t)
	dir := t.TempDir()
	for i, name := range []string{"a\x1b]52;c;eA==\x07.coop", "b\u202egpj.coop", "c\x1b[2J", "d\xff.coop", "e\r\nx"} {
		b := read(t, s.Path)
		if i > 0 {
			b = b[:len(b)-i]
		}
		write(t, filepath.Join(dir, name), b)
	}
	seen := 0
	for _, r := range p.take(t, dir) {
		seen++
		texts := []string{r.Name}
		if row := p.bundleRow(t, r.SHA256); row != nil {
			texts = append(texts, row.Name, row.Message)
		}
		if r.Err != nil {
			texts = append(texts, r.Err.Error())
		}
		for _, s := range texts {
			if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0x202e || r == 0xfffd }) {
				t.Errorf("shown: %q", s)
			}
		}
	}
	if seen != 5 {
		t.Fatalf("%d of 5 files", seen)
	}
}
