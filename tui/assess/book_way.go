package assess

import (
	"slices"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/leaf"
)

// wayRows says how the sheet may come to a target: the figures that have to
// change, by the scheme's own steps, and what only the assessor can give.
func (m *Model) wayRows(wr *writer) {
	t, w, s := m.c.Theme, &m.c.Words.Assess.Book, m.sheet
	targets := s.Targets()
	switch {
	case s.Result.Excluded != nil:
		wr.say(t.Text, w.WayExcluded)
		return
	case len(targets) == 0:
		wr.say(t.Good, w.WayNone)
		return
	}
	target := targets[m.book.target%len(targets)]
	way, err := s.Way(target)
	if err != nil {
		wr.say(t.Bad, plain(err).Error())
		return
	}
	wr.say(t.Title, m.targetName(target))
	now := sprintf(w.WayFrom, total(way.Total), m.c.Words.Assess.Columns[string(way.Column)])
	if way.Target > way.Total {
		now += " " + t.Glyph.Dot + " " + sprintf(w.WayNeed, total(way.Target-way.Total))
	}
	wr.say(t.Text, now)
	wr.head(w.Moves)
	for _, mv := range way.Moves {
		wr.choose(m.moveText(mv), m.entryOf(mv.Items), mv.Fact)
	}
	if len(way.Moves) == 0 && !way.Enough() {
		wr.say(t.Text, w.NoMoves)
	}
	if way.Enough() {
		wr.say(t.Good, sprintf(w.WayEnough, total(way.Reached)))
	} else {
		wr.say(t.Warn, sprintf(w.WayLacks, total(way.Reached), total(way.Lacks())))
	}
	m.offers(wr, way.Offers)
	m.openItems(wr, &way)
}

func (m *Model) targetName(g desk.Target) string {
	w := &m.c.Words.Assess.Book
	switch {
	case g.Band != "":
		return sprintf(w.WayBand, points(g.Points), m.c.Words.Assess.RatingName(g.Band, g.Title))
	case g.Programme != "":
		return sprintf(w.WayProgramme, points(g.Points), g.Programme)
	}
	return sprintf(w.WayTitle, points(g.Points))
}

// entryOf is the first of some items, nil if there is none.
func (m *Model) entryOf(items []string) *entry {
	if len(items) == 0 {
		return nil
	}
	return &entry{kind: item, id: items[0]}
}

func (m *Model) moveText(mv scheme.Move) string {
	w := &m.c.Words.Assess.Book
	return sprintf(w.Move, m.factName(mv.Fact), m.factText(mv.Fact, mv.From), m.factText(mv.Fact, &mv.To)) +
		"  " + sprintf(w.Gain, points(mv.Gain), strings.Join(mv.Items, " "))
}

func (m *Model) factName(id string) string {
	if f, ok := m.sheet.Scheme.Fact(id); ok {
		return factTitle(f.Title)
	}
	return id
}

// factText writes a figure with its unit.
func (m *Model) factText(id string, v *int64) string {
	f, ok := m.sheet.Scheme.Fact(id)
	if v == nil || !ok {
		return m.c.Words.Assess.Book.Unknown
	}
	return strings.TrimSpace(scaled(*v, f.Scale, f.Unit, false) + " " + m.c.Words.Assess.Unit(f.Unit))
}

// offers lists for each item the figure that the nearest better step needs, and
// the best one where that is another.
func (m *Model) offers(wr *writer, list []scheme.Offer) {
	w := &m.c.Words.Assess.Book
	if len(list) == 0 {
		return
	}
	wr.head(w.Offers)
	for _, o := range list {
		it := m.sheet.Item(o.Item)
		for i, b := range o.Better {
			var needs []string
			for _, n := range b.Needs {
				needs = append(needs, sprintf(w.Move, m.factName(n.Fact), m.factText(n.Fact, n.From), m.factText(n.Fact, &n.To)))
			}
			text := sprintf(w.Offer, points(o.Points), points(b.Points)) + ": " + strings.Join(needs, " "+w.OfferOr+" ")
			if i == 0 {
				wr.choose(o.Item+" "+leaf.ShortTitle(it.Title)+"  "+text, &entry{kind: item, id: o.Item}, "")
				continue
			}
			wr.choose(strings.Repeat(" ", len(o.Item)+1)+text, &entry{kind: item, id: o.Item}, "")
		}
	}
}

// openItems lists what only the assessor knows, the most room first.
func (m *Model) openItems(wr *writer, way *scheme.Way) {
	t, w := m.c.Theme, &m.c.Words.Assess.Book
	if len(way.Open) == 0 {
		return
	}
	wr.head(w.Open)
	list := slices.Clone(way.Open)
	slices.SortStableFunc(list, func(a, b scheme.Open) int { return int(b.Room - a.Room) })
	for _, o := range list {
		it := m.sheet.Item(o.Item)
		text := o.Item + " " + leaf.ShortTitle(it.Title) + "  " + score(o.Points, it.Max) + ", " + sprintf(w.OpenRoom, points(o.Room))
		if why := w.OpenWhy[string(o.Why)]; why != "" {
			text += ": " + why
		}
		if len(o.Facts) > 0 {
			names := make([]string, len(o.Facts))
			for i, id := range o.Facts {
				names[i] = m.factName(id)
			}
			text += " (" + sprintf(w.Facts, strings.Join(names, ", ")) + ")"
		}
		wr.choose(text, &entry{kind: item, id: o.Item}, "")
	}
	wr.say(t.Dim, sprintf(w.OpenSum, points(way.OpenRoom)))
}
