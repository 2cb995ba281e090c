package oplog_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/oplog"
)

const (
	devA = "00112233445566778899aabbccddeeff"
	entA = "01932f6e-1c00-7abc-8def-0123456789ab"
	entB = "01932f6e-1c00-7abc-8def-0123456789ac"
)

func hashOf(s string) store.Hash { return sha256.Sum256([]byte(s)) }

func goldenOp() *store.Op {
	base := []store.Hash{hashOf("a"), hashOf("b")} // ca97…, 3e23…
	base[0], base[1] = base[1], base[0]
	return &store.Op{
		V: 1, ID: "0f0e0d0c0b0a09080706050403020100", Dev: devA, Ep: 1, Seq: 7, At: 1795392900123,
		Actor: "Nguyễn Văn Mẫu", App: "0.1.0", Typ: store.Assessment, Ent: entA, Base: base, Kind: store.OpAmend,
		Ref: map[string]store.RefData{"tt01-2020": {Revision: 2, SHA256: strings.Repeat("5c", 32)}},
		Set: store.Doc{
			"self":     store.Doc{"1a": int64(450), "1b": nil, "10": int64(-5)},
			"reason":   store.Doc{"1a": "dòng 1\n\tdòng \"2\" \\ hết"},
			"complete": true,
		},
		Why: "nhập nhầm", Att: []string{strings.Repeat("ab", 32)}, Sig: "c2ln",
	}
}

const goldenLine = `{"v":1,"op":"0f0e0d0c0b0a09080706050403020100","dev":"00112233445566778899aabbccddeeff","ep":1,"seq":7,"at":1795392900123,` +
	`"actor":"Nguyễn Văn Mẫu","app":"0.1.0","typ":"assessment","ent":"01932f6e-1c00-7abc-8def-0123456789ab",` +
	`"base":["3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d","ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"],` +
	`"kind":"amend","ref":{"tt01-2020":{"revision":2,"sha256":"5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c"}},` +
	`"set":{"complete":true,"reason":{"1a":"dòng 1\u000a\u0009dòng \"2\" \\ hết"},"self":{"10":-5,"1a":450,"1b":null}},` +
	`"why":"nhập nhầm","att":["abababababababababababababababababababababababababababababababab"],"sig":"c2ln"}`

func TestAnOpHasTheBytesAndTheHashOfTheDesign(t *testing.T) {
	line, err := oplog.Encode(goldenOp())
	if err != nil {
		t.Fatal(err)
	}
	if string(line) != goldenLine {
		t.Fatalf("line\n%s\nwant\n%s", line, goldenLine)
	}
	prev := oplog.Genesis(devA, 1, store.Hash{})
	// The same by another way: plain concatenation of what the design says.
	g := sha256.Sum256([]byte("coopfield-epoch v1\n" + devA + "\n1\n\n"))
	if prev != store.Hash(g) {
		t.Errorf("genesis %v, want %x", prev, g)
	}
	h := sha256.New()
	h.Write([]byte("coopfield-op v1\n"))
	h.Write(g[:])
	h.Write([]byte(goldenLine))
	if got := oplog.Hash(prev, line); got.String() != hex.EncodeToString(h.Sum(nil)) {
		t.Errorf("hash %v, want %x", got, h.Sum(nil))
	}
	if got, want := oplog.Hash(prev, line).String(), goldenHash; got != want {
		t.Errorf("hash %s, want %s", got, want)
	}
	c := sha256.Sum256([]byte("coopfield-epoch v1\n" + devA + "\n2\n" + prev.String() + "\n"))
	if got := oplog.Genesis(devA, 2, prev); got != store.Hash(c) {
		t.Errorf("genesis of a continued epoch %v, want %x", got, c)
	}
	a, b := hashOf("a"), hashOf("b")
	m := sha256.Sum256([]byte("coopfield-merge v1\n" + b.String() + "\n" + a.String() + "\n"))
	if got := oplog.MergeRev([]store.Hash{a, b}); got != store.Hash(m) || oplog.MergeRev([]store.Hash{b, a, b}) != got {
		t.Errorf("merge revision %v, want %x in any order", got, m)
	}
}

