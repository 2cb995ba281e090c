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
	About       Kind   // of a followup: the kind it is about, "" if unknown
	Owner       Kind   // of an attachment: the kind of the record that it belongs to, "" if unknown
	Level       string // of a report: the level it had before the op, "" for a new one
	Names       Doc    // of an event: the cooperatives that it named before the op, by id
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
// import at the province (sync protocol, Who may do what). What is not known of
// a record counts against everybody but the province: a record of no unit would
// else be anybody's.
func Permit(w Writer, s Subject) error {
	if s.Kind == Decision {
		if w.Role == Province && s.Op == OpResolve {
			return nil
		}
		return denied("quyết định không ghi trực tiếp", "dùng lệnh hoặc màn hình xử lý tương ứng; chỉ cấp tỉnh quyết định")
	}
	if w.Role == Province {
		return nil
	}
	if slices.Contains(provinceOps, s.Op) {
		return denied("chỉ cấp tỉnh được trả lại, chấp nhận hoặc quyết định lệch số liệu", "gửi gói lên tỉnh để tỉnh xử lý")
	}
	if s.Kind == Attachment {
		// Who may write the record may put a file beside it.
		if s.Owner == "" || s.Owner == Attachment || s.Owner == Decision {
			return denied("tệp đính kèm không thuộc hồ sơ nào mà máy này ghi được", "đính kèm vào hồ sơ của đơn vị mình")
		}
		s.Kind, s.Op, s.Set = s.Owner, OpPut, nil
	}
	for _, f := range provinceFields[s.Kind] {
		if _, ok := s.Set[f]; ok {
			return denied("chỉ cấp tỉnh được ghi mục "+f, "bỏ mục này rồi ghi lại")
		}
	}
	if s.Kind == Followup && (s.Cooperative == "" || s.About == "") { // else it would be of no unit, and anybody's
		return denied("theo dõi chưa ghi của hợp tác xã nào hoặc về việc gì", "nhập hồ sơ được theo dõi, hoặc ghi mục cooperative và about")
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
	if s.Kind == Report && (s.Level == "province" || s.Set.Text("level") == "province") {
		return denied("báo cáo cấp tỉnh do tỉnh lập", "lập báo cáo cấp của đơn vị mình")
	}
	if s.Kind == Followup && s.About == Consultation {
		return denied("kết quả cam kết tư vấn do tư vấn viên ghi", "báo tư vấn viên phụ trách hợp tác xã")
	}
	switch s.Unit {
	case "":
		return denied("hồ sơ chưa ghi thuộc đơn vị báo cáo nào", "ghi đơn vị của mình vào hồ sơ rồi ghi lại")
	case w.Unit:
		return nil
	}
	return denied("hồ sơ thuộc đơn vị báo cáo "+s.Unit+", không thuộc "+w.Unit, "chỉ ghi hồ sơ của đơn vị mình; nếu đơn vị đã chuyển, nhờ tỉnh chuyển hồ sơ")
}

func permitAdvisor(w Writer, s Subject) error {
	if !slices.Contains(advisorKinds, s.Kind) {
		return denied("tư vấn viên không ghi loại hồ sơ "+string(s.Kind), "ghi phiếu tư vấn, theo dõi cam kết, hỗ trợ hoặc sự kiện")
	}
	if s.Kind == Followup && s.About != Consultation {
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
	if s.Unit == "" || s.Unit != w.Unit {
		return denied("sự kiện không thuộc đơn vị "+w.Unit, "chỉ ghi sự kiện của mình")
	}
	for _, named := range []Doc{s.Names, s.Set.Sub("cooperatives")} {
		for id := range named {
			if _, ok := slices.BinarySearch(w.Coops, id); !ok {
				return denied("hợp tác xã "+id+" chưa được giao cho tư vấn viên", "nhờ tỉnh bổ sung vào danh sách được giao")
			}
		}
	}
	return nil
}

func denied(message, hint string) error {
	return &Error{Code: Denied, Detail: string(NotPermitted), Message: message, Hint: hint}
}
