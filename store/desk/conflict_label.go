package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/scheme"
)

// arrange sorts the fields of a conflict as the record's form has them: the
// fields of the kind, then figures and items in the order of the scheme, each
// item's points before what is said about them.
func (w *work) arrange(c *Conflict, doc store.Doc) {
	spec := store.SpecOf(c.Kind)
	var sc *scheme.Scheme
	if c.Kind == store.Assessment {
		if s, err := w.cat.schemeOf(doc); err == nil {
			sc = s
		}
	}
	rank := func(f *ConflictField) [3]int {
		group, id, _ := strings.Cut(f.Path, ".")
		n := slices.IndexFunc(spec.Fields, func(x store.Field) bool { return x.Name == group })
		if f.Path == SameAsPath {
			return [3]int{-1}
		}
		if sc == nil {
			return [3]int{n}
		}
		if f.Item != "" {
			at := slices.IndexFunc(sc.Items(), func(it *scheme.Item) bool { return it.ID == f.Item })
			return [3]int{1000, at, n}
		}
		if at := slices.IndexFunc(sc.Facts, func(x scheme.Fact) bool { return x.ID == id }); at >= 0 {
			return [3]int{500, at, n}
		}
		return [3]int{n}
	}
	slices.SortStableFunc(c.Fields, func(a, b ConflictField) int {
		ra, rb := rank(&a), rank(&b)
		return cmp.Or(slices.Compare(ra[:], rb[:]), strings.Compare(a.Path, b.Path))
	})
}

// itemOf returns the item of the scheme that a leaf is about.
func (w *work) itemOf(c *Conflict, p store.Path) string {
	if c.scorer == nil {
		return ""
	}
	switch group, id, _ := strings.Cut(p, "."); group {
	case "self", "checked", "approved", "evidence", "reason", "flag":
		if _, ok := c.scorer.s.Item(id); ok {
			return id
		}
	}
	return ""
}

// fieldLabel names a leaf in Vietnamese: an item of a scheme with its code and
// title, a figure with its title, any other field by its name on paper.
func (w *work) fieldLabel(k store.Kind, doc store.Doc, p store.Path) string {
	group, id, _ := strings.Cut(p, ".")
	name := w.label(k, doc, p)
	switch {
	case k == store.Assessment && leafWord(group) != "" && name != "":
		return id + " " + name
	case k == store.Assessment && (group == "cause" || group == "comments"):
		return fieldNames[group] + " tiêu chí " + id
	case group == "facts_state" && name != "":
		return name + " (nguồn số liệu)"
	case name != "":
		return name
	}
	head := fieldNames[group]
	if head == "" {
		head = group
	}
	if id == "" {
		return head
	}
	parts := strings.Split(id, ".")
	words := make([]string, 0, len(parts))
	for _, part := range parts {
		if n := fieldNames[part]; n != "" {
			part = strings.ToLower(n[:1]) + n[1:]
		}
		words = append(words, part)
	}
	return head + " · " + strings.Join(words, " · ")
}

