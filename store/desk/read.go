package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/vi"
)

// Get returns a record; NotFound if there is none.
func (d *Desk) Get(ctx context.Context, k store.Kind, id string) (*store.Record, error) {
	var r *store.Record
	err := d.view(ctx, func(w *work) error {
		if store.SpecOf(k) == nil {
			return badKind(k)
		}
		var err error
		r, err = w.known(k, id)
		return err
	})
	return r, err
}

func badKind(k store.Kind) error {
	names := make([]string, 0, 16)
	for _, k := range store.Kinds() {
		names = append(names, string(k))
	}
	return &store.Error{Code: store.Usage, Message: fmt.Sprintf("không có loại hồ sơ %q", k), Hint: "các loại: " + strings.Join(names, ", ")}
}

// GetJSON returns a record as one JSON object, the same bytes on every machine
// that holds the same record.
func (d *Desk) GetJSON(ctx context.Context, k store.Kind, id string) ([]byte, error) {
	r, err := d.Get(ctx, k, id)
	if err != nil {
		return nil, err
	}
	return store.Format(r, d.catalog().scalesFor(k, r.Doc))
}

// ListJSON writes the documents of [Desk.GetJSON], one a line, of those that in
// lets through; nil lets all.
func (d *Desk) ListJSON(ctx context.Context, q store.Query, in func(*store.Record) bool, w io.Writer) error {
	c := d.catalog()
	return d.List(ctx, q, func(r *store.Record) error {
		if in != nil && !in(r) {
			return nil
		}
		line, err := store.Format(r, c.scalesFor(r.Kind, r.Doc))
		if err != nil {
			return err
		}
		_, err = w.Write(append(line, '\n'))
		return err
	})
}

// History returns the ops of a record, parents before children, with what each
// changed. Ops that wait or are quarantined are among them.
func (d *Desk) History(ctx context.Context, k store.Kind, id string) ([]Revision, error) {
	var out []Revision
	err := d.view(ctx, func(w *work) error {
		var err error
		out, err = w.history(k, id)
		return err
	})
	return out, err
}

func (w *work) history(k store.Kind, id string) ([]Revision, error) {
	if store.SpecOf(k) == nil {
		return nil, badKind(k)
	}
	e, err := w.entry(k, id)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	if len(e.ops) == 0 {
		return nil, notFound(k, id)
	}
	people, err := w.loadPeople()
	if err != nil {
		return nil, err
	}
	sealed, err := w.sealedThrough()
	if err != nil {
		return nil, err
	}
	got, err := w.receipted()
	if err != nil {
		return nil, err
	}
	scales := w.scalesOfOps(e)
	out := make([]Revision, 0, len(e.ops))
	add := func(o *store.LoggedOp, fields []Change) {
		r := Revision{
			Rev: o.Hash, Parents: o.Base, Dev: o.Dev, Principal: people.principal(o.Dev), Epoch: o.Ep, Seq: o.Seq, At: o.At,
			Actor: o.Actor, OpKind: o.Kind, Why: o.Op.Why, Verdict: o.Verdict, Note: o.Why, Fields: fields,
		}
		if o.Dev == w.d.o.Me.Dev {
			r.Principal = w.d.Me().Principal
			r.Sealed, r.Got = o.Seq <= sealed[o.Ep], o.Verdict == store.Counted && got.has(o.Ep, o.Seq)
		}
		out = append(out, r)
	}
	for _, rev := range oplog.History(e.counted()) {
		fields := make([]Change, 0, len(rev.Changes))
		for _, c := range rev.Changes {
			fields = append(fields, w.worded(e, c.Path, c.From, c.To, scales))
		}
		add(rev.Op, fields)
	}
	aside := slices.DeleteFunc(slices.Clone(e.ops), func(o *store.LoggedOp) bool { return o.Verdict == store.Counted })
	slices.SortFunc(aside, func(a, b *store.LoggedOp) int { return compareHash(a.Hash, b.Hash) })
	for _, o := range aside {
		var fields []Change
		o.Set.Leaves(func(p store.Path, v any) { fields = append(fields, w.worded(e, p, nil, v, scales)) })
		add(o, fields)
	}
	return out, nil
}

// scalesOfOps finds the scheme that a record's ops name.
func (w *work) scalesOfOps(e *entry) store.Scales {
	if e.rec != nil && e.rec.Doc.Text("scheme") != "" {
		return w.cat.scalesFor(e.kind, e.rec.Doc)
	}
	for _, o := range e.ops {
		if o.Set.Text("scheme") != "" {
			return w.cat.scalesFor(e.kind, o.Set)
		}
	}
	return nil
}

// change is one leaf's change as a person reads it.
func (w *work) change(e *entry, p store.Path, from, to any, scales store.Scales) Change {
	doc := store.Doc{}
	if e.rec != nil {
		doc = e.rec.Doc
	}
	c := Change{Path: p, Label: w.label(e.kind, doc, p), From: shown(e.kind, p, from, scales), To: shown(e.kind, p, to, scales)}
	c.Name = w.fieldLabel(e.kind, doc, p)
	if p == "cooperative" {
		c.From, c.To = w.coopName(c.From), w.coopName(c.To)
	}
	return c
}

