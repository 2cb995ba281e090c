package home

import (
	"fmt"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/tui/page"
)

// layout is the rectangles of the screen; those of zero height are not drawn.
type layout struct {
	narrow             bool // one column: the year and the exchange share a panel
	tasksW, tasksH     int
	yearW, yearH       int
	progH              int // of the programme, as wide as the year
	syncW, syncH       int
	inner, innerHeight int // of the tasks' panel
}

// narrowWidth is the least width at which two columns are readable.
const narrowWidth = 72

func (m *Model) layout() layout {
	var l layout
	if m.width < narrowWidth {
		l.narrow = true
		l.yearW, l.yearH = m.width, min(7, m.height/2)
		l.tasksW, l.tasksH = m.width, m.height-l.yearH
	} else {
		cols := page.Split(m.width, 21, 19)
		l.tasksW, l.tasksH = cols[0], m.height
		l.yearW, l.syncW = cols[1], cols[1]
		need := 4
		if m.board != nil {
			need = len(m.board.Ratings) + 4
			if m.board.Excluded > 0 {
				need++
			}
		}
		l.yearH = max(min(max(need, 8), m.height-5), 2)
		if m.hasProgramme() && m.height-l.yearH >= programmeHeight+6 {
			l.progH = programmeHeight
		}
		l.syncH = m.height - l.yearH - l.progH
	}
	l.inner, l.innerHeight = max(l.tasksW-2, 0), max(l.tasksH-2, 0)
	return l
}

// View draws the board.
func (m *Model) View() string {
	w, t := m.c.Words.Home, m.c.Theme
	l := m.layout()
	tasks := page.Panel(t, w.Todo, m.viewTasks(l.inner, l.innerHeight), l.tasksW, l.tasksH, true)
	year := fmt.Sprintf(w.Year, m.year)
	if l.narrow {
		body := strings.Join(m.viewBrief(l.yearW-2), "\n")
		return page.Exact(page.Rows(tasks, page.Panel(t, year, body, l.yearW, l.yearH, false)), m.width, m.height)
	}
	right := []string{page.Panel(t, year, strings.Join(m.viewYear(l.yearW-2), "\n"), l.yearW, l.yearH, false)}
	if l.progH > 0 {
		right = append(right, page.Panel(t, w.Programme, strings.Join(m.viewProgramme(l.yearW-2), "\n"), l.yearW, l.progH, false))
	}
	right = append(right, page.Panel(t, w.Sync, strings.Join(m.viewSync(l.syncW-2), "\n"), l.syncW, l.syncH, false))
	return page.Exact(page.Columns(tasks, page.Rows(right...)), m.width, m.height)
}

// viewTasks draws the tasks and scrolls so that the chosen one is whole.
func (m *Model) viewTasks(width, height int) string {
	w, t := m.c.Words.Home, m.c.Theme
	switch {
	case m.failed:
		return " " + t.Bad.Render("! "+page.Cut(t, w.Failed, width-4))
	case m.board == nil:
		return " " + t.Dim.Render(w.Loading)
	}
	items := m.items()
	if len(items) == 0 {
		return " " + t.Good.Render(t.Glyph.Check) + " " + page.Cut(t, w.Nothing, width-3)
	}
	var lines []string
	from, to := 0, 0
	for i, it := range items {
		if i == m.cursor {
			from = len(lines)
		}
		for _, line := range m.viewItem(it, width, i == m.cursor) {
			lines = append(lines, m.c.Clickable(line, func() bool {
				again := m.cursor == i
				m.cursor = i
				return again
			}))
		}
		if i == m.cursor {
			to = len(lines)
		}
	}
	m.top = max(min(m.top, from, len(lines)-height), to-height, 0)
	rest := lines[m.top:]
	if len(rest) > height && height > 0 {
		rest = append(append([]string{}, rest[:height-1]...), m.markMore(rest[height-1], width))
	}
	return strings.Join(rest, "\n")
}

// markMore puts a sign at the end of the last visible line: it goes on below.
func (m *Model) markMore(line string, width int) string {
	return page.Pad(line, width-1) + m.c.Theme.Glyph.More
}

