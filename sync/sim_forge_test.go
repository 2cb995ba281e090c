package sync_test

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"

	"golang.org/x/crypto/ssh"
	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// chain is the ops of one epoch of a laptop from one on, ready to be packed.
type chain struct {
	ep, from   int64
	prev, head store.Hash
	lines      [][]byte
	ops        []store.LoggedOp
}

// chainOf returns all that a laptop wrote in its first epoch.
func (s *simulation) chainOf(l *laptop) chain {
	c := chain{ep: 1, from: 1}
	must(s.t, l.db.View(ctx, func(tx store.Tx) error {
		return tx.Range(l.Keys.Dev(), 1, 1, 0, func(o *store.LoggedOp) error {
			if o.Verdict == store.OnFork {
				return nil
			}
			if len(c.ops) == 0 {
				c.prev = o.Prev
			}
			c.ops, c.lines, c.head = append(c.ops, *o), append(c.lines, o.Line), o.Hash
			return nil
		})
	}))
	return c
}

// relink computes the chain again after an op was altered.
func (c *chain) relink() {
	head := c.prev
	for _, line := range c.lines {
		head = oplog.Hash(head, line)
	}
	c.head = head
}

// pack makes a bundle to the province in l's name.
func (s *simulation) pack(l *laptop, c chain, signer ssh.Signer, namespace string, alter func(m *bundle.Manifest)) []byte {
	m := bundle.Manifest{
		Purpose: bundle.Up, Mode: trust.Training, To: s.p.Trust().Province, Device: l.Principal(), Dev: l.Keys.Dev(), Epoch: c.ep,
		Export: 900, From: c.from, Through: c.from + int64(len(c.lines)) - 1, PrevHead: c.prev, Head: c.head, Schema: oplog.Version,
		App: "test", ClaimedAt: "2025-01-02T08:00:00+07:00", Install: l.Keys.Install(), PrevExport: store.Hash{1},
	}
	for _, r := range s.p.Trust().Recipients() {
		m.Recipients = append(m.Recipients, trust.RecipientFingerprint(r))
	}
	if alter != nil {
		alter(&m)
	}
	t, err := bundle.Build(&bundle.Content{Manifest: m, Ops: c.lines}, signer, namespace)
	must(s.t, err)
	var b bytes.Buffer
	must(s.t, bundle.Seal(&b, t, s.p.Trust().Recipients()...))
	return b.Bytes()
}

// forge hands the province what no honest laptop makes.
func (s *simulation) forge() {
	l := s.awake(s.laptops[rapid.IntRange(0, len(s.laptops)-1).Draw(s.rt, "victim")])
	other := s.awake(s.laptops[rapid.IntRange(0, len(s.laptops)-1).Draw(s.rt, "forger")])
	c := s.chainOf(l)
	if len(c.lines) == 0 {
		return
	}
	p := s.p.Trust().Province
	mine, err := l.Keys.CertSigner()
	must(s.t, err)
	theirs, err := other.Keys.CertSigner()
	must(s.t, err)
	ns := trust.NamespaceBundle(p)
	switch what := rapid.IntRange(0, 8).Draw(s.rt, "forgery"); what {
	case 0: // signed by another laptop
		if other.Keys.Dev() != l.Keys.Dev() {
			s.refused(s.p, s.pack(l, c, theirs, ns, nil), "a bundle in another's name")
		}
	case 1: // certified by nobody we know
		s.refused(s.p, s.pack(l, c, s.certified(l), ns, nil), "a bundle certified by a stranger")
	case 2: // signed for another purpose
		s.refused(s.p, s.pack(l, c, mine, trust.NamespaceDown(p), nil), "a signature for another purpose")
	case 3: // addressed to another province
		s.refused(s.p, s.pack(l, c, mine, ns, func(m *bundle.Manifest) { m.To = "51" }), "a bundle for another province")
	case 4: // of a real store
		s.refused(s.p, s.pack(l, c, mine, ns, func(m *bundle.Manifest) { m.Mode = trust.Real }), "a bundle of another mode")
	case 5:
		data, err := os.ReadFile(s.w.alien)
		must(s.t, err)
		s.refused(s.p, data, "another province's bundle")
	case 6: // an op whose author did not sign what it says
		if s.misquote(&c) {
			s.refused(s.p, s.pack(l, c, mine, ns, nil), "an op that its author did not sign")
		}
	case 7, 8: // its own work, under another's name or key
		if other.Keys.Dev() != l.Keys.Dev() {
			s.refused(s.p, s.pack(l, c, mine, ns, func(m *bundle.Manifest) {
				if what == 7 {
					m.Device = other.Principal()
				} else {
					m.Dev = other.Keys.Dev()
				}
			}), "a bundle whose sender is not its signer")
		}
	}
	s.note("forged")
}

