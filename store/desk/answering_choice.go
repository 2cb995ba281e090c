package desk

import (
	"cmp"
	"slices"

	"coopfield/store"
	"coopfield/store/oplog"
)

// choice is which of others' ops one laptop needs (sync protocol, Back to the
// district): nothing personal of another unit's cooperatives.
type choice struct {
	*answering
	to    *Recipient
	own   map[string]bool // its devs
	coops map[string]bool // its cooperatives
	seen  map[key]bool    // folders taken whole
	taken map[store.Hash]bool
	ops   []store.LoggedOp
}

// choose fills c.ops, cooperatives first.
func (c *choice) choose(p *Parcel) error {
	touched, err := c.touched()
	if err != nil {
		return err
	}
	for _, id := range p.Coops {
		if err := c.whole(key{store.Cooperative, id}); err != nil {
			return err
		}
	}
	if err := c.moved(touched); err != nil {
		return err
	}
	for _, id := range p.Coops {
		if err := c.near(id); err != nil {
			return err
		}
	}
	if err := c.handedPapers(); err != nil {
		return err
	}
	for _, k := range touched {
		if err := c.answered(k); err != nil {
			return err
		}
	}
	return nil
}

// touched lists the records that the laptop wrote.
func (c *choice) touched() ([]key, error) {
	var keys []key
	seen := map[key]bool{}
	for _, dev := range append([]string{c.to.Writer.Dev}, c.to.Before...) {
		err := c.w.tx.Touched(dev, func(k store.Kind, id string) error {
			if kk := (key{k, id}); !seen[kk] {
				seen[kk] = true
				keys = append(keys, kk)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// whole takes all ops of a record that count, and what they point at so that
// they count on the laptop too.
func (c *choice) whole(k key) error {
	if c.seen[k] {
		return nil
	}
	c.seen[k] = true
	f, err := c.folder(k)
	if err != nil {
		return err
	}
	for _, o := range f.ops {
		if err := c.pointed(o); err != nil {
			return err
		}
	}
	for _, o := range f.ops {
		c.take(o)
	}
	for _, o := range c.decisions[k] {
		c.take(o)
	}
	return nil
}

// take adds an op that the laptop does not have by itself.
func (c *choice) take(o *store.LoggedOp) {
	if o.Dev != c.to.Writer.Dev && !c.taken[o.Hash] {
		c.taken[o.Hash] = true
		c.ops = append(c.ops, *o)
	}
}

// pointed takes the records that an op is about or joins its own with.
func (c *choice) pointed(o *store.LoggedOp) error {
	var others []key
	if o.Typ == store.Followup {
		if id := o.Set.Text("about.record"); id != "" {
			others = append(others, key{store.Kind(o.Set.Text("about.kind")), id})
		}
	}
	if id, ok := o.Set[oplog.SameAsField].(string); ok && id != "" {
		others = append(others, key{o.Typ, id})
	}
	for _, field := range sheetsNamed[o.Typ] {
		if id := o.Set.Text(field); id != "" {
			others = append(others, key{store.Assessment, id})
		}
	}
	for _, k := range others {
		if k.kind == o.Typ && k.id == o.Ent || store.SpecOf(k.kind) == nil {
			continue
		}
		f, err := c.folder(k)
		if err != nil {
			return err
		}
		if coop := f.coop(); c.coops[coop] || coop == "" && c.ofUnit(f) {
			if err := c.whole(k); err != nil {
				return err
			}
		}
	}
	return nil
}

// sheetsNamed are the fields that name the sheet that a record rests on.
var sheetsNamed = map[store.Kind][]string{store.Plan: {"baseline.assessment"}, store.Registration: {"entry_assessment"}}

// near takes what others did about one of the laptop's cooperatives: yearly
// figures, approved plans, what is still to be kept, the last accepted sheets,
// whatever the laptop itself wrote, and what earlier answers told it of.
func (c *choice) near(coop string) error {
	list, err := c.file(coop)
	if err != nil {
		return err
	}
	last := lastAccepted(list)
	done := keptItems(list)
	heir, err := c.inherits(coop)
	if err != nil {
		return err
	}
	for _, f := range list {
		if f.rec != nil && (f.kind == store.Annual || last[f] || approvedPlan(f.rec) || openPromise(f.rec, done) || heir && leftOpen(f.rec)) || f.touchedBy(c.own) || c.to.Told != nil && c.to.Told(f.kind, f.id) {
			if err := c.whole(f.key); err != nil {
				return err
			}
		}
	}
	for _, f := range list { // what became of what it is told about
		if about := f.about(); f.kind == store.Followup && c.seen[about] {
			if err := c.whole(f.key); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *folder) touchedBy(devs map[string]bool) bool {
	for dev := range f.devs {
		if devs[dev] {
			return true
		}
	}
	return false
}

// about returns the record that a followup follows.
func (f *folder) about() key {
	if f.rec == nil {
		return key{}
	}
	return key{store.Kind(f.rec.Doc.Text("about.kind")), f.rec.Doc.Text("about.record")}
}

// lastAccepted returns, of each scheme and occasion, the accepted sheet of the
// newest period.
func lastAccepted(list []*folder) map[*folder]bool {
	type sort struct{ scheme, occasion string }
	best := map[sort]*folder{}
	for _, f := range list {
		if f.kind != store.Assessment || f.rec == nil || !f.rec.Accepted {
			continue
		}
		s := sort{f.rec.Doc.Text("scheme"), f.rec.Doc.Text("occasion")}
		if b := best[s]; b == nil || cmp.Or(
			cmp.Compare(b.rec.Doc.Text("period"), f.rec.Doc.Text("period")), cmp.Compare(b.rec.Doc.Text("as_of"), f.rec.Doc.Text("as_of")), cmp.Compare(b.id, f.id)) < 0 {
			best[s] = f
		}
	}
	out := map[*folder]bool{}
	for _, f := range best {
		out[f] = true
	}
	return out
}

// approvedPlan reports whether r is a plan that was approved.
func approvedPlan(r *store.Record) bool {
	return r.Kind == store.Plan && planHeld(r.Doc)
}

// promises names where a kind keeps what somebody is to do.
var promises = map[store.Kind]string{store.Visit: "recommendations", store.Consultation: "commitments"}

// promise is one thing that somebody is to do.
type promise struct {
	key
	item string
}

// keptItems returns the promises that were kept, as their followups say. What
// was recorded at a visit or consultation that was voided says nothing.
func keptItems(list []*folder) map[promise]bool {
	void := map[string]bool{}
	for _, f := range list {
		void[f.id] = f.rec != nil && f.rec.State == store.Void
	}
	lines := map[promise][]store.FollowLine{}
	for _, f := range list {
		if f.kind == store.Followup && f.rec != nil && !void[f.rec.Doc.Text("visit")] && !void[f.rec.Doc.Text("consultation")] {
			p := promise{f.about(), f.rec.Doc.Text("about.item")}
			lines[p] = append(lines[p], followLine(f.rec.Doc))
		}
	}
	done := map[promise]bool{}
	for p, l := range lines {
		done[p] = !store.Stand("", l).Open
	}
	return done
}

// openPromise reports whether r is a visit or consultation with something that
// is still to be kept.
func openPromise(r *store.Record, done map[promise]bool) bool {
	field, ok := promises[r.Kind]
	if !ok || r.State == store.Void {
		return false
	}
	for item := range r.Doc.Sub(field) {
		if !done[promise{key{r.Kind, r.ID}, item}] {
			return true
		}
	}
	return false
}

// moved tells of cooperatives that were the laptop's and no longer are: how
// they went, not what became of them since.
func (c *choice) moved(touched []key) error {
	gone := slices.Clone(c.to.Coops)
	for _, k := range touched {
		f, err := c.folder(k)
		if err != nil {
			return err
		}
		// What does not count here speaks of records that were never the laptop's.
		if coop := f.coop(); coop != "" && c.wrote(f) {
			gone = append(gone, coop)
		}
	}
	slices.Sort(gone)
	for _, id := range slices.Compact(gone) {
		if c.coops[id] {
			continue
		}
		f, err := c.folder(key{store.Cooperative, id})
		if err != nil {
			return err
		}
		if c.contests(f) {
			continue
		}
		c.ancestors(f, func(o *store.LoggedOp) bool { return o.Set.Text("reporting_unit") != "" })
	}
	return nil
}

// ancestors takes the ops of f that is wants, and what they were made on.
func (c *choice) ancestors(f *folder, is func(*store.LoggedOp) bool) {
	need := map[store.Hash]bool{}
	for _, o := range slices.Backward(f.ops) {
		if is(o) || need[o.Hash] {
			for _, b := range o.Base {
				need[b] = true
			}
			need[o.Hash] = true
		}
	}
	for _, o := range f.ops {
		if need[o.Hash] {
			c.take(o)
		}
	}
}

// answered takes what the province and others made of a record that the laptop
// wrote. Of a cooperative that is not the laptop's any more, and of a record
// that names none, only the province's ops go, as far as they stand on nothing
// but those and the laptop's own.
func (c *choice) answered(k key) error {
	f, err := c.folder(k)
	if err != nil {
		return err
	}
	coop := f.coop()
	if c.coops[coop] || coop == "" && k.kind != store.Cooperative && c.ofUnit(f) {
		return c.whole(k)
	}
	have := map[store.Hash]bool{}
	wrote := c.wrote(f)
	for _, o := range f.ops {
		if !wrote {
			break // its op does not count: of the record itself it knows nothing
		}
		office, err := c.w.ofProvince(o.Dev)
		if err != nil {
			return err
		}
		based := !slices.ContainsFunc(o.Base, func(b store.Hash) bool { return !have[b] })
		if c.own[o.Dev] || office && based || c.taken[o.Hash] {
			have[o.Hash] = true
			c.take(o)
		}
	}
	for _, o := range c.decisions[k] {
		x, err := c.decided(o)
		if err != nil {
			return err
		}
		if x != nil && c.own[x.Dev] {
			c.take(o)
		}
	}
	return nil
}

// wrote reports whether an op of the laptop counts in f, unless all that it did
// was to create the record a second time: no program makes one id twice, and who
// knows an id from elsewhere is told nothing for it.
func (c *choice) wrote(f *folder) bool {
	return !c.contests(f) && slices.ContainsFunc(f.ops, func(o *store.LoggedOp) bool { return c.own[o.Dev] })
}

// contests reports whether the laptop and another device both created f's record.
func (c *choice) contests(f *folder) bool {
	mine, others := false, false
	for _, o := range f.ops {
		if len(o.Base) == 0 {
			mine, others = mine || c.own[o.Dev], others || !c.own[o.Dev]
		}
	}
	return mine && others
}

// ofUnit reports whether a record without a cooperative is of the laptop's unit.
func (c *choice) ofUnit(f *folder) bool {
	return f.rec == nil || f.rec.Unit == "" || f.rec.Unit == c.to.Writer.Unit
}

// decided returns the op that a decision is on, nil if it is not held.
func (c *choice) decided(o *store.LoggedOp) (*store.LoggedOp, error) {
	h, err := store.ParseHash(o.Set.Text("op"))
	if err != nil {
		return nil, nil //nolint:nilerr // names no op: nobody's
	}
	x, err := c.w.tx.Op(h)
	if store.CodeOf(err) == store.NotFound {
		return nil, nil
	}
	return x, err
}
