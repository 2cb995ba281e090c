package oplog

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestLettersThatSkipTheTablesAreComposed(t *testing.T) {
	n := 0
	for r := rune(' '); r < 0x10ffff; r++ {
		if !composed(r) {
			continue
		}
		n++
		p := norm.NFC.PropertiesString(string(r))
		if !norm.NFC.IsNormalString(string(r)) || p.CCC() != 0 || !p.BoundaryBefore() {
			t.Errorf("%U changes or joins the letter before it", r)
		}
	}
	if n < 900 {
		t.Errorf("only %d letters", n)
	}
}
