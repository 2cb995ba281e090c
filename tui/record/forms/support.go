package forms

import (
	"context"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/record"
)

// lookSupport reads the plans that a support may stand under, and the
// consultation that it was given from.
func (f *form) lookSupport(ctx context.Context, k *known) error {
	err := f.d.List(ctx, store.Query{Kind: store.Plan, Where: []store.Cond{{Field: "cooperative", Value: k.doc.Text("cooperative")}}}, func(r *store.Record) error {
		k.plans = append(k.plans, field.Option{ID: r.ID, Label: f.planName(r)})
		return nil
	})
	if err != nil {
		return err //nolint:wrapcheck // told to the person as it is
	}
	if id := k.doc.Text("consultation"); id != "" {
		r, err := f.d.Get(ctx, store.Consultation, id)
		if err == nil {
			k.consult = r.Doc.Text("on")
		}
	}
	return nil
}

// planName is a plan by its programme and its approval.
func (f *form) planName(r *store.Record) string {
	name := r.Doc.Text("programme")
	for _, p := range f.d.Programmes() {
		if p.ID == name {
			name = p.Title
		}
	}
	if no := r.Doc.Text("approved_no"); no != "" {
		name = no + " (" + vi.FormatDate(r.Doc.Text("approved_on")) + "): " + name
	}
	return name
}

// support is the form of a support (V; VI.2.b): a loan has its terms too.
func (f *form) support(k *known) record.Layout {
	w := &f.c.Words.Record
	types, loan := []field.Option(nil), false
	for _, t := range f.d.SupportTypes() {
		types = append(types, field.Option{ID: t.ID, Label: t.Title})
		loan = loan || t.ID == k.doc.Text("type") && t.Loan
	}
	for _, p := range []store.Path{"rate", "due", "repaid"} {
		loan = loan || k.doc.At(p) != nil
	}
	rows := []record.Row{
		f.pick(k, "type", types), f.row("on"), f.pick(k, "source", f.entries(funding)), f.pick(k, "legal_basis", f.entries(legalBases)),
		f.row("decision_no"), f.row("approved"), f.row("disbursed"),
	}
	approved, asked := k.doc.Int("approved")
	paid, given := k.doc.Int("disbursed")
	if asked && given && paid > approved {
		rows = append(rows, record.Row{Say: []record.Said{{Text: w.PaidMore, Look: record.Warn}}})
	}
	if loan {
		rate := f.row("rate")
		rate.Label += " (%)"
		rate.Width = 12
		rows = append(rows, rate, f.row("due"), f.row("repaid"), f.left(k))
	}
	status := f.row("status")
	status.Hint = w.StatusHint
	rows = append(rows, status)
	if len(k.plans) > 0 || k.doc.Text("plan") != "" {
		rows = append(rows, f.pick(k, "plan", k.plans))
	}
	note := f.row("note")
	note.Lines = 2
	rows = append(rows, note)
	if id := k.doc.Text("consultation"); id != "" {
		rows = append(rows, record.Row{
			ID: "consultation", Word: fmtDay(w.FromConsult, k.consult), Sign: f.c.Theme.Glyph.Sep,
			Press: func() tea.Cmd { return page.Go(string(store.Consultation), id, nil) },
		})
	}
	i := slices.IndexFunc(types, func(o field.Option) bool { return o.ID == k.doc.Text("type") })
	title := w.Titles[string(store.Support)]
	if i >= 0 {
		title = types[i].Label
	}
	return record.Layout{Sections: []record.Section{{ID: "support", Title: title, Rows: rows}}}
}

// left is what is still owed of a loan.
func (f *form) left(k *known) record.Row {
	w := &f.c.Words.Record
	paid, given := k.doc.Int("disbursed")
	back, _ := k.doc.Int("repaid")
	r := record.Row{Label: w.Left}
	switch due, today := k.doc.Text("due"), f.c.Now().Format(time.DateOnly); {
	case !given:
		r.Say = record.Quiet(w.NotPaid)
	case back >= paid:
		r.Say = []record.Said{{Text: vi.FormatMoney(0), Look: record.Good}}
	case due != "" && due < today:
		days, _ := vi.DaysBetween(due, today)
		r.Say = []record.Said{{Text: vi.FormatMoney(paid-back) + ", " + sprintf(w.LoanOver, days), Look: record.Bad}}
	default:
		r.Say = record.Text(vi.FormatMoney(paid - back))
	}
	return r
}

func fmtDay(format, day string) string { return sprintf(format, vi.FormatDate(day)) }
