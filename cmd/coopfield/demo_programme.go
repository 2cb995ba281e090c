package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sample"
	"coopfield/sync"
)

// officeRecords are the invented records of the demo's district.
type officeRecords struct {
	first []sample.Record // of cooperatives that the province is to have chosen, as an officer may write them
	given []sample.Record // what only the province writes in them: each Doc is a patch
	rest  []sample.Record
}

// demoRecords invents the district's records and sets apart those of its pilots.
func demoRecords(d *desk.Desk) (*officeRecords, error) {
	records, err := invented(1, demoOffice)
	if err != nil {
		return nil, err
	}
	var all []sample.Record
	pilots := map[string]bool{}
	for r := range records {
		all = append(all, r)
		if r.Kind == store.Plan {
			pilots[r.Doc.Text("cooperative")] = true
		}
	}
	out := &officeRecords{}
	for _, r := range all {
		coop := store.CooperativeOf(r.Kind, r.ID, r.Doc)
		if !pilots[coop] {
			if coop != "" { // a district's demo has no events of the province
				out.rest = append(out.rest, r)
			}
			continue
		}
		own, given := divide(d.Me(), coop, &r)
		out.first = append(out.first, own)
		if len(given) > 0 {
			out.given = append(out.given, sample.Record{Kind: r.Kind, ID: r.ID, Doc: given})
		}
	}
	return out, nil
}

// divide parts a record into what w may write and what only the province does.
func divide(w store.Writer, coop string, r *sample.Record) (own sample.Record, given store.Doc) {
	own, given = *r, store.Doc{}
	own.Doc = store.Doc{}
	s := store.Subject{Kind: r.Kind, Op: store.OpPut, Cooperative: coop, Unit: w.Unit}
	if r.Kind == store.Followup {
		s.About = store.Kind(r.Doc.Text("about.kind"))
	}
	for field, v := range r.Doc {
		if s.Set = (store.Doc{field: v}); store.Permit(w, s) == nil {
			own.Doc[field] = v
		} else {
			given[field] = v
		}
	}
	return own, given
}

// choosePilots lets the province of a demo decide on what the officer o writes
// first, by the way that bundles go in earnest, so that the district has pilots to
// follow. The rest is the officer's and not sent yet.
func (e *env) choosePilots(o *opened, province string) (err error) {
	records, err := demoRecords(o.Desk)
	if err != nil {
		return err
	}
	if err := e.bulk(o.Desk, slices.Values(records.first)); err != nil {
		return err
	}
	mail := province + ".mail"
	defer func() { err = errors.Join(err, os.RemoveAll(mail)) }()
	up, down := filepath.Join(mail, "len"), filepath.Join(mail, "xuong")
	if err := os.MkdirAll(up, 0o700); err != nil {
		return fmt.Errorf("making a folder for the demo's bundles: %w", err)
	}
	if _, err := o.Seal(e.ctx, up); err != nil {
		return fmt.Errorf("sealing the demo's first bundle: %w", err)
	}
	if err := e.decideDemo(province, up, down, records.given); err != nil {
		return err
	}
	reports, err := o.Import(e.ctx, []string{down}, sync.ImportOptions{})
	if err = errors.Join(err, sync.ImportError(reports)); err != nil {
		return fmt.Errorf("importing the demo's answer: %w", err)
	}
	return e.bulk(o.Desk, slices.Values(records.rest))
}

// decideDemo fills the province's store with the other districts, imports a
// bundle, writes what the province gives to its records and answers into a folder.
func (e *env) decideDemo(dir, up, down string, given []sample.Record) error {
	p, err := e.at(dir).unlock(nil)
	if err != nil {
		return err
	}
	if err := e.fill(p.Desk, 1, demoOthers); err != nil {
		return errors.Join(err, p.Close())
	}
	reports, err := p.Import(e.ctx, []string{up}, sync.ImportOptions{})
	if err = errors.Join(err, sync.ImportError(reports)); err != nil {
		return errors.Join(fmt.Errorf("importing the demo's bundle: %w", err), p.Close())
	}
	for _, r := range given {
		if _, err := p.Desk.Put(e.ctx, r.Kind, []desk.Input{{ID: r.ID, Doc: r.Doc}}); err != nil {
			return errors.Join(fmt.Errorf("deciding on the demo's %s: %w", r.Kind, err), p.Close())
		}
	}
	_, err = p.Answer(e.ctx, down, sync.AnswerOptions{})
	return errors.Join(err, p.Close())
}
