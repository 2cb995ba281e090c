package main

import (
	"fmt"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/programme"
)

func objectivesCommand() command {
	return command{
		name: "objectives", args: "[PROGRAMME] [--on DATE]",
		about: [2]string{
			"mục tiêu của chương trình: đạt, chưa đạt hay chưa rõ, theo số liệu máy này giữ",
			"the objectives of a programme: met, not met or not known, by what this store holds",
		},
		more: objectivesHelp(),
		setup: func(e *env) func([]string) error {
			on := e.fs.String("on", "", "")
			return func(args []string) error {
				if len(args) > 1 {
					return usage("lệnh objectives nhận nhiều nhất một CHƯƠNG_TRÌNH", "ví dụ: coopfield objectives kh1185")
				}
				return e.withDesk(func(d *desk.Desk) error {
					b, err := d.Objectives(e.ctx, strings.Join(args, ""), *on)
					if err != nil {
						return err
					}
					return e.objectives(b)
				})
			}
		},
	}
}

// objectivesHelp lists the variables that an objective may name.
func objectivesHelp() [2]string {
	var vars strings.Builder
	for _, v := range programme.ObjectiveVariables() {
		fmt.Fprintf(&vars, "\n  %-20s %s", v.Name, v.Title)
	}
	return [2]string{
		`CHƯƠNG_TRÌNH   mã chương trình; bỏ trống khi máy chỉ có một chương trình
--on NGÀY      giai đoạn của chương trình vào ngày này; mặc định: hôm nay. Số liệu luôn là của hôm nay.

Mục tiêu (Kế hoạch 1185/KH-UBND, II.2) được tính bằng biểu thức check của tệp chương trình; open là biểu thức: còn đúng thì chưa kết luận
là chưa đạt. Chỉ bảng đánh giá dịp kết thúc (occasion là exit) đã chốt mới tính là đánh giá kết thúc; phương án nhân rộng tính từ khi gửi.
--json: mỗi mục tiêu một dòng: state (met, not_met, unknown), value, target, why.

Biến dùng được trong check, open, value và target của [[objective]]:` + vars.String(),
		`PROGRAMME    id of the programme; may be left out while there is one
--on DATE    the stage of the programme on this day; default: today. Figures are always those of today.

Objectives (Kế hoạch 1185/KH-UBND, II.2) are computed by check in the programme's file; while its open holds, one that is not met
is not known yet. Only a finalised sheet of the occasion exit closes a pilot; a replication plan counts once it was sent.
--json: one objective a line: state (met, not_met, unknown), value, target, why.

What check, open, value and target of an [[objective]] may name (words of the paper):` + vars.String(),
	}
}

type jsonObjective struct {
	Programme string          `json:"programme"`
	On        string          `json:"on"`
	Stage     string          `json:"stage"`
	ID        string          `json:"id"`
	Title     string          `json:"title"`
	State     programme.State `json:"state"`
	Computed  bool            `json:"computed"`
	Value     string          `json:"value"`
	Target    string          `json:"target"`
	Why       string          `json:"why"`
	Missing   []string        `json:"missing,omitempty"`
}

func (e *env) objectives(b *desk.ObjectiveBoard) error {
	if !e.json {
		stage := b.Stage.Title
		if stage == "" {
			stage = "chưa bắt đầu"
		}
		fmt.Fprintf(e.stdout, "%s (%s)\n%s\n", b.Programme.Title, b.Programme.ID, stage)
	}
	words := map[programme.State]string{programme.Met: "đạt", programme.NotMet: "chưa đạt", programme.Unknown: "chưa rõ"}
	for _, o := range b.Objectives {
		if !e.json {
			fmt.Fprintf(e.stdout, "\n%s: %s\n    %s (mục tiêu: %s)\n", words[o.State], o.Title, orDash(o.Value), orDash(o.Target))
			continue
		}
		j := jsonObjective{
			Programme: b.Programme.ID, On: b.On, Stage: b.Stage.ID, ID: o.ID, Title: o.Title, State: o.State, Computed: o.Computed,
			Value: o.Value, Target: o.Target, Why: o.Why, Missing: o.Missing,
		}
		if err := e.writeJSON(j); err != nil {
			return err
		}
	}
	return nil
}
