package obstacle_test

import (
	"context"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/obstacle"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// desktop keeps what was answered, or refuses it.
type desktop struct {
	answers map[string]string
	refused error
}

func (d *desktop) AnswerObstacle(_ context.Context, id, answer string) (store.Hash, error) {
	if d.refused == nil {
		d.answers[id] = answer
	}
	return store.Hash{}, d.refused
}

func asked(t *testing.T, cmd tea.Cmd) page.Prompt {
	t.Helper()
	p, ok := cmd().(page.Prompt)
	if !ok {
		t.Fatal("nothing is asked")
	}
	return p
}

func TestAnAnswerIsWrittenAndARefusedOneStandsThereAgain(t *testing.T) {
	c, d := pagetest.Context(text.VI), &desktop{map[string]string{}, &store.Error{Code: store.Busy, Message: "kho đang bận"}}
	x := &desk.ObstacleLine{ID: "o1", UnitName: "Huyện Đăk Tô", RaisedOn: "2024-10-03", Text: "Thiếu cán bộ"}
	p := asked(t, obstacle.Ask(c, d, x))
	if !strings.Contains(p.Body, "Huyện Đăk Tô, 03/10/2024:\nThiếu cán bộ") {
		t.Errorf("asked %q", p.Body)
	}
	a := p.Then("Tỉnh cử cán bộ")().(obstacle.Answered)
	if _, ok := obstacle.Told(c, a)().(page.Fail); !ok || a.Err == nil {
		t.Error("what was refused is not told")
	}
	if p = asked(t, obstacle.Ask(c, d, x)); p.Value != "Tỉnh cử cán bộ" {
		t.Errorf("the next prompt begins with %q", p.Value)
	}
	if cmd := obstacle.Told(c, p.Keep("Tỉnh cử hai cán bộ")().(obstacle.Answered)); cmd != nil {
		t.Error("putting an answer aside is told as a failure")
	}
	d.refused = nil
	p = asked(t, obstacle.Ask(c, d, x))
	a = p.Then(p.Value)().(obstacle.Answered)
	obstacle.Told(c, a)
	if d.answers["o1"] != "Tỉnh cử hai cán bộ" || a.Err != nil {
		t.Errorf("answered %v, %v", d.answers, a.Err)
	}
	if p = asked(t, obstacle.Ask(c, d, x)); p.Value != "" {
		t.Errorf("what was written stands in the prompt again: %q", p.Value)
	}
}
