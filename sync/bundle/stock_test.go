package bundle_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// need fails where a stock tool is missing: a run without them proves nothing.
func need(t *testing.T, tools ...string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		tools = tools[:0]
	}
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("this test needs %s (Debian packages age, openssh-client, coreutils, gzip, tar)", tool)
		}
	}
}

// TestAnAuditorNeedsNothingOfOurs takes bundles apart with age, tar,
// ssh-keygen, sha256sum and gzip, through the script that is shipped.
func TestAnAuditorNeedsNothingOfOurs(t *testing.T) {
	need(t, "age", "tar", "ssh-keygen", "sha256sum", "gzip", "sh")
	w := newWorld(t)
	dir := t.TempDir()
	put := func(name string, b []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	audit := func() {
		put("allowed_signers", trust.AllowedSigners(w.ca.PublicKey(), "62"))
		put("revoked_keys", trust.RevokedKeys(w.registry))
		put("accepted_through", trust.AcceptedThrough(w.registry))
		put("kiem-tra.sh", trust.CheckScript)
	}
	audit()
	check := func(name string) (string, int) {
		c := exec.Command("sh", filepath.Join(dir, "kiem-tra.sh"), name)
		c.Dir = dir
		out, err := c.CombinedOutput()
		if err != nil && c.ProcessState == nil {
			t.Fatal(err)
		}
		t.Logf("%s", out)
		return string(out), c.ProcessState.ExitCode()
	}

	put("up.coop", w.seal(w.build(w.up(60))))
	put("province.agekey", []byte(w.working.String()+"\n"))
	c := exec.Command("age", "-d", "-i", "province.agekey", "-o", "up.tar", "up.coop")
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("age: %v: %s", err, out)
	}
	if out, code := check("up.tar"); code != 0 || !strings.Contains(out, "dakha-01") || !strings.Contains(out, "1-60") {
		t.Fatalf("exit %d", code)
	}
	grant, err := bundle.Build(w.grant(t), w.officeC, trust.NamespaceTrust("62"))
	if err != nil {
		t.Fatal(err)
	}
	put("grant.tar", tarBytes(t, grant))
	if _, code := check("grant.tar"); code != 0 {
		t.Fatalf("grant: exit %d", code)
	}
	g := w.grant(t)
	g.Entries = g.Entries[:5]
	down, err := bundle.Build(g, w.officeC, trust.NamespaceDown("62"))
	if err != nil {
		t.Fatal(err)
	}
	put("down.tar", tarBytes(t, down))
	if _, code := check("down.tar"); code != 0 {
		t.Fatalf("down: exit %d", code)
	}

	good := files(t, tarBytes(t, w.build(w.up(60))))
	body := bytes.Clone(good[3].body)
	body[0] ^= 1
	manifest := bytes.Replace(good[0].body, []byte("epoch: 1"), []byte("epoch: 2"), 1)
	for name, fs := range map[string][]file{
		"manifest.tar":   append([]file{plainFile("MANIFEST", manifest)}, good[1:]...),
		"attachment.tar": {good[0], good[1], good[2], plainFile(good[3].h.Name, body)},
		"dropped.tar":    good[:3],
		"extra.tar":      append(append([]file(nil), good...), plainFile("../x", nil)),
		"doubled.tar":    append(append([]file(nil), good...), good[3]),
		"stranger.tar":   nil,
	} {
		b := makeTar(t, fs)
		if fs == nil {
			b = resign(t, good, good[0].body, certify(t, key(t), w.laptop, 2, "dakha-01"))
		}
		put(name, b)
		if _, code := check(name); code != 3 {
			t.Errorf("%s: exit %d", name, code)
		}
	}
	w.registry.Devices[1].Status = trust.Compromised
	audit()
	if _, code := check("up.tar"); code != 3 {
		t.Errorf("revoked: exit %d", code)
	}
	w.registry.Devices[1].Status = trust.Active
}
