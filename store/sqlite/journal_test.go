package sqlite_test

import (
	"fmt"
	"testing"

	"coopfield/store"
)

func TestCases(t *testing.T) {
	db := open(t)
	a := store.Case{
		ID: "aa", Kind: store.CaseParallel, Record: store.Annual, Records: []string{"r1", "r2"}, Heads: []store.Hash{hashOf("h", 1), hashOf("h", 2)},
		Base: hashOf("b", 1), Fields: []string{"figures.members", "source"}, Opened: 9,
	}
	b := store.Case{ID: "bb", Kind: store.CaseFork, Opened: 5}
	update(t, db, func(tx store.Tx) error {
		must(t, tx.SaveCase(&a))
		return tx.SaveCase(&b)
	})
	t.Run("oldest first", func(t *testing.T) {
		view(t, db, func(tx store.Tx) error {
			got, err := tx.Cases()
			must(t, err)
			equal(t, got, []store.Case{b, a})
			return nil
		})
	})
	t.Run("replaced and closed", func(t *testing.T) {
		a.Fields = nil
		update(t, db, func(tx store.Tx) error {
			must(t, tx.SaveCase(&a))
			must(t, tx.DropCase("bb"))
			must(t, tx.DropCase("bb"))
			got, err := tx.Cases()
			must(t, err)
			equal(t, got, []store.Case{a})
			return nil
		})
	})
}

func TestDrafts(t *testing.T) {
	db := open(t)
	field := func(n int, path string, v any, at int64) *store.DraftField {
		return &store.DraftField{Kind: store.Annual, ID: uuid('y', n), Path: path, Value: v, Raw: "gõ " + path, At: at, Session: fmt.Sprint("s", at)}
	}
	head := &store.DraftHead{Base: []store.Hash{hashOf("h", 1)}, New: true, Actor: "An"}
	fields := []*store.DraftField{
		field(1, "source", "sổ \"cái\"\n", 5), field(1, "year", int64(-3), 7), field(1, "estimate", true, 6), field(1, "received_on", nil, 3),
	}
	update(t, db, func(tx store.Tx) error {
		for _, f := range fields {
			must(t, tx.SaveDraft(f, head))
		}
		return tx.SaveDraft(field(2, "year", int64(1), 9), nil)
	})
	t.Run("fields in order of path, with any value", func(t *testing.T) {
		view(t, db, func(tx store.Tx) error {
			got, err := tx.Draft(store.Annual, uuid('y', 1))
			must(t, err)
			equal(t, got, []store.DraftField{*fields[2], *fields[3], *fields[0], *fields[1]})
			none, err := tx.Draft(store.Plan, uuid('y', 1))
			equal(t, len(none), 0)
			return err
		})
	})
	first := store.DraftHead{
		Kind: store.Annual, ID: uuid('y', 1), Fields: 4, Base: head.Base, New: true, First: 3, Last: 7, Actor: "An", Session: "s7",
	}
	t.Run("heads newest first", func(t *testing.T) {
		view(t, db, func(tx store.Tx) error {
			got, err := tx.Drafts()
			must(t, err)
			equal(t, got, []store.DraftHead{{Kind: store.Annual, ID: uuid('y', 2), Fields: 1, First: 9, Last: 9, Session: "s9"}, first})
			return nil
		})
	})
	t.Run("a field is replaced, the head stays", func(t *testing.T) {
		again := field(1, "year", nil, 20)
		update(t, db, func(tx store.Tx) error { return tx.SaveDraft(again, &store.DraftHead{Actor: "Bình"}) })
		view(t, db, func(tx store.Tx) error {
			got, err := tx.Drafts()
			must(t, err)
			first.Last, first.Session = 20, "s20"
			equal(t, got[0], first)
			return nil
		})
	})
	t.Run("dropped by path, then whole", func(t *testing.T) {
		update(t, db, func(tx store.Tx) error {
			must(t, tx.DropDraft(store.Annual, uuid('y', 1), "year", "estimate", "none"))
			got, err := tx.Draft(store.Annual, uuid('y', 1))
			must(t, err)
			equal(t, len(got), 2)
			must(t, tx.DropDraft(store.Annual, uuid('y', 1)))
			must(t, tx.DropDraft(store.Annual, uuid('y', 2), "year"))
			heads, err := tx.Drafts()
			must(t, err)
			equal(t, len(heads), 0)
			return nil
		})
	})
}

