//go:build unix

package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sample"
	"coopfield/store/unit"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// season is a province's season of bundles: laptops, how many bundles each has
// sent, and the ops that each bundle brings.
type season struct {
	laptops, bundles, ops int
	work                  work
}

// work is what an op is in a season.
type work string

const (
	// Each op is a whole new record, as when old registers are typed in at once.
	registers work = "registers"
	// Records are written in the sittings that the field work takes.
	sittings work = "sittings"
	// Each op is a few fields, as when somebody works through years of sheets
	// and corrects them.
	fields work = "fields"
)

// spare is how many quarters of sittings are dealt for a laptop's ops: some change
// nothing, as when a figure is copied that was right.
func (w work) spare() int {
	if w == registers {
		return 4
	}
	return 5
}

func (s season) name() string {
	return fmt.Sprintf("%s-%dx%dx%d", s.work, s.laptops, s.bundles, s.ops)
}

// The province's own store before the import, and the bundles.
const (
	seasonStore   = "tinh"
	seasonBundles = "goi"
)

// folder returns a folder with the season, which is made once and kept in the
// cache.
func (s season) folder(b *testing.B) string {
	b.Helper()
	dir := filepath.Join(benchCache(b), "season-"+s.name())
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	tmp := dir + ".new"
	fatal(b, os.RemoveAll(tmp))
	fatal(b, os.MkdirAll(filepath.Join(tmp, seasonBundles), 0o700))
	s.make(b, tmp)
	fatal(b, os.Rename(tmp, dir))
	return dir
}

func (s season) make(b *testing.B, dir string) {
	b.Helper()
	e := &env{ctx: context.Background(), stderr: io.Discard, stdout: io.Discard, lang: "vi"}
	now := time.Now().Format(time.RFC3339)
	province := e.at(filepath.Join(dir, seasonStore))
	_, ca, err := e.createStore(province.data, sync.InitOptions{Self: sync.Self{Mode: trust.Training, Role: store.Province, Person: "Tỉnh", Unit: "62", Created: now}})
	fatal(b, err)
	p, err := province.unlock(nil)
	fatal(b, err)
	authority, err := trust.OpenCA(trust.CADir(province.data), nil)
	fatal(b, err)
	share := s.shares(b)
	for i := range s.laptops {
		laptop := e.at(filepath.Join(dir, fmt.Sprintf("may-%03d", i)))
		u := share[i].unit
		_, _, err := e.createStore(laptop.data, sync.InitOptions{Self: sync.Self{Mode: trust.Training, Role: store.Officer, Person: fmt.Sprintf("Cán bộ %d", i), Unit: u, Created: now}})
		fatal(b, err)
		o, err := laptop.unlock(nil)
		fatal(b, err)
		enrolBench(b, p, o, authority, ca, laptop.data+".grant")
		s.seal(b, o, share[i].sittings, filepath.Join(dir, seasonBundles))
		fatal(b, o.Close())
		fatal(b, os.RemoveAll(laptop.data))
	}
	authority.Close()
	fatal(b, p.Close())
}

func enrolBench(b *testing.B, p, o *opened, authority *trust.CA, ca, path string) {
	b.Helper()
	file, _, err := o.EnrolRequest()
	fatal(b, err)
	q, err := p.ReadRequest(file)
	fatal(b, err)
	a, err := p.Approve(context.Background(), q, sync.ApproveOptions{CA: authority})
	fatal(b, err)
	fatal(b, os.WriteFile(path, a.Grant, 0o600))
	reports, err := o.Import(context.Background(), []string{path}, sync.ImportOptions{CA: ca})
	fatal(b, err)
	fatal(b, sync.ImportError(reports))
	fatal(b, os.Remove(path))
}

// share is what one laptop records.
type share struct {
	unit     string
	sittings []sitting
}

// shares deals the sample's cooperatives, with their years, to the laptops of
// their units until each has enough.
func (s season) shares(b *testing.B) []share {
	b.Helper()
	units, err := unit.Embedded()
	fatal(b, err)
	g, err := sample.New(1, units)
	fatal(b, err)
	o := sample.Options{Coops: 1_000_000, Years: 5}
	if s.laptops == 1 {
		o.Under = sealerUnit // else nearly all would be of other units
	}
	records, err := g.Records(o)
	fatal(b, err)
	out := make([]share, s.laptops)
	left := s.laptops
	to, each := -1, s.bundles*s.ops*s.work.spare()/4
	for r := range records {
		if r.Kind == store.Cooperative {
			to = s.laptopFor(r.Doc.Text("reporting_unit"), out)
		}
		if to < 0 || len(out[to].sittings) >= each {
			continue
		}
		out[to].sittings = append(out[to].sittings, s.work.of(r)...)
		if len(out[to].sittings) >= each {
			out[to].sittings = out[to].sittings[:each]
			if left--; left == 0 {
				break
			}
		}
	}
	return out
}

