package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

// env is what every command is given.
type env struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer

	data        string // store folder
	defaultData bool   // data was not named by the person
	lang        string // vi or en
	langGiven   bool   // by --lang, which outranks what was chosen in the interface
	json        bool
	passFile    string
	plain       bool // a dialogue of lines instead of screens
	fs          *flag.FlagSet
}

// command is one word of the command line.
type command struct {
	name  string
	args  string    // what follows the name
	about [2]string // one line in Vietnamese and in English
	more  [2]string // further lines of its help
	// setup declares the command's flags and returns what runs it.
	setup func(e *env) func(args []string) error
}

// run carries out one command line and returns its exit code: 0 done,
// 1 failed, 2 wrong usage, 3 refused, 4 something waits.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	e := &env{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, lang: "vi"}
	err := e.guarded(args)
	if err == nil {
		return 0
	}
	if !errors.Is(err, errReported) {
		e.report(err)
	}
	return store.ExitCode(err)
}

// errReported marks an error whose sentence was already written.
var errReported = errors.New("reported")

// guarded is dispatch that ends in a sentence, whatever happens: a panic's value
// may hold what a record says, so it is neither printed nor kept; where it
// happened is.
func (e *env) guarded(args []string) (err error) {
	defer func() {
		if recover() != nil {
			err = &store.Error{
				Code: store.Internal, Detail: "panic", Message: "chương trình gặp lỗi ngoài dự kiến và đã dừng",
				Kept: "mọi thứ đã lưu được giữ nguyên",
				Hint: "chạy lại; nếu vẫn lỗi, gửi dòng này cho người hỗ trợ: coopfield " + version + " " + panicPlace(),
			}
		}
	}()
	return e.dispatch(args)
}

// panicPlace names the line that panicked. It is called while recovering.
func panicPlace() string {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") {
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
		if !more {
			return "?"
		}
	}
}

func (e *env) dispatch(args []string) error {
	e.langGiven = langOf(args, "") != ""
	e.lang = langOf(args, e.lang)
	globals := e.flags("coopfield")
	showVersion := globals.Bool("version", false, "")
	globals.BoolVar(&e.plain, "plain", false, "")
	if err := globals.Parse(args); err != nil {
		return e.flagError(err, nil)
	}
	if err := e.checkLang(); err != nil {
		return err
	}
	if *showVersion {
		fmt.Fprintf(e.stdout, "coopfield %s\n", version)
		return nil
	}
	rest := globals.Args()
	if len(rest) == 0 {
		return e.start(runInterface)
	}
	if rest[0] == "help" {
		return e.help(rest[1:])
	}
	cmd := commandNamed(rest[0])
	if cmd == nil {
		return usage("không có lệnh %q", "gõ coopfield --help để xem các lệnh", rest[0])
	}
	e.fs = e.flags(cmd.name)
	body := cmd.setup(e)
	positional, err := parseMixed(e.fs, rest[1:])
	if err != nil {
		return e.flagError(err, cmd)
	}
	if err := e.checkLang(); err != nil {
		return err
	}
	return e.start(func(*env) error { return body(positional) })
}

// start runs body with the store folder made absolute.
func (e *env) start(body func(*env) error) error {
	if e.data == "" {
		e.data = os.Getenv("COOPFIELD_DATA")
	}
	if e.data == "" {
		base, err := os.UserConfigDir()
		if err != nil {
			return &store.Error{Code: store.Usage, Message: "không tìm được thư mục dữ liệu của người dùng", Hint: "chỉ rõ bằng --data THƯ_MỤC", Err: err}
		}
		e.data, e.defaultData = filepath.Join(base, "coopfield"), true
	}
	abs, err := filepath.Abs(e.data)
	if err != nil {
		return fmt.Errorf("resolving the store folder: %w", err)
	}
	e.data = abs
	return body(e)
}

// flags returns a set that knows the flags of every command, so that they may
// stand before or after its name.
func (e *env) flags(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&e.data, "data", e.data, "")
	fs.StringVar(&e.lang, "lang", e.lang, "")
	fs.BoolVar(&e.json, "json", e.json, "")
	fs.StringVar(&e.passFile, "passphrase-file", e.passFile, "")
	return fs
}

