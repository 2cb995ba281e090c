package desk_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// The page of permissions that people wrote, ../testdata/permissions.txt, is
// tried here cell by cell: with forged ops at the province, and with the use
// cases on a laptop.

type cell struct {
	role     store.Role
	unit     string // own, other, unknown
	assigned bool
	word     string
}

type cellRow struct {
	name        string
	kind, about store.Kind
	cells       []cell
}

func readCells(tb testing.TB) (rows []cellRow, fields map[string][]string) {
	tb.Helper()
	b, err := os.ReadFile("../testdata/permissions.txt")
	must(tb, err)
	fields = map[string][]string{}
	for line := range strings.Lines(string(b)) {
		w := strings.Fields(line)
		switch {
		case len(w) == 0 || w[0] == "#":
			continue
		case w[0] == "field":
			fields[w[1]] = w[2:]
			continue
		}
		r := cellRow{name: w[0]}
		kind, about, _ := strings.Cut(w[0], "/")
		r.kind, r.about = store.Kind(kind), store.Kind(about)
		for i, word := range w[1:] {
			c := cell{word: word, unit: []string{"own", "other", "unknown"}[i%3]}
			switch {
			case i < 3:
				c.role = store.Officer
			case i < 9:
				c.role, c.assigned = store.Advisor, i < 6
			default:
				c.role, c.unit = store.Province, "other"
			}
			r.cells = append(r.cells, c)
		}
		rows = append(rows, r)
	}
	return rows, fields
}

func mayDo(word string, op store.OpKind) bool {
	switch word {
	case "all":
		return true
	case "write":
		return op != store.OpReturn && op != store.OpAccept && op != store.OpResolve
	case "resolve":
		return op == store.OpResolve
	}
	return false
}

// fixture is a province with the cooperatives of two units, one of each assigned
// to the advisor; the province's device writes every record, whatever its unit.
type fixture struct {
	office store.Writer
	ops    []store.Op
	n      int
	coops  map[string]string // "own true" → id
	subs   map[string]string // a record that others are about, by kind and cooperative
}

func newFixture() *fixture {
	f := &fixture{
		office: store.Writer{Person: "Tỉnh", Dev: devOf("office"), Principal: "tinh-62b", Role: store.Province, Unit: "62"},
		coops:  map[string]string{}, subs: map[string]string{},
	}
	for _, unit := range []string{"own", "other"} {
		for _, assigned := range []bool{true, false} {
			f.n++
			doc := coop(f.n)
			doc["reporting_unit"], doc["status"] = unitOf(unit), "active"
			f.coops[fmt.Sprint(unit, " ", assigned)] = f.add(store.Cooperative, doc)
		}
	}
	return f
}

func unitOf(word string) string {
	return map[string]string{"own": "615", "other": "616", "unknown": ""}[word]
}

func (f *fixture) add(k store.Kind, doc store.Doc) string {
	f.n++
	ent := id('r', 1000+f.n)
	f.ops = append(f.ops, store.Op{Typ: k, Ent: ent, Set: doc})
	return ent
}

func (f *fixture) assigned() []string {
	list := []string{f.coops["own true"], f.coops["other true"]}
	slices.Sort(list)
	return list
}

// record adds a record for a cell and returns its id, "" where there can be
// none: what names a cooperative has that one's unit.
func (f *fixture) record(kind, about store.Kind, c cell) string {
	coop := f.coops[fmt.Sprint(c.unit, " ", c.assigned)]
	unit := unitOf(c.unit)
	doc := store.Doc{}
	switch kind {
	case store.Event:
		doc = store.Doc{"type": "tập huấn", "on": "2024-05-06"}
		if named := f.coops[fmt.Sprint("own ", c.assigned)]; c.role == store.Advisor {
			doc["cooperatives"] = store.Doc{named: true}
		}
	case store.Obstacle:
		if doc["text"] = "thiếu vốn"; c.unit != "unknown" {
			doc["cooperative"] = coop
		}
		unit = ""
	case store.Report:
		f.n++
		doc = store.Doc{"template": fmt.Sprint("t", f.n), "period": "2024"}
		if about == "province" {
			doc["level"] = "province"
		}
	case store.Proposal:
		if doc["type"] = "replication"; c.unit != "unknown" {
			doc["cooperative"] = coop
		}
		unit = ""
	case store.Cooperative:
		f.n++
		doc = coopDoc(f.n, unit)
		if coop != "" {
			return f.add(kind, doc)
		}
		return ""
	default:
		if coop == "" {
			return ""
		}
		doc["cooperative"] = coop
		unit = ""
		f.fill(kind, about, doc, coop)
	}
	if unit != "" {
		doc["unit"] = unit
	}
	return f.add(kind, doc)
}

