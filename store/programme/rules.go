package programme

import (
	"fmt"
	"regexp"
	"time"

	"github.com/pelletier/go-toml/v2"

	"coopfield/store/scheme"
	"coopfield/store/tomlines"
)

var (
	idForm   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	unitForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
)

const maxText = 1000 // letters of a title

// programme checks raw and fills p from it.
func (l *loader) programme(raw *rawFile, p *Programme) {
	p.ID = l.id("", raw.ID)
	p.Title = l.text("title", raw.Title, true)
	p.Basis = l.text("basis", raw.Basis, true)
	if p.Revision = raw.Revision; p.Revision < 1 {
		l.at("revision", "ghi revision = 1 cho bản đầu, tăng 1 mỗi bản sau", "thiếu số bản, hoặc số bản nhỏ hơn 1")
	}
	if p.Province = raw.Province; !unitForm.MatchString(p.Province) {
		l.at("province", "ghi id của tỉnh, như \"62\"", "id của tỉnh %q không dùng được", raw.Province)
	}
	if p.Scheme = raw.Scheme; !idForm.MatchString(p.Scheme) {
		l.at("scheme", "ghi id của bộ tiêu chí, như \"tt01-2020\"", "id của bộ tiêu chí %q không dùng được", raw.Scheme)
	}
	if p.ScoreColumn = scheme.Column(raw.ScoreColumn); !p.ScoreColumn.Valid() {
		l.at("score_column", "ghi \"self\", \"checked\" hoặc \"approved\"", "cột điểm %q không có trong quy định", raw.ScoreColumn)
	}
	l.thresholds(raw, p)
	l.stages(raw, p)
	l.objectives(raw, p)
	for i, c := range raw.Conditions {
		path := fmt.Sprintf("condition[%d]", i)
		p.Conditions = append(p.Conditions, Condition{
			ID: l.id(path, c.ID), Title: l.text(path+".title", c.Title, true), Check: l.check(path+".check", c.Check),
		})
	}
	l.priorities(raw, p)
	p.Dossier = l.entries("dossier", raw.Dossier)
	for i, m := range raw.Models {
		path := fmt.Sprintf("model[%d]", i)
		p.Models = append(p.Models, Model{
			ID: l.id(path, m.ID), Title: l.text(path+".title", m.Title, true), Field: l.text(path+".field", m.Field, true),
		})
	}
	p.Funding = l.entries("funding", raw.Funding)
	p.LegalBases = l.entries("legal_basis", raw.LegalBases)
	p.Actions = l.entries("action", raw.Actions)
	p.Supports = l.entries("support", raw.Supports)
	l.offices(raw, p)
	l.deadlines(raw, p)
	if p.ClosingReport = raw.Closing; p.ClosingReport != "" && !idForm.MatchString(p.ClosingReport) {
		l.at("closing_report", "dùng chữ không dấu, số, gạch ngang, gạch dưới", "mẫu báo cáo %q không dùng được", p.ClosingReport)
	}
	l.tieBreaks(raw, p)
}

func (l *loader) thresholds(raw *rawFile, p *Programme) {
	p.EntryScore, p.ExitScore = l.points("entry_score", raw.EntryScore), l.points("exit_score", raw.ExitScore)
	p.EntryYear, p.ProfitYears, p.PilotsMin, p.KeepBaseline = raw.EntryYear, raw.ProfitYears, raw.PilotsMin, raw.KeepBaseline
	if p.ExitScore < p.EntryScore {
		l.at("exit_score", "sửa entry_score hoặc exit_score", "điểm kết thúc %s thấp hơn điểm đăng ký %s", p.ExitScore, p.EntryScore)
	}
	if p.EntryYear < 1990 || p.EntryYear > 2200 {
		l.at("entry_year", "ghi năm của bản đánh giá kèm hồ sơ, như 2020", "năm đánh giá %d không hợp lý", p.EntryYear)
	}
	if p.ProfitYears < 0 || p.ProfitYears > 20 {
		l.at("profit_years", "ghi số năm từ 0 đến 20", "số năm có lãi %d không hợp lý", p.ProfitYears)
	}
	if p.PilotsMin < 0 || p.PilotsMin > 10_000 {
		l.at("pilots_min", "ghi số hợp tác xã thí điểm tối thiểu", "số hợp tác xã thí điểm %d không hợp lý", p.PilotsMin)
	}
}

func (l *loader) stages(raw *rawFile, p *Programme) {
	if len(raw.Stages) == 0 {
		l.at("stage", "thêm các giai đoạn [[stage]]", "chương trình không có giai đoạn nào")
	}
	last := ""
	for i, r := range raw.Stages {
		path := fmt.Sprintf("stage[%d]", i)
		s := Stage{
			ID: l.id(path, r.ID), Title: l.text(path+".title", r.Title, true), After: Event(r.After),
			From: l.date(path+".from", r.From), To: l.date(path+".to", r.To), Latest: l.date(path+".latest", r.Latest),
		}
		switch {
		case s.After != "" && s.After != DistrictDecision && s.After != ProvinceDecision:
			l.at(path+".after", "ghi \"district_decision\" hoặc \"province_decision\"", "sự kiện %q không có trong quy định", r.After)
		case (s.From == "") == (s.After == ""):
			l.at(path, "ghi from = ngày, hoặc after = sự kiện", "giai đoạn %q phải có đúng một trong hai: ngày đầu hoặc sự kiện", s.ID)
		}
		switch {
		case s.To == "":
			l.at(path, "thêm dòng to = ngày", "giai đoạn %q thiếu ngày cuối", s.ID)
		case s.To < s.From:
			l.at(path+".to", "sửa from hoặc to", "giai đoạn %q kết thúc trước khi bắt đầu", s.ID)
		case s.To < last || s.From != "" && s.From <= last:
			l.at(path, "xếp các giai đoạn theo thời gian, không chồng nhau", "giai đoạn %q không nối sau giai đoạn trước", s.ID)
		case s.Latest != "" && s.Latest < s.To:
			l.at(path+".latest", "ghi ngày muộn hơn to", "ngày muộn nhất của giai đoạn %q đứng trước ngày cuối", s.ID)
		}
		last = s.To
		p.Stages = append(p.Stages, s)
	}
}

