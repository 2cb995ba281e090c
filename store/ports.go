package store

import (
	"context"
	"time"
)

// Clock tells the time for people; nothing is decided by it.
type Clock func() time.Time

// Codec seals what the database keeps of a record's content: op lines,
// documents, drafts. Every such value passes Seal and Open in one place of the
// adapter. table, column and row bind a value to its place.
type Codec interface {
	Seal(table, column, row string, plain []byte) ([]byte, error)
	Open(table, column, row string, sealed []byte) ([]byte, error)
}

// Plain is the Codec that keeps values as they are.
type Plain struct{}

// Seal returns plain.
func (Plain) Seal(_, _, _ string, plain []byte) ([]byte, error) { return plain, nil }

// Open returns sealed.
func (Plain) Open(_, _, _ string, sealed []byte) ([]byte, error) { return sealed, nil }

// Signer signs op lines as their author: SSHSIG with the plain device key,
// namespace "coopfield-record". It returns the base64 of the blob.
type Signer interface {
	SignOp(line []byte) (string, error)
}

// Log is the database as the use cases see it.
type Log interface {
	// View runs f on a consistent snapshot. f must not keep tx.
	View(ctx context.Context, f func(tx Tx) error) error
	// Update runs f in one immediate transaction and returns only after the
	// commit is on the disk. If f or the commit fails nothing has changed.
	// A second process gets Busy.
	Update(ctx context.Context, f func(tx Tx) error) error
}

