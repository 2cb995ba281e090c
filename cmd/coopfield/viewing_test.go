//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coopfield/store"
)

// shellProgram writes a program of the shell and returns its path.
func shellProgram(t *testing.T, script string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "xdg-open")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnAttachedFileIsHandedToTheSystemsProgramAndTheCopyGoes(t *testing.T) {
	dir := t.TempDir()
	v := newViewer(dir)
	v.command = []string{shellProgram(t, `cat "$1" > "$1.read"; stat -c %a "$1" >> "$1.read" 2>/dev/null || echo 400 >> "$1.read"`)}
	for range 2 { // twice of one name
		if err := v.show("sổ thành viên.pdf", []byte("nội dung\n")); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []string{"1", "2"} {
		got, err := os.ReadFile(filepath.Join(dir, viewDir, n, "sổ thành viên.pdf.read"))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != "nội dung\n400\n" {
			t.Errorf("the program read %q", got)
		}
	}
	v.clean()
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestAProgramThatFailsOrIsNotThereIsTold(t *testing.T) {
	v := newViewer(t.TempDir())
	v.command = []string{shellProgram(t, "exit 3")}
	if err := v.show("a.pdf", []byte("x")); store.DetailOf(err) != "viewer" {
		t.Errorf("told %v", err)
	}
	v.command = []string{filepath.Join(t.TempDir(), "none")}
	if err := v.show("a.pdf", []byte("x")); store.DetailOf(err) != "viewer" {
		t.Errorf("told %v", err)
	}
}

func TestAProgramThatShowsTheFileIsNotWaitedFor(t *testing.T) {
	v := newViewer(t.TempDir())
	gate := filepath.Join(t.TempDir(), "gate")
	if err := os.WriteFile(gate, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	v.command, v.patient = []string{shellProgram(t, `while [ -e '`+gate+`' ]; do sleep 0.05; done`)}, time.Millisecond
	if err := v.show("a.pdf", []byte("x")); err != nil {
		t.Error(err)
	}
	if err := os.Remove(gate); err != nil {
		t.Fatal(err)
	}
}

func TestEverySystemHasItsOwnWayToOpenAFile(t *testing.T) {
	for goos, want := range map[string]string{"linux": "xdg-open", "darwin": "open", "freebsd": "xdg-open"} {
		if got := strings.Join(viewCommand(goos), " "); !strings.Contains(got, want) {
			t.Errorf("%s: %s", goos, got)
		}
	}
}
