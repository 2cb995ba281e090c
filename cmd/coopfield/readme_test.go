//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// firstDay returns the commands of the README from the first day to the first
// bundle, as they stand there.
func firstDay(t *testing.T) []string {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	mustDo(t, err)
	_, rest, found := strings.Cut(string(readme), "From the first day to the first bundle")
	_, rest, block := strings.Cut(rest, "```\n")
	rest, _, end := strings.Cut(rest, "```")
	if !found || !block || !end {
		t.Fatal("the README has no block of the first day")
	}
	return strings.Split(strings.TrimSpace(rest), "\n")
}

// What the README tells an office to type is typed into a shell, with real
// stores under a passphrase; only the fingerprint comes from where the paper
// would have it, and a record is put where a person would sit at the screens.
func TestREADMEsFirstDayRunsAsItStands(t *testing.T) {
	t.Parallel()
	const screens = "coopfield --data o "
	dir := t.TempDir()
	mustDo(t, os.WriteFile(filepath.Join(dir, "pw"), []byte(passphrase+"\n"), 0o600))
	coop := `{"name":"HTX Mẫu","type":"htx","unit":"23500"}`
	mustDo(t, os.WriteFile(filepath.Join(dir, "coop.jsonl"), []byte(coop+"\n"), 0o600))
	script := []string{"set -eu"}
	worked := false
	for _, line := range firstDay(t) {
		line = strings.ReplaceAll(line, "FINGERPRINT grant", `"$(sed 's/.*"ca":"\([^"]*\)".*/\1/' ca.json)" grant`)
		switch {
		case strings.Contains(line, "--role province"):
			command, _, _ := strings.Cut(line, " #")
			line = command + " --json > ca.json"
		case strings.HasPrefix(line, screens):
			line, worked = "coopfield put cooperative --data o < coop.jsonl", true
		}
		script = append(script, line)
	}
	if !worked {
		t.Fatal("the README does not say where the work is done")
	}
	script = append(script, "coopfield list cooperative --data o")
	cmd := exec.Command("sh", "-c", strings.Join(script, "\n"))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "COOPFIELD_PASSPHRASE_FILE="+filepath.Join(dir, "pw"), "XDG_CONFIG_HOME="+dir, "XDG_CACHE_HOME="+dir)
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	forking.Lock()
	err := cmd.Start()
	forking.Unlock()
	if err == nil {
		err = cmd.Wait()
	}
	if err != nil || !strings.Contains(out.String(), "HTX Mẫu  [tỉnh đã nhận]") {
		t.Errorf("%v\n%s", err, out.String())
	}
}
