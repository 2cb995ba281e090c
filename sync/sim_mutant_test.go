//go:build soak

package sync_test

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// mutant is one mistake that an importer could have.
type mutant struct{ name, file, from, to string }

// mutants are mistakes in what takes bundles and answers in. Each is built into
// a program of its own, without a change of the source, and the simulator must
// catch it.
var mutants = []mutant{
	{
		"a gap is not seen", "store/desk/receive.go",
		"p.held, p.needFrom, p.needTo = true, seq+1, in.From-1", "p.held, p.needFrom, p.needTo = false, seq+1, in.From-1",
	},
	{
		"a fork is taken for known", "store/desk/receive.go",
		"return 0, true, nil\n}\n\nconst (", "return last + 1, false, nil\n}\n\nconst (",
	},
	{
		"what is beyond the accepted point counts", "store/desk/receive.go",
		"case in.AcceptedThrough.beyond(o.Ep, o.Seq):", "case false && in.AcceptedThrough.beyond(o.Ep, o.Seq):",
	},
	{
		"held ops do not wake what waits for them", "store/desk/work.go",
		"return true, w.wake(o)", "return true, nil",
	},
	{
		"an op counts without its base", "store/desk/judge.go",
		"\tif !ok {\n\t\treturn store.WaitParent", "\tif false && !ok {\n\t\treturn store.WaitParent",
	},
	{
		"a fork is not marked", "store/desk/fork.go",
		"\tif err := w.forkCase(dev); err != nil {", "\tif err := error(nil); err != nil {",
	},
	{
		"the branch of a fork hangs on who comes first", "store/desk/fork.go",
		"o := chosen(ops, favoured)", "o := chosen(ops, favoured)\n\t\tfor _, x := range ops {\n\t\t\tif x.Verdict == store.Counted {\n\t\t\t\to = x\n\t\t\t}\n\t\t}",
	},
	{
		"the last writer wins", "store/oplog/merge.go",
		"\tif v.merged == nil {\n\t\tv.open", "\tif v.merged == nil && settled {\n\t\tv.merged = g.doc(set[len(set)-1])\n\t}\n\tif v.merged == nil {\n\t\tv.open",
	},
	{
		"official records are merged too", "store/oplog/merge.go",
		"case settled && g.mergeable:", "case settled:",
	},
	{
		"an edit of a final record goes through", "store/oplog/merge.go",
		"if onFinal(op.Kind, p.marks.status) {", "if false && onFinal(op.Kind, p.marks.status) {",
	},
	{
		"any certificate will do", "sync/bundle/open.go",
		"if err := trust.CheckCert(cert, w.CA, trust.CertPrincipal(cert)); err != nil {", "if err := error(nil); err != nil {",
	},
	{
		"the address is not read", "sync/bundle/open.go",
		"case m.To != w.To || !w.named(m.Recipients):", "case !w.named(m.Recipients):",
	},
	{
		"the mode is not read", "sync/bundle/open.go",
		"case m.Mode != w.Mode:", "case false:",
	},
	{
		"the sender is not the signer", "sync/bundle/open.go",
		"case m.Device != trust.CertPrincipal(b.Cert) || m.Dev != trust.DevID(b.Cert):", "case false:",
	},
	{
		"the author's signature is not checked", "sync/prepare.go",
		"\tif !op.Kind.Signed() {\n\t\treturn nil\n\t}", "\treturn nil\n",
	},
	{
		"a receipt claims one op more", "sync/receipt_code.go",
		"if seq > 0 {\n\t\t\tout = append(out, desk.Point{Epoch: ep, Seq: seq, Head: head})", "if seq > 0 {\n\t\t\tout = append(out, desk.Point{Epoch: ep, Seq: seq + 1, Head: head})",
	},
	{
		"a restored database is not noticed", "sync/epoch.go",
		"if len(ahead.Ops) == 0 && len(ahead.Bad) == 0 {", "if true {",
	},
	{
		"another machine is not noticed", "sync/epoch.go",
		"\tif s.Machine == \"\" {", "\tif true {",
	},
	{
		"what a person admitted is set aside again", "store/desk/judge.go",
		"admitted := ruled.kind == admit", "admitted := false && ruled.kind == admit",
	},
	{
		"what a person refused counts all the same", "store/desk/ruling.go",
		"if err != nil || kind != admit && kind != refuse {", "if err != nil || kind != admit {",
	},
	{
		"laptops go back to an older registry", "sync/receipt_take.go",
		"if reg.Version < s.Registry().Version && reg.Mode", "if false && reg.Mode",
	},
	{
		"a fork's receipt does not hold", "store/desk/fork.go",
		"favoured, err = w.receiptedFirst(tree, dev, favoured)", "_, err = w.receiptedFirst(tree, dev, favoured)",
	},
}

// plays names the test that shows a mistake where schedules seldom come to it: a
// copy of a laptop whose history has the smaller hash, after a receipt.
var plays = map[string]string{
	"a fork's receipt does not hold": "^TestACodeGivenOutIsNotTurnedRoundByACopyOfTheLaptop$",
}

// mutantSchedules is within how many schedules a mistake must show.
const mutantSchedules = "2000"

// TestEveryMutantIsCaught builds each mistake in and plays the schedules of the
// short run until one of them shows it.
//
//	go test -tags soak -run TestEveryMutantIsCaught -timeout 0 -v ./sync
func TestEveryMutantIsCaught(t *testing.T) {
	root, err := filepath.Abs("..")
	must(t, err)
	caught := 0
	for _, m := range mutants {
		t.Run(strings.ReplaceAll(m.name, " ", "-"), func(t *testing.T) {
			path := filepath.Join(root, filepath.FromSlash(m.file))
			data, err := os.ReadFile(path)
			must(t, err)
			if strings.Count(string(data), m.from) != 1 {
				t.Fatalf("%s has %d places for this mistake", m.file, strings.Count(string(data), m.from))
			}
			dir := t.TempDir()
			wrong := filepath.Join(dir, "wrong.go")
			must(t, os.WriteFile(wrong, []byte(strings.Replace(string(data), m.from, m.to, 1)), 0o600))
			overlay, err := json.Marshal(map[string]map[string]string{"Replace": {path: wrong}})
			must(t, err)
			must(t, os.WriteFile(filepath.Join(dir, "overlay.json"), overlay, 0o600))
			bin := filepath.Join(dir, "sync.test")
			build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", filepath.Join(dir, "overlay.json"), "-o", bin, "./sync")
			build.Dir = root
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("it does not build: %s", out)
			}
			run := exec.Command(bin, "-test.run", cmp.Or(plays[m.name], "^TestProtocol$"), "-rapid.nofailfile", "-rapid.shrinktime", "1ms", "-test.failfast", "-test.timeout", "60m")
			run.Dir = filepath.Join(root, "sync")
			run.Env = append(os.Environ(), "RAPID_SEED=1", "COOPFIELD_SCHEDULES="+mutantSchedules)
			out, err := run.CombinedOutput()
			if err == nil {
				t.Fatal("nobody noticed")
			}
			caught++
			for line := range strings.Lines(string(out)) {
				if strings.Contains(line, "failed after") || strings.Contains(line, "panic after") {
					t.Log(strings.TrimSpace(line))
					break
				}
			}
		})
	}
	t.Logf("%d of %d caught", caught, len(mutants))
}
