package telex_test

import (
	"strings"
	"testing"
	"unicode"

	"coopfield/tui/telex"
)

// The tables of the tests are their own: a rhyme is written with the sign ' behind the
// vowel that bears the tone, and with " behind the one that does in the old
// placement, ' in the new one.
const (
	onsetList = ` b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x`
	rhymeList = `a' a'c a'ch a'i a'm a'n a'ng a'nh a'o a'p a't a'u a'y
		ă'c ă'm ă'n ă'ng ă'p ă't â'c â'm â'n â'ng â'p â't â'u â'y
		e' e'c e'm e'n e'ng e'o e'p e't ê' ê'ch ê'm ê'n ê'nh ê'p ê't ê'u
		i' i'a i'ch i'm i'n i'nh i'p i't i'u iê'c iê'm iê'n iê'ng iê'p iê't iê'u
		o' o'c o'i o'm o'n o'ng o'p o't o"a' oa'c oa'ch oa'i oa'm oa'n oa'ng oa'nh oa'o oa'p oa't oa'y
		oă'c oă'm oă'n oă'ng oă't o"e' oe'n oe'o oe't oo'ng oo'c
		ô' ô'c ô'i ô'm ô'n ô'ng ô'p ô't ơ' ơ'i ơ'm ơ'n ơ'p ơ't
		u' u'c u'i u'm u'n u'ng u'p u't u'a uô'c uô'i uô'm uô'n uô'ng uô't
		uâ'n uâ'ng uâ't uâ'y uê' uê'ch uê'nh uơ'
		u"y' uy'a uy'ch uyê'n uyê't uy'nh uy't uy'u
		ư' ư'a ư'c ư'i ư'm ư'n ư'ng ư't ư'u ươ'c ươ'i ươ'm ươ'n ươ'ng ươ'p ươ't ươ'u
		y' yê'm yê'n yê'ng yê't yê'u`
	quRhymes = `a' a'ch a'i a'n a'ng a'nh a'o a't a'y ă'c ă'n ă'ng ă't â'n â'ng â't â'y
		e' e'n e'o e't ê' ê'n ê't ô'c ơ' y' y'ch yê'n yê't y'nh y't`
	toneMarks = "\x00\u0301\u0300\u0309\u0303\u0323" // in the order of VNI's digits
)

// syllable is one syllable by its parts.
type syllable struct {
	onset, rhyme string // without signs
	tone         int
	old, new     int // index of the letter of the rhyme that bears the tone
}

// syllables are all that are spelled as Vietnamese is.
func syllables() []syllable {
	var out []syllable
	for _, onset := range append(strings.Fields(onsetList), "") {
		list := rhymeList
		if onset == "qu" {
			list = quRhymes
		}
		for _, field := range strings.Fields(list) {
			s := syllable{onset: onset, old: -1}
			for _, r := range field {
				at := len([]rune(s.rhyme)) - 1
				switch r {
				case '"':
					s.old = at
				case '\'':
					s.new = at
				default:
					s.rhyme += string(r)
				}
			}
			if s.old < 0 {
				s.old = s.new
			}
			if !written(onset, s.rhyme) {
				continue
			}
			for t := range 6 {
				stop := strings.HasSuffix(s.rhyme, "c") || strings.HasSuffix(s.rhyme, "ch") || strings.HasSuffix(s.rhyme, "p") || strings.HasSuffix(s.rhyme, "t")
				if stop && t != 1 && t != 5 {
					continue
				}
				s.tone = t
				out = append(out, s)
			}
		}
	}
	return out
}

// written says which onsets stand before which vowels.
func written(onset, rhyme string) bool {
	first := []rune(rhyme)[0]
	front := strings.ContainsRune("eêiy", first)
	switch {
	case rhyme == "uơ":
		return onset == "h" || onset == "th" || onset == "kh"
	case first == 'y' && rhyme != "y":
		return onset == "" || onset == "qu"
	}
	switch onset {
	case "c", "ng":
		return !front
	case "k":
		return front
	case "g":
		return !front || rhyme == "i" || rhyme == "in" || strings.HasPrefix(rhyme, "iê")
	case "gh", "ngh":
		return front && first != 'y'
	case "gi":
		return first != 'i' && first != 'y' && first != 'ê'
	}
	return true
}

