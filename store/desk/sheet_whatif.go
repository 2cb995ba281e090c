package desk

import (
	"context"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/scheme"
)

// Targets are the points that this sheet may be asked to reach: what the
// programmes of the cooperative end with, then every band above the total, the
// nearest first. Nothing is asked of a cooperative that is not assessed.
func (s *Sheet) Targets() []Target {
	if s.Result.Excluded != nil {
		return nil
	}
	var out []Target
	for _, p := range s.programmes {
		t := Target{Programme: p.ID, Title: p.Title, Points: p.ExitScore, Column: p.ScoreColumn}
		if len(s.input.Given[t.Column]) == 0 {
			t.Column = s.Official // nothing is there to go on from yet
		}
		out = append(out, t)
	}
	if s.Scheme.Partial {
		return out
	}
	for _, b := range slices.Backward(s.Scheme.Ratings) {
		known := slices.ContainsFunc(out, func(t Target) bool { return t.Points == b.From && t.Column == s.Official })
		if b.From > s.Result.Total && !known {
			out = append(out, Target{Band: b.ID, Title: b.Title, Points: b.From, Column: s.Official})
		}
	}
	return out
}

// Way finds the way of the sheet to a target; see [scheme.Scheme.Way]. It
// changes nothing.
func (s *Sheet) Way(t Target) (scheme.Way, error) {
	return s.Scheme.Way(s.input, scheme.Options{Column: t.Column}, t.Points)
}

// Schemes are the other rules that the sheet's figures can be run under: the
// other revisions of its own scheme that are held, newest first, then the
// newest revision of every other scheme, by id.
func (s *Sheet) Schemes() []*scheme.Scheme { return s.others }

// Under scores the sheet's figures under another scheme, with what the yearly
// figures know besides; see [scheme.Scheme.Rescore]. The sheet stays as it is.
func (s *Sheet) Under(o *scheme.Scheme) (scheme.Rescored, error) {
	return o.Rescore(s.Scheme, s.input, figures(o, s.annual), figures(o, s.annualBefore))
}

// Newer returns the newest held revision of the sheet's scheme, nil if the
// sheet is made with it.
func (s *Sheet) Newer() *scheme.Scheme {
	for _, o := range s.others {
		if o.ID == s.Scheme.ID && o.Revision > s.Scheme.Revision {
			return o
		}
	}
	return nil
}

// Transfer says what becomes of the sheet if it goes on under another revision
// of its scheme; see [scheme.Scheme.Transfer].
func (s *Sheet) Transfer(to *scheme.Scheme) scheme.Transfer { return to.Transfer(s.Scheme, s.input) }

// otherSchemes lists what [Sheet.Schemes] returns.
func (c *catalog) otherSchemes(own *scheme.Scheme) []*scheme.Scheme {
	var out []*scheme.Scheme
	for _, o := range slices.Backward(c.schemes[own.ID]) {
		if o.Revision != own.Revision {
			out = append(out, o)
		}
	}
	for _, id := range c.schemeIDs() {
		if list := c.schemes[id]; id != own.ID {
			out = append(out, list[len(list)-1])
		}
	}
	return out
}

// MoveToRevision lets a draft go on under another revision of its scheme: the
// typed fields then say so, as if a person had typed each change, and they
// become one op with the rest. What does not go on is taken out; [Sheet.Transfer]
// says beforehand what that is. Errors: Conflict for a finalised sheet and, with
// the scheme's detail, for points that do not fit together; NotFound for a
// revision that is not held; Denied if points would go that another one wrote.
func (d *Desk) MoveToRevision(ctx context.Context, id string, revision int64) error {
	var edits []Edit
	err := d.view(ctx, func(w *work) error {
		s, err := w.sheet(id)
		if err != nil {
			return err
		}
		to, err := w.cat.scheme(s.Scheme.ID, revision)
		if err != nil {
			return err
		}
		if edits, err = s.move(to); err != nil {
			return err
		}
		set := store.Doc{}
		for _, e := range edits {
			set.Put(e.Path, e.Value)
		}
		return w.allowed(store.Assessment, store.OpPut, id, s.Doc, set)
	})
	if err != nil {
		return err
	}
	_, err = d.SaveFields(ctx, store.Assessment, id, edits...)
	return err
}

// move returns the edits that take the sheet to another revision.
func (s *Sheet) move(to *scheme.Scheme) ([]Edit, error) {
	if err := s.editable(); err != nil {
		return nil, err
	}
	if to.Revision == s.Scheme.Revision {
		return nil, &store.Error{
			Code: store.Conflict, Detail: "same-revision", Message: fmt.Sprintf("bảng đã theo bản %d của bộ tiêu chí", to.Revision), Hint: "không cần chuyển",
		}
	}
	t := s.Transfer(to)
	if t.Refused != nil {
		return nil, &store.Error{
			Code: store.Conflict, Detail: store.DetailOf(t.Refused), Message: "điểm trong bảng không khớp bản mới: " + firstMessage(t.Refused),
			Kept: "bảng giữ nguyên bản cũ", Hint: "giảm các điểm đó trước rồi chuyển", Err: t.Refused,
		}
	}
	edits := []Edit{{Path: "scheme_revision", Value: to.Revision}}
	gone := func(p store.Path) {
		if _, typed := s.Raw[p]; typed || s.Doc.At(p) != nil {
			edits = append(edits, Edit{Path: p})
		}
	}
	for _, c := range t.Items {
		for _, col := range c.Lost {
			gone(string(col) + "." + c.ID)
		}
		if c.Now != nil {
			continue
		}
		for _, group := range []string{"self", "checked", "approved", "evidence", "reason", "flag"} {
			gone(group + "." + c.ID)
		}
		if id := c.Was.Criterion.ID; !hasCriterion(to, id) {
			gone("cause." + id)
			gone("comments." + id)
		}
	}
	for _, f := range t.Facts {
		if f.What == scheme.Gone || f.What == scheme.Unit {
			gone("facts." + f.ID)
			gone("facts_state." + f.ID)
		}
	}
	return compactEdits(edits), nil
}

// compactEdits leaves the first of several edits of one leaf.
func compactEdits(edits []Edit) []Edit {
	seen := map[store.Path]bool{}
	return slices.DeleteFunc(edits, func(e Edit) bool {
		again := seen[e.Path]
		seen[e.Path] = true
		return again
	})
}
