package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui"
	"coopfield/tui/page"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// lookSetting is where the store keeps how its person wants the interface to look
// and to speak.
const lookSetting = "ui.look"

// keptLook is the setting.
type keptLook struct {
	Lang  text.Lang  `json:"lang"`
	Theme theme.Name `json:"theme"`
	ASCII bool       `json:"ascii,omitempty"`
}

// look is what was chosen, what the terminal offers where nobody chose yet.
func (a *app) look() tui.Look {
	if l := a.looks.Load(); l != nil {
		return *l
	}
	d := theme.Detect(os.Getenv, runtime.GOOS)
	return tui.Look{Lang: text.Lang(a.e.lang), Theme: d.Name, ASCII: d.ASCII}
}

// chooseLook takes a choice over. Before there is a store, in the first steps, it
// is written as soon as there is one.
func (a *app) chooseLook(l tui.Look) tea.Cmd {
	a.looks.Store(&l)
	if a.opened() == nil {
		return nil
	}
	return func() tea.Msg {
		if err := a.keepLook(l); err != nil {
			return page.Fail{Err: err}
		}
		return nil
	}
}

// keepLook writes a choice. The language of a run that was started with --lang is
// no choice until another one is taken.
func (a *app) keepLook(l tui.Look) error {
	if a.e.langGiven && l.Lang == text.Lang(a.e.lang) {
		l.Lang = a.spoken
	}
	b, err := json.Marshal(keptLook(l))
	if err != nil {
		return fmt.Errorf("writing the look: %w", err)
	}
	return a.opened().Log.Update(context.Background(), func(tx store.Tx) error { return tx.SetSetting(lookSetting, b) })
}

// readLook reads what was chosen earlier, when the store is opened. What cannot be
// read is as if nobody had chosen.
func (a *app) readLook() {
	if l := a.looks.Load(); l != nil { // chosen in this run, before there was a store
		_ = a.keepLook(*l) // the choice is in force; at worst it is made once more next time
		return
	}
	var kept keptLook
	err := a.opened().Log.View(a.e.ctx, func(tx store.Tx) error {
		b, err := tx.Setting(lookSetting)
		if err != nil {
			return err
		}
		return json.Unmarshal(b, &kept)
	})
	if err != nil || kept.Theme != "" && !slices.Contains(theme.Names, kept.Theme) || kept.Lang != "" && kept.Lang != text.VI && kept.Lang != text.EN {
		return
	}
	a.spoken = kept.Lang
	l := tui.Look(kept)
	if a.e.langGiven {
		l.Lang = text.Lang(a.e.lang)
	}
	a.looks.Store(&l)
}
