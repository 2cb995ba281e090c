package telex_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"coopfield/tui/telex"
)

// survive are words and codes that Telex leaves as they are typed.
const survive = `http https ftp www.coopfield.vn https://kontum.gov.vn/hoas/as.aspx hoa.tran@kontum.gov.vn lans@gmail.com hoaf@vnn.vn
	excel word windows Windows USB usb OCOP HTX UBND TNHH KH-UBND SKHĐT w3 W3 mp3 F2 x64 PDF DOCX XLSX JSON CSV
	Google Gmail Facebook Zalo Email online offline wifi Wifi WiFi web Web website laptop server http2 IPv6 SQLite
	PowerPoint Microsoft Android iPhone Bluetooth VietGAP GlobalGAP ISO HACCP ASEAN AFTA GDP USD VND EUR
	class press plus process desk task risk mask book look cook tool cool school street speed three
	data banana coco papaya area idea system support team plan model report standard export import project
	click drive sheet word2 version user users name file files folder disk stick restore backup print printer
	CV12 A4 TT01 TT-BKHĐT-01 NQ06 KT-XH 5kW kW two twin swim switch Swift wow web3 exec texts taxes desktop
	would work window view new flow below power jeep jump fax x509 zoom zero size freeze bronze
	office offline coffee different traffic message passenger assess password gross cross dress
	basis lists tests costs hosts trusts reference preference horses kansas tomorrow buffer suffer differ href
	cacao mangan kali`

func TestWordsAndCodesSurviveTelex(t *testing.T) {
	for _, w := range strings.Fields(survive) {
		for _, end := range []string{"", " ", "\n"} {
			if got := telex.Convert(byTelex, w+end); got != w+end {
				t.Errorf("%q becomes %q", w+end, got)
			}
		}
	}
}

// What is a Vietnamese syllable too cannot be told from one; the second press
// gives the English word.
func TestWordsThatAreSyllablesAreReachedByDoubling(t *testing.T) {
	gives(t, byTelex, "Test", "Tét", "Tesst", "Test", "bus", "bú", "buss", "bus", "how", "hơ", "howw", "how", "did", "đi", "didd", "did",
		"mama", "mâm", "mamaa", "mama", "offfice", "office", "seee", "see", "docss", "docs", "towwn", "town", "passs", "pass")
}

func TestCodesSurviveVNI(t *testing.T) {
	for _, w := range strings.Fields("13/4/2021 1.500 450.000.000 H2O CV12 B12 KH1185 TT01 m2 km2 http2 w3 mp3 x64 usb3 62 615 hoa1@x.vn https://a1.vn/a1 NQ06 F12 QĐ-15") {
		if got := telex.Convert(byVNI, w+" "); got != w+" " {
			t.Errorf("%q becomes %q", w, got)
		}
	}
	gives(t, byVNI, "A4", "Ã", "A44", "A4")
}

// shadow types keys and checks after each what must always hold.
func shadow(t interface{ Fatalf(string, ...any) }, o telex.Options, keys string) {
	p := newPaper(o)
	typed := []rune{}
	deleted := false
	for _, r := range keys {
		if r == '\b' {
			deleted = true
			before := len(p.runes)
			p.backspace()
			if len(p.runes) > before {
				t.Fatalf("%v %q: a backspace made %q", o, keys, p.text())
			}
			continue
		}
		typed = append(typed, r)
		p.edit(p.c.Key(r))
	}
	text := p.finish()
	if ascii(keys) && !norm.NFC.IsNormalString(text) {
		t.Fatalf("%v %q gives %q, which is not NFC", o, keys, text)
	}
	if deleted || !ascii(keys) {
		return
	}
	// What is no key of a mark or tone is there, in its order and case; only a w
	// adds a letter, the u of ư.
	got, want := keep(plain(text)), keep(string(typed))
	if got != want {
		t.Fatalf("%v %q gives %q: of %q it has %q", o, keys, text, want, got)
	}
	count := func(s, of string) int { return strings.Count(strings.ToLower(s), of) }
	if u := count(plain(text), "u"); u < count(keys, "u") || u > count(keys, "u")+count(keys, "w") {
		t.Fatalf("%v %q gives %q with %d u", o, keys, text, u)
	}
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// keep drops the keys of marks and tones, and u.
func keep(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeowdsfrxjz0123456789u", unicode.ToLower(r)) {
			return -1
		}
		return r
	}, s)
}

func FuzzComposer(f *testing.F) {
	for _, s := range []string{
		"Hopwj tacs xax", "tieengs\b\b\bs", "www", "wwww\b\bw", "uwowww\b", "HDDND", "vie\bêt\b\bệt", "a@b.c as", "https://as as", "c\u030cas",
		"ddangd\bd", "oooo", "ooo\bo", "thuow\bng", "w.w@w", "13a4\b6", "d9a8k1\b\b", "gieesng\b\b\b\b\b", "quow\b\bw",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, o := range []telex.Options{byTelex, byVNI, {Method: telex.Telex, NewStyle: true, PlainW: true}, {}} {
			shadow(t, o, strings.ToValidUTF8(s, ""))
		}
	})
}

// BenchmarkKey measures one key of running text; the limit is 20 µs.
func BenchmarkKey(b *testing.B) {
	for _, m := range []struct {
		o    telex.Options
		text string
	}{
		{byTelex, "Hopwj tacs xax noong nghieepj Ddawks Lawks ddax kieerm tra ddieeuf leej hoaf giair nguwowif ddungs teen windows excel\b\b\b "},
		{byVNI, "Ho75p ta1c xa4 no6ng nghie65p d9a8k1 la8k1 nguo72i d9u1ng te6n windows H2O\b\b\b "},
	} {
		b.Run(m.o.Method.String(), func(b *testing.B) {
			c := telex.New(m.o)
			keys := []rune(m.text)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if k := keys[i%len(keys)]; k == '\b' {
					c.Backspace()
				} else {
					c.Key(k)
				}
			}
		})
	}
}
