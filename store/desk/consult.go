package desk

import (
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/checklist"
	"coopfield/store/vi"
)

// StartConsultation begins a consultation of a cooperative as a draft and
// returns its id, with the day of now and this person as the advisor. One that
// this person began today and did not finalise is returned instead. Errors are
// those of [Desk.StartVisit].
func (d *Desk) StartConsultation(ctx context.Context, coop string) (string, error) {
	doc, existing := store.Doc{"cooperative": coop, "on": d.today(), "advisor": d.Me().Person}, ""
	err := d.view(ctx, func(w *work) (err error) {
		if err := w.startsAt(store.Consultation, doc); err != nil {
			return err
		}
		existing, err = w.begunToday(store.Consultation, doc, "")
		return err
	})
	if err != nil || existing != "" {
		return existing, err
	}
	return d.begin(ctx, store.Consultation, doc)
}

// Consult opens a consultation, saved or only typed, for a screen: everything
// about it in memory. NotFound if there is none.
func (d *Desk) Consult(ctx context.Context, id string) (*Consult, error) {
	var c *Consult
	err := d.view(ctx, func(w *work) (err error) {
		c, err = w.consult(id)
		return err
	})
	return c, err
}

func (w *work) consult(id string) (*Consult, error) {
	f, coop, err := w.atTable(store.Consultation, id)
	if err != nil {
		return nil, err
	}
	c := &Consult{
		ID: id, Record: f.Record, Cooperative: coop, Doc: f.Doc, State: store.Draft, Title: coop.Doc.Text("name"), Review: f.Review,
		Drafted: len(f.Draft), me: w.d.Me(), unit: coop.Doc.Text("reporting_unit"), newID: w.d.newID,
		topics: w.cat.lists().offered(checklist.Consultation),
	}
	if f.Record != nil {
		c.State = f.Record.State
	}
	c.Raw, c.Typed, c.Newest = typedOf(f.Draft)
	at := spot{key{store.Consultation, id}, c.Doc.Text("on"), c.State, coop.ID}
	if c.Open, err = w.openAt(at, []store.Kind{store.Consultation, store.Visit}); err != nil {
		return nil, err
	}
	forms, err := w.followDrafts(at.key)
	if err != nil {
		return nil, err
	}
	for _, f := range forms {
		c.Drafted += len(f.Draft)
	}
	all, err := w.supportsOf(coop.ID)
	if err != nil {
		return nil, err
	}
	c.Supports = slices.DeleteFunc(all, func(s SupportLine) bool { return s.Consultation != id })
	c.build()
	return c, nil
}

// build lays the document out for the screen.
func (c *Consult) build() {
	c.On, c.NextOn = c.Doc.Text("on"), c.Doc.Text("next_on")
	c.Topics = c.Topics[:0:0]
	given := c.Doc.Sub("topics")
	if c.topics != nil {
		for _, t := range c.topics.Checks {
			c.Topics = append(c.Topics, ConsultTopic{t, given.Bool(t.ID)})
		}
	}
	for _, id := range sortedKeys(given) {
		if !slices.ContainsFunc(c.Topics, func(t ConsultTopic) bool { return t.ID == id }) {
			c.Topics = append(c.Topics, ConsultTopic{checklist.Check{ID: id}, given.Bool(id)})
		}
	}
	c.Commitments = promisesOf(c.Doc, "commitments")
}

// CanWrite reports whether this person may change the consultation as it stands.
func (c *Consult) CanWrite() bool {
	return c.State == store.Draft && mayWrite(c.me, store.Consultation, c.Cooperative.ID, c.unit)
}

// SetText sets a text, note or date of the consultation, such as "requests",
// "advice", "next_on", "commitments.<id>.due"; "" removes it. [Consult.NewItem]
// gives the id of a new commitment. Invalid says what is wrong; then nothing
// changed.
func (c *Consult) SetText(p store.Path, text string) ([]Edit, error) {
	if p == "cooperative" {
		return nil, noFieldAt(p) // a consultation does not move
	}
	return c.set(p, text)
}

// SetTopic marks a topic as advised on, or takes the mark away.
func (c *Consult) SetTopic(id string, on bool) ([]Edit, error) {
	if !on {
		return c.set("topics."+id, nil)
	}
	return c.set("topics."+id, true)
}

func (c *Consult) set(p store.Path, value any) ([]Edit, error) {
	edits, err := setLeaf(store.Consultation, c.State, c.Doc, p, value)
	if err != nil {
		return nil, err
	}
	c.note(p, edits)
	return edits, nil
}

func (c *Consult) note(p store.Path, edits []Edit) {
	delete(c.Raw, p)
	delete(c.Typed, p)
	c.Drafted += len(edits)
	c.build()
}

// NewItem returns the id of a new commitment. Commitments stand in the order in
// which their ids were made.
func (c *Consult) NewItem() (string, error) { return c.newID() }

// RemoveItem takes an item of "commitments" away.
func (c *Consult) RemoveItem(list, id string) ([]Edit, error) {
	if list != "commitments" {
		return nil, noFieldAt(list)
	}
	edits, err := removeItem(store.Consultation, c.State, c.Doc, list, id)
	if err != nil {
		return nil, err
	}
	c.note(list+"."+id, edits)
	return edits, nil
}

// SetFound is [Visit.SetFound] of a consultation.
func (c *Consult) SetFound(ref ItemRef, f Found) (FoundEdit, error) {
	if err := editableAt(store.Consultation, c.State); err != nil {
		return FoundEdit{}, err
	}
	return setFound(c.Open, key{store.Consultation, c.ID}, c.Cooperative.ID, c.On, ref, f)
}

// Gaps lists what is missing before the consultation can be finalised, as
// [Desk.Finalise] does. A path "open.<item>" is the outcome of an open item.
func (c *Consult) Gaps() []Gap {
	return append(formGaps(store.Consultation, c.Doc, c.Raw), c.signGaps()...)
}

// signGaps lists what a consultation needs before it can be signed: who advised,
// what was asked or advised, every commitment with who and by when.
func (c *Consult) signGaps() []Gap {
	var gaps []Gap
	if c.Doc.Text("advisor") == "" {
		gaps = append(gaps, Gap{Path: "advisor", Text: "chưa ghi người tư vấn"})
	}
	if c.Doc.Text("advice") == "" {
		gaps = append(gaps, Gap{Path: "advice", Text: "chưa ghi nội dung đã hướng dẫn"})
	}
	if c.NextOn != "" && c.On != "" && c.NextOn < c.On {
		gaps = append(gaps, Gap{Path: "next_on", Text: "ngày hẹn " + vi.FormatDate(c.NextOn) + " sớm hơn ngày tư vấn"})
	}
	gaps = append(gaps, foundGaps(c.Open, c.On, false)...)
	return append(gaps, promiseGaps(c.Commitments, "commitments", c.On)...)
}
