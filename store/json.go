package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"coopfield/store/vi"
)

// Limits of one record as it comes in.
const (
	maxJSON  = 1 << 20 // bytes of one line
	maxDepth = 8
	maxText  = 500    // letters of a line of text
	maxNote  = 20_000 // letters of a note
)

// Scales returns how many decimals the number at field.key of an assessment
// keeps, as its scheme says, and false if the scheme or the fact is unknown.
type Scales func(field, key string) (int, bool)

// FormatNumber writes the scaled integer n in its shortest decimal form:
// FormatNumber(450, 2) is "4.5".
func FormatNumber(n int64, scale int) string { return vi.FormatDecimal(n, scale) }

// Faults is what is wrong with a record, one Error for each field.
type Faults []*Error

// Error joins the faults, one a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, e := range f {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As find the first fault.
func (f Faults) Unwrap() []error {
	out := make([]error, len(f))
	for i, e := range f {
		out[i] = e
	}
	return out
}

func (f Faults) orNil() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

func invalid(field, message, hint string) *Error {
	return &Error{Code: Invalid, Detail: field, Message: "mục " + field + ": " + message, Hint: hint}
}

// Parse reads one record from JSON as put takes it: an object of snake_case
// fields with decimals in their shortest form. null stays in the Doc as nil,
// a removal. id and kind may stand in the object; they are returned, not kept.
// Text is brought to NFC and freed of control characters. Everything that does
// not fit is reported at once as Faults: unknown fields, duplicate keys, wrong
// types, decimals that the field does not keep.
func Parse(k Kind, data []byte, scales Scales) (id string, d Doc, err error) {
	s := SpecOf(k)
	if s == nil {
		return "", nil, &Error{Code: Usage, Message: fmt.Sprintf("không có loại hồ sơ %q", k), Hint: "các loại: " + kindList()}
	}
	tree, err := readObject(data)
	if err != nil {
		return "", nil, err
	}
	p := parser{scales: scales}
	if v, ok := tree["id"]; ok {
		id, ok = v.(string)
		if !ok || !ValidID(id) {
			p.fault("id", "không phải mã hồ sơ (UUID chữ thường)", "bỏ mục id để tạo hồ sơ mới")
		}
		delete(tree, "id")
	}
	if v, ok := tree["kind"]; ok {
		if v != string(k) {
			p.fault("kind", fmt.Sprintf("là %v, lệnh ghi loại %s", v, k), "chọn đúng loại hồ sơ")
		}
		delete(tree, "kind")
	}
	d = p.object("", s.Fields, tree)
	return id, d, p.faults.orNil()
}

