package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	gosync "sync"
)

// A fork while a store is open in this process would share its lock until the
// child has become another program, so no program is started meanwhile.
var forking gosync.RWMutex

// The two training stores of a demo are made once and copied as they were at
// rest.
var madeDemo = gosync.OnceValues(func() (files fstest.MapFS, err error) {
	dir, err := os.MkdirTemp("", "coopfield-story-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	demo := filepath.Join(dir, "demo")
	e := &env{ctx: context.Background(), stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, lang: "vi"}
	if err := e.makeDemo(demo); err != nil {
		return nil, err
	}
	files = fstest.MapFS{}
	return files, filepath.WalkDir(demo, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == demo {
			return err
		}
		name, err := filepath.Rel(demo, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			files[filepath.ToSlash(name)] = &fstest.MapFile{Mode: fs.ModeDir | 0o700}
			return nil
		}
		b, err := os.ReadFile(path)
		files[filepath.ToSlash(name)] = &fstest.MapFile{Data: b, Mode: 0o600}
		return err
	})
})

// newDemo returns a demo's folder of the test's own, whose stores doctor finds
// nothing wrong with at the end.
func newDemo(t testing.TB) string {
	t.Helper()
	forking.RLock()
	files, err := madeDemo()
	forking.RUnlock()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // whatever a story did, and however it ended
		healthy(t, filepath.Join(dir, demoOfficer))
		healthy(t, filepath.Join(dir, demoProvince))
	})
	return dir
}

// ask runs a command in this process and returns its exit code and output.
func ask(stdin string, args ...string) (code int, stdout, stderr string) {
	forking.RLock()
	defer forking.RUnlock()
	var out, errs strings.Builder
	code = run(context.Background(), args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

// must runs a command that succeeds and returns its stdout.
func must(t testing.TB, stdin string, args ...string) string {
	t.Helper()
	code, out, errs := ask(stdin, args...)
	if code != 0 {
		t.Fatalf("coopfield %q: exit code %d\n%s%s", args, code, out, errs)
	}
	return out
}
