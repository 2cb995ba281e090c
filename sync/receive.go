package sync

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

// ImportOptions say how files are taken in.
type ImportOptions struct {
	DryRun bool // verify and preview; nothing is written anywhere
	// CA is the fingerprint of the province's CA as typed from paper; a grant
	// needs it.
	CA string
	// AskCA asks a person for it, shown what the grant claims to be from; nil
	// where there is no terminal.
	AskCA func(province string) (string, error)
	// Alone says that nobody else works in this store meanwhile, as when a command
	// holds it: then transactions are longer, and a file is reported some seconds
	// later.
	Alone bool
	// Progress is told after each file; it may be nil.
	Progress func(done, total int, name string)
	// Report, if set, is given each report when it is made. What Import returns in
	// the end then leaves out what each outcome says of single records: thousands
	// of files have hundreds of thousands.
	Report func(*FileReport)
}

// FileState says what became of one file.
type FileState string

// The states of a file.
const (
	FileApplied FileState = "applied" // đã nhập
	FileHeld    FileState = "held"    // chờ gói trước
	FileKnown   FileState = "known"   // đã nhận trước đây
	FileRefused FileState = "refused" // từ chối
	FileSkipped FileState = "skipped" // found in a folder, no bundle, or with Err one for another store
	FilePreview FileState = "preview" // dry run
	FilePart    FileState = "part"    // phần của gói chia nhỏ
)

// FileReport is what became of one file of an import, or would.
type FileReport struct {
	Path    string
	Name    string // of the file, for people
	SHA256  string
	State   FileState
	Err     error // of a refused file, a *store.Error
	Grant   bool
	Device  string // principal of the sender, "" if it is not known
	Person  string
	Unit    string // unit id of the sender
	Bundle  store.BundleRow
	Outcome *desk.Outcome // nil for a refused or known file, and for a part
	Part    *PartInfo     // of a part file whose header could be read
	// After is, in a dry run, the export number of the file before it that brings
	// what this one follows; 0 for none. Each file is previewed by itself, so that
	// Outcome says that it is held; an import goes on with it.
	After int64
}

// Waiting reports whether something in the file waits for a person or for
// other files.
func (r *FileReport) Waiting() bool {
	if r.After > 0 {
		return false
	}
	if r.State == FilePart {
		return len(r.Part.Missing) > 0
	}
	return r.State == FileHeld || r.Outcome != nil && (r.Outcome.Aside > 0 || len(r.Outcome.Cases) > 0 || r.Outcome.Fork || r.Outcome.State == store.BundleHeld)
}

// detailWrongRecipient says that a bundle was encrypted, but not to this store.
const detailWrongRecipient = "wrong-recipient"

// notForUs reports whether folders held bundles, all for other stores.
func notForUs(reports []FileReport) bool {
	foreign := false
	for i := range reports {
		if reports[i].State != FileSkipped {
			return false
		}
		foreign = foreign || reports[i].Err != nil
	}
	return foreign
}

// ImportError returns what a command ends with: Refused if any file was, else
// Internal if this machine failed to take one in, else Waiting if anything is
// held, quarantined or in conflict, else nil.
func ImportError(reports []FileReport) error {
	waiting, preview := false, false
	var failed error
	for i := range reports {
		if reports[i].State == FileRefused {
			if code := store.CodeOf(reports[i].Err); code == store.Internal || code == store.Busy {
				failed = reports[i].Err // a full disk says nothing of the file
				continue
			}
			return &store.Error{Code: store.Refused, Detail: store.DetailOf(reports[i].Err), Message: "có tệp bị từ chối", Kept: "các tệp hợp lệ khác vẫn được xử lý", Hint: "xem lý do ở từng tệp"}
		}
		waiting = waiting || reports[i].Waiting()
		preview = preview || reports[i].State == FilePreview
	}
	if failed != nil {
		return &store.Error{
			Code: store.CodeOf(failed), Detail: store.DetailOf(failed), Message: "máy này gặp lỗi nên chưa nhập được hết các tệp",
			Kept: "tệp gửi đến không bị coi là hỏng; các tệp khác vẫn được xử lý", Hint: "khắc phục như ghi ở từng tệp rồi nhập lại", Err: failed,
		}
	}
	if waiting && preview {
		return &store.Error{Code: store.Waiting, Message: "xem trước: nhập các tệp này sẽ còn mục chờ xử lý", Kept: "chưa nhập gì", Hint: "nhập thật bằng lệnh import không có --dry-run"}
	}
	if waiting {
		return &store.Error{
			Code: store.Waiting, Message: "đã nhập, còn mục chờ xử lý", Kept: "mọi thay đổi trong gói đều được giữ",
			Hint: "xem hộp nhận, hoặc coopfield conflicts (lệch số liệu) và coopfield admit --list (cách ly); mục chờ gói trước thì nhập thêm gói đó",
		}
	}
	if notForUs(reports) {
		return &store.Error{
			Code: store.Refused, Detail: detailWrongRecipient, Message: "ở đó không có gói nào cho máy này: các gói đều gửi cho máy khác hoặc gửi lên tỉnh",
			Kept: "không có gì thay đổi trên máy này", Hint: "tìm gói trả lời có tên máy này, hoặc nhờ tỉnh ghi lại bằng coopfield answer",
		}
	}
	return nil
}

