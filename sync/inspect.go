package sync

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"coopfield/store"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// Checked is what verify and inspect say of one file: it is whole, trusted and
// for us, and this is who made it and what is in it.
type Checked struct {
	Path     string
	SHA256   string
	Grant    bool
	Province string // of a grant: the province that it claims to be of
	CA       string // of a grant: fingerprint of the CA in it
	Manifest bundle.Manifest
	Hash     string // SHA-256 of the MANIFEST
	Person   string
	Role     store.Role
	Unit     string
	Status   trust.Status
	Behind   int64            // first op behind what the registry accepts of the device, 0 if none: an import sets it and the later ones aside
	Ops      []store.LoggedOp // decoded lines, upstream only
	Quoted   int
}

// Check verifies one file as an import would and touches nothing. An own
// bundle, which only the province can open, is Denied with detail "own-bundle".
// Of a part the bundle is checked if the others lie beside it or in the inbox;
// otherwise it is Waiting with detail "part".
func (s *Site) Check(ctx context.Context, path string) (*Checked, error) {
	src := &source{path: path}
	sum, head, err := src.hash()
	if err == nil && bundle.IsPart(head) {
		if src, err = s.wholeOf(path); err == nil {
			sum, head, err = src.hash()
		}
	}
	if err != nil {
		return nil, err
	}
	if !isBundle(head) {
		return nil, notABundle(head)
	}
	p, err := s.prepareAs(*src, prepared{look: true})
	if err != nil {
		if store.DetailOf(err) == bundle.DetailRecipient && s.wrote(ctx, sum) {
			return nil, &store.Error{Code: store.Denied, Detail: "own-bundle", Message: "gói này do máy này đóng, chỉ tỉnh mở được", Kept: "lúc đóng gói đã ghi và đọc lại kiểm tra", Hint: "gửi tệp cho tỉnh; nghi hỏng thì đóng gói lại", Err: err}
		}
		return nil, err
	}
	defer p.close()
	ops, err := p.wholeOps()
	if err != nil {
		return nil, err
	}
	c := &Checked{Path: path, SHA256: sum, Manifest: p.bundle.Manifest, Hash: p.bundle.Hash.String(), Ops: ops}
	if d := p.bundle.Device; d != nil {
		c.Person, c.Role, c.Unit, c.Status = d.Person, d.Role, d.Unit, d.Status
		if m := &c.Manifest; m.Purpose == bundle.Up {
			c.Behind = d.Behind(m.Epoch, m.From, m.Through, m.Head)
		}
	}
	if p.doc != nil {
		c.Grant, c.Province, c.CA = true, p.doc.Province, trust.DevID(p.doc.CA)
	}
	quoted, err := p.bundle.Quoted()
	c.Quoted = len(quoted)
	return c, err
}

// wrote reports whether this store wrote the file with this hash.
func (s *Site) wrote(ctx context.Context, sum string) bool {
	found := false
	err := s.Log.View(ctx, func(tx store.Tx) error {
		rows, err := tx.Exports()
		for i := range rows {
			found = found || rows[i].SHA256 == sum
		}
		return err
	})
	return err == nil && found
}

// AuditOptions say what an auditor gets.
type AuditOptions struct {
	Dir          string
	Files        []string // bundles to be decrypted as NAME.tar
	WithIdentity bool     // training stores only: also the age identity
}

// Audit writes into a folder what is needed to check bundles with stock tools:
// allowed_signers, revoked_keys, accepted_through, kiem-tra.sh, kiem-tra.cmd,
// the page of accounts (doi-chieu.txt, doi-chieu.html), and each named bundle decrypted as NAME.tar. Files that exist are replaced.
// It returns the names written.
func (s *Site) Audit(ctx context.Context, o AuditOptions) ([]string, error) {
	if err := s.needProvince("kiểm tra độc lập"); err != nil {
		return nil, err
	}
	if o.WithIdentity && s.Self.Mode != trust.Training {
		return nil, &store.Error{Code: store.Denied, Detail: "identity", Message: "kho thật không bao giờ ghi khóa giải mã ra ngoài", Kept: "chưa ghi gì", Hint: "bỏ --with-identity; gói đã giải mã nằm trong NAME.tar"}
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, cannotWrite(o.Dir, err)
	}
	files := map[string][]byte{
		"allowed_signers":  trust.AllowedSigners(s.Trust().CA, s.Trust().Province),
		"revoked_keys":     trust.RevokedKeys(s.Registry()),
		"accepted_through": trust.AcceptedThrough(s.Registry()),
		"kiem-tra.sh":      trust.CheckScript,
		"kiem-tra.cmd":     trust.CheckBatch,
	}
	page, err := s.Account(ctx)
	if err != nil {
		return nil, err
	}
	files["doi-chieu.txt"], files["doi-chieu.html"] = page.Text, page.HTML
	if o.WithIdentity {
		files["province.agekey"] = s.Keys.IdentityText()
	}
	var names []string
	for _, name := range sortedKeys(files) {
		if err := trust.WriteFile(filepath.Join(o.Dir, name), files[name], modeOf(name)); err != nil {
			return names, cannotWrite(o.Dir, err)
		}
		names = append(names, name)
	}
	for _, path := range o.Files {
		name, err := s.auditOne(o.Dir, path)
		if err != nil {
			return names, err
		}
		names = append(names, name)
	}
	return names, ctx.Err()
}

func modeOf(name string) fs.FileMode {
	switch name {
	case "kiem-tra.sh":
		return 0o700
	case "province.agekey":
		return 0o600
	}
	return 0o644
}

// auditOne decrypts one bundle. Its signature is for the auditor to check, so
// a bundle that would be refused is written too.
func (s *Site) auditOne(dir, path string) (name string, err error) {
	src := &source{path: path}
	if beginsAsPart(path) {
		if src, err = s.wholeOf(path); err != nil {
			return "", err
		}
	}
	sealed, closeFile, err := s.decrypt(*src, s.Keys.Identities()...)
	if err != nil {
		return "", err
	}
	defer closeFile()
	base := src.shown()
	name = base[:len(base)-len(filepath.Ext(base))] + ".tar"
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", cannotWrite(dir, err)
	}
	if err := errors.Join(sealed.WriteTar(f), f.Close()); err != nil {
		return "", cannotWrite(dir, err)
	}
	return name, nil
}
