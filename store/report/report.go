// Package report holds what a periodic report says: figures, tables and
// sentences, made from facts that somebody gathered. It lays nothing out and is
// pure.
//
// A report is written as lines of text ([Report.Text]) that [Parse] reads back
// exactly, so that a finalised report keeps every word and can be made again
// whatever became of the records since.
//
// Source of what the reports hold: Kế hoạch 1185/KH-UBND, VI.3.a, VII.1.đ,
// VII.1.h, VII.2, VII.6.g. The plan has no forms for them: the sections are laid
// out by what it asks for.
package report

import "coopfield/store"

// A Report is one periodic report.
type Report struct {
	Template  string
	Programme string // id
	Period    string
	Level     string // "province" or "unit"
	Unit      string // id
	On        string // the day that it was made
	Head      Head
	Sections  []Section
	Figures   []Figure
}

// NumberMark stands in [Head.Number] where the office writes the number that it
// gives the paper.
const NumberMark = "{no}"

// Head is what the office writes around the text, as it was on that day.
type Head struct {
	Superior, Office string
	Number           string // with [NumberMark], "" = none
	Place            string
	Kind             string   // tên loại: BÁO CÁO
	About            []string // trích yếu
	Notes            []string
	Recipients       []string
	Signatures       []Signature
}

// Signature is one block to sign in.
type Signature struct{ Title, Under, Name string }

// A Section is a numbered part.
type Section struct {
	Title  string
	Blocks []Block
}

// Block is a part of a section: [Para], [List], [Dots] or [Table].
type Block interface{ block() }

// Para is a paragraph of one line.
type Para string

// List is paragraphs that begin with a dash.
type List []string

// Dots are lines to be filled in by hand.
type Dots int

// A Table has a row of titles.
type Table struct {
	Columns []Column
	Rows    [][]string
}

// Column is one column; Width is its share in millimetres of 165.
type Column struct {
	Title string
	Width int
	Align Align
}

// Align says where the cells of a column stand.
type Align byte

// The alignments.
const (
	Left   Align = 'l'
	Centre Align = 'c'
	Right  Align = 'r'
)

func (Para) block()  {}
func (List) block()  {}
func (Dots) block()  {}
func (Table) block() {}

// A Figure is one number of a report; Value is in hundredths of its unit.
type Figure struct {
	ID    string
	Title string // Vietnamese
	Value int64
}

// FigureDoc returns the figures as a record keeps them.
func (r *Report) FigureDoc() store.Doc {
	out := store.Doc{}
	for _, f := range r.Figures {
		out[f.ID] = f.Value
	}
	return out
}

// Figure returns the figure of that id.
func (r *Report) Figure(id string) (Figure, bool) {
	for _, f := range r.Figures {
		if f.ID == id {
			return f, true
		}
	}
	return Figure{}, false
}
