package main

import (
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

func paperCommand() command {
	return command{
		name: "paper", args: "LETTERS",
		about: [2]string{"tra mã ở chân trang bản in: còn đúng hay đã thay đổi gì", "looks up the code of a paper: still so, or what changed since"},
		more: [2]string{
			"MÃ_BẢN_IN  16 chữ ở chân trang; dấu cách, gạch ngang, chữ thường không quan trọng\n\nMã bao gồm nội dung của hồ sơ. Phần lấy từ hồ sơ khác khi in (kết quả thực hiện kiến nghị trước, tên đơn vị)\nkhông nằm trong mã.",
			"LETTERS  the 16 letters at the foot of the page; spaces, dashes and small letters do not matter\n\nThe code covers what the record says. What was printed beside it from other records (what became of\nearlier recommendations, names of units) is not in it.",
		},
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				if len(args) == 0 {
					return usage("lệnh paper cần mã bản in", "ví dụ: coopfield paper ABCD-EFGH-IJKL-MNOP")
				}
				typed := ""
				for _, a := range args {
					typed += a // typed in groups
				}
				return e.withDesk(func(d *desk.Desk) error {
					c, err := d.CheckPaper(e.ctx, typed)
					if err != nil {
						return err
					}
					if e.json {
						return e.writeJSON(jsonPaper(c))
					}
					e.writePaperCheck(c)
					return nil
				})
			}
		},
	}
}

// jsonPaper is what paper --json writes.
func jsonPaper(c *desk.PaperCheck) any {
	since := []string{}
	for _, r := range c.Since {
		since = append(since, r.Rev.String())
	}
	return struct {
		Code     string        `json:"code"`
		Kind     store.Kind    `json:"kind"`
		ID       string        `json:"id"`
		Rev      store.Hash    `json:"rev"`
		Same     bool          `json:"same"`
		Newest   bool          `json:"newest"`
		State    store.State   `json:"state"`
		Now      store.State   `json:"now"`
		Accepted bool          `json:"accepted"`
		Returned bool          `json:"returned"`
		Conflict bool          `json:"conflict"`
		Verdict  store.Verdict `json:"verdict"`
		Since    []string      `json:"since"`
		Changes  []desk.Change `json:"changes"`
	}{
		c.Code, c.Kind, c.ID, c.Rev, c.Same, c.Newest, c.State, c.Now, c.Accepted, c.Returned, c.Conflict, c.Verdict, since,
		append([]desk.Change{}, c.Changes...),
	}
}

// writePaperCheck tells a person what a paper is worth today.
func (e *env) writePaperCheck(c *desk.PaperCheck) {
	fmt.Fprintf(e.stdout, "%s\n", vi.Clean(c.Title, false))
	for _, l := range paperLines(c, e.line) {
		fmt.Fprintf(e.stdout, "  %s\n", l)
	}
}

// paperLines is what a check comes to: the revision that was printed, whether it
// still stands, and what came after it. say picks the language.
func paperLines(c *desk.PaperCheck, say func([2]string) string) []string {
	lines := []string{
		fmt.Sprintf("%s: %s, %s, %s", say([2]string{"bản in", "printed"}), opWord(c.OpKind), vi.Clean(c.Actor, false), localTime(c.At)),
		say(paperVerdict(c)),
	}
	for _, r := range c.Since {
		lines = append(lines, fmt.Sprintf("+ %s  %s  %s", localTime(r.At), opWord(r.OpKind), vi.Clean(r.Actor, false)))
		if r.Why != "" {
			lines = append(lines, fmt.Sprintf("    %s: %s", say([2]string{"lý do", "reason"}), vi.Clean(r.Why, false)))
		}
	}
	for _, x := range byItem(c.Changes) {
		lines = append(lines, fmt.Sprintf("  %s: %s → %s", vi.Clean(fieldName(x), false), orDash(vi.Clean(x.Was, false)), orDash(vi.Clean(x.Is, false))))
	}
	return lines
}

// paperVerdict is what a check comes to in one sentence.
func paperVerdict(c *desk.PaperCheck) [2]string {
	switch {
	case c.Verdict != store.Counted:
		return [2]string{"! bản này không được tính ở đây: " + vi.Clean(c.Note, false), "! this revision does not count here: " + vi.Clean(c.Note, false)}
	case c.Gone:
		return [2]string{"! hồ sơ này không còn bản nào được tính", "! nothing of this record counts any more"}
	case c.SameAs != "":
		return [2]string{"! hồ sơ này trùng với hồ sơ " + c.SameAs + ", là hồ sơ được giữ", "! this record is a duplicate of " + c.SameAs + ", which is kept"}
	case c.Conflict:
		return [2]string{"! hồ sơ đang lệch số liệu, chờ quyết định", "! revisions of the record disagree and wait for a decision"}
	case c.Now == store.Void:
		return [2]string{"! hồ sơ đã hủy sau bản in", "! the record was voided since"}
	case c.Same && c.Newest:
		return [2]string{"✓ bản in là bản đang có hiệu lực, chưa có thay đổi nào", "✓ the paper is the revision that counts; nothing came after it"}
	case c.Same:
		return [2]string{"✓ nội dung vẫn như bản in; sau đó có:", "✓ the record still says what the paper says; since then:"}
	case c.Returned:
		return [2]string{"! hồ sơ đã bị trả lại sau bản in:", "! the record was given back since:"}
	}
	return [2]string{"! hồ sơ đã thay đổi sau bản in:", "! the record changed since:"}
}
