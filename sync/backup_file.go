package sync

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/sync/trust"
)

// manifestName is the first entry of a backup.
const manifestName = "MANIFEST"

// maxBackup bounds a backup's content in bytes, far above any store.
const maxBackup = 64 << 30

// backupFile is one file that a backup takes.
type backupFile struct{ name, path string }

// backupEntry is what the manifest says of one.
type backupEntry struct {
	name string
	size int64
	sum  string
}

// backupManifest is the first entry of a backup:
//
//	coopfield-backup: v1
//	made-at: 2026-11-23T08:15:00+07:00
//	mode: real | training
//	dev: <32 hex>
//	install: <32 hex>
//	app: 0.1.0
//	file: coopfield.db <size> <sha256>
//	…
type backupManifest struct {
	made, dev, install, app string
	mode                    trust.Mode
	files                   []backupEntry
}

func (m *backupManifest) total() (n int64) {
	for _, f := range m.files {
		n += f.size
	}
	return n
}

func (m *backupManifest) encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "coopfield-backup: v1\nmade-at: %s\nmode: %s\ndev: %s\ninstall: %s\napp: %s\n", m.made, m.mode, m.dev, m.install, m.app)
	for _, f := range m.files {
		fmt.Fprintf(&b, "file: %s %d %s\n", f.name, f.size, f.sum)
	}
	return b.Bytes()
}

// backupName is what a file of a backup may be called: nothing that leads out of
// the folder, is hidden, or is not of a store.
var backupName = regexp.MustCompile(`^(coopfield\.db|(oplog|keys|ca|inbox|att)(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+)$`)

func parseBackupManifest(b []byte) (*backupManifest, error) {
	bad := errors.New("not the manifest of a backup")
	lines := strings.Split(string(b), "\n")
	if len(lines) < 8 || lines[len(lines)-1] != "" || lines[0] != "coopfield-backup: v1" {
		return nil, bad
	}
	m := &backupManifest{}
	var mode string
	for i, dst := range []*string{&m.made, &mode, &m.dev, &m.install, &m.app} {
		key := []string{"made-at: ", "mode: ", "dev: ", "install: ", "app: "}[i]
		value, ok := strings.CutPrefix(lines[i+1], key)
		if !ok {
			return nil, bad
		}
		*dst = value
	}
	m.mode = trust.Mode(mode)
	if !m.mode.Valid() || !trust.IsHex(m.dev, 32) || !trust.IsHex(m.install, 32) {
		return nil, bad
	}
	seen := map[string]bool{}
	for _, line := range lines[6 : len(lines)-1] {
		rest, ok := strings.CutPrefix(line, "file: ")
		parts := strings.Split(rest, " ")
		if !ok || len(parts) != 3 {
			return nil, bad
		}
		size, err := strconv.ParseInt(parts[1], 10, 64)
		e := backupEntry{parts[0], size, parts[2]}
		if err != nil || size < 0 || !backupName.MatchString(e.name) || path.Clean(e.name) != e.name || !trust.IsHex(e.sum, 64) || seen[e.name] {
			return nil, bad
		}
		seen[e.name] = true
		m.files = append(m.files, e)
	}
	if !seen[storeFile] || m.total() > maxBackup || !bytes.Equal(m.encode(), b) {
		return nil, bad
	}
	return m, nil
}

// measure hashes the files that a backup takes.
func (m *backupManifest) measure(files []backupFile) error {
	for _, f := range files {
		if !backupName.MatchString(f.name) {
			return fmt.Errorf("a file that does not belong into a store: %q", f.name)
		}
		sum, size, err := hashFile(f.path)
		if err != nil {
			return err
		}
		m.files = append(m.files, backupEntry{f.name, size, sum})
	}
	return nil
}

func hashFile(name string) (sum string, size int64, err error) {
	f, err := os.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = f.Close() }() // only read from
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// writer returns what produces the backup: age over tar.
func (m *backupManifest) writer(keys *trust.Keyring, recipients []string, files []backupFile) func(io.Writer) error {
	return func(dst io.Writer) error {
		sealed, err := keys.EncryptBackup(dst, recipients...)
		if err != nil {
			return err
		}
		t := tar.NewWriter(sealed)
		text := m.encode()
		if err := t.WriteHeader(&tar.Header{Name: manifestName, Mode: 0o600, Size: int64(len(text)), Format: tar.FormatUSTAR}); err != nil {
			return err
		}
		if _, err := t.Write(text); err != nil {
			return err
		}
		for i, f := range files {
			if err := m.files[i].write(t, f.path); err != nil {
				return err
			}
		}
		return errors.Join(t.Close(), sealed.Close())
	}
}

