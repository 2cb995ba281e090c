package desk

import (
	"cmp"
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/vi"
)

// Consultations returns the consultations of a cooperative, newest first, also
// those that are only typed so far and those of cooperatives that it stands for.
func (d *Desk) Consultations(ctx context.Context, coop string) ([]ConsultLine, error) {
	var out []ConsultLine
	err := d.view(ctx, func(w *work) error {
		return w.atTableOf(store.Consultation, coop, func(t *tableRow) {
			out = append(out, ConsultLine{
				ID: t.id, On: t.doc.Text("on"), NextOn: t.doc.Text("next_on"), Advisor: t.doc.Text("advisor"), State: t.state, Typing: t.rec == nil,
				Drafted: t.drafted, Promises: len(t.doc.Sub("commitments")), Open: t.open, Files: t.files, DocumentNo: t.doc.Text("document_no"),
				Conflict: t.conflict, Returned: t.returned, Accepted: t.accepted, Sealed: t.sealed, Got: t.got,
			})
		})
	})
	slices.SortStableFunc(out, func(a, b ConsultLine) int { return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(b.ID, a.ID)) })
	return out, err
}

// Appointments returns the next meetings that consultations fixed, this person's
// own, by date: those of the days to come, and those up to thirty days past
// that no later consultation followed. limit 0 = all.
func (d *Desk) Appointments(ctx context.Context, limit int) ([]Appointment, error) {
	var out []Appointment
	err := d.view(ctx, func(w *work) (err error) {
		out, err = w.appointments()
		return err
	})
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out, err
}

// missedShown is how many days a missed appointment is shown.
const missedShown = 30

func (w *work) appointments() ([]Appointment, error) {
	today := w.d.today()
	hidden, err := w.hidden(store.Consultation)
	if err != nil {
		return nil, err
	}
	me := w.d.Me()
	var out []Appointment
	err = w.tx.Appointments(vi.AddDays(today, -missedShown), func(r *store.AppointmentRow) error {
		if hidden[r.Consultation] == "" && mayWrite(me, store.Consultation, r.Cooperative, r.Unit) {
			days, _ := vi.DaysBetween(today, r.NextOn)
			out = append(out, Appointment{Consultation: r.Consultation, Cooperative: r.Cooperative, On: r.NextOn, Days: days})
		}
		return nil
	})
	for i := range out {
		out[i].CoopName = w.coopName(out[i].Cooperative)
	}
	return out, err
}
