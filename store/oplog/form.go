package oplog

import (
	"encoding/base64"
	"fmt"
	"strings"

	"coopfield/store"
)

// DetailForm is the sub-code of every error of CheckForm.
const DetailForm = "op-form"

// SameAsField is the key under which the set of a same_as op names the record
// that is kept. It is a property of the record, not a field of its content.
const SameAsField = "same_as"

// CheckForm reports whether op keeps the rules that hold whatever kind its
// record is: nil, or an Error with code Invalid and detail "op-form". Fields
// and permissions are judged elsewhere. An op is checked after it was signed.
//
// Source: sync protocol, The op log.
func CheckForm(op *store.Op) error {
	why := keyFault(op.Set, 1)
	if why == "" {
		why = formFault(op)
	}
	return formError(op, why)
}

// CheckRead is CheckForm of an op that Decode read, which has looked at the
// names of all that is set.
func CheckRead(op *store.Op) error { return formError(op, formFault(op)) }

func formError(op *store.Op, why string) error {
	if why != "" {
		return &store.Error{
			Code: store.Invalid, Detail: DetailForm,
			Message: "thay đổi không đúng khuôn dạng: " + why,
			Kept:    "thay đổi này không được tính vào hồ sơ",
			Hint:    "kiểm tra phiên bản chương trình đã ghi nó",
			Err:     fmt.Errorf("form of op %s", op.ID),
		}
	}
	return nil
}

// formFault returns what is wrong with op besides the names in its set, "" if
// nothing is.
func formFault(op *store.Op) string {
	switch {
	case op.V != Version:
		return "phiên bản khác"
	case !isHex(op.ID, 32) || !isHex(op.Dev, 32):
		return "mã thay đổi hoặc mã máy không phải 32 chữ số hex"
	case op.Ep < 1 || op.Seq < 1:
		return "số thứ tự phải từ 1"
	case op.Ep > store.MaxEpoch || op.Seq > store.MaxSeq:
		return "số thứ tự quá lớn"
	case op.At < 0:
		return "thời điểm ghi là số âm"
	case strings.TrimSpace(op.Actor) == "":
		return "thiếu người ghi"
	case store.SpecOf(op.Typ) == nil || op.Typ == store.Decision && op.Kind != store.OpResolve:
		return "loại hồ sơ không ghi được"
	case !isUUID(op.Ent):
		return "mã hồ sơ không phải UUID viết thường"
	case !op.Kind.Valid():
		return "loại thay đổi không có"
	case op.Kind.NeedsReason() && strings.TrimSpace(op.Why) == "":
		return "thiếu lý do"
	case op.Kind.Signed() != (op.Sig != ""):
		return "chữ ký thiếu hoặc thừa"
	case op.Sig != "" && !isBase64(op.Sig):
		return "chữ ký không phải base64"
	case len(op.Base) == 0 && !creates(op.Kind) && op.Typ != store.Decision:
		return "thiếu bản làm gốc"
	}
	for i := 1; i < len(op.Base); i++ {
		if compareHash(op.Base[i-1], op.Base[i]) >= 0 {
			return "các bản làm gốc không theo thứ tự"
		}
	}
	for id, r := range op.Ref {
		if !validRefID(id) || r.Revision < 1 || !isHex(r.SHA256, 64) {
			return "dữ liệu tham chiếu không rõ bản"
		}
	}
	for _, a := range op.Att {
		if !isHex(a, 64) {
			return "mã tệp đính kèm không phải SHA-256"
		}
	}
	return setFault(op)
}

// creates reports whether an op of kind k may be the first one of a record. A
// record that is complete at once may be created and finalised in one op.
func creates(k store.OpKind) bool {
	return k == store.OpPut || k == store.OpFinalise || k == store.OpAttach
}

// setFault judges what the kind of op lets its set hold.
func setFault(op *store.Op) string {
	switch op.Kind {
	case store.OpPut, store.OpNote, store.OpFinalise, store.OpAmend:
		if op.Typ == store.Attachment && op.Kind != store.OpNote {
			return "tệp đính kèm chỉ ghi bằng thao tác đính kèm"
		}
		if len(op.Set) == 0 {
			return "không có nội dung"
		}
		if full(op.Kind) && hasNil(op.Set) {
			return "bản chốt có mục bị xóa thay vì nội dung đầy đủ"
		}
	case store.OpVoid:
		if len(op.Set) > 0 {
			return "thao tác hủy không đặt nội dung"
		}
	case store.OpReturn, store.OpAccept:
		for k := range op.Set {
			if k != "approved" && k != "reason" && k != "comments" {
				return "trả lại và chấp nhận chỉ đặt điểm duyệt, căn cứ và ý kiến"
			}
		}
	case store.OpSameAs:
		to, has := op.Set[SameAsField]
		id, _ := to.(string)
		if !has || len(op.Set) != 1 || to != nil && !isUUID(id) || id == op.Ent {
			return "không rõ trùng với hồ sơ nào"
		}
		return ""
	case store.OpAttach:
		if op.Typ != store.Attachment || len(op.Base) > 0 || len(op.Att) != 1 {
			return "thao tác đính kèm phải tạo một tệp đính kèm"
		}
		if op.Set.Text("sha256") != op.Att[0] {
			return "mã nội dung của tệp đính kèm không khớp"
		}
	}
	if _, has := op.Set[SameAsField]; has && op.Kind != store.OpResolve {
		return "hồ sơ trùng chỉ ghi bằng thao tác riêng"
	}
	return ""
}

// full reports whether an op of kind k carries the whole content.
func full(k store.OpKind) bool { return k == store.OpFinalise || k == store.OpAmend }

func keyFault(d store.Doc, depth int) string {
	if depth > MaxDepth {
		return "nội dung lồng quá sâu"
	}
	for k, v := range d {
		if !store.ValidKey(k) {
			return "tên mục có ký tự không dùng được"
		}
		if sub, ok := v.(store.Doc); ok {
			if why := keyFault(sub, depth+1); why != "" {
				return why
			}
		}
	}
	return ""
}

func hasNil(d store.Doc) bool {
	for _, v := range d {
		if sub, ok := v.(store.Doc); v == nil || ok && hasNil(sub) {
			return true
		}
	}
	return false
}

// isUUID reports whether s is a UUID in lowercase with hyphens.
func isUUID(s string) bool {
	return len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' &&
		isHex(s[:8], 8) && isHex(s[9:13], 4) && isHex(s[14:18], 4) && isHex(s[19:23], 4) && isHex(s[24:], 12)
}

func isBase64(s string) bool {
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	return err == nil && len(b) > 0 && !strings.ContainsAny(s, "\r\n") // which the decoder skips
}
