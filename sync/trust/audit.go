package trust

import (
	"bytes"
	_ "embed" // the scripts below
	"fmt"
	"strings"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
)

// CheckScript is kiem-tra.sh: it checks decrypted bundles (NAME.tar) with
// nothing but tar, ssh-keygen, sha256sum and gzip.
//
//go:embed audit/kiem-tra.sh
var CheckScript []byte

// CheckBatch is kiem-tra.cmd, the same for Windows. It redirects files with
// cmd: a PowerShell pipe would change their bytes. Its lines end in CR LF however
// the source was checked out: cmd misses labels in a file with LF alone.
var CheckBatch = bytes.ReplaceAll(bytes.ReplaceAll(checkBatch, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))

//go:embed audit/kiem-tra.cmd
var checkBatch []byte

// AllowedSigners returns the file allowed_signers of an auditor: one
// cert-authority line without dates, so that OpenSSH 8.1 reads it too. Which
// principal signed is asked with -I and answered by the certificate.
func AllowedSigners(ca ssh.PublicKey, p string) []byte {
	return fmt.Appendf(nil, "* cert-authority,namespaces=\"coopfield-*\" %s ca-%s\n", EncodeKey(ca), p)
}

// RevokedKeys returns the file revoked_keys: those keys alone of which nothing
// is accepted, because stock tools refuse every bundle of a listed key, old
// ones too. An office's key is never among them: its answers are no ops, and
// those of before it was put out of use stay what they were.
func RevokedKeys(r *Registry) []byte {
	var b strings.Builder
	for i := range r.Devices {
		if d := &r.Devices[i]; d.Accepted == nil && d.Status != Active && d.Role != store.Province {
			fmt.Fprintf(&b, "%s %s\n", EncodeKey(d.Key), d.Principal)
		}
	}
	return []byte(b.String())
}

// AcceptedThrough returns the file accepted_through: principal, epoch, seq and
// head of the last op that is believed, a line for each epoch of a device, by
// epoch. "- - -" means no limit, "none - -" that nothing is accepted, and seq and
// head "0 -" that nothing of this epoch is. Of an epoch behind the last line of
// its device, and of one between two lines, nothing is believed; all of one
// before the first line is, which only registries of one point have.
func AcceptedThrough(r *Registry) []byte {
	var b strings.Builder
	for i := range r.Devices {
		d := &r.Devices[i]
		var lines []string
		for _, p := range d.Points() {
			lines = append(lines, p.text())
		}
		switch {
		case lines != nil:
		case d.Status == Active:
			lines = []string{"- - -"}
		default:
			lines = []string{"none - -"}
		}
		for _, l := range lines {
			fmt.Fprintf(&b, "%s %s\n", d.Principal, l)
		}
	}
	return []byte(b.String())
}
