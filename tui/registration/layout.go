package registration

import (
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/record"
	"coopfield/tui/seal/media"
)

// layout is the whole form in the words of the moment.
func (s *screen) layout() record.Layout {
	w, v := &s.c.Words.Registration, s.v
	l := record.Layout{
		Title: []string{v.Cooperative.Doc.Text("name"), w.Title}, May: v.May, SideTitle: w.Sections["state"], Side: s.reasons(),
	}
	if len(v.May) == len(store.SpecOf(store.Registration).Fields) {
		l.Denied = v.May["cooperative"]
	}
	l.Foot = []record.Said{s.outcome(), {Text: sprintf(w.FootScore, s.points(&v.Entry))}}
	for _, x := range []record.Section{
		s.stateSection(), s.formSection(), s.profitSection(), s.dossierSection(), s.conditionSection(), s.prioritySection(), s.decisionSection(),
	} {
		x.Title, x.Hint = w.Sections[x.ID], w.Hints[x.ID]
		l.Sections = append(l.Sections, x)
	}
	return l
}

// lookOf is the tone of a finding, with a sign of its own.
func lookOf(state programme.State) record.Look {
	switch state {
	case programme.Met:
		return record.Good
	case programme.NotMet:
		return record.Bad
	}
	return record.Wait
}

// outcome says in one line what the application comes to.
func (s *screen) outcome() record.Said {
	w, o := &s.c.Words.Registration, s.v.Outcome
	met := 0
	for _, f := range o.Conditions {
		if f.State == programme.Met {
			met++
		}
	}
	return record.Said{
		Text: sprintf(w.Outcome, w.Eligible[string(o.Eligible)], met, len(o.Conditions), o.PrioritiesMet, len(o.Priorities)), Look: lookOf(o.Eligible),
	}
}

// entry is the entry score beside the one that is asked for, with its rating.
func (s *screen) entry() string {
	w, e := &s.c.Words.Registration, &s.v.Entry
	if e.Assessment == "" {
		return w.NoEntry
	}
	text := sprintf(w.EntryLine, s.points(e), vi.FormatPoints(int64(s.v.Programme.EntryScore)))
	if e.Rating != "" && e.Counts {
		text += ", " + e.Rating
	}
	return text
}

func (s *screen) points(e *desk.EntryScore) string {
	if e.Points == nil || !e.Counts {
		return s.c.Words.Registration.Unknown
	}
	return vi.FormatPoints(int64(*e.Points))
}

// reasons are the conditions that are not met or not known, each with why.
func (s *screen) reasons() []record.Said {
	w := &s.c.Words.Registration
	var out []record.Said
	for _, f := range s.v.Outcome.Conditions {
		if f.State != programme.Met {
			out = append(out, record.Said{Text: f.Title, Look: lookOf(f.State)})
			if f.Why != "" {
				out = append(out, record.Said{Text: f.Why, Look: record.Dim})
			}
		}
	}
	if len(out) == 0 {
		return []record.Said{{Text: w.AllMet, Look: record.Good}}
	}
	return out
}

// stateSection is what stands on top: what the application comes to, which
// conditions lack and why, and what a person should look at.
func (s *screen) stateSection() record.Section {
	w, v := &s.c.Words.Registration, s.v
	x := record.Section{ID: "state"}
	x.Rows = append(x.Rows, record.Row{Label: w.Fields["outcome"], Say: []record.Said{s.outcome()}},
		record.Row{ID: "entry", Label: w.Fields["entry"], Word: s.entry(), Sign: s.c.Theme.Glyph.Sep, Press: s.openSheet},
	)
	if v.Outcome.Eligible != programme.Met {
		x.Rows = append(x.Rows, record.Row{Head: true, Label: w.WhyHead})
	}
	for _, f := range v.Outcome.Conditions {
		if f.State == programme.Met {
			continue
		}
		x.Rows = append(x.Rows, record.Row{ID: "why." + f.ID, Label: w.States[string(f.State)], Word: f.Title, Press: func() tea.Cmd { return s.toCondition(f.ID) }})
		if f.Why != "" {
			x.Rows = append(x.Rows, record.Row{Say: []record.Said{{Text: f.Why, Look: record.Dim}}})
		}
	}
	x.Rows = append(x.Rows, record.Row{Head: true, Label: w.LookHead})
	warnings := v.Warnings()
	if len(warnings) == 0 {
		x.Rows = append(x.Rows, record.Row{Say: []record.Said{{Text: w.NothingToSee, Look: record.Good}}})
	}
	for i, g := range warnings {
		x.Rows = append(x.Rows, record.Row{ID: "warning" + strconv.Itoa(i), Word: g.Text, Sign: "!", Press: func() tea.Cmd { return s.GoTo(g.Path) }})
	}
	x.Rows = append(x.Rows, record.Row{Head: true}, record.Row{Label: w.Fields["programme"], Say: record.Text(v.Programme.Title)})
	if v.Plan != "" {
		x.Rows = append(x.Rows, record.Row{ID: "plan", Word: w.OpenPlan, Sign: s.c.Theme.Glyph.Sep, Press: func() tea.Cmd { return page.Go("plan", v.Plan, nil) }})
	}
	return x
}

