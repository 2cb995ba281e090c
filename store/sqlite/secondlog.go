package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"coopfield/store"
)

// A second copy of the own ops stands beside the database: one file for each
// epoch, <epoch>.log, one line for each op in the order in which they were
// committed (sync protocol, The op log):
//
//	<seq> <hash, hex> <base64 of the sealed: prev | line>
//
// It is written after the commit and before Update returns, with fsync. So a
// crash in between leaves the database ahead, which is put right at the next
// opening; a log that is ahead says that the database was put back or lost
// something.
//
// What the log lacks is found by the order of arrival: every own op after the
// newest one that stands in it. No line is appended while the log has ops that
// the database lacks, so the last line of a file tells of all of them.

// secondLog is the open second copy.
type secondLog struct {
	dir   string
	vault vault
	last  int64               // order of arrival up to which own ops are in the log
	ahead map[store.Hash]bool // ops of the log that are not to be appended: the database may lack them
	files map[int64]*os.File  // by epoch, for appending
	size  map[int64]int64     // of the files, up to the last whole line
	lost  bool                // the database lacked some of them, and the sum of the log is not made anew yet
	fault error               // why the log is behind, nil if it is not
	bad   map[int64]bool      // epochs whose file has lines that cannot be read
	cut   map[int64]int       // torn lines that were cut at the opening, by epoch
}

// logName returns the name of an epoch's file.
func logName(ep int64) string { return strconv.FormatInt(ep, 10) + ".log" }

// logEpochs lists the epochs that have a file in dir, rising.
func logEpochs(dir string) ([]int64, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, logFault(err)
	}
	var out []int64
	for _, e := range entries {
		name, isLog := strings.CutSuffix(e.Name(), ".log")
		ep, err := strconv.ParseInt(name, 10, 64)
		if isLog && err == nil && ep > 0 && logName(ep) == e.Name() && e.Type().IsRegular() {
			out = append(out, ep)
		}
	}
	slices.Sort(out)
	return out, nil
}

func logFault(err error) error {
	return &store.Error{
		Code: store.Internal, Detail: "second-log", Message: "không đọc ghi được bản ghi thứ hai (thư mục oplog)",
		Kept: "dữ liệu trong kho còn nguyên", Hint: "kiểm tra dung lượng trống và quyền ghi của thư mục dữ liệu rồi mở lại", Err: err,
	}
}

// openSecondLog compares the log's files with the database and appends what
// they lack. What the database lacks is for [DB.Ahead].
func (db *DB) openSecondLog(w *conn, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return logFault(err)
	}
	l := &secondLog{
		dir: dir, vault: db.vault, ahead: map[store.Hash]bool{}, files: map[int64]*os.File{}, size: map[int64]int64{},
		bad: map[int64]bool{}, cut: map[int64]int{},
	}
	db.second = l
	epochs, err := logEpochs(dir)
	if err != nil {
		return err
	}
	for _, ep := range epochs {
		if err := l.meet(w, ep); err != nil {
			return err
		}
	}
	if err := l.meetRest(w, epochs); err != nil {
		return err
	}
	l.catchUp(w)
	return syncDirFault(filepath.Dir(dir))
}

