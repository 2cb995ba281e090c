package text

// Leaf are the names of the fields of records that have no form of their own
// yet, by path with ids of items as "*", "kind/path" where a kind has its own
// word; those of a cooperative, a year's figures and a sheet stand in [Coop].
type Leaf struct {
	Fields map[string]string
	Enums  map[string]map[string]string // words by field and value
	Items  map[string]string            // behind the number of an item of a sheet, by group
}

var leafVI = Leaf{
	Items: map[string]string{
		"self": "tự chấm", "checked": "huyện rà soát", "approved": "tỉnh rà soát", "evidence": "căn cứ", "reason": "lý do lệch",
		"cause": "nguyên nhân", "comments": "ý kiến của tỉnh", "flag": "đánh dấu", "facts_state": "nguồn số liệu",
	},
	Fields: map[string]string{
		"on": "Ngày", "started": "Bắt đầu lúc", "ended": "Kết thúc lúc", "purpose": "Mục đích", "basis": "Căn cứ", "place": "Nơi làm việc",
		"lead_office": "Cơ quan chủ trì", "secretary": "Thư ký", "team.*.name": "Đoàn: tên", "team.*.position": "Đoàn: chức vụ",
		"team.*.office": "Đoàn: cơ quan", "participants.*.name": "Dự họp: tên", "participants.*.position": "Dự họp: chức vụ",
		"participants.*.office": "Dự họp: cơ quan", "checklist": "Bảng kiểm", "checklist_revision": "Bản của bảng kiểm", "checks.*.state": "Kiểm %s", "checks.*.note": "Ghi chú mục kiểm %s",
		"plan": "Kế hoạch", "action_checks.*.state": "Việc trong kế hoạch", "action_checks.*.note": "Ghi chú việc trong kế hoạch",
		"support_checks.*.state": "Hỗ trợ đã giao", "support_checks.*.note": "Ghi chú hỗ trợ",
		"strengths": "Ưu điểm", "shortcomings": "Hạn chế", "obstacles": "Khó khăn, vướng mắc", "recommendations.*.text": "Kiến nghị",
		"recommendations.*.who": "Kiến nghị: ai làm", "recommendations.*.due": "Kiến nghị: hạn", "opinion": "Ý kiến của HTX", "copies": "Số bản",
		"advisor": "Tư vấn viên", "requests": "Yêu cầu của HTX", "topics.*": "Chủ đề %s", "advice": "Nội dung tư vấn",
		"commitments.*.text": "Cam kết", "commitments.*.who": "Cam kết: ai làm", "commitments.*.due": "Cam kết: hạn", "next_on": "Lần tới ngày",
		"about.kind": "Theo dõi loại hồ sơ", "about.record": "Theo dõi hồ sơ", "about.item": "Theo dõi mục", "state": "Tình trạng",
		"note": "Ghi chú", "proof": "Bằng chứng", "visit": "Lần kiểm tra", "consultation": "Lần tư vấn", "followup/due": "Hạn mới", "text": "Nội dung", "raised_on": "Nêu ngày", "to": "Gửi tới",
		"answer": "Trả lời", "answered_on": "Trả lời ngày", "programme": "Chương trình", "submitted_on": "Nộp ngày",
		"entry_assessment": "Đánh giá đầu vào", "profit.*": "Lợi nhuận %s", "dossier.*.present": "Hồ sơ %s", "dossier.*.note": "Ghi chú hồ sơ %s",
		"conditions.*.met": "Điều kiện %s", "conditions.*.note": "Ghi chú điều kiện %s", "priorities.*.met": "Ưu tiên %s",
		"priorities.*.note": "Ghi chú ưu tiên %s", "district_decision.no": "Huyện quyết định số", "district_decision.on": "Huyện quyết định ngày",
		"district_decision.result": "Huyện quyết định", "district_decision.note": "Ghi chú của huyện", "province_decision.no": "Tỉnh quyết định số",
		"province_decision.on": "Tỉnh quyết định ngày", "province_decision.result": "Tỉnh quyết định", "province_decision.note": "Ghi chú của tỉnh",
		"ministry_sent_on": "Gửi Bộ ngày", "baseline.assessment": "Mốc đầu: bảng đánh giá", "baseline.revision": "Mốc đầu: bản",
		"improve.*": "Mục tiêu tiêu chí %s", "actions.*.type": "Việc: loại", "actions.*.text": "Việc", "actions.*.who": "Việc: ai làm",
		"actions.*.from": "Việc: từ ngày", "actions.*.to": "Việc: đến ngày", "actions.*.cost": "Việc: kinh phí", "actions.*.state": "Việc: tình trạng",
		"funding.*.planned": "Vốn %s: dự kiến", "funding.*.spent": "Vốn %s: đã chi",
		"approved_no": "Phê duyệt số", "approved_on": "Phê duyệt ngày", "approved_by": "Người phê duyệt", "sent_to.*": "Gửi %s ngày", "adjust_reason": "Lý do điều chỉnh",
		"legal_basis": "Căn cứ pháp lý", "decision_no": "Quyết định số", "approved": "Được duyệt", "disbursed": "Đã giải ngân",
		"rate": "Lãi suất", "due": "Đến hạn", "repaid": "Đã trả", "cooperatives.*": "HTX tham gia", "participants": "Số người dự", "cost": "Kinh phí",
		"level": "Cấp", "template": "Mẫu báo cáo", "records.*": "Bản dùng làm báo cáo", "recipient.name": "Đề nghị cho", "recipient.type": "Đối tượng",
		"budget": "Dự toán", "form": "Hình thức", "same_as": "Trùng với hồ sơ",
		"support/type": "Loại hỗ trợ", "event/type": "Loại sự kiện", "proposal/type": "Loại đề xuất", "support/status": "Tình trạng hỗ trợ",
		"plan/status": "Trạng thái kế hoạch", "report/period": "Kỳ báo cáo", "report/unit": "Đơn vị", "obstacle/unit": "Đơn vị", "event/unit": "Đơn vị",
		"proposal/unit": "Đơn vị", "name": "Tên", "media_type": "Kiểu tệp", "size": "Cỡ tệp", "sha256": "Mã băm", "owner.kind": "Thuộc loại hồ sơ", "owner.record": "Thuộc hồ sơ", "owner.item": "Là giấy tờ",
		"kind": "Loại quyết định", "reason": "Lý do", "op": "Thay đổi",
	},
	Enums: map[string]map[string]string{
		"purpose": {
			"periodic": "định kỳ", "unplanned": "đột xuất", "follow_up": "phúc tra", "plan_check": "kiểm tra kế hoạch",
			"complaint": "theo đơn thư", "supervision": "giám sát",
		},
		"state": {
			"met": "đạt", "unmet": "chưa đạt", "not_applicable": "không áp dụng", "done": "xong", "partly": "một phần", "not_done": "chưa làm",
			"kept": "đã làm", "not_kept": "chưa làm", "moved": "dời hạn",
		},
		"status": {
			"drafted": "dự thảo", "reviewed": "đã rà soát", "approved": "đã duyệt", "adjusted": "đã điều chỉnh", "closed": "đã kết thúc",
			"draft": "nháp", "final": "đã chốt", "void": "đã hủy",
		},
		"level":    {"cooperative": "HTX", "unit": "đơn vị", "district": "huyện", "province": "tỉnh"},
		"type":     {"replication": "nhân rộng", "commendation": "khen thưởng", "person": "cá nhân", "collective": "tập thể"},
		"occasion": {"annual": "cả năm", "half_year": "6 tháng", "entry": "đầu vào", "exit": "đầu ra"},
		"kind":     {"admit": "cho vào", "refuse": "từ chối"},
	},
}

