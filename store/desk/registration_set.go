package desk

import (
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/programme"
)

// Set writes one field of the application in memory and finds the outcome anew:
// "model", "submitted_on", "entry_assessment", "profit.<year>" (đồng),
// "dossier.<paper>.present", "conditions.<id>.met", "priorities.<id or ground>.met",
// their notes, the decisions, "ministry_sent_on". nil or "" removes it. What it
// returns is for [Desk.SaveFields] of kind registration. Invalid says what is
// wrong, Denied what this person may not write; then nothing changed.
func (v *RegistrationView) Set(p store.Path, value any) ([]Edit, error) {
	field, rest, _ := strings.Cut(p, ".")
	if why := v.May[field]; why != "" {
		return nil, denied(why, "")
	}
	if err := v.known(field, rest, value); err != nil {
		return nil, err
	}
	edits, err := setLeaf(store.Registration, store.Draft, v.Doc, p, value)
	if err != nil {
		return nil, err
	}
	delete(v.Raw, p)
	delete(v.Text, p)
	v.Typed += len(edits)
	v.build()
	return edits, nil
}

// known refuses what the programme does not have.
func (v *RegistrationView) known(field, rest string, value any) error {
	p := v.Programme
	id, _, _ := strings.Cut(rest, ".")
	fault := func(path, message, hint string) error {
		return &store.Error{Code: store.Invalid, Detail: path, Message: message, Hint: hint}
	}
	switch field {
	case "cooperative", "programme":
		return fault(field, "không đổi được hợp tác xã hoặc chương trình của hồ sơ đăng ký", "lập hồ sơ đăng ký khác")
	case "model":
		if s, _ := value.(string); s != "" {
			if _, ok := p.Model(s); !ok {
				return fault(field, fmt.Sprintf("chương trình không có mô hình %q", s), "chọn một mô hình của chương trình")
			}
		}
	case "profit":
		if _, ok := financialYear(id); !ok {
			return fault(field+"."+id, fmt.Sprintf("%q không phải là năm tài chính", id), "ghi năm bốn chữ số, như 2020")
		}
	case "dossier":
		if _, ok := p.Paper(id); !ok {
			return fault(field+"."+id, fmt.Sprintf("hồ sơ của chương trình không có giấy tờ %q", id), "")
		}
	case "conditions":
		if _, ok := p.Condition(id); !ok {
			return fault(field+"."+id, fmt.Sprintf("chương trình không có điều kiện %q", id), "")
		}
	case "priorities":
		if !hasPriority(p, id) {
			return fault(field+"."+id, fmt.Sprintf("chương trình không có ưu tiên %q", id), "")
		}
	}
	return nil
}

// hasPriority reports whether id is a priority or a ground of one.
func hasPriority(p *programme.Programme, id string) bool {
	for _, c := range p.Priorities {
		if _, ok := c.Ground(id); ok || c.ID == id {
			return true
		}
	}
	return false
}

// Warnings lists what a person should look at before the application goes on,
// none of which stands in the way of saving: what is typed and no value yet, what
// is missing, and what does not fit together.
func (v *RegistrationView) Warnings() []Gap {
	gaps := formGaps(store.Registration, v.Doc, v.Raw)
	add := func(path store.Path, format string, args ...any) {
		gaps = append(gaps, Gap{Path: path, Text: fmt.Sprintf(format, args...)})
	}
	if v.Model.ID == "" {
		add("model", "chưa chọn mô hình đăng ký")
	}
	if v.Doc.Text("submitted_on") == "" {
		add("submitted_on", "chưa ghi ngày nộp hồ sơ")
	}
	switch {
	case v.Entry.Assessment == "":
		add("entry_assessment", "chưa chọn bản đánh giá khi đăng ký")
	case !v.Entry.Counts:
		add("entry_assessment", "bản đánh giá khi đăng ký chưa tính được: %s", v.Entry.Why)
	}
	for _, y := range sortedKeys(v.Doc.Sub("profit")) {
		if _, ok := financialYear(y); !ok {
			add("profit."+y, "%q không phải là năm tài chính nên không được tính", y)
		}
	}
	for _, f := range v.Outcome.Conditions {
		if f.State == programme.Unknown {
			add("conditions."+f.ID+".met", "chưa rõ điều kiện: %s", brief(f.Title))
		}
		if f.Computed && f.Given != nil && *f.Given != (f.State == programme.Met) {
			add("conditions."+f.ID+".met", "đánh dấu khác với kết quả tính, kết quả tính được dùng: %s", brief(f.Title))
		}
	}
	v.decisionWarnings(add)
	return gaps
}

// decisionWarnings lists what does not fit about the decisions.
func (v *RegistrationView) decisionWarnings(add func(path store.Path, format string, args ...any)) {
	for _, d := range []struct {
		field, who string
		set        DecisionSet
	}{{"district_decision", "huyện", v.District}, {"province_decision", "tỉnh", v.Province}} {
		if d.set.Result == "" {
			continue
		}
		if d.set.No == "" {
			add(d.field+".no", "quyết định của %s chưa có số", d.who)
		}
		if d.set.On == "" {
			add(d.field+".on", "quyết định của %s chưa có ngày", d.who)
		}
		if d.set.Result == ResultChosen && v.Outcome.Eligible != programme.Met {
			text := d.who + " chọn khi chưa đủ điều kiện"
			if d.set.Note == "" {
				text += ", chưa ghi lý do"
			}
			add(d.field+".note", "%s", text)
		}
	}
	if v.Province.Result == ResultChosen && v.District.Result != ResultChosen {
		add("district_decision.result", "tỉnh chọn khi huyện chưa chọn")
	}
	if v.SentOn != "" && v.Province.Result != ResultChosen {
		add("ministry_sent_on", "đã ghi ngày gửi bộ khi tỉnh chưa chọn")
	}
}