// Import takes in bundles, and on a laptop grants, from files and folders.
// In the province's store files are verified side by side and applied one after
// another, several in one transaction, each a step of its own; elsewhere one by
// one. No file can stop another, a failed file leaves the database as it was, and
// a file is reported when it is on the disk. The reports of parts come
// first, the others stand in the order of the files; behind a file stand those
// of earlier files that it let go on, and in front of all those of held ones that
// an import that was cut short did not come to. When ctx is cancelled the present
// files are finished and the rest left.
func (s *Site) Import(ctx context.Context, paths []string, o ImportOptions) ([]FileReport, error) {
	files, err := sources(paths)
	if err != nil {
		return nil, err
	}
	files, parts, err := s.takeParts(ctx, files, o.DryRun)
	if err != nil {
		return parts, err
	}
	reports := make([]FileReport, 0, len(files)+len(parts))
	tell := func(more ...FileReport) {
		for _, r := range more {
			if r.Name = filepath.Base(r.Path); r.Part == nil {
				r.Name = shownName(files, r.Path)
			}
			r.Name = vi.Clean(r.Name, false) // a stick may have any name on it
			if r.State == FileApplied {
				s.tidyParts(r.SHA256)
			}
			if o.Report != nil {
				o.Report(&r)
				r.forget()
			}
			reports = append(reports, r)
		}
	}
	tell(parts...)
	if s.IsProvince() && !o.DryRun {
		m := &importer{s: s, o: o, tell: tell, total: len(files), came: map[string]store.BundleRow{}}
		err := m.run(ctx, files)
		return reports, errors.Join(err, ctx.Err())
	}
	done := 0
	brought := brings{}
	for _, f := range files {
		if ctx.Err() != nil {
			break
		}
		p := s.take(ctx, f, o.DryRun) // a grant and a registry change what the next file is checked against
		r := s.apply(ctx, p, o)
		p.release()
		if o.DryRun && r.Outcome != nil {
			brought.chain(&r, p)
		}
		tell(r)
		done++
		if o.Progress != nil {
			o.Progress(done, len(files), filepath.Base(r.Path))
		}
	}
	return reports, ctx.Err()
}

// brings says which file of a dry run brings an op: its export number.
type brings map[store.Hash]int64

// chain finds the file before r that brings what it follows, and notes what r
// brings itself.
func (b brings) chain(r *FileReport, p *prepared) {
	if r.Outcome.State == store.BundleHeld {
		if r.After = b[p.in.PrevHead]; r.After == 0 {
			return // it would wait, and so would what follows it
		}
		for i := range r.Outcome.Items {
			r.Outcome.Items[i].Why = fmt.Sprintf("vào sau gói x%04d", r.After)
		}
	}
	for _, h := range p.hashes {
		b[h] = p.in.Bundle.Export
	}
}

// forget drops what is said of single records.
func (r *FileReport) forget() {
	if r.Outcome == nil {
		return
	}
	short := *r.Outcome
	short.Items = nil
	r.Outcome = &short
}

// take is steps 1 to 8 for one file: the copy into the inbox, unless it is a
// dry run, and everything that touches no database. A file that the program
// breaks on stops no other; what broke may hold what a record says and is told
// by its place alone.
func (s *Site) take(ctx context.Context, f source, dry bool) (p *prepared) {
	p = &prepared{src: f}
	defer func() {
		if v := recover(); v != nil {
			p = &prepared{src: f, err: brokenOn()}
		}
	}()
	sum, head, err := f.hash()
	if err != nil {
		p.err = err
		return p
	}
	p.sum = sum
	if !isBundle(head) {
		p.err = notABundle(head)
		return p
	}
	if p.known = s.known(ctx, sum); p.known != nil {
		return p
	}
	path := f.path
	if !dry {
		if p.kept, err = s.keep(f.path, p.sum); err != nil {
			p.err = err
			return p
		}
		path = p.kept
	}
	q, err := s.prepareAs(source{path: path, parts: f.parts, sum: f.sum}, prepared{undone: s.IsProvince() && !dry})
	if err != nil {
		p.err = err
		return p
	}
	q.src, q.sum, q.kept = p.src, p.sum, p.kept
	q.in.Bundle.SHA256, q.in.Bundle.Name = p.sum, f.shown()
	return q
}

