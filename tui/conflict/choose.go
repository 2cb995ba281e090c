package conflict

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

func (m *Compare) sideOf(letter string) int {
	return slices.IndexFunc(m.k.Sides, func(s desk.Side) bool { return letter != "" && s.Letter == letter })
}

// field is the one under the cursor, nil if there is none.
func (m *Compare) field() *desk.ConflictField {
	if m.k == nil || m.cursor >= len(m.k.Fields) {
		return nil
	}
	return &m.k.Fields[m.cursor]
}

// choose takes the side beside the one that is chosen under the cursor: of two,
// ← takes A and → takes B.
func (m *Compare) choose(by int) tea.Cmd {
	f := m.field()
	if f == nil || !m.may() {
		return m.told()
	}
	last := len(m.k.Sides) - 1
	at := -1
	if one, ok := m.choice.take[f.Path]; ok {
		at = m.sideOf(one.Side)
	}
	switch {
	case at < 0 && by < 0:
		at = 0
	case at < 0:
		at = min(1, last)
	default:
		at = max(min(at+by, last), 0)
	}
	m.choice.take[f.Path] = desk.Choice{Side: m.k.Sides[at].Letter}
	m.side = min(m.side, at)
	return nil
}

// may reports whether this person decides.
func (m *Compare) may() bool { return m.province() && !m.busy }

// told says why a choice is not taken here.
func (m *Compare) told() tea.Cmd {
	if m.province() {
		return nil
	}
	return page.Do(page.Toast{Text: m.c.Words.Conflict.ReadOnly})
}

// clear takes the choice under the cursor back.
func (m *Compare) clear() tea.Cmd {
	if f := m.field(); f != nil && m.may() {
		delete(m.choice.take, f.Path)
	}
	return nil
}

// all takes one side in every field.
func (m *Compare) all(letter string) {
	if m.k == nil || !m.may() {
		return
	}
	for p, one := range m.k.All(letter) {
		m.choice.take[p] = one
	}
}

// left are the fields that still need a choice, by index. Of a duplicate only
// the record that is kept must be chosen.
func (m *Compare) left() []int {
	var out []int
	for i := range m.k.Fields {
		f := &m.k.Fields[i]
		if _, ok := m.choice.take[f.Path]; !ok && (!m.twins() || f.Path == desk.SameAsPath) {
			out = append(out, i)
		}
	}
	return out
}

// specAt is the form of a leaf, nil if its kind has none.
func specAt(k store.Kind, p store.Path) *store.Field {
	spec := store.SpecOf(k)
	if spec == nil {
		return nil
	}
	parts := strings.Split(p, ".")
	f := spec.Field(parts[0])
	for _, part := range parts[1:] {
		switch {
		case f == nil:
			return nil
		case f.Type == store.TypeMap:
			f = f.Item
		default:
			f = (&store.Spec{Fields: f.Fields}).Field(part)
		}
	}
	return f
}

// askOther asks for a value that no side has.
func (m *Compare) askOther() tea.Cmd {
	w, f := &m.c.Words.Conflict, m.field()
	if f == nil || !m.may() {
		return m.told()
	}
	spec := specAt(m.k.Kind, f.Path)
	switch {
	case f.Path == desk.SameAsPath || f.Whole || spec == nil || spec.Type == store.TypeMap || spec.Type == store.TypeObject:
		return page.Do(page.Toast{Text: w.WholeItem})
	case spec.Type == store.TypeRef || spec.Type == store.TypeUnit || spec.Type == store.TypeInstant:
		return page.Do(page.Toast{Text: w.OnlySides})
	}
	p := page.Prompt{
		Title: sprintf(w.OtherTitle, m.label(f)), Body: w.OtherBody, Label: w.OtherLabel, Value: m.choice.typed[f.Path], Offer: w.OtherOffer,
	}
	p.AsTyped = spec.Type == store.TypeNumber || spec.Type == store.TypeDate || leaf.AsTyped(spec.Name)
	switch spec.Type {
	case store.TypeNote:
		p.Lines = 3
	case store.TypeBool:
		p.Choices = []string{m.c.Words.Coop.Yes, m.c.Words.Coop.No}
	case store.TypeEnum:
		for _, v := range spec.Values {
			p.Choices = append(p.Choices, m.names.Value(m.k.Kind, f.Path, v))
		}
	}
	path := f.Path
	p.Then = func(typed string) tea.Cmd { return m.understand(path, spec, typed) }
	return page.Do(p)
}

// understand reads what was typed as a value of the field.
func (m *Compare) understand(path store.Path, spec *store.Field, typed string) tea.Cmd {
	d, k, id := m.desk, m.k.Kind, m.record()
	names, year := m.names, m.c.Now().Year()
	yes := m.c.Words.Coop.Yes
	return func() tea.Msg {
		out := otherTyped{path: path, typed: typed}
		text := strings.TrimSpace(typed)
		if text == "" {
			return out
		}
		var v any
		switch spec.Type {
		case store.TypeBool:
			v = vi.Fold(text) == vi.Fold(yes)
		case store.TypeDate:
			v, out.err = vi.ParseDate(text, year)
		case store.TypeNumber:
			var n int64
			if n, _, out.err = vi.ParseNumber(text, 2); out.err == nil {
				v = json.Number(vi.FormatDecimal(n, 2))
			}
		case store.TypeEnum:
			v = text
			for _, id := range spec.Values {
				if vi.Fold(names.Value(k, path, id)) == vi.Fold(text) {
					v = id
				}
			}
		default:
			v = vi.Clean(typed, spec.Type == store.TypeNote)
		}
		if out.err != nil {
			return out
		}
		out.value, out.err = parse(d, k, id, path, v)
		return out
	}
}

