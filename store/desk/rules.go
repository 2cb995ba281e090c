package desk

import (
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/unit"
)

// complete gives a new record what it may leave out and checks it.
func (w *work) complete(k store.Kind, id string, doc store.Doc) (store.Doc, error) {
	switch k {
	case store.Cooperative:
		setDefault(doc, "status", "active")
		setDefault(doc, "reporting_unit", w.d.Me().Unit)
	case store.Assessment:
		if err := w.completeAssessment(doc); err != nil {
			return nil, err
		}
	case store.Report, store.Event, store.Proposal:
		setDefault(doc, "unit", w.d.Me().Unit)
	case store.Followup:
		about, err := w.followed(doc)
		if err != nil {
			return nil, err
		}
		if about != nil {
			setDefault(doc, "cooperative", about.Doc.Text("cooperative"))
		}
	case store.Visit:
		if err := w.completeVisit(doc); err != nil {
			return nil, err
		}
	case store.Obstacle:
		setDefault(doc, "raised_on", w.d.today())
		if doc.Text("cooperative") == "" {
			setDefault(doc, "unit", w.d.Me().Unit)
		}
	}
	doc, err := w.normal(k, doc, nil)
	if err != nil {
		return nil, err
	}
	if err := w.valid(k, doc); err != nil {
		return nil, err
	}
	return doc, nil
}

// followed returns the record that a followup is about, nil if it is not held.
func (w *work) followed(doc store.Doc) (*store.Record, error) {
	k, id := store.Kind(doc.Text("about.kind")), doc.Text("about.record")
	if store.SpecOf(k) == nil || !store.ValidID(id) {
		return nil, nil
	}
	return w.record(k, id)
}

func setDefault(d store.Doc, field string, v any) {
	if old, ok := d[field]; (!ok || old == nil || old == "") && v != "" {
		d[field] = v
	}
}

// completeAssessment gives a sheet its occasion, day, scheme revision, and the
// facts that the year's figures have.
func (w *work) completeAssessment(doc store.Doc) error {
	setDefault(doc, "occasion", "annual")
	if p := doc.Text("period"); p != "" && doc.Text("as_of") == "" {
		day, err := scheme.LastDay(p)
		if err != nil {
			return err
		}
		doc["as_of"] = day
	}
	if doc.Text("scheme") == "" || doc.Text("cooperative") == "" {
		return nil // valid says what is missing
	}
	s, err := w.cat.schemeOf(doc)
	if err != nil {
		return err
	}
	doc["scheme_revision"] = s.Revision
	return w.prefill(s, doc)
}

// prefill copies the yearly figures that the sheet's facts lack and marks them
// as copied, or as an estimate where the year's own are one (ước).
func (w *work) prefill(s *scheme.Scheme, doc store.Doc) error {
	year := yearOf(doc.Text("period"))
	r, err := w.annual(doc.Text("cooperative"), year)
	if err != nil || r == nil {
		return err
	}
	given, state := doc.Sub("facts"), Copied
	if r.Doc.Bool("estimate") {
		state = Estimate
	}
	for id, n := range figures(s, r.Doc) {
		if _, has := given[id]; has {
			continue
		}
		doc.Put("facts."+id, n)
		doc.Put("facts_state."+id, state)
	}
	return nil
}

// annual returns the yearly figures of a cooperative, nil if there are none;
// of several records the one with the smallest id.
func (w *work) annual(coop string, year int64) (*store.Record, error) {
	key := fmt.Sprintf("%s|%d", coop, year)
	ids, err := w.tx.Natural(store.Annual, key)
	if err != nil {
		return nil, err
	}
	if id, ok := w.taken[natural{store.Annual, key}]; ok {
		ids = append(ids, id)
	}
	for _, id := range ids {
		r, err := w.record(store.Annual, id)
		if err != nil {
			return nil, err
		}
		if naturalOf(r) == key {
			return r, nil
		}
	}
	return nil, nil
}

