package sync

import (
	"context"
	"fmt"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
)

// Clocks of laptops in order differ by so much without anybody minding.
const clockTolerance = 15 * time.Minute

// Receipts returns what this laptop knows from the province: receipts by answer
// and by code, what waits there, the expected list, and how wrong this clock is.
func (s *Site) Receipts(ctx context.Context) (*ReceiptView, error) {
	a, err := s.Desk.Answers(ctx)
	if err != nil {
		return nil, err
	}
	v := &ReceiptView{Answers: a, Clock: clockError(a)}
	v.Received, err = s.Desk.ReceiptPoints(ctx)
	return v, err
}

// clockError compares the clocks by what the newest answer and the newest bundle
// of this laptop that arrived prove; nil before the first answer.
func clockError(a *desk.Answers) *ClockError {
	claimed, err := time.Parse(time.RFC3339, a.ClaimedAt)
	if err != nil {
		return nil
	}
	c := &ClockError{Province: claimed, Here: time.UnixMilli(a.Taken).In(claimed.Location())}
	// An answer is taken in after it was made: a clock that says otherwise is slow.
	if d := claimed.Sub(c.Here); d > clockTolerance {
		c.Slow = d
		c.Text = "máy chậm " + spoken(c.Here, claimed)
		return c
	}
	// A bundle is received after it was sealed: a clock that says otherwise was
	// fast then, and still is as far as the answer does not prove the contrary.
	fast := min(sealedAhead(a.Bundles), c.Here.Sub(claimed))
	if fast > clockTolerance {
		c.Fast = fast
		c.Text = "máy nhanh " + spoken(claimed, claimed.Add(fast))
	}
	return c
}

// sealedAhead returns by how much the newest bundle that arrived was sealed, by
// this laptop's clock, after the province's clock says that it had come.
func sealedAhead(bundles []desk.BundleReceipt) time.Duration {
	var ahead time.Duration
	var newest *desk.BundleReceipt
	for i := range bundles {
		if b := &bundles[i]; b.State != store.BundleRefused && (newest == nil || b.Epoch > newest.Epoch || b.Epoch == newest.Epoch && b.Export >= newest.Export) {
			newest = b
		}
	}
	if newest == nil {
		return 0
	}
	sealed, err := time.Parse(time.RFC3339, newest.ClaimedAt)
	came, err2 := time.Parse(time.RFC3339, newest.Received)
	if err == nil && err2 == nil {
		ahead = sealed.Sub(came)
	}
	return ahead
}

// spoken says how long it is from one time to a later one, in the two largest
// units: "3 năm 2 tháng", "5 ngày 4 giờ", "20 phút".
func spoken(from, to time.Time) string {
	to = to.Add(30 * time.Second) // claims have whole seconds
	months := 0
	for !from.AddDate(0, months+1, 0).After(to) {
		months++
	}
	rest := to.Sub(from.AddDate(0, months, 0))
	parts := []struct {
		n    int
		word string
	}{
		{months / 12, "năm"},
		{months % 12, "tháng"},
		{int(rest / (24 * time.Hour)), "ngày"},
		{int(rest % (24 * time.Hour) / time.Hour), "giờ"},
		{int(rest % time.Hour / time.Minute), "phút"},
	}
	for i, p := range parts {
		if p.n == 0 {
			continue
		}
		out := []string{fmt.Sprintf("%d %s", p.n, p.word)}
		if i+1 < len(parts) && parts[i+1].n > 0 {
			out = append(out, fmt.Sprintf("%d %s", parts[i+1].n, parts[i+1].word))
		}
		return strings.Join(out, " ")
	}
	return "chưa đến 1 phút"
}
