package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/oplog"
)

// Undone is what an undo to the state at opening took back.
type Undone struct {
	At     int64    `json:"at"`     // ms UTC of the undo
	Fields []Change `json:"fields"` // From = at opening, To = what was taken back
	Typed  int      `json:"typed"`  // of them typed and in no op
	Saved  int      `json:"saved"`  // of them in ops: a put set them back
}

// opening is a record as a form found it.
type opening struct {
	heads []store.Hash
	head  store.DraftHead // of the draft that was there, if any
	draft []store.DraftField
}

// undone is an Undone as it is kept, with what brings it back.
type undone struct {
	Undone
	Draft []keptField `json:"draft,omitempty"` // typed fields that were dropped
	Base  []string    `json:"base,omitempty"`  // revisions that they were typed on
	New   bool        `json:"new,omitempty"`
	Set   []keptField `json:"set,omitempty"` // leaves as the ops had set them
	// Heads before and after the op that set them back; empty if there was none.
	Before []string `json:"before,omitempty"`
	After  []string `json:"after,omitempty"`
}

// keptField is a leaf with the type of its value.
type keptField struct {
	Path    store.Path `json:"path"`
	Text    *string    `json:"text,omitempty"`
	Number  *int64     `json:"number,omitempty"`
	Truth   *bool      `json:"truth,omitempty"`
	Raw     string     `json:"raw,omitempty"`
	At      int64      `json:"at,omitempty"`
	Session string     `json:"session,omitempty"`
}

func keep(p store.Path, v any) keptField {
	k := keptField{Path: p}
	switch v := v.(type) {
	case string:
		k.Text = &v
	case int64:
		k.Number = &v
	case bool:
		k.Truth = &v
	}
	return k
}

func (k *keptField) value() any {
	switch {
	case k.Text != nil:
		return *k.Text
	case k.Number != nil:
		return *k.Number
	case k.Truth != nil:
		return *k.Truth
	}
	return nil
}

// undoneMax bounds how many undos of one record can be brought back.
const undoneMax = 20

func undoneSetting(k store.Kind, id string) string { return "undone/" + string(k) + "/" + id }

// Opened notes the state of a record as the state at opening, to which
// [Desk.UndoToOpening] goes back. A form calls it when it opens. Without a call
// the state before the first field typed in this run counts.
func (d *Desk) Opened(ctx context.Context, k store.Kind, id string) error {
	var o *opening
	err := d.o.Log.View(ctx, func(tx store.Tx) error {
		var err error
		o, err = d.work(ctx, tx).opening(k, id)
		return err
	})
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opened[key{k, id}] = o
	return nil
}

func (w *work) opening(k store.Kind, id string) (*opening, error) {
	o := &opening{}
	r, err := w.record(k, id)
	if err != nil {
		return nil, err
	}
	if r != nil {
		o.heads = slices.Clone(r.Heads)
	}
	if o.draft, err = w.tx.Draft(k, id); err != nil || len(o.draft) == 0 {
		return o, err
	}
	head, err := w.draftHead(k, id)
	if err == nil {
		o.head = *head
	}
	return o, err
}

// UndoToOpening takes a record back to the state at opening: typed fields of
// since then are dropped, and where own changes were saved since (Ctrl+S) a put
// sets their leaves back to what they were; what others changed meanwhile stays.
// What is taken back is kept and Redo brings it back. It returns nil if there
// was nothing to undo.
//
// Errors: Conflict, detail "created", for a record that did not exist at
// opening and was saved since; "final" and "void" for one that was finalised or
// voided since; those of Put.
func (d *Desk) UndoToOpening(ctx context.Context, k store.Kind, id string) (*Undone, error) {
	var out *Undone
	err := d.update(ctx, func(w *work) error {
		var err error
		out, err = w.undo(k, id)
		return err
	})
	return out, draftKept(err)
}

func (w *work) undo(k store.Kind, id string) (*Undone, error) {
	o := w.d.opened[key{k, id}]
	if o == nil {
		return nil, nil // nothing was opened or typed in this run
	}
	f, err := w.form(k, id)
	if err != nil {
		return nil, err
	}
	u := &undone{Undone: Undone{At: w.now}}
	e, err := w.entry(k, id)
	if err != nil {
		return nil, err
	}
	was := store.Doc{}
	if len(o.heads) > 0 {
		if was, err = w.prior(e, o.heads); err != nil {
			return nil, err
		}
	}
	before := f.Doc
	if err := w.undoSaved(u, o, e, was); err != nil {
		return nil, err
	}
	if err := w.undoTyped(u, o, f, e); err != nil {
		return nil, err
	}
	if u.Typed+u.Saved == 0 {
		return nil, nil
	}
	now, err := w.form(k, id)
	if err != nil {
		return nil, err
	}
	u.Fields = w.changes(e, now.Doc, before)
	list, err := w.undoneOf(k, id)
	if err != nil {
		return nil, err
	}
	list = append(list, *u)
	if len(list) > undoneMax {
		list = list[len(list)-undoneMax:]
	}
	return &u.Undone, w.saveUndone(k, id, list)
}