// brokenOn is said of a file on which the program broke, where it is recovering.
func brokenOn() error {
	where := "?"
	var pcs [32]uintptr
	for frames, more := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])]), true; more && where == "?"; {
		var at runtime.Frame
		if at, more = frames.Next(); !strings.HasPrefix(at.Function, "runtime.") {
			where = fmt.Sprintf("%s:%d", at.Function, at.Line)
		}
	}
	return &store.Error{
		Code: store.Internal, Detail: "panic", Message: "chương trình gặp lỗi ngoài dự kiến khi đọc tệp này",
		Kept: "tệp và dữ liệu trên máy còn nguyên; các tệp khác vẫn được xử lý", Hint: "giữ tệp lại và gửi dòng này cho người hỗ trợ: " + where,
	}
}

// known returns the journal's row of a file that was applied before.
func (s *Site) known(ctx context.Context, sum string) *store.BundleRow {
	var row *store.BundleRow
	err := s.Log.View(ctx, func(tx store.Tx) (err error) {
		row, err = tx.Bundle(sum)
		return err
	})
	if err != nil || row.State != store.BundleApplied {
		return nil
	}
	return row
}

// apply is steps 9 to 13 for one prepared file of a laptop, or of a dry run.
func (s *Site) apply(ctx context.Context, p *prepared, o ImportOptions) FileReport {
	r := FileReport{Path: p.src.path, SHA256: p.sum}
	switch {
	case p.known != nil:
		return r.knownAs(p.known)
	case p.err != nil:
		return s.refused(ctx, p, r, p.err, o.DryRun)
	}
	s.describe(&r, p)
	var err error
	if p.doc != nil {
		r.Grant = true
		r.Outcome, err = s.takeGrant(ctx, p, o)
	} else if !s.IsProvince() {
		r.Outcome, err = s.takeDown(ctx, p, o.DryRun)
	} else {
		r.Outcome, err = s.Desk.Preview(ctx, p.in)
	}
	if err != nil {
		return s.refused(ctx, p, r, err, o.DryRun)
	}
	r.Bundle = r.Outcome.Bundle
	switch {
	case o.DryRun:
		r.State = FilePreview
	case r.Outcome.State == store.BundleHeld:
		r.State = FileHeld
	default:
		r.State = FileApplied
	}
	return r
}

// knownAs is the report of a file that was taken in before.
func (r FileReport) knownAs(row *store.BundleRow) FileReport {
	r.State, r.Bundle, r.Device = FileKnown, *row, row.Device
	return r
}

func (s *Site) describe(r *FileReport, p *prepared) {
	r.Device = p.bundle.Manifest.Device
	r.Bundle = p.in.Bundle
	if d := p.bundle.Device; d != nil {
		r.Person, r.Unit = d.Person, d.Unit
	}
}

// refused reports a file that is not taken in, keeps its copy aside and writes
// the journal, so that the inbox shows it. A fault of this machine, unlike one
// of the file, leaves no trace: the file may be imported again.
func (s *Site) refused(ctx context.Context, p *prepared, r FileReport, err error, dry bool) FileReport {
	r.State, r.Err = FileRefused, err
	if !p.src.named && store.DetailOf(err) == detailNotABundle {
		r.State, r.Err = FileSkipped, nil
		return r
	}
	if !p.src.named && !s.IsProvince() && store.DetailOf(err) == detailWrongRecipient {
		// One stick goes round with the answers of all laptops and with what goes up.
		r.State = FileSkipped
		if p.kept != "" {
			if rerr := os.Remove(p.kept); rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
				r.Err = errors.Join(err, rerr)
			}
		}
		return r
	}
	code := store.CodeOf(err)
	if dry || p.kept == "" || code != store.Refused && code != store.Damaged {
		return r
	}
	row := r.Bundle
	row.SHA256, row.Name, row.State = p.sum, p.src.shown(), store.BundleRefused
	row.Detail, row.Received = store.DetailOf(err), s.Clock().UnixMilli()
	var e *store.Error
	if errors.As(err, &e) {
		row.Message = e.Message
	}
	r.Bundle = row
	if jerr := s.Log.Update(ctx, func(tx store.Tx) error { return tx.SaveBundle(&row) }); jerr != nil {
		r.Err = errors.Join(err, jerr)
	}
	if aerr := s.setAside(p.kept, p.sum); aerr != nil {
		r.Err = errors.Join(r.Err, aerr)
	}
	return r
}
