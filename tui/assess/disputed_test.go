package assess_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/tui/assess"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// stranger is the bundle of another device with one op put on the sheet.
func stranger(t *testing.T, dev, id string, rev store.Hash) desk.Incoming {
	t.Helper()
	dev = strings.Repeat(dev, 32)
	line, err := oplog.Encode(&store.Op{
		V: 1, ID: strings.Repeat("0", 31) + "1", Dev: dev, Ep: 1, Seq: 1, At: 1, Actor: "Cán bộ 2", App: "test", Typ: store.Assessment, Ent: id,
		Base: []store.Hash{rev}, Kind: store.OpPut, Set: store.Doc{"self": store.Doc{"3a": int64(200), "3b": int64(dev[0]-'a') * 100}},
	})
	must(t, err)
	prev := oplog.Genesis(dev, 1, store.Hash{})
	ops, head, err := oplog.VerifyChain(dev, 1, 1, prev, [][]byte{line})
	must(t, err)
	return desk.Incoming{
		Epoch: 1, From: 1, To: 1, PrevHead: prev, Head: head, Ops: ops,
		Registered: store.Writer{Person: "Cán bộ 2", Dev: dev, Principal: "dakha-0" + dev[:1], Role: store.Officer, Unit: "615"},
		Bundle:     store.BundleRow{SHA256: strings.Repeat(dev[:1], 64), Name: "x.coop", Received: 1},
	}
}

// disputed is a finalised sheet with a change put on it by another device, as an
// importing province holds it.
func disputed(t *testing.T) (*desk.Desk, string) {
	t.Helper()
	d := newOffice(t, store.Province).run()
	coop := putCoop(t, d, "htx")
	id := putSheet(t, d, sheetDoc(coop, "2024"))
	rev, err := d.Finalise(ctx, store.Assessment, id)
	must(t, err)
	for _, dev := range []string{"b", "c"} {
		_, err = d.Receive(ctx, stranger(t, dev, id, rev))
		must(t, err)
	}
	r, err := d.Get(ctx, store.Assessment, id)
	must(t, err)
	if r.Conflict == "" {
		t.Fatal("the sheet is not disputed")
	}
	return d, id
}

func TestADisputedSheetOffersTheDecisionAndNoSignature(t *testing.T) {
	d, id := disputed(t)
	s := pagetest.Open80(t, func(c *page.Context) page.Screen { return assess.New(c, d, id) })
	s.Sees("Lệch số liệu", "F11 đối chiếu và quyết định")
	s.SeesNot("F8 Điều chỉnh", "Đang điều chỉnh")
	if s.Screen.Typing() {
		t.Error("a field of a version is open")
	}
	line := ""
	for _, h := range s.Screen.Keys() {
		line += h.Key + " " + h.Word + " · "
	}
	if !strings.Contains(line, "F11 đối chiếu") || strings.Contains(line, "F8") || strings.Contains(line, "trả lại") {
		t.Errorf("the key line says %s", line)
	}
	for _, key := range []string{"f8", "f6"} {
		s.Sent = nil
		s.Press(key)
		if len(sent[page.Prompt](s))+len(sent[page.Confirm](s)) > 0 || len(sent[page.Toast](s)) != 1 {
			t.Errorf("%s: sent %+v", key, s.Sent)
		}
	}
	s.Press("f11")
	if n := sent[page.Navigate](s); len(n) != 1 || n[0].Page != "conflict" {
		t.Errorf("F11 leads to %+v", n)
	}
}

func TestACorrectionIsSignedAgain(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := putSheet(t, d, sheetDoc(putCoop(t, d, "htx"), "2024"))
	_, err := d.Finalise(ctx, store.Assessment, id)
	must(t, err)
	s := open(t, d, id)
	word := func() string {
		for _, h := range s.Screen.Keys() {
			if h.Key == "F8" {
				return h.Word
			}
		}
		return ""
	}
	if got := word(); got != text.Vietnamese.Assess.KeyAmend {
		t.Errorf("F8 of a finalised sheet says %q", got)
	}
	s.Press("f8")
	asked := sent[page.Confirm](s)
	s.Run(asked[len(asked)-1].Then)
	if got := word(); got != "ký lại" {
		t.Errorf("F8 of a correction says %q", got)
	}
}
