package store

// Kind names a kind of record (architecture: Records).
type Kind string

// The kinds of record.
const (
	Cooperative  Kind = "cooperative"  // hợp tác xã, liên hiệp, tổ hợp tác, quỹ tín dụng
	Annual       Kind = "annual"       // báo cáo tình hình hoạt động của một năm
	Assessment   Kind = "assessment"   // bảng đánh giá
	Visit        Kind = "visit"        // kiểm tra, làm việc, giám sát
	Consultation Kind = "consultation" // tư vấn tại chỗ
	Followup     Kind = "followup"     // kết quả thực hiện một kiến nghị, cam kết
	Registration Kind = "registration" // đăng ký tham gia
	Plan         Kind = "plan"         // kế hoạch hoàn thiện
	Support      Kind = "support"      // hỗ trợ
	Event        Kind = "event"        // tập huấn, tuyên truyền, tham quan
	Obstacle     Kind = "obstacle"     // khó khăn, vướng mắc
	Report       Kind = "report"       // báo cáo định kỳ đã khóa số
	Proposal     Kind = "proposal"     // phương án nhân rộng, đề xuất khen thưởng
	Decision     Kind = "decision"     // view of resolve, accept and return ops; never put
	Attachment   Kind = "attachment"   // tệp đính kèm, by an attach op only
)

// Role is what a person's program is for.
type Role string

// The roles.
const (
	Officer  Role = "officer"
	Advisor  Role = "advisor"
	Province Role = "province"
)

// Valid reports whether r is a known role.
func (r Role) Valid() bool { return r == Officer || r == Advisor || r == Province }
