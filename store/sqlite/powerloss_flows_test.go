package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	gosync "sync"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/store/sqlite/internal/recvfs"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// flow is something that people do with a store.
type flow struct {
	name    string
	prepare func(g *stage) // not recorded
	run     func(g *stage)
	// look opens what a cut left; nil is [lookAtSite].
	look func(dir string, p *play) seen
	// setup is done by every process that plays or looks; it may be nil.
	setup func(t testing.TB)
	// loose: there may be several commits before one acknowledgement.
	loose bool
}

func flows() []*flow {
	return []*flow{saveFlow(), finaliseFlow(), sealFlow(), importFlow(), resolveFlow(), migrateFlow(), backupFlow()}
}

// world is what the flows begin with: an officer and a province that know each
// other, what the officer sealed, and the province with a disagreement.
type world struct {
	officer, province, torn recvfs.Image
	bundles                 recvfs.Image
}

var (
	worldOnce gosync.Once
	theWorld  *world
)

// begin makes the world once; it is the same for all flows.
func begin(t testing.TB) *world {
	t.Helper()
	worldOnce.Do(func() { theWorld = makeWorld(t) })
	if theWorld == nil {
		t.Fatal("the world could not be made")
	}
	return theWorld
}

func createSite(t testing.TB, dir string, role store.Role, unit string) (ca string) {
	t.Helper()
	must(t, os.MkdirAll(dir, 0o700))
	db, err := sqlite.Open(ctx, filepath.Join(dir, dbName), sqlite.Options{})
	must(t, err)
	_, ca, err = sync.Init(ctx, dir, db, time.Now, sync.InitOptions{Self: sync.Self{
		Mode: trust.Training, Role: role, Person: "Cán bộ " + filepath.Base(dir), Unit: unit, Created: "2024-12-02T08:00:00+07:00",
	}})
	must(t, err)
	must(t, db.Close())
	return ca
}

func makeWorld(t testing.TB) *world {
	t.Helper()
	root := scratch(t)
	p, a, b, usb := filepath.Join(root, "tinh"), filepath.Join(root, "a"), filepath.Join(root, "b"), filepath.Join(root, "usb")
	must(t, os.Mkdir(usb, 0o700))
	ca := createSite(t, p, store.Province, "62")
	for _, o := range []string{a, b} {
		createSite(t, o, store.Officer, "615")
		enrol(t, p, o, ca)
	}
	w := &world{officer: image(t, a)}
	onA, onB, onP := &stage{t: t, dir: a}, &stage{t: t, dir: b}, &stage{t: t, dir: p}

	// Both officers hold two cooperatives and give them different phones.
	onA.with(func(s *site) {
		s.put(t, store.Cooperative, id('c', 1), namedCoop(1))
		s.put(t, store.Cooperative, id('c', 2), namedCoop(2))
	})
	var ops []store.LoggedOp
	var me store.Writer
	onA.with(func(s *site) {
		me = s.Desk.Me()
		must(t, s.db.View(ctx, func(tx store.Tx) error {
			return tx.Range(me.Dev, 1, 1, 0, func(o *store.LoggedOp) error { ops = append(ops, *o); return nil })
		}))
	})
	onB.with(func(s *site) {
		_, err := s.Desk.Quoted(ctx, []store.Writer{me}, ops, nil)
		must(t, err)
	})
	for i, g := range []*stage{onA, onB} {
		g.with(func(s *site) {
			for n := 1; n <= 2; n++ {
				s.put(t, store.Cooperative, id('c', n), store.Doc{"phone": fmt.Sprintf("090511122%d", i)})
			}
		})
	}
	w.province = image(t, p)
	for _, g := range []*stage{onA, onB} {
		g.with(func(s *site) {
			_, err := s.Seal(ctx, usb)
			must(t, err)
		})
	}
	onP.with(func(s *site) {
		s.take(t, usb)
		rows, err := s.Desk.Conflicts(ctx)
		must(t, err)
		if len(rows) != 2 {
			t.Fatalf("%d conflicts", len(rows))
		}
	})
	w.torn = image(t, p)
	w.bundles = image(t, usb)
	return w
}

