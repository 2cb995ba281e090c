package visit_test

import (
	"context"
	"encoding/binary"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/visit"
)

var ctx = context.Background()

// stamp signs with what is checked by whoever takes a bundle in, not here.
type stamp struct{}

func (stamp) SignOp([]byte) (string, error) { return "c3RhbXA=", nil }

// office is a store on the disk; run opens it as a new run of the program does
// after the last one was killed.
type office struct {
	tb    testing.TB
	path  string
	role  store.Role
	coops []string // assigned to an advisor
	db    *sqlite.DB
	runs  uint64
	asked int
}

func newOffice(tb testing.TB, role store.Role) *office {
	tb.Helper()
	o := &office{tb: tb, path: filepath.Join(tb.TempDir(), "kho.db"), role: role}
	tb.Cleanup(func() {
		if err := o.db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return o
}

func (o *office) run() *desk.Desk {
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
	me := store.Writer{Person: "Cán bộ 1", Dev: strings.Repeat("ab", 16), Principal: "dakha-01", Role: o.role, Unit: "615", Coops: o.coops}
	if o.role == store.Advisor {
		me.Person, me.Principal, me.Unit = "Tư vấn viên 1", "lmhtx-01", "62"
	}
	d, err := desk.New(ctx, desk.Options{
		Log: db, Signer: stamp{}, Mode: desk.Training, Epoch: 1, Clock: o.clock,
		Rand: rand.NewChaCha8(seed), App: "test", Session: string(rune('a' + o.runs)), Me: me,
	})
	must(o.tb, err)
	return d
}

// clock is the time of tests, a millisecond later each time, so that what was
// typed last is known.
func (o *office) clock() time.Time {
	o.asked++
	return pagetest.Now.Add(time.Duration(o.asked) * time.Millisecond)
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

const (
	coopName = "HTX Nông nghiệp Mẫu Đăk Hà"
	longName = "HTX Nông nghiệp Dịch vụ Thương mại Tổng hợp Mẫu Số Sáu Mươi Đăk Hà"
)

func putCoop(tb testing.TB, d *desk.Desk, name string) string {
	tb.Helper()
	ids, err := d.Put(ctx, store.Cooperative, []desk.Input{{Doc: store.Doc{
		"name": name, "type": "htx", "unit": "23500", "reporting_unit": "615", "registered_on": "2016-05-04", "status": "active",
		"chair": "Người Mẫu Một", "director": "Người Mẫu Hai", "address": "Thôn Mẫu 1",
	}}})
	must(tb, err)
	return ids[0]
}

func putYear(tb testing.TB, d *desk.Desk, coop string) {
	tb.Helper()
	_, err := d.Put(ctx, store.Annual, []desk.Input{{Doc: store.Doc{
		"cooperative": coop, "year": int64(2023), "figures": store.Doc{"members": int64(45), "revenue": int64(2_450_000_000)},
	}}})
	must(tb, err)
}

// asked are the recommendations of the earlier visit.
var asked = []struct{ text, due string }{
	{"Lập sổ đăng ký thành viên theo mẫu", "2024-09-30"},
	{"Tổ chức Đại hội thành viên thường niên", "2024-12-20"},
	{"Công khai báo cáo tài chính năm 2023", "2024-10-15"},
}

// earlier puts a finalised visit of May with n recommendations.
func earlier(tb testing.TB, d *desk.Desk, coop string, n int) string {
	tb.Helper()
	recs := store.Doc{}
	for i, a := range asked[:n] {
		recs[string(rune('a'+i))] = store.Doc{"text": a.text, "who": "Hội đồng quản trị", "due": a.due}
	}
	doc := store.Doc{
		"cooperative": coop, "on": "2024-05-20", "purpose": "periodic", "started": "2024-05-20T08:00:00+07:00", "ended": "2024-05-20T11:00:00+07:00",
		"team":            store.Doc{"t1": store.Doc{"name": "Cán bộ 1", "position": "Chuyên viên", "office": "Phòng TC-KH Đăk Hà"}},
		"participants":    store.Doc{"p1": store.Doc{"name": "Người Mẫu Một", "position": "Chủ tịch HĐQT", "office": coopName}},
		"lead_office":     "Phòng TC-KH huyện Đăk Hà",
		"recommendations": recs,
	}
	ids, err := d.Put(ctx, store.Visit, []desk.Input{{Doc: doc}})
	must(tb, err)
	_, err = d.Finalise(ctx, store.Visit, ids[0])
	must(tb, err)
	return ids[0]
}

// begin opens a new visit of a cooperative.
func begin(t *testing.T, d *desk.Desk, k store.Kind, coop string) *pagetest.Driver {
	t.Helper()
	return pagetest.Open80(t, func(c *page.Context) page.Screen {
		return visit.New(c, d, k, "", page.Args{"coop": coop}, visit.Options{})
	})
}

// reopen opens a record that is there.
func reopen(t *testing.T, d *desk.Desk, k store.Kind, id string) *pagetest.Driver {
	t.Helper()
	return pagetest.Open80(t, func(c *page.Context) page.Screen { return visit.New(c, d, k, id, nil, visit.Options{}) })
}

// only is the one visit or consultation of a cooperative that is not finalised.
func only(t *testing.T, d *desk.Desk, k store.Kind, coop string) string {
	t.Helper()
	if k == store.Consultation {
		list, err := d.Consultations(ctx, coop)
		must(t, err)
		return list[0].ID
	}
	list, err := d.Visits(ctx, coop)
	must(t, err)
	i := slices.IndexFunc(list, func(l desk.VisitLine) bool { return l.State == store.Draft })
	if i < 0 {
		t.Fatal("no visit is open")
	}
	return list[i].ID
}

func look(t *testing.T, d *desk.Desk, id string) *desk.Visit {
	t.Helper()
	v, err := d.Visit(ctx, id)
	must(t, err)
	return v
}

// agree answers the last question with yes.
func agree(t *testing.T, s *pagetest.Driver) {
	t.Helper()
	list := sent[page.Confirm](s)
	if len(list) == 0 {
		t.Fatalf("nothing was asked:\n%s", s.View())
	}
	s.Run(list[len(list)-1].Then)
}

func sent[T any](d *pagetest.Driver) (out []T) {
	for _, m := range d.Sent {
		if v, ok := m.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// failed fails the test if the root was told of an error.
func failed(t *testing.T, d *pagetest.Driver) {
	t.Helper()
	for _, f := range sent[page.Fail](d) {
		t.Errorf("the root was told: %v", f.Err)
	}
}

func said(d *pagetest.Driver, s string) bool {
	return slices.ContainsFunc(sent[page.Toast](d), func(m page.Toast) bool { return strings.Contains(m.Text, s) })
}

func click(s *pagetest.Driver, x, y int) {
	s.T.Helper()
	s.Send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
}

func wheel(s *pagetest.Driver, by int) {
	s.T.Helper()
	b := tea.MouseButtonWheelDown
	if by < 0 {
		b = tea.MouseButtonWheelUp
	}
	s.Send(tea.MouseMsg{Button: b, Action: tea.MouseActionPress})
}

// section goes on to the section with that title.
func section(s *pagetest.Driver, title string) {
	s.T.Helper()
	for range 15 {
		if strings.Contains(s.View(), "┌ "+title) {
			return
		}
		s.Press("pgdown")
	}
	s.T.Fatalf("no section %s:\n%s", title, s.View())
}
