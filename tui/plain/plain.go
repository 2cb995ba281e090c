package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// Options say whose dialogue it is.
type Options struct {
	Desk     *desk.Desk
	Lang     text.Lang
	Person   string
	Unit     string
	Training bool
	Now      func() time.Time
	In       io.Reader
	Out      io.Writer
}

// plain is one dialogue over a store.
type plain struct {
	t     *talk
	c     *page.Context
	desk  *desk.Desk
	names leaf.Names
	o     Options
}

// Run talks until the person leaves or the input ends. What was answered is
// saved at once, so that an input that breaks off loses at most the line that was
// being typed.
func Run(ctx context.Context, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	c := &page.Context{
		Words: text.For(o.Lang), Theme: theme.Plain(), Now: o.Now,
		Status: func() page.Status { return page.Status{} }, Kept: map[string]any{},
	}
	p := &plain{t: newTalk(ctx, c, o.In, o.Out), c: c, desk: o.Desk, names: leaf.New(c, o.Desk), o: o}
	p.t.say(p.t.w.Welcome, o.Person, o.Unit)
	if o.Training {
		p.t.say("%s", p.t.w.Training)
	}
	p.t.say("%s", p.t.w.Hint)
	err := p.t.menuWith(p.t.w.Quit, func() string { return c.Words.Home.Title }, p.first)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	p.t.say("%s", p.t.w.Bye)
	return errors.Join(err, p.t.out.Flush(), p.t.fail)
}

// first is the first menu.
func (p *plain) first() ([]option, error) {
	return []option{
		{p.t.w.Search, p.search},
		{p.t.w.NewCoop, func() error {
			id, err := p.desk.NewID()
			if err != nil {
				return err
			}
			if err := p.record(store.Cooperative, id, nil); err != nil {
				return err
			}
			if _, err := p.desk.Get(p.t.ctx, store.Cooperative, id); err != nil {
				return nil //nolint:nilerr // it is a draft, as was said
			}
			return p.coop(id)
		}},
	}, nil
}

// shown is how many cooperatives a search lists.
const shown = 20

func (p *plain) search() error {
	s, err := p.t.line(p.t.w.SearchFor)
	if err != nil || s == "" || s == "." || s == "<" {
		return err
	}
	reg, err := p.desk.Register(p.t.ctx)
	if err != nil {
		return err
	}
	found := reg.Filter(desk.RegisterQuery{Text: s}, desk.RegisterSort{})
	if len(found) == 0 {
		p.t.say(p.t.w.NoCoop, s)
		return nil
	}
	if len(found) == 1 {
		return p.coop(reg.Rows[found[0]].ID)
	}
	return p.t.menu(func() string { return p.t.w.WhichCoop }, func() ([]option, error) {
		var opts []option
		for i, at := range found {
			if i == shown {
				p.t.say(p.t.w.MoreCoops, len(found)-shown)
				break
			}
			row := &reg.Rows[at]
			opts = append(opts, option{row.Name + ", " + row.UnitName, func() error { return p.coop(row.ID) }})
		}
		return opts, nil
	})
}

// coop is the menu of one cooperative.
func (p *plain) coop(id string) error {
	w := p.t.w
	var card *desk.CoopCard
	title := func() string {
		d := card.Record.Doc
		s := fmt.Sprintf("%s, %s, %s", d.Text("name"), card.UnitName, p.names.Value(store.Cooperative, "status", d.Text("status")))
		return s
	}
	return p.t.menu(func() string { return title() }, func() ([]option, error) {
		var err error
		if card, err = p.desk.CoopCard(p.t.ctx, id); err != nil {
			return nil, err
		}
		return []option{
			{w.Profile, func() error { return p.record(store.Cooperative, id, nil) }},
			{w.Annual, func() error { return p.annual(id) }},
			{w.Sheets, func() error { return p.sheets(id) }},
			{w.Visits, func() error { return p.visits(id) }},
			{w.Consults, func() error { return p.consults(id) }},
			{p.c.Words.Coop.Tabs["pilot"], func() error { return p.pilots(id) }},
			{p.c.Words.Coop.Tabs["support"], func() error { return p.supports(id) }},
			{p.c.Words.Pilot.Obstacles, func() error { return p.obstacles(id) }},
		}, nil
	})
}
