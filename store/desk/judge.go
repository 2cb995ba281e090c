package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/scheme"
)

// undecided marks an op while its cooperative is decided anew.
const undecided store.Verdict = "?"

// judge says whether an op of the log counts: a function of the op, the ops
// that count already, the registry's writers and the reference data. As more
// ops count, a verdict moves only towards Counted.
func (w *work) judge(o *store.LoggedOp) (store.Verdict, string, error) {
	if o.V > 1 {
		return store.WaitVersion, "được ghi bằng bản chương trình mới hơn; cập nhật chương trình rồi nhập lại", nil
	}
	ruled, err := w.ruling(o.Hash)
	if err != nil {
		return "", "", err
	}
	if ruled.kind == refuse {
		why, err := w.refusal(ruled)
		return store.RefusedOp, why, err
	}
	admitted := ruled.kind == admit
	if !o.Own {
		why, asked := w.faults[o.Hash]
		if !asked {
			why = FormFault(o)
		}
		if why != "" && (!admitted || !projectable(o)) {
			return store.InvalidField, why, nil
		}
	}
	e, err := w.entry(o.Typ, o.Ent)
	if err != nil {
		return "", "", err
	}
	ok, err := w.holdsBase(e, o.Base)
	if err != nil {
		return "", "", err
	}
	if !ok {
		return store.WaitParent, w.whyWaits(o), nil
	}
	if o.Own {
		return store.Counted, "", nil
	}
	prior, err := w.prior(e, o.Base)
	if err != nil {
		return "", "", err
	}
	if why := fixedKept(o, prior); why != "" && !admitted {
		return store.InvalidField, why, nil
	}
	homes := homesOf(o, prior)
	if o.Typ == store.Attachment {
		if homes, err = w.ownerHomes(owner(o, prior)); err != nil {
			return "", "", err
		}
		if len(homes) == 0 {
			return store.WaitParent, "hồ sơ của tệp đính kèm chưa có trong máy", nil
		}
	}
	for _, at := range homes {
		if at.coop == "" || o.Typ == store.Cooperative {
			continue
		}
		r, err := w.record(store.Cooperative, at.coop)
		if err != nil {
			return "", "", err
		}
		if r == nil {
			return store.WaitCoop, "hợp tác xã của hồ sơ này chưa có trong máy", nil
		}
	}
	for id, ref := range o.Ref {
		if !w.cat.holds(id, ref) {
			return store.WaitScheme, fmt.Sprintf("cần bản %d của %s, máy này chưa có", ref.Revision, id), nil
		}
	}
	if why := w.fitsScheme(o, prior); why != "" && !admitted {
		return store.InvalidField, why, nil
	}
	if err := w.permitted(o, prior, homes); store.CodeOf(err) == store.Denied {
		if !admitted {
			return store.NotPermitted, firstMessage(err), nil
		}
	} else if err != nil {
		return "", "", err
	}
	if why, err := w.unfinished(o); err != nil || why != "" && !admitted {
		return store.InvalidField, why, err
	}
	if o.Typ == store.Followup {
		if ok, err := w.follows(o, prior, homes[len(homes)-1].coop); err != nil {
			return "", "", err
		} else if !ok {
			return store.WaitParent, "hồ sơ được theo dõi chưa có trong máy, hoặc không phải của hợp tác xã này", nil
		}
	}
	if !admitted {
		if why, err := w.late(o, prior, homes); err != nil || why != "" {
			return store.Late, why, err
		}
	}
	return store.Counted, "", nil
}

// FormFault says what is wrong with an op that no other op can put right, "" for
// nothing. It hangs on the op alone.
func FormFault(o *store.LoggedOp) string {
	if err := oplog.CheckForm(&o.Op); err != nil {
		return firstMessage(err)
	}
	return SetFault(o)
}

