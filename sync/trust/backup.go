package trust

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"filippo.io/age"

	"coopfield/store"
)

// A backup of a store is an age file whose file key is wrapped three times: to
// the store's own age recipient, to the province's recovery recipient once there
// is one, and in a stanza of its own kind,
//
//	-> coopfield-store v1 <base64 of DIR/keys/wrap>
//	<file key, sealed under the store's data key>
//
// which carries the wrapped data key. So a backup opens on a fresh machine with
// the passphrase alone (Argon2id, as the store itself), and with the province's
// recovery identity if that is forgotten; age and rage pass over a stanza that
// they do not know and open the file with the recovery identity. A scrypt stanza
// of age would do neither: it must be the only one of a file, and the passphrase
// is not known any more when a backup is made. The stanza also shows that the
// file was made by whoever holds the data key; age itself shows nobody.
const (
	backupStanza  = "coopfield-store"
	backupVersion = "v1"
)

var backupPlace = []byte("coopfield-backup v1 file key")

var errNoStanza = errors.New("no stanza of a store")

// backupRecipient wraps file keys for whoever has the store's passphrase.
type backupRecipient struct {
	k  *Keyring
	pq bool // beside hybrid recipients
}

// WrapWithLabels implements age.RecipientWithLabels: the stanza is symmetric, so
// that it may stand beside hybrid recipients, which want no weaker neighbour.
func (r backupRecipient) WrapWithLabels(fileKey []byte) ([]*age.Stanza, []string, error) {
	s, err := r.Wrap(fileKey)
	if r.pq {
		return s, []string{"postquantum"}, err
	}
	return s, nil, err
}

// Wrap implements age.Recipient.
func (r backupRecipient) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	wrap, err := r.k.vault().read(wrapFile)
	if err != nil {
		return nil, err
	}
	if _, err := parseWrap(wrap); err != nil {
		return nil, damagedFile(filepath.Join(r.k.vault().dir, wrapFile), err)
	}
	body, err := seal(rand.Reader, r.k.vault().data, backupPlace, fileKey)
	if err != nil {
		return nil, err
	}
	return []*age.Stanza{{Type: backupStanza, Args: []string{backupVersion, base64.RawStdEncoding.EncodeToString(wrap)}, Body: body}}, nil
}

// BackupIdentity opens backups with a passphrase, or without one those of
// training stores. It keeps why it could not.
type BackupIdentity struct {
	Passphrase []byte
	Err        error // Locked for a missing or wrong passphrase
	Opened     bool  // the file was made by whoever holds the store's data key

	data []byte // the store's data key, known without a passphrase
}

// BackupIdentity returns what opens the backups of this store.
func (k *Keyring) BackupIdentity() *BackupIdentity { return &BackupIdentity{data: k.DataKey()} }

// Unwrap implements age.Identity.
func (i *BackupIdentity) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	for _, s := range stanzas {
		if s.Type != backupStanza || len(s.Args) != 2 || s.Args[0] != backupVersion {
			continue
		}
		key, err := i.unwrap(s)
		if err != nil {
			i.Err = err
			return nil, fmt.Errorf("%w: %w", age.ErrIncorrectIdentity, err)
		}
		i.Opened = true
		return key, nil
	}
	return nil, fmt.Errorf("%w: %w", age.ErrIncorrectIdentity, errNoStanza)
}

func (i *BackupIdentity) unwrap(s *age.Stanza) ([]byte, error) {
	text, err := base64.RawStdEncoding.Strict().DecodeString(s.Args[1])
	if err != nil {
		return nil, err
	}
	w, err := parseWrap(text)
	if err != nil {
		return nil, err
	}
	data := i.data
	if data == nil {
		if data, err = w.open(i.Passphrase); err != nil {
			return nil, err
		}
	}
	return unseal(data, backupPlace, s.Body)
}

// EncryptBackup returns a writer of a backup of this store, encrypted to its
// passphrase, the recipients named, and its own recipient where that is of their
// kind: a file has recipients of one kind. The file is whole only after Close.
func (k *Keyring) EncryptBackup(dst io.Writer, recipients ...string) (io.WriteCloser, error) {
	own := k.Recipient()
	if len(recipients) == 0 || kindOf(recipients[0]) == kindOf(own) {
		recipients = append([]string{own}, recipients...)
	}
	rs := []age.Recipient{backupRecipient{k: k, pq: kindOf(recipients[0]) == Hybrid}}
	for _, s := range recipients {
		r, err := ParseRecipient(s)
		if err != nil {
			return nil, err
		}
		rs = append(rs, r)
	}
	w, err := age.Encrypt(dst, rs...)
	if err != nil {
		return nil, fmt.Errorf("encrypting a backup: %w", err)
	}
	return w, nil
}

// IsWrongRecipient reports whether err says that none of the identities given
// opens an age file.
func IsWrongRecipient(err error) bool {
	var e *store.Error
	return errors.As(err, &e) && e.Detail == DetailRecipient
}
