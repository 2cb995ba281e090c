package store

import "strings"

// Type says what a field holds.
type Type uint8

// The types of field.
const (
	TypeText    Type = iota // one line, NFC
	TypeNote                // several lines, NFC
	TypeDate                // civil date YYYY-MM-DD
	TypeInstant             // RFC 3339 with offset
	TypeNumber              // integer by Scale
	TypeBool
	TypeEnum   // one of Values
	TypeRef    // id of a record of kind Ref
	TypeUnit   // id of a unit
	TypeMap    // items keyed by id, each as Item says
	TypeObject // the named Fields
)

// ScaleByScheme marks numbers whose scale the record's scheme knows.
const ScaleByScheme = -1

// scaleByFigure marks numbers whose scale the table of figures knows.
const scaleByFigure = -2

// Field is the form of one field of a record.
type Field struct {
	Name     string
	Type     Type
	Scale    int               // TypeNumber: decimals kept, 0 or 2, or ScaleByScheme
	Min, Max int64             // TypeNumber: bounds in the scaled integer; both 0 = any number ≥ 0. TypeNote: Max letters, 0 = maxNote
	Signed   bool              // TypeNumber: may be negative
	Values   []string          // TypeEnum
	Ref      Kind              // TypeRef; "" = a record of any kind
	Item     *Field            // TypeMap
	Fields   []Field           // TypeObject
	Keys     func(string) bool // TypeMap: which item ids exist; nil = any
	Required bool              // must be there in every saved record
	Fixed    bool              // part of the natural key or set once: a put may not change it
	Derived  bool              // follows from ops; refused in put
}

// Spec is the form of a kind of record.
type Spec struct {
	Kind      Kind
	Fields    []Field
	Mergeable bool     // parallel edits of different leaves are joined
	Official  bool     // state (draft, final, void) follows from ops and is printed as status
	Natural   []string // fields of the natural key; empty = none
}

// Field returns the field called name, nil if the kind has none.
func (s *Spec) Field(name string) *Field { return fieldOf(s.Fields, name) }

func fieldOf(fields []Field, name string) *Field {
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

// SpecOf returns the form of records of kind k, nil if there is no such kind.
func SpecOf(k Kind) *Spec { return specs[k] }

// Kinds lists the kinds of record in the order of the architecture's table.
func Kinds() []Kind {
	return []Kind{
		Cooperative, Annual, Assessment, Visit, Consultation, Followup, Registration, Plan,
		Support, Event, Obstacle, Report, Proposal, Decision, Attachment,
	}
}

// NaturalKey returns what makes a record one of its kind besides its id, ""
// if it has no such key: a cooperative's tax code or else its registration
// number, however they are spaced; cooperative and year; and so on (sync
// protocol, What is a conflict).
func NaturalKey(k Kind, d Doc) string {
	if k == Cooperative {
		if t := bare(d.Text("tax_code")); t != "" {
			return "mst:" + t
		}
		if n := bare(d.Text("registration_no")); n != "" {
			return "gcn:" + n
		}
		return ""
	}
	s := SpecOf(k)
	if s == nil || len(s.Natural) == 0 {
		return ""
	}
	key := ""
	for i, f := range s.Natural {
		if i > 0 {
			key += "|"
		}
		switch v := d[f].(type) {
		case string:
			key += v
		case int64:
			key += FormatNumber(v, 0)
		default:
			return ""
		}
	}
	return key
}

// bare returns a code as two people would both read it: without the spaces,
// points and dashes that one of them put in, in capitals.
func bare(code string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .-–\u00a0", r) {
			return -1
		}
		return r
	}, code))
}

// CooperativeOf returns the id of the cooperative that a record is about, ""
// if it names none.
func CooperativeOf(k Kind, id string, d Doc) string {
	if k == Cooperative {
		return id
	}
	return d.Text("cooperative")
}

func text(name string) Field              { return Field{Name: name, Type: TypeText} }
func note(name string) Field              { return Field{Name: name, Type: TypeNote} }
func date(name string) Field              { return Field{Name: name, Type: TypeDate} }
func instant(name string) Field           { return Field{Name: name, Type: TypeInstant} }
func truth(name string) Field             { return Field{Name: name, Type: TypeBool} }
func whole(name string) Field             { return Field{Name: name, Type: TypeNumber} }
func number(name string) Field            { return Field{Name: name, Type: TypeNumber, Scale: 2} }
func unitRef(name string) Field           { return Field{Name: name, Type: TypeUnit} }
func ref(name string, k Kind) Field       { return Field{Name: name, Type: TypeRef, Ref: k} }
func enum(name string, v ...string) Field { return Field{Name: name, Type: TypeEnum, Values: v} }

func items(name string, item Field) Field {
	return Field{Name: name, Type: TypeMap, Item: &item}
}

func object(name string, fields ...Field) Field {
	return Field{Name: name, Type: TypeObject, Fields: fields}
}

func (f Field) required() Field { f.Required = true; return f }
func (f Field) fixed() Field    { f.Fixed = true; return f }
func (f Field) derived() Field  { f.Derived = true; return f }

// letters returns how long a text may be.
func (f *Field) letters() int {
	switch {
	case f.Type != TypeNote:
		return maxText
	case f.Max > 0:
		return int(f.Max)
	}
	return maxNote
}

func (f Field) between(lo, hi int64) Field { f.Min, f.Max = lo, hi; return f }
