package sync

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"hash"
	"math"
	"slices"
	"strconv"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/trust"
)

// codeLetters is the length of a receipt code: 60 bits.
const codeLetters = 12

// A coder makes the receipt codes of one laptop.
//
// A code is the first 12 letters of the base32 (RFC 4648, no padding) of
// HMAC-SHA256 under the laptop's receipt secret, 32 bytes, over the ASCII text
//
//	dev "|" epoch "|" seq "|" head
//
// with dev and head in lowercase hex and the numbers in decimal without leading
// zeros (sync protocol, Back to the district).
type coder struct {
	mac  hash.Hash
	dev  string
	text []byte
	sum  []byte
}

func newCoder(secret trust.Secret, dev string) *coder {
	return &coder{mac: hmac.New(sha256.New, secret[:]), dev: dev}
}

// code returns the code of a point without dashes.
func (c *coder) code(p desk.Point) (code [codeLetters]byte) {
	c.text = append(append(c.text[:0], c.dev...), '|')
	c.text = append(strconv.AppendInt(c.text, p.Epoch, 10), '|')
	c.text = append(strconv.AppendInt(c.text, p.Seq, 10), '|')
	c.text = hex.AppendEncode(c.text, p.Head[:])
	c.mac.Reset()
	c.mac.Write(c.text)
	c.sum = c.mac.Sum(c.sum[:0])
	var long [16]byte
	base32.StdEncoding.WithPadding(base32.NoPadding).Encode(long[:], c.sum[:10])
	copy(code[:], long[:])
	return code
}

