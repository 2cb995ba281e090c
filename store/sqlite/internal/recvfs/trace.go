package recvfs

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// Traced are the system calls that [ReadTrace] understands, for strace's
// -e trace=.
const Traced = "openat,open,creat,lseek,write,pwrite64,ftruncate,truncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range"

// TraceFlags are the further flags of strace that [ReadTrace] needs: paths
// beside descriptors, everything in hex, nothing cut short.
var TraceFlags = []string{"-f", "-qq", "-y", "-xx", "-s", "33554432", "-e", "trace=" + Traced, "-e", "signal=none"}

// Acknowledged is what a traced program writes to its standard output, in one
// write, to set a mark.
const Acknowledged = "acknowledged\n"

// ReadTrace makes a log of what strace wrote about a program that worked on the
// folder dir, whose content before was base. Here every file is seen as it was
// written and synced, whoever wrote it.
func ReadTrace(in io.Reader, dir string, base Image) (*Log, error) {
	t := &tracer{dir: filepath.Clean(dir), log: &Log{Base: base}, size: map[string]int64{}, off: map[string]*cursor{}, cut: map[string]string{}}
	for name, data := range base {
		t.size[name] = int64(len(data))
	}
	lines := bufio.NewReaderSize(in, 1<<20)
	for n := 1; ; n++ {
		line, err := lines.ReadString('\n')
		if line != "" {
			if err := t.line(strings.TrimSuffix(line, "\n")); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
		if errors.Is(err, io.EOF) {
			return t.log, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// cursor is where the next write through a descriptor goes.
type cursor struct {
	at  int64
	end bool // O_APPEND
}

type tracer struct {
	dir  string
	log  *Log
	size map[string]int64   // the files that are there
	off  map[string]*cursor // by descriptor
	cut  map[string]string  // calls that were interrupted by others, by thread
}

// line takes in one line: thread, call, arguments, result.
func (t *tracer) line(line string) error {
	thread, rest, ok := strings.Cut(line, " ")
	rest = strings.TrimLeft(rest, " ")
	if !ok || strings.HasPrefix(rest, "+++") || strings.HasPrefix(rest, "---") {
		return nil
	}
	if head, cut := strings.CutSuffix(rest, " <unfinished ...>"); cut {
		t.cut[thread] = head
		return nil
	}
	if strings.HasPrefix(rest, "<... ") {
		_, tail, _ := strings.Cut(rest, " resumed>")
		rest = t.cut[thread] + tail
	}
	call, rest, ok := strings.Cut(rest, "(")
	if !ok {
		return nil
	}
	end := strings.LastIndex(rest, ") = ")
	if end < 0 {
		end = strings.LastIndex(rest, ")")
		eq := strings.LastIndex(rest, "= ")
		if end < 0 || eq < end {
			return nil // the program ended in it
		}
	}
	_, result, _ := strings.Cut(rest[end:], "= ")
	result, _, _ = strings.Cut(result, " ")
	number, _, _ := strings.Cut(result, "<")
	ret, err := strconv.ParseInt(number, 10, 64)
	if err != nil || ret < 0 {
		return nil // it did nothing
	}
	return t.call(call, strings.Split(rest[:end], ", "), ret)
}

func (t *tracer) call(call string, args []string, ret int64) error {
	switch call {
	case "openat":
		return t.open(args[1], args[2], ret)
	case "open":
		return t.open(args[0], args[1], ret)
	case "creat":
		return t.open(args[0], "O_CREAT|O_TRUNC", ret)
	case "lseek":
		if c := t.off[descriptor(args[0])]; c != nil {
			c.at = ret
		}
	case "write", "pwrite64":
		return t.write(args, ret)
	case "ftruncate", "truncate":
		return t.truncate(args)
	case "fsync", "fdatasync":
		return t.sync(args[0])
	case "rename":
		return t.rename(args[0], args[1])
	case "renameat", "renameat2":
		return t.rename(args[1], args[3])
	case "unlink", "rmdir":
		return t.remove(args[0])
	case "unlinkat":
		return t.remove(args[1])
	case "mkdir", "mkdirat":
		name, ok, err := t.inside(args[len(args)-2])
		if ok && err == nil {
			t.add(Event{Op: Mkdir, Path: name})
		}
		return err
	default:
		return fmt.Errorf("%s is not understood", call)
	}
	return nil
}

func (t *tracer) add(e Event) { t.log.Events = append(t.log.Events, e) }

func (t *tracer) open(arg, flags string, fd int64) error {
	name, ok, err := t.inside(arg)
	if err != nil || !ok {
		delete(t.off, strconv.FormatInt(fd, 10))
		return err
	}
	t.off[strconv.FormatInt(fd, 10)] = &cursor{end: strings.Contains(flags, "O_APPEND")}
	_, there := t.size[name]
	switch {
	case !there && strings.Contains(flags, "O_CREAT"):
		t.size[name] = 0
		t.add(Event{Op: Create, Path: name})
	case there && strings.Contains(flags, "O_TRUNC"):
		t.size[name] = 0
		t.add(Event{Op: Truncate, Path: name})
	}
	return nil
}

func (t *tracer) write(args []string, n int64) error {
	data, err := unquote(args[1])
	if err != nil {
		return err
	}
	if descriptor(args[0]) == "1" && string(data) == Acknowledged {
		t.add(Event{Op: Mark})
		return nil
	}
	name, ok, err := t.inside(args[0])
	if err != nil || !ok {
		return err
	}
	if int64(len(data)) < n {
		return fmt.Errorf("%d of %d bytes are shown", len(data), n)
	}
	data = data[:n]
	c := t.off[descriptor(args[0])]
	if c == nil {
		c = &cursor{}
		t.off[descriptor(args[0])] = c
	}
	at := c.at
	switch {
	case len(args) > 3:
		if at, err = strconv.ParseInt(args[3], 10, 64); err != nil {
			return err
		}
	case c.end:
		at = t.size[name]
		fallthrough
	default:
		c.at = at + n
	}
	t.size[name] = max(t.size[name], at+n)
	t.add(Event{Op: Write, Path: name, Off: at, Data: data})
	return nil
}

func (t *tracer) truncate(args []string) error {
	name, ok, err := t.inside(args[0])
	if err != nil || !ok {
		return err
	}
	size, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return err
	}
	t.size[name] = size
	t.add(Event{Op: Truncate, Path: name, Off: size})
	return nil
}

func (t *tracer) sync(arg string) error {
	name, ok, err := t.inside(arg)
	if err != nil || !ok {
		return err
	}
	if _, file := t.size[name]; file {
		t.add(Event{Op: Sync, Path: name})
	} else {
		t.add(Event{Op: SyncDir, Path: name})
	}
	return nil
}

func (t *tracer) rename(from, to string) error {
	a, okA, err := t.inside(from)
	if err != nil {
		return err
	}
	b, okB, err := t.inside(to)
	if err != nil || !okA && !okB {
		return err
	}
	size, file := t.size[a]
	if !okA || !okB || !file {
		return fmt.Errorf("moving %s to %s is not understood", a, b)
	}
	delete(t.size, a)
	t.size[b] = size
	t.add(Event{Op: Rename, Path: a, To: b})
	return nil
}

func (t *tracer) remove(arg string) error {
	name, ok, err := t.inside(arg)
	if err != nil || !ok {
		return err
	}
	if _, file := t.size[name]; file {
		delete(t.size, name)
		t.add(Event{Op: Remove, Path: name})
	}
	return nil
}

// inside returns the path that an argument names, relative to the folder; ok is
// false for other files and for those that do not outlive the program.
func (t *tracer) inside(arg string) (name string, ok bool, err error) {
	if _, behind, fd := strings.Cut(arg, "<"); fd {
		if i := strings.LastIndex(behind, ">"); i < 0 || i != len(behind)-1 {
			return "", false, nil // it was removed already
		}
		arg = behind[:len(behind)-1]
	}
	b, err := unquote(arg)
	if err != nil {
		return "", false, err
	}
	p := path.Clean(string(b))
	if p == t.dir {
		return ".", true, nil
	}
	name, ok = strings.CutPrefix(p, t.dir+"/")
	return name, ok && !volatile(name), nil
}

// descriptor is the number before the path.
func descriptor(arg string) string {
	n, _, _ := strings.Cut(arg, "<")
	return n
}

// unquote reads "\x68\x65", with or without the quotes.
func unquote(s string) ([]byte, error) {
	s = strings.ReplaceAll(strings.Trim(s, `"`), `\x`, "")
	return hex.DecodeString(s)
}
