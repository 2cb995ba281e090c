package home

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// answered is the end of an answer to an obstacle.
type answered struct {
	id, text string
	err      error
}

// unanswered reads what waits for the province's answer; nothing for anybody else.
func unanswered(ctx context.Context, d source) ([]desk.ObstacleLine, error) {
	if d.Me().Role != store.Province {
		return nil, nil
	}
	return d.Obstacles(ctx, desk.ObstacleQuery{Waiting: true})
}

// obstacleItems are the obstacles (khó khăn, vướng mắc) that districts and
// advisors raised and nobody answered yet (the plan, VII.5). Enter answers one.
func (m *Model) obstacleItems() []item {
	if len(m.obstacles) == 0 {
		return nil
	}
	w, th := m.c.Words.Home, m.c.Theme
	out := []item{{key: "obstacles", sign: ">", style: th.Warn, head: fmt.Sprintf(w.Obstacles, page.Count(len(m.obstacles))), open: m.answer(&m.obstacles[0])}}
	for i := range m.obstacles {
		if i == m.shown() {
			break
		}
		x := &m.obstacles[i]
		out = append(out, item{
			key: "obstacle" + x.ID, style: th.Text, entry: true, open: m.answer(x),
			head: whose(x), sub: m.date(x.RaisedOn) + " " + th.Glyph.Dot + " " + x.Text,
		})
	}
	return out
}

// whose is the cooperative that an obstacle is of, or the unit.
func whose(x *desk.ObstacleLine) string {
	if x.CoopName != "" {
		return x.CoopName
	}
	return orDash(x.UnitName)
}

// answer asks for the answer to an obstacle. What was typed and not written yet
// stands there again the next time.
func (m *Model) answer(x *desk.ObstacleLine) tea.Cmd {
	w, d, id := m.c.Words.Home, m.desk, x.ID
	kept, _ := m.c.Kept["obstacle/"+id].(string)
	return page.Do(page.Prompt{
		Title: w.ObstacleTitle, Body: whose(x) + ", " + m.date(x.RaisedOn) + ":\n" + x.Text, Label: w.ObstacleLabel,
		Value: kept, Required: true, Lines: 4,
		Then: func(text string) tea.Cmd {
			return func() tea.Msg {
				_, err := d.AnswerObstacle(context.Background(), id, text)
				return answered{id, text, err}
			}
		},
		Keep: func(text string) tea.Cmd {
			return page.Do(answered{id: id, text: text, err: errKept})
		},
	})
}

// told follows the end of an answer.
func (m *Model) told(a answered) tea.Cmd {
	if a.err != nil {
		m.c.Kept["obstacle/"+a.id] = a.text
		if a.err == errKept { //nolint:errorlint // a mark of this package
			return nil
		}
		return page.Do(page.Fail{Err: a.err})
	}
	delete(m.c.Kept, "obstacle/"+a.id)
	return tea.Batch(
		page.Do(page.Saved{At: m.c.Now()}),
		page.Do(page.Toast{Text: m.c.Words.Home.ObstacleSaved, Level: page.Good}),
		m.read(),
	)
}
