package desk

import (
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/scheme"
)

// scorer scores what a choice makes of an assessment, without the store.
type scorer struct {
	s        *scheme.Scheme
	coopType string
	prev     map[string]int64
}

// scored prepares the effects of a conflict about an assessment whose scheme is
// held, and computes those of the base and of each side.
func (w *work) scored(c *Conflict, doc store.Doc) error {
	c.scales = w.cat.scalesFor(c.Kind, doc)
	if c.Kind != store.Assessment {
		return nil
	}
	sc, err := w.cat.schemeOf(doc)
	if err != nil {
		return nil // the ops wait for it; without it there is no total to show
	}
	x := &scorer{s: sc}
	coop, err := w.record(store.Cooperative, doc.Text("cooperative"))
	if err != nil {
		return err
	}
	if coop != nil {
		x.coopType = coop.Doc.Text("type")
	}
	if w.cat.usesPrev[sc] {
		if x.prev, err = w.past().facts(sc, doc); err != nil {
			return err
		}
	}
	c.scorer, c.Column = x, sc.ScoreColumn
	if c.Base != nil {
		c.Base.Effect = x.effect(c.Base.Doc)
	}
	for i := range c.Sides {
		c.Sides[i].Effect = x.effect(c.Sides[i].Doc)
	}
	return nil
}

func (x *scorer) effect(doc store.Doc) *Effect {
	e := &Effect{Max: x.s.Max}
	sh := sheetOf(doc, x.coopType, x.prev)
	sh.Facts = x.s.Known(sh.Facts)
	r, err := x.s.Score(sh, scheme.Options{Column: x.s.ScoreColumn})
	if err != nil {
		e.Refused = err
		return e
	}
	e.Points, e.Missing, e.Complete = r.Total, len(r.Missing), len(r.Missing) == 0
	e.Known = r.Excluded == nil
	if r.Excluded != nil {
		e.Excluded = r.Excluded.Title
	}
	if r.Rating != nil {
		e.Rating, e.Title = r.Rating.ID, r.Rating.Title
	}
	return e
}

// Effect returns what a choice makes of an assessment: its points and rating in
// the official column. Fields that are not chosen keep the base's value. It is
// nil for what has no points. It reads nothing and may be called at every key.
func (c *Conflict) Effect(take map[store.Path]Choice) *Effect {
	if c.scorer == nil {
		return nil
	}
	return c.scorer.effect(c.Result(take))
}

// Result returns the content that a choice gives; fields that are not chosen
// keep the base's value. Of a duplicate it is that of the record that is kept,
// or of the first one while that is not chosen.
func (c *Conflict) Result(take map[store.Path]Choice) store.Doc {
	if len(c.Sides) == 0 {
		return store.Doc{}
	}
	doc := c.start(take).Clone()
	set := store.Doc{}
	for i := range c.Fields {
		f := &c.Fields[i]
		if f.Path == SameAsPath {
			continue
		}
		choice, chosen := take[f.Path]
		switch {
		case chosen:
			if v, ok := c.value(f, choice); ok {
				f.put(set, v)
			}
		case c.Case != store.CaseDuplicate:
			f.put(set, f.Base)
		}
	}
	doc.Apply(set)
	delete(doc, SameAsPath)
	return doc
}

// start is the content that a choice is laid over: every field on which sides
// differ is set by it.
func (c *Conflict) start(take map[store.Path]Choice) store.Doc {
	if c.Case == store.CaseDuplicate {
		if i := c.sideOf(take[SameAsPath].Side); i >= 0 {
			return c.Sides[i].Doc
		}
	}
	return c.Sides[0].Doc
}

// Pre returns the choices that are made beforehand: fields that one side alone
// changed.
func (c *Conflict) Pre() map[store.Path]Choice {
	take := map[store.Path]Choice{}
	for i := range c.Fields {
		if f := &c.Fields[i]; f.OneSided && f.Chosen >= 0 {
			take[f.Path] = Choice{Side: c.Sides[f.Chosen].Letter}
		}
	}
	return take
}

// All returns the choice of one side in every field.
func (c *Conflict) All(side string) map[store.Path]Choice {
	take := map[store.Path]Choice{}
	for i := range c.Fields {
		take[c.Fields[i].Path] = Choice{Side: strings.ToUpper(side)}
	}
	return take
}

// sideOf returns the index of a letter, -1 if no side has it.
func (c *Conflict) sideOf(letter string) int {
	return slices.IndexFunc(c.Sides, func(s Side) bool { return letter != "" && strings.EqualFold(s.Letter, letter) })
}

// value is what a choice gives a field; false if it names no side.
func (c *Conflict) value(f *ConflictField, choice Choice) (any, bool) {
	if choice.Side == "" {
		return choice.Value, true
	}
	i := c.sideOf(choice.Side)
	if i < 0 {
		return nil, false
	}
	return f.Values[i], true
}
