package programme

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/types"

	"coopfield/store"
	"coopfield/store/vi"
)

// An Objective is what the programme is to reach (Kế hoạch 1185/KH-UBND, II.2).
// Without a check a person says whether it is reached.
type Objective struct {
	ID, Title string
	Check     *Check // nil = a person decides
	// Open holds while a check that does not hold says nothing yet, since its
	// figures are still growing; nil = never.
	Open   *Check
	Value  string // what is reached, in words with {variables}: "{pilots} hợp tác xã"
	Target string // what is to be reached, in the same words: "tối thiểu {pilots_min}"
}

// ObjectiveVariable is a figure of the programme that the check, open, value and
// target of an objective may name.
type ObjectiveVariable struct {
	Name  string
	Title string // Vietnamese, what it counts
}

var objectiveVariables = []ObjectiveVariable{
	{"pilots", "hợp tác xã được tỉnh chọn"},
	{"pilots_min", "số hợp tác xã thí điểm tối thiểu của chương trình"},
	{"pilots_with_model", "hợp tác xã được chọn có mô hình thuộc chương trình"},
	{"models", "mô hình của chương trình"},
	{"models_used", "mô hình có hợp tác xã được chọn"},
	{"exit_score", "điểm kết thúc của chương trình"},
	{"pilots_assessed", "hợp tác xã thí điểm có bản đánh giá kết thúc đã chốt"},
	{"pilots_good", "hợp tác xã thí điểm đạt điểm kết thúc ở bản đó"},
	{"pilots_ready", "hợp tác xã thí điểm đạt cả điểm kết thúc và không tiêu chí nào dưới ban đầu"},
	{"replication_plans", "phương án nhân rộng đã gửi"},
	{"replication_units", "đơn vị báo cáo có hợp tác xã thí điểm"},
	{"replication_missing", "đơn vị báo cáo trong số đó chưa gửi phương án nhân rộng"},
	{"commendations", "đề nghị khen thưởng đã có quyết định"},
	{"closing_report", "báo cáo tổng kết đã chốt"},
}

// ObjectiveVariables returns the variables of objectives, in a fixed order. All
// are numbers.
func ObjectiveVariables() []ObjectiveVariable { return slices.Clone(objectiveVariables) }

func objectiveTitle(name string) (string, bool) {
	v, ok := find(objectiveVariables, name, func(v ObjectiveVariable) string { return v.Name })
	return v.Title, ok
}

func objectiveEnvironment() types.Map {
	env := types.Map{}
	for _, v := range objectiveVariables {
		env[v.Name] = types.Float64
	}
	return env
}

// ObjectiveFigures are values of [ObjectiveVariables]; an absent one is not
// known.
type ObjectiveFigures map[string]float64

// Reached says whether o is reached by figures, and on what that rests. It
// returns an error only of a check that cannot run.
func (o Objective) Reached(figures ObjectiveFigures) (Finding, error) {
	f := Finding{ID: o.ID, Title: o.Title, State: Unknown}
	if o.Check == nil {
		return f, nil
	}
	values := map[string]any{}
	for name, n := range figures {
		values[name] = n
	}
	for _, name := range o.Check.Names {
		if _, known := values[name]; !known {
			f.Missing = append(f.Missing, name)
		}
	}
	f.Why = objectiveWhy(o.Check.Names, figures)
	holds, known, err := o.Check.Holds(values)
	if err != nil || !known {
		return f, err
	}
	f.Computed = true
	if holds {
		f.State = Met
		return f, nil
	}
	f.State = NotMet
	if o.Open == nil {
		return f, nil
	}
	open, known, err := o.Open.Holds(values)
	if err == nil && (open || !known) {
		f.State = Unknown
	}
	return f, err
}

// objectiveWhy writes the figures that a check saw, and names those that are
// missing.
func objectiveWhy(names []string, figures ObjectiveFigures) string {
	var parts []string
	for _, name := range names {
		title, _ := objectiveTitle(name)
		parts = append(parts, title+": "+figureText(figures, name))
	}
	return strings.Join(parts, "; ")
}

// unsaid stands for a figure that is not known.
const unsaid = "chưa rõ"

