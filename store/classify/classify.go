// Package classify holds the classes of cooperatives as data: by size and by
// what they supply to members, each rule with the days on which it is in force.
//
// The rules are a TOML file. The embedded one has Thông tư 01/2020/TT-BKHĐT,
// Điều 3 to 5 (1/4/2020 to 17/9/2025), and Nghị định 113/2024/NĐ-CP (from
// 1/11/2024) as far as its numbers are known; what is not stands in it as
// todo, and gives no class. A pack brings another revision.
//
// A class rests on the figures of one year. A figure that is not known makes
// the class unknown wherever it would decide: nothing is guessed. The package is
// pure.
package classify

import (
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
)

// ID is the id of the one set of classes.
const ID = "classes"

// A Set is one checked revision. It must not be changed after [Load].
type Set struct {
	ID       string
	Revision int64  // from 1
	SHA256   string // of the file's bytes, 64 lowercase hex digits
	Title    string
	Services Services
	Rules    []Rule
}

// Services are the classes by what a cooperative supplies to its members (Thông
// tư 01/2020/TT-BKHĐT, Điều 3). A person says which one it is.
type Services struct {
	Title, Basis string
	From, To     string // first and last day, civil dates; To "" = open
	List         []Service
}

// A Service is one of them; its id is a value of the field service_class.
type Service struct{ ID, Title, Text string }

// A Rule is one way of classing by size.
type Rule struct {
	ID, Title, Basis string
	From, To         string   // first and last day on which it is in force; To "" = open
	Types            []string // types of body that it classes; empty = any
	TypesWhy         string   // what is said of the others
	Classes          []Class  // of a rule without fields
	Fields           []Field
}

// A Field is a field of activity with classes of its own.
type Field struct {
	ID, Title string
	Values    []string // of the cooperative's report_field
	Todo      string   // why it has no classes, "" if it has
	Classes   []Class
}

// A Class is one size.
type Class struct {
	ID, Title string
	All, Any  []Bound // every one of All, and one of Any where there is one
	Rest      bool    // what no class before it took
	Todo      string  // its bounds are not known: nothing after it is reached
}

// A Bound is one limit of a figure, in the scaled integer of the figure.
type Bound struct {
	Figure string
	Op     Op
	Value  int64
}

// Op says on which side of a bound a figure stands.
type Op string

// The ways to bound; the words of the law are behind them.
const (
	AtLeast Op = "at_least" // từ
	Above   Op = "above"    // trên
	AtMost  Op = "at_most"  // đến
	Below   Op = "below"    // dưới
)

// Facts are what a cooperative is classed by.
type Facts struct {
	Type        string           // htx, lhhtx …
	ReportField string           // nông nghiệp, CN-TTCN …
	Figures     map[string]int64 // of one year, by id, scaled; absent = not known
}

// A Result is what one rule says of a cooperative.
type Result struct {
	Rule  *Rule
	Field string // title of the field of the rule, "" without fields
	Class string // id, "" = not known
	Title string // of the class
	// Why says in Vietnamese on which values the class rests, or why there is none.
	Why     string
	Missing []string // ids of figures that would be needed
}

// InForce reports whether a day lies in from and to, both included.
func inForce(from, to, day string) bool { return from <= day && (to == "" || day <= to) }

// On returns the rules that are in force on a day (YYYY-MM-DD), in the order of
// the file.
func (s *Set) On(day string) []*Rule {
	var out []*Rule
	for i := range s.Rules {
		if r := &s.Rules[i]; inForce(r.From, r.To, day) {
			out = append(out, r)
		}
	}
	return out
}

// ServiceOn returns the service class of that id as it is called on a day, and
// whether the rule on service classes was in force.
func (s *Set) ServiceOn(id, day string) (Service, bool) {
	for _, c := range s.Services.List {
		if c.ID == id {
			return c, inForce(s.Services.From, s.Services.To, day)
		}
	}
	return Service{}, false
}

// Classify returns what every rule in force on a day says.
func (s *Set) Classify(day string, f Facts) []Result {
	var out []Result
	for _, r := range s.On(day) {
		out = append(out, r.Of(f))
	}
	return out
}