func (l *loader) priorities(raw *rawFile, p *Programme) {
	for i, r := range raw.Priorities {
		path := fmt.Sprintf("priority[%d]", i)
		if r.Any != (len(r.Grounds) > 0) {
			l.at(path, "ghi any = true cùng các [[priority.ground]], hoặc bỏ cả hai", "ưu tiên %q phải có cả any và các căn cứ", r.ID)
		}
		if r.Check != "" && r.Any {
			l.at(path+".check", "bỏ check hoặc bỏ các căn cứ", "ưu tiên %q vừa có biểu thức vừa có căn cứ", r.ID)
		}
		p.Priorities = append(p.Priorities, Priority{
			ID: l.id(path, r.ID), Title: l.text(path+".title", r.Title, true),
			Check: l.check(path+".check", r.Check), Grounds: l.entries(path+".ground", r.Grounds),
		})
	}
	l.groundIDs(p)
}

func (l *loader) deadlines(raw *rawFile, p *Programme) {
	for i, r := range raw.Deadlines {
		path := fmt.Sprintf("deadline[%d]", i)
		d := Deadline{
			ID: l.id(path, r.ID), Title: l.text(path+".title", r.Title, true), Level: r.Level, Due: r.Due,
			On: l.date(path+".on", r.On), Before: r.Before, Todo: l.text(path+".todo", r.Todo, false),
		}
		l.asked(path, r, &d)
		switch d.Level {
		case "cooperative", "district", "province":
		default:
			l.at(path+".level", "ghi \"cooperative\", \"district\" hoặc \"province\"", "cấp %q không có trong quy định", d.Level)
		}
		if _, err := time.Parse("01-02", d.Due); err != nil && d.Due != "" {
			l.at(path+".due", "ghi tháng-ngày, như \"06-30\"", "thời hạn %q không phải là ngày", d.Due)
		}
		given := 0
		for _, v := range []string{d.Due, d.On, d.Todo} {
			if v != "" {
				given++
			}
		}
		if given != 1 {
			l.at(path, "ghi đúng một trong ba: due (hằng năm), on (một lần), todo (chưa rõ ngày)", "thời hạn %q không rõ ngày", d.ID)
		}
		if d.Before && d.Todo != "" {
			l.at(path+".before", "bỏ dòng before", "thời hạn %q chưa rõ ngày nên không thể là trước ngày", d.ID)
		}
		p.Deadlines = append(p.Deadlines, d)
	}
}

func (l *loader) entries(list string, raw []rawEntry) []Entry {
	var entries []Entry
	for i, r := range raw {
		path := fmt.Sprintf("%s[%d]", list, i)
		entries = append(entries, Entry{ID: l.id(path, r.ID), Title: l.text(path+".title", r.Title, true)})
	}
	return entries
}

// id checks the id of the table at path and that its list has it once.
func (l *loader) id(path, id string) string {
	at := "id"
	if path != "" {
		at = path + ".id"
	}
	if !idForm.MatchString(id) {
		l.at(at, "dùng chữ không dấu, số, gạch ngang, gạch dưới, tối đa 64 ký tự", "id %q không dùng được", id)
		return id
	}
	list := path
	for list != "" && list[len(list)-1] != '[' {
		list = list[:len(list)-1]
	}
	if line, dup := l.seen[list+id]; dup {
		l.at(at, "đặt id khác", "id %q đã có ở dòng %d", id, line)
		return id
	}
	l.seen[list+id] = l.lines.At(at)
	return id
}

func (l *loader) text(path, s string, required bool) string {
	if message, hint := tomlines.Text(path, s, required, maxText); message != "" {
		l.at(path, hint, "%s", message)
	}
	return s
}

func (l *loader) points(path string, raw rawPoints) scheme.Points {
	const most = scheme.Points(1_000_00)
	p, err := scheme.ParsePoints(string(raw))
	if err != nil || p < 0 || p > most {
		l.at(path, "ghi số điểm trong thang điểm của bộ tiêu chí, nhiều nhất hai chữ số thập phân", "điểm %q không phải là số từ 0 đến %s", string(raw), most)
		return 0
	}
	return p
}

func (l *loader) date(path string, raw rawDate) string {
	if raw == nil {
		return ""
	}
	d, ok := raw.(toml.LocalDate)
	if s := d.String(); ok && s >= "1900" && s < "2200" {
		return s
	}
	l.at(path, "ghi ngày như 2025-06-30, không có ngoặc kép", "%v không phải là ngày hợp lý", raw)
	return ""
}

func (l *loader) check(path, src string) *Check {
	if src == "" {
		return nil
	}
	c, message, hint := compile(src)
	if c == nil {
		l.at(path, hint, "%s", message)
	}
	return c
}
