package sync

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// settingKnown + dev is what a laptop is known to have, and what is on its way.
// settingAnswered + dev is what its newest bundle said of answers.
const (
	settingKnown    = "down-known/"
	settingAnswered = "down-answered/"
)

// keptSent is how many answers without a reply are remembered one by one. A
// reply to an older one is not understood, and everything is repeated.
const keptSent = 8

// mark is the first half of a SHA-256.
type mark [16]byte

func markOf(parts ...string) mark {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{'\n'})
	}
	return mark(h.Sum(nil)[:len(mark{})])
}

// items are pieces of answers: what each is about, and what it says. Of an op or
// a file there is only one thing to say.
type items map[mark]mark

// MarshalJSON writes the items as they come; their order does not matter.
func (it items) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, len(it)*2*len(mark{}))
	for k, v := range it {
		b = append(append(b, k[:]...), v[:]...)
	}
	return json.Marshal(b)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (it *items) UnmarshalJSON(data []byte) error {
	var b []byte
	if err := json.Unmarshal(data, &b); err != nil {
		return fmt.Errorf("reading what a laptop has: %w", err)
	}
	const n = len(mark{})
	*it = items{}
	for ; len(b) >= 2*n; b = b[2*n:] {
		(*it)[mark(b[:n])] = mark(b[n : 2*n])
	}
	return nil
}

// sent is one answer that the laptop has not replied to yet.
type sent struct {
	First    int64  `json:"first"`
	Last     int64  `json:"last"`
	Manifest string `json:"manifest"` // of the last bundle
	Items    items  `json:"items"`
}

// knowledge is what the province knows of what a laptop has.
type knowledge struct {
	Basis    int64    `json:"basis"`    // the newest answer that is known to be there whole, 0 = the grant
	Manifest string   `json:"manifest"` // of it
	Has      items    `json:"has"`      // what came with it and before
	Sent     []sent   `json:"sent"`     // on its way, oldest first
	Coops    []string `json:"coops"`    // cooperatives that it was ever told of, sorted
	Told     []string `json:"told"`     // others' records that it was ever told of, as toldKey writes them, sorted
}

// reply is what a laptop's newest bundle says of answers.
type reply struct {
	Epoch    int64  `json:"epoch"` // of the bundle
	Export   int64  `json:"export"`
	Answered int64  `json:"answered"` // 0 = none
	Manifest string `json:"manifest"`
	// Begins is, of a bundle without ops, the head at which its epoch stands: that
	// before the first op while there is none.
	Begins string `json:"begins,omitempty"`
}

// learn takes in what the laptop said last. What it does not say any more, or
// says of an answer that is not remembered, makes everything be repeated: it may
// have been put back from a backup, or this store was.
func (k *knowledge) learn(r *reply) {
	if r == nil {
		r = &reply{}
	}
	if r.Answered == k.Basis && r.Manifest == k.Manifest {
		return
	}
	for i := range k.Sent {
		x := &k.Sent[i]
		if x.Last != r.Answered || x.Manifest != r.Manifest {
			continue
		}
		for key, v := range x.Items {
			k.Has[key] = v
		}
		k.Basis, k.Manifest, k.Sent = x.Last, x.Manifest, k.Sent[i+1:]
		return
	}
	k.forget()
}

// forget makes the next answer repeat everything since the grant.
func (k *knowledge) forget() { k.Basis, k.Manifest, k.Has, k.Sent = 0, "", items{}, nil }

// has reports whether the laptop surely has this: it came with an answer that is
// there, and none on its way says otherwise.
func (k *knowledge) has(about, says mark) bool {
	if v, ok := k.Has[about]; !ok || v != says {
		return false
	}
	for i := range k.Sent {
		if v, ok := k.Sent[i].Items[about]; ok && v != says {
			return false
		}
	}
	return true
}

func toldKey(k store.Kind, id string) string { return string(k) + "/" + id }

func (k *knowledge) told(kind store.Kind, id string) bool {
	_, found := slices.BinarySearch(k.Told, toldKey(kind, id))
	return found
}

