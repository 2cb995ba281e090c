package programme

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/page"
	"coopfield/tui/printing"
)

// sent is the end of noting what went to the ministry.
type sent struct {
	n   int
	day string
	err error
}

// askSent asks on which day the list went to the ministry: of the marked ones, or
// of all that were chosen and not sent yet.
func (s *candidateList) askSent() tea.Cmd {
	m, w := s.m, s.m.c.Words.Programme
	if m.by() != desk.ProvinceDecides {
		return page.Do(page.Toast{Text: w.NotYours, Level: page.Warn})
	}
	list := ids(s.chosen(nil))
	if len(list) == 0 {
		list = s.unsent()
	}
	if len(list) == 0 {
		return page.Do(page.Toast{Text: w.NothingToSend})
	}
	value, _ := m.c.Kept["sent/"+m.programme].(string)
	if value == "" {
		value = vi.FormatDate(m.today())
	}
	d, now := m.desk, m.c.Now()
	return page.Do(page.Prompt{
		Title: w.SentTitle, Body: fmt.Sprintf(w.SentBody, len(list)), Label: w.SentLabel, Value: value, Required: true, AsTyped: true,
		Then: func(typed string) tea.Cmd {
			return func() tea.Msg {
				on, err := vi.ParseDate(typed, now.Year())
				if err != nil {
					err = &store.Error{Code: store.Invalid, Message: err.Error(), Err: err}
				} else {
					err = d.SentToMinistry(context.Background(), list, on)
				}
				return sent{len(list), typed, err}
			}
		},
	})
}

func (m *Model) sentDone(r sent) tea.Cmd {
	if r.err != nil {
		m.c.Kept["sent/"+m.programme] = r.day
		return page.Do(page.Fail{Err: r.err})
	}
	delete(m.c.Kept, "sent/"+m.programme)
	clear(m.secs[candidates].(*candidateList).marked)
	return tea.Batch(
		page.Do(page.Saved{At: m.c.Now()}),
		page.Do(page.Toast{Text: fmt.Sprintf(m.c.Words.Programme.SentDone, r.n), Level: page.Good}),
		m.reread(),
	)
}

// Prints writes the lists of a programme on paper; nil of one that cannot be
// printed. They are asked for the programme's id as a registration.
type Prints struct {
	Registered printing.Printer // who applies
	Chosen     printing.Printer // whom the province chose, for the ministry (VI.1.c)
}

func (p Prints) any() bool { return p.Registered != nil || p.Chosen != nil }

// printer is what F7 prints with: once the province chose, its list to the
// ministry, else the applications.
func (m *Model) printer() printing.Printer {
	s, ok := m.secs[candidates].(*candidateList)
	if ok && s.all != nil && s.all.Chosen > 0 && m.by() == desk.ProvinceDecides && m.prints.Chosen != nil {
		return m.prints.Chosen
	}
	return m.prints.Registered
}

// print writes the list of the programme.
func (m *Model) print(ask bool) tea.Cmd {
	if m.programme == "" {
		return nil
	}
	return printing.Write(m.c, m.printer(), store.Registration, m.programme, ask, func() error { return nil })
}
