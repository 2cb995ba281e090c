package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/sync"
)

// rounds is how often each command is killed.
const rounds = 20

// ran is one run of the command that may have been killed.
type ran struct {
	killed         bool
	code           int
	stdout, stderr string
}

// runKilled runs this binary as coopfield and kills it after a time, 0 = never.
func runKilled(t *testing.T, after time.Duration, stdin string, args ...string) ran {
	t.Helper()
	cmd := exec.Command("coopfield", args...)
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &errs
	mustDo(t, cmd.Start())
	if after > 0 {
		timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
	}
	_ = cmd.Wait() // its state says more
	killed, code := !cmd.ProcessState.Exited(), cmd.ProcessState.ExitCode()
	if runtime.GOOS == "windows" { // where a process that is ended from outside exits like others, without a word
		killed = after > 0 && code == 1 && errs.Len() == 0
	}
	return ran{killed, code, out.String(), errs.String()}
}

func mustDo(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// done runs a command to its end, which must be a good one, and says how long
// it took.
func done(t *testing.T, stdin string, args ...string) (string, time.Duration) {
	t.Helper()
	at := time.Now()
	r := runKilled(t, 0, stdin, args...)
	if r.code != 0 {
		t.Fatalf("coopfield %v: exit %d\n%s%s", args, r.code, r.stdout, r.stderr)
	}
	return r.stdout, time.Since(at)
}

// inside opens a store as the next run of the program would.
func inside(t *testing.T, dir string, f func(s *opened)) {
	t.Helper()
	e := &env{ctx: context.Background(), data: dir, stdout: io.Discard, stderr: io.Discard}
	mustDo(t, e.withSite(func(s *opened) error {
		f(s)
		return s.db.Integrity(e.ctx)
	}))
}

// trainingPair makes an officer's and a province's store, enrolled with each
// other.
func trainingPair(t *testing.T) (o, p string) {
	t.Helper()
	dir := t.TempDir()
	o, p = filepath.Join(dir, "o"), filepath.Join(dir, "p")
	e := &env{ctx: context.Background(), stdout: io.Discard, stderr: io.Discard}
	for d, self := range map[string]sync.Self{
		o: {Mode: "training", Role: store.Officer, Person: "Cán bộ", Unit: "615", Created: "2024-12-02T08:00:00+07:00"},
		p: {Mode: "training", Role: store.Province, Person: "Sở", Unit: "62", Created: "2024-12-02T08:00:00+07:00"},
	} {
		_, _, err := e.createStore(d, sync.InitOptions{Self: self})
		mustDo(t, err)
	}
	var request []byte
	inside(t, o, func(s *opened) {
		var err error
		request, _, err = s.EnrolRequest()
		mustDo(t, err)
	})
	grant, ca, err := e.approveDemo(p, request)
	mustDo(t, err)
	mustDo(t, os.WriteFile(o+".grant", grant, 0o600))
	inside(t, o, func(s *opened) {
		reports, err := s.Import(context.Background(), []string{o + ".grant"}, sync.ImportOptions{CA: ca})
		mustDo(t, err)
		mustDo(t, sync.ImportError(reports))
	})
	return o, p
}

func batch(round, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"name":"Hợp tác xã %d-%d","type":"htx","unit":"23500","tax_code":"61%04d%04d"}`+"\n", round, i, round, i)
	}
	return b.String()
}

// idsOf returns the ids of all cooperatives that a store holds.
func idsOf(t *testing.T, s *opened) []string {
	t.Helper()
	var ids []string
	mustDo(t, s.Desk.List(context.Background(), store.Query{Kind: store.Cooperative}, func(r *store.Record) error {
		ids = append(ids, r.ID)
		return nil
	}))
	slices.Sort(ids)
	return ids
}

// moment is a random time of a run that takes about d.
func moment(r *rand.Rand, d time.Duration) time.Duration {
	return 1 + time.Duration(r.Int64N(int64(d)*5/4))
}

func TestPutKilledAtAnyMomentLosesNothingThatItPrinted(t *testing.T) {
	t.Parallel()
	const size = 30
	o, _ := trainingPair(t)
	r := rand.New(rand.NewPCG(1, uint64(time.Now().UnixNano())))
	_, d := done(t, batch(999, size), "put", "cooperative", "--data", o)
	held := size
	killed := 0
	for round := range rounds {
		got := runKilled(t, moment(r, d), batch(round, size), "put", "cooperative", "--data", o)
		if got.killed {
			killed++
		} else if got.code != 0 {
			t.Fatalf("exit %d: %s", got.code, got.stderr)
		}
		inside(t, o, func(s *opened) {
			ids := idsOf(t, s)
			for line := range strings.Lines(got.stdout) {
				if id, whole := strings.CutSuffix(line, "\n"); whole && !slices.Contains(ids, id) {
					t.Fatalf("round %d: %s was printed and is lost", round, id)
				}
			}
			switch len(ids) {
			case held: // none of them: the retry works
				if !got.killed {
					t.Fatalf("round %d ended well and wrote nothing", round)
				}
				_, err := s.Desk.PutJSON(context.Background(), store.Cooperative, strings.NewReader(batch(round, size)))
				mustDo(t, err)
			case held + size: // all of them: the retry is told so
				_, err := s.Desk.PutJSON(context.Background(), store.Cooperative, strings.NewReader(batch(round, size)))
				if store.DetailOf(err) != "duplicate" {
					t.Fatalf("round %d again: %v", round, err)
				}
			default:
				t.Fatalf("round %d: %d records, held %d of %d", round, len(ids), held, size)
			}
		})
		held += size
	}
	if killed == 0 {
		t.Error("no run was killed in time")
	}
}

func TestSealKilledAtAnyMomentLeavesNoHalfBundle(t *testing.T) {
	t.Parallel()
	o, p := trainingPair(t)
	r := rand.New(rand.NewPCG(2, uint64(time.Now().UnixNano())))
	done(t, batch(0, 200), "put", "cooperative", "--data", o)
	usb := t.TempDir()
	_, d := done(t, "", "seal", "--data", o, "--to", usb)
	killed, written := 0, 0
	for round := range rounds {
		got := runKilled(t, moment(r, d), "", "seal", "--data", o, "--to", usb, "--json")
		if got.killed {
			killed++
		}
		var acknowledged sync.Sealed
		if strings.HasSuffix(got.stdout, "\n") {
			mustDo(t, json.Unmarshal([]byte(got.stdout), &acknowledged))
			written++
		}
		bundles, err := filepath.Glob(filepath.Join(usb, "*.coop"))
		mustDo(t, err)
		if acknowledged.Path != "" && !slices.Contains(bundles, acknowledged.Path) {
			t.Fatalf("round %d: %s was reported and is not there", round, acknowledged.Path)
		}
		inside(t, p, func(s *opened) { // whatever stands under a bundle's name is whole
			for _, b := range bundles {
				if _, err := s.Check(context.Background(), b); err != nil {
					t.Fatalf("round %d: %s: %v", round, b, err)
				}
			}
		})
		inside(t, o, func(*opened) {})
	}
	if killed == 0 {
		t.Error("no run was killed in time")
	}
	done(t, "", "seal", "--data", o, "--to", usb)
	done(t, "", "import", "--data", p, usb)
	inside(t, p, func(s *opened) {
		if n := len(idsOf(t, s)); n != 200 {
			t.Errorf("%d of 200 arrived", n)
		}
	})
}

func TestImportKilledAtAnyMomentIsAllOrNothingAndGoesOnAfter(t *testing.T) {
	t.Parallel()
	o, p := trainingPair(t)
	r := rand.New(rand.NewPCG(3, uint64(time.Now().UnixNano())))
	usb := t.TempDir()
	const size, bundles = 60, 3
	for i := range bundles { // each covers the ones before it
		done(t, batch(i, size), "put", "cooperative", "--data", o)
		done(t, "", "seal", "--data", o, "--to", usb)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	mustDo(t, os.CopyFS(empty, os.DirFS(p)))
	_, d := done(t, "", "import", "--data", p, usb)
	want := ""
	inside(t, p, func(s *opened) { want = dump(t, s) })
	killed, partly := 0, 0
	for round := range rounds {
		dir := filepath.Join(t.TempDir(), "p")
		mustDo(t, os.CopyFS(dir, os.DirFS(empty)))
		got := runKilled(t, moment(r, d), "", "import", "--data", dir, usb, "--json")
		if got.killed {
			killed++
		}
		inside(t, dir, func(s *opened) {
			n := len(idsOf(t, s))
			if n%size != 0 {
				t.Fatalf("round %d: %d records are part of a bundle", round, n)
			}
			if n > 0 && n < bundles*size {
				partly++
			}
			reported := strings.Count(got.stdout, `"state":"applied"`)
			if n < reported*size {
				t.Fatalf("round %d: %d bundles were reported, %d records are held", round, reported, n)
			}
			reports, err := s.Import(context.Background(), []string{usb}, sync.ImportOptions{})
			mustDo(t, err)
			mustDo(t, sync.ImportError(reports))
			if after := dump(t, s); after != want {
				t.Fatalf("round %d: the retry gave another state: %s", round, firstOther(want, after))
			}
		})
	}
	if killed == 0 {
		t.Error("no run was killed in time")
	}
	t.Logf("%d killed, %d between two bundles", killed, partly)
}

// dump is a store's content without the journal of files, whose counts tell
// how often each was tried.
func dump(t *testing.T, s *opened) string {
	t.Helper()
	var b bytes.Buffer
	mustDo(t, s.db.Dump(context.Background(), &b))
	var keep strings.Builder
	for line := range strings.Lines(b.String()) {
		if !strings.HasPrefix(line, "bundle ") && !strings.HasPrefix(line, `setting key="desk.issued/`) {
			keep.WriteString(line)
		}
	}
	return keep.String()
}

// firstOther is the first line in which two dumps differ.
func firstOther(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("%.300s\n%.300s", x[i], y[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}
