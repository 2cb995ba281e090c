package programme

import (
	"fmt"
	"math"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
)

// A Formula is an expression over the variables of checks that gives a number,
// compiled once, when its programme is loaded.
type Formula struct {
	Source string
	Names  []string // the variables it names, sorted
	code   *vm.Program
}

// Of runs f on values, which are those of [Check.Holds]. known is false if a
// variable that f names has no value, or if the result is no number, as of a
// division by nothing. It may be called from any goroutine.
func (f *Formula) Of(values map[string]any) (v float64, known bool, err error) {
	for _, name := range f.Names {
		if _, ok := values[name]; !ok {
			return 0, false, nil
		}
	}
	m := vm.VM{MemoryBudget: memoryBudget}
	out, err := m.Run(f.code, values)
	if err != nil {
		return 0, false, fmt.Errorf("running the formula %q: %w", f.Source, err)
	}
	v, ok := out.(float64)
	if !ok {
		return 0, false, fmt.Errorf("running the formula %q: it gives %T", f.Source, out)
	}
	return v, !math.IsNaN(v) && !math.IsInf(v, 0), nil
}

// compileFormula returns the formula, or what is wrong with it and what to do.
func compileFormula(src string) (f *Formula, message, hint string) {
	names, code, message, hint := program(environment(), src, expr.AsFloat64(), "kết quả phải là một số")
	if code == nil {
		return nil, message, hint
	}
	return &Formula{Source: src, Names: names, code: code}, "", ""
}
