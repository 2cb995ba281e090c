package home

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/obstacle"
	"coopfield/tui/page"
)

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
	out := []item{{key: "obstacles", sign: ">", style: th.Warn, head: fmt.Sprintf(w.Obstacles, page.Count(len(m.obstacles))), open: obstacle.Ask(m.c, m.desk, &m.obstacles[0])}}
	for i := range m.obstacles {
		if i == m.shown() {
			break
		}
		x := &m.obstacles[i]
		out = append(out, item{
			key: "obstacle" + x.ID, style: th.Text, entry: true, open: obstacle.Ask(m.c, m.desk, x),
			head: obstacle.Whose(x), sub: m.date(x.RaisedOn) + " " + th.Glyph.Dot + " " + x.Text,
		})
	}
	return out
}

// told follows the end of an answer: what was answered is read no more.
func (m *Model) told(a obstacle.Answered) tea.Cmd {
	if a.Err != nil {
		return obstacle.Told(m.c, a)
	}
	return tea.Batch(obstacle.Told(m.c, a), m.read())
}
