package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"coopfield/store"
)

// tx is one transaction on one connection.
type tx struct {
	ctx   context.Context
	db    *DB
	c     *conn
	write bool
	ended bool
	quiet bool  // no op has a verdict, and none has got one since
	inner bool  // a Step runs
	lost  error // why the transaction can not go on

	behind behind

	touched   map[guardRow][]any // rows whose digest is brought up to date, by their keys
	guardedTo int64
	found     bool // nothing is lost any more that the second log has
}

var _ store.Tx = (*tx)(nil)

var errClosed = &store.Error{Code: store.Internal, Detail: "closed", Message: "kho dữ liệu đã đóng", Kept: "chưa ghi gì", Hint: "mở lại chương trình"}

// take waits for a connection of pool, or for the leave to open another one of
// it: then it is nil. It looks at closing first, so that a closed store never
// hands one out, and takes an open one if there is one: a connection reads the
// schema when it is opened and prepares every statement anew.
func (db *DB) take(ctx context.Context, pool chan *conn, more <-chan struct{}) (*conn, error) {
	select {
	case <-db.closing:
		return nil, errClosed
	default:
	}
	select {
	case c := <-pool:
		return c, nil
	default:
	}
	select {
	case c := <-pool:
		return c, nil
	case <-more:
		return nil, nil
	case <-db.closing:
		return nil, errClosed
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for the store: %w", ctx.Err())
	}
}

// borrow waits for a reading connection and opens it if none is free.
func (db *DB) borrow(ctx context.Context) (*conn, error) {
	c, err := db.take(ctx, db.reading, db.unopened)
	if c != nil || err != nil {
		return c, err
	}
	if c, err = newConn(ctx, db.ro); err != nil {
		db.giveBack(nil)
		return nil, err
	}
	return c, nil
}

// giveBack puts a reading connection back, or with nil the leave to open one.
func (db *DB) giveBack(c *conn) {
	if c == nil {
		db.unopened <- struct{}{}
		return
	}
	db.reading <- c
}

// View runs f on a consistent snapshot. ctx ends waiting and lists between two
// rows, never a statement half-way.
func (db *DB) View(ctx context.Context, f func(store.Tx) error) error {
	c, err := db.borrow(ctx)
	if err != nil {
		return err
	}
	// A snapshot begins with the first read, not with BEGIN.
	if err := begin(c, "BEGIN DEFERRED", "SELECT 1 FROM sqlite_schema LIMIT 1"); err != nil {
		c.discard()
		db.giveBack(nil)
		return err
	}
	t := &tx{ctx: ctx, db: db, c: c}
	defer func() {
		t.ended = true
		db.giveBack(rollback(c))
	}()
	return f(t)
}

// Update runs f in one immediate transaction and returns after the commit is
// on the disk. If f or the commit fails, or f panics, nothing has changed and
// the store goes on working. Cancelling ctx ends the waiting for other Updates
// only: f asks it between its steps.
func (db *DB) Update(ctx context.Context, f func(store.Tx) error) error {
	if db.rw == nil {
		return internal("kho dữ liệu mở ở chế độ chỉ đọc")
	}
	c, err := db.take(ctx, db.writer, nil)
	if err != nil {
		return err
	}
	if c == nil { // the last one was given up
		if c, err = newConn(ctx, db.rw); err != nil {
			db.writer <- nil
			return err
		}
	}
	if err := begin(c, "BEGIN IMMEDIATE"); err != nil {
		db.writer <- rollback(c)
		return err
	}
	t := &tx{ctx: context.WithoutCancel(ctx), db: db, c: c, write: true}
	committed := false
	defer func() {
		t.behind.forget(c, db.vault)
		t.ended = true
		if !committed {
			c = rollback(c)
		}
		db.writer <- c
	}()
	if err := f(t); err != nil {
		return err
	}
	if err := t.ready(); err != nil {
		return err
	}
	if err := t.sealGuards(); err != nil {
		return err
	}
	if _, err := c.exec("COMMIT"); err != nil {
		return fault("committing", err)
	}
	committed = true
	db.guarded = t.guardedTo
	if db.second != nil {
		db.second.lost = db.second.lost && !t.found
		db.second.catchUp(c)
	}
	return nil
}

func begin(c *conn, queries ...string) error {
	for _, q := range queries {
		if err := c.each(q, nil, func(func(...any) error) error { return nil }); err != nil {
			return fault("beginning a transaction", err)
		}
	}
	return nil
}

