package sync_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/sync"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// needTools fails where a stock tool is missing: a run without them proves
// nothing. CI installs them.
func needTools(t *testing.T, tools ...string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return // kiem-tra.cmd is tried by hand there
	}
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("this test needs %s (Debian packages age, openssh-client, coreutils, gzip, tar)", tool)
		}
	}
}

// parcel is one bundle and who it is for.
type parcel struct {
	name string
	to   *machine
	file []byte
}

// stock checks bundles with nothing of ours.
type stock struct {
	t   *testing.T
	dir string
	p   *machine
}

// check decrypts with age and runs the script that is shipped: whether all is
// well.
func (s *stock) check(b parcel) bool {
	s.t.Helper()
	base := filepath.Join(s.dir, b.name)
	must(s.t, os.WriteFile(base+".coop", b.file, 0o600))
	must(s.t, os.WriteFile(base+".key", []byte(b.to.Keys.AgeIdentity().Secret()+"\n"), 0o600))
	if err := exec.Command("age", "-d", "-i", base+".key", "-o", base+".tar", base+".coop").Run(); err != nil {
		return false
	}
	c := exec.Command("sh", filepath.Join(s.dir, "kiem-tra.sh"), b.name+".tar")
	c.Dir = s.dir
	out, err := c.CombinedOutput()
	if err != nil && c.ProcessState == nil {
		s.t.Fatal(err)
	}
	switch code := c.ProcessState.ExitCode(); code {
	case 0:
		return s.chain(b.name)
	case 3:
		return false
	default:
		s.t.Fatalf("%s: exit %d: %s", b.name, code, out)
		return false
	}
}

// chainScript walks the ops from prev-head to head with gzip, printf and
// sha256sum alone: hash = SHA-256("coopfield-op v1\n" prev line).
const chainScript = `set -eu
tar xOf "$1" MANIFEST >m
head=$(sed -n 's/^prev-head: //p' m)
want=$(sed -n 's/^head: //p' m)
tar xOf "$1" ops.jsonl.gz | gzip -dc >ops
while IFS= read -r line; do
	raw=$(printf %s "$head" | sed 's/../\\x&/g')
	head=$({ printf 'coopfield-op v1\n'; /usr/bin/printf "$raw"; printf %s "$line"; } | sha256sum | cut -c1-64)
done <ops
[ "$head" = "$want" ]
`

func (s *stock) chain(name string) bool {
	s.t.Helper()
	work := filepath.Join(s.dir, name+".chain")
	must(s.t, os.MkdirAll(work, 0o700))
	c := exec.Command("sh", "-c", chainScript, "sh", filepath.Join(s.dir, name+".tar"))
	c.Dir = work
	return c.Run() == nil
}

func newStock(t *testing.T, p *machine) *stock {
	s := &stock{t: t, dir: t.TempDir(), p: p}
	_, err := p.Audit(ctx, sync.AuditOptions{Dir: s.dir})
	must(t, err)
	return s
}

// season is 50 bundles: up and down, in a chain and by themselves, with and
// without attachments, whole and tampered with.
func season(t *testing.T, f *forger) (out []parcel) {
	t.Helper()
	add := func(to *machine, file []byte) {
		out = append(out, parcel{fmt.Sprintf("b%02d", len(out)), to, file})
	}
	for n, m := range []*machine{f.o, f.other} {
		c := m.put(t, store.Cooperative, "", coop(n+1))
		for i := range 5 {
			a := m.put(t, store.Assessment, "", full(c, fmt.Sprintf("%d", 2020+i)))
			_, err := m.Desk.Finalise(ctx, store.Assessment, a)
			must(t, err)
			s := m.seal(t)
			add(f.p, read(t, s.Path))
			must(t, sync.ImportError(f.p.take(t, s.Path)))
			if i%2 == 0 {
				m.receipted(t, s)
			}
			out1, err := f.p.Answer(ctx, t.TempDir(), sync.AnswerOptions{Devices: []string{m.Principal()}, Full: i == 4})
			must(t, err)
			for _, w := range out1 {
				add(m, read(t, w.Path))
			}
		}
	}
	for i := range 4 {
		add(f.p, f.withAttachment(i))
	}
	whole, resealed := len(out), 0
	for i := 0; len(out) < 50; i++ {
		b := out[i%whole]
		if b.to == f.p {
			add(b.to, f.reseal(t, b, resealed))
			resealed++
			continue
		}
		switch i % 3 {
		case 0:
			add(b.to, flipped(b.file, len(b.file)-1-i*13%len(b.file)/2))
		case 1:
			add(b.to, b.file[:len(b.file)-1-i])
		default:
			add(b.to, append(bytes.Clone(b.file), 0))
		}
	}
	if resealed < 12 {
		t.Fatalf("only %d were tampered with inside", resealed)
	}
	return out
}

