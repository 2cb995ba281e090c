package trust_test

import (
	"testing"

	"coopfield/store"
	"coopfield/sync/trust"
)

func TestTheFirstOpBehindWhatIsAcceptedIsNamed(t *testing.T) {
	mine, other := store.Hash{1}, store.Hash{2}
	lost := &trust.Device{Status: trust.Lost, Accepted: &trust.Point{Epoch: 3, Seq: 40, Head: mine}, Earlier: []trust.Point{{Epoch: 1, Seq: 1250, Head: mine}}}
	none := &trust.Device{Status: trust.Compromised}
	active := &trust.Device{Status: trust.Active}
	for _, c := range []struct {
		name                 string
		d                    *trust.Device
		epoch, from, through int64
		head                 store.Hash
		want                 int64
	}{
		{"all before", lost, 1, 1, 1249, other, 0},
		{"up to the point", lost, 1, 1201, 1250, mine, 0},
		{"up to the point, of another history", lost, 1, 1201, 1250, other, 1250},
		{"across the point", lost, 1, 1201, 1260, other, 1251},
		{"all behind", lost, 1, 1251, 1260, other, 1251},
		{"an epoch of which nothing is believed", lost, 2, 1, 5, other, 1},
		{"the last epoch", lost, 3, 1, 41, other, 41},
		{"a later epoch", lost, 4, 7, 9, other, 7},
		{"no op at all", lost, 4, 0, 0, other, 0},
		{"nothing is believed", none, 1, 1, 3, mine, 1},
		{"a device that works", active, 9, 1, 1_000_000, mine, 0},
	} {
		if got := c.d.Behind(c.epoch, c.from, c.through, c.head); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}
