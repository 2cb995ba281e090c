package sync

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	gosync "sync"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
)

// groupLimit is what one transaction of an import takes in at most.
type groupLimit struct {
	files int
	ops   int64 // what became of their records is in memory until the commit
	time  time.Duration
}

var (
	// A person who saves a field meanwhile waits for the end of the transaction.
	groupBeside = groupLimit{64, 20_000, 400 * time.Millisecond}
	// A commit writes every page of the indexes that the rows of its files touched,
	// and ids are random: five times as many files hardly touch more of them.
	groupAlone = groupLimit{512, 20_000, 2 * time.Second}
)

func (o *ImportOptions) group() groupLimit {
	if o.Alone {
		return groupAlone
	}
	return groupBeside
}

// importer takes files into the province's store.
type importer struct {
	s     *Site
	o     ImportOptions
	tell  func(...FileReport)
	done  int
	total int
	ready []store.BundleRow          // held bundles that may go on now
	came  map[string]store.BundleRow // files taken in by this import, by hash
}

// taken is a file of a group: what is told of it once the group is committed.
type taken struct {
	p      *prepared // without its ops
	r      FileReport
	err    error
	behind bool // a held file that went on, not one of those named
	twin   bool // a file of the same content came before it in this import
}

// run takes all files in, group by group, those first that an import that was
// cut short did not come to.
func (m *importer) run(ctx context.Context, files []source) (err error) {
	if m.ready, err = m.s.Desk.Continuing(ctx); err != nil {
		return err
	}
	q := m.s.prepareAll(ctx, files)
	defer q.stop()
	for more := true; (more || len(m.ready) > 0) && ctx.Err() == nil; {
		var first *prepared
		if len(m.ready) == 0 { // wait for it before others are kept from writing
			if first, more = q.next(nil); first == nil {
				continue
			}
		}
		var group []*taken
		err := m.s.Desk.Together(ctx, func(g *desk.Group) error {
			group = m.fill(ctx, g, q, first, &more)
			return nil
		})
		if first != nil && group == nil { // not even begun
			first.release()
			group = []*taken{{p: first, r: FileReport{Path: first.src.path, SHA256: first.sum}, err: first.err}}
		}
		m.finish(ctx, group, err)
	}
	return nil
}

// fill takes files in until the group is full or none is prepared in time.
func (m *importer) fill(ctx context.Context, g *desk.Group, q *queue, p *prepared, more *bool) []*taken {
	var group []*taken
	limit := m.o.group()
	end := time.NewTimer(limit.time)
	defer end.Stop()
	begun := time.Now()
	var ops int64
	full := func() bool {
		return len(group) >= limit.files || ops >= limit.ops || time.Since(begun) >= limit.time || ctx.Err() != nil
	}
	for {
		if p != nil {
			group = append(group, m.take(g, p))
			ops += p.ops()
		}
		for len(m.ready) > 0 && !full() {
			row := m.ready[0]
			m.ready = m.ready[1:]
			if t := m.goOn(g, row); t != nil {
				group = append(group, t)
				ops += t.p.ops()
			}
		}
		if full() || len(m.ready) > 0 || !*more {
			return group
		}
		if p, *more = q.next(end.C); p == nil {
			return group
		}
	}
}

// take is steps 9 to 12 for one prepared file.
func (m *importer) take(g *desk.Group, p *prepared) *taken {
	defer p.release()
	t := &taken{p: p, r: FileReport{Path: p.src.path, SHA256: p.sum}}
	if row, twice := m.came[p.sum]; twice {
		p.known, t.twin = &row, true
	}
	switch {
	case p.known != nil:
		t.r = t.r.knownAs(p.known)
	case p.err != nil:
		t.err = p.err
	default:
		m.receive(g, t)
	}
	return t
}

func (m *importer) receive(g *desk.Group, t *taken) {
	p := t.p
	m.s.describe(&t.r, p)
	t.r.Outcome, t.err = g.Receive(p.in)
	p.in.Ops, p.in.Faults, p.in.Stretches, p.bundle, p.hashes = nil, nil, nil, nil, nil // a group would hold them all
	if t.err != nil {
		return
	}
	t.r.Bundle, t.r.State = t.r.Outcome.Bundle, FileHeld
	if t.r.Outcome.State == store.BundleApplied {
		t.r.State = FileApplied
		m.ready = append(m.ready, t.r.Outcome.Ready...)
		m.came[p.sum] = t.r.Bundle
	}
}