// fieldNames are the fields of all kinds as a person calls them.
var fieldNames = map[string]string{
	"same_as": "Trùng với hồ sơ",
	"name":    "Tên", "type": "Loại hình", "tax_code": "Mã số thuế", "registration_no": "Số giấy ĐKKD", "registered_on": "Ngày đăng ký",
	"status": "Tình trạng", "stopped_on": "Ngừng từ ngày", "ended_on": "Chấm dứt ngày", "unit": "Xã, phường", "reporting_unit": "Đơn vị báo cáo",
	"area": "Khu vực", "address": "Địa chỉ", "phone": "Điện thoại", "email": "Thư điện tử", "chair": "Chủ tịch HĐQT", "director": "Giám đốc",
	"controller": "Trưởng BKS", "field": "Ngành (VSIC)", "report_field": "Ngành báo cáo", "service_class": "Cung ứng sản phẩm, dịch vụ",
	"model": "Mô hình", "products": "Sản phẩm", "main": "Sản phẩm chính", "ocop": "Hạng OCOP", "link_contracts": "Hợp đồng liên kết",
	"partner": "Đối tác", "product": "Sản phẩm", "from": "Từ ngày", "to": "Đến", "value": "Giá trị", "youth_founded": "Hợp tác xã thanh niên",
	"notes": "Ghi chú", "note": "Ghi chú", "cooperative": "Hợp tác xã", "year": "Năm", "figures": "Số liệu", "estimate": "Số ước",
	"received_on": "Ngày nhận", "source": "Nguồn", "period": "Kỳ", "occasion": "Dịp", "as_of": "Tính đến ngày", "scheme": "Bộ tiêu chí",
	"scheme_revision": "Bản của bộ tiêu chí", "facts": "Số liệu", "facts_state": "Nguồn số liệu", "months_active": "Số tháng hoạt động",
	"months_stopped": "Số tháng ngừng", "self": "Tự chấm", "checked": "Huyện rà soát", "approved": "Tỉnh rà soát", "evidence": "Căn cứ",
	"reason": "Lý do lệch", "cause": "Nguyên nhân", "comments": "Ý kiến của tỉnh", "flag": "Đánh dấu", "board_agreed": "HĐQT thống nhất",
	"supervisor_agreed": "BKS thống nhất", "on": "Ngày", "document_no": "Số văn bản", "started": "Bắt đầu", "ended": "Kết thúc",
	"purpose": "Mục đích", "basis": "Căn cứ", "place": "Địa điểm", "lead_office": "Cơ quan chủ trì", "secretary": "Thư ký", "team": "Đoàn",
	"participants": "Thành phần", "position": "Chức vụ", "office": "Cơ quan", "checklist": "Danh mục kiểm tra", "checks": "Nội dung kiểm tra",
	"state": "Kết quả", "plan": "Kế hoạch", "action_checks": "Kiểm tra hoạt động", "support_checks": "Kiểm tra hỗ trợ", "strengths": "Ưu điểm",
	"shortcomings": "Hạn chế", "obstacles": "Khó khăn", "recommendations": "Kiến nghị", "text": "Nội dung", "who": "Người thực hiện",
	"due": "Thời hạn", "opinion": "Ý kiến của hợp tác xã", "copies": "Số bản", "advisor": "Tư vấn viên", "requests": "Yêu cầu",
	"topics": "Nội dung tư vấn", "advice": "Ý kiến tư vấn", "commitments": "Cam kết", "next_on": "Hẹn tiếp ngày", "about": "Về hồ sơ",
	"kind": "Loại", "consultation": "Lần tư vấn", "checklist_revision": "Bản của bảng kiểm", "record": "Hồ sơ", "item": "Mục", "proof": "Minh chứng", "visit": "Lần kiểm tra", "raised_on": "Ngày nêu",
	"answer": "Trả lời", "answered_on": "Ngày trả lời", "programme": "Chương trình", "submitted_on": "Ngày nộp",
	"entry_assessment": "Đánh giá đầu vào", "profit": "Lợi nhuận", "dossier": "Hồ sơ dự tuyển", "present": "Có", "conditions": "Điều kiện",
	"priorities": "Ưu tiên", "met": "Đạt", "district_decision": "Ý kiến cấp huyện", "province_decision": "Quyết định của tỉnh", "no": "Số",
	"result": "Kết quả", "ministry_sent_on": "Ngày gửi Bộ", "baseline": "Hiện trạng ban đầu", "assessment": "Bảng đánh giá",
	"revision": "Bản", "improve": "Tiêu chí cần nâng", "actions": "Hoạt động", "cost": "Kinh phí", "funding": "Nguồn kinh phí",
	"planned": "Dự kiến", "spent": "Đã chi", "approved_no": "Số phê duyệt", "approved_on": "Ngày phê duyệt", "approved_by": "Người phê duyệt",
	"sent_to": "Gửi", "adjust_reason": "Lý do điều chỉnh", "legal_basis": "Căn cứ pháp lý", "decision_no": "Số quyết định", "disbursed": "Đã giải ngân", "rate": "Lãi suất",
	"repaid": "Đã trả", "cooperatives": "Hợp tác xã", "level": "Cấp", "template": "Mẫu", "records": "Hồ sơ gốc", "recipient": "Đối tượng",
	"budget": "Kinh phí", "form": "Hình thức", "owner": "Của hồ sơ", "media_type": "Loại tệp", "size": "Kích thước", "sha256": "Mã nội dung",
}

