package record

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/field"
	"coopfield/tui/page"
)

// Layout is what the form says and asks at the moment, in the language of the
// interface. It is made anew after each field that was saved.
type Layout struct {
	Title    []string // breadcrumb
	Sections []Section
	// Denied is why this person may write nothing here, "" if something.
	Denied string
	// May are the leaves, or the fields with all that is in them, that this person
	// may not write, with why.
	May map[store.Path]string
	// Foot is the line below the form: what the record is and how far.
	Foot []Said
	// Side is the panel beside the form on wide terminals; none if it is empty.
	SideTitle string
	Side      []Said
}

// Section is one part of the form. A layout of one section has no list at the
// left, so that its form has the whole width.
type Section struct {
	ID    string // stays the same, whatever the language
	Title string
	Mark  Said   // how far it is, at the right of its name: "2/5"
	Hint  string // dim lines above the form
	Rows  []Row
}

// Row is one line of the form. What it is follows from the first of these that
// is set: List, Cells, Heads, Tick, Word, Head, Input or Path, and else Say.
type Row struct {
	// ID names a row without a path, so that the cursor stays on it.
	ID     string
	Path   store.Path // leaf that is written
	Label  string
	Denied string // why this person may not write it; "" follows [Layout.May]

	// An input for the leaf; what may be typed follows from the kind's form.
	Choices  []field.Option // one of them, instead of text or an id
	Required bool
	Money    bool   // whole đồng
	Lines    int    // of a note, 3 if zero
	Width    int    // cells, as in [field.Item]
	Hint     string // shown while it is empty
	Beside   string // said beside it: "năm trước 45"
	Input    func(*page.Context) field.Field

	// Tick makes a line with a state before its label, which may be long; digits
	// and the space bar set it. Without Path it shows Value and is not changed.
	Tick  bool
	Marks []Mark // states in the order of their digits; yes and no if empty
	Value string // that is shown whatever the leaf holds, "" for the leaf's
	// Note is a leaf for a sentence below the tick: a letter typed there opens it.
	Note  store.Path
	Under []Said // lines below the label

	// Cells are several inputs in one line behind Label; Tab goes from one to the
	// next. A cell without a path shows its Say. Heads are titles above them.
	Cells []Row
	Heads []string

	Word  string // a line that may have the cursor; Press is what Enter does there
	Sign  string // before Word
	Press func() tea.Cmd

	Head bool   // Label stands over the rows below
	Say  []Said // computed text, wrapped

	List *List
}

// Mark is one state of a tick.
type Mark struct {
	Value string // as the leaf holds it; "true" and "false" of a bool
	Word  string // short
	Look  Look
}

// List is items of the record that are keyed by an id of their own.
type List struct {
	Path store.Path // of the map
	// Item makes the rows of one item, n from 0. The item's leaves have the path
	// Path + "." + id + "." + name, or without a name where an item is one leaf.
	Item  func(id string, n int) []Row
	Order []string // of the items; those that it does not name come last
	Empty string   // said while there is no item
	Add   string   // "thêm việc": the line that adds one; "" = none can be added
	// New are the leaves of an item that begins, by their whole path; may be nil.
	New func(id string) []desk.Edit
	// Name is what an item is called when it is to be removed; nil = the first text in it.
	Name func(id string) string
	// Pick adds an item by choosing its id from a list, such as a cooperative; the
	// item is one leaf with the value true.
	Pick  []field.Option
	Fixed bool // items cannot be removed
}

// Look is the tone of a text. Each has a sign too, so that colour never carries
// the meaning alone.
type Look int

// The looks.
const (
	Plain Look = iota
	Dim
	Strong
	Good // ✓
	Warn // !
	Bad  // ✗
	Wait // …
)

// Said is a text that the program computed.
type Said struct {
	Text string
	Look Look
}

// Text returns one plain text.
func Text(s string) []Said { return []Said{{Text: s}} }

// Quiet returns one dim text.
func Quiet(s string) []Said { return []Said{{Text: s, Look: Dim}} }

// sign is the mark of a look with a space, "" if it has none.
func (l Look) sign(c *page.Context) string {
	g := &c.Theme.Glyph
	switch l {
	case Good:
		return g.Check + " "
	case Warn:
		return "! "
	case Bad:
		return g.Cross + " "
	case Wait:
		return g.Wait + " "
	}
	return ""
}

func (l Look) style(c *page.Context) lipgloss.Style {
	t := c.Theme
	switch l {
	case Dim:
		return t.Dim
	case Strong:
		return t.Title
	case Good:
		return t.Good
	case Warn:
		return t.Warn
	case Bad:
		return t.Bad
	case Wait:
		return t.Info
	}
	return t.Text
}

// draw wraps a text to lines of at most width cells, not padded.
func (s Said) draw(c *page.Context, width int) []string {
	sign := s.Look.sign(c)
	style := s.Look.style(c)
	var out []string
	for i, l := range page.Wrap(s.Text, max(width-page.Width(sign), 1)) {
		lead := sign
		if i > 0 {
			lead = strings.Repeat(" ", page.Width(sign))
		}
		out = append(out, style.Render(lead+l))
	}
	return out
}

// line is a text in one line of at most width cells.
func (s Said) line(c *page.Context, width int) string {
	return s.Look.style(c).Render(page.Cut(c.Theme, s.Look.sign(c)+s.Text, width))
}

// specAt is the form of a leaf of a kind of record, nil if there is none.
func specAt(k store.Kind, p store.Path) *store.Field {
	spec := store.SpecOf(k)
	if spec == nil {
		return nil
	}
	parts := strings.Split(p, ".")
	f := spec.Field(parts[0])
	for _, name := range parts[1:] {
		switch {
		case f == nil:
			return nil
		case f.Type == store.TypeMap:
			f = f.Item
		case f.Type == store.TypeObject:
			fields := f.Fields
			f = nil
			for i := range fields {
				if fields[i].Name == name {
					f = &fields[i]
				}
			}
		default:
			return nil
		}
	}
	return f
}
