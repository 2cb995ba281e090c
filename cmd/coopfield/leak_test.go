//go:build unix

package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// requestFile is what a laptop asks with for its certificate: it names the
// person, openly, as the province must read it before there is any key.
func requestFile(rel string) bool { return strings.HasSuffix(rel, ".req") }

// plainTexts are the words of the design that stand in the open in a database:
// names of cooperatives, their folded form and their collation keys.
var plainTexts = []string{"NFC", "folded", "collation key"}

func TestNoPersonalValueStandsInAnyFileOfARealStore(t *testing.T) {
	w := newLeakWorld(t, true)
	watch := watchTemp(t)
	typed := w.lives()
	if n := len(w.values); n < 200 {
		t.Errorf("only %d values are planted", n)
	}
	found, files := personal().tree(t, w.root, requestFile)
	for _, l := range found {
		t.Error(l)
	}
	for _, name := range watch() {
		t.Errorf("made in the folder for temporary files: %s", name)
	}
	t.Logf("%d values and %d of failed commands, %d files: %d found", len(w.values), len(typed.values), files, len(found))

	// The search sees what stands in the open, and that is no more than agreed.
	seen := map[string]bool{}
	open, _ := newScanner(markCoop).tree(t, w.root, nil)
	for _, l := range open {
		seen[l.form] = true
		if !slices.Contains(plainTexts, l.form) || !strings.HasPrefix(filepath.Base(l.place), dbFile) {
			t.Errorf("the name of a cooperative: %s", l)
		}
	}
	for _, f := range plainTexts {
		if !seen[f] {
			t.Errorf("no name of a cooperative is found as %s", f)
		}
	}
	for _, who := range []string{laptop, laptop2, office} {
		columns(t, w.in(who), 40)
	}
	for _, said := range w.said {
		if strings.Contains(said, "goroutine ") || strings.Contains(said, "panic: ") {
			t.Errorf("not for a person: %s", said)
		}
	}
}

// TestTheSameStoryWithoutSealingHoldsEveryValueInPlain shows that the values of
// the test above are there to be found, and that a command that fails keeps
// nothing of what was typed.
func TestTheSameStoryWithoutSealingHoldsEveryValueInPlain(t *testing.T) {
	w := newLeakWorld(t, false)
	typed := w.lives()
	for _, v := range w.held(t, w.root, requestFile) {
		t.Errorf("nowhere in plain: %q", v)
	}
	kept := 0
	for i, v := range typed.values {
		all := planted{values: []string{v}}
		if len(all.held(t, w.root, nil)) == 0 {
			kept++
			t.Logf("kept: %d %q", i, v)
		}
	}
	if kept != 1 { // the journal of received files says what the refused one was called
		t.Errorf("%d values of failed commands are kept", kept)
	}
}
