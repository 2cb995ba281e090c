//go:build unix

package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"coopfield/store/vi"
)

// Every planted value holds one of these words, so that one search finds any of
// them, a half-written one too, behind whatever stands before it.
const (
	markText  = "Kvỹzđắk Hợqx" // names, addresses, reasons: with marks
	markPhone = "9081726354"   // digits alone
	markASCII = "qzxvwkjhqy"   // e-mail, contents of files
	markCoop  = "Wỹkđắzw Ộxq"  // names of cooperatives, which may stand in plain
)

// planted are the values that no file may hold.
type planted struct{ values []string }

func (p *planted) add(v string) string {
	p.values = append(p.values, v)
	return v
}

// text, phone, email return a new value; what says what it stands for.
func (p *planted) text(what string) string {
	return p.add(fmt.Sprintf("%s %s %03d", what, markText, len(p.values)))
}

func (p *planted) phone() string { return p.add(fmt.Sprintf("%s%03d", markPhone, len(p.values))) }
func (p *planted) email() string {
	return p.add(fmt.Sprintf("%s%03d@thu.example", markASCII, len(p.values)))
}

// form is one way in which a word may be written.
type form struct {
	name string
	b    []byte
}

// formsOf returns the ways in which word may stand in a file: as typed, in NFD,
// in either case, folded, as a collation key, in UTF-16, escaped, in hex and in
// base64 at each of its three alignments.
func formsOf(word string) []form {
	var out []form
	add := func(name string, b []byte) {
		if len(b) >= 8 && !slices.ContainsFunc(out, func(f form) bool { return bytes.Equal(f.b, b) }) {
			out = append(out, form{name, b})
		}
	}
	for _, v := range []struct{ name, s string }{
		{"NFC", word},
		{"NFD", norm.NFD.String(word)},
		{"lower", strings.ToLower(word)},
		{"upper", strings.ToUpper(word)},
		{"NFD lower", norm.NFD.String(strings.ToLower(word))},
		{"folded", vi.Fold(word)},
		{"folded without spaces", strings.ReplaceAll(vi.Fold(word), " ", "")},
		{"folded with dashes", strings.ReplaceAll(vi.Fold(word), " ", "-")},
	} {
		b := []byte(v.s)
		add(v.name, b)
		var le, be []byte
		var esc strings.Builder
		for _, u := range utf16.Encode([]rune(v.s)) {
			le, be = append(le, byte(u), byte(u>>8)), append(be, byte(u>>8), byte(u))
			if u < 0x80 {
				esc.WriteByte(byte(u))
			} else {
				fmt.Fprintf(&esc, `\u%04x`, u)
			}
		}
		add(v.name+" UTF-16LE", le)
		add(v.name+" UTF-16BE", be)
		add(v.name+" escaped", []byte(esc.String()))
		add(v.name+" hex", []byte(hex.EncodeToString(b)))
		add(v.name+" HEX", bytes.ToUpper([]byte(hex.EncodeToString(b))))
		for shift := range 3 {
			for enc, e := range map[string]*base64.Encoding{"base64": base64.RawStdEncoding, "base64url": base64.RawURLEncoding} {
				s := e.EncodeToString(append(make([]byte, shift), b...))
				from, to := (shift*8+5)/6, (shift+len(b))*8/6 // letters that hang on word alone
				add(fmt.Sprintf("%s %s+%d", v.name, enc, shift), []byte(s[from:to]))
			}
		}
	}
	key := vi.SortKey(word)
	for i := 0; i+1 < len(key); i += 2 { // the first level of weights, which ends in two zeros
		if key[i] == 0 && key[i+1] == 0 {
			key = key[:i]
		}
	}
	add("collation key", key)
	return out
}

// leak is a planted word in a place where it must not be.
type leak struct{ place, form, around string }

func (l leak) String() string { return fmt.Sprintf("%s: %s: …%q…", l.place, l.form, l.around) }

// scanner looks for the planted words.
type scanner struct{ forms []form }

func newScanner(words ...string) *scanner {
	s := &scanner{}
	for _, w := range words {
		s.forms = append(s.forms, formsOf(w)...)
	}
	return s
}

// personal looks for all planted values.
func personal() *scanner { return newScanner(markText, markPhone, markASCII) }

// bytes returns what is found in b, also in what is compressed in it.
func (s *scanner) bytes(place string, b []byte) []leak {
	var out []leak
	for _, f := range s.forms {
		if i := bytes.Index(b, f.b); i >= 0 {
			out = append(out, leak{place, f.name, string(b[max(i-40, 0):min(i+len(f.b)+40, len(b))])})
		}
	}
	for at := 0; ; at++ {
		i := bytes.Index(b[at:], []byte{0x1f, 0x8b, 8})
		if i < 0 {
			return out
		}
		at += i
		if r, err := gzip.NewReader(bytes.NewReader(b[at:])); err == nil {
			plain, _ := io.ReadAll(io.LimitReader(r, 64<<20)) // what comes before the damage counts
			for _, f := range s.forms {
				if bytes.Contains(plain, f.b) {
					out = append(out, leak{place, "gzip " + f.name, ""})
				}
			}
		}
	}
}

// tree looks through all files below dir and at their names; allowed says which
// files a person wrote herself or are made to be read.
func (s *scanner) tree(t testing.TB, dir string, allowed func(rel string) bool) (out []leak, files int) {
	t.Helper()
	mustDo(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		if allowed != nil && allowed(rel) {
			return nil
		}
		out = append(out, s.bytes("name of "+rel, []byte(rel))...)
		if !d.Type().IsRegular() {
			return nil
		}
		b, err := os.ReadFile(path)
		files++
		out = append(out, s.bytes(rel, b)...)
		return err
	}))
	return out, files
}

// held counts which values stand as typed in the files below dir.
func (p *planted) held(t testing.TB, dir string, allowed func(rel string) bool) (missing []string) {
	t.Helper()
	var all []byte
	mustDo(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, path)
		if err != nil || !d.Type().IsRegular() || allowed != nil && allowed(rel) {
			return err
		}
		b, err := os.ReadFile(path)
		all = append(append(all, b...), 0)
		return err
	}))
	for _, v := range p.values {
		if !bytes.Contains(all, []byte(v)) {
			missing = append(missing, v)
		}
	}
	return missing
}

func TestTheScannerFindsAWordHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	s := personal()
	for _, word := range []string{markText, markPhone, markASCII} {
		for shift := range 3 {
			text := strings.Repeat("x", shift) + "Ông " + word + " 017."
			var packed bytes.Buffer
			z := gzip.NewWriter(&packed)
			_, _ = z.Write([]byte(text))
			mustDo(t, z.Close())
			for name, b := range map[string][]byte{
				"plain": []byte(text), "NFD": []byte(norm.NFD.String(text)), "folded": []byte(vi.Fold(text)),
				"hex": []byte(hex.EncodeToString([]byte(text))), "base64": []byte(base64.StdEncoding.EncodeToString([]byte(text))),
				"url": []byte(base64.RawURLEncoding.EncodeToString([]byte(vi.Fold(text)))), "sort key": vi.SortKey(text),
				"gzip": append([]byte("head"), packed.Bytes()...),
			} {
				if len(s.bytes("", b)) == 0 {
					t.Errorf("%s of %q is not found", name, text)
				}
			}
		}
	}
	if got := s.bytes("", []byte(strings.ToLower(markCoop)+vi.Fold(markCoop))); len(got) > 0 {
		t.Errorf("what may stand in plain is found: %v", got)
	}
}
