package bundle_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// file is one entry as an attacker may write it.
type file struct {
	h    tar.Header
	body []byte
}

func plainFile(name string, body []byte) file {
	return file{tar.Header{
		Typeflag: tar.TypeReg, Name: name, Size: int64(len(body)), Mode: 0o644, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR,
	}, body}
}

func makeTar(t testing.TB, files []file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := range files {
		if err := w.WriteHeader(&files[i].h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(files[i].body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func files(t testing.TB, b []byte) []file {
	t.Helper()
	var out []file
	r := tar.NewReader(bytes.NewReader(b))
	for {
		h, err := r.Next()
		if err != nil {
			return out
		}
		var body bytes.Buffer
		if _, err := body.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		out = append(out, plainFile(h.Name, body.Bytes()))
	}
}

// resign replaces the manifest and signs it anew.
func resign(t testing.TB, fs []file, manifest []byte, s ssh.Signer) []byte {
	t.Helper()
	sig, err := trust.Sign(s, trust.NamespaceBundle("62"), manifest)
	if err != nil {
		t.Fatal(err)
	}
	fs = append([]file{plainFile("MANIFEST", manifest), plainFile("MANIFEST.sig", sig)}, fs[2:]...)
	return makeTar(t, fs)
}

func TestHostileContainersAreRefusedBeforeAnySignature(t *testing.T) {
	w := newWorld(t)
	good := files(t, tarBytes(t, w.build(w.up(2))))
	if _, err := acceptTar(makeTar(t, good), w.wantUp()); err != nil {
		t.Fatalf("the attacker's tool can't even rebuild a good bundle: %v", err)
	}
	hash := strings.Repeat("0", 64)
	with := func(f ...file) []file { return append(append([]file(nil), good...), f...) }
	change := func(i int, f func(*tar.Header)) []file {
		fs := append([]file(nil), good...)
		f(&fs[i].h)
		return fs
	}
	empty := func(h tar.Header) file { h.Mode, h.ModTime = 0o644, time.Unix(0, 0); return file{h: h} }
	for name, fs := range map[string][]file{
		"parent path":        with(plainFile("../x", nil)),
		"absolute path":      with(plainFile("/etc/passwd", nil)),
		"path in attachment": with(plainFile("att/../../x", nil)),
		"unknown name":       with(plainFile("README", nil)),
		"dot path":           with(plainFile("./MANIFEST", nil)),
		"upper case hash":    with(plainFile("att/"+strings.Repeat("A", 64), nil)),
		"short hash":         with(plainFile("att/"+hash[1:], nil)),
		"symlink":            with(empty(tar.Header{Typeflag: tar.TypeSymlink, Name: "att/" + hash, Linkname: "/etc/passwd", Format: tar.FormatUSTAR})),
		"hard link":          with(empty(tar.Header{Typeflag: tar.TypeLink, Name: "att/" + hash, Linkname: "MANIFEST", Format: tar.FormatUSTAR})),
		"device":             with(empty(tar.Header{Typeflag: tar.TypeChar, Name: "att/" + hash, Format: tar.FormatUSTAR})),
		"fifo":               with(empty(tar.Header{Typeflag: tar.TypeFifo, Name: "att/" + hash, Format: tar.FormatUSTAR})),
		"folder":             with(empty(tar.Header{Typeflag: tar.TypeDir, Name: "att/", Format: tar.FormatUSTAR})),
		"pax header":         with(empty(tar.Header{Typeflag: tar.TypeReg, Name: "att/" + hash, PAXRecords: map[string]string{"X.y": "z"}, Format: tar.FormatPAX})),
		"gnu header":         with(empty(tar.Header{Typeflag: tar.TypeReg, Name: "att/" + hash, Format: tar.FormatGNU})),
		"duplicate":          with(good[len(good)-1]),
		"second manifest":    with(good[0]),
		"swapped":            {good[1], good[0], good[2], good[3]},
		"attachment first":   {good[0], good[1], good[3], good[2]},
		"no signature":       {good[0], good[2], good[3]},
		"no ops":             {good[0], good[1]},
		"empty":              {},
		"mode":               change(2, func(h *tar.Header) { h.Mode = 0o4755 }),
		"owner":              change(2, func(h *tar.Header) { h.Uname = "root" }),
		"uid":                change(2, func(h *tar.Header) { h.Uid = 1 }),
		"time":               change(2, func(h *tar.Header) { h.ModTime = time.Unix(1, 0) }),
		"half a grant":       {good[0], good[1], good[2], plainFile("trust", []byte("x"))},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := bundle.OpenTar(bytes.NewReader(makeTar(t, fs)), int64(len(makeTar(t, fs))), bundle.Default)
			wantDetail(t, err, bundle.DetailContainer)
		})
	}
	for name, fs := range map[string][]file{
		"manifest too long":   append([]file{plainFile("MANIFEST", make([]byte, 64<<10+1))}, good[1:]...),
		"signature too long":  {good[0], plainFile("MANIFEST.sig", make([]byte, 16<<10+1)), good[2]},
		"ops too long":        {good[0], good[1], plainFile("ops.jsonl.gz", make([]byte, 20<<20+1))},
		"attachment too long": {good[0], good[1], good[2], plainFile("att/"+hash, make([]byte, 25<<20+1))},
	} {
		t.Run(name, func(t *testing.T) {
			b := makeTar(t, fs)
			_, err := bundle.OpenTar(bytes.NewReader(b), int64(len(b)), bundle.Default)
			wantDetail(t, err, bundle.DetailLimit)
		})
	}
}

// entries is a tar of n attachments that exists only as it is read.
type entries struct {
	head []byte
	n    int64
}

func (e *entries) ReadAt(p []byte, off int64) (int, error) {
	for i := range p {
		o := off + int64(i)
		if o < int64(len(e.head)) {
			p[i] = e.head[o]
			continue
		}
		o -= int64(len(e.head))
		p[i] = attHeader(o / 512)[o%512]
	}
	return len(p), nil
}

var lastHeader struct {
	i int64
	b []byte
}

func attHeader(i int64) []byte {
	if lastHeader.b == nil || lastHeader.i != i {
		var b bytes.Buffer
		f := plainFile(fmt.Sprintf("att/%064x", i), nil)
		_ = tar.NewWriter(&b).WriteHeader(&f.h) // a fixed header can't fail
		lastHeader.i, lastHeader.b = i, b.Bytes()
	}
	return lastHeader.b
}

func TestAMillionEntriesAreRefusedEarly(t *testing.T) {
	w := newWorld(t)
	head := makeTar(t, files(t, tarBytes(t, w.build(w.up(1))))[:3])
	e := &entries{head: head[:len(head)-1024], n: 1e6}
	_, err := bundle.OpenTar(e, int64(len(e.head))+e.n*512, bundle.Default)
	wantDetail(t, err, bundle.DetailLimit)
}

// bomb returns a signed bundle whose ops unpack to real bytes where the
// manifest declares another size.
func bomb(t testing.TB, w *world, unpacked, declared int64) []byte {
	t.Helper()
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	chunk := make([]byte, 1<<20)
	for n := int64(0); n < unpacked; n += int64(len(chunk)) {
		if _, err := z.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return signedOps(t, w, packed.Bytes(), declared, "")
}

// signedOps signs a bundle with these packed ops; the declared hash is that of
// plain.
func signedOps(t testing.TB, w *world, packed []byte, declared int64, plain string) []byte {
	t.Helper()
	fs := files(t, tarBytes(t, w.build(w.up(1))))[:3]
	fs[2] = plainFile(bundle.Ops, packed)
	lines := strings.SplitAfter(string(fs[0].body), "\n")
	head := strings.Join(lines[:17], "")
	m := fmt.Sprintf("%sfile: ops.jsonl.gz %d %s %d %s\n", head, len(packed), bundle.ManifestHash(packed), declared, bundle.ManifestHash([]byte(plain)))
	return resign(t, fs, []byte(m), w.laptopC)
}

func TestBombsOfAnEnrolledDeviceAreRefusedCheaply(t *testing.T) {
	w := newWorld(t)
	if _, err := acceptTar(signedOps(t, w, pack(t, "a\n"), 2, "a\n"), w.wantUp()); err != nil {
		t.Fatalf("the attacker's tool can't even sign a good bundle: %v", err)
	}
	for name, c := range map[string]struct {
		b      []byte
		detail string
	}{
		"500 MB declared":     {bomb(t, w, 100<<20, 500<<20), bundle.DetailManifest},
		"50 GB declared":      {bomb(t, w, 100<<20, 50<<30), bundle.DetailManifest},
		"negative":            {bomb(t, w, 1<<20, -1), bundle.DetailManifest},
		"more than declared":  {bomb(t, w, 100<<20, 1<<20), bundle.DetailHash},
		"less than declared":  {bomb(t, w, 1<<20, 1<<20+4096), bundle.DetailManifest},
		"two gzip members":    {signedOps(t, w, append(pack(t, "a\n"), pack(t, "b\n")...), 2, "a\n"), bundle.DetailHash},
		"bytes after gzip":    {signedOps(t, w, append(pack(t, "a\n"), 0), 2, "a\n"), bundle.DetailHash},
		"no gzip":             {signedOps(t, w, []byte("a\n"), 2, "a\n"), bundle.DetailHash},
		"other hash unpacked": {signedOps(t, w, pack(t, "a\n"), 2, "b\n"), bundle.DetailHash},
		"an empty line":       {signedOps(t, w, pack(t, "a\n\n"), 3, "a\n\n"), bundle.DetailManifest},
		"a line without end":  {signedOps(t, w, pack(t, "a"), 1, "a"), bundle.DetailManifest},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := acceptTar(c.b, w.wantUp())
			runtime.ReadMemStats(&after)
			wantDetail(t, err, c.detail)
			if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
				t.Fatalf("allocated %d MB", used>>20)
			}
		})
	}
}

