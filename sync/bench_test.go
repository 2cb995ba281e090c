package sync_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/store/sample"
	"coopfield/store/unit"
	"coopfield/sync"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// fill puts invented cooperatives with five years into a laptop.
func fill(tb testing.TB, m *machine, coops int) {
	tb.Helper()
	units, err := unit.Embedded()
	must(tb, err)
	g, err := sample.New(1, units)
	must(tb, err)
	records, err := g.Records(sample.Options{Coops: coops, Years: 5, Under: "615"})
	must(tb, err)
	must(tb, m.Desk.Bulk(ctx, func(b *desk.Batch) error {
		for r := range records {
			if _, err := b.Put(r.Kind, r.ID, r.Doc, r.At, r.Final); err != nil {
				return err
			}
		}
		return nil
	}))
}

// BenchmarkSeal seals a laptop's 3.500 assessments with all that belongs to
// them. The bar is twice the bare limit: hashing, compressing and encrypting
// the same bytes and writing them with fsync.
func BenchmarkSeal(b *testing.B) {
	o, _ := pair(b)
	fill(b, o, 970)
	sheets := int64(0)
	must(b, o.db.View(ctx, func(tx store.Tx) (err error) { sheets, err = tx.Count(store.Assessment); return err }))
	if sheets < 3500 {
		b.Fatalf("only %d assessments", sheets)
	}
	p, err := o.Desk.Pending(ctx)
	must(b, err)
	var plain bytes.Buffer
	must(b, o.Desk.Outgoing(ctx, p.From, p.To, func(line []byte) error {
		plain.Write(line)
		return plain.WriteByte('\n')
	}))
	var recipients []age.Recipient
	for _, r := range o.Trust().Recipients() {
		x, err := age.ParseX25519Recipient(r)
		must(b, err)
		recipients = append(recipients, x)
	}
	o.stop()
	b.ReportAllocs()
	var bare, full time.Duration
	for b.Loop() { // each time on a store that has sealed nothing yet
		dir := b.TempDir()
		must(b, os.CopyFS(filepath.Join(dir, "o"), os.DirFS(o.dir)))
		at := time.Now()
		bareSeal(b, plain.Bytes(), filepath.Join(dir, "bare"), recipients)
		bare += time.Since(at)
		m := start(b, filepath.Join(dir, "o"))
		at = time.Now()
		_, err := m.Seal(ctx, filepath.Join(dir, "full.coop"))
		full += time.Since(at)
		must(b, err)
		m.stop()
	}
	report(b, bare, full, 1)
	b.ReportMetric(float64(plain.Len())/1e6, "MB")
}

func bareSeal(b *testing.B, plain []byte, path string, recipients []age.Recipient) {
	sum := sha256.Sum256(plain)
	f, err := os.Create(path)
	must(b, err)
	e, err := age.Encrypt(f, recipients...)
	must(b, err)
	z := gzip.NewWriter(e)
	_, err = z.Write(plain)
	must(b, err)
	must(b, z.Close())
	_, err = e.Write(sum[:])
	must(b, err)
	must(b, e.Close())
	must(b, f.Sync())
	must(b, f.Close())
}

// report writes seconds of the bare limit and of ours for one iteration, and
// how many times the limit ours takes.
func report(b *testing.B, bare, full time.Duration, n float64) {
	b.ReportMetric(bare.Seconds()/float64(b.N)/n, "bare-s")
	b.ReportMetric(full.Seconds()/float64(b.N)/n, "ours-s")
	b.ReportMetric(full.Seconds()/bare.Seconds(), "×bare")
}

// sticks are bundles of many laptops as files in a folder, and the province's
// folder that they are for.
type sticks struct {
	dir, province string
	bundles, ops  int
	sheets        int
}

