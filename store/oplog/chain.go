package oplog

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strconv"

	"coopfield/store"
)

// DetailChain is the sub-code of the errors of VerifyChain that concern the
// order of lines rather than one line's encoding.
const DetailChain = "op-chain"

const (
	opDomain    = "coopfield-op v1\n"
	epochDomain = "coopfield-epoch v1\n"
	mergeDomain = "coopfield-merge v1\n"
)

// Hash returns the hash of the op in line (without LF) that follows prev. It
// is the op's identity, its revision, and the head of the chain after it.
func Hash(prev store.Hash, line []byte) store.Hash {
	return chainHash(sha256.New(), prev, line)
}

func chainHash(h hash.Hash, prev store.Hash, line []byte) (sum store.Hash) {
	h.Reset()
	h.Write([]byte(opDomain))
	h.Write(prev[:])
	h.Write(line)
	h.Sum(sum[:0])
	return sum
}

// Genesis returns the head before the first op of an epoch (from 1) of device
// dev. continues is the last known head of the epoch before, zero for none.
func Genesis(dev string, epoch int64, continues store.Hash) store.Hash {
	from := ""
	if !continues.IsZero() {
		from = continues.String()
	}
	return sha256.Sum256([]byte(epochDomain + dev + "\n" + strconv.FormatInt(epoch, 10) + "\n" + from + "\n"))
}

// MergeRev returns the revision of an automatic merge of parents, in any
// order. Such a revision is computed everywhere and logged nowhere.
func MergeRev(parents []store.Hash) store.Hash {
	sorted := sortedHashes(parents)
	b := make([]byte, 0, len(mergeDomain)+65*len(sorted))
	b = append(b, mergeDomain...)
	for _, p := range sorted {
		b = hex.AppendEncode(b, p[:])
		b = append(b, '\n')
	}
	return sha256.Sum256(b)
}

// shortest is the fewest bytes that a line of any version can have: v, op, dev,
// ep and seq alone.
const shortest = 100

// VerifyChain decodes the lines of device dev and epoch ep that follow prev,
// the first of which must have sequence number firstSeq, and returns them with
// their hashes, and the head after the last. Line of each result is the slice
// that was given. An op of a newer encoding takes part in the chain and gets
// the verdict WaitVersion; every other one is Counted until the caller judges
// it.
//
// Errors have code Damaged: detail "op-encoding" for a line that Decode
// refuses, "op-chain" for one of another device or epoch or out of sequence.
func VerifyChain(dev string, ep, firstSeq int64, prev store.Hash, lines [][]byte) ([]store.LoggedOp, store.Hash, error) {
	c := Chain{Dev: dev, Epoch: ep, Next: firstSeq, Head: prev}
	ops, err := c.Verify(lines)
	if err != nil {
		return nil, prev, err
	}
	return ops, c.Head, nil
}

// Chain is [VerifyChain] for a chain whose lines come stretch by stretch.
type Chain struct {
	Dev   string
	Epoch int64
	Next  int64      // sequence number of the next line
	Head  store.Hash // after the lines so far
	read  int        // lines so far
}

// Verify decodes the next lines of the chain. After an error the chain is of no
// use any more.
func (c *Chain) Verify(lines [][]byte) ([]store.LoggedOp, error) {
	for i, line := range lines { // before room is made for what cannot be ops
		if len(line) < shortest {
			_, err := Decode(line)
			return nil, fmt.Errorf("line %d of the chain: %w", c.read+i+1, err)
		}
	}
	ops := make([]store.LoggedOp, 0, len(lines))
	h := sha256.New()
	var d decoder
	for _, line := range lines {
		c.read++
		verdict := store.Counted
		op, err := d.decode(line)
		if errors.Is(err, ErrNewerVersion) {
			verdict = store.WaitVersion
		} else if err != nil {
			return nil, fmt.Errorf("line %d of the chain: %w", c.read, err)
		}
		if op.Dev != c.Dev || op.Ep != c.Epoch || op.Seq != c.Next {
			return nil, &store.Error{
				Code: store.Damaged, Detail: DetailChain,
				Message: fmt.Sprintf("chuỗi thay đổi bị đứt ở dòng %d", c.read),
				Kept:    "chưa có gì được nhập",
				Hint:    "nhờ người gửi đóng gói lại từ máy của họ",
				Err: fmt.Errorf("line %d is seq %d of epoch %d of %s, want seq %d of epoch %d of %s",
					c.read, op.Seq, op.Ep, op.Dev, c.Next, c.Epoch, c.Dev),
			}
		}
		l := store.LoggedOp{Op: *op, Line: line, Prev: c.Head, Verdict: verdict}
		l.Hash = chainHash(h, c.Head, line)
		c.Head = l.Hash
		c.Next++
		ops = append(ops, l)
	}
	return ops, nil
}

func compareHash(a, b store.Hash) int { return bytes.Compare(a[:], b[:]) }

// sortedHashes returns a sorted copy of hs without repetition.
func sortedHashes(hs []store.Hash) []store.Hash {
	s := slices.Clone(hs)
	slices.SortFunc(s, compareHash)
	return slices.Compact(s)
}
