package assess

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/page"
)

// otherRows scores the sheet's figures under another scheme and puts both
// results side by side, item by item where the items are the same.
func (m *Model) otherRows(wr *writer) {
	t, w, s := m.c.Theme, &m.c.Words.Assess.Book, m.sheet
	list := s.Schemes()
	if len(list) == 0 {
		wr.say(t.Text, w.OtherNone)
		return
	}
	other := list[m.book.scheme%len(list)]
	r, err := s.Under(other)
	if err != nil {
		wr.say(t.Bad, plain(err).Error())
		return
	}
	const col = 15
	name := max(wr.width-2*col-5, 20)
	head := func(label, a, b string) string {
		return page.Pad(page.Cut(t, label, name-1), name) + page.PadLeft(a, col) + page.PadLeft(b, col)
	}
	wr.say(t.Dim, w.OtherKept)
	wr.rows = append(wr.rows, row{text: t.Title.Render(" " + head(shortBasis(other)+" "+sprintf(w.OtherHead, other.ID, other.Revision), w.OtherSheet, other.ID))})
	wr.rows = append(wr.rows, row{text: t.Text.Render(" " + head(other.Title, total(s.Result.Total)+"/"+points(s.Result.Max), total(r.Result.Total)+"/"+points(r.Result.Max)))})
	wr.rows = append(wr.rows, row{text: " " + head("", m.ratingOf(s.Result), m.ratingOf(&r.Result))})
	wr.rows = append(wr.rows, row{})
	for i := range r.Result.Items {
		now := &r.Result.Items[i]
		it, _ := other.Item(now.ID)
		was := ""
		var to *entry
		if own := s.Item(now.ID); own != nil && other.ID == s.Scheme.ID {
			was = score(own.Result.Points, own.Max)
			to = &entry{kind: item, id: now.ID}
		}
		sign := "  "
		if now.How == scheme.Computed {
			sign = " " + t.Glyph.Check
		}
		label := now.ID + " " + it.Title
		if to != nil {
			text := page.Pad(page.Cut(t, label, name-3), name-2) + page.PadLeft(was, col) + page.PadLeft(score(now.Points, now.Max), col) + sign
			wr.rows = append(wr.rows, row{text: text, entry: to})
			continue
		}
		wr.rows = append(wr.rows, row{text: " " + head(label, was, score(now.Points, now.Max)) + sign})
	}
	m.otherFacts(wr, other, &r)
}

// otherFacts says which figures one of the two lacks.
func (m *Model) otherFacts(wr *writer, other *scheme.Scheme, r *scheme.Rescored) {
	t, w := m.c.Theme, &m.c.Words.Assess.Book
	titles := func(sc *scheme.Scheme, ids []string) string {
		var out []string
		for _, id := range ids {
			if f, ok := sc.Fact(id); ok {
				out = append(out, factTitle(f.Title))
			}
		}
		return strings.Join(out, ", ")
	}
	wr.rows = append(wr.rows, row{})
	if len(r.Carried) > 0 {
		wr.say(t.Text, sprintf(w.OtherHand, strings.Join(r.Carried, " ")))
	}
	if len(r.Filled) > 0 {
		wr.say(t.Text, sprintf(w.OtherFilled, titles(other, r.Filled)))
	}
	if len(r.Lacking) > 0 {
		wr.say(t.Warn, sprintf(w.OtherLack, titles(other, r.Lacking)))
	}
	if len(r.Unused) > 0 {
		wr.say(t.Dim, sprintf(w.OtherUnused, titles(m.sheet.Scheme, r.Unused)))
	}
}

// ratingOf is the band of a result, or why it has none.
func (m *Model) ratingOf(r *scheme.Result) string {
	w := &m.c.Words.Assess
	switch {
	case r.Excluded != nil:
		return w.Excluded
	case r.Rating != nil:
		return w.RatingName(r.Rating.ID, r.Rating.Title)
	}
	return w.Book.NoRating
}

