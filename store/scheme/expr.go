package scheme

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"
)

// Variables of exclusions that are no facts of the scheme.
const (
	varCoopType = "coop_type"
	varActive   = "months_active"
	varStopped  = "months_stopped"
	varPrev     = "prev" // the facts of the year before, or nil
)

const (
	maxExprBytes = 1000
	maxExprNodes = 300
	memoryBudget = 1000 // of the vm, in its own units; the language left needs almost none
)

// functions are the builtins an expression may call; each gives a number from
// numbers. All others, the clock above all, are switched off.
var functions = []string{"abs", "ceil", "floor", "max", "min", "round"}

// operators are the binary operators left in the language.
var operators = []string{
	"+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=",
	"and", "&&", "or", "||", "in", "not in", "??",
}

// comparisons are replaced by calls that compare up to rounding.
var comparisons = map[string]struct {
	name string
	test func(a, b float64) bool
}{
	"<":  {"__below", func(a, b float64) bool { return above(b, a) }},
	"<=": {"__at_most", func(a, b float64) bool { return atLeast(b, a) }},
	">":  {"__above", above},
	">=": {"__at_least", atLeast},
}

var errNoNumber = errors.New("no finite number")

// A program is an expression compiled once, at load.
type program struct {
	names []string // variables it names outside prev, each once, sorted
	code  *vm.Program
}

// exprFault tells a person what is wrong with an expression.
type exprFault struct{ message, hint string }

// compile checks src against the variables of env and compiles it. want is
// types.Bool or types.Float64.
func compile(src string, env types.Map, want types.Type) (*program, *exprFault) {
	if len(src) > maxExprBytes {
		return nil, &exprFault{fmt.Sprintf("biểu thức dài quá %d byte", maxExprBytes), "rút ngắn biểu thức"}
	}
	text := floatLiterals(src)
	cfg := conf.CreateNew()
	cfg.MaxNodes = maxExprNodes
	for _, b := range builtin.Builtins {
		if !slices.Contains(functions, b.Name) {
			cfg.Disabled[b.Name] = true
		}
	}
	tree, err := parser.ParseWithConfig(text, cfg)
	if err != nil {
		return nil, syntaxFault(src, err)
	}
	c := checker{env: env, seen: map[string]bool{}}
	if c.check(tree.Node); c.fault != nil {
		return nil, c.fault
	}
	opts := []expr.Option{
		expr.Env(env), expr.MaxNodes(maxExprNodes), expr.DisableAllBuiltins(), expr.Patch(compare{}),
	}
	for _, name := range functions {
		opts = append(opts, expr.EnableBuiltin(name))
	}
	for _, cmp := range comparisons {
		opts = append(opts, expr.Function(cmp.name, func(args ...any) (any, error) {
			a, okA := args[0].(float64)
			b, okB := args[1].(float64)
			if !okA || !okB {
				return nil, errNoNumber
			}
			return cmp.test(a, b), nil
		}, new(func(float64, float64) bool)))
	}
	hint := "biểu thức này phải cho một số"
	if want.Equal(types.Bool) {
		opts = append(opts, expr.AsBool())
		hint = "biểu thức này phải cho đúng hoặc sai, ví dụ \"a > b\""
	} else {
		opts = append(opts, expr.AsFloat64())
	}
	code, err := expr.Compile(text, opts...)
	if err != nil {
		f := syntaxFault(src, err)
		f.hint = hint + "; " + f.hint
		return nil, f
	}
	names := make([]string, 0, len(c.seen))
	for name := range c.seen {
		names = append(names, name)
	}
	slices.Sort(names)
	return &program{names: names, code: code}, nil
}

// syntaxFault explains an error of the expression compiler, whose own words
// are English and stand behind as a detail.
func syntaxFault(src string, err error) *exprFault {
	detail := err.Error()
	if at := new(file.Error); errors.As(err, &at) {
		detail = at.Message
	}
	return &exprFault{
		fmt.Sprintf("biểu thức %q không hiểu được (%s)", src, detail),
		"kiểm tra dấu ngoặc, phép tính và kiểu của từng vế",
	}
}

// floatLiterals gives each whole number outside quotes a decimal point, so
// that all arithmetic is float64 and 10000000000 also loads on a 32-bit build.
func floatLiterals(src string) string {
	var out strings.Builder
	word := func(b byte) bool {
		return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
	}
	for i := 0; i < len(src); {
		start := i
		switch b := src[i]; {
		case b == '\'' || b == '"' || b == '`':
			for i++; i < len(src) && src[i] != b; i++ {
				if src[i] == '\\' && b != '`' {
					i++
				}
			}
			i = min(i+1, len(src))
			out.WriteString(src[start:i])
		case word(b) || b == '.':
			for i < len(src) && (word(src[i]) || src[i] == '.') {
				i++
			}
			token := src[start:i]
			out.WriteString(token)
			if strings.Trim(token, "0123456789_") == "" && b >= '0' && b <= '9' {
				out.WriteString(".0")
			}
		default:
			out.WriteByte(b)
			i++
		}
	}
	return out.String()
}