// toCondition leads to where a condition is ticked; one that was computed has no
// place of its own there, so that its section opens.
func (s *screen) toCondition(id string) tea.Cmd {
	for _, f := range s.v.Outcome.Conditions {
		if f.ID == id && !f.Computed {
			return s.GoTo("conditions." + id + ".met")
		}
	}
	return s.ShowSection("conditions")
}

func (s *screen) formSection() record.Section {
	w, v := &s.c.Words.Registration, s.v
	x := record.Section{ID: "form"}
	if v.Model.ID != "" && v.Doc.Text("submitted_on") != "" && v.Entry.Assessment != "" {
		x.Mark.Look = record.Good
	}
	model := record.Row{Path: "model", Label: w.Fields["model"], Choices: s.models()}
	if v.Model.ID == "" {
		model.Beside = w.ModelHint
	}
	x.Rows = append(x.Rows, model, record.Row{Label: w.Fields["field"], Say: record.Text(orUnknown(v.Model.Field, w.Unknown))},
		record.Row{Path: "submitted_on", Label: w.Fields["submitted_on"]},
		record.Row{Path: "entry_assessment", Label: w.Fields["entry_assessment"], Choices: s.sheets()},
		record.Row{Label: w.Fields["entry"], Say: []record.Said{s.entrySaid()}},
	)
	if v.Entry.Period != "" {
		x.Rows = append(x.Rows, record.Row{ID: "sheet", Word: w.OpenSheet, Sign: s.c.Theme.Glyph.Sep, Press: s.openSheet})
	}
	return x
}

func orUnknown(text, unknown string) string {
	if text == "" {
		return unknown
	}
	return text
}

// entrySaid is the entry score, or why it does not count.
func (s *screen) entrySaid() record.Said {
	e := &s.v.Entry
	switch {
	case e.Assessment == "":
		return record.Said{Text: s.c.Words.Registration.NoEntry, Look: record.Wait}
	case !e.Counts:
		return record.Said{Text: e.Why, Look: record.Wait}
	case e.Points != nil && *e.Points < s.v.Programme.EntryScore:
		return record.Said{Text: s.entry(), Look: record.Bad}
	}
	return record.Said{Text: s.entry(), Look: record.Good}
}

// models are the programme's; what the application names already may stay.
func (s *screen) models() []field.Option {
	out := make([]field.Option, 0, len(s.v.Programme.Models))
	for _, m := range s.v.Programme.Models {
		out = append(out, field.Option{ID: m.ID, Label: m.ID + " " + m.Title})
	}
	return withOwn(out, s.v.Doc.Text("model"), s.c.Words.Registration.Foreign)
}

// sheets are the assessments that may be named, those that the programme asks for
// first.
func (s *screen) sheets() []field.Option {
	w := &s.c.Words.Registration
	out := make([]field.Option, 0, len(s.v.EntryChoices))
	for i := range s.v.EntryChoices {
		r := &s.v.EntryChoices[i]
		out = append(out, field.Option{ID: r.ID, Label: sprintf(w.Sheet, r.Period, w.Occasions[r.Occasion])})
	}
	return withOwn(out, s.v.Doc.Text("entry_assessment"), w.Foreign)
}

func withOwn(list []field.Option, own, foreign string) []field.Option {
	if own != "" && !slices.ContainsFunc(list, func(o field.Option) bool { return o.ID == own }) {
		list = append(list, field.Option{ID: own, Label: sprintf(foreign, own)})
	}
	return list
}

