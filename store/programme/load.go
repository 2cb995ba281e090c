package programme

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	gosync "sync"

	"coopfield/store"
	"coopfield/store/tomlines"
)

//go:embed data/*.toml
var data embed.FS

var embedded = gosync.OnceValues(func() ([]*Programme, error) {
	entries, err := data.ReadDir("data")
	if err != nil {
		return nil, fmt.Errorf("reading embedded programmes: %w", err)
	}
	var all []*Programme
	for _, e := range entries {
		file, err := data.ReadFile("data/" + e.Name())
		if err != nil {
			return nil, fmt.Errorf("reading an embedded programme: %w", err)
		}
		p, err := Load(e.Name(), file)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
})

// Embedded returns the programmes built into the program, as first revisions,
// ordered by id. The slice is shared.
func Embedded() ([]*Programme, error) { return embedded() }

// Load reads the file of a programme and checks all of it: keys, ids, days,
// thresholds, every expression. name is what faults call the file. The error
// is a [store.Error] with code Invalid that wraps [store.FileFaults], every
// fault found, each with its line and what to do.
func Load(name string, file []byte) (*Programme, error) {
	l := loader{file: name, seen: map[string]int{}}
	p, raw, ok := &Programme{}, &rawFile{}, false
	if l.lines, l.faults, ok = tomlines.Decode(name, file, raw); ok {
		l.programme(raw, p)
	}
	if err := l.faults.Refuse("bad-programme", "chương trình"); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(file)
	p.SHA256 = hex.EncodeToString(sum[:])
	return p, nil
}

// The file as it is written. go-toml refuses keys that are not named here.
type (
	rawFile struct {
		ID           string         `toml:"id"`
		Revision     int64          `toml:"revision"`
		Title        string         `toml:"title"`
		Basis        string         `toml:"basis"`
		Province     string         `toml:"province"`
		Scheme       string         `toml:"scheme"`
		ScoreColumn  string         `toml:"score_column"`
		PilotsMin    int            `toml:"pilots_min"`
		EntryScore   rawPoints      `toml:"entry_score"`
		EntryYear    int            `toml:"entry_year"`
		ExitScore    rawPoints      `toml:"exit_score"`
		Closing      string         `toml:"closing_report"`
		KeepBaseline bool           `toml:"never_below_baseline"`
		ProfitYears  int            `toml:"profit_years"`
		Stages       []rawStage     `toml:"stage"`
		Objectives   []rawObjective `toml:"objective"`
		Conditions   []rawCondition `toml:"condition"`
		Priorities   []rawPriority  `toml:"priority"`
		Dossier      []rawEntry     `toml:"dossier"`
		Models       []rawModel     `toml:"model"`
		Funding      []rawEntry     `toml:"funding"`
		LegalBases   []rawEntry     `toml:"legal_basis"`
		Actions      []rawEntry     `toml:"action"`
		Supports     []rawEntry     `toml:"support"`
		Offices      []rawOffice    `toml:"office"`
		Deadlines    []rawDeadline  `toml:"deadline"`
		TieBreaks    []rawTieBreak  `toml:"tie_break"`
	}
	rawEntry struct {
		ID    string `toml:"id"`
		Title string `toml:"title"`
	}
	rawObjective struct {
		ID     string `toml:"id"`
		Title  string `toml:"title"`
		Check  string `toml:"check"`
		Open   string `toml:"open"`
		Value  string `toml:"value"`
		Target string `toml:"target"`
	}
	rawStage struct {
		ID     string  `toml:"id"`
		Title  string  `toml:"title"`
		From   rawDate `toml:"from"`
		To     rawDate `toml:"to"`
		Latest rawDate `toml:"latest"`
		After  string  `toml:"after"`
	}
	rawCondition struct {
		ID    string `toml:"id"`
		Title string `toml:"title"`
		Check string `toml:"check"`
	}
	rawPriority struct {
		ID      string     `toml:"id"`
		Title   string     `toml:"title"`
		Check   string     `toml:"check"`
		Any     bool       `toml:"any"`
		Grounds []rawEntry `toml:"ground"`
	}
	rawModel struct {
		ID    string `toml:"id"`
		Title string `toml:"title"`
		Field string `toml:"field"`
	}
	rawOffice struct {
		ID       string `toml:"id"`
		Title    string `toml:"title"`
		Tasks    string `toml:"tasks"`
		Receives string `toml:"receives"`
		Role     string `toml:"role"`
		Field    string `toml:"field"`
	}
	rawDeadline struct {
		ID     string  `toml:"id"`
		Title  string  `toml:"title"`
		Level  string  `toml:"level"`
		Due    string  `toml:"due"`
		On     rawDate `toml:"on"`
		Before bool    `toml:"before"`
		Todo   string  `toml:"todo"`
		To     string  `toml:"to"`
		Asks   string  `toml:"asks"`
		Report string  `toml:"report"`
		Period string  `toml:"period"`
	}
)

type rawTieBreak struct {
	ID    string `toml:"id"`
	Title string `toml:"title"`
	Value string `toml:"value"`
	Order string `toml:"order"`
}

// rawPoints keeps a number of points as written, to be read exactly and
// refused with its line.
type rawPoints string

// UnmarshalText takes the number as it stands.
func (r *rawPoints) UnmarshalText(text []byte) error { *r = rawPoints(text); return nil }

// rawDate is a [toml.LocalDate]; the decoder would take text for one too and
// then refuse it without its line.
type rawDate any

// A loader checks a file and collects what is wrong with it.
type loader struct {
	file   string
	faults store.FileFaults
	lines  tomlines.Lines
	seen   map[string]int // lines of the ids of each list
}

func (l *loader) fault(line int, message, hint string) {
	l.faults = append(l.faults, store.FileFault{File: l.file, Line: line, Message: message, Hint: hint})
}

// at reports a fault of the value at path, "stage[1].to".
func (l *loader) at(path, hint, format string, args ...any) {
	l.fault(l.lines.At(path), fmt.Sprintf(format, args...), hint)
}
