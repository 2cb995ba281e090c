package sqlite

import (
	"strings"

	"coopfield/store"
)

func (t *tx) Revisions(kinds []store.Kind, f func(*store.OpPlace) error) error {
	if len(kinds) == 0 {
		return nil
	}
	args := make([]any, len(kinds))
	for i, k := range kinds {
		args[i] = string(k)
	}
	query := "SELECT hash, typ, ent FROM op WHERE typ IN (?" + strings.Repeat(", ?", len(kinds)-1) + ")"
	var p store.OpPlace
	var hash []byte
	return t.each("listing revisions", query, args, func(scan func(...any) error) error {
		if err := scan(&hash, (*string)(&p.Kind), &p.ID); err != nil {
			return err
		}
		copy(p.Hash[:], hash)
		return f(&p)
	})
}
