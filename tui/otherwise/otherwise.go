// Package otherwise tells an officer where the province decided otherwise than
// this laptop wrote: which values it did not take where versions disagreed, which
// changes it refused, and which record it keeps instead.
//
// It is told above the record until the person has looked at the record's
// history, where both values and the reason stand, or has written in the record
// again. Both end it for good, so that nobody reads every day what is known; a
// later decision on the same record is told anew.
package otherwise

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// looked is where the decisions are kept that the person has looked at: by
// "kind/id" of the record the newest of them.
const looked = "ui.otherwise"

// Teller says what there is to tell. A nil Teller tells nothing.
type Teller struct {
	desk *desk.Desk
	log  store.Log
}

// New returns the teller of a store.
func New(d *desk.Desk, log store.Log) *Teller { return &Teller{d, log} }

// Of returns what there is to tell above a record, nil for nothing.
func (t *Teller) Of(ctx context.Context, k store.Kind, id string) (*desk.Otherwise, error) {
	if t == nil {
		return nil, nil
	}
	o, err := t.desk.Otherwise(ctx, k, id)
	if err != nil || o == nil {
		return nil, err
	}
	var seen map[string]string
	err = t.log.View(ctx, func(tx store.Tx) error {
		seen, err = read(tx)
		return err
	})
	if err != nil || seen[name(k, id)] == o.Rev.String() {
		return nil, err
	}
	return o, nil
}

// Looked keeps that the person has looked at the history of a record.
func (t *Teller) Looked(ctx context.Context, k store.Kind, id string) error {
	o, err := t.Of(ctx, k, id)
	if err != nil || o == nil {
		return err
	}
	return t.log.Update(ctx, func(tx store.Tx) error {
		seen, err := read(tx)
		if err != nil {
			return err
		}
		seen[name(k, id)] = o.Rev.String()
		data, err := json.Marshal(seen)
		if err != nil {
			return fmt.Errorf("writing which decisions were looked at: %w", err)
		}
		return tx.SetSetting(looked, data)
	})
}

func name(k store.Kind, id string) string { return string(k) + "/" + id }

func read(tx store.Tx) (map[string]string, error) {
	seen := map[string]string{}
	data, err := tx.Setting(looked)
	if err != nil || data == nil {
		return seen, err
	}
	if err := json.Unmarshal(data, &seen); err != nil {
		return nil, fmt.Errorf("reading which decisions were looked at: %w", err)
	}
	return seen, nil
}

// named is how many fields a sentence names.
const named = 4

// Sentences are what stands above a record, one sentence each, the last with the
// key that shows more.
func Sentences(c *page.Context, names leaf.Names, o *desk.Otherwise) []string {
	if o == nil {
		return nil
	}
	out := Facts(c, names, o)
	out[len(out)-1] += " " + c.Words.Otherwise.See
	return out
}

// Facts are the sentences without the key.
func Facts(c *page.Context, names leaf.Names, o *desk.Otherwise) []string {
	w := &c.Words.Otherwise
	var out []string
	if n, fields := list(names, o.Kind, o.Chosen); n > 0 {
		out = append(out, fmt.Sprintf(w.Chosen, page.Count(n), fields))
	}
	switch _, fields := list(names, o.Kind, o.Lost); {
	case o.Refused > 0 && fields == "":
		out = append(out, fmt.Sprintf(w.Refused, page.Count(o.Refused)))
	case o.Refused > 0:
		out = append(out, fmt.Sprintf(w.RefusedOf, page.Count(o.Refused), fields))
	}
	if o.SameAs != "" {
		out = append(out, fmt.Sprintf(w.SameAs, o.SameAs))
	}
	return out
}

// most is how many fields [Notes] says with both values; the history has all, and
// the form keeps the room.
const most = 3

// Notes are what stands above a form, in lines of at most width cells: the
// sentences, and of the first fields what was written here and what counts.
func Notes(c *page.Context, names leaf.Names, o *desk.Otherwise, width int) []string {
	if o == nil {
		return nil
	}
	var out []string
	add := func(sign, s string) {
		for _, l := range page.Wrap(s, width-3) {
			out = append(out, sign+" "+l)
			sign = " "
		}
	}
	for _, s := range Sentences(c, names, o) {
		add("!", s)
	}
	for i := range o.Chosen[:min(len(o.Chosen), most)] {
		add(c.Theme.Glyph.Dot, Chosen(c, names, o.Kind, &o.Chosen[i]))
	}
	for i := range o.Lost[:min(len(o.Lost), most)] {
		add(c.Theme.Glyph.Dot, Lost(c, names, o.Kind, &o.Lost[i]))
	}
	return out
}

// list counts and names fields: the items of a sheet by their numbers, once each,
// since points, evidence and reason of one are one item to a person.
func list(names leaf.Names, k store.Kind, changes []desk.Change) (n int, fields string) {
	var out []string
	for i := range changes {
		c := &changes[i]
		word, _, ok := names.Item(k, c.Path)
		if !ok {
			word = names.Label(k, c.Path, c.Label)
		}
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	n = len(out)
	if n > named {
		out = append(out[:named], "…")
	}
	return n, strings.Join(out, ", ")
}

// Chosen says of one field what the province chose and what was written here.
func Chosen(c *page.Context, names leaf.Names, k store.Kind, f *desk.Change) string {
	return values(c, names, k, f, c.Words.Otherwise.Values)
}

// Lost says of one field of a refused change what stands there and what was
// written here.
func Lost(c *page.Context, names leaf.Names, k store.Kind, f *desk.Change) string {
	return values(c, names, k, f, c.Words.Otherwise.Stands)
}

func values(c *page.Context, names leaf.Names, k store.Kind, f *desk.Change, form string) string {
	value := func(s string) string {
		if s == "" {
			return c.Words.Otherwise.Nothing
		}
		return names.Value(k, f.Path, s)
	}
	label := names.Label(k, f.Path, f.Label)
	if _, what, ok := names.Item(k, f.Path); ok {
		label = what
	}
	return fmt.Sprintf(form, label, value(f.To), value(f.From))
}
