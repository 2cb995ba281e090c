package main

import (
	"fmt"
	"slices"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/vi"
)

// otherwise returns, on a laptop, all in which the province decided otherwise
// than was written there. With --json nothing is told: each record's history has it.
func (e *env) otherwise(s *opened) ([]desk.Otherwise, error) {
	if e.json || s.IsProvince() {
		return nil, nil
	}
	return s.Desk.AllOtherwise(e.ctx)
}

// writeOtherwise tells what the province decided otherwise than this laptop
// wrote, of what was not known before an import.
func (e *env) writeOtherwise(s *opened, before []desk.Otherwise) error {
	now, err := e.otherwise(s)
	for i := range now {
		o := &now[i]
		if slices.ContainsFunc(before, func(b desk.Otherwise) bool { return b.ID == o.ID && b.Kind == o.Kind && b.Rev == o.Rev }) {
			continue
		}
		title := vi.Clean(o.Title, false)
		if len(o.Chosen) > 0 {
			fmt.Fprintf(e.stdout, "  ! %s: tỉnh chọn giá trị khác với máy này: %s\n", title, names(o.Chosen))
		}
		if o.Refused > 0 {
			fmt.Fprintf(e.stdout, "  ! %s: tỉnh không nhận %d thay đổi của máy này: %s\n", title, o.Refused, names(o.Lost))
		}
		if o.SameAs != "" {
			fmt.Fprintf(e.stdout, "  ! %s: tỉnh coi là trùng và giữ hồ sơ %s\n", title, vi.Clean(o.SameAs, false))
		}
		fmt.Fprintf(e.stdout, "  → cả hai bản và lý do: coopfield history %s %s\n", o.Kind, o.ID)
	}
	return err
}

// names lists fields with what was written here and what stands there now.
func names(list []desk.Change) string {
	or := func(s string) string {
		if s == "" {
			return "để trống"
		}
		return vi.Clean(s, false)
	}
	var out []string
	for i := range list {
		c := &list[i]
		out = append(out, fmt.Sprintf("%s (%s, máy này ghi %s)", vi.Clean(c.Name, false), or(c.Is), or(c.Was)))
	}
	return strings.Join(out, "; ")
}