func kindList() string {
	var names []string
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

type parser struct {
	scales Scales
	faults Faults
}

func (p *parser) fault(path, message, hint string) {
	p.faults = append(p.faults, invalid(path, message, hint))
}

func (p *parser) object(prefix string, fields []Field, tree map[string]any) Doc {
	d := Doc{}
	for _, k := range slices.Sorted(maps.Keys(tree)) {
		f := fieldOf(fields, k)
		if f == nil {
			p.fault(prefix+k, "không có mục này", "các mục: "+fieldNames(fields))
			continue
		}
		if f.Derived {
			p.fault(prefix+k, "suy ra từ thao tác chốt, trả lại, hủy; không ghi trực tiếp", "bỏ mục này")
			continue
		}
		if v, ok := p.value(prefix+k, f, "", tree[k]); ok {
			d[k] = v
		}
	}
	return d
}

func fieldNames(fields []Field) string {
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		if !f.Derived {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ", ")
}

// value converts v as f says. key is the item's id inside a map, for numbers
// whose scale hangs on it.
func (p *parser) value(path string, f *Field, key string, v any) (any, bool) {
	if v == nil {
		return nil, true
	}
	switch f.Type {
	case TypeMap, TypeObject:
		sub, ok := v.(map[string]any)
		if !ok {
			p.fault(path, "phải là một nhóm mục {…}", "ghi dạng {\"mã\": giá trị}")
			return nil, false
		}
		if f.Type == TypeObject {
			return p.object(path+".", f.Fields, sub), true
		}
		return p.items(path, f, sub), true
	case TypeBool:
		b, ok := v.(bool)
		if !ok {
			p.fault(path, "phải là true hoặc false", "ghi true hoặc false, không có ngoặc kép")
		}
		return b, ok
	case TypeNumber:
		return p.number(path, f, key, v)
	default:
		s, ok := v.(string)
		if !ok {
			p.fault(path, "phải là chữ", "đặt giá trị trong ngoặc kép")
			return nil, false
		}
		return vi.Clean(s, f.Type == TypeNote), true
	}
}

func (p *parser) items(path string, f *Field, sub map[string]any) Doc {
	d := Doc{}
	for _, k := range slices.Sorted(maps.Keys(sub)) {
		at := path + "." + k
		if !ValidKey(k) {
			p.fault(at, "mã mục không hợp lệ", "mã gồm chữ không dấu, số, gạch ngang, gạch dưới, tối đa 64 ký tự")
			continue
		}
		if f.Keys != nil && !f.Keys(k) {
			p.fault(at, "không có chỉ tiêu này", "xem danh sách chỉ tiêu trong trợ giúp")
			continue
		}
		if v, ok := p.value(at, f.Item, k, sub[k]); ok {
			d[k] = v
		}
	}
	return d
}

func (p *parser) number(path string, f *Field, key string, v any) (any, bool) {
	n, ok := v.(json.Number)
	if !ok {
		p.fault(path, "phải là số", "ghi số không có ngoặc kép, dấu thập phân là dấu chấm")
		return nil, false
	}
	scale, ok := f.scaleOf(path, key, p.scales)
	if !ok {
		p.fault(path, "không rõ đơn vị của số này", "kiểm tra bộ tiêu chí và mã chỉ tiêu")
		return nil, false
	}
	i, err := vi.ParseDecimal(n.String(), scale)
	if err != nil {
		message, hint := "không đọc được", "kiểm tra lại số"
		if why := new(vi.Error); errors.As(err, &why) {
			message, hint = why.Message, why.Hint
		}
		p.fault(path, message, hint)
		return nil, false
	}
	return i, true
}

func (f *Field) scaleOf(path, key string, scales Scales) (int, bool) {
	switch f.Scale {
	case ScaleByScheme:
		if scales == nil {
			return 0, false
		}
		field, _, _ := strings.Cut(path, ".")
		return scales(field, key)
	case scaleByFigure:
		fig, ok := FigureByID(key)
		return fig.Scale(), ok
	}
	return f.Scale, true
}

// readObject decodes one JSON object with every key once, bounded in size and
// depth; encoding/json alone takes the last of two equal keys.
func readObject(data []byte) (map[string]any, error) {
	bad := func(message, hint string) error {
		return &Error{Code: Invalid, Detail: "json", Message: message, Kept: "chưa ghi gì", Hint: hint}
	}
	if len(data) > maxJSON {
		return nil, bad("dòng dài quá 1 MiB", "chia nhỏ hồ sơ")
	}
	if !utf8.Valid(data) {
		return nil, bad("chữ không phải UTF-8", "lưu tệp dạng UTF-8 rồi chạy lại")
	}
	if loneSurrogate(data) {
		return nil, bad(`có mã chữ \u viết dở (một nửa của cặp)`, "ghi chữ trực tiếp dạng UTF-8 thay cho \\u")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	v, err := readValue(dec, 0)
	if err == nil {
		if _, more := dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("trailing data")
		}
	}
	var e *Error
	if errors.As(err, &e) {
		return nil, e
	}
	tree, ok := v.(map[string]any)
	if err != nil || !ok {
		return nil, bad("không phải một đối tượng JSON", "mỗi dòng là một hồ sơ dạng {\"mục\": giá trị}")
	}
	return tree, nil
}

// loneSurrogate reports whether JSON text escapes half of a surrogate pair,
// which encoding/json would read as U+FFFD without a word.
func loneSurrogate(data []byte) bool {
	for i := bytes.IndexByte(data, '\\'); i >= 0 && i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		r, ok := escapedRune(data[i:])
		if !ok {
			i++ // an escape of one letter
			continue
		}
		i += 5
		if !utf16.IsSurrogate(r) {
			continue
		}
		low, ok := escapedRune(data[i+1:])
		if !ok || utf16.DecodeRune(r, low) == utf8.RuneError {
			return true
		}
		i += 6
	}
	return false
}

