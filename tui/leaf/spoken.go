package leaf

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/text"
)

// coded finds the fields that the store names by their code.
var coded = regexp.MustCompile(`mục ([a-z][a-z_0-9]*(?:\.[A-Za-z0-9_-]+)*)`)

// Named puts what name returns, in quotes, in the place of every field that the
// store names by its code, and leaves the code where that is "".
func Named(said string, name func(store.Path) string) string {
	var out strings.Builder
	from := 0
	for _, at := range coded.FindAllStringSubmatchIndex(said, -1) {
		after, _ := utf8.DecodeRuneInString(said[at[1]:])
		word := name(said[at[2]:at[3]])
		if word == "" || at[1] < len(said) && unicode.IsLetter(after) { // "mục toàn …" names no field "to"
			continue
		}
		out.WriteString(said[from:at[0]] + `"` + word + `"`)
		from = at[1]
	}
	return out.String() + said[from:]
}

// Spoken is what the store says of a record of kind k, "" for an unknown one,
// with the words of the interface in the place of the codes of fields: "mục
// ended: sớm hơn mục started" becomes "Kết thúc lúc": sớm hơn "Bắt đầu lúc".
//
// The store cannot say it so itself: its sentence becomes the reason of a verdict,
// which every store must find again byte for byte when it judges the same change
// anew, and commands speak to people who write the codes.
func Spoken(w *text.Words, k store.Kind, said string) string {
	names := New(&page.Context{Words: w}, nil)
	return Named(said, func(p store.Path) string {
		// A whole group, such as the points of a column, has no word of its own.
		if s := names.word(k, p+".*"); isGroup(k, p) && strings.Contains(s, "%s") {
			return strings.TrimSpace(strings.ReplaceAll(s, "%s", ""))
		}
		if label := names.Label(k, p, ""); label != p {
			return label
		}
		return ""
	})
}

func isGroup(k store.Kind, p store.Path) bool {
	s := store.SpecOf(k)
	if s == nil {
		return false
	}
	f := s.Field(p)
	return f != nil && f.Type == store.TypeMap
}

// Verdict is [Spoken] of why an op does not count. What a person wrote in refusing
// one stays as it is.
func Verdict(w *text.Words, k store.Kind, v store.Verdict, why string) string {
	if v == store.RefusedOp {
		return why
	}
	return Spoken(w, k, why)
}
