package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	gosync "sync"
	"testing"
	"time"

	"coopfield/sync"
)

// scratch is a folder that costs no waiting for a disk.
func scratch(t *testing.T) string {
	t.Helper()
	base := "/dev/shm"
	if info, err := os.Stat(base); err != nil || !info.IsDir() {
		base = ""
	}
	dir, err := os.MkdirTemp(base, "coopfield-fault-")
	mustDo(t, err)
	t.Cleanup(func() { mustDo(t, os.RemoveAll(dir)) })
	dir, err = filepath.EvalSymlinks(dir)
	mustDo(t, err)
	return dir
}

// takenIn makes an officer's and a province's store, the province having taken
// in what the officer sealed.
func takenIn(t *testing.T, n int) (o, p string) {
	t.Helper()
	o, p = trainingPair(t)
	usb := t.TempDir()
	done(t, batch(0, n), "put", "cooperative", "--data", o)
	done(t, "", "seal", "--data", o, "--to", usb)
	done(t, "", "import", "--data", p, usb)
	return o, p
}

func TestAnswerKilledAtAnyMomentLeavesNoHalfBundle(t *testing.T) {
	t.Parallel()
	o, p := takenIn(t, 40)
	r := rand.New(rand.NewPCG(4, uint64(time.Now().UnixNano())))
	back := t.TempDir()
	_, d := done(t, "", "answer", "--data", p, "--to", back)
	killed := 0
	for round := range rounds {
		if got := runKilled(t, moment(r, d), "", "answer", "--data", p, "--to", back); got.killed {
			killed++
		} else if got.code != 0 {
			t.Fatalf("round %d: exit %d\n%s", round, got.code, got.stderr)
		}
		answers, err := filepath.Glob(filepath.Join(back, "*.coop"))
		mustDo(t, err)
		inside(t, o, func(s *opened) {
			for _, a := range answers {
				if _, err := s.Check(context.Background(), a); err != nil {
					t.Fatalf("round %d: %s: %v", round, a, err)
				}
			}
		})
		inside(t, p, func(*opened) {})
	}
	if killed == 0 {
		t.Error("no run was killed in time")
	}
	done(t, "", "answer", "--data", p, "--to", back)
	done(t, "", "import", "--data", o, back)
	inside(t, o, func(s *opened) {
		n, err := s.Desk.Unsealed(context.Background())
		mustDo(t, err)
		if n != 0 {
			t.Errorf("%d changes are not receipted", n)
		}
	})
}

// arrival is when a laptop's clock says that an answer came.
var arrival = regexp.MustCompile(`\\"at\\":[0-9]+`)

func TestImportOfAnswersKilledAtAnyMomentGoesOnAfter(t *testing.T) {
	t.Parallel()
	o, p := takenIn(t, 40)
	back := t.TempDir()
	done(t, "", "answer", "--data", p, "--to", back)
	r := rand.New(rand.NewPCG(5, uint64(time.Now().UnixNano())))
	fresh := filepath.Join(t.TempDir(), "o")
	mustDo(t, os.CopyFS(fresh, os.DirFS(o)))
	_, d := done(t, "", "import", "--data", o, back)
	want := ""
	inside(t, o, func(s *opened) { want = arrival.ReplaceAllString(dump(t, s), "") })
	killed := 0
	for round := range rounds {
		dir := filepath.Join(t.TempDir(), "o")
		mustDo(t, os.CopyFS(dir, os.DirFS(fresh)))
		if got := runKilled(t, moment(r, d), "", "import", "--data", dir, back); got.killed {
			killed++
		} else if got.code != 0 {
			t.Fatalf("round %d: exit %d\n%s", round, got.code, got.stderr)
		}
		inside(t, dir, func(s *opened) {
			reports, err := s.Import(context.Background(), []string{back}, sync.ImportOptions{})
			mustDo(t, err)
			mustDo(t, sync.ImportError(reports))
			if after := arrival.ReplaceAllString(dump(t, s), ""); after != want {
				t.Fatalf("round %d: the retry gave another state: %s", round, firstDifference(want, after))
			}
		})
	}
	if killed == 0 {
		t.Error("no run was killed in time")
	}
}

