package main

import (
	"fmt"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/vi"
)

func deadlinesCommand() command {
	return command{
		name: "deadlines", args: "[PROGRAMME] [--on DATE] [--level L] [--ahead DAYS] [--mine]",
		about: [2]string{
			"thời hạn của chương trình và bộ tiêu chí: còn bao nhiêu ngày, ai nhận, còn chờ ai",
			"the deadlines of programmes and schemes: days left, who receives it, who is waited for",
		},
		more: [2]string{
			`CHƯƠNG_TRÌNH     mã chương trình hoặc bộ tiêu chí; bỏ trống: mọi chương trình và bộ tiêu chí
--on NGÀY        đếm từ ngày này (2024-12-15); mặc định: hôm nay
--level CẤP      cooperative (hợp tác xã), district (đơn vị báo cáo: huyện cũ, từ 1/7/2025 là xã, phường hoặc cơ quan tỉnh giao) hoặc province (tỉnh)
--ahead SỐ_NGÀY  chỉ đến bấy nhiêu ngày nữa; mặc định: hết năm sau
--mine           chỉ thời hạn của cấp mà máy này thuộc về

"Trước ngày 20/12" thì ngày cuối cùng là 19/12; "chậm nhất ngày 18/12" thì chính ngày 18 còn đúng hạn. Thời hạn đã qua còn nêu trong
31 ngày. Thời hạn mà kế hoạch không ghi ngày đứng cuối, kèm việc phải làm (Kế hoạch 1185/KH-UBND, VII.1.h, VII.6.g; Thông tư
01/2020/TT-BKHĐT, Điều 9). Máy tự biết đã xong khi có đủ bảng đánh giá, quyết định, phương án hoặc báo cáo đã chốt mà thời hạn đòi.
--json: mỗi thời hạn một dòng: on là ngày ghi trong văn bản, before cho biết là trước ngày đó, last_day là ngày cuối cùng, days là số
ngày còn lại (âm: đã qua), open/all là số còn chờ trên tổng số, done là đã xong.`,
			`PROGRAMME      id of a programme or scheme; left out: all of them
--on DATE      counts from this day (2024-12-15); default: today
--level L      cooperative, district (a reporting unit: the district of old, since 1 July 2025 a commune or whoever the province says) or province
--ahead DAYS   only up to so many days from then; default: to the end of the next year
--mine         only those of the level that this program stands at

"Before 20 December" is kept up to the 19th; "by 18 December" up to the 18th itself. One that has passed is shown for 31 days more.
Those for which the plan names no day come last, with what is to be done (Kế hoạch 1185/KH-UBND, VII.1.h, VII.6.g; Thông tư
01/2020/TT-BKHĐT, Điều 9). One is done when the sheets, decisions, proposals or the finalised report that it asks for are held.
--json: one a line: on is the day as it is written, before says that it is before that day, last_day the last day on which it is
kept, days those left (negative: passed), open/all how many are waited for, done that nobody is.`,
		},
		setup: func(e *env) func([]string) error {
			on := e.fs.String("on", "", "")
			level := e.fs.String("level", "", "")
			ahead := e.fs.Int("ahead", 0, "")
			mine := e.fs.Bool("mine", false, "")
			return func(args []string) error {
				if len(args) > 1 {
					return usage("lệnh deadlines nhận nhiều nhất một CHƯƠNG_TRÌNH", "ví dụ: coopfield deadlines kh1185 --on 2024-12-15")
				}
				if *ahead < 0 {
					return usage("--ahead là số ngày từ 1 trở lên", "ví dụ: --ahead 30")
				}
				q := desk.DeadlineQuery{Programme: strings.Join(args, ""), On: *on, Level: *level, Ahead: *ahead, Mine: *mine}
				return e.withDesk(func(d *desk.Desk) error {
					lines, err := d.Deadlines(e.ctx, q)
					if err != nil {
						return err
					}
					return e.deadlines(lines)
				})
			}
		},
	}
}

type jsonDeadline struct {
	Programme string `json:"programme"`
	ID        string `json:"id"`
	Title     string `json:"title"`
	Level     string `json:"level"`
	To        string `json:"to"`
	Year      int    `json:"year,omitempty"`
	On        string `json:"on"`
	Before    bool   `json:"before"`
	LastDay   string `json:"last_day"`
	Days      *int   `json:"days"` // null without a day
	Todo      string `json:"todo,omitempty"`
	Open      int    `json:"open"`
	All       int    `json:"all"`
	Done      bool   `json:"done"`
}

func (e *env) deadlines(lines []desk.DeadlineLine) error {
	for i := range lines {
		l := &lines[i]
		if !e.json {
			fmt.Fprintln(e.stdout, deadlineWords(l))
			continue
		}
		j := jsonDeadline{
			Programme: l.Programme, ID: l.Deadline.ID, Title: l.Deadline.Title, Level: l.Level, To: l.To, Year: l.Year, On: l.On,
			Before: l.Deadline.Before, LastDay: l.LastDay, Todo: l.Deadline.Todo, Open: l.Open, All: l.All, Done: l.Done,
		}
		if l.On != "" {
			j.Days = &l.Days
		}
		if err := e.writeJSON(j); err != nil {
			return err
		}
	}
	if len(lines) == 0 && !e.json {
		fmt.Fprintln(e.stdout, "không có thời hạn nào")
	}
	return nil
}

var levelWords = map[string]string{"cooperative": "hợp tác xã", "district": "đơn vị báo cáo", "province": "tỉnh"}

func deadlineWords(l *desk.DeadlineLine) string {
	day := "chưa rõ ngày: " + l.Deadline.Todo
	if l.On != "" {
		day = vi.FormatDate(l.LastDay) + " (" + daysWords(l.Days) + ")"
		if l.Deadline.Before {
			day += ", trước ngày " + vi.FormatDate(l.On)
		}
	}
	who := levelWords[l.Level]
	if l.To != "" {
		who += " → " + l.To
	}
	state := ""
	switch {
	case l.Done:
		state = " · đã xong"
	case l.All > 0:
		state = fmt.Sprintf(" · còn chờ %d/%d", l.Open, l.All)
	}
	return fmt.Sprintf("%s\n    %s\n    %s · %s%s", day, l.Deadline.Title, l.Programme, who, state)
}

func daysWords(n int) string {
	switch {
	case n < 0:
		return fmt.Sprintf("quá %d ngày", -n)
	case n == 0:
		return "hôm nay là ngày cuối"
	}
	return fmt.Sprintf("còn %d ngày", n)
}
