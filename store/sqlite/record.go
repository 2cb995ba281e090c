package sqlite

import (
	"fmt"

	"coopfield/store"
)

// appendHashes lays hashes one after the other; readHashes takes them apart.
func appendHashes(hashes []store.Hash) []byte {
	b := make([]byte, 0, len(hashes)*len(store.Hash{}))
	for _, h := range hashes {
		b = append(b, h[:]...)
	}
	return b
}

func readHashes(b []byte) ([]store.Hash, error) {
	if len(b)%len(store.Hash{}) != 0 {
		return nil, fmt.Errorf("%d bytes are no hashes", len(b))
	}
	var out []store.Hash
	for ; len(b) > 0; b = b[len(store.Hash{}):] {
		out = append(out, store.Hash(b))
	}
	return out, nil
}

func readHash(b []byte) (store.Hash, error) {
	if len(b) != len(store.Hash{}) {
		return store.Hash{}, fmt.Errorf("%d bytes are no hash", len(b))
	}
	return store.Hash(b), nil
}

// SaveRecord writes a record's view: the sealed document and the plain columns
// of its kind.
func (t *tx) SaveRecord(r *store.Record) error {
	tab, err := tableOf(r.Kind)
	if err != nil {
		return err
	}
	v := t.db.vault
	written := r.Written
	if written == nil {
		written = appendDoc(make([]byte, 0, 1024), r.Doc)
	}
	doc, err := v.seal(tab.name, "doc", r.ID, written)
	if err != nil {
		return err
	}
	actor, err := v.sealText(tab.name, "actor", r.ID, r.Actor)
	if err != nil {
		return err
	}
	reason, err := v.sealText(tab.name, "return_reason", r.ID, r.ReturnReason)
	if err != nil {
		return err
	}
	args := make([]any, 0, len(common)+len(tab.columns)+1)
	args = append(args, r.ID, r.Rev[:], appendHashes(r.Heads), string(r.State), r.Conflict, r.Merged, r.Accepted,
		r.ReturnReason != "", reason, r.Unit, r.Created, r.Changed, actor, r.Sealed, r.Got,
		naturalKey(r.Kind, store.NaturalKey(r.Kind, r.Doc)))
	args = append(tab.project(args, r), doc)
	if !followed(r.Kind) {
		_, err = t.exec("saving "+tab.name, tab.insert, args...)
		return err
	}
	return t.following(r.Kind, r.ID, func() error {
		if _, err := t.exec("saving "+tab.name, tab.insert, args...); err != nil {
			return err
		}
		return t.promise(r)
	})
}

// DropRecord removes a record's view; one that is not there is dropped already.
func (t *tx) DropRecord(kind store.Kind, id string) error {
	tab, err := tableOf(kind)
	if err != nil {
		return err
	}
	drop := func() error {
		_, err := t.exec("dropping "+tab.name, tab.remove, id)
		return err
	}
	if !followed(kind) {
		return drop()
	}
	return t.following(kind, id, func() error {
		if err := drop(); err != nil {
			return err
		}
		return t.forgetPromises(kind, id)
	})
}

// Record returns the view of a record, or NotFound.
func (t *tx) Record(kind store.Kind, id string) (*store.Record, error) {
	tab, err := tableOf(kind)
	if err != nil {
		return nil, err
	}
	var row *recordRow
	err = t.each("reading "+tab.name, tab.one, []any{id}, func(scan func(...any) error) (err error) {
		row, err = tab.scan(scan)
		return fault("reading "+tab.name, err)
	})
	if err != nil {
		return nil, err
	}
	if row == nil {
		return nil, notFound(fmt.Sprintf("không có hồ sơ %s %s", kind, id))
	}
	return t.open(tab, row)
}

// recordRow is a row whose sealed values are not opened yet.
type recordRow struct {
	r                              store.Record
	rev, heads, reason, actor, doc []byte
	state                          string
}

func (tab *table) scan(scan func(...any) error) (*recordRow, error) {
	row := &recordRow{}
	r := &row.r
	dest := []any{
		&r.ID, &row.rev, &row.heads, &row.state, &r.Conflict, &r.Merged, &r.Accepted, &row.reason, &r.Unit,
		&r.Created, &r.Changed, &row.actor, &r.Sealed, &r.Got, &row.doc,
	}
	if tab.kind == store.Assessment {
		s := &r.Summary
		dest = append(dest, &s.Points, &s.Max, &s.Known, &s.Rating, &s.Excluded, &s.Done, &s.Items, &s.Flags)
	}
	return row, scan(dest...)
}

// open opens the sealed values of a row.
func (t *tx) open(tab *table, row *recordRow) (*store.Record, error) {
	r, v := &row.r, t.db.vault
	what := fmt.Sprintf("hồ sơ %s %s", tab.kind, r.ID)
	r.Kind, r.State = tab.kind, store.State(row.state)
	var err error
	if r.Rev, err = readHash(row.rev); err != nil {
		return nil, damaged(what, err)
	}
	if r.Heads, err = readHashes(row.heads); err != nil {
		return nil, damaged(what, err)
	}
	doc, err := v.open(tab.name, "doc", r.ID, row.doc)
	if err != nil {
		return nil, err
	}
	if r.Doc, err = parseDoc(doc); err != nil {
		return nil, damaged(what, err)
	}
	if r.Actor, err = v.openText(tab.name, "actor", r.ID, row.actor); err != nil {
		return nil, err
	}
	if r.ReturnReason, err = v.openText(tab.name, "return_reason", r.ID, row.reason); err != nil {
		return nil, err
	}
	return r, nil
}

// Natural returns the ids of records whose natural key is key, sorted; "" is
// the key of none.
func (t *tx) Natural(kind store.Kind, key string) ([]string, error) {
	tab, err := tableOf(kind)
	if err != nil {
		return nil, err
	}
	var ids []string
	err = t.each("looking up a natural key", tab.natural, []any{naturalKey(kind, key)}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return fault("looking up a natural key", err)
	})
	return ids, err
}

// Count returns how many records of a kind there are.
func (t *tx) Count(kind store.Kind) (n int64, err error) {
	tab, err := tableOf(kind)
	if err != nil {
		return 0, err
	}
	_, err = t.row("counting "+tab.name, tab.count, nil, &n)
	return n, err
}
