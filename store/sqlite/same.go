package sqlite

import "coopfield/store"

// Same returns which records of a kind were called the same as another one:
// their ids with that of the record that is kept.
func (t *tx) Same(kind store.Kind) (map[string]string, error) {
	out := map[string]string{}
	const doing = "reading which records are the same"
	err := t.each(doing, "SELECT id, kept FROM same WHERE kind = ?", []any{string(kind)}, func(scan func(...any) error) error {
		var id, kept string
		err := scan(&id, &kept)
		out[id] = kept
		return fault(doing, err)
	})
	return out, err
}

// SetSame writes that a record is the same as kept; "" = it stands by itself.
func (t *tx) SetSame(kind store.Kind, id, kept string) error {
	t.touch("same", string(kind), id)
	query, args := "DELETE FROM same WHERE kind = ? AND id = ?", []any{string(kind), id}
	if kept != "" {
		query = "INSERT INTO same (kind, id, kept) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET kept = excluded.kept"
		args = append(args, kept)
	}
	_, err := t.exec("writing which records are the same", query, args...)
	return err
}
