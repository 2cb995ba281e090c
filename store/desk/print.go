package desk

import (
	"context"
	"strings"

	"coopfield/store"
	"coopfield/store/letterhead"
	"coopfield/store/scheme"
)

// Printed is everything that a paper of one record says, before it is laid out:
// what was signed, or what stands in the form so far with the typed fields. Of
// Sheet, Visit and Consult one is set, by Kind.
type Printed struct {
	Kind        store.Kind
	ID          string
	Doc         store.Doc // nobody changes it
	Cooperative *store.Record
	Commune     string // in full: "Xã Đăk Hring, huyện Đăk Hà, tỉnh Kon Tum"

	State    store.State
	Accepted bool // the province accepted it
	Returned bool // the province gave it back
	Conflict bool // several revisions disagree
	Typed    int  // fields of it that stand in no op yet
	// Code names the revision that is printed, "" of what is not finalised or has
	// no one revision that counts. See [PaperCode].
	Code     string
	Training bool
	Author   string // who wrote it first; who prints, while it is only typed
	By       store.Writer

	Letterhead letterhead.Letterhead // with its places filled in
	Form       *letterhead.Form
	Values     map[string]string // of {unit} and the like

	Sheet   *Sheet
	Columns map[scheme.Column]*scheme.Result // of Sheet: those in which points were given, and the official one
	Annual  *store.Record                    // of Sheet: the year's figures, nil if they are not held

	Visit   *Visit
	Consult *Consult
	Files   []string // names of what is attached
}

// undrafted is a transaction that sees no typed fields: a signed record is
// printed as it was signed, whatever an amendment has typed so far.
type undrafted struct{ store.Tx }

func (undrafted) Draft(store.Kind, string) ([]store.DraftField, error) { return nil, nil }
func (undrafted) Drafts() ([]store.DraftHead, error)                   { return nil, nil }

// Print gathers what the paper of a record says. A finalised record is printed as
// it was signed; any other as it stands in its form.
//
// Errors: NotFound; Usage for a kind that has no paper.
func (d *Desk) Print(ctx context.Context, k store.Kind, id string) (*Printed, error) {
	var p *Printed
	err := d.view(ctx, func(w *work) (err error) {
		p, err = w.print(k, id)
		return err
	})
	return p, err
}

// PrintKind returns the kind of the record of that id that has a paper, so that
// an id alone can be printed. NotFound if there is none.
func (d *Desk) PrintKind(ctx context.Context, id string) (store.Kind, error) {
	kind := store.Kind("")
	err := d.view(ctx, func(w *work) error {
		for _, k := range paperKinds {
			r, err := w.record(k, id)
			if err != nil {
				return err
			}
			typed := []store.DraftField(nil)
			if r == nil {
				if typed, err = w.tx.Draft(k, id); err != nil {
					return err
				}
			}
			if r != nil || len(typed) > 0 {
				kind = k
				return nil
			}
		}
		return &store.Error{
			Code: store.NotFound, Message: "không có bảng đánh giá, biên bản kiểm tra, tư vấn hay kế hoạch hoàn thiện nào mang mã " + id,
			Hint: "kiểm tra lại mã, hoặc xem danh sách bằng lệnh list",
		}
	})
	return kind, err
}

// paperKinds are the kinds of which one record makes one paper.
// Of events only the handover between units does.
var paperKinds = []store.Kind{store.Assessment, store.Visit, store.Consultation, store.Event, store.Plan}

