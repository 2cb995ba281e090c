package sqlite

import (
	"context"

	driver "modernc.org/sqlite"

	"coopfield/store"
)

// WithVFS makes Open use another VFS of SQLite.
func WithVFS(o Options, vfs string) Options {
	o.vfs = vfs
	return o
}

// ExecWriter runs a statement on the writing connection, past every rule.
func (db *DB) ExecWriter(query string, args ...any) error {
	c := <-db.writer
	defer func() { db.writer <- c }()
	_, err := c.c.ExecContext(context.Background(), query, args...)
	return err
}

// ExecTx runs a statement inside a transaction, past every rule.
func ExecTx(t store.Tx, query string, args ...any) error {
	_, err := t.(*tx).c.c.ExecContext(context.Background(), query, args...)
	return err
}

// FailCommits makes the next commits of the writing connection fail.
func (db *DB) FailCommits(fail func() bool) error {
	c := <-db.writer
	defer func() { db.writer <- c }()
	return c.c.Raw(func(dc any) error {
		dc.(driver.HookRegisterer).RegisterCommitHook(func() int32 {
			if fail() {
				return 1
			}
			return 0
		})
		return nil
	})
}

// LoseWriter breaks the state of the writing connection: it is left inside a
// transaction that it does not know of, and refuses to end it.
func (db *DB) LoseWriter() {
	c := <-db.writer
	c.discard()
	db.writer <- nil
}

// Volume types for tests of the refusal.
var RefusalOf = Volume.refusal

// VolumeOf asks the system.
var VolumeOf = volumeOf

// ParseDoc and AppendDoc are the form of sealed documents.
var (
	ParseDoc  = parseDoc
	AppendDoc = appendDoc
)

// Migrations is how many versions this program knows.
func Migrations() int { return len(migrations) }

// SetMigrations replaces the scripts until the returned function is called.
func SetMigrations(scripts []string) (restore func()) {
	old := migrations
	migrations = append(append([]string{}, old...), scripts...)
	return func() { migrations = old }
}
