package desk_test

import (
	"testing"

	"coopfield/store"
)

// TestARecordOfNoUnitIsNobodysButTheProvinces: an event, obstacle, proposal or
// report that names neither a cooperative nor a unit would else be every
// officer's, and one that loses its unit too.
func TestARecordOfNoUnitIsNobodysButTheProvinces(t *testing.T) {
	docs := map[store.Kind]store.Doc{
		store.Event:    {"type": "training", "on": "2024-05-06"},
		store.Obstacle: {"text": "thiếu đất"},
		store.Proposal: {"type": "replication", "text": "phương án"},
		store.Report:   {"period": "2024", "template": "programme-year"},
	}
	for kind, doc := range docs {
		for _, w := range []store.Writer{
			{Role: store.Officer, Unit: "615"}, {Role: store.Officer, Unit: ""}, {Role: store.Advisor, Unit: "62"}, {Role: store.Advisor, Unit: ""},
		} {
			t.Run(string(kind)+" "+string(w.Role)+" "+w.Unit, func(t *testing.T) {
				p := open(t, "tinh", store.Province, "62")
				w.Person, w.Dev, w.Principal = "X", devOf("x"), "may-09"
				p.receive(t, forge(t, w, store.Op{Typ: kind, Ent: id('e', 1), Set: doc}))
				equal(t, verdicts(t, p), map[store.Verdict]int{store.NotPermitted: 1})
			})
		}
	}

	p := open(t, "tinh", store.Province, "62")
	officer := store.Writer{Person: "X", Dev: devOf("x"), Principal: "dakha-09", Role: store.Officer, Unit: "615"}
	var ops []store.Op
	for i, kind := range []store.Kind{store.Event, store.Obstacle, store.Proposal} {
		doc := docs[kind].Clone()
		doc["unit"] = "615"
		r := p.put(t, kind, id('e', i), doc)
		other := docs[kind].Clone()
		other["unit"] = "611"
		p.put(t, kind, id('f', i), other)
		ops = append(
			ops,
			store.Op{Typ: kind, Ent: r, Base: []store.Hash{p.get(t, kind, r).Rev}, Set: store.Doc{"unit": nil}},                                      // let go of
			store.Op{Typ: kind, Ent: id('f', i), Base: []store.Hash{p.get(t, kind, id('f', i)).Rev}, Set: store.Doc{"unit": "615"}},                  // taken
			store.Op{Typ: kind, Ent: id('e', i+20), Set: doc},                                                                                        // lawful
			store.Op{Typ: kind, Ent: r, Base: []store.Hash{p.get(t, kind, r).Rev}, Set: store.Doc{"unit": "611"}, App: "given away to another unit"}, // given away
		)
	}
	p.receive(t, forge(t, officer, ops...))
	equal(t, verdicts(t, p), map[store.Verdict]int{store.NotPermitted: 9})
}
