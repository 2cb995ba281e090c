package sync_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	mrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// patient is a store that doctor reads: an office's or an officer's, sealed or
// for training.
type patient struct {
	dir  string
	keys *trust.Keyring
}

// examine opens the store and says what is wrong with it.
func (p patient) examine(tb testing.TB) *sync.Diagnosis {
	tb.Helper()
	db, err := openSealed(p.dir, p.keys)
	if err != nil {
		return &sync.Diagnosis{Findings: []store.Finding{{Check: "open", Where: "coopfield.db", Message: err.Error()}}}
	}
	defer func() { _ = db.Close() }()
	d, s, err := sync.Examine(ctx, sync.SiteOptions{
		Dir: p.dir, Log: db, Keys: p.keys, Clock: time.Now, Rand: rand.Reader, App: "test", Session: "s1", Machine: "A",
	})
	if err != nil {
		d.Findings = append(d.Findings, store.Finding{Check: "open", Where: "coopfield.db", Message: err.Error()})
	}
	if s != nil {
		for _, n := range s.Notices() {
			where := "op"
			if n.Detail == desk.WhyMachine {
				where = "setting machine" // an edit of it is told as another machine
			}
			d.Findings = append(d.Findings, store.Finding{Check: n.Detail, Where: where, Message: n.Message})
		}
	}
	return d
}

// patients makes stores with something in every table: an officer's and the
// province's after a season with a conflict, a fork and a return, and a sealed
// one.
func patients(tb testing.TB) []patient {
	tb.Helper()
	o, p := pair(tb)
	o.stop()
	p.stop()
	o, p = watched(tb, o.dir, "A", nil), watched(tb, p.dir, "A", nil)
	work(tb, o)
	usb := tb.TempDir()
	_, err := o.Seal(ctx, usb)
	must(tb, err)
	p.take(tb, usb)
	var coops []string
	must(tb, p.Desk.List(ctx, store.Query{Kind: store.Cooperative}, func(r *store.Record) error { coops = append(coops, r.ID); return nil }))
	p.put(tb, store.Cooperative, coops[0], store.Doc{"phone": "0111"})
	o.put(tb, store.Cooperative, coops[0], store.Doc{"phone": "0222"})
	p.put(tb, store.Event, "", store.Doc{"type": "tập huấn", "on": "2024-05-06"})
	usb = tb.TempDir()
	_, err = o.Seal(ctx, usb)
	must(tb, err)
	p.take(tb, usb)
	o.stop()
	p.stop()
	out := []patient{{dir: o.dir}, {dir: p.dir}, sealedPatient(tb)}
	for i := range out[:2] {
		out[i].keys, err = trust.Open(out[i].dir, nil)
		must(tb, err)
	}
	for _, x := range out {
		if d := x.examine(tb); len(d.Findings) > 0 {
			tb.Fatalf("a healthy store: %+v", d.Findings)
		}
	}
	return out
}

// work is what an officer does in a season.
func work(tb testing.TB, m *machine) {
	tb.Helper()
	for n := range 4 {
		c := m.put(tb, store.Cooperative, "", coop(n))
		m.put(tb, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024), "figures": store.Doc{"members": int64(40 + n)}})
		sheet := m.put(tb, store.Assessment, "", full(c, "2024"))
		if n == 0 {
			_, err := m.Desk.Finalise(ctx, store.Assessment, sheet)
			must(tb, err)
		}
		_, err := m.Desk.SaveFields(ctx, store.Cooperative, c, desk.Edit{Path: "phone", Value: fmt.Sprint("090", n)})
		must(tb, err)
	}
}

func sealedPatient(tb testing.TB) patient {
	tb.Helper()
	p := patient{dir: filepath.Join(tb.TempDir(), "kin")}
	must(tb, os.MkdirAll(p.dir, 0o700))
	var err error
	p.keys, err = trust.Create(p.dir, trust.Real, trust.X25519, []byte("mật khẩu đủ dài"))
	must(tb, err)
	db, err := openSealed(p.dir, p.keys)
	must(tb, err)
	_, _, err = sync.Init(ctx, p.dir, db, time.Now, sync.InitOptions{Keys: p.keys, Self: sync.Self{Mode: trust.Real, Role: store.Officer, Person: "Cán bộ Kín", Unit: "615"}})
	must(tb, err)
	s, err := sync.Open(ctx, sync.SiteOptions{Dir: p.dir, Log: db, Keys: p.keys, Clock: time.Now, Rand: rand.Reader, App: "test", Machine: "A"})
	must(tb, err)
	work(tb, &machine{s, db, p.dir})
	must(tb, db.Close())
	return p
}

// surgery edits a database file past the program.
type surgery struct {
	tb testing.TB
	r  *mrand.Rand
	db *sql.DB
}

