package sqlite

import (
	"strings"

	"coopfield/store"
)

var _ store.Redone = (*tx)(nil)

// Redone calls f with each record of a kind of which at least least ops of one of
// the kinds ops are held, by id.
func (t *tx) Redone(kind store.Kind, least int, ops []store.OpKind, f func(id string) error) error {
	if len(ops) == 0 {
		return nil
	}
	args := []any{string(kind)}
	for _, o := range ops {
		args = append(args, string(o))
	}
	query := "SELECT ent FROM op WHERE typ = ? AND kind IN (?" + strings.Repeat(", ?", len(ops)-1) + ") GROUP BY ent HAVING count(*) >= ? ORDER BY ent"
	scan := func(scan func(...any) error) (*string, error) {
		id := new(string)
		return id, scan(id)
	}
	return list(t, "reading which records were written again", query, append(args, least), scan, func(id *string) error { return f(*id) })
}
