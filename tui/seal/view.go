package seal

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
)

// wide is the width from which the parts stand side by side.
const wide = 120

// rooms are the sizes of the three panels; in a narrow terminal they stand one
// above the other, in a wide one what goes has the left half.
type rooms struct {
	what, where, earlier struct{ w, h int }
	wide                 bool
}

// whereLines is what the panel of the folder needs, fewLines where there is not
// much room: then what is said twice is left out.
const (
	whereLines = 10
	fewLines   = 8
	low        = 20
)

func layout(width, height int) (r rooms) {
	r.where.h = whereLines
	if height < low {
		r.where.h = min(fewLines, height)
	}
	if width >= wide {
		r.wide = true
		half := page.Split(width, 1, 1)
		r.what.w, r.what.h = half[0], height
		r.where.w, r.earlier.w, r.earlier.h = half[1], half[1], height-r.where.h
		return r
	}
	r.what.w, r.where.w, r.earlier.w = width, width, width
	rest := height - r.where.h
	r.earlier.h = max(rest*2/5, min(4, rest))
	r.what.h = rest - r.earlier.h
	return r
}

// View draws the screen.
func (m *Model) View() string {
	m.visible = false
	w := &m.c.Words.Seal
	switch m.view.state {
	case unread:
		return m.only(w.Loading)
	case failed:
		return m.only(w.Failed)
	case province:
		return m.only(w.ProvinceHere, "", w.ProvinceTip)
	case outside:
		return m.viewOutside()
	}
	r := layout(m.width, m.height)
	a := m.viewWhat(r.what.w, r.what.h)
	x, y := 0, r.what.h
	if r.wide {
		x, y = r.what.w, 0
	}
	b := m.viewWhere(r.where.w, r.where.h, x, y)
	c := m.viewEarlier(r.earlier.w, r.earlier.h)
	if r.wide {
		return page.Columns(a, page.Rows(b, c))
	}
	return page.Exact(page.Rows(a, b, c), m.width, m.height)
}

// only draws a few sentences and nothing else.
func (m *Model) only(sentences ...string) string {
	lines := []string{""}
	for _, s := range sentences {
		for _, l := range page.Wrap(s, m.width-4) {
			lines = append(lines, "  "+l)
		}
	}
	return page.Fit(lines, m.width, m.height)
}

func number(export int64) string { return sprintf("x%04d", export) }

// viewWhat draws what goes, or what was written just now.
func (m *Model) viewWhat(width, height int) string {
	w, t, v := &m.c.Words.Seal, m.c.Theme, m.view
	if len(m.done) > 0 {
		return page.PanelNote(t, w.Done, t.Glyph.Wait+" "+w.Waits, m.viewDone(width-4), width, height, m.zone == what)
	}
	title := sprintf(w.What, number(v.plan.NextExport))
	if v.plan.Empty() {
		said, why := w.Nothing, w.NothingTo
		if v.plan.Ack {
			said, why = w.Ack, w.AckWhy
		}
		var lines []string
		for _, l := range page.Wrap(said, width-4) {
			lines = append(lines, " "+l)
		}
		for _, l := range page.Wrap(why, width-4) {
			lines = append(lines, " "+t.Dim.Render(l))
		}
		return page.Panel(t, title, strings.Join(lines, "\n"), width, height, m.zone == what)
	}
	inner := width - 2
	var foot []string
	if n := v.plan.Unsealed; n < v.plan.Ops {
		said := sprintf(w.Fresh, page.Count(n))
		if n == 0 {
			said = w.Again
		}
		foot = append(foot, " "+t.Glyph.Unsent+" "+page.Cut(t, said, inner-4))
	}
	if len(v.plan.Parts) > 1 {
		foot = append(foot, " "+t.Glyph.Unsent+" "+page.Cut(t, m.epochs(), inner-4))
	}
	if v.left > 0 {
		said := sprintf(w.Drafts, v.left) + ": " + strings.Join(v.drafts, "; ")
		if n := v.left - len(v.drafts); n > 0 {
			said += "; " + sprintf(w.AndMore, n)
		}
		foot = append(foot, " "+t.Warn.Render("! "+page.Cut(t, said, inner-4)))
	}
	m.goes.SetRows(len(v.rows)+1, m.rowOf)
	rows := max(height-2-len(foot), 2)
	body := page.Rows(append([]string{m.goes.View(inner, rows, m.zone == what)}, foot...)...)
	note := sprintf(w.Count, page.Count(v.plan.Ops), page.Count(v.records))
	return page.PanelNote(t, title, note, body, width, height, m.zone == what)
}

