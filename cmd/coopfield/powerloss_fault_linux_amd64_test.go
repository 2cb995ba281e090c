package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// One command of the program meets a fault at each of its system calls that
// write, by itself: it is killed there, or the disk is full, or it answers with
// an error. Afterwards the store opens, nothing that was there is lost, what was
// said to be done is done, the refusal is a Vietnamese sentence, and the same
// command succeeds. By default some points of each; every point, and a table,
// with
//
//	go test -tags soak -run Fault -v -timeout 60m ./cmd/coopfield
//
// It needs Linux on amd64 and the right to trace (container: SYS_PTRACE).

// ordeal is a command that meets faults.
type ordeal struct {
	name string
	// prepare makes the stores and files under root and returns the command.
	prepare func(t *testing.T, root string) []string
	// held fails unless what was there before is there.
	held func(t *testing.T, root string)
	// done returns an error unless the command has done all it is for.
	done func(t *testing.T, root string) error
	// stdin is what the command reads.
	stdin string
	// once: what was done already is refused the second time.
	once bool
}

func ordeals() []*ordeal {
	return []*ordeal{putOrdeal(), sealOrdeal(), importOrdeal(), migrateOrdeal(), backupOrdeal(), restoreOrdeal(), answerOrdeal()}
}

// coopsOf counts the cooperatives that a store holds.
func coopsOf(t *testing.T, dir string) (n int) {
	t.Helper()
	inside(t, dir, func(s *opened) { n = len(idsOf(t, s)) })
	return n
}

func wantCoops(dir string, want ...int) func(t *testing.T, root string) {
	return func(t *testing.T, root string) {
		t.Helper()
		if n := coopsOf(t, filepath.Join(root, dir)); !slices.Contains(want, n) {
			t.Errorf("%d records, want %v", n, want)
		}
	}
}

func hasCoops(dir string, want int) func(t *testing.T, root string) error {
	return func(t *testing.T, root string) error {
		t.Helper()
		if n := coopsOf(t, filepath.Join(root, dir)); n != want {
			return fmt.Errorf("%d records, want %d", n, want)
		}
		return nil
	}
}

// pairIn moves an officer's and a province's store to root.
func pairIn(t *testing.T, root string) (o, p string) {
	t.Helper()
	a, b := trainingPair(t)
	o, p = filepath.Join(root, "o"), filepath.Join(root, "p")
	mustDo(t, os.CopyFS(o, os.DirFS(a)))
	mustDo(t, os.CopyFS(p, os.DirFS(b)))
	mustDo(t, os.Mkdir(filepath.Join(root, "usb"), 0o700))
	done(t, batch(0, 5), "put", "cooperative", "--data", o)
	return o, p
}

func putOrdeal() *ordeal {
	return &ordeal{
		name: "put",
		prepare: func(t *testing.T, root string) []string {
			pairIn(t, root)
			return []string{"put", "cooperative", "--data", "ROOT/o"}
		},
		stdin: batch(1, 3), once: true,
		held: wantCoops("o", 5, 8),
		done: hasCoops("o", 8),
	}
}

func sealOrdeal() *ordeal {
	return &ordeal{
		name: "seal",
		prepare: func(t *testing.T, root string) []string {
			pairIn(t, root)
			return []string{"seal", "--data", "ROOT/o", "--to", "ROOT/usb"}
		},
		held: wantCoops("o", 5),
		done: func(t *testing.T, root string) error {
			bundles, err := filepath.Glob(filepath.Join(root, "usb", "*.coop"))
			mustDo(t, err)
			if len(bundles) == 0 {
				return errors.New("there is no bundle")
			}
			inside(t, filepath.Join(root, "p"), func(s *opened) {
				for _, b := range bundles {
					if _, cerr := s.Check(context.Background(), b); cerr != nil {
						err = cerr
					}
				}
			})
			return err
		},
	}
}

func importOrdeal() *ordeal {
	return &ordeal{
		name: "import",
		prepare: func(t *testing.T, root string) []string {
			o, _ := pairIn(t, root)
			done(t, "", "seal", "--data", o, "--to", filepath.Join(root, "usb"))
			return []string{"import", "--data", "ROOT/p", "ROOT/usb"}
		},
		held: wantCoops("p", 0, 5),
		done: hasCoops("p", 5),
	}
}

// migrateOrdeal lists what is in a store of the first version.
func migrateOrdeal() *ordeal {
	const held = 2 // cooperatives of the golden store
	return &ordeal{
		name: "migrate",
		prepare: func(t *testing.T, root string) []string {
			o, _ := pairIn(t, root)
			oldStore(t, filepath.Join(o, dbFile))
			return []string{"list", "cooperative", "--data", "ROOT/o"}
		},
		held: wantCoops("o", held),
		done: hasCoops("o", held),
	}
}

