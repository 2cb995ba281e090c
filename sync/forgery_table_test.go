package sync_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/sync"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// forger has everything but the key that counts.
type forger struct {
	*attacker
	other, revoked *machine   // enrolled, and enrolled once
	stranger       ssh.Signer // with a certificate of its own making
	plain          ssh.Signer // without one
}

func newForger(tb testing.TB) *forger {
	tb.Helper()
	dir := tb.TempDir()
	p, ca := province(tb, filepath.Join(dir, "tinh"))
	f := &forger{attacker: &attacker{tb: tb, p: p, o: enrolled(tb, p, ca, filepath.Join(dir, "dakha"), "615")}}
	f.other = enrolled(tb, p, ca, filepath.Join(dir, "ngochoi"), "611")
	f.revoked = enrolled(tb, p, ca, filepath.Join(dir, "mat"), "615")
	_, err := p.Revoke(ctx, sync.RevokeOptions{Device: f.revoked.Principal(), None: true, Reason: "mất máy"})
	must(tb, err)
	key := func() ssh.Signer {
		k, err := trust.GenerateKey(rand.Reader)
		must(tb, err)
		s, err := ssh.NewSignerFromKey(k)
		must(tb, err)
		return s
	}
	f.plain = key()
	cert, err := trust.IssueCert(rand.Reader, key(), f.plain.PublicKey(), 2, f.o.Principal())
	must(tb, err)
	f.stranger, err = ssh.NewCertSigner(cert, f.plain)
	must(tb, err)
	return f
}

func (m *machine) certSigner(tb testing.TB) ssh.Signer {
	tb.Helper()
	s, err := m.Keys.CertSigner()
	must(tb, err)
	return s
}

// column is one way to sign what was altered.
type column struct {
	name string
	sign func(text []byte) []byte
	// code is the refusal whatever was altered; "" if that is for the field to say.
	code string
	// own is that of the key that may say so; then some fields are accepted.
	own bool
}

func signer(tb testing.TB, s ssh.Signer, namespace string) func([]byte) []byte {
	return func(text []byte) []byte {
		sig, err := trust.Sign(s, namespace, text)
		must(tb, err)
		return sig
	}
}

// detail imports a file as a dry run would check it: the code of the refusal, or
// "accepted".
func (m *machine) verdict(tb testing.TB, file []byte) string {
	tb.Helper()
	_, err := m.Check(ctx, write(tb, filepath.Join(tb.TempDir(), "x.coop"), file))
	if err == nil {
		return "accepted"
	}
	if c := store.CodeOf(err); c != store.Refused && c != store.Damaged {
		tb.Errorf("%v has code %s", err, c)
	}
	return store.DetailOf(err)
}

func table(tb testing.TB, head []string, rows [][]string) {
	tb.Helper()
	var b strings.Builder
	for _, r := range append([][]string{head}, rows...) {
		fmt.Fprintf(&b, "\n%-14s", r[0])
		for _, c := range r[1:] {
			fmt.Fprintf(&b, " %-15s", c)
		}
	}
	tb.Log(b.String())
}

