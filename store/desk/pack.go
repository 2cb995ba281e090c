package desk

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/checklist"
	"coopfield/store/classify"
	"coopfield/store/letterhead"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/unit"
)

// The types of reference data.
const (
	RefScheme    = "scheme"
	RefProgramme = "programme"
	RefUnits     = "units"
	RefChecklist = "checklist"
	RefPapers    = "papers"  // what offices put on their papers
	RefClasses   = "classes" // classes of cooperatives by size and service
)

// unitsID is the id of the one table of units.
const unitsID = "units"

// PackFile is a file of reference data to be packed. Its content decides what it
// is: a table of units is CSV, the rest TOML.
type PackFile struct {
	Name string // for faults
	Data []byte
}

// Packed is one revision of reference data.
type Packed struct {
	Type     string `json:"type"`
	ID       string `json:"id"`
	Revision int64  `json:"revision"`
	SHA256   string `json:"sha256"`
	Title    string `json:"title"`
	Builtin  bool   `json:"builtin"` // comes with the program
	New      bool   `json:"new"`     // was not held before
}

// Pack checks files of reference data and keeps them, all or none, as revisions
// that the next answers bring to the laptops. A scheme, programme or checklist
// names its revision, which must be higher than any that is held; a table of
// units gets the next one, and names every unit that the one before it does. A
// file that is held already is no error and no news. Province only.
//
// Errors: Invalid with every fault and its line; Conflict, detail "revision",
// for one that does not rise; Denied for other roles.
func (d *Desk) Pack(ctx context.Context, files []PackFile) ([]Packed, error) {
	if err := d.mayPack(); err != nil {
		return nil, err
	}
	var out []Packed
	var c *catalog
	err := d.update(ctx, func(w *work) error {
		out = nil
		held, err := w.packed()
		if err != nil {
			return err
		}
		for _, f := range files {
			p, err := w.packOne(f, held)
			if err != nil {
				return err
			}
			out, held = append(out, p), append(held, p)
		}
		if err := w.rereadRefs(); err != nil {
			return err
		}
		c = w.cat
		return nil
	})
	if err != nil {
		return nil, err
	}
	d.cat.Store(c)
	d.stale(map[string]bool{"": true})
	return out, nil
}

func (d *Desk) mayPack() error {
	if d.Me().Role != store.Province {
		return denied("chỉ cấp tỉnh được ban hành dữ liệu tham chiếu", "nhập gói trả lời của tỉnh để nhận bản mới")
	}
	return nil
}

// Packs lists all reference data that is held, by type, id and revision.
func (d *Desk) Packs(ctx context.Context) ([]Packed, error) {
	var out []Packed
	err := d.view(ctx, func(w *work) (err error) {
		out, err = w.packed()
		return err
	})
	return out, err
}

// packed lists what is held.
func (w *work) packed() ([]Packed, error) {
	var out []Packed
	for _, s := range scheme.Embedded() {
		out = append(out, Packed{Type: RefScheme, ID: s.ID, Revision: s.Revision, SHA256: s.SHA256, Title: s.Title, Builtin: true})
	}
	programmes, err := programme.Embedded()
	if err != nil {
		return nil, fmt.Errorf("reading embedded programmes: %w", err)
	}
	for _, p := range programmes {
		out = append(out, Packed{Type: RefProgramme, ID: p.ID, Revision: p.Revision, SHA256: p.SHA256, Title: p.Title, Builtin: true})
	}
	units, err := unit.Embedded()
	if err != nil {
		return nil, fmt.Errorf("reading embedded units: %w", err)
	}
	out = append(out, Packed{Type: RefUnits, ID: unitsID, Revision: units.Revision, SHA256: units.SHA256, Title: titleOfUnits(units), Builtin: true})
	lists, err := checklist.Embedded()
	if err != nil {
		return nil, fmt.Errorf("reading embedded checklists: %w", err)
	}
	for _, l := range lists {
		out = append(out, Packed{Type: RefChecklist, ID: l.ID, Revision: l.Revision, SHA256: l.SHA256, Title: l.Title, Builtin: true})
	}
	papers, err := letterhead.Embedded()
	if err != nil {
		return nil, fmt.Errorf("reading the embedded papers: %w", err)
	}
	out = append(out, Packed{Type: RefPapers, ID: papers.ID, Revision: papers.Revision, SHA256: papers.SHA256, Title: papers.Title, Builtin: true})
	classes, err := classify.Embedded()
	if err != nil {
		return nil, fmt.Errorf("reading the embedded classes: %w", err)
	}
	out = append(out, Packed{Type: RefClasses, ID: classes.ID, Revision: classes.Revision, SHA256: classes.SHA256, Title: classes.Title, Builtin: true})
	rows, err := w.tx.Refs()
	if err != nil {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		p := Packed{Type: r.Type, ID: r.ID, Revision: r.Revision, SHA256: r.SHA256}
		if x, err := readPack(PackFile{Name: r.ID, Data: r.Data}); err == nil {
			p.Title = x.Title
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b Packed) int {
		return cmp.Or(strings.Compare(a.Type, b.Type), strings.Compare(a.ID, b.ID), cmp.Compare(a.Revision, b.Revision))
	})
	return out, nil
}

