package text

// Home are the words of the first screen.
type Home struct {
	Title   string
	Todo    string // left panel
	Year    string // %d
	Sync    string
	Loading string
	Nothing string // no task at all
	Failed  string // the board could not be read; Enter tries again

	Recovered   string // %s drafts
	RecoveredOf string // %d fields, %s of which cooperative, %s when
	Drafts      string // %s
	Returned    string // %s
	Review      string // %s, of a province
	ReviewOther string // %s, of other years
	Overdue     string // %s recommendations
	OverdueKept string // %s commitments, of an advisor

	Obstacles                                   string // %s, that wait for the province's answer
	ObstacleTitle, ObstacleLabel, ObstacleSaved string
	Meetings                                    string // %s
	Conflicts                                   string // %s
	Quarantined                                 string // %s
	Held                                        string // %s
	Incomplete                                  string // %s
	NotFinal                                    string // %s
	NotAssessed                                 string // %s
	Unsealed                                    string // %s
	BeginCoop                                   string // there is no cooperative yet
	BeginHow                                    string // what to do then
	BeginAsk                                    string // the same of an advisor, and of the province
	BeginAsks                                   string
	BeginTake                                   string
	BeginEnrol                                  string // of a province to which no bundle came yet
	Outside                                     string // the machine is not enrolled
	OutsideHow                                  string

	Candidates, Plans, PilotsLack string // %s
	DueBefore                     string // %s date
	DueOpen                       string // %s of %s
	Programme, KeyProgramme       string // panel, key line
	Pilots                        string // %d, %d ready
	PilotsOf                      string // %d of %d at least, %d ready
	PilotsMoney                   string // %s spent, %s planned, in millions
	DaysLeft                      string // %d
	DaysOver                      string // %d
	DueToday                      string
	Due                           string // %s date
	Assessed                      string
	Excluded                      string
	Mean                          string
	NoMean                        string
	LastOut                       string // %s number, %s date
	NoOut                         string
	Received                      string // the province has it
	NotYet                        string // no receipt so far
	LastIn                        string // %s name, %s date
	GotNone                       string // of a province: no bundle came yet
	GotSome                       string // %s bundles
	LastGot                       string // %s name, %s date
	Refused                       string // %s bundles
	Waiting                       string // %s changes in no bundle
	NoWaiting                     string

	Open, Coops, Assess, Visit, Bundle, Years, Help string // key line
	OpenCoops, OpenAssess, OpenVisit, OpenAdvice, OpenSeal, OpenInbox,
	PrevYear, NextYear,
	OpenProgramme string // palette
}

var homeVI = Home{
	Title: "Bàn làm việc", Todo: "Việc cần làm", Year: "Năm %d", Sync: "Đồng bộ",
	Loading: "đang đọc…", Nothing: "Không còn việc nào đang chờ.",
	Failed: "Chưa đọc được; Enter để đọc lại",

	Recovered: "Đã khôi phục %s bản nháp", RecoveredOf: "%d trường, của %s, lúc %s",
	Drafts: "%s hồ sơ đang sửa dở", Returned: "%s bảng tỉnh trả lại",
	Review: "%s bảng chờ tỉnh xem", ReviewOther: "%s bảng năm khác chờ tỉnh xem",
	Obstacles: "%s khó khăn, vướng mắc chờ trả lời", ObstacleTitle: "Trả lời khó khăn, vướng mắc", ObstacleLabel: "Nội dung trả lời",
	ObstacleSaved: "Đã ghi trả lời; gói trả lời sau sẽ mang về cho cán bộ",
	Overdue:       "%s kiến nghị quá hạn", OverdueKept: "%s cam kết quá hạn", Meetings: "%s buổi tư vấn đã hẹn",
	Conflicts: "%s hồ sơ lệch số liệu", Quarantined: "%s thay đổi bị cách ly",
	Held: "%s mục chờ thay đổi đi trước", Incomplete: "%s bảng đánh giá còn dở",
	NotFinal: "%s bảng đủ điểm, chưa chốt", NotAssessed: "%s HTX chưa đánh giá năm nay",
	Unsealed:  "%s thay đổi chưa đóng gói",
	BeginCoop: "Chưa có hợp tác xã nào", BeginHow: "F3, rồi Ctrl+N để thêm",
	BeginAsk: "Chưa được giao hợp tác xã nào", BeginAsks: "tỉnh giao trong gói gửi về: mở Hộp nhận",
	BeginTake: "F9 nhập gói của các máy", BeginEnrol: "F10 ▸ Cấp quyền máy, rồi F9 nhập gói",
	Outside: "Máy chưa được tỉnh cấp quyền", OutsideHow: "F9 xin cấp quyền để gửi gói",

	Candidates: "%s đăng ký thí điểm chờ quyết định", Plans: "%s kế hoạch hoàn thiện chờ duyệt", PilotsLack: "%s HTX thí điểm còn thiếu",
	DueBefore: "trước %s", DueOpen: "thiếu %s/%s",
	Programme: "Chương trình thí điểm", KeyProgramme: "thí điểm", OpenProgramme: "Chương trình thí điểm: ứng viên, kết quả, kinh phí",
	Pilots: "%d HTX thí điểm, đủ ra GĐ 2: %d", PilotsOf: "Thí điểm %d/%d, đủ ra GĐ 2: %d", PilotsMoney: "Chi %s/%s triệu đồng",

	DaysLeft: "còn %d ngày", DaysOver: "quá hạn %d ngày", DueToday: "hết hạn hôm nay", Due: "hạn %s",
	Assessed: "Đã đánh giá", Excluded: "Không đánh giá",
	Mean: "Điểm TB", NoMean: "chưa có điểm",
	LastOut: "Gói cuối %s · %s", NoOut: "Chưa đóng gói lần nào",
	Received: "tỉnh đã nhận", NotYet: "chờ biên nhận của tỉnh",
	LastIn: "Nhập gần nhất %s · %s", Waiting: "%s thay đổi chưa đóng gói",
	NoWaiting: "Không còn gì chưa đóng gói",
	GotNone:   "Chưa nhận gói nào", GotSome: "Đã nhận %s gói", LastGot: "Gói cuối %s · %s", Refused: "%s gói bị từ chối",

	Open: "mở", Coops: "HTX", Assess: "đánh giá", Visit: "kiểm tra", Bundle: "gói", Years: "năm", Help: "phím",
	OpenCoops: "Danh sách hợp tác xã", OpenAssess: "Bảng đánh giá trong năm",
	OpenVisit: "Kiểm tra hợp tác xã", OpenAdvice: "Tư vấn hợp tác xã",
	OpenSeal: "Đóng gói gửi đi", OpenInbox: "Hộp nhận: nhập gói",
	PrevYear: "Xem năm trước", NextYear: "Xem năm sau",
}

