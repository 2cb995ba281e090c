package desk

import (
	"context"
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/checklist"
	"coopfield/store/classify"
	"coopfield/store/letterhead"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/unit"
)

// Reference returns the file of a held revision of reference data, of the newest
// for revision 0. NotFound, with the ids that are held, if there is none.
func (d *Desk) Reference(ctx context.Context, typ, id string, revision int64) (Packed, []byte, error) {
	var p Packed
	var file []byte
	err := d.view(ctx, func(w *work) error {
		held, err := w.packed()
		if err != nil {
			return err
		}
		own, ids := newestHeld(held, typ, id, revision)
		if own == nil {
			return &store.Error{
				Code: store.NotFound, Detail: "reference", Message: fmt.Sprintf("không có dữ liệu tham chiếu %q", strings.TrimSpace(id+revisionWords(revision))),
				Hint: "đang có: " + strings.Join(ids, ", "),
			}
		}
		p = *own
		file, err = w.heldFile(own)
		return err
	})
	return p, file, err
}

func revisionWords(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" bản %d", n)
}

// newestHeld finds a revision in a list that rises, the newest for 0, and lists
// the ids of the type.
func newestHeld(held []Packed, typ, id string, revision int64) (own *Packed, ids []string) {
	for i := range held {
		h := &held[i]
		if h.Type != typ {
			continue
		}
		if len(ids) == 0 || ids[len(ids)-1] != h.ID {
			ids = append(ids, h.ID)
		}
		if h.ID == id && (revision == 0 || h.Revision == revision) {
			own = h
		}
	}
	return own, ids
}

// heldFile returns the bytes of a held revision.
func (w *work) heldFile(p *Packed) ([]byte, error) {
	rows, err := w.tx.Refs()
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if r := &rows[i]; r.Type == p.Type && r.ID == p.ID && r.SHA256 == p.SHA256 {
			return r.Data, nil
		}
	}
	switch p.Type {
	case RefScheme:
		return scheme.EmbeddedFile(p.ID)
	case RefProgramme:
		return programme.EmbeddedFile(p.ID)
	case RefChecklist:
		return checklist.EmbeddedFile(p.ID)
	case RefPapers:
		return letterhead.EmbeddedFile(), nil
	case RefClasses:
		return classify.EmbeddedFile(), nil
	case RefUnits:
		return unit.EmbeddedFile(), nil
	}
	return nil, &store.Error{Code: store.NotFound, Detail: "reference", Message: "không có tệp của dữ liệu tham chiếu " + p.ID, Hint: "nhập lại gói dữ liệu tham chiếu của tỉnh"}
}
