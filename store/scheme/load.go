package scheme

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/types"

	"coopfield/store"
)

// Limits of a scheme file. The largest circular known has 15 criteria; the
// limits only keep a file from filling the memory of the laptop it is put on.
const (
	maxFile      = 1 << 20
	maxFactCount = 500
	maxGroups    = 50
	maxCriteria  = 100 // in a group
	maxItems     = 50  // in a criterion
	maxSteps     = 100 // in an item
	maxBands     = 20
	maxOthers    = 50 // exclusions, deadlines

	maxFact = 1e15 // scaled integers and thresholds; exact in float64
)

const maxPoints Points = 1_000_000 // 10.000 points

// reserved are words that an expression would not read as a fact.
var reserved = []string{
	"prev", varCoopType, varActive, varStopped, "true", "false", "nil", "and", "or", "not", "in", "let", "if", "else",
	"matches", "contains", "startsWith", "endsWith",
}

// Load reads a scheme file and checks all of it: sums of maxima, bands, steps,
// ids, every expression. name is what faults call the file. The error is a
// [store.Error] with code Invalid that wraps [Faults], every fault found, each
// with its line and what to do.
func Load(name string, data []byte) (*Scheme, error) {
	one := func(message, hint string) error { return Faults{{name, 1, message, hint}}.refuse() }
	switch {
	case len(data) > maxFile:
		return nil, one("tệp lớn hơn 1 MiB", "kiểm tra lại có chọn đúng tệp không")
	case !utf8.Valid(data):
		return nil, one("tệp không phải là chữ UTF-8", "lưu lại tệp với bảng mã UTF-8")
	}
	root, bad := parseTOML(name, data)
	if bad != nil {
		return nil, Faults{*bad}.refuse()
	}
	sum := sha256.Sum256(data)
	l := loader{reader: reader{file: name}, s: &Scheme{
		SHA256:    hex.EncodeToString(sum[:]),
		itemIndex: map[string]int{},
		factIndex: map[string]int{},
	}}
	l.scheme(root)
	if len(l.faults) > 0 {
		slices.SortStableFunc(l.faults, func(a, b Fault) int { return a.Line - b.Line })
		return nil, l.faults.refuse()
	}
	return l.s, nil
}

// A loader fills a scheme from its file.
type loader struct {
	reader
	s                  *Scheme
	itemEnv, exclEnv   types.Map
	groups, crits, ids map[string]int // ids seen: line
}

func (l *loader) scheme(t *node) {
	l.keys(t, "id", "revision", "title", "basis", "valid_from", "valid_to", "repealed_by", "internal_from",
		"internal_note", "score_column", "partial", "period", "max", "point_step",
		"rating", "exclusion", "fact", "group", "deadline")
	s := l.s
	s.ID = l.id(t, "bộ tiêu chí", map[string]int{})
	s.Revision = l.whole(t, "revision")
	s.Title = l.text(t, "title", true)
	s.Basis = l.text(t, "basis", false)
	l.validity(t)
	s.ScoreColumn = Column(l.choice(t, "score_column", string(Self), string(Self), string(Checked), string(Approved)))
	s.Period = l.choice(t, "period", "year", "year", "half_year")
	s.Partial = l.bool(t, "partial")
	if p := l.points(t, "max", true); p != nil {
		s.Max = *p
	}
	if p := l.points(t, "point_step", false); p != nil {
		s.Step = *p
	}
	l.ratings(t)
	l.facts(t)
	l.environments()
	l.exclusions(t)
	l.allGroups(t)
	l.deadlines(t)
}

func (l *loader) validity(t *node) {
	s := l.s
	s.ValidFrom = l.date(t, "valid_from")
	s.ValidTo = l.date(t, "valid_to")
	s.RepealedBy = l.text(t, "repealed_by", false)
	s.InternalFrom = l.date(t, "internal_from")
	s.InternalNote = l.text(t, "internal_note", false)
	if s.ValidFrom != "" && s.ValidTo != "" && s.ValidTo < s.ValidFrom {
		l.fault(t.child("valid_to").line, "sửa một trong hai ngày", "ngày hết hiệu lực đứng trước ngày có hiệu lực")
	}
	if s.InternalFrom == "" {
		return
	}
	line := t.child("internal_from").line
	if s.ValidTo == "" || s.InternalFrom <= s.ValidTo {
		l.fault(line, "ghi valid_to, và internal_from sau valid_to", "dùng nội bộ chỉ bắt đầu sau khi hết hiệu lực")
	}
	if s.InternalNote == "" {
		l.fault(line, "thêm internal_note để in trên từng bảng", "thiếu ghi chú của đánh giá nội bộ")
	}
}

func (l *loader) ratings(t *node) {
	seen := map[string]int{}
	var last Points
	for i, r := range l.tables(t, "rating", maxBands) {
		l.keys(r, "id", "title", "from")
		b := Band{ID: l.id(r, "mức xếp loại", seen), Title: l.text(r, "title", true)}
		from := l.points(r, "from", true)
		if from == nil {
			continue
		}
		b.From = *from
		line := r.child("from").line
		switch {
		case b.From > l.s.Max:
			l.fault(line, "ghi số điểm trong thang điểm", "mức %q bắt đầu từ %s, trên điểm tối đa %s", b.Title, b.From, l.s.Max)
		case i > 0 && b.From >= last:
			l.fault(line, "xếp các mức từ cao xuống thấp, mỗi mức một điểm bắt đầu riêng",
				"mức %q bắt đầu từ %s, chồng lên mức trước bắt đầu từ %s", b.Title, b.From, last)
		}
		last = b.From
		l.s.Ratings = append(l.s.Ratings, b)
	}
	switch n := len(l.s.Ratings); {
	case n == 0 && !l.s.Partial:
		l.fault(t.line, "thêm các mức [[rating]], hoặc ghi partial = true nếu tệp chỉ có một phần thang điểm", "bộ tiêu chí không có mức xếp loại")
	case n > 0 && last != 0:
		list := t.child("rating").array
		l.fault(list[len(list)-1].line, "thêm mức cuối có from = 0", "điểm dưới %s không thuộc mức xếp loại nào", last)
	}
}

