package store

import (
	"maps"
	"slices"
	"strings"
)

// Doc is the content of a record or of an op's set: a tree whose leaves are
// string, int64 or bool, and nil in a set, where it removes a leaf or an item.
// Inner nodes are Doc. Keys are [A-Za-z0-9_-]{1,64}.
type Doc map[string]any

// Path names a leaf or item: keys joined by dots, "recommendations.<id>.due".
type Path = string

// Clone returns a deep copy of d; the copy of nil is nil.
func (d Doc) Clone() Doc {
	if d == nil {
		return nil
	}
	c := make(Doc, len(d))
	for k, v := range d {
		if sub, ok := v.(Doc); ok {
			c[k] = sub.Clone()
			continue
		}
		c[k] = v
	}
	return c
}

// At returns the value at p, nil if there is none.
func (d Doc) At(p Path) any {
	head, rest, deep := strings.Cut(p, ".")
	v, ok := d[head]
	if !ok || !deep {
		return v
	}
	sub, ok := v.(Doc)
	if !ok {
		return nil
	}
	return sub.At(rest)
}

// Text returns the text at p, "" if there is none or it is no text.
func (d Doc) Text(p Path) string { s, _ := d.At(p).(string); return s }

// Int returns the integer at p and reports whether there is one.
func (d Doc) Int(p Path) (int64, bool) { n, ok := d.At(p).(int64); return n, ok }

// Bool returns the truth value at p, false if there is none.
func (d Doc) Bool(p Path) bool { b, _ := d.At(p).(bool); return b }

// Sub returns the nested Doc at p, nil if there is none.
func (d Doc) Sub(p Path) Doc { s, _ := d.At(p).(Doc); return s }

// Put stores v at p, creating the inner nodes; nil stores a removal mark, which
// belongs only in the set of an op.
func (d Doc) Put(p Path, v any) {
	head, rest, deep := strings.Cut(p, ".")
	if !deep {
		d[head] = v
		return
	}
	sub, ok := d[head].(Doc)
	if !ok {
		sub = Doc{}
		d[head] = sub
	}
	sub.Put(rest, v)
}

// Apply lays set over d in place: leaves replace, nil removes, and an item left
// empty is dropped with it.
func (d Doc) Apply(set Doc) {
	for k, v := range set {
		switch v := v.(type) {
		case nil:
			delete(d, k)
		case Doc:
			sub, ok := d[k].(Doc)
			if !ok {
				sub = Doc{}
			}
			sub.Apply(v)
			if len(sub) == 0 {
				delete(d, k)
				continue
			}
			d[k] = sub
		default:
			d[k] = v
		}
	}
}

// Leaves calls f for each leaf of d in bytewise order of its keys. A nil leaf
// stands for a removal and is reported too.
func (d Doc) Leaves(f func(p Path, v any)) { d.leaves("", f) }

func (d Doc) leaves(prefix string, f func(Path, any)) {
	for _, k := range slices.Sorted(maps.Keys(d)) {
		if sub, ok := d[k].(Doc); ok {
			sub.leaves(prefix+k+".", f)
			continue
		}
		f(prefix+k, d[k])
	}
}

// Diff returns the set that turns from into to: changed and new leaves with
// their value, gone leaves as nil. It is empty if both are equal.
func Diff(from, to Doc) Doc {
	set := Doc{}
	for k, v := range to {
		old, had := from[k]
		sub, isDoc := v.(Doc)
		if !isDoc {
			if !had || old != v {
				set[k] = v
			}
			continue
		}
		oldSub, _ := old.(Doc)
		if d := Diff(oldSub, sub); len(d) > 0 {
			set[k] = d
		}
	}
	for k, old := range from {
		v, have := to[k]
		if !have || v == nil {
			if _, has := set[k]; has && v == nil && have {
				continue
			}
			if _, isDoc := old.(Doc); isDoc || old != nil {
				set[k] = nil
			}
		}
	}
	return set
}

// Equal reports whether two trees have the same leaves.
func Equal(a, b Doc) bool { return len(Diff(a, b)) == 0 }