// SetFault is FormFault of an op that passed [oplog.CheckForm].
func SetFault(o *store.LoggedOp) string {
	if o.Typ == store.Decision {
		return decisionFault(o)
	}
	if !store.SpecOf(o.Typ).Official && slices.Contains(officialOps, o.Kind) {
		return fmt.Sprintf("loại hồ sơ %s không có thao tác %s", o.Typ, o.Kind)
	}
	if fields, limited := settable[o.Kind]; limited {
		for f := range o.Set { // else a signed record would change without an amend
			if !slices.Contains(fields, f) {
				return fmt.Sprintf("mục %s không ghi được bằng thao tác %s", f, o.Kind)
			}
		}
	}
	check := store.ValidateSet
	if len(o.Base) == 0 || whole(o.Kind) {
		check = store.Validate
	}
	if err := check(o.Typ, fieldsOnly(o.Set)); err != nil {
		return firstMessage(err)
	}
	for _, f := range store.SpecOf(o.Typ).Fields {
		v, set := o.Set[f.Name]
		// A cooperative without a reporting unit would be everybody's.
		needed := f.Required || o.Typ == store.Cooperative && f.Name == "reporting_unit"
		if needed && (set || len(o.Base) == 0) && (v == nil || v == "") {
			return fmt.Sprintf("mục %s: không được để trống", f.Name)
		}
	}
	return ""
}

// whole reports whether an op of kind k carries the whole content, so that
// what it leaves out is removed.
func whole(k store.OpKind) bool { return k == store.OpFinalise || k == store.OpAmend }

// officialOps are the ops that only records with a state take.
var officialOps = []store.OpKind{store.OpFinalise, store.OpAmend, store.OpVoid, store.OpReturn, store.OpAccept}

func firstMessage(err error) string {
	var e *store.Error
	if errors.As(err, &e) {
		return e.Message
	}
	return err.Error()
}

// holdsBase reports whether every base revision counts.
func (w *work) holdsBase(e *entry, base []store.Hash) (bool, error) {
	if len(base) == 0 {
		return true, nil
	}
	if !e.stale && e.rec != nil && containsAll(e.rec.Heads, base) {
		return true, nil
	}
	if err := w.load(e); err != nil {
		return false, err
	}
	for _, b := range base {
		if !slices.ContainsFunc(e.ops, func(o *store.LoggedOp) bool { return o.Hash == b && o.Verdict == store.Counted }) {
			return false, nil
		}
	}
	return true, nil
}

func containsAll(all, some []store.Hash) bool {
	for _, h := range some {
		if !slices.Contains(all, h) {
			return false
		}
	}
	return true
}