var leafEN = Leaf{
	Items: map[string]string{
		"self": "own points", "checked": "district's points", "approved": "province's points", "evidence": "evidence", "reason": "reason",
		"cause": "cause", "comments": "province's comment", "flag": "flag", "facts_state": "source",
	},
	Fields: map[string]string{
		"on": "Date", "started": "Began at", "ended": "Ended at", "purpose": "Purpose", "basis": "Basis", "place": "Place",
		"lead_office": "Lead office", "secretary": "Secretary", "team.*.name": "Team: name", "team.*.position": "Team: position",
		"team.*.office": "Team: office", "participants.*.name": "Present: name", "participants.*.position": "Present: position",
		"participants.*.office": "Present: office", "checklist": "Checklist", "checklist_revision": "Revision of the checklist", "checks.*.state": "Check %s", "checks.*.note": "Note on check %s",
		"plan": "Plan", "action_checks.*.state": "Action of the plan", "action_checks.*.note": "Note on the action",
		"support_checks.*.state": "Support given", "support_checks.*.note": "Note on the support",
		"strengths": "Strengths", "shortcomings": "Shortcomings", "obstacles": "Obstacles", "recommendations.*.text": "Recommendation",
		"recommendations.*.who": "Recommendation: who", "recommendations.*.due": "Recommendation: due", "opinion": "Cooperative's opinion", "copies": "Copies",
		"advisor": "Advisor", "requests": "Requests", "topics.*": "Topic %s", "advice": "Advice",
		"commitments.*.text": "Commitment", "commitments.*.who": "Commitment: who", "commitments.*.due": "Commitment: due", "next_on": "Next on",
		"about.kind": "About kind", "about.record": "About record", "about.item": "About item", "state": "State",
		"note": "Note", "proof": "Proof", "visit": "Visit", "consultation": "Consultation", "followup/due": "New due day", "text": "Text", "raised_on": "Raised on", "to": "To",
		"answer": "Answer", "answered_on": "Answered on", "programme": "Programme", "submitted_on": "Submitted on",
		"entry_assessment": "Entry assessment", "profit.*": "Profit %s", "dossier.*.present": "Paper %s", "dossier.*.note": "Note on paper %s",
		"conditions.*.met": "Condition %s", "conditions.*.note": "Note on condition %s", "priorities.*.met": "Priority %s",
		"priorities.*.note": "Note on priority %s", "district_decision.no": "District's decision no.", "district_decision.on": "District decided on",
		"district_decision.result": "District decided", "district_decision.note": "District's note", "province_decision.no": "Province's decision no.",
		"province_decision.on": "Province decided on", "province_decision.result": "Province decided", "province_decision.note": "Province's note",
		"ministry_sent_on": "Sent to the ministry on", "baseline.assessment": "Baseline assessment", "baseline.revision": "Baseline revision",
		"improve.*": "Target of criterion %s", "actions.*.type": "Action: type", "actions.*.text": "Action", "actions.*.who": "Action: who",
		"actions.*.from": "Action: from", "actions.*.to": "Action: to", "actions.*.cost": "Action: cost", "actions.*.state": "Action: state",
		"funding.*.planned": "Funds %s: planned", "funding.*.spent": "Funds %s: spent",
		"approved_no": "Approval no.", "approved_on": "Approved on", "approved_by": "Approved by", "sent_to.*": "Sent to %s on", "adjust_reason": "Reason of the adjustment",
		"legal_basis": "Legal basis", "decision_no": "Decision no.", "approved": "Approved", "disbursed": "Paid out",
		"rate": "Interest", "due": "Due", "repaid": "Repaid", "cooperatives.*": "Cooperative taking part", "participants": "Participants", "cost": "Cost",
		"level": "Level", "template": "Template", "records.*": "Revision used", "recipient.name": "Proposed for", "recipient.type": "Recipient",
		"budget": "Budget", "form": "Form", "same_as": "Same as record",
		"support/type": "Kind of support", "event/type": "Kind of event", "proposal/type": "Kind of proposal", "support/status": "State of the support",
		"plan/status": "State of the plan", "report/period": "Period", "report/unit": "Unit", "obstacle/unit": "Unit", "event/unit": "Unit",
		"proposal/unit": "Unit", "name": "Name", "media_type": "Media type", "size": "Size", "sha256": "Hash", "owner.kind": "Of kind", "owner.record": "Of record", "owner.item": "Is the paper",
		"kind": "Decision", "reason": "Reason", "op": "Change",
	},
	Enums: map[string]map[string]string{
		"purpose": {
			"periodic": "periodic", "unplanned": "unplanned", "follow_up": "follow-up", "plan_check": "check of the plan",
			"complaint": "complaint", "supervision": "supervision",
		},
		"state": {
			"met": "met", "unmet": "not met", "not_applicable": "not applicable", "done": "done", "partly": "partly", "not_done": "not done",
			"kept": "kept", "not_kept": "not kept", "moved": "moved",
		},
		"status": {
			"drafted": "drafted", "reviewed": "reviewed", "approved": "approved", "adjusted": "adjusted", "closed": "closed",
			"draft": "draft", "final": "finalised", "void": "void",
		},
		"level":    {"cooperative": "cooperative", "unit": "unit", "district": "district", "province": "province"},
		"type":     {"replication": "replication", "commendation": "commendation", "person": "person", "collective": "collective"},
		"occasion": {"annual": "year", "half_year": "half year", "entry": "entry", "exit": "exit"},
		"kind":     {"admit": "admit", "refuse": "refuse"},
	},
}
