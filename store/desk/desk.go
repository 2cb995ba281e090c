package desk

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	gosync "sync"
	"sync/atomic"
	"time"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/unit"
)

// The modes of a store.
const (
	Real     = "real"
	Training = "training" // invented data that can never enter a real bundle
)

// Options are what a Desk works with. All are needed but Session.
type Options struct {
	Log     store.Log
	Signer  store.Signer
	Me      store.Writer
	Mode    string // Real or Training
	Epoch   int64  // the device's open epoch, from 1; what the store itself says counts more
	Clock   store.Clock
	Rand    io.Reader
	App     string // program version, written into ops
	Session string // this run of the program, written into drafts
}

// A Desk is the use cases of one open store. It is safe for use by several
// goroutines; changes are made one after another.
type Desk struct {
	o    Options
	mu   gosync.Mutex // one change at a time
	rand io.Reader
	cat  atomic.Pointer[catalog]
	// rulings is what was decided on single ops; nil = not read yet.
	rulings atomic.Pointer[map[store.Hash]ruling]

	epoch atomic.Pointer[Epoch]        // the open one
	me    atomic.Pointer[store.Writer] // as the registry names it; its Dev never changes

	drafting map[key]bool               // records whose draft this run has begun
	opened   map[key]*opening           // records as forms of this run found them
	held     map[string]store.BundleRow // held bundles, nil = not read yet
	register registerCache
}

// New returns a desk over an open store and reads its reference data.
func New(ctx context.Context, o Options) (*Desk, error) {
	d := &Desk{o: o, rand: &lockedReader{r: o.Rand}, drafting: map[key]bool{}, opened: map[key]*opening{}}
	d.me.Store(&o.Me)
	err := o.Log.View(ctx, func(tx store.Tx) error {
		refs, err := tx.Refs()
		if err != nil {
			return err
		}
		c, err := newCatalog(refs)
		if err != nil {
			return err
		}
		d.cat.Store(c)
		ep, err := readEpoch(tx, o.Epoch)
		d.epoch.Store(ep)
		return err
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// Me returns who writes in this store, as the registry names it by now.
func (d *Desk) Me() store.Writer { return *d.me.Load() }

// Rename makes me the writer of what is written from now on: the registry names
// this device otherwise, or for the first time. The device itself is the same.
func (d *Desk) Rename(me store.Writer) {
	me.Dev = d.o.Me.Dev
	d.me.Store(&me)
	d.stale(map[string]bool{"": true})
}

// Mode returns Real or Training.
func (d *Desk) Mode() string { return d.o.Mode }

// Units returns the units that references resolve in.
func (d *Desk) Units() *unit.Table { return d.catalog().units }

// Scheme returns a revision of a scheme, the newest for 0. NotFound says which
// schemes are held.
func (d *Desk) Scheme(id string, revision int64) (*scheme.Scheme, error) {
	return d.catalog().scheme(id, revision)
}

// Schemes returns the newest revision of every scheme, by id.
func (d *Desk) Schemes() []*scheme.Scheme {
	c := d.catalog()
	var all []*scheme.Scheme
	for _, id := range c.schemeIDs() {
		list := c.schemes[id]
		all = append(all, list[len(list)-1])
	}
	return all
}

func (d *Desk) catalog() *catalog { return d.cat.Load() }

// today returns the civil date of the clock.
func (d *Desk) today() string { return d.o.Clock().Format(time.DateOnly) }

// lockedReader lets several goroutines share a source of randomness.
type lockedReader struct {
	mu gosync.Mutex
	r  io.Reader
}

func (l *lockedReader) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.r.Read(p)
}

// newID returns a new UUIDv7 (RFC 9562) of the desk's clock and randomness.
func (d *Desk) newID() (string, error) {
	var u [16]byte
	if _, err := io.ReadFull(d.rand, u[6:]); err != nil {
		return "", fmt.Errorf("making an id: %w", err)
	}
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(d.o.Clock().UnixMilli()))
	copy(u[:6], ms[2:])
	u[6] = u[6]&0x0f | 0x70
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16]), nil
}

// view runs f on a snapshot.
func (d *Desk) view(ctx context.Context, f func(w *work) error) error {
	return d.o.Log.View(ctx, func(tx store.Tx) error { return f(d.work(ctx, tx)) })
}
