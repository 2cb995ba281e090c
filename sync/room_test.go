package sync

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// asked starts a take that must wait, and tells what it got.
func asked(r *room, n int64) chan bool {
	got := make(chan bool, 1)
	go func() { got <- r.take(n) }()
	return got
}

func TestRoomIsSharedOutAndALargeFileComesAlone(t *testing.T) {
	r := newRoom()
	for range 2 {
		if !r.take(aheadBytes / 2) {
			t.Fatal("two halves do not fit")
		}
	}
	large := asked(r, 5*aheadBytes)
	r.give(aheadBytes / 2)
	select {
	case <-large:
		t.Fatal("a file larger than the room came beside another")
	default:
	}
	r.give(aheadBytes / 2)
	if !<-large || r.used != 5*aheadBytes {
		t.Fatalf("%d in use", r.used)
	}
	small := asked(r, 1)
	select {
	case <-small:
		t.Fatal("a file came beside one larger than the room")
	default:
	}
	r.give(5 * aheadBytes)
	if !<-small {
		t.Fatal("shut")
	}
}

func TestAShutRoomLetsNobodyWait(t *testing.T) {
	r := newRoom()
	r.take(aheadBytes)
	waiting := asked(r, 1)
	r.close()
	if <-waiting || r.take(0) {
		t.Fatal("room was given after the end")
	}
}

// told is an importer whose reports are kept.
func told(out *[]FileReport) *importer {
	return &importer{s: &Site{}, came: map[string]store.BundleRow{}, tell: func(r ...FileReport) { *out = append(*out, r...) }}
}

func TestAGroupWhoseCommitFailedIsReportedAsNotTakenIn(t *testing.T) {
	var out []FileReport
	m := told(&out)
	disk := &store.Error{Code: store.Internal, Detail: "disk"}
	refused := &store.Error{Code: store.Internal, Detail: "own"}
	file := func(name string, known *store.BundleRow) *taken {
		return &taken{
			p: &prepared{src: source{path: filepath.Join("usb", name)}, sum: name, known: known},
			r: FileReport{Path: name, SHA256: name, State: FileApplied, Outcome: &desk.Outcome{Appended: 1}},
		}
	}
	came, behind, failed := file("came", nil), file("behind", nil), file("failed", nil)
	before, twin := file("before", &store.BundleRow{}), file("came", &store.BundleRow{})
	behind.behind, failed.err, twin.twin, before.r.State = true, refused, true, FileKnown
	m.came["came"], m.came["behind"] = store.BundleRow{}, store.BundleRow{}
	m.ready = []store.BundleRow{{SHA256: "next"}}
	m.total = 4
	m.o.Progress = func(done, total int, _ string) {
		if done > total {
			t.Fatalf("%d of %d", done, total)
		}
	}
	m.finish(context.Background(), []*taken{came, behind, failed, before, twin}, disk)
	if len(m.came) > 0 || m.ready != nil || m.done != 4 || len(out) != 4 {
		t.Fatalf("came %v, ready %v, done %d, reports %+v", m.came, m.ready, m.done, out)
	}
	for i, want := range []error{disk, refused, nil, disk} {
		if !errors.Is(out[i].Err, want) || want == nil && out[i].Err != nil {
			t.Errorf("%s: %v, want %v", out[i].Path, out[i].Err, want)
		}
		if state := out[i].State; (want == nil) != (state == FileKnown) || want != nil && state != FileRefused || errors.Is(want, disk) && out[i].Outcome != nil {
			t.Errorf("%s is reported as %s, %+v", out[i].Path, state, out[i].Outcome)
		}
	}
}

func TestAGroupThatIsCommittedIsReportedAsItWent(t *testing.T) {
	var out []FileReport
	m := told(&out)
	m.came["a"] = store.BundleRow{}
	m.ready = []store.BundleRow{{SHA256: "next"}}
	a := &taken{p: &prepared{sum: "a"}, r: FileReport{Path: "a", State: FileApplied}}
	b := &taken{p: &prepared{sum: "b"}, r: FileReport{Path: "b"}, err: &store.Error{Code: store.Internal}}
	m.finish(context.Background(), []*taken{a, b}, nil)
	if len(m.came) != 1 || len(m.ready) != 1 || len(out) != 2 || out[0].State != FileApplied || out[1].State != FileRefused {
		t.Fatalf("came %v, ready %v, reports %+v", m.came, m.ready, out)
	}
}