// oldStore replaces a database by one of the first version, which is for the
// same person and has no second log yet.
func oldStore(t *testing.T, path string) {
	t.Helper()
	golden, err := os.ReadFile(filepath.Join(root, "store", "sqlite", "testdata", "v1.db"))
	mustDo(t, err)
	settings := map[string][]byte{}
	now, err := sql.Open("sqlite", "file:"+path)
	mustDo(t, err)
	rows, err := now.Query("SELECT key, value FROM setting")
	mustDo(t, err)
	defer rows.Close()
	for rows.Next() {
		var key string
		var value []byte
		mustDo(t, rows.Scan(&key, &value))
		settings[key] = value
	}
	mustDo(t, errors.Join(rows.Err(), now.Close())) // it has read them all, which closed the rows
	mustDo(t, os.RemoveAll(filepath.Join(filepath.Dir(path), "oplog")))
	mustDo(t, os.WriteFile(path, golden, 0o600))
	old, err := sql.Open("sqlite", "file:"+path)
	mustDo(t, err)
	for key, value := range settings {
		_, err := old.Exec("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", key, value)
		mustDo(t, err)
	}
	mustDo(t, old.Close())
}

// backupOrdeal writes a backup; a second one of the same name is refused.
func backupOrdeal() *ordeal {
	return &ordeal{
		name: "backup", once: true,
		prepare: func(t *testing.T, root string) []string {
			pairIn(t, root)
			return []string{"backup", "--data", "ROOT/o", "ROOT/usb/sao-luu.age"}
		},
		held: wantCoops("o", 5),
		done: func(t *testing.T, root string) error { return restores(t, filepath.Join(root, "usb", "sao-luu.age")) },
	}
}

// restores returns an error unless a backup can be put back and has everything.
func restores(t *testing.T, file string) error {
	t.Helper()
	if _, err := os.Stat(file); err != nil {
		return err
	}
	dir := filepath.Join(scratch(t), "lai")
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"restore", file, "--data", dir}, strings.NewReader(""), &out, &errs); code != 0 {
		return fmt.Errorf("restore: exit %d: %s", code, &errs)
	}
	if n := coopsOf(t, dir); n != 5 {
		return fmt.Errorf("%d records in the backup", n)
	}
	return nil
}

// restoreOrdeal puts a store back over the one that is there.
func restoreOrdeal() *ordeal {
	return &ordeal{
		name: "restore",
		prepare: func(t *testing.T, root string) []string {
			o, _ := pairIn(t, root)
			done(t, "", "backup", "--data", o, filepath.Join(root, "usb", "sao-luu.age"))
			done(t, batch(1, 2), "put", "cooperative", "--data", o)
			return []string{"restore", "--data", "ROOT/o", "ROOT/usb/sao-luu.age"}
		},
		held: func(t *testing.T, root string) {
			t.Helper()
			stores, err := filepath.Glob(filepath.Join(root, "o*"))
			mustDo(t, err)
			most := 0
			for _, dir := range stores {
				if info, err := os.Stat(filepath.Join(dir, dbFile)); err == nil && info.Size() > 0 {
					most = max(most, coopsOf(t, dir))
				}
			}
			if most < 7 {
				t.Errorf("the store that was there had 7 records, the best of %v has %d", stores, most)
			}
		},
		done: func(t *testing.T, root string) error {
			if _, err := os.Stat(filepath.Join(root, "o", dbFile)); err != nil {
				return err // moved aside, and the other one not yet in its place
			}
			n := coopsOf(t, filepath.Join(root, "o"))
			if n != 5 && n != 7 {
				return fmt.Errorf("%d records", n)
			}
			return nil
		},
	}
}

// answerOrdeal writes the province's answer to a bundle.
func answerOrdeal() *ordeal {
	return &ordeal{
		name: "answer",
		prepare: func(t *testing.T, root string) []string {
			o, p := pairIn(t, root)
			usb := filepath.Join(root, "usb")
			done(t, "", "seal", "--data", o, "--to", usb)
			done(t, "", "import", "--data", p, usb)
			mustDo(t, os.Mkdir(filepath.Join(root, "ve"), 0o700))
			return []string{"answer", "--data", "ROOT/p", "--to", "ROOT/ve"}
		},
		held: wantCoops("p", 5),
		done: func(t *testing.T, root string) error {
			bundles, err := filepath.Glob(filepath.Join(root, "ve", "*.coop"))
			mustDo(t, err)
			if len(bundles) == 0 {
				return errors.New("there is no answer")
			}
			inside(t, filepath.Join(root, "o"), func(s *opened) {
				for _, b := range bundles {
					if _, cerr := s.Check(context.Background(), b); cerr != nil {
						err = cerr
					}
				}
			})
			return err
		},
	}
}

// spoken is what every refusal looks like: what happened, what to do.
var spoken = regexp.MustCompile(`(?m)^coopfield: .*[àáảãạăâđêôơưèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]`)

