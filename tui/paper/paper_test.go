package paper

import (
	"errors"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

func TestWhenDataSeemLostAtEverySize(t *testing.T) { pagetest.GoldenSizes(t, "lost", Lost) }

func TestAPageScrollsToItsEndAndNoFurther(t *testing.T) {
	d := pagetest.Open80(t, Lost)
	d.Sees("1. Dừng tay")
	d.SeesNot("Gọi văn phòng tỉnh")
	d.Press("pgdown", "pgdown", "pgdown", "down", "down")
	d.Sees("Gọi văn phòng tỉnh", "cho đến khi họ xem")
	d.Press("up")
	d.SeesNot("cho đến khi họ xem")
	d.Press("esc")
	if _, ok := d.Sent[len(d.Sent)-1].(page.Back); !ok {
		t.Errorf("sent %+v", d.Sent)
	}
}

func TestAReadingThatFailsIsToldAndCanBeTriedAgain(t *testing.T) {
	n := 0
	d := pagetest.Open80(t, func(c *page.Context) page.Screen {
		return New(c, Spec{
			Title: func() []string { return []string{"x"} },
			Load: func() (any, error) {
				if n++; n == 1 {
					return nil, errors.New("hỏng")
				}
				return "nội dung", nil
			},
			Lines: func(v any, _ int) []Line { return []Line{{Sign: "✓", Text: v.(string)}} },
			Press: func(i keys.Intent) (tea.Cmd, bool) { return nil, i == keys.Visit },
		})
	})
	d.Sees("Chưa đọc được")
	d.Press("enter")
	d.Sees("✓ nội dung")
	if _, ok := d.Sent[0].(page.Fail); !ok {
		t.Errorf("sent %+v", d.Sent)
	}
}
