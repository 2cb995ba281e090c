package sync_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// codeSource finds the details of refusals in the source of packages.
type codeSource struct {
	tb     testing.TB
	consts map[string]string // name or pkg.Name → value
	found  map[string]string // detail → where
}

func (c *codeSource) load(dir string) (files []*ast.File) {
	c.tb.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	must(c.tb, err)
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		must(c.tb, err)
		files = append(files, f)
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, name := range v.Names {
				if i < len(v.Values) {
					if s := c.text(v.Values[i]); s != "" {
						c.consts[name.Name], c.consts[f.Name.Name+"."+name.Name] = s, s
					}
				}
			}
			return true
		})
	}
	return files
}

// text returns the value of a string literal or of a constant.
func (c *codeSource) text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err == nil && e.Kind == token.STRING {
			return s
		}
	case *ast.Ident:
		return c.consts[e.Name]
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return c.consts[x.Name+"."+e.Sel.Name]
		}
	}
	return ""
}

// refusals are the functions whose first argument is the detail of a refusal.
var refusals = []string{"refuse", "asRefusal", "opRefused"}

var detailForm = regexp.MustCompile(`^[a-z][a-z-]+$`)

func (c *codeSource) read(files []*ast.File) {
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				c.literal(f, n)
			case *ast.CallExpr:
				name, ok := n.Fun.(*ast.Ident)
				if ok && slices.Contains(refusals, name.Name) && len(n.Args) > 0 {
					if d := c.text(n.Args[0]); detailForm.MatchString(d) {
						c.found[d] = f.Name.Name
					}
				}
			}
			return true
		})
	}
}

// literal reads a store.Error whose code ends with exit status 3.
func (c *codeSource) literal(f *ast.File, lit *ast.CompositeLit) {
	code, detail := "", ""
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch key, _ := kv.Key.(*ast.Ident); {
		case key == nil:
		case key.Name == "Code":
			if sel, ok := kv.Value.(*ast.SelectorExpr); ok {
				code = sel.Sel.Name
			}
		case key.Name == "Detail":
			detail = c.text(kv.Value)
		}
	}
	if (code == "Refused" || code == "Damaged") && detailForm.MatchString(detail) {
		c.found[detail] = f.Name.Name
	}
}

// TestEveryRefusalCodeIsDocumented compares the list in the package's
// documentation with what the source can refuse.
func TestEveryRefusalCodeIsDocumented(t *testing.T) {
	c := &codeSource{tb: t, consts: map[string]string{}, found: map[string]string{}}
	var files []*ast.File
	for _, dir := range []string{"trust", "../store/oplog", "bundle", "."} {
		files = append(files, c.load(dir)...)
	}
	c.read(files)
	doc, err := os.ReadFile("doc.go")
	must(t, err)
	listed := map[string]bool{}
	_, list, _ := strings.Cut(string(doc), "# Refusal codes")
	for _, m := range regexp.MustCompile(`(?m)^//\t([a-z][a-z-]+) +\S`).FindAllStringSubmatch(list, -1) {
		if listed[m[1]] {
			t.Errorf("%s is listed twice", m[1])
		}
		listed[m[1]] = true
	}
	for d, where := range c.found {
		if !listed[d] {
			t.Errorf("package %s refuses with %q: add a line under \"Refusal codes\" in sync/doc.go", where, d)
		}
	}
	for d := range listed {
		if c.found[d] == "" {
			t.Errorf("%q is documented and nothing refuses with it", d)
		}
	}
	if len(c.found) < 25 {
		t.Errorf("only %d codes found: this test is blind", len(c.found))
	}
}
