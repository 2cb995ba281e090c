package transfer

import (
	"context"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/printing"
	"coopfield/tui/text"
)

// office is a store of a province with one unit that ended. What an order says
// changes its plan as it does in a real one.
type office struct {
	role  store.Role
	moved []desk.TransferOrder
	fault error
	none  bool
}

func (o *office) Me() store.Writer { return store.Writer{Role: o.role} }

func (o *office) TransferUnits(context.Context, string) ([]desk.TransferUnit, error) {
	return []desk.TransferUnit{
		{ID: "615", Name: "Huyện Đăk Hà, tỉnh Kon Tum", Coops: 23, EndedOn: "2024-06-30"},
		{ID: "51.2025", Name: "Tỉnh Quảng Ngãi", Coops: 4},
		{ID: "617", Name: "Huyện Tu Mơ Rông, tỉnh Kon Tum", Coops: 7, EndedOn: "2025-06-30"},
	}, nil
}

func (o *office) Handovers(context.Context) ([]desk.Handover, error) {
	if o.none {
		return nil, nil
	}
	return []desk.Handover{{ID: "h1", On: "2024-07-01", From: "616", FromName: "Huyện Sa Thầy, tỉnh Kon Tum", Reason: "Nghị quyết 1677/NQ-UBTVQH15", Coops: 19, By: "Trần Thị Tỉnh"}}, nil
}

const (
	dakHa  = "Xã Đăk Hà, tỉnh Quảng Ngãi"
	dakMar = "Xã Đăk Mar, tỉnh Quảng Ngãi"
)

func (o *office) PlanTransfer(_ context.Context, order desk.TransferOrder) (*desk.TransferPlan, error) {
	if o.fault != nil {
		return nil, o.fault
	}
	p := &desk.TransferPlan{
		From: "615", FromName: "Huyện Đăk Hà, tỉnh Kon Tum", On: order.On, Devices: []desk.Entry{{Title: "dakha-01"}, {Title: "dakha-02"}},
		Units: []desk.TransferUnit{{ID: "23500.2025", Name: dakHa, Coops: 2}, {ID: "23512.2025", Name: dakMar}},
		Names: map[string]string{"23500": "Thị trấn Đăk Hà, huyện Đăk Hà", "23500.2025": dakHa, "23512": "Xã Đăk Mar, huyện Đăk Hà", "23512.2025": dakMar},
		Rows: []desk.TransferRow{
			{Cooperative: "c1", Name: "HTX Nông nghiệp và Dịch vụ tổng hợp Mẫu Đăk Hà số một", Unit: "23500", UnitTo: "23500.2025", To: "23500.2025", ToName: dakHa, Pilot: true, Plans: 1, Drafts: 2, OpenItems: 12, Obstacles: 1},
			{Cooperative: "c2", Name: "HTX Mẫu Đăk Mar", Unit: "23512", UnitTo: "23512.2025", To: "23512.2025", ToName: dakMar, Told: true},
		},
		Papers: []desk.TransferPaper{{Kind: store.Event, ID: "e1", Title: "sự kiện tập huấn 05/07/2025", To: "23500.2025", ToName: dakHa}},
	}
	if to := order.To["c3"]; to != "" {
		p.Rows = append(p.Rows, desk.TransferRow{Cooperative: "c3", Name: "HTX Mẫu Kon Tum", To: to, ToName: dakMar, Told: true})
	} else {
		p.Stuck = append(p.Stuck, desk.TransferStuck{Cooperative: "c3", Name: "HTX Mẫu Kon Tum", Unit: "608", Why: "không rõ Thành phố Kon Tum đã nhập vào đơn vị nào"})
	}
	if order.From == "torn" {
		p.Stuck = append(p.Stuck, desk.TransferStuck{Cooperative: "c4", Name: "HTX Lệch", Why: "đang lệch số liệu", Case: "x"})
	}
	return p, nil
}

func (o *office) Transfer(ctx context.Context, order desk.TransferOrder) (*desk.Transferred, error) {
	p, err := o.PlanTransfer(ctx, order)
	if err != nil {
		return nil, err
	}
	o.moved = append(o.moved, order)
	return &desk.Transferred{Plan: p, Moved: len(p.Rows), ID: "h2"}, nil
}

// papers notes what is printed.
type papers struct{ ids []string }

func (p *papers) Folder() (string, bool) { return "/giay", true }
func (p *papers) Open(string) error      { return nil }
func (p *papers) Print(_ context.Context, k store.Kind, id, _ string) ([]string, error) {
	p.ids = append(p.ids, string(k)+" "+id)
	return []string{"/giay/bien-ban.pdf"}, nil
}

func page80(o *office, p printing.Printer, args page.Args) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen { return newModel(c, o, args, Options{Print: p}) }
}

func ended() page.Args { return page.Args{"from": "615", "on": "2025-07-01"} }

func last[T tea.Msg](t *testing.T, d *pagetest.Driver) T {
	t.Helper()
	for i := len(d.Sent) - 1; i >= 0; i-- {
		if m, ok := d.Sent[i].(T); ok {
			return m
		}
	}
	var none T
	t.Fatalf("the root was asked for %+v, not for a %T", d.Sent, none)
	return none
}

func TestTheListsAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "lists", page80(&office{role: store.Province}, nil, nil))
}

func TestThePlanAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "plan", page80(&office{role: store.Province}, nil, ended()))
}

func TestWhatALaptopSeesAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "officer", page80(&office{role: store.Officer}, nil, nil))
}

