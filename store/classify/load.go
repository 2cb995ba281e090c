package classify

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	gosync "sync"

	"github.com/pelletier/go-toml/v2"

	"coopfield/store"
	"coopfield/store/tomlines"
	"coopfield/store/vi"
)

//go:embed data/classes.toml
var data []byte

// Embedded returns the set built into the program.
var Embedded = gosync.OnceValues(func() (*Set, error) { return Load("classes.toml", data) })

// EmbeddedFile returns the file of [Embedded], to start an own one from.
func EmbeddedFile() []byte { return bytes.Clone(data) }

// Limits of a file.
const (
	maxText  = 600     // letters
	maxBound = 1 << 52 // scaled; far beyond any cooperative
)

var idForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// The file as it is written. go-toml refuses keys that are not named here.
type (
	rawFile struct {
		ID       string       `toml:"id"`
		Revision int64        `toml:"revision"`
		Title    string       `toml:"title"`
		Services rawServices  `toml:"services"`
		Service  []rawService `toml:"service"`
		Rules    []rawRule    `toml:"rule"`
	}
	rawServices struct {
		Title string `toml:"title"`
		Basis string `toml:"basis"`
		From  any    `toml:"from"`
		To    any    `toml:"to"`
	}
	rawService struct {
		ID    string `toml:"id"`
		Title string `toml:"title"`
		Text  string `toml:"text"`
	}
	rawRule struct {
		ID       string     `toml:"id"`
		Title    string     `toml:"title"`
		Basis    string     `toml:"basis"`
		From     any        `toml:"from"`
		To       any        `toml:"to"`
		Types    []string   `toml:"types"`
		TypesWhy string     `toml:"types_why"`
		Classes  []rawClass `toml:"class"`
		Fields   []rawField `toml:"field"`
	}
	rawField struct {
		ID      string     `toml:"id"`
		Title   string     `toml:"title"`
		Values  []string   `toml:"values"`
		Todo    string     `toml:"todo"`
		Classes []rawClass `toml:"class"`
	}
	rawClass struct {
		ID    string     `toml:"id"`
		Title string     `toml:"title"`
		All   []rawBound `toml:"all"`
		Any   []rawBound `toml:"any"`
		Rest  bool       `toml:"rest"`
		Todo  string     `toml:"todo"`
	}
	rawBound struct {
		Figure  string `toml:"figure"`
		AtLeast *int64 `toml:"at_least"`
		Above   *int64 `toml:"above"`
		AtMost  *int64 `toml:"at_most"`
		Below   *int64 `toml:"below"`
	}
)

// Load reads a set and checks all of it: keys, ids, days, figures, bounds, and
// that classes by one figure leave no value out. name is what faults call the
// file. The error is a [store.Error] with code Invalid that wraps
// [store.FileFaults], each with its line and what to do.
func Load(name string, file []byte) (*Set, error) {
	l := &loader{file: name, seen: map[string]bool{}}
	sum := sha256.Sum256(file)
	s := &Set{SHA256: hex.EncodeToString(sum[:])}
	raw, ok := &rawFile{}, false
	if l.lines, l.faults, ok = tomlines.Decode(name, file, raw); ok {
		l.read(raw, s)
	}
	if err := l.faults.Refuse("bad-classes", "phân loại"); err != nil {
		return nil, err
	}
	return s, nil
}

type loader struct {
	file   string
	lines  tomlines.Lines
	faults store.FileFaults
	seen   map[string]bool // ids, behind the path of their list
}

func (l *loader) fault(line int, message, hint string) {
	l.faults = append(l.faults, store.FileFault{File: l.file, Line: line, Message: message, Hint: hint})
}

func (l *loader) at(path, hint, format string, args ...any) {
	l.fault(l.lines.At(path), fmt.Sprintf(format, args...), hint)
}

