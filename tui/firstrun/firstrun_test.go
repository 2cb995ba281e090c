package firstrun

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

type made struct {
	asked   []Answers
	pass    string
	trained int
	refuse  error
	backup  string // that was put back
}

func (x *made) screen(c *page.Context) page.Screen {
	return New(c, Options{
		Units: []field.Option{{ID: "62", Label: "Tỉnh Kon Tum"}, {ID: "615", Label: "Huyện Đắk Hà"}},
		Check: func(a Answers) error {
			if a.Role == "province" && a.Unit != "62" {
				return &store.Error{Code: store.Invalid, Detail: "unit", Message: "không phải mã tỉnh"}
			}
			return nil
		},
		Create: func(a Answers) (*Made, error) {
			x.asked, x.pass = append(x.asked, a), string(a.Pass)
			return &Made{Dir: "/home/canbo/.config/coopfield", Print: "789e 413e 68dd 9f67 1370 59a9 66ab 5794", Sheet: "TỜ PHỤC HỒI CỦA MÁY\n\nMã cài đặt: 0011"}, x.refuse
		},
		Training: func() error { x.trained++; return nil },
		Restore: func(file string, pass []byte) (*sync.Restored, error) {
			x.backup, x.pass = file, string(pass)
			return &sync.Restored{MadeAt: "2024-11-02T15:43:00+07:00", Epoch: 2, Principal: "dakha-02"}, x.refuse
		},
		Then:   page.Navigate{Page: "home", Root: true},
		Drives: func() []string { return []string{"/media/canbo/USB DAKHA"} },
	})
}

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

// chooseUnit opens the list of units, searches and takes the first.
func chooseUnit(d *pagetest.Driver, what string) {
	d.Press("enter")
	d.Type(what)
	d.Press("enter")
}

func TestFourStepsMakeAStoreAndGoToTheDesk(t *testing.T) {
	x := &made{}
	d := pagetest.Open80(t, x.screen)
	d.Sees("Bước 1/4", "chưa ghi gì lên đĩa")
	d.Press("f8")
	if m := last[page.Toast](t, d); m.Text != "chọn đơn vị trước" {
		t.Errorf("told %+v", m)
	}
	chooseUnit(d, "dak ha")
	d.Sees("Huyện Đắk Hà")
	d.Press("f8")
	d.Sees("Bước 2/4")
	d.Type("Nguyễn Văn Mẫu")
	d.Press("f8")
	d.Sees("Bước 3/4", "quên mật khẩu lúc này là mất dữ liệu")
	d.Type("ngắn")
	d.Press("f8")
	if m := last[page.Toast](t, d); !strings.Contains(m.Text, "ít nhất 8") {
		t.Errorf("told %+v", m)
	}
	d.Press("ctrl+u")
	d.Type("đường lên Măng Đen")
	d.Press("tab")
	d.Type("đường lên")
	d.Press("f8")
	if m := last[page.Toast](t, d); !strings.Contains(m.Text, "không giống nhau") {
		t.Errorf("told %+v", m)
	}
	d.Press("ctrl+u")
	d.SeesNot("Măng Đen")
	d.Type("đường lên Măng Đen")
	d.Press("f8")
	d.Sees("Bước 4/4", "/media/canbo/USB DAKHA")
	d.Press("down", "f8")
	if len(x.asked) != 1 {
		t.Fatalf("made %d stores", len(x.asked))
	}
	if a := x.asked[0]; a.Unit != "615" || a.Name != "Nguyễn Văn Mẫu" || a.Role != "officer" || x.pass != "đường lên Măng Đen" || a.Backup != "/media/canbo/USB DAKHA" {
		t.Errorf("asked for %+v with %q", a, x.pass)
	}
	if strings.Trim(string(x.asked[0].Pass), "\x00") != "" {
		t.Error("the passphrase is still in memory")
	}
	d.Sees("Đã tạo kho dữ liệu", "789e 413e", "TỜ PHỤC HỒI", "F5 mở kho tập huấn")
	d.Press("enter")
	if n := last[page.Navigate](t, d); n.Page != "home" || !n.Root {
		t.Errorf("opened %+v", n)
	}
}

