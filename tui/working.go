package tui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// working shows the progress of long work.
type working struct {
	c         *page.Context
	p         page.Progress
	since     time.Time
	cancelled bool
}

func newWorking(c *page.Context, p page.Progress) *working {
	return &working{c: c, p: p, since: c.Now()}
}

func (b *working) renew(p page.Progress) {
	if p.Cancel == nil {
		p.Cancel = b.p.Cancel
	}
	if p.Title == "" {
		p.Title = b.p.Title
	}
	b.p = p
}

func (b *working) typing() bool             { return false }
func (b *working) sudden() bool             { return true }
func (b *working) cursor() (int, int, bool) { return 0, 0, false }

func (b *working) press(i keys.Intent, _ tea.KeyMsg) (bool, tea.Cmd) {
	if i != keys.Back || b.cancelled || b.p.Cancel == nil {
		return false, nil
	}
	b.cancelled = true
	cancel := b.p.Cancel
	return false, func() tea.Msg { cancel(); return nil }
}

func (b *working) view(width, height int) string {
	w, t := b.c.Words.Dialog, b.c.Theme
	inner := bodyWidth(width)
	body := []string{page.Pad(page.CutMiddle(t, b.p.Item, inner), inner)}
	if b.p.Total > 0 {
		count := sprintf(w.Progress, b.p.Done, b.p.Total)
		if left, ok := b.left(); ok {
			count += " " + t.Glyph.Dot + " " + sprintf(w.TimeLeft, b.span(left))
		}
		body = append(body, page.Bar(t, b.p.Done, b.p.Total, inner), count)
	}
	hint := ""
	switch {
	case b.cancelled:
		hint = w.Cancelling
	case b.p.Cancel != nil:
		hint = w.CancelHint
	}
	return frameBox(b.c, b.p.Title, body, hint, width, height)
}

// left estimates the rest from what was done so far; the first second and the
// first item say too little.
func (b *working) left() (time.Duration, bool) {
	spent := b.c.Now().Sub(b.since)
	if b.p.Done < 1 || spent < time.Second || b.p.Done >= b.p.Total {
		return 0, false
	}
	return time.Duration(float64(spent) / float64(b.p.Done) * float64(b.p.Total-b.p.Done)), true
}

func (b *working) span(d time.Duration) string {
	w := b.c.Words.Dialog
	switch {
	case d < 90*time.Second:
		return sprintf(w.Seconds, int(d.Seconds())+1)
	case d < 90*time.Minute:
		return sprintf(w.Minutes, int(d.Minutes())+1)
	}
	return sprintf(w.Hours, int(d.Hours())+1)
}
