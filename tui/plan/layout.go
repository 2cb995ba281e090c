package plan

import (
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/vi"
	"coopfield/tui/page"
	"coopfield/tui/record"
)

// layout is the whole form in the words of the moment.
func (s *screen) layout() record.Layout {
	w, v := &s.c.Words.Plan, s.v
	l := record.Layout{
		Title: []string{v.Cooperative.Doc.Text("name"), w.Title}, May: v.May, SideTitle: w.Sections["state"], Side: s.lacks(),
	}
	if len(v.May) == len(store.SpecOf(store.Plan).Fields) {
		l.Denied = v.May["status"] // whoever may not say how far it is may write nothing
	}
	l.Foot = []record.Said{s.exitLine(), {Text: s.status()}}
	for _, x := range []record.Section{
		s.stateSection(), s.baselineSection(), s.improveSection(), s.actionsSection(), s.fundingSection(), s.approvalSection(), s.copiesSection(),
		s.supportsSection(),
	} {
		x.Title, x.Hint = w.Sections[x.ID], w.Hints[x.ID]
		l.Sections = append(l.Sections, x)
	}
	return l
}

// status says how far the plan is, with its decision.
func (s *screen) status() string {
	v := s.v
	out := s.names.Value(store.Plan, "status", v.Status)
	if no := v.Doc.Text("approved_no"); no != "" {
		out += " (" + no + ")"
	}
	return out
}

// exitLine says in one line whether the pilot may leave the second stage.
func (s *screen) exitLine() record.Said {
	w := &s.c.Words.Plan
	if n := len(s.v.Lacks); n > 0 {
		return record.Said{Text: sprintf(w.NotReady, n), Look: record.Bad}
	}
	return record.Said{Text: w.Ready, Look: record.Good}
}

// lacks are the reasons why it may not.
func (s *screen) lacks() []record.Said {
	if len(s.v.Lacks) == 0 {
		return []record.Said{s.exitLine()}
	}
	out := make([]record.Said, 0, len(s.v.Lacks))
	for _, l := range s.v.Lacks {
		out = append(out, record.Said{Text: l, Look: record.Bad})
	}
	return out
}

// stateSection is what stands on top: where the pilot is, what it lacks to leave
// the second stage, and what the plan lacks to be approved.
func (s *screen) stateSection() record.Section {
	w, v := &s.c.Words.Plan, s.v
	x := record.Section{ID: "state", Mark: record.Said{Text: strconv.Itoa(len(v.Lacks)), Look: s.exitLine().Look}}
	x.Rows = append(x.Rows, record.Row{Say: []record.Said{s.exitLine(), {Text: sprintf(w.PlanIs, s.status())}}})
	if v.Programme != nil {
		if stage, ok := v.Programme.Stage(v.Stage); ok {
			x.Rows = append(x.Rows, record.Row{Say: record.Quiet(stage.Title)})
		}
	}
	x.Rows = append(x.Rows, s.sheetRow(), record.Row{Head: true, Label: w.LacksHead}, record.Row{Say: s.lacks()}, record.Row{Head: true, Label: w.GapsHead})
	if len(v.Gaps) == 0 {
		x.Rows = append(x.Rows, record.Row{Say: []record.Said{{Text: w.NoGaps, Look: record.Good}}})
	}
	for i, g := range v.Gaps {
		x.Rows = append(x.Rows, record.Row{ID: "gap" + strconv.Itoa(i), Word: g.Text, Sign: "!", Press: func() tea.Cmd { return s.toGap(g) }})
	}
	return x
}

// sheetRow is the newest sheet; Enter opens it.
func (s *screen) sheetRow() record.Row {
	w, v := &s.c.Words.Plan, s.v
	if v.Latest == nil || v.Latest.Exit == nil {
		return record.Row{Say: record.Quiet(w.NoSheet)}
	}
	total := w.Unfinished
	if p := v.Latest.Exit.Total; p != nil {
		total = p.Spoken()
	}
	return record.Row{
		ID: "sheet", Word: sprintf(w.SheetLine, v.Latest.Period, total, v.Latest.Exit.ExitScore.Spoken()), Press: s.openSheet,
	}
}

// toGap leads to where something is missing.
func (s *screen) toGap(g desk.Gap) tea.Cmd {
	for _, x := range s.layout().Sections {
		if g.Path == x.ID {
			return s.ShowSection(x.ID)
		}
	}
	return s.GoTo(g.Path)
}

func (s *screen) baselineSection() record.Section {
	w, v := &s.c.Words.Plan, s.v
	x := record.Section{ID: "baseline"}
	said := record.Said{Text: w.NotFrozen, Look: record.Warn}
	switch b := v.Baseline; {
	case b == nil:
	case b.Lost:
		said.Text = w.Lost
	default:
		said = record.Said{Text: sprintf(w.Frozen, b.Period, s.points(b.Total)), Look: record.Good}
		x.Mark.Text = b.Period
	}
	if x.Mark.Look = said.Look; x.Mark.Text == "" {
		x.Mark.Text = w.Unknown
	}
	x.Rows = append(x.Rows, record.Row{Say: []record.Said{said}}, record.Row{Head: true, Label: w.Choices})
	if len(v.BaselineChoices) == 0 {
		x.Rows = append(x.Rows, record.Row{Say: record.Quiet(w.NoChoices)})
	}
	for _, row := range v.BaselineChoices {
		r := record.Row{ID: "freeze" + row.ID, Word: sprintf(w.Choice, row.Period, w.Occasions[row.Occasion]), Denied: v.May["baseline"]}
		if v.Baseline != nil && v.Baseline.Assessment == row.ID {
			r.Sign = s.c.Theme.Glyph.Check
		}
		r.Press = func() tea.Cmd { return s.freeze(row) }
		x.Rows = append(x.Rows, r)
	}
	if v.Baseline == nil || v.Baseline.Lost {
		return x
	}
	x.Rows = append(x.Rows, record.Row{Head: true, Label: w.Criteria})
	for i := range v.Criteria {
		c := &v.Criteria[i]
		text := s.points(c.Was)
		if c.Max > 0 {
			text += "/" + c.Max.Spoken()
		}
		x.Rows = append(x.Rows, record.Row{Say: record.Text(criterion(c) + ": " + text)})
	}
	return x
}

