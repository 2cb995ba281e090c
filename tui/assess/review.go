package assess

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/printing"
	"coopfield/tui/review"
)

// askCorrection is the palette's way to a correction where F8 means something
// else.
type askCorrection struct{}

// isProvince reports whether this store decides on sheets.
func (m *Model) isProvince() bool { return m.d.Me().Role == store.Province }

// openForReview lets the province type its points and comments on a finalised
// sheet. They are kept as a draft and go with the decision.
func (m *Model) openForReview() {
	m.reviewing = true
	m.sheet.State = store.Draft
}

// reopenDraft opens a finalised sheet again for what stands in its draft: a
// review of the province, or a correction.
func (m *Model) reopenDraft(s *desk.Sheet) {
	m.amending, m.reviewing = false, false
	if s.State != store.Final || s.Record == nil {
		return
	}
	patch, other := store.Doc{}, false
	if s.Drafted > 0 { // of a disputed sheet one version is shown, which differs from the record by itself
		patch, other = review.Patch(store.Diff(s.Record.Doc, s.Doc))
	}
	for p := range s.Raw {
		other = other || !review.Belongs(p)
	}
	switch {
	case other:
		m.openForAmend()
	case !m.isProvince() || s.Record.Conflict != "":
		if len(patch)+len(s.Raw) > 0 {
			m.openForAmend()
		}
	case !s.Record.Accepted || len(patch)+len(s.Raw) > 0:
		m.openForReview()
	}
}

// reviewPaths are the cells of an item in a review.
func (m *Model) reviewPaths(e entry) []store.Path {
	it := m.sheet.Item(e.id)
	if e.kind != item || it == nil {
		return nil
	}
	return []store.Path{"approved." + e.id, "comments." + it.Criterion.ID, "reason." + e.id}
}

// commented reports whether the province said something about the item.
func (m *Model) commented(it *desk.SheetItem) bool {
	return strings.TrimSpace(m.sheet.Doc.Text("comments."+it.Criterion.ID)) != ""
}

