package telex

import (
	"strings"
	gosync "sync"
)

// The onsets of Vietnamese, and clusters that only names of other peoples of
// the highlands have. Telex knows those few clusters that hardly begin an
// English word with a doubled vowel behind; VNI, whose digits nobody types by
// chance, knows more.
const (
	nativeOnsets = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
	nameOnsets   = "bl br chr dr đr hl hm hn hr j kb kl kp kr ksr ml mn mr pl pr px sr w xr xt"
	wideOnsets   = "cl cr gl gr jr kd km kn ks lh mb md mđ mp nd nđ pn rl rm rn st tl"
)

// The rhymes of Vietnamese, and those that only such names have.
const (
	nativeRhymes = `a ac ach ai am an ang anh ao ap at au ay
		ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
		e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
		i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
		o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay
		oăc oăm oăn oăng oăt oe oen oeo oet oong ooc
		ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
		u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt
		uâc uân uâng uât uây uê uêch uên uênh uêu uơ
		uy uya uych uyên uyêt uynh uyp uyt uyu
		ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
		y yêm yên yêng yêt yêu`
	afterQu = `a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây
		e en eng eo et ê êch ên ênh êt i in it ơ ơi ơn ơt ôc o y ych yên yêt ynh yt yp`
	nameRhymes = "ak ăk ek ik ok uk ưk ơk ă ăh ơh ưh ôh êh ơng êng"
	wideRhymes = "âh âk êk ôk iêk ươk ăl âl êl ôl ơl ưl iêl ăr âr êr ôr ơr ưr iêr ươr uôr ôông ôôc oăk oak ing"
)

// kind says where an onset or a rhyme belongs.
type kind uint8

const (
	native kind = 1 + iota
	name        // of names, in both methods
	wide        // of names, in VNI alone
)

// spelling is what the tables hold, by code.
type spelling struct {
	onsets  map[string]kind // whole onsets
	heads   map[string]kind // and what begins one
	rhymes  map[string]kind // whole rhymes
	begins  map[string]kind // what begins a rhyme, while its marks may still be missing
	qu      map[string]kind // whole rhymes behind qu
	quHeads map[string]kind
}

// spell returns the tables, made when they are first asked for.
var spell = gosync.OnceValue(func() *spelling {
	s := &spelling{
		map[string]kind{}, map[string]kind{}, map[string]kind{}, map[string]kind{}, map[string]kind{}, map[string]kind{},
	}
	put := func(m map[string]kind, key string, k kind) {
		if old, ok := m[key]; !ok || k < old {
			m[key] = k
		}
	}
	onsets := func(list string, k kind) {
		for _, o := range strings.Fields(list) {
			c := codes(o)
			put(s.onsets, c, k)
			for i := 1; i <= len(c); i++ {
				for _, l := range loosen(c[:i]) {
					put(s.heads, l, k)
				}
			}
		}
	}
	rhymes := func(whole, begins map[string]kind, list string, k kind) {
		for _, r := range strings.Fields(list) {
			c := codes(r)
			put(whole, c, k)
			for i := 1; i <= len(c); i++ {
				for _, l := range loosen(c[:i]) {
					put(begins, l, k)
				}
			}
		}
	}
	onsets(nativeOnsets, native)
	onsets(nameOnsets, name)
	onsets(wideOnsets, wide)
	rhymes(s.rhymes, s.begins, nativeRhymes, native)
	rhymes(s.rhymes, s.begins, nameRhymes, name)
	rhymes(s.rhymes, s.begins, wideRhymes, wide)
	rhymes(s.qu, s.quHeads, afterQu, native)
	return s
})

func codes(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, codeOf(r))
	}
	return string(b)
}

// loosen returns s with each choice of its marks left out: what may stand there
// before the key of the mark comes.
func loosen(s string) []string {
	out := []string{""}
	for i := range len(s) {
		n := len(out)
		for j := range n {
			if b := baseOf(s[i]); b != s[i] {
				out = append(out, out[j]+string(b))
			}
			out[j] += string(s[i])
		}
	}
	return out
}

// split returns where the rhyme of letters begins, len(letters) if there is none
// yet. The u of qu and the i of gi belong to the onset, that of "gì" and "giếng"
// to the rhyme.
func split(letters string) int {
	at := 0
	for at < len(letters) && !isVowel(letters[at]) {
		at++
	}
	switch {
	case at != 1 || at >= len(letters):
	case letters[0] == 'q' && letters[1] == 'u':
		return 2
	case letters[0] == 'g' && letters[1] == 'i' && len(letters) > 2 && (letters[2] != eCirc || len(letters) == 3):
		if _, ok := spell().begins[letters[2:]]; ok && isVowel(letters[2]) {
			return 2
		}
	}
	return at
}

