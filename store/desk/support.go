package desk

import (
	"cmp"
	"context"
	"slices"

	"coopfield/store"
)

// supportTypes are the kinds of support of the plan (kế hoạch, V.3), by the ids
// that the programme's file gives them.
var supportTypes = []SupportType{
	{"policy", "Chính sách hỗ trợ theo V.1, V.2 (kết cấu hạ tầng, khoa học kỹ thuật, ...)", false},
	{"preferential-loan", "Vay vốn ưu đãi của Quỹ hỗ trợ phát triển hợp tác xã tỉnh", true},
	{"training", "Đào tạo, bồi dưỡng, tập huấn cán bộ, thành viên", false},
	{"consulting", "Tư vấn, kiện toàn tổ chức hoạt động", false},
	{"trade-promotion", "Xúc tiến thương mại, mở rộng thị trường, kết nối doanh nghiệp lớn", false},
	{"promotion", "Tuyên truyền, quảng bá, đưa hàng nông sản bảo đảm vệ sinh an toàn thực phẩm vào hệ thống kinh doanh", false},
	{"study-visit", "Tham quan, học tập mô hình đã hoàn thiện", false},
}

// SupportTypes returns the kinds of support, in the order of the plan; the titles
// and further kinds of a programme that was packed stand for them.
func (d *Desk) SupportTypes() []SupportType { return d.catalog().supportTypes() }

func (c *catalog) supportTypes() []SupportType {
	out := slices.Clone(supportTypes)
	programmes := c.programmes()
	for _, id := range sortedKeys(programmes) {
		for _, s := range programmes[id].Supports {
			if i := slices.IndexFunc(out, func(t SupportType) bool { return t.ID == s.ID }); i >= 0 {
				out[i].Title = s.Title
			} else {
				out = append(out, SupportType{ID: s.ID, Title: s.Title})
			}
		}
	}
	return out
}

// Supports returns the support given to a cooperative, newest first, also what
// is only typed so far.
func (d *Desk) Supports(ctx context.Context, coop string) ([]SupportLine, error) {
	var out []SupportLine
	err := d.view(ctx, func(w *work) (err error) {
		out, err = w.supportsOf(coop)
		return err
	})
	return out, err
}

func (w *work) supportsOf(coop string) ([]SupportLine, error) {
	var out []SupportLine
	types := w.cat.supportTypes()
	err := w.atTableOf(store.Support, coop, func(t *tableRow) {
		l := supportLine(t.id, t.doc, types)
		l.Typing = t.rec == nil
		out = append(out, l)
	})
	slices.SortStableFunc(out, func(a, b SupportLine) int { return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(b.ID, a.ID)) })
	return out, err
}

func supportLine(id string, d store.Doc, types []SupportType) SupportLine {
	l := SupportLine{
		ID: id, Type: d.Text("type"), TypeName: d.Text("type"), Source: d.Text("source"), On: d.Text("on"), Due: d.Text("due"), Status: d.Text("status"),
		Note: d.Text("note"), Plan: d.Text("plan"), Consultation: d.Text("consultation"),
	}
	for _, t := range types {
		if t.ID == l.Type {
			l.TypeName = t.Title
		}
	}
	for p, to := range map[store.Path]**int64{"approved": &l.Approved, "disbursed": &l.Disbursed, "repaid": &l.Repaid} {
		if n, ok := d.Int(p); ok {
			*to = &n
		}
	}
	return l
}

// StartSupport begins a support of a cooperative as a draft and returns its id:
// of a type ("" is said later, before it can be saved), with the day of now, given from a consultation if one is named, and
// under the approved plan if there is one. Its fields are saved with
// [Desk.SaveField] and [Desk.Commit] of kind support. Errors are those of
// [Desk.StartVisit].
func (d *Desk) StartSupport(ctx context.Context, coop, kind, consultation string) (string, error) {
	doc := store.Doc{"cooperative": coop, "on": d.today()}
	setDefault(doc, "type", kind)
	err := d.view(ctx, func(w *work) error {
		setDefault(doc, "consultation", consultation)
		plan, err := w.approvedPlanOf(coop)
		if err != nil {
			return err
		}
		if plan != nil {
			doc["plan"] = plan.ID
		}
		whole := doc.Clone()
		setDefault(whole, "type", supportTypes[0].ID)
		return w.startsAt(store.Support, whole)
	})
	if err != nil {
		return "", err
	}
	return d.begin(ctx, store.Support, doc)
}

// visitSupports lists the support given under the plan that a visit checks.
func (w *work) visitSupports(v *Visit) error {
	all, err := w.supportsOf(v.Cooperative.ID)
	for _, s := range all {
		if s.Plan != "" && s.Plan == v.Doc.Text("plan") && !s.Typing {
			v.Supports = append(v.Supports, SupportCheck{SupportLine: s})
		}
	}
	return err
}
