package sqlite

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"coopfield/store"
)

// The form in which documents and draft values are sealed: JSON as in an op
// line, keys sorted bytewise, no spaces, integers by the field's scale. It is
// read back by a decoder of its own, because tens of thousands of documents
// are opened at once and encoding/json makes float64 of numbers.

func appendDoc(b []byte, d store.Doc) []byte {
	keys := make([]string, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b = append(b, '{')
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, k)
		b = append(b, ':')
		b = appendValue(b, d[k])
	}
	return append(b, '}')
}

// appendValue writes a leaf or Doc; any other type is a fault of the caller.
func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return appendText(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case bool:
		return strconv.AppendBool(b, v)
	case store.Doc:
		return appendDoc(b, v)
	}
	panic(fmt.Sprintf("a document holds a %T", v))
}

func appendText(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

var errJSON = errors.New("not in the form that was written")

// parseDoc reads what appendDoc wrote.
func parseDoc(b []byte) (store.Doc, error) {
	v, err := parseValue(b)
	if err != nil {
		return nil, err
	}
	d, ok := v.(store.Doc)
	if !ok {
		return nil, errJSON
	}
	return d, nil
}

// parseValue reads what appendValue wrote.
func parseValue(b []byte) (any, error) {
	r := reader{s: string(b)}
	v, ok := r.value(0)
	if !ok || r.at != len(r.s) {
		return nil, fmt.Errorf("byte %d: %w", r.at, errJSON)
	}
	return v, nil
}

type reader struct {
	s  string
	at int
}

func (r *reader) take(c byte) bool {
	if r.at < len(r.s) && r.s[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *reader) word(w string) bool {
	if len(r.s)-r.at >= len(w) && r.s[r.at:r.at+len(w)] == w {
		r.at += len(w)
		return true
	}
	return false
}

// value reads one value. The depth is bounded by what a record may have, with
// room, so that a damaged page cannot use up the stack.
func (r *reader) value(depth int) (any, bool) {
	if r.at >= len(r.s) || depth > 64 {
		return nil, false
	}
	switch r.s[r.at] {
	case '{':
		return r.doc(depth)
	case '"':
		return r.text()
	case 't':
		return true, r.word("true")
	case 'f':
		return false, r.word("false")
	case 'n':
		return nil, r.word("null")
	}
	from := r.at
	r.take('-')
	for r.at < len(r.s) && r.s[r.at] >= '0' && r.s[r.at] <= '9' {
		r.at++
	}
	n, err := strconv.ParseInt(r.s[from:r.at], 10, 64)
	return n, err == nil
}

func (r *reader) doc(depth int) (any, bool) {
	d := store.Doc{}
	r.take('{')
	if r.take('}') {
		return d, true
	}
	for {
		k, ok := r.text()
		if !ok || !r.take(':') {
			return nil, false
		}
		v, ok := r.value(depth + 1)
		if !ok {
			return nil, false
		}
		d[k] = v
		if r.take('}') {
			return d, true
		}
		if !r.take(',') {
			return nil, false
		}
	}
}

func (r *reader) text() (string, bool) {
	if !r.take('"') {
		return "", false
	}
	from := r.at
	for ; r.at < len(r.s); r.at++ {
		switch r.s[r.at] {
		case '"':
			r.at++
			return r.s[from : r.at-1], true
		case '\\':
			return r.escaped(from)
		}
	}
	return "", false
}

// escaped goes on with a text that has an escape at r.at.
func (r *reader) escaped(from int) (string, bool) {
	b := []byte(r.s[from:r.at])
	for r.at < len(r.s) {
		c := r.s[r.at]
		r.at++
		switch {
		case c == '"':
			return string(b), true
		case c != '\\':
			b = append(b, c)
		case r.take('"'):
			b = append(b, '"')
		case r.take('\\'):
			b = append(b, '\\')
		default:
			if len(r.s)-r.at < 5 || r.s[r.at] != 'u' {
				return "", false
			}
			n, err := strconv.ParseUint(r.s[r.at+1:r.at+5], 16, 16)
			if err != nil {
				return "", false
			}
			b = utf8.AppendRune(b, rune(n))
			r.at += 5
		}
	}
	return "", false
}
