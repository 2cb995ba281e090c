package home

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// item is one thing of the tasks that Enter opens.
type item struct {
	key   string // stays the same between readings
	sign  string // says what the colour says
	style lipgloss.Style
	head  string
	sub   string // second line
	entry bool   // one record under its task
	open  tea.Cmd
}

func (m *Model) yearText() string { return strconv.Itoa(m.year) }

// items lists the tasks with their first records: the recovered drafts, what is
// overdue, and the rest in the order of the desk.
func (m *Model) items() []item {
	if m.board == nil {
		return nil
	}
	var first, late, rest []item
	for i := range m.board.Tasks {
		t := &m.board.Tasks[i]
		switch {
		case t.What == desk.TaskRecovered:
			first = append(first, m.task(t)...)
		case t.What == desk.TaskDeadline && t.Days < 0:
			late = append(late, m.task(t)...)
		default:
			rest = append(rest, m.task(t)...)
		}
	}
	return slices.Concat(first, m.begin(), m.overdueItems(), m.meetingItems(), m.obstacleItems(), late, rest)
}

// begin says how to begin where nothing was done yet: without cooperatives, and
// on a machine that can send nothing.
func (m *Model) begin() []item {
	w, th, me := m.c.Words.Home, m.c.Theme, m.desk.Me()
	var out []item
	if m.board.Coops == 0 {
		it := item{key: "begin", sign: ">", style: th.Text, head: w.BeginCoop, sub: w.BeginHow, open: page.Go("coops", "", nil)}
		switch me.Role {
		case store.Advisor:
			it.head, it.sub, it.open = w.BeginAsk, w.BeginAsks, page.Go("inbox", "", nil)
		case store.Province:
			it.sub, it.open = w.BeginTake, page.Go("inbox", "", nil)
			if m.board.Received == 0 { // before a machine may send, it must be enrolled
				it.sub, it.open = w.BeginEnrol, page.Go("security", "", nil)
			}
		}
		out = append(out, it)
	}
	if me.Principal == "" && me.Role != store.Province {
		out = append(out, item{
			key: "outside", sign: ">", style: th.Text, head: w.Outside, sub: w.OutsideHow, open: page.Go("seal", "", nil),
		})
	}
	return out
}

// shown is how many records of one task are listed below it.
func (m *Model) shown() int {
	switch {
	case m.height < 20:
		return 1
	case m.height < 40:
		return 2
	}
	return 5
}

