package sqlite_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

// writeDrafts types fields for ever and says each that is committed.
func writeDrafts(t *testing.T, path string) {
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	must(t, err)
	for n := int64(0); ; n++ {
		must(t, db.Update(ctx, func(tx store.Tx) error {
			d := &store.DraftField{Kind: store.Annual, ID: uuid('y', int(n%7)), Path: fmt.Sprintf("figures.f%d", n%11), Value: n, At: n}
			if err := tx.SaveDraft(d, nil); err != nil {
				return err
			}
			return tx.SetSetting("last", strconv.AppendInt(nil, n, 10))
		}))
		fmt.Println("committed", n)
	}
}

func TestKillLosesNoAcknowledgedDraft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kho.db")
	for round := range 5 {
		cmd := child(t, "drafts", path)
		out, err := cmd.StdoutPipe()
		must(t, err)
		cmd.Stderr = os.Stderr
		must(t, cmd.Start())
		last := int64(-1)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			text, ok := strings.CutPrefix(lines.Text(), "committed ")
			if !ok {
				continue
			}
			last, err = strconv.ParseInt(text, 10, 64)
			must(t, err)
			if last == int64(40+round*37) {
				must(t, cmd.Process.Kill())
			}
		}
		_ = cmd.Wait() // it was killed
		db, err := sqlite.Open(ctx, path, sqlite.Options{})
		must(t, err)
		must(t, db.Integrity(ctx))
		view(t, db, func(tx store.Tx) error {
			b, err := tx.Setting("last")
			must(t, err)
			held, err := strconv.ParseInt(string(b), 10, 64)
			must(t, err)
			if last < 0 || held < last {
				t.Fatalf("round %d: %d was acknowledged, %d is held", round, last, held)
			}
			seen := int64(-1)
			for n := range 7 {
				fields, err := tx.Draft(store.Annual, uuid('y', n))
				must(t, err)
				for _, f := range fields {
					seen = max(seen, f.At)
				}
			}
			equal(t, seen, held)
			return nil
		})
		update(t, db, func(tx store.Tx) error {
			for n := range 7 {
				must(t, tx.DropDraft(store.Annual, uuid('y', n)))
			}
			return nil
		})
		must(t, db.Close())
	}
}
