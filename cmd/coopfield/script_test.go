package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"coopfield/store/desk"
)

// passphrase opens the stores of tests that have one.
const passphrase = "mật khẩu đủ dài"

// TestMain makes this binary the command itself when it is called by that
// name, so that scripts and pseudo-terminals run what is tested here.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"coopfield": main})
}

// TestScripts runs testdata/script. Besides the commands of testscript there are
//
//	exits N coopfield ARGS…   the exit code, and what holds of every refusal
//	keep NAME [FIELD]         stdout, or a field of its last JSON line, as $NAME
//	pair OFFICER PROVINCE     two training stores, enrolled with each other
//	flip FILE OFFSET          changes one bit of a byte; from the end if negative
//	shorten FILE N            cuts N bytes off the end
//	copydir FROM TO           copies a folder
//	enrolled OFFICER PROVINCE UNIT   one more officer's training store, enrolled
//	receipted OFFICER         the province has a receipt for all that was written
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, "cache"))
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			return os.WriteFile(filepath.Join(e.WorkDir, "pw"), []byte("mật khẩu đủ dài\n"), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "keep": keep, "pair": pair, "flip": flip, "shorten": shorten, "copydir": copydir,
			"receipted": receipted, "enrolled": enrolled,
		},
	})
}

// exits runs a command and wants its exit code. Whatever fails must say so in
// a Vietnamese sentence with what to do next, on stderr; stdout then has
// nothing but what succeeded, and with --json nothing but JSON.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N COMMAND ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("running %v: %v", args[1:], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	stdout, stderr := ts.ReadFile("stdout"), ts.ReadFile("stderr")
	if contains(args, "--json") {
		for line := range strings.Lines(stdout) {
			if !json.Valid([]byte(line)) {
				ts.Fatalf("not JSON on stdout: %s", line)
			}
		}
	} else if strings.Contains(stdout, "✗") {
		ts.Fatalf("a refusal on stdout")
	}
	if got == 0 {
		return
	}
	if !strings.Contains(stderr, "coopfield: ") && !strings.Contains(stderr, "✗ ") || !strings.Contains(stderr, "  → ") || !strings.ContainsAny(stderr, "ăâđêôơưạảấầệếềộốồờớợụứừữịọóòáàéèíìúùýỳ") {
		ts.Fatalf("no sentence, or no next step, on stderr")
	}
	for _, raw := range []string{"goroutine ", "panic", "%!", "ngoài dự kiến", "<nil>", "store.Error"} {
		if strings.Contains(stderr+stdout, raw) {
			ts.Fatalf("%q is not for a person", raw)
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 || len(args) > 2 {
		ts.Fatalf("usage: keep NAME [FIELD]")
	}
	out := strings.TrimSpace(ts.ReadFile("stdout"))
	if len(args) == 2 {
		lines := strings.Split(out, "\n")
		var doc map[string]any
		ts.Check(json.Unmarshal([]byte(lines[len(lines)-1]), &doc))
		s, ok := doc[args[1]].(string)
		if !ok {
			ts.Fatalf("no text %q in %s", args[1], out)
		}
		out = s
	}
	if out == "" || strings.Contains(out, "\n") {
		ts.Fatalf("stdout is not one line: %q", out)
	}
	ts.Setenv(args[0], out)
}

// pair makes an officer's store of unit 615 and a province's, both for
// training, and enrols the first with the second.
func pair(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pair OFFICER PROVINCE")
	}
	o, p := args[0], args[1]
	run := func(args ...string) { ts.Check(ts.Exec("coopfield", args...)) }
	run("init", "--data", p, "--role", "province", "--name", "Sở KH&ĐT", "--unit", "62", "--training", "--json")
	keep(ts, false, []string{"CA", "ca"})
	enrolLaptop(ts, o, p, "615")
}

func enrolLaptop(ts *testscript.TestScript, o, p, unit string) {
	run := func(args ...string) { ts.Check(ts.Exec("coopfield", args...)) }
	run("init", "--data", o, "--role", "officer", "--name", "Nguyễn Văn Mẫu", "--unit", unit, "--training")
	run("enrol", "request", "--data", o, "--to", o+".req")
	run("enrol", "approve", "--data", p, o+".req", "--to", o+".grant")
	run("import", "--data", o, "--ca", ts.Getenv("CA"), o+".grant")
}

func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip FILE OFFSET")
	}
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	if n < 0 {
		n += len(b)
	}
	b[n] ^= 1
	ts.Check(os.WriteFile(path, b, 0o600))
}

func shorten(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: shorten FILE N")
	}
	path := ts.MkAbs(args[0])
	info, err := os.Stat(path)
	ts.Check(err)
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(path, info.Size()-n))
}

func copydir(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: copydir FROM TO")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// enrolled makes one more officer's store of a unit and enrols it.
func enrolled(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: enrolled OFFICER PROVINCE UNIT")
	}
	enrolLaptop(ts, args[0], args[1], args[2])
}

// receipted lets a laptop know that the province holds all that it has
// written, as the province's answer does.
func receipted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: receipted OFFICER")
	}
	e := &env{ctx: context.Background(), data: ts.MkAbs(args[0])}
	ts.Check(e.withDesk(func(d *desk.Desk) error {
		p, err := d.Pending(e.ctx)
		if err != nil {
			return err
		}
		return d.Receipted(e.ctx, desk.Point{Epoch: p.Epoch, Seq: p.To, Head: p.Head})
	}))
}