// profitSection asks for the profit of each year of the papers, beside that of
// the yearly figures.
func (s *screen) profitSection() record.Section {
	w, v := &s.c.Words.Registration, s.v
	x := record.Section{ID: "profit"}
	count := w.Unknown
	look := record.Wait
	if n := v.Outcome.ProfitYears; n != nil {
		count, look = sprintf(w.Years, *n), record.Bad
		x.Mark.Text = strconv.Itoa(*n)
		if *n >= v.Programme.ProfitYears {
			look = record.Good
		}
	}
	x.Mark.Look = look
	for _, y := range s.years() {
		r := record.Row{Path: "profit." + y, Label: sprintf(w.Year, y), Money: true, Width: 26}
		year, err := strconv.Atoi(y)
		if n, ok := v.AnnualProfit[year]; ok && err == nil {
			r.Beside = sprintf(w.InFigures, vi.FormatInt(n))
		}
		x.Rows = append(x.Rows, r)
	}
	x.Rows = append(x.Rows, record.Row{Head: true}, record.Row{Label: w.Fields["profit_years"], Say: []record.Said{
		{Text: count, Look: look}, {Text: sprintf(w.Asked, v.Programme.ProfitYears), Look: record.Dim},
	}})
	return x
}

// years are the entry year and those before it that the programme asks for, with
// one more, and what the application has besides; newest first.
func (s *screen) years() []string {
	p := s.v.Programme
	var out []string
	for y := p.EntryYear + 1; y >= p.EntryYear-max(p.ProfitYears, 1); y-- {
		out = append(out, strconv.Itoa(y))
	}
	for y := range s.v.Doc.Sub("profit") {
		if !slices.Contains(out, y) {
			out = append(out, y)
		}
	}
	slices.Sort(out)
	slices.Reverse(out)
	return out
}

// dossierSection is the papers, each with its files.
func (s *screen) dossierSection() record.Section {
	w, v := &s.c.Words.Registration, s.v
	x := record.Section{ID: "dossier"}
	there := 0
	marks := []record.Mark{{Value: "true", Word: w.There, Look: record.Good}, {Value: "false", Word: w.NotThere, Look: record.Bad}}
	for _, f := range v.Outcome.Dossier {
		if f.State == programme.Met {
			there++
		}
		x.Rows = append(x.Rows, record.Row{
			Path: "dossier." + f.ID + ".present", Label: f.Title, Tick: true, Marks: marks, Note: "dossier." + f.ID + ".note", Under: s.files(f.ID),
		})
		if v.May["dossier"] == "" {
			x.Rows = append(x.Rows, record.Row{ID: "attach." + f.ID, Word: w.Attach, Sign: "+", Press: func() tea.Cmd { return s.attach(f.ID, f.Title) }})
		}
	}
	if loose := s.files(""); len(loose) > 0 {
		x.Rows = append(x.Rows, record.Row{Head: true, Label: w.OtherFiles}, record.Row{Say: loose})
	}
	x.Mark = record.Said{Text: page.Count(there) + "/" + page.Count(len(v.Outcome.Dossier)), Look: record.Wait}
	if there == len(v.Outcome.Dossier) {
		x.Mark.Look = record.Good
	}
	return x
}

// files are the files of one paper, "" for those of none.
func (s *screen) files(paper string) []record.Said {
	var out []record.Said
	for _, f := range s.v.Files {
		_, known := s.v.Programme.Paper(f.Item)
		if f.Item == paper || paper == "" && !known {
			out = append(out, record.Said{Text: s.c.Theme.Glyph.Dot + " " + f.Name + "  " + media.Size(f.Size)})
		}
	}
	return out
}

// conditionSection is what must be met.
func (s *screen) conditionSection() record.Section {
	x := record.Section{ID: "conditions", Hint: s.c.Words.Registration.Hints["conditions"]}
	met := 0
	for _, f := range s.v.Outcome.Conditions {
		if f.State == programme.Met {
			met++
		}
		x.Rows = append(x.Rows, s.finding("conditions", f))
	}
	x.Mark = record.Said{Text: page.Count(met) + "/" + page.Count(len(s.v.Outcome.Conditions)), Look: lookOf(s.v.Outcome.Eligible)}
	return x
}

