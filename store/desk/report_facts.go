package desk

import (
	"cmp"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/letterhead"
	"coopfield/store/programme"
	"coopfield/store/report"
	"coopfield/store/vi"
)

// madeReport is a report with the records that it rests on and that have no day of
// their own.
type madeReport struct {
	report *report.Report
	used   []key
}

// gathering collects the facts of one report.
type gathering struct {
	w     *work
	in    *coopsOf
	reg   *Register
	f     *report.Facts
	unit  string          // "" = everything that is held
	coops map[string]bool // pilots of the report
	order []string        // the same in the order of the report
	used  []key
}

// makeReport gathers the facts of a report on one snapshot of what was saved.
func (w *work) makeReport(o ReportOrder, reg *Register) (*madeReport, error) {
	saved := *w
	saved.tx = undrafted{w.tx}
	g, err := saved.gathering(o, reg)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{g.applications, g.pilots, g.money, g.supports, g.obstacles, g.events, g.deadlines, g.closing} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	g.head()
	return &madeReport{report: report.Compose(g.f), used: g.used}, nil
}

func (w *work) gathering(o ReportOrder, reg *Register) (*gathering, error) {
	t, err := report.ByID(o.Template)
	if err != nil {
		return nil, err
	}
	period, err := report.ParsePeriod(o.Period)
	if err != nil {
		return nil, err
	}
	if err := t.Fits(period); err != nil {
		return nil, err
	}
	p, err := w.cat.programmeNamed(o.Programme)
	if err != nil {
		return nil, err
	}
	me := w.d.Me()
	f := &report.Facts{Template: t, Programme: p, Period: period, On: w.d.today(), Level: levelProvince, Unit: me.Unit}
	if me.Role != store.Province {
		f.Level = "unit"
	}
	if o.Unit != "" {
		u, err := w.cat.units.Resolve(o.Unit, f.On)
		if err != nil {
			return nil, err
		}
		if f.Unit = u.ID; u.ID != me.Unit {
			f.Level = "unit"
		}
	}
	g := &gathering{w: w, in: newCoopsOf(w, reg), reg: reg, f: f, coops: map[string]bool{}}
	if f.Whole = f.Level == levelProvince; !f.Whole {
		g.unit = f.Unit
	}
	if u, ok := w.cat.units.ByID(f.Unit); ok {
		f.UnitName = u.FullName()
	}
	return g, nil
}

func (g *gathering) uses(k store.Kind, id string) {
	if id != "" {
		g.used = append(g.used, key{k, id})
	}
}

func (g *gathering) applications() error {
	list, err := g.w.candidates(CandidateQuery{Programme: g.f.Programme.ID, Unit: g.unit})
	if err != nil {
		return err
	}
	g.f.Conflicted, g.f.Tie = list.Open, list.TieAtCut
	for i := range list.Rows {
		c := &list.Rows[i]
		if m, _ := g.f.Programme.Model(c.Model); g.f.Template.Agricultural && !m.Agricultural() {
			continue
		}
		g.uses(store.Registration, c.ID)
		g.uses(store.Assessment, c.Entry.Assessment)
		a := report.Application{
			Name: c.Name, Unit: c.UnitName, Model: c.ModelTitle, State: c.Eligible, Rank: c.Rank, Tied: c.Tied, Priorities: c.Outcome.PrioritiesMet,
			Chosen: c.Province.Result == ResultChosen, Refused: c.Province.Result == ResultRefused,
		}
		if c.Entry.Complete {
			a.Points = c.Entry.Points
		}
		if c.District.Result != "" {
			a.District = joinedWords(map[string]string{ResultChosen: "đề nghị chọn", ResultRefused: "không chọn"}[c.District.Result], c.District.No, vi.FormatDate(c.District.On))
		}
		for _, f := range c.Outcome.Conditions {
			if f.State != programme.Met {
				a.Lacks = append(a.Lacks, lackWords(&f))
			}
		}
		g.f.Applications = append(g.f.Applications, a)
	}
	return nil
}

// lackWords says which condition is not met, or not known, and why.
func lackWords(f *programme.Finding) string {
	s := f.Title
	switch f.State {
	case programme.NotMet:
		s += ": không đạt"
	default:
		s += ": chưa rõ"
	}
	for _, more := range []string{f.Why, f.Note} {
		if more != "" {
			s += "; " + more
		}
	}
	return s
}

func joinedWords(list ...string) string {
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), ", ")
}

