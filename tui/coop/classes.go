package coop

import (
	"fmt"
	"strings"

	"coopfield/store/classify"
	"coopfield/tui/field"
	"coopfield/tui/page"
)

// told is a line of the form that the program found: nobody types it.
type told struct {
	heading
	text string
	open bool // it says that something is not known
}

// View wraps the text within the width.
func (f told) View(width int, _ bool) string {
	t := f.c.Theme
	var out []string
	for _, l := range page.Wrap(f.text, max(width, 1)) {
		if f.open {
			l = t.Dim.Render(l)
		}
		out = append(out, page.Pad(l, width))
	}
	return strings.Join(out, "\n")
}

// classItems are the lines on the cooperative's classes: by size after every
// rule in force today, with what each rests on, and by what it supplies.
func (p *profile) classItems() []field.Item {
	if p.m.card == nil || p.m.card.Classes == nil {
		return nil
	}
	w, v := &p.m.c.Words.Classes, p.m.card.Classes
	line := func(label, text string, open bool) field.Item {
		return field.Item{Label: func() string { return label }, Field: told{heading{p.m.c}, text, open}, Fixed: true}
	}
	items := []field.Item{{Label: func() string { return w.Title }, Field: heading{p.m.c}, Fixed: true}}
	if len(v.Sizes) == 0 {
		items = append(items, line("", w.NoRule, true))
	}
	for _, r := range v.Sizes {
		items = append(items, line(r.Rule.Title, p.sizeText(r), r.Class == ""))
	}
	if v.ServiceRule && v.Service.ID != "" {
		items = append(items, line(w.Service, v.Service.Title+" ("+v.ServiceBasis+")", false))
	}
	return items
}

// sizeText is the class by one rule, with the year and the values it rests on,
// or why there is none.
func (p *profile) sizeText(r classify.Result) string {
	w, v := &p.m.c.Words.Classes, p.m.card.Classes
	if r.Class == "" {
		return fmt.Sprintf(w.Unknown, r.Why) + " (" + r.Rule.Basis + ")"
	}
	parts := []string{fmt.Sprintf(w.Year, v.Year)}
	if v.Estimate {
		parts = append(parts, w.Estimate)
	}
	if r.Field != "" {
		parts = append([]string{r.Field}, parts...)
	}
	return r.Title + ": " + strings.Join(parts, ", ") + ": " + r.Why + " (" + r.Rule.Basis + ")"
}
