package term_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/term"
	"coopfield/tui/text"
)

// The test binary started with this variable is the program under test.
const demoVar = "COOPFIELD_TERM_DEMO"

func TestMain(m *testing.M) {
	switch os.Getenv(demoVar) {
	case "":
	case bareDemo:
		os.Exit(bareMain())
	default:
		os.Exit(demoMain())
	}
	os.Exit(m.Run())
}

func demoMain() int {
	var form *demo
	m := tui.New(tui.Options{
		Lang: text.VI, Start: "form",
		Pages: map[string]tui.Maker{"form": func(c *page.Context, _ string, _ page.Args) page.Screen {
			form = newDemo(c)
			return form
		}},
		Status: func() page.Status { return page.Status{Who: "Cán bộ 1"} },
	})
	err := term.Run(context.Background(), m, term.Options{
		Flush: func() error {
			if e := m.Flush(); e != nil {
				return e
			}
			return os.WriteFile(os.Getenv(demoVar), []byte(form.name.Value()+"\n"+form.note.Value()), 0o600)
		},
		Rescue: func(any, []byte) string { return "bao-loi.txt" },
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("ĐÃ XONG")
	return 0
}

// demo is a screen with a field of one line and a note.
type demo struct {
	c          *page.Context
	form       *field.Form
	name, note *field.Text
	w, h       int
}

func newDemo(c *page.Context) *demo {
	d := &demo{c: c, name: field.NewText(c, field.TextSpec{}), note: field.NewText(c, field.TextSpec{Lines: 4})}
	d.form = field.NewForm(
		c,
		field.Item{ID: "name", Label: func() string { return "Tên" }, Field: d.name},
		field.Item{ID: "note", Label: func() string { return "Ghi chú" }, Field: d.note},
	)
	return d
}

func (d *demo) Init() tea.Cmd    { return nil }
func (d *demo) SetSize(w, h int) { d.w, d.h = w, h }
func (d *demo) Title() []string  { return []string{"Thử"} }
func (d *demo) Typing() bool     { return d.form.Typing() }
func (d *demo) Keys() []keys.Hint {
	return []keys.Hint{keys.For(keys.NextField, "ô sau"), keys.For(keys.Finalise, "chốt"), keys.For(keys.Flag, "hỏng")}
}
func (d *demo) Cursor() (int, int, bool) { return d.form.Cursor() }
func (d *demo) View() string             { return d.form.View(d.w, d.h) }

func (d *demo) Update(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(keys.Press); ok {
		switch p.Intent {
		case keys.Flag:
			panic("cố ý")
		case keys.Print:
			return tea.Sequence(
				func() tea.Msg { return nil },
				tea.Batch(func() tea.Msg { panic(errors.New("trong lệnh")) }, func() tea.Msg { return nil }),
			)
		}
	}
	d.form.Update(msg)
	return nil
}

// bare is the least Bubble Tea program that echoes what is typed: the measure of
// what a key costs at best.
type bare struct{ text []rune }

const bareDemo = "bare"

func bareMain() int {
	if _, err := tea.NewProgram(bare{}, tea.WithAltScreen()).Run(); err != nil {
		return 1
	}
	return 0
}

func (b bare) Init() tea.Cmd { return nil }
func (b bare) View() string  { return "Tên [" + string(b.text) }

func (b bare) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch k.Type {
		case tea.KeyRunes:
			b.text = append(b.text, k.Runes...)
		case tea.KeyBackspace:
			b.text = b.text[:max(len(b.text)-1, 0)]
		}
	}
	return b, nil
}
