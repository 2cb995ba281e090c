package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/vi"
)

// atField is the field of a followup that names where it was recorded.
var atField = map[store.Kind]string{store.Visit: "visit", store.Consultation: "consultation"}

// found returns what became of a followup record's item, by a record or draft.
func foundOf(id string, d store.Doc, saved bool) Found {
	return Found{ID: id, State: d.Text("state"), Due: d.Text("due"), Note: d.Text("note"), Proof: d.Text("proof"), Saved: saved}
}

func aboutRef(d store.Doc) ItemRef {
	return ItemRef{store.Kind(d.Text("about.kind")), d.Text("about.record"), d.Text("about.item")}
}

// foundAt returns what a visit or consultation has followed, saved or typed.
func (w *work) foundAt(at spot) (map[ItemRef]Found, error) {
	out := map[ItemRef]Found{}
	q := store.Query{Kind: store.Followup, Where: []store.Cond{{Field: atField[at.kind], Value: at.id}}}
	if err := w.tx.Records(q, func(r *store.Record) error {
		out[aboutRef(r.Doc)] = foundOf(r.ID, r.Doc, true)
		return nil
	}); err != nil {
		return nil, err
	}
	forms, err := w.followDrafts(at.key)
	if err != nil {
		return nil, err
	}
	for _, f := range forms {
		out[aboutRef(f.Doc)] = foundOf(f.id, f.Doc, f.Record != nil)
	}
	return out, nil
}

// followLine is what a followup says, as far as the standing of its item asks.
func followLine(d store.Doc) store.FollowLine {
	return store.FollowLine{On: d.Text("on"), State: d.Text("state"), Due: d.Text("due")}
}

// followForm is a followup that is being typed.
type followForm struct {
	*Form
	id   string
	last int64 // ms UTC of the newest field
}

// followDrafts returns the followups that are being typed at a visit or
// consultation, by id.
func (w *work) followDrafts(at key) ([]followForm, error) {
	heads, err := w.tx.Drafts()
	if err != nil {
		return nil, err
	}
	var out []followForm
	for _, h := range heads {
		if h.Kind != store.Followup {
			continue
		}
		f, err := w.form(h.Kind, h.ID)
		if err != nil {
			return nil, err
		}
		if f.Doc.Text(atField[at.kind]) == at.id {
			out = append(out, followForm{f, h.ID, h.Last})
		}
	}
	slices.SortFunc(out, func(a, b followForm) int { return strings.Compare(a.id, b.id) })
	return out, nil
}

// foundIn returns the visit or consultation at which a followup is recorded, or
// the record itself.
func foundIn(k key, d store.Doc) key {
	if k.kind != store.Followup {
		return k
	}
	for _, at := range []store.Kind{store.Visit, store.Consultation} {
		if id := d.Text(atField[at]); id != "" {
			return key{at, id}
		}
	}
	return k
}

// SaveFound makes durable what a visit or consultation found of an item, field
// by field, in one commit. What is typed so becomes a followup when the visit
// or consultation is finalised, in the same transaction. It returns the time to
// show. Errors are those of [Desk.SaveFields].
func (d *Desk) SaveFound(ctx context.Context, e FoundEdit) (time.Time, error) {
	if e.Clear {
		return d.o.Clock(), d.Discard(ctx, store.Followup, e.ID)
	}
	return d.SaveFields(ctx, store.Followup, e.ID, e.Edits...)
}

// setFound changes what the record at hand found of an item of open, and
// returns what to save.
func setFound(open []OpenItem, at key, coop, on string, ref ItemRef, f Found) (FoundEdit, error) {
	i := slices.IndexFunc(open, func(it OpenItem) bool { return it.ItemRef == ref })
	if i < 0 {
		return FoundEdit{}, &store.Error{
			Code: store.NotFound, Detail: "item", Message: "kiến nghị, cam kết này không có trong danh sách cần theo dõi", Hint: "mở lại hồ sơ",
		}
	}
	it := &open[i]
	if !it.May {
		return FoundEdit{}, denied("không được ghi kết quả của việc này", "việc của phiếu tư vấn do tư vấn viên ghi; kiến nghị kiểm tra do cán bộ ghi")
	}
	f.ID, f.Saved = it.Found.ID, it.Found.Saved
	f.Note, f.Proof = vi.Clean(f.Note, true), vi.Clean(f.Proof, true)
	if f.State == "" {
		if it.Found.Saved {
			return FoundEdit{}, &store.Error{
				Code: store.Conflict, Detail: "saved", Message: "kết quả này đã ghi vào nhật ký, không bỏ trống được nữa", Kept: "kết quả đã ghi giữ nguyên",
				Hint: "chọn kết quả khác nếu ghi nhầm",
			}
		}
		it.Found = Found{ID: f.ID}
		return FoundEdit{ID: f.ID, Clear: true}, nil
	}
	if f.State != FollowMoved {
		f.Due = ""
	}
	if err := store.ValidateSet(store.Followup, store.Doc{"state": f.State, "due": orNil(f.Due)}); err != nil {
		return FoundEdit{}, err
	}
	e := FoundEdit{ID: f.ID}
	for _, x := range []struct {
		path     store.Path
		was, now string
	}{
		{"about.kind", "", string(ref.Kind)},
		{"about.record", "", ref.Record},
		{"about.item", "", ref.Item},
		{"cooperative", "", coop},
		{atField[at.kind], "", at.id},
		{"on", "", on},
		{"state", it.Found.State, f.State},
		{"due", it.Found.Due, f.Due},
		{"note", it.Found.Note, f.Note},
		{"proof", it.Found.Proof, f.Proof},
	} {
		if first := it.Found.State == "" && !it.Found.Saved && x.now != ""; first || x.was != x.now && x.was+x.now != "" && !isFixedPart(x.path) {
			e.Edits = append(e.Edits, Edit{Path: x.path, Value: orNil(x.now)})
		}
	}
	it.Found = f
	return e, nil
}