func figureText(figures ObjectiveFigures, name string) string {
	n, known := figures[name]
	if !known {
		return unsaid
	}
	return vi.FormatScaled(int64(math.Round(n*100)), 2)
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// Words writes a Value or Target with figures for its {variables}.
func (o Objective) Words(text string, figures ObjectiveFigures) string {
	return placeholder.ReplaceAllStringFunc(text, func(s string) string { return figureText(figures, strings.Trim(s, "{}")) })
}

// objectives checks the objectives of a file.
func (l *loader) objectives(raw *rawFile, p *Programme) {
	for i, r := range raw.Objectives {
		path := fmt.Sprintf("objective[%d]", i)
		o := Objective{
			ID: l.id(path, r.ID), Title: l.text(path+".title", r.Title, true),
			Check: l.objectiveCheck(path+".check", r.Check), Open: l.objectiveCheck(path+".open", r.Open),
			Value: l.objectiveWords(path+".value", r.Value), Target: l.objectiveWords(path+".target", r.Target),
		}
		if r.Open != "" && r.Check == "" {
			l.at(path+".open", "ghi check, hoặc bỏ open", "mục tiêu %q có open mà không có check", r.ID)
		}
		p.Objectives = append(p.Objectives, o)
	}
}

func (l *loader) objectiveCheck(path, src string) *Check {
	if src == "" {
		return nil
	}
	c, message, hint := compileIn(objectiveEnvironment(), src)
	if c == nil {
		l.at(path, hint, "%s", message)
	}
	return c
}

// objectiveWords checks a text with {variables}.
func (l *loader) objectiveWords(path, s string) string {
	names := make([]string, 0, len(objectiveVariables))
	for _, v := range objectiveVariables {
		names = append(names, v.Name)
	}
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		if !slices.Contains(names, m[1]) {
			l.at(path, "các biến dùng được: "+strings.Join(names, ", "), "chữ nêu biến %q không có", m[1])
		}
	}
	if rest := placeholder.ReplaceAllString(s, ""); strings.ContainsAny(rest, "{}") {
		l.at(path, "ghi biến như {pilots}", "dấu ngoặc nhọn mở và đóng không khớp")
	}
	return l.text(path, s, false)
}

// offices checks the offices of a file.
func (l *loader) offices(raw *rawFile, p *Programme) {
	for i, r := range raw.Offices {
		path := fmt.Sprintf("office[%d]", i)
		o := Office{
			ID: l.id(path, r.ID), Title: l.text(path+".title", r.Title, true), Tasks: l.text(path+".tasks", r.Tasks, false),
			Receives: l.text(path+".receives", r.Receives, false), Role: store.Role(r.Role), Field: l.text(path+".field", r.Field, false),
		}
		if o.Role != "" && !o.Role.Valid() {
			l.at(path+".role", "ghi \"province\", \"officer\" hoặc \"advisor\", hoặc bỏ dòng này", "vai trò %q không có trong quy định", r.Role)
		}
		if o.Field != "" && !slices.ContainsFunc(p.Models, func(m Model) bool { return m.Field == o.Field }) {
			l.at(path+".field", "ghi đúng lĩnh vực như ở các mô hình [[model]]", "không mô hình nào thuộc lĩnh vực %q", r.Field)
		}
		p.Offices = append(p.Offices, o)
	}
}

// asked checks who receives what a deadline asks for, and by what it is kept.
func (l *loader) asked(path string, r rawDeadline, d *Deadline) {
	d.To, d.Asks, d.Report, d.Period = l.text(path+".to", r.To, false), Asks(r.Asks), r.Report, r.Period
	switch d.Asks {
	case "", AsksReport, AsksSelection, AsksReplication:
	default:
		l.at(path+".asks", "ghi \"report\", \"selection\" hoặc \"replication\", hoặc bỏ dòng này", "nội dung %q không có trong quy định", r.Asks)
	}
	if (d.Asks == AsksReport) != (d.Report != "") {
		l.at(path+".report", "ghi report = mẫu báo cáo cùng asks = \"report\", hoặc bỏ cả hai", "thời hạn %q phải có cả asks và report", r.ID)
	}
	if d.Report != "" && !idForm.MatchString(d.Report) {
		l.at(path+".report", "dùng chữ không dấu, số, gạch ngang, gạch dưới", "mẫu báo cáo %q không dùng được", r.Report)
	}
	if d.Period != "" && (d.Asks != AsksReport || d.Period != "H1" && d.Period != "H2" && d.Period != anyPeriod) {
		l.at(path+".period", "ghi \"H1\" hoặc \"H2\" cho báo cáo 6 tháng, \"any\" cho báo cáo một lần, bỏ dòng này cho báo cáo năm", "kỳ báo cáo %q không dùng được", r.Period)
	}
}

// anyPeriod is the period of a report that is made once, of whatever period.
const anyPeriod = "any"

// ReportPeriod returns the period of the report that d asks for in a year:
// "2024", or "2024-H1"; "" if one of any period keeps it.
func (d Deadline) ReportPeriod(year int) string {
	switch d.Period {
	case "":
		return strconv.Itoa(year)
	case anyPeriod:
		return ""
	}
	return strconv.Itoa(year) + "-" + d.Period
}
