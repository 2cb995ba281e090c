package oplog

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"coopfield/store"
)

const (
	// Version is the version of the encoding that this program writes.
	Version = 1
	// MaxLine is the greatest length of a line in bytes (sync protocol, limits).
	MaxLine = 1 << 20
	// MaxDepth is how many objects may stand inside each other in set. The
	// deepest field of a record, a plan's funding by source and year, has four.
	MaxDepth = 8
	// DetailEncoding is the sub-code of every error of Encode and Decode.
	DetailEncoding = "op-encoding"
)

// Encode returns op as one line of JSON without LF: the bytes that are signed,
// hashed, stored and exchanged. Items of set that hold no leaf are left out.
//
// It returns an Error with code Invalid and detail "op-encoding" if op cannot
// be written: text that is not NFC or holds control characters other than LF
// and TAB, ids that are not lowercase hex, keys outside [A-Za-z0-9_-]{1,64},
// a base that is not sorted, values other than string, int64, bool and nil,
// more than MaxDepth levels, a line longer than MaxLine.
func Encode(op *store.Op) ([]byte, error) {
	return AppendEncode(make([]byte, 0, 640), op)
}

// AppendEncode appends the line of op to dst and returns the extended slice.
// On error it returns dst as it was; errors are those of Encode.
func AppendEncode(dst []byte, op *store.Op) ([]byte, error) {
	e := encoder{b: dst}
	e.op(op, op.Sig)
	if e.err == nil && len(e.b)-len(dst) > MaxLine {
		e.fail("the line has %d bytes, more than %d", len(e.b)-len(dst), MaxLine)
	}
	if e.err != nil {
		return dst, &store.Error{
			Code: store.Invalid, Detail: DetailEncoding,
			Message: "nội dung có ký tự hoặc giá trị không ghi được vào nhật ký",
			Kept:    "chưa có gì được ghi",
			Hint:    "xóa ký tự lạ trong mục vừa nhập rồi lưu lại",
			Err:     fmt.Errorf("encoding op %s: %w", op.ID, e.err),
		}
	}
	return e.b, nil
}

// SigningBytes returns what the author of op signs: the line with sig "". It
// returns nil if op cannot be encoded; Encode says why.
func SigningBytes(op *store.Op) []byte {
	e := encoder{b: make([]byte, 0, 640)}
	e.op(op, "")
	if e.err != nil {
		return nil
	}
	return e.b
}

// Unsigned returns what the author of a decoded op signed, cut from its line:
// the same bytes as [SigningBytes] without encoding the op again. line must be
// one that Decode accepted, and sig that op's.
func Unsigned(line []byte, sig string) []byte {
	n := len(line) - len(sig) - len(`"}`) // sig is the last field and base64, so nothing in it is escaped
	return append(append(make([]byte, 0, n+2), line[:n]...), `"}`...)
}

// encoder appends one line; the first error sticks.
type encoder struct {
	b   []byte
	err error
}

func (e *encoder) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

func (e *encoder) lit(s string) { e.b = append(e.b, s...) }

func (e *encoder) op(op *store.Op, sig string) {
	if op.V != Version {
		e.fail("version %d is not %d", op.V, Version)
		return
	}
	e.lit(`{"v":1,"op":`)
	e.hex("op", op.ID, 32)
	e.lit(`,"dev":`)
	e.hex("dev", op.Dev, 32)
	e.lit(`,"ep":`)
	e.b = strconv.AppendInt(e.b, op.Ep, 10)
	e.lit(`,"seq":`)
	e.b = strconv.AppendInt(e.b, op.Seq, 10)
	e.lit(`,"at":`)
	e.b = strconv.AppendInt(e.b, op.At, 10)
	e.lit(`,"actor":`)
	e.text(op.Actor)
	e.lit(`,"app":`)
	e.text(op.App)
	e.lit(`,"typ":`)
	e.text(string(op.Typ))
	e.lit(`,"ent":`)
	e.text(op.Ent)
	e.lit(`,"base":[`)
	for i, h := range op.Base {
		if i > 0 {
			e.lit(",")
			if compareHash(op.Base[i-1], h) >= 0 {
				e.fail("base is not sorted, or names a revision twice")
			}
		}
		e.hash(h)
	}
	e.lit(`],"kind":`)
	e.text(string(op.Kind))
	e.lit(`,"ref":{`)
	for i, id := range slices.Sorted(maps.Keys(op.Ref)) {
		if i > 0 {
			e.lit(",")
		}
		r := op.Ref[id]
		if !validRefID(id) {
			e.fail("ref: id %q", id)
		}
		e.text(id)
		e.lit(`:{"revision":`)
		e.b = strconv.AppendInt(e.b, r.Revision, 10)
		e.lit(`,"sha256":`)
		e.hex("ref."+id, r.SHA256, 64)
		e.lit("}")
	}
	e.lit(`},"set":`)
	start := len(e.b)
	if !e.doc(op.Set, 1) {
		e.b = append(e.b[:start], "{}"...)
	}
	e.lit(`,"why":`)
	e.text(op.Why)
	e.lit(`,"att":[`)
	for i, a := range op.Att {
		if i > 0 {
			e.lit(",")
		}
		e.hex("att", a, 64)
	}
	e.lit(`],"sig":`)
	e.text(sig)
	e.lit("}")
}

