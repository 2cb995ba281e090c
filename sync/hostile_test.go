package sync_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"coopfield/sync"
)

// TestNoFlippedByteAndNoTruncationIsAccepted flips every byte of a small
// bundle and cuts it at every length. None may be taken in, whole or in part.
func TestNoFlippedByteAndNoTruncationIsAccepted(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, "cooperative", "", coop(1))
	a := o.put(t, "assessment", "", full(c, "2024"))
	_, err := o.Desk.Finalise(ctx, "assessment", a)
	must(t, err)
	sealed := o.seal(t)
	good, err := os.ReadFile(sealed.Path)
	must(t, err)

	before := p.state(t)
	dir := t.TempDir()
	variant := func(name string, b []byte) { must(t, os.WriteFile(filepath.Join(dir, name), b, 0o600)) }
	for i := range good {
		b := bytes.Clone(good)
		b[i] ^= 1 << (i % 8)
		variant(fmt.Sprintf("flip-%05d", i), b)
		variant(fmt.Sprintf("cut-%05d", i), good[:i])
	}
	variant("longer", append(bytes.Clone(good), 0))
	entries, err := os.ReadDir(dir)
	must(t, err)
	reports, err := p.Import(ctx, []string{dir}, sync.ImportOptions{DryRun: true})
	must(t, err)
	if len(reports) != len(entries) || len(reports) != 2*len(good)+1 {
		t.Fatalf("%d reports on %d files", len(reports), len(entries))
	}
	refused := 0
	for _, r := range reports {
		switch r.State {
		case sync.FileRefused:
			refused++
		case sync.FileSkipped: // the first line is not that of a bundle
		default:
			t.Errorf("%s: %s", filepath.Base(r.Path), r.State)
		}
	}
	if refused < len(reports)*9/10 {
		t.Errorf("only %d of %d were read as bundles", refused, len(reports))
	}
	if after := p.state(t); after != before {
		t.Fatal("a dry run changed the database: " + firstDifference(before, after))
	}

	// Some of them for good: the journal and the copies aside are all there is.
	var some []string
	for i := 0; i < len(good); i += 1 + len(good)/40 {
		some = append(some, filepath.Join(dir, fmt.Sprintf("flip-%05d", i)), filepath.Join(dir, fmt.Sprintf("cut-%05d", i)))
	}
	for _, r := range p.take(t, some...) {
		if r.State != sync.FileRefused {
			t.Errorf("%s: %s", filepath.Base(r.Path), r.State)
		}
	}
	if after := p.state(t); after != before {
		t.Fatal("a refused file changed the database: " + firstDifference(before, after))
	}
	left, err := os.ReadDir(p.InboxDir())
	must(t, err)
	if len(left) != 1 || left[0].Name() != "refused" {
		t.Errorf("the inbox holds %v", left)
	}
	if r := p.take(t, sealed.Path); r[0].State != sync.FileApplied || r[0].Outcome.Appended != 3 {
		t.Fatalf("the unaltered bundle: %+v", r[0])
	}
}