func coopDoc(n int, unit string) store.Doc {
	d := coop(500 + n)
	d["reporting_unit"], d["status"] = unit, "active"
	return d
}

func (f *fixture) fill(kind, about store.Kind, doc store.Doc, coop string) {
	f.n++
	switch kind {
	case store.Annual:
		doc["year"] = int64(1991 + f.n%200)
	case store.Assessment:
		doc["period"], doc["scheme"], doc["scheme_revision"] = fmt.Sprint(2021+f.n%4), "tt01-2020", int64(1)
		doc["months_stopped"] = int64(4_00) // excluded: it is complete without points
		doc["occasion"], doc["as_of"] = "entry", fmt.Sprintf("2024-%02d-%02d", 1+f.n%12, 1+f.n/12%28)
	case store.Visit:
		doc["on"], doc["purpose"] = "2024-05-06", "periodic"
	case store.Consultation:
		doc["on"] = "2024-05-06"
	case store.Followup:
		doc["about"] = store.Doc{"kind": string(about), "record": f.sub(about, coop), "item": "r1"}
		doc["on"], doc["state"] = "2024-06-06", "partly"
	case store.Registration, store.Plan:
		doc["programme"] = fmt.Sprint("p", f.n)
	case store.Support:
		doc["type"] = "vốn"
	}
}

// sub returns a record of a cooperative that a followup is about.
func (f *fixture) sub(kind store.Kind, coop string) string {
	name := string(kind) + coop
	if f.subs[name] == "" {
		doc := store.Doc{"cooperative": coop}
		f.fill(kind, "", doc, coop)
		f.subs[name] = f.add(kind, doc)
	}
	return f.subs[name]
}

// benign is a field that nobody but the unit forbids.
var benign = map[store.Kind]store.Doc{
	store.Cooperative: {"phone": "0260"}, store.Annual: {"received_on": "2024-05-06"}, store.Assessment: {"evidence": store.Doc{"1a": "sổ"}},
	store.Visit: {"strengths": "tốt"}, store.Consultation: {"advice": "nên"}, store.Followup: {"note": "đã làm"}, store.Registration: {"model": "x"},
	store.Plan: {"submitted_on": "2024-05-06"}, store.Support: {"note": "x"}, store.Event: {"note": "x"}, store.Obstacle: {"to": "tỉnh"},
	store.Report: {"text": "x"}, store.Proposal: {"form": "x"},
}

var everyOp = []store.OpKind{
	store.OpPut, store.OpFinalise, store.OpAmend, store.OpVoid, store.OpReturn, store.OpAccept, store.OpResolve, store.OpSameAs,
	store.OpAttach, store.OpNote,
}

// opOn is an op of a kind on a record that is held as doc at base.
func opOn(kind store.Kind, ent string, doc store.Doc, base store.Hash, op store.OpKind) store.Op {
	o := store.Op{Typ: kind, Ent: ent, Kind: op, Base: []store.Hash{base}, Set: benign[kind].Clone()}
	switch op {
	case store.OpFinalise, store.OpAmend:
		o.Set = doc.Clone()
		o.Set.Apply(benign[kind])
	case store.OpVoid, store.OpReturn, store.OpAccept:
		o.Set = nil
	case store.OpNote:
		o.Set = store.Doc{"document_no": "12/BB"}
	case store.OpSameAs:
		o.Set = store.Doc{"same_as": id('z', 1)}
	}
	if op.NeedsReason() {
		o.Why = "vì"
	}
	return o
}

// attachTo is an op that puts a file beside a record.
func attachTo(n int, kind store.Kind, ent string) store.Op {
	return store.Op{
		Typ: store.Attachment, Ent: id('t', n), Kind: store.OpAttach, Att: []string{sumOf(nil)},
		Set: store.Doc{"owner": store.Doc{"kind": string(kind), "record": ent}, "name": "a.pdf", "size": int64(1), "sha256": sumOf(nil)},
	}
}

