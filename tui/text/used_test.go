package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// sources calls f with every source file of the interface and the commands, tests
// left out.
func sources(t *testing.T, f func(path string, file *ast.File, fset *token.FileSet)) {
	t.Helper()
	n := 0
	for _, root := range []string{"..", "../../cmd/coopfield"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			n++
			f(filepath.ToSlash(path), file, fset)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 50 {
		t.Fatalf("only %d files were read", n)
	}
}

// wordFields lists the fields of Words and of what it holds, by the type's name.
func wordFields(of reflect.Type, out map[string]bool) {
	switch of.Kind() {
	case reflect.Map, reflect.Slice, reflect.Array, reflect.Pointer:
		wordFields(of.Elem(), out)
	case reflect.Struct:
		for i := range of.NumField() {
			out[of.Field(i).Name] = true
			wordFields(of.Field(i).Type, out)
		}
	}
}

func TestEveryWordIsUsed(t *testing.T) {
	words := map[string]bool{}
	wordFields(reflect.TypeFor[Words](), words)
	sources(t, func(path string, file *ast.File, _ *token.FileSet) {
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				delete(words, s.Sel.Name)
			}
			return true
		})
	})
	for _, w := range slices.Sorted(mapKeys(words)) {
		t.Errorf("no screen says %s", w)
	}
}

func mapKeys(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// untranslated are files that compare with Vietnamese words which the store or a
// scheme's file holds, and say none of them by themselves.
var untranslated = map[string]string{
	"../leaf/short.go":   "shortens the titles of a scheme",
	"../leaf/spoken.go":  "reads how the store names a field",
	"../leaf/leaf.go":    "reads the name of a circular",
	"../assess/write.go": "reads units and the names of documents of a scheme",
	"../coop/edit.go":    "cuts the field's name off what the store says",
	"../coop/sheets.go":  "reads the name of a document of a scheme",
	"../record/edit.go":  "cuts the field's name off what the store says",
	"../visit/gaps.go":   "cuts the field's name off what the store says",
	"../visit/items.go":  "offers positions as the papers write them, in both languages",
	"../term/guard.go":   "builds an error of the store part by part",
}

// units are those of figures as schemes have them, which code compares with.
var units = []string{"đồng"}

// drawn reports whether a file belongs to what a person sees: not to this
// package, the pure input method, or what tests alone use.
func drawn(path string) bool {
	dir := filepath.ToSlash(filepath.Dir(path))
	return strings.HasPrefix(path, "../") && !strings.HasPrefix(path, "../../") && dir != "../text" && dir != "." && dir != "../telex" &&
		!strings.HasSuffix(dir, "test") && untranslated[path] == ""
}

// says calls f with every literal of a file that stands where a person may read
// it: not in an import, an error of Go, or an error of the store, whose sentences
// are Vietnamese by its contract and are told in a dialog of their own.
func says(file *ast.File, f func(lit *ast.BasicLit, text string)) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CallExpr:
			s, ok := n.Fun.(*ast.SelectorExpr)
			return !ok || s.Sel.Name != "Errorf" && s.Sel.Name != "panic"
		case *ast.CompositeLit:
			s, ok := n.Type.(*ast.SelectorExpr)
			return !ok || s.Sel.Name != "Error"
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil {
				f(n, s)
			}
		}
		return true
	})
}

// TestScreensSayNothingOutsideTheTables: what a person reads stands in this
// package, once for each language.
func TestScreensSayNothingOutsideTheTables(t *testing.T) {
	sources(t, func(path string, file *ast.File, fset *token.FileSet) {
		if !drawn(path) {
			return
		}
		says(file, func(lit *ast.BasicLit, s string) {
			if isWords(s) && !slices.Contains(units, s) {
				t.Errorf("%s says %q outside the tables of words", fset.Position(lit.Pos()), s)
			}
		})
	})
}

// isWords reports whether s is something that a person reads: it has a letter that
// only Vietnamese has, or is a sentence of several words.
func isWords(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && r > unicode.MaxASCII {
			return true
		}
	}
	n := 0
	for w := range strings.FieldsSeq(s) {
		if strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0 {
			n++
		}
	}
	return n > 2
}

func TestWhatIsNoWordOfTheInterface(t *testing.T) {
	for s, want := range map[string]bool{"đã lưu": true, "press any key": true, "%s [%s]:": false, "f8": false, "cooperative": false, "ctrl+s": false, "not saved": false} {
		if got := isWords(s); got != want {
			t.Errorf("isWords(%q) = %v", s, got)
		}
	}
}
