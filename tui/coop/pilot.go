package coop

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// pilots is the tab of the cooperative in programmes: its applications, its plan,
// what it still lacks to leave the second stage, and its obstacles (Kế hoạch
// 1185/KH-UBND, VI, VII.5).
type pilots struct {
	m     *Model
	known bool // it was read
	read  taking
	pile  []entry
	at    int  // of pile, an entry that opens something
	top   int  // first visible line
	moved bool // the cursor did, so that it has to be seen
}

// taking is what the tab is read from.
type taking struct {
	applied   []desk.RegistrationRow
	pilots    []desk.Pilot
	obstacles []desk.ObstacleLine
}

// entry is some lines of the tab. One that opens something takes the cursor.
type entry struct {
	rule    string // a title over what follows
	label   string
	style   lipgloss.Style
	text    string
	open    tea.Cmd
	history tea.Cmd
}

func newPilots(m *Model) *pilots { return &pilots{m: m} }

func readTaking(ctx context.Context, d source, id string) (taking, error) {
	var t taking
	var err error
	if t.applied, err = d.Registrations(ctx, id); err != nil {
		return t, err //nolint:wrapcheck // told to the person as it is
	}
	if t.pilots, err = d.Pilot(ctx, id); err != nil {
		return t, err //nolint:wrapcheck // told to the person as it is
	}
	t.obstacles, err = d.Obstacles(ctx, desk.ObstacleQuery{Cooperative: id})
	return t, err //nolint:wrapcheck // told to the person as it is
}

// further is what a tab of programmes shows. It comes behind the rest, the ledger
// last, since it needs the list of all cooperatives.
type further struct {
	load int
	took *taking  // or
	gave *support // one of both
	err  error
}

func (m *Model) readFurther() tea.Cmd {
	if m.card == nil {
		return nil
	}
	load, id, d := m.load, m.id, m.desk
	return tea.Batch(
		func() tea.Msg {
			took, err := readTaking(context.Background(), d, id)
			return further{load: load, took: &took, err: err}
		},
		func() tea.Msg {
			gave, err := readSupport(context.Background(), d, id)
			return further{load: load, gave: &gave, err: err}
		},
	)
}

func (m *Model) takeFurther(f further) tea.Cmd {
	switch {
	case f.load != m.load:
	case f.err != nil:
		return page.Do(page.Fail{Err: plain(f.err)})
	case f.took != nil:
		m.pilots.take(*f.took)
	default:
		m.given.take(*f.gave)
	}
	return nil
}

// take shows what was read.
func (p *pilots) take(t taking) {
	p.known, p.read = true, t
	p.build()
}

// build makes the lines in the language of the interface.
func (p *pilots) build() {
	w := &p.m.c.Words.Pilot
	p.pile = p.pile[:0]
	switch {
	case !p.known:
		p.say(p.m.c.Theme.Dim, "", p.m.c.Words.Coop.Loading)
	case len(p.read.applied) == 0:
		p.say(p.m.c.Theme.Dim, "", w.NotApplied)
	}
	for i := range p.read.applied {
		p.application(&p.read.applied[i])
	}
	if len(p.read.obstacles) > 0 {
		p.pile = append(p.pile, entry{rule: w.Obstacles + " " + page.Count(len(p.read.obstacles))})
	}
	for i := range p.read.obstacles {
		p.obstacle(&p.read.obstacles[i])
	}
	p.at = min(p.at, max(len(p.pile)-1, 0))
	if len(p.pile) > 0 && p.pile[p.at].open == nil {
		p.at = p.next(-1, 1)
	}
}

func (p *pilots) say(style lipgloss.Style, label, text string) {
	p.pile = append(p.pile, entry{label: label, style: style, text: text})
}

// state is the sign and tone of what a programme says.
func (p *pilots) state(s programme.State) (string, lipgloss.Style) {
	t := p.m.c.Theme
	switch s {
	case programme.Met:
		return t.Glyph.Check, t.Good
	case programme.NotMet:
		return t.Glyph.Cross, t.Bad
	}
	return "?", t.Warn
}

func (p *pilots) join(parts []string) string {
	return strings.Join(parts, " "+p.m.c.Theme.Glyph.Dot+" ")
}

// title is what a programme is called, its id if it is not held.
func (p *pilots) title(id string) string {
	for _, x := range p.m.desk.Programmes() {
		if x.ID == id {
			return x.Title
		}
	}
	return id
}

// next is the nearest entry from at that opens something, at itself if none does.
func (p *pilots) next(at, by int) int {
	for i := at + by; i >= 0 && i < len(p.pile); i += by {
		if p.pile[i].open != nil {
			return i
		}
	}
	return max(at, 0)
}

