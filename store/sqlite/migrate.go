package sqlite

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"coopfield/store"
)

//go:embed schema/*.sql
var schema embed.FS

// migrations are the scripts in order; the n-th leads from version n-1 to n.
var migrations = readMigrations(schema)

func readMigrations(files fs.FS) []string {
	names, err := fs.Glob(files, "schema/*.sql")
	if err != nil {
		panic(err)
	}
	slices.Sort(names)
	var out []string
	for i, name := range names {
		if want := fmt.Sprintf("schema/%04d_", i+1); name[:len(want)] != want {
			panic("migration out of order: " + name)
		}
		b, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err)
		}
		out = append(out, string(b))
	}
	return out
}

// migrate brings the store to the newest version: each script in a transaction
// of its own, after a checked copy of a store that was there before.
func (db *DB) migrate(ctx context.Context, w *conn, old bool) error {
	var version int
	if err := w.c.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fault("reading user_version", err)
	}
	var id int64
	if err := w.c.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return fault("reading application_id", err)
	}
	// The header may have been older than the WAL.
	if err := checkHeader(db.path, id, int64(version)); err != nil {
		return err
	}
	if version == len(migrations) {
		return nil
	}
	if old && version > 0 {
		if err := backup(ctx, w, db.copyName(version)); err != nil {
			return err
		}
	}
	for n := version; n < len(migrations); n++ {
		if err := db.step(context.WithoutCancel(ctx), w, n+1, migrations[n]); err != nil {
			return err
		}
	}
	return nil
}

// copyName names the copy made before a migration; it never exists yet.
func (db *DB) copyName(version int) string {
	name := fmt.Sprintf("%s.v%d", db.path, version)
	if db.clock != nil {
		name += db.clock().Format("-20060102-150405")
	}
	for n, try := 2, name; ; n++ {
		if _, err := os.Lstat(try + ".bak"); errors.Is(err, fs.ErrNotExist) {
			return try + ".bak"
		}
		try = fmt.Sprintf("%s-%d", name, n)
	}
}

// guardVersion is the version that brought the table guard, promiseVersion the
// one that brought the table promise.
const (
	guardVersion   = 3
	promiseVersion = 4
)

func (db *DB) step(ctx context.Context, w *conn, version int, script string) (err error) {
	doing := fmt.Sprintf("migrating to version %d", version)
	if _, err := w.c.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fault(doing, err)
	}
	defer func() {
		if err != nil {
			_, _ = w.c.ExecContext(ctx, "ROLLBACK")
		}
	}()
	script += fmt.Sprintf("\nPRAGMA application_id = %d;\nPRAGMA user_version = %d;\n", applicationID, version)
	if _, err := w.c.ExecContext(ctx, script); err != nil {
		return fault(doing, err)
	}
	if version == guardVersion {
		if err := db.vault.guardAll(w); err != nil {
			return err
		}
	}
	if version == promiseVersion {
		if err := db.promiseAll(ctx, w); err != nil {
			return err
		}
	}
	if err := foreignKeys(ctx, w); err != nil {
		return err
	}
	_, err = w.c.ExecContext(ctx, "COMMIT")
	return fault(doing, err)
}

// foreignKeys reads the rows of foreign_key_check: running it alone says
// nothing.
func foreignKeys(ctx context.Context, c *conn) error {
	return checkRows(ctx, c, "PRAGMA foreign_key_check", 4, func(v []any) bool { return false })
}

// checkRows runs a check and calls every row that good does not accept damage.
func checkRows(ctx context.Context, c *conn, query string, columns int, good func([]any) bool) (err error) {
	rows, err := c.c.QueryContext(ctx, query)
	if err != nil {
		return fault(query, err)
	}
	defer func() { err = errors.Join(err, fault(query, rows.Close())) }()
	var bad []string
	for rows.Next() {
		v, at := make([]any, columns), make([]any, columns)
		for i := range v {
			at[i] = &v[i]
		}
		if err := rows.Scan(at...); err != nil {
			return fault(query, err)
		}
		if !good(v) {
			bad = append(bad, fmt.Sprint(v...))
		}
	}
	if err := rows.Err(); err != nil {
		return fault(query, err)
	}
	if len(bad) == 0 {
		return nil
	}
	return &store.Error{
		Code: store.Damaged, Detail: "store-damaged",
		Message: fmt.Sprintf("kho dữ liệu có %d chỗ hỏng", len(bad)),
		Kept:    "chưa sửa gì",
		Hint:    "chạy coopfield doctor, hoặc khôi phục từ bản sao lưu",
		Err:     fmt.Errorf("%s: %q", query, bad),
	}
}
