//go:build !soak

package sync_test

// How many histories a run of the tests goes through; the full numbers are
// those of restored_soak_test.go.
const (
	lossHistories   = 100
	honestHistories = 200
)

// How many edits of a database file are made.
const (
	cellEdits = 90
	byteFlips = 30
)
