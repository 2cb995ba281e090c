package main

import (
	"coopfield/tui"
	"coopfield/tui/inbox"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/seal"
	"coopfield/tui/security"
	"coopfield/tui/text"
)

// guarding are the makers of the screens about receipts and about what protects
// the store.
func (a *app) guarding() map[string]tui.Maker {
	unit := func(id string) string {
		if u, ok := a.opened().Desk.Units().ByID(id); ok {
			return u.Name
		}
		return id
	}
	return map[string]tui.Maker{
		"receipts": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return seal.Receipts(c, a.opened().Site, a.poke)
		},
		"answers": func(c *page.Context, _ string, _ page.Args) page.Screen { return inbox.Answers(c, unit) },
		"codes": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return inbox.Codes(c, a.opened().Site)
		},
		"security": func(c *page.Context, _ string, args page.Args) page.Screen {
			return security.New(c, security.Options{Site: a.opened().Site, Changed: a.poke, SetLock: a.idle.Store}, args)
		},
		"sheet": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return security.Sheet(c, a.opened().Site)
		},
		"restore": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return security.Restore(c, a.putBack, nil)
		},
		"news": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return security.News(c, a.opened().Notices)
		},
		"doctor": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return security.Doctor(c, a.opened().Site)
		},
		"devices": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return security.NewDevices(c, a.opened().Site)
		},
		"revoke": func(c *page.Context, id string, _ page.Args) page.Screen {
			return security.NewRevoke(c, a.opened().Site, id, a.poke)
		},
		"account": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return security.Account(c, a.opened().Site, nil)
		},
		"registry": func(c *page.Context, _ string, _ page.Args) page.Screen {
			return security.Changes(c, a.opened().Site)
		},
	}
}

// guards are their entries of the palette.
func (a *app) guards(w *text.Words) []page.Action {
	s := &w.Security
	do := func(row string) page.Action {
		return page.Action{Name: s.Pages[row], Msg: page.Navigate{Page: "security", Args: page.Args{"do": row}}}
	}
	out := []page.Action{
		{Name: s.Title, Key: keys.Label(keys.Security), Msg: page.Navigate{Page: "security"}},
		do("backup"), do("check"), do("pass"), do("lock"),
		{Name: s.Pages["sheet"], Msg: page.Navigate{Page: "sheet"}},
		{Name: s.RestoreTitle, Msg: page.Navigate{Page: "restore"}},
		{Name: s.Pages["news"], Msg: page.Navigate{Page: "news"}},
	}
	if a.opened().IsProvince() {
		out = append(
			out, page.Action{Name: s.Pages["devices"], Msg: page.Navigate{Page: "devices"}}, do("approve"),
			page.Action{Name: s.ChangesTitle, Msg: page.Navigate{Page: "registry"}},
			page.Action{Name: s.Rows["account"], Msg: page.Navigate{Page: "account"}},
			page.Action{Name: w.Inbox.CodesTitle, Msg: page.Navigate{Page: "codes"}},
			page.Action{Name: w.Inbox.Answered, Msg: page.Navigate{Page: "answers"}},
		)
	}
	return out
}
