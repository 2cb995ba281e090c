package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"math"
	"strings"

	"coopfield/store"
)

// guarded is a table whose rows follow from no op: verdicts, which the registry
// takes part in, ends of chains, cases, drafts, journals, reference data and
// settings. Each row has a digest in the table guard, sealed under the store's
// key and bound to table and row. Whoever edits the file past the program can
// neither make one nor move one; a row without its digest, and a digest without
// its row, tell of a row that was added or removed. (The log is covered by its
// own hashes and chains, the records by being rebuilt from it. A training store
// seals nothing: there the digests show accidents alone.)
type guarded struct {
	name  string
	keys  []string // columns that name a row
	where string   // finds it by its key
}

var guardedTables = []guarded{
	{"op_verdict", []string{"lower(hex(hash))"}, "hash = unhex(?)"},
	{"chain", []string{"dev", "ep"}, "dev = ? AND ep = ?"},
	{"dispute", []string{"id"}, "id = ?"},
	{"draft", []string{"kind", "id"}, "kind = ? AND id = ?"},
	{"draft_field", []string{"kind", "id", "path"}, "kind = ? AND id = ? AND path = ?"},
	{"bundle", []string{"sha256"}, "sha256 = ?"},
	{"export", []string{"addressee", "epoch", "export"}, "addressee = ? AND epoch = ? AND export = ?"},
	{"ref", []string{"type", "id", "revision"}, "type = ? AND id = ? AND revision = ?"},
	{"setting", []string{"key"}, "key = ?"},
	{"same", []string{"kind", "id"}, "kind = ? AND id = ?"},
	{"att", []string{"sha256"}, "sha256 = ?"},
}

func guardedTable(name string) *guarded {
	for i := range guardedTables {
		if guardedTables[i].name == name {
			return &guardedTables[i]
		}
	}
	return nil
}

// guardRow names a row that was written in this transaction.
type guardRow struct{ table, row string }

// touch notes that a row of a guarded table was written or removed. Its digest
// is brought up to date once, before the commit.
func (t *tx) touch(table string, key ...any) {
	if t.touched == nil {
		t.touched = map[guardRow][]any{}
	}
	parts := make([]string, len(key))
	for i, k := range key {
		parts[i] = fmt.Sprint(k)
	}
	t.touched[guardRow{table, strings.Join(parts, "/")}] = key
}

// sealGuards writes the digests of what this transaction wrote.
func (t *tx) sealGuards() error {
	for at, key := range t.touched {
		if err := t.db.vault.guard(t.c, guardedTable(at.table), at.row, key); err != nil {
			return err
		}
	}
	if err := t.guardFound(); err != nil {
		return err
	}
	newest, err := t.db.vault.guardLog(t.c, t.db.guarded)
	t.guardedTo = newest
	return err
}

// guardFound makes the sum of the log anew, in the transaction that brings the
// last of the lost ops back from the second log: the old sum may not fit them.
func (t *tx) guardFound() error {
	l := t.db.second
	if l == nil || !l.lost {
		return nil
	}
	if lacks, err := l.lacks(t.c); err != nil || lacks {
		return err
	}
	t.found = true
	return t.db.vault.guardAnew(t.c)
}

const (
	saveGuard = "INSERT INTO guard (tbl, row, mac) VALUES (?, ?, ?) ON CONFLICT (tbl, row) DO UPDATE SET mac = excluded.mac"
	dropGuard = "DELETE FROM guard WHERE tbl = ? AND row = ?"
)

// guard brings the digest of one row up to date.
func (v vault) guard(c *conn, g *guarded, row string, key []any) error {
	var sum []byte
	err := eachRow(c, "SELECT * FROM "+g.name+" WHERE "+g.where, key, func(values []any) error {
		sum = digest(values)
		return nil
	})
	if err != nil {
		return fault("guarding "+g.name, err)
	}
	if sum == nil {
		_, err := c.exec(dropGuard, g.name, row)
		return fault("guarding "+g.name, err)
	}
	return v.saveGuard(c, g.name, row, sum)
}

func (v vault) saveGuard(c *conn, table, row string, plain []byte) error {
	mac, err := v.seal("guard", table, row, plain)
	if err != nil {
		return err
	}
	_, err = c.exec(saveGuard, table, row, mac)
	return fault("guarding "+table, err)
}

// logSum is what the guard of the log says: how many ops it has, up to which
// order of arrival, and the sum of their hashes, which does not hang on order.
type logSum struct {
	count, last int64
	sum         [4]uint64
}

func (s *logSum) add(h []byte) {
	var carry uint64
	for i := range s.sum {
		x := binary.LittleEndian.Uint64(h[8*i:])
		y := s.sum[i] + x
		over := y < x
		y += carry
		over = over || y < carry
		s.sum[i] = y
		carry = 0
		if over {
			carry = 1
		}
	}
	s.count++
}

