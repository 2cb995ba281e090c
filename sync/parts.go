package sync

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/sync/bundle"
)

// Limits of what is kept of bundles that are not whole yet: headers of parts
// are not signed, so anybody can write some.
const (
	maxPartSets  = 200
	maxPartFiles = 1200    // of one bundle
	maxPartBytes = 4 << 30 // of all
)

// PartInfo says of which bundle a file is a part.
type PartInfo struct {
	Bundle       string // SHA-256 of the whole file, hex
	Index, Count int
	// Missing are the numbers of the parts that are still missing after this
	// import; none when the bundle was joined.
	Missing []int
}

// PartSet is a bundle of which parts lie in the inbox.
type PartSet struct {
	Bundle  string // SHA-256 of the whole file, hex
	Device  string // as the headers say, which nobody signed
	Count   int
	Missing []int
	folder  string
}

// PartsDir is where parts wait in folders named by the hash of their bundle.
func (s *Site) PartsDir() string { return filepath.Join(s.InboxDir(), "parts") }

// PartSets returns the bundles of which parts are still missing, by hash.
func (s *Site) PartSets() ([]PartSet, error) {
	entries, err := os.ReadDir(s.PartsDir())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, cannotKeep(err)
	}
	var out []PartSet
	for _, e := range entries {
		set, err := s.openSet(e.Name())
		if err != nil {
			return nil, err
		}
		if missing := set.missing(); len(missing) > 0 {
			p := &set.parts[0]
			out = append(out, PartSet{Bundle: set.sum, Device: p.Device, Count: len(missing) + set.have(missing), Missing: missing, folder: set.folder})
		}
		set.close()
	}
	return out, nil
}

// partFile is a part on its way in.
type partFile struct {
	report int // index of its report
	header *bundle.PartHeader
	src    source
}

// partTaking is step 2 of an import: parts are kept by content and joined.
type partTaking struct {
	s       *Site
	ctx     context.Context
	dry     bool
	reports []FileReport
	sets    map[string][]partFile
	order   []string // of sets, as their first part came
	used    *partUse
}

// partUse is what lies in the folder of parts.
type partUse struct {
	bytes int64
	files map[string]int
}

// takeParts takes the part files out of what is to be imported: it returns what
// became of them, and the files with, where the first part of a bundle stood
// that is whole now, that bundle.
func (s *Site) takeParts(ctx context.Context, files []source, dry bool) ([]source, []FileReport, error) {
	t := &partTaking{s: s, ctx: ctx, dry: dry, sets: map[string][]partFile{}}
	rest := make([]source, 0, len(files))
	for _, f := range files {
		if !beginsAsPart(f.path) {
			rest = append(rest, f)
			continue
		}
		if err := ctx.Err(); err != nil {
			return rest, t.reports, err
		}
		if first := t.take(f); first != "" {
			rest = append(rest, source{joins: first})
		}
	}
	joined := map[string]*source{}
	for _, sum := range t.order {
		whole, err := t.join(sum)
		if err != nil {
			return nil, t.reports, err
		}
		joined[sum] = whole
	}
	out := rest[:0]
	for _, f := range rest {
		if f.joins != "" {
			if joined[f.joins] == nil {
				continue
			}
			f = *joined[f.joins]
		}
		out = append(out, f)
	}
	return out, t.reports, nil
}

// beginsAsPart reads the first bytes of a file. One that cannot be read is left
// to those who say so.
func beginsAsPart(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // only read from
	head := make([]byte, 32)
	n, _ := io.ReadFull(f, head)
	return bundle.IsPart(head[:n])
}

