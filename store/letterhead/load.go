package letterhead

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"coopfield/store"
	"coopfield/store/tomlines"
	"coopfield/store/vi"
)

// The file as it is written. go-toml refuses keys that are not named here.
type rawFile struct {
	ID          string          `toml:"id"`
	Revision    int64           `toml:"revision"`
	Title       string          `toml:"title"`
	Basis       string          `toml:"basis"`
	Letterheads []rawLetterhead `toml:"letterhead"`
	Forms       []rawForm       `toml:"form"`
}

type rawLetterhead struct {
	Role     string `toml:"role"`
	Level    string `toml:"level"`
	Unit     string `toml:"unit"`
	From     string `toml:"from"`
	Until    string `toml:"until"`
	Superior string `toml:"superior"`
	Name     string `toml:"name"`
	Symbol   string `toml:"symbol"`
	Place    string `toml:"place"`
	Archive  string `toml:"archive"`
}

type rawForm struct {
	ID         string            `toml:"id"`
	Kind       string            `toml:"kind"`
	Form       string            `toml:"form"`
	Scheme     string            `toml:"scheme"`
	Number     string            `toml:"number"`
	About      map[string]string `toml:"about"`
	Recipients []string          `toml:"recipients"`
	Notes      []string          `toml:"notes"`
	Classes    []rawClass        `toml:"class"`
	Signatures []rawSignature    `toml:"signature"`
}

type rawClass struct {
	Title  string    `toml:"title"`
	Figure string    `toml:"figure"`
	Steps  []rawStep `toml:"steps"`
}

type rawStep struct {
	Title string `toml:"title"`
	To    int64  `toml:"to"`
	With  bool   `toml:"with"`
}

type rawSignature struct {
	Title string `toml:"title"`
	Under string `toml:"under"`
	Who   string `toml:"who"`
}

// Limits of a file.
const (
	maxRows = 500
	maxText = 600 // letters
)

// Load reads a set and checks all of it. name is what faults call the file. The
// error is a [store.Error] with code Invalid that wraps [store.FileFaults], each
// with its line and what to do.
func Load(name string, file []byte) (*Set, error) {
	sum := sha256.Sum256(file)
	l, s, raw, ok := &loader{file: name}, &Set{SHA256: hex.EncodeToString(sum[:])}, &rawFile{}, false
	if l.lines, l.faults, ok = tomlines.Decode(name, file, raw); ok {
		l.read(raw, s)
	}
	if err := l.faults.Refuse("bad-papers", "thể thức giấy tờ in"); err != nil {
		return nil, err
	}
	return s, nil
}

type loader struct {
	file   string
	lines  tomlines.Lines
	faults store.FileFaults
}

func (l *loader) fault(line int, message, hint string) {
	l.faults = append(l.faults, store.FileFault{File: l.file, Line: line, Message: message, Hint: hint})
}

func (l *loader) read(raw *rawFile, s *Set) {
	s.ID, s.Revision, s.Title, s.Basis = raw.ID, raw.Revision, raw.Title, raw.Basis
	if raw.ID != ID {
		l.fault(1, fmt.Sprintf("mã %q không dùng được", raw.ID), `ghi id = "papers": mỗi tỉnh có một bộ thể thức`)
	}
	if raw.Revision < 1 {
		l.fault(1, "chưa ghi số bản (revision), tính từ 1", "thêm dòng revision = 1")
	}
	l.text(1, "title", raw.Title, true)
	l.text(1, "basis", raw.Basis, false)
	if n := len(raw.Letterheads); n == 0 || n > maxRows {
		l.fault(1, fmt.Sprintf("có %d khối [[letterhead]], cần từ 1 đến %d", n, maxRows), "mỗi cơ quan là một khối [[letterhead]]")
	}
	if n := len(raw.Forms); n > maxRows {
		l.fault(1, fmt.Sprintf("có %d khối [[form]], nhiều nhất là %d", n, maxRows), "bỏ bớt khối [[form]]")
	}
	for i, x := range raw.Letterheads {
		l.letterhead(l.lines.At(fmt.Sprintf("letterhead[%d]", i)), x)
		s.Letterheads = append(s.Letterheads, Letterhead{
			Role: store.Role(x.Role), Level: x.Level, Unit: x.Unit, From: x.From, Until: x.Until,
			Superior: x.Superior, Name: x.Name, Symbol: x.Symbol, Place: x.Place, Archive: x.Archive,
		})
	}
	seen := map[string]bool{}
	for i := range raw.Forms {
		x, line := &raw.Forms[i], l.lines.At(fmt.Sprintf("form[%d]", i))
		if seen[x.ID] {
			l.fault(line, fmt.Sprintf("mã giấy %q lặp lại", x.ID), "bỏ một khối [[form]]")
		}
		seen[x.ID] = true
		s.Forms = append(s.Forms, l.form(line, x))
	}
}

