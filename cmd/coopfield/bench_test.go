//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	gosync "sync"
	"testing"
	"time"
)

// The benchmarks of the whole program: each measures the bare limit in the same
// run, by turns with what it measures, and reports medians and their ratio.
//
//	go test -run '^$' -bench Sample -benchtime 1x ./cmd/coopfield    makes the large store, some minutes
//	go test -run '^$' -bench . ./cmd/coopfield
//
// The large store (35.000 cooperatives, five years) is kept in the folder that
// COOPFIELD_BENCH_STORE names, by default coopfield-bench/35000x5 in the user's
// cache; it is made when there is none. Times depend on what else the machine
// does; ratios hardly.
const benchStoreVar = "COOPFIELD_BENCH_STORE"

func fatal(b *testing.B, err error) {
	if err != nil {
		b.Helper()
		b.Fatal(err)
	}
}

// benchCache is where large fixtures are kept between runs.
func benchCache(b *testing.B) string {
	b.Helper()
	dir, err := os.UserCacheDir()
	fatal(b, err)
	dir = filepath.Join(dir, "coopfield-bench")
	fatal(b, os.MkdirAll(dir, 0o700))
	return dir
}

// programs are the binaries that are measured, built once.
var programs = struct {
	gosync.Once
	dir string
	err error
}{}

// built returns the path of the program itself or of testdata/bare.
func built(b *testing.B, name string) string {
	b.Helper()
	programs.Do(func() {
		if programs.dir, programs.err = os.MkdirTemp("", "coopfield-bench-"); programs.err != nil {
			return
		}
		for name, pkg := range map[string]string{"coopfield": ".", "bare": "./testdata/bare"} {
			if out, err := exec.Command("go", "build", "-o", filepath.Join(programs.dir, name), pkg).CombinedOutput(); err != nil {
				programs.err = err
				b.Logf("%s", out)
			}
		}
	})
	fatal(b, programs.err)
	return filepath.Join(programs.dir, name)
}

// largeStore returns the folder of the large store, to be read only.
func largeStore(b *testing.B) string {
	b.Helper()
	dir := os.Getenv(benchStoreVar)
	if dir == "" {
		dir = filepath.Join(benchCache(b), "35000x5")
	}
	if _, err := os.Stat(filepath.Join(dir, dbFile)); err != nil {
		makeLargeStore(b, dir)
	}
	return dir
}

func makeLargeStore(b *testing.B, dir string) spent {
	b.Helper()
	tmp := dir + ".new"
	fatal(b, os.RemoveAll(tmp))
	u := runProgram(b, "sample", "--data", tmp, "--coops", "35000", "--years", "5", "--seed", "1")
	fatal(b, os.RemoveAll(dir))
	fatal(b, os.Rename(tmp, dir))
	return u
}

// spent is what one run of the program took.
type spent struct {
	wall, cpu time.Duration
	peak      int64 // resident memory in bytes
	out       []byte
}

// runProgram runs a command of the program to its end.
func runProgram(b *testing.B, args ...string) spent {
	b.Helper()
	cmd := exec.Command(built(b, "coopfield"), args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	begin := time.Now()
	fatal(b, cmd.Start())
	done, peaked := make(chan struct{}), make(chan int64)
	go func() { // the last look may miss what the program takes in its last moments
		peak := int64(0)
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			select {
			case <-tick.C:
				peak = max(peak, peakOf(cmd.Process.Pid))
			case <-done:
				tick.Stop()
				peaked <- peak
				return
			}
		}
	}()
	err := cmd.Wait()
	u := spent{wall: time.Since(begin), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), out: out.Bytes()}
	close(done)
	if u.peak = <-peaked; err != nil {
		b.Fatalf("coopfield %v: %v", args, err)
	}
	return u
}

// peakOf returns the most memory that a running process has held so far, in
// bytes; 0 where the system does not say. What wait4 tells of an ended one counts
// the process that started it.
func peakOf(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kib, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.ParseInt(kib, 10, 64)
	return n << 10
}

// ownCopy copies a store that will be written to.
func ownCopy(b *testing.B, from string) string {
	b.Helper()
	to := filepath.Join(b.TempDir(), "kho")
	fatal(b, os.CopyFS(to, os.DirFS(from)))
	return to
}

func median(list []time.Duration) time.Duration { return quantile(list, 50) }

func quantile(list []time.Duration, percent int) time.Duration {
	if len(list) == 0 {
		return 0
	}
	list = slices.Clone(list)
	slices.Sort(list)
	return list[min(len(list)*percent/100, len(list)-1)]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// compare reports the medians of what was measured and of its bare limit.
func compare(b *testing.B, got, bare []time.Duration) {
	b.Helper()
	b.ReportMetric(0, "ns/op") // it mixes both
	b.ReportMetric(ms(median(got)), "ms")
	b.ReportMetric(ms(median(bare)), "bare-ms")
	b.ReportMetric(float64(median(got))/float64(max(median(bare), 1)), "x-bare")
}

// BenchmarkSample makes the large store anew: at most three minutes on an idle
// machine with two cores.
func BenchmarkSample(b *testing.B) {
	dir := filepath.Join(benchCache(b), "35000x5")
	for b.Loop() {
		u := makeLargeStore(b, dir)
		info, err := os.Stat(filepath.Join(dir, dbFile))
		fatal(b, err)
		b.ReportMetric(u.wall.Seconds(), "s")
		b.ReportMetric(u.cpu.Seconds(), "cpu-s")
		b.ReportMetric(float64(u.peak)/1e6, "peak-MB")
		b.ReportMetric(float64(info.Size())/1e6, "file-MB")
	}
}

// BenchmarkRead reads from the large store by the commands: one record, what a
// search finds, and all cooperatives. bare starts the program and no more.
func BenchmarkRead(b *testing.B) {
	dir := largeStore(b)
	var first struct {
		ID string `json:"id"`
	}
	fatal(b, json.Unmarshal(runProgram(b, "list", "cooperative", "--data", dir, "--where", "tax_code=9900017500", "--json").out, &first))
	for _, c := range []struct {
		name string
		args []string
	}{
		{"get", []string{"get", "cooperative", first.ID, "--json", "--data", dir}},
		{"search", []string{"list", "cooperative", "--search", "dak ha 1", "--json", "--data", dir}},
		{"list", []string{"list", "cooperative", "--json", "--data", dir}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took, bare []time.Duration
			var peak int64
			for b.Loop() {
				bare = append(bare, runProgram(b, "--version").wall)
				u := runProgram(b, c.args...)
				took, peak = append(took, u.wall), max(peak, u.peak)
			}
			compare(b, took, bare)
			b.ReportMetric(float64(peak)/1e6, "peak-MB")
		})
	}
}
