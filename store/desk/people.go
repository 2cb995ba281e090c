package desk

import (
	"encoding/json"
	"fmt"
	"slices"

	"coopfield/store"
)

// peopleSetting is where the writers of other devices are kept, as the
// registry named them when their ops came.
const peopleSetting = "desk.people"

// person is one device: every state in which the registry has named its writer
// so far, and where its ops are cut off.
type person struct {
	States   []store.Writer `json:"states"`
	Accepted *Cut           `json:"accepted,omitempty"`
}

// people are the writers by device.
type people struct{ By map[string]*person }

func (w *work) loadPeople() (*people, error) {
	if w.people != nil {
		return w.people, nil
	}
	p := &people{By: map[string]*person{}}
	data, err := w.tx.Setting(peopleSetting)
	if err != nil {
		return nil, err
	}
	if len(data) > 0 {
		if err := json.Unmarshal(data, &p.By); err != nil {
			return nil, fmt.Errorf("reading the writers of other devices: %w", err)
		}
	}
	w.people = p
	return p, nil
}

// writersOf returns the registered states of a device's writer.
func (w *work) writersOf(dev string) ([]store.Writer, error) {
	if dev == w.d.o.Me.Dev {
		return []store.Writer{w.d.Me()}, nil
	}
	p, err := w.loadPeople()
	if err != nil || p.By[dev] == nil {
		return nil, err
	}
	return p.By[dev].States, nil
}

// meet records how the registry names a device's writer now, and reports
// whether that is news, upon which ops that were refused are judged anew.
func (w *work) meet(me store.Writer, accepted *Cut) (bool, error) {
	p, err := w.loadPeople()
	if err != nil {
		return false, err
	}
	old := p.By[me.Dev]
	if old == nil {
		old = &person{}
		p.By[me.Dev] = old
	}
	known := slices.ContainsFunc(old.States, func(s store.Writer) bool { return sameWriter(s, me) })
	if known && old.Accepted.equal(accepted) {
		return false, nil
	}
	if !known {
		old.States = append(old.States, me)
	}
	old.Accepted = accepted
	data, err := json.Marshal(p.By)
	if err != nil {
		return false, fmt.Errorf("writing the writers of other devices: %w", err)
	}
	return true, w.tx.SetSetting(peopleSetting, data)
}

func sameWriter(a, b store.Writer) bool {
	return a.Person == b.Person && a.Dev == b.Dev && a.Principal == b.Principal && a.Role == b.Role &&
		a.Unit == b.Unit && slices.Equal(a.Coops, b.Coops)
}

// principal returns the registered name of a device, "" if it has none.
func (p *people) principal(dev string) string {
	if x := p.By[dev]; x != nil && len(x.States) > 0 {
		return x.States[len(x.States)-1].Principal
	}
	return ""
}

// Cut is up to where the ops of a device are believed, epoch by epoch: whoever
// has its key could else go on in an epoch that was closed long ago.
type Cut struct {
	Point // in the newest epoch of which anything is believed; zero = nothing is
	// Earlier are the last ops believed of the epochs before it, by epoch; of one
	// that is not among them nothing is. nil, of a registry that names one point
	// alone, means all of them.
	Earlier []Point `json:"earlier,omitempty"`
}

// beyond reports whether the registry cuts off the op at (ep, seq).
func (c *Cut) beyond(ep, seq int64) bool {
	switch {
	case c == nil:
		return false
	case ep == c.Epoch:
		return seq > c.Seq
	case ep > c.Epoch:
		return true
	case c.Earlier == nil:
		return false
	}
	return !slices.ContainsFunc(c.Earlier, func(p Point) bool { return p.Epoch == ep && seq <= p.Seq })
}

func (c *Cut) equal(d *Cut) bool {
	if c == nil || d == nil {
		return c == d
	}
	return c.Point == d.Point && (c.Earlier == nil) == (d.Earlier == nil) && slices.Equal(c.Earlier, d.Earlier)
}
