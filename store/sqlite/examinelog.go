package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
)

var _ store.Digester = (*tx)(nil)

// ExamineLog compares the second log with the database line by line.
func (db *DB) ExamineLog(ctx context.Context, own []string, report func(store.Finding)) error {
	if db.second == nil {
		return nil
	}
	c, err := db.take(ctx, db.writer, nil)
	if err != nil {
		return err
	}
	defer func() { db.writer <- c }()
	if c == nil {
		return internal("kho dữ liệu vừa mất kết nối")
	}
	found := func(where, message string) {
		report(store.Finding{Check: "log", Where: where, Message: message, Hint: hintRebuild, Repair: true})
	}
	l := db.second
	if l.fault != nil {
		found("oplog", "bản ghi thứ hai chưa ghi kịp: "+l.fault.Error())
	}
	inLog := map[store.Hash]bool{}
	epochs, err := logEpochs(l.dir)
	if err != nil {
		return err
	}
	for _, ep := range epochs {
		at := 0
		err := l.each(ep, func(line logLine, err error) error {
			at++
			where := fmt.Sprintf("oplog/%s dòng %d", logName(ep), at)
			if err != nil {
				found(where, "dòng này của bản ghi thứ hai không đọc được")
				return ctx.Err()
			}
			o, err := line.op(l.vault)
			switch {
			case err != nil:
				found(where, "dòng này của bản ghi thứ hai đã bị sửa")
				return ctx.Err()
			case !slices.Contains(own, o.Dev):
				found(where, "dòng này của bản ghi thứ hai là của máy khác")
				return ctx.Err()
			}
			inLog[line.hash] = true
			if n, err := placeOf(c, line.hash); err != nil {
				return err
			} else if n == 0 {
				l.ahead[line.hash], l.lost = true, true
				found(where, fmt.Sprintf("%s có trong bản ghi thứ hai mà kho không có", opName(o.Dev, o.Ep, o.Seq, o.Hash)))
			}
			return ctx.Err()
		})
		if err != nil {
			return err
		}
	}
	return eachRow(c, "SELECT dev, ep, seq, hash FROM op WHERE own = 1 ORDER BY n", nil, func(v []any) error {
		raw, _ := v[3].([]byte)
		if h, err := readHash(raw); err == nil && !inLog[h] {
			ep, _ := v[1].(int64)
			seq, _ := v[2].(int64)
			found(opName(plainKey(v[0]), ep, seq, h), "thay đổi này không có trong bản ghi thứ hai")
		}
		return nil
	})
}

// RewriteLog sets the files of the second log aside and writes them anew.
func (db *DB) RewriteLog(ctx context.Context) ([]string, error) {
	if db.second == nil {
		return nil, nil
	}
	epochs, err := logEpochs(db.second.dir)
	if err != nil {
		return nil, err
	}
	return db.GiveUpAhead(ctx, epochs...)
}

// views are the tables that follow from the log and the registry alone.
func views() []dumped {
	var out []dumped
	for _, d := range dumpedTables() {
		switch d.name {
		case "op", "op_coop", "draft", "draft_field", "bundle", "export", "ref", "setting", "att":
		default:
			out = append(out, d)
		}
	}
	return out
}

// ViewDigests calls f with each row of the views: records, and what hangs on ops
// alone. What this machine's clock or order of arrival made is left out.
func (t *tx) ViewDigests(f func(table, row string, sum []byte) error) error {
	for _, d := range views() {
		columns, err := t.columns(d)
		if err != nil {
			return err
		}
		if err := t.digestView(d, columns, f); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) digestView(d dumped, columns []string, f func(table, row string, sum []byte) error) error {
	values, dest := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	doing := "reading " + d.name
	return t.each(doing, "SELECT "+strings.Join(columns, ", ")+" FROM "+d.name, nil, func(scan func(...any) error) error {
		if err := scan(dest...); err != nil {
			return fault(doing, err)
		}
		key := make([]string, len(d.order))
		for i := range key {
			key[i] = plainText(values[i])
		}
		row := strings.Join(key, "/")
		sealedRow := strings.Join(key[:d.keys], "/")
		for i, c := range columns {
			if !slices.Contains(d.sealed, c) {
				continue
			}
			raw, _ := values[i].([]byte)
			plain, err := t.db.vault.open(d.name, c, sealedRow, raw)
			if err != nil {
				return f(d.name, row, nil)
			}
			values[i] = plain
		}
		return f(d.name, row, digest(values))
	})
}

// ClearViews removes every row of the records' views.
func (t *tx) ClearViews() error {
	for _, k := range store.Kinds() {
		if _, err := t.exec("clearing "+string(k), "DELETE FROM "+string(k)); err != nil {
			return err
		}
	}
	_, err := t.exec("clearing promises", "DELETE FROM promise")
	return err
}
