package scheme

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"coopfield/store"
	"coopfield/store/vi"
)

const (
	maxDocument = 1 << 20
	maxDepth    = 32
)

// coopTypes are the types of cooperative that a document may carry.
var coopTypes = store.SpecOf(store.Cooperative).Field("type").Values

// extra are the fields of a document beyond those of an assessment record:
// what get prints with it, and what the store finds by itself.
var extra = []string{"id", "kind", "status", "prev", "coop_type"}

// A Document is an assessment document as far as scoring needs it.
type Document struct {
	Sheet  Sheet
	Period string // "" = not given
}

// ParseDocument reads an assessment document in JSON, numbers as decimals.
// Every error is [store.Invalid]: "bad-json" for what is no JSON object or has
// a key twice, "unknown-field", "bad-type", "unknown-fact" and "bad-number".
// Points and items are checked by [Scheme.Score].
func (s *Scheme) ParseDocument(doc []byte) (Document, error) {
	root, err := parseJSON(doc)
	if err != nil {
		return Document{}, err
	}
	d := docReader{s: s}
	for _, k := range root.keys {
		if store.SpecOf(store.Assessment).Field(k) == nil && !slices.Contains(extra, k) {
			d.bad.add("unknown-field", "sửa tên hoặc bỏ trường này", "bảng đánh giá không có trường %q", k)
		}
	}
	sh := Sheet{
		CoopType:      d.text(root, "coop_type"),
		MonthsActive:  d.months(root, "months_active"),
		MonthsStopped: d.months(root, "months_stopped"),
		Facts:         d.facts(root, "facts"),
		Prev:          d.facts(root, "prev"),
		Given:         map[Column]map[string]Points{},
		Reason:        d.reasons(root),
	}
	if sh.CoopType != "" && !slices.Contains(coopTypes, sh.CoopType) {
		d.bad.add("bad-type", "chọn một trong: "+strings.Join(coopTypes, ", "), "coop_type không nhận %q", sh.CoopType)
	}
	for _, c := range Columns() {
		if given := d.points(root, c); len(given) > 0 {
			sh.Given[c] = given
		}
	}
	period := d.text(root, "period")
	if err := d.bad.err(); err != nil {
		return Document{}, err
	}
	return Document{sh, period}, nil
}

// ScoreDocument is the score command: it reads an assessment document, scores
// the column ("" = checked where any is given, else self) and returns one JSON
// object on one line, without the line end, groups and items in the order of
// the scheme. See the package doc for what it accepts, [Scheme.ParseDocument],
// [Scheme.Valid] and [Scheme.Score] for its errors.
func (s *Scheme) ScoreDocument(doc []byte, column string) ([]byte, error) {
	d, err := s.ParseDocument(doc)
	if err != nil {
		return nil, err
	}
	note := ""
	if d.Period != "" {
		day, err := LastDay(d.Period)
		if err != nil {
			return nil, err
		}
		v := s.Valid(day)
		if v.Err != nil {
			return nil, v.Err
		}
		note = v.Note
	}
	r, err := s.Score(d.Sheet, Options{Column: Column(column)})
	if err != nil {
		return nil, err
	}
	return r.appendJSON(nil, note), nil
}

// A docReader takes typed values out of a document and collects refusals.
type docReader struct {
	s   *Scheme
	bad refusals
}

func (d *docReader) wrongType(name, want string) {
	d.bad.add("bad-type", "ghi "+want, "trường %q không đúng kiểu", name)
}

func (d *docReader) text(root *jsonNode, key string) string {
	v := root.field(key)
	if v == nil {
		return ""
	}
	if v.kind != jsonText {
		d.wrongType(key, "chữ trong ngoặc kép")
		return ""
	}
	return v.text
}

func (d *docReader) number(v *jsonNode, name string, scale int) (int64, bool) {
	if v.kind != jsonNumber {
		d.wrongType(name, "một số, không có ngoặc kép")
		return 0, false
	}
	n, err := vi.ParseDecimal(v.text, scale)
	if err != nil {
		hint := "ghi số có không quá hai chữ số thập phân"
		if scale == 0 {
			hint = "ghi số nguyên"
		}
		d.bad.add("bad-number", hint, "trường %q không nhận số %s", name, v.text)
	}
	return n, err == nil
}

func (d *docReader) months(root *jsonNode, key string) *int64 {
	v := root.field(key)
	if v == nil {
		return nil
	}
	n, ok := d.number(v, key, 2)
	if ok && (n < 0 || n > 100*12*1000) {
		d.bad.add("bad-number", "ghi số tháng từ 0", "trường %q không nhận số %s", key, v.text)
	}
	return &n
}

// object returns the object at key and whether it is there.
func (d *docReader) object(root *jsonNode, key string) (*jsonNode, bool) {
	v := root.field(key)
	if v == nil {
		return nil, false
	}
	if v.kind != jsonObject {
		d.wrongType(key, "một đối tượng { \"id\": giá trị }")
		return nil, false
	}
	return v, true
}

func (d *docReader) facts(root *jsonNode, key string) map[string]int64 {
	v, ok := d.object(root, key)
	if !ok {
		return nil
	}
	facts := make(map[string]int64, len(v.keys))
	for _, id := range v.keys {
		f, ok := d.s.Fact(id)
		if !ok {
			d.bad.add("unknown-fact", d.s.factList(), "bộ tiêu chí %s không có chỉ tiêu %q", d.s.ID, id)
			continue
		}
		if e := v.field(id); e != nil {
			if n, ok := d.number(e, key+"."+id, f.Scale); ok {
				facts[id] = n
			}
		}
	}
	return facts
}

