package programme

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/store/sample"
	"coopfield/store/sqlite"
	"coopfield/store/unit"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// stamp signs with what is checked by whoever takes a bundle in, not here.
type stamp struct{}

func (stamp) SignOp([]byte) (string, error) { return "c3RhbXA=", nil }

// invented is a province's store with applications, two pilots and what followed.
func invented(t *testing.T) *desk.Desk {
	t.Helper()
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "kho.db"), sqlite.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	tick := 0
	d, err := desk.New(ctx, desk.Options{
		Log: db, Signer: stamp{}, Mode: desk.Training, Epoch: 1, Rand: rand.NewChaCha8([32]byte{1}), App: "test", Session: "a",
		Clock: func() time.Time { tick++; return pagetest.Now.Add(time.Duration(tick) * time.Millisecond) },
		Me:    store.Writer{Person: "Cán bộ Sở", Dev: strings.Repeat("ab", 16), Principal: "kontum-01", Role: store.Province, Unit: "62"},
	})
	must(t, err)
	units, err := unit.Embedded()
	must(t, err)
	g, err := sample.New(7, units)
	must(t, err)
	list, err := rules.Embedded()
	must(t, err)
	records, err := g.Records(sample.Options{Coops: 60, Years: 5, LastYear: 2024, Programme: list[0], Apply: 100, Pilots: 2})
	must(t, err)
	must(t, d.Bulk(ctx, func(b *desk.Batch) error {
		for r := range records {
			if r.Baseline != "" {
				rev, err := b.Revision(store.Assessment, r.Baseline)
				if err != nil {
					return err
				}
				r.Doc["baseline"] = store.Doc{"assessment": r.Baseline, "revision": rev.String()}
			}
			if _, err := b.Put(r.Kind, r.ID, r.Doc, r.At, r.Final); err != nil {
				return err
			}
		}
		return nil
	}))
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestAProvincialOfficerChoosesFromWhatTheStoreHolds goes the way of the plan's
// VI.1.c on the screen, and asks the desk what came of it.
func TestAProvincialOfficerChoosesFromWhatTheStoreHolds(t *testing.T) {
	ctx, d := context.Background(), invented(t)
	before, err := d.Candidates(ctx, desk.CandidateQuery{})
	must(t, err)
	if before.Chosen != 2 || before.Eligible < before.Min {
		t.Fatalf("the sample has %d chosen, %d eligible of at least %d", before.Chosen, before.Eligible, before.Min)
	}
	s := pagetest.Open80(t, func(c *page.Context) page.Screen { return New(c, d, page.Args{}, Prints{}) })
	marked := 0
	for i := range before.Rows {
		if r := &before.Rows[i]; r.Eligible == rules.Met && r.Province.Result == "" && marked < before.Min-before.Chosen {
			s.Press("home")
			for range i {
				s.Press("down")
			}
			s.Press("f4")
			marked++
		}
	}
	s.Press("f8")
	s.Type("812/QĐ-UBND")
	s.Press("f8")
	if n := marked + before.Chosen; n != before.Min {
		t.Fatalf("only %d could be chosen", n)
	}
	after, err := d.Candidates(ctx, desk.CandidateQuery{})
	must(t, err)
	if after.Chosen != after.Min {
		t.Errorf("%d are chosen, not %d", after.Chosen, after.Min)
	}
	s.Sees("đã chọn 5, tối thiểu 5")
	s.Press("f12")
	s.Run(sentOf[page.Prompt](t, s).Then("22/11/2024"))
	after, err = d.Candidates(ctx, desk.CandidateQuery{})
	must(t, err)
	for i := range after.Rows {
		if r := &after.Rows[i]; (r.SentOn == "2024-11-22") != (r.Province.Result == desk.ResultChosen && before.Rows[i].SentOn == "") {
			t.Errorf("%s, decided %q, was sent on %q", r.Name, r.Province.Result, r.SentOn)
		}
	}
	s.Press("right")
	board, err := d.Pilots(ctx, desk.PilotQuery{})
	must(t, err)
	if len(board.Rows) != after.Min {
		t.Errorf("%d pilots are followed", len(board.Rows))
	}
	for i := range board.Rows {
		s.Sees(board.Rows[i].Lacks[0][:20])
		s.Press("down")
	}
}

func TestEverySectionIsReadFromARealStore(t *testing.T) {
	d := invented(t)
	for _, lang := range []text.Lang{text.VI, text.EN} {
		s := pagetest.Open(t, lang, pagetest.Size{Width: 80, Height: 24}, func(c *page.Context) page.Screen {
			return New(c, d, page.Args{}, Prints{})
		})
		for _, name := range names {
			s.View()
			for _, m := range s.Sent {
				if f, ok := m.(page.Fail); ok {
					t.Fatalf("%s: %v", name, f.Err)
				}
			}
			s.SeesNot(s.C.Words.Programme.Loading)
			s.Press("right")
		}
		m := s.Screen.(*Model)
		for _, i := range []int{candidates, pilots, objectives, deadlines, ledger, obstacles, events, closing, proposals, offices} {
			if m.secs[i].rows() == 0 {
				t.Errorf("%s is empty", names[i])
			}
		}
	}
}
