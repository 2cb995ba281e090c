package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

// Words in a field that ought to hold a code are sealed, and still found.
func TestWordsInPlaceOfACodeAreFoundButDoNotStandInTheOpen(t *testing.T) {
	const words = "của ông Kín"
	path := filepath.Join(t.TempDir(), "kho.db")
	db, err := sqlite.Open(ctx, path, sqlite.Options{Codec: &scramble{seen: map[string]bool{}}})
	must(t, err)
	c := uuid('c', 1)
	at := func(n int, k store.Kind, d store.Doc) *store.Record {
		return &store.Record{Kind: k, ID: uuid('w', n), State: store.Draft, Rev: hashOf("w", n), Heads: []store.Hash{hashOf("w", n)}, Doc: d}
	}
	records := []*store.Record{
		at(1, store.Registration, store.Doc{"cooperative": c, "programme": words, "model": words}),
		at(2, store.Plan, store.Doc{"cooperative": c, "programme": words}),
		at(3, store.Report, store.Doc{"template": words, "period": words, "unit": "615"}),
		at(4, store.Proposal, store.Doc{"type": "replication", "period": words}),
		at(5, store.Followup, store.Doc{"about": store.Doc{"kind": words, "record": c, "item": words}}),
	}
	update(t, db, func(tx store.Tx) error {
		for _, r := range records {
			must(t, tx.SaveRecord(r))
		}
		must(t, tx.SaveRecord(at(6, store.Plan, store.Doc{"cooperative": c, "programme": "kh1185"})))
		return nil
	})
	ids := func(q store.Query) (out []string) {
		view(t, db, func(tx store.Tx) error {
			return tx.Records(q, func(r *store.Record) error {
				out = append(out, r.ID)
				return nil
			})
		})
		return out
	}
	equal(t, ids(store.Query{Kind: store.Plan, Where: []store.Cond{{Field: "programme", Value: words}}}), []string{uuid('w', 2)})
	equal(t, ids(store.Query{Kind: store.Plan, Where: []store.Cond{{Field: "programme", Value: "kh1185"}}}), []string{uuid('w', 6)})
	equal(t, ids(store.Query{Kind: store.Plan, Where: []store.Cond{{Field: "programme", Value: "x", Also: []string{words}}}}), []string{uuid('w', 2)})
	equal(t, ids(store.Query{Kind: store.Plan, Where: []store.Cond{{Field: "programme", Value: ""}}}), nil)
	view(t, db, func(tx store.Tx) error {
		for i, want := range map[int][]string{0: {uuid('w', 1)}, 1: {uuid('w', 2)}, 2: {uuid('w', 3)}} {
			got, err := tx.Natural(records[i].Kind, store.NaturalKey(records[i].Kind, records[i].Doc))
			must(t, err)
			equal(t, got, want)
		}
		return nil
	})
	must(t, db.Close())
	b, err := os.ReadFile(path)
	must(t, err)
	if bytes.Contains(b, []byte("Kín")) {
		t.Error("words stand in the open")
	}
}
