package tui

import (
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// Word returns what an intent is called in the language of the interface, ""
// for keys.None.
func Word(c *page.Context, i keys.Intent) string {
	w := &c.Words.Keys
	switch i {
	case keys.Open:
		return w.Open
	case keys.Back:
		return w.Back
	case keys.Up:
		return w.Up
	case keys.Down:
		return w.Down
	case keys.PageUp:
		return w.PageUp
	case keys.PageDown:
		return w.PageDown
	case keys.Home:
		return w.Home
	case keys.End:
		return w.End
	case keys.Left:
		return w.Left
	case keys.Right:
		return w.Right
	case keys.NextField:
		return w.NextField
	case keys.PrevField:
		return w.PrevField
	case keys.Help:
		return w.Help
	case keys.Coops:
		return w.Coops
	case keys.Flag:
		return w.Flag
	case keys.Assess:
		return w.Assess
	case keys.Visit:
		return w.Visit
	case keys.Print:
		return w.Print
	case keys.Finalise:
		return w.Finalise
	case keys.Bundle:
		return w.Bundle
	case keys.Conflict:
		return w.Conflict
	case keys.Reports:
		return w.Reports
	case keys.Programme:
		return w.Programme
	case keys.Search:
		return w.Search
	case keys.Palette:
		return w.Palette
	case keys.Undo:
		return w.Undo
	case keys.Filter:
		return w.Filter
	case keys.Sort:
		return w.Sort
	case keys.New:
		return w.New
	case keys.Delete:
		return w.Delete
	case keys.SaveNow:
		return w.SaveNow
	case keys.Revert:
		return w.Revert
	case keys.History:
		return w.History
	case keys.Language:
		return w.Language
	case keys.Input:
		return w.Input
	case keys.Lock:
		return w.Lock
	case keys.Security:
		return w.Security
	case keys.Quit:
		return w.Quit
	}
	return ""
}
