package sqlite

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"coopfield/store"
	"coopfield/store/oplog"
)

// logLine is one line of the second log.
type logLine struct {
	ep, seq int64
	hash    store.Hash
	sealed  []byte
}

// maxLogLine bounds a line: an op of 1 MiB, sealed and in base64.
const maxLogLine = 2 << 20

func appendLogLine(b []byte, v vault, ep, seq int64, h store.Hash, prev, line []byte) ([]byte, error) {
	plain := append(bytes.Clone(prev), line...)
	sealed, err := v.seal("oplog", strconv.FormatInt(ep, 10), strconv.FormatInt(seq, 10), plain)
	if err != nil {
		return b, err
	}
	b = strconv.AppendInt(b, seq, 10)
	b = append(b, ' ')
	b = hex.AppendEncode(b, h[:])
	b = append(b, ' ')
	b = base64.StdEncoding.AppendEncode(b, sealed)
	return append(b, '\n'), nil
}

var errLogLine = errors.New("not a line of the second log")

// parseLogLine reads a line without LF; the sealed part is not opened.
func parseLogLine(ep int64, b []byte) (logLine, error) {
	l := logLine{ep: ep}
	parts := bytes.Split(b, []byte(" "))
	if len(parts) != 3 {
		return l, errLogLine
	}
	var err error
	if l.seq, err = strconv.ParseInt(string(parts[0]), 10, 64); err != nil || l.seq < 1 {
		return l, errLogLine
	}
	if l.hash, err = store.ParseHash(string(parts[1])); err != nil {
		return l, errLogLine
	}
	if l.sealed, err = base64.StdEncoding.Strict().DecodeString(string(parts[2])); err != nil {
		return l, errLogLine
	}
	return l, nil
}

// op opens a line and checks it against its own hash.
func (l *logLine) op(v vault) (*store.LoggedOp, error) {
	plain, err := v.open("oplog", strconv.FormatInt(l.ep, 10), strconv.FormatInt(l.seq, 10), l.sealed)
	if err != nil {
		return nil, err
	}
	o := &store.LoggedOp{Hash: l.hash, Own: true}
	if len(plain) < len(o.Prev) {
		return nil, errLogLine
	}
	copy(o.Prev[:], plain)
	o.Line = plain[len(o.Prev):]
	if oplog.Hash(o.Prev, o.Line) != l.hash {
		return nil, fmt.Errorf("%w: it does not hash to what it says", errLogLine)
	}
	op, err := oplog.Decode(o.Line)
	switch {
	case errors.Is(err, oplog.ErrNewerVersion):
		o.Verdict = store.WaitVersion
	case err != nil:
		return nil, err
	}
	o.Op = *op
	if o.Ep != l.ep || o.Seq != l.seq {
		return nil, fmt.Errorf("%w: it stands in another place", errLogLine)
	}
	return o, nil
}

// each calls f for each line of an epoch's file in order, with an error for one
// that cannot be read.
func (l *secondLog) each(ep int64, f func(logLine, error) error) error {
	return eachLogLine(filepath.Join(l.dir, logName(ep)), ep, f)
}

func eachLogLine(path string, ep int64, f func(logLine, error) error) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return logFault(err)
	}
	defer func() { _ = file.Close() }() // only read from
	lines := bufio.NewReaderSize(file, 64<<10)
	for {
		b, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			return nil
		}
		var line logLine
		if err == nil {
			line, err = parseLogLine(ep, b)
		}
		if err != nil && !errors.Is(err, errLogLine) {
			return logFault(err)
		}
		if err := f(line, err); err != nil {
			return err
		}
	}
}

// readLine returns the next line without its LF, errLogLine for one that has
// none or is too long, io.EOF at the end.
func readLine(r *bufio.Reader) ([]byte, error) {
	var b []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(b)+len(part) <= maxLogLine {
			b = append(b, part...)
		}
		switch {
		case err == nil:
			if len(b) == 0 || b[len(b)-1] != '\n' {
				return nil, errLogLine
			}
			return b[:len(b)-1], nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(b) == 0:
			return nil, io.EOF
		case errors.Is(err, io.EOF):
			return nil, errLogLine
		default:
			return nil, err
		}
	}
}

// trim cuts what a crash left behind the last whole line of an epoch's file,
// which is kept in <epoch>.log.cut, and returns the last line, nil of an empty
// file.
func (l *secondLog) trim(ep int64) (*logLine, error) {
	path := filepath.Join(l.dir, logName(ep))
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, logFault(err)
	}
	defer func() { _ = f.Close() }() // what was cut is synced before
	info, err := f.Stat()
	if err != nil {
		return nil, logFault(err)
	}
	whole, line, err := lastWhole(f, info.Size(), ep, l.vault)
	if err != nil {
		return nil, logFault(err)
	}
	l.size[ep] = whole
	if whole == info.Size() {
		return line, nil
	}
	l.cut[ep]++
	if err := keepCut(path+".cut", io.NewSectionReader(f, whole, info.Size()-whole)); err != nil {
		return nil, logFault(err)
	}
	if err := f.Truncate(whole); err != nil {
		return nil, logFault(err)
	}
	if err := f.Sync(); err != nil {
		return nil, logFault(err)
	}
	return line, nil
}

// keepCut adds what is cut off to a file beside the log.
func keepCut(path string, r io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	if err == nil {
		_, err = f.WriteString("\n")
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// lastWhole returns where the last line of a file ends that is whole and hashes
// to what it says, and that line. Only lines at the very end are passed over.
func lastWhole(f io.ReaderAt, size, ep int64, v vault) (int64, *logLine, error) {
	for end := size; end > 0; {
		start, b, err := lineBefore(f, end)
		if err != nil {
			return 0, nil, err
		}
		if text, whole := bytes.CutSuffix(b, []byte("\n")); whole {
			line, err := parseLogLine(ep, text)
			if err == nil {
				if _, err = line.op(v); err == nil || store.CodeOf(err) == store.Locked {
					return end, &line, err
				}
			}
		}
		end = start
	}
	return 0, nil, nil
}

// lineBefore returns the bytes of the line that ends at end, with its LF if it
// has one, and where it begins.
func lineBefore(f io.ReaderAt, end int64) (start int64, line []byte, err error) {
	const step = 16 << 10
	for from := max(end-step, 0); ; from = max(from-step, 0) {
		b := make([]byte, end-from)
		if _, err := f.ReadAt(b, from); err != nil && !errors.Is(err, io.EOF) {
			return 0, nil, err
		}
		if i := bytes.LastIndexByte(b[:len(b)-1], '\n'); i >= 0 {
			return from + int64(i) + 1, b[i+1:], nil
		}
		if from == 0 {
			return 0, b, nil
		}
		if end-from > 2*maxLogLine {
			return from, b, nil // no line is that long: it is passed over
		}
	}
}