// write adds a file. The second log grows while the program works, and only
// grows: what was measured is written.
func (e backupEntry) write(t *tar.Writer, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read from
	if err := t.WriteHeader(&tar.Header{Name: e.name, Mode: 0o600, Size: e.size, Format: tar.FormatPAX}); err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(t, h), f, e.size); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != e.sum {
		return fmt.Errorf("%s changed while it was copied", e.name)
	}
	return nil
}

// readBackup decrypts the backup at file and checks every entry against the
// manifest; with dir it also writes them there, which must be empty. Errors:
// Locked for a missing or wrong passphrase, Refused for a file that is none of
// ours or whose keys are others', Damaged.
func readBackup(file, dir string, ids ...age.Identity) (*backupManifest, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, &store.Error{Code: store.NotFound, Detail: "no-file", Message: fmt.Sprintf("không đọc được tệp %q", file), Kept: "chưa thay đổi gì", Hint: "kiểm tra đường dẫn, cắm lại USB", Err: err}
	}
	defer func() { _ = f.Close() }() // only read from
	plain, err := age.Decrypt(f, ids...)
	if err != nil {
		return nil, explainBackup(err, ids)
	}
	t := tar.NewReader(plain)
	h, err := t.Next()
	if err != nil {
		return nil, brokenBackup(err)
	}
	if h.Name != manifestName || h.Size > 16<<20 {
		return nil, brokenBackup(errors.New("no manifest at the beginning"))
	}
	text, err := io.ReadAll(t)
	if err != nil {
		return nil, brokenBackup(err)
	}
	m, err := parseBackupManifest(text)
	if err != nil {
		return nil, brokenBackup(err)
	}
	for _, e := range m.files {
		h, err := t.Next()
		if err == nil && (h.Name != e.name || h.Size != e.size || h.Typeflag != tar.TypeReg) {
			err = fmt.Errorf("entry %q instead of %q", h.Name, e.name)
		}
		if err == nil {
			err = e.read(t, dir)
		}
		if err != nil {
			return nil, brokenBackup(err)
		}
	}
	if _, err := t.Next(); !errors.Is(err, io.EOF) {
		return nil, brokenBackup(errors.New("something follows the last entry"))
	}
	if _, err := io.Copy(io.Discard, plain); err != nil { // its end is authenticated
		return nil, brokenBackup(err)
	}
	return m, nil
}

// read checks an entry, and writes it below dir unless that is "". What is wrong
// with the folder is told apart from what is wrong with the backup.
func (e backupEntry) read(r io.Reader, dir string) error {
	h := sha256.New()
	dst := io.Writer(h)
	var out *blaming
	if dir != "" {
		name := filepath.Join(dir, filepath.FromSlash(e.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return cannotRestore(err)
		}
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return cannotRestore(err)
		}
		out = &blaming{f: f}
		dst = io.MultiWriter(h, out)
	}
	_, err := io.Copy(dst, r)
	if out != nil {
		if ferr := errors.Join(out.err, out.f.Sync(), out.f.Close()); ferr != nil {
			return cannotRestore(ferr)
		}
	}
	if err == nil && hex.EncodeToString(h.Sum(nil)) != e.sum {
		err = fmt.Errorf("%s does not hash to what the manifest says", e.name)
	}
	return err
}

// blaming remembers that it was the writing that failed.
type blaming struct {
	f   *os.File
	err error
}

func (b *blaming) Write(p []byte) (int, error) {
	n, err := b.f.Write(p)
	b.err = errors.Join(b.err, err)
	return n, err
}

func explainBackup(err error, ids []age.Identity) error {
	for _, id := range ids {
		if b, ok := id.(*trust.BackupIdentity); ok && b.Err != nil {
			return b.Err
		}
	}
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return &store.Error{Code: store.Refused, Detail: trust.DetailRecipient, Message: "bản sao lưu này không mở được bằng khóa đã đưa, hoặc không phải bản sao lưu", Kept: "chưa thay đổi gì", Hint: "chọn đúng tệp; nếu quên mật khẩu, nhờ tỉnh mở bằng khóa phục hồi", Err: err}
	}
	return brokenBackup(err)
}

func brokenBackup(err error) error {
	var known *store.Error
	if errors.As(err, &known) {
		return err
	}
	return &store.Error{Code: store.Damaged, Detail: "backup-damaged", Message: "bản sao lưu bị hỏng, chép chưa hết, hoặc không phải bản sao lưu", Kept: "chưa thay đổi gì", Hint: "chép lại tệp, hoặc dùng bản sao lưu khác", Err: err}
}