// take checks and keeps one part and returns the hash of its bundle if it is
// the first of it.
func (t *partTaking) take(src source) (first string) {
	r := FileReport{Path: src.path, State: FilePart}
	h, sum, err := openPart(src.path)
	r.SHA256 = sum
	if h != nil {
		r.Device, r.Bundle.Device = h.Device, h.Device
		r.Part = &PartInfo{Bundle: h.Bundle.String(), Index: h.Index, Count: h.Count}
	}
	if err == nil {
		if row := t.s.known(t.ctx, h.Bundle.String()); row != nil {
			t.reports = append(t.reports, r.knownAs(row))
			return ""
		}
		if !t.dry {
			err = t.keep(src.path, sum, h)
		}
	}
	if err != nil {
		t.reports = append(t.reports, t.refuse(src, r, err))
		return ""
	}
	id := h.Bundle.String()
	if t.sets[id] == nil {
		first = id
		t.order = append(t.order, id)
	}
	t.sets[id] = append(t.sets[id], partFile{report: len(t.reports), header: h, src: src})
	t.reports = append(t.reports, r)
	return first
}

// openPart checks the part file at path and returns its header and the hash of
// the file.
func openPart(path string) (*bundle.PartHeader, string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, "", unreadable(path, err)
	}
	defer f.Close() //nolint:errcheck // only read from
	info, err := f.Stat()
	if err != nil {
		return nil, "", unreadable(path, err)
	}
	h, err := bundle.OpenPart(f, info.Size())
	if err != nil {
		return h, "", err
	}
	sum, err := hashOf(io.NewSectionReader(f, 0, info.Size()))
	if err != nil {
		return h, "", unreadable(path, err)
	}
	return h, hex.EncodeToString(sum[:]), nil
}

// refuse reports a part that is not kept, as any refused file is.
func (t *partTaking) refuse(src source, r FileReport, cause error) FileReport {
	p := &prepared{src: src}
	if code := store.CodeOf(cause); !t.dry && (code == store.Refused || code == store.Damaged) {
		sum, _, err := fileHash(src.path)
		if err == nil && store.DetailOf(cause) != bundle.DetailLimit {
			p.sum = sum
			r.SHA256 = sum
			p.kept, err = t.s.keep(src.path, sum)
		}
		if err != nil {
			cause = errors.Join(cause, err)
		}
	}
	return t.s.refused(t.ctx, p, r, cause, t.dry)
}

// keep copies a part into the folder of its bundle, within the limits.
func (t *partTaking) keep(path, sum string, h *bundle.PartHeader) error {
	if t.used == nil {
		used, err := t.s.partUse()
		if err != nil {
			return err
		}
		t.used = used
	}
	id := h.Bundle.String()
	dir := filepath.Join(t.s.PartsDir(), id)
	if _, err := os.Stat(filepath.Join(dir, sum)); err == nil {
		return nil
	}
	_, there := t.used.files[id]
	if !there && len(t.used.files) >= maxPartSets || t.used.files[id] >= maxPartFiles || t.used.bytes+h.Length > maxPartBytes {
		return &store.Error{
			Code: store.Refused, Detail: bundle.DetailLimit, Message: "quá nhiều phần gói rời đang chờ ghép", Kept: "các phần đã nhận vẫn được giữ",
			Hint: "nhập nốt các phần còn thiếu của những gói đang chờ, rồi nhập lại phần này",
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return unreadable(path, err)
	}
	defer f.Close() //nolint:errcheck // only read from
	if _, err := keepIn(dir, path, sum, io.LimitReader(f, bundle.PartHeaderSize+h.Length+1)); err != nil {
		return err
	}
	t.used.files[id]++
	t.used.bytes += h.Length
	return nil
}

// partUse sums what waits in the folder of parts.
func (s *Site) partUse() (*partUse, error) {
	use := &partUse{files: map[string]int{}}
	err := filepath.WalkDir(s.PartsDir(), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			use.bytes += info.Size()
			use.files[filepath.Base(filepath.Dir(path))]++
		}
		return err
	})
	if err != nil {
		return nil, cannotKeep(err)
	}
	return use, nil
}

