package bundle

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	"coopfield/store"
)

// DefaultPart is how many bytes a part has where none is said: what a mail of
// 20 MB carries after base64. A megabyte is 1,000,000 bytes.
const DefaultPart = 14_000_000

// MinPart is the smallest part that can be asked for, in bytes.
const MinPart = 64_000

// A Cut is one slice of a file that is split.
type Cut struct{ Offset, Length int64 }

// Split cuts a file of size bytes into parts of at most partSize bytes with
// their headers: one Cut if it fits without being split. It is Usage with
// detail "part-size" for sizes below MinPart, or that give too many parts.
func Split(size, partSize int64) ([]Cut, error) {
	bad := func(message string) error {
		return &store.Error{Code: store.Usage, Detail: "part-size", Message: message, Kept: "chưa ghi gì", Hint: "dùng --part-size 14MB, hoặc lớn hơn"}
	}
	if partSize < MinPart {
		return nil, bad(fmt.Sprintf("mỗi phần phải từ %d KB", MinPart/1000))
	}
	if size <= partSize {
		return []Cut{{0, size}}, nil
	}
	slice := partSize - PartHeaderSize
	n := (size + slice - 1) / slice
	if n > maxParts {
		return nil, bad(fmt.Sprintf("phần quá nhỏ: gói %d MB phải chia thành %d phần, nhiều nhất là %d", size/1_000_000, n, maxParts))
	}
	cuts := make([]Cut, 0, n)
	for off := int64(0); off < size; off += slice {
		cuts = append(cuts, Cut{off, min(slice, size-off)})
	}
	return cuts, nil
}

// Part is one part file whose header was read.
type Part struct {
	PartHeader
	File io.ReaderAt // the whole file, header first
}

// OpenPart reads the header of a part file of size bytes and checks its length
// and the hash of its slice. It is Refused with DetailPart; the header is
// returned too if it could be read, so that the part to send again can be named.
func OpenPart(r io.ReaderAt, size int64) (*PartHeader, error) {
	head := make([]byte, PartHeaderSize)
	if n, err := r.ReadAt(head, 0); n < len(head) {
		return nil, refuse(DetailPart, fmt.Errorf("reading the header: %w", err))
	}
	h, err := ParsePart(head)
	if err != nil {
		return nil, err
	}
	if size != PartHeaderSize+h.Length {
		return h, h.damaged(fmt.Errorf("%d bytes where %d are announced", size, PartHeaderSize+h.Length))
	}
	sum, n, err := hashAll(io.NewSectionReader(r, PartHeaderSize, h.Length))
	if err == nil && (n != h.Length || !bytes.Equal(sum, h.Hash[:])) {
		err = errors.New("another hash than announced")
	}
	if err != nil {
		return h, h.damaged(err)
	}
	return h, nil
}

// damaged names the part that has to be copied again.
func (p *PartHeader) damaged(cause error) error {
	return &store.Error{
		Code: store.Refused, Detail: DetailPart, Message: fmt.Sprintf("phần %d/%d của gói bị hỏng hoặc chép chưa hết", p.Index, p.Count),
		Kept: "các phần khác vẫn được giữ", Hint: fmt.Sprintf("sao lại phần %d từ máy gửi rồi nhập lại", p.Index), Err: cause,
	}
}

// Missing returns the numbers of the parts that are still missing to join the
// bundle that have is of, none if there is one of each. Where headers disagree
// on how many parts there are, the number that lacks fewest counts.
func Missing(have []*PartHeader) []int {
	count, missing := 0, []int(nil)
	for _, p := range have {
		if p.Count == count || p.Bundle != have[0].Bundle {
			continue
		}
		m := missingOf(have, p.Count)
		if count == 0 || len(m) < len(missing) {
			count, missing = p.Count, m
		}
	}
	return missing
}

func missingOf(have []*PartHeader, count int) []int {
	there := make([]bool, count+1)
	for _, p := range have {
		if p.Count == count && p.Bundle == have[0].Bundle {
			there[p.Index] = true
		}
	}
	var missing []int
	for i := 1; i <= count; i++ {
		if !there[i] {
			missing = append(missing, i)
		}
	}
	return missing
}

