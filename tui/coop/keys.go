package coop

import (
	"coopfield/store"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := m.c.Words.Coop
	help, back := keys.For(keys.Help, w.KeyHelp), keys.For(keys.Back, w.KeyBack)
	switch {
	case m.sheets.start != nil:
		return []keys.Hint{keys.For(keys.Open, w.KeyOpen), keys.For(keys.NextField, w.KeyField), back, help}
	case m.profile != nil && m.profile.editing:
		hints := []keys.Hint{keys.For(keys.NextField, w.KeyField), keys.For(keys.SaveNow, w.KeySave), keys.For(keys.Undo, w.KeyUndo)}
		if m.profile.item() != "" {
			hints = append(hints, keys.For(keys.Delete, w.KeyRemove))
		}
		return append(hints, keys.For(keys.Revert, m.c.Words.Undo.Key), back, help)
	}
	hints := []keys.Hint{keys.For(keys.Open, w.KeyOpen)}
	if m.tab == tabProfile {
		hints[0].Word = w.KeyEdit
	}
	if m.profile != nil && m.profile.dirty {
		return append(hints, keys.For(keys.SaveNow, w.KeySave), keys.For(keys.Delete, w.KeyDiscard),
			keys.Hint{Key: "←→", Word: w.KeyTab}, keys.For(keys.Assess, w.KeyAssess), back, help)
	}
	if m.tab == tabHistory {
		hints = append(hints, keys.For(keys.NextField, w.Details))
	}
	if m.tab == tabAssess && m.sheets.decidable() {
		hints = append(hints, keys.For(keys.Finalise, m.c.Words.Review.KeyAccept), keys.For(keys.Visit, m.c.Words.Review.KeyReturn))
	}
	hints = append(hints, keys.Hint{Key: "←→", Word: w.KeyTab}, keys.For(keys.Assess, w.KeyAssess))
	if m.tab == tabProfile || m.tab == tabHistory {
		hints = append(hints, keys.For(keys.Visit, m.c.Words.Keys.Visit))
	}
	if m.tab == tabAssess && m.sheets.table.Len() > 0 || m.tab == tabProfile && m.card != nil && m.otherwise != nil {
		hints = append(hints, keys.For(keys.History, m.c.Words.Review.KeyHistory))
	}
	if m.card != nil {
		word := w.KeyNew
		if m.tab == tabVisit || m.tab == tabConsult {
			word = m.c.Words.Visit.KeyNew
		}
		switch m.tab {
		case tabPilot:
			word = m.c.Words.Pilot.KeyNew
		case tabSupport:
			word = m.c.Words.Record.KeyAdd
		}
		hints = append(hints, keys.For(keys.New, word))
	}
	return append(hints, back, help)
}

// Actions are the screen's entries of the command palette.
func (m *Model) Actions() []page.Action {
	w := m.c.Words.Coop
	out := []page.Action{
		{Name: w.NewSheet, Key: keys.Label(keys.New), Do: keys.New},
		{Name: w.Tabs["assess"], Key: keys.Label(keys.Assess), Do: keys.Assess},
		{Name: w.Tabs["visit"], Key: keys.Label(keys.Visit), Do: keys.Visit},
		{Name: w.CommitNow, Key: keys.Label(keys.SaveNow), Do: keys.SaveNow},
	}
	if m.profile != nil && m.tab == tabProfile {
		out = append(out, page.Action{Name: m.c.Words.Undo.Action, Key: keys.Label(keys.Revert), Do: keys.Revert})
	}
	if m.card != nil {
		for _, k := range []store.Kind{store.Visit, store.Consultation} {
			out = append(out, page.Action{Name: m.c.Words.Visit.Begin[string(k)], Msg: page.Navigate{Page: string(k), Args: page.Args{"coop": m.id}}})
		}
		for _, x := range []struct {
			name string
			kind store.Kind
		}{{m.c.Words.Pilot.NewSupport, store.Support}, {m.c.Words.Pilot.NewObstacle, store.Obstacle}} {
			out = append(out, page.Action{Name: x.name, Msg: page.Navigate{Page: "record", Args: page.Args{"kind": string(x.kind), "coop": m.id}}})
		}
		out = append(out, page.Action{Name: m.c.Words.History.OpenFor, Msg: page.Navigate{
			Page: "history", ID: m.id, Args: page.Args{"kind": string(store.Cooperative)},
		}})
	}
	if m.profile != nil && m.profile.dirty && !m.profile.editing {
		out = append(out, page.Action{Name: w.Discard, Key: keys.Label(keys.Delete), Do: keys.Delete})
	}
	return out
}
