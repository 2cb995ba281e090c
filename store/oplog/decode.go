package oplog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"coopfield/store"
)

// ErrNewerVersion is returned by Decode, together with an op, for a line of an
// encoding that this program does not know yet. Such a line keeps its place in
// the chain; it is stored and held, never dropped (sync protocol, The op log).
var ErrNewerVersion = errors.New("op of a newer encoding")

// Decode reads one line without LF. It refuses every line that Encode would
// not have written byte for byte, with code Damaged and detail "op-encoding":
// duplicate, unknown, missing or reordered keys, other case, spaces, floats,
// other escapes, text that is not NFC, control characters, an unsorted base,
// ids that are not lowercase hex, and whatever exceeds MaxLine or MaxDepth.
//
// For a line of a newer version it returns ErrNewerVersion and an op with V,
// Dev, Ep and Seq, and with ID, At, Actor, App, Typ, Ent and Kind where they
// have the form of today.
//
// It judges the encoding alone; see CheckForm for the rules of an op.
func Decode(line []byte) (*store.Op, error) {
	var d decoder
	return d.decode(line)
}

// decode is Decode with the room that d has from the line before.
func (d *decoder) decode(line []byte) (*store.Op, error) {
	op, err := d.line(line)
	if err != nil && !errors.Is(err, ErrNewerVersion) {
		return nil, &store.Error{
			Code: store.Damaged, Detail: DetailEncoding,
			Message: "một dòng nhật ký không đúng định dạng",
			Kept:    "dòng này và tệp chứa nó không được nhập",
			Hint:    "nhờ người gửi đóng gói lại bằng chương trình gốc",
			Err:     fmt.Errorf("decoding an op: %w", err),
		}
	}
	return op, err
}

func (d *decoder) line(line []byte) (*store.Op, error) {
	if len(line) > MaxLine {
		return nil, fmt.Errorf("the line has %d bytes, more than %d", len(line), MaxLine)
	}
	d.reset(line)
	d.lit(`{"v":`)
	v := d.integer()
	if d.err != nil {
		return nil, d.err
	}
	if v < Version {
		return nil, fmt.Errorf("version %d", v)
	}
	if v > Version {
		return decodeNewer(line, v)
	}
	op := &store.Op{V: v}
	d.op(op)
	if d.err != nil {
		return nil, d.err
	}
	// The grammar above admits one spelling only. What was read was written again,
	// value by value; comparing says so without trusting the grammar.
	if !bytes.Equal(d.e.b, line) {
		return nil, errors.New("encoded again, the line has other bytes")
	}
	return op, nil
}

// decoder reads the one form that encoder writes, and writes each value that it
// read again; the first error sticks.
type decoder struct {
	b       string
	i       int
	err     error
	e       encoder
	members []member // of the objects that are being read, the inmost last
}

// member is one of an object that is being read.
type member struct {
	key   string
	value any
}

// reset lets d read b. What it returns points into one copy of it: an op is a
// few dozen short texts.
func (d *decoder) reset(b []byte) {
	if cap(d.e.b) < len(b) {
		d.e.b = make([]byte, 0, len(b))
	}
	*d = decoder{b: string(b), e: encoder{b: d.e.b[:0]}, members: d.members[:0]}
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("byte %d: %w", d.i, fmt.Errorf(format, args...))
	}
}