// laptopFor returns the first laptop of a unit that has room, else one that has
// no unit yet, -1 if there is none.
func (s season) laptopFor(u string, out []share) int {
	for i := range out {
		if out[i].unit == u && len(out[i].sittings) < s.bundles*s.ops*s.work.spare()/4 {
			return i
		}
	}
	for i := range out {
		if out[i].unit == "" {
			out[i].unit = u
			return i
		}
	}
	return -1
}

// seal writes the bundles of one laptop, each with the ops since the last one.
func (s season) seal(b *testing.B, o *opened, work []sitting, to string) {
	b.Helper()
	ctx := context.Background()
	for range s.bundles {
		work = s.fill(b, o, work)
		sealed, err := o.Seal(ctx, to)
		fatal(b, err)
		last := sealed[len(sealed)-1]
		head, err := store.ParseHash(last.Head)
		fatal(b, err)
		fatal(b, o.Desk.Receipted(ctx, desk.Point{Epoch: 1, Seq: last.Through, Head: head}))
	}
}

// fill does as much of the work as makes the ops of one bundle, and returns the
// rest: a sitting that changes nothing makes none.
func (s season) fill(b *testing.B, o *opened, work []sitting) []sitting {
	b.Helper()
	ctx := context.Background()
	for {
		p, err := o.Desk.PendingRange(ctx)
		fatal(b, err)
		n := s.ops - int(p.To-p.From+1)
		if n <= 0 {
			return work
		}
		if len(work) < n {
			b.Fatalf("the sample has %d sittings too few", n-len(work))
		}
		if s.work == registers {
			fatal(b, o.Desk.Bulk(ctx, func(x *desk.Batch) error {
				for _, r := range work[:n] {
					if _, err := x.Put(r.kind, r.id, r.doc, r.at, r.final); err != nil {
						return err
					}
				}
				return nil
			}))
		} else {
			for i := range work[:n] {
				work[i].save(b, o)
			}
		}
		work = work[n:]
	}
}

// BenchmarkImport verifies and imports a season into the province's store: 130
// bundles with 3.500 assessments in at most 5 s and four times as long as to
// insert the same rows bare, 3.000 bundles of 60 ops in at most 15 s, 200.000 ops
// of one laptop in ten bundles in at most 8 s, each within 256 MB. The start of
// the program counts too. The ops of the second and third are as large as those
// that the bars were set with, some 640 bytes on average; the last two have no
// bar: there an op has some 1.000 and 1.600 bytes, and up to each is a record.
func BenchmarkImport(b *testing.B) {
	for _, s := range []season{
		{130, 1, 62, registers},
		{150, 20, 60, fields},
		{1, 10, 20_000, fields},
		{150, 20, 60, sittings},
		{150, 20, 60, registers},
	} {
		b.Run(s.name(), func(b *testing.B) {
			dir := s.folder(b)
			var took, cpu, bare []time.Duration
			var peak int64
			for b.Loop() {
				b.StopTimer()
				to := ownCopy(b, filepath.Join(dir, seasonStore))
				b.StartTimer()
				u := runProgram(b, "import", "--data", to, filepath.Join(dir, seasonBundles))
				took, cpu, peak = append(took, u.wall), append(cpu, u.cpu), max(peak, u.peak)
				b.StopTimer()
				bare = append(bare, insertBare(b, to))
				b.StartTimer()
			}
			compare(b, took, bare)
			b.ReportMetric(ms(median(cpu)), "cpu-ms")
			b.ReportMetric(float64(peak)/1e6, "peak-MB")
		})
	}
}

