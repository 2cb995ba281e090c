package sqlite

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"coopfield/store"
)

// dumped says how a table is written by Dump.
type dumped struct {
	name   string
	keys   int      // leading columns of the list that name a row to the codec
	order  []string // columns to sort by; the first keys of them name the row
	sealed []string
	skip   []string // what this machine's clock or order of arrival made
}

func dumpedTables() []dumped {
	out := []dumped{
		{name: "op", keys: 1, order: []string{"hash"}, sealed: []string{"line"}, skip: []string{"n"}},
		{name: "op_coop", order: []string{"coop", "typ", "ent"}},
		{name: "op_verdict", keys: 1, order: []string{"hash"}, sealed: []string{"why"}},
		{name: "chain", order: []string{"dev", "ep"}},
		{name: "same", order: []string{"kind", "id"}},
		{name: "promise", order: []string{"kind", "record", "item"}},
		{name: "att", keys: 1, order: []string{"sha256"}, sealed: []string{"data"}},
		{name: "dispute", order: []string{"id"}, skip: []string{"opened"}},
		{name: "draft", keys: 2, order: []string{"kind", "id"}, sealed: []string{"actor"}},
		{name: "draft_field", keys: 3, order: []string{"kind", "id", "path"}, sealed: []string{"value", "raw"}},
		{name: "bundle", keys: 1, order: []string{"sha256"}, sealed: []string{"name", "message"}, skip: []string{"n", "received"}},
		{name: "export", keys: 1, order: []string{"sha256", "addressee", "epoch", "export"}, sealed: []string{"name"}, skip: []string{"n", "at"}},
		{name: "ref", order: []string{"type", "id", "revision"}},
		{name: "setting", keys: 1, order: []string{"key"}, sealed: []string{"value"}},
	}
	for _, k := range store.Kinds() {
		out = append(out, dumped{
			name: string(k), keys: 1, order: []string{"id"},
			sealed: []string{"doc", "actor", "return_reason"}, skip: []string{"n"},
		})
	}
	return out
}

// Dump writes all that the store holds, a row a line, opened and in a fixed
// order: two stores with the same content write the same bytes. The order of
// arrival and the times of this machine's journals are left out. It holds
// personal data in plain form.
func (db *DB) Dump(ctx context.Context, w io.Writer) error {
	out := bufio.NewWriter(w)
	err := db.View(ctx, func(st store.Tx) error {
		for _, d := range dumpedTables() {
			if err := st.(*tx).dump(out, d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the dump: %w", err)
	}
	return nil
}

func (t *tx) dump(w *bufio.Writer, d dumped) error {
	doing := "dumping " + d.name
	columns, err := t.columns(d)
	if err != nil {
		return err
	}
	values, dest := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	query := "SELECT " + strings.Join(columns, ", ") + " FROM " + d.name + " ORDER BY " + strings.Join(d.order, ", ")
	return t.each(doing, query, nil, func(scan func(...any) error) error {
		if err := scan(dest...); err != nil {
			return fault(doing, err)
		}
		names := make([]string, d.keys)
		for i := range names {
			names[i] = plainText(values[i])
		}
		row := strings.Join(names, "/")
		_, _ = w.WriteString(d.name)
		for i, c := range columns {
			text := plainText(values[i])
			if slices.Contains(d.sealed, c) {
				sealed, _ := values[i].([]byte)
				if text, err = t.db.vault.openText(d.name, c, row, sealed); err != nil {
					return err
				}
			}
			_, _ = w.WriteString(" " + c + "=" + strconv.Quote(text))
		}
		return w.WriteByte('\n')
	})
}

// columns lists the columns to dump: those of the order first.
func (t *tx) columns(d dumped) ([]string, error) {
	out := slices.Clone(d.order)
	err := t.each("reading columns", "SELECT name FROM pragma_table_info(?) ORDER BY cid", []any{d.name}, func(scan func(...any) error) error {
		var c string
		if err := scan(&c); err != nil {
			return fault("reading columns", err)
		}
		if !slices.Contains(out, c) && !slices.Contains(d.skip, c) {
			out = append(out, c)
		}
		return nil
	})
	return out, err
}

func plainText(v any) string {
	switch v := v.(type) {
	case []byte:
		return hex.EncodeToString(v)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}
