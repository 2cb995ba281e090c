package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/vi"
)

// NewID returns an id for a new record: a UUIDv7 of the desk's clock and
// randomness. It fails only if the machine has no randomness left.
func (d *Desk) NewID() (string, error) { return d.newID() }

// Edit opens a record, or a new one with an id from [Desk.NewID], for a form:
// what is held with the typed fields laid over.
func (d *Desk) Edit(ctx context.Context, k store.Kind, id string) (*Form, error) {
	var f *Form
	err := d.view(ctx, func(w *work) error {
		var err error
		f, err = w.form(k, id)
		return err
	})
	return f, err
}

// form reads a record and its draft. The draft lies over the revisions that it
// was begun on, which need not be the newest.
func (w *work) form(k store.Kind, id string) (*Form, error) {
	if store.SpecOf(k) == nil {
		return nil, &store.Error{Code: store.Usage, Message: "không có loại hồ sơ " + string(k)}
	}
	r, err := w.record(k, id)
	if err != nil {
		return nil, err
	}
	f := &Form{Record: r, IsNew: r == nil, Doc: store.Doc{}}
	if r != nil {
		f.Base = r.Heads
	}
	if f.Draft, err = w.tx.Draft(k, id); err != nil {
		return nil, err
	}
	if len(f.Draft) > 0 {
		head, err := w.draftHead(k, id)
		if err != nil {
			return nil, err
		}
		f.Base = head.Base
	}
	if r != nil && len(f.Base) > 0 {
		at := r.Doc // of versions that disagree what counts until it is decided
		if !slices.Equal(f.Base, r.Heads) {
			e, err := w.entry(k, id)
			if err != nil {
				return nil, err
			}
			if at, err = w.prior(e, f.Base); err != nil {
				return nil, err
			}
		}
		f.Doc = at.Clone()
	}
	if r != nil && r.ReturnReason != "" {
		e, err := w.entry(k, id)
		if err != nil {
			return nil, err
		}
		if f.Review, err = w.returned(e); err != nil {
			return nil, err
		}
	}
	overlay(f.Doc, f.Draft)
	return f, nil
}

// notYet reports whether what was typed into a field is no valid value yet.
func notYet(f *store.DraftField) bool { return f.Raw != "" && f.Value == nil }

// overlay lays typed values over doc. What is no valid value yet changes nothing.
func overlay(doc store.Doc, draft []store.DraftField) {
	for _, f := range draft {
		if notYet(&f) {
			continue
		}
		set := store.Doc{}
		set.Put(f.Path, f.Value)
		doc.Apply(set)
	}
}

func (w *work) draftHead(k store.Kind, id string) (*store.DraftHead, error) {
	heads, err := w.tx.Drafts()
	if err != nil {
		return nil, err
	}
	for i := range heads {
		if heads[i].Kind == k && heads[i].ID == id {
			return &heads[i], nil
		}
	}
	return &store.DraftHead{Kind: k, ID: id}, nil
}

// SaveField makes one typed field durable: one commit and nothing else. A nil
// value removes the leaf; raw is what was typed where it is no valid value
// yet, with a value how that was typed: a space at the end stays in the field
// while the value has none. It returns the time to show. Invalid says what is wrong with a value.
func (d *Desk) SaveField(ctx context.Context, k store.Kind, id string, p store.Path, value any, raw string) (time.Time, error) {
	return d.SaveFields(ctx, k, id, Edit{Path: p, Value: value, Raw: raw})
}