func (m *Model) viewItem(it item, width int, chosen bool) []string {
	t := m.c.Theme
	cursor := " "
	if chosen {
		cursor = t.Glyph.Cursor
	}
	lead, room := cursor+it.sign+" ", width-4
	if it.entry {
		lead, room = cursor+"  ", width-4
	}
	var text []string
	switch {
	case it.entry && it.sub != "":
		// The record and its remark share a line where both fit.
		one := it.head + " " + t.Glyph.Dot + " " + it.sub
		if page.Width(one) > room {
			keep := max(room-page.Width(it.sub)-3, room/2)
			one = page.CutMiddle(t, it.head, keep) + " " + t.Glyph.Dot + " " + it.sub
		}
		text = []string{page.Cut(t, one, room)}
	case it.entry:
		text = page.Wrap(it.head, room)
		if len(text) > 2 {
			text = []string{text[0], page.Cut(t, strings.Join(text[1:], " "), room)}
		}
	default:
		text = page.Wrap(it.head, room)
		if it.sub != "" {
			text = append(text, page.Cut(t, it.sub, room))
		}
	}
	out := make([]string, len(text))
	for i, s := range text {
		line := lead + s
		if i > 0 {
			line = page.Pad("", page.Width(lead)) + s
		}
		switch {
		case chosen:
			out[i] = t.Selected.Render(page.Pad(line, width))
		case it.entry:
			out[i] = t.Dim.Render(page.Pad(line, width))
		default:
			out[i] = it.style.Render(page.Pad(line, width))
		}
	}
	return out
}

// viewYear draws how far the year is and how it was rated.
func (m *Model) viewYear(width int) []string {
	w, t, b := m.c.Words.Home, m.c.Theme, m.board
	if b == nil {
		return []string{" " + t.Dim.Render(w.Loading)}
	}
	label := page.Width(w.Assessed)
	for _, r := range b.Ratings {
		label = max(label, page.Width(m.rating(r.ID, r.Title)))
	}
	if b.Excluded > 0 {
		label = max(label, page.Width(w.Excluded))
	}
	label = min(label, width/2)
	whole := fmt.Sprintf("%s/%s", vi.FormatInt(int64(b.Assessed)), vi.FormatInt(int64(b.Total)))
	bar := max(width-label-page.Width(whole)-4, 0)
	lines := []string{" " + page.Pad(w.Assessed, label) + " " + t.Info.Render(page.Bar(t, int64(b.Assessed), int64(b.Total), bar)) + " " + whole}
	most := 1
	for _, r := range b.Ratings {
		most = max(most, r.N)
	}
	for _, r := range b.Ratings {
		n := ""
		if r.N > 0 {
			n = strings.Repeat(t.Glyph.Full, max(r.N*bar/most, 1))
		}
		lines = append(lines, " "+page.Pad(m.rating(r.ID, r.Title), label)+" "+
			t.Rating(r.ID).Render(page.Pad(n, bar))+" "+vi.FormatInt(int64(r.N)))
	}
	if b.Excluded > 0 {
		lines = append(lines, " "+t.Dim.Render(page.Pad(w.Excluded, label)+" "+page.Pad("", bar)+" "+vi.FormatInt(int64(b.Excluded))))
	}
	return append(lines, " "+m.viewMean(label, width-2))
}

// viewMean draws the mean points of the year and the curve of five years.
func (m *Model) viewMean(label, width int) string {
	w, t, b := m.c.Words.Home, m.c.Theme, m.board
	var known []int64
	first, last, now := "", "", w.NoMean
	for _, y := range b.Means {
		if y.N == 0 {
			continue
		}
		if first == "" {
			first = y.Year
		}
		last = y.Year
		known = append(known, y.Mean)
		if y.Year == m.yearText() {
			now = vi.FormatPoints((y.Mean + 5) / 10 * 10) // a mean has one decimal
		}
	}
	tail := ""
	if len(known) > 1 {
		tail = "  " + t.Info.Render(page.Spark(t, known)) + " " + t.Dim.Render(first+"–"+last)
	}
	line := page.Pad(w.Mean, label) + " " + now + tail
	if page.Width(line) > width {
		return page.Cut(t, w.Mean+" "+now+tail, width) // the years rather than the column
	}
	return line
}

