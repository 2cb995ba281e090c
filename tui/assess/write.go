package assess

import (
	"math"
	"regexp"
	"strings"

	"coopfield/store/scheme"
	"coopfield/store/vi"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
	"coopfield/tui/theme"
)

// points writes points as paper does, "4,5".
func points(p scheme.Points) string { return vi.FormatScaled(int64(p), 2) }

// total writes a sum of points with one decimal at least, "72,0".
func total(p scheme.Points) string { return vi.FormatPoints(int64(p)) }

// score writes points of a maximum; what is not known is left open.
func score(p, most *scheme.Points) string {
	text := "–"
	if p != nil {
		text = points(*p)
	}
	if most != nil {
		text += "/" + points(*most)
	}
	return text
}

// figure writes a computed value with its unit; đồng are rounded to whole ones.
func figure(v float64, unit, word string) string {
	if math.IsNaN(v) || math.Abs(v) > 1e15 {
		return "–"
	}
	text := ""
	if unit == "đồng" {
		text = vi.FormatInt(int64(math.Round(v)))
	} else {
		text = vi.FormatScaled(int64(math.Round(v*100)), 2)
	}
	if word == "" {
		return text
	}
	return text + " " + word
}

// scaled writes an integer by scale, with amounts of money cut short where a
// line is narrow.
func scaled(n int64, scale int, unit string, short bool) string {
	if short && unit == "đồng" {
		return strings.Replace(strings.TrimSuffix(vi.Short(n), " đồng"), " triệu", " tr", 1)
	}
	return vi.FormatScaled(n, scale)
}

// shownUnit is the unit of the figure shown beside an item. A scheme names none
// for it, so a share (an expression that multiplies by a hundred) is in percent
// and anything else in the unit that all its figures have.
func shownUnit(s *scheme.Scheme, it *scheme.Item) string {
	switch {
	case it.Unit != "":
		return it.Unit
	case strings.Contains(it.Shows, "100"):
		return "%"
	}
	unit := ""
	for i, id := range it.Facts {
		f, _ := s.Fact(id)
		if i > 0 && f.Unit != unit {
			return ""
		}
		unit = f.Unit
	}
	return unit
}

// factTitle leaves out what a figure's title explains in brackets, and the
// words that tell nothing.
func factTitle(title string) string {
	if i := strings.Index(title, " ("); i > 0 && strings.HasSuffix(title, ")") {
		title = title[:i]
	}
	for _, h := range []string{"Tổng ", "Trích ", "Số "} {
		if rest, ok := strings.CutPrefix(title, h); ok {
			r := []rune(rest)
			return strings.ToUpper(string(r[:1])) + string(r[1:])
		}
	}
	return title
}

// factLabel is a figure's title in so many cells: where it is too long short
// forms stand in it, then it loses its middle, since many differ in their end.
func factLabel(t *theme.Theme, title string, width int) string {
	title = factTitle(title)
	if page.Width(title) > width {
		title = leaf.Abbreviate(title)
	}
	return page.CutMiddle(t, title, width)
}

var (
	documentNo    = regexp.MustCompile(`số (\d+/\d+)`)
	documentKinds = []struct{ name, short string }{{"Thông tư", "TT"}, {"Nghị định", "NĐ"}, {"Quyết định", "QĐ"}}
)

// shortBasis is how people call the document of a scheme, "TT 01/2020".
func shortBasis(s *scheme.Scheme) string {
	no := documentNo.FindStringSubmatch(s.Basis)
	if no == nil {
		return s.ID
	}
	for _, k := range documentKinds {
		if strings.HasPrefix(s.Basis, k.name) {
			return k.short + " " + no[1]
		}
	}
	return no[1]
}
