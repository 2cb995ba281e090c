package term

import (
	"bytes"
	"os"
	"strconv"
)

// The place of the cursor travels within the frame, so that it always belongs to
// what is drawn, and a move of the cursor alone is a change of the frame, too. It
// is an application program command, which takes no cell; [Writer] takes it out.
const (
	markOpen = "\x1b_coopfield;"
	markEnd  = "\x1b\\"
)

// mark encodes a place, from 0, or a hidden cursor.
func mark(x, y int, ok bool) string {
	if !ok {
		return markOpen + markEnd
	}
	return markOpen + strconv.Itoa(y+1) + ";" + strconv.Itoa(x+1) + markEnd
}

var (
	enterAlt = []byte("\x1b[?1049h")
	leaveAlt = []byte("\x1b[?1049l")
)

const (
	show = "\x1b[?25h"
	hide = "\x1b[?25l"
)

// Writer writes to a terminal and, while the alternate screen is on, puts the
// terminal's cursor where the last frame wants it. Bubble Tea writes a frame in
// one Write, so no one sees the cursor on its way.
type Writer struct {
	*os.File
	alt bool
	at  string // "row;column", from 1; "" hides the cursor
	buf []byte
}

// NewWriter returns a writer to f.
func NewWriter(f *os.File) *Writer { return &Writer{File: f} }

// WriteString is [Writer.Write] for strings: without it the file's own would be
// used and pass the marks by.
func (w *Writer) WriteString(s string) (int, error) { return w.Write([]byte(s)) }

// Write writes p without its marks and parks the cursor.
func (w *Writer) Write(p []byte) (int, error) {
	n := len(p)
	w.buf = w.buf[:0]
	if w.alt && !bytes.Contains(p, leaveAlt) {
		w.buf = append(w.buf, hide...)
	}
	for {
		i := bytes.Index(p, []byte(markOpen))
		if i < 0 {
			break
		}
		end := bytes.Index(p[i:], []byte(markEnd))
		if end < 0 {
			break
		}
		w.at = string(p[i+len(markOpen) : i+end])
		w.buf = append(w.buf, p[:i]...)
		p = p[i+end+len(markEnd):]
	}
	w.buf = append(w.buf, p...)
	if on, off := bytes.LastIndex(w.buf, enterAlt), bytes.LastIndex(w.buf, leaveAlt); on != off {
		w.alt = on > off
	}
	if w.alt && w.at != "" {
		w.buf = append(w.buf, "\x1b["+w.at+"H"+show...)
	}
	if _, err := w.File.Write(w.buf); err != nil {
		return 0, err
	}
	return n, nil
}
