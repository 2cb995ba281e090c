package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"coopfield/store"
)

var _ store.SecondLog = (*DB)(nil)

// Ahead returns the own ops that stand in the second log and not in the
// database, by epoch, in the order in which they were written, and of which
// epochs the file has lines that cannot be read. It is empty for a store
// without a second log.
func (db *DB) Ahead(ctx context.Context) (*store.LogAhead, error) {
	out := &store.LogAhead{}
	if db.second == nil {
		return out, nil
	}
	c, err := db.take(ctx, db.writer, nil)
	if err != nil {
		return nil, err
	}
	defer func() { db.writer <- c }()
	l := db.second
	for ep := range l.bad {
		out.Bad = append(out.Bad, ep)
	}
	slices.Sort(out.Bad)
	if len(l.ahead) == 0 || c == nil {
		return out, nil
	}
	epochs, err := logEpochs(l.dir)
	if err != nil {
		return nil, err
	}
	for _, ep := range epochs {
		err := l.each(ep, func(line logLine, err error) error {
			if err != nil || !l.ahead[line.hash] {
				return nil // counted in Bad, or held
			}
			if n, err := placeOf(c, line.hash); err != nil || n > 0 {
				return err
			}
			o, err := line.op(l.vault)
			if err != nil {
				if !slices.Contains(out.Bad, ep) {
					out.Bad = append(out.Bad, ep)
				}
				return nil
			}
			out.Ops = append(out.Ops, *o)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// GiveUpAhead moves aside the files of the epochs named, whose lines could not
// be taken back, and writes them anew from the database. The old ones are kept
// under another name in the same folder, which is returned.
func (db *DB) GiveUpAhead(ctx context.Context, epochs ...int64) ([]string, error) {
	if db.second == nil || len(epochs) == 0 {
		return nil, nil
	}
	c, err := db.take(ctx, db.writer, nil)
	if err != nil {
		return nil, err
	}
	defer func() { db.writer <- c }()
	if c == nil {
		return nil, internal("kho dữ liệu vừa mất kết nối")
	}
	l := db.second
	if err := l.close(); err != nil {
		return nil, logFault(err)
	}
	all, err := logEpochs(l.dir)
	if err != nil {
		return nil, err
	}
	var kept []string
	for _, ep := range all {
		path := filepath.Join(l.dir, logName(ep))
		if !slices.Contains(epochs, ep) {
			continue
		}
		aside, err := freeName(path + ".hong")
		if err != nil {
			return kept, logFault(err)
		}
		if err := renameFile(path, aside); err != nil {
			return kept, logFault(err)
		}
		kept = append(kept, aside)
		delete(l.size, ep)
		delete(l.bad, ep)
		if err := l.rewrite(c, ep); err != nil {
			return kept, err
		}
	}
	l.ahead = map[store.Hash]bool{}
	l.catchUp(c)
	if err := syncDirFault(l.dir); err != nil || !l.lost {
		return kept, err
	}
	if err := l.giveUpLost(c); err != nil {
		c = rollback(c)
		return kept, err
	}
	l.lost = false
	return kept, nil
}

// giveUpLost makes the sum of the log from what is there: what is lost stays so.
func (l *secondLog) giveUpLost(c *conn) error {
	if err := begin(c, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	if err := l.vault.guardAnew(c); err != nil {
		return err
	}
	_, err := c.exec("COMMIT")
	return fault("committing", err)
}

// rewrite writes an epoch's file anew from the database.
func (l *secondLog) rewrite(c *conn, ep int64) error {
	var r run
	last := l.last
	defer func() { l.last = last }()
	err := c.each("SELECT n, seq, hash, prev, line FROM op WHERE ep = ? AND n <= ? AND own = 1 ORDER BY n", []any{ep, last},
		func(scan func(...any) error) error {
			var n, seq int64
			var hash, prev, sealed []byte
			if err := scan(&n, &seq, &hash, &prev, &sealed); err != nil {
				return fault("reading own ops", err)
			}
			h, err := readHash(hash)
			if err != nil {
				return damaged("một thay đổi", err)
			}
			line, err := l.vault.open("op", "line", h.String(), sealed)
			if err != nil {
				return err
			}
			if r.full(ep) {
				if err := l.write(&r); err != nil {
					return err
				}
			}
			return r.add(l.vault, n, ep, seq, h, prev, line)
		})
	if err != nil {
		return err
	}
	return l.write(&r)
}

// freeName returns name, or name with a counter, under which there is no file.
func freeName(name string) (string, error) {
	try := name
	for n := 2; ; n++ {
		_, err := os.Lstat(try)
		if os.IsNotExist(err) {
			return try, nil
		}
		if err != nil {
			return "", err
		}
		try = fmt.Sprintf("%s-%d", name, n)
	}
}
