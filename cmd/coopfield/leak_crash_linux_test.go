package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	. "coopfield/tui/term/termtest"
)

// crashing starts the interface so that whatever it leaves when it is aborted
// lies in dir: a core if the system writes one, and its last words.
func crashing(t *testing.T, dir, data string) *App {
	t.Helper()
	mustDo(t, os.MkdirAll(filepath.Join(dir, "tmp"), 0o700))
	last, err := os.Create(filepath.Join(dir, "stderr"))
	mustDo(t, err)
	t.Cleanup(func() { _ = last.Close() })
	cmd := exec.Command("sh", "-c", `ulimit -S -c 2048; exec coopfield --data "$0"`, data) // a core of 1 MiB says enough
	cmd.Dir, cmd.Stderr = dir, last
	cmd.Env = append(os.Environ(), "GOTRACEBACK=crash", "TMPDIR="+filepath.Join(dir, "tmp"), "XDG_CONFIG_HOME="+dir, "XDG_CACHE_HOME="+dir)
	forking.Lock()
	defer forking.Unlock()
	return Start(t, cmd, 80, 24)
}

// cores returns the cores in dir.
func cores(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*core*"))
	mustDo(t, err)
	return found
}

// typing goes to the evidence of a new sheet in a store with one cooperative.
func typing(app *App) {
	app.Sees("▸ Bàn làm việc", "F3 HTX")
	app.Loses("đang đọc…")
	app.Press(F3)
	app.Sees("1/1 HTX")
	app.Press(Enter)
	app.Sees("Trên giấy: ")
	app.Press(F5)
	app.SeesLine("▸ 2024")
	app.Press(Enter)
	app.Sees("tiêu chí ", "Đánh giá 2024")
	seek(app, "1a")
	app.Press(Tab, Tab)
	app.SeesLine("▸Căn cứ")
}

// sheetIn makes the one cooperative of a store with its sheet.
func sheetIn(t *testing.T, p *planted, args ...string) {
	t.Helper()
	coop := strings.TrimSpace(must(t, fmt.Sprintf(`{"name":"HTX %s","type":"htx","unit":"23500","chair":%q,"phone":%q}`, markCoop, p.text("Ông"), p.phone()),
		append([]string{"put", "cooperative"}, args...)...))
	must(t, fmt.Sprintf(`{"cooperative":%q,"scheme":"tt01-2020","period":"2024","reason":{"1a":%q}}`, coop, p.text("Vì")),
		append([]string{"put", "assessment"}, args...)...)
}

func wantNothing(t *testing.T, dir string) {
	t.Helper()
	found, files := personal().tree(t, dir, nil)
	for _, l := range found {
		t.Error(l)
	}
	if files == 0 {
		t.Errorf("no file in %s", dir)
	}
}

// A program that is aborted in the middle of a word leaves neither a core nor
// anything that a record says in its last words, and one that is killed leaves
// nothing in its files; what was saved of the word is there again.
func TestAProgramCutOffWhileTypingLeavesNothingReadable(t *testing.T) {
	t.Parallel()
	var p planted
	const pass = "mật khẩu " + markText
	data := realStore(t, pass)
	pw := filepath.Join(filepath.Dir(data), "pw")
	sheetIn(t, &p, "--data", data, "--passphrase-file", pw)
	left := t.TempDir()
	app := crashing(t, left, data)
	app.Sees("Mật khẩu")
	app.Types(pass)
	app.Press(Enter)
	typing(app)
	durable(app, func() { app.Send("Sổ cái của ông " + markText) })
	app.SeesBefore("Sổ cái của ông " + markText)
	app.Send(" và bà")
	app.Signal(syscall.SIGQUIT)

	last, err := os.ReadFile(filepath.Join(left, "stderr"))
	mustDo(t, err)
	if !strings.Contains(string(last), "goroutine ") {
		t.Errorf("no last words: %q", last)
	}
	if found := cores(t, left); len(found) > 0 {
		t.Errorf("it left %v", found)
	}
	if wal, err := os.Stat(filepath.Join(data, dbFile+"-wal")); err != nil || wal.Size() == 0 {
		t.Errorf("no write-ahead log is left: %v", err)
	}
	wantNothing(t, left)
	wantNothing(t, data)

	app = crashing(t, left, data)
	app.Sees("Mật khẩu")
	app.Types(pass)
	app.Press(Enter)
	app.SeesLine("▸! Đã khôi phục 1 bản nháp")
	app.Press(Enter)
	app.Sees("Sổ cái của ông " + markText)
	app.Kill()
	wantNothing(t, left)
	wantNothing(t, data)
	columns(t, data, 10)
}

// TestAnAbortedProgramWithoutSecretsLeavesACore shows that the test above can
// find a core, and what a search of the files without sealing finds.
func TestAnAbortedProgramWithoutSecretsLeavesACore(t *testing.T) {
	t.Parallel()
	var p planted
	data, left := filepath.Join(t.TempDir(), "kho"), t.TempDir()
	must(t, "", "init", "--training", "--data", data, "--role", "officer", "--name", "Cán bộ", "--unit", "615")
	sheetIn(t, &p, "--data", data)
	app := crashing(t, left, data)
	typing(app)
	durable(app, func() { app.Send(p.text("Sổ của ông")) })
	app.Signal(syscall.SIGQUIT)
	if missing := p.held(t, data, nil); len(missing) > 0 {
		t.Errorf("nowhere in plain: %q", missing)
	}
	if len(cores(t, left)) == 0 {
		pattern, _ := os.ReadFile("/proc/sys/kernel/core_pattern")
		t.Logf("this system leaves no core beside the program (core_pattern %q): that none is left of a real store says nothing here", strings.TrimSpace(string(pattern)))
	}
}

// panics is a stdin that panics with what a record says.
type panics struct{ value string }

func (p panics) Read([]byte) (int, error) { panic("reading " + p.value) }

func TestAPanicIsToldInASentenceWithoutWhatTheRecordSays(t *testing.T) {
	t.Parallel()
	var p planted
	var out, errs strings.Builder
	args := []string{"put", "cooperative", "--json", "--data", filepath.Join(newDemo(t), demoOfficer)}
	code := run(context.Background(), args, panics{p.text("Ông")}, &out, &errs)
	if code != 1 || out.Len() > 0 || !strings.Contains(errs.String(), "\n  = ") || !strings.Contains(errs.String(), "\n  → ") {
		t.Errorf("exit code %d\n%s%s", code, out.String(), errs.String())
	}
	if !strings.Contains(errs.String(), "panics.Read") {
		t.Errorf("where it happened is not said: %s", errs.String())
	}
	if found := personal().bytes("stderr", []byte(errs.String())); len(found) > 0 || strings.Contains(errs.String(), "goroutine") {
		t.Errorf("%v\n%s", found, errs.String())
	}
}

func TestNoOtherPassphraseOpensAStore(t *testing.T) {
	t.Parallel()
	data := realStore(t, "đường lên Măng Đen")
	for i, wrong := range []string{"đường lên măng đen", "đường lên Măng Đen ", "", "Măng Đen", "đường lên Măng Đên"} {
		pw := filepath.Join(t.TempDir(), fmt.Sprint(i))
		mustDo(t, os.WriteFile(pw, []byte(wrong+"\n"), 0o600))
		if code, out, errs := ask("", "list", "cooperative", "--data", data, "--passphrase-file", pw); code == 0 || out != "" || strings.Contains(errs, "Nguyễn Văn Mẫu") {
			t.Errorf("%q: exit code %d\n%s%s", wrong, code, out, errs)
		}
	}
}
