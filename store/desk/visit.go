package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/checklist"
	"coopfield/store/vi"
)

// Visit opens a visit, saved or only typed, for a screen: everything about it in
// memory. NotFound if there is none.
func (d *Desk) Visit(ctx context.Context, id string) (*Visit, error) {
	var v *Visit
	err := d.view(ctx, func(w *work) (err error) {
		v, err = w.visit(id)
		return err
	})
	return v, err
}

func (w *work) visit(id string) (*Visit, error) {
	f, coop, err := w.atTable(store.Visit, id)
	if err != nil {
		return nil, err
	}
	v := &Visit{
		ID: id, Record: f.Record, Cooperative: coop, Doc: f.Doc, State: store.Draft, Title: coop.Doc.Text("name"), Review: f.Review,
		Drafted: len(f.Draft), me: w.d.Me(), unit: coop.Doc.Text("reporting_unit"), newID: w.d.newID,
	}
	if f.Record != nil {
		v.State = f.Record.State
	}
	v.Raw, v.Typed, v.Newest = typedOf(f.Draft)
	v.Checklist = w.cat.lists().of(v.Doc)
	if err := w.visitFigures(v); err != nil {
		return nil, err
	}
	at := spot{key{store.Visit, id}, v.Doc.Text("on"), v.State, coop.ID}
	kinds := []store.Kind{store.Visit, store.Consultation}
	if v.Doc.Text("purpose") == VisitPlanCheck {
		kinds = append(kinds, store.Plan)
		if err := w.visitSupports(v); err != nil {
			return nil, err
		}
	}
	if v.Open, err = w.openAt(at, kinds); err != nil {
		return nil, err
	}
	forms, err := w.followDrafts(at.key)
	if err != nil {
		return nil, err
	}
	for _, f := range forms {
		v.Drafted += len(f.Draft)
	}
	if err := w.visitObstacles(v); err != nil {
		return nil, err
	}
	v.noteActions()
	v.build()
	return v, w.lastChecks(v)
}

// atTable opens the form of a record that is written at a cooperative's table.
func (w *work) atTable(k store.Kind, id string) (*Form, *store.Record, error) {
	f, err := w.form(k, id)
	if err != nil {
		return nil, nil, err
	}
	if f.IsNew && len(f.Draft) == 0 {
		return nil, nil, notFound(k, id)
	}
	coop, err := w.known(store.Cooperative, f.Doc.Text("cooperative"))
	return f, coop, err
}

// typedOf takes from a draft what the document does not say: texts that are no
// values yet, how values were typed, and which field last.
func typedOf(draft []store.DraftField) (raw, typed map[store.Path]string, newest store.Path) {
	raw, typed = map[store.Path]string{}, map[store.Path]string{}
	at := int64(0)
	for i := range draft {
		f := &draft[i]
		switch {
		case notYet(f):
			raw[f.Path] = f.Raw
		case f.Raw != "":
			typed[f.Path] = f.Raw
		}
		if f.At >= at {
			newest, at = f.Path, f.At
		}
	}
	return raw, typed, newest
}

// build lays the document out for the screen.
func (v *Visit) build() {
	v.Purpose, v.On = v.Doc.Text("purpose"), v.Doc.Text("on")
	last := map[string]VisitCheck{}
	for _, c := range v.Checks {
		last[c.ID] = c
	}
	v.Checks = v.Checks[:0:0]
	given := v.Doc.Sub("checks")
	add := func(c checklist.Check) {
		x := VisitCheck{Check: c, State: given.Text(c.ID + ".state"), Note: given.Text(c.ID + ".note")}
		was := last[c.ID]
		x.Last, x.LastNote, x.LastOn = was.Last, was.LastNote, was.LastOn
		v.Checks = append(v.Checks, x)
	}
	if v.Checklist != nil {
		for _, c := range v.Checklist.Checks {
			add(c)
		}
	}
	for _, id := range sortedKeys(given) {
		if !slices.ContainsFunc(v.Checks, func(c VisitCheck) bool { return c.ID == id }) {
			add(checklist.Check{ID: id})
		}
	}
	v.Recommendations = promisesOf(v.Doc, "recommendations")
	v.Team, v.Participants = personsOf(v.Doc, "team"), personsOf(v.Doc, "participants")
	for i := range v.Supports {
		s := &v.Supports[i]
		s.State, s.Note = v.Doc.Text("support_checks."+s.ID+".state"), v.Doc.Text("support_checks."+s.ID+".note")
	}
	for i := range v.Figures {
		f := &v.Figures[i]
		f.Value = nil
		if n, ok := v.Doc.Int("figures." + f.ID); ok {
			f.Value = &n
		}
	}
	v.Obstacles = sameObstacles(obstacleTexts(v.Doc), v.Obstacles)
}

