package durable_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/coop/durable"
)

// disk is a writer that can fail and that keeps the order of what it was given.
type disk struct {
	wrote   []desk.Edit
	commits int
	fail    error
	during  func()
}

func (d *disk) SaveFields(_ context.Context, _ store.Kind, _ string, edits ...desk.Edit) (time.Time, error) {
	if d.during != nil {
		d.during()
	}
	if d.fail != nil {
		return time.Time{}, d.fail
	}
	d.wrote = append(d.wrote, edits...)
	return time.Unix(1, 0), nil
}

func (d *disk) Commit(context.Context, store.Kind, string) (store.Hash, error) {
	d.commits++
	return store.Hash{1}, nil
}

func (d *disk) Discard(context.Context, store.Kind, string) error { return nil }

func text(p, v string) desk.Edit { return desk.Edit{Path: p, Value: v} }

func TestOnlyTheNewestTextOfAFieldIsWritten(t *testing.T) {
	d := &disk{}
	q := durable.New(d, store.Cooperative, "x")
	q.Add(text("name", "HTX"))
	q.Add(text("area", "thôn 1"))
	q.Add(text("name", "HTX Đăk Hà"))
	if _, err := q.Save(); err != nil {
		t.Fatal(err)
	}
	if len(d.wrote) != 2 || d.wrote[1].Value != "HTX Đăk Hà" {
		t.Errorf("wrote %v", d.wrote)
	}
	if at, err := q.Save(); err != nil || !at.IsZero() || len(d.wrote) != 2 {
		t.Error("a second save wrote again what was durable already")
	}
}

func TestAFailedWriteKeepsWhatWasTypedAndNotMore(t *testing.T) {
	d := &disk{fail: errors.New("disk full")}
	q := durable.New(d, store.Cooperative, "x")
	q.Add(text("name", "cũ"))
	q.Add(text("area", "thôn 1"))
	d.during = func() { q.Add(text("name", "mới")) } // typed while the write was under way
	if _, err := q.Commit(); err == nil || d.commits != 0 {
		t.Fatal("a draft that is not durable was committed")
	}
	d.fail, d.during = nil, nil
	if _, err := q.Commit(); err != nil || d.commits != 1 {
		t.Fatal(err, d.commits)
	}
	got := map[string]any{}
	for _, e := range d.wrote {
		if _, twice := got[e.Path]; twice {
			t.Errorf("%s written twice", e.Path)
		}
		got[e.Path] = e.Value
	}
	if got["name"] != "mới" || got["area"] != "thôn 1" {
		t.Errorf("wrote %v", got)
	}
}
