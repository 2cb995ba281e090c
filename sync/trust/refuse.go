package trust

import "coopfield/store"

// The stable sub-codes of what this package refuses.
const (
	DetailSignature   = "signature"       // not a signature of these bytes, or not in the one form we write
	DetailNamespace   = "namespace"       // a signature made for another purpose or province
	DetailNotOurCA    = "not-our-ca"      // a certificate of another province's CA
	DetailNotEnrolled = "not-enrolled"    // our CA, but the registry does not list this key
	DetailRole        = "role"            // the registry's role may not sign this
	DetailRecipient   = "wrong-recipient" // encrypted, but not to us
	DetailDamaged     = "damaged"         // the encrypted file is not whole
	DetailLimit       = "limit"           // larger than any honest file
	DetailEnrol       = "enrol"           // an enrolment request that breaks its grammar
	DetailTrust       = "trust"           // a trust document that breaks its grammar
	DetailRegistry    = "registry"        // a registry that breaks its grammar or goes backwards
	DetailOldOffice   = "old-office"      // signed with a key that the office has put out of use
	DetailMode        = "mode"            // training into real, or the other way
)

func refuse(detail, message, hint string, cause error) error {
	return &store.Error{
		Code: store.Refused, Detail: detail, Message: message,
		Kept: "không có gì thay đổi trên máy này", Hint: hint, Err: cause,
	}
}

func badSignature(cause error) error {
	return refuse(DetailSignature, "chữ ký không đúng với nội dung",
		"không dùng tệp này; đề nghị người gửi sao lại tệp từ máy của họ", cause)
}

// damagedFile reports that one of our own files cannot be read back.
func damagedFile(path string, cause error) error {
	return &store.Error{
		Code: store.Damaged, Detail: "keys",
		Message: "tệp khóa " + path + " bị hỏng hoặc bị sửa",
		Kept:    "dữ liệu còn nguyên trên máy",
		Hint:    "phục hồi thư mục khóa từ bản sao lưu; không tạo lại khóa", Err: cause,
	}
}
