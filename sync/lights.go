package sync

import (
	"context"

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
	err := s.Log.View(ctx, func(tx store.Tx) error {
		exports, err := tx.Exports()
		if err != nil {
			return err
		}
		last := int64(0)
		for i := range exports {
			last = max(last, exports[i].To)
		}
		n, err := tx.OwnSince(s.Keys.Dev(), s.Desk.Epoch(), last)
		if err != nil {
			return err
		}
		cases, err := tx.Cases()
		l.Unsent, l.Conflicts = int(n), len(cases)
		return err
	})
	return l, err
}