// worded is a change with words for codes and ids too.
func (w *work) worded(e *entry, p store.Path, from, to any, scales store.Scales) Change {
	c := w.change(e, p, from, to, scales)
	c.Was, c.Is = w.leafText(e.kind, p, from, scales), w.leafText(e.kind, p, to, scales)
	return c
}

// coopName returns the name of a cooperative that is held, else its id.
func (w *work) coopName(id string) string {
	if id == "" {
		return ""
	}
	if r, err := w.record(store.Cooperative, id); err == nil && r != nil {
		return r.Doc.Text("name")
	}
	return id
}

// changes lists what leads from one content to another.
func (w *work) changes(e *entry, from, to store.Doc) []Change {
	scales := w.scalesOfOps(e)
	was, now := leaves(from), leaves(to)
	paths := slices.Sorted(maps.Keys(now))
	for p := range was {
		if _, ok := now[p]; !ok {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	var out []Change
	for _, p := range paths {
		if was[p] != now[p] {
			out = append(out, w.change(e, p, was[p], now[p], scales))
		}
	}
	return out
}

func leaves(d store.Doc) map[store.Path]any {
	m := map[store.Path]any{}
	d.Leaves(func(p store.Path, v any) { m[p] = v })
	return m
}

// label names a leaf where reference data knows its name.
func (w *work) label(k store.Kind, d store.Doc, p store.Path) string {
	group, id, _ := strings.Cut(p, ".")
	if t := w.checkTitle(k, d, p); t != "" {
		return t
	}
	switch {
	case group == "figures":
		f, _ := store.FigureByID(id)
		return f.Title
	case p == "cooperative":
		return "Hợp tác xã"
	case k != store.Assessment || id == "":
		return ""
	}
	s, err := w.cat.schemeOf(d)
	if err != nil {
		return ""
	}
	if f, ok := s.Fact(id); ok && (group == "facts" || group == "facts_state") {
		return f.Title
	}
	if it, ok := s.Item(id); ok {
		return it.Title + leafWord(group)
	}
	return ""
}

// leafWord tells apart what a sheet holds about one item.
func leafWord(group string) string {
	switch group {
	case "self":
		return " (tự chấm)"
	case "checked":
		return " (huyện rà soát)"
	case "approved":
		return " (tỉnh rà soát)"
	case "evidence":
		return " (căn cứ)"
	case "reason":
		return " (lý do lệch)"
	case "flag":
		return " (đánh dấu)"
	}
	return ""
}

// shown writes a leaf as get does; dates and booleans as people read them.
func shown(k store.Kind, p store.Path, v any, scales store.Scales) string {
	switch v := v.(type) {
	case string:
		if vi.ValidDate(v) {
			return vi.FormatDate(v)
		}
		return v
	case bool:
		if v {
			return "có"
		}
		return "không"
	case int64:
		if p == "year" { // of the calendar, not a quantity
			return strconv.FormatInt(v, 10)
		}
		return vi.FormatScaled(v, scaleAt(k, p, scales))
	}
	return ""
}

// scaleAt returns how many decimals the number at p keeps, 0 if nothing says.
func scaleAt(k store.Kind, p store.Path, scales store.Scales) int {
	parts := strings.Split(p, ".")
	f := fieldAt(k, p)
	switch {
	case f == nil:
		return 0
	case f.Scale >= 0:
		return f.Scale
	case f.Scale == store.ScaleByScheme && scales != nil:
		n, _ := scales(parts[0], parts[len(parts)-1])
		return n
	}
	fig, _ := store.FigureByID(parts[len(parts)-1])
	return fig.Scale()
}

type jsonRevision struct {
	Rev       string   `json:"rev"`
	Parents   []string `json:"parents"`
	Kind      string   `json:"kind"`
	Dev       string   `json:"dev"`
	Principal string   `json:"principal"`
	Epoch     int64    `json:"epoch"`
	Seq       int64    `json:"seq"`
	At        int64    `json:"at"`
	Actor     string   `json:"actor"`
	Why       string   `json:"why"`
	Verdict   string   `json:"verdict"`
	Note      string   `json:"note"`
	Fields    []Change `json:"fields"`
}

// HistoryJSON writes the revisions of [Desk.History], one a line.
func (d *Desk) HistoryJSON(ctx context.Context, k store.Kind, id string, w io.Writer) error {
	revs, err := d.History(ctx, k, id)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, r := range revs {
		j := jsonRevision{
			Rev: r.Rev.String(), Parents: []string{}, Kind: string(r.OpKind), Dev: r.Dev, Principal: r.Principal, Epoch: r.Epoch, Seq: r.Seq,
			At: r.At, Actor: r.Actor, Why: r.Why, Verdict: string(r.Verdict), Note: r.Note, Fields: r.Fields,
		}
		for _, p := range r.Parents {
			j.Parents = append(j.Parents, p.String())
		}
		if j.Fields == nil {
			j.Fields = []Change{}
		}
		if err := enc.Encode(j); err != nil {
			return fmt.Errorf("writing the history: %w", err)
		}
	}
	return nil
}
