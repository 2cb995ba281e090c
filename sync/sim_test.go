package sync_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	gosync "sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"
)

// TestProtocol plays schedules of what happens to offices and their sticks. The
// long run is
//
//	go test -tags soak -run TestProtocol -timeout 0 -v ./sync
//
// COOPFIELD_SCHEDULES sets how many, RAPID_SEED which ones, COOPFIELD_STEPS=1
// also rebuilds the province's tables after every step. What a seed plays is the
// same at every run: keys, times and hashes too.
func TestProtocol(t *testing.T) {
	const lanes = 2
	n := simSchedules
	if v := os.Getenv("COOPFIELD_SCHEDULES"); v != "" {
		_, err := fmt.Sscan(v, &n)
		must(t, err)
	}
	seed := simSeed()
	if v := flag.Lookup("rapid.seed").Value.String(); v != "0" {
		seed = v
	}
	setFlag(t, "rapid.seed", seed)
	setFlag(t, "rapid.checks", fmt.Sprint(max(n/lanes, 1)))
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // many short lives: a fifth of the time was spent on tidying
	base := memoryDir(t)
	var few, many *simTemplate
	t.Run("offices", func(t *testing.T) {
		few, many = newSimTemplate(t, filepath.Join(base, "mau"), simFew), newSimTemplate(t, filepath.Join(base, "mau-30"), simLaptops)
	})
	var mu gosync.Mutex
	total := map[string]int{}
	var failed atomic.Bool
	t.Run("schedules", func(t *testing.T) {
		for lane := range lanes {
			t.Run(fmt.Sprint(lane), func(t *testing.T) {
				t.Parallel()
				defer func() { failed.Store(failed.Load() || t.Failed()) }()
				enough := func() bool { return failed.Load() && flag.Lookup("test.failfast").Value.String() == "true" }
				seen := playLane(t, lane, few, many, filepath.Join(base, fmt.Sprint("lan-", lane)), enough)
				mu.Lock()
				defer mu.Unlock()
				for k, v := range seen {
					total[k] += v
				}
			})
		}
	})
	t.Log(n, "schedules from seed", seed, "on:", total)
	for _, what := range []string{
		"sealed", "held", "known", "lost", "doubled", "damaged", "forged", "answered", "heard", "phoned", "reviewed", "resolved", "ruled",
		"conflicts", "forks", "restored", "database put back", "cloned", "clock", "revoked", "accepted through",
	} {
		if total[what] == 0 && n >= 500 && !t.Failed() {
			t.Errorf("it never came to %q", what)
		}
	}
}

// setFlag sets a flag until the test ends.
func setFlag(t *testing.T, name, value string) {
	t.Helper()
	f := flag.Lookup(name)
	was := f.Value.String()
	must(t, f.Value.Set(value))
	t.Cleanup(func() { must(t, f.Value.Set(was)) })
}

// playLane plays its part of the schedules, one after another, until it is enough.
func playLane(t *testing.T, lane int, few, many *simTemplate, base string, enough func() bool) map[string]int {
	seen := map[string]int{}
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		if n++; enough() {
			return
		}
		for range lane { // both begin with the same seed
			rapid.Uint64().Draw(rt, "lane")
		}
		s := newSimulation(t, rt, few, many, filepath.Join(base, fmt.Sprint(n)), seen)
		defer s.end()
		for range rapid.SampledFrom(simSteps).Draw(rt, "steps") {
			s.step()
			if os.Getenv("COOPFIELD_STEPS") != "" {
				s.checkRebuild()
			}
		}
		s.finish()
	})
	return seen
}

// simSteps is how many things happen in a schedule: seldom many.
var simSteps = slices.Concat(slices.Repeat([]int{6, 9, 12, 15}, 4), []int{20, 30, 45})

// memoryDir is a folder in memory where there is one: what fsync promises is
// the matter of other tests.
func memoryDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "coopfield-sim-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	return dir
}
