package field

import (
	"errors"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/vi"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/telex"
	"coopfield/tui/text"
)

// NumberSpec says what a number field accepts. Numbers are integers by Scale:
// with Scale 2 the text "79,5" is 7950.
type NumberSpec struct {
	Scale    int // decimals, 0 for whole numbers
	Required bool
	Min, Max *int64 // by Scale; nil for no limit
	Hint     string
}

// MoneySpec says what a money field accepts, in whole đồng.
type MoneySpec struct {
	Required bool
	Min, Max *int64
	Hint     string
}

// PointsSpec says what a points field accepts, in hundredths of a point.
type PointsSpec struct {
	Max  int64 // 0 if the scheme names none
	Step int64 // such as 50 for half points; 0 or 1 for any
}

// quantity is the common part of the fields that read a number from a text.
type quantity struct {
	line     Text
	required bool
}

func newQuantity(c *page.Context, hint string) quantity {
	return quantity{line: Text{c: c, spec: TextSpec{Hint: hint, AsTyped: true}, w: 1}}
}

// Update applies a key or a paste and reports whether the text changed.
func (q *quantity) Update(msg tea.Msg) bool { return q.line.Update(msg) }

// Wants reports false: a number needs no key beyond letters and editing.
func (q *quantity) Wants(keys.Intent) bool { return false }

// View draws the field in one line.
func (q *quantity) View(width int, focused bool) string { return q.line.View(width, focused) }

// Height is 1.
func (q *quantity) Height() int { return 1 }

// Cursor returns the place of the text cursor in the last View.
func (q *quantity) Cursor() (int, int) { return q.line.Cursor() }

// CursorX returns the column of the text cursor in the last View.
func (q *quantity) CursorX() int { return q.line.CursorX() }

// Value returns the text as typed.
func (q *quantity) Value() string { return q.line.Value() }

// SetValue replaces the text.
func (q *quantity) SetValue(s string) { q.line.SetValue(s) }

// short tells the form that a remark stands beside the field.
func (q *quantity) short() {}

// spelled is what the keys of the method that is on make of the text. Digits and
// codes are taken as typed, but whoever types Telex types "3,5 tyr" and "hoom nay".
func (q *quantity) spelled() string {
	if q.line.c.Input == nil {
		return q.Value()
	}
	return telex.Convert(q.line.c.Input(), q.Value())
}

func (q *quantity) empty() bool { return strings.TrimSpace(q.Value()) == "" }

// numeric is a quantity that is an integer by its scale.
type numeric struct {
	quantity
	min, max *int64
	parse    func(string) (int64, error)
	format   func(int64) string // as the field shows it itself
	say      func(s string, n int64) string
	bad      func(*text.Field) string
	extra    func(int64) error
}

// Int returns the number, and false if the field is empty or not valid.
func (q *numeric) Int() (int64, bool) {
	n, err := q.read()
	if err != nil || q.empty() {
		return 0, false
	}
	return n, true
}

// SetInt puts a number into the field as Vietnamese write it.
func (q *numeric) SetInt(n int64) { q.line.SetValue(q.format(n)) }

// Settle writes a valid number the usual way, "3,5 tỷ" as "3.500.000.000". Forms
// call it when the focus leaves, never between two keys.
func (q *numeric) Settle() {
	if n, ok := q.Int(); ok && q.Value() != q.format(n) {
		q.SetInt(n)
	}
}

func (q *numeric) read() (int64, error) {
	w := &q.line.c.Words.Field
	if q.empty() {
		if q.required {
			return 0, remark(w.Required)
		}
		return 0, nil
	}
	n, err := q.parse(q.Value())
	if err != nil {
		if again, e := q.parse(q.spelled()); e == nil {
			n, err = again, nil
		}
	}
	if err != nil {
		return 0, understand(q.line.c, err, q.bad(w))
	}
	if q.min != nil && n < *q.min || q.max != nil && n > *q.max {
		switch {
		case q.min == nil:
			return n, remark(sprintf(w.AtMost, q.format(*q.max)))
		case q.max == nil:
			return n, remark(sprintf(w.AtLeast, q.format(*q.min)))
		}
		return n, remark(sprintf(w.Range, q.format(*q.min), q.format(*q.max)))
	}
	if q.extra != nil {
		return n, q.extra(n)
	}
	return n, nil
}

// understand prefers the exact Vietnamese sentence of package vi; in another
// language the field's own remark stands for it.
func understand(c *page.Context, err error, otherwise string) error {
	var e *vi.Error
	if c.Words.Lang == text.VI && errors.As(err, &e) {
		return remark(e.Error())
	}
	return remark(otherwise)
}

// Valid returns a remark on a text that is no number, out of range, or missing.
func (q *numeric) Valid() error {
	_, err := q.read()
	return err
}

// ReadBack says in words what was understood.
func (q *numeric) ReadBack() string {
	n, err := q.read()
	if err != nil || q.empty() {
		return ""
	}
	return q.say(q.Value(), n)
}

// Number is an input for a number.
type Number struct{ numeric }

var _ Field = (*Number)(nil)

