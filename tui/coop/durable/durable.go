// Package durable keeps the typed fields of one record durable, in the order
// they were typed in, while commands run side by side.
//
// A screen adds each changed field to a [Queue] in Update and runs [Queue.Save]
// in a command; whichever command comes first writes all that waits, so an
// older text can never overwrite a newer one.
package durable

import (
	"context"
	"fmt"
	gosync "sync"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
)

// Writer is what the queue writes to; *desk.Desk serves it.
type Writer interface {
	SaveFields(ctx context.Context, k store.Kind, id string, edits ...desk.Edit) (time.Time, error)
	Commit(ctx context.Context, k store.Kind, id string) (store.Hash, error)
	Discard(ctx context.Context, k store.Kind, id string) error
}

// Queue holds the edits of one record that are not durable yet.
type Queue struct {
	w    Writer
	kind store.Kind
	id   string

	io gosync.Mutex // held while writing: one write at a time

	mu      gosync.Mutex // held for moments, never while writing
	waiting []desk.Edit
}

// New returns an empty queue for one record.
func New(w Writer, kind store.Kind, id string) *Queue {
	return &Queue{w: w, kind: kind, id: id}
}

// Add puts e behind what waits; an older edit of the same leaf is dropped. It
// never waits for a disk.
func (q *Queue) Add(e desk.Edit) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.add(e)
}

func (q *Queue) add(e desk.Edit) {
	for i := range q.waiting {
		if q.waiting[i].Path == e.Path {
			q.waiting = append(q.waiting[:i], q.waiting[i+1:]...)
			break
		}
	}
	q.waiting = append(q.waiting, e)
}

// Waiting returns how many edits are not durable yet.
func (q *Queue) Waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting)
}

func (q *Queue) take() []desk.Edit {
	q.mu.Lock()
	defer q.mu.Unlock()
	e := q.waiting
	q.waiting = nil
	return e
}

// giveBack returns edits that could not be written, behind none that is newer.
func (q *Queue) giveBack(edits []desk.Edit) {
	q.mu.Lock()
	defer q.mu.Unlock()
	newer := q.waiting
	q.waiting = edits
	for _, e := range newer {
		q.add(e)
	}
}

// Save writes what waits in one commit and returns the time to show; the zero
// time if nothing waited. After an error everything still waits.
func (q *Queue) Save() (time.Time, error) {
	q.io.Lock()
	defer q.io.Unlock()
	return q.save()
}

func (q *Queue) save() (time.Time, error) {
	edits := q.take()
	if len(edits) == 0 {
		return time.Time{}, nil
	}
	at, err := q.w.SaveFields(context.Background(), q.kind, q.id, edits...)
	if err != nil {
		q.giveBack(edits)
		return time.Time{}, fmt.Errorf("keeping typed fields: %w", err)
	}
	return at, nil
}

// Commit writes what waits and turns the record's draft into one op. If the
// draft is refused it stays as it is.
func (q *Queue) Commit() (store.Hash, error) {
	q.io.Lock()
	defer q.io.Unlock()
	if _, err := q.save(); err != nil {
		return store.Hash{}, err
	}
	h, err := q.w.Commit(context.Background(), q.kind, q.id)
	if err != nil {
		return h, fmt.Errorf("writing the change: %w", err)
	}
	return h, nil
}

// Discard forgets what waits and the record's draft.
func (q *Queue) Discard() error {
	q.io.Lock()
	defer q.io.Unlock()
	q.take()
	if err := q.w.Discard(context.Background(), q.kind, q.id); err != nil {
		return fmt.Errorf("dropping the draft: %w", err)
	}
	return nil
}
