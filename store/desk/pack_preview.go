package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"path"
	"slices"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/unit"
	"coopfield/store/vi"
)

// A PackPreview says what files of reference data would change, before they are
// packed.
type PackPreview struct {
	Files []PackChange
}

// A PackChange is what one file would change.
type PackChange struct {
	Packed
	Against int64      `json:"against"` // the newest revision that is held, 0 = none
	Changes []PackEdit `json:"changes"` // against that one, none for a first one
	// Sheets is what becomes of the assessments of a scheme; nil for other types.
	Sheets *PackSheets `json:"sheets,omitempty"`
	// Programme is what is read otherwise of the records of a programme; nil for
	// other types.
	Programme *PackProgramme `json:"programme,omitempty"`
}

// PackSheets is what a new revision of a scheme means for the assessments that
// are held here. Nothing of it happens by packing: a draft goes on under its own
// revision until whoever writes it moves it, and the counts say what moving it
// would do then.
type PackSheets struct {
	// Finals are the finalised and the voided assessments of the scheme: they keep
	// points and rating of the revision that they were made with.
	Finals  int `json:"finals"`
	Drafts  int `json:"drafts"`  // unfinished ones under an older revision
	Same    int `json:"same"`    // of those: nothing would change
	Losing  int `json:"losing"`  // points that were given would be dropped
	Emptied int `json:"emptied"` // items with points would have none
	Rerated int `json:"rerated"` // another rating, or one more or less
	Refused int `json:"refused"` // the points do not fit together: some are to be lowered first
	// List has every draft that is not the same, by name of the cooperative, then
	// period.
	List []PackDraft `json:"list"`
}

// A PackDraft is one unfinished assessment that would change if it were moved.
type PackDraft struct {
	ID          string     `json:"id"`
	Cooperative string     `json:"cooperative"` // id
	Name        string     `json:"name"`
	Period      string     `json:"period"`
	Occasion    string     `json:"occasion"`
	Revision    int64      `json:"revision"`
	Lost        []PackLost `json:"lost,omitempty"`
	Empty       []string   `json:"empty,omitempty"` // items that have points now and would have none
	Facts       []string   `json:"facts,omitempty"` // figures that would go
	Before      PackScore  `json:"before"`
	After       PackScore  `json:"after"`
	Refused     string     `json:"refused,omitempty"` // why the points do not fit together
}

// PackLost is one point that somebody gave and that would be dropped.
type PackLost struct {
	Column scheme.Column `json:"column"`
	Item   string        `json:"item"`
}

// A PackScore is what a sheet comes to, in the official column.
type PackScore struct {
	Points   scheme.Points `json:"-"` // of what is known
	Complete bool          `json:"complete"`
	Rating   string        `json:"rating"` // title of the band; "" without one
	Excluded string        `json:"excluded,omitempty"`
}

// MarshalJSON writes the points as commands do: 4.5.
func (s PackScore) MarshalJSON() ([]byte, error) {
	type rest PackScore
	return json.Marshal(struct {
		Points json.Number `json:"points"`
		rest
	}{json.Number(s.Points.String()), rest(s)})
}