// rollback ends c's transaction and returns c, or nil if c is given up because
// what it is in is not known. SQLite has rolled back by itself after some
// faults; then ROLLBACK fails and BEGIN works.
func rollback(c *conn) *conn {
	if _, err := c.exec("ROLLBACK"); err == nil {
		return c
	}
	if _, err := c.exec("BEGIN DEFERRED"); err == nil {
		if _, err = c.exec("ROLLBACK"); err == nil {
			return c
		}
	}
	c.discard()
	return nil
}

// Step runs f under a savepoint, and undoes what it wrote if it fails or panics.
// After some faults SQLite has given up the whole transaction by itself; then
// there is no savepoint to go back to, and what follows would be committed
// statement by statement: nothing may follow.
func (t *tx) Step(f func() error) error {
	if t.inner {
		return internal("một bước đang chạy trong giao dịch này")
	}
	if _, err := t.exec("beginning a step", "SAVEPOINT step"); err != nil {
		return err
	}
	quiet := t.quiet
	t.inner = true
	done := false
	defer func() {
		t.inner = false
		if done {
			return
		}
		t.behind.forget(t.c, t.db.vault)
		t.quiet = quiet
		for _, q := range []string{"ROLLBACK TO step", "RELEASE step"} {
			if _, err := t.c.exec(q); err != nil && t.lost == nil {
				t.lost = fault("undoing a step", err)
			}
		}
	}()
	if err := f(); err != nil {
		return err
	}
	if _, err := t.exec("ending a step", "RELEASE step"); err != nil {
		return err
	}
	done = true
	return nil
}

// alive reports whether t may still be used.
func (t *tx) alive() error {
	if t.ended {
		return internal("giao dịch đã kết thúc")
	}
	return t.lost
}

// ready reports the same when all is written that was asked for.
func (t *tx) ready() error {
	if err := t.alive(); err != nil {
		return err
	}
	return t.behind.wait(t.c, t.db.vault)
}

// writable reports whether t may be used to write.
func (t *tx) writable() error {
	if err := t.alive(); err != nil {
		return err
	}
	if !t.write {
		return internal("không ghi được trong lúc chỉ đọc")
	}
	return nil
}

// writing reports the same when all is written that was asked for.
func (t *tx) writing() error {
	if err := t.writable(); err != nil {
		return err
	}
	return t.behind.wait(t.c, t.db.vault)
}

// exec runs a writing statement.
func (t *tx) exec(doing, query string, args ...any) (sql.Result, error) {
	if err := t.writing(); err != nil {
		return nil, err
	}
	res, err := t.c.exec(query, args...)
	return res, fault(doing, err)
}

// changed runs a writing statement and returns how many rows it changed.
func (t *tx) changed(doing, query string, args ...any) (int64, error) {
	res, err := t.exec(doing, query, args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return n, fault(doing, err)
}

// each reads rows; the context is asked between them.
func (t *tx) each(doing, query string, args []any, f func(scan func(...any) error) error) error {
	if err := t.ready(); err != nil {
		return err
	}
	stop := t.ctx.Done()
	var inner error
	err := t.c.each(query, args, func(scan func(...any) error) error {
		select {
		case <-stop:
			inner = fmt.Errorf("%s: %w", doing, t.ctx.Err())
		default:
			inner = f(scan)
		}
		return inner
	})
	if inner != nil {
		return inner // what f said, as it said it
	}
	return fault(doing, err)
}

func (t *tx) row(doing, query string, args []any, dest ...any) (bool, error) {
	if err := t.ready(); err != nil {
		return false, err
	}
	found, err := t.c.row(query, args, dest...)
	return found, fault(doing, err)
}

// list reads all rows and calls f afterwards, so that f may use the same
// tables, and write to them. In a View, where nobody writes, f is called row by
// row instead.
func list[T any](t *tx, doing, query string, args []any, read func(scan func(...any) error) (T, error), f func(T) error) error {
	var rows []T
	err := t.each(doing, query, args, func(scan func(...any) error) error {
		row, err := read(scan)
		if err != nil {
			return fault(doing, err)
		}
		if !t.write {
			return f(row)
		}
		rows = append(rows, row)
		return nil
	})
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := f(row); err != nil {
			return err
		}
	}
	return nil
}
