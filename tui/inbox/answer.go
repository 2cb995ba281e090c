package inbox

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/tui/page"
	"coopfield/tui/paper"
	"coopfield/tui/seal/media"
)

// answersKept is where the newest answers are found in the context, so that
// their page can be opened again.
const answersKept = "inbox.answers"

// answerTo says where the person wants the answers.
type answerTo struct{ folder string }

// answered is the result of writing them.
type answered struct {
	list []sync.Answered
	err  error
}

// askAnswer asks where the answers go. Only a province writes them.
func (m *Model) askAnswer() tea.Cmd {
	if m.busy || m.looking || !m.province {
		return nil
	}
	w := &m.c.Words.Inbox
	p := page.Prompt{
		Title: w.AnswerTitle, Body: w.AnswerBody, Label: w.AnswerLabel, Value: m.answersTo, AsTyped: true, Offer: w.AskDrives,
		Then: func(s string) tea.Cmd { return page.Do(answerTo{media.Path(s)}) },
	}
	drives := m.drives
	return func() tea.Msg {
		p.Choices = drives()
		if p.Value == "" && len(p.Choices) > 0 { // a stick is there to be written to
			p.Value = p.Choices[0]
		}
		return p
	}
}

func (m *Model) answer(folder string) tea.Cmd {
	if m.busy {
		return nil
	}
	m.busy, m.answersTo = true, folder
	s, changed := m.site, m.changed
	p := page.Progress{ID: workID, Title: m.c.Words.Inbox.AnswerBusy}
	return page.Work(p, func(tell func(done, total int64, item string)) tea.Msg {
		list, err := s.Answer(context.Background(), folder, sync.AnswerOptions{
			Progress: func(done, total int, device string) { tell(int64(done), int64(total), device) },
		})
		changed()
		return answered{list, err}
	})
}

func (m *Model) haveAnswered(a answered) tea.Cmd {
	m.busy = false
	var cmds []tea.Cmd
	if len(a.list) > 0 {
		m.c.Kept[answersKept] = a.list
		cmds = append(cmds, page.Go("answers", "", nil))
	}
	if a.err != nil {
		cmds = append(cmds, page.Do(page.Fail{Err: a.err}))
	}
	return tea.Batch(cmds...)
}

// decide leads to where a person decides about the item under the cursor, nil
// if it waits for nobody or was not taken in yet.
func (m *Model) decide() tea.Cmd {
	if m.list == preview || !m.province {
		return nil
	}
	switch m.item().What {
	case desk.IsConflict:
		return page.Go("conflict", "", nil)
	case desk.IsQuarantined:
		return page.Go("conflict", "", page.Args{"tab": "aside"})
	}
	return nil
}

// Answers returns the page of the answers that were written last: what went to
// whom, and the codes to read over the phone.
func Answers(c *page.Context, units func(id string) string) page.Screen {
	return paper.New(c, paper.Spec{
		Title: func() []string { return []string{c.Words.Inbox.Title, c.Words.Inbox.Answered} },
		Lines: func(any, int) []paper.Line {
			list, _ := c.Kept[answersKept].([]sync.Answered)
			return answerLines(c, list, units)
		},
	})
}

func answerLines(c *page.Context, list []sync.Answered, units func(string) string) []paper.Line {
	w, t := &c.Words.Inbox, c.Theme
	if len(list) == 0 {
		return []paper.Line{{Text: w.AnsweredNone}}
	}
	laptops := map[string]bool{}
	for i := range list {
		laptops[list[i].Device] = true
	}
	out := []paper.Line{{Sign: t.Glyph.Check, Text: sprintf(w.AnsweredAll, len(laptops)), Style: &t.Good}}
	for i := range list {
		a := &list[i]
		if i == 0 || list[i-1].Device != a.Device {
			out = append(out, paper.Line{}, paper.Line{Text: sprintf(w.AnsweredOne, a.Device, a.Person, units(a.Unit)), Style: &t.Title})
		}
		holds := []string{sprintf(w.AnsweredHolds, sprintf("x%04d", a.Export), media.Size(a.Size))}
		for _, p := range []struct {
			n    int
			word string
		}{{a.Ops, w.HoldsOps}, {a.Records, w.HoldsRecords}, {a.Refs, w.HoldsRefs}} {
			if p.n > 0 {
				holds = append(holds, sprintf(p.word, page.Count(p.n)))
			}
		}
		out = append(out, paper.Line{Text: strings.Join(holds, " "+t.Glyph.Dot+" "), Indent: 2})
		for _, f := range a.Files {
			out = append(out, paper.Line{Sign: t.Glyph.Check, Text: f, Indent: 2})
		}
		if i+1 == len(list) || list[i+1].Device != a.Device {
			out = append(out, codeLines(c, a.Codes)...)
		}
	}
	return out
}

