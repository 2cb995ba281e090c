package inbox

import (
	"cmp"
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// entry is one file of the list: of the journal, of a preview, or of an import.
type entry struct {
	row    store.BundleRow
	path   string // as it was named; of the journal the kept copy
	name   string // of the file
	unit   string // name of the sender's unit
	person string
	state  sync.FileState
	err    error         // why it is refused, if that is known here
	out    *desk.Outcome // nil of the journal, and of a refused or known file
	grant  bool
	after  string // number of the bundle of this import that brings what is missing
	part   *sync.PartInfo
	day    string // 2024-11-02, as the sender's clock says
	// otherwise is, of an answer that was taken in now, what the province decided
	// otherwise than this laptop wrote. The journal does not keep it: what is still
	// open to be told stands above each record.
	otherwise []desk.Otherwise
}

// journal reads the received files, the newest first.
func journal(ctx context.Context, s *sync.Site) ([]entry, error) {
	var rows []store.BundleRow
	err := s.Log.View(ctx, func(tx store.Tx) error {
		var err error
		rows, err = tx.Bundles()
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b store.BundleRow) int { return cmp.Compare(b.Received, a.Received) })
	out := make([]entry, 0, len(rows))
	for _, r := range rows {
		e := entry{row: r, name: r.Name, path: filepath.Join(s.InboxDir(), r.SHA256)}
		switch r.State {
		case store.BundleHeld:
			e.state = sync.FileHeld
		case store.BundleParts:
			e.state, e.path = sync.FilePart, filepath.Join(s.PartsDir(), r.SHA256)
		case store.BundleRefused:
			e.state, e.path = sync.FileRefused, filepath.Join(s.RefusedDir(), r.SHA256)
		default:
			e.state = sync.FileApplied
		}
		e.day = day(r.ClaimedAt, r.Received)
		e.who(s, "")
		out = append(out, e)
	}
	return out, nil
}

// who names the sender's unit and person by the registry.
func (e *entry) who(s *sync.Site, unit string) {
	if s.Registry() != nil && e.row.Dev != "" {
		if d := s.Registry().ByDev(e.row.Dev); d != nil {
			unit = cmp.Or(unit, d.Unit)
			e.person = cmp.Or(e.person, d.Person)
		}
	}
	if u, ok := s.Desk.Units().ByID(unit); ok {
		e.unit = u.Name
	}
}

func day(claimed string, received int64) string {
	if len(claimed) >= len(time.DateOnly) {
		return claimed[:len(time.DateOnly)]
	}
	if received > 0 {
		return time.UnixMilli(received).Format(time.DateOnly)
	}
	return ""
}

// entries makes the list of a preview or an import.
func entries(s *sync.Site, reports []sync.FileReport) []entry {
	out := make([]entry, 0, len(reports))
	for i := range reports {
		out = append(out, entryOf(s, &reports[i]))
	}
	chain(out)
	return out
}

// quiet marks what lies on a stick for others as what it is: at a province the
// answers and grants are encrypted to laptops, and a backup is nowhere a bundle.
// What somebody sent up and cannot be opened is refused still, and so is a file
// that the person named.
func quiet(list []entry, path string, province bool) {
	for i := range list {
		e := &list[i]
		up := strings.HasPrefix(e.name, "coop_") && !strings.Contains(e.name, answerMark)
		other := province && !up && store.DetailOf(e.err) == trust.DetailRecipient
		backup := strings.HasPrefix(e.name, "sao-luu") && strings.HasSuffix(e.name, ".age")
		if e.state == sync.FileRefused && e.path != path && (other || backup) {
			e.state = sync.FileSkipped
		}
	}
}

// answerMark is in the names of a province's answers.
const answerMark = "_tra-loi"

// arrange puts what can be taken in first and what is for others last; a stick
// that goes round holds more of these every week.
func arrange(list []entry) {
	rank := func(e *entry) int {
		switch e.state {
		case sync.FileRefused:
			return 1
		case sync.FileKnown:
			return 2
		case sync.FileSkipped:
			return 3
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b entry) int { return cmp.Compare(rank(&a), rank(&b)) })
}

func entryOf(s *sync.Site, r *sync.FileReport) entry {
	e := entry{
		row: r.Bundle, path: r.Path, name: r.Name, person: r.Person, state: r.State, err: r.Err, out: r.Outcome, grant: r.Grant, part: r.Part,
	}
	if e.row.Device == "" {
		e.row.Device = r.Device
	}
	if o := r.Outcome; o != nil && o.State == store.BundleHeld {
		e.state = sync.FileHeld
		e.row.NeedFrom, e.row.NeedTo = o.NeedFrom, o.NeedTo
	}
	e.day = day(e.row.ClaimedAt, e.row.Received)
	e.who(s, r.Unit)
	return e
}

// chain finds for each held bundle another one of the same list that brings
// what is missing: each file is looked at by itself, but they are taken in
// one after another.
func chain(list []entry) {
	for i := range list {
		e := &list[i]
		if e.state != sync.FileHeld {
			continue
		}
		for j := range list {
			o := &list[j].row
			if i != j && o.Dev == e.row.Dev && o.Epoch == e.row.Epoch && o.From <= e.row.NeedFrom && o.To >= e.row.NeedTo && list[j].out != nil {
				e.after = number(o)
			}
		}
	}
}

// detail is what is inside of one entry.
type detail struct {
	items []desk.Item
	err   error // of a refused file: why, with what to do
}

// inside reads the items of an entry of the journal from its kept copy: of a
// bundle that was taken in, what its changes did; of a held one, what they
// would do; of a refused one the reason.
func inside(ctx context.Context, s *sync.Site, e entry) detail {
	if e.state != sync.FileApplied {
		reports, err := s.Import(ctx, []string{e.path}, sync.ImportOptions{DryRun: true})
		switch {
		case err != nil:
			return detail{err: err}
		case len(reports) == 0:
			return detail{}
		case reports[0].Outcome == nil:
			return detail{err: reports[0].Err}
		}
		list := reports[0].Outcome.Items
		return detail{items: list, err: nameNew(ctx, s, e.path, list)}
	}
	c, err := s.Check(ctx, e.path)
	if err != nil {
		return detail{err: err}
	}
	d := detail{}
	type record struct {
		kind store.Kind
		id   string
	}
	seen := map[record]bool{}
	for i := range c.Ops {
		o := &c.Ops[i]
		r := record{o.Typ, o.Ent}
		if seen[r] {
			continue
		}
		seen[r] = true
		it, err := did(ctx, s, e.row, o.Typ, o.Ent)
		if err != nil {
			return detail{err: err}
		}
		d.items = append(d.items, it)
	}
	return d
}

// nameNew names the records of a held bundle that this store knows nothing of
// yet, by what the bundle itself says of them.
func nameNew(ctx context.Context, s *sync.Site, path string, list []desk.Item) error {
	c, err := s.Check(ctx, path)
	if err != nil {
		return err
	}
	for i := range list {
		it := &list[i]
		if _, err := s.Desk.Get(ctx, it.Kind, it.ID); store.CodeOf(err) != store.NotFound {
			if err != nil {
				return err
			}
			continue
		}
		doc := store.Doc{}
		for j := range c.Ops {
			if c.Ops[j].Typ == it.Kind && c.Ops[j].Ent == it.ID {
				maps.Copy(doc, c.Ops[j].Set)
			}
		}
		if it.Title, err = s.Desk.Title(ctx, &store.Record{Kind: it.Kind, ID: it.ID, Doc: doc}); err != nil {
			return err
		}
	}
	return nil
}

// did returns what a bundle that was taken in did to one record.
func did(ctx context.Context, s *sync.Site, row store.BundleRow, kind store.Kind, id string) (desk.Item, error) {
	it := desk.Item{Kind: kind, ID: id, What: desk.IsNewer}
	r, err := s.Desk.Get(ctx, kind, id)
	switch {
	case store.CodeOf(err) == store.NotFound:
		r = &store.Record{Kind: kind, ID: id, Doc: store.Doc{}}
	case err != nil:
		return it, err
	}
	if it.Title, err = s.Desk.Title(ctx, r); err != nil {
		return it, err
	}
	revs, err := s.Desk.History(ctx, kind, id)
	if err != nil {
		return it, err
	}
	for _, v := range revs {
		if v.Dev != row.Dev || v.Epoch != row.Epoch || v.Seq < row.From || v.Seq > row.To {
			continue
		}
		if len(v.Parents) == 0 {
			it.What = desk.IsNew
		}
		if v.Verdict.Quarantined() {
			it.What, it.Why = desk.IsQuarantined, v.Note
		} else if v.Verdict != store.Counted && it.What != desk.IsQuarantined {
			it.What, it.Why = desk.IsHeld, v.Note
		}
		it.Fields = append(it.Fields, v.Fields...)
	}
	if r.Conflict != "" && it.Why == "" {
		it.What = desk.IsConflict
	}
	return it, nil
}
