package sync

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	gosync "sync"
	"sync/atomic"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// Names of the settings in which a store keeps whom it is and whom it trusts.
const (
	settingSelf     = "self"
	settingTrust    = "trust"        // trust.Document, once enrolled; of a province its own
	settingRegistry = "registry"     // text as signed
	settingRegSig   = "registry.sig" // its signature
	settingSecret   = "receipt-secret"
	settingDown     = "down/" // + dev: state of the chain back to a laptop
)

// Self is who a store is for, as init was told. After enrolment the registry's
// entry counts.
type Self struct {
	Mode    trust.Mode `json:"mode"`
	Role    store.Role `json:"role"`
	Person  string     `json:"person"`
	Unit    string     `json:"unit"`
	Created string     `json:"created"` // RFC 3339, for people
}

// SiteOptions are what a Site is opened with.
type SiteOptions struct {
	Dir     string // the store's folder
	Log     store.Log
	Keys    *trust.Keyring
	Clock   store.Clock
	Rand    io.Reader
	App     string // program version
	Session string // this run of the program
	Machine string // what [MachineID] says; "" = unknown
	// Disk is what bundles are written through; nil is the operating system.
	Disk bundle.Disk
}

// Site is one open store with its keys.
type Site struct {
	SiteOptions
	Desk *desk.Desk
	Self Self

	trusted atomic.Pointer[trusted]

	codeMu gosync.Mutex // protects codes
	codes  *codes       // receipt codes of own ops, nil = not asked yet

	bookMu gosync.Mutex           // protects book
	book   map[string]*desk.Given // what the province's book of receipts says

	noticed gosync.Mutex // protects notices
	notices []Notice
}

// trusted is whom a store believes; a change is a new one, so that pages may read
// while an answer is taken in.
type trusted struct {
	document *trust.Document
	registry *trust.Registry
}

// Trust returns whom this store believes, nil before enrolment. It is not to be
// changed.
func (s *Site) Trust() *trust.Document {
	if t := s.trusted.Load(); t != nil {
		return t.document
	}
	return nil
}

// Registry returns the newest registry, nil before enrolment. It is not to be
// changed.
func (s *Site) Registry() *trust.Registry {
	if t := s.trusted.Load(); t != nil {
		return t.registry
	}
	return nil
}

// believe goes on with another registry, or another document too.
func (s *Site) believe(doc *trust.Document, reg *trust.Registry) {
	s.trusted.Store(&trusted{document: doc, registry: reg})
}

// InboxDir is where received files are kept by content.
func (s *Site) InboxDir() string { return filepath.Join(s.Dir, "inbox") }

// RefusedDir is where refused files are kept.
func (s *Site) RefusedDir() string { return filepath.Join(s.Dir, "inbox", "refused") }

// OutboxDir is where bundles go when no place is named.
func (s *Site) OutboxDir() string { return filepath.Join(s.Dir, "outbox") }

// Open reads who the store is for and whom it trusts, and opens its desk. What
// the second log has and the database lacks is taken back, and a store that was
// put back or copied opens a new epoch; [Site.Notices] says so.
func Open(ctx context.Context, o SiteOptions) (*Site, error) {
	s := &Site{SiteOptions: o}
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	if err := s.sweep(); err != nil {
		return nil, err
	}
	var err error
	if s.Desk, err = s.deskOf(ctx, s.writer()); err != nil {
		return nil, err
	}
	s.tidyAllParts(ctx)
	if err := s.detect(ctx); err != nil {
		return s, err
	}
	if err := s.tellPutBack(ctx); err != nil {
		return s, err
	}
	return s, s.recallIssued(ctx)
}

// deskOf returns a desk over the store, at which me writes.
func (s *Site) deskOf(ctx context.Context, me store.Writer) (*desk.Desk, error) {
	return desk.New(ctx, desk.Options{
		Log: s.Log, Signer: s.Keys, Me: me, Mode: string(s.Self.Mode), Epoch: 1,
		Clock: s.Clock, Rand: s.Rand, App: s.App, Session: s.Session,
	})
}

func (s *Site) load(ctx context.Context) error {
	var self, doc, reg, sig []byte
	err := s.Log.View(ctx, func(tx store.Tx) error {
		for key, dst := range map[string]*[]byte{
			settingSelf: &self, settingTrust: &doc, settingRegistry: &reg, settingRegSig: &sig,
		} {
			b, err := tx.Setting(key)
			if err != nil {
				return err
			}
			*dst = b
		}
		return nil
	})
	if err != nil {
		return err
	}
	if self == nil {
		return &store.Error{Code: store.NotFound, Detail: "no-store", Message: "kho dữ liệu ở " + s.Dir + " chưa được tạo xong", Hint: "chạy coopfield init với thư mục khác"}
	}
	if err := json.Unmarshal(self, &s.Self); err != nil {
		return &store.Error{Code: store.Damaged, Message: "không đọc được thông tin của kho dữ liệu", Hint: "khôi phục từ bản sao lưu", Err: err}
	}
	if doc == nil {
		return nil
	}
	document, err := trust.ParseDocument(doc)
	if err != nil {
		return err
	}
	registry, err := trust.VerifyRegistry(reg, sig, document.Province, document.CA)
	if err != nil {
		return err
	}
	s.believe(document, registry)
	if office := registry.Office(); office != nil && s.IsProvince() {
		return s.Keys.Settle(office.Dev) // what a power cut left of a change of keys
	}
	return nil
}