// langOf finds the language wherever --lang stands, so that help and mistakes
// before it are told in it too.
func langOf(args []string, otherwise string) string {
	for i, a := range args {
		name, value, joined := strings.Cut(strings.TrimPrefix(a, "-"), "=")
		if strings.TrimPrefix(name, "-") != "lang" || !strings.HasPrefix(a, "-") {
			continue
		}
		if !joined && i+1 < len(args) {
			value = args[i+1]
		}
		if value == "vi" || value == "en" {
			return value
		}
	}
	return otherwise
}

func (e *env) checkLang() error {
	if e.lang != "vi" && e.lang != "en" {
		lang := e.lang
		e.lang = "vi"
		return usage("không có ngôn ngữ %q", "dùng --lang vi hoặc --lang en", lang)
	}
	return nil
}

// parseMixed parses args with flags and positional words in any order; after
// "--" everything is positional.
func parseMixed(fs *flag.FlagSet, args []string) ([]string, error) {
	var words, tail []string
	for i, a := range args {
		if a == "--" {
			args, tail = args[:i], args[i+1:]
			break
		}
	}
	for {
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		args = fs.Args()
		if len(args) == 0 {
			return append(words, tail...), nil
		}
		words, args = append(words, args[0]), args[1:]
	}
}

func (e *env) flagError(err error, cmd *command) error {
	if errors.Is(err, flag.ErrHelp) {
		if cmd != nil {
			return e.help([]string{cmd.name})
		}
		return e.help(nil)
	}
	hint := "gõ coopfield --help để xem cách dùng"
	if cmd != nil {
		hint = "gõ coopfield " + cmd.name + " --help để xem cách dùng"
	}
	return &store.Error{Code: store.Usage, Message: "dòng lệnh chưa đúng: " + flagFault(err), Hint: hint, Err: err}
}

// flagFault says in Vietnamese what package flag says in English.
func flagFault(err error) string {
	text := err.Error()
	for _, p := range [][2]string{
		{"flag provided but not defined: ", "không có tùy chọn "},
		{"flag needs an argument: ", "thiếu giá trị sau tùy chọn "},
	} {
		if rest, ok := strings.CutPrefix(text, p[0]); ok {
			return p[1] + rest
		}
	}
	if _, rest, ok := strings.Cut(text, " for flag "); ok {
		name, _, _ := strings.Cut(rest, ":")
		return "không đọc được giá trị của tùy chọn " + name
	}
	return "giá trị của một tùy chọn không đọc được"
}

func usage(message, hint string, args ...any) error {
	return &store.Error{Code: store.Usage, Message: fmt.Sprintf(message, args...), Hint: hint}
}

// report writes err for a person: what happened, what was kept, what to do.
func (e *env) report(err error) {
	var faults store.Faults
	var se *store.Error
	one := errors.As(err, &se)
	// Faults that someone wrapped into one sentence are told by that sentence.
	if errors.As(err, &faults) && (!one || slices.Contains(faults, se)) {
		for _, f := range faults {
			e.reportOne(f)
		}
		return
	}
	if one {
		e.reportOne(se)
		var missing *desk.GapError
		if errors.As(err, &missing) {
			for _, g := range missing.Gaps {
				fmt.Fprintf(e.stderr, "  · %s\n", g.Text)
			}
		}
		return
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(e.stderr, "coopfield: đã dừng theo yêu cầu; phần đã lưu được giữ nguyên")
		return
	}
	fmt.Fprintf(e.stderr, "coopfield: có lỗi ngoài dự kiến; dữ liệu đã lưu được giữ nguyên\n  → chạy lại; nếu vẫn lỗi, gửi dòng sau cho người hỗ trợ: %v\n", err)
}

func (e *env) reportOne(se *store.Error) {
	fmt.Fprintf(e.stderr, "coopfield: %s\n", se.Message)
	if se.Kept != "" {
		fmt.Fprintf(e.stderr, "  = %s\n", se.Kept)
	}
	if se.Hint != "" {
		fmt.Fprintf(e.stderr, "  → %s\n", se.Hint)
	}
}

// writeJSON writes v as one line for programs, letters as they are.
func (e *env) writeJSON(v any) error {
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}
