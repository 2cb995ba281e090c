package programme

import (
	"fmt"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lines knows the line of each table and key of a file by its path, such as
// "priority[3].ground[0].title": the decoder keeps them only for its own
// faults.
type lines map[string]int

// of returns the line of path, of the table that it is missing from otherwise.
func (l lines) of(path string) int {
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

func linesOf(file []byte) lines {
	starts := []int{0}
	for i, b := range file {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	l, count := lines{}, map[string]int{}
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
			table, l[table] = place("", e.Key())
		case unstable.KeyValue:
			path, line := place(table, e.Key())
			l[path] = line
		}
	}
	return l
}
