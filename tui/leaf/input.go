package leaf

import (
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/unit"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/page"
)

// textMost bounds a line of text, in letters.
const textMost = 500

// Lists are the choices that an input offers, in the language of the interface.
type Lists struct {
	Enum  func(name, value string) string    // the word for a value of a list
	Units func(communes bool) []field.Option // units: communes, or reporting units
}

// UnitOptions are the options of a unit's field: every spelling is searched and
// shown, and a unit that has ended says what it is now. today is a civil date.
func UnitOptions(t *unit.Table, today string, communes bool) []field.Option {
	var out []field.Option
	for _, u := range t.Find("", "") {
		if communes && u.Level != unit.LevelCommune {
			continue
		}
		label := t.Label(u)
		if u.Name != u.OfficialName {
			label += " (" + u.Name + ")"
		}
		if !u.Valid(today) {
			if now, err := t.Current(u.ID, today); err == nil {
				label += " → " + now.FullName()
			}
		}
		out = append(out, field.Option{ID: u.ID, Label: label})
	}
	return out
}

// Input makes the input for a field of a record: what may be typed follows from
// the field's form.
func Input(c *page.Context, spec *store.Field, l Lists) field.Field {
	choice := func(options func() []field.Option) field.Field {
		return field.NewChoice(c, field.ChoiceSpec{Required: spec.Required, Options: options})
	}
	switch spec.Type {
	case store.TypeNote:
		return field.NewText(c, field.TextSpec{Required: spec.Required, Lines: 4})
	case store.TypeDate:
		return field.NewDate(c, spec.Required)
	case store.TypeEnum:
		return choice(func() []field.Option {
			out := make([]field.Option, len(spec.Values))
			for i, v := range spec.Values {
				out[i] = field.Option{ID: v, Label: l.Enum(spec.Name, v)}
			}
			return out
		})
	case store.TypeBool:
		return choice(func() []field.Option {
			return []field.Option{{ID: "true", Label: c.Words.Coop.Yes}, {ID: "false", Label: c.Words.Coop.No}}
		})
	case store.TypeUnit:
		return choice(func() []field.Option { return l.Units(spec.Name == "unit") })
	case store.TypeNumber:
		return numeric(c, spec)
	}
	return field.NewText(c, field.TextSpec{Required: spec.Required, Max: textMost, AsTyped: AsTyped(spec.Name)})
}

// codes are the texts that no input method of the program changes: 38A8000123 is
// a number of the register and no 38Ă000123. Numbers of documents are not among
// them, since they have a Đ: 12/QĐ-UBND.
var codes = map[string]bool{"tax_code": true, "registration_no": true, "phone": true, "email": true}

// AsTyped reports whether a field of a record holds a code, phone or address, by
// its name.
func AsTyped(name string) bool { return codes[name] }

// amounts are the fields whose whole numbers are đồng.
var amounts = map[string]bool{"value": true, "cost": true, "approved": true, "disbursed": true, "repaid": true, "planned": true, "spent": true, "budget": true}

func numeric(c *page.Context, spec *store.Field) field.Field {
	if amounts[spec.Name] && spec.Scale == 0 {
		return field.NewMoney(c, field.MoneySpec{Required: spec.Required})
	}
	s := field.NumberSpec{Scale: max(spec.Scale, 0), Required: spec.Required}
	if spec.Min != 0 || spec.Max != 0 {
		lo, hi := spec.Min, spec.Max
		s.Min, s.Max = &lo, &hi
	}
	return field.NewNumber(c, s)
}

// EditOf is what makes an input's value durable: the value, or the typed text
// where it is none yet.
func EditOf(path store.Path, spec *store.Field, f field.Field) desk.Edit {
	e := desk.Edit{Path: path}
	typed := f.Value()
	if strings.TrimSpace(typed) == "" {
		return e
	}
	if f.Valid() != nil {
		e.Raw = typed
		return e
	}
	switch spec.Type {
	case store.TypeDate:
		if iso, ok := f.(*field.Date).ISO(); ok {
			e.Value = iso
			return e
		}
		e.Raw = typed
	case store.TypeNumber:
		if n, ok := f.(interface{ Int() (int64, bool) }).Int(); ok {
			e.Value = n
			return e
		}
		e.Raw = typed
	case store.TypeBool:
		e.Value = typed == "true"
	default:
		clean := vi.Clean(typed, spec.Type == store.TypeNote)
		if e.Value = clean; clean != typed && isText(f) {
			e.Raw = typed // a space at its end, for who goes on typing
		}
	}
	return e
}

func isText(f field.Field) bool {
	_, ok := f.(*field.Text)
	return ok
}

// Show puts a stored value into an input.
func Show(f field.Field, v any) {
	switch v := v.(type) {
	case nil:
		f.SetValue("")
	case bool:
		f.SetValue(map[bool]string{true: "true", false: "false"}[v])
	case int64:
		if n, ok := f.(interface{ SetInt(int64) }); ok {
			n.SetInt(v)
			return
		}
		f.SetValue(vi.FormatInt(v))
	case string:
		if d, ok := f.(*field.Date); ok {
			d.SetISO(v)
			return
		}
		f.SetValue(v)
	}
}
