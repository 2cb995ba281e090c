package visit

import (
	"context"
	"fmt"
	gosync "sync"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/coop/durable"
)

// sink keeps durable what is typed: the leaves of the record, of support given
// from it, and what became of open items, which are records of their own.
type sink struct {
	d    *desk.Desk
	kind store.Kind
	id   string
	main *durable.Queue

	io     gosync.Mutex // held while writing
	mu     gosync.Mutex // held for moments
	founds []desk.FoundEdit
	given  map[string]*durable.Queue // by id of the support
}

func newSink(d *desk.Desk, k store.Kind, id string) *sink {
	return &sink{d: d, kind: k, id: id, main: durable.New(d, k, id), given: map[string]*durable.Queue{}}
}

// add puts leaves of the record into the queue.
func (s *sink) add(edits ...desk.Edit) {
	for _, e := range edits {
		s.main.Add(e)
	}
}

// addSupport puts leaves of a support into its queue. Without leaves it only
// notes that the support is written together with the record.
func (s *sink) addSupport(id string, edits ...desk.Edit) {
	s.mu.Lock()
	q := s.given[id]
	if q == nil {
		q = durable.New(s.d, store.Support, id)
		s.given[id] = q
	}
	s.mu.Unlock()
	for _, e := range edits {
		q.Add(e)
	}
}

// forgetSupport drops a support that is only typed.
func (s *sink) forgetSupport(id string) error {
	s.io.Lock()
	defer s.io.Unlock()
	s.mu.Lock()
	delete(s.given, id)
	s.mu.Unlock()
	if err := s.d.Discard(context.Background(), store.Support, id); err != nil {
		return fmt.Errorf("dropping a support: %w", err)
	}
	return nil
}

// addFound puts what became of an item into the queue; an older one of the
// same followup is joined with it.
func (s *sink) addFound(e desk.FoundEdit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.founds {
		if s.founds[i].ID != e.ID {
			continue
		}
		if !e.Clear && !s.founds[i].Clear {
			e.Edits = join(s.founds[i].Edits, e.Edits)
		}
		s.founds[i] = e
		return
	}
	s.founds = append(s.founds, e)
}

// join lays newer edits over older ones of the same leaves.
func join(older, newer []desk.Edit) []desk.Edit {
	out := make([]desk.Edit, 0, len(older)+len(newer))
	for _, e := range older {
		kept := true
		for _, n := range newer {
			kept = kept && n.Path != e.Path
		}
		if kept {
			out = append(out, e)
		}
	}
	return append(out, newer...)
}

func (s *sink) queues() []*durable.Queue {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []*durable.Queue{s.main}
	for _, q := range s.given {
		out = append(out, q)
	}
	return out
}

// waiting returns how much is not durable yet.
func (s *sink) waiting() int {
	n := 0
	for _, q := range s.queues() {
		n += q.Waiting()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return n + len(s.founds)
}

// save writes what waits and returns the time to show; the zero time if nothing
// waited. After an error everything that is not durable still waits.
func (s *sink) save() (time.Time, error) {
	s.io.Lock()
	defer s.io.Unlock()
	return s.write()
}

func (s *sink) write() (time.Time, error) {
	var last time.Time
	for _, q := range s.queues() {
		at, err := q.Save()
		if err != nil {
			return last, fmt.Errorf("keeping typed fields: %w", err)
		}
		if !at.IsZero() {
			last = at
		}
	}
	s.mu.Lock()
	list := s.founds
	s.founds = nil
	s.mu.Unlock()
	for i, e := range list {
		at, err := s.d.SaveFound(context.Background(), e)
		if err != nil {
			s.giveBack(list[i:])
			return last, fmt.Errorf("keeping what became of an item: %w", err)
		}
		last = at
	}
	return last, nil
}

// giveBack returns outcomes that could not be written, behind none that is newer.
func (s *sink) giveBack(list []desk.FoundEdit) {
	s.mu.Lock()
	newer := s.founds
	s.founds = list
	s.mu.Unlock()
	for _, e := range newer {
		s.addFound(e)
	}
}

// commit makes one change of what was typed; what became of open items waits
// for the finalising.
func (s *sink) commit(ctx context.Context) error {
	s.io.Lock()
	defer s.io.Unlock()
	return s.commitAll(ctx)
}

func (s *sink) commitAll(ctx context.Context) error {
	if _, err := s.write(); err != nil {
		return err
	}
	if _, err := s.d.Commit(ctx, s.kind, s.id); err != nil {
		return fmt.Errorf("writing the change: %w", err)
	}
	s.mu.Lock()
	var ids []string
	for id := range s.given {
		ids = append(ids, id)
	}
	s.mu.Unlock()
	for _, id := range ids {
		if _, err := s.d.Commit(ctx, store.Support, id); err != nil && store.CodeOf(err) != store.NotFound {
			return fmt.Errorf("writing a support: %w", err)
		}
	}
	return nil
}

// beforeFile writes the record, since a file stands beside what is held. One that
// is finalised or under correction is held already.
func (s *sink) beforeFile(ctx context.Context, open bool) error {
	if !open {
		_, err := s.save()
		return err
	}
	return s.commit(ctx)
}

// finalise writes what was typed and finalises the record, with what became of
// open items.
func (s *sink) finalise(ctx context.Context) error {
	s.io.Lock()
	defer s.io.Unlock()
	if err := s.commitAll(ctx); err != nil {
		return err
	}
	if _, err := s.d.Finalise(ctx, s.kind, s.id); err != nil {
		return fmt.Errorf("finalising: %w", err)
	}
	return nil
}
