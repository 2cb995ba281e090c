package desk

import (
	"fmt"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/vi"
)

// approvalGaps lists what a plan needs before the district can approve it: what
// it starts from, what it is to improve, who does what by when and with whose
// money; of an approved one, by which decision.
//
// Source: Kế hoạch 1185/KH-UBND, VI.2.a.
func (v *PlanView) approvalGaps() []Gap {
	var gaps []Gap
	gap := func(p store.Path, item, format string, args ...any) {
		gaps = append(gaps, Gap{Path: p, Item: item, Text: fmt.Sprintf(format, args...)})
	}
	switch {
	case v.Programme == nil:
		gap("programme", "", "chương trình %s chưa có trong máy này", v.Doc.Text("programme"))
	case !v.Chosen:
		gap("cooperative", "", "tỉnh chưa chọn hợp tác xã này làm thí điểm")
	}
	if v.Doc.Text("submitted_on") == "" && v.Raw["submitted_on"] == "" {
		gap("submitted_on", "", "chưa ghi ngày hợp tác xã trình kế hoạch")
	}
	v.baselineGaps(gap)
	v.actionGaps(gap)
	if v.ActionsSum > 0 && v.Planned == 0 {
		gap("funding", "", "chưa ghi nguồn của %s đồng kinh phí các việc", vi.FormatInt(v.ActionsSum))
	}
	if !v.Held {
		return gaps
	}
	for _, f := range []struct {
		path store.Path
		text string
	}{
		{"approved_no", "chưa ghi số quyết định phê duyệt"}, {"approved_on", "chưa ghi ngày phê duyệt"}, {"approved_by", "chưa ghi cơ quan phê duyệt"},
	} {
		if v.Doc.Text(f.path) == "" && v.Raw[f.path] == "" {
			gap(f.path, "", "%s", f.text)
		}
	}
	if v.Status == PlanAdjusted && v.Doc.Text("adjust_reason") == "" {
		gap("adjust_reason", "", "chưa ghi lý do điều chỉnh")
	}
	return gaps
}

type gapFunc func(p store.Path, item, format string, args ...any)

// baselineGaps says what is missing of what the plan starts from and aims at.
func (v *PlanView) baselineGaps(gap gapFunc) {
	switch b := v.Baseline; {
	case b == nil:
		gap("baseline", "", "chưa chốt bảng đánh giá làm điểm ban đầu")
	case b.Lost:
		gap("baseline", "", "bảng đánh giá làm điểm ban đầu chưa có trong máy này")
	case b.Revision == "":
		gap("baseline", "", "chưa chốt bản nào của bảng đánh giá làm điểm ban đầu")
	}
	named := improved(v.Doc)
	if len(named) == 0 {
		gap("improve", "", "chưa nêu tiêu chí cần cải thiện")
	}
	for _, c := range v.Criteria {
		target, ok := named[c.ID]
		if !ok {
			continue
		}
		delete(named, c.ID)
		switch at := "improve." + c.ID; {
		case c.Max > 0 && target > c.Max:
			gap(at, c.ID, "tiêu chí %s: mục tiêu %s vượt điểm tối đa %s", c.ID, target.Spoken(), c.Max.Spoken())
		case c.Was != nil && target < *c.Was:
			gap(at, c.ID, "tiêu chí %s: mục tiêu %s thấp hơn ban đầu %s", c.ID, target.Spoken(), c.Was.Spoken())
		}
	}
	if v.scheme == nil {
		return
	}
	for _, id := range sortedKeys(named) {
		gap("improve."+id, id, "bộ tiêu chí không có tiêu chí %s", id)
	}
}

// actionGaps says which actions lack what is to be done, who does it or when.
func (v *PlanView) actionGaps(gap gapFunc) {
	if len(v.Actions) == 0 {
		gap("actions", "", "chưa ghi việc phải làm")
	}
	for i := range v.Actions {
		l := &v.Actions[i]
		at := "actions." + l.ID + "."
		name := brief(l.Text)
		if name == "" {
			name = fmt.Sprintf("việc thứ %d", i+1)
			gap(at+"text", l.ID, "%s: chưa ghi nội dung", name)
		}
		if l.Type == "" {
			gap(at+"type", l.ID, "%s: chưa ghi loại việc", name)
		} else if v.Programme != nil {
			if _, ok := v.Programme.Action(l.Type); !ok {
				gap(at+"type", l.ID, "%s: chương trình không có loại việc %q", name, l.Type)
			}
		}
		if l.Who == "" {
			gap(at+"who", l.ID, "%s: chưa ghi ai làm", name)
		}
		switch {
		case l.To == "":
			gap(at+"to", l.ID, "%s: chưa ghi làm xong ngày nào", name)
		case l.From != "" && l.To < l.From:
			gap(at+"to", l.ID, "%s: ngày xong %s trước ngày bắt đầu %s", name, vi.FormatDate(l.To), vi.FormatDate(l.From))
		}
	}
}

// stageLacks says what a pilot still lacks to leave the second stage: an approved
// plan, a frozen baseline, named criteria, a finalised sheet, and what the exit
// rule asks for. plan is nil without one.
//
// Source: Kế hoạch 1185/KH-UBND, VI.2.a.
func stageLacks(plan store.Doc, b *Baseline, latest *PilotSheet) []string {
	if plan == nil {
		return []string{"Chưa lập kế hoạch hoàn thiện"}
	}
	var out []string
	if !planHeld(plan) {
		out = append(out, "Kế hoạch hoàn thiện chưa được phê duyệt")
	}
	switch {
	case b == nil:
		out = append(out, "Kế hoạch chưa chốt bảng đánh giá làm điểm ban đầu")
	case b.Lost:
		out = append(out, "Bảng đánh giá làm điểm ban đầu chưa có trong máy này")
	}
	if len(plan.Sub("improve")) == 0 {
		out = append(out, "Kế hoạch chưa nêu tiêu chí cần cải thiện")
	}
	switch {
	case latest == nil:
		return append(out, "Chưa có bảng đánh giá nào sau điểm ban đầu")
	case latest.Exit == nil:
		return append(out, "Bảng đánh giá kỳ "+latest.Period+" chưa so được với điều kiện kết thúc")
	}
	if latest.Exit.State != programme.Met {
		out = append(out, latest.Exit.Lacks...)
	}
	if latest.State != store.Final {
		out = append(out, "Bảng đánh giá kỳ "+latest.Period+" chưa chốt")
	}
	return out
}
