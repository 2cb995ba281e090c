package sqlite_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	mrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	gosync "sync"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/sqlite"
	"coopfield/store/sqlite/internal/recvfs"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// The power goes in the middle of what people do, thousands of times. Each flow
// runs once on a real store, and everything that it writes is recorded; from the
// record come states that a power cut may leave, and each is opened as the
// program opens a store. 500 states a flow by default; 20.000 a flow, and a
// table of them, with
//
//	go test -tags soak -run PowerLoss -v -timeout 60m ./store/sqlite
//
// COOPFIELD_POWERLOSS_SEED picks other states.

const dbName = "coopfield.db"

// site is a store opened as the program opens it, whose commits are noted.
type site struct {
	*sync.Site
	db  *sqlite.DB
	tap *tap
}

// tap is a store that writes down what it holds after each commit, and says so.
type tap struct {
	*sqlite.DB
	film *film
}

// Update is where a commit is acknowledged.
func (t *tap) Update(ctx context.Context, f func(store.Tx) error) error {
	if err := t.DB.Update(ctx, f); err != nil {
		return err
	}
	return t.film.shot(t.DB)
}

// film is what a store held before and after each commit.
type film struct {
	mark  func() // tells the recorder that a commit was acknowledged
	shots []string
}

func (f *film) shot(db *sqlite.DB) error {
	if f == nil {
		return nil
	}
	s, err := contentOf(db)
	if err != nil {
		return err
	}
	f.shots = append(f.shots, s)
	if len(f.shots) > 1 {
		f.mark()
	}
	return nil
}

func contentOf(db *sqlite.DB) (string, error) {
	var b bytes.Buffer
	err := db.Dump(ctx, &b)
	return b.String(), err
}