// A checker keeps expressions to the small language that schemes need: facts,
// numbers, texts, arithmetic, comparison, logic, choice, prev and a few
// functions.
type checker struct {
	env   types.Map
	seen  map[string]bool
	fault *exprFault
}

func (c *checker) check(n ast.Node) {
	if c.fault != nil {
		return
	}
	switch n := n.(type) {
	case *ast.NilNode, *ast.FloatNode, *ast.BoolNode, *ast.StringNode:
	case *ast.IdentifierNode:
		c.identifier(n.Value)
	case *ast.UnaryNode:
		c.check(n.Node)
	case *ast.BinaryNode:
		if !slices.Contains(operators, n.Operator) {
			c.refuse("phép tính %q không dùng được", n.Operator)
			return
		}
		c.check(n.Left)
		c.check(n.Right)
	case *ast.ChainNode:
		c.check(n.Node)
	case *ast.MemberNode:
		c.member(n)
	case *ast.ConditionalNode:
		c.check(n.Cond)
		c.check(n.Exp1)
		c.check(n.Exp2)
	case *ast.ArrayNode:
		for _, e := range n.Nodes {
			c.check(e)
		}
	case *ast.BuiltinNode:
		if !slices.Contains(functions, n.Name) {
			c.refuse("hàm %q không dùng được", n.Name)
			return
		}
		for _, a := range n.Arguments {
			c.check(a)
		}
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok {
			c.refuse("hàm %q không dùng được", id.Value)
			return
		}
		c.refuse("biểu thức có lời gọi hàm không dùng được")
	default:
		c.refuse("biểu thức có cách viết không dùng được")
	}
}

func (c *checker) refuse(format string, args ...any) {
	c.fault = &exprFault{
		fmt.Sprintf(format, args...),
		"chỉ dùng chỉ tiêu đã khai báo, số thập phân, + - * /, so sánh, and, or, not, in, ?:, prev?.x ?? y và các hàm " +
			strings.Join(functions, ", "),
	}
}

func (c *checker) identifier(name string) {
	if name == varPrev && c.env[varPrev] != nil {
		c.refuse("prev chỉ dùng được khi nêu tên chỉ tiêu, dạng prev?.x")
		return
	}
	c.known(name, c.env)
	c.seen[name] = true
}

func (c *checker) member(n *ast.MemberNode) {
	base, ok := n.Node.(*ast.IdentifierNode)
	prop, named := n.Property.(*ast.StringNode)
	prev, hasPrev := c.env[varPrev].(types.Map)
	if !ok || !named || base.Value != varPrev || !hasPrev {
		c.refuse("dấu chấm chỉ dùng được sau prev, dạng prev?.x")
		return
	}
	c.known(prop.Value, prev)
}

func (c *checker) known(name string, in types.Map) {
	if _, ok := in[name]; ok && name != varPrev {
		return
	}
	names := make([]string, 0, len(in))
	for have := range in {
		if have != varPrev {
			names = append(names, have)
		}
	}
	slices.Sort(names)
	c.fault = &exprFault{
		fmt.Sprintf("biểu thức nêu chỉ tiêu %q chưa khai báo", name),
		"khai báo nó bằng [[fact]] hoặc dùng một trong: " + strings.Join(names, ", "),
	}
}

// compare replaces the comparisons of numbers.
type compare struct{}

// Visit implements ast.Visitor.
func (compare) Visit(n *ast.Node) {
	b, ok := (*n).(*ast.BinaryNode)
	if !ok {
		return
	}
	if cmp, ok := comparisons[b.Operator]; ok {
		ast.Patch(n, &ast.CallNode{
			Callee:    &ast.IdentifierNode{Value: cmp.name},
			Arguments: []ast.Node{b.Left, b.Right},
		})
	}
}

// A machine runs programs, one after another, on one set of values.
type machine struct {
	vm  vm.VM
	env map[string]any
}

// has reports whether all that p names is known.
func (m *machine) has(p *program) bool {
	for _, name := range p.names {
		if _, ok := m.env[name]; !ok {
			return false
		}
	}
	return true
}

func (m *machine) run(p *program) (any, error) {
	m.vm.MemoryBudget = memoryBudget
	out, err := m.vm.Run(p.code, m.env)
	if err != nil {
		return nil, fmt.Errorf("running an expression of the scheme: %w", err)
	}
	return out, nil
}

// number runs p for a finite number.
func (m *machine) number(p *program) (float64, error) {
	out, err := m.run(p)
	if err != nil {
		return 0, err
	}
	v, ok := out.(float64)
	if !ok || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errNoNumber
	}
	return v, nil
}

// truth runs p for true or false.
func (m *machine) truth(p *program) (bool, error) {
	out, err := m.run(p)
	if err != nil {
		return false, err
	}
	b, ok := out.(bool)
	if !ok {
		return false, errNoNumber
	}
	return b, nil
}