func codeLines(c *page.Context, codes []sync.ReceiptCode) []paper.Line {
	w, t := &c.Words.Inbox, c.Theme
	var out []paper.Line
	for _, k := range codes {
		at := sprintf(w.CodeAt, page.Count(int(k.Seq)))
		if k.Epoch > 1 {
			at = sprintf(w.CodeAtEpoch, page.Count(int(k.Seq)), k.Epoch)
		}
		out = append(out, paper.Line{Text: k.Code + "  " + at, Indent: 2, Style: &t.Focus})
	}
	return out
}

// Codes returns the page of all receipt codes of the province.
func Codes(c *page.Context, s *sync.Site) page.Screen {
	return paper.New(c, paper.Spec{
		Title: func() []string { return []string{c.Words.Inbox.Title, c.Words.Inbox.CodesTitle} },
		Load:  func() (any, error) { return s.ReceiptCodes(context.Background()) },
		Lines: func(read any, _ int) []paper.Line {
			w, t := &c.Words.Inbox, c.Theme
			codes, _ := read.([]sync.ReceiptCode)
			if len(codes) == 0 {
				return []paper.Line{{Text: w.CodesNone}}
			}
			out := []paper.Line{{Text: w.CodesBody}}
			for i := range codes {
				if i == 0 || codes[i-1].Device != codes[i].Device {
					out = append(out, paper.Line{}, paper.Line{Text: codes[i].Device, Style: &t.Title})
				}
				out = append(out, codeLines(c, codes[i:i+1])...)
			}
			return out
		},
	})
}

// tookParts says what an answer brought, first what asks for work.
func (m *Model) tookParts(k *desk.Took) []string {
	w := &m.c.Words.Inbox
	var out []string
	for _, p := range []struct {
		n    int
		word string
	}{{k.Returned, w.TookReturned}, {int(k.Got), w.TookGot}, {k.Records, w.TookRecords}, {k.Ops, w.TookOps}, {k.Refs, w.TookRefs}} {
		if p.n > 0 {
			out = append(out, sprintf(p.word, page.Count(p.n)))
		}
	}
	if len(out) == 0 {
		out = append(out, w.TookNothing)
	}
	return out
}

func (m *Model) tookSign(e *entry) (sign string, style *lipgloss.Style, words string) {
	t, k := m.c.Theme, e.out.Took
	style = &t.Good
	if k.Lacking || k.Lost != nil || k.Returned > 0 || k.Unfounded > 0 {
		style = &t.Warn
	}
	parts := m.tookParts(k)
	if n := len(e.otherwise); n > 0 {
		style = &t.Warn
		parts = append([]string{sprintf(m.c.Words.Inbox.TookOthers, page.Count(n))}, parts...)
	}
	return t.Glyph.Check, style, strings.Join(parts, " "+t.Glyph.Dot+" ")
}

func (m *Model) tookLines(e *entry, width int) []string {
	w, k := &m.c.Words.Inbox, e.out.Took
	out := page.Wrap(strings.Join(m.tookParts(k), ", "), width)
	add := func(s string) { out = append(out, page.Wrap(s, width)...) }
	if s := m.otherwiseLine(e); s != "" {
		add(s)
	}
	if len(k.Skipped) > 0 {
		var names []string
		for _, n := range k.Skipped {
			names = append(names, sprintf("x%04d", n))
		}
		add(sprintf(w.TookSkipped, strings.Join(names, ", ")))
	}
	if k.Lacking {
		add(w.TookLacking)
	}
	if k.Lost != nil {
		add(sprintf(w.TookLost, page.Count(int(k.Lost.Seq))))
	}
	if k.Opened != nil {
		add(sprintf(w.TookOpened, k.Opened.Epoch))
	}
	if k.Unfounded > 0 {
		add(sprintf(w.TookUnfounded, page.Count(k.Unfounded)))
	}
	return out
}