// goOn takes in a held bundle that continues what is held now, and reports it as
// a file of its own: what waits in it is news. One that fails stays held and is
// told at its next import; nil is returned then.
func (m *importer) goOn(g *desk.Group, row store.BundleRow) *taken {
	if _, twice := m.came[row.SHA256]; twice {
		return nil
	}
	p, err := m.s.prepareAs(source{path: filepath.Join(m.s.InboxDir(), row.SHA256)}, prepared{undone: true})
	if err != nil {
		return nil
	}
	defer p.release()
	p.sum = row.SHA256
	p.in.Bundle.SHA256, p.in.Bundle.Name = row.SHA256, row.Name
	t := &taken{p: p, r: FileReport{Path: row.Name, SHA256: row.SHA256}, behind: true}
	m.receive(g, t)
	if t.err != nil || t.r.State != FileApplied {
		return nil
	}
	return t
}

// finish tells what became of a group's files. A group whose commit failed is
// nothing: none of its files came.
func (m *importer) finish(ctx context.Context, group []*taken, failed error) {
	if failed != nil {
		m.ready = nil
		for _, t := range group {
			if !t.twin {
				delete(m.came, t.p.sum)
			}
		}
	}
	for _, t := range group {
		if failed != nil {
			if t.behind {
				continue // it is held as before
			}
			if _, came := m.came[t.p.sum]; t.err == nil && (t.p.known == nil || t.twin && !came) {
				t.r.Outcome, t.err = nil, failed
			}
		}
		if t.err != nil {
			t.r = m.s.refused(ctx, t.p, t.r, t.err, false)
		}
		m.tell(t.r)
		if t.behind {
			continue
		}
		m.done++
		if m.o.Progress != nil {
			m.o.Progress(m.done, m.total, filepath.Base(t.r.Path))
		}
	}
}

// window bounds how many verified bundles wait in memory for their turn.
const window = 6

// queue gives prepared files in the order of their sources.
type queue struct {
	slots chan chan *prepared
	slot  chan *prepared // the next file's, nil if not asked for
	done  chan struct{}
	room  *room
	spare func() bool // ends the watch over the context
	wg    gosync.WaitGroup
}

// prepareAll begins to verify files side by side.
func (s *Site) prepareAll(ctx context.Context, files []source) *queue {
	q := &queue{slots: make(chan chan *prepared, window), done: make(chan struct{}), room: newRoom()}
	q.spare = context.AfterFunc(ctx, q.room.close)
	q.wg.Go(func() {
		defer close(q.slots)
		// One more than can run: each waits for the disk while it is copied.
		work := make(chan struct{}, runtime.GOMAXPROCS(0)+1)
		for _, f := range files {
			n := f.size()
			if !q.room.take(n) {
				return
			}
			slot := make(chan *prepared, 1)
			select {
			case q.slots <- slot:
			case <-q.done:
				return
			case <-ctx.Done():
				return
			}
			work <- struct{}{}
			q.wg.Go(func() {
				p := s.take(ctx, f, false)
				if p.in.Stretches != nil {
					q.room.give(n) // its ops are not open any more
				} else {
					p.leave = func() { q.room.give(n) }
				}
				slot <- p
				<-work
			})
		}
	})
	return q
}

// size returns how many bytes f has, 0 if that cannot be asked: reading it says
// why.
func (f *source) size() int64 {
	info, err := os.Stat(f.path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// next waits for the next file, or for end: nil. more is false when there is
// none any more.
func (q *queue) next(end <-chan time.Time) (p *prepared, more bool) {
	if q.slot == nil {
		select {
		case q.slot, more = <-q.slots:
			if !more {
				return nil, false
			}
		case <-end:
			return nil, true
		}
	}
	select {
	case p = <-q.slot:
		q.slot = nil
		return p, true
	case <-end:
		return nil, true
	}
}

// stop releases what was prepared and is not wanted any more.
func (q *queue) stop() {
	q.spare()
	close(q.done)
	q.room.close()
	if q.slot != nil {
		(<-q.slot).release()
	}
	for slot := range q.slots {
		(<-slot).release()
	}
	q.wg.Wait()
}
