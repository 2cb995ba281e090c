// Package obstacle asks for the answer to an obstacle (khó khăn, vướng mắc) and
// follows what became of it, wherever a screen lists obstacles.
//
// Source: Kế hoạch 1185/KH-UBND, VII.5.
package obstacle

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/page"
)

// An Answerer writes the answer to an obstacle.
type Answerer interface {
	AnswerObstacle(ctx context.Context, id, answer string) (store.Hash, error)
}

// Answered is the end of an answer. The screen hands it to [Told] and, if Err is
// nil, reads its list anew.
type Answered struct {
	ID, Text string
	Err      error
}

// errKept marks an answer that was only put aside.
var errKept = errors.New("kept")

// Whose is the cooperative that an obstacle is of, or the unit.
func Whose(x *desk.ObstacleLine) string {
	switch {
	case x.CoopName != "":
		return x.CoopName
	case x.UnitName != "":
		return x.UnitName
	}
	return "–"
}

// Ask asks for the answer to an obstacle. What was typed and not written yet
// stands there again the next time. The screen gets [Answered].
func Ask(c *page.Context, d Answerer, x *desk.ObstacleLine) tea.Cmd {
	w, id := c.Words.Home, x.ID
	kept, _ := c.Kept["obstacle/"+id].(string)
	return page.Do(page.Prompt{
		Title: w.ObstacleTitle, Body: Whose(x) + ", " + vi.FormatDate(x.RaisedOn) + ":\n" + x.Text, Label: w.ObstacleLabel,
		Value: kept, Required: true, Lines: 4,
		Then: func(text string) tea.Cmd {
			return func() tea.Msg {
				_, err := d.AnswerObstacle(context.Background(), id, text)
				return Answered{id, text, err}
			}
		},
		Keep: func(text string) tea.Cmd {
			return page.Do(Answered{ID: id, Text: text, Err: errKept})
		},
	})
}

// Told follows the end of an answer: it is said, or what was typed is kept.
func Told(c *page.Context, a Answered) tea.Cmd {
	if a.Err != nil {
		c.Kept["obstacle/"+a.ID] = a.Text
		if a.Err == errKept { //nolint:errorlint // a mark of this package
			return nil
		}
		return page.Do(page.Fail{Err: a.Err})
	}
	delete(c.Kept, "obstacle/"+a.ID)
	return tea.Batch(
		page.Do(page.Saved{At: c.Now()}),
		page.Do(page.Toast{Text: c.Words.Home.ObstacleSaved, Level: page.Good}),
	)
}
