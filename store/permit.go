package store

import "slices"

// Writer is who stands behind an op: the person and device that the registry
// (before enrolment: init) names.
type Writer struct {
	Person    string
	Dev       string // key id
	Principal string // such as dakha-01, "" before enrolment
	Role      Role
	Unit      string   // unit id
	Coops     []string // an advisor's cooperatives, sorted
}

// Subject is what an op touches, as far as permissions ask.
type Subject struct {
	Kind        Kind
	Op          OpKind
	Set         Doc
	Cooperative string // id, "" if the record has none
	Unit        string // reporting unit of the cooperative (for kinds without one, the record's unit); "" if unknown
	About       Kind   // for a followup: the kind it is about
}

// provinceOps are the ops that only the province makes.
var provinceOps = []OpKind{OpReturn, OpAccept, OpResolve}

// provinceFields are the fields that only the province sets, by kind.
var provinceFields = map[Kind][]string{
	Assessment:   {"approved", "comments"},
	Registration: {"province_decision", "ministry_sent_on"},
	Plan:         {"approved_no", "approved_on", "approved_by"},
	Obstacle:     {"answer", "answered_on"},
	Proposal:     {"decision_no"},
}

// advisorKinds are the kinds that an advisor of the Alliance writes.
var advisorKinds = []Kind{Consultation, Followup, Support, Event}

// Permit reports whether w may make an op on s: nil, or an Error with code
// Denied that says why. The same table is asked before a put here and at
// import at the province (sync protocol, Who may do what).
func Permit(w Writer, s Subject) error {
	if s.Kind == Decision {
		return denied("quyết định không ghi trực tiếp", "dùng lệnh hoặc màn hình xử lý tương ứng")
	}
	if w.Role == Province {
		return nil
	}
	if slices.Contains(provinceOps, s.Op) {
		return denied("chỉ cấp tỉnh được trả lại, chấp nhận hoặc quyết định lệch số liệu", "gửi gói lên tỉnh để tỉnh xử lý")
	}
	for _, f := range provinceFields[s.Kind] {
		if _, ok := s.Set[f]; ok {
			return denied("chỉ cấp tỉnh được ghi mục "+f, "bỏ mục này rồi ghi lại")
		}
	}
	if s.Kind == Followup && s.Cooperative == "" { // else it would be of no unit, and anybody's
		return denied("theo dõi chưa ghi của hợp tác xã nào", "nhập hồ sơ được theo dõi, hoặc ghi mục cooperative")
	}
	switch w.Role {
	case Officer:
		return permitOfficer(w, s)
	case Advisor:
		return permitAdvisor(w, s)
	}
	return denied("vai trò "+string(w.Role)+" chưa được đăng ký", "nhờ tỉnh cấp quyền cho máy này")
}

func permitOfficer(w Writer, s Subject) error {
	if s.Kind == Report && s.Set.Text("level") == "province" {
		return denied("báo cáo cấp tỉnh do tỉnh lập", "lập báo cáo cấp của đơn vị mình")
	}
	if s.Kind == Followup && s.About == Consultation {
		return denied("kết quả cam kết tư vấn do tư vấn viên ghi", "báo tư vấn viên phụ trách hợp tác xã")
	}
	if s.Unit != "" && s.Unit != w.Unit {
		return denied("hồ sơ thuộc đơn vị báo cáo "+s.Unit+", không thuộc "+w.Unit, "chỉ ghi hồ sơ của đơn vị mình; nếu đơn vị đã chuyển, nhờ tỉnh chuyển hồ sơ")
	}
	return nil
}

func permitAdvisor(w Writer, s Subject) error {
	if !slices.Contains(advisorKinds, s.Kind) {
		return denied("tư vấn viên không ghi loại hồ sơ "+string(s.Kind), "ghi phiếu tư vấn, theo dõi cam kết, hỗ trợ hoặc sự kiện")
	}
	if s.Kind == Followup && s.About != "" && s.About != Consultation {
		return denied("tư vấn viên chỉ theo dõi cam kết của phiếu tư vấn", "kiến nghị kiểm tra do cán bộ theo dõi")
	}
	if s.Kind == Event {
		return permitAdvisorEvent(w, s)
	}
	if _, ok := slices.BinarySearch(w.Coops, s.Cooperative); !ok {
		return denied("hợp tác xã này chưa được giao cho tư vấn viên", "nhờ tỉnh bổ sung vào danh sách được giao")
	}
	return nil
}

// permitAdvisorEvent lets an advisor write the own unit's events, and name in
// them only cooperatives that are assigned.
func permitAdvisorEvent(w Writer, s Subject) error {
	if s.Unit != "" && s.Unit != w.Unit {
		return denied("sự kiện thuộc đơn vị "+s.Unit+", không thuộc "+w.Unit, "chỉ ghi sự kiện của mình")
	}
	for id := range s.Set.Sub("cooperatives") {
		if _, ok := slices.BinarySearch(w.Coops, id); !ok {
			return denied("hợp tác xã "+id+" chưa được giao cho tư vấn viên", "nhờ tỉnh bổ sung vào danh sách được giao")
		}
	}
	return nil
}

func denied(message, hint string) error {
	return &Error{Code: Denied, Detail: string(NotPermitted), Message: message, Hint: hint}
}
