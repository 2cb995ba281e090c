package sync_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"testing/cryptotest"
	"time"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// The protocol simulator: one province and up to thirty laptops do at random
// what offices do and suffer: work, sealing, sticks that are lost, doubled, late,
// cut off or forged, answers, codes read by phone, backups put back, disks
// copied, clocks that jump by ten years, laptops that are lost and revoked,
// decisions. Every step is checked against what the simulator itself wrote down
// of it, never against what the program says.

// simLaptops is how many laptops the large template holds, simFew the small one:
// everybody reads the registry of all of them at every start.
const (
	simLaptops = 30
	simFew     = 5
)

// simBegin is when the schedules begin; what they come to hangs on no day.
var simBegin = time.Date(2025, 3, 3, 8, 0, 0, 0, time.FixedZone("", 7*3600))

// simTemplate is an enrolled office whose folders each schedule copies.
type simTemplate struct {
	dir    string
	n      int          // laptops
	office string       // folder of the province
	ops    []store.Hash // that it holds
	author string       // dev of the laptop that made some of them
	first  []opAt       // which ones
	alien  string       // a sealed bundle of another province's laptop

	folders map[string]folderCopy // of the office and the laptops
}

// newSimTemplate enrols n laptops and gives everybody the same three
// cooperatives of one unit. Keys and times are the same at every run, so that a
// seed is one schedule, with the same hashes.
func newSimTemplate(tb *testing.T, dir string, n int) *simTemplate {
	tb.Helper()
	cryptotest.SetGlobalRandom(tb, 1)
	defer func(was store.Clock) { now = was }(now)
	now = ticking(simBegin)
	w := &simTemplate{dir: dir, n: n, office: filepath.Join(dir, "tinh")}
	p, ca := province(tb, w.office)
	for i := range 3 {
		p.put(tb, store.Cooperative, id('c', i), withUnit(coop(i), "615"))
	}
	all := make([]*machine, n)
	for i := range all {
		unit := "615"
		if i%4 == 3 {
			unit = "611"
		}
		all[i] = enrolled(tb, p, ca, w.laptop(i), unit)
	}
	for i := range 3 { // sheets that everybody of the unit knows
		all[0].put(tb, store.Assessment, id('a', i), full(id('c', i), "2023"))
	}
	must(tb, sync.ImportError(p.take(tb, all[0].seal(tb).Path)))
	for _, a := range p.answerTo(tb, sync.AnswerOptions{}) {
		for _, m := range all {
			if m.Keys.Dev() == a.Dev {
				m.deliver(tb, a)
			}
		}
	}
	w.author = all[0].Keys.Dev()
	w.first = ownOps(tb, all[0])
	for _, m := range all {
		m.stop()
	}
	must(tb, p.db.View(ctx, func(tx store.Tx) error {
		for _, d := range p.Registry().Devices {
			err := tx.Range(d.Dev, 1, 1, 0, func(o *store.LoggedOp) error {
				w.ops = append(w.ops, o.Hash)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	p.stop()
	q, ca2 := province(tb, filepath.Join(dir, "tinh-khac"))
	a := enrolled(tb, q, ca2, filepath.Join(dir, "may-khac"), "615")
	a.put(tb, store.Cooperative, id('z', 1), coop(901))
	w.alien = a.seal(tb).Path
	a.stop()
	q.stop()
	w.folders = map[string]folderCopy{w.office: readFolder(tb, w.office)}
	for i := range n {
		w.folders[w.laptop(i)] = readFolder(tb, w.laptop(i))
	}
	return w
}

// ticking is a clock that is a second later every time that it is read.
func ticking(from time.Time) store.Clock {
	var reads atomic.Int64
	return func() time.Time { return from.Add(time.Duration(reads.Add(1)) * time.Second) }
}

func withUnit(d store.Doc, unit string) store.Doc {
	d["reporting_unit"] = unit
	return d
}

func (w *simTemplate) laptop(i int) string { return filepath.Join(w.dir, fmt.Sprintf("may-%02d", i)) }

// stick is one file on its way.
type stick struct {
	path string
	to   int    // laptop, -1 = the province
	ops  []opAt // of an upward bundle: what is in it
}

// opAt is the place of an op that a laptop made.
type opAt struct {
	dev     string
	ep, seq int64
	hash    store.Hash
}

// laptop is a laptop of the simulation with what the simulator knows of it.
type laptop struct {
	*machine        // nil until it does something
	n        int    // of the template: the key it holds
	name     string // of its folder
	body     string
	made     []opAt // ops that were acknowledged to the person and that this disk has
	backup   string // folder, "" = none
	kept     []opAt // made, when the backup was written
	copied   bool   // its disk was copied, or put back: forks are to be expected
	clock    time.Duration
}

// simulation is one schedule.
type simulation struct {
	t           *testing.T
	rt          *rapid.T
	w           *simTemplate
	dir         string
	clock       store.Clock
	ids         *rand.ChaCha8 // of what the offices make
	p           *machine
	laptops     []*laptop
	sticks      []stick
	taken       []stick               // upward bundles that the province took in whole, in order
	arrived     map[store.Hash]opAt   // ops in them
	held        map[store.Hash]bool   // every op that was ever seen in the province's log
	told        map[store.Hash]string // ops that a receipt was given for, by device
	branched    map[string]bool       // devices of which a person chose the other branch
	seen        map[string]int        // what came up, to know that the schedules are worth something
	revoked     map[string]desk.Point // dev → point
	revocations []sync.RevokeOptions
	files       int
}

func newSimulation(t *testing.T, rt *rapid.T, few, many *simTemplate, dir string, seen map[string]int) *simulation {
	s := &simulation{
		t: t, rt: rt, w: few, dir: dir, seen: seen, arrived: map[store.Hash]opAt{}, held: map[store.Hash]bool{}, told: map[store.Hash]string{}, branched: map[string]bool{}, revoked: map[string]desk.Point{},
		clock: ticking(simBegin.AddDate(0, 0, 1)),
	}
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], rapid.Uint64().Draw(rt, "ids"))
	s.ids = rand.NewChaCha8(seed)
	n := rapid.SampledFrom([]int{2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 5, simFew, 7, 10, simLaptops}).Draw(rt, "laptops")
	if n > few.n {
		s.w = many
	}
	s.p = s.copyOf(s.w.office, "tinh", "tinh")
	for _, h := range s.w.ops {
		s.held[h] = true
	}
	for i := range n {
		body := fmt.Sprintf("than-may-%d", i)
		s.laptops = append(s.laptops, &laptop{n: i, name: fmt.Sprintf("may-%02d", i), body: body})
	}
	return s
}

// awake returns a laptop with its store open: most of thirty do nothing in a
// short schedule.
func (s *simulation) awake(l *laptop) *laptop {
	if l.machine == nil {
		l.machine = s.copyOf(s.w.laptop(l.n), l.name, l.body)
		l.made = s.own(l.machine)
	}
	return l
}

// copyOf opens a copy of a folder on the machine named body.
func (s *simulation) copyOf(from, name, body string) *machine {
	return s.start(s.copied(from, name), body, 0)
}

// start opens a store on the machine named body, whose clock is wrong by off.
func (s *simulation) start(dir, body string, off time.Duration) *machine {
	s.t.Helper()
	return s.startOn(dir, s.open(dir), body, off)
}

// open opens the database in dir.
func (s *simulation) open(dir string) *sqlite.DB {
	s.t.Helper()
	db, err := sqlite.Open(ctx, filepath.Join(dir, "coopfield.db"), sqlite.Options{SecondLog: filepath.Join(dir, "oplog")})
	must(s.t, err)
	return db
}

// startOn is start with a database that is open.
func (s *simulation) startOn(dir string, db *sqlite.DB, body string, off time.Duration) *machine {
	s.t.Helper()
	keys, err := trust.Open(dir, nil)
	must(s.t, err)
	site, err := sync.Open(ctx, sync.SiteOptions{
		Dir: dir, Log: db, Keys: keys, Clock: func() time.Time { return s.clock().Add(off) }, Rand: s.ids, App: "test", Session: "s1", Machine: body,
	})
	must(s.t, err)
	return &machine{site, db, dir}
}

// copied copies a folder of the template.
func (s *simulation) copied(from, name string) (to string) {
	to = filepath.Join(s.dir, name)
	s.copyTo(to, from)
	return to
}

func (s *simulation) end() {
	for _, l := range s.laptops {
		if l.machine != nil {
			l.stop()
		}
	}
	s.p.stop()
	must(s.t, os.RemoveAll(s.dir))
}

func (s *simulation) note(what string) { s.seen[what]++ }

// path names a new file.
func (s *simulation) path(ext string) string {
	s.files++
	return filepath.Join(s.dir, fmt.Sprintf("%04d%s", s.files, ext))
}

// own returns the ops that a store made itself, in order.
func (s *simulation) own(m *machine) []opAt { return ownOps(s.t, m) }

func ownOps(tb testing.TB, m *machine) []opAt {
	tb.Helper()
	var ops []opAt
	must(tb, m.db.View(ctx, func(tx store.Tx) error {
		return eachOp(tx, m.Keys.Dev(), func(o *store.LoggedOp) error {
			ops = append(ops, opAt{o.Dev, o.Ep, o.Seq, o.Hash})
			return nil
		})
	}))
	return ops
}

// eachOp calls f for every op of a device that a log holds, by epoch.
func eachOp(tx store.Tx, dev string, f func(*store.LoggedOp) error) error {
	epochs, err := tx.Epochs(dev)
	for _, ep := range epochs {
		if err == nil {
			err = tx.Range(dev, ep, 1, 0, f)
		}
	}
	return err
}

// work lets a person act on a laptop and writes down what was acknowledged.
func (s *simulation) work(l *laptop) {
	for range rapid.SampledFrom(numbers(3)).Draw(s.rt, "acts") {
		if rapid.IntRange(0, 3).Draw(s.rt, "more") == 0 {
			s.more(l)
			continue
		}
		l.act(s.rt)
	}
	l.act(s.rt)
	l.made = s.own(l.machine)
}

// seal puts what waits on a stick.
func (s *simulation) seal(l *laptop) {
	p, err := l.Desk.Pending(ctx)
	must(s.t, err)
	if p.Ops == 0 {
		return
	}
	folder := s.path("")
	must(s.t, os.Mkdir(folder, 0o700))
	out, err := l.Seal(ctx, folder)
	must(s.t, err)
	mine := s.own(l.machine)
	for _, b := range out {
		st := stick{path: b.Path, to: -1}
		for _, o := range mine {
			if o.ep == b.Epoch && o.seq >= b.From && o.seq <= b.Through {
				st.ops = append(st.ops, o)
			}
		}
		s.sticks = append(s.sticks, st)
	}
	s.note("sealed")
}

// deliver hands a stick over; it stays on the way when it is doubled.
func (s *simulation) deliver(i int, again bool) {
	st := s.sticks[i]
	if !again {
		s.sticks = slices.Delete(s.sticks, i, i+1)
	}
	if st.to < 0 {
		s.receive(st)
		return
	}
	s.hear(s.awake(s.laptops[st.to]), st)
}

// receive takes a bundle in at the province.
func (s *simulation) receive(st stick) {
	reports, err := s.p.Import(ctx, []string{st.path}, sync.ImportOptions{})
	must(s.t, err)
	for i := range reports {
		switch r := &reports[i]; r.State {
		case sync.FileRefused:
			s.rt.Fatalf("an honest bundle is refused: %v", r.Err)
		case sync.FileHeld:
			s.note("held")
		case sync.FileKnown:
			s.note("known")
		}
	}
	s.taken = append(s.taken, st)
	for _, o := range st.ops {
		s.arrived[o.hash] = o
	}
	s.checkLog()
}

// wake opens a laptop's store in dir. What its second log gives back was made
// here and acknowledged.
func (s *simulation) wake(l *laptop, dir string) {
	l.machine = s.start(dir, l.body, l.clock)
	for _, n := range l.Notices() {
		s.note("notice " + n.Detail)
	}
}
