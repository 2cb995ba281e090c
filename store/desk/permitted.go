package desk

import (
	"cmp"
	"fmt"
	"slices"

	"coopfield/store"
)

// home is what a record belongs to by its content: a cooperative, or for a
// kind without one a unit.
type home struct{ coop, unit string }

// homesOf returns where a record stands before an op and after it: whoever
// moves a record must be allowed at both ends.
func homesOf(o *store.LoggedOp, prior store.Doc) []home {
	now := func(field string) string {
		if v, set := o.Set[field]; set || whole(o.Kind) || prior == nil {
			s, _ := v.(string)
			return s
		}
		return prior.Text(field)
	}
	before, after := homeOf(o, prior.Text), homeOf(o, now)
	if len(o.Base) == 0 || before == after {
		return []home{after}
	}
	return []home{before, after}
}

func homeOf(o *store.LoggedOp, text func(string) string) home {
	if o.Typ == store.Cooperative {
		return home{o.Ent, text("reporting_unit")}
	}
	if coop := text("cooperative"); coop != "" {
		return home{coop: coop}
	}
	return home{unit: text("unit")}
}

// permitted asks the table of permissions for an op of another device. It is
// allowed if any registered state of the writer allows it for any reporting
// unit that the cooperative has had: a later change of unit makes no earlier
// record unlawful, and the answer does not hang on the order of arrival.
func (w *work) permitted(o *store.LoggedOp, prior store.Doc, homes []home) error {
	writers, err := w.writersOf(o.Dev)
	if err != nil {
		return err
	}
	if len(writers) == 0 {
		return denied("máy ghi thay đổi này chưa có trong sổ đăng ký", "nhờ tỉnh cấp quyền cho máy")
	}
	if !slices.ContainsFunc(writers, func(me store.Writer) bool { return me.Person == o.Actor }) {
		return denied(fmt.Sprintf("thay đổi ghi tên %q, máy này đăng ký cho %q", o.Actor, writers[len(writers)-1].Person), "hỏi người giữ máy")
	}
	s := store.Subject{Kind: o.Typ, Op: o.Kind, Set: o.Set, About: store.Kind(prior.Text("about.kind")), Level: prior.Text("level"), Names: prior.Sub("cooperatives")}
	if s.About == "" {
		s.About = store.Kind(o.Set.Text("about.kind"))
	}
	if o.Typ == store.Attachment {
		if s.Owner, s.About, err = w.ownerOf(o, prior); err != nil {
			return err
		}
	}
	switch {
	case whole(o.Kind) && len(prior) > 0:
		s.Set = store.Diff(prior, o.Set)
	case len(o.Base) > 0:
		s.Set = unequal(o.Set, prior)
	}
	if denial, err := w.keepsOther(o, s); err != nil || denial != nil {
		return cmp.Or(err, denial)
	}
	var last error
	for _, me := range writers {
		if last, err = w.permittedTo(me, o, s, homes); err != nil || last == nil {
			return err
		}
	}
	return last
}

// permittedTo returns why me may not make o, nil if me may.
func (w *work) permittedTo(me store.Writer, o *store.LoggedOp, s store.Subject, homes []home) (denial, err error) {
	for i, at := range homes {
		s.Cooperative, s.Unit = at.coop, at.unit
		if at.coop != "" && (o.Typ != store.Cooperative || i == 0 && len(o.Base) > 0) {
			denial, err = w.permittedFor(me, s)
		} else {
			denial = store.Permit(me, s)
		}
		if err != nil {
			return nil, err
		}
		// A file may go beside a record wherever that has ever stood; any other op
		// must be allowed at both ends.
		if (denial == nil) == (o.Typ == store.Attachment) {
			return denial, nil
		}
	}
	return denial, nil
}

// permittedFor asks by the unit that the cooperative has now, then by each that
// it has had.
func (w *work) permittedFor(me store.Writer, s store.Subject) (denial, err error) {
	r, err := w.record(store.Cooperative, s.Cooperative)
	if err != nil {
		return nil, err
	}
	if s.Unit = ""; r != nil {
		s.Unit = r.Doc.Text("reporting_unit")
	}
	if denial = store.Permit(me, s); denial == nil {
		return nil, nil
	}
	units, err := w.unitsOf(s.Cooperative)
	if err != nil {
		return nil, err
	}
	for _, s.Unit = range units { // in order of arrival, which must not show in what is said
		if store.Permit(me, s) == nil {
			return nil, nil
		}
	}
	return denial, nil
}

// owner returns what an attachment belongs to, by its op or by what is held of
// it; no kind if that is no record.
func owner(o *store.LoggedOp, prior store.Doc) key {
	of := prior
	if of.Text("owner.record") == "" {
		of = o.Set
	}
	k := key{store.Kind(of.Text("owner.kind")), of.Text("owner.record")}
	if store.SpecOf(k.kind) == nil || !store.ValidID(k.id) {
		return key{}
	}
	return k
}

// ownerOf returns the kind of record that an attachment belongs to, and of a
// followup what it is about.
func (w *work) ownerOf(o *store.LoggedOp, prior store.Doc) (kind, about store.Kind, err error) {
	k := owner(o, prior)
	if k.kind != store.Followup {
		return k.kind, "", nil
	}
	r, err := w.record(k.kind, k.id)
	if err != nil || r == nil {
		return k.kind, "", err
	}
	return k.kind, store.Kind(r.Doc.Text("about.kind")), nil
}

// ownerHomes returns where the record of an attachment stands or has stood in
// any op that counts, so that the answer does not hang on the order of arrival;
// none if the record is not held.
func (w *work) ownerHomes(k key) ([]home, error) {
	if k.kind == "" {
		return []home{{}}, nil // of nothing: the table says who may do that
	}
	e, err := w.entry(k.kind, k.id)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	var homes []home
	for _, o := range e.ops {
		if o.Verdict != store.Counted {
			continue
		}
		at := homeOf(o, o.Set.Text)
		if (at == home{} || o.Typ == store.Cooperative && at.unit == "") && len(homes) > 0 || slices.Contains(homes, at) {
			continue
		}
		homes = append(homes, at)
	}
	return homes, nil
}

// allowedAttach asks the table of permissions for an own op on an attachment.
func (w *work) allowedAttach(op store.OpKind, before, set store.Doc) error {
	o := &store.LoggedOp{Op: store.Op{Typ: store.Attachment, Kind: op, Set: set}}
	k := owner(o, before)
	homes, err := w.ownerHomes(k)
	if err != nil {
		return err
	}
	if len(homes) == 0 {
		return notFound(k.kind, k.id)
	}
	s := store.Subject{Kind: store.Attachment, Op: op, Set: set}
	if s.Owner, s.About, err = w.ownerOf(o, before); err != nil {
		return err
	}
	denial, err := w.permittedTo(w.d.Me(), o, s, homes)
	if err != nil {
		return err
	}
	return denial
}