// packOne checks a file against what is held and keeps it.
func (w *work) packOne(f PackFile, held []Packed) (Packed, error) {
	p, err := w.accept(f, held)
	if err != nil || !p.New {
		return p, err
	}
	return p, w.tx.SaveRef(&store.RefRow{Type: p.Type, ID: p.ID, Revision: p.Revision, SHA256: p.SHA256, Data: f.Data})
}

// accept checks a file against what is held and says as which revision it would
// be kept; one that is held already is not new.
func (w *work) accept(f PackFile, held []Packed) (Packed, error) {
	p, err := readPack(f)
	if err != nil {
		return p, err
	}
	newest := int64(0)
	for _, h := range held {
		if h.Type != p.Type || h.ID != p.ID {
			continue
		}
		if h.SHA256 == p.SHA256 {
			h.New = false
			return h, nil
		}
		newest = max(newest, h.Revision)
	}
	switch {
	case p.Type == RefUnits:
		if err := w.keepsUnits(f); err != nil {
			return p, err
		}
		p.Revision = newest + 1
	case p.Revision <= newest:
		return p, &store.Error{
			Code: store.Conflict, Detail: "revision", Message: fmt.Sprintf("%s: đã có bản %d của %s, tệp ghi bản %d với nội dung khác", path.Base(f.Name), newest, p.ID, p.Revision),
			Kept: "dữ liệu tham chiếu đang dùng được giữ nguyên", Hint: fmt.Sprintf("ghi revision = %d trong tệp rồi nạp lại", newest+1),
		}
	}
	p.New = true
	return p, nil
}

// readPack finds out what a file is, and checks it.
func readPack(f PackFile) (Packed, error) {
	sum := sha256.Sum256(f.Data)
	p := Packed{SHA256: hex.EncodeToString(sum[:])}
	name := path.Base(f.Name)
	switch p.Type = typeOfPack(f.Data); p.Type {
	case RefUnits:
		t, err := unit.Load(name, f.Data)
		if err != nil {
			return p, err
		}
		p.ID, p.Title = unitsID, titleOfUnits(t)
	case RefProgramme:
		x, err := programme.Load(name, f.Data)
		if err != nil {
			return p, err
		}
		p.ID, p.Revision, p.Title = x.ID, x.Revision, x.Title
	case RefChecklist:
		x, err := checklist.Load(name, f.Data)
		if err != nil {
			return p, err
		}
		p.ID, p.Revision, p.Title = x.ID, x.Revision, x.Title
	case RefPapers:
		x, err := letterhead.Load(name, f.Data)
		if err != nil {
			return p, err
		}
		p.ID, p.Revision, p.Title = x.ID, x.Revision, x.Title
	case RefClasses:
		x, err := classify.Load(name, f.Data)
		if err != nil {
			return p, err
		}
		p.ID, p.Revision, p.Title = x.ID, x.Revision, x.Title
	default:
		x, err := scheme.Load(name, f.Data)
		if err != nil {
			return p, err
		}
		p.ID, p.Revision, p.Title = x.ID, x.Revision, x.Title
	}
	return p, nil
}

// typeOfPack tells what a file is by its tables and its first line; what is none
// of the others is read as a scheme, whose faults then say so.
func typeOfPack(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.HasPrefix(data, []byte("id,")) || bytes.HasPrefix(data, []byte(`"id",`)) {
		return RefUnits
	}
	for line := range bytes.Lines(data) {
		switch s := strings.TrimSpace(string(line)); {
		case strings.HasPrefix(s, "[[stage]]"), strings.HasPrefix(s, "[[condition]]"):
			return RefProgramme
		case strings.HasPrefix(s, "[[check]]"):
			return RefChecklist
		case strings.HasPrefix(s, "[[letterhead]]"):
			return RefPapers
		case strings.HasPrefix(s, "[[rule]]"), strings.HasPrefix(s, "[[service]]"):
			return RefClasses
		case strings.HasPrefix(s, "[[group]]"), strings.HasPrefix(s, "[[fact]]"):
			return RefScheme
		}
	}
	return RefScheme
}

func titleOfUnits(t *unit.Table) string {
	return fmt.Sprintf("danh mục %d đơn vị", len(t.Units()))
}

// keepsUnits requires that no unit of the table in use is missing from a new
// one: records name it.
func (w *work) keepsUnits(f PackFile) error {
	t, err := unit.Load(path.Base(f.Name), f.Data)
	if err != nil {
		return err
	}
	var faults store.FileFaults
	for _, u := range w.cat.units.Units() {
		if _, ok := t.ByID(u.ID); !ok {
			faults = append(faults, store.FileFault{File: path.Base(f.Name), Line: 1, Message: fmt.Sprintf("thiếu đơn vị %s (%s) của bản đang dùng", u.ID, u.Name), Hint: "giữ dòng của đơn vị cũ và ghi ngày hết hiệu lực ở valid_to"})
		}
	}
	return faults.Refuse("bad-units", "danh mục đơn vị")
}
