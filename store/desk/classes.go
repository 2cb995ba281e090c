package desk

import (
	"context"

	"coopfield/store"
	"coopfield/store/classify"
)

// ClassView is how a cooperative is classed on a day: by every rule that is in
// force then, on the figures of its newest year up to that day.
type ClassView struct {
	Cooperative string
	On          string // civil date
	Year        int64  // that the figures are of, 0 = there are none
	Estimate    bool   // they are one
	Sizes       []classify.Result
	// Service is the class by what is supplied to members; its id is "" while
	// nobody chose one. ServiceRule says whether the rule on it is in force.
	Service      classify.Service
	ServiceTitle string
	ServiceBasis string
	ServiceRule  bool
}

// Classes classes a cooperative on a day (YYYY-MM-DD, "" = today). A rule that
// says nothing of it, or asks for a figure that is not known, gives no class and
// says why. NotFound if the cooperative is not held.
//
// Source: Thông tư 01/2020/TT-BKHĐT, Điều 3 to 5; Nghị định 113/2024/NĐ-CP.
func (d *Desk) Classes(ctx context.Context, coop, on string) (*ClassView, error) {
	var v *ClassView
	err := d.view(ctx, func(w *work) (err error) {
		v, err = w.classes(coop, on)
		return err
	})
	return v, err
}

func (w *work) classes(coop, on string) (*ClassView, error) {
	if on == "" {
		on = w.d.today()
	}
	r, err := w.known(store.Cooperative, coop)
	if err != nil {
		return nil, err
	}
	set := w.cat.classes()
	v := &ClassView{Cooperative: r.ID, On: on, ServiceTitle: set.Services.Title, ServiceBasis: set.Services.Basis}
	v.Service, v.ServiceRule = set.ServiceOn(r.Doc.Text("service_class"), on)
	f := classify.Facts{Type: r.Doc.Text("type"), ReportField: r.Doc.Text("report_field")}
	annual, err := w.newestAnnual(r.ID, on)
	if err != nil {
		return nil, err
	}
	if annual != nil {
		f.Figures = ints(annual.Doc.Sub("figures"))
		v.Year, _ = annual.Doc.Int("year")
		v.Estimate = annual.Doc.Bool("estimate")
	}
	v.Sizes = set.Classify(on, f)
	return v, nil
}

// newestClasses returns the classes of the newest set that a pack brought, else
// those of the program.
func newestClasses(refs []store.RefRow) *classify.Set {
	var best *classify.Set
	for _, r := range refs {
		if r.Type != RefClasses || best != nil && r.Revision <= best.Revision {
			continue
		}
		// One that this program cannot read is of a newer one.
		if s, err := classify.Load(r.ID+".toml", r.Data); err == nil {
			best = s
		}
	}
	if best != nil {
		return best
	}
	if s, err := classify.Embedded(); err == nil { // a test keeps the embedded one whole
		return s
	}
	return &classify.Set{}
}
