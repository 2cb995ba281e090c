// Package registration is the screen of a cooperative's application for a
// programme (hồ sơ đăng ký tham gia; Kế hoạch 1185/KH-UBND, III.2 and VI.1): what
// it comes to and why, the model, the entry assessment, the years of profit, the
// papers with their files, conditions and priorities, and who decided what.
// Everything that may be chosen comes from the programme's data.
package registration

import (
	"context"
	"fmt"
	"io"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
	"coopfield/tui/record"
	"coopfield/tui/visit"
)

var sprintf = fmt.Sprintf

// Source is what the screen reads and writes; *desk.Desk serves it.
type Source interface {
	record.Source
	Registration(ctx context.Context, id string) (*desk.RegistrationView, error)
	StartRegistration(ctx context.Context, coop, programmeID string) (string, error)
	AttachPaper(ctx context.Context, registration, paper, name string, r io.Reader) (string, error)
}

// screen is the application on the screen.
type screen struct {
	*record.Model
	c     *page.Context
	d     Source
	names leaf.Names
	v     *desk.RegistrationView // as it was read last, nil until then
}

// New returns the screen of an application. Without an id one is begun, or the
// one that there is opened, of the cooperative args["coop"] for args["programme"],
// which may be "" while there is one programme. args["at"] is the section to begin
// with: state, form, profit, dossier, conditions, priorities, decisions;
// args["focus"] a leaf.
func New(c *page.Context, d Source, id string, args page.Args) page.Screen {
	s := &screen{c: c, d: d, names: leaf.New(c, d)}
	at := args["at"]
	if at == "" && args["focus"] == "" {
		at = "state"
	}
	s.Model = record.New(c, d, record.Options{
		Kind: store.Registration, ID: id, At: at, Focus: args["focus"],
		Start: func(ctx context.Context) (string, error) {
			var err error
			id, err = d.StartRegistration(ctx, args["coop"], args["programme"])
			return id, err //nolint:wrapcheck // told to the person as it is
		},
		Read: func(ctx context.Context, _ *desk.Form) (func() record.Layout, error) {
			v, err := d.Registration(ctx, id)
			if err != nil {
				return nil, err //nolint:wrapcheck // told to the person as it is
			}
			return func() record.Layout {
				s.v = v
				return s.layout()
			}, nil
		},
		Press: s.press, Hints: s.hints, Actions: s.actions,
	})
	return s
}

// press answers what leads to other screens.
func (s *screen) press(i keys.Intent) (tea.Cmd, bool) {
	if s.v == nil || i != keys.Assess {
		return nil, false
	}
	return s.openSheet(), true
}

// openSheet opens the entry assessment, or the cooperative's sheets.
func (s *screen) openSheet() tea.Cmd {
	if s.v.Entry.Assessment == "" || s.v.Entry.Period == "" {
		return page.Go("coop", s.v.Cooperative.ID, page.Args{"tab": "assess"})
	}
	return page.Go("assess", s.v.Entry.Assessment, nil)
}

func (s *screen) hints() []keys.Hint {
	return []keys.Hint{keys.For(keys.Assess, s.c.Words.Registration.KeySheet)}
}

func (s *screen) actions() []page.Action {
	w := &s.c.Words.Registration
	if s.v == nil {
		return nil
	}
	out := []page.Action{
		{Name: w.OpenSheet, Key: keys.Label(keys.Assess), Do: keys.Assess},
		{Name: w.OpenCoop, Msg: page.Navigate{Page: "coop", ID: s.v.Cooperative.ID}},
		{Name: w.OpenCandidates, Msg: page.Navigate{Page: "programme", Args: page.Args{"tab": "candidates"}}},
	}
	if s.v.Plan != "" {
		out = append(out, page.Action{Name: w.OpenPlan, Msg: page.Navigate{Page: "plan", ID: s.v.Plan}})
	}
	return out
}

// attach asks for the path of a file that is one paper of the dossier.
func (s *screen) attach(paper, title string) tea.Cmd {
	w, d, id := &s.c.Words.Registration, s.d, s.ID()
	return page.Do(page.Prompt{
		Title: w.AttachTitle, Body: title, Label: w.AttachLabel, Required: true, AsTyped: true,
		Then: func(typed string) tea.Cmd {
			return s.Do(w.Attached, func(ctx context.Context) error {
				f, name, err := visit.OpenTyped(s.c, typed)
				if err != nil {
					return err //nolint:wrapcheck // told to the person as it is
				}
				defer f.Close() //nolint:errcheck // it was only read
				_, err = d.AttachPaper(ctx, id, paper, name, f)
				return err //nolint:wrapcheck // told to the person as it is
			})
		},
	})
}
