package desk

import (
	"fmt"

	"coopfield/store"
)

// unitKinds are the kinds of which a record may be of a unit and no
// cooperative. A report is of the unit that made it, for good.
var unitKinds = []store.Kind{store.Event, store.Obstacle, store.Proposal}

// papers lays what the unit itself has still to do with a successor: that of the
// cooperatives it names if they have one, the only successor there is, or whom
// the order says.
func (t *transfer) papers(p *TransferPlan, goes map[string]string) error {
	only := ""
	for i := range p.Rows {
		if to := p.Rows[i].To; only == "" {
			only = to
		} else if only != to {
			only = "-"
		}
	}
	for _, k := range unitKinds {
		var list []*store.Record
		q := store.Query{Kind: k, Where: []store.Cond{{Field: "unit", Value: t.from.ID}}}
		err := t.w.tx.Records(q, func(r *store.Record) error {
			if openPaper(r, t.on) {
				list = append(list, r)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, r := range list {
			if err := t.paper(p, goes, only, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// openPaper reports whether a record of no cooperative is still to be dealt with
// on a day: an obstacle without an answer, a proposal without a decision, an
// event that is yet to come.
func openPaper(r *store.Record, on string) bool {
	if r.Doc.Text("cooperative") != "" || r.SameAs != "" {
		return false
	}
	if r.Kind == store.Event {
		return r.Doc.Text("on") >= on && r.Doc.Text("type") != EventTransfer
	}
	return waitsForAnswer(r)
}

// waitsForAnswer reports whether an obstacle has no answer, or a proposal no
// decision yet.
func waitsForAnswer(r *store.Record) bool {
	if r.Kind == store.Proposal {
		return r.Doc.Text("decision_no") == ""
	}
	state := r.Doc.Text("state")
	return r.Doc.Text("answer") == "" && r.Doc.Text("answered_on") == "" && state != ObstacleClosed && state != ObstacleWithdrawn
}

func (t *transfer) paper(p *TransferPlan, goes map[string]string, only string, r *store.Record) error {
	title, err := t.w.title(r.Kind, r.Doc)
	if err != nil {
		return err
	}
	x := TransferPaper{Kind: r.Kind, ID: r.ID, Title: title}
	named, one := t.named(goes, r)
	switch {
	case t.openCaseOf(r) != "":
		p.Stuck = append(p.Stuck, TransferStuck{
			Paper: Entry{Kind: r.Kind, ID: r.ID, Title: title}, Case: t.openCaseOf(r), Why: "đang lệch số liệu; quyết định ở mục Lệch số liệu trước",
		})
		return nil
	case t.to[r.ID] != "":
		x.To, x.Told = t.to[r.ID], true
	case t.to[t.from.ID] != "":
		x.To, x.Told = t.to[t.from.ID], true
	case named && one != "":
		x.To = one
	case !named && only != "" && only != "-":
		x.To = only
	default:
		if u, err := t.w.cat.units.Current(t.from.ID, t.on); err == nil && u.ID != t.from.ID {
			x.To = u.ID
			break
		}
		p.Stuck = append(p.Stuck, TransferStuck{
			Paper: Entry{Kind: r.Kind, ID: r.ID, Title: title}, Why: fmt.Sprintf("hồ sơ của chính %s, cần chọn đơn vị nhận", t.w.cat.units.Label(t.from)),
		})
		return nil
	}
	p.Papers = append(p.Papers, x)
	return nil
}

func (t *transfer) openCaseOf(r *store.Record) string {
	if r.Conflict == "" || t.w.open[r.Conflict].Kind == store.CaseDuplicate {
		return ""
	}
	return r.Conflict
}

// named reports whether a record names cooperatives, and the one unit that all
// of them go to, "" if they part.
func (t *transfer) named(goes map[string]string, r *store.Record) (named bool, one string) {
	for id := range r.Doc.Sub("cooperatives") {
		to := goes[id]
		if to == "" || named && to != one {
			return true, ""
		}
		named, one = true, to
	}
	return named, one
}

// weigh counts what hangs on the cooperatives of rows, which report to one of
// units. It reads plain columns, and documents only of what is open.
func (w *work) weigh(units []string, rows []TransferRow) error {
	at := map[string]*TransferRow{}
	for i := range rows {
		at[rows[i].Cooperative] = &rows[i]
	}
	count := func(k store.Kind, where []store.Cond, f func(row *TransferRow, r *store.Record)) error {
		return w.tx.Records(store.Query{Kind: k, Where: where}, func(r *store.Record) error {
			if row := at[r.Doc.Text("cooperative")]; row != nil && r.SameAs == "" {
				f(row, r)
			}
			return nil
		})
	}
	for _, u := range units {
		of := store.Cond{Field: "reporting_unit", Value: u}
		err := count(store.Registration, []store.Cond{of}, func(row *TransferRow, r *store.Record) {
			row.Pilot = row.Pilot || isChosen(r.Doc)
		})
		if err == nil {
			err = count(store.Plan, []store.Cond{of}, func(row *TransferRow, _ *store.Record) { row.Plans++ })
		}
		for _, k := range []store.Kind{store.Assessment, store.Visit, store.Consultation} {
			if err == nil {
				err = count(k, []store.Cond{of, {Field: "status", Value: string(store.Draft)}}, func(row *TransferRow, _ *store.Record) { row.Drafts++ })
			}
		}
		if err == nil {
			err = count(store.Obstacle, []store.Cond{{Field: "reporting_unit", Value: u}, {Field: "answered_on", Value: ""}}, func(row *TransferRow, r *store.Record) {
				if w.obstacleLine(r).Waiting {
					row.Obstacles++
				}
			})
		}
		if err == nil {
			err = w.tx.Promises(store.PromiseQuery{Unit: u, Open: true}, func(p *store.Promise) error {
				if row := at[p.Cooperative]; row != nil {
					row.OpenItems++
				}
				return nil
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}