// rating is the word for a band.
func (m *Model) rating(id, title string) string { return m.c.Words.Coops.RatingName(id, title) }

// viewSync draws what has left and what has come.
func (m *Model) viewSync(width int) []string {
	w, t, b := m.c.Words.Home, m.c.Theme, m.board
	if b == nil {
		return []string{" " + t.Dim.Render(w.Loading)}
	}
	var lines []string
	add := func(s string) { lines = append(lines, " "+page.Cut(t, s, width-2)) }
	if m.desk.Me().Role == store.Province { // it receives, and seals nothing
		m.viewReceived(add)
		return lines
	}
	if e := b.LastExport; e == nil {
		add(t.Dim.Render(w.NoOut))
	} else {
		add(fmt.Sprintf(w.LastOut, fmt.Sprintf("#%04d", e.Export), m.day(e.At)))
		if b.LastGot {
			add("  " + t.Good.Render(t.Glyph.Check+" "+w.Received))
		} else {
			add("  " + t.Dim.Render(t.Glyph.Wait+" "+w.NotYet))
		}
	}
	if i := b.LastImport; i != nil {
		name := i.Device
		if name == "" {
			name = i.Name
		}
		add(fmt.Sprintf(w.LastIn, name, m.day(i.Received)))
	}
	if b.Unsealed > 0 {
		add(t.Warn.Render(t.Glyph.Unsent+" ") + fmt.Sprintf(w.Waiting, page.Count(int(b.Unsealed))))
	} else if b.LastExport != nil {
		add(t.Good.Render(t.Glyph.Check+" ") + w.NoWaiting)
	}
	m.viewAside(add)
	return lines
}

// viewReceived draws what came to the province.
func (m *Model) viewReceived(add func(string)) {
	w, t, b := m.c.Words.Home, m.c.Theme, m.board
	if b.Received == 0 {
		add(t.Dim.Render(w.GotNone))
	} else {
		add(t.Good.Render(t.Glyph.Check+" ") + fmt.Sprintf(w.GotSome, page.Count(b.Received)))
	}
	if i := b.LastImport; i != nil {
		name := i.Name
		if i.Device != "" {
			name = fmt.Sprintf("%s x%04d", i.Device, i.Export)
		}
		add(fmt.Sprintf(w.LastGot, name, m.day(i.Received)))
	}
	m.viewAside(add)
	if b.Refused > 0 {
		add(t.Bad.Render(t.Glyph.Cross+" ") + fmt.Sprintf(w.Refused, page.Count(b.Refused)))
	}
}

// viewAside draws what came and does not count yet.
func (m *Model) viewAside(add func(string)) {
	w, t, b := m.c.Words.Home, m.c.Theme, m.board
	if b.Held > 0 {
		add(t.Warn.Render(t.Glyph.Wait+" ") + fmt.Sprintf(w.Held, page.Count(int(b.Held))))
	}
	if b.Quarantined > 0 {
		add(t.Bad.Render("! ") + fmt.Sprintf(w.Quarantined, page.Count(int(b.Quarantined))))
	}
}

// viewBrief draws year and exchange in five lines for the narrowest window.
func (m *Model) viewBrief(width int) []string {
	t, b := m.c.Theme, m.board
	year := m.viewYear(width)
	if b == nil {
		return year
	}
	var parts []string
	for _, r := range b.Ratings {
		parts = append(parts, t.Rating(r.ID).Render(m.rating(r.ID, r.Title))+" "+vi.FormatInt(int64(r.N)))
	}
	brief := []string{year[0], " " + page.Cut(t, strings.Join(parts, " "+t.Glyph.Dot+" "), width-2), year[len(year)-1]}
	return append(brief, m.viewSync(width)...)
}

func (m *Model) day(ms int64) string {
	now := m.c.Now()
	at := time.UnixMilli(ms).In(now.Location())
	if at.Year() == now.Year() {
		return at.Format("02/01")
	}
	return at.Format("02/01/2006")
}
