package sync_test

import (
	"testing"

	"coopfield/store"
	"coopfield/sync"
)

func TestTheProvincesLightGoesOutOnceEverybodyIsAnswered(t *testing.T) {
	_, p := pair(t)
	p.put(t, store.Cooperative, "", withUnit(coop(1), "615"))
	p.put(t, store.Cooperative, "", withUnit(coop(2), "615"))
	light := func(want int) {
		t.Helper()
		l, err := p.Lights(ctx)
		must(t, err)
		if l.Unsent != want {
			t.Errorf("%d unsent, want %d", l.Unsent, want)
		}
	}
	light(2)
	p.answerTo(t, sync.AnswerOptions{})
	light(0)
	p.put(t, store.Cooperative, "", withUnit(coop(3), "615"))
	light(1)
}