// makeSticks enrols laptops and gives each one bundles, made of one laptop's
// work with ids, keys and chains of its own. size 0 shares all ops out evenly.
func makeSticks(b *testing.B, laptops, perLaptop, size, coops int) sticks {
	b.Helper()
	base := b.TempDir()
	p, ca := province(b, filepath.Join(base, "tinh"))
	s := sticks{dir: filepath.Join(base, "usb"), province: p.dir}
	must(b, os.Mkdir(s.dir, 0o700))
	var model []store.Op
	for k := range laptops {
		m := enrolled(b, p, ca, filepath.Join(base, fmt.Sprint("laptop", k)), "615")
		if k == 0 {
			fill(b, m, coops)
			must(b, m.db.View(ctx, func(tx store.Tx) error {
				return tx.Range(m.Keys.Dev(), 1, 1, 0, func(o *store.LoggedOp) error {
					model = append(model, o.Op)
					if o.Typ == store.Assessment {
						s.sheets++
					}
					return nil
				})
			}))
		}
		n := size
		if n == 0 {
			n = (len(model) + perLaptop - 1) / perLaptop
		}
		if len(model) < n*(perLaptop-1)+1 {
			b.Fatalf("%d ops are too few for %d bundles of %d", len(model), perLaptop, n)
		}
		s.writeAll(b, m, k, model, perLaptop, n)
		m.stop()
	}
	s.sheets *= laptops
	p.stop()
	return s
}

// writeAll writes the bundles of laptop k.
func (s *sticks) writeAll(b *testing.B, m *machine, k int, model []store.Op, bundles, size int) {
	dev := m.Keys.Dev()
	signer, err := m.Keys.CertSigner()
	must(b, err)
	var fps []string
	for _, r := range m.Trust().Recipients() {
		fps = append(fps, trust.RecipientFingerprint(r))
	}
	// An id keeps its form and becomes another one.
	rename := func(id string) string { return id[:32] + fmt.Sprintf("%02x", k) + id[34:] }
	head := oplog.Genesis(dev, 1, store.Hash{})
	revs := map[store.Hash]store.Hash{}
	old := oplog.Genesis(model[0].Dev, 1, store.Hash{})
	var prevExport store.Hash
	for x := range bundles {
		from, to := x*size, min((x+1)*size, len(model))
		c := &bundle.Content{Manifest: bundle.Manifest{
			Purpose: bundle.Up, Mode: trust.Training, To: "62", Recipients: fps, Device: m.Principal(), Dev: dev, Epoch: 1,
			Export: int64(x + 1), PrevExport: prevExport, From: int64(from + 1), Through: int64(to), PrevHead: head, Schema: 1,
			App: "test", ClaimedAt: "2024-12-20T08:00:00+07:00", Install: m.Keys.Install(),
		}}
		for i := from; i < to; i++ {
			line, err := oplog.Encode(&model[i])
			must(b, err)
			old = oplog.Hash(old, line)
			op := model[i]
			op.Dev, op.Actor, op.Ent, op.Set = dev, m.Self.Person, rename(op.Ent), op.Set.Clone()
			op.ID = fmt.Sprintf("%02x", k) + op.ID[2:]
			if coop := op.Set.Text("cooperative"); coop != "" {
				op.Set["cooperative"] = rename(coop)
			}
			if code := op.Set.Text("tax_code"); code != "" {
				op.Set["tax_code"] = code[:2] + fmt.Sprintf("%02d", k) + code[4:]
			}
			if no := op.Set.Text("registration_no"); no != "" {
				op.Set["registration_no"] = fmt.Sprintf("%s-%d", no, k)
			}
			op.Base = slices.Clone(op.Base)
			for j := range op.Base {
				op.Base[j] = revs[op.Base[j]]
			}
			if op.Kind.Signed() {
				op.Sig, err = m.Keys.SignOp(oplog.SigningBytes(&op))
				must(b, err)
			}
			line, err = oplog.Encode(&op)
			must(b, err)
			head = oplog.Hash(head, line)
			revs[old] = head
			c.Ops = append(c.Ops, line)
		}
		c.Manifest.Head = head
		t, err := bundle.Build(c, signer, trust.NamespaceBundle("62"))
		must(b, err)
		f, err := os.Create(filepath.Join(s.dir, fmt.Sprintf("%02d-%04d.coop", k, x)))
		must(b, err)
		must(b, bundle.Seal(f, t, m.Trust().Recipients()...))
		must(b, f.Close())
		prevExport = t.Hash
		s.bundles++
		s.ops += to - from
	}
}

// BenchmarkImport verifies and imports 130 bundles with 3.500 assessments into
// an empty province. The bars are 5 s and four times the bare limit: inserting
// the same rows in as many transactions.
func BenchmarkImport(b *testing.B) { benchmarkImport(b, makeSticks(b, 10, 13, 0, 90)) }

