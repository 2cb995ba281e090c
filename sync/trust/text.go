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
)

// All documents of this package are text of one grammar: "key: value" lines in
// a fixed order, LF, no control or invisible characters, NFC; an absent value
// is "-". A reader builds the value and requires that encoding it again gives
// the same bytes: that refuses duplicates, spaces and other orders in one rule.

// field is one line of such a text.
type field struct{ key, value string }

func encodeFields(fs ...field) []byte {
	var b bytes.Buffer
	for _, f := range fs {
		b.WriteString(f.key)
		b.WriteString(": ")
		b.WriteString(orDash(f.value))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// lineReader takes the lines of a text in order; the first fault sticks.
type lineReader struct {
	rest string
	err  error
}

func readLines(b []byte, limit int) *lineReader {
	r := &lineReader{rest: string(b)}
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

// next returns the value of the next line, which must have this key.
func (r *lineReader) next(key string) string {
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

// number reads a whole number from 0 up.
func (r *lineReader) number(key string) int64 {
	s := r.next(key)
	if r.err != nil || s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		r.fail(fmt.Errorf("%s: not a number: %.40q", key, s))
		return 0
	}
	return n
}

func (r *lineReader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// parsed runs a parser on the next line and keeps its error.
func parsed[T any](r *lineReader, key string, parse func(string) (T, error)) T {
	var zero T
	s := r.next(key)
	if r.err != nil {
		return zero
	}
	v, err := parse(s)
	if err != nil {
		r.fail(fmt.Errorf("%s: %w", key, err))
		return zero
	}
	return v
}

// CheckText returns an error if s is not NFC, not UTF-8, or holds characters
// that do not show: controls, bidirectional marks, line separators.
func CheckText(s string) error {
	if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
		return errors.New("text is not UTF-8 in NFC")
	}
	for _, c := range s {
		if unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) {
			return fmt.Errorf("text with the character %U", c)
		}
	}
	return nil
}

func checkName(what, s string, limit int) error {
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