// spelled reports whether an onset is written before a vowel: c, g and ng stand
// before the back vowels, gh and ngh before the front ones. k is free, for names
// such as Kon and Kà.
func spelled(onset string, first byte) bool {
	front := first == 'e' || first == 'i' || first == 'y'
	switch onset {
	case "c":
		return !front
	case "g":
		return first != 'e' && first != 'y'
	case "ng":
		return !front
	case "gh", "ngh":
		return first == 'e' || first == 'i'
	case "gi":
		return first != 'i' && first != 'y'
	}
	return true
}

// coda returns the consonants at the end of a rhyme.
func coda(rhyme string) string {
	at := len(rhyme)
	for at > 0 && !isVowel(rhyme[at-1]) {
		at--
	}
	return rhyme[at:]
}

// stopped reports whether a rhyme ends in a stop, which takes sắc or nặng alone.
func stopped(rhyme string) bool {
	switch coda(rhyme) {
	case "c", "ch", "k", "p", "t":
		return true
	}
	return false
}

func marked(s string) bool {
	for i := range len(s) {
		if baseOf(s[i]) != s[i] {
			return true
		}
	}
	return false
}

// viable reports whether letters with a tone are a syllable or can become one by
// further letters and marks.
func viable(letters string, t tone, m Method) bool {
	s := spell()
	most := name
	if m == VNI {
		most = wide
	}
	at := split(letters)
	if at == len(letters) {
		k, ok := s.heads[letters]
		return ok && k <= most && t == 0
	}
	onset, rhyme := letters[:at], letters[at:]
	kOnset := native
	if onset != "" {
		k, ok := s.onsets[onset]
		if !ok || k > most || !spelled(onset, baseOf(rhyme[0])) {
			return false
		}
		kOnset = k
	}
	begins := s.begins
	if onset == "qu" {
		begins = s.quHeads
	}
	if k, ok := begins[rhyme]; !ok || k > most {
		return false
	}
	if strings.HasPrefix(rhyme, "y") && len(rhyme) > 1 && onset != "" && onset != "qu" {
		return false
	}
	switch {
	case t == 0:
		return true
	case stopped(rhyme) && t != acute && t != heavy:
		return false
	case m == VNI || marked(rhyme):
		return true
	case kOnset > native && (t != grave || rhyme[0] != 'a') && !stopped(rhyme):
		return false // Đăk Blà, but "plus" and "href" have such onsets too
	case coda(rhyme) == "k" && t == acute && onset != "p" && letters[0] != dBar: // Ngọk and Pék, but "desk"
		return false
	}
	return true
}

// whole reports whether letters with a tone are a syllable as they stand.
func whole(letters string, t tone) bool {
	s := spell()
	at := split(letters)
	if at == len(letters) {
		return letters == string(byte(dBar)) // đồng
	}
	onset, rhyme := letters[:at], letters[at:]
	if onset != "" && s.onsets[onset] == 0 {
		return false
	}
	rhymes := s.rhymes
	if onset == "qu" {
		rhymes = s.qu
	}
	if rhymes[rhyme] == 0 {
		return onset == "" && rhyme == "UC" // nothing else can be meant by "uow"
	}
	if rhyme == "B" {
		return onset == "kp" || onset == "kr" // Kpă, but no lă
	}
	if rhyme == "uC" && !opensUo(onset) {
		return false
	}
	// Names in the official lists end in stops without a tone: Đăk, Kon Brăp.
	return t != 0 || !stopped(rhyme) || coda(rhyme) == "k" || rhyme[0] == aBreve
}

// opensUo reports whether uơ may end a syllable behind an onset: thuở, huơ.
func opensUo(onset string) bool { return onset == "h" || onset == "th" || onset == "kh" }

// bearer returns which letter of a rhyme bears the tone.
func bearer(rhyme string, newStyle bool) int {
	n := len(rhyme) - len(coda(rhyme)) // vowels
	for i := n - 1; i >= 0; i-- {
		if baseOf(rhyme[i]) != rhyme[i] {
			return i // ươ: the second, ưa: the first
		}
	}
	switch {
	case n <= 1:
		return 0
	case n >= 3:
		return 1
	case n < len(rhyme):
		return 1
	}
	switch rhyme {
	case "oa", "oe", "uy":
		if newStyle {
			return 1
		}
	case "uC", "oo":
		return 1
	}
	return 0
}