// PreviewPack checks files as [Desk.Pack] does, changes nothing, and says what
// would change: against the newest held revision, and for the assessments that
// are held here. Errors are those of Pack.
func (d *Desk) PreviewPack(ctx context.Context, files []PackFile) (*PackPreview, error) {
	if err := d.mayPack(); err != nil {
		return nil, err
	}
	out := &PackPreview{}
	err := d.view(ctx, func(w *work) error {
		held, err := w.packed()
		if err != nil {
			return err
		}
		for _, f := range files {
			c, err := w.previewFile(f, held)
			if err != nil {
				return err
			}
			out.Files = append(out.Files, c)
			if c.New {
				held = append(held, c.Packed)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (w *work) previewFile(f PackFile, held []Packed) (PackChange, error) {
	p, err := w.accept(f, held)
	if err != nil {
		return PackChange{}, err
	}
	c := PackChange{Packed: p, Changes: []PackEdit{}}
	var against *Packed
	for i := range held {
		if h := &held[i]; h.Type == p.Type && h.ID == p.ID && h.Revision < p.Revision && (against == nil || h.Revision >= against.Revision) {
			against = h
		}
	}
	if against == nil {
		return c, nil
	}
	c.Against = against.Revision
	if !p.New {
		return c, nil
	}
	was, err := w.heldFile(against)
	if store.CodeOf(err) == store.NotFound {
		return c, nil // packed in the same breath
	}
	if err != nil {
		return c, err
	}
	if c.Changes, err = diffPack(p.Type, f, was); err != nil {
		return c, err
	}
	switch p.Type {
	case RefScheme:
		s, err := scheme.Load(path.Base(f.Name), f.Data)
		if err != nil {
			return c, err
		}
		c.Sheets, err = w.previewSheets(s)
		return c, err
	case RefProgramme:
		x, err := programme.Load(path.Base(f.Name), f.Data)
		if err != nil {
			return c, err
		}
		c.Programme, err = w.previewProgramme(x)
		return c, err
	}
	return c, nil
}

func diffPack(typ string, f PackFile, was []byte) ([]PackEdit, error) {
	if typ != RefUnits {
		return diffTOML(was, f.Data)
	}
	a, err := unit.Load(unitsID+".csv", was)
	if err != nil {
		return nil, err
	}
	b, err := unit.Load(path.Base(f.Name), f.Data)
	if err != nil {
		return nil, err
	}
	return diffUnits(a, b), nil
}

// previewSheets says what becomes of the assessments of a scheme under another
// revision of it.
func (w *work) previewSheets(to *scheme.Scheme) (*PackSheets, error) {
	out := &PackSheets{List: []PackDraft{}}
	var drafts []string
	saved := map[string]bool{}
	err := w.tx.Scores("", func(r *store.ScoreRow) error {
		saved[r.ID] = true
		switch {
		case r.Scheme != to.ID:
		case r.State == store.Draft:
			drafts = append(drafts, r.ID)
		default:
			out.Finals++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	heads, err := w.tx.Drafts()
	if err != nil {
		return nil, err
	}
	for _, h := range heads { // typed here and not saved yet
		if h.Kind == store.Assessment && !saved[h.ID] {
			drafts = append(drafts, h.ID)
		}
	}
	for _, id := range drafts {
		one := *w // what is read of a draft is not kept: a province has thousands
		one.entries, one.near = map[key]*entry{}, nil
		if err := one.previewDraft(out, id, to); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out.List, func(a, b PackDraft) int {
		return cmp.Or(vi.Compare(a.Name, b.Name), cmp.Compare(a.Cooperative, b.Cooperative), cmp.Compare(a.Period, b.Period), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// previewDraft says what becomes of one draft, typed fields included. A sheet
// whose revision is not held waits for it and is not counted.
func (w *work) previewDraft(out *PackSheets, id string, to *scheme.Scheme) error {
	f, err := w.form(store.Assessment, id)
	if err != nil {
		return err
	}
	if f.Doc.Text("scheme") != to.ID {
		return nil
	}
	from, err := w.cat.schemeOf(f.Doc)
	if err != nil || from.Revision >= to.Revision {
		return nil
	}
	out.Drafts++
	coop, err := w.record(store.Cooperative, f.Doc.Text("cooperative"))
	if err != nil {
		return err
	}
	d := PackDraft{
		ID: id, Cooperative: f.Doc.Text("cooperative"), Period: f.Doc.Text("period"), Occasion: f.Doc.Text("occasion"), Revision: from.Revision,
	}
	coopType := ""
	if coop != nil {
		d.Name, coopType = coop.Doc.Text("name"), coop.Doc.Text("type")
	}
	prev, err := w.past().facts(from, f.Doc)
	if err != nil {
		return err
	}
	sh := sheetOf(f.Doc, coopType, prev)
	sh.Facts = from.Known(sh.Facts)
	t := to.Transfer(from, sh)
	if !d.transferred(&t) {
		out.Same++
		return nil
	}
	out.count(&d)
	out.List = append(out.List, d)
	return nil
}

// transferred takes what a person must know of a transfer and reports whether
// there is anything.
func (d *PackDraft) transferred(t *scheme.Transfer) bool {
	for _, it := range t.Items {
		for _, column := range it.Lost {
			d.Lost = append(d.Lost, PackLost{column, it.ID})
		}
	}
	for _, f := range t.Facts {
		if f.Lost {
			d.Facts = append(d.Facts, f.ID)
		}
	}
	d.Before, d.After = packScore(&t.Before), packScore(&t.After)
	if t.Refused != nil {
		d.Refused = firstMessage(t.Refused)
		return true
	}
	for i := range t.Before.Items {
		was := &t.Before.Items[i]
		now, kept := t.After.Item(was.ID)
		if was.Points != nil && (!kept || now.Points == nil) {
			d.Empty = append(d.Empty, was.ID)
		}
	}
	if d.Before.Excluded != "" && d.Before.Excluded == d.After.Excluded {
		d.After = d.Before // points of what is not assessed say nothing
	}
	return len(d.Lost)+len(d.Facts)+len(d.Empty) > 0 || d.Before != d.After
}

func packScore(r *scheme.Result) PackScore {
	s := PackScore{Points: r.Total, Complete: r.Complete}
	if r.Rating != nil {
		s.Rating = r.Rating.Title
	}
	if r.Excluded != nil {
		s.Excluded = r.Excluded.Title
	}
	return s
}

func (s *PackSheets) count(d *PackDraft) {
	for _, c := range []struct {
		is bool
		n  *int
	}{
		{len(d.Lost) > 0, &s.Losing},
		{len(d.Empty) > 0, &s.Emptied},
		{d.Refused == "" && d.Before.Rating != d.After.Rating, &s.Rerated},
		{d.Refused != "", &s.Refused},
	} {
		if c.is {
			*c.n++
		}
	}
}
