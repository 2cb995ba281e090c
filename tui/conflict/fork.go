package conflict

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// branchOp is one op of a branch of a device with two histories.
type branchOp struct {
	side *desk.Side
	op   *desk.CardOp
}

// ops lists what is on each branch, the one that counts first.
func (m *Compare) ops() []branchOp {
	var out []branchOp
	for i := range m.k.Sides {
		s := &m.k.Sides[i]
		for n := range s.Ops {
			out = append(out, branchOp{s, &s.Ops[n]})
		}
	}
	return out
}

func (m *Compare) pressFork(i keys.Intent) tea.Cmd {
	list := m.ops()
	if m.cursor >= len(list) {
		return nil
	}
	o := list[m.cursor]
	switch i {
	case keys.Open:
		if o.op.Verdict == store.OnFork || o.op.Verdict == store.RefusedOp {
			return page.Go("aside", o.op.Rev.String(), nil)
		}
		return history.Open(o.op.Kind, o.op.ID, page.Args{"rev": o.op.Rev.String()})
	case keys.History:
		return history.Open(o.op.Kind, o.op.ID, nil)
	case keys.Decide:
		return m.admitBranch()
	}
	return nil
}

// asideBranch is the branch that F8 admits: the one under the cursor, or the
// first that is set aside.
func (m *Compare) asideBranch() *desk.Side {
	waits := func(s *desk.Side) bool {
		for i := range s.Ops {
			if s.Ops[i].Verdict == store.OnFork {
				return true
			}
		}
		return false
	}
	if list := m.ops(); m.cursor < len(list) && waits(list[m.cursor].side) {
		return list[m.cursor].side
	}
	for i := range m.k.Sides {
		if waits(&m.k.Sides[i]) {
			return &m.k.Sides[i]
		}
	}
	return nil
}

func (m *Compare) admitBranch() tea.Cmd {
	w, s := &m.c.Words.Conflict, m.asideBranch()
	if !m.may() || s == nil {
		return m.told()
	}
	n, first := 0, store.Hash{}
	for i := range s.Ops {
		if s.Ops[i].Verdict == store.OnFork {
			if n == 0 {
				first = s.Ops[i].Rev
			}
			n++
		}
	}
	d := m.desk
	return page.Do(page.Prompt{
		Title: w.AdmitBranch, Body: sprintf(w.AdmitBranchBody, n, m.k.Title), Label: w.WhyLabel, Value: m.choice.why, Required: true, Lines: 3,
		Then: func(why string) tea.Cmd {
			return func() tea.Msg {
				done, err := d.AdmitBranch(context.Background(), first, why)
				return decided{n: len(done), err: err}
			}
		},
		Keep: func(why string) tea.Cmd { return page.Do(whySaid{why, false}) },
	})
}

// viewFork draws the branches one below the other, op by op.
func (m *Compare) viewFork() string {
	w, t := &m.c.Words.Conflict, m.c.Theme
	var head []string
	for _, l := range page.Wrap(sprintf(w.ForkHead, m.k.Title), m.width-2) {
		head = append(head, " "+t.Warn.Render(l))
	}
	var foot []string
	how := w.ForkHow
	if !m.province() {
		how = w.ReadOnly
	}
	for _, l := range page.Wrap(how, m.width-2) {
		foot = append(foot, " "+t.Dim.Render(l))
	}
	height := m.height - len(head) - len(foot) - 2
	var rows []string
	at := 0
	n := -1
	for i := range m.k.Sides {
		s := &m.k.Sides[i]
		name := w.ForkOther
		if s.Counts {
			name = w.ForkMain
		}
		rows = append(rows, t.Title.Render(" "+sentence(sprintf(name, s.Letter))))
		for k := range s.Ops {
			n++
			if n == m.cursor {
				at = len(rows)
			}
			rows = append(rows, m.forkRow(&s.Ops[k], n == m.cursor))
		}
	}
	m.top = max(min(m.top, max(at-1, 0)), at-height+1)
	m.top = max(min(m.top, len(rows)-height), 0)
	note := sprintf("%d/%d", m.cursor+1, n+1)
	body := page.Fit(rows[m.top:], m.width-2, height)
	box := page.PanelNote(t, m.k.Title, note, body, m.width, height+2, true)
	return page.Rows(page.Fit(head, m.width, len(head)), box, page.Fit(foot, m.width, len(foot)))
}

func (m *Compare) forkRow(o *desk.CardOp, here bool) string {
	t, c := m.c.Theme, m.c.Words.Coop
	inner := m.width - 2
	mark := " "
	if here {
		mark = t.Glyph.Cursor
	}
	did := c.OpKinds[string(o.OpKind)]
	left := "  " + mark + " " + page.Pad(moment(m.c, o.At), 16) + " " + page.Pad(page.Cut(t, did, 12), 12) + " "
	state := ""
	if o.Verdict != store.Counted {
		state = " " + c.Verdicts[string(o.Verdict)]
	}
	room := inner - page.Width(left) - page.Width(state) - 1
	if room < 16 {
		state, room = "", inner-page.Width(left)-1
	}
	line := page.Pad(left+page.Pad(page.CutMiddle(t, m.names.Record(o.Kind, o.Title), room), room)+state, inner)
	if here {
		return t.Selected.Render(line)
	}
	return line
}