func (d *docReader) points(root *jsonNode, c Column) map[string]Points {
	v, ok := d.object(root, string(c))
	if !ok {
		return nil
	}
	given := make(map[string]Points, len(v.keys))
	for _, id := range v.keys {
		e := v.field(id)
		if e == nil {
			if _, ok := d.s.Item(id); !ok {
				d.bad.add("unknown-item", d.s.itemList(), "bộ tiêu chí %s không có mục %q", d.s.ID, id)
			}
			continue
		}
		if e.kind == jsonNumber {
			_, err := ParsePoints(e.text)
			if _, fine := vi.ParseDecimal(e.text, 18); err != nil && fine == nil {
				d.bad.add("points-off-step", "ghi điểm có không quá hai chữ số thập phân", "mục %s: điểm %s quá lẻ", id, e.text)
				continue
			}
		}
		if n, ok := d.number(e, string(c)+"."+id, 2); ok {
			given[id] = Points(n)
		}
	}
	return given
}

func (d *docReader) reasons(root *jsonNode) map[string]string {
	v, ok := d.object(root, "reason")
	if !ok {
		return nil
	}
	reasons := make(map[string]string, len(v.keys))
	for _, id := range v.keys {
		e := v.field(id)
		switch {
		case e == nil:
		case e.kind != jsonText:
			d.wrongType("reason."+id, "chữ trong ngoặc kép")
		default:
			reasons[id] = e.text
		}
	}
	return reasons
}

type jsonKind byte

const (
	jsonNull jsonKind = iota
	jsonObject
	jsonText
	jsonNumber
	jsonOther // true, false, arrays: nothing here takes them
)

// A jsonNode is a value whose object keys keep their order and stand once.
type jsonNode struct {
	kind   jsonKind
	text   string
	keys   []string
	fields map[string]*jsonNode
}

// field returns the value at key, nil when absent or null.
func (n *jsonNode) field(key string) *jsonNode {
	v := n.fields[key]
	if v == nil || v.kind == jsonNull {
		return nil
	}
	return v
}

// parseJSON reads one object. It refuses duplicate keys, which encoding/json
// lets pass with the last one winning: two programs could then read two scores
// out of one document.
func parseJSON(doc []byte) (*jsonNode, error) {
	doc = bytes.TrimPrefix(doc, []byte("\ufeff"))
	bad := func(why string) error {
		return invalid("bad-json", "bảng đánh giá đưa vào "+why, "đưa vào đúng một đối tượng JSON { … } dạng UTF-8")
	}
	switch {
	case len(doc) > maxDocument:
		return nil, bad("lớn hơn 1 MiB")
	case !utf8.Valid(doc):
		return nil, bad("không phải là chữ UTF-8")
	case len(bytes.TrimSpace(doc)) == 0:
		return nil, bad("trống")
	case !json.Valid(doc):
		at := int64(len(doc))
		dec := json.NewDecoder(bytes.NewReader(doc))
		for {
			if _, err := dec.Token(); err != nil {
				if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
					at = dec.InputOffset()
				}
				break
			}
		}
		return nil, bad(fmt.Sprintf("không đúng dạng JSON (gần byte %d)", at))
	}
	dec := json.NewDecoder(bytes.NewReader(doc))
	dec.UseNumber()
	n, why := readJSON(dec, 0)
	if why != "" {
		return nil, bad(why)
	}
	if n.kind != jsonObject {
		return nil, bad("không phải là một đối tượng")
	}
	return n, nil
}

// readJSON reads one value of a document known to be valid; why says what is
// refused in it.
func readJSON(dec *json.Decoder, depth int) (n *jsonNode, why string) {
	if depth > maxDepth {
		return nil, "lồng nhau quá sâu"
	}
	tok, err := dec.Token()
	if err != nil {
		return nil, "không đúng dạng JSON"
	}
	switch v := tok.(type) {
	case nil:
		return &jsonNode{kind: jsonNull}, ""
	case string:
		return &jsonNode{kind: jsonText, text: v}, ""
	case json.Number:
		return &jsonNode{kind: jsonNumber, text: v.String()}, ""
	case json.Delim:
		n = &jsonNode{kind: jsonOther, fields: map[string]*jsonNode{}}
		if v == '{' {
			n.kind = jsonObject
		}
		for dec.More() {
			key := ""
			if n.kind == jsonObject {
				k, err := dec.Token()
				if err != nil {
					return nil, "không đúng dạng JSON"
				}
				key, _ = k.(string)
				if _, dup := n.fields[key]; dup {
					return nil, fmt.Sprintf("có khóa %q hai lần", key)
				}
			}
			e, why := readJSON(dec, depth+1)
			if why != "" {
				return nil, why
			}
			if n.kind == jsonObject {
				n.keys = append(n.keys, key)
				n.fields[key] = e
			}
		}
		if _, err := dec.Token(); err != nil {
			return nil, "không đúng dạng JSON"
		}
		return n, ""
	}
	return &jsonNode{kind: jsonOther}, ""
}
