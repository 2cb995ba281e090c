package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"
	"time"

	"coopfield/store"
)

// viewDir is the folder within the store's for copies of attached files that
// the system's programs show. The store is one process's, so whatever stands
// there when it opens was left by a run that was cut off.
const viewDir = "view"

// viewer hands copies of attached files to the system's programs. Outside of
// the store a copy is not sealed any more, so all of them go when the program
// ends, and when it starts.
type viewer struct {
	dir     string
	command []string      // and the file behind it
	patient time.Duration // how long a program that fails at once is waited for
	n       atomic.Int64
}

func newViewer(dir string) *viewer {
	return &viewer{dir: filepath.Join(dir, viewDir), command: viewCommand(runtime.GOOS), patient: 2 * time.Second}
}

// viewCommand is what opens a file with the program that the person chose for
// its kind. Windows is asked without a command, see shellOpen.
func viewCommand(goos string) []string {
	if goos == "darwin" {
		return []string{"/usr/bin/open"}
	}
	return []string{"xdg-open"}
}

// show writes a copy that cannot be changed, so that nobody edits what is not
// kept, and opens it. Each copy has a folder of its own: two files may have one
// name.
func (v *viewer) show(name string, data []byte) error {
	dir := filepath.Join(v.dir, strconv.FormatInt(v.n.Add(1), 10))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return cannotView(name, err)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o400); err != nil {
		return cannotView(name, err)
	}
	return v.open(path)
}

// open hands a file that is there to the system's program.
func (v *viewer) open(path string) error {
	if known, err := shellOpen(path); known {
		if err != nil {
			return noProgram(filepath.Base(path), err)
		}
		return nil
	}
	args := append(append([]string{}, v.command[1:]...), path)
	cmd := exec.Command(v.command[0], args...) //nolint:gosec // a fixed program; the name of the file follows from its content
	if err := cmd.Start(); err != nil {
		return noProgram(filepath.Base(path), err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return noProgram(filepath.Base(path), err)
		}
	case <-time.After(v.patient): // it shows the file
	}
	return nil
}

// clean removes the copies. One that a program of Windows still holds open goes
// when the store is opened next.
func (v *viewer) clean() { _ = os.RemoveAll(v.dir) }

func cannotView(name string, err error) error {
	return &store.Error{
		Code: store.Internal, Detail: "view", Message: "không ghi được bản để xem của " + name, Kept: "tệp trong kho giữ nguyên",
		Hint: "kiểm tra chỗ trống và quyền ghi của ổ đĩa có kho dữ liệu", Err: err,
	}
}

func noProgram(name string, err error) error {
	hint := "cài chương trình xem loại tệp này, hoặc mở ở máy khác"
	if errors.Is(err, exec.ErrNotFound) {
		hint = "máy này không có lệnh mở tệp (xdg-open); mở ở máy có màn hình đồ họa"
	}
	return &store.Error{
		Code: store.NotFound, Detail: "viewer", Message: "máy này không mở được " + name, Kept: "tệp trong kho giữ nguyên", Hint: hint, Err: err,
	}
}