// firstDifference shows the first line that two dumps do not share.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d\nwant %.500s\ngot  %.500s", i, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}

func TestRestoreKilledAtAnyMomentLeavesAStoreThatIsWhole(t *testing.T) {
	t.Parallel()
	const before, after = 20, 30
	o, _ := trainingPair(t)
	done(t, batch(0, before), "put", "cooperative", "--data", o)
	file := filepath.Join(t.TempDir(), "sao-luu.age")
	done(t, "", "backup", "--data", o, file)
	done(t, batch(1, after-before), "put", "cooperative", "--data", o)
	trial := filepath.Join(t.TempDir(), "o")
	mustDo(t, os.CopyFS(trial, os.DirFS(o)))
	_, d := done(t, "", "restore", file, "--data", trial)
	r := rand.New(rand.NewPCG(6, uint64(time.Now().UnixNano())))
	killed, between := 0, 0
	for round := range rounds {
		root := t.TempDir()
		dir := filepath.Join(root, "o")
		mustDo(t, os.CopyFS(dir, os.DirFS(o)))
		if got := runKilled(t, moment(r, d), "", "restore", file, "--data", dir); got.killed {
			killed++
		} else if got.code != 0 {
			t.Fatalf("round %d: exit %d\n%s", round, got.code, got.stderr)
		}
		stores, err := filepath.Glob(filepath.Join(root, "o*"))
		mustDo(t, err)
		most := 0
		for _, s := range stores {
			inside(t, s, func(s *opened) { most = max(most, len(idsOf(t, s))) })
		}
		if most != after {
			t.Fatalf("round %d: of %d records the best of %v has %d", round, after, stores, most)
		}
		if _, err := os.Stat(dir); err != nil { // moved aside, and the new one not yet in place
			between++
		}
		done(t, "", "restore", file, "--data", dir)
		inside(t, dir, func(s *opened) {
			if n := len(idsOf(t, s)); n != before && n != after {
				t.Fatalf("round %d: %d records after the retry", round, n)
			}
		})
	}
	if killed == 0 {
		t.Error("no run was killed in time")
	}
	t.Logf("%d killed, %d between the two moves", killed, between)
}

func TestSecondProcessIsToldThatTheStoreIsInUse(t *testing.T) {
	t.Parallel()
	o, p := takenIn(t, 3)
	usb := t.TempDir()
	done(t, "", "seal", "--data", o, "--to", usb)
	for dir, args := range map[string][]string{
		p: {"import", "--data", p, usb},
		o: {"put", "cooperative", "--data", o},
	} {
		inside(t, dir, func(*opened) {
			got := runKilled(t, 0, batch(1, 1), args...)
			if got.code != 1 || !strings.Contains(got.stderr, "đang mở ở một cửa sổ khác") || !strings.Contains(got.stderr, "  → ") {
				t.Errorf("%v: exit %d\n%s", args, got.code, got.stderr)
			}
		})
	}
}

func TestTwoImportsAtOnceTakeEverythingInOnce(t *testing.T) {
	t.Parallel()
	o, p := trainingPair(t)
	usb := t.TempDir()
	for i := range 3 {
		done(t, batch(i, 20), "put", "cooperative", "--data", o)
		done(t, "", "seal", "--data", o, "--to", usb)
	}
	done(t, "", "import", "--data", p, filepath.Join(usb, oldest(t, usb)))
	for range 4 {
		var both gosync.WaitGroup
		var got [2]ran
		for i := range got {
			both.Go(func() { got[i] = runKilled(t, 0, "", "import", "--data", p, usb) })
		}
		both.Wait()
		for _, g := range got {
			if g.code != 0 && (g.code != 1 || !strings.Contains(g.stderr, "đang mở ở một cửa sổ khác")) {
				t.Errorf("exit %d\n%s%s", g.code, g.stdout, g.stderr)
			}
		}
		if got[0].code != 0 && got[1].code != 0 {
			t.Error("neither of the two did it")
		}
	}
	inside(t, p, func(s *opened) {
		if n := len(idsOf(t, s)); n != 60 {
			t.Errorf("%d of 60 records", n)
		}
	})
}

