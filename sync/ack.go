package sync

import (
	"context"
	"encoding/json"
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/bundle"
)

// settingSaid is where a laptop keeps what its newest bundle told the province
// besides its ops.
const settingSaid = "up.said"

// saying is what a bundle tells the province besides its ops: the epoch in which
// the laptop writes, and the newest answer that came whole.
type saying struct {
	Epoch    int64  `json:"epoch"`
	Answered int64  `json:"answered"` // 0 = none
	Manifest string `json:"manifest"`
}

func sayingOf(epoch int64, at *bundle.Seq) saying {
	x := saying{Epoch: epoch}
	if at != nil {
		x.Answered, x.Manifest = at.Seq, at.Head.String()
	}
	return x
}

// onlyAck reports whether no op waits to be sealed and the province still does
// not know something of this laptop: that an answer came, without which it repeats
// it for ever, or that the store was put back and goes on in a new epoch.
func (s *Site) onlyAck(ctx context.Context, p *desk.Pending) (bool, error) {
	if !p.Empty() {
		return false, nil
	}
	at, err := s.answered(ctx)
	if err != nil {
		return false, err
	}
	var was *saying
	err = s.Log.View(ctx, func(tx store.Tx) error {
		was, err = readSaid(tx)
		return err
	})
	return err == nil && sayingOf(p.Epoch, at) != *was, err
}

// readSaid returns what was told last.
func readSaid(tx store.Tx) (*saying, error) {
	was := &saying{Epoch: 1}
	data, err := tx.Setting(settingSaid)
	if err != nil || data == nil {
		return was, err
	}
	if err := json.Unmarshal(data, was); err != nil {
		return nil, fmt.Errorf("reading what the newest bundle said: %w", err)
	}
	return was, nil
}

// ackToo reports whether what waits is of earlier epochs alone and no bundle has
// told yet that this store was put back and goes on in a new one: the province
// would not give back what was lost.
func (s *Site) ackToo(ctx context.Context, p *desk.Pending) (too bool, err error) {
	if p.Empty() || p.From <= p.To {
		return false, nil
	}
	err = s.Log.View(ctx, func(tx store.Tx) error {
		was, err := readSaid(tx)
		too = err == nil && was.Epoch < p.Epoch
		return err
	})
	return too, err
}

// said keeps what a bundle told the province; that it wrote in an earlier epoch
// is no news.
func (s *Site) said(ctx context.Context, epoch int64, at *bundle.Seq) error {
	return s.Log.Update(ctx, func(tx store.Tx) error {
		was, err := readSaid(tx)
		if err != nil {
			return err
		}
		data, err := json.Marshal(sayingOf(max(epoch, was.Epoch), at))
		if err != nil {
			return fmt.Errorf("writing what the bundle said: %w", err)
		}
		return tx.SetSetting(settingSaid, data)
	})
}

// ackGroup is a bundle without ops, at the end of the open epoch.
func ackGroup(p *desk.Pending) group {
	part := desk.Part{Epoch: p.Epoch, From: p.To + 1, To: p.To, PrevHead: p.Head, Head: p.Head, Receipted: p.Receipted}
	return group{part: part, prevHead: p.Head, head: p.Head}
}