// undoSaved sets back the leaves that own ops have set since the opening.
func (w *work) undoSaved(u *undone, o *opening, e *entry, was store.Doc) error {
	r, err := w.view(e)
	if err != nil || r == nil || slices.Equal(r.Heads, o.heads) {
		return err
	}
	if len(o.heads) == 0 {
		return &store.Error{
			Code: store.Conflict, Detail: "created", Message: "hồ sơ này được lập từ lúc mở, không có bản nào trước đó",
			Hint: "bỏ phần đang gõ, hoặc hủy hồ sơ nếu lập nhầm",
		}
	}
	if err := w.load(e); err != nil {
		return err
	}
	old := map[store.Hash]bool{}
	ops := e.counted()
	for _, h := range o.heads {
		old[h] = true
		for _, a := range oplog.Ancestors(ops, h) {
			old[a] = true
		}
	}
	patch := store.Doc{}
	for i := range ops {
		if !ops[i].Own || old[ops[i].Hash] || ops[i].Kind != store.OpPut {
			continue
		}
		ops[i].Set.Leaves(func(p store.Path, _ any) {
			switch v := was.At(p).(type) {
			case store.Doc:
				v.Leaves(func(sub store.Path, x any) { patch.Put(p+"."+sub, x) })
			default:
				patch.Put(p, v)
			}
		})
	}
	now := r.Doc.Clone()
	now.Apply(patch)
	set := store.Diff(r.Doc, now)
	if len(set) == 0 {
		return nil
	}
	store.Diff(now, r.Doc).Leaves(func(p store.Path, v any) { u.Set = append(u.Set, keep(p, v)) })
	if err := w.mayEdit(r); err != nil {
		return err
	}
	u.Before = hexes(r.Heads)
	if _, err := w.patchWhy(r, patch, "hoàn tác về lúc mở"); err != nil {
		return err
	}
	set.Leaves(func(store.Path, any) { u.Saved++ })
	if r, err = w.view(e); err != nil {
		return err
	}
	u.After = hexes(r.Heads)
	return nil
}

// patchWhy is patch with a note for the history.
func (w *work) patchWhy(r *store.Record, patch store.Doc, why string) (store.Hash, error) {
	set, err := w.revised(r.Kind, r.ID, r.Doc, patch)
	if err != nil || len(set) == 0 {
		return r.Rev, err
	}
	if err := w.allowed(r.Kind, store.OpPut, r.ID, r.Doc, set); err != nil {
		return store.Hash{}, err
	}
	return w.make(change{kind: r.Kind, id: r.ID, op: store.OpPut, base: r.Heads, set: set, why: why, ref: w.cat.refs(r.Kind, r.Doc)})
}

// undoTyped puts the draft of the opening in the place of the present one.
func (w *work) undoTyped(u *undone, o *opening, f *Form, e *entry) error {
	then := map[store.Path]store.DraftField{}
	for _, t := range o.draft {
		then[t.Path] = t
	}
	for _, t := range f.Draft {
		if old, had := then[t.Path]; !had || old.Value != t.Value || old.Raw != t.Raw {
			u.Typed++
		}
		k := keep(t.Path, t.Value)
		k.Raw, k.At, k.Session = t.Raw, t.At, t.Session
		u.Draft = append(u.Draft, k)
	}
	if u.Typed == 0 && len(u.After) == 0 {
		u.Draft = nil
		return nil
	}
	u.Base, u.New = hexes(f.Base), f.IsNew
	if err := w.tx.DropDraft(e.kind, e.id); err != nil {
		return err
	}
	head := o.head
	if r, err := w.view(e); err != nil {
		return err
	} else if r != nil && slices.Equal(o.head.Base, o.heads) {
		head.Base = r.Heads
	}
	return w.typeAgain(e.key, o.draft, &head)
}

func (w *work) typeAgain(k key, draft []store.DraftField, head *store.DraftHead) error {
	for i := range draft {
		if err := w.tx.SaveDraft(&draft[i], head); err != nil {
			return err
		}
	}
	w.d.drafting[k] = len(draft) > 0
	return nil
}

