package sync

import (
	"bytes"
	"encoding/json"
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/bundle"
)

// load is what an answer, or one bundle of it, carries of what adds up.
type load struct {
	refs    []store.RefRow
	quotes  [][]byte // lines of quoted.jsonl.gz
	records [][]byte // lines of receipts.jsonl
	writers [][]byte // lines of receipts.jsonl
	size    int64
	items   items
}

// load lays out what the laptop does not have yet.
func (a *answering) load(p *desk.Parcel, k *knowledge, dev string) (*load, error) {
	l := &load{items: items{}}
	// news reports whether something goes, and notes it.
	news := func(about, says mark) bool {
		if k.has(about, says) {
			return false
		}
		l.items[about] = says
		return true
	}
	for _, r := range a.refs {
		if m := markOf("ref", r.Type, r.ID, r.SHA256); news(m, m) {
			l.refs = append(l.refs, r)
		}
	}
	for i := range p.Ops {
		o := &p.Ops[i]
		if m := markOf("op", o.Hash.String()); !news(m, m) {
			continue
		}
		line, err := quote(o)
		if err != nil {
			return nil, err
		}
		l.quotes = append(l.quotes, line)
	}
	for _, w := range p.Writers {
		line, err := encodeLine(lineWriter, writerLine{Dev: w.Dev, Principal: w.Principal, Person: w.Person, Role: w.Role, Unit: w.Unit, Coops: w.Coops})
		if err != nil {
			return nil, err
		}
		if m := markOf("writer", string(line)); news(m, m) {
			l.writers = append(l.writers, line)
		}
	}
	for i := range p.Records {
		r := &p.Records[i]
		line, err := encodeLine(lineRecord, r)
		if err != nil {
			return nil, err
		}
		if news(markOf("record", string(r.Kind), r.ID), markOf(string(line))) {
			l.records = append(l.records, line)
		}
	}
	return l, nil
}

// quote writes an op as a line of quoted.jsonl.gz.
func quote(o *store.LoggedOp) ([]byte, error) {
	b, err := json.Marshal(Quote{o.Prev.String(), string(o.Line)})
	if err != nil {
		return nil, fmt.Errorf("quoting an op: %w", err)
	}
	return b, nil
}

// maxRefs is how many files of reference data one bundle carries: fewer than a
// MANIFEST may name.
const maxRefs = 300

// groups cuts a load into bundles of at most limit bytes each, in order; one
// piece that is larger goes by itself. There is always one, the first, which
// carries the writers.
func (l *load) groups(limit int64) []*load {
	out := []*load{{writers: l.writers}}
	next := func(n int) *load {
		g := out[len(out)-1]
		if g.size > 0 && (g.size+int64(n) > limit || len(g.refs) >= maxRefs) {
			g = &load{}
			out = append(out, g)
		}
		g.size += int64(n)
		return g
	}
	for i := range l.refs {
		g := next(len(l.refs[i].Data))
		g.refs = append(g.refs, l.refs[i])
	}
	for _, q := range l.quotes {
		g := next(len(q) + 1)
		g.quotes = append(g.quotes, q)
	}
	for _, r := range l.records {
		g := next(len(r) + 1)
		g.records = append(g.records, r)
	}
	return out
}

// entries writes the other files of one bundle.
func (a *answering) entries(p *desk.Parcel, g *load, head answerHead) ([]bundle.Entry, error) {
	receipts, err := encodeReceipts(p, g, head)
	if err != nil {
		return nil, err
	}
	out := []bundle.Entry{
		{Name: bundle.RegistryTxt, Data: a.registry},
		{Name: bundle.RegistrySig, Data: a.signature},
		{Name: bundle.Receipts, Data: receipts},
	}
	if head.Lists {
		expected, err := encodeExpected(&p.Expected)
		if err != nil {
			return nil, err
		}
		out = append(out, bundle.Entry{Name: bundle.Expected, Data: expected})
	}
	named := map[string]bool{}
	for i := range g.refs {
		if e := bundle.RefEntry(g.refs[i].Data); !named[e.Name] {
			named[e.Name] = true
			out = append(out, e)
		}
	}
	return out, nil
}

// encodeReceipts writes receipts.jsonl of one bundle.
func encodeReceipts(p *desk.Parcel, g *load, head answerHead) ([]byte, error) {
	w := &lineWriterTo{}
	w.line(lineAnswer, head)
	for _, l := range g.writers {
		w.add(l)
	}
	each(w, lineChain, p.Chains)
	each(w, lineFork, p.Forks)
	if head.Lists {
		each(w, lineHeld, p.Held)
		each(w, lineWanted, p.Wanted)
		each(w, lineBundle, p.Bundles)
		for i := range p.Aside {
			x := p.Aside[i]
			x.Why = oneLine(x.Why)
			w.line(lineAside, x)
		}
	}
	for _, l := range g.records {
		w.add(l)
	}
	for i := range g.refs {
		r := &g.refs[i]
		w.line(lineRef, refLine{Type: r.Type, ID: r.ID, Revision: r.Revision, SHA256: r.SHA256})
	}
	return w.b.Bytes(), w.err
}

// lineWriterTo collects lines, and the first thing that is wrong with one.
type lineWriterTo struct {
	b   bytes.Buffer
	err error
}

func (w *lineWriterTo) line(t string, v any) {
	if w.err != nil {
		return
	}
	var l []byte
	if l, w.err = encodeLine(t, v); w.err == nil {
		w.add(l)
	}
}

func (w *lineWriterTo) add(l []byte) {
	w.b.Write(l)
	w.b.WriteByte('\n')
}

func each[T any](w *lineWriterTo, t string, list []T) {
	for i := range list {
		w.line(t, list[i])
	}
}

// oneLine replaces control characters of a sentence by spaces.
func oneLine(s string) string {
	b := []rune(s)
	for i, r := range b {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 {
			b[i] = ' '
		}
	}
	return string(b)
}