func (l *loader) letterhead(line int, x rawLetterhead) {
	if x.Role != "" && !store.Role(x.Role).Valid() {
		l.fault(line, fmt.Sprintf("không có vai trò %q", x.Role), "ghi role là officer, advisor hoặc province; bỏ dòng này nếu là vai trò nào cũng được")
	}
	for _, d := range []string{x.From, x.Until} {
		if d != "" && !vi.ValidDate(d) {
			l.fault(line, fmt.Sprintf("ngày %q không đúng", d), `ghi như "2025-06-30"`)
		}
	}
	for _, t := range [][2]string{{"superior", x.Superior}, {"name", x.Name}, {"symbol", x.Symbol}, {"place", x.Place}, {"archive", x.Archive}} {
		l.text(line, t[0], t[1], false)
	}
}

func (l *loader) form(line int, x *rawForm) Form {
	if !slices.Contains([]string{ScoreSheet, Visit, Consultation, RegistrationList, MinistryList, Handover, ProgrammeReport, CompletionPlan}, x.ID) {
		l.fault(line, fmt.Sprintf("không có giấy %q", x.ID), "các giấy: score-sheet, visit, consultation, registration-list, ministry-list, handover, programme-report, completion-plan")
	}
	l.text(line, "kind", x.Kind, true)
	l.text(line, "form", x.Form, false)
	l.text(line, "scheme", x.Scheme, false)
	l.text(line, "number", x.Number, false)
	for k, t := range x.About {
		l.text(line, "about."+k, t, true)
	}
	for _, t := range slices.Concat(x.Recipients, x.Notes) {
		l.text(line, "recipients/notes", t, true)
	}
	f := Form{ID: x.ID, Kind: x.Kind, Form: x.Form, Scheme: x.Scheme, Number: x.Number, About: x.About, Recipients: x.Recipients, Notes: x.Notes}
	for _, c := range x.Classes {
		f.Classes = append(f.Classes, l.class(line, c))
	}
	if len(x.Signatures) > 8 {
		l.fault(line, "có hơn 8 ô ký", "bỏ bớt khối [[form.signature]]")
	}
	for _, g := range x.Signatures {
		if !slices.Contains(whos, g.Who) {
			l.fault(line, fmt.Sprintf("không biết người ký %q", g.Who), "who là một trong: "+strings.Join(whos[1:], ", ")+"; hoặc để trống")
		}
		l.text(line, "signature.title", g.Title, true)
		l.text(line, "signature.under", g.Under, false)
		f.Signatures = append(f.Signatures, Signature(g))
	}
	return f
}

func (l *loader) class(line int, x rawClass) Class {
	c := Class{Title: x.Title, Figure: x.Figure}
	l.text(line, "class.title", x.Title, true)
	figure, ok := store.FigureByID(x.Figure)
	if !ok {
		l.fault(line, fmt.Sprintf("không có chỉ tiêu %q", x.Figure), "ghi mã của một chỉ tiêu năm, như members hoặc total_capital")
	}
	scale := int64(1)
	for range figure.Scale() {
		scale *= 10
	}
	last := int64(0)
	for i, s := range x.Steps {
		l.text(line, "class.steps.title", s.Title, true)
		if s.To < 0 || s.To > 1e15 || (s.To <= last) != (i == len(x.Steps)-1 && s.To == 0) {
			l.fault(line, "các mức của "+x.Title+" không tăng dần", "ghi to tăng dần; riêng mức cuối không có to")
		}
		last = s.To
		c.Steps = append(c.Steps, Step{s.Title, s.To * scale, s.With})
	}
	return c
}

// text checks one text of the file.
func (l *loader) text(line int, field, s string, needed bool) {
	switch {
	case needed && strings.TrimSpace(s) == "":
		l.fault(line, "chưa ghi "+field, "thêm "+field+" = \"…\"")
	case utf8.RuneCountInString(s) > maxText:
		l.fault(line, fmt.Sprintf("%s dài hơn %d chữ", field, maxText), "viết ngắn lại")
	case s != vi.Clean(s, false):
		l.fault(line, field+" có ký tự điều khiển, dấu cách thừa hoặc chữ chưa ở dạng NFC", "gõ lại dòng này")
	}
	for _, p := range placeholder.FindAllString(s, -1) {
		if !slices.Contains(names, p[1:len(p)-1]) {
			l.fault(line, fmt.Sprintf("%s có %s mà chương trình không biết", field, p), "các chỗ điền được: {"+strings.Join(names, "}, {")+"}")
		}
	}
}

// names are what may stand in {}.
var names = []string{"unit", "UNIT", "province", "PROVINCE", "coop", "year", "no", "symbol", "archive", "from", "taker", "TAKER"}
