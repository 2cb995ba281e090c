// Package theme turns the few meanings that the interface draws (dim, selected,
// good, bad …) into styles for the terminal at hand: light, dark, mono and high
// contrast, with 16 colours or none, borders in Unicode or ASCII.
//
// Colour never carries meaning alone: whoever draws a state also draws a letter
// or a sign of [Glyphs]. The mono theme keeps every distinction with bold,
// underline and reverse, so NO_COLOR loses nothing.
package theme

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Name names a theme in the settings.
type Name string

// The themes.
const (
	Dark     Name = "dark"
	Light    Name = "light"
	Contrast Name = "contrast"
	Mono     Name = "mono"
)

// Names lists the themes in the order of the settings.
var Names = []Name{Dark, Light, Contrast, Mono}

// Options choose a theme.
type Options struct {
	Name    Name // Dark if empty
	Colours int  // 0 none, 16, 256 or 1<<24
	ASCII   bool // borders and signs in ASCII, for the old console fonts
}

// Theme is one set of styles. It is made by [New] and never changed.
type Theme struct {
	Name  Name
	Glyph Glyphs

	Text     lipgloss.Style // body
	Dim      lipgloss.Style // what may be overlooked: dates, hints
	Title    lipgloss.Style // panel titles, breadcrumb's last part
	Frame    lipgloss.Style // first and last line
	Key      lipgloss.Style // a key's name in the key line
	Border   lipgloss.Style // panel borders
	Focus    lipgloss.Style // border and title of the focused panel
	Selected lipgloss.Style // the row under the cursor
	Field    lipgloss.Style // an input without focus
	Input    lipgloss.Style // the input that has the focus
	Good     lipgloss.Style // done, kept, better
	Warn     lipgloss.Style // soon due, provisional
	Bad      lipgloss.Style // overdue, refused, worse
	Info     lipgloss.Style // neutral news
	Match    lipgloss.Style // what a search found
	Dialog   lipgloss.Style // body of an overlay

	ratings map[string]lipgloss.Style
}

// Glyphs are the signs of a theme; each is one cell wide.
type Glyphs struct {
	TopLeft, TopRight, BottomLeft, BottomRight string
	Horizontal, Vertical                       string
	TeeLeft, TeeRight, TeeTop, TeeBottom       string // ├ ┤ ┬ ┴
	Full, Empty                                string // bar
	Spark                                      []string
	Sep                                        string // between breadcrumb parts
	Dot                                        string // between hints
	Unsent, Up, Down                           string // ● ▲ ▼
	Check, Cross, Same, Wait                   string // ✓ ✗ = …
	Flag, Cursor, Ellipsis                     string // ⚑ ▸ …
	More, Less                                 string // scroll marks ↓ ↑
}

// Unicode are the signs for terminals with a usual font.
var Unicode = Glyphs{
	TopLeft: "┌", TopRight: "┐", BottomLeft: "└", BottomRight: "┘",
	Horizontal: "─", Vertical: "│", TeeLeft: "├", TeeRight: "┤", TeeTop: "┬", TeeBottom: "┴",
	Full: "█", Empty: "░", Spark: []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
	Sep: "▸", Dot: "·", Unsent: "●", Up: "▲", Down: "▼",
	Check: "✓", Cross: "✗", Same: "=", Wait: "…", Flag: "⚑", Cursor: "▸", Ellipsis: "…",
	More: "↓", Less: "↑",
}

// ASCII are the signs for consoles whose font has no line drawing.
var ASCII = Glyphs{
	TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+",
	Horizontal: "-", Vertical: "|", TeeLeft: "+", TeeRight: "+", TeeTop: "+", TeeBottom: "+",
	Full: "#", Empty: ".", Spark: []string{"_", ".", ":", "-", "=", "+", "*", "#"},
	Sep: ">", Dot: "-", Unsent: "*", Up: "^", Down: "v",
	Check: "v", Cross: "x", Same: "=", Wait: "~", Flag: "!", Cursor: ">", Ellipsis: "~",
	More: "v", Less: "^",
}

// tokens are the colours of a theme, as ANSI numbers so that 16 colours
// suffice; the terminal's own palette decides the shade.
type tokens struct {
	text, dim, title, border, focus, good, warn, bad, info string
	reverse                                                bool // selection by reverse video instead of a background
	selectedFg, selectedBg                                 string
}

