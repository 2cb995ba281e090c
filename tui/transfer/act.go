package transfer

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/tui/page"
)

// setDay, setBasis and agreed are what a person answered.
type (
	setDay   struct{ text string }
	setBasis struct {
		text   string
		thenGo bool
	}
	agreed struct{ word string }
)

func (m *Model) askDay() tea.Cmd {
	w := &m.c.Words.Transfer
	return page.Do(page.Prompt{
		Title: w.DayTitle, Body: w.DayBody, Label: w.DayLabel, Value: vi.FormatDate(m.order.On), Required: true, AsTyped: true,
		Then: func(s string) tea.Cmd { return page.Do(setDay{s}) },
	})
}

func (m *Model) setDay(d setDay) tea.Cmd {
	on, err := vi.ParseDate(d.text, m.c.Now().Year())
	if err != nil {
		return page.Do(page.Toast{Text: m.c.Words.Transfer.DayBad, Level: page.Warn})
	}
	m.order.On = on
	m.keep()
	return m.look()
}

func (m *Model) askBasis(thenGo bool) tea.Cmd {
	w := &m.c.Words.Transfer
	return page.Do(page.Prompt{
		Title: w.BasisTitle, Body: w.BasisBody, Label: w.BasisLabel, Value: m.order.Reason, Required: true,
		Then: func(s string) tea.Cmd { return page.Do(setBasis{s, thenGo}) },
		Keep: func(s string) tea.Cmd { return page.Do(setBasis{s, false}) },
	})
}

// ask has the person agree by a word: no key takes a transfer back.
func (m *Model) ask() tea.Cmd {
	w, p := &m.c.Words.Transfer, m.plan
	switch {
	case m.busy || m.done != nil:
		return nil
	case len(p.Stuck) > 0:
		m.table.Select(0) // the stuck ones stand first
		return page.Do(page.Toast{Text: sprintf(w.StuckFirst, len(p.Stuck)), Level: page.Warn})
	case len(m.rows) == 0:
		return page.Do(page.Toast{Text: w.Nothing, Level: page.Info})
	case m.order.Reason == "":
		return m.askBasis(true)
	}
	return page.Do(page.Prompt{
		Title: sprintf(w.AskTitle, len(p.Rows), p.FromName), Body: sprintf(w.AskBody, vi.FormatDate(p.On)), Label: sprintf(w.AskLabel, w.AskWord), Required: true,
		Then: func(s string) tea.Cmd { return page.Do(agreed{s}) },
	})
}

// run moves what the plan says.
func (m *Model) run(word string) tea.Cmd {
	w := &m.c.Words.Transfer
	if m.busy || m.plan == nil || m.done != nil {
		return nil
	}
	if vi.Fold(word) != vi.Fold(w.AskWord) {
		return page.Do(page.Toast{Text: w.AskWrong, Level: page.Warn})
	}
	m.busy = true
	d, o, changed := m.desk, m.order, m.o.Changed
	return page.Work(page.Progress{ID: workID, Title: w.Busy, Item: m.plan.FromName}, func(tell func(int64, int64, string)) tea.Msg {
		o.Tell = func(done, total int) { tell(int64(done), int64(total), "") }
		got, err := d.Transfer(context.Background(), o)
		if changed != nil {
			changed()
		}
		return moved{got, err}
	})
}

func (m *Model) takeMoved(r moved) tea.Cmd {
	m.busy = false
	if r.err != nil {
		var e *store.Error
		if errors.As(r.err, &e) && e.Code == store.Waiting { // something new came in meanwhile
			return tea.Batch(page.Do(page.Fail{Err: r.err}), m.look())
		}
		return page.Do(page.Fail{Err: r.err})
	}
	m.done, m.plan = r.got, r.got.Plan
	delete(m.c.Kept, workID+"/"+m.order.From)
	m.begin("", "")
	m.lay()
	return tea.Batch(page.Do(page.Saved{At: m.c.Now()}), page.Do(page.Toast{Text: sprintf(m.c.Words.Transfer.Done, r.got.Moved), Level: page.Good}))
}
