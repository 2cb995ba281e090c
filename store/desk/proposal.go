package desk

import (
	"cmp"
	"context"
	"slices"

	"coopfield/store"
)

// The states of a proposal of stage 3 (Kế hoạch 1185/KH-UBND, VI.3): the unit's
// plan is sent to the province's office, which submits it.
const (
	ProposalDrafted   = "drafted"   // đang soạn
	ProposalSent      = "sent"      // đã gửi
	ProposalSubmitted = "submitted" // đã trình
	ProposalApproved  = "approved"  // đã phê duyệt
	ProposalRefused   = "refused"   // không được duyệt
)

// The types of a proposal.
const (
	ProposalReplication  = "replication"  // phương án nhân rộng
	ProposalCommendation = "commendation" // đề nghị khen thưởng
)

var proposalStates = []ListItem{
	{ProposalDrafted, "đang soạn"},
	{ProposalSent, "đã gửi"},
	{ProposalSubmitted, "đã trình"},
	{ProposalApproved, "đã phê duyệt"},
	{ProposalRefused, "không được duyệt"},
}

var proposalTypes = []ListItem{
	{ProposalReplication, "Phương án nhân rộng mô hình"},
	{ProposalCommendation, "Đề nghị khen thưởng"},
}

// ListItem is one value of a list that a person chooses from.
type ListItem struct {
	ID    string
	Title string // Vietnamese
}

// ProposalStates returns the states of a proposal, in their order.
func ProposalStates() []ListItem { return slices.Clone(proposalStates) }

// ProposalTypes returns the types of a proposal.
func ProposalTypes() []ListItem { return slices.Clone(proposalTypes) }

// itemTitle returns the title of a value, the value itself where it is none of
// the list.
func itemTitle(list []ListItem, id string) string {
	for _, c := range list {
		if c.ID == id {
			return c.Title
		}
	}
	return id
}

// ProposalQuery selects proposals; empty fields do not.
type ProposalQuery struct {
	Programme   string // only of cooperatives that take part in it, and of no cooperative
	Type        string // replication or commendation
	Unit        string // reporting or administrative unit, those below it and those that it was before
	Cooperative string
	State       string
	Period      string
	Mine        bool
}

// Proposals returns replication plans and commendations (Kế hoạch 1185/KH-UBND,
// VI.3) by type, unit and period, also those only typed so far. Errors:
// those of a unit that is none.
func (d *Desk) Proposals(ctx context.Context, q ProposalQuery) ([]ProposalLine, error) {
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	var out []ProposalLine
	err = d.view(ctx, func(w *work) (err error) {
		out, err = w.proposals(q, newCoopsOf(w, reg))
		return err
	})
	return out, err
}

func (w *work) proposals(q ProposalQuery, in *coopsOf) ([]ProposalLine, error) {
	unit, err := w.unitNamed(q.Unit)
	if err != nil {
		return nil, err
	}
	q.Unit = unit
	var of map[string]bool
	if q.Programme != "" {
		of = map[string]bool{}
		err := w.registrationsOf(q.Programme, func(r *store.Record) error {
			of[in.kept(r.Doc.Text("cooperative"))] = true
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	var out []ProposalLine
	err = w.everyForm(store.Proposal, func(id string, doc store.Doc, held *store.Record) error {
		l := w.proposalLine(id, doc, in)
		l.Typing = held == nil
		coop := l.Cooperative.ID
		switch {
		case q.Type != "" && l.Type != q.Type, q.State != "" && cmp.Or(l.State, ProposalDrafted) != q.State, q.Period != "" && l.Period != q.Period:
		case q.Cooperative != "" && coop != in.kept(q.Cooperative), of != nil && coop != "" && !of[coop]:
		case q.Unit != "" && !in.covers(q.Unit, coop, l.Unit), q.Mine && !in.mine(coop, l.Unit):
		default:
			out = append(out, l)
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b ProposalLine) int {
		return cmp.Or(cmp.Compare(b.Type, a.Type), byName(a.UnitName, b.UnitName), cmp.Compare(a.Period, b.Period), byName(a.Cooperative.Title, b.Cooperative.Title),
			cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

func (w *work) proposalLine(id string, d store.Doc, in *coopsOf) ProposalLine {
	l := ProposalLine{
		ID: id, Type: d.Text("type"), TypeTitle: itemTitle(proposalTypes, d.Text("type")), Recipient: d.Text("recipient.name"),
		Collective: d.Text("recipient.type") == "collective", Unit: d.Text("unit"), Period: d.Text("period"), Model: d.Text("model"),
		Form: d.Text("form"), Level: d.Text("level"), DecisionNo: d.Text("decision_no"), Text: d.Text("text"), State: d.Text("state"),
	}
	l.StateTitle = itemTitle(proposalStates, cmp.Or(l.State, ProposalDrafted))
	l.ModelTitle = w.modelTitle(l.Model)
	if n, ok := d.Int("budget"); ok {
		l.Budget = &n
	}
	if coop := d.Text("cooperative"); coop != "" {
		l.Cooperative = in.entry(coop)
		l.Unit = cmp.Or(in.unitOf(coop), l.Unit) // whoever wrote it
	}
	l.UnitName = unitName(w.cat.units, l.Unit)
	return l
}

// proposalSent reports whether a proposal left its unit.
func proposalSent(state string) bool {
	return state == ProposalSent || state == ProposalSubmitted || state == ProposalApproved
}

// replicating returns the units whose replication plan was sent.
func (w *work) replicating(in *coopsOf) (map[string]bool, error) {
	units := map[string]bool{}
	list, err := w.proposals(ProposalQuery{Type: ProposalReplication}, in)
	for _, x := range list {
		if x.Unit != "" && !x.Typing && proposalSent(x.State) {
			units[x.Unit] = true
		}
	}
	return units, err
}

// modelTitle returns the title of a model of any programme that is held, the id
// itself of another.
func (w *work) modelTitle(id string) string {
	programmes := w.cat.programmes()
	for _, p := range sortedKeys(programmes) {
		if m, ok := programmes[p].Model(id); ok {
			return m.Title
		}
	}
	return id
}
