package sqlite_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

func visitWith(id, coop, on string, state store.State, items store.Doc) *store.Record {
	return &store.Record{
		Kind: store.Visit, ID: id, State: state, Unit: "615",
		Doc: store.Doc{"cooperative": coop, "on": on, "purpose": "periodic", "recommendations": items},
	}
}

func follow(id, about, item, on, state, due, visit string) *store.Record {
	d := store.Doc{"about": store.Doc{"kind": "visit", "record": about, "item": item}, "on": on, "state": state}
	for f, v := range map[string]string{"due": due, "visit": visit} {
		if v != "" {
			d[f] = v
		}
	}
	return &store.Record{Kind: store.Followup, ID: id, State: store.Draft, Doc: d}
}

func promises(tb testing.TB, db *sqlite.DB, q store.PromiseQuery) []string {
	tb.Helper()
	var out []string
	must(tb, db.View(ctx, func(tx store.Tx) error {
		return tx.Promises(q, func(p *store.Promise) error {
			out = append(out, fmt.Sprintf("%s %s %s open=%v disputed=%v", p.Item, p.Due, p.State, p.Open, p.Disputed))
			return nil
		})
	}))
	return out
}

func TestAPlanSaysHowFarItsActionsAreUntilTheyAreFollowed(t *testing.T) {
	p, c := uuid('p', 1), uuid('c', 1)
	plan := &store.Record{Kind: store.Plan, ID: p, Unit: "615", Doc: store.Doc{
		"cooperative": c, "programme": "kh1185", "status": "approved",
		"actions": store.Doc{"a1": store.Doc{"to": "2024-10-15", "state": "done"}, "a2": store.Doc{"to": "2024-11-15"}},
	}}
	found := follow(uuid('f', 1), p, "a1", "2024-11-01", "partly", "", "")
	found.Doc.Put("about.kind", "plan")
	said := []string{"a1 2024-10-15 kept open=false disputed=false", "a2 2024-11-15  open=true disputed=false"}
	followed := []string{"a1 2024-10-15 partly open=true disputed=false", said[1]}
	for _, order := range [][]*store.Record{{plan, found}, {found, plan}} {
		db := open(t)
		for _, r := range order {
			update(t, db, func(tx store.Tx) error { return tx.SaveRecord(r) })
		}
		equal(t, promises(t, db, store.PromiseQuery{}), followed)
		update(t, db, func(tx store.Tx) error { return tx.DropRecord(store.Followup, found.ID) })
		equal(t, promises(t, db, store.PromiseQuery{}), said)
	}
}

func TestPromisesFollowVisitsAndFollowupsInAnyOrder(t *testing.T) {
	v, w, c := uuid('v', 1), uuid('v', 2), uuid('c', 1)
	items := store.Doc{"r1": store.Doc{"text": "a", "due": "2024-10-15"}, "r2": store.Doc{"text": "b"}}
	records := []*store.Record{
		visitWith(v, c, "2024-05-06", store.Final, items), visitWith(w, c, "2024-11-01", store.Final, nil),
		follow(uuid('f', 1), v, "r1", "2024-11-01", "moved", "2025-01-31", w), follow(uuid('f', 2), v, "r2", "2024-11-01", "kept", "", w),
	}
	want := []string{"r1 2025-01-31 moved open=true disputed=false", "r2  kept open=false disputed=false"}
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}} {
		db := open(t)
		for _, i := range order {
			update(t, db, func(tx store.Tx) error { return tx.SaveRecord(records[i]) })
		}
		equal(t, promises(t, db, store.PromiseQuery{}), want)
		equal(t, promises(t, db, store.PromiseQuery{Open: true, Cooperatives: []string{c}, Unit: "615", Kinds: []store.Kind{store.Visit}}), want[:1])
		equal(t, len(promises(t, db, store.PromiseQuery{Without: []string{v}})), 0)
		equal(t, len(promises(t, db, store.PromiseQuery{Open: true, Before: "2025-01-31"})), 0)
		equal(t, len(promises(t, db, store.PromiseQuery{Open: true, Before: "2025-02-01"})), 1)
		update(t, db, func(tx store.Tx) error { // the second visit is voided: what it found says nothing
			return tx.SaveRecord(visitWith(w, c, "2024-11-01", store.Void, nil))
		})
		equal(t, promises(t, db, store.PromiseQuery{}), []string{"r1 2024-10-15  open=true disputed=false", "r2   open=true disputed=false"})
		update(t, db, func(tx store.Tx) error { return tx.DropRecord(store.Visit, w) })
		equal(t, promises(t, db, store.PromiseQuery{}), want) // and counts while nobody knows of a voided one
		update(t, db, func(tx store.Tx) error { return tx.DropRecord(store.Followup, uuid('f', 1)) })
		equal(t, promises(t, db, store.PromiseQuery{Limit: 1}), []string{"r1 2024-10-15  open=true disputed=false"})
		n, overdue := 0, 0
		must(t, db.View(ctx, func(tx store.Tx) (err error) {
			n, overdue, err = tx.CountPromises(store.PromiseQuery{Open: true}, "2024-12-02")
			return err
		}))
		equal(t, []int{n, overdue}, []int{1, 1})
		for _, state := range []store.State{store.Draft, store.Void} {
			update(t, db, func(tx store.Tx) error { return tx.SaveRecord(visitWith(v, c, "2024-05-06", state, items)) })
			equal(t, len(promises(t, db, store.PromiseQuery{})), 0)
		}
		back := visitWith(v, c, "2024-05-06", store.Draft, items)
		back.ReturnReason = "thiếu thành phần"
		update(t, db, func(tx store.Tx) error { return tx.SaveRecord(back) })
		equal(t, len(promises(t, db, store.PromiseQuery{})), 2)
		update(t, db, func(tx store.Tx) error { return tx.DropRecord(store.Visit, v) })
		equal(t, len(promises(t, db, store.PromiseQuery{})), 0)
	}
}

