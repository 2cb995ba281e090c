package vi

import (
	"regexp"
	"strings"
	gosync "sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The encodings that [OldEncoding] tells apart.
const (
	TCVN3 = "tcvn3" // fonts .VnTime, .VnArial: common in older documents of offices
	VNI   = "vni"   // fonts VNI-Times, VNI-Helve
)

// OldEncoding returns [TCVN3] or [VNI] if s looks like text that was written
// with such a font and read as Latin letters ("Hîp t¸c x·", "Hôïp taùc xaõ"
// for "Hợp tác xã"), and "" otherwise. It compares how many words become
// Vietnamese syllables, so names of other languages raise no alarm.
func OldEncoding(s string) string {
	if !hasLatin1(s) {
		return ""
	}
	var strange, tcvn, vni int
	for _, word := range strings.FieldsFunc(norm.NFC.String(s), betweenWords) {
		if !mixed(word) || isSyllable(word) {
			continue
		}
		strange++
		if isSyllable(fromTCVN3(word)) {
			tcvn++
		}
		if isSyllable(fromVNI(word)) {
			vni++
		}
	}
	switch best := max(tcvn, vni); {
	case best == 0 || 2*best < strange:
		return ""
	case tcvn > vni:
		return TCVN3
	default:
		return VNI
	}
}

// hasLatin1 reports whether s has a letter or sign of U+00A1 to U+00FF, which
// every unconverted text of some length has.
func hasLatin1(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0xa0 && r <= 0xff }) >= 0
}

// betweenWords is true for what parts words. The signs of Latin-1 do not: in
// old encodings they are letters.
func betweenWords(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && (r <= 0xa0 || r > 0xff)
}

// mixed reports whether word has both ASCII letters and signs of Latin-1.
func mixed(word string) bool {
	return hasLatin1(word) && strings.IndexFunc(word, func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }) >= 0
}

// tcvn3 lists the letters of TCVN 5712:1993, VN3, from code A1 on; a space is
// a code without a letter.
const tcvn3 = "ĂÂÊÔƠƯĐăâêôơưđ" + "      " + "àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"

var tcvn3Letters = gosync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	code := rune(0xa1)
	for _, r := range tcvn3 {
		if r != ' ' {
			m[code] = r
		}
		code++
	}
	return m
})

func fromTCVN3(word string) string {
	letters := tcvn3Letters()
	return strings.Map(func(r rune) rune {
		if v, ok := letters[r]; ok {
			return v
		}
		return r
	}, word)
}

// vniAlone are the letters that VNI writes with one code of their own.
var vniAlone = map[rune]rune{
	'ñ': 'đ', 'ö': 'ư', 'ô': 'ơ', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ',
	'Ñ': 'Đ', 'Ö': 'Ư', 'Ô': 'Ơ', 'Æ': 'Ỉ', 'Ó': 'Ĩ', 'Ò': 'Ị', 'Î': 'Ỵ',
}

// vniMarks are the codes that VNI writes behind a letter.
var vniMarks = map[rune]string{
	'ø': "\u0300", 'ù': "\u0301", 'û': "\u0309", 'õ': "\u0303", 'ï': "\u0323",
	'â': "\u0302", 'á': "\u0302\u0301", 'à': "\u0302\u0300", 'å': "\u0302\u0309", 'ã': "\u0302\u0303", 'ä': "\u0302\u0323",
	'ê': "\u0306", 'é': "\u0306\u0301", 'è': "\u0306\u0300", 'ú': "\u0306\u0309", 'ü': "\u0306\u0303", 'ë': "\u0306\u0323",
}

func fromVNI(word string) string {
	var b strings.Builder
	open := false // the letter before may take a mark
	for _, r := range word {
		if mark, ok := vniMarks[unicode.ToLower(r)]; ok && open {
			b.WriteString(mark)
			open = false
			continue
		}
		open = strings.ContainsRune("aeouyAEOUYöôÖÔ", r)
		if v, ok := vniAlone[r]; ok {
			r = v
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// syllable is the build of a Vietnamese syllable without its tone: an onset,
// and either a vowel that may be closed or one that ends in a glide.
var syllable = gosync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?` +
		`(?:(uyê|iê|yê|oa|oă|oe|oo|uâ|uă|ue|uê|uô|uơ|uy|ươ|[aăâeêioôơuưy])(ch|ng|nh|[cmnpt])?|` +
		`(uya|uyu|uây|uêu|uôi|ươi|ươu|iêu|yêu|oai|oao|oay|oeo|uao|uai|uay|` +
		`ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu))$`)
})

// isSyllable reports whether word is built like one Vietnamese syllable with
// at most one tone, which never stands on the glide.
func isSyllable(word string) bool {
	var b strings.Builder
	tones, last := 0, false
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		switch r {
		case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
			tones++
			last = true
		default:
			b.WriteRune(r)
			last = last && unicode.Is(unicode.Mn, r)
		}
	}
	parts := syllable().FindStringSubmatch(norm.NFC.String(b.String()))
	if parts == nil || tones > 1 {
		return false
	}
	const glide = 4
	return parts[glide] == "" || !last
}
