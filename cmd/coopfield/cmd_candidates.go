package main

import (
	"fmt"
	"math"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/vi"
)

func candidatesCommand() command {
	return command{
		name: "candidates", args: "[PROGRAMME] [--unit UNIT] [--mine]",
		about: [2]string{
			"hồ sơ đăng ký của chương trình: ai đủ điều kiện và vì sao, xếp theo ưu tiên rồi điểm",
			"the applications for a programme: who is eligible and why, by priorities, then score",
		},
		more: candidatesHelp(),
		setup: func(e *env) func([]string) error {
			unit := e.fs.String("unit", "", "")
			mine := e.fs.Bool("mine", false, "")
			return func(args []string) error {
				if len(args) > 1 {
					return usage("lệnh candidates nhận nhiều nhất một CHƯƠNG_TRÌNH", "ví dụ: coopfield candidates kh1185")
				}
				q := desk.CandidateQuery{Unit: *unit, Mine: *mine, Programme: strings.Join(args, "")}
				return e.withDesk(func(d *desk.Desk) error {
					c, err := d.Candidates(e.ctx, q)
					if err != nil {
						return err
					}
					for i := range c.Rows {
						if !e.json {
							break
						}
						if err := e.writeJSON(candidateJSON(&c.Rows[i])); err != nil {
							return err
						}
					}
					e.candidates(c)
					return nil
				})
			}
		},
	}
}

// candidatesHelp says what the ranks rest on, and what a check may name.
func candidatesHelp() [2]string {
	vars := [2]strings.Builder{}
	types := map[string][2]string{
		"number": {"số", "number"}, "text": {"chữ", "text"}, "bool": {"đúng/sai", "true/false"}, "items": {"danh sách", "list"},
	}
	for _, v := range programme.Described() {
		title := v.Title
		if v.Unit != "" {
			title += ", " + v.Unit
		}
		for i := range vars {
			fmt.Fprintf(&vars[i], "\n  %-22s %s (%s)", v.Name, title, types[v.Type][i])
		}
	}
	return [2]string{
		`CHƯƠNG_TRÌNH     mã chương trình; bỏ trống khi máy chỉ có một chương trình
--unit ĐƠN_VỊ    chỉ các hợp tác xã của đơn vị này; thứ hạng vẫn là của toàn bộ hồ sơ trên máy
--mine           chỉ các hợp tác xã do máy này phụ trách

Thứ tự: hồ sơ đủ mọi điều kiện đứng trước, theo số ưu tiên đạt, rồi điểm đánh giá khi đăng ký, rồi chỉ tiêu phân định
của chương trình ([[tie_break]]). Chương trình không quy định thì các hồ sơ bằng nhau cùng hạng (ghi dấu =), kèm số liệu để người
có thẩm quyền xem xét. Sau đó là hồ sơ chưa rõ (?), rồi hồ sơ chưa đạt (x). Điều kiện có biểu thức được tính khi đủ số liệu;
còn lại theo đánh dấu của người rà soát; chưa rõ không bao giờ tính là đạt.
--json: mỗi hồ sơ một dòng, có từng điều kiện (state: met, not_met, unknown), ưu tiên, giấy tờ, điểm, quyết định.

Biến dùng được trong check và [[tie_break]] của tệp chương trình (số liệu: năm mới nhất đến năm xét của chương trình):` + vars[0].String(),
		`PROGRAMME      id of the programme; may be left out while there is one
--unit UNIT    only cooperatives of this unit; ranks are still those of all applications held
--mine         only cooperatives that are this office's work

Order: applications that meet every condition, by priorities met, then by entry score, then by the programme's own
[[tie_break]]. Where it has none, equal ones share a rank (=), with figures for whoever decides. Behind them those that are
open (?), then those that fail (x). A condition with a check is computed where its figures are known; a person's tick
says the rest; what is unknown never counts as met.
--json: one application a line, with each condition (state: met, not_met, unknown), priority, paper, score and decision.

What check and [[tie_break]] of a programme's file may name (figures: of the newest year up to the entry year; words of the paper):` + vars[1].String(),
	}
}