// start opens the store in dir; film may be nil.
func startSite(dir, vfs string, f *film) (*site, error) {
	keys, err := trust.Open(dir, nil)
	if err != nil {
		return nil, err
	}
	db, err := openStore(dir, vfs, keys)
	if err != nil {
		keys.Close()
		return nil, err
	}
	s := &site{db: db, tap: &tap{db, f}}
	if f != nil && len(f.shots) == 0 {
		err = f.shot(db)
	}
	if err == nil {
		s.Site, err = sync.Open(ctx, sync.SiteOptions{
			Dir: dir, Log: s.tap, Keys: keys, Clock: time.Now, Rand: rand.Reader, App: "test", Session: "s1",
		})
	}
	if err != nil {
		keys.Close()
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func openStore(dir, vfs string, keys *trust.Keyring) (*sqlite.DB, error) {
	codec, err := keys.Codec()
	if err != nil {
		return nil, err
	}
	o := sqlite.Options{Clock: time.Now, Codec: codec, SecondLog: filepath.Join(dir, "oplog")}
	return sqlite.Open(ctx, filepath.Join(dir, dbName), sqlite.WithVFS(o, vfs))
}

func (s *site) stop() error {
	s.Keys.Close()
	return s.db.Close()
}

// stage is where a flow plays: a folder with one store, or none yet.
type stage struct {
	t    testing.TB
	dir  string
	vfs  string
	film *film
	weak bool // synchronous=NORMAL
}

// with opens the store for f and closes it.
func (g *stage) with(f func(s *site)) {
	g.t.Helper()
	s, err := startSite(g.dir, g.vfs, g.film)
	must(g.t, err)
	if g.weak {
		must(g.t, s.db.ExecWriter("PRAGMA synchronous=NORMAL"))
	}
	f(s)
	must(g.t, s.stop())
}

// checkpoint moves the WAL into the file, as SQLite does by itself after many
// commits.
func (s *site) checkpoint(t testing.TB) {
	t.Helper()
	must(t, s.db.ExecWriter("PRAGMA wal_checkpoint(RESTART)"))
}

// play is a recorded flow.
type play struct {
	log   *recvfs.Log
	shots []string
	whole map[string]shown
}

// shown is a file that is complete or absent whenever it has its name.
type shown struct {
	data []byte
	mark int // the first mark at which it is there for good
}

// scratch is a folder that costs no waiting for a disk.
func scratch(t testing.TB) string {
	t.Helper()
	base := "/dev/shm"
	if info, err := os.Stat(base); err != nil || !info.IsDir() {
		base = ""
	}
	dir, err := os.MkdirTemp(base, "coopfield-powerloss-")
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	dir, err = filepath.EvalSymlinks(dir)
	must(t, err)
	return dir
}

// record runs a flow on the base and keeps what it writes.
func record(t testing.TB, f *flow, weak bool) *play {
	t.Helper()
	dir := filepath.Join(scratch(t), "kho")
	must(t, os.Mkdir(dir, 0o700))
	g := &stage{t: t, dir: dir}
	if f.setup != nil {
		f.setup(t)
	}
	f.prepare(g)
	rec, err := recvfs.Record(dir)
	must(t, err)
	g.vfs, g.weak, g.film = recvfs.Name, weak, &film{mark: rec.Mark}
	f.run(g)
	log, err := rec.Stop()
	must(t, err)
	return newPlay(t, log, g.film.shots, dir)
}

// newPlay checks that the record, played to its end, gives what stands in dir.

func newPlay(t testing.TB, log *recvfs.Log, shots []string, dir string) *play {
	t.Helper()
	w := log.Walk()
	for w.Next() {
	}
	now, there := w.Now(), image(t, dir)
	for name := range now {
		if there[name] == nil || !bytes.Equal(now[name], there[name]) {
			t.Fatalf("%s is recorded with %d bytes and has %d", name, len(now[name]), len(there[name]))
		}
	}
	if len(now) != len(there) {
		t.Fatalf("%d files are recorded, %d are there", len(now), len(there))
	}
	return &play{log: log, shots: shots, whole: finished(log)}
}

// finished lists the files that are never written under their name but moved
// to it when they are complete.
func finished(log *recvfs.Log) map[string]shown {
	out := map[string]shown{}
	w := log.Walk()
	for {
		for name, data := range w.Now() {
			if !complete(name) {
				continue
			}
			if _, known := out[name]; !known {
				out[name] = shown{data: data, mark: w.Marks() + 1}
			}
		}
		more := false
		for w.Next() {
			if w.Last().Op == recvfs.Mark {
				more = true
				break
			}
		}
		if !more {
			return out
		}
	}
}

// complete reports whether a file of this name must never be half.
func complete(name string) bool {
	base := filepath.Base(name)
	switch {
	case strings.HasPrefix(base, "."):
		return false
	case strings.HasPrefix(name, "inbox/"), strings.HasPrefix(name, "outbox/"):
		return true
	}
	return strings.HasSuffix(base, ".bak")
}

// verdict counts what became of the states of a flow.
type verdict struct {
	states, corrupt, lost, half int
	first                       string // the first that was not well
}

func (v *verdict) bad() int { return v.corrupt + v.lost + v.half }

func (v *verdict) add(o verdict) {
	v.states, v.corrupt, v.lost, v.half = v.states+o.states, v.corrupt+o.corrupt, v.lost+o.lost, v.half+o.half
	if v.first == "" {
		v.first = o.first
	}
}

// state is one crash state to be judged.
type state struct {
	n     int
	img   recvfs.Image
	marks int // commits that were acknowledged before the cut
}

// seen is what a store holds after a state was opened.
type seen struct {
	first, last int  // the shots that it holds, -1 for none; commits may change nothing
	ahead       bool // the second log says that the database lost something
	err         error
}

// find says which shots content is.
func (p *play) find(content string) (s seen) {
	s.first, s.last = slices.Index(p.shots, content), -1
	for i := max(s.first, 0); s.first >= 0 && i < len(p.shots); i++ {
		if p.shots[i] == content {
			s.last = i
		}
	}
	return s
}

// audience judges the states of one play.
type audience struct {
	play *play
	f    *flow

	mu   gosync.Mutex
	memo map[uint64]*seen
}

// trial makes n states of a play and judges each.
func trial(t testing.TB, f *flow, p *play, n int, noSync bool, seed uint64) verdict {
	t.Helper()
	must(t, recvfs.Register()) // states of whole processes were recorded without it
	a := &audience{play: p, f: f, memo: map[uint64]*seen{}}
	queue := make(chan state, 2)
	workers := max(runtime.GOMAXPROCS(0), 1)
	results := make(chan verdict, workers)
	for range workers {
		dir := filepath.Join(scratch(t), "kho")
		must(t, os.Mkdir(dir, 0o700))
		recvfs.Quiet(dir)
		go func() {
			var v verdict
			for s := range queue {
				v.add(a.judge(dir, s))
			}
			results <- v
		}()
	}
	states(p.log, n, noSync, seed, func(s state) { queue <- s })
	close(queue)
	var v verdict
	for range workers {
		v.add(<-results)
	}
	return v
}

// states gives n states, the cuts spread over the whole log, in order of time.
func states(log *recvfs.Log, n int, noSync bool, seed uint64, f func(state)) {
	r := mrand.New(mrand.NewPCG(seed, 1))
	cuts := make([]int, n)
	for i := range cuts {
		cuts[i] = r.IntN(len(log.Events) + 1)
	}
	slices.Sort(cuts)
	w := log.Walk()
	w.NoSync = noSync
	at := 0
	for i, cut := range cuts {
		for ; at < cut; at++ {
			w.Next()
		}
		f(state{i, w.Crash(mrand.New(mrand.NewPCG(seed, uint64(i)+2))), w.Marks()})
	}
}

// judge opens a state as the program would and compares it with what was
// acknowledged.
func (a *audience) judge(dir string, s state) verdict {
	v := verdict{states: 1}
	sum := s.img.Sum()
	a.mu.Lock()
	got := a.memo[sum]
	a.mu.Unlock()
	if got == nil {
		got = &seen{}
		if got.err = s.img.Write(dir); got.err == nil {
			*got = a.f.look(dir, a.play)
		}
		a.mu.Lock()
		a.memo[sum] = got
		a.mu.Unlock()
	}
	fail := func(count *int, format string, args ...any) verdict {
		*count++
		v.first = fmt.Sprintf("state %d after %d commits: ", s.n, s.marks) + fmt.Sprintf(format, args...)
		return v
	}
	switch {
	case got.err != nil:
		return fail(&v.corrupt, "%v", got.err)
	case got.last < 0:
		return fail(&v.half, "holds what was never committed")
	case got.last < s.marks:
		return fail(&v.lost, "holds %d commits", got.last)
	case got.first > s.marks+1 && !a.f.loose:
		return fail(&v.half, "holds %d commits, which were not begun", got.first)
	case got.ahead:
		return fail(&v.lost, "the second log has what the database lacks")
	}
	for name, file := range a.play.whole {
		data, there := s.img[name]
		if there && !bytes.Equal(data, file.data) {
			return fail(&v.half, "%s is half", name)
		}
		if !there && s.marks >= file.mark {
			return fail(&v.lost, "%s is gone", name)
		}
	}
	return v
}

// lookAtSite opens the store in dir as the program does, reads all of it and
// says which commit it is at.
func lookAtSite(dir string, p *play) (out seen) {
	keys, err := trust.Open(dir, nil)
	if err != nil {
		return seen{err: err}
	}
	defer keys.Close()
	db, err := openStore(dir, recvfs.Name, keys)
	if err != nil {
		return seen{err: err}
	}
	content, err := contentOf(db)
	out = p.find(content)
	if err == nil {
		err = sound(db, keys.Dev())
	}
	if err == nil {
		var ahead *store.LogAhead
		if ahead, err = db.Ahead(ctx); err == nil {
			out.ahead = len(ahead.Ops)+len(ahead.Bad) > 0
		}
	}
	out.err = errors.Join(err, db.Close())
	return out
}

// sound checks that nothing in an open store is damaged and that it goes on
// working.
func sound(db *sqlite.DB, dev string) error {
	if err := db.Integrity(ctx); err != nil {
		return err
	}
	if err := chained(db, dev); err != nil {
		return err
	}
	return db.Update(ctx, func(tx store.Tx) error { return tx.SetSetting("probe", []byte("1")) })
}

// chained checks the chain of a device's first epoch.
func chained(db *sqlite.DB, dev string) error {
	return db.View(ctx, func(tx store.Tx) error {
		seq, prev := int64(0), store.Hash{}
		return tx.Range(dev, 1, 1, 0, func(o *store.LoggedOp) error {
			seq++
			if o.Seq != seq || seq > 1 && o.Prev != prev || oplog.Hash(o.Prev, o.Line) != o.Hash {
				return fmt.Errorf("the chain breaks at %d", o.Seq)
			}
			prev = o.Hash
			return nil
		})
	})
}

// playFlow is what the traced process does.
func playFlow(t *testing.T, name, dir string) {
	f := flowNamed(t, name)
	if f.setup != nil {
		f.setup(t)
	}
	g := &stage{t: t, dir: dir, film: &film{mark: func() { _, _ = os.Stdout.WriteString(recvfs.Acknowledged) }}}
	f.run(g)
	b, err := json.Marshal(g.film.shots)
	must(t, err)
	must(t, os.WriteFile(dir+".shots", b, 0o600))
}

func flowNamed(t *testing.T, name string) *flow {
	t.Helper()
	for _, f := range flows() {
		if f.name == name {
			return f
		}
	}
	t.Fatalf("no flow %q", name)
	return nil
}

func powerSeed() uint64 {
	seed := uint64(20261123)
	if s := os.Getenv("COOPFIELD_POWERLOSS_SEED"); s != "" {
		_, _ = fmt.Sscan(s, &seed)
	}
	return seed
}

// eachFlow runs f for every flow and logs a table of what came of it.
func eachFlow(t *testing.T, head string, f func(t *testing.T, f *flow) (*play, verdict)) {
	table := fmt.Sprintf("%s\n%-10s %8s %8s %8s %8s %8s %8s\n", head, "flow", "commits", "events", "states", "corrupt", "lost", "half")
	for _, flow := range flows() {
		t.Run(flow.name, func(t *testing.T) {
			begun := time.Now()
			p, v := f(t, flow)
			table += fmt.Sprintf("%-10s %8d %8d %8d %8d %8d %8d  %s\n", flow.name, len(p.shots)-1, len(p.log.Events),
				v.states, v.corrupt, v.lost, v.half, time.Since(begun).Round(time.Millisecond))
			if p.log.Marks() != len(p.shots)-1 {
				t.Errorf("%d marks, %d commits", p.log.Marks(), len(p.shots)-1)
			}
		})
	}
	t.Log(table)
}

// clean fails unless each of n states was well.
func (v *verdict) clean(t *testing.T, n int) {
	t.Helper()
	if v.bad() > 0 || v.states != n {
		t.Errorf("%d corrupt, %d lost, %d half of %d states; %s", v.corrupt, v.lost, v.half, v.states, v.first)
	}
}

func TestPowerLossLosesNothingThatWasAcknowledgedAndLeavesNothingHalf(t *testing.T) {
	eachFlow(t, "through the VFS", func(t *testing.T, f *flow) (*play, verdict) {
		p := record(t, f, false)
		v := trial(t, f, p, powerStates, false, powerSeed())
		v.clean(t, powerStates)
		return p, v
	})
}

// A simulator that finds nothing shows nothing unless it can find something.
func TestPowerLossIsFoundWhenSyncsAreDropped(t *testing.T) {
	eachFlow(t, "every sync dropped", func(t *testing.T, f *flow) (*play, verdict) {
		p := record(t, f, false)
		v := trial(t, f, p, powerStates/5, true, powerSeed())
		if v.bad()*2 <= v.states {
			t.Errorf("only %d of %d states without any sync were found", v.bad(), v.states)
		}
		return p, v
	})
}

func TestPowerLossIsFoundWhenCommitsAreNotSynced(t *testing.T) {
	f := saveFlow()
	v := trial(t, f, record(t, f, true), powerStates, false, powerSeed())
	t.Logf("synchronous=NORMAL: %d corrupt, %d lost, %d half of %d states", v.corrupt, v.lost, v.half, v.states)
	if v.lost == 0 || v.corrupt > 0 {
		t.Errorf("%+v", v)
	}
}

func TestRecordingIsNotLinkedIntoTheProduct(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "coopfield/cmd/coopfield")
	out, err := cmd.Output()
	must(t, err)
	if strings.Contains(string(out), "recvfs") {
		t.Error("the program reaches recvfs")
	}
}
