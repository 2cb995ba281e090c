package bundle

import (
	"errors"

	"coopfield/store"
	"coopfield/sync/trust"
)

// The stable sub-codes of refusals: see the package documentation.
const (
	DetailRecipient   = trust.DetailRecipient
	DetailDamaged     = trust.DetailDamaged
	DetailContainer   = "container"
	DetailLimit       = trust.DetailLimit
	DetailSignature   = trust.DetailSignature
	DetailNamespace   = trust.DetailNamespace
	DetailNotOurCA    = trust.DetailNotOurCA
	DetailNotEnrolled = trust.DetailNotEnrolled
	DetailRole        = trust.DetailRole
	DetailNewer       = "newer-format"
	DetailManifest    = "manifest"
	DetailAddress     = "wrong-province"
	DetailMode        = trust.DetailMode
	DetailHash        = "hash"
	DetailPart        = "part"
)

// What is said for each detail that this package itself finds.
var sentences = map[string]struct{ message, hint string }{
	DetailDamaged: {
		"gói bị hỏng hoặc chép chưa hết",
		"sao lại tệp từ máy gửi, dùng thẻ nhớ khác nếu lỗi lặp lại",
	},
	DetailContainer: {
		"bên trong gói không đúng cấu trúc của coopfield",
		"không dùng tệp này; đề nghị người gửi đóng gói lại",
	},
	DetailLimit: {
		"gói vượt giới hạn kích thước cho phép",
		"không dùng tệp này; đề nghị người gửi đóng gói lại thành nhiều gói nhỏ",
	},
	DetailNotOurCA: {
		"người ký gói không do tỉnh này cấp chứng thư",
		"kiểm tra xem gói có phải của tỉnh khác; không nhập gói này",
	},
	DetailNotEnrolled: {
		"máy ký gói không có trong danh bạ máy đang dùng",
		"nhập tệp trả lời mới nhất của tỉnh, hoặc cấp quyền cho máy đó, rồi nhập lại gói",
	},
	DetailRole: {
		"người ký không có vai trò được gửi loại gói này",
		"hỏi lại người gửi; tỉnh xem lại vai trò trong danh bạ máy",
	},
	DetailNewer: {
		"gói do phiên bản coopfield mới hơn tạo ra",
		"cài phiên bản mới của coopfield rồi nhập lại; tệp vẫn dùng được",
	},
	DetailManifest: {
		"bảng kê của gói không hợp lệ",
		"không dùng tệp này; đề nghị người gửi đóng gói lại",
	},
	DetailAddress: {
		"gói này gửi cho nơi khác",
		"chuyển tệp đến đúng nơi nhận ghi trong gói",
	},
	DetailMode: {
		"gói tập huấn và dữ liệu thật không được trộn với nhau",
		"nhập gói tập huấn vào kho tập huấn, gói thật vào kho thật",
	},
	DetailHash: {
		"nội dung gói không khớp với bảng kê đã ký",
		"sao lại tệp từ máy gửi; nếu vẫn lỗi, đề nghị đóng gói lại",
	},
	DetailPart: {
		"phần của gói không hợp lệ hoặc bị hỏng",
		"sao lại phần này từ máy gửi",
	},
}

func refuse(detail string, cause error) error {
	s := sentences[detail]
	return &store.Error{
		Code: store.Refused, Detail: detail, Message: s.message,
		Kept: "không có gì thay đổi trên máy này", Hint: s.hint, Err: cause,
	}
}

// asRefusal keeps an error that already is one and gives others a detail.
func asRefusal(detail string, err error) error {
	var e *store.Error
	if errors.As(err, &e) {
		return err
	}
	return refuse(detail, err)
}

// tooLarge says that what was to be packed does not fit one bundle.
func tooLarge(cause error) error {
	return &store.Error{
		Code: store.Invalid, Detail: DetailLimit, Message: "nội dung quá lớn cho một gói",
		Kept: "dữ liệu còn nguyên", Hint: "chia thành nhiều gói: ghi vào một thư mục thay cho một tệp", Err: cause,
	}
}