func (w *work) print(k store.Kind, id string) (*Printed, error) {
	r, err := w.record(k, id)
	if err != nil {
		return nil, err
	}
	if r != nil && r.State != store.Draft {
		w.tx = undrafted{w.tx}
	}
	p := &Printed{Kind: k, ID: id, State: store.Draft, Training: w.d.o.Mode == Training, By: w.d.Me()}
	if r != nil {
		p.State, p.Accepted, p.Returned, p.Conflict = r.State, r.Accepted, r.ReturnReason != "", r.Conflict != ""
		if r.State == store.Final && !p.Conflict {
			p.Code = PaperCode(r.Rev)
		}
	}
	form, on := "", ""
	switch k {
	case store.Assessment:
		form = letterhead.ScoreSheet
		err = w.printSheet(p)
	case store.Visit:
		form = letterhead.Visit
		on, err = w.printVisit(p)
	case store.Consultation:
		form = letterhead.Consultation
		on, err = w.printConsult(p)
	default:
		return nil, &store.Error{
			Code: store.Usage, Message: "loại hồ sơ " + string(k) + " không có mẫu in", Hint: "in được: assessment, visit, consultation; danh sách đăng ký thì dùng registration --programme",
		}
	}
	if err != nil {
		return nil, err
	}
	p.Commune = unitName(w.cat.units, p.Cooperative.Doc.Text("unit"))
	author, err := w.author(k, id)
	if err != nil {
		return nil, err
	}
	p.Author = author.Person
	set := w.cat.papers()
	p.Form = set.Form(form)
	p.Letterhead, p.Values = w.letterhead(set, author, on)
	p.Values["coop"], p.Values["no"] = p.Cooperative.Doc.Text("name"), p.Doc.Text("document_no")
	if y := firstOf(on, p.Doc.Text("period")); len(y) >= 4 {
		p.Values["year"] = y[:4]
	}
	return p, w.printFiles(p)
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// printSheet reads an assessment with the result in every column that has points.
func (w *work) printSheet(p *Printed) error {
	s, err := w.sheet(p.ID)
	if err != nil {
		return err
	}
	p.Sheet, p.Doc, p.Cooperative, p.Typed = s, s.Doc, s.Cooperative, s.Drafted
	p.Columns = map[scheme.Column]*scheme.Result{}
	for _, c := range scheme.Columns() {
		if len(s.input.Given[c]) == 0 && c != s.Official {
			continue
		}
		res, err := s.Scheme.Score(s.input, scheme.Options{Column: c})
		if err != nil {
			continue // what came in does not fit the scheme: the points stand as given
		}
		p.Columns[c] = &res
	}
	p.Annual, err = w.annualOf(s.Cooperative.ID, s.Period)
	return err
}

// annualOf returns the yearly figures of the year of a period, nil if they are
// not held.
func (w *work) annualOf(coop, period string) (*store.Record, error) {
	if len(period) < 4 {
		return nil, nil
	}
	q, _, err := w.following(store.Query{Kind: store.Annual, Where: []store.Cond{{Field: "cooperative", Value: coop}, {Field: "year", Value: period[:4]}}})
	if err != nil {
		return nil, err
	}
	var out *store.Record
	err = w.tx.Records(q, func(r *store.Record) error {
		if out == nil {
			out = r
		}
		return nil
	})
	return out, err
}

// author returns who wrote the first op of a record, as the registry names them
// now; who prints, where no op is held or its device is not known.
func (w *work) author(k store.Kind, id string) (store.Writer, error) {
	me := w.d.Me()
	e, err := w.entry(k, id)
	if err != nil || e.rec == nil {
		return me, err
	}
	if err := w.load(e); err != nil {
		return me, err
	}
	for _, o := range e.ops {
		if len(o.Base) > 0 || o.Verdict != store.Counted {
			continue
		}
		states, err := w.writersOf(o.Dev)
		if err != nil || len(states) == 0 {
			return me, err
		}
		a := states[len(states)-1]
		a.Person = o.Actor
		return a, nil
	}
	return me, nil
}

// newestPapers returns what offices put on their papers: the newest set that a
// pack brought, else the one of the program.
func newestPapers(refs []store.RefRow) *letterhead.Set {
	var best *letterhead.Set
	for _, r := range refs {
		if r.Type != RefPapers || best != nil && r.Revision <= best.Revision {
			continue
		}
		// One that this program cannot read is of a newer one.
		if s, err := letterhead.Load(r.ID+".toml", r.Data); err == nil {
			best = s
		}
	}
	if best != nil {
		return best
	}
	if s, err := letterhead.Embedded(); err == nil { // a test keeps the embedded one whole
		return s
	}
	return &letterhead.Set{}
}

// letterhead fills in the heading of an author's office on a day, "" = today.
func (w *work) letterhead(set *letterhead.Set, author store.Writer, on string) (letterhead.Letterhead, map[string]string) {
	if on == "" {
		on = w.d.today()
	}
	values := map[string]string{}
	level := ""
	if u, ok := w.cat.units.ByID(author.Unit); ok {
		level = u.Level
		values["unit"], values["UNIT"] = u.OfficialName, strings.ToUpper(u.FullName())
		if p, ok := w.cat.units.Ancestor(u.ID, "province"); ok {
			values["province"], values["PROVINCE"] = p.OfficialName, strings.ToUpper(p.FullName())
		}
	}
	l := set.For(author.Role, level, author.Unit, on)
	for _, s := range []*string{&l.Superior, &l.Name, &l.Symbol, &l.Place, &l.Archive} {
		*s = letterhead.Fill(*s, values)
	}
	values["symbol"], values["archive"] = l.Symbol, l.Archive
	return l, values
}

// printFiles names what is attached to a record.
func (w *work) printFiles(p *Printed) error {
	q := ownedBy(p.Kind, p.ID)
	q.Sort = "name"
	return w.tx.Records(q, func(r *store.Record) error {
		p.Files = append(p.Files, r.Doc.Text("name"))
		return nil
	})
}