// comments are the numbers of the criteria that the province commented, in the
// order of the scheme.
func (m *Model) comments() []string {
	var out []string
	for i := range m.sheet.Items {
		it := &m.sheet.Items[i]
		if id := it.Criterion.ID; m.commented(it) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// toReview is what the questions say.
func (m *Model) toReview() review.Sheet {
	s := review.Sheet{ID: m.id, Title: m.sheet.Title, Period: m.sheet.Period, Verdict: m.verdict()}
	if m.sheet.Record != nil {
		s.With, _ = review.Patch(store.Diff(m.sheet.Record.Doc, m.sheet.Doc))
	}
	return s
}

// accept is F8 of the province.
func (m *Model) accept() tea.Cmd {
	m.settle()
	saved := m.save()
	var open []gapLine
	for _, g := range m.missing() {
		if _, raw := m.sheet.Raw[g.path]; raw || strings.HasPrefix(g.path, "reason.") && m.approved(g.path) {
			open = append(open, g)
		}
	}
	if len(open) > 0 {
		m.gaps = &gaps{list: open, review: true}
		return saved
	}
	q, d, id := m.queue, m.d, m.id
	return tea.Batch(saved, review.AskAccept(m.c, m.toReview(), m.run(job{told: true, good: m.c.Words.Review.Accepted}, func(ctx context.Context) error {
		if _, err := q.Save(); err != nil {
			return err
		}
		return review.Accept(ctx, d, id)
	})))
}

// approved reports whether this review gave the item of a reason points.
func (m *Model) approved(reason store.Path) bool {
	p := "approved." + strings.TrimPrefix(reason, "reason.")
	return m.sheet.Doc.At(p) != nil && m.sheet.Record != nil && m.sheet.Record.Doc.At(p) != m.sheet.Doc.At(p)
}

// giveBack is F6: the province gives a finalised sheet back with the reason.
func (m *Model) giveBack() tea.Cmd {
	w := &m.c.Words.Review
	switch {
	case !m.isProvince():
		return page.Do(page.Toast{Text: w.NotProvince})
	case m.disputed():
		return page.Do(page.Toast{Text: m.c.Words.Assess.Disputed, Level: page.Warn})
	case !m.reviewing && !m.closed():
		return page.Do(page.Toast{Text: w.NotFinal})
	}
	m.settle()
	q, d, id := m.queue, m.d, m.id
	return tea.Batch(m.save(), review.AskReturn(m.c, m.toReview(), func(why string) tea.Cmd {
		return m.run(job{told: true, good: m.c.Words.Review.Returned, forget: true}, func(ctx context.Context) error {
			if _, err := q.Save(); err != nil {
				return err
			}
			return review.Return(ctx, d, id, why)
		})
	}))
}

// toHistory opens the history of this sheet.
func (m *Model) toHistory() tea.Cmd {
	if m.sheet == nil || m.sheet.Record == nil {
		return page.Do(page.Toast{Text: m.c.Words.History.Empty})
	}
	args := page.Args{}
	if m.focus != "" {
		args["path"] = m.focus
	}
	return tea.Batch(m.save(), history.Open(store.Assessment, m.id, args))
}

// reviewNotes are what stands above a sheet about its review.
func (m *Model) reviewNotes(add func(level page.Level, sign, text string)) {
	w, g, s := &m.c.Words.Review, m.c.Theme.Glyph, m.sheet
	r := s.Record
	if r != nil && r.ReturnReason != "" && !m.reviewing {
		add(page.Bad, g.Cross, sprintf(w.ReturnedHead, r.ReturnReason))
		how := ""
		switch {
		case m.isProvince():
			how = w.ReturnedWait
		case m.editable():
			how = w.ReturnedHow
		}
		if ids := m.comments(); len(ids) > 0 {
			how = strings.TrimSpace(how + " " + sprintf(w.CommentsOf, strings.Join(ids, ", ")))
		}
		if how != "" {
			add(page.Warn, g.Cursor, how)
		}
	}
	if m.reviewing {
		add(page.Info, g.Cursor, w.Note)
	}
}

// Actions are the sheet's entries of the command palette.
func (m *Model) Actions() []page.Action {
	if m.sheet == nil {
		return nil
	}
	w := m.c.Words
	out := []page.Action{{Name: w.History.OpenFor, Key: keys.Label(keys.History), Do: keys.History}}
	out = append(out, page.Action{Name: w.Visit.PaperTitle, Key: keys.Label(keys.Print), Do: keys.Print}, page.Action{Name: w.Visit.PaperElse, Msg: printing.Elsewhere{}})
	b := &w.Assess.Book
	out = append(
		out, page.Action{Name: b.ActWay, Key: keys.Label(keys.Search), Do: keys.Search}, page.Action{Name: b.ActFigures, Key: keys.Label(keys.New), Do: keys.New},
		page.Action{Name: b.ActOther, Msg: openBook{otherPage}},
	)
	if m.sheet.Newer() != nil {
		out = append(out, page.Action{Name: b.ActMove, Msg: openBook{movePage}})
	}
	if m.editable() && !m.reviewing {
		out = append(
			out, page.Action{Name: b.ActCopy, Msg: figuresDo{copyAll}}, page.Action{Name: b.ActConfirm, Msg: openBook{figurePage}},
			page.Action{Name: b.ActFinal, Msg: figuresDo{takeAll}},
		)
		out = append(out, page.Action{Name: w.Undo.Action, Key: keys.Label(keys.Revert), Do: keys.Revert})
	}
	if m.isProvince() && (m.reviewing || m.closed()) && !m.disputed() {
		if m.reviewing {
			out = append(out, page.Action{Name: w.Review.AcceptThis, Key: keys.Label(keys.Finalise), Do: keys.Finalise})
		}
		out = append(out, page.Action{Name: w.Review.ReturnThis, Key: keys.Label(keys.Visit), Do: keys.Visit})
		out = append(out, page.Action{Name: w.Review.AmendThis, Msg: askCorrection{}})
	}
	return out
}