// String is the syllable as it must come out.
func (s syllable) write(newStyle bool) string {
	at := s.old
	if newStyle {
		at = s.new
	}
	var b strings.Builder
	b.WriteString(s.onset)
	for i, r := range []rune(s.rhyme) {
		b.WriteRune(r)
		if i == at && s.tone > 0 {
			b.WriteRune([]rune(toneMarks)[s.tone])
		}
	}
	return nfc(b.String())
}

// markKeys are the letter and the key of its mark.
func markKeys(m telex.Method, r rune) (letter rune, mark string) {
	both := map[rune][3]string{
		'â': {"a", "a", "6"}, 'ă': {"a", "w", "8"}, 'ê': {"e", "e", "6"}, 'ô': {"o", "o", "6"},
		'ơ': {"o", "w", "7"}, 'ư': {"u", "w", "7"}, 'đ': {"d", "d", "9"},
	}
	k, ok := both[r]
	if !ok {
		return r, ""
	}
	return rune(k[0][0]), k[m]
}

// order is when marks and tones are typed.
type order struct {
	markLast, barLast bool // at the end of the word, else behind the letter
	tone              int  // 0 at the end, 1 behind the vowels, 2 behind the vowel that bears it
}

// keys returns what is typed for s.
func (s syllable) keys(m telex.Method, o order) string {
	var b, end strings.Builder
	tone := ""
	if s.tone > 0 {
		tone = []string{"sfrxj", "12345"}[m-telex.Telex][s.tone-1 : s.tone]
	}
	put := func(r rune, last bool) {
		l, mark := markKeys(m, r)
		b.WriteRune(l)
		switch {
		case mark == "":
		case !last:
			b.WriteString(mark)
		case strings.Contains(s.rhyme, "ươ") && r == 'ơ': // one key marks both
		default:
			end.WriteString(mark)
		}
	}
	for _, r := range s.onset {
		put(r, o.barLast)
	}
	rhyme := []rune(s.rhyme)
	vowels := 0
	for vowels < len(rhyme) && strings.ContainsRune("aăâeêioôơuưy", rhyme[vowels]) {
		vowels++
	}
	for i, r := range rhyme {
		put(r, o.markLast)
		if m == telex.Telex && i == 1 && strings.HasPrefix(s.rhyme, "oo") {
			b.WriteString("o") // oo is ô, and a third o takes that back
		}
		if o.tone == 1 && i == vowels-1 || o.tone == 2 && i == s.old {
			b.WriteString(tone)
		}
	}
	b.WriteString(end.String())
	if o.tone == 0 {
		b.WriteString(tone)
	}
	return b.String()
}

func TestEverySyllableComesOutRightHoweverItIsTyped(t *testing.T) {
	all := syllables()
	if len(all) < 14000 {
		t.Fatalf("only %d syllables", len(all))
	}
	n, wrong := 0, 0
	check := func(o telex.Options, keys, want string) {
		n++
		if got := telex.Convert(o, keys); got != want && wrong < 40 {
			wrong++
			t.Errorf("%v %q gives %q, wanted %q", o.Method, keys, got, want)
		}
	}
	for i, s := range all {
		for _, m := range []telex.Method{telex.Telex, telex.VNI} {
			for _, style := range []bool{false, true} {
				o, want := telex.Options{Method: m, NewStyle: style}, s.write(style)
				for _, how := range []order{{}, {markLast: true}, {tone: 1}, {markLast: true, tone: 1}, {tone: 2}, {markLast: true, tone: 2}} {
					if strings.HasPrefix(s.rhyme, "oo") && how.tone == 2 {
						how.tone = 0
					}
					how.barLast = i%2 == 0
					keys := s.keys(m, how)
					check(o, keys, want)
					if style != (i%2 == 0) {
						check(o, strings.ToUpper(keys), strings.ToUpper(want))
						check(o, title(keys), title(want))
					}
				}
			}
		}
	}
	t.Logf("%d syllables, %d ways", len(all), n)
}

func title(s string) string {
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

func TestEverySyllableCanBeDeletedLetterByLetter(t *testing.T) {
	for _, s := range syllables() {
		for _, m := range []telex.Method{telex.Telex, telex.VNI} {
			p := newPaper(telex.Options{Method: m})
			p.typeAll(s.keys(m, order{}))
			for n := len([]rune(s.write(false))) - 1; n >= 0; n-- {
				before := p.text()
				p.backspace()
				if got := []rune(p.text()); len(got) != n || plain(string(got)) != plain(string([]rune(before)[:n])) {
					t.Fatalf("%v: a backspace made %q of %q", m, string(got), before)
				}
			}
		}
	}
}