// rowOf draws one cooperative; the first row is the sum.
func (m *Model) rowOf(i int) []page.Cell {
	w, v := &m.c.Words.Seal, m.view
	if i == 0 {
		return []page.Cell{
			{Text: w.Sum, Style: &m.c.Theme.Title},
			{Text: m.shares(v.kinds), Style: &m.c.Theme.Title},
			{Text: page.Count(v.records)},
			{Text: page.Count(v.plan.Ops)},
		}
	}
	r := v.rows[i-1]
	name := r.name
	if name == "" {
		name = w.NoCoop
	}
	return []page.Cell{{Text: name}, {Text: m.shares(r.kinds)}, {Text: page.Count(r.records)}, {Text: page.Count(r.ops)}}
}

// shares says which kinds of record go, "5 bảng đánh giá · 1 hồ sơ".
func (m *Model) shares(list []share) string {
	parts := make([]string, len(list))
	for i, x := range list {
		parts[i] = sprintf(m.c.Words.Seal.Share, page.Count(x.records), lower(m.kind(x.kind)))
	}
	return strings.Join(parts, " "+m.c.Theme.Glyph.Dot+" ")
}

func (m *Model) kind(k store.Kind) string {
	if s, ok := m.c.Words.Coop.Kinds[string(k)]; ok {
		return s
	}
	return string(k)
}

// lower writes the first letter small, for a word within a sentence.
func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// epochs says which runs of changes go, each in a bundle of its own.
func (m *Model) epochs() string {
	w := &m.c.Words.Seal
	var runs []string
	for _, p := range m.view.plan.Parts {
		if p.To >= p.From {
			runs = append(runs, sprintf(w.Run, p.Epoch, page.Count(int(p.From)), page.Count(int(p.To))))
		}
	}
	return sprintf(w.Epochs, len(runs)) + ": " + strings.Join(runs, " "+m.c.Theme.Glyph.Dot+" ")
}

func (m *Model) viewDone(inner int) string {
	w, t := &m.c.Words.Seal, m.c.Theme
	var lines []string
	for _, d := range m.done {
		said := sprintf(w.DoneNo, number(d.Export), page.Count(int(d.From)), page.Count(int(d.Through)), media.Size(d.Size))
		if d.Ack {
			said = sprintf(w.DoneAck, number(d.Export), media.Size(d.Size))
		}
		lines = append(lines, " "+t.Good.Render(t.Glyph.Check+" "+said))
		lines = append(lines, m.copies(&d, inner)...)
		if len(m.done) == 1 {
			lines = append(lines, "   "+t.Dim.Render(page.Cut(t, w.SHA+" "+d.SHA256, inner-3)))
		}
	}
	if slices.ContainsFunc(m.done, func(d sync.Sealed) bool { return d.Parts > 1 }) {
		lines = append(lines, " "+page.Cut(t, w.AllParts, inner-1))
	}
	for _, l := range page.Wrap(w.Carry, inner-1) {
		lines = append(lines, " "+l)
	}
	return strings.Join(lines, "\n")
}

