package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// anotherLaptop makes one more officer's store of unit 615, for the same person
// as the first, and enrols it.
func anotherLaptop(t *testing.T, p string) string {
	t.Helper()
	o := filepath.Join(t.TempDir(), "o2")
	done(t, "", "init", "--data", o, "--role", "officer", "--name", "Cán bộ", "--unit", "615", "--training")
	done(t, "", "enrol", "request", "--data", o, "--to", o+".req")
	done(t, "", "enrol", "approve", "--data", p, o+".req", "--to", o+".grant")
	ca, err := trust.OpenCA(trust.CADir(p), nil)
	mustDo(t, err)
	defer ca.Close()
	done(t, "", "import", "--data", o, "--ca", ca.Fingerprint(), o+".grant")
	return o
}

// logOf returns the lines of an own log in order.
func logOf(t *testing.T, dir string) (lines [][]byte) {
	t.Helper()
	inside(t, dir, func(s *opened) {
		mustDo(t, s.db.View(context.Background(), func(tx store.Tx) error {
			return tx.Range(s.Desk.Me().Dev, 1, 1, 0, func(o *store.LoggedOp) error {
				lines = append(lines, bytes.Clone(o.Line))
				return nil
			})
		}))
	})
	return lines
}

func TestASealedChangeIsNeverWrittenAgain(t *testing.T) {
	t.Parallel()
	o, p := trainingPair(t)
	coop := puts(t, o, "cooperative", batch(0, 1))
	usb := t.TempDir()
	first, second := filepath.Join(usb, "1.coop"), filepath.Join(usb, "2.coop")
	done(t, "", "seal", "--data", o, "--to", first)
	sealed := logOf(t, o)
	puts(t, o, "cooperative", oneLine(`{"id":%q,"notes":"sửa sau khi đóng gói"}`, coop))
	done(t, "", "seal", "--data", o, "--to", second)
	after := logOf(t, o)
	if len(sealed) != 1 || len(after) != 2 || !bytes.Equal(after[0], sealed[0]) {
		t.Fatalf("the log was\n%s\nand is\n%s", sealed, after)
	}
	// The stick that half succeeded comes after the whole one: no other content of
	// the same change, nothing to decide.
	done(t, "", "import", "--data", p, second)
	done(t, "", "import", "--data", p, first)
	a, _ := done(t, "", "get", "cooperative", coop, "--json", "--data", o)
	b, _ := done(t, "", "get", "cooperative", coop, "--json", "--data", p)
	if a != b || !strings.Contains(b, "sửa sau khi đóng gói") {
		t.Errorf("the laptop holds\n%sand the province\n%s", a, b)
	}
}

// An honest change that arrives after its laptop was revoked is set aside with
// its reason and every byte, and an admission lets it count.
func TestAQuarantinedChangeKeepsItsBytesItsReasonAndItsWayOut(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o, p := trainingPair(t)
	puts(t, o, "cooperative", batch(0, 1))
	carry(t, o, p)
	done(t, "", "enrol", "revoke", "--data", p, "dakha-01", "--reason", "mất máy")
	done(t, batch(1, 2), "put", "cooperative", "--data", o)
	usb := t.TempDir()
	done(t, "", "seal", "--data", o, "--to", usb)
	wants(t, "the import", fails(t, 4, "", "import", "--data", p, usb), "cách ly")
	sent := logOf(t, o)
	var ops []string
	for line := range strings.Lines(runKilled(t, 0, "", "admit", "--list", "--json", "--data", p).stdout) {
		var q struct{ Op, Verdict, Why string }
		mustDo(t, json.Unmarshal([]byte(line), &q))
		if q.Verdict != string(store.BeyondAccepted) || q.Why == "" {
			t.Errorf("no reason: %s", line)
		}
		ops = append(ops, q.Op)
	}
	if len(ops) != 2 || len(sent) != 3 {
		t.Fatalf("%d changes aside of %d", len(ops), len(sent))
	}
	inside(t, p, func(s *opened) {
		for i, op := range ops {
			h, err := store.ParseHash(op)
			mustDo(t, err)
			mustDo(t, s.db.View(ctx, func(tx store.Tx) error {
				held, err := tx.Op(h)
				if err == nil && !bytes.Equal(held.Line, sent[i+1]) {
					t.Errorf("held is\n%s\nsent was\n%s", held.Line, sent[i+1])
				}
				return err
			}))
		}
	})
	wants(t, "the list for people", fails(t, 4, "", "admit", "--list", "--data", p), "sau mốc đã chấp nhận", "coopfield admit")
	done(t, "", "admit", "--data", p, ops[0], "--reason", "ghi trước khi mất máy")
	done(t, "", "refuse", "--data", p, ops[1], "--reason", "không rõ ai ghi")
	inside(t, p, func(s *opened) {
		if n := len(idsOf(t, s)); n != 2 {
			t.Errorf("%d cooperatives count", n)
		}
	})
}