// Redo brings back what the newest undo of a record took back: saved changes
// as a put, typed fields as typed. It returns nil if there is nothing to bring
// back. Conflict, detail "changed", if the record changed since the undo.
func (d *Desk) Redo(ctx context.Context, k store.Kind, id string) (*Undone, error) {
	var out *Undone
	err := d.update(ctx, func(w *work) error {
		list, err := w.undoneOf(k, id)
		if err != nil || len(list) == 0 {
			return err
		}
		u := list[len(list)-1]
		if err := w.redo(k, id, &u); err != nil {
			return err
		}
		out = &u.Undone
		return w.saveUndone(k, id, list[:len(list)-1])
	})
	return out, draftKept(err)
}

func (w *work) redo(k store.Kind, id string, u *undone) error {
	r, err := w.record(k, id)
	if err != nil {
		return err
	}
	base, err := unhex(u.Base)
	if err != nil {
		return err
	}
	if len(u.Set) > 0 {
		if r == nil || !slices.Equal(hexes(r.Heads), u.After) {
			return &store.Error{
				Code: store.Conflict, Detail: "changed", Message: "hồ sơ đã được ghi thêm sau khi hoàn tác", Kept: "phần đã hoàn tác vẫn giữ",
				Hint: "xem lịch sử rồi gõ lại mục cần lấy",
			}
		}
		if err := w.mayEdit(r); err != nil {
			return err
		}
		patch := store.Doc{}
		for i := range u.Set {
			patch.Put(u.Set[i].Path, u.Set[i].value())
		}
		if _, err := w.patchWhy(r, patch, "làm lại phần đã hoàn tác"); err != nil {
			return err
		}
		if r, err = w.record(k, id); err != nil {
			return err
		}
		if slices.Equal(u.Base, u.Before) {
			base = r.Heads
		}
	}
	typed := map[store.Path]bool{}
	draft := make([]store.DraftField, 0, len(u.Draft))
	for i := range u.Draft {
		f := &u.Draft[i]
		typed[f.Path] = true
		draft = append(draft, store.DraftField{Kind: k, ID: id, Path: f.Path, Value: f.value(), Raw: f.Raw, At: f.At, Session: w.d.o.Session})
	}
	now, err := w.tx.Draft(k, id)
	if err != nil {
		return err
	}
	head := &store.DraftHead{Kind: k, ID: id, Actor: w.d.Me().Person, Base: base, New: u.New}
	if len(now) > 0 { // typed since the undo: it stays where it stands
		if head, err = w.draftHead(k, id); err != nil {
			return err
		}
	}
	return w.typeAgain(key{k, id}, draft, head)
}

// Undone returns what Redo would bring back, nil if nothing.
func (d *Desk) Undone(ctx context.Context, k store.Kind, id string) (*Undone, error) {
	var out *Undone
	err := d.view(ctx, func(w *work) error {
		list, err := w.undoneOf(k, id)
		if n := len(list); n > 0 {
			out = &list[n-1].Undone
		}
		if err != nil || out == nil {
			return err
		}
		doc := store.Doc{}
		if r, err := w.record(k, id); err != nil {
			return err
		} else if r != nil {
			doc = r.Doc
		}
		for i := range out.Fields { // names are not kept: they are of today's scheme and words
			out.Fields[i].Name = w.fieldLabel(k, doc, out.Fields[i].Path)
		}
		return nil
	})
	return out, err
}

func (w *work) undoneOf(k store.Kind, id string) ([]undone, error) {
	data, err := w.tx.Setting(undoneSetting(k, id))
	if err != nil || len(data) == 0 {
		return nil, err
	}
	var list []undone
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("reading what was undone: %w", err)
	}
	return list, nil
}

func (w *work) saveUndone(k store.Kind, id string, list []undone) error {
	data := []byte(nil)
	if len(list) > 0 {
		var err error
		if data, err = json.Marshal(list); err != nil {
			return fmt.Errorf("keeping what was undone: %w", err)
		}
	}
	return w.tx.SetSetting(undoneSetting(k, id), data)
}

func hexes(hashes []store.Hash) []string {
	out := make([]string, len(hashes))
	for i, h := range hashes {
		out[i] = h.String()
	}
	return out
}

func unhex(list []string) ([]store.Hash, error) {
	out := make([]store.Hash, len(list))
	for i, s := range list {
		h, err := store.ParseHash(s)
		if err != nil {
			return nil, fmt.Errorf("reading what was undone: %w", err)
		}
		out[i] = h
	}
	return out, nil
}
