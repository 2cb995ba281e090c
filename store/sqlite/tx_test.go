package sqlite_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	gosync "sync"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

func TestUpdate(t *testing.T) {
	save := func(tx store.Tx) error { return tx.SaveRecord(coopRecord(1)) }
	count := func(t *testing.T, db *sqlite.DB) (n int64) {
		t.Helper()
		view(t, db, func(tx store.Tx) (err error) { n, err = tx.Count(store.Cooperative); return err })
		return n
	}
	works := func(t *testing.T, db *sqlite.DB) {
		t.Helper()
		update(t, db, save)
		equal(t, count(t, db), 1)
	}
	t.Run("an error of f undoes all and comes back as it is", func(t *testing.T) {
		db := open(t)
		own := errors.New("own")
		err := db.Update(ctx, func(tx store.Tx) error { must(t, save(tx)); return own })
		equal(t, errors.Is(err, own), true)
		equal(t, count(t, db), 0)
		works(t, db)
	})
	t.Run("a panic undoes all and the store goes on", func(t *testing.T) {
		db := open(t)
		func() {
			defer func() { equal(t, recover(), any("boom")) }()
			_ = db.Update(ctx, func(tx store.Tx) error { must(t, save(tx)); panic("boom") })
		}()
		equal(t, count(t, db), 0)
		works(t, db)
	})
	t.Run("a commit that fails is reported and poisons nothing", func(t *testing.T) {
		db := open(t)
		fail := true
		must(t, db.FailCommits(func() bool { return fail }))
		err := db.Update(ctx, save)
		wantCode(t, err, store.Internal, "store")
		equal(t, count(t, db), 0)
		fail = false
		works(t, db)
	})
	t.Run("a lost connection is replaced", func(t *testing.T) {
		db := open(t)
		db.LoseWriter()
		works(t, db)
	})
	t.Run("a transaction ended behind its back is reported", func(t *testing.T) {
		db := open(t)
		err := db.Update(ctx, func(tx store.Tx) error { return sqlite.ExecTx(tx, "ROLLBACK") })
		wantCode(t, err, store.Internal, "store")
		works(t, db)
	})
	t.Run("a full disk is said and poisons nothing", func(t *testing.T) {
		db := open(t)
		must(t, db.ExecWriter("PRAGMA max_page_count = 1"))
		err := db.Update(ctx, func(tx store.Tx) error {
			for i := range 10_000 {
				if err := tx.SaveRecord(coopRecord(i)); err != nil {
					return err
				}
			}
			return nil
		})
		wantCode(t, err, store.Internal, "disk-full")
		equal(t, err.Error(), "ổ đĩa đầy; chưa ghi gì, dữ liệu đã lưu trước đó còn nguyên; giải phóng dung lượng rồi thử lại")
		equal(t, count(t, db), 0)
		must(t, db.ExecWriter("PRAGMA max_page_count = 1000000"))
		works(t, db)
	})
	t.Run("a context that ends does not stop a write", func(t *testing.T) {
		db := open(t)
		short, cancel := context.WithCancel(ctx)
		must(t, db.Update(short, func(tx store.Tx) error {
			cancel()
			must(t, save(tx))
			_, err := tx.Record(store.Cooperative, uuid('c', 1))
			return err
		}))
		equal(t, count(t, db), 1)
	})
	t.Run("a context that has ended waits for nobody", func(t *testing.T) {
		db := open(t)
		gone, cancel := context.WithCancel(ctx)
		cancel()
		update(t, db, func(store.Tx) error {
			err := db.Update(gone, save)
			equal(t, errors.Is(err, context.Canceled), true)
			return nil
		})
	})
	t.Run("tx is of no use afterwards", func(t *testing.T) {
		db := open(t)
		var kept store.Tx
		update(t, db, func(tx store.Tx) error { kept = tx; return nil })
		wantCode(t, save(kept), store.Internal, "store")
		_, err := kept.Record(store.Cooperative, uuid('c', 1))
		wantCode(t, err, store.Internal, "store")
	})
}