// TestEveryFieldOfAManifestForged alters each line once.
func TestEveryFieldOfAManifestForged(t *testing.T) {
	f := newForger(t)
	c := f.o.put(t, store.Cooperative, "", coop(1))
	a := f.o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := f.o.Desk.Finalise(ctx, store.Assessment, a)
	must(t, err)
	var lines [][]byte
	must(t, f.o.Desk.Outgoing(ctx, 1, 3, func(l []byte) error { lines = append(lines, bytes.Clone(l)); return nil }))
	good := f.entries(lines...)
	if v := f.p.verdict(t, f.sealTar(good)); v != "accepted" {
		t.Fatalf("the honest bundle: %s", v)
	}
	// What each field becomes, and the code if everything else is in order.
	man := strings.SplitAfter(string(good[0].body), "\n")
	man = man[:len(man)-1]
	altered := map[string]struct{ to, own, foreign string }{
		"coopfield-bundle": {"v2", bundle.DetailNewer, bundle.DetailNewer},
		"purpose":          {"down", bundle.DetailManifest, ""},
		"mode":             {"real", bundle.DetailMode, bundle.DetailMode},
		"to":               {"63 " + strings.Repeat("0", 32), bundle.DetailAddress, bundle.DetailAddress},
		"device":           {f.other.Principal(), bundle.DetailManifest, ""},
		"dev":              {strings.Repeat("0", 32), bundle.DetailManifest, ""},
		"epoch":            {"2", oplog.DetailChain, ""},
		"export":           {"2", bundle.DetailManifest, ""},
		"prev-export":      {strings.Repeat("1", 64), bundle.DetailManifest, ""},
		"ops":              {"1-2", bundle.DetailManifest, ""},
		"prev-head":        {strings.Repeat("1", 64), oplog.DetailChain, ""},
		"head":             {strings.Repeat("1", 64), oplog.DetailChain, ""},
		"schema":           {"7", "accepted", ""},
		"app":              {"9.9.9", "accepted", ""},
		"claimed-at":       {"2036-11-23T08:15:00+07:00", "accepted", ""},
		"receipted":        {"1 " + strings.Repeat("1", 64), "accepted", ""},
		"install":          {strings.Repeat("0", 32), "accepted", ""},
		"file":             {"ops.jsonl.gz 1 " + strings.Repeat("1", 64) + " 1 " + strings.Repeat("1", 64), bundle.DetailHash, ""},
	}
	ns := trust.NamespaceBundle("62")
	columns := []column{
		{"old signature", func([]byte) []byte { return good[1].body }, bundle.DetailSignature, false},
		{"no certificate", signer(t, f.plain, ns), bundle.DetailNotOurCA, false},
		{"wrong key", signer(t, f.stranger, ns), bundle.DetailNotOurCA, false},
		{"as record", signer(t, f.o.certSigner(t), trust.NamespaceRecord), bundle.DetailNamespace, false},
		{"as enrol", signer(t, f.o.certSigner(t), trust.NamespaceEnrol), bundle.DetailNamespace, false},
		{"as trust", signer(t, f.o.certSigner(t), trust.NamespaceTrust("62")), bundle.DetailNamespace, false},
		{"as down", signer(t, f.o.certSigner(t), trust.NamespaceDown("62")), bundle.DetailNamespace, false},
		{"for 63", signer(t, f.o.certSigner(t), trust.NamespaceBundle("63")), bundle.DetailNamespace, false},
		{"revoked", signer(t, f.revoked.certSigner(t), ns), "", false},
		{"other device", signer(t, f.other.certSigner(t), ns), "", false},
		{"the office", signer(t, f.p.certSigner(t), ns), bundle.DetailRole, false},
		{"own key", signer(t, f.o.certSigner(t), ns), "", true},
	}
	head := []string{"field"}
	for _, c := range columns {
		head = append(head, c.name)
	}
	var rows [][]string
	for i, line := range man {
		key, _, _ := strings.Cut(line, ": ")
		alt, ok := altered[key]
		if !ok {
			t.Errorf("the manifest has a field %s that is not forged here", key)
			continue
		}
		text := []byte(strings.Join(man[:i], "") + key + ": " + alt.to + "\n" + strings.Join(man[i+1:], ""))
		row := []string{key}
		for _, c := range columns {
			want := c.code
			if want == "" {
				want = bundle.DetailManifest // not its signer
				if alt.foreign != "" {
					want = alt.foreign
				}
				if c.own {
					want = alt.own
				}
			}
			es := append([]tarEntry{tarFile("MANIFEST", text), tarFile("MANIFEST.sig", c.sign(text))}, good[2:]...)
			got := f.p.verdict(t, f.sealTar(es))
			if got != want {
				t.Errorf("%s, signed by %s: %s, want %s", key, c.name, got, want)
			}
			row = append(row, got)
		}
		rows = append(rows, row)
	}
	if len(rows) != len(altered) {
		t.Errorf("%d of %d fields", len(rows), len(altered))
	}
	table(t, head, rows)
}