// viewWhere draws the folder, whether there is room, and who can open the
// bundle. x, y is where the panel's upper left cell lies on the screen.
func (m *Model) viewWhere(width, height, x, y int) string {
	w, t, v := &m.c.Words.Seal, m.c.Theme, m.view
	inner := width - 4
	focused := m.zone == where || m.zone == second
	label := max(page.Width(w.Folder), page.Width(w.Copy), page.Width(w.Split)) + 1
	var lines []string
	for i, f := range []*field.Text{m.to, m.copy} {
		at := [...]zone{where, second}[i]
		name := page.Pad([...]string{w.Folder, w.Copy}[i], label-1)
		if m.zone == at {
			name = t.Focus.Render(name)
		}
		said, wide := "", inner-label
		if i == 1 && v.again != nil {
			said = m.again(max(inner/3, 12))
			wide -= page.Width(said) + 1
			said = " " + said
		}
		lines = append(lines, name+" "+f.View(wide, m.zone == at)+said)
		if cx, cy := f.Cursor(); m.zone == at {
			m.x, m.y = x+2+label+cx, y+1+i+cy
			m.visible = height > 2
		}
	}
	split := w.Whole
	if n := partSizes[m.part]; n > 0 {
		split = sprintf(w.Parts, megabytes(n))
	}
	lines = append(lines, page.Pad(w.Split, label-1)+" "+page.Cut(t, split+" "+t.Dim.Render(t.Glyph.Dot+" "+w.SplitHow), inner-label))
	roomy := height >= whereLines
	if v.target != nil {
		e := asError(v.target)
		lines = append(lines, t.Bad.Render(t.Glyph.Cross+" "+page.Cut(t, e.Message, inner-2)), page.Cut(t, "  "+e.Hint, inner))
	} else {
		if roomy {
			lines = append(lines, t.Glyph.Same+" "+page.CutLeft(t, v.plan.Folder, inner-2))
		}
		lines = append(lines, m.room(inner))
	}
	drives := w.NoDrive
	if len(v.drives) > 0 {
		drives = w.Drives + ": " + strings.Join(v.drives, " "+t.Glyph.Dot+" ")
	}
	if roomy {
		lines = append(lines, t.Dim.Render(page.Cut(t, drives, inner)))
	}
	for i, fp := range v.plan.Recipients {
		head := ""
		if i == 0 {
			head = w.For + " "
		}
		which := ""
		if i < len(w.Keys) {
			which = " " + w.Keys[i]
		}
		lines = append(lines, page.PadLeft(head, page.Width(w.For)+1)+fp+t.Dim.Render(page.Cut(t, which, max(inner-page.Width(w.For)-1-page.Width(fp), 0))))
	}
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return page.PanelNote(t, w.Where, sprintf(w.Prov, v.prov), strings.Join(lines, "\n"), width, height, focused)
}

func (m *Model) room(inner int) string {
	w, t, p := &m.c.Words.Seal, m.c.Theme, m.view.plan
	need, free := media.Size(p.Size), media.Size(p.Free)
	if p.Free < p.Size {
		return t.Bad.Render(page.Cut(t, t.Glyph.Cross+" "+w.NoRoom+": "+sprintf(w.Tight, need, free), inner))
	}
	said := sprintf(w.Room, need, free)
	if p.Bundles > 1 {
		said += " " + t.Glyph.Dot + " " + sprintf(w.Pieces, p.Bundles)
	}
	return t.Good.Render(page.Cut(t, t.Glyph.Check+" "+said, inner))
}

// again says whether the second copy has its place.
func (m *Model) again(room int) string {
	w, t, a := &m.c.Words.Seal, m.c.Theme, m.view.again
	switch {
	case a.err != nil:
		return t.Bad.Render(page.Cut(t, t.Glyph.Cross+" "+w.NoPlace, room))
	case a.folder == m.view.plan.Folder:
		return t.Warn.Render(page.Cut(t, "! "+w.SamePlace, room))
	case a.free < m.view.plan.Size:
		return t.Bad.Render(page.Cut(t, t.Glyph.Cross+" "+w.NoRoom, room))
	}
	return t.Good.Render(page.Cut(t, t.Glyph.Check+" "+sprintf(w.Free, media.Size(a.free)), room))
}