func promisesOf(d store.Doc, list string) []Promise {
	items := d.Sub(list)
	var out []Promise
	for _, id := range sortedKeys(items) {
		x := items.Sub(id)
		out = append(out, Promise{ID: id, Text: x.Text("text"), Who: x.Text("who"), Due: x.Text("due")})
	}
	return out
}

func personsOf(d store.Doc, list string) []Person {
	items := d.Sub(list)
	var out []Person
	for _, id := range sortedKeys(items) {
		x := items.Sub(id)
		out = append(out, Person{ID: id, Name: x.Text("name"), Position: x.Text("position"), Office: x.Text("office")})
	}
	return out
}

// atVisit are the figures that a visit asks for, in this order (báo cáo của các
// đoàn kiểm tra: thành viên, lao động, cán bộ, vốn, kết quả kinh doanh).
var atVisit = []string{"members", "workers", "managers", "charter_capital", "total_capital", "revenue", "profit"}

// visitFigures lists the figures of a visit beside those of the newest year up
// to its day.
func (w *work) visitFigures(v *Visit) error {
	annual, err := w.newestAnnual(v.Cooperative.ID, v.Doc.Text("on"))
	if err != nil {
		return err
	}
	ids := slices.Clone(atVisit)
	for _, f := range store.Figures() {
		if _, given := v.Doc.Int("figures." + f.ID); given && !slices.Contains(ids, f.ID) {
			ids = append(ids, f.ID)
		}
	}
	for _, id := range ids {
		fig, _ := store.FigureByID(id)
		f := VisitFigure{Figure: fig}
		if annual != nil {
			if n, ok := annual.Doc.Int("figures." + id); ok {
				f.Annual = &n
				f.Year, _ = annual.Doc.Int("year")
			}
		}
		v.Figures = append(v.Figures, f)
	}
	return nil
}

// newestAnnual returns the newest yearly figures of a cooperative up to the year
// of a day, nil if there are none.
func (w *work) newestAnnual(coop, on string) (*store.Record, error) {
	q, _, err := w.following(store.Query{Kind: store.Annual, Where: []store.Cond{{Field: "cooperative", Value: coop}}})
	if err != nil {
		return nil, err
	}
	var best *store.Record
	newest := int64(0)
	err = w.tx.Records(q, func(r *store.Record) error {
		y, _ := r.Doc.Int("year")
		if limit := yearOf(on); (limit == 0 || y <= limit) && (best == nil || y > newest) {
			best, newest = r, y
		}
		return nil
	})
	return best, err
}

// lastChecks says beside each check what the last finalised visit before found.
func (w *work) lastChecks(v *Visit) error {
	var earlier []*store.Record
	err := w.visitsOf(v.Cooperative.ID, func(r *store.Record) {
		if r.ID != v.ID && r.State == store.Final && (v.On == "" || r.Doc.Text("on") <= v.On) {
			earlier = append(earlier, r)
		}
	})
	if err != nil {
		return err
	}
	newestFirst(earlier)
	for i := range v.Checks {
		c := &v.Checks[i]
		for _, r := range earlier {
			if state := r.Doc.Text("checks." + c.ID + ".state"); state != "" && r.Doc.Text("checklist") == v.Doc.Text("checklist") {
				c.Last, c.LastNote, c.LastOn = state, r.Doc.Text("checks."+c.ID+".note"), r.Doc.Text("on")
				break
			}
		}
	}
	return nil
}

func newestFirst(list []*store.Record) {
	slices.SortFunc(list, func(a, b *store.Record) int {
		if c := strings.Compare(b.Doc.Text("on"), a.Doc.Text("on")); c != 0 {
			return c
		}
		return strings.Compare(b.ID, a.ID)
	})
}

// Check returns the check of that id, nil if the visit has none.
func (v *Visit) Check(id string) *VisitCheck {
	for i := range v.Checks {
		if v.Checks[i].ID == id {
			return &v.Checks[i]
		}
	}
	return nil
}