// columnsOf returns the columns of a table but for n, the order of arrival,
// which is no content, and which of them make its key.
func (s *surgery) columnsOf(table string) (columns, keys []string) {
	s.tb.Helper()
	rows, err := s.db.Query("SELECT name, pk FROM pragma_table_info(?)", table)
	must(s.tb, err)
	defer func() { must(s.tb, rows.Close()) }()
	for rows.Next() {
		var name string
		var pk int
		must(s.tb, rows.Scan(&name, &pk))
		if name == "n" {
			continue
		}
		columns = append(columns, name)
		if pk > 0 || name == "id" || table == "op" && name == "hash" || table == "bundle" && name == "sha256" || table == "export" && (name == "export" || name == "addressee") {
			keys = append(keys, name)
		}
	}
	must(s.tb, rows.Err())
	return columns, keys
}

// tables lists those that have rows.
func (s *surgery) tables() (out []string) {
	s.tb.Helper()
	all, err := strs(s.db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	must(s.tb, err)
	for _, name := range all {
		n := 0
		must(s.tb, s.db.QueryRow("SELECT count(*) FROM "+name).Scan(&n))
		if n > 0 {
			out = append(out, name)
		}
	}
	return out
}

// row picks a row and returns its columns with their values.
func (s *surgery) row(table string, columns []string) (rowid int, values []any) {
	s.tb.Helper()
	values, dest := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	n := 0
	must(s.tb, s.db.QueryRow("SELECT count(*) FROM "+table).Scan(&n))
	rowid = s.r.IntN(n)
	must(s.tb, s.db.QueryRow(fmt.Sprintf("SELECT %s FROM %s LIMIT 1 OFFSET %d", strings.Join(columns, ", "), table, rowid)).Scan(dest...))
	return rowid, values
}

// other returns a value of the same type that is not v.
func (s *surgery) other(v any) any {
	switch v := v.(type) {
	case int64:
		if v == 0 || v == 1 {
			return 1 - v
		}
		return v + 1 + s.r.Int64N(3)
	case string:
		return v + string(rune('a'+s.r.IntN(26)))
	case []byte:
		if len(v) == 0 {
			return []byte{1}
		}
		b := bytes.Clone(v)
		b[s.r.IntN(len(b))] ^= byte(1 + s.r.IntN(255))
		return b
	}
	return []byte{1}
}

// edit changes one cell, removes a row or adds one; it returns what was done
// and the texts one of which a finding must name. It is "" if the database
// itself refused the edit.
func (s *surgery) edit() (did string, names []string) {
	s.tb.Helper()
	tables := s.tables()
	table := tables[s.r.IntN(len(tables))]
	columns, keys := s.columnsOf(table)
	_, values := s.row(table, columns)
	names = append(names, table+" ")
	where, args := "", []any{}
	for i, c := range columns {
		if !slices.Contains(keys, c) {
			continue
		}
		where += " AND " + c + " = ?"
		args = append(args, values[i])
		if b, isBlob := values[i].([]byte); isBlob {
			names = append(names, hex.EncodeToString(b))
		} else if text := fmt.Sprint(values[i]); len(text) > 6 {
			names = append(names, text)
		}
	}
	where = strings.TrimPrefix(where, " AND ")
	if table == "op" {
		at := func(c string) any { return values[slices.Index(columns, c)] }
		names = append(names, fmt.Sprintf("máy %v kỳ %v thay đổi %v", at("dev"), at("ep"), at("seq")), "op")
	}
	if table == "guard" {
		names = append(names, fmt.Sprint(values[0], " ", values[1]), fmt.Sprint(values[0]))
	}
	query := ""
	switch s.r.IntN(4) {
	case 0:
		query = "DELETE FROM " + table + " WHERE " + where
	case 1:
		for i, c := range columns {
			if slices.Contains(keys, c) {
				values[i] = s.other(values[i])
			}
		}
		query = "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
		args = values
	default:
		i := s.r.IntN(len(columns))
		query = "UPDATE " + table + " SET " + columns[i] + " = ? WHERE " + where
		args = append([]any{s.other(values[i])}, args...)
	}
	res, err := s.db.Exec(query, args...)
	if err != nil {
		return "", nil
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return "", nil
	}
	return query, names
}

// operate opens a store's database past every rule, with the triggers of the
// log out of the way, and puts them back afterwards.
func operate(tb testing.TB, dir string, r *mrand.Rand, f func(s *surgery)) {
	tb.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "coopfield.db"))
	must(tb, err)
	db.SetMaxOpenConns(1)
	triggers := map[string]string{}
	names, err := strs(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
	must(tb, err)
	texts, err := strs(db, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
	must(tb, err)
	for i, name := range names {
		triggers[name] = texts[i]
	}
	for name := range triggers {
		_, err := db.Exec("DROP TRIGGER " + name)
		must(tb, err)
	}
	f(&surgery{tb, r, db})
	for _, text := range triggers {
		_, err := db.Exec(text)
		must(tb, err)
	}
	_, err = db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	must(tb, err)
	must(tb, db.Close())
}

// raw is all that the tables hold, as SQLite reads it, or how it cannot.
func raw(tb testing.TB, dir string) string {
	tb.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "coopfield.db"))
	must(tb, err)
	defer func() { _ = db.Close() }()
	h := sha256.New()
	names, err := strs(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
	if err != nil {
		return err.Error()
	}
	for _, name := range append(names, "sqlite_schema") {
		if err := rawTable(h, db, name); err != nil {
			return err.Error()
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// rawTable writes all that one table holds.
func rawTable(w io.Writer, db *sql.DB, name string) error {
	rows, err := db.Query("SELECT * FROM " + name)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
			if columns[i] == "n" || columns[i] == "rootpage" {
				dest[i] = new(any)
			}
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		fmt.Fprintf(w, "%s %#v\n", name, values)
	}
	return rows.Err()
}

// strs returns the only column of what a query finds.
func strs(db *sql.DB, query string) ([]string, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

func TestDoctorNamesEveryEditOfACell(t *testing.T) {
	sick := patients(t)
	named := 0
	for n := range cellEdits {
		r := mrand.New(mrand.NewPCG(3, uint64(n)))
		from := sick[n%len(sick)]
		dir := filepath.Join(t.TempDir(), "kho")
		copyDir(t, from.dir, dir)
		var did string
		var names []string
		operate(t, dir, r, func(s *surgery) {
			for did == "" {
				did, names = s.edit()
			}
		})
		d := patient{dir, from.keys}.examine(t)
		ok := slices.ContainsFunc(d.Findings, func(f store.Finding) bool {
			return f.Check == "open" || slices.ContainsFunc(names, func(name string) bool { return strings.Contains(f.Where+" ", name) })
		})
		if ok {
			named++
		} else {
			t.Errorf("edit %d, %s\n of %q is not named: %+v", n, did, names, d.Findings)
		}
		must(t, os.RemoveAll(dir))
	}
	t.Logf("%d of %d edits named", named, cellEdits)
}

func TestDoctorNamesEveryFlippedByte(t *testing.T) {
	sick := patients(t)
	named := 0
	for n := range byteFlips {
		r := mrand.New(mrand.NewPCG(4, uint64(n)))
		from := sick[n%len(sick)]
		dir := filepath.Join(t.TempDir(), "kho")
		copyDir(t, from.dir, dir)
		path := filepath.Join(dir, "coopfield.db")
		whole, err := os.ReadFile(path)
		must(t, err)
		before := raw(t, dir)
		at := 0
		for {
			b := bytes.Clone(whole)
			at = 100 + r.IntN(len(b)-100)
			b[at] ^= byte(1 + r.IntN(255))
			must(t, os.WriteFile(path, b, 0o600))
			if raw(t, dir) != before {
				break // it changed content: bytes of free space say nothing
			}
		}
		if d := (patient{dir, from.keys}).examine(t); len(d.Findings) > 0 {
			named++
		} else {
			t.Errorf("flip %d at %d is not found", n, at)
		}
		must(t, os.RemoveAll(dir))
	}
	t.Logf("%d of %d flips named", named, byteFlips)
}

func TestRepairPutsRightWhatLosesNothing(t *testing.T) {
	for i, from := range patients(t) {
		for _, cut := range []string{
			"UPDATE cooperative SET name = 'Sai', folded = 'sai'", "DELETE FROM annual", "UPDATE assessment SET points = points + 100",
			"DELETE FROM op WHERE own = 1 AND kind = 'put' AND typ = 'annual' AND seq > 1",
		} {
			if i == 1 && strings.HasPrefix(cut, "DELETE FROM op") {
				continue // the province's own annual figures are none
			}
			dir := filepath.Join(t.TempDir(), "kho")
			copyDir(t, from.dir, dir)
			operate(t, dir, nil, func(s *surgery) {
				_, err := s.db.Exec(cut)
				must(t, err)
			})
			must(t, os.WriteFile(filepath.Join(dir, ".tmp-123"), nil, 0o600))
			db, err := openSealed(dir, from.keys)
			must(t, err)
			d, s, err := sync.Examine(ctx, sync.SiteOptions{Dir: dir, Log: db, Keys: from.keys, Clock: time.Now, Rand: rand.Reader, App: "test", Machine: "A"})
			must(t, err)
			if len(d.Findings) < 2 || !d.Repairable() {
				t.Errorf("%s: %+v", cut, d.Findings)
			}
			if d, err = s.Repair(ctx); err != nil || len(d.Findings) > 0 {
				t.Errorf("%s, patient %d, after repair: %v %+v", cut, i, err, d)
			}
			must(t, db.Close())
		}
	}
}