func (g *gathering) pilots() error {
	board, err := g.w.pilots(PilotQuery{Programme: g.f.Programme.ID, Unit: g.unit, Agricultural: g.f.Template.Agricultural})
	if err != nil {
		return err
	}
	for i := range board.Rows {
		p := &board.Rows[i]
		g.coops[p.Cooperative], g.order = true, append(g.order, p.Cooperative)
		g.uses(store.Registration, p.Registration)
		g.uses(store.Plan, p.Plan)
		x := report.Pilot{
			Name: p.Name, Unit: p.UnitName, Model: p.ModelTitle, HasPlan: p.Plan != "", HasBaseline: p.Baseline != nil && !p.Baseline.Lost,
			State: programme.Unknown, Lacks: p.Lacks,
			Planned: p.Planned, Spent: p.Spent, Supported: p.Supported,
			Actions: p.Actions, Done: p.ActionsDone, Overdue: p.ActionsOverdue, Open: p.OpenItems,
		}
		if p.ApprovedNo != "" || p.ApprovedOn != "" {
			x.Approved = joinedWords("Số "+cmp.Or(p.ApprovedNo, "……"), vi.FormatDate(p.ApprovedOn))
		}
		if p.Baseline != nil {
			x.Was = p.Baseline.Total
			g.uses(store.Assessment, p.Baseline.Assessment)
		}
		if s := p.Latest; s != nil {
			g.uses(store.Assessment, s.Assessment)
			x.Sheet = sheetWords(s)
			if s.Exit != nil {
				x.Now, x.State = s.Exit.Total, s.Exit.State
			}
		}
		g.f.Pilots = append(g.f.Pilots, x)
	}
	return nil
}

// sheetWords names a sheet: "năm 2024, đã chốt".
func sheetWords(s *PilotSheet) string {
	what := map[string]string{"annual": "năm " + s.Period, "half_year": "nửa năm " + s.Period, "entry": "khi đăng ký " + s.Period, "exit": "kết thúc " + s.Period}[s.Occasion]
	state := "bản nháp"
	if s.State == store.Final {
		state = "đã chốt"
	}
	return joinedWords(cmp.Or(what, s.Period), state)
}

func (g *gathering) money() error {
	n, err := g.w.needs(g.f.Programme, NeedQuery{Programme: g.f.Programme.ID, Unit: g.unit, Agricultural: g.f.Template.Agricultural}, g.in)
	if err != nil {
		return err
	}
	last := g.f.Period.To[:4]
	at := map[string]int{}
	for _, r := range n.Rows {
		if r.Year > last {
			continue
		}
		k := r.Year + "|" + r.Source
		if _, ok := at[k]; !ok {
			at[k] = len(g.f.Money)
			g.f.Money = append(g.f.Money, report.Money{Year: r.Year, Source: cmp.Or(r.Title, r.Source)})
		}
		m := &g.f.Money[at[k]]
		m.Planned, m.Spent, m.Approved, m.Disbursed, m.Returned = m.Planned+r.Planned, m.Spent+r.Spent, m.Approved+r.Approved, m.Disbursed+r.Disbursed, m.Returned+r.Repaid
	}
	return nil
}

func (g *gathering) supports() error {
	l, err := g.w.ledger(LedgerQuery{Programme: g.f.Programme.ID, Unit: g.unit, Agricultural: g.f.Template.Agricultural, On: g.f.On}, g.in)
	if err != nil {
		return err
	}
	for i := range slices.Backward(l.Rows) { // the oldest first
		r := &l.Rows[i]
		if !g.f.Period.Holds(r.On) && (r.Outstanding == 0 || !g.f.Period.Until(r.On)) {
			continue
		}
		g.uses(store.Support, r.ID)
		g.f.Supports = append(g.f.Supports, report.Support{
			Name: r.CoopName, Type: r.TypeName, Source: r.SourceTitle, On: r.On, No: r.DecisionNo, Approved: r.Approved, Disbursed: r.Disbursed, Repaid: r.Repaid,
			Loan: r.Loan, Overdue: r.Overdue, Outstanding: r.Outstanding, Due: r.Due,
		})
	}
	return nil
}

// obstacles takes those of the report's pilots and of units themselves, which were
// raised in the period or still wait.
func (g *gathering) obstacles() error {
	list, err := g.w.obstacles(ObstacleQuery{})
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b ObstacleLine) int {
		return cmp.Or(cmp.Compare(a.RaisedOn, b.RaisedOn), cmp.Compare(a.ID, b.ID))
	})
	for _, o := range list {
		ofPilot := g.coops[g.in.kept(o.Cooperative)]
		ofUnit := o.Cooperative == "" && !g.f.Template.Agricultural && (g.unit == "" || g.in.covers(g.unit, "", o.Unit))
		waits := o.Waiting && g.f.Period.Until(o.RaisedOn)
		if o.State == ObstacleWithdrawn || !ofPilot && !ofUnit || !g.f.Period.Holds(o.RaisedOn) && !waits {
			continue
		}
		g.uses(store.Obstacle, o.ID)
		g.f.Obstacles = append(g.f.Obstacles, report.Obstacle{
			Who: cmp.Or(o.CoopName, o.UnitName), Text: o.Text, To: o.To, RaisedOn: o.RaisedOn, Answer: o.Answer, AnsweredOn: o.AnsweredOn,
		})
	}
	return nil
}