// copies says what became of a bundle at each place.
func (m *Model) copies(d *sync.Sealed, inner int) []string {
	w, t := &m.c.Words.Seal, m.c.Theme
	var out []string
	for _, c := range d.Copies {
		if c.Err != nil {
			said := c.Err.Error()
			if e := asError(c.Err); e != nil {
				said = e.Message
			}
			out = append(out, "   "+t.Bad.Render(t.Glyph.Cross+" "+page.CutMiddle(t, c.Folder+": "+said, inner-5)))
			continue
		}
		for i, f := range c.Files {
			if i == 1 && len(c.Files) > 2 {
				out = append(out, "     "+t.Dim.Render(sprintf(w.MoreFiles, len(c.Files)-1)))
				break
			}
			out = append(out, "   "+t.Good.Render(t.Glyph.Check)+" "+page.CutLeft(t, f, inner-5))
		}
	}
	if len(d.Copies) == 0 {
		out = append(out, "   "+page.CutLeft(t, d.Path, inner-3))
	}
	return out
}

func (m *Model) viewEarlier(width, height int) string {
	w, t, v := &m.c.Words.Seal, m.c.Theme, m.view
	body := " " + t.Dim.Render(w.NoneYet)
	if len(v.exports) > 0 {
		m.gone.SetRows(len(v.exports), m.exportOf)
		body = m.gone.View(width-2, max(height-2, 1), m.zone == earlier)
	}
	note := ""
	if n := len(v.exports); n > 0 {
		note = page.Count(n)
	}
	return page.PanelNote(t, w.Earlier, note, body, width, height, m.zone == earlier)
}

func (m *Model) exportOf(i int) []page.Cell {
	w, t := &m.c.Words.Seal, m.c.Theme
	e := &m.view.exports[i]
	answer, style := t.Glyph.Wait+" "+w.Sealed, &t.Warn
	if m.view.got(e) {
		answer, style = t.Glyph.Check+" "+w.Got, &t.Good
	}
	date := time.UnixMilli(e.At).In(m.c.Now().Location()).Format("02/01/2006")
	return []page.Cell{{Text: number(e.Export)}, {Text: date}, {Text: answer, Style: style}, {Text: media.Size(e.Size)}, {Text: e.Name}}
}

// viewOutside draws how a machine becomes enrolled.
func (m *Model) viewOutside() string {
	w, t, v := &m.c.Words.Seal, m.c.Theme, m.view
	inner := m.width - 4
	var lines []string
	add := func(s string) {
		for _, l := range page.Wrap(s, inner) {
			lines = append(lines, " "+l)
		}
	}
	roomy := m.height >= 22
	space := func() {
		if roomy {
			lines = append(lines, "")
		}
	}
	add(w.Why)
	if v.ops > 0 {
		add(sprintf(w.Waiting, page.Count(int(v.ops))))
	}
	space()
	lines = append(lines, " "+t.Title.Render(w.Step1))
	add(w.Step1Tip)
	lines = append(lines, "   "+t.Focus.Render(v.fingerprint))
	if m.asked != "" {
		lines = append(lines, " "+t.Good.Render(t.Glyph.Check+" "+page.CutLeft(t, sprintf(w.Asked, m.asked), inner-2)))
	}
	space()
	lines = append(lines, " "+t.Title.Render(w.Step2))
	add(w.Step2Tip)
	space()
	room := m.height - 2
	form := min(4, room)
	if len(lines) > room-form {
		lines = lines[len(lines)-max(room-form, 0):]
	}
	top := len(lines)
	block := m.enrol.View(m.width-4, form)
	for _, l := range strings.Split(block, "\n") {
		lines = append(lines, " "+l)
	}
	x, y, ok := m.enrol.Cursor()
	m.x, m.y, m.visible = x+2, y+top+1, ok
	return page.Panel(t, w.Outside, strings.Join(lines, "\n"), m.width, m.height, true)
}

// megabytes writes the size of a part as mail programs count it.
func megabytes(n int64) string { return sprintf("%d MB", n/1_000_000) }