// tried is one cell as an op.
type tried struct {
	name string
	may  bool
	op   store.Op
}

func TestEveryForgedCellIsQuarantinedOrCounts(t *testing.T) {
	rows, fields := readCells(t)
	f := newFixture()
	type place struct {
		row  cellRow
		c    cell
		ent  string
		kind store.Kind // of the record; for an attachment its owner's
	}
	var places []place
	for _, r := range rows {
		for _, c := range r.cells {
			kind, about := r.kind, r.about
			switch {
			case kind == store.Decision || about == "unknown":
				continue
			case kind == store.Attachment:
				kind, about = about, ""
			}
			if ent := f.record(kind, about, c); ent != "" {
				places = append(places, place{r, c, ent, kind})
			}
		}
	}
	p := open(t, "tinh", store.Province, "62")
	p.receive(t, forge(t, f.office, f.ops...))
	for _, q := range p.quarantine(t) {
		t.Fatalf("%s %s: %s", q.Kind, q.Verdict, q.Why)
	}

	byRole := map[store.Role][]tried{}
	try := func(c cell, name string, may bool, op store.Op) {
		byRole[c.role] = append(byRole[c.role], tried{fmt.Sprintf("%s, unit %s, assigned %t: %s", c.role, c.unit, c.assigned, name), may, op})
	}
	for n, at := range places {
		r := p.get(t, at.kind, at.ent)
		if at.row.kind == store.Attachment {
			try(at.c, at.row.name, mayDo(at.c.word, store.OpAttach), attachTo(n, at.kind, at.ent))
			continue
		}
		for _, op := range everyOp {
			if op != store.OpAttach {
				try(at.c, fmt.Sprint(op, " ", at.row.name), mayDo(at.c.word, op), opOn(at.kind, at.ent, r.Doc, r.Rev, op))
			}
		}
		roles := map[store.Role]int{store.Officer: 0, store.Advisor: 1, store.Province: 2}
		for field, words := range fields {
			kind, name, _ := strings.Cut(field, ".")
			if store.Kind(kind) != at.kind || at.c.word == "-" {
				continue
			}
			o := opOn(at.kind, at.ent, r.Doc, r.Rev, store.OpPut)
			o.Set = store.Doc{name: valueFor(at.kind, name)}
			try(at.c, field, mayDo(words[roles[at.c.role]], store.OpPut), o)
		}
	}
	for _, role := range []store.Role{store.Officer, store.Advisor, store.Province} {
		for n, ent := range []string{"", "x"} { // a file beside nothing
			o := attachTo(9000+n, store.Visit, ent)
			may := role == store.Province
			try(cell{role: role}, "attachment/unknown", may, o)
		}
		d := store.Op{Typ: store.Decision, Ent: desk.DecisionID(store.Hash{7}), Kind: store.OpResolve, Why: "vì", Set: store.Doc{"kind": "refuse", "op": store.Hash{7}.String()}}
		try(cell{role: role}, "decision", role == store.Province, d)
	}

	counted, denied := 0, 0
	for role, list := range byRole {
		me := store.Writer{Person: "X", Dev: devOf("x" + string(role)), Principal: "x-" + string(role), Role: role, Unit: "615"}
		switch role {
		case store.Advisor:
			me.Coops = f.assigned()
		case store.Province:
			me.Unit = "62"
		}
		ops := make([]store.Op, len(list))
		for i := range list {
			ops[i] = list[i].op
		}
		in := forge(t, me, ops...)
		p.receive(t, in)
		for i, one := range list {
			got := p.verdictOf(t, in.Ops[i].Hash)
			want := store.Counted
			switch {
			case desk.FormFault(&in.Ops[i]) != "":
				want = store.InvalidField // that kind of record has no such op, whoever makes it
			case !one.may:
				want = store.NotPermitted
			}
			if got != want {
				t.Errorf("%s: %q, want %q", one.name, got, want)
			}
			switch want {
			case store.Counted:
				counted++
			case store.NotPermitted:
				denied++
			}
		}
	}
	if counted < 150 || denied < 500 {
		t.Errorf("only %d cells counted and %d were denied", counted, denied)
	}
}