// insertBare inserts the lines of a store's ops, and the documents and plain
// columns of its records, into tables of a new file, one commit for each bundle.
func insertBare(b *testing.B, dir string) time.Duration {
	b.Helper()
	from, err := sql.Open("sqlite", "file:"+filepath.Join(dir, dbFile)+"?mode=ro")
	fatal(b, err)
	defer from.Close()
	var bundles, ops int
	fatal(b, from.QueryRow("SELECT count(*), sum(new_ops) FROM bundle").Scan(&bundles, &ops))
	var rows []bareRow
	found, err := from.Query(`SELECT hash, line, coalesce((SELECT doc FROM cooperative WHERE id = ent), (SELECT doc FROM annual WHERE id = ent),
  (SELECT doc FROM assessment WHERE id = ent)) FROM op WHERE own = 0 ORDER BY n`)
	fatal(b, err)
	defer found.Close()
	for found.Next() {
		var r bareRow
		fatal(b, found.Scan(&r.hash, &r.line, &r.doc))
		rows = append(rows, r)
	}
	fatal(b, found.Err())
	if len(rows) != ops {
		b.Fatalf("%d ops of other devices, the journal says %d", len(rows), ops)
	}
	db := bareDB(b, `CREATE TABLE op (n INTEGER PRIMARY KEY, hash BLOB UNIQUE, line BLOB) STRICT;
  CREATE TABLE record (id BLOB PRIMARY KEY, doc BLOB) STRICT; CREATE TABLE bundle (n INTEGER PRIMARY KEY, ops INTEGER) STRICT`)
	begin := time.Now()
	each := (len(rows) + bundles - 1) / bundles
	for len(rows) > 0 {
		n := min(each, len(rows))
		bareBundle(b, db, rows[:n])
		rows = rows[n:]
	}
	return time.Since(begin)
}

// bareRow is what an op leaves behind: its line, and its record's document.
type bareRow struct{ hash, line, doc []byte }

// bareBundle inserts the rows of one bundle in one transaction.
func bareBundle(b *testing.B, db *sql.DB, rows []bareRow) {
	b.Helper()
	tx, err := db.Begin()
	fatal(b, err)
	op, err := tx.Prepare("INSERT INTO op (hash, line) VALUES (?, ?)")
	fatal(b, err)
	defer op.Close()
	record, err := tx.Prepare("INSERT INTO record VALUES (?, ?) ON CONFLICT DO NOTHING")
	fatal(b, err)
	defer record.Close()
	for _, r := range rows {
		_, err := op.Exec(r.hash, r.line)
		fatal(b, err)
		_, err = record.Exec(r.hash, r.doc)
		fatal(b, err)
	}
	_, err = tx.Exec("INSERT INTO bundle (ops) VALUES (?)", len(rows))
	fatal(b, err)
	fatal(b, tx.Commit())
}

// bareDB is a new SQLite file with the settings that a store has, and script run.
func bareDB(b *testing.B, script string) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-65536)&_pragma=temp_store(MEMORY)&_pragma=wal_autocheckpoint(8000)&_txlock=immediate")
	fatal(b, err)
	b.Cleanup(func() { fatal(b, db.Close()) })
	db.SetMaxOpenConns(1)
	_, err = db.Exec(script)
	fatal(b, err)
	return db
}

// BenchmarkSave is one typed field made durable on the large store, in a sheet
// whose draft has 5 or 500 typed fields, against one bare commit of one row; the
// same for a cooperative with as many products.
func BenchmarkSave(b *testing.B) {
	e := &env{ctx: context.Background(), stderr: io.Discard, lang: "vi", data: ownCopy(b, largeStore(b))}
	s, err := e.unlock(nil)
	fatal(b, err)
	defer func() { fatal(b, s.Close()) }()
	db := bareDB(b, "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT) STRICT")
	for _, leaves := range []int{5, 500} {
		b.Run(fmt.Sprintf("leaves=%d", leaves), func(b *testing.B) {
			id, err := s.Desk.NewID()
			fatal(b, err)
			edits := []desk.Edit{{Path: "name", Value: "HTX Mẫu"}, {Path: "type", Value: "htx"}, {Path: "unit", Value: "23500"}}
			for i := len(edits); i < leaves; i++ {
				edits = append(edits, desk.Edit{Path: fmt.Sprintf("products.p%d.name", i), Value: "Cà phê"})
			}
			_, err = s.Desk.SaveFields(e.ctx, store.Cooperative, id, edits...)
			fatal(b, err)
			_, err = s.Desk.Commit(e.ctx, store.Cooperative, id) // now a record with as many leaves
			fatal(b, err)
			_, err = s.Desk.SaveFields(e.ctx, store.Cooperative, id, edits...) // and a draft
			fatal(b, err)
			var took, bare []time.Duration
			for i := 0; b.Loop(); i++ {
				begin := time.Now()
				_, err := db.Exec("INSERT INTO t (v) VALUES (?)", "Thôn Mẫu")
				fatal(b, err)
				middle := time.Now()
				_, err = s.Desk.SaveField(e.ctx, store.Cooperative, id, "address", fmt.Sprintf("Thôn Mẫu %d", i), "")
				fatal(b, err)
				bare, took = append(bare, middle.Sub(begin)), append(took, time.Since(middle))
			}
			compare(b, took, bare)
		})
	}
}