// prioritySection is what puts one before another, with the grounds.
func (s *screen) prioritySection() record.Section {
	w := &s.c.Words.Registration
	x := record.Section{ID: "priorities"}
	for _, f := range s.v.Outcome.Priorities {
		if len(f.Grounds) == 0 {
			x.Rows = append(x.Rows, s.finding("priorities", f))
			continue
		}
		// One of the grounds is enough; the priority itself follows from them.
		x.Rows = append(x.Rows, record.Row{Label: f.Title, Tick: true, Marks: s.marks(), Value: string(f.State)})
		for _, g := range f.Grounds {
			x.Rows = append(x.Rows, record.Row{
				Path: "priorities." + g.ID + ".met", Label: sprintf(w.Ground, g.Title), Tick: true, Marks: s.ticks(), Note: "priorities." + g.ID + ".note",
			})
		}
	}
	x.Mark = record.Said{Text: page.Count(s.v.Outcome.PrioritiesMet) + "/" + page.Count(len(s.v.Outcome.Priorities))}
	return x
}

// finding is one condition or priority: computed with its reason, or to be
// ticked with a note.
func (s *screen) finding(list string, f programme.Finding) record.Row {
	w := &s.c.Words.Registration
	r := record.Row{ID: list + "." + f.ID, Label: f.Title, Tick: true}
	if f.Why != "" {
		r.Under = []record.Said{{Text: f.Why, Look: record.Dim}}
	}
	if !f.Computed {
		r.Path, r.Note, r.Marks = list+"."+f.ID+".met", list+"."+f.ID+".note", s.ticks()
		return r
	}
	r.Marks, r.Value = s.marks(), string(f.State)
	if f.Given != nil && *f.Given != (f.State == programme.Met) {
		r.Under = append(r.Under, record.Said{Text: w.TickIgnored, Look: record.Warn})
	}
	if f.Note != "" {
		r.Under = append(r.Under, record.Said{Text: f.Note})
	}
	return r
}

// marks are the states of what was computed, ticks those that a person gives.
func (s *screen) marks() []record.Mark {
	w := &s.c.Words.Registration
	return []record.Mark{
		{Value: string(programme.Met), Word: w.Met, Look: record.Good},
		{Value: string(programme.NotMet), Word: w.NotMet, Look: record.Bad},
		{Value: string(programme.Unknown), Word: w.Open, Look: record.Wait},
	}
}

func (s *screen) ticks() []record.Mark {
	w := &s.c.Words.Registration
	return []record.Mark{{Value: "true", Word: w.Met, Look: record.Good}, {Value: "false", Word: w.NotMet, Look: record.Bad}}
}

// decisionSection is what the district and the province decided, and when the
// list went to the ministry.
func (s *screen) decisionSection() record.Section {
	w, v := &s.c.Words.Registration, s.v
	x := record.Section{ID: "decisions"}
	for _, d := range []struct {
		field string
		set   desk.DecisionSet
	}{{"district_decision", v.District}, {"province_decision", v.Province}} {
		p, denied := d.field+".", s.denied(d.field)
		x.Rows = append(x.Rows, record.Row{Head: true, Label: w.Fields[d.field]},
			record.Row{Path: p + "result", Label: w.Fields["result"], Denied: denied, Choices: s.results(d.set.Result)},
			record.Row{Path: p + "no", Label: w.Fields["no"], Denied: denied}, record.Row{Path: p + "on", Label: w.Fields["on"], Denied: denied},
			record.Row{Path: p + "note", Label: w.Fields["note"], Denied: denied, Lines: 2},
		)
		if d.set.Result == desk.ResultChosen && v.Outcome.Eligible != programme.Met && d.set.Note == "" {
			x.Rows = append(x.Rows, record.Row{Say: []record.Said{{Text: w.NeedsReason, Look: record.Warn}}})
		}
	}
	x.Rows = append(x.Rows, record.Row{Head: true}, record.Row{Path: "ministry_sent_on", Label: w.Fields["ministry_sent_on"], Denied: s.denied("ministry_sent_on")})
	switch v.Province.Result {
	case desk.ResultChosen:
		x.Mark = record.Said{Text: w.Short[desk.ResultChosen], Look: record.Good}
	case desk.ResultRefused:
		x.Mark = record.Said{Text: w.Short[desk.ResultRefused], Look: record.Bad}
	}
	return x
}

// denied says why this person may not write a decision: it is not this office's.
func (s *screen) denied(field string) string {
	if s.v.May[field] == "" || s.v.May["district_decision"] != "" {
		return s.v.May[field]
	}
	return s.c.Words.Registration.ProvinceOnly
}

func (s *screen) results(now string) []field.Option {
	w := &s.c.Words.Registration
	return withOwn([]field.Option{{ID: desk.ResultChosen, Label: w.Chosen}, {ID: desk.ResultRefused, Label: w.Refused}}, now, "%s")
}