func TestWhatIsSignedIsTheLineWithoutSignature(t *testing.T) {
	op := goldenOp()
	want := strings.Replace(goldenLine, `"sig":"c2ln"`, `"sig":""`, 1)
	if got := oplog.SigningBytes(op); string(got) != want {
		t.Errorf("got %s", got)
	}
	if op.Sig != "c2ln" {
		t.Error("the op was changed")
	}
	op.Actor = "\x1b[2J"
	if got := oplog.SigningBytes(op); got != nil {
		t.Errorf("an op that has no line was given for signing: %s", got)
	}
}

func TestTheLineIsJSONThatOthersReadTheSameWay(t *testing.T) {
	var v struct {
		Op  string
		Set map[string]any
	}
	if err := json.Unmarshal([]byte(goldenLine), &v); err != nil {
		t.Fatal(err)
	}
	if got := v.Set["reason"].(map[string]any)["1a"]; got != "dòng 1\n\tdòng \"2\" \\ hết" {
		t.Errorf("got %q", got)
	}
}

func TestEncodeRefusesWhatHasNoLine(t *testing.T) {
	deep := store.Doc{"x": int64(1)}
	for range oplog.MaxDepth {
		deep = store.Doc{"x": deep}
	}
	for name, change := range map[string]func(*store.Op){
		"NFD":            func(op *store.Op) { op.Actor = norm.NFD.String(op.Actor) },
		"control":        func(op *store.Op) { op.Why = "a\rb" },
		"escape":         func(op *store.Op) { op.Set = store.Doc{"a": "\x1b]52;c;x\a"} },
		"DEL":            func(op *store.Op) { op.Set = store.Doc{"a": "\x7f"} },
		"C1":             func(op *store.Op) { op.Set = store.Doc{"a": "\u009b"} },
		"invalid UTF-8":  func(op *store.Op) { op.App = "\xff" },
		"float":          func(op *store.Op) { op.Set = store.Doc{"a": 4.5} },
		"int":            func(op *store.Op) { op.Set = store.Doc{"a": 4} },
		"list":           func(op *store.Op) { op.Set = store.Doc{"a": []string{"b"}} },
		"key with dot":   func(op *store.Op) { op.Set = store.Doc{"a.b": "c"} },
		"empty key":      func(op *store.Op) { op.Set = store.Doc{"": "c"} },
		"long key":       func(op *store.Op) { op.Set = store.Doc{strings.Repeat("k", 65): "c"} },
		"too deep":       func(op *store.Op) { op.Set = deep },
		"too long":       func(op *store.Op) { op.Why = strings.Repeat("x", oplog.MaxLine) },
		"unsorted base":  func(op *store.Op) { op.Base[0], op.Base[1] = op.Base[1], op.Base[0] },
		"repeated base":  func(op *store.Op) { op.Base[1] = op.Base[0] },
		"uppercase id":   func(op *store.Op) { op.ID = strings.ToUpper(op.ID) },
		"short device":   func(op *store.Op) { op.Dev = "00" },
		"attachment":     func(op *store.Op) { op.Att = []string{"x"} },
		"reference hash": func(op *store.Op) { op.Ref = map[string]store.RefData{"a": {Revision: 1}} },
		"reference id": func(op *store.Op) {
			op.Ref = map[string]store.RefData{"a/b": {Revision: 1, SHA256: strings.Repeat("0", 64)}}
		},
		"a newer encoding": func(op *store.Op) { op.V = 2 },
	} {
		op := goldenOp()
		change(op)
		dst := []byte("kept")
		got, err := oplog.AppendEncode(dst, op)
		if store.CodeOf(err) != store.Invalid || store.DetailOf(err) != oplog.DetailEncoding || string(got) != "kept" {
			t.Errorf("%s: got %.40q, %v", name, got, err)
		}
	}
}