func (p *pilots) press(k keys.Press) tea.Cmd {
	switch k.Intent {
	case keys.Up:
		if n := p.next(p.at, -1); n != p.at {
			p.at, p.moved = n, true
		} else {
			p.top = max(p.top-1, 0)
		}
	case keys.Down:
		if n := p.next(p.at, 1); n != p.at {
			p.at, p.moved = n, true
		} else {
			p.top++ // lines below that open nothing
		}
	case keys.PageUp:
		p.top -= 8
	case keys.PageDown:
		p.top += 8
	case keys.Home:
		p.top, p.at = 0, p.next(-1, 1)
	case keys.End:
		p.at, p.moved = p.next(len(p.pile), -1), false
		p.top = 1 << 20
	case keys.Open:
		if e := p.here(); e != nil && e.open != nil {
			return e.open
		}
		return p.begin()
	case keys.History:
		if e := p.here(); e != nil && e.history != nil {
			return e.history
		}
	}
	return nil
}

func (p *pilots) here() *entry {
	if p.at < 0 || p.at >= len(p.pile) {
		return nil
	}
	return &p.pile[p.at]
}

// begin is Ctrl+N: the plan of a pilot that has none, else an application for a
// programme that the cooperative did not apply for.
func (p *pilots) begin() tea.Cmd {
	w, m := &p.m.c.Words.Pilot, p.m
	switch {
	case m.card == nil:
		return page.Do(page.Toast{Text: m.c.Words.Visit.NoCoop, Level: page.Warn})
	case !p.known:
		return nil
	}
	for i := range p.read.applied {
		r := &p.read.applied[i]
		if r.Province.Result == desk.ResultChosen && r.Plan == "" && !p.planned(r.ID) {
			return page.Go("plan", "", page.Args{"coop": m.id, "programme": r.Programme})
		}
	}
	var open []*programme.Programme
	for _, x := range m.desk.Programmes() {
		if !slices.ContainsFunc(p.read.applied, func(r desk.RegistrationRow) bool { return r.Programme == x.ID }) {
			open = append(open, x)
		}
	}
	apply := func(id string) tea.Cmd { return page.Go("registration", "", page.Args{"coop": m.id, "programme": id}) }
	switch len(open) {
	case 0:
		return page.Do(page.Toast{Text: w.NothingNew})
	case 1:
		return apply(open[0].ID)
	}
	titles := make([]string, len(open))
	for i, x := range open {
		titles[i] = x.Title
	}
	return page.Do(page.Prompt{
		Title: w.Choose, Label: w.Programme, Required: true, Choices: titles, Value: titles[0], Offer: w.Offered,
		Then: func(title string) tea.Cmd {
			if i := slices.Index(titles, title); i >= 0 {
				return apply(open[i].ID)
			}
			return page.Do(page.Toast{Text: w.NotOffered, Level: page.Warn})
		},
	})
}

// planned reports whether the pilot of an application has a plan.
func (p *pilots) planned(registration string) bool {
	return slices.ContainsFunc(p.read.pilots, func(x desk.Pilot) bool { return x.Registration == registration && x.Plan != "" })
}

// labelWidth is the column of the labels.
const labelWidth = 12

// view draws the lines with the cursor's entry visible.
func (p *pilots) view(width, height int) string {
	t := p.m.c.Theme
	var lines []string
	first, last := 0, 0
	for i := range p.pile {
		if i == p.at {
			first = len(lines)
		}
		lines = append(lines, p.draw(i, width)...)
		if i == p.at {
			last = len(lines) - 1
		}
	}
	p.top = max(min(p.top, len(lines)-height), 0)
	if n := p.here(); n != nil && n.open != nil && p.moved {
		p.top = max(p.top, last-height+1)
		p.top = min(p.top, first)
	}
	p.moved = false
	shown := lines[min(p.top, len(lines)):]
	if len(shown) > height {
		shown = shown[:height]
		cut := page.Pad(shown[height-1], width-2)
		shown[height-1] = cut + t.Dim.Render(" "+t.Glyph.More)
	}
	return page.Fit(shown, width, height)
}

func (p *pilots) draw(i, width int) []string {
	t, e := p.m.c.Theme, &p.pile[i]
	if e.rule != "" {
		title := page.Cut(t, e.rule, width-6)
		return []string{" " + t.Title.Render(title) + " " + t.Border.Render(strings.Repeat(t.Glyph.Horizontal, max(width-page.Width(title)-3, 0)))}
	}
	lead := labelWidth
	if width < 72 {
		lead = 10
	}
	mark := "  "
	if i == p.at && e.open != nil {
		mark = t.Glyph.Cursor + " "
	}
	var out []string
	for n, l := range page.Wrap(e.text, max(width-lead-4, 10)) {
		label := ""
		if n == 0 {
			label = page.Cut(t, e.label, lead)
		}
		if n > 0 {
			mark = "  "
		}
		label = page.Pad(label, lead)
		style := e.style
		if i == p.at && e.open != nil {
			label, style = t.Focus.Render(label), t.Focus
		}
		row := page.Pad(mark+label+" "+style.Render(l), width)
		if e.open != nil {
			row = p.m.c.Clickable(row, func() bool {
				stood := p.at == i
				p.at = i
				return stood
			})
		}
		out = append(out, row)
	}
	return out
}