// writer is who stands behind the ops of this store: the registry's entry, or
// before enrolment what init was told.
func (s *Site) writer() store.Writer {
	w := store.Writer{Person: s.Self.Person, Dev: s.Keys.Dev(), Role: s.Self.Role, Unit: s.Self.Unit}
	if s.Registry() == nil {
		return w
	}
	d := s.Registry().ByDev(w.Dev)
	if d == nil {
		return w
	}
	return writerOf(d)
}

func writerOf(d *trust.Device) store.Writer {
	return store.Writer{Person: d.Person, Dev: d.Dev, Principal: d.Principal, Role: d.Role, Unit: d.Unit, Coops: d.Coops}
}

// Principal is this store's name in the registry, "" before enrolment.
func (s *Site) Principal() string { return s.writer().Principal }

// IsProvince reports whether this store is the province's.
func (s *Site) IsProvince() bool { return s.Self.Role == store.Province }

func (s *Site) needProvince(what string) error {
	if s.IsProvince() {
		return nil
	}
	return &store.Error{Code: store.Denied, Detail: "province-only", Message: what + " chỉ làm được ở kho của tỉnh", Hint: "mở kho của tỉnh bằng --data"}
}

// InitOptions say what a new store is for.
type InitOptions struct {
	Self       Self
	Passphrase []byte // none for a training store
	// Ages is the kind of age keys, of a province also that of its recovery
	// identity; "" = X25519. Laptops seal to both, so they are of one kind.
	Ages trust.AgeKind
	// Keys are the store's keys if they were made already, because the log
	// needs their codec; nil makes them.
	Keys *trust.Keyring
}

// Init makes the keys of a new store in dir, which must be empty, and writes
// who it is for into its log. A province also gets its CA, its office's
// certificate, a recovery recipient and the first registry, all under the same
// passphrase. It returns the device's id and, for a province, the CA's
// fingerprint.
func Init(ctx context.Context, dir string, log store.Log, clock store.Clock, o InitOptions) (dev, ca string, err error) {
	keys := o.Keys
	if keys == nil {
		if keys, err = trust.Create(dir, o.Self.Mode, o.Ages, o.Passphrase); err != nil {
			return "", "", err
		}
		defer keys.Close()
	}
	self, err := json.Marshal(o.Self)
	if err != nil {
		return "", "", fmt.Errorf("writing who the store is for: %w", err)
	}
	settings := map[string][]byte{settingSelf: self}
	if o.Self.Role == store.Province {
		if ca, err = initProvince(dir, keys, o, settings); err != nil {
			return "", "", err
		}
	}
	err = log.Update(ctx, func(tx store.Tx) error { return setAll(tx, settings) })
	return keys.Dev(), ca, err
}

// setAll writes settings.
func setAll(tx store.Tx, settings map[string][]byte) error {
	for key, value := range settings {
		if err := tx.SetSetting(key, value); err != nil {
			return err
		}
	}
	return nil
}

func initProvince(dir string, keys *trust.Keyring, o InitOptions, settings map[string][]byte) (string, error) {
	p := o.Self.Unit
	if !trust.ValidProvince(p) {
		return "", &store.Error{Code: store.Invalid, Detail: "unit", Message: fmt.Sprintf("%q không dùng được làm mã tỉnh", p), Hint: "ghi mã tỉnh, ví dụ --unit 62"}
	}
	ca, err := trust.CreateCA(trust.CADir(dir), o.Self.Mode, keys.AgeIdentity().Kind(), o.Passphrase)
	if err != nil {
		return "", err
	}
	defer ca.Close()
	cert, err := ca.Issue(keys.Public(), 1, trust.OfficePrincipal(p))
	if err != nil {
		return "", err
	}
	if err := keys.SetCert(cert); err != nil {
		return "", err
	}
	if o.Self.Mode == trust.Real { // the office may forget its passphrase too
		if err := keys.WrapRecovery(ca.RecoveryRecipient()); err != nil {
			return "", err
		}
	}
	doc := &trust.Document{
		Province: p, Mode: o.Self.Mode, CA: ca.Public(), Office: cert, Device: cert,
		Working: keys.Recipient(), Recovery: ca.RecoveryRecipient(),
	}
	if settings[settingTrust], err = doc.Encode(); err != nil {
		return "", err
	}
	reg := &trust.Registry{Province: p, Mode: o.Self.Mode, Version: 1, Devices: []trust.Device{{
		Principal: trust.OfficePrincipal(p), Dev: keys.Dev(), Serial: 1, Person: o.Self.Person, Role: store.Province,
		Unit: p, Status: trust.Active, Key: keys.Public(), Age: keys.Recipient(),
	}}}
	signer, err := keys.CertSigner()
	if err != nil {
		return "", err
	}
	settings[settingRegistry], settings[settingRegSig], err = trust.SignRegistry(reg, signer)
	return ca.Fingerprint(), err
}
