package sync

import (
	"context"
	"testing"
)

// KnowsCode reports whether a code is one of this laptop's, by the same look-up
// as TakeCode.
func (s *Site) KnowsCode(ctx context.Context, tb testing.TB, typed string) bool {
	code, ok := parseCode(typed)
	if !ok {
		tb.Fatalf("%q is no code", typed)
	}
	if s.codes == nil {
		if err := s.learnCodes(ctx); err != nil {
			tb.Fatal(err)
		}
	}
	_, ok = s.codes.by[code]
	return ok
}

// ParseReceipts reads receipts.jsonl and forgets it.
func ParseReceipts(data []byte) error {
	_, err := parseReceipts(data)
	return err
}

func TestWhatIsOnItsWayIsNotTakenForGranted(t *testing.T) {
	about, was, is := markOf("record"), markOf("received"), markOf("conflict")
	k := &knowledge{Has: items{about: was}}
	if !k.has(about, was) || k.has(about, is) || k.has(markOf("other"), was) {
		t.Error("what came is not what is known")
	}
	k.add(sent{First: 2, Last: 2, Manifest: "m", Items: items{about: is}})
	if k.has(about, was) || k.has(about, is) {
		t.Error("an answer on its way may or may not have come")
	}
	k.learn(&reply{Answered: 2, Manifest: "m"})
	if !k.has(about, is) || k.Basis != 2 || len(k.Sent) != 0 {
		t.Errorf("after the reply: %+v", k)
	}
	k.learn(&reply{Answered: 2, Manifest: "another"})
	if k.has(about, is) || k.Basis != 0 {
		t.Error("a reply that is not understood changes nothing")
	}
}