// normal brings doc to the form that is stored: units by their id, text clean.
// Values that before has already are kept as they are, so that a unit that has
// expired stays as it was on paper.
func (w *work) normal(k store.Kind, doc, before store.Doc) (store.Doc, error) {
	for _, f := range store.SpecOf(k).Fields {
		if f.Type != store.TypeUnit {
			continue
		}
		ref := doc.Text(f.Name)
		if ref == "" || ref == before.Text(f.Name) {
			continue
		}
		u, err := w.cat.units.Resolve(ref, w.d.today())
		if err != nil {
			return nil, err
		}
		doc[f.Name] = u.ID
	}
	if k == store.Registration || k == store.Plan {
		if err := w.inProgramme(k, doc, before); err != nil {
			return nil, err
		}
	}
	if k == store.Plan {
		return doc, w.freezing(doc, before)
	}
	return doc, nil
}

// valid checks a whole record: the form, what it refers to, and what its kind
// asks besides.
func (w *work) valid(k store.Kind, doc store.Doc) error {
	if err := store.Validate(k, doc); err != nil {
		return err
	}
	if k == store.Cooperative && doc.Text("reporting_unit") == "" {
		return &store.Error{
			Code: store.Invalid, Detail: "reporting_unit", Message: "mục reporting_unit: không được để trống",
			Hint: "ghi đơn vị báo cáo của hợp tác xã", // without one anybody might write it
		}
	}
	if k == store.Visit {
		if err := w.validVisit(doc); err != nil {
			return err
		}
	}
	if k == store.Followup {
		if err := validFollowup(doc); err != nil {
			return err
		}
		about, err := w.followed(doc)
		if err != nil {
			return err
		}
		if about != nil && about.Doc.Text("cooperative") != doc.Text("cooperative") {
			return &store.Error{
				Code: store.Invalid, Detail: "cooperative", Message: "mục cooperative: không phải hợp tác xã của hồ sơ được theo dõi",
				Hint: "bỏ mục này để lấy theo hồ sơ được theo dõi",
			}
		}
	}
	if k == store.Assessment {
		day, err := scheme.LastDay(doc.Text("period"))
		if err != nil {
			return err
		}
		s, err := w.cat.schemeOf(doc)
		if err != nil {
			return err
		}
		if v := s.Valid(day); v.Err != nil {
			return v.Err
		}
		if half := strings.Contains(doc.Text("period"), "-H"); half && s.Period == "year" && doc.Text("occasion") == "annual" {
			return &store.Error{
				Code: store.Invalid, Detail: "period", Message: fmt.Sprintf("bộ tiêu chí %s đánh giá theo năm, kỳ %s là nửa năm", s.ID, doc.Text("period")),
				Hint: "ghi kỳ là năm, như " + doc.Text("period")[:4] + "; đánh giá giữa năm thì ghi occasion là half_year",
			}
		}
		if err := checkSheet(s, doc); err != nil {
			return err
		}
	}
	if coop := doc.Text("cooperative"); coop != "" {
		r, err := w.record(store.Cooperative, coop)
		if err != nil {
			return err
		}
		if r == nil {
			return &store.Error{
				Code: store.NotFound, Detail: "cooperative", Message: "hợp tác xã " + coop + " chưa có trong máy này",
				Hint: "ghi hồ sơ hợp tác xã trước, hoặc kiểm tra lại mã",
			}
		}
	}
	return nil
}

