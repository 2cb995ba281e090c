package desk

import (
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"coopfield/store"
	"coopfield/store/oplog"
)

// change is one own op to be made.
type change struct {
	kind store.Kind
	id   string
	op   store.OpKind
	base []store.Hash
	set  store.Doc
	why  string
	ref  map[string]store.RefData
	at   int64 // ms UTC, 0 = now
	att  []string
}

// make writes c as the next op of the own chain and lets it take part.
func (w *work) make(c change) (store.Hash, error) {
	if err := w.begin(); err != nil {
		return store.Hash{}, err
	}
	o := w.d.o
	var id [16]byte
	if _, err := io.ReadFull(w.d.rand, id[:]); err != nil {
		return store.Hash{}, fmt.Errorf("making an op's id: %w", err)
	}
	lo := &store.LoggedOp{
		Op: store.Op{
			V: 1, ID: hex.EncodeToString(id[:]), Dev: o.Me.Dev, Ep: w.ep.Epoch, Seq: w.seq + 1, At: c.at, Actor: w.d.Me().Person, App: o.App,
			Typ: c.kind, Ent: c.id, Base: sortedHashes(c.base), Kind: c.op, Ref: c.ref, Set: c.set, Why: c.why, Att: c.att,
		},
		Prev: w.head, Own: true,
	}
	if lo.At == 0 {
		lo.At = max(w.now, 0) // a clock before 1970 writes no negative time
	}
	if c.op.Signed() {
		bytes := oplog.SigningBytes(&lo.Op) // nil if it cannot be encoded, as Encode says
		if bytes != nil {
			sig, err := o.Signer.SignOp(bytes)
			if err != nil {
				return store.Hash{}, fmt.Errorf("signing an op: %w", err)
			}
			lo.Sig = sig
		}
	}
	line, err := oplog.Encode(&lo.Op)
	if err != nil {
		return store.Hash{}, fmt.Errorf("encoding an op: %w", err)
	}
	// An op that the province refuses would keep every bundle after it at home.
	if err := oplog.CheckForm(&lo.Op); err != nil {
		return store.Hash{}, fmt.Errorf("checking an op: %w", err)
	}
	lo.Line, lo.Hash = line, oplog.Hash(w.head, line)
	if _, err := w.take(lo); err != nil {
		return store.Hash{}, err
	}
	w.seq, w.head = lo.Seq, lo.Hash
	return lo.Hash, nil
}

func sortedHashes(h []store.Hash) []store.Hash {
	h = slices.Clone(h)
	slices.SortFunc(h, compareHash)
	return h
}
