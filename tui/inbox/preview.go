package inbox

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
)

// previewed is what an import would do.
type previewed struct {
	path    string
	ca      string
	entries []entry
	needCA  bool
	err     error
}

// named says which file or folder the person wants to see.
type named struct{ path string }

// typedCA brings the fingerprint that a grant needs.
type typedCA struct{ path, ca string }

func (m *Model) askPath() tea.Cmd {
	if m.busy || m.looking {
		return nil
	}
	w := &m.c.Words.Inbox
	p := page.Prompt{
		Title: w.AskTitle, Body: w.AskBody, Label: w.AskLabel, Required: true, AsTyped: true, Offer: w.AskDrives,
		Then: func(s string) tea.Cmd { return page.Do(named{media.Path(s)}) },
	}
	drives, before, none := m.drives, m.named, w.AskNoDrive
	return func() tea.Msg { // one may have been plugged in just now
		p.Choices = drives()
		if len(p.Choices) == 0 {
			p.Body += "\n" + none
		} else {
			p.Value = p.Choices[0]
		}
		if before != "" && !slices.Contains(p.Choices, before) {
			p.Choices = append(p.Choices, before)
		}
		return p
	}
}

// look previews what importing path would do; it writes nothing.
func (m *Model) look(path, ca string) tea.Cmd {
	if m.busy || m.looking {
		return nil
	}
	m.looking, m.named = true, path
	s := m.site
	p := page.Progress{ID: workID, Title: m.c.Words.Inbox.Reading, Item: path}
	return page.Work(p, func(func(int64, int64, string)) tea.Msg {
		reports, err := s.Import(context.Background(), []string{path}, sync.ImportOptions{DryRun: true, CA: ca})
		if err != nil {
			return previewed{path: path, err: err}
		}
		need := false
		for i := range reports {
			need = need || s.Trust() == nil && ca == "" && store.DetailOf(reports[i].Err) == trust.DetailNotOurCA
		}
		list := entries(s, reports)
		quiet(list, path, s.IsProvince())
		arrange(list)
		return previewed{path: path, ca: ca, entries: list, needCA: need}
	})
}

func (m *Model) takePreview(p previewed) tea.Cmd {
	w := &m.c.Words.Inbox
	m.looking = false
	switch {
	case p.err != nil:
		return page.Do(page.Fail{Err: p.err})
	case len(p.entries) == 0:
		return page.Do(page.Toast{Text: w.Nothing, Level: page.Warn})
	}
	m.list, m.depth, m.ca = preview, files, p.ca
	m.fill(p.entries)
	m.table.Select(0)
	if !p.needCA {
		return nil
	}
	path := p.path
	return page.Do(page.Prompt{
		Title: w.CATitle, Body: w.CABody, Label: w.CALabel, Required: true, AsTyped: true,
		Then: func(s string) tea.Cmd { return page.Do(typedCA{path, strings.TrimSpace(s)}) },
	})
}