// parse gives a value the scale and the checks of its field.
func parse(d source, k store.Kind, id string, path store.Path, v any) (any, error) {
	parts := strings.Split(path, ".")
	tree := v
	for _, part := range slices.Backward(parts) {
		tree = map[string]any{part: tree}
	}
	data, err := json.Marshal(tree)
	if err != nil {
		return nil, err
	}
	doc, err := d.ParsePatch(context.Background(), k, id, data)
	if err != nil {
		return nil, err
	}
	if err := store.ValidateSet(k, doc); err != nil {
		return nil, err
	}
	return doc.At(path), nil
}

// takeOther chooses an own value.
func (m *Compare) takeOther(o otherTyped) tea.Cmd {
	if o.err != nil {
		return page.Do(page.Fail{Err: plain(m.c, o.err, m.labelOf(o.path))})
	}
	if m.k == nil || m.choice.take == nil {
		return nil
	}
	m.choice.typed[o.path] = o.typed
	m.choice.take[o.path] = desk.Choice{Value: o.value}
	return nil
}

// askWhy asks for the reason of the decision.
func (m *Compare) askWhy(decide bool) tea.Cmd {
	if !m.may() {
		return m.told()
	}
	w := &m.c.Words.Conflict
	return page.Do(page.Prompt{
		Title: w.ReasonTitle, Body: w.ReasonBody, Label: w.ReasonLabel, Value: m.choice.why, Lines: 3, Required: decide,
		Then: func(why string) tea.Cmd { return page.Do(whySaid{strings.TrimSpace(why), decide}) },
		Keep: func(why string) tea.Cmd { return page.Do(whySaid{strings.TrimSpace(why), false}) },
	})
}

// decide is F8: to what is not chosen yet, to the reason, or the last question.
func (m *Compare) decide() tea.Cmd {
	w := &m.c.Words.Conflict
	if !m.may() {
		return m.told()
	}
	if left := m.left(); len(left) > 0 {
		m.cursor, m.scroll = left[0], 0
		return page.Do(page.Toast{Text: sprintf(w.FirstLeft, len(left)), Level: page.Warn})
	}
	if m.choice.why == "" {
		return m.askWhy(true)
	}
	d, seen, take, why := m.desk, m.k.Seen, m.choice.take, m.choice.why
	return page.Do(page.Confirm{
		Title: w.ConfirmTitle, Body: m.question(), Yes: w.ConfirmYes, Danger: true,
		Then: func() tea.Msg {
			_, err := d.Resolve(context.Background(), seen, take, why)
			return decided{err: err}
		},
	})
}

// question says what the decision takes, what it makes of the total, where it
// goes, and why.
func (m *Compare) question() string {
	w := &m.c.Words.Conflict
	var lines []string
	if m.twins() {
		lines = append(lines, m.twinsQuestion())
	} else {
		var parts []string
		for i := range m.k.Sides {
			if n := m.count(m.k.Sides[i].Letter); n > 0 {
				parts = append(parts, sprintf(w.Counts, m.k.Sides[i].Letter, n))
			}
		}
		if n := m.count(""); n > 0 {
			parts = append(parts, sprintf(w.CountOther, n))
		}
		lines = append(lines, sprintf(w.ConfirmBody, m.names.Record(m.k.Kind, m.k.Title), strings.Join(parts, ", ")))
	}
	if e := m.k.Effect(m.choice.take); e != nil {
		lines = append(lines, sprintf(w.ConfirmEffect, m.effect(e)))
	}
	lines = append(lines, sprintf(w.ConfirmWhere, strings.Join(m.k.Authors, ", ")), sprintf(w.ConfirmWhy, m.choice.why))
	return strings.Join(lines, "\n")
}

func (m *Compare) count(letter string) int {
	n := 0
	for _, one := range m.choice.take {
		if one.Side == letter {
			n++
		}
	}
	return n
}

func (m *Compare) twinsQuestion() string {
	at := m.sideOf(m.choice.take[desk.SameAsPath].Side)
	var others []string
	keep := ""
	for i := range m.k.Sides {
		s := &m.k.Sides[i]
		name := s.Letter + " " + m.dot() + " " + s.Actor + " " + m.dot() + " " + day(m.c, s.At)
		if i == at {
			keep = name
		} else {
			others = append(others, name)
		}
	}
	return m.names.Record(m.k.Kind, m.k.Title) + "\n" + sprintf(m.c.Words.Conflict.ConfirmTwins, keep, strings.Join(others, "; "))
}

func (m *Compare) dot() string { return m.c.Theme.Glyph.Dot }
