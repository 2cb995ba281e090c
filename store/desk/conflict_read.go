package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
)

// Conflicts lists the open disagreements, oldest first. A fork is listed while
// ops of it are set aside.
func (d *Desk) Conflicts(ctx context.Context) ([]ConflictRow, error) {
	rows := []ConflictRow{}
	err := d.view(ctx, func(w *work) error {
		list, err := w.tx.Cases()
		if err != nil {
			return err
		}
		for i := range list {
			c, err := w.conflict(&list[i])
			if err != nil {
				return err
			}
			if c.Case == store.CaseFork && len(c.Sides) < 2 {
				continue
			}
			rows = append(rows, c.ConflictRow)
		}
		return nil
	})
	return rows, err
}

// Conflict returns one disagreement with its sides and fields. id is that of a
// [ConflictRow], or its Seen; the sides are those of now in either case.
// NotFound if it is not open (any more).
func (d *Desk) Conflict(ctx context.Context, id string) (*Conflict, error) {
	var c *Conflict
	err := d.view(ctx, func(w *work) error {
		var err error
		c, err = w.conflictByID(id)
		return err
	})
	return c, err
}

func (w *work) conflictByID(id string) (*Conflict, error) {
	id, _, _ = strings.Cut(id, "@")
	if err := w.cases(); err != nil {
		return nil, err
	}
	k, ok := w.open[id]
	if !ok {
		return nil, &store.Error{
			Code: store.NotFound, Detail: "case", Message: "không có lệch số liệu " + id + " đang chờ", Kept: nothingWritten,
			Hint: "có thể đã được quyết định; xem danh sách bằng lệnh conflicts",
		}
	}
	return w.conflict(&k)
}

func (w *work) conflict(k *store.Case) (*Conflict, error) {
	c := &Conflict{ConflictRow: ConflictRow{ID: k.ID, Case: k.Kind, Kind: k.Record, Records: k.Records, Opened: k.Opened}}
	var err error
	switch k.Kind {
	case store.CaseFork:
		err = w.forkConflict(c)
	case store.CaseDuplicate:
		err = w.duplicateConflict(c)
	default:
		err = w.recordConflict(c)
	}
	if err != nil {
		return nil, err
	}
	for i := range c.Sides {
		s := &c.Sides[i]
		if !slices.Contains(c.Authors, s.Actor) {
			c.Authors = append(c.Authors, s.Actor)
		}
		c.At = max(c.At, s.At)
	}
	c.Fields = slices.Clip(c.Fields)
	c.ConflictRow.Fields = len(c.Fields)
	c.Reason = c.reason()
	c.Seen = seenOf(c.ID, c.heads)
	return c, nil
}

// seenOf is the id of a case with a short hash of what it stands on.
func seenOf(id string, heads []store.Hash) string {
	h := sha256.New()
	for _, r := range sortedHashes(heads) {
		h.Write(r[:])
	}
	return id + "@" + hex.EncodeToString(h.Sum(nil)[:6])
}

// reason says in a sentence why a person must decide.
func (c *Conflict) reason() string {
	switch c.Case {
	case store.CaseFork:
		return "máy này có hai lịch sử khác nhau (phục hồi hoặc sao chép ổ đĩa)"
	case store.CaseDuplicate:
		return fmt.Sprintf("%d hồ sơ cùng một %s", len(c.Sides), naturalName(c.Kind))
	case store.CasePutOnFinal:
		return "bản đã chốt bị sửa mà không phải điều chỉnh"
	}
	if len(c.Fields) == 0 {
		return "các bản cùng nội dung nhưng khác trạng thái"
	}
	return fmt.Sprintf("%d bản sửa song song, khác nhau %d mục", len(c.Sides), len(c.Fields))
}

// naturalName says what two records of a kind have in common that they must not.
func naturalName(k store.Kind) string {
	switch k {
	case store.Cooperative:
		return "mã số thuế hoặc số đăng ký"
	case store.Annual:
		return "hợp tác xã và năm"
	case store.Assessment:
		return "hợp tác xã, bộ tiêu chí và kỳ"
	case store.Registration, store.Plan:
		return "hợp tác xã và chương trình"
	case store.Report:
		return "mẫu, kỳ và đơn vị"
	}
	return "khóa"
}