// FormatCode groups a code's letters in fours, as it is read aloud.
func FormatCode(code string) string {
	var b strings.Builder
	for i, r := range code {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// parseCode reads what somebody typed: spaces, dashes and dots do not matter, nor
// small letters, and a digit that base32 does not have stands for the letter
// that it is taken for.
func parseCode(typed string) (code [codeLetters]byte, ok bool) {
	n := 0
	for _, r := range strings.ToUpper(typed) {
		switch r {
		case ' ', '\t', '\u00a0', '-', '–', '—', '.', ',', '_', '\n', '\r':
			continue
		case '0':
			r = 'O'
		case '1':
			r = 'I'
		case '8':
			r = 'B'
		}
		if n == codeLetters || (r < 'A' || r > 'Z') && (r < '2' || r > '7') {
			return code, false
		}
		code[n] = byte(r)
		n++
	}
	return code, n == codeLetters
}

// codes is what a laptop knows of its own codes: those of every own op so far.
type codes struct {
	secret trust.Secret
	coder  *coder
	by     map[[codeLetters]byte]desk.Point
	upTo   map[int64]int64 // last seq by epoch
}

// TakeCode takes in a receipt that was read over the phone: the code is tried
// against every own op, and the one that it names and all before it in its
// epoch have their receipt. Errors: Invalid, detail "code-form", for what is no
// code; NotFound, detail "code", for one that none of this laptop's ops has;
// Denied before enrolment. A wrong code costs nothing and blocks nothing.
func (s *Site) TakeCode(ctx context.Context, typed string) (*Confirmed, error) {
	if s.IsProvince() || s.Trust() == nil {
		return nil, &store.Error{Code: store.Denied, Detail: "not-enrolled", Message: "mã biên nhận chỉ nhập ở máy đã được tỉnh cấp quyền", Kept: "không có gì thay đổi", Hint: "nhập tệp cấp quyền của tỉnh trước"}
	}
	code, ok := parseCode(typed)
	if !ok {
		return nil, &store.Error{Code: store.Invalid, Detail: "code-form", Message: "mã biên nhận gồm 12 chữ cái A–Z và chữ số 2–7", Kept: "không có gì thay đổi", Hint: "hỏi lại tỉnh từng chữ, ví dụ ABCD-EFGH-IJKL"}
	}
	s.codeMu.Lock()
	defer s.codeMu.Unlock()
	if err := s.learnCodes(ctx); err != nil {
		return nil, err
	}
	p, ok := s.codes.by[code]
	if !ok {
		return nil, &store.Error{Code: store.NotFound, Detail: "code", Message: "mã này không ứng với thay đổi nào của máy này", Kept: "không có gì thay đổi", Hint: "nghe lại từng chữ (B/P, D/Đ, M/N), và hỏi tỉnh có đọc mã của đúng máy này không"}
	}
	before, err := s.Desk.ReceiptPoints(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.Desk.Receipted(ctx, p); err != nil {
		return nil, err
	}
	c := &Confirmed{Point: p, News: true}
	for _, b := range before {
		c.News = c.News && (b.Epoch != p.Epoch || b.Seq < p.Seq)
	}
	return c, nil
}

// learnCodes computes the codes of own ops that were made since the last time,
// oldest first: should two ever have one code, the newest counts.
func (s *Site) learnCodes(ctx context.Context) error {
	return s.Log.View(ctx, func(tx store.Tx) error {
		data, err := tx.Setting(settingSecret)
		if err != nil {
			return err
		}
		secret, err := trust.ParseSecret(data)
		if err != nil {
			return err
		}
		dev := s.Keys.Dev()
		if s.codes == nil || s.codes.secret != secret {
			s.codes = &codes{secret: secret, coder: newCoder(secret, dev), by: map[[codeLetters]byte]desk.Point{}, upTo: map[int64]int64{}}
		}
		c := s.codes
		epochs, err := tx.Epochs(dev)
		if err != nil {
			return err
		}
		for _, ep := range epochs {
			last := c.upTo[ep]
			err := tx.Lines(dev, ep, last+1, math.MaxInt64, func(o *store.LoggedOp) error {
				p := desk.Point{Epoch: ep, Seq: o.Seq, Head: o.Hash}
				c.by[c.coder.code(p)] = p
				last = max(last, o.Seq)
				return nil
			})
			if err != nil {
				return err
			}
			c.upTo[ep] = last
		}
		return nil
	})
}

// ReceiptCodes returns the codes to read over the phone to active laptops that
// have sent anything, those named by dev or all, oldest epoch first. A code once given out
// is a receipt: whatever history of the device comes later, this one counts.
// Province only.
func (s *Site) ReceiptCodes(ctx context.Context, devs ...string) ([]ReceiptCode, error) {
	if err := s.needProvince("mã biên nhận"); err != nil {
		return nil, err
	}
	var out []ReceiptCode
	issued := map[string][]desk.Point{}
	err := s.Log.View(ctx, func(tx store.Tx) error {
		for i := range s.Registry().Devices {
			d := &s.Registry().Devices[i]
			if d.Role == store.Province || d.Status != trust.Active || len(devs) > 0 && !slices.Contains(devs, d.Dev) {
				continue
			}
			points, err := chainsOf(tx, d.Dev)
			if err != nil {
				return err
			}
			cs, err := codesOf(tx, d, points)
			if err != nil {
				return err
			}
			out = append(out, cs...)
			if len(cs) > 0 {
				issued[d.Dev] = points
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, s.issue(ctx, issued)
}

// chainsOf returns how far the log holds a device's epochs.
func chainsOf(tx store.Tx, dev string) ([]desk.Point, error) {
	epochs, err := tx.Epochs(dev)
	if err != nil {
		return nil, err
	}
	var out []desk.Point
	for _, ep := range epochs {
		seq, head, err := tx.Head(dev, ep)
		if err != nil {
			return nil, err
		}
		if seq > 0 {
			out = append(out, desk.Point{Epoch: ep, Seq: seq, Head: head})
		}
	}
	return out, nil
}

// codesOf returns the codes of points of d, none if d has no receipt secret.
func codesOf(tx store.Tx, d *trust.Device, points []desk.Point) ([]ReceiptCode, error) {
	data, err := tx.Setting(settingSecret + "/" + d.Dev)
	if err != nil || data == nil {
		return nil, err
	}
	secret, err := trust.ParseSecret(data)
	if err != nil {
		return nil, err
	}
	c := newCoder(secret, d.Dev)
	out := make([]ReceiptCode, len(points))
	for i, p := range points {
		code := c.code(p)
		out[i] = ReceiptCode{Device: d.Principal, Dev: d.Dev, Epoch: p.Epoch, Seq: p.Seq, Head: p.Head, Code: FormatCode(string(code[:]))}
	}
	return out, nil
}
