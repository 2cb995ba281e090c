package oplog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
)

// chain returns n lines of devA's epoch 1.
func chain(t *testing.T, n int) [][]byte {
	t.Helper()
	lines := make([][]byte, n)
	for i := range lines {
		op := goldenOp()
		op.ID, op.Seq = fmt.Sprintf("%032x", i), int64(i+1)
		line, err := oplog.Encode(op)
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = line
	}
	return lines
}

func TestAChainIsVerifiedInAnySplit(t *testing.T) {
	lines := chain(t, 9)
	start := oplog.Genesis(devA, 1, store.Hash{})
	whole, head, err := oplog.VerifyChain(devA, 1, 1, start, lines)
	if err != nil || len(whole) != 9 {
		t.Fatal(err)
	}
	h := start
	for i, op := range whole {
		if op.Prev != h || op.Hash != oplog.Hash(h, lines[i]) || string(op.Line) != string(lines[i]) || op.Seq != int64(i+1) {
			t.Fatalf("op %d: %+v", i, op)
		}
		h = op.Hash
	}
	if h != head {
		t.Errorf("head %v, want %v", head, h)
	}
	for cut := range lines {
		_, mid, err := oplog.VerifyChain(devA, 1, 1, start, lines[:cut])
		if err != nil {
			t.Fatal(err)
		}
		_, end, err := oplog.VerifyChain(devA, 1, int64(cut+1), mid, lines[cut:])
		if err != nil || end != head {
			t.Errorf("cut at %d: head %v, %v", cut, end, err)
		}
	}
}

func TestAChainThatIsNotWholeIsRefused(t *testing.T) {
	start := oplog.Genesis(devA, 1, store.Hash{})
	_, want, err := oplog.VerifyChain(devA, 1, 1, start, chain(t, 5))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func([][]byte) [][]byte
		detail string
	}{
		"dropped":    {func(l [][]byte) [][]byte { return slices.Delete(l, 2, 3) }, oplog.DetailChain},
		"repeated":   {func(l [][]byte) [][]byte { return slices.Insert(l, 2, l[1]) }, oplog.DetailChain},
		"reordered":  {func(l [][]byte) [][]byte { l[1], l[2] = l[2], l[1]; return l }, oplog.DetailChain},
		"later":      {func(l [][]byte) [][]byte { return l[1:] }, oplog.DetailChain},
		"bad line":   {func(l [][]byte) [][]byte { l[3] = append(l[3], ' '); return l }, oplog.DetailEncoding},
		"other dev":  {func(l [][]byte) [][]byte { return sub(l, devA, strings.Repeat("9", 32)) }, oplog.DetailChain},
		"other ep":   {func(l [][]byte) [][]byte { return sub(l, `"ep":1`, `"ep":2`) }, oplog.DetailChain},
		"first line": {func(l [][]byte) [][]byte { l[0] = nil; return l }, oplog.DetailEncoding},
	} {
		ops, head, err := oplog.VerifyChain(devA, 1, 1, start, c.change(chain(t, 5)))
		if ops != nil || head != start || store.CodeOf(err) != store.Damaged || store.DetailOf(err) != c.detail {
			t.Errorf("%s: %d ops, %v", name, len(ops), err)
		}
	}
	// An altered line is a line all the same: the head tells.
	_, head, err := oplog.VerifyChain(devA, 1, 1, start, sub(chain(t, 5), `"1a":450`, `"1a":451`))
	if err != nil || head == want {
		t.Errorf("an altered line gives the same head, %v", err)
	}
}

func sub(lines [][]byte, old, new string) [][]byte {
	for i, l := range lines {
		if i == 2 {
			lines[i] = []byte(strings.Replace(string(l), old, new, 1))
		}
	}
	return lines
}