// Tx is one transaction. Methods that name one thing return NotFound if it
// does not exist; lists are then empty. Writes in a View return Internal.
type Tx interface {
	// Step runs f as a part of the transaction that can fail by itself: if f
	// returns an error, everything that f wrote is undone, what was written before
	// stays, and the transaction goes on. Where even that fails, as on a full
	// disk, the whole transaction is lost and every later call returns an error.
	// What the caller keeps in memory of the store he takes back himself. Steps do
	// not stand inside each other.
	Step(f func() error) error

	// InsertOp appends o to the log. It returns false and changes nothing if
	// an op with this hash is held.
	InsertOp(o *LoggedOp) (bool, error)
	// AppendOp is InsertOp of an op with whose hash none is held for certain. It may
	// be written after AppendOp has returned, but before anything else of the
	// transaction is read or written; a fault is returned there, and at the latest
	// where the step or the transaction ends.
	AppendOp(o *LoggedOp) error
	// Op returns the op with hash h.
	Op(h Hash) (*LoggedOp, error)
	// OpsOf returns all ops of a record, with any verdict, in the order they
	// were inserted.
	OpsOf(kind Kind, id string) ([]LoggedOp, error)
	// OpsOfCoop returns all ops of records that name the cooperative.
	OpsOfCoop(coop string) ([]LoggedOp, error)
	// Revisions calls f with each op of records of the kinds, in no order, by the
	// plain columns alone. f may not keep what it is given.
	Revisions(kinds []Kind, f func(*OpPlace) error) error
	// Range calls f for the ops of (dev, ep) with from ≤ seq ≤ to (to 0 = no
	// end) in order of seq, then hash.
	Range(dev string, ep, from, to int64, f func(*LoggedOp) error) error
	// Lines is Range over own ops alone, with what the plain columns and the
	// line say: Op is not decoded but for Dev, Ep, Seq, Typ, Ent and Kind.
	Lines(dev string, ep, from, to int64, f func(*LoggedOp) error) error
	// Sending sums the own ops of Lines, without those of a fork's other
	// branch, by kind and cooperative.
	Sending(dev string, ep, from, to int64, f func(*Sending) error) error
	// MarkSealed marks the records with own ops of (dev, ep) in from ≤ seq ≤ to
	// of which every own op is within through, the last seq by epoch that is in
	// an exported bundle. Ops on the other branch of a fork are not asked.
	MarkSealed(dev string, ep, from, to int64, through map[int64]int64) error
	// MarkGot marks those of which every own op is within through, the last seq
	// by epoch that the province has a receipt for.
	MarkGot(dev string, ep, from, to int64, through map[int64]int64) error
	// At returns the ops held at (dev, ep, seq): none, one, or several of a fork.
	At(dev string, ep, seq int64) ([]LoggedOp, error)
	// HeldFrom reports whether any op of (dev, ep) with seq ≥ from is held.
	HeldFrom(dev string, ep, from int64) (bool, error)
	// Head returns the last seq and hash of the projected branch of (dev, ep);
	// 0 and zero if none is held.
	Head(dev string, ep int64) (int64, Hash, error)
	// Epochs returns the epochs of dev of which ops are held, rising.
	Epochs(dev string) ([]int64, error)
	// Devs returns the devices of which ops are held, and how many, counted in the
	// log itself.
	Devs() (map[string]int, error)
	// SetHead records the projected branch's last op of (dev, ep).
	SetHead(dev string, ep, seq int64, head Hash) error
	// SetVerdict records what became of an op here.
	SetVerdict(h Hash, v Verdict, why string) error
	// WithVerdict returns the ops that have one of the verdicts.
	WithVerdict(v ...Verdict) ([]LoggedOp, error)
	// Touched calls f with each record of which an op of dev is held, by kind and
	// id.
	Touched(dev string, f func(kind Kind, id string) error) error
	// Aside returns the ops of (dev, ep) with from ≤ seq ≤ to that do not
	// count, in order of seq, then hash.
	Aside(dev string, ep, from, to int64) ([]LoggedOp, error)
	// Waiting returns the ops of a record that do not count, in the order they
	// were inserted; of a cooperative also those of records that name it.
	Waiting(kind Kind, id string) ([]LoggedOp, error)
	// Verdicts counts the ops that do not count, by verdict.
	Verdicts() (map[Verdict]int, error)
	// OwnSince counts own ops after seq in epoch ep.
	OwnSince(dev string, ep, seq int64) (int64, error)

	// Record returns the view of a record.
	Record(kind Kind, id string) (*Record, error)
	// SaveRecord writes a record's view: document, plain columns, search text.
	SaveRecord(r *Record) error
	// DropRecord removes a record's view, when no op of it counts.
	DropRecord(kind Kind, id string) error
	// Records calls f for each record that q selects, in a stable order.
	Records(q Query, f func(*Record) error) error
	// Natural returns the ids of records whose natural key is key, sorted.
	Natural(kind Kind, key string) ([]string, error)
	// Register calls f for each cooperative in Vietnamese order of names.
	Register(f func(*RegisterRow) error) error
	// Scores calls f for each assessment (of coop, or of all if coop is ""),
	// by cooperative, period, occasion.
	Scores(coop string, f func(*ScoreRow) error) error
	// Same returns which records of a kind a person called the same as another
	// one, with the id of the record that is kept.
	Same(kind Kind) (map[string]string, error)
	// SetSame writes that a record is the same as kept; "" = it stands by itself.
	SetSame(kind Kind, id, kept string) error
	// Promises calls f for each recommendation, commitment and plan action that q
	// selects, by due date, those without one last, then by kind, record and item.
	Promises(q PromiseQuery, f func(*Promise) error) error
	// CountPromises counts what q selects, and those of it that are due before a
	// civil date; Limit is not asked.
	CountPromises(q PromiseQuery, before string) (n, overdue int, err error)
	// Appointments calls f for each consultation that fixed a next one on or after
	// a civil date and that no later consultation of the cooperative followed, by
	// that date. Voided ones are left out.
	Appointments(from string, f func(*AppointmentRow) error) error
	// Count returns how many records of a kind there are.
	Count(kind Kind) (int64, error)

	// SaveCase opens or replaces a case; DropCase closes it.
	SaveCase(c *Case) error
	DropCase(id string) error
	// Cases returns the open cases, oldest first.
	Cases() ([]Case, error)

	// SaveDraft writes one typed field.
	SaveDraft(d *DraftField, head *DraftHead) error
	// Draft returns the typed fields of a record in order of path.
	Draft(kind Kind, id string) ([]DraftField, error)
	// Drafts returns which records have typed fields, newest first.
	Drafts() ([]DraftHead, error)
	// DropDraft forgets the typed fields of a record; with paths, only those.
	DropDraft(kind Kind, id string, paths ...Path) error

	// SaveBundle and Bundle keep the journal of received files.
	SaveBundle(b *BundleRow) error
	Bundle(sha256 string) (*BundleRow, error)
	Bundles() ([]BundleRow, error)

	// SaveExport and Exports keep the journal of written files, oldest first.
	SaveExport(e *ExportRow) error
	Exports() ([]ExportRow, error)

	// SaveFile keeps an attached file, sealed, and returns its SHA-256 in
	// lowercase hex, by which it is found again; a held one stays.
	SaveFile(data []byte) (string, error)
	// File returns an attached file; HasFile reports whether it is held.
	File(sha256 string) ([]byte, error)
	HasFile(sha256 string) (bool, error)
	// Files calls f for each attached file that is held, by SHA-256.
	Files(f func(sha256 string, size int64) error) error
	// DropFile forgets a file that nothing names.
	DropFile(sha256 string) error

	// SaveRef keeps a revision of reference data; Refs lists them.
	SaveRef(r *RefRow) error
	Refs() ([]RefRow, error)

	// Setting and SetSetting keep small named values, such as the registry.
	// An absent one is nil.
	Setting(key string) ([]byte, error)
	SetSetting(key string, value []byte) error
}