// TestEveryFieldOfAnOpForged alters each field of a finalised record's op once.
// The bundle around it is in order and signed by the author's own laptop: what is
// tried is the author's signature alone.
func TestEveryFieldOfAnOpForged(t *testing.T) {
	f := newForger(t)
	c := f.o.put(t, store.Cooperative, "", coop(1))
	a := f.o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := f.o.Desk.Finalise(ctx, store.Assessment, a)
	must(t, err)
	var lines [][]byte
	must(t, f.o.Desk.Outgoing(ctx, 1, 3, func(l []byte) error { lines = append(lines, bytes.Clone(l)); return nil }))
	const held = "accepted" // kept for a program that knows the version, not read
	changes := []struct {
		field string
		alter func(*store.Op)
		code  string // if it is not the signature that is found first
	}{
		{"op", func(o *store.Op) { o.ID = strings.Repeat("0", 32) }, ""},
		{"dev", func(o *store.Op) { o.Dev = f.other.Keys.Dev() }, oplog.DetailChain},
		{"ep", func(o *store.Op) { o.Ep = 2 }, oplog.DetailChain},
		{"seq", func(o *store.Op) { o.Seq++ }, oplog.DetailChain},
		{"at", func(o *store.Op) { o.At++ }, ""},
		{"actor", func(o *store.Op) { o.Actor = "Người khác" }, ""},
		{"app", func(o *store.Op) { o.App = "9" }, ""},
		{"typ", func(o *store.Op) { o.Typ = store.Visit }, ""},
		{"ent", func(o *store.Op) { o.Ent = c }, ""},
		{"base", func(o *store.Op) { o.Base = []store.Hash{{1}} }, ""},
		{"kind", func(o *store.Op) { o.Kind, o.Why = store.OpAmend, "x" }, ""},
		{"kind unsigned", func(o *store.Op) { o.Kind = store.OpPut }, oplog.DetailForm},
		{"ref", func(o *store.Op) {
			o.Ref = map[string]store.RefData{"x": {Revision: 1, SHA256: strings.Repeat("0", 64)}}
		}, ""},
		{"set", func(o *store.Op) { o.Set["self"].(store.Doc)["9"] = int64(400) }, ""},
		{"why", func(o *store.Op) { o.Why = "x" }, ""},
		{"att", func(o *store.Op) { o.Att = []string{strings.Repeat("0", 64)} }, ""},
		{"sig", func(*store.Op) {}, ""},
	}
	sign := func(s ssh.Signer, namespace string) func(*store.Op) string {
		return func(o *store.Op) string {
			blob, err := trust.SignBlob(s, namespace, oplog.SigningBytes(o))
			must(t, err)
			return base64.StdEncoding.EncodeToString(blob)
		}
	}
	columns := []struct {
		name string
		sign func(*store.Op) string
		own  bool
	}{
		{"old signature", func(o *store.Op) string { return o.Sig }, false},
		{"wrong key", sign(f.plain, trust.NamespaceRecord), false},
		{"with a cert", sign(f.stranger, trust.NamespaceRecord), false},
		{"as bundle", sign(f.o.Keys.Signer(), trust.NamespaceBundle("62")), false},
		{"as enrol", sign(f.o.Keys.Signer(), trust.NamespaceEnrol), false},
		{"as trust", sign(f.o.Keys.Signer(), trust.NamespaceTrust("62")), false},
		{"revoked", sign(f.revoked.Keys.Signer(), trust.NamespaceRecord), false},
		{"other device", sign(f.other.Keys.Signer(), trust.NamespaceRecord), false},
		{"the office", sign(f.p.Keys.Signer(), trust.NamespaceRecord), false},
		{"own key", sign(f.o.Keys.Signer(), trust.NamespaceRecord), true},
	}
	head := []string{"field"}
	for _, c := range columns {
		head = append(head, c.name)
	}
	var rows [][]string
	for _, ch := range changes {
		row := []string{ch.field}
		for _, col := range columns {
			op, err := oplog.Decode(lines[2])
			must(t, err)
			ch.alter(op)
			if col.name != "old signature" {
				op.Sig = col.sign(op)
			} else if ch.field == "sig" { // a bit of the old one
				raw, err := base64.StdEncoding.DecodeString(op.Sig)
				must(t, err)
				raw[len(raw)-5] ^= 1
				op.Sig = base64.StdEncoding.EncodeToString(raw)
			}
			line, err := oplog.Encode(op)
			must(t, err)
			want := ch.code
			if want == "" {
				want = "op-signature"
				if col.own {
					want = "accepted"
				}
			}
			got := f.p.verdict(t, f.sealTar(f.entries(lines[0], lines[1], line)))
			if got != want {
				t.Errorf("%s, signed by %s: %s, want %s", ch.field, col.name, got, want)
			}
			row = append(row, got)
		}
		rows = append(rows, row)
	}
	newer := strings.Replace(string(lines[2]), `{"v":1,`, `{"v":2,`, 1)
	if got := f.p.verdict(t, f.sealTar(f.entries(lines[0], lines[1], []byte(newer)))); got != held {
		t.Errorf("a newer version: %s", got)
	}
	table(t, head, rows)
	// No field of the encoding is left out.
	var names []string
	for _, r := range rows {
		names = append(names, r[0])
	}
	for _, key := range []string{"op", "dev", "ep", "seq", "at", "actor", "app", "typ", "ent", "base", "kind", "ref", "set", "why", "att", "sig"} {
		if !slices.Contains(names, key) || !strings.Contains(string(lines[2]), `"`+key+`":`) {
			t.Errorf("field %s is not forged, or not there", key)
		}
	}
}