func (l *loader) read(raw *rawFile, s *Set) {
	if s.ID = raw.ID; s.ID != ID {
		l.at("id", `ghi id = "classes": mỗi tỉnh có một bộ phân loại`, "mã %q không dùng được", raw.ID)
	}
	if s.Revision = raw.Revision; s.Revision < 1 {
		l.at("revision", "ghi revision = 1 cho bản đầu, tăng 1 mỗi bản sau", "thiếu số bản, hoặc số bản nhỏ hơn 1")
	}
	s.Title = l.text("title", raw.Title, true)
	s.Services = Services{Title: l.text("services.title", raw.Services.Title, true), Basis: l.text("services.basis", raw.Services.Basis, true)}
	s.Services.From, s.Services.To = l.days("services", raw.Services.From, raw.Services.To)
	known := store.SpecOf(store.Cooperative).Field("service_class").Values
	for i, x := range raw.Service {
		path := fmt.Sprintf("service[%d]", i)
		s.Services.List = append(s.Services.List, Service{ID: l.word(path+".id", x.ID, known), Title: l.text(path+".title", x.Title, true), Text: l.text(path+".text", x.Text, false)})
	}
	if len(raw.Rules) == 0 {
		l.at("rule", "thêm các quy định [[rule]]", "tệp không có quy định nào")
	}
	for i := range raw.Rules {
		s.Rules = append(s.Rules, l.rule(fmt.Sprintf("rule[%d]", i), &raw.Rules[i]))
	}
}

func (l *loader) rule(path string, x *rawRule) Rule {
	spec := store.SpecOf(store.Cooperative)
	r := Rule{
		ID: l.id(path, "rule", x.ID), Title: l.text(path+".title", x.Title, true), Basis: l.text(path+".basis", x.Basis, true),
		TypesWhy: l.text(path+".types_why", x.TypesWhy, len(x.Types) > 0),
	}
	r.From, r.To = l.days(path, x.From, x.To)
	for _, t := range x.Types {
		r.Types = append(r.Types, l.word(path+".types", t, spec.Field("type").Values))
	}
	if (len(x.Classes) > 0) == (len(x.Fields) > 0) {
		l.at(path, "ghi các [[rule.class]], hoặc các [[rule.field]] có [[rule.field.class]]", "quy định %q phải có đúng một trong hai: các nhóm, hoặc các lĩnh vực", x.ID)
	}
	if len(x.Classes) > 0 {
		r.Classes = l.classes(path, x.Classes)
	}
	taken := map[string]bool{}
	for i := range x.Fields {
		at, f := fmt.Sprintf("%s.field[%d]", path, i), &x.Fields[i]
		out := Field{ID: l.id(at, path+".field", f.ID), Title: l.text(at+".title", f.Title, true), Todo: l.text(at+".todo", f.Todo, false)}
		if len(f.Values) == 0 {
			l.at(at, "ghi values = [\"nông nghiệp\"] …", "lĩnh vực %q không nêu ngành báo cáo nào", f.ID)
		}
		for _, v := range f.Values {
			if taken[v] {
				l.at(at+".values", "mỗi ngành báo cáo thuộc một lĩnh vực", "ngành báo cáo %q đã thuộc lĩnh vực khác", v)
			}
			taken[v] = true
			out.Values = append(out.Values, l.word(at+".values", v, spec.Field("report_field").Values))
		}
		switch {
		case (f.Todo == "") == (len(f.Classes) == 0):
			l.at(at, "ghi các [[rule.field.class]], hoặc todo = lý do chưa có", "lĩnh vực %q phải có đúng một trong hai: các nhóm, hoặc lý do chưa có", f.ID)
		case f.Todo == "":
			out.Classes = l.classes(at, f.Classes)
		}
		r.Fields = append(r.Fields, out)
	}
	return r
}

func (l *loader) classes(path string, raw []rawClass) []Class {
	var out []Class
	closed := false
	for i := range raw {
		at, x := fmt.Sprintf("%s.class[%d]", path, i), &raw[i]
		c := Class{ID: l.id(at, path+".class", x.ID), Title: l.text(at+".title", x.Title, true), Rest: x.Rest, Todo: l.text(at+".todo", x.Todo, false)}
		for _, b := range x.All {
			c.All = append(c.All, l.bound(at+".all", &b))
		}
		for _, b := range x.Any {
			c.Any = append(c.Any, l.bound(at+".any", &b))
		}
		ways := 0
		for _, given := range []bool{len(x.All) > 0, x.Rest, x.Todo != ""} {
			if given {
				ways++
			}
		}
		if ways != 1 || len(x.Any) > 0 && len(x.All) == 0 {
			l.at(at, "ghi all (và any nếu cần), hoặc rest = true, hoặc todo", "nhóm %q phải có đúng một trong ba: giới hạn, phần còn lại, hoặc lý do chưa có", x.ID)
		}
		if closed {
			l.at(at, "đưa nhóm này lên trước", "nhóm %q đứng sau một nhóm lấy hết phần còn lại", x.ID)
		}
		closed = closed || x.Rest || x.Todo != ""
		out = append(out, c)
	}
	if !closed {
		l.covers(path, out)
	}
	return out
}