func TestItemsWithoutLeavesAreLeftOut(t *testing.T) {
	op := goldenOp()
	op.Set = store.Doc{"a": store.Doc{}, "b": store.Doc{"c": store.Doc{"d": store.Doc{}}}, "e": int64(1), "f": store.Doc{}}
	line, err := oplog.Encode(op)
	if err != nil || !bytes.Contains(line, []byte(`"set":{"e":1},`)) {
		t.Errorf("%s %v", line, err)
	}
	op.Set = nil
	line, err = oplog.Encode(op)
	if err != nil || !bytes.Contains(line, []byte(`"set":{},`)) {
		t.Errorf("%s %v", line, err)
	}
}

func replace(old, new string) func(string) string {
	return func(s string) string {
		if !strings.Contains(s, old) {
			panic("the golden line has no " + old)
		}
		return strings.Replace(s, old, new, 1)
	}
}

func TestDecodeRefusesEveryOtherSpelling(t *testing.T) {
	deep := strings.Repeat(`{"x":`, oplog.MaxDepth+1) + "1" + strings.Repeat("}", oplog.MaxDepth+1)
	cases := map[string]func(string) string{
		"duplicate top key":      replace(`"ep":1,`, `"ep":1,"ep":1,`),
		"duplicate key in set":   replace(`"10":-5,`, `"10":-5,"10":-5,`),
		"duplicate item":         replace(`"self":{`, `"self":{"1a":1},"self":{`),
		"duplicate reference":    replace(`"tt01-2020":{`, `"tt01-2020":{"revision":2,"sha256":"`+strings.Repeat("5c", 32)+`"},"tt01-2020":{`),
		"case variant":           replace(`"seq":7`, `"SEQ":7`),
		"case variant beside":    replace(`"seq":7`, `"seq":7,"SEQ":9`),
		"float":                  replace(`450`, `450.0`),
		"exponent":               replace(`450`, `1e2`),
		"leading zero":           replace(`450`, `0450`),
		"plus":                   replace(`450`, `+450`),
		"minus zero":             replace(`-5`, `-0`),
		"too big":                replace(`450`, `9223372036854775808`),
		"no digits":              replace(`450`, `-`),
		"NFD":                    norm.NFD.String,
		"space after colon":      replace(`"ep":1`, `"ep": 1`),
		"space after comma":      replace(`,"ep"`, `, "ep"`),
		"space in front":         func(s string) string { return " " + s },
		"LF at the end":          func(s string) string { return s + "\n" },
		"trailing bytes":         func(s string) string { return s + "{}" },
		"unknown field":          replace(`"att":`, `"more":1,"att":`),
		"unknown field at end":   replace(`"sig":"c2ln"}`, `"sig":"c2ln","x":1}`),
		"missing field":          replace(`"app":"0.1.0",`, ``),
		"missing last field":     replace(`,"sig":"c2ln"`, ``),
		"fields in other order":  replace(`"ep":1,"seq":7`, `"seq":7,"ep":1`),
		"unsorted keys":          replace(`"10":-5,"1a":450`, `"1a":450,"10":-5`),
		"unsorted base":          func(s string) string { return swapBase(s) },
		"repeated base":          replace(`ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb`, `3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d`),
		"uppercase hex":          replace(`aabbccddeeff`, `AABBCCDDEEFF`),
		"uppercase base":         replace(`ca978112`, `CA978112`),
		"short hex":              replace(`00112233`, `112233`),
		"escaped solidus":        replace(`0.1.0`, `0\/1`),
		"escaped letter":         replace(`ễ`, `\u1ec5`),
		"escaped Latin letter":   replace(`0.1.0`, `\u00e9`),
		"escaped ASCII letter":   replace(`0.1.0`, `\u0041`),
		"short escape":           replace(`\u000a`, `\n`),
		"uppercase escape":       replace(`\u000a`, `\u000A`),
		"lone surrogate":         replace(`0.1.0`, `\ud800`),
		"surrogate in UTF-8":     replace(`0.1.0`, "\xed\xa0\x80"),
		"invalid UTF-8":          replace(`0.1.0`, "\xff"),
		"escaped NUL":            replace(`0.1.0`, `\u0000`),
		"escaped ESC":            replace(`0.1.0`, `\u001b`),
		"escaped CR":             replace(`\u000a`, `\u000d\u000a`),
		"raw NUL":                replace(`0.1.0`, "\x00"),
		"raw LF":                 replace(`\u000a`, "\n"),
		"raw DEL":                replace(`0.1.0`, "\x7f"),
		"raw C1":                 replace(`0.1.0`, "\u009b"),
		"escape cut off":         func(s string) string { return s[:strings.Index(s, `\u000a`)+3] },
		"too deep":               replace(`"complete":true`, `"complete":`+deep),
		"much too deep":          replace(`"complete":true`, `"complete":`+strings.Repeat(`{"x":`, 100000)),
		"too long":               replace(`nhập nhầm`, strings.Repeat("x", oplog.MaxLine)),
		"list in set":            replace(`true`, `[1]`),
		"empty item":             replace(`true`, `{}`),
		"bad literal":            replace(`true`, `truE`),
		"key with dot":           replace(`"complete"`, `"comp.lete"`),
		"empty key":              replace(`"complete"`, `""`),
		"null for text":          replace(`"nhập nhầm"`, `null`),
		"number for text":        replace(`"nhập nhầm"`, `1`),
		"text for number":        replace(`"seq":7`, `"seq":"7"`),
		"null set":               replace(`"att":["`+strings.Repeat("ab", 32)+`"]`, `"att":null`),
		"comma at end of array":  replace(`"],"kind"`, `",],"kind"`),
		"comma at start":         replace(`"base":[`, `"base":[,`),
		"version zero":           replace(`"v":1`, `"v":0`),
		"negative version":       replace(`"v":1`, `"v":-1`),
		"version as float":       replace(`"v":1`, `"v":1.0`),
		"empty":                  func(string) string { return "" },
		"only an object":         func(string) string { return "{}" },
		"newer, no chain fields": func(string) string { return `{"v":2,"dev":"` + devA + `"}` },
		"newer, not JSON":        func(s string) string { return replace(`"v":1`, `"v":2`)(s) + "x" },
		"newer, seq twice":       func(s string) string { return replace(`"seq":7`, `"seq":7,"seq":8`)(replace(`"v":1`, `"v":2`)(s)) },
		"newer, v twice":         func(s string) string { return replace(`"seq":7`, `"seq":7,"v":1`)(replace(`"v":1`, `"v":2`)(s)) },
		"newer, SEQ only":        func(s string) string { return replace(`"seq":7`, `"SEQ":7`)(replace(`"v":1`, `"v":2`)(s)) },
		"newer, invalid UTF-8":   func(s string) string { return replace(`0.1.0`, "\xff")(replace(`"v":1`, `"v":2`)(s)) },
	}
	for name, change := range cases {
		op, err := oplog.Decode([]byte(change(goldenLine)))
		if op != nil || store.CodeOf(err) != store.Damaged || store.DetailOf(err) != oplog.DetailEncoding {
			t.Errorf("%s: got %+v, %v", name, op, err)
		}
	}
}

