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

// LoseWriter gives the writing connection up, as after a fault that leaves it
// in no known state.
func (db *DB) LoseWriter() {
	c := <-db.writer
	c.discard()
	db.writer <- nil
}

// Patiently tries again what is held for a moment.
var Patiently = patiently

// RefusalOf says why a store must not be on a volume.
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

// KeepMigrations makes the program know the first n versions alone until the
// returned function is called.
func KeepMigrations(n int) (restore func()) {
	old := migrations
	migrations = old[:n]
	return func() { migrations = old }
}

// Tables lists the tables of the store.
func (db *DB) Tables(tb interface{ Fatal(...any) }) (out []string) {
	err := db.View(context.Background(), func(st store.Tx) error {
		return st.(*tx).each("", "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", nil, func(scan func(...any) error) error {
			var name string
			err := scan(&name)
			out = append(out, name)
			return err
		})
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// Readers is how many reading connections are open.
func (db *DB) Readers() int { return db.ro.Stats().OpenConnections }
