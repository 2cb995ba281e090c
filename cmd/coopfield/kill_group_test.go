package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
)

// TestAnImportOfManyBundlesKilledAtAnyMomentHoldsWhatItReported has more bundles
// than one commit takes: what was reported is held, what is held is whole bundles
// from the first on, and the retry gives the state of an import that was let run.
func TestAnImportOfManyBundlesKilledAtAnyMomentHoldsWhatItReported(t *testing.T) {
	t.Parallel()
	const size, bundles = 2, 150
	o, p := trainingPair(t)
	usb := t.TempDir()
	inside(t, o, func(s *opened) {
		for i := range bundles {
			_, err := s.Desk.PutJSON(context.Background(), store.Cooperative, strings.NewReader(batch(i, size)))
			mustDo(t, err)
			sealed, err := s.Seal(context.Background(), usb)
			mustDo(t, err)
			last := sealed[len(sealed)-1]
			head, err := store.ParseHash(last.Head)
			mustDo(t, err)
			mustDo(t, s.Desk.Receipted(context.Background(), desk.Point{Epoch: 1, Seq: last.Through, Head: head}))
		}
	})
	empty := filepath.Join(t.TempDir(), "empty")
	mustDo(t, os.CopyFS(empty, os.DirFS(p)))
	_, d := done(t, "", "import", "--data", p, usb)
	want := ""
	inside(t, p, func(s *opened) { want = dump(t, s) })
	r := rand.New(rand.NewPCG(4, uint64(time.Now().UnixNano())))
	killed, partly := 0, 0
	for round := range 8 {
		dir := filepath.Join(t.TempDir(), fmt.Sprint("p", round))
		mustDo(t, os.CopyFS(dir, os.DirFS(empty)))
		got := runKilled(t, moment(r, d), "", "import", "--data", dir, usb, "--json")
		if got.killed {
			killed++
		}
		inside(t, dir, func(s *opened) {
			n := len(idsOf(t, s))
			reported := strings.Count(got.stdout, `"state":"applied"`)
			switch {
			case n%size != 0:
				t.Fatalf("round %d: %d records are part of a bundle", round, n)
			case n < reported*size:
				t.Fatalf("round %d: %d bundles were reported, %d records are held", round, reported, n)
			case n > 0 && n < bundles*size:
				partly++
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
	t.Logf("%d killed, %d between two commits", killed, partly)
}
