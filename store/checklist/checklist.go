// Package checklist holds the checklists of inspections (bảng kiểm) as data: a
// TOML file with an id, a revision and the items to look at, each with the
// ground that the law gives for it. A visit names the checklist it was made
// with. The package is pure.
package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"coopfield/store"
	"coopfield/store/tomlines"
)

// A Checklist is one checked revision: of an inspection, or the topics of a
// consultation.
type Checklist struct {
	ID       string
	Revision int64 // from 1
	Title    string
	Basis    string // the rule it follows, "" if none
	// Purposes are what it is offered for by itself: purposes of a visit, or
	// Consultation for a list of topics. Without one it can only be chosen; what
	// the province packs so is for general visits.
	Purposes []string
	Checks   []Check
	SHA256   string // of the file
}

// Consultation is the purpose of a list of topics that a consultation ticks.
const Consultation = "consultation"

// For reports whether the checklist is offered for a purpose by itself.
func (c *Checklist) For(purpose string) bool { return slices.Contains(c.Purposes, purpose) }

// Check returns the check of that id, false if the list has none.
func (c *Checklist) Check(id string) (Check, bool) {
	for _, x := range c.Checks {
		if x.ID == id {
			return x, true
		}
	}
	return Check{}, false
}

// A Check is one thing to look at: đạt, chưa đạt or không áp dụng.
type Check struct {
	ID    string
	Title string
	Basis string // Điều, khoản; "" if none
}

// The file as it is written. go-toml refuses keys that are not named here.
type rawFile struct {
	ID       string     `toml:"id"`
	Revision int64      `toml:"revision"`
	Title    string     `toml:"title"`
	Basis    string     `toml:"basis"`
	Purposes []string   `toml:"purposes"`
	Checks   []rawCheck `toml:"check"`
}

type rawCheck struct {
	ID    string `toml:"id"`
	Title string `toml:"title"`
	Basis string `toml:"basis"`
}

// Limits of a file.
const (
	maxChecks = 500
	maxText   = 1000 // letters
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// Load reads a checklist and checks all of it. name is what faults call the
// file. The error is a [store.Error] with code Invalid that wraps
// [store.FileFaults], each with its line and what to do.
func Load(name string, data []byte) (*Checklist, error) {
	l, c, raw, ok := &loader{file: name}, &Checklist{}, &rawFile{}, false
	if l.lines, l.faults, ok = tomlines.Decode(name, data, raw); ok {
		l.read(raw, c)
	}
	if err := l.faults.Refuse("bad-checklist", "bảng kiểm"); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	c.SHA256 = hex.EncodeToString(sum[:])
	return c, nil
}

type loader struct {
	file   string
	lines  tomlines.Lines
	faults store.FileFaults
}

func (l *loader) fault(line int, message, hint string) {
	l.faults = append(l.faults, store.FileFault{File: l.file, Line: line, Message: message, Hint: hint})
}

func (l *loader) read(raw *rawFile, c *Checklist) {
	c.ID, c.Revision, c.Title, c.Basis = raw.ID, raw.Revision, raw.Title, raw.Basis
	if !idForm.MatchString(raw.ID) {
		l.fault(1, fmt.Sprintf("mã %q không dùng được", raw.ID), "ghi id bằng chữ thường không dấu, số và gạch ngang")
	}
	if raw.Revision < 1 {
		l.fault(1, "chưa ghi số bản (revision), tính từ 1", "thêm dòng revision = 1")
	}
	l.text(1, "title", raw.Title, true)
	l.text(1, "basis", raw.Basis, false)
	c.Purposes = l.purposes(raw.Purposes)
	if len(raw.Checks) == 0 || len(raw.Checks) > maxChecks {
		l.fault(1, fmt.Sprintf("bảng kiểm có %d mục, cần từ 1 đến %d", len(raw.Checks), maxChecks), "mỗi mục là một khối [[check]]")
	}
	seen := map[string]bool{}
	for i, x := range raw.Checks {
		line := l.lines.At(fmt.Sprintf("check[%d]", i))
		if !store.ValidKey(x.ID) {
			l.fault(line, fmt.Sprintf("mã mục %q không dùng được", x.ID), "ghi id bằng chữ, số, gạch ngang, tối đa 64 ký tự")
		} else if seen[x.ID] {
			l.fault(line, fmt.Sprintf("mã mục %q lặp lại", x.ID), "đặt mã khác cho mục này")
		}
		seen[x.ID] = true
		l.text(line, "title", x.Title, true)
		l.text(line, "basis", x.Basis, false)
		c.Checks = append(c.Checks, Check(x))
	}
}

// purposes checks what the list says that it is for, each once.
func (l *loader) purposes(given []string) []string {
	known := append(slices.Clone(store.SpecOf(store.Visit).Field("purpose").Values), Consultation)
	var out []string
	for _, p := range given {
		switch {
		case !slices.Contains(known, p):
			l.fault(1, fmt.Sprintf("purposes có giá trị lạ %q", p), "các giá trị: "+strings.Join(known, ", "))
		case slices.Contains(out, p):
			l.fault(1, fmt.Sprintf("purposes ghi %q hai lần", p), "bỏ một lần")
		}
		out = append(out, p)
	}
	return out
}

// text checks one text of the file.
func (l *loader) text(line int, field, s string, needed bool) {
	switch {
	case needed && strings.TrimSpace(s) == "":
		l.fault(line, "chưa ghi "+field, "thêm "+field+" = \"…\"")
	case utf8.RuneCountInString(s) > maxText:
		l.fault(line, fmt.Sprintf("%s dài hơn %d chữ", field, maxText), "viết ngắn lại")
	case strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }):
		l.fault(line, field+" có ký tự điều khiển", "bỏ dấu xuống dòng và ký tự lạ")
	}
}
