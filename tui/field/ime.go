package field

import (
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/telex"
)

// asTyped reports whether the program's own input method stays out of the field.
func (f *Text) asTyped() bool { return f.spec.Secret || f.spec.AsTyped }

// method says how keys become letters in this field.
func (f *Text) method() telex.Options {
	if f.c.Input == nil || f.asTyped() {
		return telex.Options{}
	}
	return f.c.Input()
}

// key applies one key, by way of the composer if a method is on, and reports
// whether the text changed. Letters and Backspace belong to the word that is
// being typed; every other key ends it as it stands, and so does a paste.
func (f *Text) key(k tea.KeyMsg) bool {
	o := f.method()
	if o.Method == telex.Off || k.Paste || k.Alt {
		f.forget()
		return f.buf.key(k)
	}
	if f.ime == nil {
		f.ime = telex.New(o)
	}
	f.ime.SetOptions(o)
	if !f.buf.endsWith(f.ime.Shown()) {
		f.ime.Reset()
	}
	switch k.Type {
	case tea.KeyRunes, tea.KeySpace:
		return f.compose(f.buf.clean(k.Runes))
	case tea.KeyEnter, tea.KeyCtrlJ:
		return f.compose([]rune{'\n'})
	case tea.KeyBackspace, tea.KeyCtrlH:
		if erase, insert := f.ime.Backspace(); erase > 0 || insert != "" {
			return f.buf.replace(erase, insert)
		}
		return f.buf.key(k)
	}
	f.ime.Reset()
	return f.buf.key(k)
}

func (f *Text) compose(in []rune) (changed bool) {
	for _, r := range in {
		changed = f.buf.replace(f.ime.Key(r)) || changed
	}
	return changed
}

// turn moves the cursor of a note by visible rows; the word before it is over.
func (f *Text) turn(rows int) bool {
	f.forget()
	f.vertical(rows)
	return false
}

// forget makes the composer begin anew with the next key.
func (f *Text) forget() {
	if f.ime != nil {
		f.ime.Reset()
	}
}

// Settle ends the word that is being typed: what is no syllable stands as typed.
// Forms call it when the focus leaves.
func (f *Text) Settle() {
	if f.ime == nil {
		return
	}
	if f.method() != f.ime.Options() || !f.buf.endsWith(f.ime.Shown()) {
		f.ime.Reset()
		return
	}
	f.buf.replace(f.ime.Finish())
}
