package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

func pilotsCommand() command {
	return command{
		name: "pilots", args: "[PROGRAMME] [--unit UNIT] [--mine] [--agriculture]",
		about: [2]string{
			"hợp tác xã thí điểm: điểm so với ban đầu, kinh phí, và còn thiếu gì để kết thúc giai đoạn 2",
			"the pilots: points against the baseline, money, and what each still lacks to leave stage 2",
		},
		more: [2]string{
			`CHƯƠNG_TRÌNH     mã chương trình; bỏ trống khi máy chỉ có một chương trình
--unit ĐƠN_VỊ    chỉ các hợp tác xã của đơn vị này
--mine           chỉ các hợp tác xã do máy này phụ trách
--agriculture    chỉ các mô hình nông nghiệp (Kế hoạch 1185/KH-UBND, VII.2)

Thí điểm là hợp tác xã có hồ sơ đăng ký được tỉnh chọn (province_decision.result là chosen). Điểm là của bảng đánh giá mới nhất
sau bảng đã chốt làm điểm ban đầu, cả bảng đang gõ, theo cột điểm của chương trình. Điều kiện kết thúc (VI.2.a): tổng điểm đạt mức
của chương trình và từng tiêu chí mà kế hoạch hoàn thiện nêu không thấp hơn ban đầu; tiêu chí khác chỉ để xem.
Dấu của tiêu chí: = giữ hoặc tăng, x thấp hơn ban đầu, ? chưa so được; tiêu chí kế hoạch nêu đứng trong ngoặc.
--json: mỗi hợp tác xã một dòng; lacks là những điều còn thiếu, exit.criteria là từng tiêu chí với was, now, target, named, state.
Mã thoát 0 cả khi còn thiếu.`,
			`PROGRAMME        id of the programme; may be left out while there is one
--unit UNIT      only cooperatives of this unit
--mine           only cooperatives that are this office's work
--agriculture    only agricultural models (Kế hoạch 1185/KH-UBND, VII.2)

A pilot is a cooperative whose application the province chose (province_decision.result is chosen). Points are those of the
newest sheet after the frozen one, also while it is typed, in the programme's column. The exit rule (VI.2.a): the total reaches
the programme's score, and no criterion that the completion plan names is below its baseline; the others are information.
Signs of criteria: = kept or risen, x below the baseline, ? not comparable; those that the plan names stand in brackets.
--json: one pilot a line; lacks is what is missing, exit.criteria each criterion with was, now, target, named, state.
The exit code is 0 whatever is missing.`,
		},
		setup: func(e *env) func([]string) error {
			unit := e.fs.String("unit", "", "")
			mine := e.fs.Bool("mine", false, "")
			agriculture := e.fs.Bool("agriculture", false, "")
			return func(args []string) error {
				if len(args) > 1 {
					return usage("lệnh pilots nhận nhiều nhất một CHƯƠNG_TRÌNH", "ví dụ: coopfield pilots kh1185")
				}
				q := desk.PilotQuery{Programme: strings.Join(args, ""), Unit: *unit, Mine: *mine, Agricultural: *agriculture}
				return e.withDesk(func(d *desk.Desk) error {
					b, err := d.Pilots(e.ctx, q)
					if err != nil {
						return err
					}
					return e.pilots(b)
				})
			}
		},
	}
}

type (
	jsonPilotCriterion struct {
		ID     string          `json:"id"`
		Named  bool            `json:"named"`
		Was    *json.Number    `json:"was"`
		Now    *json.Number    `json:"now"`
		Target *json.Number    `json:"target"`
		State  programme.State `json:"state"`
		Cause  string          `json:"cause,omitempty"`
	}
	jsonExit struct {
		Assessment string               `json:"assessment"`
		Period     string               `json:"period"`
		Occasion   string               `json:"occasion"`
		Status     string               `json:"status"`
		Typing     bool                 `json:"typing"`
		State      programme.State      `json:"state"`
		Total      *json.Number         `json:"total"`
		TotalMet   programme.State      `json:"total_met"`
		ExitScore  json.Number          `json:"exit_score"`
		Criteria   []jsonPilotCriterion `json:"criteria"`
	}
	jsonBaseline struct {
		Assessment string       `json:"assessment"`
		Revision   string       `json:"revision"`
		Period     string       `json:"period"`
		Total      *json.Number `json:"total"`
		Lost       bool         `json:"lost"`
	}
	jsonPilot struct {
		Cooperative    string        `json:"cooperative"`
		Name           string        `json:"name"`
		ReportingUnit  string        `json:"reporting_unit"`
		Programme      string        `json:"programme"`
		Registration   string        `json:"registration"`
		ChosenOn       string        `json:"chosen_on"`
		Model          string        `json:"model"`
		Agricultural   bool          `json:"agricultural"`
		Stage          string        `json:"stage"`
		Plan           string        `json:"plan"`
		PlanStatus     string        `json:"plan_status"`
		ApprovedNo     string        `json:"approved_no"`
		ApprovedOn     string        `json:"approved_on"`
		Baseline       *jsonBaseline `json:"baseline"`
		Exit           *jsonExit     `json:"exit"`
		Planned        int64         `json:"planned"`
		Spent          int64         `json:"spent"`
		Supported      int64         `json:"supported"`
		Actions        int           `json:"actions"`
		ActionsDone    int           `json:"actions_done"`
		ActionsOverdue int           `json:"actions_overdue"`
		Open           int           `json:"open"`
		Obstacles      int           `json:"obstacles"`
		Conflict       bool          `json:"conflict"`
		Lacks          []string      `json:"lacks"`
	}
)