// withAttachment is an honest bundle with files attached to its op.
func (f *forger) withAttachment(n int) []byte {
	f.tb.Helper()
	if f.line == nil {
		must(f.tb, f.o.Desk.Outgoing(ctx, 1, 1, func(l []byte) error { f.line = bytes.Clone(l); return nil }))
	}
	head := oplog.Hash(oplog.Genesis(f.o.Keys.Dev(), 1, store.Hash{}), f.line)
	c := &bundle.Content{Manifest: f.manifest(1, head), Ops: [][]byte{f.line}}
	for i := range n + 1 {
		b := bytes.Repeat([]byte{byte(i), '\n', 0}, 1000*n+i)
		c.Attachments = append(c.Attachments, bundle.Attachment{Hash: bundle.ManifestHash(b), Size: int64(len(b)), Load: func() ([]byte, error) { return b, nil }})
	}
	t, err := bundle.Build(c, f.o.certSigner(f.tb), trust.NamespaceBundle("62"))
	must(f.tb, err)
	var b bytes.Buffer
	must(f.tb, bundle.Seal(&b, t, f.o.Trust().Recipients()...))
	return b.Bytes()
}

var seqOne = regexp.MustCompile(`"at":[0-9]+`)

// reseal tampers with the inside of a bundle and encrypts it again.
func (f *forger) reseal(t *testing.T, b parcel, i int) []byte {
	t.Helper()
	es := b.to.reopen(t, b.file)
	switch i % 12 {
	case 0: // another manifest under the old signature
		es[0] = tarFile("MANIFEST", bytes.Replace(es[0].body, []byte("app: test"), []byte("app: tesd"), 1))
	case 1: // other ops under the old manifest
		es[2] = tarFile(bundle.Ops, gz(t, seqOne.ReplaceAll(f.line, []byte(`"at":1`)), 1))
	case 2: // signed by a stranger
		es[1] = tarFile("MANIFEST.sig", signer(t, f.stranger, trust.NamespaceBundle("62"))(es[0].body))
	case 3: // signed for another purpose
		es[1] = tarFile("MANIFEST.sig", signer(t, f.o.certSigner(t), trust.NamespaceDown("62"))(es[0].body))
	case 4: // a file more
		es = append(es, tarFile("att/"+strings.Repeat("0", 64), nil))
	case 5: // a head that the ops do not lead to
		es = f.resign(t, es, `(?m)^head: .*$`, "head: "+strings.Repeat("1", 64), trust.NamespaceBundle("62"))
	case 6: // an answer of a laptop
		es = f.resign(t, es, `(?m)^purpose: up$`, "purpose: down", trust.NamespaceDown(f.o.Principal()))
	case 7: // for another province
		es = f.resign(t, es, `(?m)^to: 62 `, "to: 63 ", trust.NamespaceBundle("63"))
	case 8: // for no purpose
		es = f.resign(t, es, `(?m)^purpose: up$`, "purpose: sideways", trust.NamespaceBundle("62"))
	case 9: // other ops inside than the sum of what is unpacked says
		es = f.resign(t, es, `(?m)^(file: ops.jsonl.gz .* )[0-9a-f]{64}$`, "${1}"+strings.Repeat("2", 64), trust.NamespaceBundle("62"))
	case 10: // a device whose name is a command of a shell
		es = f.resign(t, es, `(?m)^device: .*$`, `device: x"&echo.>hacked&"`, trust.NamespaceBundle("62"))
	default: // one line of a file twice, and a file that no line names
		es = f.resign(t, es, `(?m)^(file: ops.jsonl.gz .*)$`, "${1}\n${1}", trust.NamespaceBundle("62"))
		es = append(es, tarFile("att/"+strings.Repeat("0", 64), nil))
	}
	return f.sealTar(es)
}

// resign alters MANIFEST and signs it again, as only its author can.
func (f *forger) resign(t *testing.T, es []tarEntry, pattern, by, namespace string) []tarEntry {
	t.Helper()
	m := regexp.MustCompile(pattern).ReplaceAll(es[0].body, []byte(by))
	if bytes.Equal(m, es[0].body) {
		t.Fatalf("%s is not in MANIFEST", pattern)
	}
	return append([]tarEntry{tarFile("MANIFEST", m), tarFile("MANIFEST.sig", signer(t, f.o.certSigner(t), namespace)(m))}, es[2:]...)
}

// TestStockToolsAgreeWithVerify checks 50 bundles with age, tar, ssh-keygen,
// sha256sum and gzip, and with this program.
func TestStockToolsAgreeWithVerify(t *testing.T) {
	needTools(t, "age", "tar", "ssh-keygen", "sha256sum", "gzip", "sh")
	f := newForger(t)
	all := season(t, f)
	s := newStock(t, f.p)
	good, bad, down := 0, 0, 0
	for _, b := range all {
		verdict := b.to.verdict(t, b.file)
		ours, theirs := verdict == "accepted", s.check(b)
		if ours != theirs {
			t.Errorf("%s: verify says %s, the stock tools %v", b.name, verdict, theirs)
		}
		if ours {
			good++
		} else {
			bad++
		}
		if b.to != f.p {
			down++
		}
	}
	t.Logf("%d bundles, %d of them down: %d whole, %d refused, the same by both", len(all), down, good, bad)
	if len(all) != 50 || good < 20 || bad < 20 || down < 10 {
		t.Error("too few of a kind to say anything")
	}
}
