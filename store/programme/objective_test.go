package programme_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/programme"
)

// TestObjectivesOfThePlan holds the three objectives of Kế hoạch 1185/KH-UBND,
// II.2, just below, at and above what they ask.
func TestObjectivesOfThePlan(t *testing.T) {
	p := kh1185(t)
	for _, tt := range []struct {
		id, what string
		figures  programme.ObjectiveFigures
		want     programme.State
	}{
		{"pilots", "one short", programme.ObjectiveFigures{"pilots_with_model": 4, "pilots_min": 5}, programme.NotMet},
		{"pilots", "just enough", programme.ObjectiveFigures{"pilots_with_model": 5, "pilots_min": 5}, programme.Met},
		{"pilots", "more", programme.ObjectiveFigures{"pilots_with_model": 6, "pilots_min": 5}, programme.Met},
		{"pilots", "a figure is not known", programme.ObjectiveFigures{"pilots_min": 5}, programme.Unknown},
		{"all-good", "no pilots", programme.ObjectiveFigures{"pilots": 0, "pilots_assessed": 0, "pilots_good": 0}, programme.Unknown},
		{"all-good", "some are waited for", programme.ObjectiveFigures{"pilots": 5, "pilots_assessed": 4, "pilots_good": 4}, programme.Unknown},
		{"all-good", "one below is one too many", programme.ObjectiveFigures{"pilots": 5, "pilots_assessed": 4, "pilots_good": 3}, programme.NotMet},
		{"all-good", "all but one", programme.ObjectiveFigures{"pilots": 5, "pilots_assessed": 5, "pilots_good": 4}, programme.NotMet},
		{"all-good", "all", programme.ObjectiveFigures{"pilots": 5, "pilots_assessed": 5, "pilots_good": 5}, programme.Met},
		{"replication", "no unit has pilots", programme.ObjectiveFigures{"replication_units": 0, "replication_missing": 0}, programme.NotMet},
		{"replication", "one unit is missing", programme.ObjectiveFigures{"replication_units": 3, "replication_missing": 1}, programme.NotMet},
		{"replication", "none is missing", programme.ObjectiveFigures{"replication_units": 3, "replication_missing": 0}, programme.Met},
	} {
		o, _ := p.Objective(tt.id)
		f, err := o.Reached(tt.figures)
		if err != nil || f.State != tt.want || f.ID != tt.id || f.Title != o.Title {
			t.Errorf("%s, %s: %+v, %v; want %s", tt.id, tt.what, f, err, tt.want)
		}
		if f.Computed != (len(f.Missing) == 0) {
			t.Errorf("%s, %s: computed %v, missing %v", tt.id, tt.what, f.Computed, f.Missing)
		}
	}
}

func TestAnObjectiveSaysOnWhatItRests(t *testing.T) {
	p := kh1185(t)
	o, _ := p.Objective("pilots")
	figures := programme.ObjectiveFigures{"pilots_with_model": 4, "models_used": 3}
	f, err := o.Reached(figures)
	if err != nil || f.Why != "số hợp tác xã thí điểm tối thiểu của chương trình: chưa rõ; hợp tác xã được chọn có mô hình thuộc chương trình: 4" ||
		!slices.Equal(f.Missing, []string{"pilots_min"}) {
		t.Errorf("%+v, %v", f, err)
	}
	if got := o.Words(o.Value, figures); got != "4 hợp tác xã, 3 mô hình" {
		t.Errorf("value %q", got)
	}
	if got := o.Words(o.Target, figures); got != "tối thiểu chưa rõ hợp tác xã" {
		t.Errorf("target %q", got)
	}
	if got := o.Words("từ {exit_score} điểm", programme.ObjectiveFigures{"exit_score": 80.5}); got != "từ 80,5 điểm" {
		t.Errorf("points %q", got)
	}
	if f, err := (programme.Objective{ID: "a"}).Reached(figures); err != nil || f.State != programme.Unknown || f.Computed {
		t.Errorf("without a check: %+v, %v", f, err)
	}
}