// prior returns the content at the base revisions, empty for none.
func (w *work) prior(e *entry, base []store.Hash) (store.Doc, error) {
	if len(base) == 0 {
		return store.Doc{}, nil
	}
	if !e.stale && e.rec != nil && e.rec.Conflict == "" && slices.Equal(e.rec.Heads, base) {
		return e.rec.Doc, nil
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	return docAt(e, base)
}

// fixedKept says which field of the natural key an op would change. A resolution
// chooses between what its sides say.
func fixedKept(o *store.LoggedOp, prior store.Doc) string {
	if len(o.Base) == 0 {
		return ""
	}
	for _, f := range store.SpecOf(o.Typ).Fields {
		if !f.Fixed {
			continue
		}
		v, set := o.Set[f.Name]
		if o.Kind != store.OpResolve && (set || whole(o.Kind)) && !store.Equal(store.Doc{"f": v}, store.Doc{"f": prior[f.Name]}) {
			return fmt.Sprintf("mục %s không đổi được sau khi lập hồ sơ", f.Name)
		}
	}
	return ""
}

// fitsScheme says which points or facts of an assessment's op its scheme does
// not know or allow, each by itself.
func (w *work) fitsScheme(o *store.LoggedOp, prior store.Doc) string {
	if o.Typ != store.Assessment {
		return ""
	}
	named := prior
	if o.Set.Text("scheme") != "" || o.Set["scheme_revision"] != nil { // a sheet may go on under another revision
		named = prior.Clone()
		if named == nil {
			named = store.Doc{}
		}
		for _, f := range []string{"scheme", "scheme_revision"} {
			if v, ok := o.Set[f]; ok && v != nil {
				named[f] = v
			}
		}
	}
	s, err := w.cat.schemeOf(named)
	if err != nil {
		return "" // the refs of the op say whether it waits
	}
	for id, v := range o.Set.Sub("facts") {
		if _, ok := s.Fact(id); !ok && v != nil { // what it does not know may go
			return fmt.Sprintf("bộ tiêu chí %s không có chỉ tiêu %q", s.ID, id)
		}
	}
	for _, c := range scheme.Columns() {
		for id, v := range o.Set.Sub(string(c)) {
			it, ok := s.Item(id)
			if !ok && v == nil {
				continue
			}
			if !ok {
				return fmt.Sprintf("bộ tiêu chí %s không có mục %q", s.ID, id)
			}
			n, ok := v.(int64)
			if !ok {
				continue
			}
			p := scheme.Points(n)
			if it.Max != nil && p > *it.Max || p > s.Max || s.Step > 0 && p%s.Step != 0 {
				return fmt.Sprintf("mục %s: %s điểm không hợp thang điểm", id, p.Spoken())
			}
		}
	}
	return ""
}

// unfinished says what a finalised sheet lacks in its official column. Items
// and exclusions that read the year before are not asked: what is known of that
// may come later, and the answer must not hang on the order of arrival. For the
// same reason the cooperative may be of any type that it has had.
func (w *work) unfinished(o *store.LoggedOp) (string, error) {
	if o.Typ != store.Assessment || !whole(o.Kind) {
		return "", nil
	}
	s, err := w.cat.schemeOf(o.Set)
	if err != nil || len(o.Set.Sub(string(s.ScoreColumn))) == len(s.Items()) {
		return "", nil // the refs of the op say whether it waits
	}
	for _, x := range s.Exclusions {
		if strings.Contains(x.When, "prev") {
			return "", nil
		}
	}
	coop, err := w.record(store.Cooperative, o.Set.Text("cooperative"))
	if err != nil || coop == nil {
		return "", err
	}
	missing := lacking(s, o.Set, coop.Doc.Text("type"))
	if missing == "" {
		return "", nil
	}
	types, err := w.typesOf(coop.ID)
	if err != nil {
		return "", err
	}
	for _, t := range types {
		if lacking(s, o.Set, t) == "" {
			return "", nil
		}
	}
	return fmt.Sprintf("bản chốt thiếu điểm mục %s", missing), nil
}

// typesOf returns the types that a cooperative has had in any op that counts.
func (w *work) typesOf(coop string) ([]string, error) {
	e, err := w.entry(store.Cooperative, coop)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	var types []string
	for _, o := range e.ops {
		if t := o.Set.Text("type"); t != "" && o.Verdict == store.Counted && !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	return types, nil
}

// lacking returns an item without points that the facts of no other year could
// give any, "" for none.
func lacking(s *scheme.Scheme, doc store.Doc, coopType string) string {
	sh := sheetOf(doc, coopType, nil)
	sh.Facts = s.Known(sh.Facts)
	r, err := s.Score(sh, scheme.Options{Column: s.ScoreColumn})
	if err != nil || r.Excluded != nil {
		return "" // points that the scheme refuses are told by fitsScheme
	}
	for _, id := range r.Missing {
		if it, ok := s.Item(id); ok && !strings.Contains(it.Value, "prev") && !strings.Contains(it.Shows, "prev") {
			return id
		}
	}
	return ""
}

func denied(message, hint string) error {
	return &store.Error{Code: store.Denied, Detail: string(store.NotPermitted), Message: message, Hint: hint}
}

// unitsOf returns the reporting units that a cooperative has had in any op
// that counts.
func (w *work) unitsOf(coop string) ([]string, error) {
	e, err := w.entry(store.Cooperative, coop)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	var units []string
	for _, o := range e.ops {
		if u := o.Set.Text("reporting_unit"); u != "" && o.Verdict == store.Counted && !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	if len(units) == 0 {
		units = []string{""}
	}
	return units, nil
}

// unequal returns the leaves of set that differ from prior.
func unequal(set, prior store.Doc) store.Doc {
	out := store.Doc{}
	for k, v := range set {
		switch v := v.(type) {
		case store.Doc:
			if sub := unequal(v, prior.Sub(k)); len(sub) > 0 {
				out[k] = sub
			}
		case nil:
			if _, had := prior[k]; had {
				out[k] = nil
			}
		default:
			if prior[k] != v {
				out[k] = v
			}
		}
	}
	return out
}