// The successor of a retired laptop gets its open work and goes on with it.
func TestOpenWorkGoesOnAtTheSuccessor(t *testing.T) {
	t.Parallel()
	o, p := trainingPair(t)
	_, sheet := sheetAt(t, o)
	carry(t, o, p)
	next := anotherLaptop(t, p)
	out, _ := done(t, "", "enrol", "revoke", "--data", p, "dakha-01", "--status", "retired", "--successor", "dakha-02", "--reason", "thay máy")
	wants(t, "the revocation", out, "dakha-02")
	back(t, p, next)
	puts(t, next, "assessment", oneLine(lessonSheet, sheet, "4.5"))
	done(t, "", "finalise", "assessment", sheet, "--data", next)
	carry(t, next, p)
	got, _ := done(t, "", "get", "assessment", sheet, "--json", "--data", p)
	wants(t, "the province's sheet", got, `"status":"final"`)
	out, _ = done(t, "", "history", "assessment", sheet, "--json", "--data", p)
	devs := map[string]bool{}
	for _, m := range regexp.MustCompile(`"dev":"(\w+)"`).FindAllStringSubmatch(out, -1) {
		devs[m[1]] = true
	}
	if len(devs) != 2 {
		t.Errorf("%d laptops in the history:\n%s", len(devs), out)
	}
}

func TestTwoLaptopsOfOnePersonMeetAtTheProvince(t *testing.T) {
	t.Parallel()
	o, p := trainingPair(t)
	coop := puts(t, o, "cooperative", batch(0, 1))
	carry(t, o, p)
	next := anotherLaptop(t, p)
	back(t, p, next)
	puts(t, o, "cooperative", oneLine(`{"id":%q,"notes":"ở máy bàn"}`, coop))
	puts(t, next, "cooperative", oneLine(`{"id":%q,"phone":"0260 3 862 111"}`, coop))
	puts(t, next, "cooperative", batch(1, 1))
	carry(t, next, p)
	carry(t, o, p)
	got, _ := done(t, "", "get", "cooperative", coop, "--json", "--data", p)
	wants(t, "the province's record", got, "ở máy bàn", "862")
	out, _ := done(t, "", "list", "cooperative", "--data", p)
	if n := strings.Count(out, "Hợp tác xã"); n != 2 {
		t.Errorf("%d cooperatives:\n%s", n, out)
	}
}

// Where nobody can be encrypted to, nothing is written: not plain, not half, not
// for one of two places, not in parts.
func TestASealThatCannotEncryptWritesNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o, _ := trainingPair(t)
	done(t, oneLine(`{"name":"HTX Không Lộ Tên","type":"htx","unit":"23500"}`), "put", "cooperative", "--data", o)
	a, b := t.TempDir(), t.TempDir()
	inside(t, o, func(s *opened) {
		for what, broken := range map[string]string{"no key": "", "a torn key": s.Trust().Working[:30]} {
			good := s.Trust().Working
			s.Trust().Working = broken
			for _, opts := range []sync.SealOptions{{To: []string{a}}, {To: []string{a, b}}, {To: []string{a}, PartSize: 64 << 10}} {
				if _, err := s.SealTo(ctx, opts); err == nil {
					t.Errorf("%s: sealed", what)
				}
			}
			s.Trust().Working = good
		}
		h, err := s.Desk.Home(ctx, 2024)
		mustDo(t, err)
		if h.LastExport != nil || h.Unsealed != 1 {
			t.Errorf("an export is noted: %+v, %d to seal", h.LastExport, h.Unsealed)
		}
	})
	for _, dir := range []string{a, b} {
		left, err := os.ReadDir(dir)
		mustDo(t, err)
		if len(left) > 0 {
			t.Errorf("%v was left", left)
		}
	}
	for _, pattern := range []string{"outbox/*", "tmp/*", "*.tmp", ".*"} {
		left, err := filepath.Glob(filepath.Join(o, filepath.FromSlash(pattern)))
		mustDo(t, err)
		for _, path := range left {
			if content, err := os.ReadFile(path); err == nil && bytes.Contains(content, []byte("Không Lộ")) {
				t.Errorf("%s holds the name in plain", path)
			}
		}
	}
	done(t, "", "seal", "--data", o, "--to", a)
}