// enumTexts are what the values of lists mean, by the last name of their path.
var enumTexts = map[string]map[string]string{
	"type": {
		"htx": "hợp tác xã", "lhhtx": "liên hiệp hợp tác xã", "tht": "tổ hợp tác", "qtdnd": "quỹ tín dụng nhân dân", "nhhtx": "ngân hàng hợp tác xã",
		"replication": "nhân rộng", "commendation": "khen thưởng", "person": "cá nhân", "collective": "tập thể",
	},
	"status": {
		"active": "đang hoạt động", "stopped": "tạm ngừng", "dissolved": "đã giải thể", "converted": "đã chuyển đổi",
		"drafted": "dự thảo", "reviewed": "đã rà soát", "approved": "đã duyệt", "adjusted": "đã điều chỉnh", "closed": "đã kết thúc",
	},
	"service_class": {"production": "sản xuất", "consumption": "tiêu dùng", "employment": "tạo việc làm", "mixed": "hỗn hợp"},
	"facts_state":   {"estimate": "ước", "copied": "chép sang", "confirmed": "đã xác nhận"},
	"occasion":      {"annual": "cả năm", "half_year": "6 tháng", "entry": "đầu vào", "exit": "đầu ra"},
	"purpose": {
		"periodic": "định kỳ", "unplanned": "đột xuất", "follow_up": "phúc tra", "plan_check": "kiểm tra kế hoạch",
		"complaint": "theo đơn thư", "supervision": "giám sát",
	},
	"state": {
		"met": "đạt", "unmet": "chưa đạt", "not_applicable": "không áp dụng", "done": "xong", "partly": "một phần", "not_done": "chưa làm",
		"kept": "đã làm", "not_kept": "chưa làm", "moved": "dời hạn",
	},
	"level": {"cooperative": "hợp tác xã", "unit": "đơn vị", "district": "huyện", "province": "tỉnh"},
}

// enumText is what a value of a list means, "" for any other leaf.
func enumText(k store.Kind, p store.Path, v string) string {
	f := fieldAt(k, p)
	if f == nil || f.Type != store.TypeEnum {
		return ""
	}
	group, _, _ := strings.Cut(p, ".")
	return cmp.Or(enumTexts[p[strings.LastIndexByte(p, '.')+1:]][v], enumTexts[group][v])
}

// schemeName is the document that a scheme comes from, without its date; the id
// if the scheme is not held.
func schemeName(c *catalog, id string) string {
	s, err := c.scheme(id, 0)
	if err != nil || s.Basis == "" {
		return id
	}
	name, _, _ := strings.Cut(s.Basis, " ngày ")
	return name
}

// leafText writes a leaf or an item as a person reads it: names for ids of
// units and cooperatives, words for codes.
func (w *work) leafText(k store.Kind, p store.Path, v any, scales store.Scales) string {
	switch v := v.(type) {
	case nil:
		return ""
	case store.Doc:
		var parts []string
		v.Leaves(func(sub store.Path, x any) {
			last := sub[strings.LastIndexByte(sub, '.')+1:]
			name := fieldNames[last]
			if name == "" {
				name = last
			}
			parts = append(parts, fmt.Sprintf("%s: %s", name, w.leafText(k, p+"."+sub, x, scales)))
		})
		return strings.Join(parts, "; ")
	case string:
		group, _, _ := strings.Cut(p, ".")
		f := store.SpecOf(k).Field(group)
		switch {
		case f == nil:
		case f.Type == store.TypeUnit:
			return unitName(w.cat.units, v)
		case f.Type == store.TypeRef && f.Ref == store.Cooperative:
			return w.coopName(v)
		case p == "scheme":
			return schemeName(w.cat, v)
		case p == "about.kind" || p == "owner.kind":
			return cmp.Or(kindTitles[store.Kind(v)], v)
		}
		if s := enumText(k, p, v); s != "" {
			return s
		}
	}
	return shown(k, p, v, scales)
}
