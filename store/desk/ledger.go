package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/vi"
)

// Ledger returns the support that q selects (sổ hỗ trợ; Kế hoạch 1185/KH-UBND,
// V and VI.2), newest first, that without a day last, with sums by year, source
// and unit and what is still owed of loans. Errors: Invalid, detail "on";
// NotFound, detail "programme"; those of a unit that is none.
func (d *Desk) Ledger(ctx context.Context, q LedgerQuery) (*Ledger, error) {
	if q.On == "" {
		q.On = d.today()
	}
	if !vi.ValidDate(q.On) {
		return nil, &store.Error{Code: store.Invalid, Detail: "on", Message: fmt.Sprintf("%q không phải là ngày", q.On), Hint: "ghi ngày như 2024-12-15"}
	}
	if q.Programme != "" {
		if _, err := d.catalog().programmeNamed(q.Programme); err != nil {
			return nil, err
		}
	}
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	var l *Ledger
	err = d.view(ctx, func(w *work) (err error) {
		l, err = w.ledger(q, newCoopsOf(w, reg))
		return err
	})
	return l, err
}

func (w *work) ledger(q LedgerQuery, in *coopsOf) (*Ledger, error) {
	unit, err := w.unitNamed(q.Unit)
	if err != nil {
		return nil, err
	}
	q.Unit = unit
	farming, err := w.farming(q.Agricultural)
	if err != nil {
		return nil, err
	}
	p := w.cat.programmes()[q.Programme]
	s := newSums(p, in, NeedQuery{})
	l := &Ledger{}
	take := func(x *LedgerLine) {
		switch {
		case q.Cooperative != "" && x.Cooperative != in.kept(q.Cooperative), q.Source != "" && x.Source != q.Source, q.Type != "" && x.Type != q.Type:
		case q.Year != "" && yearPart(x.On) != q.Year, q.Loans && !x.Loan, q.Mine && !in.mine(x.Cooperative, ""):
		case q.Unit != "" && !in.covers(q.Unit, x.Cooperative, ""), farming != nil && !farming[x.Cooperative]:
		default:
			x.Overdue = x.Outstanding > 0 && x.Due != "" && x.Due < q.On
			l.Rows = append(l.Rows, *x)
			l.Loans += x.Outstanding
			s.addSupport(x)
		}
	}
	if p != nil {
		plans, err := w.plansOf(p)
		if err != nil {
			return nil, err
		}
		if err := w.supportsUnder(plans, in, take); err != nil {
			return nil, err
		}
	} else if err := w.everySupport(in, take); err != nil {
		return nil, err
	}
	slices.SortStableFunc(l.Rows, func(a, b LedgerLine) int {
		return cmp.Or(cmp.Compare(b.On, a.On), byName(a.CoopName, b.CoopName), cmp.Compare(b.ID, a.ID))
	})
	l.Sums, l.Total = s.list(s.rows), s.total.need()
	if q.Limit > 0 && len(l.Rows) > q.Limit {
		l.Rows, l.Closed = l.Rows[:q.Limit], true
	}
	return l, nil
}

// everySupport calls f for each support that is held, with the cooperative that
// counts.
func (w *work) everySupport(in *coopsOf, f func(*LedgerLine)) error {
	types := w.cat.supportTypes()
	q, any, err := w.following(store.Query{Kind: store.Support})
	if err != nil || !any {
		return err
	}
	bases := w.legalBases()
	return w.tx.Records(q, func(r *store.Record) error {
		f(w.ledgerLine(r, types, bases, in))
		return nil
	})
}

// supportsUnder calls f for each support of a cooperative with one of the plans,
// given under that plan or under none.
func (w *work) supportsUnder(plans []*store.Record, in *coopsOf, f func(*LedgerLine)) error {
	ids, coops := map[string]bool{}, map[string]bool{}
	for _, r := range plans {
		ids[r.ID] = true
		coops[in.kept(r.Doc.Text("cooperative"))] = true
	}
	return w.everySupport(in, func(l *LedgerLine) {
		if coops[l.Cooperative] && (l.Plan == "" || ids[l.Plan]) {
			f(l)
		}
	})
}

func (w *work) ledgerLine(r *store.Record, types []SupportType, bases map[string]string, in *coopsOf) *LedgerLine {
	d := r.Doc
	coop := in.entry(d.Text("cooperative"))
	l := &LedgerLine{
		SupportLine: supportLine(r.ID, d, types), Cooperative: coop.ID, CoopName: coop.Title, Unit: in.unitOf(coop.ID),
		LegalBasis: d.Text("legal_basis"), DecisionNo: d.Text("decision_no"), SourceTitle: w.sourceTitle(d.Text("source")),
	}
	l.UnitName = unitName(w.cat.units, l.Unit)
	if l.Basis = bases[l.LegalBasis]; l.Basis == "" {
		l.Basis = l.LegalBasis
	}
	if n, ok := d.Int("rate"); ok {
		l.Rate = &n
	}
	// What has the terms of a loan is one, whatever a programme calls its type.
	l.Loan = l.Rate != nil || l.Due != "" || l.Repaid != nil || slices.ContainsFunc(types, func(t SupportType) bool { return t.ID == l.Type && t.Loan })
	if l.Loan && l.Disbursed != nil {
		owed := *l.Disbursed
		if l.Repaid != nil {
			owed -= *l.Repaid
		}
		l.Outstanding = max(0, owed)
	}
	return l
}

// legalBases are the titles of the legal grounds of every programme that is held.
func (w *work) legalBases() map[string]string {
	out := map[string]string{}
	programmes := w.cat.programmes()
	for _, id := range sortedKeys(programmes) {
		for _, b := range programmes[id].LegalBases {
			if out[b.ID] == "" {
				out[b.ID] = b.Title
			}
		}
	}
	return out
}

// sourceTitle returns the title of a source of funding of any programme that is
// held, the words themselves of another.
func (w *work) sourceTitle(id string) string {
	programmes := w.cat.programmes()
	for _, p := range sortedKeys(programmes) {
		if s, ok := programmes[p].Source(id); ok {
			return s.Title
		}
	}
	return id
}
