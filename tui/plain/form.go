package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/page"
	"coopfield/tui/plan"
	"coopfield/tui/record"
	"coopfield/tui/record/forms"
	"coopfield/tui/registration"
)

// asked is a screen that is a form of a record, asked line by line.
type asked interface {
	page.Screen
	ID() string
	Read() error
	Parts() []record.Part
	Denied() string
	DropBegun() (bool, error)
}

// ask asks a form part by part and makes one op of the answers.
func (p *plain) ask(k store.Kind, s page.Screen) error {
	f, ok := s.(asked)
	if !ok {
		return nil
	}
	if err := f.Read(); err != nil {
		return err
	}
	err := p.t.menu(func() string { return strings.Join(f.Title(), ", ") }, func() ([]option, error) {
		if f.Denied() != "" {
			p.t.say(p.c.Words.Record.Denied, f.Denied())
		}
		var opts []option
		for _, part := range f.Parts() {
			opts = append(opts, option{part.Title, func() error { return p.part(&part) }})
			for _, a := range part.Adds {
				opts = append(opts, option{part.Title + ": " + a.Word, a.Add})
			}
		}
		return opts, nil
	})
	if err != nil {
		return err
	}
	if dropped, err := f.DropBegun(); err != nil || dropped || f.Denied() != "" {
		return err
	}
	return p.write(k, f.ID())
}

// part asks one section: what the program computed is said before the question
// that it stands above.
func (p *plain) part(part *record.Part) error {
	var qs []question
	head := ""
	say := func(s string) {
		if head != "" && s != "" {
			head += "\n"
		}
		head += s
	}
	for i := range part.Lines {
		l := &part.Lines[i]
		if l.Field == nil {
			s := l.Label
			if l.Said != "" {
				s = strings.TrimPrefix(s+": ", ": ") + strings.TrimPrefix(l.Said, "; ")
			}
			if l.Why != "" {
				s += " (" + l.Why + ")"
			}
			say(s)
			continue
		}
		qs = append(qs, question{id: l.ID, head: head, label: l.Label, f: l.Field, save: func() (string, error) {
			at, err := l.Save()
			return p.saved(at), err
		}})
		head = ""
	}
	err := p.t.form(qs)
	if head != "" && err == nil {
		p.t.say("%s", head)
	}
	if errors.Is(err, errStop) {
		return nil
	}
	return err
}

// pilots is the menu of a cooperative in programmes.
func (p *plain) pilots(coop string) error {
	w := &p.c.Words.Pilot
	return p.t.menu(func() string { return p.c.Words.Coop.Tabs["pilot"] }, func() ([]option, error) {
		rows, err := p.desk.Registrations(p.t.ctx, coop)
		if err != nil {
			return nil, err
		}
		list, err := p.desk.Pilot(p.t.ctx, coop)
		if err != nil {
			return nil, err
		}
		var opts []option
		for i := range rows {
			r := &rows[i]
			name := w.Application + ", " + fmt.Sprintf(w.Submitted, vi.FormatDate(r.SubmittedOn)) + ", " + w.Eligible[string(r.Eligible)]
			opts = append(opts, option{name, func() error { return p.ask(store.Registration, registration.New(p.c, p.desk, r.ID, nil)) }})
			if r.Province.Result == desk.ResultChosen {
				opts = append(opts, p.plan(coop, r, list))
			}
		}
		for _, x := range p.desk.Programmes() {
			if !slices.ContainsFunc(rows, func(r desk.RegistrationRow) bool { return r.Programme == x.ID }) {
				opts = append(opts, option{w.Choose + ": " + x.Title, func() error {
					return p.ask(store.Registration, registration.New(p.c, p.desk, "", page.Args{"coop": coop, "programme": x.ID}))
				}})
			}
		}
		return opts, nil
	})
}

// plan opens the plan of a pilot, or begins it, and says what the pilot lacks.
func (p *plain) plan(coop string, r *desk.RegistrationRow, list []desk.Pilot) option {
	name := p.c.Words.Pilot.Plan
	id := r.Plan
	for i := range list {
		if list[i].Registration == r.ID {
			id = list[i].Plan
			if s := strings.Join(list[i].Lacks, "; "); s != "" {
				name += ": " + s
			}
		}
	}
	return option{name, func() error {
		return p.ask(store.Plan, plan.New(p.c, p.desk, id, page.Args{"coop": coop, "programme": r.Programme}, nil))
	}}
}

// supports is the menu of the support of a cooperative.
func (p *plain) supports(coop string) error {
	return p.single(store.Support, coop, p.c.Words.Coop.Tabs["support"], p.c.Words.Pilot.NewSupport, func(ctx context.Context, add func(id, name string)) error {
		list, err := p.desk.Supports(ctx, coop)
		for i := range list {
			x := &list[i]
			name := vi.FormatDate(x.On) + ", " + x.TypeName
			if x.Disbursed != nil {
				name += ", " + vi.FormatMoney(*x.Disbursed)
			}
			add(x.ID, name)
		}
		return err //nolint:wrapcheck // told to the person as it is
	})
}

// obstacles is the menu of the obstacles of a cooperative.
func (p *plain) obstacles(coop string) error {
	w := &p.c.Words.Pilot
	return p.single(store.Obstacle, coop, w.Obstacles, w.NewObstacle, func(ctx context.Context, add func(id, name string)) error {
		list, err := p.desk.Obstacles(ctx, desk.ObstacleQuery{Cooperative: coop})
		for i := range list {
			add(list[i].ID, vi.FormatDate(list[i].RaisedOn)+", "+list[i].Text)
		}
		return err //nolint:wrapcheck // told to the person as it is
	})
}

// single is a menu of records with a form of their own.
func (p *plain) single(k store.Kind, coop, title, add string, read func(context.Context, func(id, name string)) error) error {
	open := func(id string) func() error {
		return func() error {
			return p.ask(k, forms.New(p.c, p.desk, id, page.Args{"kind": string(k), "coop": coop}))
		}
	}
	return p.t.menu(func() string { return title }, func() ([]option, error) {
		var opts []option
		err := read(p.t.ctx, func(id, name string) { opts = append(opts, option{name, open(id)}) })
		return append(opts, option{add, open("")}), err
	})
}