func pack(t testing.TB, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEveryAlteredManifestLineIsRefused(t *testing.T) {
	w := newWorld(t)
	fs := files(t, tarBytes(t, w.build(w.up(2))))
	good := string(fs[0].body)
	lines := strings.SplitAfter(good, "\n")
	lines = lines[:len(lines)-1]
	foreign := certify(t, key(t), w.laptop, 2, "dakha-01")
	join := func(i int, with ...string) string {
		return strings.Join(lines[:i], "") + strings.Join(with, "") + strings.Join(lines[i+1:], "")
	}
	for i, line := range lines {
		k, v, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		altered := map[string]string{
			"dropped": join(i), "doubled": join(i, line, line), "upper key": join(i, strings.ToUpper(k)+": "+v+"\n"),
			"space": join(i, k+":  "+v+"\n"), "trailing space": join(i, k+": "+v+" \n"), "CR": join(i, k+": "+v+"\r\n"),
			"control": join(i, k+": "+v+"\x1b\n"), "no value": join(i, k+": \n"), "unknown before": join(i, "note: x\n", line),
			"bidi": join(i, k+": \u202e"+v+"\n"), "leading zero": join(i, k+": 0"+v+"\n"),
		}
		if k == "app" {
			delete(altered, "leading zero") // a version like any other
		}
		if i > 0 {
			altered["swapped"] = strings.Join(lines[:i-1], "") + line + lines[i-1] + strings.Join(lines[i+1:], "")
		}
		for what, text := range altered {
			// Nothing is excused by our own signature over it …
			if _, err := acceptTar(resign(t, fs, []byte(text), w.laptopC), w.wantUp()); store.CodeOf(err) != store.Refused {
				t.Errorf("%s %s, signed by the device: %v", k, what, err)
			}
			// … the old signature does not cover it …
			b := append([]file{plainFile("MANIFEST", []byte(text))}, fs[1:]...)
			if _, err := acceptTar(makeTar(t, b), w.wantUp()); store.DetailOf(err) != bundle.DetailSignature {
				t.Errorf("%s %s, not signed: %v", k, what, err)
			}
			// … and another's certificate does not count.
			if _, err := acceptTar(resign(t, fs, []byte(text), foreign), w.wantUp()); store.DetailOf(err) != bundle.DetailNotOurCA {
				t.Errorf("%s %s, signed by a stranger: %v", k, what, err)
			}
		}
	}
	for what, c := range map[string]struct{ text, detail string }{
		"newer":            {strings.Replace(good, "bundle: v1", "bundle: v2", 1), bundle.DetailNewer},
		"older":            {strings.Replace(good, "bundle: v1", "bundle: w1", 1), bundle.DetailManifest},
		"two extensions":   {join(3, lines[3], "x-a: 1\n", "x-a: 2\n"), bundle.DetailManifest},
		"odd extension":    {join(3, lines[3], "x-a\n"), bundle.DetailManifest},
		"escape extension": {join(3, lines[3], "x-a: \x1b[2J\n"), bundle.DetailManifest},
		"extension first":  {"x-a: 1\n" + good, bundle.DetailManifest},
		"no time":          {strings.Replace(good, "2026-11-23", "2026-13-23", 1), bundle.DetailManifest},
		"huge number":      {strings.Replace(good, "epoch: 1", "epoch: 99999999999999999999", 1), bundle.DetailManifest},
		"negative number":  {strings.Replace(good, "epoch: 1", "epoch: -1", 1), bundle.DetailManifest},
	} {
		_, err := acceptTar(resign(t, fs, []byte(c.text), w.laptopC), w.wantUp())
		if store.DetailOf(err) != c.detail {
			t.Errorf("%s: %v", what, err)
		}
	}
	b, err := acceptTar(resign(t, fs, []byte(join(3, lines[3], "x-note: gửi lần hai\n")), w.laptopC), w.wantUp())
	if err != nil || b.Manifest.To != "62" {
		t.Fatalf("an extension line is refused: %v", err)
	}
}

func TestLongLinesAreNeitherPackedNorRead(t *testing.T) {
	w := newWorld(t)
	c := w.up(1)
	for _, bad := range [][]byte{bytes.Repeat([]byte("abc"), 1<<19), {}, []byte("a\nb")} {
		c.Ops = [][]byte{bad}
		if _, err := bundle.Build(c, w.laptopC, trust.NamespaceBundle("62")); err == nil {
			t.Fatalf("packed a line of %d bytes", len(bad))
		}
	}
}

func TestPartsSayWhichAreMissing(t *testing.T) {
	var have []*bundle.PartHeader
	for _, i := range []int{3, 1, 3} {
		p := &bundle.PartHeader{
			Bundle: store.Hash{1}, Index: i, Count: 4, Offset: int64(i-1) * 14 << 20, Length: 14 << 20,
			Hash: store.Hash{byte(i)}, Province: "62", Device: "dakha-01",
		}
		b, err := p.Encode()
		if err != nil || len(b) != bundle.PartHeaderSize || !bundle.IsPart(b) {
			t.Fatalf("%q %v", b, err)
		}
		got, err := bundle.ParsePart(append(b, "slice"...))
		if err != nil || *got != *p {
			t.Fatal(got, err)
		}
		have = append(have, got)
		for j := range b {
			bad := bytes.Clone(b)
			bad[j] ^= 0x80
			if _, err := bundle.ParsePart(bad); store.DetailOf(err) != bundle.DetailPart {
				t.Fatalf("byte %d: %v", j, err)
			}
			if _, err := bundle.ParsePart(b[:j]); store.DetailOf(err) != bundle.DetailPart {
				t.Fatalf("first %d bytes: %v", j, err)
			}
		}
	}
	if got := fmt.Sprint(bundle.Missing(have)); got != "[2 4]" {
		t.Fatal(got)
	}
	if bundle.PartFileName("62", "dakha-01", 1, 12, 1, 3) != "coop_62_dakha-01_e1_x0012_p1of3.coop" {
		t.Fatal("name of a part")
	}
}
