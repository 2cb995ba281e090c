package seal

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/paper"
)

// still is a screen whose store was read already.
type still struct{ *Model }

func (still) Init() tea.Cmd { return nil }

func sheet(v *view, also func(*Model)) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen {
		m := newModel(c, nil, func() {}, func() []string { return nil })
		m.view = v
		if also != nil {
			also(m)
		}
		return still{m}
	}
}

func november() *view {
	at := pagetest.Now.UnixMilli()
	return &view{
		state: sealing, prov: "62", through: map[int64]int64{1: 1170}, records: 9, left: 3, drives: []string{"/media/canbo/USB DAKHA", "/media/canbo/KINGSTON"},
		drafts: []string{"HTX Mẫu Đăk Hà, 2024", "HTX Mẫu Đăk Mar", "HTX Mẫu Ngọk Réo, 2023"},
		kinds:  []share{{store.Assessment, 25, 5}, {store.Cooperative, 6, 3}, {store.Event, 1, 1}},
		rows: []row{
			{"", 1, 1, []share{{store.Event, 1, 1}}},
			{"HTX Nông nghiệp Mẫu Đăk Hà", 20, 5, []share{{store.Assessment, 18, 4}, {store.Cooperative, 2, 1}}},
			{"HTX Dịch vụ Nông nghiệp Tổng hợp Sản xuất và Tiêu thụ Mẫu Đăk Mar", 11, 3, []share{{store.Assessment, 7, 1}, {store.Cooperative, 4, 2}}},
		},
		plan: &sync.SealPlan{
			Pending: &desk.Pending{
				Epoch: 1, From: 1171, To: 1202, Ops: 32, Unsealed: 12, Drafts: 3, NextExport: 42,
				Receipted: desk.Point{Epoch: 1, Seq: 1170},
				Parts:     []desk.Part{{Epoch: 1, From: 1171, To: 1202}},
			},
			Folder: "/media/canbo/USB DAKHA", Name: "coop_62_dakha-01_e1_x0042.coop", Bundles: 1, Size: 131_072, Free: 12_300_000_000,
			Recipients: []string{"789e 413e 68dd 9f67 1370 59a9 66ab 5794", "a429 7853 c3b6 985d b489 ce95 20be 7209"},
		},
		exports: []store.ExportRow{
			{Export: 41, Epoch: 1, From: 1101, To: 1190, Name: "coop_62_dakha-01_e1_x0041.coop", Size: 45_000, At: at - 21*24*3600_000},
			{Export: 40, Epoch: 1, From: 1101, To: 1170, Name: "coop_62_dakha-01_e1_x0040.coop", Size: 38_000, At: at - 26*24*3600_000},
		},
	}
}

func TestWhatGoesAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "seal", sheet(november(), func(m *Model) { m.to.SetValue("/media/canbo/USB DAKHA") }))
}

func TestWhatWasWrittenAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "done", sheet(november(), func(m *Model) {
		m.done = []sync.Sealed{{
			Path: "/media/canbo/USB DAKHA/coop_62_dakha-01_e1_x0042.coop", SHA256: strings.Repeat("9f", 32), Size: 44_321, Export: 42, From: 1171, Through: 1202, Parts: 1,
			Copies: []sync.Copy{
				{Folder: "/media/canbo/USB DAKHA", Files: []string{"/media/canbo/USB DAKHA/coop_62_dakha-01_e1_x0042.coop"}},
				{Folder: "/media/canbo/KINGSTON", Err: &store.Error{Code: store.Internal, Detail: "space", Message: "hết chỗ trống trên USB"}},
			},
		}}
	}))
}

func TestAMachineOutsideAtEverySize(t *testing.T) {
	v := &view{state: outside, ops: 12, fingerprint: "789e 413e 68dd 9f67 1370 59a9 66ab 5794"}
	pagetest.GoldenSizes(t, "outside", sheet(v, func(m *Model) {
		m.asked = "/media/canbo/USB DAKHA/yeu-cau-789e413e.coopreq"
		m.enrol.Focus("grant")
	}))
}

func TestEveryStateFitsEverySize(t *testing.T) {
	full := november()
	full.plan.Free = 1000
	gone := november()
	gone.target = &store.Error{Code: store.Internal, Detail: "target", Message: "không ghi được vào /media/x", Hint: "cắm lại USB"}
	for name, v := range map[string]*view{"unread": {}, "failed": {state: failed}, "province": {state: province}, "full": full, "gone": gone} {
		for _, size := range pagetest.Sizes {
			d := pagetest.Open(t, "vi", size, sheet(v, nil))
			if d.View() == "" {
				t.Errorf("%s is not drawn", name)
			}
		}
	}
	pagetest.Open80(t, sheet(full, nil)).Sees("✗ không đủ chỗ")
	pagetest.Open80(t, sheet(gone, nil)).Sees("✗ không ghi được vào", "cắm lại USB")
}

func TestAResultOfAnOlderFolderIsDropped(t *testing.T) {
	m := newModel(pagetest.Context("vi"), nil, func() {}, nil)
	m.load = 2
	v := november()
	m.Update(looked{load: 1, view: v})
	if m.view == v {
		t.Error("an old reading is shown")
	}
	m.Update(looked{load: 2, view: v})
	if m.view != v {
		t.Error("the newest reading is not shown")
	}
}