func TestTheChoiceOfAUnitAtEverySize(t *testing.T) {
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			d := pagetest.Open(t, lang, size, page80(&office{role: store.Province}, nil, ended()))
			d.Press("enter")
			d.Golden("pick")
			d.Press("esc")
			d.Press("f6")
			d.Run(last[page.Prompt](t, d).Then("Nghị quyết 1677/NQ-UBTVQH15"))
			d.Press("enter")
			d.Type("dak mar")
			d.Press("enter")
			d.Press("f8")
			d.Run(last[page.Prompt](t, d).Then(d.C.Words.Transfer.AskWord))
			d.Golden("done")
		}
	}
}

// A unit that ended is offered with the day after its last one.
func TestTheDayIsTheOneAfterTheUnitEnded(t *testing.T) {
	d := pagetest.Open80(t, page80(&office{role: store.Province}, nil, nil))
	d.Press("enter")
	d.Sees("Huyện Đăk Hà, tỉnh Kon Tum · từ 01/07/2024", "! 2 hợp tác xã về 2 đơn vị · 1 chưa rõ nơi nhận")
	d.Press("f5")
	d.Run(last[page.Prompt](t, d).Then("1/8/2024"))
	d.Sees("từ 01/08/2024")
	d.Press("f5")
	d.Run(last[page.Prompt](t, d).Then("31/2"))
	if m := last[page.Toast](t, d); m.Level != page.Warn {
		t.Errorf("told %+v", m)
	}
	d.Sees("từ 01/08/2024")
}

// Nothing moves before every cooperative is placed, a basis is written and the
// word is typed; the minutes are those of the transfer.
func TestATransferNeedsEveryDecisionABasisAndTheWord(t *testing.T) {
	o, p := &office{role: store.Province}, &papers{}
	d := pagetest.Open80(t, page80(o, p, ended()))
	d.Press("f8")
	if m := last[page.Toast](t, d); !strings.Contains(m.Text, "còn 1 hồ sơ") {
		t.Errorf("told %+v", m)
	}
	d.Sees("! chưa rõ", "không rõ Thành phố Kon Tum")
	d.Press("enter")
	d.Type("dak mar")
	d.Press("enter")
	d.Press("f8")
	ask := last[page.Prompt](t, d)
	if ask.Label != "Căn cứ" {
		t.Fatalf("asked %+v", ask)
	}
	d.Run(ask.Then("Nghị quyết 1677/NQ-UBTVQH15"))
	ask = last[page.Prompt](t, d)
	if ask.Title != "Chuyển 3 hợp tác xã của Huyện Đăk Hà, tỉnh Kon Tum?" {
		t.Fatalf("asked %+v", ask)
	}
	d.Run(ask.Then("ừ"))
	if len(o.moved) != 0 {
		t.Fatal("it moved after another word")
	}
	d.Press("f8")
	d.Run(last[page.Prompt](t, d).Then("CHUYEN"))
	if len(o.moved) != 1 || o.moved[0].To["c3"] != "23512.2025" || o.moved[0].Reason != "Nghị quyết 1677/NQ-UBTVQH15" {
		t.Fatalf("ordered %+v", o.moved)
	}
	d.Sees("Đã chuyển 3 hợp tác xã.", "F7 in biên bản bàn giao")
	d.Press("f8", "enter", "f7")
	if len(o.moved) != 1 || len(p.ids) != 1 || p.ids[0] != "event h2" {
		t.Errorf("moved %d times, printed %v", len(o.moved), p.ids)
	}
}

// A cooperative whose revisions disagree cannot be placed here.
func TestACooperativeInConflictIsNotPlacedHere(t *testing.T) {
	d := pagetest.Open80(t, page80(&office{role: store.Province}, nil, page.Args{"from": "torn", "on": "2025-07-01"}))
	d.Press("down", "enter")
	if m := last[page.Toast](t, d); !strings.Contains(m.Text, "F11") {
		t.Errorf("told %+v", m)
	}
	d.Press("f4") // all the others
	d.Sees("Nơi nhận: 1 hồ sơ chưa rõ")
}

// What was decided is still there after the person went away and came back.
func TestDecisionsStayWhileThePersonIsAway(t *testing.T) {
	o := &office{role: store.Province}
	d := pagetest.Open80(t, page80(o, nil, ended()))
	d.Press("enter", "down", "enter")
	d.Sees("0 chưa rõ nơi nhận")
	d.Press("esc", "enter")
	d.Sees("0 chưa rõ nơi nhận")
	again := newModel(d.C, o, nil, Options{})
	again.SetSize(d.C.Width, d.C.Height)
	d.Screen = again
	d.Run(again.Init())
	d.Press("enter", "end")
	d.Sees("0 chưa rõ nơi nhận", "chọn tay")
}

func TestEarlierMinutesArePrintedFromTheList(t *testing.T) {
	p := &papers{}
	d := pagetest.Open80(t, page80(&office{role: store.Province}, p, nil))
	d.Press("f7")
	if m := last[page.Toast](t, d); m.Text != "Chưa có lần bàn giao nào." || len(p.ids) != 0 {
		t.Errorf("told %+v, printed %v", m, p.ids)
	}
	d.Press("tab", "enter")
	if len(p.ids) != 1 || p.ids[0] != "event h1" {
		t.Errorf("printed %v", p.ids)
	}
}

func TestAFaultOfThePlanLeadsBackToTheUnits(t *testing.T) {
	o := &office{role: store.Province, fault: &store.Error{Code: store.NotFound, Message: "không có đơn vị"}, none: true}
	d := pagetest.Open80(t, page80(o, nil, page.Args{"from": "x", "on": "2025-07-01"}))
	last[page.Fail](t, d)
	d.Sees("Đơn vị báo cáo", "Chưa có lần bàn giao nào.")
}
