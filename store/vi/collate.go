package vi

import (
	gosync "sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator compares text in Vietnamese alphabetical order: a ă â b c d đ e ê …
// are letters of their own, and only where all letters agree do the tones
// decide: ngang, huyền, hỏi, ngã, sắc, nặng; then lower before upper case.
// It is for bulk work by one goroutine; [SortKey] and [Compare] are for the
// rest.
//
// Source: CLDR, collation vi.
type Collator struct {
	c   *collate.Collator
	buf collate.Buffer
}

// NewCollator returns a Collator with its own buffers.
func NewCollator() *Collator { return &Collator{c: collate.New(language.Vietnamese)} }

// AppendKey appends the sort key of s to dst. Keys compare bytewise, in Go by
// bytes.Compare and in SQL by ORDER BY on a BLOB. They belong to the version
// of the collation tables, so they are rebuilt when the program changes.
func (c *Collator) AppendKey(dst []byte, s string) []byte {
	c.buf.Reset()
	return append(dst, c.c.KeyFromString(&c.buf, s)...)
}

// Compare returns -1, 0 or +1 as a sorts before, with or after b. NFC and NFD
// of one text are equal.
func (c *Collator) Compare(a, b string) int { return c.c.CompareString(a, b) }

// collators saves the making of a Collator where keys are asked for one by one.
var collators = gosync.Pool{New: func() any { return NewCollator() }}

// SortKey returns the sort key of s; see [Collator.AppendKey].
func SortKey(s string) []byte {
	c := collators.Get().(*Collator)
	defer collators.Put(c)
	return c.AppendKey(nil, s)
}

// Compare compares a and b in Vietnamese alphabetical order.
func Compare(a, b string) int {
	c := collators.Get().(*Collator)
	defer collators.Put(c)
	return c.Compare(a, b)
}
