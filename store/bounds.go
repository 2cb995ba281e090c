package store

// The largest numbers that a bundle, a receipt or an op may count to. No laptop
// comes near them in a century; they keep sums of them from running over.
const (
	MaxEpoch int64 = 1_000_000
	MaxSeq   int64 = 1_000_000_000_000 // of an op in its epoch, and of an export
)
