package tui_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/text"
)

// rows is a screen with a list beneath two lines of its own.
type rows struct {
	*room
	table  *page.Table
	opened []int
}

func newRows(c *page.Context) *rows {
	r := &rows{room: &room{c: c}, table: page.NewTable(c, page.Column{Title: "Tên", Width: 20})}
	r.table.SetRows(30, func(i int) []page.Cell { return []page.Cell{{Text: "dòng " + string(rune('A'+i))}} })
	return r
}

func (r *rows) Cursor() (int, int, bool) { return 0, 0, false }

func (r *rows) View() string {
	return page.Exact("đầu\n\n"+page.Panel(r.c.Theme, "Danh sách", r.table.View(r.w-2, r.h-6, true), r.w, r.h-4, true), r.w, r.h)
}

func (r *rows) Update(msg tea.Msg) tea.Cmd {
	p, ok := msg.(keys.Press)
	if !ok {
		return nil
	}
	if p.Intent == keys.Open {
		r.opened = append(r.opened, r.table.At())
	}
	r.table.Handle(p.Intent)
	return nil
}

func withRows(t *testing.T) (*app, *rows) {
	t.Helper()
	var r *rows
	a := open(t, text.VI, func(o *tui.Options) {
		o.Pages["home"] = func(c *page.Context, _ string, _ page.Args) page.Screen { r = newRows(c); return r }
	})
	a.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return a, r
}

// lineOf returns where a text stands in the frame, in cells.
func lineOf(t *testing.T, frame, s string) (x, y int) {
	t.Helper()
	for y, line := range strings.Split(frame, "\n") {
		if before, _, ok := strings.Cut(line, s); ok {
			return page.Width(before), y
		}
	}
	t.Fatalf("%q is not on the screen:\n%s", s, frame)
	return 0, 0
}

func (a *app) click(x, y int) {
	a.m.View()
	a.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
}

func TestAClickChoosesARowAndTheNextOneOpensIt(t *testing.T) {
	a, r := withRows(t)
	x, y := lineOf(t, a.m.View(), "dòng D")
	a.click(x, y)
	if r.table.At() != 3 || len(r.opened) > 0 {
		t.Fatalf("the cursor is at %d, opened %v", r.table.At(), r.opened)
	}
	a.click(x+2, y)
	if len(r.opened) != 1 || r.opened[0] != 3 {
		t.Errorf("opened %v", r.opened)
	}
}

func TestTheWheelMovesTheCursor(t *testing.T) {
	a, r := withRows(t)
	a.m.View()
	for range 3 {
		a.send(tea.MouseMsg{Button: tea.MouseButtonWheelDown, Action: tea.MouseActionPress})
	}
	a.send(tea.MouseMsg{Button: tea.MouseButtonWheelUp, Action: tea.MouseActionPress})
	if r.table.At() != 2 {
		t.Errorf("the cursor is at %d", r.table.At())
	}
}

func TestAClickBesideTheRowsDoesNothing(t *testing.T) {
	a, r := withRows(t)
	x, y := lineOf(t, a.m.View(), "dòng D")
	for _, at := range [][2]int{{x, 0}, {x, 1}, {0, y}, {79, y}, {x, 23}, {500, 500}, {-1, -1}} {
		a.click(at[0], at[1])
	}
	if r.table.At() != 0 || len(r.opened) > 0 {
		t.Errorf("the cursor is at %d, opened %v", r.table.At(), r.opened)
	}
}

func TestADialogTakesNoClick(t *testing.T) {
	a, r := withRows(t)
	x, y := lineOf(t, a.m.View(), "dòng D")
	a.send(page.Confirm{Title: "Bỏ?", Yes: "Bỏ"})
	a.click(x, y)
	if r.table.At() != 0 {
		t.Errorf("the cursor is at %d", r.table.At())
	}
}

func TestNoMarkOfARowReachesTheTerminal(t *testing.T) {
	a, r := withRows(t)
	r.table.SetRows(2, func(i int) []page.Cell {
		return []page.Cell{{Text: "\x1b_row;0\x1b\\gian" + string(rune('A'+i))}, {Text: "\x1b_row;"}}
	})
	if frame := a.m.View(); strings.Contains(frame, "\x1b_") {
		t.Errorf("a mark is in the frame: %q", frame)
	}
}