// enrol lets the province know an officer's store.
func enrol(t testing.TB, p, o, ca string) {
	t.Helper()
	var request, grant []byte
	var err error
	(&stage{t: t, dir: o}).with(func(s *site) {
		request, _, err = s.EnrolRequest()
		must(t, err)
	})
	(&stage{t: t, dir: p}).with(func(s *site) {
		q, err := s.ReadRequest(request)
		must(t, err)
		authority, err := trust.OpenCA(trust.CADir(p), nil)
		must(t, err)
		defer authority.Close()
		a, err := s.Approve(ctx, q, sync.ApproveOptions{CA: authority})
		must(t, err)
		grant = a.Grant
	})
	must(t, os.WriteFile(o+".grant", grant, 0o600))
	(&stage{t: t, dir: o}).with(func(s *site) {
		reports, err := s.Import(ctx, []string{o + ".grant"}, sync.ImportOptions{CA: ca})
		must(t, err)
		must(t, sync.ImportError(reports))
	})
}

func image(t testing.TB, dir string) recvfs.Image {
	t.Helper()
	img, err := recvfs.ReadImage(dir)
	must(t, err)
	return img
}

func (g *stage) begin(img recvfs.Image) {
	g.t.Helper()
	must(g.t, img.Write(g.dir))
}

// beside is a folder that is not part of the store and is not recorded.
func (g *stage) beside(name string) string {
	g.t.Helper()
	dir := filepath.Join(filepath.Dir(g.dir), name)
	must(g.t, os.MkdirAll(dir, 0o700))
	return dir
}

func (s *site) put(t testing.TB, k store.Kind, id string, doc store.Doc) {
	t.Helper()
	_, err := s.Desk.Put(ctx, k, []desk.Input{{ID: id, Doc: doc}})
	must(t, err)
}

// take imports, whatever waits for a person then.
func (s *site) take(t testing.TB, path string) {
	t.Helper()
	reports, err := s.Import(ctx, []string{path}, sync.ImportOptions{})
	must(t, err)
	for _, r := range reports {
		must(t, r.Err)
	}
}

func id(kind byte, n int) string { return uuid(kind, n) }

func namedCoop(n int) store.Doc {
	return store.Doc{
		"name": fmt.Sprintf("Hợp tác xã nông nghiệp Đăk Hà số %d", n), "type": "htx", "unit": "23500",
		"tax_code": fmt.Sprintf("61%08d", n), "registered_on": "2016-05-04",
	}
}

// wholeSheet has every item that the scheme cannot compute.
func wholeSheet(coop, period string) store.Doc {
	self := store.Doc{}
	for _, item := range []struct {
		id     string
		points int64
	}{
		{"1a", 500},
		{"2a", 300},
		{"3a", 300},
		{"3b", 200},
		{"3c", 300},
		{"4a", 100},
		{"4b", 100},
		{"4c", 100},
		{"5", 600},
		{"6", 500},
		{"7a", 100},
		{"7b", 100},
		{"7c", 100},
		{"8", 500},
		{"9", 300},
		{"10", 700},
		{"11", 600},
		{"12", 600},
		{"13", 500},
		{"14", 500},
		{"15", 300},
	} {
		self[item.id] = item.points
	}
	return store.Doc{
		"cooperative": coop, "period": period, "scheme": "tt01-2020", "months_active": int64(60_00), "months_stopped": int64(0),
		"facts": store.Doc{
			"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000),
			"undivided_begin": int64(500_000_000), "undivided_end": int64(650_000_000), "revenue": int64(2_000_000_000),
		},
		"self": self,
	}
}

// saveFlow types fields and commits them, over two runs of the program.
func saveFlow() *flow {
	type typed struct {
		path  store.Path
		value any
	}
	return &flow{
		look:    lookAtSite,
		name:    "save",
		prepare: func(g *stage) { g.begin(begin(g.t).officer) },
		run: func(g *stage) {
			for n := 1; n <= 2; n++ {
				g.with(func(s *site) {
					coop := id('s', n)
					for i, f := range []typed{
						{"name", fmt.Sprintf("HTX Lúa Đỏ %d", n)},
						{"type", "htx"},
						{"unit", "23500"},
						{"phone", "0905123456"},
						{"tax_code", fmt.Sprintf("62%08d", n)},
						{"chair", "Y Thị Hoa"},
					} {
						_, err := s.Desk.SaveField(ctx, store.Cooperative, coop, f.path, f.value, "")
						must(g.t, err)
						if i == 3 {
							s.checkpoint(g.t)
						}
					}
					_, err := s.Desk.Commit(ctx, store.Cooperative, coop)
					must(g.t, err)
					_, err = s.Desk.SaveField(ctx, store.Cooperative, coop, "phone", "0905654321", "")
					must(g.t, err)
				})
			}
		},
	}
}

