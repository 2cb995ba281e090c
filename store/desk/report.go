package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/report"
	"coopfield/store/vi"
)

// Report makes a report of a programme from what this store holds: saved records
// alone, not what is being typed. Nothing is written.
//
// Errors: NotFound for the template, programme or unit; Invalid for the period.
func (d *Desk) Report(ctx context.Context, o ReportOrder) (*report.Report, error) {
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	var r *report.Report
	err = d.view(ctx, func(w *work) error {
		made, err := w.makeReport(o, reg)
		if err == nil {
			r = made.report
		}
		return err
	})
	return r, err
}

// FreezeReport makes a report and finalises it as a record: its figures, every
// word of it, and the revisions of all records that it was made of. Errors are
// those of [Desk.Report]; Conflict, detail "frozen", if that report is finalised
// already.
func (d *Desk) FreezeReport(ctx context.Context, o ReportOrder) (id string, r *report.Report, err error) {
	reg, err := d.Register(ctx)
	if err != nil {
		return "", nil, err
	}
	err = d.update(ctx, func(w *work) error {
		made, err := w.makeReport(o, reg)
		if err != nil {
			return err
		}
		r = made.report
		if err := w.notFrozen(r); err != nil {
			return err
		}
		doc := store.Doc{
			"template": r.Template, "period": r.Period, "unit": r.Unit, "level": r.Level, "figures": r.FigureDoc(), "text": r.Text(),
		}
		if doc["records"], err = w.reportRecords(made); err != nil {
			return err
		}
		if id, err = w.d.newID(); err != nil {
			return err
		}
		_, err = w.createFinal(store.Report, id, doc, 0)
		return err
	})
	return id, r, err
}

// notFrozen refuses a second report of one template, period and unit.
func (w *work) notFrozen(r *report.Report) error {
	found, err := w.reportLike(r)
	if err != nil || found == nil {
		return err
	}
	return &store.Error{
		Code: store.Conflict, Detail: "frozen", Message: fmt.Sprintf("báo cáo %s kỳ %s của đơn vị này đã có (%s)", r.Template, r.Period, found.ID),
		Kept: "báo cáo đã có được giữ nguyên", Hint: "in lại bằng coopfield report " + found.ID + " --to TỆP; sai thì hủy bằng lệnh void rồi chốt lại",
	}
}

// reportLike returns the report of the same template, period and unit that is
// held and not void, nil if there is none.
func (w *work) reportLike(r *report.Report) (*store.Record, error) {
	q, any, err := w.following(store.Query{Kind: store.Report, Where: []store.Cond{{Field: "template", Value: r.Template}, {Field: "period", Value: r.Period}}})
	if err != nil || !any {
		return nil, err
	}
	var found *store.Record
	err = w.tx.Records(q, func(x *store.Record) error {
		if x.Doc.Text("unit") == r.Unit && x.State != store.Void {
			found = x
		}
		return nil
	})
	return found, err
}

// reportRecords names the revisions that a report was made of: all of its period
// and unit, which are closed by it (sync protocol, What is a conflict), and what
// has no day, such as plans.
func (w *work) reportRecords(made *madeReport) (store.Doc, error) {
	out := store.Doc{}
	name := func(r *store.Record) { out[r.ID] = strings.Join(hexes(r.Heads), " ") }
	if from, to, ok := span(made.report.Period); ok {
		if err := w.closedRecords(&closing{unit: made.report.Unit, from: from, to: to}, name); err != nil {
			return nil, err
		}
	}
	for _, k := range made.used {
		r, err := w.record(k.kind, k.id)
		if err != nil {
			return nil, err
		}
		if r != nil {
			name(r)
		}
	}
	return out, nil
}

// FrozenReport returns a report as it was frozen. NotFound; Invalid, detail
// "report", for one that this program did not make and so cannot lay out again.
func (d *Desk) FrozenReport(ctx context.Context, id string) (*FrozenReport, error) {
	var out *FrozenReport
	err := d.view(ctx, func(w *work) error {
		r, err := w.known(store.Report, id)
		if err != nil {
			return err
		}
		out = &FrozenReport{Record: r, DocumentNo: r.Doc.Text("document_no"), Training: w.d.o.Mode == Training}
		if r.State == store.Final {
			out.Code = PaperCode(r.Rev)
		}
		out.Report, err = report.Parse(r.Doc.Text("text"))
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Reports lists the reports that are held, the newest period first.
func (d *Desk) Reports(ctx context.Context) ([]ReportLine, error) {
	var out []ReportLine
	err := d.view(ctx, func(w *work) error {
		q, any, err := w.following(store.Query{Kind: store.Report})
		if err != nil || !any {
			return err
		}
		return w.tx.Records(q, func(r *store.Record) error {
			l := ReportLine{
				ID: r.ID, Template: r.Doc.Text("template"), Title: r.Doc.Text("template"), Period: r.Doc.Text("period"), Unit: r.Doc.Text("unit"),
				UnitName: unitName(w.cat.units, r.Doc.Text("unit")), Level: r.Doc.Text("level"), State: r.State, DocumentNo: r.Doc.Text("document_no"),
			}
			if t, err := report.ByID(l.Template); err == nil {
				l.Title = t.Title
			}
			out = append(out, l)
			return nil
		})
	})
	slices.SortStableFunc(out, func(a, b ReportLine) int {
		if n := strings.Compare(b.Period, a.Period); n != 0 {
			return n
		}
		return vi.Compare(a.Title+a.UnitName, b.Title+b.UnitName)
	})
	return out, err
}