// checkSheet refuses points and facts that the scheme does not allow.
func checkSheet(s *scheme.Scheme, doc store.Doc) error {
	for _, group := range []string{"facts_state", "evidence", "flag"} {
		for id := range doc.Sub(group) {
			_, isItem := s.Item(id)
			_, isFact := s.Fact(id)
			if group == "facts_state" && !isFact || group != "facts_state" && !isItem {
				return &store.Error{
					Code: store.Invalid, Detail: group + "." + id, Message: fmt.Sprintf("mục %s.%s: bộ tiêu chí %s không có mã này", group, id, s.ID),
					Hint: "xem danh sách mã trong bộ tiêu chí",
				}
			}
		}
	}
	for _, group := range []string{"cause", "comments"} {
		for id := range doc.Sub(group) {
			if !hasCriterion(s, id) {
				return &store.Error{
					Code: store.Invalid, Detail: group + "." + id, Message: fmt.Sprintf("mục %s.%s: bộ tiêu chí %s không có tiêu chí này", group, id, s.ID),
					Hint: "ghi mã của tiêu chí, không phải của mục con",
				}
			}
		}
	}
	_, err := s.Score(sheetOf(doc, "", nil), scheme.Options{Column: s.ScoreColumn})
	return err
}

func hasCriterion(s *scheme.Scheme, id string) bool {
	for _, g := range s.Groups {
		for _, c := range g.Criteria {
			if c.ID == id {
				return true
			}
		}
	}
	return false
}

// fixed refuses a change of what makes the record one of its kind.
func (w *work) fixed(k store.Kind, before, now store.Doc) error {
	for _, f := range store.SpecOf(k).Fields {
		if f.Fixed && !store.Equal(store.Doc{"f": before[f.Name]}, store.Doc{"f": now[f.Name]}) {
			return &store.Error{
				Code: store.Invalid, Detail: f.Name, Message: fmt.Sprintf("mục %s: không đổi được sau khi lập hồ sơ", f.Name),
				Hint: "lập hồ sơ mới với giá trị đúng và hủy hồ sơ này",
			}
		}
	}
	return nil
}

// title names a record for people: the cooperative, the kind and the period.
func (w *work) title(k store.Kind, d store.Doc) (string, error) {
	coop := ""
	if id := d.Text("cooperative"); id != "" {
		r, err := w.record(store.Cooperative, id)
		if err != nil {
			return "", err
		}
		if r != nil {
			coop = r.Doc.Text("name")
		}
	}
	return titleOf(k, d, coop), nil
}

// kindTitles are the kinds as a sentence names them.
var kindTitles = map[store.Kind]string{
	store.Cooperative: "hợp tác xã", store.Annual: "số liệu năm", store.Assessment: "bảng đánh giá",
	store.Visit: "biên bản kiểm tra", store.Consultation: "phiếu tư vấn", store.Followup: "theo dõi",
	store.Registration: "đăng ký tham gia", store.Plan: "kế hoạch hoàn thiện", store.Support: "hỗ trợ",
	store.Event: "sự kiện", store.Obstacle: "khó khăn, vướng mắc", store.Report: "báo cáo",
	store.Proposal: "đề xuất", store.Decision: "quyết định", store.Attachment: "tệp đính kèm",
}

func titleOf(k store.Kind, d store.Doc, coop string) string {
	name := kindTitles[k]
	if name == "" {
		name = string(k)
	}
	when := dayTitle(k, d)
	if k == store.Visit && d.Text("purpose") == VisitSupervision {
		name = "biên bản giám sát"
	}
	if k == store.Event && d.Text("type") == EventTransfer {
		name = "bàn giao giữa các đơn vị báo cáo"
	}
	switch k {
	case store.Cooperative:
		if n := d.Text("name"); n != "" {
			return n
		}
		return name
	case store.Annual:
		if y, ok := d.Int("year"); ok {
			when = fmt.Sprint(y)
		}
	case store.Assessment, store.Report:
		when = d.Text("period")
	}
	if when != "" {
		name += " " + when
	}
	if coop != "" {
		name += " · " + coop
	}
	return name
}

// unitName returns how a unit is shown, its id if it is not known.
func unitName(t *unit.Table, id string) string {
	u, ok := t.ByID(id)
	if !ok {
		return id
	}
	return t.Label(u)
}
