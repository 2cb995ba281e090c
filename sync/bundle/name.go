package bundle

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"coopfield/store"
)

// FileName returns the name of a bundle in one piece, ASCII and safe on FAT:
// "coop_62_dakha-01_e1_x0012.coop". Content decides, the name never does.
func FileName(province, device string, epoch, export int64) string {
	return fmt.Sprintf("coop_%s_%s_e%d_x%04d.coop", province, device, epoch, export)
}

// PartFileName returns the name of part i of n: "…_x0012_p1of3.coop".
func PartFileName(province, device string, epoch, export int64, i, n int) string {
	return PartName(FileName(province, device, epoch, export), i, n)
}

// PartName returns the name of part i of n of a bundle that in one piece would
// be called name.
func PartName(name string, i, n int) string {
	ext := filepath.Ext(name)
	return fmt.Sprintf("%s_p%dof%d%s", strings.TrimSuffix(name, ext), i, n, ext)
}

// reserved are the names that Windows keeps for devices, with any extension.
var reserved = []string{
	"con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "conin$", "conout$", "com¹", "com²", "com³", "lpt¹", "lpt²", "lpt³",
}

// CheckFileName returns an error with code Usage for a file name that a person
// chose and that a stick (FAT, exFAT) or Windows would not keep as it is.
// Names that this package makes are safe.
func CheckFileName(name string) error {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	why := ""
	switch {
	case name == "" || strings.TrimRight(name, ". ") != name || strings.TrimLeft(name, " ") != name:
		why = "không được trống, không bắt đầu bằng dấu cách, không kết thúc bằng dấu chấm hay dấu cách"
	case strings.ContainsAny(name, `<>:"/\|?*`) || strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar
	}):
		why = `không được có các ký tự < > : " / \ | ? * và ký tự điều khiển`
	case slices.Contains(reserved, strings.TrimRight(stem, " ")):
		why = "là tên mà Windows dành cho thiết bị"
	case len(name) > 200:
		why = "dài quá 200 byte"
	default:
		return nil
	}
	return &store.Error{
		Code: store.Usage, Detail: "file-name", Message: fmt.Sprintf("tên tệp %.60q %s", name, why),
		Kept: "chưa ghi gì", Hint: "đặt tên khác, hoặc chỉ một thư mục để dùng tên có sẵn",
	}
}