// BenchmarkImportSeason imports 3.000 bundles of 60 ops; the bar is 15 s.
func BenchmarkImportSeason(b *testing.B) { benchmarkImport(b, makeSticks(b, 30, 100, 60, 700)) }

func benchmarkImport(b *testing.B, s sticks) {
	b.Logf("%d bundles, %d ops, %d assessments", s.bundles, s.ops, s.sheets)
	var bare, full time.Duration
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "tinh")
		must(b, os.CopyFS(dir, os.DirFS(s.province)))
		p := start(b, dir)
		at := time.Now()
		reports, err := p.Import(ctx, []string{s.dir}, sync.ImportOptions{})
		full += time.Since(at)
		must(b, err)
		for i := range reports {
			if r := &reports[i]; r.Waiting() {
				b.Fatalf("%s waits: %+v", r.Path, r.Outcome.Items)
			}
		}
		must(b, sync.ImportError(reports))
		if len(reports) != s.bundles {
			b.Fatalf("%d reports", len(reports))
		}
		p.stop()
		bare += bareInsert(b, filepath.Join(dir, "coopfield.db"), s.bundles)
	}
	report(b, bare, full, 1)
	b.ReportMetric(float64(s.ops), "ops")
}

// bareInsert writes the rows of a database into an empty one with the same
// tables, indexes and durability, in n transactions, and returns how long that
// took.
func bareInsert(b *testing.B, path string, n int) time.Duration {
	b.Helper()
	from, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	must(b, err)
	defer from.Close()
	to, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-65536)&_txlock=immediate")
	must(b, err)
	defer to.Close()
	to.SetMaxOpenConns(1)
	schema, err := from.Query("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'table' DESC")
	must(b, err)
	defer schema.Close()
	var tables []string
	for schema.Next() {
		var kind, name, text string
		must(b, schema.Scan(&kind, &name, &text))
		if kind == "table" {
			tables = append(tables, name)
		}
		if kind == "table" || kind == "index" {
			_, err := to.Exec(text)
			must(b, err)
		}
	}
	must(b, schema.Err())
	type content struct {
		insert string
		rows   [][]any
	}
	var all []content
	for _, name := range tables {
		c := content{}
		c.insert, c.rows = readTable(b, from, name)
		all = append(all, c)
	}
	at := time.Now()
	for i := range n {
		tx, err := to.Begin()
		must(b, err)
		for _, c := range all {
			lo, hi := len(c.rows)*i/n, len(c.rows)*(i+1)/n
			if lo == hi {
				continue
			}
			insertRows(b, tx, c.insert, c.rows[lo:hi])
		}
		must(b, tx.Commit())
	}
	return time.Since(at)
}

func insertRows(b *testing.B, tx *sql.Tx, insert string, rows [][]any) {
	b.Helper()
	stmt, err := tx.Prepare(insert)
	must(b, err)
	defer stmt.Close()
	for _, row := range rows {
		_, err := stmt.Exec(row...)
		must(b, err)
	}
}

func readTable(b *testing.B, db *sql.DB, name string) (insert string, rows [][]any) {
	b.Helper()
	r, err := db.Query("SELECT * FROM " + name)
	must(b, err)
	defer r.Close()
	columns, err := r.Columns()
	must(b, err)
	fixed := map[string]bool{} // the driver reads an empty blob as nil
	info, err := db.Query("SELECT name FROM pragma_table_info(?) WHERE \"notnull\" = 1 AND type = 'BLOB'", name)
	must(b, err)
	defer info.Close()
	for info.Next() {
		var c string
		must(b, info.Scan(&c))
		fixed[c] = true
	}
	must(b, info.Err())
	for r.Next() {
		row, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			dest[i] = &row[i]
		}
		must(b, r.Scan(dest...))
		rows = append(rows, row)
	}
	must(b, r.Err())
	marks := make([]string, len(columns))
	for i, c := range columns {
		if marks[i] = "?"; fixed[c] {
			marks[i] = "coalesce(?, x'')"
		}
	}
	return "INSERT INTO " + name + " VALUES (" + strings.Join(marks, ", ") + ")", rows
}