func (m *Model) task(t *desk.Task) []item {
	w, th := m.c.Words.Home, m.c.Theme
	it := item{key: string(t.What), sign: ">", style: th.Text}
	list := func(sheet string) tea.Cmd {
		args := page.Args{"year": m.yearText(), "sheet": sheet}
		if me := m.desk.Me(); me.Role == store.Officer {
			args["unit"] = me.Unit
		}
		return page.Go("coops", "", args)
	}
	if len(t.Entries) > 0 {
		it.open = m.openEntry(t.Entries[0])
	}
	n := t.N
	switch t.What {
	case desk.TaskRecovered:
		return m.recoveredItems(t)
	case desk.TaskDrafts:
		it.sign, it.style, it.head = "~", th.Warn, fmt.Sprintf(w.Drafts, page.Count(n))
	case desk.TaskReturned:
		it.sign, it.style, it.head = "!", th.Bad, fmt.Sprintf(w.Returned, page.Count(n))
		if n > 1 {
			it.open = list("returned")
		}
	case desk.TaskReview:
		it.head = fmt.Sprintf(w.Review, page.Count(n))
		period := m.yearText()
		if t.Title != "" {
			it.key += t.Title
			it.head, period = fmt.Sprintf(w.ReviewOther, page.Count(n)), t.Title
		}
		if n > 1 {
			it.open = page.Go("coops", "", page.Args{"year": period, "sheet": "review"})
		}
	case desk.TaskConflicts:
		it.sign, it.style, it.head, it.open = th.Glyph.Up, th.Bad, fmt.Sprintf(w.Conflicts, page.Count(n)), page.Go("conflict", "", nil)
	case desk.TaskQuarantined:
		it.sign, it.style, it.head, it.open = "!", th.Bad, fmt.Sprintf(w.Quarantined, page.Count(n)), page.Go("conflict", "", page.Args{"tab": "aside"})
	case desk.TaskHeld:
		it.sign, it.style, it.head, it.open = th.Glyph.Wait, th.Warn, fmt.Sprintf(w.Held, page.Count(n)), page.Go("inbox", "", nil)
	case desk.TaskIncomplete:
		it.sign, it.style, it.head = "~", th.Warn, fmt.Sprintf(w.Incomplete, page.Count(n))
		if n > 1 {
			it.open = list("unfinished")
		}
	case desk.TaskNotFinal:
		it.head = fmt.Sprintf(w.NotFinal, page.Count(n))
		if n > 1 {
			it.open = list("complete")
		}
	case desk.TaskNotAssessed:
		it.head, it.open = fmt.Sprintf(w.NotAssessed, page.Count(n)), list("due")
	case desk.TaskUnsealed:
		it.sign, it.head, it.open = "^", fmt.Sprintf(w.Unsealed, page.Count(n)), page.Go("seal", "", nil)
	case desk.TaskDeadline:
		return []item{m.deadline(t, it, list("due"))}
	case desk.TaskCandidates, desk.TaskPlans, desk.TaskPilots:
		m.programmeTask(t, &it)
	default:
		it.head = t.Title
	}
	out := []item{it}
	for i, e := range t.Entries {
		if i == m.shown() {
			break
		}
		open, note := m.openEntry(e), e.Note
		switch t.What {
		case desk.TaskNotAssessed:
			open = page.Go("coop", e.ID, page.Args{"tab": "assess"})
		case desk.TaskPlans:
			note = m.date(note)
		case desk.TaskPilots:
			open = page.Go("coop", e.ID, page.Args{"tab": "pilot"})
		case desk.TaskConflicts:
			open = it.open
		}
		out = append(out, item{
			key: string(t.What) + e.ID, style: th.Text, head: e.Title, sub: note, entry: true, open: open,
		})
	}
	return out
}

func (m *Model) days(n int) string {
	w := m.c.Words.Home
	switch {
	case n < 0:
		return fmt.Sprintf(w.DaysOver, -n)
	case n == 0:
		return w.DueToday
	}
	return fmt.Sprintf(w.DaysLeft, n)
}

// recoveredItems tells what an earlier run left: of which cooperative, how many
// fields, from when.
func (m *Model) recoveredItems(t *desk.Task) []item {
	w, th := m.c.Words.Home, m.c.Theme
	head := item{key: string(t.What), sign: "!", style: th.Warn, head: fmt.Sprintf(w.Recovered, page.Count(t.N))}
	out := []item{head}
	for _, r := range m.recovered {
		e := desk.Entry{Kind: r.Kind, ID: r.ID}
		out = append(out, item{
			key: string(t.What) + r.ID, style: th.Text, entry: true, open: m.openEntry(e),
			head: fmt.Sprintf(w.RecoveredOf, r.Fields, orDash(r.Title), m.moment(r.At)),
		})
	}
	if len(out) > 1 {
		out[0].open = out[1].open
	} else if len(t.Entries) > 0 {
		out[0].open = m.openEntry(t.Entries[0])
	}
	return out
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// moment writes an instant as people say it, without the date if it is today.
func (m *Model) moment(ms int64) string {
	now := m.c.Now()
	at := time.UnixMilli(ms).In(now.Location())
	if at.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return at.Format("15:04 02/01/2006")
}

// openEntry returns what opens a record: a sheet its page, anything else its
// cooperative's.
func (m *Model) openEntry(e desk.Entry) tea.Cmd {
	switch e.Kind {
	case store.Assessment:
		return page.Go("assess", e.ID, nil)
	case store.Cooperative:
		return page.Go("coop", e.ID, nil)
	case store.Visit, store.Consultation, store.Registration, store.Plan:
		return page.Go(string(e.Kind), e.ID, nil)
	case store.Support, store.Event, store.Proposal, store.Obstacle:
		return page.Go("record", e.ID, page.Args{"kind": string(e.Kind)})
	case "":
		return page.Go("inbox", "", nil)
	}
	return page.Go("coops", "", nil)
}
