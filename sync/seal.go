package sync

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// SealPlan says beforehand what a seal would write.
type SealPlan struct {
	*desk.Pending
	To         string   // folder or file that was named
	Folder     string   // where the file goes
	Name       string   // of the first bundle
	Recipients []string // fingerprints in groups
	Bundles    int      // how many files
	Size       int64    // bytes that are surely enough
	Free       int64    // bytes free in the folder
	// Ack reports that nothing of Pending waits, and that a bundle goes all the
	// same: it tells the province which answer came, or that this store was put
	// back and writes in a new epoch.
	Ack bool
}

// Sealed is one bundle that was written and read back.
type Sealed struct {
	Path     string `json:"path"` // first file of the first copy
	SHA256   string `json:"sha256"`
	Size     int64  `json:"size"` // of the whole, in bytes
	Epoch    int64  `json:"epoch"`
	Export   int64  `json:"export"`
	From     int64  `json:"from"`
	Through  int64  `json:"through"`
	Head     string `json:"head"`
	Manifest string `json:"manifest"` // SHA-256 of the MANIFEST
	Parts    int    `json:"parts"`    // files of one copy
	Copies   []Copy `json:"copies"`   // one of each place that was named
	Ack      bool   `json:"ack"`      // it carries no change, only what came here
}

// checkSealer refuses to seal where there is nobody to seal for.
func (s *Site) checkSealer() error {
	switch {
	case s.IsProvince():
		return &store.Error{Code: store.Denied, Detail: "province", Message: "kho của tỉnh không đóng gói gửi lên", Hint: "gói gửi về huyện do lệnh cấp quyền và trả lời tạo ra"}
	case s.Trust() == nil:
		return &store.Error{
			Code: store.Denied, Detail: "not-enrolled", Message: "máy này chưa được tỉnh cấp quyền nên chưa đóng gói được",
			Kept: "mọi thay đổi vẫn nằm trong kho", Hint: "gửi tệp của coopfield enrol request cho tỉnh, rồi nhập tệp cấp quyền bằng coopfield import",
		}
	}
	return nil
}

// SealPlan tells what goes, to whom, how large it may be and whether there is
// room. to is a file or folder, "" for the outbox.
func (s *Site) SealPlan(ctx context.Context, to string) (*SealPlan, error) {
	if err := s.checkSealer(); err != nil {
		return nil, err
	}
	p, err := s.Desk.Pending(ctx)
	if err != nil {
		return nil, err
	}
	ack, err := s.onlyAck(ctx, p)
	if err != nil {
		return nil, err
	}
	plan, err := s.plan(p, to)
	if plan == nil {
		return nil, err
	}
	plan.Ack = ack
	too, tooErr := s.ackToo(ctx, p)
	if too {
		plan.Bundles++
	}
	return plan, cmp.Or(err, tooErr)
}

// plan finds where what is pending would go.
func (s *Site) plan(p *desk.Pending, to string) (*SealPlan, error) {
	plan := &SealPlan{Pending: p, To: to, Size: p.Bytes/3 + 64<<10, Bundles: int(p.Bytes/bundle.OpsPerBundle) + max(len(p.Parts), 1)}
	for _, r := range s.Trust().Recipients() {
		plan.Recipients = append(plan.Recipients, trust.FormatFingerprint(trust.RecipientFingerprint(r)))
	}
	first := p.Epoch
	if !p.Empty() {
		first = p.Parts[0].Epoch
	}
	plan.Folder, plan.Name = s.target(to, first, p.NextExport)
	if to == "" {
		if err := makeFolder(plan.Folder); err != nil {
			return nil, cannotWrite(plan.Folder, err)
		}
	}
	if info, err := os.Stat(plan.Folder); err != nil || !info.IsDir() {
		return nil, cannotWrite(plan.Folder, err)
	}
	free, err := bundle.FreeSpace(plan.Folder)
	if err != nil {
		return nil, cannotWrite(plan.Folder, err)
	}
	plan.Free = free
	return plan, nil
}

func cannotWrite(dir string, err error) error {
	return &store.Error{
		Code: store.Internal, Detail: "target", Message: "không ghi được vào " + dir, Kept: "mọi thay đổi vẫn nằm trong kho",
		Hint: "cắm lại USB, hoặc chọn thư mục khác", Err: err,
	}
}

// target splits what was named into folder and file name; a folder gets the
// bundle's own name.
func (s *Site) target(to string, epoch, export int64) (dir, name string) {
	name = bundle.FileName(s.Trust().Province, s.Principal(), epoch, export)
	if to == "" {
		return s.OutboxDir(), name
	}
	if isFolder(to) {
		return filepath.Clean(to), name
	}
	return filepath.Dir(to), filepath.Base(to)
}