// tell notes the cooperatives and records that an answer speaks of.
func (k *knowledge) tell(p *desk.Parcel) {
	k.Coops = append(k.Coops, p.Coops...)
	for i := range p.Ops {
		if o := &p.Ops[i]; o.Typ != store.Cooperative && o.Typ != store.Decision {
			k.Told = append(k.Told, toldKey(o.Typ, o.Ent))
		}
	}
	slices.Sort(k.Coops)
	slices.Sort(k.Told)
	k.Coops, k.Told = slices.Compact(k.Coops), slices.Compact(k.Told)
}

// add notes an answer that goes out.
func (k *knowledge) add(s sent) {
	k.Sent = append(k.Sent, s)
	k.Sent = k.Sent[max(0, len(k.Sent)-keptSent):]
}

// readKnowledge returns what is known of a laptop's store.
func readKnowledge(tx store.Tx, dev string) (*knowledge, error) {
	k := &knowledge{Has: items{}}
	data, err := tx.Setting(settingKnown + dev)
	if err != nil {
		return nil, err
	}
	if data != nil {
		if err := json.Unmarshal(data, k); err != nil {
			return nil, fmt.Errorf("reading what %s has: %w", dev, err)
		}
	}
	r, err := readReply(tx, dev)
	if err != nil {
		return nil, err
	}
	k.learn(r)
	return k, nil
}

func readReply(tx store.Tx, dev string) (*reply, error) {
	data, err := tx.Setting(settingAnswered + dev)
	if err != nil || data == nil {
		return nil, err
	}
	r := &reply{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("reading what %s answered: %w", dev, err)
	}
	return r, nil
}

// noteReply returns what keeps, with a bundle that is taken in, what it says of
// answers, unless a newer one said so before. Of two with one number, which only
// a copied laptop writes, the one that has less counts.
func noteReply(m *bundle.Manifest) func(tx store.Tx) error {
	return func(tx store.Tx) error {
		r := reply{Epoch: m.Epoch, Export: m.Export}
		if m.Answered != nil {
			r.Answered, r.Manifest = m.Answered.Seq, m.Answered.Head.String()
		}
		if m.From == 0 {
			r.Begins = m.Head.String()
		}
		old, err := readReply(tx, m.Dev)
		if err != nil {
			return err
		}
		switch {
		case old == nil && r.Answered == 0 && r.Begins == "":
			return nil // nothing was ever said: as before
		case old != nil && (old.Epoch > r.Epoch || old.Epoch == r.Epoch && old.Export > r.Export):
			return nil
		case old != nil && old.Epoch == r.Epoch && old.Export == r.Export && old.Answered <= r.Answered:
			return nil
		}
		data, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("writing what %s answered: %w", m.Device, err)
		}
		return tx.SetSetting(settingAnswered+m.Dev, data)
	}
}

// regrant returns the settings that note that a laptop was enrolled, or enrolled
// again: the chain of bundles to it goes on where it stands, everything is
// repeated, and the cooperatives of its grant are what it was told of.
func (s *Site) regrant(ctx context.Context, d *trust.Device, grant string) (map[string][]byte, error) {
	c := downChain{Export: 1, Manifest: grant}
	var k *knowledge
	err := s.Log.View(ctx, func(tx store.Tx) error {
		data, err := tx.Setting(settingDown + d.Dev)
		if err == nil && data != nil {
			err = json.Unmarshal(data, &c)
		}
		if err != nil {
			return fmt.Errorf("reading the chain to %s: %w", d.Principal, err)
		}
		if k, err = readKnowledge(tx, d.Dev); err != nil {
			return err
		}
		return tx.Register(func(r *store.RegisterRow) error {
			if r.ReportingUnit == d.Unit || slices.Contains(d.Coops, r.ID) {
				k.Coops = append(k.Coops, r.ID)
			}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	c.Grant = grant
	k.forget()
	slices.Sort(k.Coops)
	k.Coops = slices.Compact(k.Coops)
	chain, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("writing the chain to %s: %w", d.Principal, err)
	}
	known, err := json.Marshal(k)
	if err != nil {
		return nil, fmt.Errorf("writing what %s has: %w", d.Principal, err)
	}
	return map[string][]byte{settingDown + d.Dev: chain, settingKnown + d.Dev: known}, nil
}
