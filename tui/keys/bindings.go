package keys

import "strings"

// Binding is one intent with its keys, named as Bubble Tea names them.
type Binding struct {
	Intent Intent
	// Always work everywhere, also while typing; the first is shown.
	Always []string
	// Resting work only where no text field has the focus.
	Resting []string
}

// Bindings is every binding of the program, in the order of the help. The
// letters are those of the Vietnamese words: h hợp tác xã, a đánh giá, k kiểm
// tra, p bản in, c chốt, g gói, b báo cáo, l lọc, s sắp xếp, n mới, d xóa.
var Bindings = []Binding{
	{Open, []string{"enter"}, nil},
	{Back, []string{"esc"}, nil},
	{Up, []string{"up"}, nil},
	{Down, []string{"down"}, nil},
	{PageUp, []string{"pgup"}, nil},
	{PageDown, []string{"pgdown"}, nil},
	{Home, []string{"ctrl+home"}, []string{"home"}},
	{End, []string{"ctrl+end"}, []string{"end"}},
	{Left, []string{"ctrl+pgup"}, []string{"left"}},
	{Right, []string{"ctrl+pgdown"}, []string{"right"}},
	{NextField, []string{"tab"}, nil},
	{PrevField, []string{"shift+tab"}, nil},

	{Help, []string{"f1"}, []string{"?"}},
	{Coops, []string{"f3"}, []string{"h"}},
	{Flag, []string{"f4"}, []string{"f"}},
	{Assess, []string{"f5"}, []string{"a"}},
	{Visit, []string{"f6"}, []string{"k"}},
	{Print, []string{"f7"}, []string{"p"}},
	{Finalise, []string{"f8"}, []string{"c"}},
	{Bundle, []string{"f9"}, []string{"g"}},
	{Conflict, []string{"f11"}, []string{"x"}},
	{Reports, []string{"f12"}, []string{"b"}},

	{Search, []string{"ctrl+f"}, []string{"/"}},
	{Palette, []string{"ctrl+p"}, []string{":"}},
	{Undo, []string{"ctrl+z"}, []string{"u"}},
	{Filter, []string{"ctrl+t"}, []string{"l"}},
	{Sort, []string{"ctrl+o"}, []string{"s"}},
	{New, []string{"ctrl+n"}, []string{"n"}},
	{Delete, []string{"ctrl+d"}, []string{"d"}},
	{SaveNow, []string{"ctrl+s"}, nil},
	{Language, []string{"ctrl+l"}, nil},
	{Quit, []string{"ctrl+q", "ctrl+c"}, []string{"q"}},
}

// Editing are the keys that belong to a text field while it has the focus.
// Backspace and ctrl+h both delete the letter before the cursor.
var Editing = []string{
	"left", "right", "home", "end", "backspace", "ctrl+h", "delete",
	"ctrl+left", "ctrl+right", "ctrl+a", "ctrl+e", "ctrl+w", "ctrl+u", "ctrl+k",
}

// always and resting are Bindings by key. Shifted letters mean the same, since
// CapsLock is often on in offices.
var always, resting = index()

func index() (map[string]Intent, map[string]Intent) {
	a, r := map[string]Intent{}, map[string]Intent{}
	for _, b := range Bindings {
		for _, k := range b.Always {
			a[k] = b.Intent
		}
		for _, k := range b.Resting {
			r[k] = b.Intent
			if up := strings.ToUpper(k); len(k) == 1 && up != k {
				r[up] = b.Intent
			}
		}
	}
	return a, r
}

// Label returns the key that is shown for i, as printed on keyboards: "F8",
// "Ctrl+P", "Enter", "↑"; "" if i has no binding.
func Label(i Intent) string {
	for _, b := range Bindings {
		if b.Intent == i {
			return KeyName(b.Always[0])
		}
	}
	return ""
}

// Labels returns every key of i as printed on keyboards, the shown one first.
func Labels(i Intent) []string {
	for _, b := range Bindings {
		if b.Intent == i {
			var out []string
			for _, k := range append(append([]string{}, b.Always...), b.Resting...) {
				out = append(out, KeyName(k))
			}
			return out
		}
	}
	return nil
}

// KeyName returns Bubble Tea's name of one key as keyboards print it.
func KeyName(name string) string {
	if s, ok := printed[name]; ok {
		return s
	}
	parts := strings.Split(name, "+")
	for i, p := range parts {
		if s, ok := printed[p]; ok {
			parts[i] = s
		} else if len(parts) > 1 || len(p) > 1 {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	if len(parts) == 2 && len(parts[1]) == 1 {
		return parts[0] + "+" + strings.ToUpper(parts[1])
	}
	return strings.Join(parts, "+")
}

var printed = map[string]string{
	"up": "↑", "down": "↓", "left": "←", "right": "→",
	"pgup": "PgUp", "pgdown": "PgDn",
}