// SealOptions say where bundles go and how.
type SealOptions struct {
	// To are files or folders that each get a copy, the outbox if there is none.
	To []string
	// PartSize splits each bundle into parts of at most so many bytes, 0 not.
	PartSize int64
	// Progress is told before each bundle; it may be nil.
	Progress func(done, total int)
}

// Seal is [Site.SealTo] with one file or folder, "" for the outbox.
func (s *Site) Seal(ctx context.Context, to string) ([]Sealed, error) {
	return s.SealTo(ctx, SealOptions{To: []string{to}})
}

// SealTo writes everything that the province has no receipt for, of every epoch,
// as signed bundles encrypted to it, in order, each read back from its medium. A
// file is refused when more than one bundle is needed. When one of several
// places fails the others are written and reported, and the error has detail
// "copy". Nothing local is deleted, locked or marked as received.
func (s *Site) SealTo(ctx context.Context, o SealOptions) ([]Sealed, error) {
	if err := s.checkSealer(); err != nil {
		return nil, err
	}
	if o.PartSize != 0 {
		if _, err := bundle.Split(0, o.PartSize); err != nil {
			return nil, err
		}
	}
	pending, err := s.Desk.PendingRange(ctx)
	if err != nil {
		return nil, err
	}
	ack, err := s.onlyAck(ctx, pending)
	if err != nil {
		return nil, err
	}
	job, err := s.sealing(pending, ack, o)
	if err != nil {
		return nil, err
	}
	var groups []group
	for _, part := range job.plan.Parts {
		more, err := s.group(ctx, part)
		if err != nil {
			return nil, err
		}
		groups = append(groups, more...)
	}
	too, err := s.ackToo(ctx, pending)
	if err != nil {
		return nil, err
	}
	if ack || too {
		groups = append(groups, ackGroup(pending))
	}
	if err := job.fits(len(groups)); err != nil {
		return nil, err
	}
	var out []Sealed
	var failed error
	export, prev := job.plan.NextExport, job.plan.PrevExport
	for i, g := range groups {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if o.Progress != nil {
			o.Progress(i, len(groups))
		}
		w, err := s.sealOne(ctx, job, g, export, prev)
		if w == nil {
			return out, err
		}
		out = append(out, *w)
		if store.DetailOf(err) != "copy" && err != nil {
			return out, err
		}
		failed = cmp.Or(failed, err)
		export, prev = export+1, w.Manifest
	}
	return out, failed
}

func usageError(message, hint string) error {
	return &store.Error{Code: store.Usage, Message: message, Hint: hint}
}

// group is the ops of one bundle.
type group struct {
	part           desk.Part
	from, through  int64
	prevHead, head store.Hash
	lines          [][]byte
	files          []bundle.Attachment
}

// What one bundle carries of attached files; a MANIFEST and a part of a mail
// have their limits too.
const (
	filesPerBundle = 200
	filesSize      = 256 << 20
)

// outgoing takes the files of a part one after another.
type outgoing struct {
	rest []desk.File
	n    int
	size int64
}

// at returns the files of the op at seq, and whether they fit into the bundle
// that is being filled.
func (o *outgoing) at(seq int64) (files []bundle.Attachment, fits bool, err error) {
	size := int64(0)
	for len(o.rest) > 0 && o.rest[0].Seq <= seq {
		f := o.rest[0]
		o.rest = o.rest[1:]
		h, err := store.ParseHash(f.SHA256)
		if err != nil {
			return nil, false, fmt.Errorf("reading an attachment's hash: %w", err)
		}
		files = append(files, bundle.Attachment{Hash: h, Size: f.Size, Load: f.Load})
		size += f.Size
	}
	fits = o.n+len(files) <= filesPerBundle && o.size+size <= filesSize
	if !fits {
		o.n, o.size = 0, 0
	}
	o.n, o.size = o.n+len(files), o.size+size
	return files, fits, nil
}

// group cuts a part of what is pending, which lies in one epoch, into bundles
// of at most bundle.OpsPerBundle.
func (s *Site) group(ctx context.Context, p desk.Part) ([]group, error) {
	var out []group
	head, seq, size := p.PrevHead, p.From, int64(0)
	files, err := s.Desk.OutgoingFiles(ctx, p)
	if err != nil {
		return nil, err
	}
	with := outgoing{rest: files}
	err = s.Desk.OutgoingPart(ctx, p, func(line []byte) error {
		n := int64(len(line)) + 1
		more, fits, err := with.at(seq)
		if err != nil {
			return err
		}
		if len(out) == 0 || !fits || size+n > bundle.OpsPerBundle {
			out = append(out, group{part: p, from: seq, prevHead: head})
			size = 0
		}
		g := &out[len(out)-1]
		head = oplog.Hash(head, line)
		g.lines = append(g.lines, append([]byte(nil), line...))
		g.files = append(g.files, more...)
		g.through, g.head = seq, head
		seq, size = seq+1, size+n
		return nil
	})
	if err != nil {
		return nil, err
	}
	if head != p.Head {
		return nil, &store.Error{
			Code: store.Damaged, Detail: "op-chain", Message: "chuỗi thay đổi trong kho không khớp với điểm cuối đã ghi", Kept: "chưa đóng gói gì",
			Hint: "không sửa gì thêm; gọi người hỗ trợ của tỉnh",
		}
	}
	return out, nil
}

