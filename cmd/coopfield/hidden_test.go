package main

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestMarksThatTurnOrHideTextAreNotPrinted(t *testing.T) {
	var b strings.Builder
	bad := "a\u202eb\x1b]52;c;x\a\u2066c\nd"
	writeRevision(&b, desk.Revision{
		Actor: bad, Why: bad, Note: bad, OpKind: store.OpPut, Fields: []desk.Change{{Path: "name", Label: bad, From: bad, To: bad}},
	})
	if got := b.String(); strings.ContainsAny(got, "\u202e\u2066\x1b\a") || strings.Count(got, "\n") != 4 {
		t.Errorf("%q", got)
	}
}