func (d *decoder) op(op *store.Op) {
	d.lit(`,"op":`)
	op.ID = d.hex(32)
	d.lit(`,"dev":`)
	op.Dev = d.hex(32)
	d.lit(`,"ep":`)
	op.Ep = d.integer()
	d.lit(`,"seq":`)
	op.Seq = d.integer()
	d.lit(`,"at":`)
	op.At = d.integer()
	d.lit(`,"actor":`)
	op.Actor = d.text()
	d.lit(`,"app":`)
	op.App = d.text()
	d.lit(`,"typ":`)
	op.Typ = store.Kind(d.text())
	d.lit(`,"ent":`)
	op.Ent = d.text()
	d.lit(`,"base":[`)
	for d.more(']', len(op.Base)) {
		h, err := store.ParseHash(d.hex(64))
		if err != nil {
			d.fail("base: %w", err)
		}
		if n := len(op.Base); n > 0 && compareHash(op.Base[n-1], h) >= 0 {
			d.fail("base is not sorted, or names a revision twice")
		}
		op.Base = append(op.Base, h)
	}
	d.lit(`,"kind":`)
	op.Kind = store.OpKind(d.text())
	d.lit(`,"ref":{`)
	for last := ""; d.more('}', len(op.Ref)); {
		id := d.key(&last, validRefID)
		var r store.RefData
		d.lit(`{"revision":`)
		r.Revision = d.integer()
		d.lit(`,"sha256":`)
		r.SHA256 = d.hex(64)
		d.lit("}")
		if op.Ref == nil {
			op.Ref = map[string]store.RefData{}
		}
		op.Ref[id] = r
	}
	d.lit(`,"set":`)
	op.Set = d.doc(1)
	d.lit(`,"why":`)
	op.Why = d.text()
	d.lit(`,"att":[`)
	for d.more(']', len(op.Att)) {
		op.Att = append(op.Att, d.hex(64))
	}
	d.lit(`,"sig":`)
	op.Sig = d.text()
	d.lit("}")
	if d.i != len(d.b) {
		d.fail("bytes after the end of the op")
	}
}

func (d *decoder) lit(s string) {
	if d.err != nil {
		return
	}
	if len(d.b)-d.i < len(s) || d.b[d.i:d.i+len(s)] != s {
		d.fail("want %s", s)
		return
	}
	d.i += len(s)
	d.e.lit(s)
}

func (d *decoder) peek() byte {
	if d.i < len(d.b) {
		return d.b[d.i]
	}
	return 0
}

// more is the condition of a loop over the members of an array or object of
// which n were read: it takes the comma before a member or the end.
func (d *decoder) more(end byte, n int) bool {
	if d.err != nil {
		return false
	}
	if d.peek() == end {
		d.i++
		d.e.b = append(d.e.b, end)
		return false
	}
	if n > 0 {
		d.lit(",")
	}
	return d.err == nil
}

func (d *decoder) integer() int64 {
	start := d.i
	if d.peek() == '-' {
		d.i++
	}
	for c := d.peek(); c >= '0' && c <= '9'; c = d.peek() {
		d.i++
	}
	if d.err != nil {
		return 0
	}
	n, err := strconv.ParseInt(d.b[start:d.i], 10, 64)
	if err != nil {
		d.fail("%w", err)
	}
	d.e.b = strconv.AppendInt(d.e.b, n, 10)
	return n
}

func (d *decoder) hex(n int) string {
	s := d.text()
	if d.err == nil && !isHex(s, n) {
		d.fail("%q is not %d lowercase hex digits", s, n)
	}
	return s
}

// key reads `"name":`; names must rise bytewise, which refuses repetition.
func (d *decoder) key(last *string, valid func(string) bool) string {
	k := d.text()
	d.lit(":")
	if d.err == nil && !valid(k) {
		d.fail("key %q", k)
	}
	if d.err == nil && k <= *last {
		d.fail("key %q after %q", k, *last)
	}
	*last = k
	return k
}

func (d *decoder) doc(depth int) store.Doc {
	if depth > MaxDepth {
		d.fail("more than %d levels", MaxDepth)
	}
	d.lit("{")
	from := len(d.members)
	for last := ""; d.more('}', len(d.members)-from); {
		k := d.key(&last, store.ValidKey)
		d.members = append(d.members, member{k, d.value(k, depth)})
	}
	doc := make(store.Doc, len(d.members)-from) // growing one costs more than reading it
	for _, m := range d.members[from:] {
		doc[m.key] = m.value
	}
	d.members = d.members[:from]
	return doc
}

