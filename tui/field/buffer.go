package field

import (
	"slices"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/mattn/go-runewidth"
	"golang.org/x/text/unicode/norm"
)

// cells measures runes without regard to the locale: in an East Asian one
// runewidth would double signs that terminals draw in one cell.
var cells = &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

func runeWidth(r rune) int {
	if r < 0x300 {
		return 1
	}
	return cells.RuneWidth(r)
}

// buffer is text under edit: NFC runes and a cursor between them.
type buffer struct {
	runes []rune
	cur   int
	multi bool // newlines stay
}

func (b *buffer) text() string { return string(b.runes) }

func (b *buffer) set(s string) {
	b.runes = b.clean([]rune(norm.NFC.String(s)))
	b.cur = len(b.runes)
}

// clean drops what is no text: control characters and NUL, and what hides in a
// text, such as zero-width spaces and the marks that turn the direction of
// writing; a tab becomes a space, and a newline too in a field of one line.
func (b *buffer) clean(in []rune) []rune {
	out := make([]rune, 0, len(in))
	for i, r := range in {
		if r == '\r' { // CRLF is one newline, and a terminal pastes lone CRs
			if i+1 < len(in) && in[i+1] == '\n' {
				continue
			}
			r = '\n'
		}
		if r == '\u0085' || r == '\u2028' || r == '\u2029' { // ends of lines in other programs
			r = '\n'
		}
		switch {
		case r == '\n' && b.multi:
		case r == '\n', r == '\t':
			r = ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			continue
		}
		out = append(out, r)
	}
	return out
}

// insert puts in at the cursor. The letter before it is normalised together
// with it, so that a lone combining mark joins its letter; the cursor ends
// behind what was put in.
func (b *buffer) insert(in []rune) bool {
	in = b.clean(in)
	if len(in) == 0 {
		return false
	}
	start := b.cur
	for start > 0 {
		start--
		if !unicode.Is(unicode.Mn, b.runes[start]) {
			break
		}
	}
	joined := []rune(norm.NFC.String(string(b.runes[start:b.cur]) + string(in)))
	tail := b.runes[b.cur:]
	out := make([]rune, 0, start+len(joined)+len(tail)+8)
	out = append(out, b.runes[:start]...)
	out = append(out, joined...)
	b.cur = len(out)
	out = append(out, tail...)
	b.runes = out
	b.mend()
	return true
}

// mend keeps the text NFC where the cursor's two sides met: a mark that now
// follows another letter joins it.
func (b *buffer) mend() {
	if b.cur >= len(b.runes) || !unicode.Is(unicode.Mn, b.runes[b.cur]) {
		return
	}
	end := b.cur
	for end < len(b.runes) && unicode.Is(unicode.Mn, b.runes[end]) {
		end++
	}
	head := []rune(norm.NFC.String(string(b.runes[:end])))
	b.cur = len(head)
	b.runes = append(head, b.runes[end:]...)
}

func (b *buffer) cut(from, to int) bool {
	if from >= to {
		return false
	}
	b.runes = append(b.runes[:from:from], b.runes[to:]...)
	b.cur = from
	b.mend()
	return true
}

// replace puts insert in place of the erase runes before the cursor and reports
// whether the text changed.
func (b *buffer) replace(erase int, insert string) bool {
	if erase == 0 && insert == "" {
		return false
	}
	from := max(b.cur-erase, 0)
	b.runes = append(b.runes[:from:from], b.runes[b.cur:]...)
	b.cur = from
	if insert == "" {
		b.mend()
		return true
	}
	return b.insert([]rune(insert)) || erase > 0
}

// endsWith reports whether word stands directly before the cursor.
func (b *buffer) endsWith(word string) bool {
	w := []rune(word)
	return len(w) <= b.cur && slices.Equal(b.runes[b.cur-len(w):b.cur], w)
}

// left and right step over a letter with the marks that could not join it.
func (b *buffer) left(i int) int {
	for i > 0 {
		i--
		if !unicode.Is(unicode.Mn, b.runes[i]) {
			break
		}
	}
	return i
}

func (b *buffer) right(i int) int {
	if i < len(b.runes) {
		i++
	}
	for i < len(b.runes) && unicode.Is(unicode.Mn, b.runes[i]) {
		i++
	}
	return i
}

func (b *buffer) wordLeft() int {
	i := b.cur
	for i > 0 && unicode.IsSpace(b.runes[i-1]) {
		i--
	}
	for i > 0 && !unicode.IsSpace(b.runes[i-1]) {
		i--
	}
	return i
}

func (b *buffer) wordRight() int {
	i := b.cur
	for i < len(b.runes) && !unicode.IsSpace(b.runes[i]) {
		i++
	}
	for i < len(b.runes) && unicode.IsSpace(b.runes[i]) {
		i++
	}
	return i
}

func (b *buffer) lineStart() int {
	i := b.cur
	for i > 0 && b.runes[i-1] != '\n' {
		i--
	}
	return i
}

func (b *buffer) lineEnd() int {
	i := b.cur
	for i < len(b.runes) && b.runes[i] != '\n' {
		i++
	}
	return i
}

// key applies one key event and reports whether the text changed.
func (b *buffer) key(k tea.KeyMsg) bool {
	if k.Alt && !k.Paste {
		return false
	}
	switch k.Type {
	case tea.KeyRunes, tea.KeySpace:
		return b.insert(k.Runes)
	case tea.KeyBackspace, tea.KeyCtrlH:
		return b.cut(b.left(b.cur), b.cur)
	case tea.KeyDelete:
		return b.cut(b.cur, b.right(b.cur))
	case tea.KeyCtrlW:
		return b.cut(b.wordLeft(), b.cur)
	case tea.KeyCtrlU:
		return b.cut(b.lineStart(), b.cur)
	case tea.KeyCtrlK:
		return b.cut(b.cur, b.lineEnd())
	case tea.KeyEnter, tea.KeyCtrlJ:
		return b.insert([]rune{'\n'})
	case tea.KeyLeft:
		b.cur = b.left(b.cur)
	case tea.KeyRight:
		b.cur = b.right(b.cur)
	case tea.KeyCtrlLeft:
		b.cur = b.wordLeft()
	case tea.KeyCtrlRight:
		b.cur = b.wordRight()
	case tea.KeyHome, tea.KeyCtrlA:
		b.cur = b.lineStart()
	case tea.KeyEnd, tea.KeyCtrlE:
		b.cur = b.lineEnd()
	}
	return false
}