func swapBase(s string) string {
	a, b := hashOf("a").String(), hashOf("b").String()
	return strings.NewReplacer(a, b, b, a).Replace(s)
}

func TestEveryByteOfALineMatters(t *testing.T) {
	prev := oplog.Genesis(devA, 1, store.Hash{})
	want := oplog.Hash(prev, []byte(goldenLine))
	for i := range goldenLine {
		if _, err := oplog.Decode([]byte(goldenLine[:i])); err == nil {
			t.Errorf("cut at %d: accepted", i)
		}
		for _, mask := range []byte{0x01, 0x20, 0x80} {
			b := []byte(goldenLine)
			b[i] ^= mask
			op, err := oplog.Decode(b)
			if err != nil {
				continue
			}
			again, err := oplog.Encode(op)
			if err != nil || !bytes.Equal(again, b) || oplog.Hash(prev, b) == want {
				t.Errorf("byte %d mask %#x: %s", i, mask, b)
			}
		}
	}
}

func TestAnOpOfANewerEncodingKeepsItsPlace(t *testing.T) {
	line := `{"v":2,"op":"0f0e0d0c0b0a09080706050403020100","dev":"` + devA + `","ep":3,"seq":9,"at":5,"typ":"visit","ent":"` + entA + `","weight":1.5,"list":[1,{"seq":1}]}`
	op, err := oplog.Decode([]byte(line))
	if !errors.Is(err, oplog.ErrNewerVersion) {
		t.Fatal(err)
	}
	if op.V != 2 || op.Dev != devA || op.Ep != 3 || op.Seq != 9 || op.Typ != store.Visit || op.Ent != entA {
		t.Errorf("%+v", op)
	}
	first := goldenOp()
	first.Ep, first.Seq = 3, 8
	l1, err := oplog.Encode(first)
	if err != nil {
		t.Fatal(err)
	}
	ops, head, err := oplog.VerifyChain(devA, 3, 8, hashOf("x"), [][]byte{l1, []byte(line)})
	if err != nil || len(ops) != 2 {
		t.Fatal(err)
	}
	if ops[0].Verdict != store.Counted || ops[1].Verdict != store.WaitVersion || head != ops[1].Hash || string(ops[1].Line) != line {
		t.Errorf("%+v", ops)
	}
}

