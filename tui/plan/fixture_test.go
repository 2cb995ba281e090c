package plan_test

import (
	"context"
	"encoding/binary"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/plan"
)

var ctx = context.Background()

// stamp signs with what is checked by whoever takes a bundle in, not here.
type stamp struct{}

func (stamp) SignOp([]byte) (string, error) { return "c3RhbXA=", nil }

// office is a store on the disk; as opens it as a new run of the program of
// somebody does.
type office struct {
	tb    testing.TB
	path  string
	db    *sqlite.DB
	runs  uint64
	asked int
}

func newOffice(tb testing.TB) *office {
	tb.Helper()
	o := &office{tb: tb, path: filepath.Join(tb.TempDir(), "kho.db")}
	tb.Cleanup(func() {
		if err := o.db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return o
}

func (o *office) as(role store.Role) *desk.Desk {
	o.tb.Helper()
	if o.db != nil {
		must(o.tb, o.db.Close())
	}
	db, err := sqlite.Open(ctx, o.path, sqlite.Options{})
	must(o.tb, err)
	o.db = db
	o.runs++
	var seed [32]byte
	binary.BigEndian.PutUint64(seed[:], o.runs)
	unit := "615"
	if role == store.Province {
		unit = "62"
	}
	d, err := desk.New(ctx, desk.Options{
		Log: db, Signer: stamp{}, Mode: desk.Training, Epoch: 1, Rand: rand.NewChaCha8(seed), App: "test", Session: string(rune('a' + o.runs)),
		Clock: func() time.Time { o.asked++; return pagetest.Now.Add(time.Duration(o.asked) * time.Millisecond) },
		Me:    store.Writer{Person: "Cán bộ 1", Dev: strings.Repeat("ab", 16), Principal: "dakha-01", Role: role, Unit: unit},
	})
	must(o.tb, err)
	return d
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func put(tb testing.TB, d *desk.Desk, k store.Kind, id string, doc store.Doc) string {
	tb.Helper()
	ids, err := d.Put(ctx, k, []desk.Input{{ID: id, Doc: doc}})
	must(tb, err)
	return ids[0]
}

// sheet is an assessment with every item, whose district's points are the own
// ones but for over.
func sheet(coop, period string, end int64, over map[string]int64) store.Doc {
	self := store.Doc{
		"1a": int64(500), "2a": int64(300), "3a": int64(300), "3b": int64(200), "3c": int64(300), "4a": int64(100), "4b": int64(100), "4c": int64(100),
		"5": int64(600), "6": int64(500), "7a": int64(100), "7b": int64(100), "7c": int64(100), "8": int64(500), "9": int64(300),
		"10": int64(700), "11": int64(600), "12": int64(600), "13": int64(500), "14": int64(500), "15": int64(300),
	}
	doc := store.Doc{
		"cooperative": coop, "scheme": "tt01-2020", "period": period, "months_active": int64(60_00), "months_stopped": int64(0), "self": self,
		"facts": store.Doc{
			"capital_begin": int64(3_200_000_000), "capital_end": end, "undivided_begin": int64(500_000_000), "undivided_end": end / 6, "revenue": int64(2_000_000_000),
		},
	}
	checked := self.Clone()
	for item, points := range over {
		checked[item] = points
		doc.Put("reason."+item, "rà soát")
	}
	doc["checked"] = checked
	return doc
}

func final(tb testing.TB, d *desk.Desk, doc store.Doc) string {
	tb.Helper()
	id := put(tb, d, store.Assessment, "", doc)
	_, err := d.Finalise(ctx, store.Assessment, id)
	must(tb, err)
	return id
}

// chosen is a cooperative that the province chose, with a finalised sheet of
// 2020 and one of 2021 that is still a draft.
func chosen(tb testing.TB, d *desk.Desk) (coop, entry, later string) {
	tb.Helper()
	coop = put(tb, d, store.Cooperative, "", store.Doc{
		"name": "HTX Nông nghiệp Mẫu Đăk Hà", "type": "htx", "unit": "23500", "reporting_unit": "615", "registered_on": "2016-05-04", "status": "active",
	})
	entry = final(tb, d, sheet(coop, "2020", 4_150_000_000, map[string]int64{"9": 200}))
	put(tb, d, store.Registration, "", store.Doc{
		"cooperative": coop, "programme": "kh1185", "model": "A-a", "entry_assessment": entry,
		"province_decision": store.Doc{"no": "300/UBND", "on": "2021-11-02", "result": "chosen"},
	})
	later = put(tb, d, store.Assessment, "", sheet(coop, "2021", 5_000_000_000, map[string]int64{"9": 150, "10": 900, "11": 800, "12": 800}))
	return coop, entry, later
}

// approved is the plan of a chosen cooperative as the district approved it.
func approved(tb testing.TB, d *desk.Desk, coop, entry string) string {
	tb.Helper()
	id := put(tb, d, store.Plan, "", store.Doc{
		"cooperative": coop, "programme": "kh1185", "status": "approved", "submitted_on": "2021-12-01",
		"approved_no": "45/QĐ-UBND", "approved_on": "2022-01-10", "approved_by": "UBND huyện Đăk Hà",
		"baseline": store.Doc{"assessment": entry}, "improve": store.Doc{"5": int64(800), "9": int64(400)},
		"actions": store.Doc{
			"a1": store.Doc{"type": "capital", "text": "Huy động vốn góp của thành viên", "who": "Hội đồng quản trị", "from": "2022-02-01", "to": "2022-12-31", "cost": int64(10_000_000), "state": "done"},
			"a2": store.Doc{"type": "technology", "text": "Mua máy sấy cà phê", "who": "Giám đốc", "from": "2022-03-01", "to": "2023-06-30"},
		},
		"funding": store.Doc{
			"own":      store.Doc{"2022": store.Doc{"planned": int64(8_000_000), "spent": int64(9_000_000)}},
			"province": store.Doc{"2022": store.Doc{"planned": int64(2_000_000)}, "2023": store.Doc{"planned": int64(1_000_000)}},
		},
		"sent_to": store.Doc{"alliance": "2022-01-15"},
	})
	put(tb, d, store.Support, "", store.Doc{
		"cooperative": coop, "plan": id, "type": "training", "source": "province", "disbursed": int64(700_000), "on": "2022-05-01",
	})
	return id
}

func screen(d *desk.Desk, id string, args page.Args) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen { return plan.New(c, d, id, args, nil) }
}

func open(t *testing.T, d *desk.Desk, id string, args page.Args) *pagetest.Driver {
	t.Helper()
	s := pagetest.Open80(t, screen(d, id, args))
	failed(t, s)
	return s
}

func sent[T any](d *pagetest.Driver) (out []T) {
	for _, m := range d.Sent {
		if v, ok := m.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

func failed(t *testing.T, d *pagetest.Driver) {
	t.Helper()
	for _, f := range sent[page.Fail](d) {
		t.Errorf("the root was told: %v", f.Err)
	}
}

func held(t *testing.T, d *desk.Desk, id string) store.Doc {
	t.Helper()
	f, err := d.Edit(ctx, store.Plan, id)
	must(t, err)
	return f.Doc
}
