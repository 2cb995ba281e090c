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
	n, err := s.Desk.Unsealed(ctx)
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
