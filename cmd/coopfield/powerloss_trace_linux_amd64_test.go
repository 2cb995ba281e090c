package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// fault is what happens at one system call of a program.
type fault struct {
	name  string
	errno syscall.Errno // what the call answers without being carried out; 0 = the program is killed before it
}

var faults = []fault{{"SIGKILL", 0}, {"ENOSPC", syscall.ENOSPC}, {"EIO", syscall.EIO}}

// traced is a run of this binary as coopfield under ptrace.
type traced struct {
	ran
	points []string // the calls that write into the folder, in order: "pwrite64 coopfield.db-wal"
	hit    string   // the call at which the fault happened, "" if it was not reached
}

// watch says which files' calls count and at which of them what happens.
type watch struct {
	root  string // an absolute path
	at    int    // from 1; 0 = never
	fault fault
}

// tracer follows one program.
type tracer struct {
	watch
	pid    int
	inside map[int]bool // threads that are in a call
	failed map[int]bool // threads whose call is to answer errno
	out    traced
}

// runTraced runs coopfield and lets the fault happen at the w.at-th call that
// writes to a file under w.root. It counts the calls of all threads together,
// which strace does not.
func runTraced(w watch, stdin string, args ...string) (*traced, error) {
	runtime.LockOSThread() // whoever started a program is alone allowed to trace it
	defer runtime.UnlockOSThread()
	exe, err := exec.LookPath("coopfield")
	if err != nil {
		return nil, err
	}
	var files [3]*os.File
	for i := range files {
		if files[i], err = os.CreateTemp("", "coopfield-std"); err != nil {
			return nil, err
		}
		defer os.Remove(files[i].Name()) //nolint:errcheck // a folder of temporary files is cleared
		defer files[i].Close()
	}
	if _, err := files[0].WriteAt([]byte(stdin), 0); err != nil {
		return nil, err
	}
	pid, err := syscall.ForkExec(exe, append([]string{"coopfield"}, args...), &syscall.ProcAttr{
		Env: os.Environ(), Files: []uintptr{files[0].Fd(), files[1].Fd(), files[2].Fd()}, Sys: &syscall.SysProcAttr{Ptrace: true, Setpgid: true},
	})
	if err != nil {
		return nil, err
	}
	t := &tracer{watch: w, pid: pid, inside: map[int]bool{}, failed: map[int]bool{}}
	if err := t.follow(); err != nil {
		_ = syscall.Kill(pid, syscall.SIGKILL)
		return nil, err
	}
	for i, to := range []*string{&t.out.stdout, &t.out.stderr} {
		b, err := io.ReadAll(io.NewSectionReader(files[i+1], 0, 1<<20))
		if err != nil {
			return nil, err
		}
		*to = string(b)
	}
	return &t.out, nil
}

// follow lets the program run from stop to stop until it has ended.
func (t *tracer) follow() error {
	var ws syscall.WaitStatus
	if _, err := syscall.Wait4(t.pid, &ws, 0, nil); err != nil {
		return err
	}
	const options = syscall.PTRACE_O_TRACESYSGOOD | syscall.PTRACE_O_TRACECLONE | unix.PTRACE_O_EXITKILL
	if err := syscall.PtraceSetOptions(t.pid, options); err != nil {
		return err
	}
	known := map[int]bool{t.pid: true}
	if err := syscall.PtraceSyscall(t.pid, 0); err != nil {
		return err
	}
	for {
		id, err := syscall.Wait4(-t.pid, &ws, syscall.WALL, nil) // its threads have its group
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if err != nil {
			return err
		}
		if ended := ws.Exited(); ended || !ws.Stopped() {
			if id == t.pid {
				t.out.killed, t.out.code = !ended, ws.ExitStatus()
				return nil
			}
			continue
		}
		signal := ws.StopSignal()
		switch {
		case signal == syscall.SIGTRAP|0x80:
			signal = 0
			if err := t.stop(id); err != nil && !errors.Is(err, syscall.ESRCH) {
				return err
			}
		case signal == syscall.SIGTRAP, signal == syscall.SIGSTOP && !known[id]:
			signal = 0
		}
		known[id] = true
		if err := syscall.PtraceSyscall(id, int(signal)); err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
	}
}