// Every bundle can be opened with the recovery key that lies in a safe, when the
// office's own key is lost, and with no other.
func TestTheRecoveryKeyAloneOpensABundle(t *testing.T) {
	t.Parallel()
	o, p := trainingPair(t)
	puts(t, o, "cooperative", batch(0, 1))
	path := filepath.Join(t.TempDir(), "b.coop")
	done(t, "", "seal", "--data", o, "--to", path)
	sealed, err := os.ReadFile(path)
	mustDo(t, err)
	ca, err := trust.OpenCA(trust.CADir(p), nil)
	mustDo(t, err)
	defer ca.Close()
	if _, err := age.Decrypt(bytes.NewReader(sealed), ca.Recovery()); err != nil {
		t.Errorf("the recovery key: %v", err)
	}
	stranger, err := age.GenerateX25519Identity()
	mustDo(t, err)
	if _, err := age.Decrypt(bytes.NewReader(sealed), stranger); err == nil {
		t.Error("a stranger opened it")
	}
}

// A file that is refused is noted in the journal of files and changes nothing
// else: no op, record, draft, setting or head.
func TestARefusedFileChangesNothingThatCounts(t *testing.T) {
	t.Parallel()
	o, p := takenIn(t, 3)
	done(t, batch(1, 3), "put", "cooperative", "--data", o)
	usb := t.TempDir()
	good := filepath.Join(usb, "b.coop")
	done(t, "", "seal", "--data", o, "--to", good)
	content, err := os.ReadFile(good)
	mustDo(t, err)
	var before string
	inside(t, p, func(s *opened) { before = dump(t, s) })
	for name, b := range map[string][]byte{
		"bent":  append(bytes.Clone(content[:len(content)-20]), append([]byte{content[len(content)-20] ^ 1}, content[len(content)-19:]...)...),
		"short": content[:len(content)/2],
		"zero":  make([]byte, len(content)),
		"none":  nil,
	} {
		path := filepath.Join(usb, name)
		mustDo(t, os.WriteFile(path, b, 0o600))
		fails(t, 3, "", "import", "--data", p, path)
		inside(t, p, func(s *opened) {
			if after := dump(t, s); after != before {
				t.Errorf("%s changed the store: %s", name, firstDifference(before, after))
			}
		})
	}
	done(t, "", "import", "--data", p, good)
}

// A backup that runs while somebody types holds every field that was durable
// before it began, whole.
func TestABackupTakenWhileSomebodyTypesHoldsWhatWasDurable(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o, _ := trainingPair(t)
	coop := puts(t, o, "cooperative", batch(0, 1))
	dir := t.TempDir()
	file, moved := filepath.Join(dir, "sao-luu.age"), filepath.Join(dir, "kho")
	const early = 10
	inside(t, o, func(s *opened) {
		typed := func(i int) {
			_, err := s.Desk.SaveField(ctx, store.Cooperative, coop, "notes", fmt.Sprintf("chữ thứ %03d.", i), "")
			mustDo(t, err)
		}
		for i := range early {
			typed(i)
		}
		ended := make(chan error, 1)
		go func() {
			_, err := s.Backup(ctx, file)
			ended <- err
		}()
		for i := early; ; i++ {
			select {
			case err := <-ended:
				mustDo(t, err)
				return
			default:
				typed(i)
			}
		}
	})
	done(t, "", "restore", "--data", moved, file)
	inside(t, moved, func(s *opened) {
		f, err := s.Desk.Edit(ctx, store.Cooperative, coop)
		mustDo(t, err)
		var n int
		if _, err := fmt.Sscanf(f.Doc.Text("notes"), "chữ thứ %d.", &n); err != nil || n < early-1 {
			t.Errorf("the backup holds %q", f.Doc.Text("notes"))
		}
	})
}
