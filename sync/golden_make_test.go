package sync_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/sync"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// writeGolden lets a laptop and a province live a short life and keeps what goes
// between them.
func writeGolden(t *testing.T, dir string) {
	at := func(name string) string { return filepath.Join(dir, name) }
	home := t.TempDir()
	p, ca := province(t, filepath.Join(home, "tinh"))
	p.put(t, store.Cooperative, id('c', 1), withUnit(coop(1), "615"))
	create(t, filepath.Join(home, "dakha"), store.Officer, "615")
	o := open(t, filepath.Join(home, "dakha"))
	must(t, os.CopyFS(at(goldenNames.keys), os.DirFS(trust.KeyDir(o.dir))))
	request, _, err := o.EnrolRequest()
	must(t, err)
	write(t, at(goldenNames.request), request)
	grant := write(t, at(goldenNames.grant), approve(t, p, o))
	reports, err := o.Import(ctx, []string{grant}, sync.ImportOptions{CA: ca})
	must(t, err)
	must(t, sync.ImportError(reports))

	o.put(t, store.Cooperative, id('c', 1), store.Doc{"phone": "0905"})
	o.put(t, store.Cooperative, id('c', 2), coop(2))
	o.put(t, store.Annual, id('n', 1), store.Doc{"cooperative": id('c', 2), "year": int64(2023), "figures": store.Doc{"capital_end": int64(7)}})
	o.put(t, store.Assessment, id('a', 1), full(id('c', 2), "2023"))
	_, err = o.Desk.Attach(ctx, store.Assessment, id('a', 1), "biên bản.txt", strings.NewReader("Biên bản họp (bịa để tập huấn)\n"))
	must(t, err)
	_, err = o.Desk.Finalise(ctx, store.Assessment, id('a', 1))
	must(t, err)

	_, err = p.Backup(ctx, at(goldenNames.province))
	must(t, err)
	up := o.seal(t).Path
	must(t, os.Rename(up, at(goldenNames.up)))
	write(t, at(goldenNames.upNewer), newerUp(t, o))
	_, err = o.Backup(ctx, at(goldenNames.laptop))
	must(t, err)

	must(t, sync.ImportError(p.take(t, at(goldenNames.up))))
	_, err = p.Desk.Return(ctx, store.Assessment, id('a', 1), store.Doc{"comments": store.Doc{"3": "thiếu chứng từ"}}, "bổ sung chứng từ")
	must(t, err)
	p.put(t, store.Cooperative, id('c', 2), store.Doc{"area": "xã Hà Mòn"})
	out := p.answerTo(t, sync.AnswerOptions{})
	must(t, os.Rename(out[0].Path, at(goldenNames.down)))
	write(t, at(goldenNames.downNewer), newerDown(t, o, p))
}

// newerLine is a line of an encoding that does not exist yet: it has a field
// that this program does not know.
func newerLine(tb testing.TB, m *machine, seq int64, typ store.Kind, ent string) []byte {
	tb.Helper()
	op := store.Op{
		V: oplog.Version, ID: strings.Repeat("0", 31) + "1", Dev: m.Keys.Dev(), Ep: 1, Seq: seq, At: 1_735_776_000_000, Actor: m.Self.Person, App: "99",
		Typ: typ, Ent: ent, Kind: store.OpPut, Set: store.Doc{"phone": "1900"},
	}
	line, err := oplog.Encode(&op)
	must(tb, err)
	line = bytes.Replace(line, []byte(`{"v":1,`), []byte(`{"v":2,`), 1)
	return append(line[:len(line)-1], `,"place":{"lat":"14,35"}}`...)
}

// newerUp is a bundle that goes on from what o holds, by a program that is newer:
// one op of a kind that is known, one of a kind that is not.
func newerUp(tb testing.TB, o *machine) []byte {
	tb.Helper()
	seq, head := headOf(tb, o)
	m := bundle.Manifest{
		Purpose: bundle.Up, Mode: trust.Training, To: o.Trust().Province, Device: o.Principal(), Dev: o.Keys.Dev(), Epoch: 1, Export: 2,
		From: seq + 1, Through: seq + 2, PrevHead: head, Head: head, Schema: 2, App: "99", ClaimedAt: "2025-01-02T08:00:00+07:00",
		Install: o.Keys.Install(), PrevExport: store.Hash{1},
	}
	for _, r := range o.Trust().Recipients() {
		m.Recipients = append(m.Recipients, trust.RecipientFingerprint(r))
	}
	lines := [][]byte{
		newerLine(tb, o, seq+1, store.Cooperative, id('c', 2)), newerLine(tb, o, seq+2, "field_survey", id('f', 1)),
	}
	for _, l := range lines {
		m.Head = oplog.Hash(m.Head, l)
	}
	return sealedBy(tb, &bundle.Content{Manifest: m, Ops: lines}, o.certSigner(tb), trust.NamespaceBundle(m.To), o.Trust().Recipients()...)
}

// newerDown is the province's next answer to o with an op that the province
// wrote by a program that is newer.
func newerDown(tb testing.TB, o, p *machine) []byte {
	tb.Helper()
	out := p.answerTo(tb, sync.AnswerOptions{Devices: []string{o.Principal()}})
	seq, head := headOf(tb, p)
	var c bundle.Content
	for _, e := range o.reopen(tb, read(tb, out[0].Path)) {
		switch e.h.Name {
		case "MANIFEST":
			m, err := bundle.ParseManifest(e.body)
			must(tb, err)
			m.Schema, m.App, m.Files = 2, "99", nil
			c.Manifest = *m
		case bundle.Quoted:
			c.Quoted = unpackedLines(tb, e.body)
		case "MANIFEST.sig", bundle.Ops:
		default:
			c.Entries = append(c.Entries, bundle.Entry{Name: e.h.Name, Data: e.body})
		}
	}
	quote, err := json.Marshal(sync.Quote{Prev: head.String(), Line: string(newerLine(tb, p, seq+1, store.Cooperative, id('c', 2)))})
	must(tb, err)
	c.Quoted = append(c.Quoted, quote)
	return sealedBy(tb, &c, p.certSigner(tb), trust.NamespaceDown(p.Trust().Province), o.Keys.Recipient())
}

func headOf(tb testing.TB, m *machine) (seq int64, head store.Hash) {
	tb.Helper()
	must(tb, m.db.View(ctx, func(tx store.Tx) (err error) {
		seq, head, err = tx.Head(m.Keys.Dev(), 1)
		return err
	}))
	return seq, head
}

func sealedBy(tb testing.TB, c *bundle.Content, s ssh.Signer, namespace string, recipients ...string) []byte {
	tb.Helper()
	made, err := bundle.Build(c, s, namespace)
	must(tb, err)
	var b bytes.Buffer
	must(tb, bundle.Seal(&b, made, recipients...))
	return b.Bytes()
}

// unpackedLines are the lines of a packed file.
func unpackedLines(tb testing.TB, packed []byte) [][]byte {
	tb.Helper()
	lines := bytes.Split(ungz(tb, packed), []byte("\n"))
	return slices.DeleteFunc(lines, func(l []byte) bool { return len(l) == 0 })
}

func ungz(tb testing.TB, packed []byte) []byte {
	tb.Helper()
	r, err := gzip.NewReader(bytes.NewReader(packed))
	must(tb, err)
	plain, err := io.ReadAll(r)
	must(tb, err)
	return plain
}
