package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// laterPart marks what fails elsewhere in a function that this program does not
// have yet.
const laterPart = "không thuộc phần này: chưa có chức năng"

// lesson is one failure that users of other field-data systems have reported,
// or one fault that a program for the field must stand.
type lesson struct {
	no     int
	failed string // what went wrong there
	answer string // why it cannot here, or what happens instead
	// tests show it: "package.Test" with the folder of the package, and of
	// TestScripts also the script, "cmd/coopfield.TestScripts/import".
	tests []string
}

func TestEveryFailureOfOthersIsAnsweredByATestThatIsThere(t *testing.T) {
	t.Parallel()
	check(t, lessons(), 44)
}

func TestEveryFaultOfTheFieldIsAnsweredByATestThatIsThere(t *testing.T) {
	t.Parallel()
	check(t, fieldFaults(), 20)
}

// check wants the numbers 1 to n once each, and every test that they name.
func check(t *testing.T, list []lesson, n int) {
	t.Helper()
	there := testsOfTheTree(t)
	seen := map[int]bool{}
	for _, l := range list {
		if l.no < 1 || l.no > n || seen[l.no] {
			t.Errorf("number %d is not one of 1 to %d, or stands twice", l.no, n)
		}
		seen[l.no] = true
		if len(l.failed) < 15 || len(l.answer) < 15 {
			t.Errorf("%d says too little", l.no)
		}
		if len(l.tests) == 0 && !strings.HasPrefix(l.answer, laterPart) {
			t.Errorf("%d names no test", l.no)
		}
		for _, name := range l.tests {
			if !there[name] {
				t.Errorf("%d names %s, which is not in the tree", l.no, name)
			}
		}
	}
	for i := 1; i <= n; i++ {
		if !seen[i] {
			t.Errorf("%d is missing", i)
		}
	}
}

// testsOfTheTree finds every test, fuzz target and benchmark by its name in the
// sources, so that those of other systems and of long runs are found too.
func testsOfTheTree(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root, d.IsDir() && d.Name() == "fuzz":
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("reading the tests: %w", err)
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return fmt.Errorf("naming a package: %w", err)
		}
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if ok && fn.Recv == nil && isTest(fn.Name.Name) {
				names[filepath.ToSlash(rel)+"."+fn.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := os.ReadDir(filepath.Join("testdata", "script"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range scripts {
		names["cmd/coopfield.TestScripts/"+strings.TrimSuffix(s.Name(), ".txtar")] = true
	}
	return names
}

func isTest(name string) bool {
	for _, prefix := range []string{"Test", "Fuzz", "Benchmark"} {
		if strings.HasPrefix(name, prefix) && name != "TestMain" {
			return true
		}
	}
	return false
}
