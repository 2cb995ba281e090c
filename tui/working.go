package tui

import (
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// unheardFor is how long before the end of long work a key must have been
// pressed for the person to be told that it was not heard: an earlier one was
// answered in the box, where there was time to read it.
const unheardFor = time.Second

// working shows the progress of long work. Esc stops the work, if it can be
// stopped, from the first moment on; any other key was meant for a screen that
// the work may change, so it does nothing, and the box says so.
type working struct {
	c         *page.Context
	p         page.Progress
	since     time.Time
	cancelled bool
	unheard   time.Time // when the last key was pressed that did nothing
}

// step shows how far long work is, or closes the progress and hands the screen
// what came of it.
func (m *Model) step(to int, s page.Step) tea.Cmd {
	at := slices.IndexFunc(m.overlays, func(l *layer) bool {
		b, ok := l.box.(*working)
		return ok && b.p.ID == s.ID
	})
	switch {
	case s.Next == nil:
		return m.ended(to, s.End, at)
	case at < 0:
		m.push(newWorking(m.c, s.Progress))
	default:
		m.overlays[at].box.(*working).renew(s.Progress)
	}
	return route(to, s.Next)
}

// ended closes the progress at a place of the overlays, if it is still there.
func (m *Model) ended(to int, msg tea.Msg, at int) tea.Cmd {
	var cmds []tea.Cmd
	if at >= 0 {
		l := m.overlays[at]
		m.drop(l)
		if b := l.box.(*working); !b.unheard.IsZero() && m.o.Now().Sub(b.unheard) < unheardFor {
			cmds = append(cmds, m.say(page.Toast{Text: m.c.Words.Dialog.Unheard, Level: page.Warn}))
			m.unheard = true
		}
	}
	return tea.Batch(append(cmds, m.deliver(to, msg))...)
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
func (b *working) sudden() bool             { return false }
func (b *working) cursor() (int, int, bool) { return 0, 0, false }

func (b *working) press(i keys.Intent, _ tea.KeyMsg) (bool, tea.Cmd) {
	if i != keys.Back || b.p.Cancel == nil {
		b.unheard = b.c.Now()
		return false, nil
	}
	if b.cancelled {
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
	var hints []string
	switch {
	case b.cancelled:
		hints = append(hints, w.Cancelling)
	case b.p.Cancel != nil:
		hints = append(hints, w.CancelHint)
	}
	if !b.unheard.IsZero() {
		hints = append(hints, w.Unheard)
	}
	hint := strings.Join(hints, " "+t.Glyph.Dot+" ")
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
