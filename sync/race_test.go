package sync_test

import (
	"errors"
	gosync "sync"
	"testing"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// Pages and lights read whom a store believes while answers with new registries
// and new office keys are taken in; run with the race detector.
func TestPagesReadTheRegistryWhileAnswersAreTakenIn(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
	var answers []sync.Answered
	for _, person := range []string{"Một", "Hai", "Ba"} {
		_, err := p.ChangeDevice(ctx, sync.ChangeOptions{Device: "dakha-01", Person: &person})
		must(t, err)
		p.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2000 + p.Registry().Version)})
		answers = append(answers, p.answerTo(t, sync.AnswerOptions{})...)
	}
	p.rekey(t, sync.RekeyOptions{Age: true})
	answers = append(answers, p.answerTo(t, sync.AnswerOptions{})...)
	done := make(chan struct{})
	var readers gosync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				_, lights := o.Lights(ctx)
				_, devices := o.Devices(ctx)
				_, plan := o.SealPlan(ctx, "")
				_, receipts := o.Receipts(ctx)
				if err := errors.Join(lights, devices, plan, receipts); err != nil || o.Principal() != "dakha-01" || o.Trust() == nil || o.Keys.Cert() == nil {
					t.Errorf("a page reads nothing: %v", err)
					return
				}
			}
		})
	}
	for _, a := range answers {
		o.deliver(t, a)
	}
	close(done)
	readers.Wait()
	if o.Desk.Me().Person != "Ba" || o.Trust().Working != p.Keys.Recipient() || trust.DevID(o.Trust().Office) != p.Keys.Dev() {
		t.Errorf("in the end %+v, %+v", o.Desk.Me(), o.Trust())
	}
}