// isFixedPart reports whether a field of a followup is set once, when it begins.
func isFixedPart(p store.Path) bool {
	return strings.HasPrefix(p, "about.") || p == "cooperative" || p == "visit" || p == "consultation" || p == "on"
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// foundGaps lists what is missing in what was found, and with all the items
// that nothing was said of.
func foundGaps(open []OpenItem, on string, all bool) []Gap {
	var gaps []Gap
	for i := range open {
		it := &open[i]
		switch {
		case it.Found.State == "" && all && it.May:
			gaps = append(gaps, Gap{Path: "open." + it.Item, Item: it.Record, Text: "chưa ghi kết quả thực hiện: " + brief(it.Text)})
		case it.Found.State == FollowMoved && it.Found.Due == "":
			gaps = append(gaps, Gap{Path: "open." + it.Item, Item: it.Record, Text: "gia hạn nhưng chưa ghi hạn mới: " + brief(it.Text)})
		case it.Found.State == FollowMoved && on != "" && it.Found.Due < on:
			gaps = append(gaps, Gap{Path: "open." + it.Item, Item: it.Record, Text: "hạn mới sớm hơn ngày làm việc: " + brief(it.Text)})
		}
	}
	return gaps
}

// brief is the beginning of a text, for a list of gaps.
func brief(s string) string {
	s = vi.Clean(s, false)
	if r := []rune(s); len(r) > 60 {
		return strings.TrimSpace(string(r[:59])) + "…"
	}
	return s
}

// commitFound turns what was typed of items at a visit or consultation into
// followups, on the day of it.
func (w *work) commitFound(at key, on string) error {
	forms, err := w.followDrafts(at)
	if err != nil {
		return err
	}
	for _, f := range forms {
		if f.Doc.Text("on") != on && on != "" {
			head, err := w.draftHead(store.Followup, f.id)
			if err != nil {
				return err
			}
			field := store.DraftField{Kind: store.Followup, ID: f.id, Path: "on", Value: on, At: w.now, Session: w.d.o.Session}
			if err := w.tx.SaveDraft(&field, head); err != nil {
				return err
			}
		}
		if _, err := w.commit(store.Followup, f.id); err != nil {
			return err
		}
	}
	return nil
}

// dropFound forgets what was typed of items at a visit or consultation.
func (w *work) dropFound(at key) error {
	if atField[at.kind] == "" {
		return nil
	}
	forms, err := w.followDrafts(at)
	if err != nil {
		return err
	}
	for _, f := range forms {
		delete(w.d.drafting, key{store.Followup, f.id})
		if err := w.tx.DropDraft(store.Followup, f.id); err != nil {
			return err
		}
	}
	return nil
}

// validFollowup refuses a followup that does not say when to, and one that says
// a day without moving.
func validFollowup(doc store.Doc) error {
	moved, due := doc.Text("state") == FollowMoved, doc.Text("due")
	switch {
	case moved && due == "":
		return &store.Error{Code: store.Invalid, Detail: "due", Message: "mục due: gia hạn thì cần hạn mới", Hint: "ghi ngày hạn mới"}
	case !moved && due != "":
		return &store.Error{Code: store.Invalid, Detail: "due", Message: "mục due: chỉ ghi khi gia hạn (state là moved)", Hint: "bỏ mục due, hoặc ghi state là moved"}
	}
	return nil
}

// stillOpen refuses to change a followup that was recorded at a visit or
// consultation which was finalised: what was signed stays, and a new one says
// what became of the item since.
func (w *work) stillOpen(doc store.Doc) error {
	for _, k := range []store.Kind{store.Visit, store.Consultation} {
		id := doc.Text(atField[k])
		if id == "" {
			continue
		}
		r, err := w.record(k, id)
		if err != nil {
			return err
		}
		if r != nil && r.State != store.Draft {
			title, err := w.title(k, r.Doc)
			if err != nil {
				return err
			}
			return &store.Error{
				Code: store.Conflict, Detail: "final", Message: title + " đã chốt, kết quả theo dõi của lần đó giữ nguyên", Kept: "kết quả đã ghi giữ nguyên",
				Hint: "ghi một lần theo dõi mới với ngày của hôm nay",
			}
		}
	}
	return nil
}

// dayTitle is the day of a record as its title says it; of a followup with what
// became of its item.
func dayTitle(k store.Kind, d store.Doc) string {
	on := d.Text("on")
	if k == store.Obstacle {
		on = d.Text("raised_on")
	}
	if on == "" {
		return ""
	}
	on = vi.FormatDate(on)
	if k == store.Followup {
		switch d.Text("state") {
		case FollowKept:
			on += " (đã thực hiện)"
		case FollowPartly:
			on += " (thực hiện một phần)"
		case FollowNotKept:
			on += " (chưa thực hiện)"
		case FollowMoved:
			on += " (gia hạn đến " + vi.FormatDate(d.Text("due")) + ")"
		}
	}
	return on
}