// hack lets a program that is not ours write on a finalised sheet as if it were a
// draft: the laptop's own key, its own chain. The province must ask a person.
func (s *simulation) hack(l *laptop) {
	if l.copied || l.Desk.Epoch() != 1 {
		return // another epoch is open, and the chain of the first one is closed
	}
	a := id('a', rapid.IntRange(0, 2).Draw(s.rt, "sheet"))
	_, err := l.Desk.Finalise(ctx, store.Assessment, a) // it may be so already
	s.allowed(err)
	r, err := l.Desk.Get(ctx, store.Assessment, a)
	if s.allowed(err); err != nil || r.State != store.Final || r.Conflict != "" || len(r.Heads) != 1 {
		return
	}
	var raw [16]byte
	_, _ = s.ids.Read(raw[:])
	l.forge(s.t, store.Op{
		ID: hex.EncodeToString(raw[:]), Typ: store.Assessment, Ent: r.ID, Kind: store.OpPut, Base: r.Heads,
		Set: store.Doc{"self": store.Doc{"9": int64(rapid.IntRange(0, 4).Draw(s.rt, "value") * 100)}},
	})
	l.stop() // what it remembers of its chain is not true any more
	s.wake(l, l.dir)
	must(s.t, l.Desk.Rebuild(ctx)) // that program wrote the log alone
	s.note("hacked")
}

// checkFinal: what a finalised sheet says is changed by an amendment or by the
// province, never by a draft's edit that was written upon it.
func (s *simulation) checkFinal(r *store.Record, ops []store.LoggedOp) {
	kinds, based := map[store.Hash]store.OpKind{}, map[store.Hash]bool{}
	for i := range ops {
		kinds[ops[i].Hash] = ops[i].Kind
		for _, b := range ops[i].Base {
			if ops[i].Verdict == store.Counted {
				based[b] = true
			}
		}
	}
	for i := range ops {
		o := &ops[i]
		if o.Verdict != store.Counted || o.Kind != store.OpPut || based[o.Hash] || len(o.Base) != 1 {
			continue
		}
		if k := kinds[o.Base[0]]; (k == store.OpFinalise || k == store.OpAmend) && r.Conflict == "" {
			s.rt.Fatalf("assessment %s was finalised, and an edit of a draft changed it", r.ID)
		}
	}
}

// certified is a laptop's key with a certificate by a CA of its own making.
func (s *simulation) certified(l *laptop) ssh.Signer {
	key, err := trust.GenerateKey(rand.Reader)
	must(s.t, err)
	ca, err := ssh.NewSignerFromKey(key)
	must(s.t, err)
	cert, err := trust.IssueCert(rand.Reader, ca, l.Keys.Public(), l.Keys.Cert().Serial, l.Principal())
	must(s.t, err)
	signer, err := ssh.NewCertSigner(cert, l.Keys.Signer())
	must(s.t, err)
	return signer
}

// misquote alters what a signed op says and keeps its signature; false if there
// is none.
func (s *simulation) misquote(c *chain) bool {
	for i := range c.ops {
		o := c.ops[i].Op
		if !o.Kind.Signed() {
			continue
		}
		o.Why = fmt.Sprintf("%s (sửa)", o.Why)
		line, err := oplog.Encode(&o)
		must(s.t, err)
		c.lines[i] = line
		c.lines = c.lines[:i+1] // what follows would name what is no longer there
		c.relink()
		return true
	}
	return false
}