// CanWrite reports whether this person may change the visit as it stands.
func (v *Visit) CanWrite() bool {
	return v.State == store.Draft && mayWrite(v.me, store.Visit, v.Cooperative.ID, v.unit)
}

func mayWrite(me store.Writer, k store.Kind, coop, unit string) bool {
	return store.Permit(me, store.Subject{Kind: k, Op: store.OpPut, Cooperative: coop, Unit: unit}) == nil
}

// Gaps lists what is missing before the visit can be finalised, as
// [Desk.Finalise] does. A path "open.<item>" is the outcome of an open item.
func (v *Visit) Gaps() []Gap {
	return append(formGaps(store.Visit, v.Doc, v.Raw), v.signGaps()...)
}

// formGaps lists what is wrong with the form of a document and what is typed
// and no value yet.
func formGaps(k store.Kind, d store.Doc, raw map[store.Path]string) []Gap {
	var gaps []Gap
	if err := store.Validate(k, d); err != nil {
		gaps = gapsOf(err)
	}
	for _, p := range sortedKeys(raw) {
		gaps = append(gaps, Gap{Path: p, Text: fmt.Sprintf("mục %s: %q chưa phải giá trị đúng", p, raw[p])})
	}
	return gaps
}

// signGaps lists what minutes need before they can be signed: who was there,
// from when to when, every check, every recommendation with who and by when, and
// what became of the earlier ones where that is the purpose.
func (v *Visit) signGaps() []Gap {
	var gaps []Gap
	need := func(p store.Path, text string) {
		if v.Doc.Text(p) == "" && v.Raw[p] == "" {
			gaps = append(gaps, Gap{Path: p, Text: text})
		}
	}
	need("started", "chưa ghi giờ bắt đầu")
	need("ended", "chưa ghi giờ kết thúc")
	gaps = append(gaps, personGaps(v.Team, "team", "chưa ghi trưởng đoàn")...)
	gaps = append(gaps, personGaps(v.Participants, "participants", "chưa ghi người đại diện hợp tác xã")...)
	gaps = append(gaps, foundGaps(v.Open, v.On, v.Purpose == VisitFollowUp || v.Purpose == VisitPlanCheck)...)
	if v.Checklist != nil {
		for i := range v.Checks {
			if c := &v.Checks[i]; c.State == "" {
				gaps = append(gaps, Gap{Path: "checks." + c.ID + ".state", Item: c.ID, Text: "chưa kiểm mục: " + brief(c.Title)})
			}
		}
	}
	if v.Purpose == VisitPlanCheck {
		need("plan", "chưa có kế hoạch hoàn thiện được phê duyệt để kiểm tra")
		for i := range v.Supports {
			if s := &v.Supports[i]; s.State == "" {
				gaps = append(gaps, Gap{Path: "support_checks." + s.ID + ".state", Item: s.ID, Text: "chưa kiểm việc sử dụng hỗ trợ: " + brief(s.TypeName)})
			}
		}
	}
	return append(gaps, promiseGaps(v.Recommendations, "recommendations", v.On)...)
}

func personGaps(list []Person, field, text string) []Gap {
	if len(list) == 0 {
		return []Gap{{Path: field, Text: text}}
	}
	var gaps []Gap
	for _, p := range list {
		if p.Name == "" {
			gaps = append(gaps, Gap{Path: field + "." + p.ID + ".name", Item: p.ID, Text: "chưa ghi họ tên: " + brief(p.Position+" "+p.Office)})
		}
	}
	return gaps
}

func promiseGaps(list []Promise, field, on string) []Gap {
	var gaps []Gap
	for _, r := range list {
		add := func(part, text string) {
			gaps = append(gaps, Gap{Path: field + "." + r.ID + "." + part, Item: r.ID, Text: text})
		}
		name := brief(r.Text)
		if r.Text == "" {
			add("text", "có mục chưa ghi nội dung")
			name = "mục chưa có nội dung"
		}
		if r.Who == "" {
			add("who", "chưa ghi người thực hiện: "+name)
		}
		switch {
		case r.Due == "":
			add("due", "chưa ghi thời hạn: "+name)
		case on != "" && r.Due < on:
			add("due", "thời hạn "+vi.FormatDate(r.Due)+" sớm hơn ngày làm việc: "+name)
		}
	}
	return gaps
}
