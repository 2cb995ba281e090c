package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/vi"
)

// Review is what the province said when it gave a record back.
type Review struct {
	Why      string
	Actor    string
	At       int64 // ms UTC as that clock claimed; for people only
	Comments []Comment
}

// Comment is what the province says of one criterion.
type Comment struct {
	On    string // id of the criterion
	Title string
	Text  string
}

// returned returns what a record was given back with, nil if it was not or has
// been finalised since.
func (w *work) returned(e *entry) (*Review, error) {
	if e.rec == nil || e.rec.ReturnReason == "" {
		return nil, nil
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	s := oplog.Fold(oplog.RulesOf(e.kind), e.counted())
	if s.Returned == nil {
		return nil, nil
	}
	r := &Review{Why: s.Returned.Why, Actor: s.Returned.Actor, At: s.Returned.At}
	sc, err := w.cat.schemeOf(e.rec.Doc)
	if err != nil || e.kind != store.Assessment {
		sc = nil
	}
	for _, id := range sortedKeys(s.Returned.Comments) {
		text, _ := s.Returned.Comments[id].(string)
		if text == "" {
			continue // taken back
		}
		c := Comment{On: id, Text: text}
		if sc != nil {
			for _, g := range sc.Groups {
				for _, k := range g.Criteria {
					if k.ID == id {
						c.Title = k.Title
					}
				}
			}
		}
		r.Comments = append(r.Comments, c)
	}
	return r, nil
}

// Comments makes of comments by criterion or item what Return and Accept set:
// an item's stands with its criterion, behind its code. Invalid for an id that
// the scheme of the record does not know.
func (d *Desk) Comments(ctx context.Context, id string, given map[string]string) (store.Doc, error) {
	out := store.Doc{}
	err := d.view(ctx, func(w *work) error {
		r, err := w.known(store.Assessment, id)
		if err != nil {
			return err
		}
		sc, err := w.cat.schemeOf(r.Doc)
		if err != nil {
			return err
		}
		for _, on := range sortedKeys(given) {
			text := vi.Clean(given[on], true)
			if it, ok := sc.Item(on); ok && !hasCriterion(sc, on) {
				on, text = it.Criterion.ID, on+": "+text
			} else if !hasCriterion(sc, on) {
				return &store.Error{
					Code: store.Invalid, Detail: "comments." + on, Message: fmt.Sprintf("bộ tiêu chí %s không có tiêu chí hay mục %q", sc.ID, on),
					Kept: nothingWritten, Hint: "ghi mã của tiêu chí hoặc mục, như 3 hoặc 3a",
				}
			}
			if before := out.Text(on); before != "" {
				text = before + "\n" + text
			}
			out[on] = text
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return store.Doc{"comments": out}, nil
}

// anew lets the comments of a return stand alone: what an earlier one said of
// other criteria was answered since.
func anew(doc, patch store.Doc) store.Doc {
	old := doc.Sub("comments")
	if len(old) == 0 {
		return patch
	}
	out := patch.Clone()
	if out == nil {
		out = store.Doc{}
	}
	said := out.Sub("comments")
	if said == nil {
		said = store.Doc{}
		out["comments"] = said
	}
	for id := range old {
		if _, again := said[id]; !again {
			said[id] = nil
		}
	}
	return out
}

// homeReturned lists the records besides the year's sheets that the province
// gave back.
func (w *work) homeReturned(t *Task) error {
	for _, k := range store.Kinds() {
		if !Official(k) || k == store.Assessment {
			continue
		}
		err := w.tx.Records(store.Query{Kind: k, Where: []store.Cond{{Field: "returned", Value: "1"}}}, func(r *store.Record) error {
			if w.d.Me().Role != store.Province && r.Unit != "" && r.Unit != w.d.Me().Unit && !slices.Contains(w.d.Me().Coops, r.Doc.Text("cooperative")) {
				return nil
			}
			title, err := w.title(k, r.Doc)
			if err != nil {
				return err
			}
			t.N++
			if len(t.Entries) < entriesShown {
				t.Entries = append(t.Entries, Entry{Kind: k, ID: r.ID, Title: title, Note: firstLine(r.ReturnReason)})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
