package inbox

import (
	"strings"
	"testing"

	"coopfield/store/desk"
	"coopfield/tui/page/pagetest"
)

func TestAnAnswerSaysWhichWorkStandsOnNothingAnyMore(t *testing.T) {
	m := november(pagetest.Context("vi"))
	sign, _, _ := m.tookSign(took(&desk.Took{Got: 3, Unfounded: 2}))
	lines := strings.Join(m.tookLines(took(&desk.Took{Got: 3, Unfounded: 2}), 60), " ")
	if sign == "" || !strings.Contains(lines, "2 thay đổi của máy này không còn tính") {
		t.Error(lines)
	}
	if strings.Contains(strings.Join(m.tookLines(took(&desk.Took{Got: 3}), 60), " "), "không còn tính") {
		t.Error("said of an answer that takes nothing back")
	}
}

func took(k *desk.Took) *entry { return &entry{out: &desk.Outcome{Took: k}} }