func genText(t *rapid.T, name string) string {
	s := rapid.StringOf(rapid.OneOf(
		rapid.SampledFrom([]rune("aăâbcđeêgơư \"\\\n\tắặằộ/{}[]:,0\u00a0\u2028😀")),
		rapid.Rune(),
	)).Draw(t, name)
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}

func genDoc(t *rapid.T, depth int) store.Doc {
	d := store.Doc{}
	for _, k := range rapid.SliceOfNDistinct(rapid.StringMatching(`[A-Za-z0-9_-]{1,8}`), 0, 5, rapid.ID[string]).Draw(t, "keys") {
		switch rapid.IntRange(0, 4).Draw(t, "leaf") {
		case 0:
			d[k] = genText(t, "text")
		case 1:
			d[k] = rapid.Int64().Draw(t, "n")
		case 2:
			d[k] = rapid.Bool().Draw(t, "b")
		case 3:
			d[k] = nil
		case 4:
			if depth < oplog.MaxDepth {
				if sub := genDoc(t, depth+1); len(sub) > 0 {
					d[k] = sub
				}
			}
		}
	}
	return d
}

func genHash(t *rapid.T) store.Hash { return hashOf(rapid.StringN(0, 3, -1).Draw(t, "hash")) }

func genOp(t *rapid.T) *store.Op {
	hex32 := rapid.StringMatching(`[0-9a-f]{32}`)
	op := &store.Op{
		V: 1, ID: hex32.Draw(t, "op"), Dev: hex32.Draw(t, "dev"),
		Ep: rapid.Int64().Draw(t, "ep"), Seq: rapid.Int64().Draw(t, "seq"), At: rapid.Int64().Draw(t, "at"),
		Actor: genText(t, "actor"), App: genText(t, "app"), Typ: store.Kind(genText(t, "typ")), Ent: genText(t, "ent"),
		Kind: store.OpKind(genText(t, "kind")), Set: genDoc(t, 1), Why: genText(t, "why"), Sig: genText(t, "sig"),
	}
	base := map[store.Hash]bool{}
	for range rapid.IntRange(0, 3).Draw(t, "bases") {
		base[genHash(t)] = true
	}
	op.Base = sortedKeys(base)
	for range rapid.IntRange(0, 2).Draw(t, "refs") {
		if op.Ref == nil {
			op.Ref = map[string]store.RefData{}
		}
		op.Ref[rapid.StringMatching(`[a-z0-9_-][a-z0-9._-]{0,8}`).Draw(t, "ref")] = store.RefData{
			Revision: rapid.Int64().Draw(t, "rev"), SHA256: genHash(t).String(),
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "atts") {
		op.Att = append(op.Att, genHash(t).String())
	}
	return op
}

func TestWhatIsEncodedIsReadBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		op := genOp(t)
		line, err := oplog.Encode(op)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(line) || bytes.IndexByte(line, '\n') >= 0 {
			t.Fatalf("not one line of JSON: %q", line)
		}
		got, err := oplog.Decode(line)
		if err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		if !reflect.DeepEqual(got, op) {
			t.Fatalf("got %+v\nwant %+v", got, op)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(goldenLine))
	f.Fuzz(func(t *testing.T, line []byte) {
		op, err := oplog.Decode(line)
		if errors.Is(err, oplog.ErrNewerVersion) {
			if op.V < 2 || op.Seq < 1 || op.Ep < 1 || len(op.Dev) != 32 {
				t.Fatalf("no place in a chain: %+v", op)
			}
			return
		}
		if err != nil {
			if op != nil || store.DetailOf(err) != oplog.DetailEncoding {
				t.Fatalf("%v with %+v", err, op)
			}
			return
		}
		again, err := oplog.Encode(op)
		if err != nil || !bytes.Equal(again, line) {
			t.Fatalf("read %q\nwrites %q, %v", line, again, err)
		}
		if _, err := oplog.Encode(&store.Op{V: 1, ID: op.ID, Dev: op.Dev, Set: op.Set}); err != nil {
			t.Fatal(err)
		}
		_ = oplog.CheckForm(op) // must not panic
	})
}

