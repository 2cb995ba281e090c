//go:build soak

package sync_test

// The full numbers of the bar (sync protocol, Threats):
//
//	go test -tags soak -run 'RestoreAndClone|HonestHistor' -timeout 60m ./sync
const (
	lossHistories   = 1_000
	honestHistories = 10_000
)

// 500 edits of each kind:
//
//	go test -tags soak -run 'DoctorNames' -timeout 60m ./sync
const (
	cellEdits = 500
	byteFlips = 500
)
