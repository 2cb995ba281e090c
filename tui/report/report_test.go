package report

import (
	"context"
	"errors"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/store/report"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// shelf is a desk that stands still.
type shelf struct {
	t      *testing.T
	held   []desk.ReportLine
	frozen []desk.ReportOrder
	err    error
}

func (s *shelf) Programmes() []*rules.Programme {
	list, err := rules.Embedded()
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

func (s *shelf) Reports(context.Context) ([]desk.ReportLine, error) { return s.held, s.err }

func (s *shelf) FreezeReport(_ context.Context, o desk.ReportOrder) (string, *report.Report, error) {
	s.frozen = append(s.frozen, o)
	return "", nil, s.err
}

// folder is a printer that keeps what it was asked for.
type folder struct{ ids []string }

func (f *folder) Folder() (string, bool) { return "/giay", true }
func (f *folder) Print(_ context.Context, _ store.Kind, id, _ string) ([]string, error) {
	f.ids = append(f.ids, id)
	return []string{"/giay/a.docx", "/giay/a.pdf"}, nil
}
func (f *folder) Open(string) error { return nil }

func held() []desk.ReportLine {
	return []desk.ReportLine{
		{ID: "r1", Title: "Báo cáo năm tình hình thực hiện Kế hoạch", Period: "2023", UnitName: "Tỉnh Kon Tum", State: store.Final, DocumentNo: "12/BC-SKHĐT"},
		{ID: "r2", Title: "Báo cáo sơ kết", Period: "2021-2023", UnitName: "Tỉnh Kon Tum", State: store.Void},
	}
}

func open(s *shelf, f *folder) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen { return newModel(c, s, f) }
}

func TestThePageAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "reports", open(&shelf{t: t, held: held()}, &folder{}))
}

func TestAReportIsWrittenOfTheYearThatIsChosen(t *testing.T) {
	f := &folder{}
	d := pagetest.Open80(t, open(&shelf{t: t, held: held()}, f))
	d.Press("down", "f7")
	d.Press("left", "enter")
	d.Press("end", "up", "f7")
	want := []string{"programme-year kh1185 2024", "programme-year kh1185 2023", "r1"}
	for i, id := range want {
		if i >= len(f.ids) || f.ids[i] != id {
			t.Fatalf("written were %q, want %q", f.ids, want)
		}
	}
	o, ok := ParseOrder(f.ids[0])
	if !ok || o != (desk.ReportOrder{Template: report.Year, Programme: "kh1185", Period: "2024"}) {
		t.Errorf("%q is read as %+v", f.ids[0], o)
	}
	if _, ok := ParseOrder("r1"); ok {
		t.Error("an id is taken for an order")
	}
}

func TestFreezingIsAskedForAndNotAlreadyDone(t *testing.T) {
	s := &shelf{t: t, held: held()}
	m := newModel(pagetest.Context(text.VI), s, &folder{})
	m.Update(m.Init()())
	ask, ok := m.Update(keys.Press{Intent: keys.Finalise})().(page.Confirm)
	if !ok || !ask.Danger || len(s.frozen) > 0 {
		t.Fatalf("freezing was not asked for: %+v", ask)
	}
	if _, ok := ask.Then().(frozen); !ok || len(s.frozen) != 1 || s.frozen[0].Period != "2024-H1" || s.frozen[0].Template != report.HalfYear {
		t.Errorf("frozen were %+v", s.frozen)
	}
	m.table.Select(len(m.rows) - 1)
	if _, ok := m.Update(keys.Press{Intent: keys.Finalise})().(page.Toast); !ok || len(s.frozen) != 1 {
		t.Error("a report that is held was frozen again")
	}
	s.err = errors.New("x")
	var told []tea.Msg
	if cmd := m.Update(frozen{err: s.err}); cmd != nil {
		told = append(told, cmd())
	}
	if len(told) != 1 {
		t.Fatal("a failure is not told")
	}
	if _, ok := told[0].(page.Fail); !ok {
		t.Errorf("a failure is told as %T", told[0])
	}
}
