package scheme

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sort"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// A node is a TOML value with the line it stands on. go-toml's own decoder
// drops the lines, which every fault must name.
type node struct {
	kind  unstable.Kind // Table also for inline tables
	line  int
	text  string // of a scalar
	keys  []string
	table map[string]*node
	array []*node
}

func (n *node) child(key string) *node { return n.table[key] }

func (n *node) put(key string, v *node) {
	if _, ok := n.table[key]; !ok {
		n.keys = append(n.keys, key)
	}
	n.table[key] = v
}

func newTable(line int) *node {
	return &node{kind: unstable.Table, line: line, table: map[string]*node{}}
}

// parseTOML reads a file into a tree. The fault of a file that is no TOML is
// the first one found: what follows it cannot be trusted.
func parseTOML(name string, file []byte) (*node, *Fault) {
	file = bytes.TrimPrefix(file, []byte("\ufeff")) // Notepad writes one
	var all map[string]any
	if err := toml.Unmarshal(file, &all); err != nil {
		return nil, tomlFault(name, err)
	}
	t := treeBuilder{root: newTable(1), lines: lineStarts(file)}
	t.at = t.root
	t.p.Reset(file)
	for t.p.NextExpression() {
		t.expression(t.p.Expression())
	}
	if err := t.p.Error(); err != nil {
		return nil, tomlFault(name, err)
	}
	return t.root, nil
}

func tomlFault(name string, err error) *Fault {
	line := 1
	if at := new(toml.DecodeError); errors.As(err, &at) {
		line, _ = at.Position()
	}
	return &Fault{
		name, max(line, 1), fmt.Sprintf("tệp không đúng dạng TOML (%v)", err),
		"sửa dòng này theo cú pháp TOML: khóa = giá trị, chữ trong ngoặc kép, mỗi khóa một lần",
	}
}

type treeBuilder struct {
	p     unstable.Parser
	root  *node
	at    *node // the table that key = value lines belong to
	lines []int
}

func lineStarts(file []byte) []int {
	starts := []int{0}
	for i, b := range file {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func (t *treeBuilder) line(r unstable.Range) int {
	return sort.SearchInts(t.lines, int(r.Offset)+1)
}

func (t *treeBuilder) path(it unstable.Iterator) (keys []string, line int) {
	for it.Next() {
		k := it.Node()
		if line == 0 {
			line = t.line(k.Raw)
		}
		keys = append(keys, string(k.Data))
	}
	return keys, line
}

// descend follows keys from n through tables and the last element of arrays.
func descend(n *node, keys []string, line int) *node {
	for _, k := range keys {
		next := n.child(k)
		if next == nil {
			next = newTable(line)
			n.put(k, next)
		}
		if len(next.array) > 0 {
			next = next.array[len(next.array)-1]
		}
		n = next
		if n.table == nil { // unreachable: go-toml has refused it before
			n.table = map[string]*node{}
		}
	}
	return n
}

func (t *treeBuilder) expression(e *unstable.Node) {
	switch e.Kind {
	case unstable.Table:
		keys, line := t.path(e.Key())
		t.at = descend(t.root, keys, line)
		t.at.line = line
	case unstable.ArrayTable:
		keys, line := t.path(e.Key())
		last := len(keys) - 1
		in := descend(t.root, keys[:last], line)
		list := in.child(keys[last])
		if list == nil {
			list = &node{kind: unstable.Array, line: line}
			in.put(keys[last], list)
		}
		t.at = newTable(line)
		list.array = append(list.array, t.at)
	case unstable.KeyValue:
		t.keyValue(t.at, e)
	}
}

func (t *treeBuilder) keyValue(in *node, e *unstable.Node) {
	keys, line := t.path(e.Key())
	last := len(keys) - 1
	descend(in, keys[:last], line).put(keys[last], t.value(e.Value(), line))
}

func (t *treeBuilder) value(v *unstable.Node, line int) *node {
	n := &node{kind: v.Kind, line: line}
	switch v.Kind {
	case unstable.Array:
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				n.array = append(n.array, t.value(it.Node(), line))
			}
		}
	case unstable.InlineTable:
		n.kind, n.table = unstable.Table, map[string]*node{}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				t.keyValue(n, it.Node())
			}
		}
		for i, k := range n.keys {
			if l := n.table[k].line; i == 0 || l < n.line {
				n.line = l // the element's own line in an array over several lines
			}
		}
	default:
		n.text = string(v.Data)
	}
	return n
}

// unknownKeys returns the keys of n that are not among known.
func (n *node) unknownKeys(known []string) []string {
	var unknown []string
	for _, k := range n.keys {
		if !slices.Contains(known, k) {
			unknown = append(unknown, k)
		}
	}
	return unknown
}
