package desk

import (
	"context"
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/vi"
)

// Who decides on an application.
const (
	DistrictDecides = "district" // the reporting unit's decision (VI.1.c)
	ProvinceDecides = "province"
)

// Decide writes one decision, of the reporting unit or of the province, into
// several applications for a programme, all or none. What is typed of them is
// saved with it. A decision with the empty result is taken back.
//
// Errors: Usage for another by; NotFound for an application or the programme;
// Invalid, detail "result", "on", or "programme" for one of another programme;
// Invalid, detail "note", if one is chosen that is not found eligible and no
// reason is given: that is not forbidden, but somebody has to answer for it;
// Conflict, detail "open-case", while its revisions disagree; Denied: an officer
// decides for the own unit, the province for all and alone as the province.
//
// Source: Kế hoạch 1185/KH-UBND, VI.1.c.
func (d *Desk) Decide(ctx context.Context, programmeID string, ids []string, by string, set DecisionSet) error {
	field := by + "_decision"
	if by != DistrictDecides && by != ProvinceDecides {
		return &store.Error{Code: store.Usage, Message: fmt.Sprintf("không rõ cấp quyết định %q", by), Hint: "ghi district hoặc province"}
	}
	if err := set.check(d.today()); err != nil {
		return kept(err)
	}
	err := d.update(ctx, func(w *work) error {
		p, err := w.cat.programmeNamed(programmeID)
		if err != nil {
			return err
		}
		var doubtful []string
		for _, id := range ids {
			c, err := w.underDecision(p, id)
			if err != nil {
				return err
			}
			if set.Result == ResultChosen && set.Note == "" && c.Eligible != programme.Met {
				doubtful = append(doubtful, c.Name+" ("+lacks(c.Outcome)+")")
				continue
			}
			r, err := w.known(store.Registration, id)
			if err != nil {
				return err
			}
			if _, err := w.patch(r, store.Doc{field: set.doc()}, r.Heads); err != nil {
				return placed(c.Name, err)
			}
		}
		if len(doubtful) > 0 {
			return &store.Error{
				Code: store.Invalid, Detail: "note", Message: "chọn hợp tác xã chưa đủ điều kiện mà chưa ghi lý do: " + strings.Join(doubtful, "; "),
				Hint: "ghi lý do vào phần ghi chú của quyết định, hoặc bỏ các hợp tác xã này ra",
			}
		}
		return nil
	})
	return kept(err)
}

// check refuses a decision that says too little, and one of a day to come.
func (s *DecisionSet) check(today string) error {
	s.No, s.Note = vi.Clean(s.No, false), vi.Clean(s.Note, true)
	switch {
	case s.Result == "":
		*s = DecisionSet{}
		return nil
	case s.Result != ResultChosen && s.Result != ResultRefused:
		return &store.Error{Code: store.Invalid, Detail: "result", Message: fmt.Sprintf("kết quả %q không có trong quy định", s.Result), Hint: "ghi chosen (được chọn) hoặc refused (không được chọn)"}
	case !vi.ValidDate(s.On):
		return &store.Error{Code: store.Invalid, Detail: "on", Message: "quyết định chưa có ngày", Hint: "ghi ngày của quyết định"}
	case s.On > today:
		return &store.Error{Code: store.Invalid, Detail: "on", Message: "ngày quyết định " + vi.FormatDate(s.On) + " sau ngày hôm nay", Hint: "kiểm tra lại ngày của quyết định"}
	}
	return nil
}

// doc is the decision as it is stored; what is empty is taken out.
func (s *DecisionSet) doc() store.Doc {
	return store.Doc{"no": orNil(s.No), "on": orNil(s.On), "result": orNil(s.Result), "note": orNil(s.Note)}
}

// underDecision opens an application to be decided on, with what was typed of it saved.
func (w *work) underDecision(p *programme.Programme, id string) (*Candidate, error) {
	if err := w.commitDraft(store.Registration, id); err != nil {
		return nil, err
	}
	r, err := w.known(store.Registration, id)
	if err != nil {
		return nil, err
	}
	c, err := w.candidate(p, id, r.Doc, r)
	if err != nil {
		return nil, err
	}
	if r.Doc.Text("programme") != p.ID {
		return nil, &store.Error{
			Code: store.Invalid, Detail: "programme", Message: "hồ sơ đăng ký của " + c.Name + " thuộc chương trình " + r.Doc.Text("programme"),
			Hint: "chọn các hồ sơ của một chương trình",
		}
	}
	return c, nil
}

// lacks says in short why an application is not found eligible.
func lacks(o *programme.Outcome) string {
	var unmet, open []string
	for _, f := range o.Conditions {
		switch f.State {
		case programme.NotMet:
			unmet = append(unmet, brief(f.Title))
		case programme.Unknown:
			open = append(open, brief(f.Title))
		}
	}
	var out []string
	if len(unmet) > 0 {
		out = append(out, "chưa đạt: "+strings.Join(unmet, ", "))
	}
	if len(open) > 0 {
		out = append(out, "chưa rõ: "+strings.Join(open, ", "))
	}
	return strings.Join(out, "; ")
}

// SentToMinistry writes on which day applications were sent to the ministry, all
// or none; "" takes it back. Province only.
//
// Errors: NotFound; Invalid, detail "on" for no day or one to come, "not-chosen"
// for one that the province did not choose; Denied for others.
//
// Source: Kế hoạch 1185/KH-UBND, VI.1.c: the list is presented to the ministry.
func (d *Desk) SentToMinistry(ctx context.Context, ids []string, on string) error {
	if on != "" && (!vi.ValidDate(on) || on > d.today()) {
		return &store.Error{Code: store.Invalid, Detail: "on", Message: fmt.Sprintf("ngày gửi %q không đúng hoặc sau ngày hôm nay", vi.FormatDate(on)), Kept: nothingWritten, Hint: "kiểm tra lại ngày gửi"}
	}
	err := d.update(ctx, func(w *work) error {
		for _, id := range ids {
			if err := w.commitDraft(store.Registration, id); err != nil {
				return err
			}
			r, err := w.known(store.Registration, id)
			if err != nil {
				return err
			}
			name := w.coopName(r.Doc.Text("cooperative"))
			if on != "" && !isChosen(r.Doc) {
				return &store.Error{
					Code: store.Invalid, Detail: "not-chosen", Message: name + " chưa được tỉnh chọn nên không có trong danh sách gửi bộ", Hint: "ghi quyết định của tỉnh trước",
				}
			}
			if _, err := w.patch(r, store.Doc{"ministry_sent_on": orNil(on)}, r.Heads); err != nil {
				return placed(name, err)
			}
		}
		return nil
	})
	return kept(err)
}