// sentence returns why stderr is no refusal for a person, "" if it is.
func sentence(stderr string) string {
	switch {
	case !spoken.MatchString(stderr):
		return "no Vietnamese sentence"
	case !strings.Contains(stderr, "\n  = "):
		return "it does not say what was kept"
	case !strings.Contains(stderr, "\n  → "):
		return "it does not say what to do"
	case strings.Contains(stderr, "ngoài dự kiến") || strings.Contains(stderr, "không mong đợi"):
		return "it was not expected"
	}
	return ""
}

// try meets one fault at one point on a copy of base. It returns where the
// fault happened, and what was wrong then.
func (o *ordeal) try(t *testing.T, base string, args []string, w watch) (hit string, err error) {
	t.Helper()
	w.root = filepath.Join(scratch(t), "kho")
	mustDo(t, os.CopyFS(w.root, os.DirFS(base)))
	defer os.RemoveAll(w.root) //nolint:errcheck // the cleanup of scratch tells
	args = placed(args, w.root)
	got, err := runTraced(w, o.stdin, args...)
	mustDo(t, err)
	if err := o.answered(t, w, got); err != nil {
		return got.hit, err
	}
	o.held(t, w.root)
	was := o.done(t, w.root) == nil
	again := runKilled(t, 0, o.stdin, args...)
	if again.code != 0 && (!o.once || !was) {
		return got.hit, fmt.Errorf("the retry: exit %d\n%s", again.code, again.stderr)
	}
	if err := o.done(t, w.root); err != nil {
		return got.hit, fmt.Errorf("after the retry: %w", err)
	}
	return got.hit, nil
}

// answered checks what the program that met the fault said.
func (o *ordeal) answered(t *testing.T, w watch, got *traced) error {
	t.Helper()
	switch {
	case got.hit == "": // this run had fewer points
		return nil
	case w.fault.errno == 0 && !got.killed:
		return fmt.Errorf("exit %d, not killed", got.code)
	case w.fault.errno == 0:
		return nil
	case got.code == 0:
		if err := o.done(t, w.root); err != nil {
			return fmt.Errorf("reported success: %w", err)
		}
		return o.excused(got)
	case got.code != 1:
		return fmt.Errorf("exit %d\n%s", got.code, got.stderr)
	}
	if why := sentence(got.stderr); why != "" {
		return fmt.Errorf("%s:\n%s", why, got.stderr)
	}
	return nil
}

// excused returns an error for a failed fsync of which nobody was told. SQLite
// does not look at the sync of its folder with which a WAL begins: the WAL's name
// was synced before, when the store was opened. The second log may lag behind;
// the commit itself is safe, and a sentence says it.
func (o *ordeal) excused(got *traced) error {
	call, file, _ := strings.Cut(got.hit, " ")
	switch {
	case strings.Contains(file, "/oplog/") && sentence(got.stderr) != "":
		return fmt.Errorf("the second log fell behind: %s:\n%s", sentence(got.stderr), got.stderr)
	case call != "fsync", storeFolder.MatchString(file):
		return nil
	}
	return errors.New("a failed fsync was reported as success")
}

// storeFolder is a folder with a database, or with the second log.
var storeFolder = regexp.MustCompile(`^([op]|[op]/oplog(/.*)?|\.coopfield-restore-[0-9]+|[op]/\.sao-luu-[0-9]+)$`)

// placed puts the root into a command.
func placed(args []string, root string) []string {
	out := slices.Clone(args)
	for i, a := range out {
		out[i] = strings.Replace(a, "ROOT", root, 1)
	}
	return out
}

func TestFaultAtAWritingCallLosesNothingAndIsToldInASentence(t *testing.T) {
	if !canTrace(t) {
		return
	}
	for _, o := range ordeals() {
		t.Run(o.name, func(t *testing.T) {
			t.Parallel()
			base := filepath.Join(scratch(t), "kho")
			mustDo(t, os.Mkdir(base, 0o700))
			args := o.prepare(t, base)
			root := filepath.Join(scratch(t), "kho")
			mustDo(t, os.CopyFS(root, os.DirFS(base)))
			whole, err := runTraced(watch{root: root}, o.stdin, placed(args, root)...)
			mustDo(t, err)
			if whole.code != 0 || len(whole.points) == 0 {
				t.Fatalf("exit %d after %d points\n%s", whole.code, len(whole.points), whole.stderr)
			}
			for i, f := range faults {
				tried, wrong := 0, 0
				for at := 1 + i*everyPoint(len(whole.points))/3; at <= len(whole.points); at += everyPoint(len(whole.points)) {
					hit, err := o.try(t, base, args, watch{at: at, fault: f})
					if tried++; err != nil {
						wrong++
						t.Errorf("%s at %d (%s): %v", f.name, at, hit, err)
					}
				}
				t.Logf("%-8s %-8s %4d of %4d points tried, %d wrong", o.name, f.name, tried, len(whole.points), wrong)
			}
		})
	}
}
