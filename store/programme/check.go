package programme

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"

	"coopfield/store"
)

// Limits of an expression; those of a plan have a dozen words.
const (
	maxExprBytes = 1000
	maxExprNodes = 300
	memoryBudget = 10_000 // of the vm, in its own units
)

// Functions returns the functions that a check may call.
func Functions() []string { return []string{"abs", "ceil", "floor", "len", "max", "min", "round"} }

// Variables of checks that are no field or figure.
const (
	varCoopType    = "coop_type"
	varModel       = "model"
	varProfitYears = "profit_years"
	varDossier     = "dossier_complete"
	varEntryScore  = "entry_score"
)

// Variables returns the names that a check may use, sorted.
func Variables() []string { return namesOf(environment()) }

func namesOf(env types.Map) []string {
	names := make([]string, 0, len(env))
	for name := range env {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// environment gives each variable its type. All numbers are float64.
func environment() types.Map {
	env := types.Map{
		varCoopType: types.String, varModel: types.String, varDossier: types.Bool,
		varProfitYears: types.Float64, varEntryScore: types.Float64,
	}
	for _, f := range store.SpecOf(store.Cooperative).Fields {
		if f.Name == "type" { // a function of the expression language; coop_type stands for it
			continue
		}
		switch f.Type {
		case store.TypeNumber:
			env[f.Name] = types.Float64
		case store.TypeBool:
			env[f.Name] = types.Bool
		case store.TypeMap, store.TypeObject:
			env[f.Name] = types.TypeOf(map[string]any{})
		default:
			env[f.Name] = types.String
		}
	}
	for _, f := range store.Figures() {
		env[f.ID] = types.Float64
	}
	return env
}

// A Check is an expression compiled once, when its programme is loaded.
type Check struct {
	Source string
	Names  []string // the variables it names, sorted
	code   *vm.Program
}

// Holds runs c on values: float64, string, bool, or map[string]any for fields
// with items. known is false if a variable that c names has no value; then a
// person decides. It may be called from any goroutine.
func (c *Check) Holds(values map[string]any) (holds, known bool, err error) {
	for _, name := range c.Names {
		if _, ok := values[name]; !ok {
			return false, false, nil
		}
	}
	m := vm.VM{MemoryBudget: memoryBudget}
	out, err := m.Run(c.code, values)
	if err != nil {
		return false, false, fmt.Errorf("running the check %q: %w", c.Source, err)
	}
	holds, ok := out.(bool)
	if !ok {
		return false, false, fmt.Errorf("running the check %q: it gives %T", c.Source, out)
	}
	return holds, true, nil
}

// compile returns the check of a condition or priority, or what is wrong with
// it and what to do.
func compile(src string) (c *Check, message, hint string) { return compileIn(environment(), src) }

// compileIn is compile with the variables of env.
func compileIn(env types.Map, src string) (c *Check, message, hint string) {
	names, code, message, hint := program(env, src, expr.AsBool(), "kết quả phải là đúng hoặc sai")
	if code == nil {
		return nil, message, hint
	}
	return &Check{Source: src, Names: names, code: code}, "", ""
}

// program compiles an expression that gives what kind says; result says that to
// a person.
func program(env types.Map, src string, kind expr.Option, result string) (variables []string, code *vm.Program, message, hint string) {
	if len(src) > maxExprBytes {
		return nil, nil, fmt.Sprintf("biểu thức dài quá %d byte", maxExprBytes), "rút ngắn biểu thức"
	}
	tree, err := parser.Parse(src)
	if err != nil {
		message, hint = compileFault(src, result, err)
		return nil, nil, message, hint
	}
	seen := &names{}
	ast.Walk(&tree.Node, seen)
	for _, name := range seen.variables {
		if _, ok := env[name]; !ok {
			return nil, nil, fmt.Sprintf("biểu thức nêu biến %q không có", name), "các biến dùng được: " + strings.Join(namesOf(env), ", ")
		}
	}
	for _, name := range seen.functions {
		if !slices.Contains(Functions(), name) {
			return nil, nil, fmt.Sprintf("hàm %q không dùng được", name), "các hàm dùng được: " + strings.Join(Functions(), ", ")
		}
	}
	opts := []expr.Option{expr.Env(env), kind, expr.MaxNodes(maxExprNodes), expr.DisableAllBuiltins()}
	for _, name := range Functions() {
		opts = append(opts, expr.EnableBuiltin(name))
	}
	code, err = expr.Compile(src, opts...)
	if err != nil {
		message, hint = compileFault(src, result, err)
		return nil, nil, message, hint
	}
	return seen.variables, code, "", ""
}

// compileFault explains an error of the compiler, whose own words are English
// and stand behind as a detail.
func compileFault(src, result string, err error) (message, hint string) {
	detail := err.Error()
	if at := new(file.Error); errors.As(err, &at) {
		detail = at.Message
	}
	return fmt.Sprintf("biểu thức %q không hiểu được (%s)", src, detail),
		"kiểm tra dấu ngoặc, phép tính và kiểu của từng vế; " + result
}

// names collects what an expression names.
type names struct{ variables, functions []string }

// Visit implements ast.Visitor.
func (n *names) Visit(node *ast.Node) {
	switch v := (*node).(type) {
	case *ast.IdentifierNode:
		n.variables = insert(n.variables, v.Value)
	case *ast.BuiltinNode:
		n.functions = insert(n.functions, v.Name)
	}
}

func insert(sorted []string, s string) []string {
	at, found := slices.BinarySearch(sorted, s)
	if found {
		return sorted
	}
	return slices.Insert(sorted, at, s)
}
