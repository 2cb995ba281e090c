package desk

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"coopfield/store"
)

// Put stores records of one kind, all or none: an id that is held is patched
// (absent leaves stay, nil leaves go), any other makes a new record. It
// returns the ids in order. A record that would not change makes no op.
//
// Errors: Invalid for what breaks a rule of the field, the scheme or another
// record; NotFound for a cooperative, scheme or unit that is not held;
// Conflict for a finalised record, one in conflict, and one whose natural key
// another record has; Denied by the table of permissions. Where several
// records were given the message names which ("bản ghi 3: …").
func (d *Desk) Put(ctx context.Context, k store.Kind, docs []Input) ([]string, error) {
	ids := make([]string, 0, len(docs))
	err := d.update(ctx, func(w *work) error {
		for i, in := range docs {
			id, err := w.put(k, in)
			if err != nil {
				if len(docs) > 1 {
					return placed(fmt.Sprintf("bản ghi %d", i+1), err)
				}
				return kept(err)
			}
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return ids, nil
}

// PutJSON stores one record a line, as [Desk.Put] does. Blank lines are
// skipped. An error names the line ("dòng 3: …"), and then nothing was written.
func (d *Desk) PutJSON(ctx context.Context, k store.Kind, r io.Reader) ([]string, error) {
	lines, err := readLines(r)
	if err != nil {
		return nil, err
	}
	var ids []string
	err = d.update(ctx, func(w *work) error {
		for _, l := range lines {
			id, err := w.putLine(k, l.text)
			if err != nil {
				return placed(fmt.Sprintf("dòng %d", l.n), err)
			}
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return ids, nil
}

type line struct {
	n    int
	text []byte
}

const maxLine = 1 << 20

func readLines(r io.Reader) ([]line, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), maxLine+2)
	var lines []line
	for n := 1; sc.Scan(); n++ {
		text := sc.Bytes()
		if n == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(text)) > 0 {
			lines = append(lines, line{n, bytes.Clone(text)})
		}
	}
	switch err := sc.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, &store.Error{
			Code: store.Invalid, Detail: "json", Message: "có dòng dài quá 1 MiB", Kept: nothingWritten, Hint: "mỗi dòng ghi một hồ sơ",
		}
	case err != nil:
		return nil, fmt.Errorf("reading records: %w", err)
	}
	return lines, nil
}

func (w *work) putLine(k store.Kind, text []byte) (string, error) {
	scales, err := w.scalesOfLine(k, text)
	if err != nil {
		return "", err
	}
	id, doc, err := store.Parse(k, text, scales)
	if err != nil {
		return "", err
	}
	return w.put(k, Input{ID: id, Doc: doc})
}

// scalesOfLine finds the scheme of an assessment before its numbers can be
// read: the one that the line names, else that of the record it patches.
func (w *work) scalesOfLine(k store.Kind, text []byte) (store.Scales, error) {
	if k != store.Assessment {
		return nil, nil
	}
	var head struct {
		ID       any         `json:"id"`
		Scheme   any         `json:"scheme"`
		Revision json.Number `json:"scheme_revision"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, nil // Parse says what is wrong with the line
	}
	named := store.Doc{}
	if id, _ := head.ID.(string); store.ValidID(id) {
		r, err := w.record(k, id)
		if err != nil {
			return nil, err
		}
		if r != nil {
			named = r.Doc
		}
	}
	if s, _ := head.Scheme.(string); s != "" && named.Text("scheme") == "" {
		named = store.Doc{"scheme": s}
		if n, err := head.Revision.Int64(); err == nil {
			named["scheme_revision"] = n
		}
	}
	if named.Text("scheme") == "" {
		return nil, nil
	}
	s, err := w.cat.schemeOf(named)
	if err != nil {
		return nil, err
	}
	return schemeScales(s), nil
}

const nothingWritten = "chưa ghi gì"

// placed puts where an error happened before its message and says that
// nothing was written. The code of the first error stays.
func placed(where string, err error) error {
	var first *store.Error
	if !errors.As(err, &first) {
		return fmt.Errorf("%s: %w", where, err)
	}
	out := *first
	out.Message, out.Kept, out.Err = where+": "+first.Message, nothingWritten, err
	var all store.Faults
	if errors.As(err, &all) && len(all) > 1 {
		messages := make([]string, len(all))
		for i, e := range all {
			messages[i] = e.Message
		}
		out.Message = where + ": " + strings.Join(messages, "; ")
	}
	return &out
}

// kept says that nothing was written, where the error does not say it.
func kept(err error) error {
	var first *store.Error
	if !errors.As(err, &first) || first.Kept != "" {
		return err
	}
	var all store.Faults
	if errors.As(err, &all) {
		return err // a form shows each fault beside its field
	}
	out := *first
	out.Kept, out.Err = nothingWritten, err
	return &out
}

// put stores one record and returns its id.
func (w *work) put(k store.Kind, in Input) (string, error) {
	if store.SpecOf(k) == nil || k == store.Decision || k == store.Attachment {
		return "", &store.Error{
			Code: store.Usage, Message: fmt.Sprintf("loại hồ sơ %q không ghi bằng put", k), Hint: "dùng thao tác riêng của loại hồ sơ này",
		}
	}
	if in.ID != "" && !store.ValidID(in.ID) {
		return "", &store.Error{
			Code: store.Invalid, Detail: "id", Message: fmt.Sprintf("mã hồ sơ %q không phải UUID chữ thường", in.ID), Hint: "bỏ mục id để tạo hồ sơ mới",
		}
	}
	if in.ID == "" {
		id, err := w.d.newID()
		if err != nil {
			return "", err
		}
		_, err = w.create(k, id, in.Doc, 0)
		return id, err
	}
	r, err := w.record(k, in.ID)
	if err != nil {
		return "", err
	}
	if r == nil {
		if err := w.ownID(k, in.ID); err != nil {
			return "", err
		}
		_, err = w.create(k, in.ID, in.Doc, 0)
		return in.ID, err
	}
	_, err = w.patch(r, in.Doc, r.Heads)
	return in.ID, err
}

// ownID refuses an id that a record of another kind has: ids name one thing.
func (w *work) ownID(k store.Kind, id string) error {
	for _, other := range store.Kinds() {
		if other == k {
			continue
		}
		r, err := w.record(other, id)
		if err != nil {
			return err
		}
		if r != nil {
			return &store.Error{
				Code: store.Conflict, Detail: "other-kind", Message: fmt.Sprintf("mã %s đã là của một hồ sơ loại %s", id, other),
				Hint: "kiểm tra lại loại hồ sơ, hoặc bỏ mục id để tạo hồ sơ mới",
			}
		}
	}
	return nil
}

// create makes the first op of a record.
func (w *work) create(k store.Kind, id string, given store.Doc, at int64) (store.Hash, error) {
	doc := store.Doc{}
	doc.Apply(given)
	doc, err := w.complete(k, id, doc)
	if err != nil {
		return store.Hash{}, err
	}
	if err := w.ofKept(k, doc); err != nil {
		return store.Hash{}, err
	}
	if err := w.unique(k, id, doc); err != nil {
		return store.Hash{}, err
	}
	if err := w.allowed(k, store.OpPut, id, nil, doc); err != nil {
		return store.Hash{}, err
	}
	e, err := w.entry(k, id)
	if err != nil {
		return store.Hash{}, err
	}
	e.unique = true
	return w.make(change{kind: k, id: id, op: store.OpPut, set: doc, ref: w.cat.refs(k, doc), at: at})
}

// patch makes an op that turns r's content at base, which is r's own, into
// what the patch says. Without a difference it makes none and returns the
// revision that counts.
func (w *work) patch(r *store.Record, patch store.Doc, base []store.Hash) (store.Hash, error) {
	if err := w.mayEdit(r); err != nil {
		return store.Hash{}, err
	}
	set, err := w.revised(r.Kind, r.ID, r.Doc, patch)
	if err != nil || len(set) == 0 {
		return r.Rev, err
	}
	if err := w.allowed(r.Kind, store.OpPut, r.ID, r.Doc, set); err != nil {
		return store.Hash{}, err
	}
	return w.make(change{kind: r.Kind, id: r.ID, op: store.OpPut, base: base, set: set, ref: w.cat.refsAfter(r.Kind, r.Doc, set)})
}

// revised checks what a patch makes of doc and returns the set that does it.
func (w *work) revised(k store.Kind, id string, doc, patch store.Doc) (store.Doc, error) {
	now := doc.Clone()
	if now == nil {
		now = store.Doc{}
	}
	now.Apply(patch)
	if len(store.Diff(doc, now)) == 0 {
		return nil, nil
	}
	now, err := w.normal(k, now, doc)
	if err != nil {
		return nil, err
	}
	if err := w.fixed(k, doc, now); err != nil {
		return nil, err
	}
	if k == store.Plan {
		if err := frozenStays(doc, now); err != nil {
			return nil, err
		}
	}
	if err := w.valid(k, now); err != nil {
		return nil, err
	}
	if store.NaturalKey(k, now) != store.NaturalKey(k, doc) {
		if err := w.unique(k, id, now); err != nil {
			return nil, err
		}
	}
	return store.Diff(doc, now), nil
}

// mayEdit refuses a put on a record that is finalised, void or disputed.
func (w *work) mayEdit(r *store.Record) error {
	title, err := w.title(r.Kind, r.Doc)
	if err != nil {
		return err
	}
	if err := w.standsAlone(r.Kind, r.ID, title); err != nil {
		return err
	}
	if r.Kind == store.Followup {
		if err := w.stillOpen(r.Doc); err != nil {
			return err
		}
	}
	switch {
	case r.State == store.Final:
		return &store.Error{Code: store.Conflict, Detail: "final", Message: title + " đã chốt", Kept: "bản đã chốt giữ nguyên", Hint: "chọn Điều chỉnh và ghi lý do"}
	case r.State == store.Void:
		return &store.Error{Code: store.Conflict, Detail: "void", Message: title + " đã hủy", Kept: "bản đã hủy giữ nguyên", Hint: "lập hồ sơ mới"}
	case r.Conflict != "":
		if err := w.cases(); err != nil {
			return err
		}
		if w.open[r.Conflict].Kind != store.CaseDuplicate {
			return &store.Error{Code: store.Conflict, Detail: "open-case", Message: title + " đang lệch số liệu", Kept: "các bản đều được giữ", Hint: "chờ cấp tỉnh đối chiếu và quyết định"}
		}
	}
	return nil
}

// unique refuses a natural key that another record has.
func (w *work) unique(k store.Kind, id string, doc store.Doc) error {
	key := store.NaturalKey(k, doc)
	if key == "" {
		return nil
	}
	ids, err := w.tx.Natural(k, key)
	if err != nil {
		return err
	}
	if other, ok := w.taken[natural{k, key}]; ok && !slices.Contains(ids, other) { // not saved yet
		ids = append(ids, other)
	}
	for _, other := range ids {
		if other == id {
			continue
		}
		r, err := w.record(k, other)
		if err != nil {
			return err
		}
		if naturalOf(r) != key {
			continue
		}
		kept, err := w.keptOf(k, other)
		if err != nil {
			return err
		}
		if kept == id {
			continue // its own duplicate
		}
		title, err := w.title(k, r.Doc)
		if err != nil {
			return err
		}
		return &store.Error{
			Code: store.Conflict, Detail: "duplicate", Message: "đã có hồ sơ " + other + " (" + title + ")",
			Kept: "hồ sơ đã có giữ nguyên", Hint: "sửa hồ sơ đó, hoặc kiểm tra lại mã số, năm, kỳ",
		}
	}
	w.taken[natural{k, key}] = id
	return nil
}

// allowed asks the table of permissions for an own op.
func (w *work) allowed(k store.Kind, op store.OpKind, id string, before, set store.Doc) error {
	if k == store.Attachment {
		return w.allowedAttach(op, before, set)
	}
	s := store.Subject{
		Kind: k, Op: op, Set: set, Cooperative: before.Text("cooperative"), About: store.Kind(before.Text("about.kind")), Level: before.Text("level"),
		Names: before.Sub("cooperatives"),
	}
	if s.Cooperative == "" {
		s.Cooperative = store.CooperativeOf(k, id, set)
	}
	if s.About == "" {
		s.About = store.Kind(set.Text("about.kind"))
	}
	switch {
	case k == store.Cooperative:
		s.Cooperative, s.Unit = id, before.Text("reporting_unit")
		if to := set.Text("reporting_unit"); to != "" {
			if s.Unit != "" {
				if err := store.Permit(w.d.Me(), s); err != nil {
					return err
				}
			}
			s.Unit = to
		}
	case s.Cooperative != "":
		if to := set.Text("cooperative"); to != "" && to != s.Cooperative { // moved: both ends must be allowed
			from := set.Clone()
			delete(from, "cooperative")
			if err := w.allowed(k, op, id, before, from); err != nil {
				return err
			}
			s.Cooperative = to
		}
		coop, err := w.record(store.Cooperative, s.Cooperative)
		if err != nil {
			return err
		}
		if coop != nil {
			s.Unit = coop.Doc.Text("reporting_unit")
		}
	default:
		s.Unit = before.Text("unit")
		if s.Unit == "" {
			s.Unit = set.Text("unit")
		}
	}
	return store.Permit(w.d.Me(), s)
}

// faultsOf takes an error apart into what a person reads.
func faultsOf(err error) []*store.Error {
	var all store.Faults
	if errors.As(err, &all) {
		return all
	}
	var one *store.Error
	if errors.As(err, &one) {
		return []*store.Error{one}
	}
	return []*store.Error{{Code: store.Internal, Message: err.Error(), Err: err}}
}
