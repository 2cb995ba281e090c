package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

const root = "../.."

// listed is what `go list -json` says of one package.
type listed struct {
	ImportPath, Dir, Doc string
	Deps                 []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps=false", "-json=ImportPath,Dir,Doc,Deps", "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("listing packages: %v", err)
	}
	var pkgs []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

// arrows says, for the packages that begin with from, what they must never
// reach, even indirectly, and why.
var arrows = []struct{ from, never, why string }{
	{"coopfield/store/vi", "coopfield/store", "text knows no records"},
	{"coopfield/store", "coopfield/tui", "the domain knows no screen"},
	{"coopfield/store", "coopfield/sync", "the domain knows no bundle"},
	{"coopfield/store", "github.com/charmbracelet", "the domain knows no terminal"},
	{"coopfield/store/desk", "coopfield/store/sqlite", "use cases stand on ports"},
	{"coopfield/sync", "coopfield/store/sqlite", "bundles reach records through store/desk"},
	{"coopfield/sync", "coopfield/tui", "bundles know no screen"},
	{"coopfield/tui", "coopfield/store/sqlite", "screens reach records through store/desk"},
	{"coopfield/tui", "modernc.org/sqlite", "screens know no database"},
	{"coopfield/tui/term/quiet", "github.com/charmbracelet/bubbletea", "it must answer before Bubble Tea asks the terminal"},
	{"coopfield/tui/telex", "github.com/charmbracelet", "an input method is pure"},
}

// pure packages may not reach files of a database, SQL or the terminal.
var pure = []string{"vi", "tomlines", "scheme", "programme", "classify", "checklist", "unit", "letterhead", "oplog", "report", "sample", "desk"}

func TestImportsFollowTheArchitecture(t *testing.T) {
	for _, p := range packages(t) {
		for _, a := range arrows {
			exact := a.from == "coopfield/store/vi" || a.from == "coopfield/store/desk"
			if p.ImportPath != a.from && (exact || !strings.HasPrefix(p.ImportPath, a.from+"/")) {
				continue
			}
			for _, dep := range p.Deps {
				if dep == a.never || strings.HasPrefix(dep, a.never+"/") && a.never != "coopfield/store" {
					t.Errorf("%s reaches %s: %s", p.ImportPath, dep, a.why)
				}
			}
		}
		if p.ImportPath == "coopfield/store" {
			for _, dep := range p.Deps {
				if strings.HasPrefix(dep, "coopfield/") && dep != "coopfield/store/vi" {
					t.Errorf("store reaches %s: of ours it may import store/vi alone", dep)
				}
			}
		}
		for _, name := range pure {
			if p.ImportPath == "coopfield/store/"+name && slices.Contains(p.Deps, "database/sql") {
				t.Errorf("%s reaches database/sql: SQL stays in store/sqlite", p.ImportPath)
			}
		}
		if slices.Contains(p.Deps, "coopfield/cmd/coopfield") {
			t.Errorf("%s imports the command", p.ImportPath)
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.Doc) < 20 {
			t.Errorf("%s has no package doc", p.ImportPath)
		}
	}
}

// The terminal is asked for its background by an init of Bubble Tea unless
// quiet has answered first; ready packages are initialised in the order of
// their paths.
func TestModulePathSortsBeforeBubbleTea(t *testing.T) {
	if "coopfield/tui/term/quiet" > "github.com/charmbracelet/bubbletea" {
		t.Error("quiet would be initialised after Bubble Tea")
	}
}

// required finds the direct requirements of go.mod.
var required = regexp.MustCompile(`(?m)^\t(\S+) v\S+$`)

func TestREADMESaysWhyEachDependencyIsThere(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "### Direct dependencies")
	for _, m := range required.FindAllStringSubmatch(string(mod), -1) {
		parts := strings.Split(m[1], "/")
		if parts[0] == "github.com" && strings.HasPrefix(parts[len(parts)-1], "v") {
			parts = parts[:len(parts)-1]
		}
		if !strings.Contains(table, parts[len(parts)-1]) {
			t.Errorf("the README does not say why %s is there", m[1])
		}
	}
}

func TestTopLevelIsFixed(t *testing.T) {
	allowed := []string{"cmd", "tui", "store", "sync", "go.mod", "go.sum", "README.md", "LICENSE"}
	cmd := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("listing the tree: %v", err)
	}
	for _, name := range strings.Fields(string(out)) {
		top, _, _ := strings.Cut(name, "/")
		if !strings.HasPrefix(top, ".") && !slices.Contains(allowed, top) {
			t.Errorf("%s stands at the top level", name)
		}
	}
}

// stolen finds bindings of what Vietnamese input methods send.
var stolen = regexp.MustCompile(`WithKeys\([^)]*"(ctrl\+h|backspace)"`)

func TestSourcesAreNFCAndBindNoInputMethodKey(t *testing.T) {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if strings.HasPrefix(name, ".") && path != root || name == "fuzz" {
				return filepath.SkipDir
			}
			return nil
		}
		switch filepath.Ext(name) {
		case ".go", ".sql", ".toml", ".csv", ".md", ".golden", ".txt":
		default:
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !strings.HasSuffix(name, "_test.go") && !norm.NFC.IsNormal(b) {
			t.Errorf("%s is not in NFC", path)
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && stolen.Match(b) {
			t.Errorf("%s binds what an input method sends", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
