package sync_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/sync"
	"coopfield/sync/trust"
)

func restoring(file, dir string) sync.RestoreOptions {
	return sync.RestoreOptions{
		File: file, Dir: dir, Clock: time.Now, Rand: rand.Reader, App: "test", Machine: "A",
		InUse: func(dir string) (bool, error) { return sqlite.Held(filepath.Join(dir, "coopfield.db")) },
		OpenLog: func(_ context.Context, dir string, keys *trust.Keyring) (sync.OpenedLog, error) {
			return openSealed(dir, keys)
		},
	}
}

func openSealed(dir string, keys *trust.Keyring) (*sqlite.DB, error) {
	codec, err := keys.Codec()
	if err != nil {
		return nil, err
	}
	return sqlite.Open(ctx, filepath.Join(dir, "coopfield.db"), sqlite.Options{Codec: codec, SecondLog: filepath.Join(dir, "oplog")})
}

func names(tb testing.TB, dir string) string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	must(tb, err)
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func TestABackupPutBackElsewhereHasAllAndGoesOnInANewEpoch(t *testing.T) {
	o, p := pair(t)
	o.stop()
	m := watched(t, o.dir, "A", nil)
	c := m.put(t, store.Cooperative, "", coop(1))
	_, err := m.Desk.SaveFields(ctx, store.Cooperative, c, desk.Edit{Path: "phone", Value: "0905"})
	must(t, err)
	file := filepath.Join(t.TempDir(), "sao-luu.age")
	mark, err := m.Backup(ctx, file)
	must(t, err)
	if last, since, err := m.LastBackup(ctx); err != nil || last == nil || *last != *mark || since != 0 {
		t.Errorf("last backup %+v, %d since, %v", last, since, err)
	}
	_, err = m.Backup(ctx, file)
	wantDetail(t, err, "file-exists")
	_, err = m.Backup(ctx, filepath.Join(m.dir, "x.age"))
	wantDetail(t, err, "inside-store")
	before := m.state(t)
	if got := names(t, m.dir); strings.Contains(got, ".sao-luu") {
		t.Errorf("left behind: %s", got)
	}
	m.stop()

	dir := filepath.Join(t.TempDir(), "moi", "kho")
	out, err := sync.Restore(ctx, restoring(file, dir))
	must(t, err)
	if out.Aside != "" || out.Complete || out.Epoch != 2 || out.Dev != m.Keys.Dev() {
		t.Errorf("restored %+v", out)
	}
	r := watched(t, dir, "A", nil)
	defer r.stop()
	if got := details(r); got != "" || r.Desk.OpenedEpoch().Why != desk.WhyRestored {
		t.Errorf("notices %q, %+v", got, r.Desk.OpenedEpoch())
	}
	if got := restoredState(r.state(t)); got != restoredState(before) {
		t.Error(firstDifference(restoredState(before), got))
	}
	r.put(t, store.Cooperative, "", coop(2))
	usb := t.TempDir()
	_, err = r.Seal(ctx, usb)
	must(t, err)
	for _, rep := range p.take(t, usb) {
		if rep.State != sync.FileApplied {
			t.Errorf("%s: %s %v", rep.Path, rep.State, rep.Err)
		}
	}
	if got := names(t, filepath.Dir(dir)); got != "kho" {
		t.Errorf("beside the store: %s", got)
	}
}

// restoredState leaves out what a restore changes.
func restoredState(state string) string {
	var b strings.Builder
	for line := range strings.Lines(state) {
		if !strings.HasPrefix(line, `setting key="desk.epoch"`) && !strings.HasPrefix(line, `setting key="backup.last"`) {
			b.WriteString(line)
		}
	}
	return b.String()
}

func TestARestoreOverAStoreTakesItsSecondLogAndKeepsItAside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kho")
	create(t, dir, store.Officer, "615")
	m := watched(t, dir, "A", nil)
	m.put(t, store.Cooperative, "", coop(1))
	file := filepath.Join(t.TempDir(), "sao-luu.age")
	_, err := m.Backup(ctx, file)
	must(t, err)
	_, err = sync.Restore(ctx, restoring(file, dir))
	if store.CodeOf(err) != store.Busy {
		t.Fatalf("a store in use: %v", err)
	}
	m.stop()

	out, err := sync.Restore(ctx, restoring(file, dir)) // nothing was written since
	must(t, err)
	if !out.Complete || out.Epoch != 1 || out.Aside == "" || len(out.Notices) != 0 {
		t.Errorf("restored %+v", out)
	}
	m = watched(t, dir, "A", nil)
	later := m.put(t, store.Cooperative, "", coop(2))
	m.stop()
	out, err = sync.Restore(ctx, restoring(file, dir))
	must(t, err)
	if out.Complete || out.Epoch != 2 || len(out.Notices) != 1 || out.Notices[0].Detail != desk.WhyLogAhead {
		t.Errorf("restored %+v", out)
	}
	m = watched(t, dir, "A", nil)
	defer m.stop()
	if got := details(m); got != "" {
		t.Errorf("notices %q", got)
	}
	_, err = m.Desk.Get(ctx, store.Cooperative, later)
	must(t, err)
	if got := strings.Fields(names(t, filepath.Dir(dir))); len(got) != 3 || !strings.HasPrefix(got[1], "kho.truoc-") {
		t.Errorf("beside the store: %s", got)
	}
}

