package sync_test

import (
	"bytes"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/sync"
)

// newer appends a line of an encoding that does not exist yet, whose kind and
// record are no words for any list.
func (m *machine) newer(tb testing.TB, typ, ent string) {
	tb.Helper()
	var at store.LoggedOp
	must(tb, m.db.Update(ctx, func(tx store.Tx) error {
		seq, prev, err := tx.Head(m.Keys.Dev(), 1)
		if err != nil {
			return err
		}
		op := store.Op{
			V: 1, ID: strings.Repeat("0", 32), Dev: m.Keys.Dev(), Ep: 1, Seq: seq + 1, Actor: m.Self.Person, App: "test",
			Typ: store.Kind(typ), Ent: ent, Kind: store.OpPut, Set: store.Doc{"x": "1"},
		}
		line, err := oplog.Encode(&op)
		if err != nil {
			return err
		}
		line = bytes.Replace(line, []byte(`{"v":1`), []byte(`{"v":2`), 1)
		op.V = 2
		at = store.LoggedOp{Op: op, Line: line, Prev: prev, Hash: oplog.Hash(prev, line), Own: true}
		if _, err := tx.InsertOp(&at); err != nil {
			return err
		}
		return tx.SetHead(op.Dev, 1, op.Seq, at.Hash)
	}))
}

func TestNoLaptopKeepsOthersFromBeingAnswered(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for name, send := range map[string]func(m *machine){
		"a name too long for a line": func(m *machine) {
			m.forge(t, store.Op{Typ: store.Event, Ent: id('e', 1), Kind: store.OpPut, Actor: long, Set: store.Doc{"type": "x", "on": "2024-05-06", "unit": "615"}})
		},
		"a kind too long for a line":     func(m *machine) { m.newer(t, long, id('e', 1)) },
		"a record that no line can hold": func(m *machine) { m.newer(t, "event", "a\u2028b") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newOffice(t)
			w.o.put(t, store.Cooperative, "", coop(1))
			send(w.o)
			w.n.put(t, store.Cooperative, "", coop(2))
			r := w.p.take(t, w.o.seal(t).Path, w.n.seal(t).Path)
			if r[0].State != sync.FileApplied || r[0].Outcome.Aside != 1 {
				t.Fatalf("%+v", r[0])
			}
			answers := w.p.answerTo(t, sync.AnswerOptions{})
			if len(answers) != 3 {
				t.Fatalf("%d answers", len(answers))
			}
			for _, a := range answers {
				if a.Dev == w.o.Keys.Dev() {
					w.o.deliver(t, a)
				}
			}
			if v := w.o.view(t); len(v.Aside) != 1 {
				t.Errorf("aside %+v", v.Aside)
			}
		})
	}
}