func (s *Site) sealOne(ctx context.Context, job *sealing, g group, export int64, prev string) (*Sealed, error) {
	m := bundle.Manifest{
		Purpose: bundle.Up, Mode: s.Self.Mode, To: s.Trust().Province, Device: s.Principal(), Dev: s.Keys.Dev(),
		Epoch: g.part.Epoch, Export: export, From: g.from, Through: g.through, PrevHead: g.prevHead, Head: g.head,
		Schema: oplog.Version, App: s.App, ClaimedAt: s.Clock().Format(time.RFC3339), Install: s.Keys.Install(),
		Recipients: fingerprints(s.Trust().Recipients()),
	}
	if prev != "" {
		h, err := store.ParseHash(prev)
		if err != nil {
			return nil, fmt.Errorf("reading the last export: %w", err)
		}
		m.PrevExport = h
	}
	at, err := s.answered(ctx)
	if err != nil {
		return nil, err
	}
	m.Answered = at
	if at := g.part.Receipted; at.Seq > 0 {
		m.Receipted = &bundle.Seq{Seq: at.Seq, Head: at.Head}
	}
	signer, err := s.Keys.CertSigner()
	if err != nil {
		return nil, err
	}
	t, err := bundle.Build(&bundle.Content{Manifest: m, Ops: g.lines, Attachments: g.files}, signer, trust.NamespaceBundle(s.Trust().Province))
	if err != nil {
		return nil, err
	}
	if err := t.Check(s.wantUp()); err != nil {
		return nil, fmt.Errorf("checking the bundle before encryption: %w", err)
	}
	var places []place
	for _, to := range job.to {
		dir, name := s.target(to, g.part.Epoch, export)
		places = append(places, place{dir, name})
	}
	w, err := s.writeBundle(ctx, places[0].dir, places[0].name, t, s.Trust().Recipients(), writeOptions{PartSize: job.part, Also: places[1:]})
	if err != nil {
		return nil, err
	}
	out := &Sealed{
		Path: w.path(), SHA256: w.SHA256, Size: w.Size, Parts: w.Parts, Copies: w.Copies, Epoch: g.part.Epoch, Export: export, From: g.from, Through: g.through,
		Head: g.head.String(), Manifest: t.Hash.String(), Ack: g.from == 0,
	}
	if out.Ack { // so the journal keeps it: an empty range behind what has left
		g.from, g.through = g.part.To+1, g.part.To
	}
	// The file is there: its journal row is written even if ctx was cancelled
	// meanwhile.
	err = s.Desk.Exported(context.WithoutCancel(ctx), store.ExportRow{
		Export: export, Epoch: g.part.Epoch, From: g.from, To: g.through, Head: g.head, Manifest: out.Manifest,
		SHA256: out.SHA256, Name: wholeName(out.Path), Size: w.Size, At: s.Clock().UnixMilli(), To1: s.Trust().Province,
	})
	if err == nil {
		err = s.said(context.WithoutCancel(ctx), g.part.Epoch, at)
	}
	if err != nil {
		return out, err
	}
	return out, w.err()
}

func fingerprints(recipients []string) []string {
	out := make([]string, len(recipients))
	for i, r := range recipients {
		out[i] = trust.RecipientFingerprint(r)
	}
	return out
}

// wantUp is what a bundle for this province must be.
func (s *Site) wantUp() bundle.Want {
	return bundle.Want{
		Province: s.Trust().Province, Mode: s.Self.Mode, Purpose: bundle.Up, To: s.Trust().Province,
		Recipients: fingerprints(s.Trust().Recipients()), Formerly: s.formerly(), CA: s.Trust().CA, Registry: s.Registry(),
	}
}

// wantDown is what a bundle back to this laptop must be.
func (s *Site) wantDown() bundle.Want {
	return bundle.Want{
		Province: s.Trust().Province, Mode: s.Self.Mode, Purpose: bundle.Down, To: s.Principal(),
		Recipients: []string{trust.RecipientFingerprint(s.Keys.Recipient())}, CA: s.Trust().CA, Registry: s.Registry(),
	}
}
