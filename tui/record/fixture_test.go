package record_test

import (
	"context"
	"encoding/binary"
	"fmt"
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
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/record"
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
	d, err := desk.New(ctx, desk.Options{
		Log: db, Signer: stamp{}, Mode: desk.Training, Epoch: 1, Clock: o.clock, Rand: rand.NewChaCha8(seed), App: "test",
		Session: string(rune('a' + o.runs)),
		Me:      store.Writer{Person: "Cán bộ 1", Dev: strings.Repeat("ab", 16), Principal: "dakha-01", Role: o.role, Unit: "615"},
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

func putCoop(tb testing.TB, d *desk.Desk) string {
	tb.Helper()
	ids, err := d.Put(ctx, store.Cooperative, []desk.Input{{Doc: store.Doc{
		"name": "HTX Nông nghiệp Mẫu Đăk Hà", "type": "htx", "unit": "23500", "reporting_unit": "615", "registered_on": "2016-05-04", "status": "active",
	}}})
	must(tb, err)
	return ids[0]
}

// putPlan puts a plan with one action.
func putPlan(tb testing.TB, d *desk.Desk, coop string) string {
	tb.Helper()
	ids, err := d.Put(ctx, store.Plan, []desk.Input{{Doc: store.Doc{
		"cooperative": coop, "programme": "kh1185", "status": "drafted", "submitted_on": "2024-03-01",
		"actions": store.Doc{"a": store.Doc{"text": "Mua máy sấy cà phê", "who": "Giám đốc", "cost": int64(120_000_000)}},
	}}})
	must(tb, err)
	return ids[0]
}

// planForm is a form of a plan with every kind of row, in Vietnamese alone: what
// a layout says is the caller's.
func planForm(d *desk.Desk, id string, more func(*record.Layout)) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen {
		return record.New(c, d, record.Options{Kind: store.Plan, ID: id, Read: planRead(more)})
	}
}

func planRead(more func(*record.Layout)) func(context.Context, *desk.Form) (func() record.Layout, error) {
	return func(_ context.Context, f *desk.Form) (func() record.Layout, error) {
		return func() record.Layout {
			l := planLayout(f)
			if more != nil {
				more(&l)
			}
			return l
		}, nil
	}
}

func planLayout(f *desk.Form) record.Layout {
	var sum int64
	f.Doc.Sub("actions").Leaves(func(p store.Path, v any) {
		if n, ok := v.(int64); ok && strings.HasSuffix(p, ".cost") {
			sum += n
		}
	})
	l := record.Layout{
		Title:     []string{"HTX Nông nghiệp Mẫu Đăk Hà", "Kế hoạch hoàn thiện"},
		May:       map[store.Path]string{"approved_no": "chỉ cấp tỉnh được ghi quyết định"},
		Foot:      []record.Said{{Text: "dự thảo"}, {Text: "thiếu quyết định", Look: record.Warn}},
		SideTitle: "Tóm tắt", Side: []record.Said{{Text: "Tổng kinh phí " + vi.FormatMoney(sum), Look: record.Good}},
	}
	l.Sections = []record.Section{
		{ID: "general", Title: "Chung", Hint: "Ngày nộp và tình trạng của kế hoạch.", Rows: []record.Row{
			{Path: "submitted_on", Label: "Nộp ngày"},
			{Path: "status", Label: "Trạng thái"},
			{Path: "approved_no", Label: "Phê duyệt số"},
			{Path: "approved_by", Label: "Người phê duyệt", Choices: []field.Option{{ID: "Chủ tịch UBND huyện"}, {ID: "Phó Chủ tịch UBND huyện"}}},
			{Label: "Tổng kinh phí", Say: []record.Said{{Text: vi.FormatMoney(sum), Look: record.Strong}}},
		}},
		{ID: "actions", Title: "Việc phải làm", Mark: record.Said{Text: fmt.Sprint(len(f.Doc.Sub("actions")))}, Rows: []record.Row{
			{List: &record.List{Path: "actions", Add: "thêm việc", Empty: "Chưa ghi việc nào.", New: func(id string) []desk.Edit {
				return []desk.Edit{{Path: "actions." + id + ".who", Value: "Hội đồng quản trị"}}
			}, Item: func(id string, n int) []record.Row {
				p := "actions." + id + "."
				return []record.Row{
					{Head: true, Label: fmt.Sprintf("Việc %d", n+1)},
					{Path: p + "text", Label: "Việc", Lines: 2},
					{Path: p + "who", Label: "Ai làm"},
					{Path: p + "cost", Label: "Kinh phí"},
				}
			}}},
		}},
		{ID: "funding", Title: "Kinh phí", Mark: record.Said{Text: "thiếu", Look: record.Warn}, Rows: []record.Row{
			{Label: "Vốn của HTX", Heads: []string{"Dự kiến", "Đã chi"}},
			{Label: "2024", Cells: []record.Row{{Path: "funding.own.2024.planned"}, {Path: "funding.own.2024.spent"}}},
			{Label: "2025", Cells: []record.Row{{Path: "funding.own.2025.planned"}, {Path: "funding.own.2025.spent"}}},
			{Label: "Cộng", Cells: []record.Row{{Say: record.Text("tự cộng")}, {Say: record.Quiet("–")}}},
			{Path: "improve.3", Label: "Mục tiêu tiêu chí 3", Beside: "ban đầu 8,0"},
		}},
	}
	return l
}

// applicationForm is a form with lines of states: the conditions of an
// application.
func applicationForm(d *desk.Desk, id string) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen {
		return record.New(c, d, record.Options{
			Kind: store.Registration, ID: id,
			Read: func(_ context.Context, _ *desk.Form) (func() record.Layout, error) {
				return func() record.Layout {
					return record.Layout{Sections: []record.Section{{ID: "conditions", Title: "Điều kiện", Rows: []record.Row{
						{
							Tick: true, Path: "conditions.a.met", Note: "conditions.a.note",
							Label: "Hợp tác xã hoạt động đúng bản chất, tổ chức lại theo Luật và có phương án sản xuất kinh doanh rõ ràng cho các năm sau",
						},
						{Tick: true, Path: "conditions.b.met", Note: "conditions.b.note", Label: "Có tối thiểu ba năm liền có lãi"},
						{
							Tick: true, Value: "false", Label: "Điểm đầu vào đạt mức của kế hoạch", Denied: "tự tính từ bảng đánh giá",
							Under: []record.Said{{Text: "54,0 điểm, cần 65,0", Look: record.Bad}}, Note: "conditions.c.note",
						},
					}}}}
				}, nil
			},
		})
	}
}

func open(t *testing.T, make func(*page.Context) page.Screen) *pagetest.Driver {
	t.Helper()
	s := pagetest.Open80(t, make)
	failed(t, s)
	return s
}

func held(t *testing.T, d *desk.Desk, k store.Kind, id string) store.Doc {
	t.Helper()
	f, err := d.Edit(ctx, k, id)
	must(t, err)
	return f.Doc
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

// agree answers the last question with yes.
func agree(t *testing.T, s *pagetest.Driver) {
	t.Helper()
	list := sent[page.Confirm](s)
	if len(list) == 0 {
		t.Fatalf("nothing was asked:\n%s", s.View())
	}
	s.Run(list[len(list)-1].Then)
}

func click(s *pagetest.Driver, x, y int) {
	s.T.Helper()
	s.Send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
}

// place finds a text on the screen.
func place(s *pagetest.Driver, text string) (int, int) {
	s.T.Helper()
	for y, l := range strings.Split(s.View(), "\n") {
		if before, _, ok := strings.Cut(l, text); ok {
			return page.Width(before), y
		}
	}
	s.T.Fatalf("no %q on\n%s", text, s.View())
	return 0, 0
}
