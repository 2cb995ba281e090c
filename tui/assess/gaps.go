package assess

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/tui/keys"
)

// gaps is the list of what is missing before the sheet can be finalised.
type gaps struct {
	list   []gapLine
	at     int
	top    int
	review bool // before accepting, not before chốt
}

// gapLine is one thing that is missing and where it is written.
type gapLine struct {
	at   entry
	path store.Path // "" if this person cannot write it
	text string
}

// missing lists what stands in the way of finalising, each place once.
func (m *Model) missing() []gapLine {
	w := &m.c.Words.Assess
	s := m.sheet
	var out []gapLine
	seen := map[store.Path]bool{}
	for _, g := range s.Gaps() {
		if seen[g.Path] && g.Path != "" {
			continue
		}
		seen[g.Path] = true
		l := gapLine{at: m.at, path: g.Path, text: g.Text}
		group, id, _ := strings.Cut(g.Path, ".")
		if at, ok := m.placeOf(g.Path); ok {
			l.at = at
		}
		if group == "cause" && m.known(group, id) {
			l.text = sprintf(w.Book.GapCause, id, s.Item(m.itemOf(id)).Criterion.Title)
		} else if m.known(group, id) && group != "facts" && s.Item(id) != nil {
			title := s.Item(id).Title
			if group == "reason" {
				l.text = sprintf(w.GapReason, id, title)
			} else if scheme.Column(group).Valid() {
				l.text = sprintf(w.GapPoints, id, title)
			}
		}
		if raw, ok := s.Raw[g.Path]; ok {
			l.text = sprintf(w.GapRaw, m.name(g.Path), raw)
		}
		out = append(out, l)
	}
	return out
}

// placeOf returns the entry that a leaf of the sheet is written in.
func (m *Model) placeOf(p store.Path) (entry, bool) {
	group, id, _ := strings.Cut(p, ".")
	switch {
	case group == "facts_state" || group == "months_active" || group == "months_stopped" || m.known(group, id) && group == "facts":
		return entry{kind: facts}, true
	case (group == "comments" || group == "cause") && m.known(group, id):
		return entry{kind: item, id: m.itemOf(id)}, true
	case m.known(group, id) || group == "flag" && m.sheet.Item(id) != nil:
		return entry{kind: item, id: id}, true
	case slices.Contains(paperPaths, p):
		return entry{kind: papers}, true
	}
	return entry{}, false
}

func (m *Model) pressGaps(i keys.Intent) tea.Cmd {
	g := m.gaps
	last := len(g.list) - 1
	switch i {
	case keys.Up, keys.PrevField:
		g.at = max(g.at-1, 0)
	case keys.Down, keys.NextField:
		g.at = min(g.at+1, last)
	case keys.PageUp:
		g.at = max(g.at-10, 0)
	case keys.PageDown:
		g.at = min(g.at+10, last)
	case keys.Home:
		g.at = 0
	case keys.End:
		g.at = last
	case keys.Back, keys.Finalise:
		m.gaps = nil
	case keys.Open:
		l := g.list[g.at]
		m.gaps, m.filter = nil, all
		if !slices.Contains(m.paths(l.at), l.path) {
			l.path = m.preferred(l.at)
		}
		m.move(l.at, l.path)
	}
	return nil
}

// verdict is the total with the rating, "72,0 điểm, Khá".
func (m *Model) verdict() string {
	w, r := &m.c.Words.Assess, m.sheet.Result
	text := total(r.Total) + " " + w.Points
	if r.Rating != nil {
		text += ", " + w.RatingName(r.Rating.ID, r.Rating.Title)
	}
	return text
}

// name is what a leaf is called in a remark: "1a Căn cứ".
func (m *Model) name(path store.Path) string {
	w := &m.c.Words.Assess
	group, id, _ := strings.Cut(path, ".")
	switch {
	case group == "flag":
		return id + " " + m.c.Words.Keys.Flag
	case !m.known(group, id):
		return m.single(path)
	case group == "facts":
		return factTitle(m.sheet.Fact(id).Title)
	case group == "evidence":
		return id + " " + w.Evidence
	case group == "reason":
		return id + " " + w.Reason
	case group == "comments":
		return sprintf(m.c.Words.Review.CommentOf, id)
	case group == "cause":
		return id + " " + w.Book.Cause
	}
	return id + " " + w.Columns[group]
}

// single is the label of a leaf that belongs to the whole sheet.
func (m *Model) single(path store.Path) string {
	w := &m.c.Words.Assess
	switch path {
	case "months_active":
		return w.MonthsActive
	case "months_stopped":
		return w.MonthsStopped
	case "received_on":
		return w.ReceivedOn
	case "board_agreed.name":
		return w.BoardName
	case "board_agreed.on":
		return w.BoardOn
	case "supervisor_agreed.name":
		return w.SupervisorName
	case "supervisor_agreed.on":
		return w.SupervisorOn
	case "document_no":
		return w.DocumentNo
	}
	return path
}