// escapedRune reads the code unit of an escape such as \u00e9 at the start of b.
func escapedRune(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	return rune(n), err == nil
}

func readValue(dec *json.Decoder, depth int) (any, error) {
	tok, err := dec.Token()
	if err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	delim, ok := tok.(json.Delim)
	if !ok {
		return tok, nil
	}
	if depth >= maxDepth || delim != '{' {
		return nil, &Error{Code: Invalid, Detail: "json", Message: "hồ sơ không chứa danh sách [ ] và không lồng quá 8 tầng", Kept: "chưa ghi gì", Hint: "ghi danh sách dạng {\"mã\": {…}}"}
	}
	tree := map[string]any{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("reading JSON: %w", err)
		}
		name := key.(string)
		if _, twice := tree[name]; twice {
			return nil, &Error{Code: Invalid, Detail: "json", Message: fmt.Sprintf("mục %q ghi hai lần", name), Kept: "chưa ghi gì", Hint: "bỏ một lần"}
		}
		if tree[name], err = readValue(dec, depth+1); err != nil {
			return nil, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	return tree, nil
}

// Format writes a record as get prints it: one JSON object, keys sorted
// bytewise, decimals in their shortest form, with id and kind, and the status
// of kinds that have a derived one. Every machine that holds the same record
// writes the same bytes.
func Format(r *Record, scales Scales) ([]byte, error) {
	s := SpecOf(r.Kind)
	if s == nil {
		return nil, &Error{Code: Internal, Message: fmt.Sprintf("không có loại hồ sơ %q", r.Kind)}
	}
	top := Doc{}
	maps.Copy(top, r.Doc)
	top["id"], top["kind"] = r.ID, string(r.Kind)
	fields := append(slices.Clone(s.Fields), text("id"), text("kind"))
	if r.SameAs != "" {
		top["same_as"] = r.SameAs
	}
	if s.Official {
		top["status"] = string(r.State)
	}
	w := formatter{scales: scales}
	err := w.object("", fields, top)
	return w.buf.Bytes(), err
}

type formatter struct {
	buf    bytes.Buffer
	scales Scales
}

func (w *formatter) object(prefix string, fields []Field, d Doc) error {
	return w.each(d, func(k string) error { return w.value(prefix+k, fieldOf(fields, k), "", d[k]) })
}

func (w *formatter) each(d Doc, f func(k string) error) error {
	w.buf.WriteByte('{')
	for i, k := range slices.Sorted(maps.Keys(d)) {
		if i > 0 {
			w.buf.WriteByte(',')
		}
		w.text(k)
		w.buf.WriteByte(':')
		if err := f(k); err != nil {
			return err
		}
	}
	w.buf.WriteByte('}')
	return nil
}

func (w *formatter) value(path string, f *Field, key string, v any) error {
	switch v := v.(type) {
	case nil:
		w.buf.WriteString("null")
	case bool:
		fmt.Fprintf(&w.buf, "%t", v)
	case string:
		w.text(v)
	case int64:
		if f == nil {
			return &Error{Code: Damaged, Message: "hồ sơ có mục lạ " + path, Hint: "dùng bản chương trình mới hơn"}
		}
		scale, ok := f.scaleOf(path, key, w.scales)
		if !ok {
			return &Error{Code: NotFound, Detail: string(WaitScheme), Message: "chưa có bộ tiêu chí để đọc số " + path, Hint: "nhập gói dữ liệu tham chiếu của tỉnh"}
		}
		w.buf.WriteString(FormatNumber(v, scale))
	case Doc:
		if f != nil && f.Type == TypeMap {
			return w.each(v, func(k string) error { return w.value(path+"."+k, f.Item, k, v[k]) })
		}
		var fields []Field
		if f != nil {
			fields = f.Fields
		}
		return w.object(path+".", fields, v)
	}
	return nil
}

// text writes s as JSON without escaping what HTML would need.
func (w *formatter) text(s string) {
	enc := json.NewEncoder(&w.buf)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a bytes.Buffer does not fail, a string always encodes
	w.buf.Truncate(w.buf.Len() - 1)
}
