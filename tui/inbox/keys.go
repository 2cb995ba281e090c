package inbox

import (
	"slices"

	"coopfield/store/desk"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Inbox
	word := w.KeyImport
	if m.list == preview {
		word = w.KeyAll
	}
	out := []keys.Hint{}
	if m.depth < fields && len(m.entries) > 0 {
		out = append(out, keys.For(keys.Open, w.KeyOpen))
	}
	out = append(out, keys.For(keys.ImportAll, word))
	if m.list != preview && m.depth == files {
		switch {
		case m.province && m.list == results && m.waits():
			out = append(out, keys.For(keys.Conflict, w.KeyDecide), keys.For(keys.Answer, w.KeyAnswer))
		case m.province:
			out = append(out, keys.For(keys.Answer, w.KeyAnswer), keys.For(keys.Reports, w.KeyCodes))
		default:
			out = append(out, keys.For(keys.Reports, w.KeyReceipts))
		}
	}
	if m.toHistory() != nil {
		out = append(out, keys.For(keys.History, m.c.Words.Review.KeyHistory))
	}
	out = append(out, keys.For(keys.Back, w.KeyBack))
	if m.list == preview {
		out = append(out, keys.For(keys.New, w.KeyOther))
	}
	return append(out, keys.For(keys.Help, w.KeyHelp))
}

// waits reports whether something of what is listed waits for a decision.
func (m *Model) waits() bool {
	return slices.ContainsFunc(m.entries, func(e entry) bool {
		return e.row.Cases > 0 || e.holds(desk.IsConflict) || e.holds(desk.IsQuarantined)
	})
}

// Actions are the screen's entries of the command palette.
func (m *Model) Actions() []page.Action {
	w := &m.c.Words.Inbox
	out := []page.Action{{Name: w.AskTitle, Key: keys.Label(keys.New), Do: keys.New}}
	if m.province {
		out = append(
			out, page.Action{Name: w.AnswerTitle, Key: keys.Label(keys.Answer), Do: keys.Answer},
			page.Action{Name: w.CodesTitle, Key: keys.Label(keys.Reports), Do: keys.Reports},
		)
	}
	if m.list == preview {
		out = append(out, page.Action{Name: w.KeyAll, Key: keys.Label(keys.ImportAll), Do: keys.ImportAll})
	}
	return out
}
