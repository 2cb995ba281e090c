package programme

import (
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// New returns the page. args may hold "tab", one of candidates, pilots,
// objectives, deadlines, ledger, obstacles, events, closing, proposals and
// offices, and "programme".
func New(c *page.Context, d *desk.Desk, args page.Args, p Prints) page.Screen {
	return newModel(c, d, args, p)
}