func TestEscGoesBackOneStepAndKeepsWhatWasTyped(t *testing.T) {
	x := &made{}
	d := pagetest.Open80(t, x.screen)
	chooseUnit(d, "dak ha")
	d.Press("f8")
	d.Type("Y Hạnh")
	d.Press("f8")
	d.Type("mật khẩu dài")
	d.Press("esc")
	d.Sees("Bước 2/4", "Y Hạnh")
	d.Press("esc")
	d.Sees("Bước 1/4", "Huyện Đắk Hà")
	if k := d.Screen.(page.Keeper).Keep(); k == "" {
		t.Error("leaves without a word")
	}
	d.Press("f8", "f8")
	if d.Screen.(*Model).forms[2].Field("pass").Value() != "mật khẩu dài" {
		t.Error("the passphrase is gone")
	}
	if len(x.asked) != 0 {
		t.Error("a store was made on the way")
	}
}

func TestAWrongUnitForARoleIsToldAtItsStep(t *testing.T) {
	x := &made{}
	d := pagetest.Open80(t, x.screen)
	chooseUnit(d, "dak ha")
	d.Press("f8")
	d.Type("Sở")
	d.Press("tab")
	chooseUnit(d, "tinh (")
	d.Press("f8")
	if e := last[page.Fail](t, d); store.DetailOf(e.Err) != "unit" {
		t.Errorf("told %v", e.Err)
	}
	d.Sees("Bước 2/4")
}

func TestAFailureKeepsTheStepAndWhatWasTyped(t *testing.T) {
	x := &made{refuse: errors.New("đĩa đầy")}
	d := pagetest.Open80(t, x.screen)
	chooseUnit(d, "dak ha")
	d.Press("f8")
	d.Type("Y Hạnh")
	d.Press("f8")
	d.Type("mật khẩu dài")
	d.Press("tab")
	d.Type("mật khẩu dài")
	d.Press("f8", "f8")
	last[page.Fail](t, d)
	d.Sees("Bước 4/4")
	x.refuse = nil
	d.Press("f8")
	d.Sees("Đã tạo kho")
}

func TestTrainingDataAreOfferedFirstAndLast(t *testing.T) {
	x := &made{}
	d := pagetest.Open80(t, x.screen)
	d.Press("f5")
	if n := last[page.Navigate](t, d); n.Page != "home" || x.trained != 1 {
		t.Errorf("opened %+v after %d", n, x.trained)
	}
}

func TestTheLanguageChangesAtOnce(t *testing.T) {
	x := &made{}
	d := pagetest.Open80(t, x.screen)
	d.Press("tab", "enter")
	d.Type("eng")
	d.Press("enter")
	if m := last[page.Speak](t, d); m.Lang != "en" {
		t.Errorf("sent %+v", m)
	}
}

func TestStepsAtEverySize(t *testing.T) {
	for i, name := range []string{"unit", "person", "passphrase", "backup"} {
		pagetest.GoldenSizes(t, name, func(c *page.Context) page.Screen {
			m := (&made{}).screen(c).(*Model)
			m.step, m.sees = i, []string{"/media/canbo/USB DAKHA"}
			m.forms[0].Field("unit").SetValue("615")
			m.forms[1].Field("name").SetValue("Nguyễn Văn Mẫu")
			m.forms[2].Field("pass").SetValue("mật khẩu")
			return m
		})
	}
	pagetest.GoldenSizes(t, "made", func(c *page.Context) page.Screen {
		m := (&made{}).screen(c).(*Model)
		m.made = &Made{Dir: "/home/canbo/.config/coopfield", Print: "789e 413e 68dd 9f67 1370 59a9 66ab 5794", Sheet: "TỜ PHỤC HỒI CỦA MÁY\n\nMã cài đặt: 0011"}
		return m
	})
}
