package sync

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
)

// breaking is a log that the program breaks on, with what a record says.
type breaking struct{ store.Log }

func (breaking) View(context.Context, func(store.Tx) error) error { panic("Nguyễn Văn Mẫu") }

// A file that the program breaks on is one that is not taken in: it does not end
// the program, which would stop the others and show what a record says.
func TestAFileThatTheProgramBreaksOnStopsNoOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.coop")
	if err := os.WriteFile(path, []byte("age-encryption.org/v1\n-> X25519"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &Site{SiteOptions: SiteOptions{Log: breaking{}}}
	p := s.take(t.Context(), source{path: path}, true)
	if store.CodeOf(p.err) != store.Internal || store.DetailOf(p.err) != "panic" || p.src.path != path {
		t.Fatalf("%+v", p)
	}
	if said := p.err.Error(); strings.Contains(said, "Mẫu") || !strings.Contains(said, "breaking.View") {
		t.Errorf("it is told as %q", said)
	}
}

// What breaks in one of several parts breaks where somebody stands ready for it.
func TestWhatBreaksWhileOpsAreCheckedIsTheCallers(t *testing.T) {
	op := store.LoggedOp{Op: store.Op{
		V: 1, ID: strings.Repeat("a", 32), Dev: strings.Repeat("b", 32), Ep: 1, Seq: 1, Actor: "x", Typ: store.Visit,
		Ent: "01920000-0000-7000-8000-000000000001", Kind: store.OpVoid, Why: "nhầm", Sig: "AAAA", Base: []store.Hash{{1}},
	}}
	var v any
	func() {
		defer func() { v = recover() }()
		_, _ = checkOps([]store.LoggedOp{op}, nil) // nobody's key
	}()
	if v == nil {
		t.Error("it was not told")
	}
}
