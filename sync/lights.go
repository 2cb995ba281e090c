package sync

import (
	"context"
	"fmt"

	"coopfield/store"
)

// Lights are what the frame shows at all times.
type Lights struct {
	Unsent    int // own ops in no bundle yet
	Conflicts int // open disagreements
}

// Lights counts what waits. It reads a few indexed rows only.
func (s *Site) Lights(ctx context.Context) (Lights, error) {
	var l Lights
	n, err := s.unsent(ctx)
	if err != nil {
		return l, err
	}
	err = s.Log.View(ctx, func(tx store.Tx) error {
		cases, err := tx.Cases()
		l.Unsent, l.Conflicts = int(n), len(cases)
		return err
	})
	return l, err
}

// settingAllAnswered is the last own op of the province when every laptop was
// answered last, as "epoch seq".
const settingAllAnswered = "answered-all"

// unsent counts own ops that nobody else was given yet: of a laptop those in no
// bundle, of the province those made since it answered all laptops.
func (s *Site) unsent(ctx context.Context) (int64, error) {
	if !s.IsProvince() {
		return s.Desk.Unsealed(ctx)
	}
	var n int64
	err := s.Log.View(ctx, func(tx store.Tx) error {
		data, err := tx.Setting(settingAllAnswered)
		if err != nil {
			return err
		}
		var ep, seq int64
		if _, err := fmt.Sscan(string(data), &ep, &seq); err != nil || ep != s.Desk.Epoch() {
			seq = 0
		}
		n, err = tx.OwnSince(s.Keys.Dev(), s.Desk.Epoch(), seq)
		return err
	})
	return n, err
}

// lastOwn returns the last own op of the open epoch.
func (s *Site) lastOwn(ctx context.Context) (seq int64, err error) {
	err = s.Log.View(ctx, func(tx store.Tx) (err error) {
		seq, _, err = tx.Head(s.Keys.Dev(), s.Desk.Epoch())
		return err
	})
	return seq, err
}

// answeredTo notes that every laptop was answered with the own ops up to seq.
func (s *Site) answeredTo(ctx context.Context, seq int64) error {
	return s.Log.Update(ctx, func(tx store.Tx) error {
		return tx.SetSetting(settingAllAnswered, fmt.Appendf(nil, "%d %d", s.Desk.Epoch(), seq))
	})
}