// Of returns what the rule says.
func (r *Rule) Of(f Facts) Result {
	res := Result{Rule: r}
	if len(r.Types) > 0 && !slices.Contains(r.Types, f.Type) {
		res.Why = r.TypesWhy
		return res
	}
	if len(r.Fields) == 0 {
		return res.among(r.Classes, f)
	}
	for _, x := range r.Fields {
		if slices.Contains(x.Values, f.ReportField) {
			res.Field = x.Title
			if x.Todo != "" {
				res.Why = x.Todo
				return res
			}
			return res.among(x.Classes, f)
		}
	}
	res.Why = "chưa ghi lĩnh vực (ngành báo cáo) của hợp tác xã"
	if f.ReportField != "" {
		res.Why = "chưa rõ lĩnh vực " + f.ReportField + " thuộc nhóm nào của quy định"
	}
	return res
}

// among takes the first class that fits.
func (res Result) among(classes []Class, f Facts) Result {
	var seen []Bound
	for _, c := range classes {
		if c.Todo != "" {
			res.Why = c.Todo
			return res
		}
		seen = append(append(seen, c.All...), c.Any...)
		holds, known := c.holds(f.Figures)
		if !known {
			res.Missing = absent(seen, f.Figures)
			res.Why = "chưa có số liệu: " + strings.Join(titles(res.Missing), ", ")
			return res
		}
		if holds {
			res.Class, res.Title, res.Why = c.ID, c.Title, values(seen, f.Figures)
			return res
		}
	}
	res.Why = "số liệu không thuộc nhóm nào của quy định"
	return res
}

// holds reports whether c fits, and whether that is known.
func (c *Class) holds(figures map[string]int64) (holds, known bool) {
	if c.Rest {
		return true, true
	}
	all, allKnown := true, true
	for _, b := range c.All {
		h, k := b.holds(figures)
		if k && !h {
			return false, true
		}
		all, allKnown = all && h, allKnown && k
	}
	if len(c.Any) == 0 {
		return all, allKnown
	}
	any, anyKnown := false, true
	for _, b := range c.Any {
		h, k := b.holds(figures)
		any, anyKnown = any || h, anyKnown && k
	}
	if !any && anyKnown {
		return false, true
	}
	return all && any, allKnown && any
}

// holds reports whether a figure stands on the right side of b; an unknown one
// stands on none.
func (b *Bound) holds(figures map[string]int64) (holds, known bool) {
	v, ok := figures[b.Figure]
	if !ok {
		return false, false
	}
	switch b.Op {
	case AtLeast:
		return v >= b.Value, true
	case Above:
		return v > b.Value, true
	case AtMost:
		return v <= b.Value, true
	}
	return v < b.Value, true
}

// each calls f for each figure that bounds name, once.
func each(bounds []Bound, f func(id string)) {
	var done []string
	for _, b := range bounds {
		if !slices.Contains(done, b.Figure) {
			done = append(done, b.Figure)
			f(b.Figure)
		}
	}
}

func absent(bounds []Bound, figures map[string]int64) []string {
	var out []string
	each(bounds, func(id string) {
		if _, ok := figures[id]; !ok {
			out = append(out, id)
		}
	})
	return out
}

func titles(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		f, _ := store.FigureByID(id)
		out[i] = lower(f.Title)
	}
	return out
}

// values writes the figures that bounds name: "thành viên chính thức 210 người".
func values(bounds []Bound, figures map[string]int64) string {
	var out []string
	each(bounds, func(id string) {
		if n, ok := figures[id]; ok {
			f, _ := store.FigureByID(id)
			out = append(out, lower(f.Title)+" "+vi.FormatScaled(n, f.Scale())+" "+f.Unit)
		}
	})
	return strings.Join(out, "; ")
}

// lower writes a title inside a sentence; its first letter is no name's.
func lower(s string) string {
	for i, r := range s {
		return strings.ToLower(string(r)) + s[i+len(string(r)):]
	}
	return s
}
