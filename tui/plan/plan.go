// Package plan is the screen of a pilot's completion plan (Kế hoạch
// 1185/KH-UBND, VI.2.a): what the pilot still lacks, the frozen baseline, the
// criteria to improve, actions, money by source and year, the approval, who gets
// a copy, and what help was given. Everything that may be chosen comes from the
// programme's data.
package plan

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
	"coopfield/tui/printing"
	"coopfield/tui/record"
)

var sprintf = fmt.Sprintf

// Source is what the screen reads and writes; *desk.Desk serves it.
type Source interface {
	record.Source
	Plan(ctx context.Context, id string) (*desk.PlanView, error)
	StartPlan(ctx context.Context, coop, programmeID string) (string, error)
	FreezeBaseline(ctx context.Context, plan, assessment string) error
}

// screen is the plan on the screen.
type screen struct {
	*record.Model
	c     *page.Context
	d     Source
	p     printing.Printer // nil if there is none
	names leaf.Names
	v     *desk.PlanView // as it was read last, nil until then
}

// New returns the screen of a plan. Without an id one is begun, or the one that
// there is opened, of the cooperative args["coop"] in args["programme"], which
// may be "" while there is one programme. args["at"] is the section to begin
// with: state, baseline, improve, actions, funding, approval, copies, supports;
// args["focus"] a leaf. p writes the plan on paper, nil where nothing can.
func New(c *page.Context, d Source, id string, args page.Args, p printing.Printer) page.Screen {
	s := &screen{c: c, d: d, p: p, names: leaf.New(c, d)}
	at := args["at"]
	if at == "" && args["focus"] == "" {
		at = "state"
	}
	s.Model = record.New(c, d, record.Options{
		Kind: store.Plan, ID: id, At: at, Focus: args["focus"],
		Start: func(ctx context.Context) (string, error) {
			var err error
			id, err = d.StartPlan(ctx, args["coop"], args["programme"])
			return id, err //nolint:wrapcheck // told to the person as it is
		},
		Read: func(ctx context.Context, _ *desk.Form) (func() record.Layout, error) {
			v, err := d.Plan(ctx, id)
			if err != nil {
				return nil, err //nolint:wrapcheck // told to the person as it is
			}
			return func() record.Layout {
				s.v = v
				return s.layout()
			}, nil
		},
		Press: s.press, Hints: s.hints, Actions: s.actions, Message: s.printed,
	})
	return s
}

// press answers what leads to other screens.
func (s *screen) press(i keys.Intent) (tea.Cmd, bool) {
	if s.v == nil {
		return nil, false
	}
	switch i {
	case keys.Assess:
		return s.openSheet(), true
	case keys.Print:
		return s.print(false), true
	}
	return nil, false
}

// print writes the plan on paper, into the folder where papers went last.
func (s *screen) print(ask bool) tea.Cmd {
	return printing.Write(s.c, s.p, store.Plan, s.ID(), ask, s.Flush)
}

// printed follows the writing of a paper.
func (s *screen) printed(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case printing.Done:
		if msg.ID == s.ID() {
			return printing.Tell(s.c, s.p, msg)
		}
	case printing.Opened:
		if msg.ID == s.ID() {
			return printing.Show(s.c, msg)
		}
	case printing.Elsewhere:
		return s.print(true)
	}
	return nil
}

func (s *screen) openSheet() tea.Cmd {
	if s.v.Latest == nil {
		return page.Go("coop", s.v.Cooperative.ID, page.Args{"tab": "assess"})
	}
	return page.Go("assess", s.v.Latest.Assessment, nil)
}

func (s *screen) hints() []keys.Hint {
	return []keys.Hint{keys.For(keys.Assess, s.c.Words.Plan.KeySheet), keys.For(keys.Print, s.c.Words.Plan.KeyPrint)}
}

func (s *screen) actions() []page.Action {
	w := &s.c.Words.Plan
	if s.v == nil {
		return nil
	}
	return []page.Action{
		{Name: w.OpenSheet, Key: keys.Label(keys.Assess), Do: keys.Assess},
		{Name: s.c.Words.Visit.PaperTitle, Key: keys.Label(keys.Print), Do: keys.Print},
		{Name: s.c.Words.Visit.PaperElse, Msg: printing.Elsewhere{}},
		{Name: w.OpenCoop, Msg: page.Navigate{Page: "coop", ID: s.v.Cooperative.ID, Args: page.Args{"tab": "pilot"}}},
	}
}

// freeze makes a sheet the baseline; where another one is, after a question.
func (s *screen) freeze(row store.ScoreRow) tea.Cmd {
	w, d, id := &s.c.Words.Plan, s.d, s.ID()
	if why := s.v.May["baseline"]; why != "" {
		return page.Do(page.Toast{Text: why, Level: page.Warn})
	}
	do := s.Do(sprintf(w.FrozenNow, row.Period), func(ctx context.Context) error {
		return d.FreezeBaseline(ctx, id, row.ID)
	})
	b := s.v.Baseline
	if b == nil || b.Assessment == row.ID {
		return do
	}
	return page.Do(page.Confirm{
		Title: w.FreezeTitle, Body: sprintf(w.FreezeBody, row.Period, b.Period), Yes: w.FreezeYes, Then: do,
	})
}
