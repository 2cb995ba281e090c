// Package letterhead holds what an office puts on its papers as data: its names,
// the number and symbol (số, ký hiệu), the signature blocks and who gets a copy
// (nơi nhận). None of it is the same in two provinces, and the reform of 2025
// changed most of it, so it is a TOML file with an id and a revision; the one of
// Kon Tum is embedded and a pack replaces it. The package is pure.
//
// Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (thể thức) and mẫu 1.9 of Phụ lục III.
package letterhead

import (
	"bytes"
	_ "embed"
	"regexp"
	"strings"
	gosync "sync"

	"coopfield/store"
)

// ID is the id of the one set of papers of a province.
const ID = "papers"

// The papers that a form is for.
const (
	ScoreSheet       = "score-sheet"
	Visit            = "visit"
	Consultation     = "consultation"
	RegistrationList = "registration-list"
	MinistryList     = "ministry-list"
	ProgrammeReport  = "programme-report"
	Handover         = "handover"
	CompletionPlan   = "completion-plan"
)

// A Set is one checked revision.
type Set struct {
	ID          string
	Revision    int64  // from 1
	SHA256      string // of the file's bytes, 64 lowercase hex digits
	Title       string
	Basis       string
	Letterheads []Letterhead // the first that fits counts
	Forms       []Form
}

// A Letterhead is what one kind of office writes at the top of its papers. Texts
// may hold {unit} and the like, see [Fill].
type Letterhead struct {
	Role  store.Role // "" = any
	Level string     // of the office's unit, "" = any
	Unit  string     // its id, "" = any
	From  string     // first and last day on which the office is called so,
	Until string     // civil dates, "" = open

	Superior string // cơ quan chủ quản, "" = none
	Name     string // cơ quan ban hành, "" = not known: dots
	Symbol   string // in the number: TCKH
	Place    string // địa danh before the date
	Archive  string // behind "Lưu:"
}

// A Form is what one paper says besides its content.
type Form struct {
	ID         string
	Kind       string            // tên loại: BIÊN BẢN
	Form       string            // the legal form that it follows, "" if none is known
	Scheme     string            // of a score sheet: what Form, Notes and Classes belong to, "" = any
	Number     string            // pattern of the number, "" = the paper has none
	About      map[string]string // trích yếu by purpose, "default" for any
	Recipients []string          // nơi nhận, without dash and end mark
	Notes      []string          // small print at the end
	Classes    []Class           // boxes to tick, by a figure of the year
	Signatures []Signature       // from left to right, two in a row
}

// A Class is a row of boxes of which one is ticked by a yearly figure.
type Class struct {
	Title  string
	Figure string // id of the figure, see [store.Figures]
	Steps  []Step // rising; the last has no bound
}

// A Step is one box. Its bound is in the scaled integer of the figure.
type Step struct {
	Title string
	To    int64 // 0 = no bound
	With  bool  // the bound itself belongs to it
}

// Of returns the step that a value falls into, -1 if there is none.
func (c *Class) Of(v int64) int {
	for i, s := range c.Steps {
		if s.To == 0 || v < s.To || s.With && v == s.To {
			return i
		}
	}
	return -1
}

// A Signature is one block to sign in.
type Signature struct {
	Title string // in capitals
	Under string // in brackets below it
	Who   string // whose name stands there: see Whos; "" = nobody's yet
}

// whos are the people that a block may name, by what the record says. A block of
// a taker stands once for each unit that takes over, with {taker} and {TAKER}.
var whos = []string{"", "board", "supervisor", "secretary", "leader", "commune", "cooperative", "advisor", "me", "taker"}

// Purpose returns the trích yếu of a form for a purpose.
func (f *Form) Purpose(purpose string) string {
	if s, ok := f.About[purpose]; ok {
		return s
	}
	return f.About["default"]
}

// Form returns the form of that id; an empty one with the id as its kind if the
// set has none, so that the paper still prints.
func (s *Set) Form(id string) *Form {
	for i := range s.Forms {
		if s.Forms[i].ID == id {
			return &s.Forms[i]
		}
	}
	return &Form{ID: id, Kind: strings.ToUpper(id)}
}

// For returns the letterhead of an office by the role of who prints, the level
// and id of the unit and the day of the paper; an empty one if none fits.
func (s *Set) For(role store.Role, level, unit, on string) Letterhead {
	for _, l := range s.Letterheads {
		fits := (l.Role == "" || l.Role == role) && (l.Level == "" || l.Level == level) && (l.Unit == "" || l.Unit == unit)
		if fits && (on == "" || (l.From == "" || l.From <= on) && (l.Until == "" || on <= l.Until)) {
			return l
		}
	}
	return Letterhead{}
}

// placeholder finds {unit} and the like.
var placeholder = regexp.MustCompile(`\{[a-zA-Z]+\}`)

// Fill puts values in the place of {names}. A name without a value becomes dots.
func Fill(text string, values map[string]string) string {
	return placeholder.ReplaceAllStringFunc(text, func(p string) string {
		if v := values[p[1:len(p)-1]]; v != "" {
			return v
		}
		return Dots
	})
}

// Dots stand where something is to be filled in by hand.
const Dots = "……………"

//go:embed data/papers.toml
var data []byte

// Embedded returns the set built into the program.
var Embedded = gosync.OnceValues(func() (*Set, error) { return Load("papers.toml", data) })

// EmbeddedFile returns the file of [Embedded], to start an own one from.
func EmbeddedFile() []byte { return bytes.Clone(data) }
