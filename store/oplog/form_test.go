package oplog_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
)

func formOp(kind store.OpKind) *store.Op {
	op := goldenOp()
	op.Kind, op.Sig, op.Why, op.Att = kind, "", "", nil
	op.Set = store.Doc{"period": "2024"}
	if kind.Signed() {
		op.Sig = "c2ln"
	}
	if kind.NeedsReason() {
		op.Why = "nhập nhầm"
	}
	switch kind {
	case store.OpReturn, store.OpAccept:
		op.Set = store.Doc{"comments": store.Doc{"1": "thiếu căn cứ"}}
	case store.OpVoid:
		op.Set = store.Doc{}
	case store.OpSameAs:
		op.Set = store.Doc{oplog.SameAsField: entB}
	case store.OpAttach:
		op.Typ, op.Base, op.Att = store.Attachment, nil, []string{strings.Repeat("0", 64)}
		op.Set = store.Doc{"sha256": op.Att[0]}
	}
	return op
}

var opKinds = []store.OpKind{
	store.OpPut, store.OpFinalise, store.OpAmend, store.OpVoid, store.OpReturn, store.OpAccept,
	store.OpResolve, store.OpSameAs, store.OpAttach, store.OpNote,
}

func TestEveryKindOfOpHasAForm(t *testing.T) {
	for _, k := range opKinds {
		if err := oplog.CheckForm(formOp(k)); err != nil {
			t.Errorf("%s: %v", k, err)
		}
	}
}

func TestOnlyThreeKindsOfOpCreateARecord(t *testing.T) {
	for _, k := range opKinds {
		op := formOp(k)
		op.Base = nil
		want := k == store.OpPut || k == store.OpFinalise || k == store.OpAttach
		if err := oplog.CheckForm(op); (err == nil) != want {
			t.Errorf("%s: %v", k, err)
		}
	}
}

func TestReasonAndSignatureAreWhereTheDesignWantsThem(t *testing.T) {
	for _, k := range opKinds {
		op := formOp(k)
		op.Why = " "
		if err := oplog.CheckForm(op); (err != nil) != k.NeedsReason() {
			t.Errorf("%s without reason: %v", k, err)
		}
		op = formOp(k)
		if op.Sig == "" {
			op.Sig = "c2ln"
		} else {
			op.Sig = ""
		}
		if err := oplog.CheckForm(op); err == nil {
			t.Errorf("%s with signature %q: accepted", k, op.Sig)
		}
	}
}

func TestAnOpOfBadFormIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		kind   store.OpKind
		change func(*store.Op)
	}{
		"version":         {store.OpPut, func(op *store.Op) { op.V = 2 }},
		"op":              {store.OpPut, func(op *store.Op) { op.ID = "x" }},
		"device":          {store.OpPut, func(op *store.Op) { op.Dev = strings.ToUpper(op.Dev) }},
		"epoch":           {store.OpPut, func(op *store.Op) { op.Ep = 0 }},
		"seq":             {store.OpPut, func(op *store.Op) { op.Seq = 0 }},
		"epoch too large": {store.OpPut, func(op *store.Op) { op.Ep = store.MaxEpoch + 1 }},
		"seq too large":   {store.OpPut, func(op *store.Op) { op.Seq = store.MaxSeq + 1 }},
		"time":            {store.OpPut, func(op *store.Op) { op.At = -1 }},
		"actor":           {store.OpPut, func(op *store.Op) { op.Actor = "" }},
		"record kind":     {store.OpPut, func(op *store.Op) { op.Typ = "other" }},
		"decision":        {store.OpPut, func(op *store.Op) { op.Typ = store.Decision }},
		"id":              {store.OpPut, func(op *store.Op) { op.Ent = strings.ToUpper(op.Ent) }},
		"id form":         {store.OpPut, func(op *store.Op) { op.Ent = strings.Repeat("0", 36) }},
		"kind":            {store.OpPut, func(op *store.Op) { op.Kind = "delete" }},
		"signature":       {store.OpAmend, func(op *store.Op) { op.Sig = "c2ln=" }},
		"base order":      {store.OpPut, func(op *store.Op) { op.Base[0], op.Base[1] = op.Base[1], op.Base[0] }},
		"reference":       {store.OpPut, func(op *store.Op) { op.Ref["tt01-2020"] = store.RefData{Revision: 0, SHA256: strings.Repeat("0", 64)} }},
		"attachment hash": {store.OpPut, func(op *store.Op) { op.Att = []string{"0"} }},
		"key":             {store.OpPut, func(op *store.Op) { op.Set = store.Doc{"a": store.Doc{"b.c": "d"}} }},
		"no content":      {store.OpPut, func(op *store.Op) { op.Set = nil }},
		"removed leaf":    {store.OpFinalise, func(op *store.Op) { op.Set = store.Doc{"a": store.Doc{"b": nil}} }},
		"void with set":   {store.OpVoid, func(op *store.Op) { op.Set = store.Doc{"a": "b"} }},
		"accept of more":  {store.OpAccept, func(op *store.Op) { op.Set = store.Doc{"self": store.Doc{"1a": int64(1)}} }},
		"same as itself":  {store.OpSameAs, func(op *store.Op) { op.Set = store.Doc{oplog.SameAsField: op.Ent} }},
		"same as nothing": {store.OpSameAs, func(op *store.Op) { op.Set = store.Doc{} }},
		"same as by put":  {store.OpPut, func(op *store.Op) { op.Set = store.Doc{oplog.SameAsField: entB} }},
		"put attachment":  {store.OpPut, func(op *store.Op) { op.Typ = store.Attachment }},
		"attach twice":    {store.OpAttach, func(op *store.Op) { op.Att = append(op.Att, op.Att...) }},
		"attach other":    {store.OpAttach, func(op *store.Op) { op.Set = store.Doc{"sha256": strings.Repeat("1", 64)} }},
		"attach to visit": {store.OpAttach, func(op *store.Op) { op.Typ = store.Visit }},
	} {
		op := formOp(c.kind)
		c.change(op)
		err := oplog.CheckForm(op)
		if store.CodeOf(err) != store.Invalid || store.DetailOf(err) != oplog.DetailForm {
			t.Errorf("%s: %v", name, err)
		}
	}
}
