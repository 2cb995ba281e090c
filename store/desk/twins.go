package desk

import (
	"context"
	"slices"

	"coopfield/store"
)

// Records that a person called the same (sync protocol, What is a conflict):
// the ops say which record stands on for which; here reads follow them.
//
// What the ops of several people say together may hold chains and circles,
// though nobody may write one: of a chain the last record is kept, of a circle
// the one with the smallest id, so that one always stands. A record is left out
// only while the one that is kept for it is held.

// same returns which records of a kind are marked as the same as another one,
// as of now.
func (w *work) same(k store.Kind) (map[string]string, error) {
	if m, read := w.sames[k]; read {
		return m, nil
	}
	m, err := w.tx.Same(k)
	if err != nil {
		return nil, err
	}
	if w.sames == nil {
		w.sames = map[store.Kind]map[string]string{}
	}
	w.sames[k] = m
	return m, nil
}

// noteSame writes what the ops of e say now, and reports whether that is news.
func (w *work) noteSame(e *entry) (bool, error) {
	same, err := w.same(e.kind)
	if err != nil {
		return false, err
	}
	kept := ""
	if e.rec != nil {
		kept = e.rec.SameAs
	}
	if same[e.id] == kept {
		return false, nil
	}
	if kept == "" {
		delete(same, e.id)
	} else {
		same[e.id] = kept
	}
	return true, w.tx.SetSame(e.kind, e.id, kept)
}

// keptIn returns the record that stands for id.
func keptIn(same map[string]string, id string) string {
	seen := map[string]bool{}
	for at := id; ; at = same[at] {
		if _, marked := same[at]; !marked {
			return at
		}
		if !seen[at] {
			seen[at] = true
			continue
		}
		low := at
		for x := same[at]; x != at; x = same[x] {
			low = min(low, x)
		}
		return low
	}
}

// keptOf returns the record that stands for one, itself if it stands by itself
// or the other one is not held.
func (w *work) keptOf(k store.Kind, id string) (string, error) {
	same, err := w.same(k)
	if err != nil || len(same) == 0 {
		return id, err
	}
	kept := keptIn(same, id)
	if kept == id {
		return id, nil
	}
	r, err := w.record(k, kept)
	if err != nil || r == nil {
		return id, err
	}
	return kept, nil
}

// hidden returns the records of a kind that another one stands for, with it.
func (w *work) hidden(k store.Kind) (map[string]string, error) {
	same, err := w.same(k)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for id := range same {
		kept, err := w.keptOf(k, id)
		if err != nil {
			return nil, err
		}
		if kept != id {
			out[id] = kept
		}
	}
	return out, nil
}

// twinsOf returns the ids of the records that id stands for, sorted, without it.
func (w *work) twinsOf(k store.Kind, id string) ([]string, error) {
	hidden, err := w.hidden(k)
	var out []string
	for dup, kept := range hidden {
		if kept == id {
			out = append(out, dup)
		}
	}
	slices.Sort(out)
	return out, err
}

// sameField is the name by which a query asks for the duplicates of a record.
const sameField = "same_as"

// following makes a query follow what is the same: duplicates are left out
// unless they are asked for by id or by same_as, and who asks for the records of
// a cooperative gets those that name a duplicate of it too. It reports false if
// nothing can be found.
func (w *work) following(q store.Query) (store.Query, bool, error) {
	hidden, err := w.hidden(q.Kind)
	if err != nil {
		return q, false, err
	}
	q.Where = slices.Clone(q.Where)
	all := false
	for i := range q.Where {
		c := &q.Where[i]
		switch c.Field {
		case "id":
			all = true
		case sameField:
			all = true
			twins, err := w.twinsOf(q.Kind, c.Value)
			if err != nil || len(twins) == 0 {
				return q, false, err
			}
			*c = store.Cond{Field: "id", Value: twins[0], Also: twins[1:]}
		case "cooperative":
			if q.Kind == store.Cooperative {
				continue
			}
			twins, err := w.twinsOf(store.Cooperative, c.Value)
			if err != nil {
				return q, false, err
			}
			c.Also = append(slices.Clone(c.Also), twins...)
		}
	}
	if !all {
		for id := range hidden {
			q.Without = append(q.Without, id)
		}
		slices.Sort(q.Without)
	}
	return q, true, nil
}

// List calls f for each record that q selects, in a stable order. Records that
// another one stands for (same_as) are left out unless q asks for them by id or
// by same_as.
func (d *Desk) List(ctx context.Context, q store.Query, f func(*store.Record) error) error {
	if store.SpecOf(q.Kind) == nil {
		return badKind(q.Kind)
	}
	return d.view(ctx, func(w *work) error {
		q, any, err := w.following(q)
		if err != nil || !any {
			return err
		}
		same, err := w.same(q.Kind)
		if err != nil {
			return err
		}
		return w.tx.Records(q, func(r *store.Record) error {
			r.SameAs = same[r.ID]
			return f(r)
		})
	})
}

// standsAlone refuses to write on a record that another one stands for.
func (w *work) standsAlone(k store.Kind, id, title string) error {
	kept, err := w.keptOf(k, id)
	if err != nil || kept == id {
		return err
	}
	return &store.Error{
		Code: store.Conflict, Detail: "same-as", Message: title + " đã được ghi là trùng với hồ sơ " + kept,
		Kept: nothingWritten, Hint: "ghi vào hồ sơ được giữ lại",
	}
}

// ofKept refuses a new record that names a cooperative which another one stands for.
func (w *work) ofKept(k store.Kind, doc store.Doc) error {
	coop := doc.Text("cooperative")
	if coop == "" || k == store.Cooperative {
		return nil
	}
	r, err := w.record(store.Cooperative, coop)
	if err != nil || r == nil {
		return err
	}
	return w.standsAlone(store.Cooperative, coop, r.Doc.Text("name"))
}