func pointsJSON(p *scheme.Points) *json.Number {
	if p == nil {
		return nil
	}
	n := json.Number(p.String())
	return &n
}

func pilotJSON(id string, p *desk.Pilot) jsonPilot {
	j := jsonPilot{
		Cooperative: p.Cooperative, Name: p.Name, ReportingUnit: p.Unit, Programme: id, Registration: p.Registration, ChosenOn: p.ChosenOn,
		Model: p.Model, Agricultural: p.Agricultural, Stage: p.Stage, Plan: p.Plan, PlanStatus: p.PlanStatus, ApprovedNo: p.ApprovedNo,
		ApprovedOn: p.ApprovedOn, Planned: p.Planned, Spent: p.Spent, Supported: p.Supported, Actions: p.Actions, ActionsDone: p.ActionsDone,
		ActionsOverdue: p.ActionsOverdue, Open: p.OpenItems, Obstacles: p.ObstaclesN, Conflict: p.Conflict, Lacks: append([]string{}, p.Lacks...),
	}
	if b := p.Baseline; b != nil {
		j.Baseline = &jsonBaseline{b.Assessment, b.Revision, b.Period, pointsJSON(b.Total), b.Lost}
	}
	s := p.Latest
	if s == nil || s.Exit == nil {
		return j
	}
	x := s.Exit
	j.Exit = &jsonExit{
		Assessment: s.Assessment, Period: s.Period, Occasion: s.Occasion, Status: string(s.State), Typing: s.Typing, State: x.State,
		Total: pointsJSON(x.Total), TotalMet: x.TotalMet, ExitScore: json.Number(x.ExitScore.String()), Criteria: []jsonPilotCriterion{},
	}
	for _, c := range x.Criteria {
		j.Exit.Criteria = append(j.Exit.Criteria, jsonPilotCriterion{
			c.ID, c.Named, pointsJSON(c.Was), pointsJSON(c.Now), pointsJSON(c.Target), c.State, c.Cause,
		})
	}
	return j
}

// pilots writes the board: for people on stdout, or one pilot a line for
// programs and the sums alone on stderr.
func (e *env) pilots(b *desk.PilotBoard) error {
	w := e.stdout
	if e.json {
		w = e.stderr
	}
	fmt.Fprintf(w, "%s (%s)\n%d hợp tác xã thí điểm, cần ít nhất %d; %d đủ điều kiện kết thúc giai đoạn 2\n",
		b.Programme.Title, b.Programme.ID, len(b.Rows), b.Programme.PilotsMin, b.Ready)
	for i := range b.Rows {
		if !e.json {
			writePilot(e.stdout, b.Programme, &b.Rows[i])
			continue
		}
		if err := e.writeJSON(pilotJSON(b.Programme.ID, &b.Rows[i])); err != nil {
			return err
		}
	}
	return nil
}

// planWords are the statuses of a plan in a sentence.
var planWords = map[string]string{
	desk.PlanDrafted: "đang lập", desk.PlanReviewed: "đã thẩm định", desk.PlanApproved: "đã phê duyệt", desk.PlanAdjusted: "đã điều chỉnh",
	desk.PlanClosed: "đã kết thúc",
}

func writePilot(w io.Writer, p *programme.Programme, one *desk.Pilot) {
	fmt.Fprintf(w, "\n%s\n  %s · %s\n", one.Name, one.UnitName, one.Cooperative)
	line := "chưa có kế hoạch"
	if one.Plan != "" {
		line = "kế hoạch"
		if s := planWords[one.PlanStatus]; s != "" {
			line += " " + s
		}
		if one.ApprovedNo != "" {
			line += " (số " + one.ApprovedNo + ")"
		}
		line += fmt.Sprintf(" · việc %d/%d", one.ActionsDone, one.Actions)
		if one.ActionsOverdue > 0 {
			line += fmt.Sprintf(", quá hạn %d", one.ActionsOverdue)
		}
	}
	if s, ok := p.Stage(one.Stage); ok {
		line += " · " + s.Title
	}
	fmt.Fprintf(w, "  %s\n", line)
	if one.Planned != 0 || one.Spent != 0 || one.Supported != 0 {
		fmt.Fprintf(w, "  kinh phí %s, đã chi %s; đã hỗ trợ %s\n", vi.FormatMoney(one.Planned), vi.FormatMoney(one.Spent), vi.FormatMoney(one.Supported))
	}
	writePilotSheet(w, one)
	if len(one.Lacks) == 0 {
		fmt.Fprintln(w, "  đủ điều kiện kết thúc giai đoạn 2")
		return
	}
	fmt.Fprintln(w, "  còn thiếu:")
	for _, l := range one.Lacks {
		fmt.Fprintf(w, "    - %s\n", l)
	}
}

func writePilotSheet(w io.Writer, one *desk.Pilot) {
	if one.Latest == nil || one.Latest.Exit == nil {
		return
	}
	x := one.Latest.Exit
	total, was := "chưa đủ", "chưa rõ"
	if x.Total != nil {
		total = x.Total.Spoken()
	}
	if one.Baseline != nil && one.Baseline.Total != nil {
		was = one.Baseline.Total.Spoken()
	}
	fmt.Fprintf(w, "  kỳ %s: tổng %s, ban đầu %s, mức %s\n ", one.Latest.Period, total, was, x.ExitScore.Spoken())
	for _, c := range x.Criteria {
		sign := "="
		switch {
		case c.Was == nil || c.Now == nil:
			sign = "?"
		case c.Fell():
			sign = "x"
		}
		if word := c.ID + sign; c.Named {
			fmt.Fprintf(w, " [%s]", word)
		} else {
			fmt.Fprintf(w, " %s", word)
		}
	}
	fmt.Fprintln(w)
}