// covers requires of classes by one figure that every value has one. Only the
// values beside a bound can be without.
func (l *loader) covers(path string, classes []Class) {
	figure, bounds := "", []Bound{}
	for _, c := range classes {
		bounds = append(append(bounds, c.All...), c.Any...)
	}
	for _, b := range bounds {
		if figure != "" && b.Figure != figure {
			l.at(path, "thêm nhóm cuối có rest = true, hoặc todo", "các nhóm theo nhiều chỉ tiêu phải có một nhóm cho phần còn lại")
			return
		}
		figure = b.Figure
	}
	values := []int64{0}
	for _, b := range bounds {
		values = append(values, max(b.Value-1, 0), b.Value, b.Value+1)
	}
	slices.Sort(values)
	for _, v := range values {
		fits := func(c Class) bool { h, _ := c.holds(map[string]int64{figure: v}); return h }
		if !slices.ContainsFunc(classes, fits) {
			l.at(path, "sửa các giới hạn để không hở: \"đến\" là at_most, \"đến dưới\" là below", "giá trị %s không thuộc nhóm nào", vi.FormatInt(v))
			return
		}
	}
}

func (l *loader) bound(path string, x *rawBound) Bound {
	b, given := Bound{Figure: x.Figure}, 0
	for _, o := range []struct {
		op Op
		v  *int64
	}{{AtLeast, x.AtLeast}, {Above, x.Above}, {AtMost, x.AtMost}, {Below, x.Below}} {
		if o.v != nil {
			b.Op, b.Value, given = o.op, *o.v, given+1
		}
	}
	f, ok := store.FigureByID(x.Figure)
	switch {
	case !ok:
		l.at(path, "ghi id của một chỉ tiêu hằng năm, như \"members\"", "không có chỉ tiêu %q", x.Figure)
	case given != 1:
		l.at(path, "ghi đúng một trong bốn: at_least (từ), above (trên), at_most (đến), below (dưới)", "giới hạn của %q không rõ", x.Figure)
	case b.Value < 0 || b.Value > maxBound/100:
		l.at(path, "kiểm tra lại số", "giới hạn %d của %q không hợp lý", b.Value, x.Figure)
	}
	for range f.Scale() {
		b.Value *= 10
	}
	return b
}

func (l *loader) id(path, list, id string) string {
	switch {
	case !idForm.MatchString(id):
		l.at(path+".id", "dùng chữ không dấu, số, gạch ngang, gạch dưới, tối đa 64 ký tự", "id %q không dùng được", id)
	case l.seen[list+"/"+id]:
		l.at(path+".id", "đặt id khác", "id %q đã có", id)
	}
	l.seen[list+"/"+id] = true
	return id
}

func (l *loader) word(path, word string, known []string) string {
	if !slices.Contains(known, word) {
		l.at(path, "ghi một trong: "+strings.Join(known, ", "), "%q không có trong quy định", word)
	}
	return word
}

func (l *loader) text(path, s string, required bool) string {
	if message, hint := tomlines.Text(path, s, required, maxText); message != "" {
		l.at(path, hint, "%s", message)
	}
	return s
}

func (l *loader) days(path string, from, to any) (first, last string) {
	if first = l.day(path+".from", from); first == "" && from == nil {
		l.at(path, "thêm dòng from = 2020-04-01", "thiếu ngày bắt đầu có hiệu lực")
	}
	if last = l.day(path+".to", to); last != "" && last < first {
		l.at(path+".to", "sửa from hoặc to", "ngày hết hiệu lực đứng trước ngày bắt đầu")
	}
	return first, last
}

func (l *loader) day(path string, v any) string {
	if v == nil {
		return ""
	}
	if d, ok := v.(toml.LocalDate); ok && vi.ValidDate(d.String()) {
		return d.String()
	}
	l.at(path, "ghi ngày như 2025-06-30, không có ngoặc kép", "%v không phải là ngày hợp lý", v)
	return ""
}
