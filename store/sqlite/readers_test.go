package sqlite_test

import (
	"testing"

	"coopfield/store"
)

func TestViewsOneAfterAnotherShareAConnection(t *testing.T) {
	db := open(t)
	for range 6 {
		view(t, db, func(store.Tx) error { return nil })
	}
	equal(t, db.Readers(), 1)
	view(t, db, func(store.Tx) error {
		view(t, db, func(store.Tx) error { return nil }) // the first one is still read
		return nil
	})
	equal(t, db.Readers(), 2)
	must(t, db.Close())
}