func TestLoadRefusesWhatObjectivesOfficesAndDeadlinesMayNotSay(t *testing.T) {
	model := "[[model]]\nid = \"m\"\ntitle = \"M\"\nfield = \"Nông nghiệp\"\n"
	for _, tt := range []struct{ what, more, message string }{
		{"a variable of conditions", "[[objective]]\nid = \"o\"\ntitle = \"O\"\ncheck = \"entry_score > 1\"\n", `biến "entry_score" không có`},
		{"a check that is no truth", "[[objective]]\nid = \"o\"\ntitle = \"O\"\ncheck = \"pilots + 1\"\n", "không hiểu được"},
		{"open without check", "[[objective]]\nid = \"o\"\ntitle = \"O\"\nopen = \"pilots > 1\"\n", "có open mà không có check"},
		{"an unknown figure in words", "[[objective]]\nid = \"o\"\ntitle = \"O\"\nvalue = \"{pilot} hợp tác xã\"\n", `biến "pilot" không có`},
		{"a brace alone", "[[objective]]\nid = \"o\"\ntitle = \"O\"\ntarget = \"{pilots\"\n", "dấu ngoặc nhọn"},
		{"a role that is none", "[[office]]\nid = \"o\"\ntitle = \"O\"\nrole = \"king\"\n", `vai trò "king"`},
		{"a field without models", model + "[[office]]\nid = \"o\"\ntitle = \"O\"\nfield = \"Thủy sản\"\n", `không mô hình nào thuộc lĩnh vực "Thủy sản"`},
		{"an unknown demand", "[[deadline]]\nid = \"d\"\ntitle = \"D\"\nlevel = \"district\"\ndue = \"06-30\"\nasks = \"money\"\n", `nội dung "money"`},
		{"a report without its template", "[[deadline]]\nid = \"d\"\ntitle = \"D\"\nlevel = \"district\"\ndue = \"06-30\"\nasks = \"report\"\n", "phải có cả asks và report"},
		{"a template without asking", "[[deadline]]\nid = \"d\"\ntitle = \"D\"\nlevel = \"district\"\ndue = \"06-30\"\nreport = \"r\"\n", "phải có cả asks và report"},
		{
			"a period that is none", "[[deadline]]\nid = \"d\"\ntitle = \"D\"\nlevel = \"district\"\ndue = \"06-30\"\nasks = \"report\"\nreport = \"r\"\nperiod = \"Q1\"\n",
			`kỳ báo cáo "Q1"`,
		},
	} {
		_, err := programme.Load("p.toml", []byte(sound+tt.more))
		var faults store.FileFaults
		if !errors.As(err, &faults) || len(faults) != 1 || !strings.Contains(faults[0].Message, tt.message) || faults[0].Hint == "" {
			t.Errorf("%s: %v", tt.what, err)
		}
	}
	good := model + "[[office]]\nid = \"o\"\ntitle = \"O\"\nrole = \"advisor\"\nfield = \"Nông nghiệp\"\nreceives = \"Bản sao\"\n" +
		"[[deadline]]\nid = \"d\"\ntitle = \"D\"\nlevel = \"district\"\ntodo = \"tỉnh đặt\"\nasks = \"report\"\nreport = \"r\"\nperiod = \"H1\"\nto = \"Sở\"\n"
	p, err := programme.Load("p.toml", []byte(sound+good))
	if err != nil {
		t.Fatal(err)
	}
	if o := p.Offices[0]; o.Role != store.Advisor || o.Field != "Nông nghiệp" || o.Receives != "Bản sao" {
		t.Errorf("office %+v", o)
	}
	if d := p.Deadlines[0]; d.To != "Sở" || d.ReportPeriod(2024) != "2024-H1" || (programme.Deadline{Period: "any"}).ReportPeriod(2024) != "" || (programme.Deadline{}).ReportPeriod(2024) != "2024" {
		t.Errorf("deadline %+v", d)
	}
}

func TestThePlansOfficesSayTheirParts(t *testing.T) {
	p := kh1185(t)
	for id, want := range map[string]store.Role{"dpi": store.Province, "district": store.Officer, "alliance": store.Advisor, "dard": "", "finance": ""} {
		if o, ok := p.Office(id); !ok || o.Role != want {
			t.Errorf("%s: %+v", id, o)
		}
	}
	if o, _ := p.Office("dard"); o.Field != "Nông nghiệp" || o.Receives != "" {
		t.Errorf("the agricultural department: %+v", o)
	}
}
