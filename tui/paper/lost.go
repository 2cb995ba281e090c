package paper

import (
	"strconv"

	"coopfield/tui/page"
)

// Lost returns the page of what to do when data seem lost. It needs no store.
func Lost(c *page.Context) page.Screen {
	return New(c, Spec{
		Title: func() []string { return []string{c.Words.Paper.LostTitle} },
		Lines: func(any, int) []Line {
			var out []Line
			for i, s := range c.Words.Paper.Lost {
				out = append(out, Line{Sign: strconv.Itoa(i+1) + ".", Text: s.Head, Style: &c.Theme.Title}, Line{Text: s.Say, Indent: 3})
			}
			return out
		},
	})
}