// Where several parts claim one place, since headers are not signed, only the
// joined hash tells which are true. These bound how many ways to join them are
// hashed, and how many places are looked at.
const (
	maxJoins = 16
	maxSteps = 100_000
)

// Join finds the parts of one bundle that make it up and returns them in order.
// It returns nil without an error while parts are missing, and Refused with
// DetailPart if all are there but none of the ways to join them gives the
// bundle.
func Join(have []Part) ([]Part, error) {
	if len(have) == 0 {
		return nil, nil
	}
	headers := make([]*PartHeader, len(have))
	for i := range have {
		headers[i] = &have[i].PartHeader
	}
	if len(Missing(headers)) > 0 {
		return nil, nil
	}
	j := joiner{want: have[0].Bundle, at: map[[2]int][]Part{}}
	for _, p := range have {
		k := [2]int{p.Count, p.Index}
		same := slices.ContainsFunc(j.at[k], func(q Part) bool { return q.PartHeader == p.PartHeader })
		if p.Bundle == j.want && !same {
			j.at[k] = append(j.at[k], p)
		}
	}
	for i := range have {
		if n := have[i].Count; len(missingOf(headers, n)) == 0 && !slices.Contains(j.counts, n) {
			j.counts = append(j.counts, n)
			if found := j.from(nil, n, 0); found != nil || j.err != nil {
				return found, j.err
			}
		}
	}
	return nil, refuseJoin(errors.New("joined, the parts have another hash, or do not fit each other"))
}

func refuseJoin(cause error) error {
	return &store.Error{
		Code: store.Refused, Detail: DetailPart, Message: "đã đủ các phần nhưng ghép lại không thành gói đã gửi: có phần không phải của gói này",
		Kept: "không có gì thay đổi trên máy này", Hint: "đề nghị người gửi chép lại tất cả các phần của gói", Err: cause,
	}
}

type joiner struct {
	want   store.Hash
	at     map[[2]int][]Part // by count and index
	counts []int
	tried  int
	steps  int
	err    error
}

// from tries every part that goes on where chosen ends.
func (j *joiner) from(chosen []Part, count int, end int64) []Part {
	if len(chosen) == count {
		j.tried++
		if ok, err := j.fits(chosen); err != nil {
			j.err = err
		} else if ok {
			return slices.Clone(chosen)
		}
		return nil
	}
	for _, p := range j.at[[2]int{count, len(chosen) + 1}] {
		j.steps++
		if p.Offset != end {
			continue
		}
		found := j.from(append(chosen, p), count, end+p.Length)
		if found != nil || j.err != nil || j.tried >= maxJoins || j.steps >= maxSteps {
			return found
		}
	}
	return nil
}

func (j *joiner) fits(parts []Part) (bool, error) {
	h := sha256.New()
	buf := make([]byte, 1<<20)
	for i := range parts {
		if _, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{parts[i].slice()}, buf); err != nil {
			return false, refuse(DetailDamaged, err)
		}
	}
	return bytes.Equal(h.Sum(nil), j.want[:]), nil
}

func (p *Part) slice() *io.SectionReader {
	return io.NewSectionReader(p.File, PartHeaderSize, p.Length)
}

// Joined reads the parts that [Join] found as the one file that they are.
type Joined struct {
	parts []Part
	size  int64
}

// NewJoined returns the file that parts, in order, make up.
func NewJoined(parts []Part) *Joined {
	j := &Joined{parts: parts}
	if n := len(parts); n > 0 {
		j.size = parts[n-1].Offset + parts[n-1].Length
	}
	return j
}

// Size returns the length of the whole in bytes.
func (j *Joined) Size() int64 { return j.size }

// ReadAt implements [io.ReaderAt].
func (j *Joined) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, fmt.Errorf("reading joined parts at %d", off)
	}
	i, _ := slices.BinarySearchFunc(j.parts, off, func(q Part, off int64) int {
		if q.Offset+q.Length <= off {
			return -1
		}
		return 1
	})
	for ; n < len(p) && i < len(j.parts); i++ {
		q := &j.parts[i]
		want := p[n:min(int64(len(p)), int64(n)+q.Offset+q.Length-off-int64(n))]
		m, err := q.slice().ReadAt(want, off+int64(n)-q.Offset)
		n += m
		if m < len(want) {
			return n, fmt.Errorf("reading part %d: %w", q.Index, err)
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