// value reads the value of member k of an object that stands depth deep.
func (d *decoder) value(k string, depth int) any {
	switch d.peek() {
	case '"':
		return d.text()
	case '{':
		sub := d.doc(depth + 1)
		if len(sub) == 0 {
			d.fail("item %q has no leaf", k)
		}
		return sub
	case 't':
		d.lit("true")
		return true
	case 'f':
		d.lit("false")
		return false
	case 'n':
		d.lit("null")
		return nil
	}
	return d.integer()
}

func (d *decoder) text() string {
	if d.err != nil || d.peek() != '"' {
		d.fail("want a text")
		return ""
	}
	d.i++
	start := d.i
	for d.i < len(d.b) && d.b[d.i] >= ' ' && d.b[d.i] != '"' && d.b[d.i] != '\\' {
		d.i++
	}
	s := d.b[start:d.i]
	if d.peek() == '\\' {
		s = d.escaped([]byte(s))
	}
	if d.peek() != '"' {
		d.fail("want the end of a text")
		return ""
	}
	d.i++
	if d.err == nil {
		if err := checkText(s); err != nil {
			d.fail("%w", err)
		}
		d.e.quote(s)
	}
	return s
}

// escaped reads on from the first backslash; s is what stands before it.
func (d *decoder) escaped(s []byte) string {
	for d.err == nil && d.i < len(d.b) {
		c := d.b[d.i]
		if c == '"' || c < ' ' {
			break
		}
		if c != '\\' {
			s = append(s, c)
			d.i++
			continue
		}
		rest := d.b[d.i+1:]
		switch {
		case len(rest) > 0 && (rest[0] == '"' || rest[0] == '\\'):
			s = append(s, rest[0])
			d.i += 2
		case len(rest) > 4 && rest[:3] == "u00" && (rest[3] == '0' || rest[3] == '1') && isHex(rest[4:5], 1):
			n, _ := strconv.ParseUint(rest[3:5], 16, 8) // two hex digits, checked above
			s = append(s, byte(n))
			d.i += 6
		default:
			d.fail("an escape that is not used")
		}
	}
	return string(s)
}

// decodeNewer reads of a line of version v what the chain needs. All that a
// newer version must keep is that the line is one JSON object that begins with
// v, with op, dev, ep and seq as today.
func decodeNewer(line []byte, v int64) (*store.Op, error) {
	if !utf8.Valid(line) || !json.Valid(line) || bytes.ContainsAny(line, "\r\n") {
		return nil, fmt.Errorf("version %d: not one line of JSON in UTF-8", v)
	}
	op := &store.Op{V: v}
	texts := map[string]*string{
		"op": &op.ID, "dev": &op.Dev, "actor": &op.Actor, "app": &op.App,
		"typ": (*string)(&op.Typ), "ent": &op.Ent, "kind": (*string)(&op.Kind),
	}
	numbers := map[string]*int64{"v": &op.V, "ep": &op.Ep, "seq": &op.Seq, "at": &op.At}
	seen := map[string]bool{}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("version %d: %w", v, err)
	}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("version %d: %w", v, err)
		}
		key, _ := t.(string) // a key is text, json.Valid said so
		if seen[key] {
			return nil, fmt.Errorf("version %d: key %q twice", v, key)
		}
		seen[key] = true
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, fmt.Errorf("version %d: %w", v, err)
		}
		if p := texts[key]; p != nil {
			var td decoder
			td.reset(raw)
			if s := td.text(); td.err == nil && td.i == len(raw) {
				*p = s
			}
		}
		if p := numbers[key]; p != nil {
			if n, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
				*p = n
			}
		}
	}
	if op.V != v || !isHex(op.ID, 32) || !isHex(op.Dev, 32) || op.Ep < 1 || op.Seq < 1 {
		return nil, fmt.Errorf("version %d: no place in a chain", v)
	}
	return op, fmt.Errorf("%w: version %d", ErrNewerVersion, v)
}
