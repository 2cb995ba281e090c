package sync_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// many lets a laptop write n ops.
func (m *machine) many(tb testing.TB, n int) {
	tb.Helper()
	have := len(m.own(tb))
	must(tb, m.Desk.Bulk(ctx, func(b *desk.Batch) error {
		for i := range n {
			c := coop(have + i)
			c["reporting_unit"] = "615"
			if _, err := b.Put(store.Cooperative, "", c, 0, false); err != nil {
				return err
			}
		}
		return nil
	}))
}

// own returns the hashes of a laptop's ops.
func (m *machine) own(tb testing.TB) []store.Hash {
	tb.Helper()
	var out []store.Hash
	must(tb, m.db.View(ctx, func(tx store.Tx) error {
		return tx.Range(m.Keys.Dev(), 1, 1, 0, func(o *store.LoggedOp) error {
			out = append(out, o.Hash)
			return nil
		})
	}))
	return out
}

func (m *machine) secret(tb testing.TB) trust.Secret {
	tb.Helper()
	var s trust.Secret
	must(tb, m.db.View(ctx, func(tx store.Tx) error {
		b, err := tx.Setting("receipt-secret")
		if err == nil {
			s, err = trust.ParseSecret(b)
		}
		return err
	}))
	return s
}

// codeOf is what the protocol says, in other words than the program's.
func codeOf(secret trust.Secret, dev string, epoch, seq int, head store.Hash) string {
	mac := hmac.New(sha256.New, secret[:])
	fmt.Fprintf(mac, "%s|%d|%d|%s", dev, epoch, seq, head)
	return base32.StdEncoding.EncodeToString(mac.Sum(nil))[:12]
}

func TestACodeOverThePhoneReceiptsExactlyItsRange(t *testing.T) {
	o, p := pair(t)
	o.many(t, 40)
	heads := o.own(t)
	must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
	codes, err := p.ReceiptCodes(ctx)
	must(t, err)
	want := codeOf(o.secret(t), o.Keys.Dev(), 1, 40, heads[39])
	if len(codes) != 1 || strings.ReplaceAll(codes[0].Code, "-", "") != want || codes[0].Seq != 40 || len(codes[0].Code) != 14 {
		t.Fatalf("codes %+v, want %s", codes, want)
	}
	for _, seq := range []int{7, 3, 40} { // an older one takes nothing back
		c, err := o.TakeCode(ctx, codeOf(o.secret(t), o.Keys.Dev(), 1, seq, heads[seq-1]))
		must(t, err)
		if c.Seq != int64(seq) || c.News != (seq != 3) {
			t.Errorf("code of %d confirms %+v", seq, c)
		}
		got := 0
		must(t, o.Desk.List(ctx, store.Query{Kind: store.Cooperative}, func(r *store.Record) error {
			if r.Got {
				got++
			}
			return nil
		}))
		if got != max(7, seq) {
			t.Errorf("after the code of %d %d records are received", seq, got)
		}
	}
}

func TestACodeIsUnderstoodAsPeopleTypeIt(t *testing.T) {
	o, _ := pair(t)
	// Codes have letters that look like digits only now and then.
	var code string
	for n := 1; code == ""; n++ {
		o.many(t, 40)
		for i, h := range o.own(t) {
			c := codeOf(o.secret(t), o.Keys.Dev(), 1, i+1, h)
			if strings.Contains(c, "O") && strings.Contains(c, "I") && strings.Contains(c, "B") {
				code = c
			}
		}
		if n > 100 {
			t.Fatal("no code with O, I and B")
		}
	}
	digits := strings.NewReplacer("O", "0", "I", "1", "B", "8").Replace(code)
	for _, typed := range []string{
		code, strings.ToLower(code), digits, sync.FormatCode(code), code[:3] + " " + code[3:9] + "–" + strings.ToLower(code[9:]) + " ", "  " + sync.FormatCode(digits) + "\n",
	} {
		if _, err := o.TakeCode(ctx, typed); err != nil {
			t.Errorf("%q: %v", typed, err)
		}
	}
	for _, typed := range []string{"", "ABC", code + "A", code[:11], code[:11] + "9", code[:11] + "é", "mã biên nhận"} {
		_, err := o.TakeCode(ctx, typed)
		wantDetail(t, err, "code-form")
	}
}

func TestNoRandomCodeOfAMillionIsTaken(t *testing.T) {
	o, _ := pair(t)
	o.many(t, 200)
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	r := rand.New(rand.NewPCG(1, 2))
	var code [12]byte
	for range 1_000_000 {
		for i := range code {
			code[i] = letters[r.IntN(len(letters))]
		}
		if o.KnowsCode(ctx, t, string(code[:])) {
			t.Fatalf("%s was taken", code[:])
		}
	}
	_, err := o.TakeCode(ctx, string(code[:]))
	wantDetail(t, err, "code")
	if v := o.view(t); len(v.Received) != 0 {
		t.Errorf("received %+v", v.Received)
	}
	h := o.own(t)
	if _, err := o.TakeCode(ctx, codeOf(o.secret(t), o.Keys.Dev(), 1, 200, h[199])); err != nil {
		t.Errorf("after a million wrong codes the right one: %v", err)
	}
	// Another laptop's code, and one for another epoch, are wrong codes.
	for _, wrong := range []string{
		codeOf(o.secret(t), strings.Repeat("0", 32), 1, 200, h[199]), codeOf(o.secret(t), o.Keys.Dev(), 2, 200, h[199]),
		codeOf(o.secret(t), o.Keys.Dev(), 1, 199, h[199]), codeOf(trust.Secret{}, o.Keys.Dev(), 1, 200, h[199]),
	} {
		_, err := o.TakeCode(ctx, wrong)
		wantDetail(t, err, "code")
	}
}

func TestACodeGivenOutIsNotTurnedRoundByACopyOfTheLaptop(t *testing.T) {
	for round := range 4 { // whichever branch has the smaller hash
		dir := t.TempDir()
		p, ca := province(t, filepath.Join(dir, "tinh"))
		o := enrolled(t, p, ca, filepath.Join(dir, "dakha"), "615")
		c := o.put(t, store.Cooperative, "", coop(1))
		clone := open(t, copyStore(t, o))
		mine := o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2020 + round)})
		theirs := clone.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2010 + round)})
		p.take(t, o.seal(t).Path)
		codes, err := p.ReceiptCodes(ctx)
		must(t, err)
		p.take(t, clone.seal(t).Path)
		p.record(t, store.Annual, mine)
		if _, err := p.Desk.Get(ctx, store.Annual, theirs); err == nil {
			t.Error("the copy's record counts, though the other has a receipt")
		}
		if _, err := o.TakeCode(ctx, codes[0].Code); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkACodeAgainst50000OwnOps(b *testing.B) {
	dir := b.TempDir()
	p, ca := province(b, filepath.Join(dir, "tinh"))
	o := enrolled(b, p, ca, filepath.Join(dir, "dakha"), "615")
	o.many(b, 50_000)
	o.stop()
	for b.Loop() {
		b.StopTimer()
		m := start(b, o.dir) // knows no code yet
		b.StartTimer()
		if _, err := m.TakeCode(ctx, "ABCD-EFGH-IJKL"); store.DetailOf(err) != "code" {
			b.Fatal(err)
		}
		b.StopTimer()
		m.stop()
		b.StartTimer()
	}
}