type (
	jsonFinding struct {
		ID       string          `json:"id"`
		State    programme.State `json:"state"`
		Computed bool            `json:"computed"`
		Why      string          `json:"why,omitempty"`
		Missing  []string        `json:"missing,omitempty"`
		Ticked   *bool           `json:"ticked,omitempty"`
		Note     string          `json:"note,omitempty"`
		Grounds  []jsonFinding   `json:"grounds,omitempty"`
	}
	jsonDecision struct {
		No     string `json:"no"`
		On     string `json:"on"`
		Result string `json:"result"`
		Note   string `json:"note"`
	}
	jsonTie struct {
		ID      string   `json:"id"`
		Value   *float64 `json:"value"`
		Decides bool     `json:"decides"`
	}
	jsonEntry struct {
		Assessment string `json:"assessment"`
		Period     string `json:"period"`
		Column     string `json:"column"`
		Points     string `json:"points"`
		Complete   bool   `json:"complete"`
		Counts     bool   `json:"counts"`
		Why        string `json:"why"`
		Rating     string `json:"rating"`
	}
	jsonCandidate struct {
		ID            string          `json:"id"`
		Cooperative   string          `json:"cooperative"`
		Name          string          `json:"name"`
		ReportingUnit string          `json:"reporting_unit"`
		Programme     string          `json:"programme"`
		Model         string          `json:"model"`
		SubmittedOn   string          `json:"submitted_on"`
		Eligible      programme.State `json:"eligible"`
		Rank          int             `json:"rank"`
		Tied          bool            `json:"tied"`
		PrioritiesMet int             `json:"priorities_met"`
		ProfitYears   *int            `json:"profit_years"`
		Entry         jsonEntry       `json:"entry"`
		Conditions    []jsonFinding   `json:"conditions"`
		Priorities    []jsonFinding   `json:"priorities"`
		Dossier       []jsonFinding   `json:"dossier"`
		Ties          []jsonTie       `json:"ties"`
		District      jsonDecision    `json:"district_decision"`
		Province      jsonDecision    `json:"province_decision"`
		SentOn        string          `json:"ministry_sent_on"`
		Plan          string          `json:"plan"`
		Typing        bool            `json:"typing"`
	}
)

func findingsJSON(list []programme.Finding) []jsonFinding {
	out := make([]jsonFinding, 0, len(list))
	for _, f := range list {
		j := jsonFinding{ID: f.ID, State: f.State, Computed: f.Computed, Why: f.Why, Missing: f.Missing, Ticked: f.Given, Note: f.Note}
		if len(f.Grounds) > 0 {
			j.Grounds = findingsJSON(f.Grounds)
		}
		out = append(out, j)
	}
	return out
}

func decisionJSON(d desk.DecisionSet) jsonDecision {
	return jsonDecision{No: d.No, On: d.On, Result: d.Result, Note: d.Note}
}

func candidateJSON(c *desk.Candidate) jsonCandidate {
	j := jsonCandidate{
		ID: c.ID, Cooperative: c.Cooperative, Name: c.Name, ReportingUnit: c.Unit, Programme: c.Programme, Model: c.Model, SubmittedOn: c.SubmittedOn,
		Eligible: c.Eligible, Rank: c.Rank, Tied: c.Tied, PrioritiesMet: c.Outcome.PrioritiesMet, ProfitYears: c.Outcome.ProfitYears,
		Entry: jsonEntry{
			Assessment: c.Entry.Assessment, Period: c.Entry.Period, Column: string(c.Entry.Column), Complete: c.Entry.Complete, Counts: c.Entry.Counts,
			Why: c.Entry.Why, Rating: c.Entry.Rating,
		},
		Conditions: findingsJSON(c.Outcome.Conditions), Priorities: findingsJSON(c.Outcome.Priorities), Dossier: findingsJSON(c.Outcome.Dossier),
		Ties: []jsonTie{}, District: decisionJSON(c.District), Province: decisionJSON(c.Province), SentOn: c.SentOn, Plan: c.Plan, Typing: c.Typing,
	}
	if c.Entry.Points != nil {
		j.Entry.Points = c.Entry.Points.String()
	}
	for _, t := range c.Ties {
		j.Ties = append(j.Ties, jsonTie{t.ID, t.Value, t.Decides})
	}
	return j
}