func (s *logSum) encode() []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(s.count))
	b = binary.LittleEndian.AppendUint64(b, uint64(s.last))
	for _, x := range s.sum {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	return b
}

func parseLogSum(b []byte) (s logSum, err error) {
	if len(b) != 48 {
		return s, errors.New("not a sum of the log")
	}
	s.count, s.last = int64(binary.LittleEndian.Uint64(b)), int64(binary.LittleEndian.Uint64(b[8:]))
	for i := range s.sum {
		s.sum[i] = binary.LittleEndian.Uint64(b[16+8*i:])
	}
	return s, nil
}

// guardLog adds the ops of this transaction to the sum and returns up to where
// it goes. known is up to where it is known to go, so that a transaction without
// ops reads nothing more. A sum that is missing or cannot be read is left so:
// only an edit past the program does that, and doctor tells of it.
func (v vault) guardLog(c *conn, known int64) (newest int64, err error) {
	const doing = "guarding the log"
	if _, err := c.row("SELECT coalesce(max(n), 0) FROM op", nil, &newest); err != nil || newest == known && known > 0 {
		return newest, fault(doing, err)
	}
	sum, err := v.readLogSum(c)
	if err != nil || sum.last >= newest {
		return newest, nil //nolint:nilerr // told by doctor, see above
	}
	err = c.each("SELECT hash FROM op WHERE n > ? ORDER BY n", []any{sum.last}, func(scan func(...any) error) error {
		var h []byte
		if err := scan(&h); err != nil {
			return err
		}
		if len(h) != len(store.Hash{}) {
			return errors.New("not a hash")
		}
		sum.add(h)
		return nil
	})
	if err != nil {
		return newest, fault(doing, err)
	}
	sum.last = newest
	return newest, v.saveGuard(c, "op", "", sum.encode())
}

// guardAnew makes the sum of the log from what is there, after ops that had been
// lost came back.
func (v vault) guardAnew(c *conn) error {
	if err := v.saveGuard(c, "op", "", (&logSum{}).encode()); err != nil {
		return err
	}
	_, err := v.guardLog(c, 0)
	return err
}

var errNoLogSum = errors.New("the log has no sum")

// readLogSum reads the guard of the log.
func (v vault) readLogSum(c *conn) (s logSum, err error) {
	var mac []byte
	found, err := c.row("SELECT mac FROM guard WHERE tbl = 'op' AND row = ''", nil, &mac)
	if err != nil {
		return s, fault("reading the guard of the log", err)
	}
	if !found {
		return s, errNoLogSum
	}
	plain, err := v.open("guard", "op", "", mac)
	if err != nil {
		return s, err
	}
	return parseLogSum(plain)
}

// guardAll makes the digests of every row that is there: once, when a store
// gets the table.
func (v vault) guardAll(c *conn) error {
	for i := range guardedTables {
		g := &guardedTables[i]
		var rows [][]any
		err := eachRow(c, "SELECT "+strings.Join(g.keys, ", ")+" FROM "+g.name, nil, func(values []any) error {
			rows = append(rows, values)
			return nil
		})
		if err != nil {
			return fault("guarding "+g.name, err)
		}
		for _, key := range rows {
			if err := v.guard(c, g, rowName(key), key); err != nil {
				return err
			}
		}
	}
	return v.guardAnew(c)
}

func rowName(key []any) string {
	parts := make([]string, len(key))
	for i, k := range key {
		parts[i] = plainKey(k)
	}
	return strings.Join(parts, "/")
}

func plainKey(k any) string {
	if b, ok := k.([]byte); ok {
		return string(b)
	}
	return fmt.Sprint(k)
}

// eachRow calls f with the values of each row, whatever their number.
func eachRow(c *conn, query string, args []any, f func(values []any) error) (err error) {
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
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := f(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// digest hashes the values of a row with their types and lengths.
func digest(values []any) []byte {
	h := sha256.New()
	for _, v := range values {
		writeValue(h, v)
	}
	return h.Sum(nil)
}

func writeValue(h hash.Hash, v any) {
	var head [9]byte
	var body []byte
	switch v := v.(type) {
	case nil:
	case int64:
		head[0] = 1
		binary.LittleEndian.PutUint64(head[1:], uint64(v))
	case float64:
		head[0] = 2
		binary.LittleEndian.PutUint64(head[1:], math.Float64bits(v))
	case string:
		head[0], body = 3, []byte(v)
	case []byte:
		head[0], body = 4, v
	default:
		head[0], body = 5, []byte(fmt.Sprint(v))
	}
	if body != nil {
		binary.LittleEndian.PutUint64(head[1:], uint64(len(body)))
	}
	h.Write(head[:])
	h.Write(body)
}