func TestView(t *testing.T) {
	t.Run("refuses every write", func(t *testing.T) {
		db := open(t)
		before := dump(t, db)
		view(t, db, func(tx store.Tx) error {
			_, err := tx.InsertOp(opOf(t, coopRecord(1), 1))
			for name, err := range map[string]error{
				"InsertOp": err, "SetHead": tx.SetHead("d", 1, 1, store.Hash{}), "SaveRecord": tx.SaveRecord(coopRecord(1)),
				"DropRecord": tx.DropRecord(store.Annual, "x"), "SaveCase": tx.SaveCase(&store.Case{ID: "x"}), "DropCase": tx.DropCase("x"),
				"SaveDraft": tx.SaveDraft(&store.DraftField{Kind: store.Annual, ID: "x", Path: "y"}, nil), "DropDraft": tx.DropDraft(store.Annual, "x"),
				"SaveBundle": tx.SaveBundle(&store.BundleRow{}), "SaveExport": tx.SaveExport(&store.ExportRow{}),
				"SaveRef": tx.SaveRef(&store.RefRow{}), "SetSetting": tx.SetSetting("x", []byte("y")),
				"SetVerdict": tx.SetVerdict(store.Hash{}, store.Counted, ""),
			} {
				if store.CodeOf(err) != store.Internal || store.DetailOf(err) != "store" {
					t.Errorf("%s: %v", name, err)
				}
			}
			return nil
		})
		equal(t, dump(t, db), before)
	})
	t.Run("sees one state while others write", func(t *testing.T) {
		db := open(t)
		view(t, db, func(tx store.Tx) error {
			update(t, db, func(tx store.Tx) error { return tx.SaveRecord(coopRecord(1)) })
			n, err := tx.Count(store.Cooperative)
			equal(t, n, 0)
			return err
		})
		view(t, db, func(tx store.Tx) error {
			n, err := tx.Count(store.Cooperative)
			equal(t, n, 1)
			return err
		})
	})
	t.Run("ends a list when its context ends", func(t *testing.T) {
		db := open(t)
		fill(t, db, 10, coopRecord)
		short, cancel := context.WithCancel(ctx)
		n := 0
		err := db.View(short, func(tx store.Tx) error {
			return tx.Register(func(*store.RegisterRow) error { n++; cancel(); return nil })
		})
		equal(t, errors.Is(err, context.Canceled), true)
		equal(t, n, 1)
	})
	t.Run("many at once beside a writer see whole transactions", func(t *testing.T) {
		db := open(t)
		var wg gosync.WaitGroup
		done := make(chan struct{})
		for range 6 {
			wg.Go(func() {
				for {
					select {
					case <-done:
						return
					default:
					}
					err := db.View(ctx, func(tx store.Tx) error {
						coops, err := tx.Count(store.Cooperative)
						if err != nil {
							return err
						}
						rows := int64(0)
						if err := tx.Register(func(*store.RegisterRow) error { rows++; return nil }); err != nil {
							return err
						}
						scores, err := tx.Count(store.Assessment)
						if coops != scores || coops != rows {
							t.Errorf("%d cooperatives, %d rows, %d assessments", coops, rows, scores)
						}
						return err
					})
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		for i := range 100 {
			update(t, db, func(tx store.Tx) error {
				must(t, tx.SaveRecord(coopRecord(i)))
				return tx.SaveRecord(scoreRecord(i))
			})
		}
		close(done)
		wg.Wait()
	})
}

func TestBackup(t *testing.T) {
	db := open(t)
	fill(t, db, 100, coopRecord)
	path := filepath.Join(t.TempDir(), "bản sao 'một'.db")
	must(t, db.Backup(ctx, path))
	if left, err := filepath.Glob(path + "?*"); err != nil || len(left) > 0 {
		t.Errorf("left beside the copy: %v %v", left, err)
	}
	t.Run("holds the same", func(t *testing.T) {
		equal(t, dump(t, openAt(t, path, sqlite.Options{ReadOnly: true})), dump(t, db))
	})
	t.Run("opens as a store", func(t *testing.T) {
		again := openAt(t, path, sqlite.Options{})
		update(t, again, func(tx store.Tx) error { return tx.SaveRecord(coopRecord(500)) })
	})
	t.Run("never writes over a file", func(t *testing.T) {
		wantCode(t, db.Backup(ctx, path), store.Conflict, "file-exists")
	})
	t.Run("leaves nothing when it fails", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "none")
		err := db.Backup(ctx, filepath.Join(dir, "x.db"))
		wantCode(t, err, store.Internal, "backup")
		_, err = os.Stat(dir)
		equal(t, errors.Is(err, os.ErrNotExist), true)
	})
	t.Run("names damage of the store", func(t *testing.T) {
		must(t, db.ExecWriter("PRAGMA foreign_keys = 0"))
		must(t, db.ExecWriter("INSERT INTO op_verdict VALUES (x'00', 'fork', x'')"))
		path := filepath.Join(t.TempDir(), "x.db")
		wantCode(t, db.Backup(ctx, path), store.Damaged, "store-damaged")
		_, err := os.Stat(path)
		equal(t, errors.Is(err, os.ErrNotExist), true)
	})
}

func TestDumpKnowsEveryTable(t *testing.T) {
	db := open(t)
	update(t, db, func(tx store.Tx) error {
		o := opOf(t, scoreRecord(1), 1)
		o.Verdict = store.WaitCoop
		_, err := tx.InsertOp(o)
		must(t, err)
		must(t, tx.SetHead("d", 1, 1, store.Hash{}))
		must(t, tx.SaveCase(&store.Case{ID: "x"}))
		must(t, tx.SaveDraft(&store.DraftField{Kind: store.Annual, ID: "x", Path: "y"}, nil))
		must(t, tx.SaveBundle(&store.BundleRow{}))
		must(t, tx.SaveExport(&store.ExportRow{}))
		must(t, tx.SaveRef(&store.RefRow{}))
		must(t, tx.SetSetting("x", []byte("y")))
		must(t, tx.SetSame(store.Annual, "x", "y"))
		_, err = tx.SaveFile([]byte("x"))
		must(t, err)
		for i, k := range store.Kinds() {
			must(t, tx.SaveRecord(full(k, i)))
		}
		visit := full(store.Visit, 99)
		visit.Doc = store.Doc{"recommendations": store.Doc{"r1": store.Doc{"text": "lập sổ"}}}
		must(t, tx.SaveRecord(visit))
		return nil
	})
	text := "\n" + dump(t, db)
	for _, name := range db.Tables(t) {
		if name == "guard" {
			continue // digests of what the other tables hold
		}
		if !strings.Contains(text, "\n"+name+" ") {
			t.Errorf("the dump has no row of %s", name)
		}
	}
}

func TestAStepFailsByItself(t *testing.T) {
	db := open(t)
	broken := errors.New("broken")
	save := func(tx store.Tx, key string) error { return tx.SetSetting(key, []byte(key)) }
	must(t, db.Update(ctx, func(tx store.Tx) error {
		must(t, save(tx, "before"))
		must(t, tx.Step(func() error { return save(tx, "good") }))
		err := tx.Step(func() error {
			must(t, save(tx, "lost"))
			must(t, tx.SetSetting("before", []byte("changed")))
			if err := tx.Step(func() error { return nil }); err == nil {
				t.Error("a step inside a step")
			}
			return broken
		})
		if !errors.Is(err, broken) {
			t.Errorf("error %v", err)
		}
		return save(tx, "after")
	}))
	must(t, db.View(ctx, func(tx store.Tx) error {
		for key, want := range map[string]string{"before": "before", "good": "good", "lost": "", "after": "after"} {
			if got, err := tx.Setting(key); err != nil || string(got) != want {
				t.Errorf("%s: %q, %v", key, got, err)
			}
		}
		if err := tx.Step(func() error { return nil }); store.CodeOf(err) != store.Internal {
			t.Errorf("a step in a View: %v", err)
		}
		return nil
	}))
}

// A step that SQLite answered by giving up the whole transaction must not let
// what follows be committed statement by statement.
func TestATransactionThatIsGoneIsNotGoneOnWith(t *testing.T) {
	db := open(t)
	err := db.Update(ctx, func(tx store.Tx) error {
		must(t, tx.SetSetting("a", []byte("a")))
		err := tx.Step(func() error {
			must(t, sqlite.ExecTx(tx, "ROLLBACK"))
			return errors.New("disk full")
		})
		if err == nil {
			t.Error("the step went well")
		}
		if err := tx.SetSetting("b", []byte("b")); err == nil {
			t.Error("written outside of a transaction")
		}
		return nil
	})
	if err == nil {
		t.Error("committed")
	}
	must(t, db.View(ctx, func(tx store.Tx) error {
		for _, key := range []string{"a", "b"} {
			if got, err := tx.Setting(key); err != nil || got != nil {
				t.Errorf("%s: %q, %v", key, got, err)
			}
		}
		return nil
	}))
	must(t, db.Update(ctx, func(tx store.Tx) error { return tx.SetSetting("c", nil) }))
}