// valueFor is a value that the field may have.
func valueFor(k store.Kind, field string) any {
	f := store.SpecOf(k).Field(field)
	switch f.Type {
	case store.TypeDate:
		return "2024-05-06"
	case store.TypeMap:
		if f.Item.Type == store.TypeNumber {
			return store.Doc{"1a": int64(100)}
		}
		return store.Doc{"1": "x"}
	case store.TypeObject:
		return store.Doc{"no": "1"}
	}
	return "x"
}

// The same page with the use cases of a laptop that holds all those records.
func TestEveryCellIsRefusedHereToo(t *testing.T) {
	rows, fields := readCells(t)
	f := newFixture()
	type place struct {
		row   cellRow
		c     cell
		ent   string
		final bool
	}
	var places []place
	for _, r := range rows {
		if r.kind == store.Decision || r.kind == store.Attachment || r.about == "unknown" {
			continue
		}
		for _, c := range r.cells {
			for n := range 2 { // one stays a draft, one is finalised
				if n == 1 && !desk.Official(r.kind) {
					continue
				}
				if ent := f.record(r.kind, r.about, c); ent != "" {
					places = append(places, place{r, c, ent, false})
				}
			}
		}
	}
	first := len(f.ops)
	held := forge(t, f.office, f.ops...)
	seen := map[string]bool{}
	for i := range places {
		at := &places[i]
		name := fmt.Sprint(at.row.name, at.c)
		if at.final, seen[name] = seen[name], true; at.final {
			n := slices.IndexFunc(held.Ops, func(o store.LoggedOp) bool { return o.Ent == at.ent })
			f.ops = append(f.ops, store.Op{Typ: at.row.kind, Ent: at.ent, Kind: store.OpFinalise, Base: []store.Hash{held.Ops[n].Hash}, Set: held.Ops[n].Set})
		}
	}
	held = forge(t, f.office, f.ops...)
	if first == len(f.ops) {
		t.Fatal("nothing is finalised")
	}
	laptops := map[store.Role]*laptop{}
	for _, role := range []store.Role{store.Officer, store.Advisor, store.Province} {
		l := open(t, "x-"+string(role), role, map[bool]string{true: "62", false: "615"}[role == store.Province])
		if role == store.Advisor {
			l.opts.Me.Coops = f.assigned()
			l.reopen(t)
		}
		l.receive(t, held)
		laptops[role] = l
	}
	refused, done := 0, 0
	want := func(name string, at place, op store.OpKind, word string, err error) {
		t.Helper()
		denied := store.CodeOf(err) == store.Denied
		if denied == mayDo(word, op) {
			t.Errorf("%s, unit %s, assigned %t: %s %s: %v, the page says %q", at.c.role, at.c.unit, at.c.assigned, name, at.row.name, err, word)
		}
		if denied {
			refused++
		} else if err == nil {
			done++
		}
	}
	for _, at := range places {
		l, k := laptops[at.c.role], at.row.kind
		if at.final {
			_, err := l.Return(ctx, k, at.ent, nil, "vì")
			want("return", at, store.OpReturn, at.c.word, err)
			if err == nil {
				continue
			}
			_, err = l.Accept(ctx, k, at.ent, nil)
			want("accept", at, store.OpAccept, at.c.word, err)
			_, err = l.Note(ctx, k, at.ent, store.Doc{"document_no": "1"})
			want("note", at, store.OpNote, at.c.word, err)
			_, err = l.Void(ctx, k, at.ent, "vì")
			want("void", at, store.OpVoid, at.c.word, err)
			continue
		}
		roles := map[store.Role]int{store.Officer: 0, store.Advisor: 1, store.Province: 2}
		for field, words := range fields {
			kind, name, _ := strings.Cut(field, ".")
			if store.Kind(kind) == k && at.c.word != "-" {
				_, err := l.Put(ctx, k, inputs(at.ent, store.Doc{name: valueFor(k, name)}))
				want(field, at, store.OpPut, words[roles[at.c.role]], err)
			}
		}
		_, err := l.Put(ctx, k, inputs(at.ent, benign[k]))
		want("put", at, store.OpPut, at.c.word, err)
	}
	if refused < 150 || done < 60 {
		t.Errorf("only %d refused and %d done", refused, done)
	}
}
