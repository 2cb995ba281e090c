package forgotten

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/vi"
	"coopfield/sync/trust"
	"coopfield/tui/keys"
	"coopfield/tui/seal/media"
)

// Places returns the folders on the sticks that are plugged in which hold the
// public half of a CA key: their top, and what lies directly in it.
func Places() []string {
	var out []string
	for _, d := range media.Drives() {
		for _, pattern := range []string{"ca.pub", "*/ca.pub"} {
			hits, err := filepath.Glob(filepath.Join(d, pattern))
			if err != nil {
				continue
			}
			for _, h := range hits {
				out = append(out, filepath.Dir(h))
			}
		}
	}
	return out
}

// look asks which sticks are plugged in.
func (m *Model) look() tea.Cmd {
	places := m.o.Places
	if places == nil {
		places = Places
	}
	return func() tea.Msg { return found{places()} }
}

// haveFound puts the first folder into the field, unless something stands there.
func (m *Model) haveFound(places []string) {
	m.places = places
	if f := m.ca.Field("folder"); f.Value() == "" && len(places) > 0 {
		f.SetValue(places[0])
		m.ca.Focus("pass")
	}
}

func (m *Model) pressFolder(p keys.Press) tea.Cmd {
	m.remark = ""
	switch p.Intent {
	case keys.Back:
		m.forget()
		m.step = choose
		return nil
	case keys.Finalise, keys.SaveNow:
		return m.openFolder()
	case keys.Up, keys.Down:
		if m.ca.Focused() == "folder" && len(m.places) > 0 {
			m.turn(p.Intent)
			return m.look() // one may have been plugged in just now
		}
	}
	if m.ca.Update(p).Handled || p.Intent != keys.Open {
		return nil
	}
	return m.openFolder()
}

// turn puts the next folder into the field.
func (m *Model) turn(i keys.Intent) {
	f, by := m.ca.Field("folder"), 1
	if i == keys.Up {
		by = len(m.places) - 1
	}
	at := slices.Index(m.places, media.Path(f.Value()))
	f.SetValue(m.places[(at+by+len(m.places))%len(m.places)])
}

func (m *Model) openFolder() tea.Cmd {
	dir := media.Path(m.ca.Field("folder").Value())
	if dir == "" {
		m.ca.Focus("folder")
		m.remark = m.c.Words.Forgotten.NoFolder
		return m.look()
	}
	pass := []byte(vi.NFC(m.ca.Field("pass").Value()))
	m.ca.Field("pass").SetValue("")
	return m.open(func() (*trust.Identity, error) {
		defer clear(pass)
		ca, err := trust.OpenCA(within(dir), pass)
		if err != nil {
			return nil, err
		}
		defer ca.Close()
		return ca.Recovery(), nil
	})
}

// within is the CA's folder that a person means who names the stick.
func within(dir string) string {
	if _, err := os.Stat(filepath.Join(dir, "ca.pub")); errors.Is(err, fs.ErrNotExist) {
		if inside := trust.CADir(dir); exists(filepath.Join(inside, "ca.pub")) {
			return inside
		}
	}
	return dir
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// unbroken drops the line break that a copied line brings along.
func unbroken(k tea.KeyMsg) tea.KeyMsg {
	if k.Paste {
		k.Runes = []rune(strings.TrimRight(string(k.Runes), "\r\n"))
	}
	return k
}