func (g *gathering) events() error {
	list, err := g.w.events(EventQuery{Unit: g.unit}, g.in)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(list) {
		ofPilot := slices.ContainsFunc(e.Cooperatives, func(c Entry) bool { return g.coops[c.ID] })
		if !g.f.Period.Holds(e.On) || e.Type == EventTransfer || g.f.Template.Agricultural && !ofPilot {
			continue
		}
		g.uses(store.Event, e.ID)
		g.f.Events = append(g.f.Events, report.Event{
			Type: cmp.Or(e.TypeTitle, e.Type), On: e.On, Place: e.Place, Source: e.SourceTitle, Cooperatives: len(e.Cooperatives), Participants: e.Participants, Cost: e.Cost,
		})
	}
	return nil
}

func (g *gathering) deadlines() error {
	level := ""
	if !g.f.Whole {
		level = levelUnit
	}
	k := newKeeping(g.w, g.reg, g.f.On)
	list, err := g.w.deadlines(DeadlineQuery{Programme: g.f.Programme.ID, On: g.f.On, Level: level}, g.f.Period.From, g.f.Period.To, k)
	if err != nil {
		return err
	}
	for _, l := range list {
		d := l.Deadline
		if d.Report == g.f.Template.ID && l.Year > 0 && d.ReportPeriod(l.Year) == g.f.Period.Text && d.Level == g.f.Level {
			continue // this report itself
		}
		g.f.Deadlines = append(g.f.Deadlines, report.Deadline{
			Title: d.Title, LastDay: l.LastDay, To: l.To, Done: l.Done, Known: d.Asks != "", Open: l.Open, All: l.All,
		})
	}
	return nil
}

// closing reads the objectives and what the third stage asks for.
func (g *gathering) closing() error {
	p := g.f.Programme
	c, err := g.w.closing(p, g.in)
	if err != nil {
		return err
	}
	figures := objectiveFigures(c)
	for _, o := range p.Objectives {
		f, err := o.Reached(figures)
		if err != nil {
			return err
		}
		g.f.Objectives = append(g.f.Objectives, report.Objective{Title: o.Title, State: f.State, Value: o.Words(o.Value, figures), Target: o.Words(o.Target, figures)})
	}
	g.f.Commended = c.Commended
	for _, x := range c.Proposals {
		if g.unit != "" && !g.in.covers(g.unit, x.Cooperative.ID, x.Unit) {
			continue
		}
		g.uses(store.Proposal, x.ID)
		g.f.Proposals = append(g.f.Proposals, report.Proposal{
			Type: x.TypeTitle, Unit: x.UnitName, Who: cmp.Or(x.Recipient, x.Cooperative.Title), State: x.StateTitle, No: x.DecisionNo,
			Replication: x.Type == ProposalReplication, Budget: x.Budget,
		})
	}
	for _, u := range c.MissingUnits {
		if g.unit == "" || g.in.places.covers(g.unit, u.ID) {
			g.f.NoPlanUnits = append(g.f.NoPlanUnits, u.Title)
		}
	}
	if g.f.Template.ID == report.Closing {
		g.exits(c)
	}
	return nil
}

// exits lays the exit assessments over the newest sheets: a closing report is
// about them (VI.3.a).
func (g *gathering) exits(c *Closing) {
	by := map[string]*PilotSheet{}
	for i := range c.Pilots {
		by[c.Pilots[i].Cooperative] = c.Pilots[i].Latest
	}
	for i := range g.f.Pilots {
		x := &g.f.Pilots[i]
		x.Sheet, x.Now, x.State = "", nil, programme.Unknown
		s := by[g.order[i]]
		if s == nil {
			x.Lacks = []string{"Chưa có bản đánh giá kết thúc."}
			continue
		}
		g.uses(store.Assessment, s.Assessment)
		if x.Sheet = sheetWords(s); s.Exit != nil {
			x.Now, x.State, x.Lacks = s.Exit.Total, s.Exit.State, s.Exit.Lacks
		}
	}
}

// head freezes what the office writes around the text.
func (g *gathering) head() {
	set := g.w.cat.papers()
	form := formOr(set, letterhead.ProgrammeReport)
	l, values := g.w.letterhead(set, g.w.d.Me(), g.f.On)
	values["year"], values["no"] = g.f.Period.Text[:4], report.NumberMark // the office gives it later
	h := &g.f.Head
	h.Superior, h.Office, h.Place, h.Number = l.Superior, l.Name, l.Place, letterhead.Fill(form.Number, values)
	for _, n := range form.Notes {
		h.Notes = append(h.Notes, letterhead.Fill(n, values))
	}
	for _, r := range form.Recipients {
		h.Recipients = append(h.Recipients, letterhead.Fill(r, values))
	}
	for _, s := range form.Signatures {
		name := ""
		if s.Who == "me" {
			name = g.w.d.Me().Person
		}
		h.Signatures = append(h.Signatures, report.Signature{Title: letterhead.Fill(s.Title, values), Under: s.Under, Name: name})
	}
}