func (l *loader) facts(t *node) {
	seen := map[string]int{}
	for _, f := range l.tables(t, "fact", maxFactCount) {
		l.keys(f, "id", "title", "unit")
		fact := Fact{ID: l.id(f, "chỉ tiêu", seen), Title: l.text(f, "title", true), Unit: l.text(f, "unit", true)}
		fact.Scale = store.ScaleOf(fact.Unit)
		if fact.ID == "" {
			continue
		}
		_, isFunction := builtin.Index[fact.ID]
		if !factForm.MatchString(fact.ID) || isFunction || slices.Contains(reserved, fact.ID) {
			l.fault(f.child("id").line, "dùng chữ không dấu, số và _, bắt đầu bằng chữ, không trùng từ khóa của biểu thức",
				"id chỉ tiêu %q không dùng được trong biểu thức", fact.ID)
		}
		l.s.factIndex[fact.ID] = len(l.s.Facts)
		l.s.Facts = append(l.s.Facts, fact)
	}
}

func (l *loader) environments() {
	prev := types.Map{}
	l.itemEnv = types.Map{varPrev: prev}
	l.exclEnv = types.Map{varCoopType: types.String, varActive: types.Float64, varStopped: types.Float64}
	for _, f := range l.s.Facts {
		prev[f.ID] = types.Float64
		l.itemEnv[f.ID] = types.Float64
		l.exclEnv[f.ID] = types.Float64
	}
}

// expression reads and compiles the expression at key; nil means absent or at
// fault.
func (l *loader) expression(t *node, key string, env types.Map, want types.Type) (string, *program) {
	if t.child(key) == nil {
		return "", nil
	}
	before := len(l.faults)
	src := l.text(t, key, true)
	if len(l.faults) > before {
		return src, nil
	}
	prog, bad := compile(src, env, want)
	if bad != nil {
		l.fault(t.child(key).line, bad.hint, "%s", bad.message)
		return src, nil
	}
	return src, prog
}

func (l *loader) exclusions(t *node) {
	seen := map[string]int{}
	for _, e := range l.tables(t, "exclusion", maxOthers) {
		l.keys(e, "id", "title", "when")
		x := Exclusion{ID: l.id(e, "trường hợp không đánh giá", seen), Title: l.text(e, "title", true)}
		if e.child("when") == nil {
			l.fault(e.line, "thêm dòng when = \"điều kiện\"", "thiếu %q", "when")
		}
		x.When, x.prog = l.expression(e, "when", l.exclEnv, types.Bool)
		l.s.Exclusions = append(l.s.Exclusions, x)
	}
}

func (l *loader) deadlines(t *node) {
	seen := map[string]int{}
	for _, d := range l.tables(t, "deadline", maxOthers) {
		l.keys(d, "id", "title", "level", "due")
		dl := Deadline{ID: l.id(d, "thời hạn", seen), Title: l.text(d, "title", true), Due: l.text(d, "due", true)}
		if d.child("level") == nil {
			l.fault(d.line, "thêm dòng level = \"cooperative\", \"district\" hoặc \"province\"", "thiếu %q", "level")
		}
		dl.Level = l.choice(d, "level", "", "cooperative", "district", "province")
		if _, err := time.Parse("01-02", dl.Due); err != nil && dl.Due != "" {
			l.fault(d.child("due").line, "ghi tháng-ngày, như 12-15", "thời hạn %q không phải là ngày", dl.Due)
		}
		l.s.Deadlines = append(l.s.Deadlines, dl)
	}
}

// allGroups reads the groups and checks their sum.
func (l *loader) allGroups(t *node) {
	l.groups, l.crits, l.ids = map[string]int{}, map[string]int{}, map[string]int{}
	list := l.tables(t, "group", maxGroups)
	if len(list) == 0 {
		l.fault(t.line, "thêm ít nhất một [[group]]", "bộ tiêu chí không có nhóm nào")
		return
	}
	l.s.Groups = make([]Group, len(list)) // never grown: items point into it
	var sum Points
	for i, g := range list {
		l.group(g, &l.s.Groups[i])
		sum += l.s.Groups[i].Max
	}
	if m := t.child("max"); m != nil && sum != l.s.Max {
		l.fault(m.line, "sửa max của bộ tiêu chí hoặc của nhóm cho khớp",
			"tổng điểm tối đa các nhóm là %s, khác %s của bộ tiêu chí", sum, l.s.Max)
	}
	for _, it := range l.s.items {
		if line, ok := l.crits[it.ID]; ok && it.ID != it.Criterion.ID {
			l.fault(l.ids[it.ID], "đặt id khác", "mục có id %q trùng với tiêu chí ở dòng %d", it.ID, line)
		}
		it.Facts = l.factNames(it.value, it.shows)
	}
}

// factNames returns the facts that programs name, in the order of the scheme.
func (l *loader) factNames(programs ...*program) []string {
	var ids []string
	for _, f := range l.s.Facts {
		for _, p := range programs {
			if p != nil && slices.Contains(p.names, f.ID) {
				ids = append(ids, f.ID)
				break
			}
		}
	}
	return ids
}

func describe(p *Points) string {
	if p == nil {
		return "không rõ"
	}
	return p.String()
}

// quoteIDs lists ids for a hint.
func quoteIDs(ids []string) string { return fmt.Sprintf("có: %s", strings.Join(ids, ", ")) }