// reopen decrypts a bundle to a laptop.
func (m *machine) reopen(tb testing.TB, file []byte) []tarEntry {
	tb.Helper()
	r, err := age.Decrypt(bytes.NewReader(file), m.Keys.AgeIdentity())
	must(tb, err)
	b, err := io.ReadAll(r)
	must(tb, err)
	return untar(tb, b)
}

// TestEveryFileOfAnAnswerForged alters what the province sends down.
func TestEveryFileOfAnAnswerForged(t *testing.T) {
	f := newForger(t)
	c := f.o.put(t, store.Cooperative, "", coop(1))
	f.o.put(t, store.Assessment, "", full(c, "2024"))
	f.other.put(t, store.Cooperative, "", coop(2))
	f.p.take(t, f.o.seal(t).Path, f.other.seal(t).Path)
	f.p.put(t, store.Cooperative, c, store.Doc{"phone": "0260"})
	out, err := f.p.Answer(ctx, t.TempDir(), sync.AnswerOptions{Devices: []string{f.o.Principal()}, Full: true})
	must(t, err)
	good := f.o.reopen(t, read(t, out[0].Path))
	seal := func(es []tarEntry) []byte {
		var b bytes.Buffer
		w, err := trust.Encrypt(&b, f.o.Keys.Recipient())
		must(t, err)
		_, err = w.Write(tarOf(t, es))
		must(t, err)
		must(t, w.Close())
		return b.Bytes()
	}
	if v := f.o.verdict(t, seal(good)); v != "accepted" {
		t.Fatalf("the honest answer: %s", v)
	}
	// The manifest again with the altered file's size and hash.
	manifest := func(es []tarEntry) []byte {
		m, err := bundle.ParseManifest(good[0].body)
		must(t, err)
		for i := range m.Files {
			e := es[i+2]
			if m.Files[i].Size, m.Files[i].Hash = int64(len(e.body)), bundle.ManifestHash(e.body); strings.HasSuffix(e.h.Name, ".gz") {
				m.Files[i].PlainSize++
			}
		}
		b, err := m.Encode()
		must(t, err)
		return b
	}
	ns := trust.NamespaceDown("62")
	columns := []column{
		{"not signed", nil, bundle.DetailHash, false},
		{"old signature", func([]byte) []byte { return good[1].body }, bundle.DetailSignature, false},
		{"wrong key", signer(t, f.stranger, ns), bundle.DetailNotOurCA, false},
		{"no certificate", signer(t, f.plain, ns), bundle.DetailNotOurCA, false},
		{"as bundle", signer(t, f.p.certSigner(t), trust.NamespaceBundle("62")), bundle.DetailNamespace, false},
		{"as trust", signer(t, f.p.certSigner(t), trust.NamespaceTrust("62")), bundle.DetailNamespace, false},
		{"revoked", signer(t, f.revoked.certSigner(t), ns), bundle.DetailRole, false},
		{"other device", signer(t, f.other.certSigner(t), ns), bundle.DetailRole, false},
		{"own key", signer(t, f.o.certSigner(t), ns), bundle.DetailRole, false},
	}
	head := []string{"file"}
	for _, c := range columns {
		head = append(head, c.name)
	}
	var rows [][]string
	seen := map[string]bool{}
	for i := 2; i < len(good); i++ {
		name := good[i].h.Name
		seen[name] = true
		row := []string{name}
		for _, c := range columns {
			es := slices.Clone(good)
			body := bytes.Clone(good[i].body)
			body[len(body)/2] ^= 1
			es[i] = tarFile(name, body)
			if c.sign != nil {
				m := manifest(es)
				es[0], es[1] = tarFile("MANIFEST", m), tarFile("MANIFEST.sig", c.sign(m))
			}
			got := f.o.verdict(t, seal(es))
			if got != c.code {
				t.Errorf("%s, %s: %s, want %s", name, c.name, got, c.code)
			}
			row = append(row, got)
		}
		rows = append(rows, row)
	}
	table(t, head, rows)
	for _, name := range []string{bundle.Receipts, bundle.Expected, bundle.RegistryTxt, bundle.RegistrySig, bundle.Quoted} {
		if !seen[name] {
			t.Errorf("the answer has no %s to forge", name)
		}
	}
	// The registry has a signature of its own, which counts even when the office
	// signs the bundle.
	at := slices.IndexFunc(good, func(e tarEntry) bool { return e.h.Name == bundle.RegistryTxt })
	for what, c := range map[string]struct {
		sign func([]byte) []byte
		code string
	}{
		"old signature": {nil, trust.DetailSignature},
		"wrong key":     {signer(t, f.stranger, trust.NamespaceTrust("62")), trust.DetailNotOurCA},
		"other device":  {signer(t, f.other.certSigner(t), trust.NamespaceTrust("62")), trust.DetailSignature},
		"as down":       {signer(t, f.p.certSigner(t), ns), trust.DetailNamespace},
	} {
		es := slices.Clone(good)
		es[at] = tarFile(bundle.RegistryTxt, bytes.Replace(good[at].body, []byte("lost"), []byte("retired"), 1))
		if bytes.Equal(es[at].body, good[at].body) {
			t.Fatal("nothing was altered")
		}
		if c.sign != nil {
			es[at+1] = tarFile(bundle.RegistrySig, c.sign(es[at].body))
		}
		m := manifest(es)
		if q := slices.IndexFunc(es, func(e tarEntry) bool { return e.h.Name == bundle.Quoted }); q > 0 {
			m = slices.Clone(good[0].body) // only the registry's lines change
			for _, k := range []int{at, at + 1} {
				old := fmt.Sprintf("file: %s %d %s", good[k].h.Name, len(good[k].body), bundle.ManifestHash(good[k].body))
				m = bytes.Replace(m, []byte(old), fmt.Appendf(nil, "file: %s %d %s", es[k].h.Name, len(es[k].body), bundle.ManifestHash(es[k].body)), 1)
			}
		}
		es[0], es[1] = tarFile("MANIFEST", m), tarFile("MANIFEST.sig", signer(t, f.p.certSigner(t), ns)(m))
		r := f.o.take(t, write(t, filepath.Join(t.TempDir(), "x"), seal(es)))
		if exitOf(r) != 3 || store.DetailOf(r[0].Err) != c.code {
			t.Errorf("registry, %s: %v (%s), want %s", what, r[0].Err, store.DetailOf(r[0].Err), c.code)
		}
	}
}
