package desk

import (
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
)

// Read takes what a person wrote as the outcome of a field: the letter of a
// side, or, behind "=" or where no side has that letter, the own value by the
// type of the field; "" removes. Numbers are written as put takes them, with a
// decimal point. Invalid says what is wrong; detail is the path.
func (c *Conflict) Read(p store.Path, text string) (Choice, error) {
	at := slices.IndexFunc(c.Fields, func(f ConflictField) bool { return f.Path == p })
	if at < 0 {
		return Choice{}, c.strangers(map[store.Path]Choice{p: {}})
	}
	own, isOwn := strings.CutPrefix(text, "=")
	if i := c.sideOf(text); i >= 0 && !isOwn {
		return Choice{Side: c.Sides[i].Letter}, nil
	}
	if isOwn {
		text = own
	}
	if text == "" {
		return Choice{}, nil
	}
	bad := func(why, hint string) (Choice, error) {
		return Choice{}, &store.Error{Code: store.Invalid, Detail: p, Message: fmt.Sprintf("mục %s: %s", c.Fields[at].Label, why), Hint: hint}
	}
	f := fieldAt(c.Kind, p)
	if f == nil || c.Fields[at].Whole {
		return bad("chỉ lấy từ một bản", "ghi chữ cái của bản: "+c.letters())
	}
	switch f.Type {
	case store.TypeNumber:
		n, err := vi.ParseDecimal(text, scaleAt(c.Kind, p, c.scales))
		if err != nil {
			return bad(fmt.Sprintf("%q không phải số", text), "ghi số, dấu thập phân là dấu chấm, hoặc chữ cái của bản: "+c.letters())
		}
		return Choice{Value: n}, nil
	case store.TypeBool:
		switch vi.Fold(text) {
		case "true", "co":
			return Choice{Value: true}, nil
		case "false", "khong":
			return Choice{Value: false}, nil
		}
		return bad("phải là có hoặc không", "ghi true hoặc false, hoặc chữ cái của bản: "+c.letters())
	case store.TypeMap, store.TypeObject:
		return bad("chỉ lấy từ một bản", "ghi chữ cái của bản: "+c.letters())
	}
	return Choice{Value: vi.Clean(text, f.Type == store.TypeNote)}, nil
}

func (c *Conflict) letters() string {
	out := make([]string, len(c.Sides))
	for i := range c.Sides {
		out[i] = c.Sides[i].Letter
	}
	return strings.Join(out, ", ")
}

// fieldAt returns the form of the leaf at p, nil if the kind has none.
func fieldAt(k store.Kind, p store.Path) *store.Field {
	parts := strings.Split(p, ".")
	f := store.SpecOf(k).Field(parts[0])
	for _, part := range parts[1:] {
		switch {
		case f == nil:
			return nil
		case f.Type == store.TypeMap:
			f = f.Item
		default:
			f = (&store.Spec{Fields: f.Fields}).Field(part)
		}
	}
	return f
}
