package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
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
	// Others wrote this: no mark in it may turn or hide what stands beside it.
	fmt.Fprintf(w, "%s  %s  %s  %s\n", r.Rev.String()[:12], localTime(r.At), opWord(r.OpKind), vi.Clean(r.Actor, false))
	if r.Why != "" {
		fmt.Fprintf(w, "    lý do: %s\n", vi.Clean(r.Why, false))
	}
	if r.Note != "" {
		fmt.Fprintf(w, "    %s\n", vi.Clean(r.Note, false))
	}
	for _, c := range byItem(r.Fields) {
		fmt.Fprintf(w, "    %s: %s → %s\n", vi.Clean(fieldName(c), false), orDash(vi.Clean(c.Was, false)), orDash(vi.Clean(c.Is, false)))
	}
}

// fieldName is how a person calls the field of a change.
func fieldName(c desk.Change) string { return cmp.Or(c.Name, c.Label, c.Path) }

// byItem returns changes in the order of paper: item 2a before item 10.
func byItem(list []desk.Change) []desk.Change {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b desk.Change) int {
		ga, ia, _ := strings.Cut(a.Path, ".")
		gb, ib, _ := strings.Cut(b.Path, ".")
		return cmp.Or(cmp.Compare(ga, gb), cmp.Compare(leadingNumber(ia), leadingNumber(ib)))
	})
	return list
}

// leadingNumber is the number that s begins with, 0 for none.
func leadingNumber(s string) int {
	n, _ := strconv.Atoi(s[:len(s)-len(strings.TrimLeft(s, "0123456789"))])
	return n
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