// NewNumber returns an empty number field.
func NewNumber(c *page.Context, spec NumberSpec) *Number {
	f := &Number{numeric{quantity: newQuantity(c, spec.Hint)}}
	f.required, f.min, f.max = spec.Required, spec.Min, spec.Max
	f.parse = func(s string) (int64, error) {
		n, _, err := vi.ParseNumber(s, spec.Scale)
		return n, err
	}
	f.format = func(n int64) string { return vi.FormatScaled(n, spec.Scale) }
	f.say = func(s string, n int64) string {
		_, r, err := vi.ParseNumber(s, spec.Scale)
		if err != nil || !r.Ambiguous && strings.TrimSpace(s) == f.format(n) && n < 1000*pow10(spec.Scale) {
			return ""
		}
		if c.Words.Lang == text.EN {
			r.Words = text.EnglishNumber(n, spec.Scale)
		}
		return f.format(n) + " – " + r.Words
	}
	f.bad = func(w *text.Field) string { return w.NotNumber }
	return f
}

// Money is an input for an amount in đồng.
type Money struct{ numeric }

var _ Field = (*Money)(nil)

// NewMoney returns an empty money field.
func NewMoney(c *page.Context, spec MoneySpec) *Money {
	f := &Money{numeric{quantity: newQuantity(c, spec.Hint)}}
	f.required, f.min, f.max = spec.Required, spec.Min, spec.Max
	f.parse = vi.ParseMoney
	f.format = func(n int64) string { return vi.FormatScaled(n, 0) }
	f.say = func(_ string, n int64) string {
		words := vi.Words(n)
		if c.Words.Lang == text.EN {
			words = text.EnglishNumber(n, 0)
		}
		return vi.FormatMoney(n) + " – " + words
	}
	f.bad = func(w *text.Field) string { return w.NotMoney }
	return f
}

// Points is an input for points of a criterion.
type Points struct {
	numeric
	spec PointsSpec
}

var _ Field = (*Points)(nil)

// NewPoints returns an empty points field.
func NewPoints(c *page.Context, spec PointsSpec) *Points {
	f := &Points{numeric{quantity: newQuantity(c, "")}, spec}
	zero := int64(0)
	f.min = &zero
	f.parse = func(s string) (int64, error) {
		n, _, err := vi.ParseNumber(s, 2)
		return n, err
	}
	f.format = func(n int64) string { return vi.FormatScaled(n, 2) }
	f.say = func(string, int64) string { return "" }
	f.bad = func(w *text.Field) string { return w.NotNumber }
	f.extra = func(n int64) error {
		w := &c.Words.Field
		if spec.Max > 0 && n > spec.Max {
			return remark(sprintf(w.PointsMax, f.format(spec.Max)))
		}
		if spec.Step > 1 && n%spec.Step != 0 {
			return remark(sprintf(w.PointsStep, f.format(spec.Step)))
		}
		return nil
	}
	return f
}

// ReadBack names the maximum.
func (f *Points) ReadBack() string {
	if f.spec.Max <= 0 {
		return ""
	}
	return "/" + f.format(f.spec.Max)
}

// Date is an input for a day: what package vi reads as one, and "hôm nay".
type Date struct{ quantity }

var _ Field = (*Date)(nil)

// NewDate returns an empty date field.
func NewDate(c *page.Context, required bool) *Date {
	f := &Date{newQuantity(c, "")}
	f.required = required
	return f
}

// ISO returns the day as YYYY-MM-DD, and false if the field is empty or not
// valid.
func (f *Date) ISO() (string, bool) {
	d, err := f.day()
	return d, err == nil && d != ""
}

// SetISO puts a day into the field as 13/04/2021; "" empties it.
func (f *Date) SetISO(date string) {
	if date == "" {
		f.SetValue("")
		return
	}
	f.SetValue(vi.FormatDate(date))
}

func (f *Date) day() (string, error) {
	c := f.line.c
	if f.empty() {
		if f.required {
			return "", remark(c.Words.Field.Required)
		}
		return "", nil
	}
	if d, ok := f.today(); ok {
		return d, nil
	}
	d, err := vi.ParseDate(f.Value(), c.Now().Year())
	if err != nil {
		return "", understand(c, err, c.Words.Field.NotDate)
	}
	return d, nil
}

// near are the days that people name, folded, by how far they are from today.
var near = map[string]int{
	"hom nay": 0, "nay": 0, "today": 0,
	"hom qua": -1, "qua": -1, "yesterday": -1, "hom kia": -2,
	"ngay mai": 1, "mai": 1, "tomorrow": 1, "ngay kia": 2, "mot": 2,
}

// today reads "hôm nay", "hôm qua", "ngày mai" and their neighbours.
func (f *Date) today() (string, bool) {
	now := f.line.c.Now().Format(time.DateOnly)
	for _, s := range []string{f.Value(), f.spelled()} {
		if n, ok := near[strings.Join(strings.Fields(vi.Fold(s)), " ")]; ok {
			return vi.AddDays(now, n), true
		}
	}
	return "", false
}

// Valid returns a remark on a text that is no day, or missing.
func (f *Date) Valid() error {
	_, err := f.day()
	return err
}

// Settle writes a valid day as 13/04/2021.
func (f *Date) Settle() {
	if d, ok := f.ISO(); ok {
		f.SetISO(d)
	}
}

// ReadBack says the day of the week and the day.
func (f *Date) ReadBack() string {
	d, ok := f.ISO()
	if !ok {
		return ""
	}
	day, err := time.Parse(time.DateOnly, d)
	if err != nil {
		return ""
	}
	return f.line.c.Words.Field.Weekdays[day.Weekday()] + ", " + vi.FormatDate(d)
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}
