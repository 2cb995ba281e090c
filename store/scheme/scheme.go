package scheme

// A Scheme is one checked revision of a set of criteria. It must not be
// changed after [Load].
type Scheme struct {
	ID       string
	Revision int64  // from 1; a newer revision replaces an older one for new sheets
	SHA256   string // of the file's bytes, 64 lowercase hex digits
	Title    string
	Basis    string // the legal document it comes from

	// Validity, civil dates YYYY-MM-DD, "" = open; see [Scheme.Valid].
	ValidFrom    string
	ValidTo      string
	RepealedBy   string
	InternalFrom string
	InternalNote string // stands on every sheet made under internal use

	ScoreColumn Column // the official result; "self" unless the file says otherwise
	Period      string // "year" or "half_year"
	Max         Points
	Step        Points // points are multiples of it; 0 allows any hundredth
	Partial     bool   // holds only a part of its circular, so gives no rating

	Ratings    []Band // best first
	Exclusions []Exclusion
	Facts      []Fact
	Groups     []Group
	Deadlines  []Deadline

	items     []*Item
	itemIndex map[string]int
	factIndex map[string]int
}

// A Band is one rating (xếp loại), reached with From points or more.
type Band struct {
	ID, Title string
	From      Points
}

// An Exclusion is a case in which a cooperative is not assessed (không tiến
// hành đánh giá và xếp loại), with the expression that tells it.
type Exclusion struct {
	ID, Title, When string
	prog            *program
}

// A Fact is one figure of the year (chỉ tiêu) that a sheet carries.
type Fact struct {
	ID, Title, Unit string
	Scale           int // decimals, see [store.ScaleOf]
}

// A Group (nhóm tiêu chí) limits the sum of its criteria to Max.
type Group struct {
	ID, Title string
	Max       Points
	Criteria  []Criterion
}

// A Criterion (tiêu chí) has items, or is itself the only item, of its own id.
type Criterion struct {
	ID, Title string
	Max       *Points // nil = not known
	Items     []*Item
}

// Kind says how an item gets its points.
type Kind string

// The kinds of item.
const (
	KindPoints Kind = "points" // the assessor gives 0..max
	KindSteps  Kind = "steps"  // a value computed from facts reaches a step
	KindYesNo  Kind = "yesno"  // a condition on facts gives max or 0
)

// An Item is the smallest thing that gets points.
type Item struct {
	ID, Title string
	Group     *Group
	Criterion *Criterion
	Max       *Points // nil = not known
	Kind      Kind
	Unit      string   // of the value; "" if none is named
	Value     string   // expression of a steps or yesno item
	Shows     string   // expression shown beside the item, which gives no points
	Steps     []Step   // highest threshold first
	Todo      string   // what the circular's text would have to supply, "" if nothing
	Facts     []string // ids that Value and Shows name outside prev, in scheme order

	value, shows *program
}

// A Step gives its points to values that reach Bound and no earlier step.
type Step struct {
	Bound  float64 // in the unit of the value; 0 when Rest
	Strict bool    // "above": the value must exceed Bound
	Rest   bool    // has no bound and catches everything below the others
	Points Points
}

// A Deadline says who owes what by when each year.
type Deadline struct {
	ID, Title string
	Level     string // "cooperative", "district" or "province"
	Due       string // MM-DD
}

// Column is one of the three columns of points on a sheet.
type Column string

// The columns.
const (
	Self     Column = "self"     // tự chấm: what board and supervisors agreed
	Checked  Column = "checked"  // huyện rà soát
	Approved Column = "approved" // tỉnh rà soát
)

// Columns returns the columns from left to right.
func Columns() []Column { return []Column{Self, Checked, Approved} }

// Valid reports whether c is one of the three columns.
func (c Column) Valid() bool { return c == Self || c == Checked || c == Approved }

// Items returns the items in the order of the scheme. The slice is shared.
func (s *Scheme) Items() []*Item { return s.items }

// Item returns the item of that id.
func (s *Scheme) Item(id string) (*Item, bool) {
	i, ok := s.itemIndex[id]
	if !ok {
		return nil, false
	}
	return s.items[i], true
}

// Fact returns the fact of that id.
func (s *Scheme) Fact(id string) (Fact, bool) {
	i, ok := s.factIndex[id]
	if !ok {
		return Fact{}, false
	}
	return s.Facts[i], true
}

// Known returns those facts of a sheet that s has, for running a scheme over
// the facts kept for another one.
func (s *Scheme) Known(facts map[string]int64) map[string]int64 {
	known := make(map[string]int64, len(facts))
	for id, n := range facts {
		if _, ok := s.factIndex[id]; ok {
			known[id] = n
		}
	}
	return known
}

// A Todo is what the scheme lacks for one item.
type Todo struct {
	Item string
	Text string
}

// Todos returns, in the order of the scheme, what the text of the circular
// would have to supply before every item could be computed.
func (s *Scheme) Todos() []Todo {
	var todos []Todo
	for _, it := range s.items {
		if it.Todo != "" {
			todos = append(todos, Todo{it.ID, it.Todo})
		}
	}
	return todos
}