// SaveFields makes several typed fields durable in one commit.
func (d *Desk) SaveFields(ctx context.Context, k store.Kind, id string, edits ...Edit) (time.Time, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.o.Clock()
	if len(edits) == 0 {
		return now, nil
	}
	if !store.ValidID(id) {
		return now, &store.Error{Code: store.Invalid, Detail: "id", Message: "mã hồ sơ không phải UUID chữ thường", Hint: "mở lại hồ sơ"}
	}
	fields := make([]store.DraftField, len(edits))
	for i, e := range edits {
		f, err := d.draftField(k, id, e)
		if err != nil {
			return now, err
		}
		f.At = now.UnixMilli()
		fields[i] = f
	}
	kk := key{k, id}
	err := d.o.Log.Update(ctx, func(tx store.Tx) error {
		head, err := d.beginDraft(ctx, tx, kk)
		if err != nil {
			return err
		}
		for i := range fields {
			if err := tx.SaveDraft(&fields[i], head); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return now, err
	}
	d.drafting[kk] = true
	return now, nil
}

// draftField checks a typed field by the form of its kind.
func (d *Desk) draftField(k store.Kind, id string, e Edit) (store.DraftField, error) {
	if s, ok := e.Value.(string); ok {
		e.Value = vi.Clean(s, strings.Contains(s, "\n"))
		if e.Value == "" {
			e.Value = nil
		}
	}
	set := store.Doc{}
	value := e.Value
	for _, part := range strings.Split(e.Path, ".") {
		if !store.ValidKey(part) {
			return store.DraftField{}, &store.Error{Code: store.Invalid, Detail: e.Path, Message: "mục " + e.Path + ": không có mục này"}
		}
	}
	set.Put(e.Path, value)
	if err := store.ValidateSet(k, set); err != nil {
		return store.DraftField{}, err
	}
	return store.DraftField{Kind: k, ID: id, Path: e.Path, Value: value, Raw: e.Raw, Session: d.o.Session}, nil
}

// beginDraft says what a draft is begun on; nil if this run began it already.
func (d *Desk) beginDraft(ctx context.Context, tx store.Tx, k key) (*store.DraftHead, error) {
	if d.drafting[k] {
		return nil, nil
	}
	if d.opened[k] == nil {
		o, err := d.work(ctx, tx).opening(k.kind, k.id)
		if err != nil {
			return nil, err
		}
		d.opened[k] = o
	}
	r, err := d.work(ctx, tx).record(k.kind, k.id)
	if err != nil {
		return nil, err
	}
	head := &store.DraftHead{Kind: k.kind, ID: k.id, Actor: d.Me().Person, New: r == nil}
	if r != nil {
		head.Base = r.Heads
	}
	return head, nil
}

// ClearField forgets one typed field: the record shows what is held again.
func (d *Desk) ClearField(ctx context.Context, k store.Kind, id string, p store.Path) error {
	return d.drop(ctx, k, id, p)
}

// Discard forgets all typed fields of a record; of a visit or consultation also
// what was typed at it of earlier recommendations.
func (d *Desk) Discard(ctx context.Context, k store.Kind, id string) error { return d.drop(ctx, k, id) }

func (d *Desk) drop(ctx context.Context, k store.Kind, id string, paths ...store.Path) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.drafting, key{k, id})
	return d.o.Log.Update(ctx, func(tx store.Tx) error {
		if err := tx.DropDraft(k, id, paths...); err != nil || len(paths) > 0 {
			return err
		}
		return d.work(ctx, tx).dropFound(key{k, id})
	})
}

// Commit turns the typed fields of a record into one op on the revisions that
// the draft was begun on, and returns the revision that counts then. Typed
// texts that are no valid value stay in the draft. Without a draft it changes
// nothing; NotFound if there is no record either. Errors are those of
// [Desk.Put], and then the draft is kept.
func (d *Desk) Commit(ctx context.Context, k store.Kind, id string) (store.Hash, error) {
	var rev store.Hash
	err := d.update(ctx, func(w *work) error {
		var err error
		rev, err = w.commit(k, id)
		return err
	})
	return rev, draftKept(err)
}

func draftKept(err error) error {
	if err == nil {
		return nil
	}
	faults := faultsOf(err)
	if len(faults) != 1 || faults[0].Kept != "" {
		return err
	}
	out := *faults[0]
	out.Kept, out.Err = "bản nháp giữ nguyên", err
	return &out
}