// join puts the parts of a bundle together if none is missing and returns the
// whole, nil while some are. What it says of each part goes into the reports.
func (t *partTaking) join(id string) (*source, error) {
	set, err := t.s.openSet(id)
	if err != nil {
		return nil, err
	}
	defer set.close()
	came := t.sets[id]
	if t.dry {
		for _, p := range came {
			if err := set.add(p.src.path); err != nil {
				return nil, err
			}
		}
	}
	parts, err := bundle.Join(set.parts)
	if err != nil {
		return nil, t.unjoined(set, came, err)
	}
	if parts == nil {
		return nil, t.incomplete(set, came)
	}
	whole := &source{path: filepath.Join(t.s.InboxDir(), id), named: true, label: wholeName(came[0].src.path)}
	if t.dry {
		whole.path, whole.sum = came[0].src.path, id // the whole is nowhere yet
		for i := range parts {
			whole.parts = append(whole.parts, set.paths[slices.IndexFunc(set.parts, func(p bundle.Part) bool { return p.File == parts[i].File })])
		}
		return whole, nil
	}
	j := bundle.NewJoined(parts)
	_, err = keepIn(t.s.InboxDir(), whole.label, id, io.NewSectionReader(j, 0, j.Size()))
	return whole, err
}

var partSuffix = regexp.MustCompile(`_p[0-9]+of[0-9]+(\.[^.]*)?$`)

// wholeName returns the name of the bundle of which path is a part.
func wholeName(path string) string {
	return vi.Clean(partSuffix.ReplaceAllString(filepath.Base(path), "$1"), false)
}

// incomplete says which parts are missing, in the reports and in the journal.
func (t *partTaking) incomplete(set *partSet, came []partFile) error {
	missing := set.missing()
	for _, p := range came {
		t.reports[p.report].Part.Missing = missing
	}
	if t.dry {
		return nil
	}
	first := came[0]
	row := store.BundleRow{
		SHA256: set.sum, Name: wholeName(first.src.path), State: store.BundleParts, Detail: bundle.DetailPart, Device: first.header.Device,
		Message: MissingParts(missing, len(missing)+set.have(missing)), Received: t.s.Clock().UnixMilli(),
	}
	for _, p := range came {
		t.reports[p.report].Bundle = row
	}
	return t.s.Log.Update(t.ctx, func(tx store.Tx) error {
		old, err := tx.Bundle(set.sum)
		if err == nil && old.State != store.BundleParts {
			return nil // it was joined and refused, or is held: that is said of it
		}
		if err != nil && store.CodeOf(err) != store.NotFound {
			return err
		}
		return tx.SaveBundle(&row)
	})
}

// MissingParts says in Vietnamese which parts of count are missing: "thiếu phần
// 2/3", "thiếu phần 2, 4/5".
func MissingParts(missing []int, count int) string {
	names := make([]string, len(missing))
	for i, n := range missing {
		names[i] = strconv.Itoa(n)
	}
	return fmt.Sprintf("thiếu phần %s/%d", strings.Join(names, ", "), count)
}

// unjoined reports parts that are all there and do not make up the bundle, and
// sets them aside, so that honest ones can be taken in again.
func (t *partTaking) unjoined(set *partSet, came []partFile, cause error) error {
	set.close()
	for i, p := range came {
		r := &t.reports[p.report]
		r.State, r.Err = FileRefused, cause
		if t.dry || i > 0 {
			continue
		}
		row := store.BundleRow{
			SHA256: set.sum, Name: wholeName(p.src.path), State: store.BundleRefused, Detail: store.DetailOf(cause), Device: p.header.Device,
			Message: messageOf(cause), Received: t.s.Clock().UnixMilli(),
		}
		if err := t.s.Log.Update(t.ctx, func(tx store.Tx) error { return tx.SaveBundle(&row) }); err != nil {
			return err
		}
	}
	if t.dry {
		return nil
	}
	for _, path := range set.paths {
		if err := t.s.setAside(path, filepath.Base(path)); err != nil {
			return err
		}
	}
	return os.RemoveAll(set.folder)
}
