package desk

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"coopfield/store/unit"
)

// What became of a part of reference data.
const (
	PackAdded   = "added"
	PackGone    = "gone"
	PackChanged = "changed"
	PackOrder   = "order" // the same parts in another order
)

// A PackEdit is one thing that differs between two revisions of reference data.
type PackEdit struct {
	Path  string `json:"path"`            // of the tables in TOML, such as group.criterion.item; "" = the file itself
	ID    string `json:"id,omitempty"`    // of the table
	Title string `json:"title,omitempty"` // as it is called now, or was last
	What  string `json:"what"`
	Key   string `json:"key,omitempty"` // of what changed
	Was   string `json:"was,omitempty"` // "" = nothing
	Now   string `json:"now,omitempty"`
}

// diffTOML compares two files of one type, key by key: tables with ids by those,
// lists without as a whole. The revision says nothing.
func diffTOML(was, now []byte) ([]PackEdit, error) {
	var a, b map[string]any
	for _, f := range []struct {
		file []byte
		into *map[string]any
	}{{was, &a}, {now, &b}} {
		if err := toml.Unmarshal(f.file, f.into); err != nil {
			return nil, fmt.Errorf("reading reference data: %w", err)
		}
	}
	delete(a, "revision")
	delete(b, "revision")
	var d differ
	d.table("", a, b)
	return d.edits, nil
}

type differ struct{ edits []PackEdit }

// table compares two tables that are the same one.
func (d *differ) table(path string, a, b map[string]any) {
	keys := keysIn(a, b)
	for _, key := range keys {
		if v, w := a[key], b[key]; !isList(v) && !isList(w) && !reflect.DeepEqual(v, w) {
			d.edits = append(d.edits, PackEdit{
				Path: path, ID: idOf(b), Title: titleIn(b), What: PackChanged, Key: key, Was: spokenValue(v), Now: spokenValue(w),
			})
		}
	}
	for _, key := range keys {
		if v, w := a[key], b[key]; isList(v) || isList(w) {
			d.list(strings.TrimPrefix(path+"."+key, "."), key, a, b)
		}
	}
}

// list compares the tables of a list.
func (d *differ) list(path, key string, in, now map[string]any) {
	a, b := tablesOf(in[key]), tablesOf(now[key])
	if !named(a) || !named(b) {
		if !reflect.DeepEqual(in[key], now[key]) {
			d.edits = append(d.edits, PackEdit{
				Path: parentOf(path), ID: idOf(now), Title: titleIn(now), What: PackChanged, Key: key, Was: spokenList(a), Now: spokenList(b),
			})
		}
		return
	}
	var order []string // of what stayed, as it was
	for _, t := range a {
		if tableIn(b, idOf(t)) != nil {
			order = append(order, idOf(t))
		}
	}
	for _, t := range b {
		id := idOf(t)
		was := tableIn(a, id)
		if was == nil {
			d.edits = append(d.edits, PackEdit{Path: path, ID: id, Title: titleIn(t), What: PackAdded})
			d.inside(path, t, PackAdded)
			continue
		}
		d.table(path, was, t)
		if order[0] == id {
			order = order[1:]
			continue
		}
		d.edits = append(d.edits, PackEdit{Path: path, ID: id, Title: titleIn(t), What: PackOrder})
		order = slices.DeleteFunc(order, func(s string) bool { return s == id })
	}
	for _, t := range a {
		if id := idOf(t); tableIn(b, id) == nil {
			d.edits = append(d.edits, PackEdit{Path: path, ID: id, Title: titleIn(t), What: PackGone})
			d.inside(path, t, PackGone)
		}
	}
}

// inside names what came or went with the table that it stands in.
func (d *differ) inside(path string, t map[string]any, what string) {
	for _, key := range keysIn(t, nil) {
		list := tablesOf(t[key])
		if !named(list) {
			continue
		}
		for _, e := range list {
			below := path + "." + key
			d.edits = append(d.edits, PackEdit{Path: below, ID: idOf(e), Title: titleIn(e), What: what})
			d.inside(below, e, what)
		}
	}
}

func keysIn(a, b map[string]any) []string {
	var keys []string
	for k := range a {
		keys = append(keys, k)
	}
	for k := range b {
		if _, both := a[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}

func isList(v any) bool { _, ok := v.([]any); return ok }

func tablesOf(v any) []map[string]any {
	var out []map[string]any
	list, _ := v.([]any)
	for _, e := range list {
		if t, ok := e.(map[string]any); ok {
			out = append(out, t)
		}
	}
	return out
}

// named reports whether every table has an id.
func named(list []map[string]any) bool {
	return !slices.ContainsFunc(list, func(t map[string]any) bool { return idOf(t) == "" })
}

func tableIn(list []map[string]any, id string) map[string]any {
	for _, t := range list {
		if idOf(t) == id {
			return t
		}
	}
	return nil
}

func idOf(t map[string]any) string    { s, _ := t["id"].(string); return s }
func titleIn(t map[string]any) string { s, _ := t["title"].(string); return s }

func parentOf(path string) string {
	if at := strings.LastIndexByte(path, '.'); at >= 0 {
		return path[:at]
	}
	return ""
}

// spokenValue writes a value as a person reads it.
func spokenValue(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		if v {
			return "có"
		}
		return "không"
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
	}
	return fmt.Sprint(v)
}

// spokenList writes the tables of a list without ids: the steps of an item.
func spokenList(list []map[string]any) string {
	var out []string
	for _, t := range list {
		var words []string
		for _, key := range keysIn(t, nil) {
			word := key
			switch key {
			case "from":
				word = "từ"
			case "above":
				word = "trên"
			case "points":
				word = "điểm"
			}
			words = append(words, word+" "+spokenValue(t[key]))
		}
		slices.SortFunc(words, func(a, b string) int { return strings.Compare(b, a) }) // từ, trên; then điểm
		out = append(out, strings.Join(words, " "))
	}
	return strings.Join(out, "; ")
}

// diffUnits compares two tables of units.
func diffUnits(was, now *unit.Table) []PackEdit {
	var out []PackEdit
	for _, u := range now.Units() {
		o, held := was.ByID(u.ID)
		if !held {
			out = append(out, PackEdit{Path: "unit", ID: u.ID, Title: u.FullName(), What: PackAdded})
			continue
		}
		for _, f := range []struct{ key, was, now string }{
			{"code", o.Code, u.Code},
			{"name", o.Name, u.Name},
			{"official_name", o.OfficialName, u.OfficialName},
			{"aliases", strings.Join(o.Aliases, ", "), strings.Join(u.Aliases, ", ")},
			{"type", o.Type, u.Type},
			{"level", o.Level, u.Level},
			{"parent", o.Parent, u.Parent},
			{"valid_from", o.ValidFrom, u.ValidFrom},
			{"valid_to", o.ValidTo, u.ValidTo},
			{"successor", o.Successor, u.Successor},
		} {
			if f.was != f.now {
				out = append(out, PackEdit{Path: "unit", ID: u.ID, Title: u.FullName(), What: PackChanged, Key: f.key, Was: f.was, Now: f.now})
			}
		}
	}
	return out
}
