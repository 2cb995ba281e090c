package main

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/telex"
)

// inputSetting is where the store keeps how typed keys become letters.
const inputSetting = "ui.input"

// input says how typed keys become letters: as the store has it, as typed where
// nobody chose.
func (a *app) input() telex.Options {
	if o := a.typing.Load(); o != nil {
		return *o
	}
	return telex.Options{}
}

// setInput takes a choice over at once and keeps it in the store. Before a store
// is open the choice waits for it.
func (a *app) setInput(o telex.Options) tea.Cmd {
	a.typing.Store(&o)
	s := a.opened()
	if s == nil {
		return nil
	}
	return func() tea.Msg {
		if err := a.keepInput(s, o); err != nil {
			return page.Fail{Err: err}
		}
		return nil
	}
}

func (a *app) keepInput(s *opened, o telex.Options) error {
	value, err := o.MarshalText()
	if err != nil {
		return err
	}
	return s.Log.Update(a.e.ctx, func(tx store.Tx) error { return tx.SetSetting(inputSetting, value) })
}

// readInput reads the choice of the store that was opened. A store without one
// takes the choice of this run over, which the first steps may have made.
func (a *app) readInput() {
	s := a.opened()
	var o telex.Options
	none := false
	err := s.Log.View(a.e.ctx, func(tx store.Tx) error {
		value, err := tx.Setting(inputSetting)
		none = len(value) == 0
		return errors.Join(err, o.UnmarshalText(value))
	})
	switch {
	case err != nil: // what cannot be read is as nobody chose
	case !none:
		a.typing.Store(&o)
	case a.typing.Load() != nil:
		_ = a.keepInput(s, a.input()) // F2 keeps it again
	}
}
