package trust

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"coopfield/store"
)

// All documents of this package are text of one grammar: "key: value" lines in
// a fixed order, LF, no control or invisible characters, NFC; an absent value
// is "-". A reader builds the value and requires that encoding it again gives
// the same bytes: that refuses duplicates, spaces and other orders in one rule.

// Field is one line of such a text.
type Field struct{ Key, Value string }

// EncodeFields returns one line a field, "-" for an empty value.
func EncodeFields(fs ...Field) []byte {
	var b bytes.Buffer
	for _, f := range fs {
		b.WriteString(f.Key)
		b.WriteString(": ")
		b.WriteString(orDash(f.Value))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// Lines takes the lines of a text in order; the first fault sticks, and what is
// read after it is empty.
type Lines struct {
	rest string
	err  error
}

// ReadLines starts reading b, which may have at most limit bytes.
func ReadLines(b []byte, limit int) *Lines {
	r := &Lines{rest: string(b)}
	switch {
	case len(b) > limit:
		r.err = fmt.Errorf("longer than %d bytes", limit)
	case !strings.HasSuffix(r.rest, "\n"):
		r.err = errors.New("does not end with a line feed")
	default:
		r.err = CheckText(strings.ReplaceAll(r.rest, "\n", ""))
	}
	return r
}

// Err returns the first fault.
func (r *Lines) Err() error { return r.err }

// More reports whether lines are left and nothing was wrong so far.
func (r *Lines) More() bool { return r.err == nil && r.rest != "" }

// Next returns the value of the next line, which must have this key; "" stands
// for an absent value.
func (r *Lines) Next(key string) string {
	if r.err != nil {
		return ""
	}
	line, rest, _ := strings.Cut(r.rest, "\n")
	value, ok := strings.CutPrefix(line, key+": ")
	if !ok {
		r.err = fmt.Errorf("expected %q, found %.40q", key, line)
		return ""
	}
	r.rest = rest
	if value == "-" {
		return ""
	}
	return value
}

// Number reads a whole number from 0 up.
func (r *Lines) Number(key string) int64 {
	s := r.Next(key)
	if r.err != nil || s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		r.Fail(fmt.Errorf("%s: not a number: %.40q", key, s))
		return 0
	}
	return n
}

// Fail notes a fault, unless there was one before.
func (r *Lines) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Parsed runs a parser on the next line and keeps its error.
func Parsed[T any](r *Lines, key string, parse func(string) (T, error)) T {
	var zero T
	s := r.Next(key)
	if r.err != nil {
		return zero
	}
	v, err := parse(s)
	if err != nil {
		r.Fail(fmt.Errorf("%s: %w", key, err))
		return zero
	}
	return v
}

// HashText returns a hash as such a text has it: "" for none.
func HashText(h store.Hash) string {
	if h.IsZero() {
		return ""
	}
	return h.String()
}

// ParseHash reads what [HashText] writes.
func ParseHash(s string) (store.Hash, error) {
	if s == "" {
		return store.Hash{}, nil
	}
	return store.ParseHash(s)
}

// CheckText returns an error if s is not NFC, not UTF-8, or holds characters
// that do not show: controls, bidirectional marks, line separators.
func CheckText(s string) error {
	if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
		return errors.New("text is not UTF-8 in NFC")
	}
	for _, c := range s {
		if c >= ' ' && c < 0x7f {
			continue // most of it, and the tables are slow
		}
		if unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) {
			return fmt.Errorf("text with the character %U", c)
		}
	}
	return nil
}

// CheckName returns an error unless s is a name of 1 to limit bytes that passes
// [CheckText].
func CheckName(what, s string, limit int) error {
	if s == "" || s == "-" || len(s) > limit || strings.TrimSpace(s) != s {
		return fmt.Errorf("%s: not 1 to %d bytes without outer spaces", what, limit)
	}
	return CheckText(s)
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