func TestAnAppointmentEndsWithTheNextConsultation(t *testing.T) {
	db := open(t)
	consult := func(id, coop, on, next string, state store.State) *store.Record {
		d := store.Doc{"cooperative": coop, "on": on}
		if next != "" {
			d["next_on"] = next
		}
		return &store.Record{Kind: store.Consultation, ID: id, State: state, Unit: "615", Doc: d}
	}
	next := func(from string) []string {
		var out []string
		must(t, db.View(ctx, func(tx store.Tx) error {
			return tx.Appointments(from, func(a *store.AppointmentRow) error {
				out = append(out, a.Consultation+" "+a.NextOn)
				return nil
			})
		}))
		return out
	}
	a, b, c := uuid('a', 1), uuid('b', 1), uuid('d', 1)
	update(t, db, func(tx store.Tx) error {
		must(t, tx.SaveRecord(consult(a, "one", "2024-05-01", "2024-06-01", store.Final)))
		must(t, tx.SaveRecord(consult(b, "two", "2024-05-02", "2024-05-20", store.Draft)))
		return tx.SaveRecord(consult(c, "three", "2024-05-02", "2024-05-21", store.Void))
	})
	equal(t, next("2024-05-01"), []string{b + " 2024-05-20", a + " 2024-06-01"})
	equal(t, next("2024-05-21"), []string{a + " 2024-06-01"})
	update(t, db, func(tx store.Tx) error {
		return tx.SaveRecord(consult(uuid('e', 1), "one", "2024-05-25", "", store.Draft))
	})
	equal(t, next("2024-05-01"), []string{b + " 2024-05-20"})
}

func TestAStoreOfVersionThreeGetsItsPromisesWhenItIsOpened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kho.db")
	db := openAt(t, path, sqlite.Options{})
	v := uuid('v', 1)
	update(t, db, func(tx store.Tx) error {
		must(t, tx.SaveRecord(visitWith(v, uuid('c', 1), "2024-05-06", store.Final, store.Doc{"r1": store.Doc{"due": "2024-10-15"}})))
		return tx.SaveRecord(follow(uuid('f', 1), v, "r1", "2024-11-01", "partly", "", ""))
	})
	want := promises(t, db, store.PromiseQuery{})
	for _, q := range []string{
		"DROP TABLE promise", "DROP INDEX followup_visit", "DROP INDEX followup_consultation", "DROP INDEX consultation_next",
		"ALTER TABLE followup DROP COLUMN due", "ALTER TABLE followup DROP COLUMN consultation", "PRAGMA user_version = 3",
	} {
		must(t, db.ExecWriter(q))
	}
	must(t, db.Close())
	db = openAt(t, path, sqlite.Options{})
	equal(t, promises(t, db, store.PromiseQuery{}), want)
	equal(t, len(want), 1)
}
