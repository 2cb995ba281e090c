package desk

import (
	"bytes"
	"encoding/json"
	"fmt"

	"coopfield/store"
)

// receiptSetting is where the last receipted own ops are kept: a list of
// points, one for each epoch and branch.
const receiptSetting = "desk.receipted"

// receipts are the last own ops that the province has a receipt for, by epoch
// of the branch that counts, and those on other branches.
type receipts struct {
	main  map[int64]Point
	aside []Point
}

// has reports whether the op at (ep, seq) of the branch that counts is
// receipted.
func (r *receipts) has(ep, seq int64) bool { return seq <= r.main[ep].Seq }

// through returns the last receipted seq by epoch.
func (r *receipts) through() map[int64]int64 {
	out := make(map[int64]int64, len(r.main))
	for ep, p := range r.main {
		out[ep] = p.Seq
	}
	return out
}

// receipted returns up to where the province has receipts.
func (w *work) receipted() (*receipts, error) {
	if w.got != nil {
		return w.got, nil
	}
	data, err := w.tx.Setting(receiptSetting)
	if err != nil {
		return nil, err
	}
	points, err := parsePoints(data)
	if err != nil {
		return nil, err
	}
	r := &receipts{main: map[int64]Point{}}
	for _, p := range points {
		aside, err := w.isAside(p.Head)
		if err != nil {
			return nil, err
		}
		if aside {
			r.aside = append(r.aside, p)
		} else if p.Seq > r.main[p.Epoch].Seq {
			r.main[p.Epoch] = p
		}
	}
	w.got = r
	return r, nil
}

// parsePoints reads the setting; a single point is its older form.
func parsePoints(data []byte) ([]Point, error) {
	if len(data) == 0 {
		return nil, nil
	}
	var points []Point
	if bytes.HasPrefix(data, []byte("{")) {
		points = make([]Point, 1)
		if err := json.Unmarshal(data, &points[0]); err != nil {
			return nil, fmt.Errorf("reading the last receipt: %w", err)
		}
		return points, nil
	}
	if err := json.Unmarshal(data, &points); err != nil {
		return nil, fmt.Errorf("reading the last receipts: %w", err)
	}
	return points, nil
}

// saveReceipt keeps p beside the points of other epochs and branches.
func (w *work) saveReceipt(r *receipts, p Point, aside bool) error {
	if aside {
		r.aside = append(r.aside, p)
	} else {
		r.main[p.Epoch] = p
	}
	points := append([]Point(nil), r.aside...)
	for _, m := range r.main {
		points = append(points, m)
	}
	sortPoints(points)
	data, err := json.Marshal(points)
	if err != nil {
		return fmt.Errorf("writing the last receipts: %w", err)
	}
	return w.tx.SetSetting(receiptSetting, data)
}

// forked reports whether any op stands on the other branch of a fork.
func (w *work) forked() (bool, error) {
	if w.forks == nil {
		n, err := w.tx.Verdicts()
		if err != nil {
			return false, err
		}
		some := n[store.OnFork] > 0
		w.forks = &some
	}
	return *w.forks, nil
}

// isAside reports whether the op with hash h is on a branch that does not
// count. One that is not held counts as straight.
func (w *work) isAside(h store.Hash) (bool, error) {
	if some, err := w.forked(); err != nil || !some {
		return false, err
	}
	o, err := w.tx.Op(h)
	if store.CodeOf(err) == store.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return o.Verdict == store.OnFork, nil
}