// stop is the beginning or the end of a call of one thread.
func (t *tracer) stop(id int) error {
	t.inside[id] = !t.inside[id]
	var regs syscall.PtraceRegs
	if !t.inside[id] {
		if !t.failed[id] {
			return nil
		}
		t.failed[id] = false
		if err := syscall.PtraceGetRegs(id, &regs); err != nil {
			return err
		}
		regs.Rax = -uint64(t.fault.errno)
		return syscall.PtraceSetRegs(id, &regs)
	}
	if err := syscall.PtraceGetRegs(id, &regs); err != nil {
		return err
	}
	point := t.point(&regs)
	if point == "" {
		return nil
	}
	t.out.points = append(t.out.points, point)
	if len(t.out.points) != t.at {
		return nil
	}
	t.out.hit = point
	if t.fault.errno == 0 {
		return syscall.Kill(t.pid, syscall.SIGKILL)
	}
	t.failed[id] = true
	regs.Orig_rax = ^uint64(0) // no such call
	return syscall.PtraceSetRegs(id, &regs)
}

// point names a call that writes to a file under the root, "" for others.
func (t *tracer) point(r *syscall.PtraceRegs) string {
	name, path := "", ""
	switch r.Orig_rax {
	case syscall.SYS_WRITE:
		name, path = "write", t.descriptor(r.Rdi)
	case syscall.SYS_PWRITE64:
		name, path = "pwrite64", t.descriptor(r.Rdi)
	case syscall.SYS_FSYNC:
		name, path = "fsync", t.descriptor(r.Rdi)
	case syscall.SYS_FDATASYNC:
		name, path = "fdatasync", t.descriptor(r.Rdi)
	case syscall.SYS_FTRUNCATE:
		name, path = "ftruncate", t.descriptor(r.Rdi)
	case syscall.SYS_RENAME:
		name, path = "rename", t.text(r.Rsi)
	case syscall.SYS_RENAMEAT, unix.SYS_RENAMEAT2:
		name, path = "rename", t.text(r.R10)
	case syscall.SYS_UNLINK:
		name, path = "unlink", t.text(r.Rdi)
	case syscall.SYS_UNLINKAT:
		name, path = "unlink", t.text(r.Rsi)
	case syscall.SYS_MKDIRAT:
		name, path = "mkdir", t.text(r.Rsi)
	case syscall.SYS_OPEN:
		if r.Rsi&syscall.O_CREAT != 0 {
			name, path = "create", t.text(r.Rdi)
		}
	case syscall.SYS_MKDIR:
		name, path = "mkdir", t.text(r.Rdi)
	case syscall.SYS_OPENAT:
		if r.Rdx&syscall.O_CREAT != 0 {
			name, path = "create", t.text(r.Rsi)
		}
	}
	if path != t.root && !strings.HasPrefix(path, t.root+"/") {
		return ""
	}
	return name + " " + strings.TrimPrefix(path[len(t.root):], "/")
}

// descriptor is the path of an open file.
func (t *tracer) descriptor(fd uint64) string {
	path, _ := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", t.pid, fd)) // a file of nobody is not ours
	return path
}

// text reads a path from the program's memory.
func (t *tracer) text(at uint64) string {
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", t.pid))
	if err != nil {
		return ""
	}
	defer mem.Close()
	b := make([]byte, 4096)
	n, _ := mem.ReadAt(b, int64(at)) // it may end before
	text, _, _ := bytes.Cut(b[:n], []byte{0})
	return filepath.Clean(string(text))
}

// canTrace reports whether programs may be traced here.
func canTrace(t *testing.T) bool {
	t.Helper()
	got, err := runTraced(watch{root: "/nowhere"}, "", "--version")
	if err != nil || got.code != 0 {
		t.Logf("programs may not be traced here: %v", err)
		return false
	}
	return true
}
