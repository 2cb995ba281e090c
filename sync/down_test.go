package sync_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// answer is a bundle back to a laptop that carries the registry as it is now.
func (m *machine) answer(tb testing.TB, dev string, export int64) []byte {
	tb.Helper()
	var reg, sig []byte
	must(tb, m.db.View(ctx, func(tx store.Tx) (err error) {
		if reg, err = tx.Setting("registry"); err == nil {
			sig, err = tx.Setting("registry.sig")
		}
		return err
	}))
	d := m.Registry().ByDev(dev)
	signer, err := m.Keys.CertSigner()
	must(tb, err)
	t, err := bundle.Build(&bundle.Content{
		Manifest: bundle.Manifest{
			Purpose: bundle.Down, Mode: trust.Training, To: d.Principal, Recipients: []string{trust.RecipientFingerprint(d.Age)},
			Device: m.Principal(), Dev: m.Keys.Dev(), Epoch: 1, Export: export, PrevExport: store.Hash{1}, Schema: 1, App: "test",
			ClaimedAt: time.Now().Format(time.RFC3339), Install: m.Keys.Install(),
		},
		Entries: []bundle.Entry{{Name: bundle.RegistryTxt, Data: reg}, {Name: bundle.RegistrySig, Data: sig}},
	}, signer, trust.NamespaceDown(m.Trust().Province))
	must(tb, err)
	var b bytes.Buffer
	must(tb, bundle.Seal(&b, t, d.Age))
	return b.Bytes()
}

func TestAGrantCountsForTheFilesBehindItInOneImport(t *testing.T) {
	dir := t.TempDir()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	create(t, filepath.Join(dir, "dakha"), store.Officer, "615")
	o := open(t, filepath.Join(dir, "dakha"))
	grant := approve(t, p, o)
	second := p.answer(t, o.Keys.Dev(), 2)
	enrolled(t, p, ca, filepath.Join(dir, "ngochoi"), "611") // raises the registry
	third := p.answer(t, o.Keys.Dev(), 3)
	usb := filepath.Join(dir, "usb")
	must(t, os.Mkdir(usb, 0o700))
	for name, data := range map[string][]byte{"1": grant, "2": second, "3": third} {
		must(t, os.WriteFile(filepath.Join(usb, name), data, 0o600))
	}
	reports, err := o.Import(ctx, []string{usb}, sync.ImportOptions{CA: ca})
	must(t, err)
	if len(reports) != 3 || !reports[0].Grant {
		t.Fatalf("reports %+v", reports)
	}
	for _, r := range reports {
		if r.State != sync.FileApplied {
			t.Errorf("%s: %s, %v", r.Path, r.State, r.Err)
		}
	}
	if o.Registry().Version != p.Registry().Version {
		t.Errorf("registry %d, want %d", o.Registry().Version, p.Registry().Version)
	}
}
