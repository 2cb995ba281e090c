package store

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"coopfield/store/vi"
)

// ValidKey reports whether k may be an item's id: [A-Za-z0-9_-], 1 to 64.
func ValidKey(k string) bool {
	if len(k) == 0 || len(k) > 64 {
		return false
	}
	for i := range len(k) {
		c := k[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return true
}

// ValidID reports whether id has the form of a record's id: a lowercase UUID.
func ValidID(id string) bool {
	if len(id) != 36 {
		return false
	}
	for i := range len(id) {
		c := id[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

// Validate reports whether d is a well-formed record of kind k: every field
// known, of its type, in its range, and the required ones there. It returns
// Faults with one Error for each field that is not. Rules that need schemes,
// units or other records are not its business.
func Validate(k Kind, d Doc) error {
	s := SpecOf(k)
	if s == nil {
		return &Error{Code: Usage, Message: fmt.Sprintf("không có loại hồ sơ %q", k), Hint: "các loại: " + kindList()}
	}
	return check(func(c *checker) {
		c.object("", s.Fields, d, true)
		c.order(k, d)
	})
}

// ValidateSet reports whether every leaf of an op's set is a known field of
// kind k, of its type and range. Required fields need not be there.
func ValidateSet(k Kind, set Doc) error {
	s := SpecOf(k)
	if s == nil {
		return &Error{Code: Invalid, Detail: "kind", Message: fmt.Sprintf("không có loại hồ sơ %q", k), Hint: "dùng bản chương trình mới hơn"}
	}
	return check(func(c *checker) { c.object("", s.Fields, set, false) })
}

// The days between which every date of a record lies: another year was mistyped.
const firstDay, lastDay = "1900-01-01", "2199-12-31"

// checker collects faults. A quick one says only whether there are any: it
// neither names paths nor goes through fields in order, which is most of the
// work, and records without a fault are nearly all.
type checker struct {
	quick  bool
	bad    bool
	faults Faults
}

// check runs f quickly, and once more for the faults if there are any.
func check(f func(c *checker)) error {
	c := checker{quick: true}
	if f(&c); !c.bad {
		return nil
	}
	c = checker{}
	f(&c)
	return c.faults.orNil()
}

func (c *checker) fault(path, message, hint string) {
	c.bad = true
	if !c.quick {
		c.faults = append(c.faults, invalid(path, message, hint))
	}
}

// join returns the path of an item.
func (c *checker) join(path, item string) string {
	if c.quick {
		return ""
	}
	return path + item
}

// item is join with a point between.
func (c *checker) item(path, id string) string {
	if c.quick {
		return ""
	}
	return path + "." + id
}

// each gives the members of d, in order unless c is quick.
func (c *checker) each(d Doc) iter.Seq2[string, any] {
	if c.quick {
		return maps.All(d)
	}
	return sorted(d)
}

func (c *checker) object(prefix string, fields []Field, d Doc, whole bool) {
	for k, v := range c.each(d) {
		f := fieldOf(fields, k)
		if f == nil || f.Derived {
			c.fault(c.join(prefix, k), "không có mục này", c.join("các mục: ", fieldNames(fields)))
			continue
		}
		c.value(c.join(prefix, k), f, v, whole)
	}
	if !whole {
		return
	}
	for i := range fields {
		f := &fields[i]
		if v, ok := d[f.Name]; f.Required && (!ok || v == nil || v == "") {
			c.fault(c.join(prefix, f.Name), "còn thiếu", "điền mục này rồi ghi lại")
		}
	}
}

func sorted(d Doc) func(yield func(string, any) bool) {
	return func(yield func(string, any) bool) {
		keys := make([]string, 0, len(d))
		for k := range d {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			if !yield(k, d[k]) {
				return
			}
		}
	}
}

func (c *checker) value(path string, f *Field, v any, whole bool) {
	if v == nil {
		return
	}
	switch f.Type {
	case TypeMap, TypeObject:
		sub, ok := v.(Doc)
		if !ok {
			c.fault(path, "phải là một nhóm mục", "ghi dạng {\"mã\": giá trị}")
			return
		}
		if f.Type == TypeObject {
			c.object(c.join(path, "."), f.Fields, sub, whole)
			return
		}
		for k, item := range c.each(sub) {
			if !ValidKey(k) || (f.Keys != nil && !f.Keys(k)) {
				c.fault(c.item(path, k), "mã mục không có", "xem danh sách mã trong trợ giúp")
				continue
			}
			if n, ok := item.(int64); ok && n < 0 && f.Item.Scale == scaleByFigure && !mayBeNegative(k) {
				c.fault(c.item(path, k), "không được âm", "kiểm tra lại số")
				continue
			}
			c.value(c.item(path, k), f.Item, item, whole)
		}
	case TypeBool:
		if _, ok := v.(bool); !ok {
			c.fault(path, "phải là có hoặc không", "ghi true hoặc false")
		}
	case TypeNumber:
		c.number(path, f, v)
	default:
		s, ok := v.(string)
		if !ok {
			c.fault(path, "phải là chữ", "đặt giá trị trong ngoặc kép")
			return
		}
		c.text(path, f, s)
	}
}

// maxNumber bounds every number as it is kept: ten million billion đồng. What
// adds and multiplies numbers, such as a scheme, stays far from the bounds of
// an integer.
const maxNumber = 10_000_000_000_000_000

func (c *checker) number(path string, f *Field, v any) {
	n, ok := v.(int64)
	if !ok {
		c.fault(path, "phải là số", "ghi số")
		return
	}
	if n < 0 && !f.Signed && f.Min >= 0 {
		c.fault(path, "không được âm", "kiểm tra lại số")
		return
	}
	if n > maxNumber || n < -maxNumber {
		c.fault(path, "số lớn quá mức ghi được", "kiểm tra lại số và đơn vị")
		return
	}
	if (f.Min != 0 || f.Max != 0) && (n < f.Min || n > f.Max) {
		scale := max(f.Scale, 0)
		c.fault(path, fmt.Sprintf("nằm ngoài khoảng %s đến %s", FormatNumber(f.Min, scale), FormatNumber(f.Max, scale)), "kiểm tra lại số")
	}
}

func (c *checker) text(path string, f *Field, s string) {
	limit := f.letters()
	if utf8.RuneCountInString(s) > limit {
		c.fault(path, fmt.Sprintf("dài quá %d chữ", limit), "viết gọn hơn hoặc đính kèm tệp")
		return
	}
	if s != vi.Clean(s, f.Type == TypeNote) {
		c.fault(path, "có ký tự điều khiển hoặc chưa ở dạng Unicode dựng sẵn", "gõ lại mục này")
		return
	}
	if s == "" {
		return
	}
	switch f.Type {
	case TypeDate:
		if !vi.ValidDate(s) {
			c.fault(path, fmt.Sprintf("%q không phải ngày", s), "ghi dạng 2024-12-31")
		} else if s < firstDay || s > lastDay {
			c.fault(path, "năm "+s[:4]+" nằm ngoài khoảng 1900 đến 2199", "kiểm tra lại năm")
		}
	case TypeInstant:
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			c.fault(path, fmt.Sprintf("%q không phải thời điểm", s), "ghi dạng 2024-12-31T08:30:00+07:00")
		}
	case TypeEnum:
		if !slices.Contains(f.Values, s) {
			c.fault(path, fmt.Sprintf("%q không có trong danh mục", s), "các giá trị: "+strings.Join(f.Values, ", "))
		}
	case TypeRef:
		if !ValidID(s) {
			c.fault(path, fmt.Sprintf("%q không phải mã hồ sơ", s), "ghi mã (id) của hồ sơ")
		}
	}
}

// order checks pairs of dates that must not run backwards.
func (c *checker) order(k Kind, d Doc) {
	var pairs [][2]string
	switch k {
	case Cooperative:
		pairs = [][2]string{{"registered_on", "stopped_on"}, {"registered_on", "ended_on"}}
	case Obstacle:
		pairs = [][2]string{{"raised_on", "answered_on"}}
	case Visit:
		pairs = [][2]string{{"started", "ended"}}
	case Support:
		pairs = [][2]string{{"on", "due"}}
	}
	for _, p := range pairs {
		from, to := d.Text(p[0]), d.Text(p[1])
		if from != "" && to != "" && earlier(to, from) {
			c.fault(p[1], "sớm hơn mục "+p[0], "kiểm tra lại hai ngày")
		}
	}
}

// earlier reports whether a lies before b: two civil dates, or two instants.
func earlier(a, b string) bool {
	ta, errA := time.Parse(time.RFC3339, a)
	tb, errB := time.Parse(time.RFC3339, b)
	if errA == nil && errB == nil {
		return ta.Before(tb)
	}
	return a < b
}
