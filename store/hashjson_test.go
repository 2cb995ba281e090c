package store

import (
	"encoding/json"
	"testing"
)

func TestAHashIsReadFromHexAndFromTheNumbersOfEarlyStores(t *testing.T) {
	want := Hash{1, 2, 250}
	text, err := json.Marshal(map[Hash]Hash{want: want})
	if err != nil || string(text) != `{"`+want.String()+`":"`+want.String()+`"}` {
		t.Fatalf("written as %s, %v", text, err)
	}
	numbers, err := json.Marshal([32]byte(want))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{`"` + want.String() + `"`, string(numbers)} {
		var h Hash
		if err := json.Unmarshal([]byte(s), &h); err != nil || h != want {
			t.Errorf("%s is read as %s, %v", s, h, err)
		}
	}
	for _, s := range []string{`"AB"`, `7`, `[1,2]x`, `""`} {
		var h Hash
		if json.Unmarshal([]byte(s), &h) == nil {
			t.Errorf("%s is read", s)
		}
	}
}
