package sqlite

import (
	"strings"

	"coopfield/store"
)

// SaveCase opens or replaces a case.
func (t *tx) SaveCase(c *store.Case) error {
	t.touch("dispute", c.ID)
	_, err := t.exec("saving a case", `INSERT INTO dispute (id, kind, record, records, heads, base, fields, opened) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, record = excluded.record, records = excluded.records,
      heads = excluded.heads, base = excluded.base, fields = excluded.fields, opened = excluded.opened`,
		c.ID, string(c.Kind), string(c.Record), strings.Join(c.Records, "\n"), appendHashes(c.Heads), c.Base[:],
		strings.Join(c.Fields, "\n"), c.Opened)
	return err
}

// DropCase closes a case; one that is not open is closed already.
func (t *tx) DropCase(id string) error {
	t.touch("dispute", id)
	_, err := t.exec("closing a case", "DELETE FROM dispute WHERE id = ?", id)
	return err
}

// Cases returns the open cases, oldest first.
func (t *tx) Cases() ([]store.Case, error) {
	const doing = "listing cases"
	var out []store.Case
	err := t.each(doing, "SELECT id, kind, record, records, heads, base, fields, opened FROM dispute ORDER BY opened, id", nil,
		func(scan func(...any) error) error {
			var c store.Case
			var kind, record, records, fields string
			var heads, base []byte
			if err := scan(&c.ID, &kind, &record, &records, &heads, &base, &fields, &c.Opened); err != nil {
				return fault(doing, err)
			}
			c.Kind, c.Record, c.Records, c.Fields = store.CaseKind(kind), store.Kind(record), lines(records), lines(fields)
			var err error
			if c.Heads, err = readHashes(heads); err == nil {
				c.Base, err = readHash(base)
			}
			if err != nil {
				return damaged("một vụ lệch số liệu", err)
			}
			out = append(out, c)
			return nil
		})
	return out, err
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

const bundleColumns = `sha256, name, state, detail, message, device, dev, epoch, export, from_seq, to_seq, need_from, need_to,
  head, manifest, claimed_at, received, new_ops, known_ops, cases, aside, fork`

// SaveBundle writes the journal's line about a received file, or replaces it.
func (t *tx) SaveBundle(b *store.BundleRow) error {
	t.touch("bundle", b.SHA256)
	name, err := t.db.vault.sealText("bundle", "name", b.SHA256, b.Name)
	if err != nil {
		return err
	}
	message, err := t.db.vault.sealText("bundle", "message", b.SHA256, b.Message)
	if err != nil {
		return err
	}
	_, err = t.exec("writing the journal of bundles", upsert("bundle", bundleColumns, "sha256"),
		b.SHA256, name, string(b.State), b.Detail, message, b.Device, b.Dev, b.Epoch, b.Export, b.From, b.To, b.NeedFrom, b.NeedTo,
		b.Head[:], b.Manifest, b.ClaimedAt, b.Received, b.New, b.Known, b.Cases, b.Aside, b.Fork)
	return err
}

// upsert builds an INSERT that replaces the row with the same key.
func upsert(table, columns, key string) string {
	var set, marks []string
	for c := range strings.SplitSeq(columns, ",") {
		c = strings.TrimSpace(c)
		set, marks = append(set, c+" = excluded."+c), append(marks, "?")
	}
	return "INSERT INTO " + table + " (" + columns + ") VALUES (" + strings.Join(marks, ", ") + ") ON CONFLICT (" + key +
		") DO UPDATE SET " + strings.Join(set, ", ")
}

// Bundle returns the journal's line about the file with this hash, or NotFound.
func (t *tx) Bundle(sha256 string) (*store.BundleRow, error) {
	rows, err := t.bundles(" WHERE sha256 = ?", sha256)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, notFound("chưa nhận gói nào có mã " + sha256)
	}
	return &rows[0], nil
}

// Bundles returns the journal of received files in the order they came.
func (t *tx) Bundles() ([]store.BundleRow, error) { return t.bundles(" ORDER BY n") }