func TestArrowsChooseAmongTheDrives(t *testing.T) {
	m := newModel(pagetest.Context("vi"), nil, func() {}, nil)
	m.view = november()
	for _, want := range []string{"/media/canbo/USB DAKHA", "/media/canbo/KINGSTON", ""} {
		m.Update(keys.Press{Intent: keys.Down})
		if m.to.Value() != want {
			t.Errorf("chosen %q, want %q", m.to.Value(), want)
		}
	}
	m.Update(keys.Press{Intent: keys.Up})
	if m.to.Value() != "/media/canbo/KINGSTON" {
		t.Errorf("chosen %q", m.to.Value())
	}
}

func TestTheProgramIsKeptWhileAFileIsWritten(t *testing.T) {
	m := newModel(pagetest.Context("vi"), nil, func() {}, nil)
	m.view = november()
	if m.Keep() != "" {
		t.Error("kept for nothing")
	}
	m.Update(write{})
	if m.Keep() == "" {
		t.Error("not kept while a bundle is written")
	}
	if m.Update(write{}) != nil {
		t.Error("a second writing began")
	}
	m.Update(sealed{err: &store.Error{Code: store.Internal}})
	if m.Keep() != "" {
		t.Error("kept after the end")
	}
}

func TestWhatWasWrittenBeforeAnErrorIsTold(t *testing.T) {
	m := newModel(pagetest.Context("vi"), nil, func() {}, nil)
	cause := &store.Error{Code: store.Internal, Detail: "space", Message: "hết chỗ", Kept: "chưa ghi gì", Hint: "dùng USB khác"}
	err := m.partly(sealed{out: make([]sync.Sealed, 2), err: cause})
	var e *store.Error
	if !errors.As(err, &e) || !strings.HasPrefix(e.Kept, "2 gói") || e.Hint != cause.Hint || e.Message != cause.Message || e.Detail != "space" {
		t.Errorf("told %+v", e)
	}
}

func TestSeveralRunsASecondCopyAndParts(t *testing.T) {
	v := november()
	v.plan.Parts = []desk.Part{{Epoch: 1, From: 1171, To: 1190}, {Epoch: 2, From: 1, To: 12}}
	v.again = &place{to: "/media/canbo/KINGSTON", folder: "/media/canbo/KINGSTON", free: 4_000_000_000}
	pagetest.GoldenSizes(t, "twice", sheet(v, func(m *Model) {
		m.copy.SetValue("/media/canbo/KINGSTON")
		m.part, m.zone = 1, second
	}))
	d := pagetest.Open80(t, sheet(v, nil))
	d.Sees("2 đợt ghi", "kỳ 1: 1.171–1.190", "kỳ 2: 1–12")
	v.again.folder = v.plan.Folder
	d.Sees("! trùng nơi")
	d.Press("f4")
	d.Sees("thành phần 14 MB")
	d.Press("f4")
	d.Sees("thành phần 5 MB")
	d.Press("f4")
	d.Sees("không, một tệp")
}

func TestWhatTheProvinceHasAtEverySize(t *testing.T) {
	k := &known{
		waiting: 32,
		titles:  map[string]string{"assessment/a": "bảng đánh giá 2024 · HTX Nông nghiệp Mẫu Đăk Hà", "assessment/b": "bảng đánh giá 2024 · HTX Mẫu Đăk Mar"},
		units:   map[string]string{"615": "Huyện Đắk Hà"},
		ReceiptView: &sync.ReceiptView{
			Received: []desk.Point{{Epoch: 1, Seq: 1170}},
			Clock:    &sync.ClockError{Text: "máy chậm 3 năm 2 tháng"},
			Answers: &desk.Answers{
				Newest: 7, Gaps: []int64{5}, Taken: pagetest.Now.UnixMilli(),
				Expected: []desk.ExpectedList{{Unit: "615", Period: "2024", Coops: make([]desk.ExpectedCoop, 5)}},
				Receipts: desk.Receipts{
					Held:    []desk.Range{{Epoch: 1, From: 1201, To: 1202}},
					Wanted:  []desk.Range{{Epoch: 1, From: 1171, To: 1200}},
					Aside:   []desk.AsideOp{{Epoch: 1, Seq: 1102, Kind: store.Assessment, ID: "a", Verdict: store.NotPermitted, Why: "máy này không được ghi cho đơn vị đó"}},
					Records: []desk.RecordReceipt{{Kind: store.Assessment, ID: "b", Standing: desk.StandReturned}},
					Bundles: []desk.BundleReceipt{{Export: 41, From: 1101, To: 1170, Received: "2024-11-05T08:00:00+07:00"}},
				},
			},
		},
	}
	pagetest.GoldenSizes(t, "receipts", func(c *page.Context) page.Screen {
		return paper.New(c, paper.Spec{
			Title: func() []string { return []string{c.Words.Seal.ReceiptsTitle} },
			Lines: func(any, int) []paper.Line { return k.lines(c) },
		})
	})
}
