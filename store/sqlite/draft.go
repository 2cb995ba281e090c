package sqlite

import (
	"fmt"

	"coopfield/store"
)

func rowOf(kind store.Kind, id string) string { return string(kind) + "/" + id }

// SaveDraft writes one typed field. head says what the draft was begun on; it
// counts with the first field of a record and is not looked at afterwards.
func (t *tx) SaveDraft(d *store.DraftField, head *store.DraftHead) error {
	t.touch("draft_field", string(d.Kind), d.ID, d.Path)
	if err := t.beginDraft(d, head); err != nil {
		return err
	}
	row := rowOf(d.Kind, d.ID) + "/" + d.Path
	value, err := t.db.vault.seal("draft_field", "value", row, appendValue(nil, d.Value))
	if err != nil {
		return err
	}
	raw, err := t.db.vault.sealText("draft_field", "raw", row, d.Raw)
	if err != nil {
		return err
	}
	_, err = t.exec("saving a draft field", `INSERT INTO draft_field (kind, id, path, value, raw, at, session) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, id, path) DO UPDATE SET value = excluded.value, raw = excluded.raw, at = excluded.at, session = excluded.session`,
		string(d.Kind), d.ID, d.Path, value, raw, d.At, d.Session)
	return err
}

// beginDraft notes what the draft was begun on, once.
func (t *tx) beginDraft(d *store.DraftField, head *store.DraftHead) error {
	var one int64
	found, err := t.row("looking for a draft", "SELECT 1 FROM draft WHERE kind = ? AND id = ?", []any{string(d.Kind), d.ID}, &one)
	if err != nil || found {
		return err
	}
	t.touch("draft", string(d.Kind), d.ID)
	if head == nil {
		head = &store.DraftHead{}
	}
	actor, err := t.db.vault.sealText("draft", "actor", rowOf(d.Kind, d.ID), head.Actor)
	if err != nil {
		return err
	}
	_, err = t.exec("beginning a draft", "INSERT INTO draft (kind, id, base, fresh, actor) VALUES (?, ?, ?, ?, ?)",
		string(d.Kind), d.ID, appendHashes(head.Base), head.New, actor)
	return err
}

// Draft returns the typed fields of a record in order of path.
func (t *tx) Draft(kind store.Kind, id string) ([]store.DraftField, error) {
	const doing = "reading a draft"
	var out []store.DraftField
	err := t.each(doing, "SELECT path, value, raw, at, session FROM draft_field WHERE kind = ? AND id = ? ORDER BY path",
		[]any{string(kind), id}, func(scan func(...any) error) error {
			d := store.DraftField{Kind: kind, ID: id}
			var value, raw []byte
			if err := scan(&d.Path, &value, &raw, &d.At, &d.Session); err != nil {
				return fault(doing, err)
			}
			row := rowOf(kind, id) + "/" + d.Path
			plain, err := t.db.vault.open("draft_field", "value", row, value)
			if err != nil {
				return err
			}
			if d.Value, err = parseValue(plain); err != nil {
				return damaged("phần đang gõ "+d.Path, err)
			}
			if d.Raw, err = t.db.vault.openText("draft_field", "raw", row, raw); err != nil {
				return err
			}
			out = append(out, d)
			return nil
		})
	return out, err
}

// drafts takes the session of the newest field, of several at one time that of
// the last path.
const drafts = `SELECT d.kind, d.id, d.base, d.fresh, d.actor, count(*), min(f.at), max(f.at),
  (SELECT l.session FROM draft_field l WHERE l.kind = d.kind AND l.id = d.id ORDER BY l.at DESC, l.path DESC LIMIT 1)
  FROM draft d JOIN draft_field f ON f.kind = d.kind AND f.id = d.id
  GROUP BY d.kind, d.id ORDER BY max(f.at) DESC, d.kind, d.id`

// Drafts returns which records have typed fields, newest first.
func (t *tx) Drafts() ([]store.DraftHead, error) {
	const doing = "listing drafts"
	var out []store.DraftHead
	err := t.each(doing, drafts, nil, func(scan func(...any) error) error {
		var h store.DraftHead
		var kind string
		var base, actor []byte
		if err := scan(&kind, &h.ID, &base, &h.New, &actor, &h.Fields, &h.First, &h.Last, &h.Session); err != nil {
			return fault(doing, err)
		}
		h.Kind = store.Kind(kind)
		var err error
		if h.Base, err = readHashes(base); err != nil {
			return damaged(fmt.Sprintf("phần đang gõ của %s %s", kind, h.ID), err)
		}
		if h.Actor, err = t.db.vault.openText("draft", "actor", rowOf(h.Kind, h.ID), actor); err != nil {
			return err
		}
		out = append(out, h)
		return nil
	})
	return out, err
}

// DropDraft forgets the typed fields of a record; with paths, only those.
func (t *tx) DropDraft(kind store.Kind, id string, paths ...store.Path) error {
	t.touch("draft", string(kind), id)
	if err := t.touchFields(kind, id); err != nil {
		return err
	}
	const doing = "dropping a draft"
	for _, p := range paths {
		if _, err := t.exec(doing, "DELETE FROM draft_field WHERE kind = ? AND id = ? AND path = ?", string(kind), id, p); err != nil {
			return err
		}
	}
	if len(paths) == 0 {
		if _, err := t.exec(doing, "DELETE FROM draft_field WHERE kind = ? AND id = ?", string(kind), id); err != nil {
			return err
		}
	}
	_, err := t.exec(doing, `DELETE FROM draft WHERE kind = ?1 AND id = ?2
    AND NOT EXISTS (SELECT 1 FROM draft_field WHERE kind = ?1 AND id = ?2)`, string(kind), id)
	return err
}

// touchFields notes the typed fields of a record that may be about to go.
func (t *tx) touchFields(kind store.Kind, id string) error {
	const doing = "reading which fields a draft has"
	return t.each(doing, "SELECT path FROM draft_field WHERE kind = ? AND id = ?", []any{string(kind), id}, func(scan func(...any) error) error {
		var path string
		if err := scan(&path); err != nil {
			return fault(doing, err)
		}
		t.touch("draft_field", string(kind), id, path)
		return nil
	})
}