func (w *work) commit(k store.Kind, id string) (store.Hash, error) {
	f, err := w.form(k, id)
	if err != nil {
		return store.Hash{}, err
	}
	if len(f.Draft) == 0 {
		if f.Record == nil {
			return store.Hash{}, notFound(k, id)
		}
		return f.Record.Rev, nil
	}
	rev, err := w.commitForm(k, id, f)
	if err != nil {
		return store.Hash{}, err
	}
	if err := w.tx.DropDraft(k, id); err != nil {
		return store.Hash{}, err
	}
	delete(w.d.drafting, key{k, id})
	r, err := w.record(k, id)
	if err != nil || r == nil {
		return rev, err
	}
	for i := range f.Draft {
		if !notYet(&f.Draft[i]) {
			continue
		}
		head := &store.DraftHead{Kind: k, ID: id, Actor: w.d.Me().Person, Base: r.Heads}
		if err := w.tx.SaveDraft(&f.Draft[i], head); err != nil {
			return rev, err
		}
	}
	return r.Rev, nil
}

func (w *work) commitForm(k store.Kind, id string, f *Form) (store.Hash, error) {
	r := f.Record
	if r == nil {
		return w.create(k, id, f.Doc, 0)
	}
	patch := store.Doc{}
	for _, t := range f.Draft {
		if !notYet(&t) {
			patch.Put(t.Path, t.Value)
		}
	}
	if len(f.Base) == 0 { // the same record came from elsewhere while this one was typed
		e, err := w.entry(k, id)
		if err != nil {
			return store.Hash{}, err
		}
		doc, err := w.complete(k, id, f.Doc)
		if err != nil {
			return store.Hash{}, err
		}
		if err := w.allowed(k, store.OpPut, id, nil, doc); err != nil {
			return store.Hash{}, err
		}
		e.stale = true
		return w.make(change{kind: k, id: id, op: store.OpPut, set: doc, ref: w.cat.refs(k, doc)})
	}
	if slices.Equal(f.Base, r.Heads) {
		return w.patch(r, patch, r.Heads)
	}
	e, err := w.entry(k, id)
	if err != nil {
		return store.Hash{}, err
	}
	at, err := w.prior(e, f.Base)
	if err != nil {
		return store.Hash{}, err
	}
	set, err := w.revised(k, id, at, patch)
	if err != nil || len(set) == 0 {
		return r.Rev, err
	}
	if err := w.allowed(k, store.OpPut, id, at, set); err != nil {
		return store.Hash{}, err
	}
	return w.make(change{kind: k, id: id, op: store.OpPut, base: f.Base, set: set, ref: w.cat.refsAfter(k, at, set)})
}

// Recovered lists the drafts that earlier runs of the program left, newest first.
func (d *Desk) Recovered(ctx context.Context) ([]Recovered, error) {
	var out []Recovered
	err := d.view(ctx, func(w *work) error {
		all, err := w.drafts()
		if err != nil {
			return err
		}
		for _, x := range all {
			if x.head.Session != d.o.Session {
				out = append(out, x.Recovered)
			}
		}
		return nil
	})
	return out, err
}

type draftEntry struct {
	Recovered
	head store.DraftHead
}

// drafts lists the records with typed fields, newest first, with their titles.
func (w *work) drafts() ([]draftEntry, error) {
	heads, err := w.tx.Drafts()
	if err != nil {
		return nil, err
	}
	out := make([]draftEntry, 0, len(heads))
	at := map[key]int{} // of visits and consultations, whose outcomes stand in drafts of their own
	for _, h := range heads {
		f, err := w.form(h.Kind, h.ID)
		if err != nil {
			return nil, err
		}
		own := key{h.Kind, h.ID}
		if own = foundIn(own, f.Doc); own.id != h.ID {
			h.Kind, h.ID = own.kind, own.id
			if f, err = w.form(h.Kind, h.ID); err != nil {
				return nil, err
			}
		}
		if i, listed := at[own]; listed {
			out[i].Fields += h.Fields
			continue
		}
		at[own] = len(out)
		title, err := w.title(h.Kind, f.Doc)
		if err != nil {
			return nil, err
		}
		out = append(out, draftEntry{Recovered{Kind: h.Kind, ID: h.ID, Title: title, Fields: h.Fields, At: h.Last}, h})
	}
	return out, nil
}
