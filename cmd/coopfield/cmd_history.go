package main

import (
	"fmt"
	"io"

	"coopfield/store"
	"coopfield/store/desk"
)

func historyCommand() command {
	return command{
		name: "history", args: "KIND ID",
		about: [2]string{"ai sửa mục nào, lúc nào, vì sao", "who changed which field, when and why"},
		more:  kindHelp,
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				kind, id, err := kindAndID("history", args)
				if err != nil {
					return err
				}
				return e.withDesk(func(d *desk.Desk) error {
					if e.json {
						return d.HistoryJSON(e.ctx, kind, id, e.stdout)
					}
					revs, err := d.History(e.ctx, kind, id)
					if err != nil {
						return err
					}
					for _, r := range revs {
						writeRevision(e.stdout, r)
					}
					r, err := d.Get(e.ctx, kind, id)
					if err == nil && r.Merged {
						fmt.Fprintf(e.stdout, "%s  gộp tự động các bản trên\n", r.Rev.String()[:12])
					}
					if store.CodeOf(err) == store.NotFound {
						return nil // no op of it counts yet
					}
					return err
				})
			}
		},
	}
}

func writeRevision(w io.Writer, r desk.Revision) {
	fmt.Fprintf(w, "%s  %s  %s  %s\n", r.Rev.String()[:12], localTime(r.At), opWord(r.OpKind), r.Actor)
	if r.Why != "" {
		fmt.Fprintf(w, "    lý do: %s\n", r.Why)
	}
	if r.Note != "" {
		fmt.Fprintf(w, "    %s\n", r.Note)
	}
	for _, c := range r.Fields {
		label := c.Label
		if label == "" {
			label = c.Path
		}
		fmt.Fprintf(w, "    %s: %s → %s\n", label, orDash(c.From), orDash(c.To))
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
