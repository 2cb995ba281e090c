package leaf

import "strings"

// What many names begin or end with tells nothing in a narrow list, and some
// words have a short form that offices use.
var (
	heads  = []string{"Nhóm tiêu chí về ", "Tổng ", "Tỷ lệ ", "Mức độ ", "Trích lập ", "trích lập "}
	tails  = []string{" so với năm trước", " trong năm", " của hợp tác xã", " của HTX"}
	shorts = strings.NewReplacer(
		" của HTX", "", " của hợp tác xã", "", "Tài sản", "TS", "tài sản", "TS", "Cán bộ quản lý", "CB", "cán bộ quản lý", "CB",
		" có trình độ", "", " (thu nhập)", "", "thành viên", "TV", "Hợp tác xã", "HTX", "hợp tác xã", "HTX",
	)
)

// ShortTitle is the title of an item or group for a narrow list; the whole one
// stands where there is room.
func ShortTitle(title string) string {
	s := title
	for _, h := range heads {
		s = strings.TrimPrefix(s, h)
	}
	for _, t := range tails {
		s = strings.TrimSuffix(s, t)
	}
	s = shorts.Replace(s)
	if r := []rune(s); len(r) > 0 {
		return strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	return title
}

// Abbreviate writes the short forms that offices use.
func Abbreviate(title string) string { return shorts.Replace(title) }
