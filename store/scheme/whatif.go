package scheme

import (
	"fmt"
	"strings"

	"coopfield/store"
)

// WhatIf are the questions that a document may be asked beside its score.
type WhatIf struct {
	Column string // "" = checked where any is given, else self
	// To asks for the way: "next" to the band above, the id of a band, or points
	// such as "80"; "" asks nothing.
	To    string
	Other *Scheme // another scheme to run over the figures, nil for none
}

// ScoreDocumentWith is [Scheme.ScoreDocument] with answers to the questions as
// further members of the object: "way" with target, reached, moves (fact, from,
// to, gain, items), open (item, points, room, why, facts) and open_room, null
// where there is no band above; "other" with scheme, revision, score, carried,
// lacking and unused. Besides its errors [store.Usage], "unknown-target", is a To
// that is none of these.
func (s *Scheme) ScoreDocumentWith(doc []byte, ask WhatIf) ([]byte, error) {
	out, err := s.ScoreDocument(doc, ask.Column)
	if err != nil || ask.To == "" && ask.Other == nil {
		return out, err
	}
	d, err := s.ParseDocument(doc)
	if err != nil {
		return nil, err
	}
	out = out[:len(out)-1] // the object goes on
	if ask.To != "" {
		if out, err = s.appendWay(out, d.Sheet, ask); err != nil {
			return nil, err
		}
	}
	if o := ask.Other; o != nil {
		r, err := o.Rescore(s, d.Sheet, nil, nil)
		if err != nil {
			return nil, err
		}
		out = append(out, `, "other": {"scheme": `...)
		out = appendText(out, o.ID)
		out = fmt.Appendf(out, `, "revision": %d, "score": `, o.Revision)
		note := ""
		if day, err := LastDay(d.Period); err == nil {
			if v := o.Valid(day); v.Err != nil {
				note = firstSentence(v.Err)
			} else {
				note = v.Note
			}
		}
		out = r.Result.appendJSON(out, note)
		out = appendIDs(out, "carried", r.Carried)
		out = appendIDs(out, "lacking", r.Lacking)
		out = append(appendIDs(out, "unused", r.Unused), '}')
	}
	return append(out, '}'), nil
}

func firstSentence(err error) string {
	if e, ok := err.(*store.Error); ok { //nolint:errorlint // made here, never wrapped
		return e.Message
	}
	return err.Error()
}

func (s *Scheme) appendWay(b []byte, sh Sheet, ask WhatIf) ([]byte, error) {
	r, err := s.Score(sh, Options{Column: Column(ask.Column)})
	if err != nil {
		return nil, err
	}
	target, ok, err := s.target(ask.To, &r)
	if err != nil {
		return nil, err
	}
	if !ok {
		return append(b, `, "way": null`...), nil
	}
	w, err := s.Way(sh, Options{Column: r.Column}, target)
	if err != nil {
		return nil, err
	}
	b = append(b, `, "way": {"target": `...)
	b = append(append(b, w.Target.String()...), `, "reached": `...)
	b = append(append(b, w.Reached.String()...), `, "moves": [`...)
	for i, m := range w.Moves {
		f, _ := s.Fact(m.Fact)
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendText(append(b, `{"fact": `...), m.Fact)
		b = append(b, `, "from": `...)
		if m.From == nil {
			b = append(b, "null"...)
		} else {
			b = append(b, scaledDecimal(*m.From, f.Scale)...)
		}
		b = append(append(b, `, "to": `...), scaledDecimal(m.To, f.Scale)...)
		b = append(append(b, `, "gain": `...), m.Gain.String()...)
		b = append(appendIDs(b, "items", m.Items), '}')
	}
	b = append(b, `], "open": [`...)
	for i, o := range w.Open {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendText(append(b, `{"item": `...), o.Item)
		b = appendPoints(append(b, `, "points": `...), o.Points)
		b = append(append(b, `, "room": `...), o.Room.String()...)
		b = appendText(append(b, `, "why": `...), string(o.Why))
		if len(o.Facts) > 0 {
			b = appendIDs(b, "facts", o.Facts)
		}
		b = append(b, '}')
	}
	b = append(append(b, `], "open_room": `...), w.OpenRoom.String()...)
	return append(b, '}'), nil
}

// target reads what a way is asked to; false where there is no band above.
func (s *Scheme) target(to string, r *Result) (Points, bool, error) {
	if to == "next" {
		if r.Next == nil {
			return 0, false, nil
		}
		return r.Next.From, true, nil
	}
	ids := []string{"next"}
	for _, b := range s.Ratings {
		if b.ID == to {
			return b.From, true, nil
		}
		ids = append(ids, b.ID)
	}
	p, err := ParsePoints(to)
	if err != nil || p < 0 || p > s.Max {
		return 0, false, &store.Error{
			Code: store.Usage, Detail: "unknown-target", Message: fmt.Sprintf("không hiểu mức cần đạt %q", to),
			Hint: fmt.Sprintf("ghi số điểm từ 0 đến %s, hoặc một trong: %s", s.Max.Spoken(), strings.Join(ids, ", ")),
		}
	}
	return p, true, nil
}

func scaledDecimal(n int64, scale int) string {
	if scale == 0 {
		return fmt.Sprint(n)
	}
	return Points(n).String()
}

func appendIDs(b []byte, key string, ids []string) []byte {
	b = append(append(append(b, `, "`...), key...), `": [`...)
	for i, id := range ids {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendText(b, id)
	}
	return append(b, ']')
}
