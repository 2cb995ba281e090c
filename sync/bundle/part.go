package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"coopfield/store"
	"coopfield/sync/trust"
)

// PartHeaderSize is the length of the header before a part's slice.
const PartHeaderSize = 256

const (
	partMagic = "coopfield-part v1"
	maxParts  = 999
	// maxFile bounds an encrypted bundle: age adds 16 bytes to each 64 KiB and a
	// header for its recipients.
	maxFile = 1<<30 + 1<<18 + 64<<10
)

// PartHeader stands before each slice of a split bundle. It is not signed and
// serves to join the parts and to say which are missing; nothing else is
// decided from it.
type PartHeader struct {
	Bundle   store.Hash // SHA-256 of the whole encrypted file
	Index    int        // 1 … Count
	Count    int
	Offset   int64      // of the slice in the whole file
	Length   int64      // of the slice
	Hash     store.Hash // SHA-256 of the slice
	Province string
	Device   string
}

func (p *PartHeader) check() error {
	switch {
	case p.Count < 1 || p.Count > maxParts || p.Index < 1 || p.Index > p.Count:
		return errors.New("part number out of range")
	case p.Offset < 0 || p.Length < 1 || p.Length > maxFile || p.Offset > maxFile-p.Length || (p.Index == 1) != (p.Offset == 0):
		return errors.New("slice out of range")
	case !trust.ValidProvince(p.Province) || !trust.ValidPrincipal(p.Device):
		return errors.New("malformed province or device")
	}
	return nil
}

// Encode returns the 256 ASCII bytes of the header: eight lines, then spaces,
// then LF.
func (p *PartHeader) Encode() ([]byte, error) {
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("encoding a part header: %w", err)
	}
	b := fmt.Appendf(make([]byte, 0, PartHeaderSize), "%s\n%s\n%d/%d\n%d\n%d\n%s\n%s\n%s\n",
		partMagic, p.Bundle, p.Index, p.Count, p.Offset, p.Length, p.Hash, p.Province, p.Device)
	if len(b) >= PartHeaderSize {
		return nil, errors.New("encoding a part header: too long")
	}
	b = append(b, bytes.Repeat([]byte{' '}, PartHeaderSize-1-len(b))...)
	return append(b, '\n'), nil
}

// IsPart reports whether a file that begins with b is a part of a split bundle.
func IsPart(b []byte) bool { return bytes.HasPrefix(b, []byte(partMagic[:len(partMagic)-1])) }

// ParsePart reads the first 256 bytes of a part. It is Refused with DetailPart.
func ParsePart(b []byte) (*PartHeader, error) {
	if len(b) < PartHeaderSize {
		return nil, refuse(DetailPart, errors.New("shorter than a header"))
	}
	b = b[:PartHeaderSize]
	l := strings.Split(string(b), "\n")
	if len(l) != 10 || l[0] != partMagic {
		return nil, refuse(DetailPart, errors.New("malformed header"))
	}
	index, count, _ := strings.Cut(l[2], "/")
	p := &PartHeader{Province: l[6], Device: l[7]}
	var errs [6]error
	p.Bundle, errs[0] = store.ParseHash(l[1])
	p.Index, errs[1] = strconv.Atoi(index)
	p.Count, errs[2] = strconv.Atoi(count)
	p.Offset, errs[3] = strconv.ParseInt(l[3], 10, 40)
	p.Length, errs[4] = strconv.ParseInt(l[4], 10, 40)
	p.Hash, errs[5] = store.ParseHash(l[5])
	if err := errors.Join(errs[:]...); err != nil {
		return nil, refuse(DetailPart, err)
	}
	again, err := p.Encode()
	if err == nil && !bytes.Equal(again, b) {
		err = errors.New("not in canonical form")
	}
	if err != nil {
		return nil, refuse(DetailPart, err)
	}
	return p, nil
}
