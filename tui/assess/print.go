package assess

import (
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/printing"
)

// print is F7: the sheet on paper (bảng chấm điểm), as it stands now.
func (m *Model) print(ask bool) tea.Cmd {
	if m.sheet == nil {
		return nil
	}
	m.settle()
	q := m.queue
	return tea.Batch(m.save(), printing.Write(m.c, m.printer, store.Assessment, m.id, ask, func() error {
		_, err := q.Save()
		return err
	}))
}

// papers follows what became of a paper.
func (m *Model) papers(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case printing.Done:
		if msg.ID == m.id {
			msg.Err = plain(msg.Err)
			return printing.Tell(m.c, m.printer, msg)
		}
	case printing.Opened:
		if msg.ID == m.id {
			return printing.Show(m.c, msg)
		}
	case printing.Elsewhere:
		return m.print(true)
	}
	return nil
}
