package desk

import (
	"cmp"
	"context"
	"io"
	"slices"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/vi"
)

// StartRegistration begins the application of a cooperative for a programme as a
// draft and returns its id; the one that there is already, saved or typed, is
// returned instead. "" stands for the one programme that is held. It begins with
// the day of now, the cooperative's model if the programme has it, and the sheet
// that the programme asks for if there is one.
//
// Errors: NotFound for the cooperative or programme; Denied: who may write
// applications of the cooperative.
func (d *Desk) StartRegistration(ctx context.Context, coop, programmeID string) (string, error) {
	doc, existing := store.Doc{"cooperative": coop}, ""
	err := d.view(ctx, func(w *work) (err error) {
		existing, err = w.startRegistration(doc, coop, programmeID)
		return err
	})
	if err != nil || existing != "" {
		return existing, err
	}
	return d.begin(ctx, store.Registration, doc)
}

func (w *work) startRegistration(doc store.Doc, coop, programmeID string) (string, error) {
	p, err := w.cat.programmeNamed(programmeID)
	if err != nil {
		return "", err
	}
	doc["programme"] = p.ID
	c, err := w.known(store.Cooperative, coop)
	if err != nil {
		return "", err
	}
	held, err := w.registrationOf(coop, p.ID)
	if err != nil || held != "" {
		return held, err
	}
	if err := w.startsAt(store.Registration, doc); err != nil {
		return "", err
	}
	doc["submitted_on"] = w.d.today()
	if _, ok := p.Model(c.Doc.Text("model")); ok {
		doc["model"] = c.Doc.Text("model")
	}
	v := &RegistrationView{Programme: p, Cooperative: c, Doc: doc, entries: map[string]EntryScore{}}
	if err := w.entryChoices(v); err != nil {
		return "", err
	}
	if len(v.EntryChoices) > 0 && entryFits(p, v.EntryChoices[0].Occasion, v.EntryChoices[0].Period) {
		doc["entry_assessment"] = v.EntryChoices[0].ID
	}
	return "", nil
}

// registrationOf returns the id of the application of a cooperative in a
// programme, saved or typed, "" if there is none.
func (w *work) registrationOf(coop, programmeID string) (string, error) {
	found := ""
	err := w.atTableOf(store.Registration, coop, func(t *tableRow) {
		if t.doc.Text("programme") == programmeID && (found == "" || t.rec != nil) {
			found = t.id
		}
	})
	return found, err
}

// AttachPaper puts a file beside an application as one paper of its dossier, and
// returns the id of the attachment. An application that is only typed so far is
// saved with it. Errors are those of [Desk.Attach]; Invalid, detail "paper", for
// a paper that the programme does not ask for.
func (d *Desk) AttachPaper(ctx context.Context, registration, paper, name string, r io.Reader) (string, error) {
	name, data, err := readFile(name, r)
	if err != nil {
		return "", err
	}
	out := ""
	err = d.update(ctx, func(w *work) error {
		if err := w.commitDraft(store.Registration, registration); err != nil {
			return err
		}
		rec, err := w.known(store.Registration, registration)
		if err != nil {
			return err
		}
		p, err := w.cat.programmeNamed(rec.Doc.Text("programme"))
		if err != nil {
			return err
		}
		if _, ok := p.Paper(paper); !ok {
			return &store.Error{
				Code: store.Invalid, Detail: "paper", Message: "hồ sơ của chương trình không có giấy tờ " + paper, Hint: "chọn một giấy tờ của hồ sơ đăng ký",
			}
		}
		out, err = w.attach(store.Registration, registration, paper, name, data)
		return err
	})
	return out, kept(err)
}

// commitDraft saves what is typed of a record, if anything is.
func (w *work) commitDraft(k store.Kind, id string) error {
	draft, err := w.tx.Draft(k, id)
	if err != nil || len(draft) == 0 {
		return err
	}
	_, err = w.commit(k, id)
	return err
}

// Registrations returns the applications of a cooperative, newest first, also
// those that are only typed so far.
func (d *Desk) Registrations(ctx context.Context, coop string) ([]RegistrationRow, error) {
	var out []RegistrationRow
	err := d.view(ctx, func(w *work) error {
		var rows []*tableRow
		if err := w.atTableOf(store.Registration, coop, func(t *tableRow) { rows = append(rows, t) }); err != nil {
			return err
		}
		for _, t := range rows {
			p, err := w.cat.programmeNamed(t.doc.Text("programme"))
			if err != nil {
				p = &programme.Programme{ID: t.doc.Text("programme")} // one that is not held judges nothing
			}
			c, err := w.candidate(p, t.id, t.doc, t.rec)
			if err != nil {
				return err
			}
			if p.Title == "" {
				c.Eligible = programme.Unknown
			}
			out = append(out, c.RegistrationRow)
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b RegistrationRow) int {
		return cmp.Or(cmp.Compare(b.SubmittedOn, a.SubmittedOn), vi.Compare(a.Programme, b.Programme), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}
