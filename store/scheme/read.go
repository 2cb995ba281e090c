package scheme

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/text/unicode/norm"

	"coopfield/store/vi"
)

var (
	idForm   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	factForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,63}$`)
)

const maxText = 1000 // letters of a title, note or todo

// A reader takes typed values out of tables and collects the faults.
type reader struct {
	file   string
	faults Faults
}

func (r *reader) fault(line int, hint, format string, args ...any) {
	r.faults = append(r.faults, Fault{r.file, line, fmt.Sprintf(format, args...), hint})
}

// keys refuses keys of t that are not known: a misspelt key would otherwise
// silently change how a cooperative is scored.
func (r *reader) keys(t *node, known ...string) {
	for _, k := range t.unknownKeys(known) {
		r.fault(t.child(k).line, "sửa tên khóa hoặc bỏ dòng này; khóa dùng được: "+strings.Join(known, ", "),
			"khóa %q không có trong quy định của tệp", k)
	}
}

func (r *reader) want(t *node, key string, required bool, what string, kinds ...unstable.Kind) *node {
	v := t.child(key)
	if v == nil {
		if required {
			r.fault(t.line, fmt.Sprintf("thêm dòng %s = %s", key, what), "thiếu %q", key)
		}
		return nil
	}
	for _, k := range kinds {
		if v.kind == k {
			return v
		}
	}
	r.fault(v.line, "ghi "+what, "giá trị của %q không đúng kiểu", key)
	return nil
}

func (r *reader) text(t *node, key string, required bool) string {
	v := r.want(t, key, required, "chữ trong ngoặc kép", unstable.String)
	if v == nil {
		return ""
	}
	switch {
	case strings.TrimSpace(v.text) == "":
		r.fault(v.line, "ghi nội dung hoặc bỏ dòng này", "%q để trống", key)
	case !norm.NFC.IsNormalString(v.text):
		r.fault(v.line, "lưu tệp bằng bộ gõ Unicode dựng sẵn", "chữ của %q không ở dạng Unicode dựng sẵn (NFC)", key)
	case strings.ContainsFunc(v.text, func(c rune) bool { return unicode.In(c, unicode.Cc, unicode.Cf) }):
		r.fault(v.line, "xóa ký tự xuống dòng, tab hoặc ký tự ẩn", "chữ của %q có ký tự điều khiển", key)
	case len([]rune(v.text)) > maxText:
		r.fault(v.line, fmt.Sprintf("rút xuống còn %d chữ", maxText), "chữ của %q quá dài", key)
	}
	return v.text
}

// id reads the id of t and refuses one that seen has already.
func (r *reader) id(t *node, what string, seen map[string]int) string {
	id := r.text(t, "id", true)
	if id == "" {
		return ""
	}
	line := t.child("id").line
	if !idForm.MatchString(id) {
		r.fault(line, "dùng chữ không dấu, số, _ và -, tối đa 64 ký tự, bắt đầu bằng chữ hoặc số", "id %q không hợp lệ", id)
		return ""
	}
	if first, dup := seen[id]; dup {
		r.fault(line, "đặt id khác", "%s có id %q trùng với dòng %d", what, id, first)
		return id
	}
	seen[id] = line
	return id
}

func (r *reader) choice(t *node, key, absent string, choices ...string) string {
	if t.child(key) == nil {
		return absent
	}
	got := r.text(t, key, true)
	for _, c := range choices {
		if got == c {
			return got
		}
	}
	r.fault(t.child(key).line, "chọn một trong: "+strings.Join(choices, ", "), "giá trị %q của %q không dùng được", got, key)
	return absent
}

func (r *reader) bool(t *node, key string) bool {
	v := r.want(t, key, false, "true hoặc false", unstable.Bool)
	return v != nil && v.text == "true"
}

func (r *reader) date(t *node, key string) string {
	v := r.want(t, key, false, "ngày không ngoặc kép, như 2020-04-01", unstable.LocalDate)
	if v == nil {
		return ""
	}
	if !vi.ValidDate(v.text) {
		r.fault(v.line, "ghi một ngày có thật, như 2020-04-01", "%q không phải là ngày", v.text)
		return ""
	}
	return v.text
}

func (r *reader) whole(t *node, key string) int64 {
	v := r.want(t, key, true, "số nguyên từ 1", unstable.Integer)
	if v == nil {
		return 0
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(v.text, "_", ""), 0, 64)
	if err != nil || n < 1 {
		r.fault(v.line, "ghi số nguyên từ 1", "giá trị %s của %q không dùng được", v.text, key)
		return 0
	}
	return n
}

// points reads points of 0 to maxPoints; nil means absent or at fault.
func (r *reader) points(t *node, key string, required bool) *Points {
	v := r.want(t, key, required, "số điểm, như 4.5", unstable.Integer, unstable.Float)
	if v == nil {
		return nil
	}
	p, err := ParsePoints(strings.ReplaceAll(v.text, "_", ""))
	if err != nil || p < 0 || p > maxPoints {
		r.fault(v.line, fmt.Sprintf("ghi số từ 0 đến %s, không quá hai chữ số thập phân", maxPoints),
			"số điểm %s của %q không dùng được", v.text, key)
		return nil
	}
	return &p
}

// bound reads the threshold of a step.
func (r *reader) bound(t *node, key string) (float64, bool) {
	v := r.want(t, key, false, "một số", unstable.Integer, unstable.Float)
	if v == nil {
		return 0, false
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(v.text, "_", ""), 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > maxFact {
		r.fault(v.line, "ghi một số thập phân, không quá 10^15", "mốc %s không dùng được", v.text)
		return 0, false
	}
	return f, true
}

// tables reads an array of tables of at most limit entries.
func (r *reader) tables(t *node, key string, limit int) []*node {
	v := r.want(t, key, false, "một danh sách", unstable.Array)
	if v == nil {
		return nil
	}
	var list []*node
	for i, e := range v.array {
		switch {
		case e.kind != unstable.Table:
			r.fault(e.line, "ghi từng phần tử dạng { khóa = giá trị }", "phần tử của %q không đúng kiểu", key)
		case i >= limit:
			r.fault(e.line, fmt.Sprintf("giữ tối đa %d phần tử", limit), "quá nhiều %q", key)
			return list
		default:
			list = append(list, e)
		}
	}
	return list
}