func TestARealStoreComesBackWithItsPassphraseOrTheRecoveryKey(t *testing.T) {
	base := t.TempDir()
	dir, file, pass := filepath.Join(base, "kho"), filepath.Join(base, "sao-luu.age"), []byte("mật khẩu đủ dài")
	must(t, os.MkdirAll(dir, 0o700))
	keys, err := trust.Create(dir, trust.Real, trust.X25519, pass)
	must(t, err)
	defer keys.Close()
	ca, err := trust.CreateCA(trust.CADir(filepath.Join(base, "tinh")), trust.Training, trust.X25519, nil)
	must(t, err)
	must(t, keys.WrapRecovery(ca.RecoveryRecipient()))
	db, err := openSealed(dir, keys)
	must(t, err)
	_, _, err = sync.Init(ctx, dir, db, time.Now, sync.InitOptions{Keys: keys, Self: sync.Self{Mode: trust.Real, Role: store.Officer, Person: "Cán bộ Kín", Unit: "615"}})
	must(t, err)
	site, err := sync.Open(ctx, sync.SiteOptions{Dir: dir, Log: db, Keys: keys, Clock: time.Now, Rand: rand.Reader, App: "test"})
	must(t, err)
	site.Believe(&trust.Document{Recovery: ca.RecoveryRecipient()}, nil)
	doc := coop(1)
	doc["chair"] = "Trần Thị Bí Mật"
	ids, err := site.Desk.Put(ctx, store.Cooperative, []desk.Input{{Doc: doc}})
	must(t, err)
	_, err = site.Backup(ctx, file)
	must(t, err)
	must(t, db.Close())
	sealed, err := os.ReadFile(file)
	must(t, err)
	for _, secret := range []string{"Bí Mật", "Cán bộ Kín", "SQLite format", "coopfield.db", "OPENSSH"} {
		if bytes.Contains(sealed, []byte(secret)) {
			t.Errorf("the backup shows %q", secret)
		}
	}

	try := func(change func(o *sync.RestoreOptions)) (string, error) {
		to := filepath.Join(t.TempDir(), "kho")
		o := restoring(file, to)
		change(&o)
		_, err := sync.Restore(ctx, o)
		if err != nil && names(t, filepath.Dir(to)) != "" {
			t.Errorf("after %v there is %s", err, names(t, filepath.Dir(to)))
		}
		return to, err
	}
	_, err = try(func(*sync.RestoreOptions) {})
	wantDetail(t, err, "passphrase-needed")
	_, err = try(func(o *sync.RestoreOptions) { o.Passphrase = []byte("sai") })
	wantDetail(t, err, "wrong-passphrase")
	other, err := trust.CreateCA(filepath.Join(base, "khac"), trust.Training, trust.X25519, nil)
	must(t, err)
	_, err = try(func(o *sync.RestoreOptions) { o.Recovery, o.NewPassphrase = other.Recovery(), []byte("mới") })
	wantDetail(t, err, trust.DetailRecipient)

	fresh := []byte("mật khẩu mới hẳn")
	for _, by := range []struct {
		change func(o *sync.RestoreOptions)
		pass   []byte
	}{
		{func(o *sync.RestoreOptions) { o.Passphrase = pass }, pass},
		{func(o *sync.RestoreOptions) { o.Recovery, o.NewPassphrase = ca.Recovery(), fresh }, fresh},
	} {
		to, err := try(by.change)
		must(t, err)
		k, err := trust.Open(to, by.pass)
		must(t, err)
		db, err := openSealed(to, k)
		must(t, err)
		s, err := sync.Open(ctx, sync.SiteOptions{Dir: to, Log: db, Keys: k, Clock: time.Now, Rand: rand.Reader, App: "test"})
		must(t, err)
		r, err := s.Desk.Get(ctx, store.Cooperative, ids[0])
		must(t, err)
		if r.Doc.Text("chair") != "Trần Thị Bí Mật" || s.Desk.Epoch() != 2 {
			t.Errorf("restored %v, epoch %d", r.Doc, s.Desk.Epoch())
		}
		must(t, db.Close())
		k.Close()
	}
}

func TestADamagedBackupChangesNothing(t *testing.T) {
	base := t.TempDir()
	dir, file := filepath.Join(base, "kho"), filepath.Join(base, "sao-luu.age")
	create(t, dir, store.Officer, "615")
	m := watched(t, dir, "A", nil)
	m.put(t, store.Cooperative, "", coop(1))
	_, err := m.Backup(ctx, file)
	must(t, err)
	m.stop()
	whole, err := os.ReadFile(file)
	must(t, err)
	before := names(t, dir)
	bad := filepath.Join(base, "hong.age")
	for i := range 40 {
		b := bytes.Clone(whole)
		if at := len(b) * i / 40; i%2 == 0 {
			b[at] ^= 0x10
		} else {
			b = b[:at]
		}
		must(t, os.WriteFile(bad, b, 0o600))
		_, err := sync.Restore(ctx, restoring(bad, dir))
		var e *store.Error
		if !errors.As(err, &e) || e.Message == "" || e.Kept == "" || e.Hint == "" {
			t.Fatalf("damage %d: %v", i, err)
		}
		if got := names(t, base); got != "hong.age kho sao-luu.age" || names(t, dir) != before {
			t.Fatalf("damage %d left %s, %s", i, got, names(t, dir))
		}
	}
	must(t, os.WriteFile(filepath.Join(base, "la.txt"), []byte("không phải sao lưu"), 0o600))
	_, err = sync.Restore(ctx, restoring(filepath.Join(base, "la.txt"), dir))
	wantDetail(t, err, "backup-damaged")
	must(t, os.Mkdir(filepath.Join(base, "anh"), 0o700))
	must(t, os.WriteFile(filepath.Join(base, "anh", "1.jpg"), nil, 0o600))
	_, err = sync.Restore(ctx, restoring(file, filepath.Join(base, "anh")))
	wantDetail(t, err, "folder-not-empty")
}
