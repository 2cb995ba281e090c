package sqlite_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/sqlite"
)

var ctx = context.Background()

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func wantCode(tb testing.TB, err error, code store.Code, detail string) {
	tb.Helper()
	if store.CodeOf(err) != code || store.DetailOf(err) != detail {
		tb.Fatalf("error %v has code %q, detail %q; want %q, %q", err, store.CodeOf(err), store.DetailOf(err), code, detail)
	}
}

func equal[T any](tb testing.TB, got, want T) {
	tb.Helper()
	if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); g != w {
		tb.Fatalf("got  %s\nwant %s", g, w)
	}
}

func openAt(tb testing.TB, path string, o sqlite.Options) *sqlite.DB {
	tb.Helper()
	db, err := sqlite.Open(ctx, path, o)
	must(tb, err)
	tb.Cleanup(func() { must(tb, db.Close()) })
	return db
}

func open(tb testing.TB) *sqlite.DB {
	tb.Helper()
	return openAt(tb, filepath.Join(tb.TempDir(), "kho.db"), sqlite.Options{})
}

func update(tb testing.TB, db *sqlite.DB, f func(tx store.Tx) error) {
	tb.Helper()
	must(tb, db.Update(ctx, f))
}

func view(tb testing.TB, db *sqlite.DB, f func(tx store.Tx) error) {
	tb.Helper()
	must(tb, db.View(ctx, f))
}

func dump(tb testing.TB, db *sqlite.DB) string {
	tb.Helper()
	var b bytes.Buffer
	must(tb, db.Dump(ctx, &b))
	return b.String()
}

func uuid(kind byte, n int) string {
	return fmt.Sprintf("0192%04x-%04x-7%03x-8%03x-%012x", n>>16, n&0xffff, kind, 0, n)
}

func hashOf(s string, n int) store.Hash {
	return sha256.Sum256(binary.BigEndian.AppendUint64([]byte(s), uint64(n)))
}

// opOf makes the n-th op of a device that puts r. The chain is not real, the
// line is.
func opOf(tb testing.TB, r *store.Record, n int) *store.LoggedOp {
	tb.Helper()
	return logged(tb, store.Op{
		V: oplog.Version, ID: fmt.Sprintf("%032x", n), Dev: dev(7), Ep: 1, Seq: int64(n), At: int64(n), Actor: r.Actor,
		App: "test", Typ: r.Kind, Ent: r.ID, Kind: store.OpPut, Set: r.Doc,
	})
}

func logged(tb testing.TB, op store.Op) *store.LoggedOp {
	tb.Helper()
	line, err := oplog.Encode(&op)
	must(tb, err)
	prev := hashOf("op", int(op.Seq)-1)
	return &store.LoggedOp{Op: op, Own: true, Line: line, Prev: prev, Hash: oplog.Hash(prev, line)}
}

func dev(n int) string { return fmt.Sprintf("%032x", n) }

func coopRecord(n int) *store.Record {
	return &store.Record{
		Kind: store.Cooperative, ID: uuid('c', n), State: store.Draft, Unit: "615", Rev: hashOf("c", n), Heads: []store.Hash{hashOf("c", n)},
		Created: int64(n), Changed: int64(n), Actor: "Nguyễn Văn An",
		Doc: store.Doc{
			"name": fmt.Sprintf("Hợp tác xã nông nghiệp và dịch vụ Đăk Hà số %d", n), "type": "htx",
			"tax_code": fmt.Sprintf("61%08d", n), "registration_no": fmt.Sprintf("3807%06d", n), "unit": "23500", "reporting_unit": "615",
			"status": "active", "field": "A", "report_field": "nông nghiệp", "chair": "Y Thị Hoa", "phone": "0905123456",
			"address": "Thôn 3, xã Đăk La", "registered_on": "2016-05-04", "area": "Tây Nguyên", "service_class": "mixed",
		},
	}
}

func scoreRecord(n int) *store.Record {
	facts, self := store.Doc{}, store.Doc{}
	for i := range 24 {
		facts[fmt.Sprintf("fact_%02d", i)] = int64(n*31 + i*1000)
		self[fmt.Sprintf("%da", i)] = int64(300 + i)
	}
	return &store.Record{
		Kind: store.Assessment, ID: uuid('a', n), State: store.Final, Unit: "615", Rev: hashOf("a", n), Heads: []store.Hash{hashOf("a", n)},
		Created: int64(n), Changed: int64(n), Actor: "Nguyễn Văn An",
		Doc: store.Doc{
			"cooperative": uuid('c', n%coops), "period": fmt.Sprint(2020 + n/coops), "occasion": "annual",
			"as_of": fmt.Sprintf("%d-12-31", 2020+n/coops), "scheme": "tt01-2020", "scheme_revision": int64(1), "facts": facts, "self": self,
		},
		Summary: store.Summary{Points: 7950, Max: 10000, Known: true, Rating: "fair", Done: 24, Items: 24},
	}
}

func fill(tb testing.TB, db *sqlite.DB, n int, record func(int) *store.Record) {
	tb.Helper()
	update(tb, db, func(tx store.Tx) error {
		for i := range n {
			if err := tx.SaveRecord(record(i)); err != nil {
				return err
			}
		}
		return nil
	})
}
