package sync

import (
	"encoding/hex"
	"fmt"
	"strings"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/sync/trust"
)

// RecoverySheet is what stands on the paper that opens what a forgotten
// passphrase closed, or that says who can.
type RecoverySheet struct {
	Secret bool   // the sheet opens every store of the province
	Text   string // the whole sheet, Vietnamese, lines of at most 76 columns
	QR     string // payload of the code; fits [qr.Draw]
}

// RecoverySheet returns a province's sheet with its recovery identity, which
// needs the opened CA, or a laptop's with what its officer must tell the
// province; ca is nil then. Locked without the CA of a province.
func (s *Site) RecoverySheet(ca *trust.CA) (*RecoverySheet, error) {
	if !s.IsProvince() {
		return s.laptopSheet(), nil
	}
	if ca == nil {
		return nil, &store.Error{Code: store.Locked, Detail: "ca", Message: "cần khóa CA để in tờ phục hồi của tỉnh", Kept: "chưa in gì", Hint: "cắm USB giữ khóa CA và thêm --ca-dir THƯ_MỤC"}
	}
	if ca.RecoveryRecipient() != s.Trust().Recovery {
		return nil, &store.Error{Code: store.Refused, Detail: "ca", Message: "khóa CA trong thư mục này không phải của kho này", Kept: "chưa in gì", Hint: "chọn đúng thư mục giữ khóa CA của tỉnh " + s.Trust().Province}
	}
	secret := ca.Recovery().Secret()
	var b strings.Builder
	fmt.Fprintf(&b, `TỜ PHỤC HỒI CỦA TỈNH: GIỮ TRONG KÉT, KHÔNG CHỤP, KHÔNG GỬI QUA MẠNG

Đơn vị:               %s

Khóa này mở được dữ liệu của mọi máy thuộc tỉnh khi quên mật khẩu.
In thành hai bản, giữ ở hai nơi; in xong thì xóa tệp này và lịch sử in.

Khóa phục hồi (chữ sau dấu = để kiểm từng dòng):

`, s.unitWord(s.Trust().Province))
	for _, line := range trust.SheetLines(secret) {
		b.WriteString("    " + line + "\n")
	}
	fmt.Fprintf(&b, `
Dấu vân tay của tỉnh (CA):        %s
Dấu vân tay của khóa phục hồi:    %s

Khi một máy quên mật khẩu (khóa đến bằng tay người giữ, không gửi đi):
  1. Ở chỗ máy hỏi mật khẩu bấm F6 "Quên mật khẩu", chọn tờ phục hồi.
  2. Gõ từng dòng trên; máy báo ngay dòng nào chép sai.
  3. Đặt mật khẩu mới. Bằng lệnh: coopfield recovery open --identity TỆP
Khi máy hỏng: ở máy mới bấm F6 phục hồi, chọn bản sao lưu, rồi "Quên mật khẩu".
`, trust.FormatFingerprint(ca.Fingerprint()), trust.FormatFingerprint(trust.RecipientFingerprint(s.Trust().Recovery)))
	return &RecoverySheet{Secret: true, Text: b.String(), QR: secret}, nil
}

// laptopSheet holds no secret: it names the install and whom to call.
func (s *Site) laptopSheet() *RecoverySheet {
	var b strings.Builder
	w := s.writer()
	fmt.Fprintf(&b, `TỜ PHỤC HỒI CỦA MÁY %s

Tờ này không chứa mật khẩu hay khóa. Giữ cùng giấy tờ của máy.

Người dùng:           %s
Đơn vị:               %s
Mã cài đặt:           %s
Dấu vân tay của máy:  %s
`, orWord(w.Principal, "(chưa được cấp quyền)"), w.Person, s.unitWord(w.Unit), s.Keys.Install(), trust.FormatFingerprint(s.Keys.Dev()))
	if s.Trust() == nil {
		b.WriteString(`
Máy này chưa được tỉnh cấp quyền nên CHƯA có khóa phục hồi: quên mật khẩu
lúc này là mất dữ liệu. Xin cấp quyền (coopfield enrol request), nhập tệp
cấp quyền rồi in lại tờ này.
`)
	} else {
		fmt.Fprintf(&b, `Tỉnh giữ khóa:        %s
Dấu vân tay của tỉnh: %s
Khóa phục hồi:        %s

Khi quên mật khẩu:
  1. Gọi văn phòng tỉnh, đọc mã cài đặt và dấu vân tay của máy ở trên.
  2. Mang máy (hoặc bản sao lưu) đến nơi tỉnh giữ khóa phục hồi.
  3. Ở chỗ máy hỏi mật khẩu bấm F6 "Quên mật khẩu"; người giữ khóa cắm
     USB khóa CA hoặc gõ tờ phục hồi (lệnh: coopfield recovery open).
  4. Đặt mật khẩu mới; dữ liệu và khóa của máy còn nguyên.
Khi mất máy: báo tỉnh thu hồi máy ngay, dùng bản sao lưu gần nhất.
`, s.unitWord(s.Trust().Province), trust.FormatFingerprint(trust.DevID(s.Trust().CA)), trust.FormatFingerprint(trust.RecipientFingerprint(s.Trust().Recovery)))
	}
	return &RecoverySheet{Text: b.String(), QR: strings.ToUpper("COOPFIELD " + s.Keys.Install() + " " + s.Keys.Dev())}
}

// unitWord names a unit as people do, with its id, which stands in files.
func (s *Site) unitWord(id string) string {
	units := s.Desk.Units()
	u, ok := units.ByID(id)
	if !ok {
		return id
	}
	return units.Label(u) + " (" + id + ")"
}

func orWord(s, word string) string {
	if s == "" {
		return word
	}
	return s
}

// ChangePassphrase puts data key and device key of this store under a new
// passphrase, in one step that a power cut cannot halve. Errors are those of
// [trust.ChangePassphrase].
func (s *Site) ChangePassphrase(old, fresh []byte) error {
	return trust.ChangePassphrase(s.Dir, old, fresh)
}

// OpenByRecovery sets a new passphrase for the store in dir with the province's
// recovery identity in place of the forgotten one. It returns the install id of
// the store, so that a person can compare it with the sheet.
func OpenByRecovery(dir string, identity age.Identity, fresh []byte) (install string, err error) {
	keys, err := trust.OpenRecovery(dir, identity)
	if err != nil {
		return "", err
	}
	defer keys.Close()
	if err := keys.Rewrap(fresh); err != nil {
		return "", err
	}
	again, err := trust.Open(dir, fresh)
	if err != nil {
		return "", fmt.Errorf("opening with the new passphrase: %w", err)
	}
	defer again.Close()
	if hex.EncodeToString(again.DataKey()) != hex.EncodeToString(keys.DataKey()) {
		return "", fmt.Errorf("opening with the new passphrase: another data key")
	}
	return again.Install(), nil
}