var homeEN = Home{
	Title: "Desk", Todo: "To do", Year: "Year %d", Sync: "Exchange",
	Loading: "reading…", Nothing: "Nothing waits.",
	Failed: "Could not be read; Enter tries again",

	Recovered: "Drafts recovered: %s", RecoveredOf: "fields: %d, of %s, at %s",
	Drafts: "Records being edited: %s", Returned: "Given back by the province: %s",
	Review: "Waiting for your review: %s", ReviewOther: "To review, of other years: %s",
	Obstacles: "Obstacles that wait for an answer: %s", ObstacleTitle: "Answer an obstacle", ObstacleLabel: "Answer",
	ObstacleSaved: "The answer is written; the next answer file takes it to the officer",
	Overdue:       "Recommendations overdue: %s", OverdueKept: "Commitments overdue: %s", Meetings: "Appointments: %s",
	Conflicts: "Records to compare: %s", Quarantined: "Changes in quarantine: %s",
	Held: "Waiting for earlier changes: %s", Incomplete: "Assessments unfinished: %s",
	NotFinal: "Complete, not finalised: %s", NotAssessed: "Cooperatives not assessed: %s",
	Unsealed:  "Changes in no bundle: %s",
	BeginCoop: "There is no cooperative yet", BeginHow: "F3, then Ctrl+N adds one",
	BeginAsk: "No cooperative was assigned to you yet", BeginAsks: "the province's bundle brings them: open the inbox",
	BeginTake: "F9 imports the machines' bundles", BeginEnrol: "F10 ▸ Approve a device; F9 imports",
	Outside: "This machine is not enrolled yet", OutsideHow: "F9 asks the province, to send bundles",

	Candidates: "Applications to decide on: %s", Plans: "Completion plans to approve: %s", PilotsLack: "Pilots that lack something: %s",
	DueBefore: "before %s", DueOpen: "missing %s of %s",
	Programme: "Pilot programme", KeyProgramme: "pilots", OpenProgramme: "Pilot programme: candidates, results, money",
	Pilots: "Pilots: %d, ready: %d", PilotsOf: "Pilots %d of %d, ready: %d", PilotsMoney: "Spent %s/%s million đồng",

	DaysLeft: "days left: %d", DaysOver: "days overdue: %d", DueToday: "due today", Due: "due %s",
	Assessed: "Assessed", Excluded: "Not rated",
	Mean: "Mean", NoMean: "no points yet",
	LastOut: "Last bundle %s · %s", NoOut: "No bundle written yet",
	Received: "received", NotYet: "no receipt yet",
	LastIn: "Last import %s · %s", Waiting: "Changes in no bundle: %s",
	NoWaiting: "Every change is in a bundle",
	GotNone:   "No bundle received yet", GotSome: "Bundles received: %s", LastGot: "Last bundle %s · %s", Refused: "Bundles refused: %s",

	Open: "open", Coops: "coops", Assess: "assess", Visit: "visits", Bundle: "bundle", Years: "year", Help: "keys",
	OpenCoops: "List of cooperatives", OpenAssess: "Assessments of the year",
	OpenVisit: "Visit a cooperative", OpenAdvice: "Advise a cooperative",
	OpenSeal: "Seal a bundle", OpenInbox: "Inbox: import bundles",
	PrevYear: "Show the year before", NextYear: "Show the year after",
}