var palettes = map[Name]tokens{
	Dark: {
		text: "", dim: "8", title: "15", border: "8", focus: "14", good: "10", warn: "11", bad: "9", info: "14",
		selectedFg: "15", selectedBg: "4",
	},
	Light: {
		text: "", dim: "8", title: "0", border: "8", focus: "4", good: "2", warn: "5", bad: "1", info: "4",
		selectedFg: "15", selectedBg: "4",
	},
	Contrast: {
		text: "15", dim: "15", title: "15", border: "15", focus: "11", good: "10", warn: "11", bad: "9", info: "14",
		reverse: true,
	},
	Mono: {reverse: true},
}

// New makes a theme.
func New(o Options) *Theme {
	if _, ok := palettes[o.Name]; !ok {
		o.Name = Dark
	}
	if o.Colours == 0 {
		o.Name = Mono
	}
	r := lipgloss.NewRenderer(io.Discard)
	r.SetHasDarkBackground(o.Name != Light)
	switch {
	case o.Colours == 0:
		r.SetColorProfile(termenv.ANSI) // bold and reverse are no colours
	case o.Colours <= 16:
		r.SetColorProfile(termenv.ANSI)
	case o.Colours <= 256:
		r.SetColorProfile(termenv.ANSI256)
	default:
		r.SetColorProfile(termenv.TrueColor)
	}
	return build(r, o)
}

func build(r *lipgloss.Renderer, o Options) *Theme {
	p := palettes[o.Name]
	style := func(fg string) lipgloss.Style {
		s := r.NewStyle()
		if fg != "" {
			s = s.Foreground(lipgloss.Color(fg))
		}
		return s
	}
	t := &Theme{Name: o.Name, Glyph: Unicode}
	if o.ASCII {
		t.Glyph = ASCII
	}
	t.Text = style(p.text)
	t.Dim = style(p.dim)
	t.Title = style(p.title).Bold(true)
	t.Frame = style(p.text)
	t.Key = style(p.focus).Bold(true)
	t.Border = style(p.border)
	t.Focus = style(p.focus).Bold(true)
	t.Selected = r.NewStyle().Reverse(true)
	if !p.reverse {
		t.Selected = style(p.selectedFg).Background(lipgloss.Color(p.selectedBg))
	}
	t.Field = style(p.text)
	t.Input = style(p.text).Underline(true)
	t.Good = style(p.good)
	t.Warn = style(p.warn)
	t.Bad = style(p.bad).Bold(true)
	t.Info = style(p.info)
	t.Match = style(p.warn).Underline(true)
	t.Dialog = style(p.text)
	t.ratings = map[string]lipgloss.Style{
		"good":    style(p.good).Bold(true),
		"fair":    style(p.info),
		"average": style(p.warn),
		"weak":    style(p.bad).Bold(true),
	}
	return t
}

// Rating returns the style of a rating band by its id in the scheme (good,
// fair, average, weak); bands that a scheme invents are drawn as text. The
// caller always writes the band's name or letter too.
func (t *Theme) Rating(id string) lipgloss.Style {
	if s, ok := t.ratings[id]; ok {
		return s
	}
	return t.Text
}

// Plain returns the theme of tests and of terminals without any attribute: its
// styles add no escape sequences at all.
func Plain() *Theme {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.Ascii)
	return build(r, Options{Name: Mono})
}

// Detect chooses the options from the environment: NO_COLOR (any value but
// empty), COLORTERM, TERM, and COOPFIELD_ASCII; dark is assumed, since asking
// the terminal for its background may wait for seconds. goos is runtime.GOOS.
func Detect(getenv func(string) string, goos string) Options {
	o := Options{Name: Dark, Colours: 16}
	term := getenv("TERM")
	switch {
	case getenv("NO_COLOR") != "" || term == "dumb":
		o.Colours = 0
	case strings.Contains(getenv("COLORTERM"), "truecolor") || strings.Contains(getenv("COLORTERM"), "24bit"):
		o.Colours = 1 << 24
	case strings.Contains(term, "256color"):
		o.Colours = 256
	}
	switch {
	case getenv("COOPFIELD_ASCII") != "":
		o.ASCII = true
	case goos == "windows":
		o.ASCII = false // the console writes UTF-16; fonts of Windows 10 have these signs
	case goos != "windows":
		lang := getenv("LC_ALL")
		if lang == "" {
			lang = getenv("LC_CTYPE")
		}
		if lang == "" {
			lang = getenv("LANG")
		}
		lang = strings.ToLower(lang)
		o.ASCII = (lang == "c" || lang == "posix") && term != "" && !strings.Contains(lang, "utf")
	}
	return o
}
