package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"coopfield/store"
)

// Difference is one row of the views that is not what the ops give.
type Difference struct {
	Table string // kind of record, or a table of the log's views
	Row   string
	What  Differs
}

// Differs says in what way a row is not what the ops give.
type Differs string

// The ways.
const (
	Changed    Differs = "changed"
	Missing    Differs = "missing" // the ops give it, it is not there
	Added      Differs = "added"   // it is there, no op gives it
	Unreadable Differs = "unreadable"
)

// Compare drops the views, replays the ops and compares, and leaves everything
// as it was (sync protocol, The op log). It returns what differs, by table and
// row. An error says that the ops could not be replayed.
func (d *Desk) Compare(ctx context.Context) ([]Difference, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []Difference
	err := d.o.Log.Update(ctx, func(tx store.Tx) error {
		views, ok := tx.(store.Digester)
		if !ok {
			return errors.New("this log cannot compare its views")
		}
		before, err := digests(views)
		if err != nil {
			return err
		}
		w := d.work(ctx, tx)
		if err := w.rebuild(); err != nil {
			return fmt.Errorf("replaying the ops: %w", err)
		}
		if err := w.finish(); err != nil {
			return fmt.Errorf("replaying the ops: %w", err)
		}
		after, err := digests(views)
		if err != nil {
			return err
		}
		out = differences(before, after)
		return errPreview
	})
	if !errors.Is(err, errPreview) {
		return out, err
	}
	return out, nil
}

// viewRow names a row of a view.
type viewRow struct{ table, row string }

// digests reads the views; "" stands for a row that cannot be read.
func digests(views store.Digester) (map[viewRow]string, error) {
	out := map[viewRow]string{}
	err := views.ViewDigests(func(table, row string, sum []byte) error {
		out[viewRow{table, row}] = string(sum)
		return nil
	})
	return out, err
}

func differences(before, after map[viewRow]string) []Difference {
	var out []Difference
	for at, sum := range before {
		now, held := after[at]
		switch {
		case sum == "":
			out = append(out, Difference{at.table, at.row, Unreadable})
		case !held:
			out = append(out, Difference{at.table, at.row, Added})
		case now != sum:
			out = append(out, Difference{at.table, at.row, Changed})
		}
	}
	for at := range after {
		if _, held := before[at]; !held {
			out = append(out, Difference{at.table, at.row, Missing})
		}
	}
	slices.SortFunc(out, func(a, b Difference) int {
		return compareTexts(a.Table, b.Table, a.Row, b.Row)
	})
	return out
}

func compareTexts(pairs ...string) int {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] != pairs[i+1] {
			if pairs[i] < pairs[i+1] {
				return -1
			}
			return 1
		}
	}
	return 0
}
