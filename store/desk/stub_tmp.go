package desk

import (
	"context"
	"errors"
	"io"
	"time"

	"coopfield/store"
	"coopfield/store/scheme"
)

var errSoon = errors.New("being written")

func New(ctx context.Context, o Options) (*Desk, error) { return nil, errSoon }
func (d *Desk) Me() store.Writer                        { return d.o.Me }
func (d *Desk) Mode() string                            { return d.o.Mode }

// Scheme returns a revision of a scheme; 0 = the newest. NotFound if it is not held.
func (d *Desk) Scheme(id string, revision int64) (*scheme.Scheme, error) { return nil, errSoon }

// Schemes returns the newest revision of every scheme, by id.
func (d *Desk) Schemes() []*scheme.Scheme { return nil }

func (d *Desk) Put(ctx context.Context, k store.Kind, docs []Input) ([]string, error) {
	return nil, errSoon
}
func (d *Desk) PutJSON(ctx context.Context, k store.Kind, r io.Reader) ([]string, error) {
	return nil, errSoon
}
func (d *Desk) Get(ctx context.Context, k store.Kind, id string) (*store.Record, error) {
	return nil, errSoon
}
func (d *Desk) GetJSON(ctx context.Context, k store.Kind, id string) ([]byte, error) {
	return nil, errSoon
}
func (d *Desk) List(ctx context.Context, q store.Query, f func(*store.Record) error) error {
	return errSoon
}
func (d *Desk) ListJSON(ctx context.Context, q store.Query, w io.Writer) error { return errSoon }
func (d *Desk) History(ctx context.Context, k store.Kind, id string) ([]Revision, error) {
	return nil, errSoon
}
func (d *Desk) HistoryJSON(ctx context.Context, k store.Kind, id string, w io.Writer) error {
	return errSoon
}

func (d *Desk) Gaps(ctx context.Context, k store.Kind, id string) ([]Gap, error) { return nil, errSoon }
func (d *Desk) Finalise(ctx context.Context, k store.Kind, id string) (store.Hash, error) {
	return store.Hash{}, errSoon
}
func (d *Desk) Amend(ctx context.Context, k store.Kind, id string, patch store.Doc, why string) (store.Hash, error) {
	return store.Hash{}, errSoon
}
func (d *Desk) Void(ctx context.Context, k store.Kind, id, why string) (store.Hash, error) {
	return store.Hash{}, errSoon
}
func (d *Desk) Return(ctx context.Context, k store.Kind, id string, patch store.Doc, why string) (store.Hash, error) {
	return store.Hash{}, errSoon
}
func (d *Desk) Accept(ctx context.Context, k store.Kind, id string, patch store.Doc) (store.Hash, error) {
	return store.Hash{}, errSoon
}
func (d *Desk) Note(ctx context.Context, k store.Kind, id string, patch store.Doc) (store.Hash, error) {
	return store.Hash{}, errSoon
}

// NewID returns a new UUIDv7 of the desk's clock and randomness.
func (d *Desk) NewID() string { return "" }
func (d *Desk) Edit(ctx context.Context, k store.Kind, id string) (*Form, error) {
	return nil, errSoon
}

// SaveField makes one typed field durable: one commit, nothing else. raw is
// what was typed where it is no valid value yet. It returns the time to show.
func (d *Desk) SaveField(ctx context.Context, k store.Kind, id string, p store.Path, value any, raw string) (time.Time, error) {
	return time.Time{}, errSoon
}

// SaveFields does the same for several leaves in one commit.
func (d *Desk) SaveFields(ctx context.Context, k store.Kind, id string, edits ...Edit) (time.Time, error) {
	return time.Time{}, errSoon
}
func (d *Desk) ClearField(ctx context.Context, k store.Kind, id string, p store.Path) error {
	return errSoon
}

// Commit turns the draft of a record into one op; without a draft it does
// nothing and returns the revision that counts.
func (d *Desk) Commit(ctx context.Context, k store.Kind, id string) (store.Hash, error) {
	return store.Hash{}, errSoon
}
func (d *Desk) Discard(ctx context.Context, k store.Kind, id string) error { return errSoon }
func (d *Desk) Recovered(ctx context.Context) ([]Recovered, error)         { return nil, errSoon }

// StartAssessment begins a sheet as a draft and returns its id; an existing
// sheet of the same cooperative, scheme and period is returned instead.
func (d *Desk) StartAssessment(ctx context.Context, coop, period, schemeID string) (string, error) {
	return "", errSoon
}
func (d *Desk) Sheet(ctx context.Context, id string) (*Sheet, error)       { return nil, errSoon }
func (s *Sheet) SetFact(id string, v *int64, state string) ([]Edit, error) { return nil, errSoon }
func (s *Sheet) SetPoints(c scheme.Column, item string, p *scheme.Points) ([]Edit, error) {
	return nil, errSoon
}

// SetText sets a text leaf of the sheet, such as "evidence.1a", "reason.1a",
// "cause.1", "document_no", "received_on", "board_agreed.name"; "" removes it.
func (s *Sheet) SetText(p store.Path, text string) ([]Edit, error) { return nil, errSoon }

// SetNumber sets "months_active" or "months_stopped" (hundredths); nil removes it.
func (s *Sheet) SetNumber(p store.Path, n *int64) ([]Edit, error) { return nil, errSoon }
func (s *Sheet) SetFlag(item string, on bool) ([]Edit, error)     { return nil, errSoon }
func (s *Sheet) Gaps() []Gap                                      { return nil }
func (s *Sheet) CanWrite(c scheme.Column) bool                    { return false }

type Register struct{ Rows []RegisterEntry }

func (d *Desk) Register(ctx context.Context) (*Register, error)            { return nil, errSoon }
func (r *Register) Filter(q RegisterQuery, s RegisterSort) []int           { return nil }
func (d *Desk) CoopCard(ctx context.Context, id string) (*CoopCard, error) { return nil, errSoon }
func (d *Desk) Home(ctx context.Context, year int) (*Home, error)          { return nil, errSoon }

func (d *Desk) Pending(ctx context.Context) (*Pending, error) { return nil, errSoon }

// Outgoing calls f for each own line of the epoch with from ≤ seq ≤ to, in order.
func (d *Desk) Outgoing(ctx context.Context, from, to int64, f func(line []byte) error) error {
	return errSoon
}
func (d *Desk) Exported(ctx context.Context, e store.ExportRow) error { return errSoon }

// Receipted records that the province has a receipt for everything up to p.
func (d *Desk) Receipted(ctx context.Context, p Point) error               { return errSoon }
func (d *Desk) Receive(ctx context.Context, in Incoming) (*Outcome, error) { return nil, errSoon }
func (d *Desk) Preview(ctx context.Context, in Incoming) (*Outcome, error) { return nil, errSoon }
func (d *Desk) Rebuild(ctx context.Context) error                          { return errSoon }

// AddRefs keeps new revisions of reference data and decides anew what waited for them.
func (d *Desk) AddRefs(ctx context.Context, refs []store.RefRow) error { return errSoon }

// Batch is what Bulk's function fills.
type Batch struct{}

func (d *Desk) Bulk(ctx context.Context, f func(b *Batch) error) error { return errSoon }

// Put adds a record with its first op; final makes it a finalise.
func (b *Batch) Put(k store.Kind, id string, doc store.Doc, at int64, final bool) error {
	return errSoon
}
