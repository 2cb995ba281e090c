// Package tomlines reads the TOML files of reference data and tells on which line
// of a file a table or key stands. The decoder keeps lines only for its own
// faults; the checks of reference data name them in theirs. The package is pure.
package tomlines

import (
	"fmt"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Lines knows the line of each table and key of a file by its path, such as
// "priority[3].ground[0].title".
type Lines map[string]int

// At returns the line of path, of the table that it is missing from otherwise.
func (l Lines) At(path string) int {
	for path != "" {
		if line, ok := l[path]; ok {
			return line
		}
		cut := strings.LastIndexByte(path, '.')
		if cut < 0 {
			break
		}
		path = path[:cut]
	}
	return 1
}

// Of reads the lines of a file. Of a file that is no TOML it knows those before
// the first fault.
func Of(file []byte) Lines {
	starts := []int{0}
	for i, b := range file {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	l, count := Lines{}, map[string]int{}
	// place turns keys into a path, through the last element of each list.
	place := func(prefix string, keys unstable.Iterator) (path string, line int) {
		path = prefix
		for keys.Next() {
			k := keys.Node()
			if line == 0 {
				line = sort.SearchInts(starts, int(k.Raw.Offset)+1)
			}
			if n := count[path]; n > 0 && path != prefix {
				path += fmt.Sprintf("[%d]", n-1)
			}
			if path != "" {
				path += "."
			}
			path += string(k.Data)
		}
		return path, line
	}
	var p unstable.Parser
	p.Reset(file)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.ArrayTable:
			path, line := place("", e.Key())
			table = fmt.Sprintf("%s[%d]", path, count[path])
			count[path]++
			l[table] = line
		case unstable.Table:
			path, line := place("", e.Key())
			table, l[path] = path, line
		case unstable.KeyValue:
			path, line := place(table, e.Key())
			l[path] = line
		}
	}
	return l
}