// finaliseFlow signs sheets and corrects one.
func finaliseFlow() *flow {
	return &flow{
		look: lookAtSite,
		name: "finalise",
		prepare: func(g *stage) {
			g.begin(begin(g.t).officer)
			g.with(func(s *site) { s.put(g.t, store.Cooperative, id('c', 1), namedCoop(1)) })
		},
		run: func(g *stage) {
			for n := 1; n <= 2; n++ {
				g.with(func(s *site) {
					sheet := id('f', n)
					s.put(g.t, store.Assessment, sheet, wholeSheet(id('c', 1), fmt.Sprint(2022+n)))
					_, err := s.Desk.Finalise(ctx, store.Assessment, sheet)
					must(g.t, err)
					if n == 1 {
						s.checkpoint(g.t)
					}
					_, err = s.Desk.Amend(ctx, store.Assessment, sheet, store.Doc{"received_on": "2024-12-02"}, "ghi thiếu ngày nhận")
					must(g.t, err)
				})
			}
		},
	}
}

// sealFlow seals twice: the second bundle covers the first.
func sealFlow() *flow {
	return &flow{
		look: lookAtSite,
		name: "seal",
		prepare: func(g *stage) {
			g.begin(begin(g.t).officer)
			g.with(func(s *site) { s.put(g.t, store.Cooperative, id('c', 1), namedCoop(1)) })
		},
		run: func(g *stage) {
			for n := 1; n <= 2; n++ {
				g.with(func(s *site) {
					s.put(g.t, store.Assessment, id('f', n), wholeSheet(id('c', 1), fmt.Sprint(2022+n)))
					_, err := s.Seal(ctx, "")
					must(g.t, err)
				})
			}
		},
	}
}

// importFlow takes in the bundles of two officers, one of them twice.
func importFlow() *flow {
	return &flow{
		look: lookAtSite,
		name: "import",
		prepare: func(g *stage) {
			w := begin(g.t)
			g.begin(w.province)
			must(g.t, w.bundles.Write(g.beside("usb")))
		},
		run: func(g *stage) {
			usb := g.beside("usb")
			entries, err := os.ReadDir(usb)
			must(g.t, err)
			for _, e := range entries {
				g.with(func(s *site) {
					// A commit before: what follows is not synced with a WAL that begins.
					must(g.t, s.tap.Update(ctx, func(tx store.Tx) error { return tx.SetSetting("before", []byte(e.Name())) }))
					s.take(g.t, filepath.Join(usb, e.Name()))
				})
			}
			g.with(func(s *site) { s.take(g.t, usb) })
		},
	}
}

// resolveFlow decides two disagreements.
func resolveFlow() *flow {
	return &flow{
		look:    lookAtSite,
		name:    "resolve",
		prepare: func(g *stage) { g.begin(begin(g.t).torn) },
		run: func(g *stage) {
			for range 2 {
				g.with(func(s *site) {
					rows, err := s.Desk.Conflicts(ctx)
					must(g.t, err)
					_, err = s.Desk.Resolve(ctx, rows[0].ID, map[store.Path]desk.Choice{"phone": {Side: "A"}}, "gọi số đó có người nghe")
					must(g.t, err)
				})
			}
		},
	}
}

// later are two migrations after the newest, so that there is always something to
// migrate: they touch every page of two tables.
var later = []string{
	"ALTER TABLE cooperative ADD COLUMN later TEXT; UPDATE cooperative SET later = name; CREATE INDEX later_name ON cooperative(later);",
	"CREATE TABLE later (id TEXT PRIMARY KEY, doc BLOB) STRICT; INSERT INTO later SELECT id, doc FROM cooperative; DROP INDEX later_name;",
}