// recordConflict lays out what one record's own revisions disagree on.
func (w *work) recordConflict(c *Conflict) error {
	e, err := w.entry(c.Kind, c.Records[0])
	if err != nil {
		return err
	}
	if err := w.load(e); err != nil {
		return err
	}
	s := oplog.Fold(oplog.RulesOf(c.Kind), e.counted())
	if s.Case == nil {
		return &store.Error{Code: store.Internal, Message: "lệch số liệu này không còn", Hint: "chạy coopfield doctor", Err: fmt.Errorf("case %s without sides", c.ID)}
	}
	in := s.Case
	c.heads, c.After = s.Heads, in.After
	order := sideOrder(in)
	for n, i := range order {
		side, err := w.side(in.By[i], in.Docs[i])
		if err != nil {
			return err
		}
		side.Letter, side.Record, side.Rev, side.State = letter(n), e.id, in.Heads[i], in.Status[i]
		side.Merged = in.By[i].Rev != in.Heads[i]
		c.Sides = append(c.Sides, side)
	}
	doc := c.Sides[0].Doc
	if s.Counts {
		base, err := w.side(s.Changed, s.Doc)
		if err != nil {
			return err
		}
		base.Record, base.Rev, base.State, base.Merged = e.id, s.Rev, s.Status, s.Merged
		c.Base, doc = &base, s.Doc
	}
	if c.Title, err = w.title(c.Kind, doc); err != nil {
		return err
	}
	if err := w.scored(c, doc); err != nil {
		return err
	}
	for i := range in.Fields {
		c.Fields = append(c.Fields, w.field(c, e, &in.Fields[i], order))
	}
	w.arrange(c, doc)
	return nil
}

// sideOrder puts what was finalised before what was put on it, then by claimed
// time, so that the letters read as people remember; nothing hangs on them.
func sideOrder(in *oplog.CaseInfo) []int {
	order := make([]int, len(in.Heads))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		first := func(i int) int {
			if in.Kind == store.CasePutOnFinal && in.Heads[i] == in.Base {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(in.By[a].At, in.By[b].At))
	})
	return order
}

func letter(n int) string {
	if n < 26 {
		return string(rune('A' + n))
	}
	return fmt.Sprintf("A%d", n-25)
}

// side says who stands behind an op.
func (w *work) side(by oplog.OpRef, doc store.Doc) (Side, error) {
	s := Side{OpKind: by.Kind, Actor: by.Actor, Dev: by.Dev, At: by.At, Why: by.Why, Doc: doc}
	writers, err := w.writersOf(by.Dev)
	if err != nil {
		return s, err
	}
	if n := len(writers); n > 0 {
		s.Principal, s.Unit = writers[n-1].Principal, writers[n-1].Unit
		s.UnitName = unitName(w.cat.units, s.Unit)
	}
	return s, nil
}

// field is one difference as a person reads it.
func (w *work) field(c *Conflict, e *entry, f *oplog.FieldDiff, order []int) ConflictField {
	out := ConflictField{
		Path: f.Path, Label: w.fieldLabel(c.Kind, c.Sides[0].Doc, f.Path), Item: w.itemOf(c, f.Path), Base: f.Base, OneSided: f.OneSided, Chosen: -1,
	}
	out.BaseText = w.leafText(c.Kind, f.Path, f.Base, c.scales)
	_, out.Whole = f.Base.(store.Doc)
	for n, i := range order {
		v := f.Values[i]
		_, isDoc := v.(store.Doc)
		out.Whole = out.Whole || isDoc
		out.Values = append(out.Values, v)
		out.Texts = append(out.Texts, w.leafText(c.Kind, f.Path, v, c.scales))
		out.Evidence = append(out.Evidence, evidenceOf(c.Sides[n].Doc, f.Path, out.Item))
		if f.OneSided && i == f.Side {
			out.Chosen = n
		}
	}
	return out
}

// evidenceOf returns what a side gives as evidence of an item's points.
func evidenceOf(doc store.Doc, p store.Path, item string) string {
	switch group, _, _ := strings.Cut(p, "."); group {
	case "self", "checked", "approved":
		return doc.Text("evidence." + item)
	}
	return ""
}