// meetRest finds which of the own ops after the newest one in the log stand in
// it too: ops that were once taken back from it arrived later than they were
// written. It reads the files only if there are such ops.
func (l *secondLog) meetRest(w *conn, epochs []int64) error {
	var n int64
	found, err := w.row("SELECT n FROM op WHERE n > ? AND own = 1 LIMIT 1", []any{l.last}, &n)
	if err != nil || !found {
		return fault("looking for own ops", err)
	}
	for _, ep := range epochs {
		err := l.each(ep, func(line logLine, err error) error {
			if err == nil {
				l.ahead[line.hash] = true
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// meet finds where a file of the log and the database stand to each other.
func (l *secondLog) meet(w *conn, ep int64) error {
	tail, err := l.trim(ep)
	if err != nil {
		return err
	}
	if tail == nil {
		return nil
	}
	n, err := placeOf(w, tail.hash)
	if err != nil {
		return err
	}
	if n > 0 {
		l.last = max(l.last, n)
		return nil
	}
	return l.each(ep, func(line logLine, err error) error {
		if err != nil {
			l.bad[ep] = true
			return nil
		}
		n, err := placeOf(w, line.hash)
		if n == 0 {
			l.ahead[line.hash], l.lost = true, true
		}
		l.last = max(l.last, n)
		return err
	})
}

// placeOf returns the order of arrival of an op, 0 if it is not held.
func placeOf(c *conn, h store.Hash) (n int64, err error) {
	_, err = c.row("SELECT n FROM op WHERE hash = ?", []any{h[:]}, &n)
	return n, fault("looking for an op", err)
}

const ownAfter = "SELECT n, ep, seq, hash, prev, line FROM op WHERE n > ? AND own = 1 ORDER BY n"

// catchUp appends what is committed and not yet in the log. It never fails what
// was committed: the fault is kept, told by [DB.SecondLogFault], and the next
// commit or opening tries again.
func (l *secondLog) catchUp(c *conn) {
	l.fault = l.append(c)
}

func (l *secondLog) append(c *conn) error {
	var newest int64
	if _, err := c.row("SELECT coalesce(max(n), 0) FROM op", nil, &newest); err != nil {
		return fault("reading the end of the log", err)
	}
	if newest <= l.last {
		return nil
	}
	if lacks, err := l.lacks(c); err != nil || lacks {
		return err
	}
	var run run
	err := c.each(ownAfter, []any{l.last}, func(scan func(...any) error) error {
		var n, ep, seq int64
		var hash, prev, sealed []byte
		if err := scan(&n, &ep, &seq, &hash, &prev, &sealed); err != nil {
			return fault("reading own ops", err)
		}
		h, err := readHash(hash)
		if err != nil {
			return damaged("một thay đổi", err)
		}
		if l.ahead[h] {
			return nil // it came from the log
		}
		line, err := l.vault.open("op", "line", h.String(), sealed)
		if err != nil {
			return err
		}
		if run.full(ep) {
			if err := l.write(&run); err != nil {
				return err
			}
		}
		return run.add(l.vault, n, ep, seq, h, prev, line)
	})
	if err == nil {
		err = l.write(&run)
	}
	if err != nil {
		return err
	}
	l.last = newest
	clear(l.ahead) // all are held, and none is appended again
	return nil
}

// lacks reports whether the database still lacks an op of the log.
func (l *secondLog) lacks(c *conn) (bool, error) {
	for h := range l.ahead {
		n, err := placeOf(c, h)
		if err != nil || n == 0 {
			return err == nil, err
		}
	}
	return false, nil
}

// write appends a run of lines and makes it durable. A part that was written is
// taken back if the rest does not fit.
func (l *secondLog) write(r *run) (err error) {
	if len(r.text) == 0 {
		return nil
	}
	defer r.reset()
	f, err := l.file(r.ep)
	if err != nil {
		return logFault(err)
	}
	at := l.size[r.ep]
	if _, err := f.WriteAt(r.text, at); err != nil {
		return logFault(errors.Join(err, f.Truncate(at)))
	}
	if err := f.Sync(); err != nil {
		return logFault(errors.Join(err, f.Truncate(at)))
	}
	l.size[r.ep] = at + int64(len(r.text))
	l.last = r.n
	return nil
}

// file opens an epoch's file, or creates it durably.
func (l *secondLog) file(ep int64) (*os.File, error) {
	if f := l.files[ep]; f != nil {
		return f, nil
	}
	path := filepath.Join(l.dir, logName(ep))
	_, err := os.Lstat(path)
	fresh := errors.Is(err, fs.ErrNotExist)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if fresh {
		if err := syncDir(l.dir); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, known := l.size[ep]; !known {
		l.size[ep] = info.Size()
	}
	l.files[ep] = f
	return f, nil
}

func (l *secondLog) close() error {
	if l == nil {
		return nil
	}
	var errs []error
	for ep, f := range l.files {
		errs = append(errs, f.Close())
		delete(l.files, ep)
	}
	return errors.Join(errs...)
}

// SecondLogFault returns why the second log is behind the database, nil if it
// is not, or if the store has none. Nothing is lost by it; it is tried again
// with the next commit.
func (db *DB) SecondLogFault() error {
	if db.second == nil {
		return nil
	}
	c, err := db.take(context.Background(), db.writer, nil) // whoever has the writer writes the log
	if err != nil {
		return err
	}
	defer func() { db.writer <- c }()
	return db.second.fault
}

// run is lines of one epoch that are written together.
type run struct {
	ep, n int64 // n of the newest
	text  []byte
}

// runBytes bounds what is written at once.
const runBytes = 4 << 20

func (r *run) full(ep int64) bool { return len(r.text) > 0 && (r.ep != ep || len(r.text) >= runBytes) }

func (r *run) reset() { r.text = r.text[:0] }

func (r *run) add(v vault, n, ep, seq int64, h store.Hash, prev, line []byte) error {
	text, err := appendLogLine(r.text, v, ep, seq, h, prev, line)
	if err != nil {
		return fmt.Errorf("writing op %d of epoch %d into the second log: %w", seq, ep, err)
	}
	r.text, r.ep, r.n = text, ep, n
	return nil
}
