package sync_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	gosync "sync"
	"testing"

	"pgregory.net/rapid"
)

// TestProtocol plays schedules of what happens to offices and their sticks. The
// long run is
//
//	go test -tags soak -run TestProtocol -timeout 0 -v ./sync
//
// COOPFIELD_SCHEDULES sets how many, COOPFIELD_STEPS=1 also rebuilds the
// province's tables after every step.
func TestProtocol(t *testing.T) {
	const lanes = 2
	n := simSchedules
	if v := os.Getenv("COOPFIELD_SCHEDULES"); v != "" {
		_, err := fmt.Sscan(v, &n)
		must(t, err)
	}
	checks := flag.Lookup("rapid.checks")
	was := checks.Value.String()
	must(t, checks.Value.Set(fmt.Sprint(max(n/lanes, 1))))
	base := memoryDir(t)
	w := newSimTemplate(t, filepath.Join(base, "mau"))
	var mu gosync.Mutex
	total := map[string]int{}
	t.Run("schedules", func(t *testing.T) {
		for lane := range lanes {
			t.Run(fmt.Sprint(lane), func(t *testing.T) {
				t.Parallel()
				seen := playLane(t, w, filepath.Join(base, fmt.Sprint("lan-", lane)))
				mu.Lock()
				defer mu.Unlock()
				for k, v := range seen {
					total[k] += v
				}
			})
		}
	})
	must(t, checks.Value.Set(was))
	t.Log(n, "schedules:", total)
	for _, what := range []string{
		"sealed", "held", "known", "lost", "doubled", "damaged", "forged", "answered", "heard", "phoned", "reviewed", "resolved", "ruled",
		"conflicts", "forks", "restored", "database put back", "cloned", "clock", "revoked", "accepted through",
	} {
		if total[what] == 0 && n >= 500 && !t.Failed() {
			t.Errorf("it never came to %q", what)
		}
	}
}

// playLane plays its part of the schedules, one after another.
func playLane(t *testing.T, w *simTemplate, base string) map[string]int {
	seen := map[string]int{}
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		s := newSimulation(t, rt, w, filepath.Join(base, fmt.Sprint(n)), seen)
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
