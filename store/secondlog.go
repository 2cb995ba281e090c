package store

import "context"

// LogAhead is what the second copy of the log has and the database lacks.
type LogAhead struct {
	// Ops are own ops, by epoch, in the order in which they were written; each
	// hashes to what it says, but nobody has checked its chain or signature.
	Ops []LoggedOp
	// Bad are the epochs whose file has lines that cannot be read.
	Bad []int64
}

// SecondLog is the second copy of the own ops beside the database. A Log may
// serve it too; a store without one serves an empty answer.
type SecondLog interface {
	// Ahead returns what the second copy has and the database lacks.
	Ahead(ctx context.Context) (*LogAhead, error)
	// GiveUpAhead sets the files of the epochs aside, and begins them anew from
	// the database. It returns where the old ones are kept.
	GiveUpAhead(ctx context.Context, epochs ...int64) ([]string, error)
}
