package visit

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/otherwise"
)

// reading is one reading of the record: which one, and how much was typed then.
type reading struct {
	load, typed int
	d           *desk.Desk
	kind        store.Kind
	id          string
	fresh       bool // it was begun for this reading
	teller      *otherwise.Teller
}

// loaded is the result of one reading.
type loaded struct {
	load, typed int
	id          string
	fresh       bool
	rec         sheet
	files       []desk.FileLine
	other       *desk.Otherwise
	err         error
}

// start begins a record and returns its id, and whether it is new: one that was
// begun today for the same is gone on with.
func start(ctx context.Context, d *desk.Desk, k store.Kind, b begins) (id string, fresh bool, err error) {
	before, err := begun(ctx, d, k, b.coop)
	if err != nil {
		return "", false, err
	}
	if k == store.Consultation {
		id, err = d.StartConsultation(ctx, b.coop)
		return id, !before[id], err //nolint:wrapcheck // told to the person as it is
	}
	if b.purpose == "" {
		open, err := d.OpenItems(ctx, desk.OpenQuery{Cooperative: b.coop, Kinds: []store.Kind{store.Visit}, Limit: 1})
		if err != nil {
			return "", false, err //nolint:wrapcheck // told to the person as it is
		}
		b.purpose = desk.VisitPeriodic
		if open.N > 0 {
			b.purpose = desk.VisitFollowUp
		}
	}
	id, err = d.StartVisit(ctx, b.coop, b.purpose)
	return id, !before[id], err //nolint:wrapcheck // told to the person as it is
}

// begun are the records of a cooperative that are there already.
func begun(ctx context.Context, d *desk.Desk, k store.Kind, coop string) (map[string]bool, error) {
	out := map[string]bool{}
	if k == store.Consultation {
		list, err := d.Consultations(ctx, coop)
		for i := range list {
			out[list[i].ID] = true
		}
		return out, err //nolint:wrapcheck // told to the person as it is
	}
	list, err := d.Visits(ctx, coop)
	for i := range list {
		out[list[i].ID] = true
	}
	return out, err //nolint:wrapcheck // told to the person as it is
}

// begin begins a reading: the results of older ones are dropped.
func (m *Model) begin() reading {
	m.load++
	return reading{load: m.load, typed: m.typed, d: m.d, kind: m.kind, id: m.id, teller: m.o.Teller}
}

func (m *Model) read() tea.Cmd {
	r := m.begin()
	return func() tea.Msg { return r.all() }
}

// again reads the record anew once what was typed is durable.
func (m *Model) again() tea.Cmd {
	q, r := m.sink, m.begin()
	return func() tea.Msg {
		if _, err := q.save(); err != nil {
			return kept{id: r.id, err: err}
		}
		return r.all()
	}
}

func (r reading) all() loaded {
	out := loaded{load: r.load, typed: r.typed, id: r.id, fresh: r.fresh}
	ctx := context.Background()
	if out.rec, out.err = readSheet(ctx, r.d, r.kind, r.id); out.err != nil {
		return out
	}
	if out.files, out.err = r.d.Files(ctx, r.kind, r.id); out.err != nil {
		return out
	}
	out.other, out.err = r.teller.Of(ctx, r.kind, r.id)
	return out
}
