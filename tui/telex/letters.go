package telex

import "unicode"

// Within a word letters are single bytes: the ASCII letters as they are, the
// marked ones as capitals. A word then is a short string that tables can hold.
const (
	aCirc  = 'A' // â
	aBreve = 'B' // ă
	eCirc  = 'E' // ê
	oCirc  = 'O' // ô
	oHorn  = 'C' // ơ
	uHorn  = 'U' // ư
	dBar   = 'D' // đ
)

// tone is a tone by the digit that VNI has for it; 0 is none (ngang).
type tone uint8

const (
	acute tone = 1 // sắc
	grave tone = 2 // huyền
	heavy tone = 5 // nặng
)

// vowels are the letters that bear tones, in the order of their digits.
var vowels = map[byte][]rune{
	'a': []rune("aáàảãạ"), aBreve: []rune("ăắằẳẵặ"), aCirc: []rune("âấầẩẫậ"),
	'e': []rune("eéèẻẽẹ"), eCirc: []rune("êếềểễệ"),
	'i': []rune("iíìỉĩị"),
	'o': []rune("oóòỏõọ"), oCirc: []rune("ôốồổỗộ"), oHorn: []rune("ơớờởỡợ"),
	'u': []rune("uúùủũụ"), uHorn: []rune("ưứừửữự"),
	'y': []rune("yýỳỷỹỵ"),
}

// glyph returns the letter that is shown for a code.
func glyph(code byte, t tone, upper bool) rune {
	r := rune(code)
	if v, ok := vowels[code]; ok {
		r = v[t]
	} else if code == dBar {
		r = 'đ'
	}
	if upper {
		return unicode.ToUpper(r)
	}
	return r
}

// codeOf returns the code of a lower-case letter without tone.
func codeOf(r rune) byte {
	switch r {
	case 'â':
		return aCirc
	case 'ă':
		return aBreve
	case 'ê':
		return eCirc
	case 'ô':
		return oCirc
	case 'ơ':
		return oHorn
	case 'ư':
		return uHorn
	case 'đ':
		return dBar
	}
	return byte(r)
}

// baseOf takes the mark off a code.
func baseOf(code byte) byte {
	switch code {
	case aCirc, aBreve:
		return 'a'
	case eCirc:
		return 'e'
	case oCirc, oHorn:
		return 'o'
	case uHorn:
		return 'u'
	case dBar:
		return 'd'
	}
	return code
}

func isVowel(code byte) bool {
	_, ok := vowels[code]
	return ok
}

// tones are the keys of Telex for the tones; z is none.
func telexTone(key byte) (tone, bool) {
	switch key {
	case 'z':
		return 0, true
	case 's':
		return 1, true
	case 'f':
		return 2, true
	case 'r':
		return 3, true
	case 'x':
		return 4, true
	case 'j':
		return 5, true
	}
	return 0, false
}
