package sync

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/sync/bundle"
)

// The entries receipts.jsonl and expected.jsonl are lines of JSON, LF after
// each, whose first field "t" says what the line is. The kinds stand in this
// order, each with the fields of its struct in theirs; a reader encodes every
// line again and requires the same bytes (sync protocol, Back to the district).
//
//	receipts.jsonl
//	  answer   once, first: which answer this is, and which one it goes on from
//	  writer   an earlier entry of the registry for a device whose ops are quoted
//	  chain    up to here the province holds an epoch of this laptop, with its head
//	  fork     where a second history of this laptop ends, which is set aside
//	  held     own ops in bundles that wait for others
//	  wanted   own ops that those wait for
//	  bundle   what became of one bundle of this laptop
//	  aside    an own op that is held and does not count, with verdict and sentence
//	  record   how a record that this laptop wrote stands, and its revision there
//	  ref      what a file ref/<sha256> is
//	expected.jsonl
//	  expected a reporting unit and period
//	  coop     a cooperative of it, and what has come of the period so far
//
// Of several bundles that are one answer, the first carries all but what is
// spread over them: records and refs. Every one carries answer and chain.
const (
	lineAnswer   = "answer"
	lineWriter   = "writer"
	lineChain    = "chain"
	lineFork     = "fork"
	lineHeld     = "held"
	lineWanted   = "wanted"
	lineBundle   = "bundle"
	lineAside    = "aside"
	lineRecord   = "record"
	lineRef      = "ref"
	lineExpected = "expected"
	lineCoop     = "coop"
)

var receiptKinds = []string{lineAnswer, lineWriter, lineChain, lineFork, lineHeld, lineWanted, lineBundle, lineAside, lineRecord, lineRef}

// Limits of the two entries, beyond the size of the entry itself.
const (
	maxReceiptLine  = 64 << 10 // bytes; a writer names all cooperatives of an advisor
	maxReceiptLines = 500_000
)

// answerHead is the line that begins receipts.jsonl.
type answerHead struct {
	V      int    `json:"v"` // 1
	To     string `json:"to"`
	Dev    string `json:"dev"`
	Export int64  `json:"export"` // of this bundle
	First  int64  `json:"first"`  // bundles of this answer
	Last   int64  `json:"last"`
	Basis  int64  `json:"basis"` // the answer that it goes on from, 0 = the grant
	Lists  bool   `json:"lists"` // this bundle carries the lists
}

type writerLine struct {
	Dev       string     `json:"dev"`
	Principal string     `json:"principal"`
	Person    string     `json:"person"`
	Role      store.Role `json:"role"`
	Unit      string     `json:"unit"`
	Coops     []string   `json:"coops"`
}

type refLine struct {
	Type     string `json:"type"`
	ID       string `json:"id"`
	Revision int64  `json:"revision"`
	SHA256   string `json:"sha256"`
}

type expectedLine struct {
	Unit   string `json:"unit"`
	Period string `json:"period"`
}

// encodeLine writes v, a struct, as a line of kind t without LF: NFC, and
// without control characters, as a reader requires.
func encodeLine(t string, v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("writing a line of kind %s: %w", t, err)
	}
	line := `{"t":"` + t + `",` + vi.NFC(strings.TrimSuffix(b.String(), "\n"))[1:]
	if len(line) > maxReceiptLine || !plainLine(line) {
		return nil, fmt.Errorf("writing a line of kind %s: %d bytes, or a control character", t, len(line))
	}
	return []byte(line), nil
}

// plainLine reports whether a line has no escape but \" and \\: so no control
// character, and one way to write each text.
func plainLine(line string) bool {
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c < ' ' || c == 0x7f:
			return false
		case c == '\\':
			if i++; i >= len(line) || line[i] != '"' && line[i] != '\\' {
				return false
			}
		}
	}
	return true
}