// migrateFlow opens a store of the first version with a newer program.
func migrateFlow() *flow {
	return &flow{
		name: "migrate",
		prepare: func(g *stage) {
			old, err := os.ReadFile("testdata/v1.db")
			must(g.t, err)
			g.begin(recvfs.Image{dbName: old})
		},
		setup: func(t testing.TB) { t.Cleanup(sqlite.SetMigrations(later)) },
		run: func(g *stage) {
			g.film.shots = versions(g)
			db, err := openPlain(g.dir, g.vfs)
			must(g.t, err)
			for range len(g.film.shots) - 1 {
				g.film.mark()
			}
			must(g.t, db.Close())
			for n := range 6 { // what follows must not undo it
				db, err := openPlain(g.dir, g.vfs)
				must(g.t, err)
				for range 4 {
					must(g.t, db.Update(ctx, func(tx store.Tx) error { return tx.SetSetting("round", fmt.Append(nil, n)) }))
				}
				must(g.t, db.Close())
			}
		},
		look: func(dir string, p *play) (out seen) {
			form, err := formOf(dir)
			if err != nil {
				return seen{err: err}
			}
			out = p.find(form)
			if out.last < 0 {
				return out
			}
			db, err := openPlain(dir, recvfs.Name)
			if err != nil {
				return seen{err: err}
			}
			out.err = errors.Join(sound(db, dev(0)), db.Close())
			if out.err == nil {
				form, out.err = formOf(dir)
			}
			if out.err == nil && form != p.shots[len(p.shots)-1] {
				out.err = errors.New("the migration was not finished at the next opening")
			}
			return out
		},
		loose: true,
	}
}

func openPlain(dir, vfs string) (*sqlite.DB, error) {
	return sqlite.Open(ctx, filepath.Join(dir, dbName), sqlite.WithVFS(sqlite.Options{Clock: time.Now}, vfs))
}

// versions gives the form of the store before, between and after migrations.
func versions(g *stage) (out []string) {
	g.t.Helper()
	dir := g.beside("versions")
	old, err := os.ReadFile("testdata/v1.db")
	must(g.t, err)
	must(g.t, os.WriteFile(filepath.Join(dir, dbName), old, 0o600))
	form, err := formOf(dir)
	must(g.t, err)
	out = append(out, form)
	for n := 2; n <= sqlite.Migrations(); n++ {
		restore := sqlite.KeepMigrations(n)
		db, err := openPlain(dir, "")
		restore()
		must(g.t, err)
		must(g.t, db.Close())
		form, err := formOf(dir)
		must(g.t, err)
		out = append(out, form)
	}
	return out
}

// formOf reads the version, the schema and the cooperatives of the database in
// dir past the store.
func formOf(dir string) (string, error) {
	if err := recvfs.Register(); err != nil {
		return "", err
	}
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(dir, dbName))+"?vfs="+recvfs.Name)
	if err != nil {
		return "", err
	}
	var version, schema, rows string
	err = errors.Join(
		db.QueryRow("PRAGMA user_version").Scan(&version),
		db.QueryRow("SELECT group_concat(sql, ';' ORDER BY name) FROM sqlite_schema").Scan(&schema),
		db.QueryRow("SELECT count(*) || quote(group_concat(name, ';' ORDER BY id)) FROM cooperative").Scan(&rows),
	)
	return version + "\n" + schema + "\n" + rows, errors.Join(err, db.Close())
}

// backupFlow copies the store while work goes on.
func backupFlow() *flow {
	return &flow{
		look:    lookAtSite,
		name:    "backup",
		prepare: func(g *stage) { g.begin(begin(g.t).officer) },
		run: func(g *stage) {
			g.with(func(s *site) {
				for n := 1; n <= 2; n++ {
					s.put(g.t, store.Cooperative, id('c', n), namedCoop(n))
					must(g.t, s.db.Backup(ctx, filepath.Join(g.dir, fmt.Sprintf("sao-luu-%d.bak", n))))
					must(g.t, s.tap.Update(ctx, func(tx store.Tx) error { return tx.SetSetting("copied", fmt.Append(nil, n)) }))
				}
			})
		},
	}
}
