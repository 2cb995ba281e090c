package store

import "context"

// Finding is one thing that is wrong with a store, told on one line: what, which
// record, device or row, and what to do.
type Finding struct {
	Check   string `json:"check"` // stable: schema, integrity, reference, op, chain, digest, view, log, signature, registry, file, temp, inbox, export
	Where   string `json:"where"` // table and row, kind and record, device, epoch and seq, or file
	Message string `json:"message"`
	Hint    string `json:"hint"`
	// Repair reports whether rebuilding the views from the ops, or the second log
	// from the database, puts it right without losing anything.
	Repair bool `json:"repair,omitempty"`
}

// An Examiner is a Log that can be read past what the program believes of it.
type Examiner interface {
	// Examine reads all of the database and reports what does not fit together:
	// structure, references, each op against its hash and columns, the chains of
	// all devices, and rows against their digests. own are the devices that have
	// written this store: the one in use first, then those before it.
	Examine(ctx context.Context, own []string, report func(Finding)) error
	// ExamineLog compares the second log with the database line by line.
	ExamineLog(ctx context.Context, own []string, report func(Finding)) error
	// RewriteLog sets the files of the second log aside and writes them anew from
	// the database, after what they have beyond it was taken back. It returns
	// where the old ones are kept.
	RewriteLog(ctx context.Context) ([]string, error)
}

// A Digester is a Tx that can tell two states of the views apart.
type Digester interface {
	// ViewDigests calls f with each row of the views of the log: records, and what
	// hangs on ops alone. A row that cannot be read has a nil digest.
	ViewDigests(f func(table, row string, sum []byte) error) error
	// ClearViews removes every row of the views, so that nothing of them is left
	// when they are made anew.
	ClearViews() error
}
