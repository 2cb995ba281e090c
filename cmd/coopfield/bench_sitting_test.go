//go:build unix

package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sample"
)

// sitting is what a person writes of a record before turning to something else:
// one op.
type sitting struct {
	kind  store.Kind
	id    string
	doc   store.Doc // what is set; of a record that is there, the fields that change
	at    int64     // of a whole record
	final bool      // finalises what is there, or a whole record
}

// of takes a record apart as the work goes. With each year something of the
// cooperative itself is corrected.
func (w work) of(r sample.Record) []sitting {
	if w == registers {
		return []sitting{{r.Kind, r.ID, r.Doc, r.At, r.Final}}
	}
	parts := partsOf(r)
	if w == fields {
		parts = fieldsOf(parts)
	}
	var out []sitting
	if r.Kind == store.Annual {
		out = append(out, sitting{kind: store.Cooperative, id: r.Doc.Text("cooperative"), doc: store.Doc{
			"phone": "000 " + r.Doc.Text("received_on"), "notes": fmt.Sprint("Dữ liệu huấn luyện, sửa năm ", r.Doc["year"]),
		}})
	}
	for _, doc := range parts {
		out = append(out, sitting{kind: r.Kind, id: r.ID, doc: doc})
	}
	if r.Final {
		out = append(out, sitting{kind: r.Kind, id: r.ID, final: true})
	}
	return out
}

// partsOf is a record by sittings: figures are copied from the report and
// completed later; of a sheet the facts come first, then what the cooperative
// says of itself, then what was checked on the spot.
func partsOf(r sample.Record) []store.Doc {
	rest := store.Doc{}
	rest.Apply(r.Doc)
	switch r.Kind {
	case store.Annual:
		figures := cut(rest, "figures").Sub("figures")
		names := slices.Sorted(maps.Keys(figures))
		half := len(names) / 2
		rest["figures"] = cut(figures, names[:half]...)
		return []store.Doc{rest, {"figures": figures}}
	case store.Assessment:
		self, checked := cut(rest, "self"), cut(rest, "checked", "evidence", "reason", "board_agreed", "supervisor_agreed")
		return []store.Doc{rest, self, checked}
	}
	return []store.Doc{rest}
}

// fieldsOf leaves the first part, with which a record begins, and takes the
// groups of the others a few leaves at a time.
func fieldsOf(parts []store.Doc) []store.Doc {
	out := parts[:1]
	for _, part := range parts[1:] {
		for _, name := range slices.Sorted(maps.Keys(part)) {
			group, ok := part[name].(store.Doc)
			if !ok {
				out[0][name] = part[name]
				continue
			}
			for few := range slices.Chunk(slices.Sorted(maps.Keys(group)), 4) {
				set := store.Doc{}
				for _, leaf := range few {
					set[leaf] = group[leaf]
				}
				out = append(out, store.Doc{name: set})
			}
		}
	}
	return out
}

// cut takes fields out of doc.
func cut(doc store.Doc, fields ...string) store.Doc {
	out := store.Doc{}
	for _, f := range fields {
		if v, ok := doc[f]; ok {
			out[f] = v
			delete(doc, f)
		}
	}
	return out
}

// save makes the op of a sitting.
func (s *sitting) save(b *testing.B, o *opened) {
	b.Helper()
	ctx := context.Background()
	if s.final {
		_, err := o.Desk.Finalise(ctx, s.kind, s.id)
		fatal(b, err)
		return
	}
	_, err := o.Desk.Put(ctx, s.kind, []desk.Input{{ID: s.id, Doc: s.doc}})
	fatal(b, err)
}
