package visit

import (
	"coopfield/store"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/printing"
)

// Keys are the keys of the screen as it stands.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Visit
	back, help := keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, m.c.Words.Keys.Help)
	if m.rec == nil {
		return []keys.Hint{keys.For(keys.Open, w.KeyTry), back}
	}
	final, paper := keys.For(keys.Finalise, w.KeyFinal), keys.For(keys.Print, w.KeyPrint)
	section := keys.Hint{Key: "PgUp PgDn", Word: w.KeySection}
	if !m.editable() {
		if m.rec.state() == store.Final {
			final.Word = w.KeyAmend
			return []keys.Hint{paper, final, section, keys.For(keys.History, m.c.Words.Keys.History), back, help}
		}
		return []keys.Hint{paper, section, keys.For(keys.History, m.c.Words.Keys.History), back, help}
	}
	if m.amending {
		final.Word = w.KeyAmend
	}
	out := []keys.Hint{section, keys.For(keys.New, w.KeyRec), final}
	if m.kind == store.Consultation {
		out[1].Word = w.KeyPromise
	}
	switch m.at {
	case secPeople, secSupport:
		out[1].Word = w.KeyAdd
	}
	if m.at == secFiles && m.onFile() != nil {
		out = append([]keys.Hint{keys.For(keys.Open, w.KeyOpenFile)}, out...)
	}
	switch m.at {
	case secOpen, secChecks, secPlan, secAdvice:
		out = append(out, keys.Hint{Key: "1 2 3", Word: w.KeyMark})
	}
	out = append(out, paper, keys.For(keys.Sort, w.KeyFiles), keys.For(keys.Undo, w.KeyUndo), keys.For(keys.SaveNow, w.KeySave))
	switch {
	case m.amending:
		out = append(out, keys.For(keys.Delete, w.KeyDrop))
	case m.item() != "":
		out = append(out, keys.For(keys.Delete, w.KeyRemove))
	}
	return append(out, keys.For(keys.Revert, m.c.Words.Undo.Key), keys.For(keys.History, m.c.Words.Keys.History), back, help)
}

// Actions are the screen's entries of the command palette.
func (m *Model) Actions() []page.Action {
	w := &m.c.Words.Visit
	if m.rec == nil {
		return nil
	}
	out := []page.Action{{Name: w.PaperTitle, Key: keys.Label(keys.Print), Do: keys.Print}, {Name: w.PaperElse, Msg: printing.Elsewhere{}}}
	if m.editable() {
		add := w.ActRec
		if m.kind == store.Consultation {
			add = w.ActPromise
		}
		out = append(out,
			page.Action{Name: add, Key: keys.Label(keys.New), Do: keys.New},
			page.Action{Name: w.ActFile, Key: keys.Label(keys.Sort), Do: keys.Sort},
			page.Action{Name: w.ActFinal, Key: keys.Label(keys.Finalise), Do: keys.Finalise},
			page.Action{Name: m.c.Words.Undo.Action, Key: keys.Label(keys.Revert), Do: keys.Revert},
		)
	} else if m.rec.state() == store.Final {
		out = append(out, page.Action{Name: w.AmendTitle, Key: keys.Label(keys.Finalise), Do: keys.Finalise})
	}
	return append(out, page.Action{Name: m.c.Words.Keys.History, Key: keys.Label(keys.History), Do: keys.History})
}
