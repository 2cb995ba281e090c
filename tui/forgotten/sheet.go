package forgotten

import (
	"regexp"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/sync/trust"
	"coopfield/tui/field"
	"coopfield/tui/keys"
)

// sheet is what was typed of the province's recovery sheet. Only the line that
// is being typed can be read on the screen.
type sheet struct {
	line   *field.Text     // the one that is being typed
	secret string          // of the lines before it
	lines  []string        // those, as the paper has them
	whole  *trust.Identity // once the last line fits
}

func (m *Model) newLine() *field.Text { return field.NewText(m.c, field.TextSpec{AsTyped: true}) }

// numbered is a line of the sheet: its number and the rest.
var numbered = regexp.MustCompile(`^\s*(\d{1,2})\s*:(.*)$`)

// keySheet types into the line, or takes a sheet that is pasted as a whole.
func (m *Model) keySheet(k tea.KeyMsg) {
	if !k.Paste {
		m.sheet.line.Update(k)
		return
	}
	text := string(k.Runes)
	if id, err := trust.ParseSheet(text); err == nil {
		m.sheet.whole = id
		return
	}
	if !strings.ContainsAny(strings.TrimSpace(text), "\r\n") {
		m.sheet.line.Update(unbroken(k))
		return
	}
	m.pasted(strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' }))
}

// pasted takes the lines of a sheet among others until one is wrong.
func (m *Model) pasted(lines []string) {
	hits := 0
	for _, l := range lines {
		at := numbered.FindStringSubmatch(l)
		if at == nil {
			continue // words around the lines
		}
		if hits++; hits == 1 && at[1] == "1" {
			m.sheet = sheet{line: m.newLine()}
		}
		if m.take(l); m.remark != "" {
			return
		}
	}
	if hits == 0 {
		m.remark = sprintf(m.c.Words.Forgotten.SheetWrong, len(m.sheet.lines)+1)
	}
}

func (m *Model) pressSheet(i keys.Intent) tea.Cmd {
	switch i {
	case keys.Back:
		m.forget()
		m.step = choose
	case keys.Open, keys.NextField, keys.SaveNow, keys.Finalise:
		m.remark = ""
		typed := m.sheet.line.Value()
		if strings.TrimSpace(typed) == "" {
			m.remark = sprintf(m.c.Words.Forgotten.SheetEmpty, len(m.sheet.lines)+1)
			return nil
		}
		if m.take(typed); m.remark == "" {
			m.sheet.line = m.newLine()
		}
		if m.sheet.whole != nil {
			return m.try()
		}
	}
	return nil
}

// take adds a line, if its check letters fit; the remark says if not. The number
// at its head and the = may be missing.
func (m *Model) take(typed string) {
	w, next := &m.c.Words.Forgotten, len(m.sheet.lines)+1
	if id, err := trust.ParseSheet(typed); err == nil { // the key in one line
		m.sheet.whole = id
		return
	}
	if at := numbered.FindStringSubmatch(typed); at != nil {
		if n, err := strconv.Atoi(at[1]); err != nil || n != next {
			m.remark = sprintf(w.SheetOrder, n, next)
			return
		}
		typed = at[2]
	}
	part, line := partOf(typed)
	fits := trust.SheetLines(m.sheet.secret + part)
	if part == "" || len(fits) != next || letters(fits[next-1]) != letters(strconv.Itoa(next)+":"+line) {
		m.remark = sprintf(w.SheetWrong, next)
		return
	}
	m.sheet.secret += part
	m.sheet.lines = append(m.sheet.lines, fits[next-1])
	id, err := trust.ParseSheet(strings.Join(m.sheet.lines, "\n"))
	switch {
	case err == nil:
		m.sheet.whole = id
	case len(letters(fits[next-1])) < len(letters(m.sheet.lines[0])): // the last line is shorter
		m.sheet = sheet{line: m.newLine()}
		m.remark = w.SheetNot
	}
}

// partOf returns the part of the secret that a line carries, and the line with
// its check letters behind an =.
func partOf(typed string) (part, line string) {
	typed = letters(typed)
	part, check, ok := strings.Cut(typed, "=")
	if n := len(typed) - 2; !ok && n > 0 {
		part, check = typed[:n], typed[n:]
	}
	return part, part + "=" + check
}

// letters are the capitals of a line without its spaces.
func letters(line string) string { return strings.ToUpper(strings.Join(strings.Fields(line), "")) }