// doc appends d and reports whether it holds a leaf; if not, the caller takes
// back what was appended.
func (e *encoder) doc(d store.Doc, depth int) bool {
	if depth > MaxDepth {
		e.fail("set: more than %d levels", MaxDepth)
		return false
	}
	var few [48]string
	keys := few[:0]
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	e.lit("{")
	first := true
	for _, k := range keys {
		start := len(e.b)
		if !first {
			e.lit(",")
		}
		if !store.ValidKey(k) {
			e.fail("set: key %q", k)
		}
		e.b = append(e.b, '"')
		e.lit(k)
		e.lit(`":`)
		switch v := d[k].(type) {
		case nil:
			e.lit("null")
		case string:
			e.text(v)
		case int64:
			e.b = strconv.AppendInt(e.b, v, 10)
		case bool:
			e.b = strconv.AppendBool(e.b, v)
		case store.Doc:
			if !e.doc(v, depth+1) {
				e.b = e.b[:start]
				continue
			}
		default:
			e.fail("set: %s is a %T", k, v)
		}
		first = false
	}
	e.lit("}")
	return !first
}

func (e *encoder) hash(h store.Hash) {
	const digits = "0123456789abcdef"
	e.b = append(e.b, '"')
	for _, c := range h {
		e.b = append(e.b, digits[c>>4], digits[c&15])
	}
	e.b = append(e.b, '"')
}

func (e *encoder) hex(field, s string, n int) {
	if !isHex(s, n) {
		e.fail("%s: %q is not %d lowercase hex digits", field, s, n)
		return
	}
	e.b = append(e.b, '"')
	e.lit(s)
	e.b = append(e.b, '"')
}

func (e *encoder) text(s string) {
	if err := checkText(s); err != nil {
		e.fail("%w", err)
		return
	}
	e.quote(s)
}

// quote appends s, which checkText lets pass.
func (e *encoder) quote(s string) {
	e.b = append(e.b, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		e.lit(s[from:i])
		from = i + 1
		switch c {
		case '"', '\\':
			e.b = append(e.b, '\\', c)
		default:
			const digits = "0123456789abcdef"
			e.b = append(e.b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	e.lit(s[from:])
	e.b = append(e.b, '"')
}

// checkText says why s cannot stand in a line: it is not UTF-8 in NFC, or it
// holds a control character that no form lets a person type. LF and TAB are
// the controls that notes may hold.
func checkText(s string) error {
	ascii := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			return fmt.Errorf("control character %#02x", c)
		}
	}
	if ascii {
		return nil
	}
	plain := true
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Errorf("text is not UTF-8: %q", s)
		}
		if isControl(r) {
			return fmt.Errorf("control character at byte %d of %q", i, s)
		}
		plain = plain && composed(r)
		i += size
	}
	if !plain && !norm.NFC.IsNormalString(s) {
		return fmt.Errorf("text is not in Unicode form NFC: %q", s)
	}
	return nil
}

// composed reports whether r is one of the letters of Vietnamese and its
// neighbours that stand in NFC next to anything of their kind. Text of these
// alone needs no tables.
func composed(r rune) bool { return r < 0x300 || r >= 0x1e00 && r < 0x1f00 }

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0
}

func isHex(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// validRefID reports whether id may name reference data: as a key, and with dots.
func validRefID(id string) bool {
	return !strings.HasPrefix(id, ".") && store.ValidKey(strings.ReplaceAll(id, ".", "-"))
}
