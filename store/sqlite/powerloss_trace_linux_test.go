package sqlite_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"coopfield/store/sqlite/internal/recvfs"
)

// The same flows in another process under strace: there every file is seen with
// its own syncs, the second log, the inbox and the bundles too, and it is the
// ordinary VFS that writes. It needs strace and the right to trace; where they
// are missing the states through the VFS stand alone.
//
//	go test -tags soak -run PowerLoss -v -timeout 60m ./store/sqlite

// canTrace reports whether a process may be traced here.
func canTrace() bool {
	return exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace=fsync", "true").Run() == nil
}

// trace runs a flow in a process of its own and reads what strace tells of it.
func trace(t *testing.T, f *flow) *play {
	t.Helper()
	dir := filepath.Join(scratch(t), "kho")
	must(t, os.Mkdir(dir, 0o700))
	if f.setup != nil {
		f.setup(t)
	}
	f.prepare(&stage{t: t, dir: dir})
	base := image(t, dir)
	job := child(t, "powerloss-"+f.name, dir)
	cmd := exec.Command("strace", append(append([]string{"-o", dir + ".trace"}, recvfs.TraceFlags...), job.Args...)...)
	cmd.Env = job.Env
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", f.name, err, out)
	}
	in, err := os.Open(dir + ".trace")
	must(t, err)
	defer in.Close()
	log, err := recvfs.ReadTrace(in, dir, base)
	must(t, err)
	b, err := os.ReadFile(dir + ".shots")
	must(t, err)
	var shots []string
	must(t, json.Unmarshal(b, &shots))
	return newPlay(t, log, shots, dir)
}

func TestPowerLossOfWholeProcessesLosesNothing(t *testing.T) {
	if !canTrace() {
		t.Log("strace is missing or may not trace")
		return
	}
	eachFlow(t, "of whole processes", func(t *testing.T, f *flow) (*play, verdict) {
		p := trace(t, f)
		v := trial(t, f, p, tracedStates, false, powerSeed())
		v.clean(t, tracedStates)
		return p, v
	})
}