// decodeLine reads a line of kind t into v and requires that v encodes to the
// same bytes.
func decodeLine(t string, line []byte, v any) error {
	rest, ok := bytes.CutPrefix(line, []byte(`{"t":"`+t+`",`))
	if !ok {
		return fmt.Errorf("not a line of kind %s", t)
	}
	dec := json.NewDecoder(bytes.NewReader(append([]byte{'{'}, rest...)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("reading a line of kind %s: %w", t, err)
	}
	again, err := encodeLine(t, v)
	if err == nil && !bytes.Equal(again, line) {
		err = fmt.Errorf("a line of kind %s that is not in canonical form", t)
	}
	return err
}

// kindOfLine returns a line's "t", "" if it has none.
func kindOfLine(line []byte) string {
	rest, ok := bytes.CutPrefix(line, []byte(`{"t":"`))
	if !ok {
		return ""
	}
	t, _, ok := bytes.Cut(rest, []byte(`",`))
	if !ok {
		return ""
	}
	return string(t)
}

// splitLines cuts an entry into its lines, within the limits.
func splitLines(data []byte) ([][]byte, error) {
	var out [][]byte
	for line := range bytes.Lines(data) {
		body, ok := bytes.CutSuffix(line, []byte("\n"))
		switch {
		case !ok || len(body) == 0:
			return nil, errors.New("an empty line, or one without end")
		case len(body) > maxReceiptLine || len(out) >= maxReceiptLines:
			return nil, errors.New("a line too long, or too many")
		}
		out = append(out, body)
	}
	return out, nil
}

// receiptsIn is what receipts.jsonl says.
type receiptsIn struct {
	head    answerHead
	writers []store.Writer
	desk.Receipts
	refs []refLine
}

// parseReceipts reads receipts.jsonl. Errors are Refused with detail "receipts".
func parseReceipts(data []byte) (*receiptsIn, error) {
	lines, err := splitLines(data)
	if err == nil && len(lines) == 0 {
		err = errors.New("empty")
	}
	in := &receiptsIn{}
	rank := 0
	for i := 0; i < len(lines) && err == nil; i++ {
		at := 0
		for at = range receiptKinds {
			if receiptKinds[at] == kindOfLine(lines[i]) {
				break
			}
		}
		switch t := receiptKinds[at]; {
		case at < rank, (i == 0) != (t == lineAnswer):
			err = fmt.Errorf("line %d is out of order", i+1)
		default:
			rank, err = at, in.read(t, lines[i])
		}
	}
	if err == nil {
		err = in.check()
	}
	if err != nil {
		return nil, opRefused("receipts", "biên nhận trong gói không đúng dạng", err)
	}
	return in, nil
}

func (in *receiptsIn) read(t string, line []byte) error {
	switch t {
	case lineAnswer:
		return decodeLine(t, line, &in.head)
	case lineWriter:
		var w writerLine
		err := decodeLine(t, line, &w)
		in.writers = append(in.writers, store.Writer{Dev: w.Dev, Principal: w.Principal, Person: w.Person, Role: w.Role, Unit: w.Unit, Coops: w.Coops})
		return err
	case lineChain:
		return readInto(t, line, &in.Chains)
	case lineFork:
		return readInto(t, line, &in.Forks)
	case lineHeld:
		return readInto(t, line, &in.Held)
	case lineWanted:
		return readInto(t, line, &in.Wanted)
	case lineBundle:
		return readInto(t, line, &in.Bundles)
	case lineAside:
		return readInto(t, line, &in.Aside)
	case lineRecord:
		return readInto(t, line, &in.Records)
	default:
		return readInto(t, line, &in.refs)
	}
}

func readInto[T any](t string, line []byte, to *[]T) error {
	var v T
	err := decodeLine(t, line, &v)
	*to = append(*to, v)
	return err
}

// check requires what no line says by itself.
func (in *receiptsIn) check() error {
	h := &in.head
	switch {
	case h.V != 1:
		return fmt.Errorf("version %d", h.V)
	case h.First < 2 || h.Export < h.First || h.Last < h.Export || h.Basis < 0 || h.Basis >= h.First:
		return errors.New("an answer that does not count upwards")
	case h.Last > store.MaxSeq:
		return errors.New("an export number too large")
	}
	for _, p := range append(append([]desk.Point(nil), in.Chains...), in.Forks...) {
		if p.Epoch < 1 || p.Seq < 1 || p.Epoch > store.MaxEpoch || p.Seq > store.MaxSeq || p.Head.IsZero() {
			return errors.New("a point that is none")
		}
	}
	for _, r := range append(append([]desk.Range(nil), in.Held...), in.Wanted...) {
		if r.Epoch < 1 || r.From < 1 || r.To < r.From || r.Epoch > store.MaxEpoch || r.To > store.MaxSeq {
			return errors.New("a range that is none")
		}
	}
	for i := range in.Records {
		if r := &in.Records[i]; store.SpecOf(r.Kind) != nil && !store.ValidID(r.ID) {
			return errors.New("a record that is none")
		}
	}
	return nil
}

// parseExpected reads expected.jsonl. Errors are Refused with detail "expected".
func parseExpected(data []byte) ([]desk.ExpectedList, error) {
	lines, err := splitLines(data)
	var out []desk.ExpectedList
	for i := 0; i < len(lines) && err == nil; i++ {
		switch kindOfLine(lines[i]) {
		case lineExpected:
			var l expectedLine
			err = decodeLine(lineExpected, lines[i], &l)
			out = append(out, desk.ExpectedList{Unit: l.Unit, Period: l.Period})
		case lineCoop:
			if len(out) == 0 {
				err = errors.New("a cooperative of no unit")
				break
			}
			err = readInto(lineCoop, lines[i], &out[len(out)-1].Coops)
		default:
			err = fmt.Errorf("line %d is of no known kind", i+1)
		}
	}
	if err != nil {
		return nil, opRefused("expected", "danh sách phải nộp trong gói không đúng dạng", err)
	}
	return out, nil
}

// encodeExpected writes expected.jsonl.
func encodeExpected(l *desk.ExpectedList) ([]byte, error) {
	var b bytes.Buffer
	head, err := encodeLine(lineExpected, expectedLine{l.Unit, l.Period})
	b.Write(head)
	b.WriteByte('\n')
	for i := 0; i < len(l.Coops) && err == nil; i++ {
		var line []byte
		line, err = encodeLine(lineCoop, l.Coops[i])
		b.Write(line)
		b.WriteByte('\n')
	}
	return b.Bytes(), err
}

// refsIn pairs the reference data that a bundle carries with what its lines say
// of it.
func refsIn(b *bundle.Bundle, lines []refLine) ([]store.RefRow, error) {
	named := map[string]bool{}
	out := make([]store.RefRow, 0, len(lines))
	for _, l := range lines {
		name := "ref/" + l.SHA256
		data, err := b.Entry(name)
		if err != nil {
			return nil, err
		}
		if data == nil || named[name] || l.Revision < 1 || l.ID == "" {
			return nil, opRefused("receipts", "gói thiếu một tệp dữ liệu tham chiếu", fmt.Errorf("no %s", name))
		}
		named[name] = true
		out = append(out, store.RefRow{Type: l.Type, ID: l.ID, Revision: l.Revision, SHA256: l.SHA256, Data: data})
	}
	if len(named) != len(b.Refs()) {
		return nil, opRefused("receipts", "gói có tệp dữ liệu tham chiếu không ghi là gì", errors.New("a ref without a line"))
	}
	return out, nil
}