func TestTheCorpusIsCommitted(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "fuzz", "FuzzDecode", "*"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil || !bytes.HasPrefix(b, []byte("go test fuzz v1\n[]byte(")) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func benchOp() *store.Op {
	op := goldenOp()
	self, reason := store.Doc{}, store.Doc{}
	for _, k := range strings.Fields("1a 1b 2a 2b 2c 3a 3b 3c 4 5 6 7a 7b 8a 8b 9 10 11 12 13 14") {
		self[k] = int64(450)
		reason[k] = "báo cáo tài chính, trang 3"
	}
	op.Set = store.Doc{"self": self, "reason": reason, "cooperative": entB, "period": "2024"}
	return op
}

func BenchmarkEncode(b *testing.B) {
	op := benchOp()
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if buf, err = oplog.AppendEncode(buf[:0], op); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(buf)))
}

func BenchmarkDecode(b *testing.B) {
	line, err := oplog.Encode(benchOp())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(line)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := oplog.Decode(line); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHash(b *testing.B) {
	line, err := oplog.Encode(benchOp())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(line)))
	h := store.Hash{}
	for b.Loop() {
		h = oplog.Hash(h, line)
	}
}

func TestWhatIsCutFromALineIsWhatWasSigned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		op := genOp(t)
		op.Sig = rapid.StringMatching(`[A-Za-z0-9+/]{0,40}={0,2}`).Draw(t, "base64")
		line, err := oplog.Encode(op)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := oplog.Unsigned(line, op.Sig), oplog.SigningBytes(op); !bytes.Equal(got, want) {
			t.Fatalf("cut  %s\nwant %s", got, want)
		}
	})
}
