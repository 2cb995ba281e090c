package sqlite_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"coopfield/store"
)

const (
	coops  = 35_000
	scores = 175_000
)

func BenchmarkSaveDraft(b *testing.B) {
	for _, fields := range []int{1, 1000} {
		b.Run(fmt.Sprintf("fields=%d", fields), func(b *testing.B) {
			db := open(b)
			d := &store.DraftField{Kind: store.Assessment, ID: uuid('a', 1), Value: int64(450), Session: "s"}
			must(b, db.Update(ctx, func(tx store.Tx) error {
				for i := range fields {
					d.Path = fmt.Sprintf("facts.f%d", i)
					if err := tx.SaveDraft(d, &store.DraftHead{Actor: "An"}); err != nil {
						return err
					}
				}
				return nil
			}))
			for b.Loop() {
				d.At++
				must(b, db.Update(ctx, func(tx store.Tx) error { return tx.SaveDraft(d, nil) }))
			}
		})
	}
}

// BenchmarkBulk inserts an op and its record, in transactions of 1000.
func BenchmarkBulk(b *testing.B) {
	const batch = 1000
	b.Run("store", func(b *testing.B) {
		db := open(b)
		at := 0
		for b.Loop() {
			must(b, db.Update(ctx, func(tx store.Tx) error {
				for range batch {
					at++
					r := scoreRecord(at)
					o := opOf(b, r, at)
					if _, err := tx.InsertOp(o); err != nil {
						return err
					}
					if err := tx.SaveRecord(r); err != nil {
						return err
					}
				}
				return nil
			}))
		}
		b.ReportMetric(float64(at)/b.Elapsed().Seconds(), "records/s")
	})
	b.Run("bare", func(b *testing.B) {
		db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+
			"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-65536)&_txlock=immediate")
		must(b, err)
		b.Cleanup(func() { must(b, db.Close()) })
		db.SetMaxOpenConns(1)
		_, err = db.Exec(`CREATE TABLE op (hash BLOB PRIMARY KEY, line BLOB); CREATE TABLE record (id TEXT PRIMARY KEY, doc BLOB)`)
		must(b, err)
		at := 0
		for b.Loop() {
			at = insertBare(b, db, at, batch)
		}
		b.ReportMetric(float64(at)/b.Elapsed().Seconds(), "records/s")
	})
	b.Run("made only", func(b *testing.B) {
		at := 0
		for b.Loop() {
			for range batch {
				at++
				opOf(b, scoreRecord(at), at)
			}
		}
		b.ReportMetric(float64(at)/b.Elapsed().Seconds(), "records/s")
	})
}

func BenchmarkRegister(b *testing.B) {
	db := open(b)
	fill(b, db, coops, coopRecord)
	for b.Loop() {
		n := 0
		must(b, db.View(ctx, func(tx store.Tx) error {
			return tx.Register(func(*store.RegisterRow) error { n++; return nil })
		}))
		if n != coops {
			b.Fatal(n)
		}
	}
}

func BenchmarkScores(b *testing.B) {
	db := open(b)
	fill(b, db, scores, scoreRecord)
	for b.Loop() {
		n := 0
		must(b, db.View(ctx, func(tx store.Tx) error {
			return tx.Scores("", func(*store.ScoreRow) error { n++; return nil })
		}))
		if n != scores {
			b.Fatal(n)
		}
	}
}

// insertBare inserts the same lines into two tables without any index.
func insertBare(b *testing.B, db *sql.DB, at, batch int) int {
	b.Helper()
	tx, err := db.Begin()
	must(b, err)
	op, err := tx.Prepare("INSERT INTO op VALUES (?, ?)")
	must(b, err)
	defer func() { must(b, op.Close()) }()
	record, err := tx.Prepare("INSERT INTO record VALUES (?, ?)")
	must(b, err)
	defer func() { must(b, record.Close()) }()
	for range batch {
		at++
		r := scoreRecord(at)
		o := opOf(b, r, at)
		_, err := op.Exec(o.Hash[:], o.Line)
		must(b, err)
		_, err = record.Exec(r.ID, o.Line)
		must(b, err)
	}
	must(b, tx.Commit())
	return at
}

// BenchmarkBundle applies bundles of 60 ops, each in a transaction of its own.
func BenchmarkBundle(b *testing.B) {
	db := open(b)
	at, bundles := 0, 0
	for b.Loop() {
		bundles++
		update(b, db, func(tx store.Tx) error {
			for range 60 {
				at++
				r := scoreRecord(at)
				o := opOf(b, r, at)
				if held, err := tx.At(o.Dev, o.Ep, o.Seq); err != nil || len(held) > 0 {
					return fmt.Errorf("%d held: %w", len(held), err)
				}
				if _, err := tx.InsertOp(o); err != nil {
					return err
				}
				if err := tx.SaveRecord(r); err != nil {
					return err
				}
			}
			if err := tx.SetHead(dev(7), 1, int64(at), hashOf("h", at)); err != nil {
				return err
			}
			return tx.SaveBundle(&store.BundleRow{SHA256: fmt.Sprint(at)})
		})
	}
	b.ReportMetric(float64(bundles)/b.Elapsed().Seconds(), "bundles/s")
}
