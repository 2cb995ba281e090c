package keys

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
)

// Binding is one intent with its keys, named as Bubble Tea names them.
type Binding struct {
	Intent Intent
	// Always works everywhere, also while typing; its first key is shown.
	Always key.Binding
	// Resting works only where no text field has the focus.
	Resting key.Binding
}

func bind(i Intent, always, resting []string) Binding {
	return Binding{i, key.NewBinding(key.WithKeys(always...)), key.NewBinding(key.WithKeys(resting...))}
}

// Bindings is every binding of the program, in the order of the help. The
// letters are those of the Vietnamese words: h hợp tác xã, a đánh giá, k kiểm
// tra, p bản in, c chốt, g gói, b báo cáo, t thí điểm, l lọc, s sắp xếp, n mới, d xóa.
var Bindings = []Binding{
	bind(Open, []string{"enter"}, nil),
	bind(Back, []string{"esc"}, nil),
	bind(Up, []string{"up"}, nil),
	bind(Down, []string{"down"}, nil),
	bind(PageUp, []string{"pgup"}, nil),
	bind(PageDown, []string{"pgdown"}, nil),
	bind(Home, []string{"ctrl+home"}, []string{"home"}),
	bind(End, []string{"ctrl+end"}, []string{"end"}),
	bind(Left, []string{"ctrl+pgup"}, []string{"left"}),
	bind(Right, []string{"ctrl+pgdown"}, []string{"right"}),
	bind(NextField, []string{"tab"}, nil),
	bind(PrevField, []string{"shift+tab"}, nil),

	bind(Help, []string{"f1"}, []string{"?"}),
	bind(Input, []string{"f2"}, nil),
	bind(Coops, []string{"f3"}, []string{"h"}),
	bind(Flag, []string{"f4"}, []string{"f"}),
	bind(Assess, []string{"f5"}, []string{"a"}),
	bind(Visit, []string{"f6"}, []string{"k"}),
	bind(Print, []string{"f7"}, []string{"p"}),
	bind(Finalise, []string{"f8"}, []string{"c"}),
	bind(Bundle, []string{"f9"}, []string{"g"}),
	bind(Conflict, []string{"f11"}, []string{"x"}),
	bind(Reports, []string{"f12"}, []string{"b"}),
	// Every function key has a page. Of the ctrl combinations only x is left that
	// no text field edits with, no terminal takes for itself (v pastes, \ ends a
	// program) and no input method switches with; there is no selection to cut.
	bind(Programme, []string{"ctrl+x"}, []string{"t"}),

	bind(Search, []string{"ctrl+f"}, []string{"/"}),
	bind(Palette, []string{"ctrl+p"}, []string{":"}),
	bind(Undo, []string{"ctrl+z"}, []string{"u"}),
	bind(Revert, []string{"ctrl+y"}, nil),
	bind(History, []string{"ctrl+r"}, []string{"r"}),
	bind(Filter, []string{"ctrl+t"}, []string{"l"}),
	bind(Sort, []string{"ctrl+o"}, []string{"s"}),
	bind(New, []string{"ctrl+n"}, []string{"n"}),
	bind(Delete, []string{"ctrl+d"}, []string{"d"}),
	bind(SaveNow, []string{"ctrl+s"}, nil),
	bind(Language, []string{"ctrl+g"}, nil),
	bind(Lock, []string{"ctrl+l"}, nil),
	bind(Security, []string{"f10", "ctrl+b"}, []string{"m"}),
	bind(Quit, []string{"ctrl+q", "ctrl+c"}, []string{"q"}),
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
		for _, k := range b.Always.Keys() {
			a[k] = b.Intent
		}
		for _, k := range b.Resting.Keys() {
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
			return KeyName(b.Always.Keys()[0])
		}
	}
	return ""
}

// Labels returns every key of i as printed on keyboards, the shown one first.
func Labels(i Intent) []string {
	for _, b := range Bindings {
		if b.Intent == i {
			var out []string
			for _, k := range append(append([]string{}, b.Always.Keys()...), b.Resting.Keys()...) {
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