// oldest is the name of the first bundle of a folder.
func oldest(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	mustDo(t, err)
	return entries[0].Name()
}

// A file may grow to a limit and no further, as on a full disk; this needs no
// right to trace.
func TestFullDiskIsToldAndLosesNothing(t *testing.T) {
	t.Parallel()
	if os.PathSeparator != '/' {
		return // the limit is one of Unix
	}
	o, p := trainingPair(t)
	usb := t.TempDir()
	done(t, batch(0, 60), "put", "cooperative", "--data", o)
	done(t, "", "seal", "--data", o, "--to", usb)
	full := 0
	for _, job := range []struct {
		dir, stdin string
		before     []int
		after      int
		args       []string
	}{
		{p, "", []int{0, 60}, 60, []string{"import", usb}},
		{o, batch(1, 60), []int{60, 120}, 120, []string{"put", "cooperative"}},
		{o, "", []int{60}, 60, []string{"seal", "--to"}},
		{o, "", []int{60}, 60, []string{"backup"}},
	} {
		for blocks := 8; blocks < 1<<11; blocks = blocks*3 + 5 {
			root := scratch(t)
			dir := filepath.Join(root, "kho")
			mustDo(t, os.CopyFS(dir, os.DirFS(job.dir)))
			args := append(append([]string{}, job.args...), "--data", dir)
			switch job.args[0] {
			case "seal":
				args = []string{"seal", "--data", dir, "--to", root}
			case "backup":
				args = []string{"backup", "--data", dir, filepath.Join(root, "sao-luu.age")}
			}
			got := limited(t, blocks, job.stdin, args...)
			what := fmt.Sprintf("%s with files of %d blocks at most", job.args[0], blocks)
			if got.killed || got.code > 1 {
				t.Fatalf("%s: exit %d, killed %v\n%s", what, got.code, got.killed, got.stderr)
			}
			if got.code == 1 {
				full++
				if !strings.Contains(got.stderr, "\n  = ") || !strings.Contains(got.stderr, "\n  → ") || strings.Contains(got.stderr, "ngoài dự kiến") {
					t.Errorf("%s:\n%s", what, got.stderr)
				}
			}
			n := 0
			inside(t, dir, func(s *opened) { n = len(idsOf(t, s)) })
			if n != job.before[0] && n != job.before[len(job.before)-1] {
				t.Fatalf("%s: %d records", what, n)
			}
			if got.code == 0 && n != job.after {
				t.Fatalf("%s: reported success, and %d records", what, n)
			}
			if got.code == 0 {
				break // more room changes nothing
			}
			if again := runKilled(t, 0, job.stdin, args...); again.code != 0 && n != job.after {
				t.Fatalf("%s: the retry: exit %d\n%s", what, again.code, again.stderr)
			}
			inside(t, dir, func(s *opened) { n = len(idsOf(t, s)) })
			if n != job.after {
				t.Fatalf("%s: %d records after the retry", what, n)
			}
		}
	}
	if full < 6 {
		t.Errorf("only %d runs met the limit", full)
	}
}

// limited runs coopfield with files of at most so many blocks of 512 bytes.
func limited(t *testing.T, blocks int, stdin string, args ...string) ran {
	t.Helper()
	cmd := exec.Command("sh", append([]string{"-c", `ulimit -f "$0" && exec coopfield "$@"`, fmt.Sprint(blocks)}, args...)...)
	var out, errs strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), io.Writer(&out), io.Writer(&errs)
	mustDo(t, cmd.Start())
	_ = cmd.Wait() // its state says more
	return ran{!cmd.ProcessState.Exited(), cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}
