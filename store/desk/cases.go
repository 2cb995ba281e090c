package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"coopfield/store"
)

// clash opens, renews or closes the case of a record's own revisions.
func (w *work) clash(e *entry) error {
	if err := w.cases(); err != nil {
		return err
	}
	for _, k := range []store.CaseKind{store.CaseParallel, store.CasePutOnFinal} {
		id := caseID(k, string(e.kind), e.id)
		old, was := w.open[id]
		if e.clash != nil && e.clash.ID == id {
			if err := w.saveCase(*e.clash, old, was); err != nil {
				return err
			}
			continue
		}
		if was {
			if err := w.tx.DropCase(id); err != nil {
				return err
			}
			delete(w.open, id)
		}
	}
	return nil
}

func (w *work) saveCase(c, old store.Case, was bool) error {
	c.Opened = w.now
	if was {
		c.Opened = old.Opened
	} else {
		w.opened = append(w.opened, c)
	}
	w.open[c.ID] = c
	return w.tx.SaveCase(&c)
}

// cases reads the open cases.
func (w *work) cases() error {
	if w.open != nil {
		return nil
	}
	list, err := w.tx.Cases()
	if err != nil {
		return err
	}
	w.open = make(map[string]store.Case, len(list))
	for _, c := range list {
		w.open[c.ID] = c
	}
	return nil
}

// caseID names a case by its kind and members, so that every machine with the
// same ops gives it the same name.
func caseID(k store.CaseKind, members ...string) string {
	sum := sha256.Sum256([]byte(string(k) + "\n" + strings.Join(members, "\n")))
	return hex.EncodeToString(sum[:16])
}

func duplicateID(k store.Kind, natural string) string {
	return caseID(store.CaseDuplicate, string(k), natural)
}

// duplicates opens and closes the cases of records with one natural key.
func (w *work) duplicates(keys []natural) error {
	for _, n := range keys {
		ids, err := w.tx.Natural(n.kind, n.key)
		if err != nil {
			return err
		}
		c := store.Case{ID: duplicateID(n.kind, n.key), Kind: store.CaseDuplicate, Record: n.kind}
		var same []*store.Record
		for _, id := range ids {
			e, err := w.entry(n.kind, id)
			if err != nil {
				return err
			}
			if naturalOf(e.rec) != n.key {
				continue
			}
			kept, err := w.keptOf(n.kind, id)
			if err != nil {
				return err
			}
			if kept != id {
				continue // decided: the other one is the head
			}
			same = append(same, e.rec)
			c.Records = append(c.Records, id)
			c.Heads = append(c.Heads, e.rec.Heads...)
		}
		old, was := w.open[c.ID]
		if len(same) > 1 {
			slices.SortFunc(c.Heads, compareHash)
			c.Fields = differing(same)
			if err := w.saveCase(c, old, was); err != nil {
				return err
			}
		} else if was {
			if err := w.tx.DropCase(c.ID); err != nil {
				return err
			}
			delete(w.open, c.ID)
		}
		for _, id := range append(slices.Clone(ids), old.Records...) {
			if err := w.mark(n.kind, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// mark writes which case a record stands in: its own revisions' before a
// duplicate's.
func (w *work) mark(k store.Kind, id string) error {
	e, err := w.entry(k, id)
	if err != nil || e.rec == nil {
		return err
	}
	want := ""
	if key := naturalOf(e.rec); key != "" {
		if c, ok := w.open[duplicateID(k, key)]; ok && slices.Contains(c.Records, id) {
			want = c.ID
		}
	}
	for _, own := range []store.CaseKind{store.CaseParallel, store.CasePutOnFinal} {
		if c, ok := w.open[caseID(own, string(k), id)]; ok {
			want = c.ID
		}
	}
	if e.rec.Conflict == want {
		return nil
	}
	e.rec.Conflict = want
	return w.tx.SaveRecord(e.rec)
}

// differing returns the paths on which records disagree, sorted.
func differing(records []*store.Record) []string {
	var paths []string
	for _, r := range records[1:] {
		store.Diff(records[0].Doc, r.Doc).Leaves(func(p store.Path, _ any) { paths = append(paths, p) })
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func compareHash(a, b store.Hash) int { return slices.Compare(a[:], b[:]) }
