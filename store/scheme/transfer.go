package scheme

import (
	"slices"
	"strings"
)

// A Transfer is what becomes of a sheet that goes on under another revision of
// its scheme.
type Transfer struct {
	From, To *Scheme
	Items    []ItemChange // in the order of To, then what is gone in that of From
	Facts    []FactChange
	Before   Result // as the sheet stands, in the official column of From
	After    Result // with what is Kept, in that of To
	Kept     Sheet  // what the sheet holds under To
	// Refused says why the points that are kept do not fit together under To; nil
	// if they do. They are to be lowered first.
	Refused error
}

// What says how something differs between two revisions.
type What string

// The differences. An item may have several.
const (
	Added  What = "added"
	Gone   What = "gone"
	Title  What = "title"
	Max    What = "max"
	Scored What = "scored" // by another kind of scoring: the assessor, steps, a condition
	Steps  What = "steps"  // other steps, or another condition or value
	Unit   What = "unit"   // of a figure
)

// ItemChange is one item that differs.
type ItemChange struct {
	ID, Title string // the title under To, or the last one it had
	What      []What
	Was, Now  *Item // nil if Added or Gone
	// Lost are the columns whose points go: the item is gone, or they exceed its
	// maximum or are off the scheme's step now.
	Lost []Column
}

// FactChange is one figure that differs.
type FactChange struct {
	ID, Title string
	What      What
	Lost      bool // the sheet has it and it does not go on
}

// Transfer says what would become of a sheet made under from, changing nothing.
// Figures go on by id and unit; points given by hand go on wherever the item is
// left and they fit it, also where figures give its points now: then a
// difference asks for a reason, as everywhere.
func (s *Scheme) Transfer(from *Scheme, sh Sheet) Transfer {
	t := Transfer{From: from, To: s}
	t.Kept = sh
	t.Kept.Facts, t.Kept.Prev = s.same(from, sh.Facts), s.same(from, sh.Prev)
	t.Kept.Given, t.Kept.Reason = map[Column]map[string]Points{}, map[string]string{}
	for _, it := range s.items {
		if c := s.itemChange(from, it, &sh, &t.Kept); len(c.What)+len(c.Lost) > 0 {
			t.Items = append(t.Items, c)
		}
		if why, ok := sh.Reason[it.ID]; ok {
			t.Kept.Reason[it.ID] = why
		}
	}
	for _, it := range from.items {
		if _, ok := s.Item(it.ID); ok {
			continue
		}
		c := ItemChange{ID: it.ID, Title: it.Title, What: []What{Gone}, Was: it}
		for _, col := range Columns() {
			if _, had := sh.Given[col][it.ID]; had {
				c.Lost = append(c.Lost, col)
			}
		}
		t.Items = append(t.Items, c)
	}
	t.Facts = s.factChanges(from, &sh)
	if r, err := from.Score(sh, Options{Column: from.ScoreColumn}); err == nil {
		t.Before = r
	}
	t.After, t.Refused = s.Score(t.Kept, Options{Column: s.ScoreColumn})
	return t
}

// itemChange compares an item of s with the same one of from and lets what fits
// go on.
func (s *Scheme) itemChange(from *Scheme, it *Item, sh, kept *Sheet) ItemChange {
	c := ItemChange{ID: it.ID, Title: it.Title, Now: it}
	was, ok := from.Item(it.ID)
	if !ok {
		c.What = []What{Added}
		return c
	}
	c.Was = was
	if was.Title != it.Title {
		c.What = append(c.What, Title)
	}
	if (was.Max == nil) != (it.Max == nil) || was.Max != nil && *was.Max != *it.Max {
		c.What = append(c.What, Max)
	}
	switch {
	case was.Kind != it.Kind:
		c.What = append(c.What, Scored)
	case was.Value != it.Value || !slices.Equal(was.Steps, it.Steps):
		c.What = append(c.What, Steps)
	}
	for _, col := range Columns() {
		p, had := sh.Given[col][it.ID]
		switch {
		case !had:
		case !s.fits(it, p):
			c.Lost = append(c.Lost, col)
		default:
			if kept.Given[col] == nil {
				kept.Given[col] = map[string]Points{}
			}
			kept.Given[col][it.ID] = p
		}
	}
	return c
}

func (s *Scheme) factChanges(from *Scheme, sh *Sheet) []FactChange {
	var out []FactChange
	for _, f := range s.Facts {
		_, had := sh.Facts[f.ID]
		switch was, ok := from.Fact(f.ID); {
		case !ok:
			out = append(out, FactChange{ID: f.ID, Title: f.Title, What: Added})
		case was.Unit != f.Unit:
			out = append(out, FactChange{ID: f.ID, Title: f.Title, What: Unit, Lost: had})
		case strings.TrimSpace(was.Title) != strings.TrimSpace(f.Title):
			out = append(out, FactChange{ID: f.ID, Title: f.Title, What: Title})
		}
	}
	for _, f := range from.Facts {
		if _, ok := s.Fact(f.ID); !ok {
			_, had := sh.Facts[f.ID]
			out = append(out, FactChange{ID: f.ID, Title: f.Title, What: Gone, Lost: had})
		}
	}
	return out
}