func criterion(c *desk.PlanCriterion) string { return c.ID + ". " + c.Title }

// points are written with one decimal at least; what is not known is a dash.
func (s *screen) points(p *scheme.Points) string {
	if p == nil {
		return s.c.Words.Plan.Unknown
	}
	return vi.FormatPoints(int64(*p))
}

func (s *screen) improveSection() record.Section {
	w, v := &s.c.Words.Plan, s.v
	x := record.Section{ID: "improve"}
	named := 0
	x.Rows = append(x.Rows, record.Row{Heads: []string{w.Heads["target"], w.Heads["was"], w.Heads["now"]}})
	for i := range v.Criteria {
		c := &v.Criteria[i]
		if c.Named {
			named++
		}
		x.Rows = append(x.Rows, record.Row{ID: "improve." + c.ID, Label: criterion(c), Cells: []record.Row{
			{Path: "improve." + c.ID, Label: c.Title, Beside: c.Title}, {Say: record.Text(s.points(c.Was))}, {Say: []record.Said{s.now(c)}},
		}})
	}
	x.Mark = record.Said{Text: strconv.Itoa(named)}
	if named == 0 {
		x.Mark.Look = record.Warn
	}
	return x
}

// now is what the newest sheet says of a criterion.
func (s *screen) now(c *desk.PlanCriterion) record.Said {
	if s.v.Latest == nil || s.v.Latest.Exit == nil {
		return record.Said{Text: s.c.Words.Plan.Unknown, Look: record.Dim}
	}
	for i := range s.v.Latest.Exit.Criteria {
		x := &s.v.Latest.Exit.Criteria[i]
		if x.ID != c.ID {
			continue
		}
		said := record.Said{Text: s.points(x.Now)}
		switch {
		case x.State == programme.NotMet:
			said.Look = record.Bad
		case x.Fell():
			said.Look = record.Warn
		case x.Named && x.State == programme.Met:
			said.Look = record.Good
		}
		return said
	}
	return record.Said{Text: s.c.Words.Plan.Unknown, Look: record.Dim}
}

func (s *screen) approvalSection() record.Section {
	w, v := &s.c.Words.Plan, s.v
	x := record.Section{ID: "approval"}
	x.Mark = record.Said{Text: s.names.Value(store.Plan, "status", v.Status)}
	if v.Held {
		x.Mark.Look = record.Good
	}
	for _, f := range []string{"submitted_on", "status", "approved_no", "approved_on", "approved_by"} {
		x.Rows = append(x.Rows, record.Row{Path: f, Label: w.Fields[f]})
	}
	if v.Held || v.Status == desk.PlanAdjusted || v.Doc.Text("adjust_reason") != "" {
		x.Rows = append(x.Rows, record.Row{Path: "adjust_reason", Label: w.Fields["adjust_reason"], Lines: 2})
	}
	return x
}

func (s *screen) copiesSection() record.Section {
	x := record.Section{ID: "copies"}
	sent := 0
	for _, c := range s.v.Copies {
		if c.On != "" {
			sent++
		}
		x.Rows = append(x.Rows, record.Row{Path: "sent_to." + c.Office, Label: c.Title, Beside: c.Title})
	}
	x.Mark = record.Said{Text: page.Count(sent) + "/" + page.Count(len(s.v.Copies))}
	return x
}

func (s *screen) supportsSection() record.Section {
	w, v := &s.c.Words.Plan, s.v
	x := record.Section{ID: "supports", Mark: record.Said{Text: strconv.Itoa(len(v.Supports))}}
	x.Rows = append(x.Rows, record.Row{Say: []record.Said{{Text: sprintf(w.Paid, vi.FormatMoney(v.Supported)), Look: record.Strong}}}, record.Row{Head: true, Label: w.Given})
	if len(v.Supports) == 0 {
		x.Rows = append(x.Rows, record.Row{Say: record.Quiet(w.NoSupport)})
	}
	for i := range v.Supports {
		l := &v.Supports[i]
		r := record.Row{ID: "support" + l.ID, Word: vi.FormatDate(l.On) + " " + l.TypeName, Press: func() tea.Cmd {
			return page.Go("record", l.ID, page.Args{"kind": string(store.Support)})
		}}
		if l.Disbursed != nil {
			r.Say = record.Quiet(sprintf(w.Paid, vi.FormatMoney(*l.Disbursed)))
		}
		x.Rows = append(x.Rows, r)
	}
	x.Rows = append(x.Rows, record.Row{ID: "add-support", Word: w.AddHelp, Sign: "+", Press: func() tea.Cmd {
		return page.Go("record", "", page.Args{"kind": string(store.Support), "coop": v.Cooperative.ID})
	}})
	return x
}