func (t *tx) bundles(where string, args ...any) ([]store.BundleRow, error) {
	const doing = "reading the journal of bundles"
	var out []store.BundleRow
	err := t.each(doing, "SELECT "+bundleColumns+" FROM bundle"+where, args, func(scan func(...any) error) error {
		var b store.BundleRow
		var state string
		var name, message, head []byte
		err := scan(&b.SHA256, &name, &state, &b.Detail, &message, &b.Device, &b.Dev, &b.Epoch, &b.Export, &b.From, &b.To,
			&b.NeedFrom, &b.NeedTo, &head, &b.Manifest, &b.ClaimedAt, &b.Received, &b.New, &b.Known, &b.Cases, &b.Aside, &b.Fork)
		if err != nil {
			return fault(doing, err)
		}
		b.State = store.BundleState(state)
		if b.Head, err = readHash(head); err != nil {
			return damaged("nhật ký gói", err)
		}
		if b.Name, err = t.db.vault.openText("bundle", "name", b.SHA256, name); err != nil {
			return err
		}
		if b.Message, err = t.db.vault.openText("bundle", "message", b.SHA256, message); err != nil {
			return err
		}
		out = append(out, b)
		return nil
	})
	return out, err
}

const exportColumns = "addressee, epoch, export, from_seq, to_seq, head, manifest, sha256, name, size, at"

// SaveExport writes the journal's line about a written file; the same export
// of an epoch to the same addressee is replaced.
func (t *tx) SaveExport(e *store.ExportRow) error {
	t.touch("export", e.To1, e.Epoch, e.Export)
	name, err := t.db.vault.sealText("export", "name", e.SHA256, e.Name)
	if err != nil {
		return err
	}
	_, err = t.exec("writing the journal of exports", upsert("export", exportColumns, "addressee, epoch, export"),
		e.To1, e.Epoch, e.Export, e.From, e.To, e.Head[:], e.Manifest, e.SHA256, name, e.Size, e.At)
	return err
}

// Exports returns the journal of written files, oldest first.
func (t *tx) Exports() ([]store.ExportRow, error) {
	const doing = "reading the journal of exports"
	var out []store.ExportRow
	err := t.each(doing, "SELECT "+exportColumns+" FROM export ORDER BY n", nil, func(scan func(...any) error) error {
		var e store.ExportRow
		var head, name []byte
		err := scan(&e.To1, &e.Epoch, &e.Export, &e.From, &e.To, &head, &e.Manifest, &e.SHA256, &name, &e.Size, &e.At)
		if err != nil {
			return fault(doing, err)
		}
		if e.Head, err = readHash(head); err != nil {
			return damaged("nhật ký gói đã ghi", err)
		}
		if e.Name, err = t.db.vault.openText("export", "name", e.SHA256, name); err != nil {
			return err
		}
		out = append(out, e)
		return nil
	})
	return out, err
}

// SaveRef keeps a revision of reference data. It is public and kept plain.
func (t *tx) SaveRef(r *store.RefRow) error {
	t.touch("ref", r.Type, r.ID, r.Revision)
	data := r.Data
	if data == nil {
		data = []byte{}
	}
	_, err := t.exec("saving reference data", upsert("ref", "type, id, revision, sha256, data", "type, id, revision"),
		r.Type, r.ID, r.Revision, r.SHA256, data)
	return err
}

// Refs returns all revisions of reference data by type, id, revision.
func (t *tx) Refs() ([]store.RefRow, error) {
	const doing = "reading reference data"
	var out []store.RefRow
	err := t.each(doing, "SELECT type, id, revision, sha256, data FROM ref ORDER BY type, id, revision", nil, func(scan func(...any) error) error {
		var r store.RefRow
		err := scan(&r.Type, &r.ID, &r.Revision, &r.SHA256, &r.Data)
		out = append(out, r)
		return fault(doing, err)
	})
	return out, err
}

// Setting returns a small named value, nil if there is none.
func (t *tx) Setting(key string) ([]byte, error) {
	var sealed []byte
	found, err := t.row("reading a setting", "SELECT value FROM setting WHERE key = ?", []any{key}, &sealed)
	if err != nil || !found {
		return nil, err
	}
	value, err := t.db.vault.open("setting", "value", key, sealed)
	if err == nil && value == nil {
		value = []byte{}
	}
	return value, err
}

// SetSetting keeps a small named value; nil removes it.
func (t *tx) SetSetting(key string, value []byte) error {
	t.touch("setting", key)
	if value == nil {
		_, err := t.exec("removing a setting", "DELETE FROM setting WHERE key = ?", key)
		return err
	}
	sealed, err := t.db.vault.seal("setting", "value", key, value)
	if err != nil {
		return err
	}
	_, err = t.exec("writing a setting", upsert("setting", "key, value", "key"), key, sealed)
	return err
}