func TestBundles(t *testing.T) {
	db := open(t)
	want := store.BundleRow{
		SHA256: "ab", Name: "goi.coop", State: store.BundleHeld, Detail: "gap", Message: "thiếu", Device: "dakha-01", Dev: dev(1), Epoch: 1,
		Export: 2, From: 3, To: 4, NeedFrom: 5, NeedTo: 6, Head: hashOf("h", 1), Manifest: "cd", ClaimedAt: "2024-01-02T03:04:05+07:00",
		Received: 7, New: 8, Known: 9, Cases: 10, Aside: 11, Fork: true,
	}
	update(t, db, func(tx store.Tx) error {
		must(t, tx.SaveBundle(&want))
		must(t, tx.SaveBundle(&store.BundleRow{SHA256: "aa", Received: 1}))
		want.State = store.BundleApplied
		return tx.SaveBundle(&want)
	})
	view(t, db, func(tx store.Tx) error {
		got, err := tx.Bundle("ab")
		must(t, err)
		equal(t, *got, want)
		_, err = tx.Bundle("zz")
		wantCode(t, err, store.NotFound, "")
		all, err := tx.Bundles()
		must(t, err)
		equal(t, []string{all[0].SHA256, all[1].SHA256}, []string{"ab", "aa"})
		return nil
	})
}

func TestExports(t *testing.T) {
	db := open(t)
	a := store.ExportRow{Export: 1, Epoch: 1, From: 1, To: 9, Head: hashOf("h", 1), Manifest: "m", SHA256: "ff", Name: "goi", Size: 5, At: 9, To1: "62"}
	b := a
	b.Export, b.SHA256, b.At = 2, "aa", 3
	update(t, db, func(tx store.Tx) error {
		must(t, tx.SaveExport(&a))
		must(t, tx.SaveExport(&b))
		a.Name = "gói khác"
		return tx.SaveExport(&a)
	})
	view(t, db, func(tx store.Tx) error {
		got, err := tx.Exports()
		must(t, err)
		equal(t, got, []store.ExportRow{a, b})
		return nil
	})
}

func TestRefs(t *testing.T) {
	db := open(t)
	rows := []store.RefRow{
		{Type: "scheme", ID: "tt01-2020", Revision: 1, SHA256: "a", Data: []byte("một")},
		{Type: "scheme", ID: "tt01-2020", Revision: 10, SHA256: "c", Data: []byte{}},
		{Type: "units", ID: "kontum", Revision: 2, SHA256: "b", Data: []byte("hai")},
	}
	update(t, db, func(tx store.Tx) error {
		for _, i := range []int{2, 1, 0, 0} {
			must(t, tx.SaveRef(&rows[i]))
		}
		got, err := tx.Refs()
		must(t, err)
		equal(t, got, rows)
		return nil
	})
}

func TestSettings(t *testing.T) {
	db := open(t)
	update(t, db, func(tx store.Tx) error {
		got, err := tx.Setting("registry")
		must(t, err)
		equal(t, got == nil, true)
		must(t, tx.SetSetting("registry", []byte("một")))
		must(t, tx.SetSetting("registry", []byte("hai")))
		must(t, tx.SetSetting("empty", []byte{}))
		got, err = tx.Setting("registry")
		must(t, err)
		equal(t, string(got), "hai")
		got, err = tx.Setting("empty")
		must(t, err)
		equal(t, got != nil && len(got) == 0, true)
		must(t, tx.SetSetting("registry", nil))
		got, err = tx.Setting("registry")
		must(t, err)
		equal(t, got == nil, true)
		return nil
	})
}
