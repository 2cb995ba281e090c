package term

import (
	"bytes"
	"os"
	"unicode/utf8"
)

// Reader reads a terminal so that each read ends where a letter and an escape
// sequence end. It embeds the file and keeps its Fd, so raw mode, polling and
// the console of Windows still find it.
type Reader struct {
	*os.File
	held []byte // the beginning of a letter or sequence
}

// NewReader returns a reader of f.
func NewReader(f *os.File) *Reader { return &Reader{File: f} }

// longest is the longest beginning of an escape sequence that is held back; what
// is longer is no key.
const longest = 32

// Read reads what is there. It may return 0 bytes without an error if only a
// part of a letter arrived. It never fills p: Bubble Tea takes a full buffer for
// a sign that more follows, and would keep the last letters back until then.
func (r *Reader) Read(p []byte) (int, error) {
	n := copy(p, r.held)
	r.held = r.held[n:]
	room := len(p) - 1 - n
	if room <= 0 || len(r.held) > 0 {
		return n, nil // a buffer this small cannot be helped
	}
	m, err := r.File.Read(p[n : n+room])
	n += m
	if err != nil {
		if n > 0 {
			return n, nil // the error comes again
		}
		return 0, err
	}
	keep := tail(p[:n], m == room)
	r.held = append(r.held[:0], p[n-keep:n]...)
	return n - keep, nil
}

// tail returns how many bytes at the end of b are the beginning of something
// whose rest did not arrive yet. A lone ESC is a key, unless the read was full
// and may have cut a sequence.
func tail(b []byte, full bool) int {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if !utf8.RuneStart(b[i]) {
			continue
		}
		if b[i] >= utf8.RuneSelf && !utf8.FullRune(b[i:]) {
			return len(b) - i
		}
		break
	}
	i := bytes.LastIndexByte(b, 0x1b)
	if i < 0 || len(b)-i > longest {
		return 0
	}
	seq := b[i:]
	switch {
	case len(seq) == 1, len(seq) == 2 && seq[1] == 'O':
		if full {
			return len(seq)
		}
	case seq[1] == '[':
		for _, c := range seq[2:] {
			if c < 0x20 || c > 0x3f {
				return 0
			}
		}
		return len(seq)
	}
	return 0
}
