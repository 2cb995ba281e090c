package sqlite

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
)

// conn is one pinned connection with its prepared statements. Transactions are
// plain statements on it: database/sql would prepare every statement anew for
// each of its own transactions.
type conn struct {
	c     *sql.Conn
	stmts map[string]*stmt
}

// stmt is a prepared statement; busy while its rows are being read, when a
// second use must not reset it.
type stmt struct {
	s    *sql.Stmt
	busy bool
}

func newConn(ctx context.Context, pool *sql.DB) (*conn, error) {
	c, err := pool.Conn(context.WithoutCancel(ctx))
	if err != nil {
		return nil, fault("connecting", err)
	}
	return &conn{c: c, stmts: map[string]*stmt{}}, nil
}

func (c *conn) close() error {
	if c == nil {
		return nil
	}
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.s.Close())
	}
	return fault("closing a connection", errors.Join(append(errs, c.c.Close())...))
}

// discard ends a connection whose state is not known any more. Its statements
// are closed first: database/sql does not know those of one connection, and SQLite
// holds the file open until the last is gone, which Windows then lets nobody move.
func (c *conn) discard() {
	for _, s := range c.stmts {
		_ = s.s.Close()
	}
	_ = c.c.Raw(func(any) error { return sqldriver.ErrBadConn })
}

func (c *conn) prepare(query string) (*stmt, error) {
	if s := c.stmts[query]; s != nil && !s.busy {
		return s, nil
	}
	p, err := c.c.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	s := &stmt{s: p}
	if c.stmts[query] == nil {
		c.stmts[query] = s
	}
	return s, nil
}

// done gives s back; one that was prepared besides a busy one is closed.
func (c *conn) done(query string, s *stmt) error {
	s.busy = false
	if c.stmts[query] == s {
		return nil
	}
	return s.s.Close()
}

func (c *conn) exec(query string, args ...any) (sql.Result, error) {
	s, err := c.prepare(query)
	if err != nil {
		return nil, err
	}
	res, err := s.s.ExecContext(context.Background(), args...)
	return res, errors.Join(err, c.done(query, s))
}

// each calls f for each row of query.
func (c *conn) each(query string, args []any, f func(scan func(...any) error) error) (err error) {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	s.busy = true
	defer func() { err = errors.Join(err, c.done(query, s)) }()
	rows, err := s.s.QueryContext(context.Background(), args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// row scans the first row of query and reports whether there is one.
func (c *conn) row(query string, args []any, dest ...any) (found bool, err error) {
	err = c.each(query, args, func(scan func(...any) error) error {
		if found {
			return nil
		}
		found = true
		return scan(dest...)
	})
	return found, err
}