// candidates writes the list for people: to stdout, or to stderr its sums alone
// where a program reads the list.
func (e *env) candidates(c *desk.Candidates) {
	w := e.stdout
	if e.json {
		w = e.stderr
	}
	fmt.Fprintf(w, "%s (%s)\n%d hồ sơ: %d đủ điều kiện, %d chưa rõ; tỉnh đã chọn %d, cần ít nhất %d\n",
		c.Programme.Title, c.Programme.ID, len(c.Rows), c.Eligible, c.Unknown, c.Chosen, c.Min)
	if c.TieAtCut {
		fmt.Fprintf(w, "vị trí thứ %d có các hồ sơ bằng nhau: cần người có thẩm quyền quyết định\n", c.Min)
	}
	if c.Open > 0 {
		fmt.Fprintf(w, "%d hồ sơ đang lệch số liệu, chưa xếp: xem coopfield conflicts\n", c.Open)
	}
	if e.json {
		return
	}
	for i := range c.Rows {
		fmt.Fprintln(w)
		e.candidate(&c.Rows[i])
	}
}

func (e *env) candidate(c *desk.Candidate) {
	mark := "x"
	switch {
	case c.Tied:
		mark = fmt.Sprintf("%d=", c.Rank)
	case c.Rank > 0:
		mark = fmt.Sprintf("%d", c.Rank)
	case c.Eligible == programme.Unknown:
		mark = "?"
	}
	score := "chưa có điểm"
	switch p := c.Entry.Points; {
	case p != nil && c.Entry.Counts:
		score = p.Spoken() + " điểm"
	case c.Entry.Why != "":
		score += " (" + c.Entry.Why + ")"
	}
	fmt.Fprintf(e.stdout, "%4s  %s\n      %s\n      %s · %d ưu tiên · %s%s\n", mark, c.Name, c.ID, c.UnitName, c.Outcome.PrioritiesMet, score, decisionWords(c))
	for _, f := range c.Outcome.Conditions {
		if f.State == programme.Met {
			continue
		}
		word := "chưa đạt"
		if f.State == programme.Unknown {
			word = "chưa rõ"
		}
		fmt.Fprintf(e.stdout, "      %s: %s\n", word, f.Title)
		if f.Why != "" {
			fmt.Fprintf(e.stdout, "        %s\n", f.Why)
		}
	}
	if len(c.Ties) > 0 {
		fmt.Fprintf(e.stdout, "      bằng điểm và ưu tiên với hồ sơ khác: %s\n", tieWords(c.Ties))
	}
}

func decisionWords(c *desk.Candidate) string {
	words := map[string]string{desk.ResultChosen: "chọn", desk.ResultRefused: "không chọn"}
	out := ""
	if w := words[c.District.Result]; w != "" {
		out += " · huyện " + w
	}
	if w := words[c.Province.Result]; w != "" {
		out += " · tỉnh " + w
	}
	if c.SentOn != "" {
		out += " · gửi bộ " + vi.FormatDate(c.SentOn)
	}
	return out
}

func tieWords(ties []desk.TieFigure) string {
	var out []string
	for _, t := range ties {
		value := "chưa rõ"
		if t.Value != nil {
			value = strings.TrimSpace(vi.FormatScaled(int64(math.Round(*t.Value*100)), 2) + " " + t.Unit)
		}
		if t.Decides {
			value += " (phân định)"
		}
		out = append(out, t.Title+" "+value)
	}
	return strings.Join(out, "; ")
}