// moveRows says what differs under the newer revision of the sheet's scheme, and
// what would go.
func (m *Model) moveRows(wr *writer) {
	t, w, s := m.c.Theme, &m.c.Words.Assess.Book, m.sheet
	to := s.Newer()
	if to == nil {
		wr.say(t.Text, w.MoveNone)
		return
	}
	tr := s.Transfer(to)
	wr.say(t.Title, sprintf(w.MoveTitle, s.Scheme.Revision, to.Revision))
	wr.say(t.Text, sprintf(w.MoveTotal, total(tr.Before.Total), total(tr.After.Total)))
	if tr.Refused != nil {
		wr.say(t.Bad, sprintf(w.MoveRefuse, plain(tr.Refused).Error()))
	}
	if !m.mayMove() {
		wr.say(t.Warn, w.MoveDraft)
	}
	wr.rows = append(wr.rows, row{})
	for _, c := range tr.Items {
		var parts []string
		for _, what := range c.What {
			text := w.What[string(what)]
			if what == scheme.Max {
				text += " " + limit(c.Was.Max) + " → " + limit(c.Now.Max)
			}
			parts = append(parts, text)
		}
		if len(c.Lost) > 0 {
			var cols []string
			for _, col := range c.Lost {
				cols = append(cols, m.c.Words.Assess.Columns[string(col)])
			}
			parts = append(parts, sprintf(w.LostPoints, strings.Join(cols, ", ")))
		}
		text := c.ID + " " + c.Title + ": " + strings.Join(parts, ", ")
		if c.Was == nil {
			wr.say(t.Text, text)
			continue
		}
		wr.choose(text, &entry{kind: item, id: c.ID}, "")
	}
	for _, f := range tr.Facts {
		text := factTitle(f.Title) + ": " + w.What[string(f.What)]
		if f.Lost {
			text += ", " + w.LostFact
		}
		wr.say(t.Text, text)
	}
	if len(tr.Items)+len(tr.Facts) == 0 {
		wr.say(t.Text, w.MoveSame)
	}
}

// limit writes a maximum that may not be known.
func limit(p *scheme.Points) string {
	if p == nil {
		return "–"
	}
	return points(*p)
}

// lost counts what a move takes out.
func lost(tr *scheme.Transfer) int {
	n := 0
	for _, c := range tr.Items {
		n += len(c.Lost)
	}
	for _, f := range tr.Facts {
		if f.Lost {
			n++
		}
	}
	return n
}

// moved is the end of a move to another revision.
type moved struct {
	id       string
	revision int64
	sheet    *desk.Sheet
	err      error
}

// askMove is F8 on the page of the newer revision.
func (m *Model) askMove() tea.Cmd {
	w, to := &m.c.Words.Assess.Book, m.sheet.Newer()
	switch {
	case to == nil:
		return page.Do(page.Toast{Text: w.MoveNone})
	case !m.mayMove():
		return page.Do(page.Toast{Text: w.MoveDraft})
	}
	tr := m.sheet.Transfer(to)
	if tr.Refused != nil {
		return page.Do(page.Fail{Err: plain(tr.Refused)})
	}
	q, d, id, revision := m.queue, m.d, m.id, to.Revision
	return page.Do(page.Confirm{
		Title: sprintf(w.MoveAsk, revision), Yes: w.MoveYes, Danger: true,
		Body: sprintf(w.MoveBody, total(tr.Before.Total), total(tr.After.Total), lost(&tr)),
		Then: func() tea.Msg {
			ctx := context.Background()
			out := moved{id: id, revision: revision}
			if _, out.err = q.Save(); out.err == nil {
				out.err = d.MoveToRevision(ctx, id, revision)
			}
			if out.err == nil {
				out.sheet, out.err = d.Sheet(ctx, id)
			}
			return out
		},
	})
}

func (m *Model) moved(r moved) tea.Cmd {
	switch {
	case r.id != m.id:
		return nil
	case r.err != nil:
		return page.Do(page.Fail{Err: plain(r.err)})
	}
	m.load++ // an older reading must not replace this one
	m.undo, m.focus, m.book = nil, "", nil
	m.filter, m.dirty = all, true
	cmd := m.show(r.sheet)
	if m.at.kind == item && m.sheet.Item(m.at.id) == nil {
		m.at = m.start()
	}
	return tea.Batch(cmd, page.Do(page.Saved{At: m.c.Now()}), page.Do(page.Toast{Text: sprintf(m.c.Words.Assess.Book.Moved, r.revision), Level: page.Good}))
}
