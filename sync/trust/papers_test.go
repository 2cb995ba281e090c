package trust_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/sync/trust"
)

func recipient(t testing.TB) string {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id.Recipient().String()
}

func TestEveryAlteredByteOfARequestIsRefused(t *testing.T) {
	k, err := trust.Create(t.TempDir(), trust.Training, trust.X25519, nil)
	if err != nil {
		t.Fatal(err)
	}
	q := trust.NewRequest(k, "Nguyễn Văn Đức", "615", store.Officer)
	b, err := trust.EncodeRequest(q, k.Signer())
	if err != nil {
		t.Fatal(err)
	}
	got, err := trust.ParseRequest(b)
	if err != nil || got.Fingerprint() != k.Dev() || got.Person != q.Person || got.Role != store.Officer ||
		got.Unit != "615" || got.Age != k.Recipient() || got.Install != k.Install() || got.Mode != trust.Training {
		t.Fatalf("%+v, %v", got, err)
	}
	for i := range b {
		for _, mask := range []byte{1, 0x20, 0x80} {
			bad := bytes.Clone(b)
			bad[i] ^= mask
			if _, err := trust.ParseRequest(bad); store.CodeOf(err) != store.Refused {
				t.Fatalf("byte %d ^ %#x: %v", i, mask, err)
			}
		}
		if _, err := trust.ParseRequest(b[:i]); store.CodeOf(err) != store.Refused {
			t.Fatalf("first %d bytes: %v", i, err)
		}
	}
	for name, change := range map[string]func(*trust.Request){
		"control":  func(q *trust.Request) { q.Person = "A\x1b[2J" },
		"line":     func(q *trust.Request) { q.Person = "A\nunit: 62" },
		"bidi":     func(q *trust.Request) { q.Person = "A\u202eB" },
		"NFD":      func(q *trust.Request) { q.Person = "Nguye\u0302\u0303n" },
		"empty":    func(q *trust.Request) { q.Person = "" },
		"dash":     func(q *trust.Request) { q.Person = "-" },
		"role":     func(q *trust.Request) { q.Role = "boss" },
		"unit":     func(q *trust.Request) { q.Unit = "6 2" },
		"age":      func(q *trust.Request) { q.Age = "age1x" },
		"age case": func(q *trust.Request) { q.Age = strings.ToUpper(q.Age) },
		"mode":     func(q *trust.Request) { q.Mode = "" },
	} {
		bad := *q
		change(&bad)
		if _, err := trust.EncodeRequest(&bad, k.Signer()); store.CodeOf(err) != store.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func registry(t testing.TB) *trust.Registry {
	t.Helper()
	a, b, c := device(t, signer(t), 1, "tinh-62"), device(t, signer(t), 2, "dakha-01"), device(t, signer(t), 5, "lienminh-01")
	a.Role, a.Unit = store.Province, "62"
	b.Status, b.Accepted, b.Successor = trust.Lost, &trust.Point{Epoch: 2, Seq: 120, Head: store.Hash{1}}, "lienminh-01"
	c.Role, c.Coops = store.Advisor, trust.SortCoops([]string{"c2", "c1", "c2"})
	return &trust.Registry{Province: "62", Mode: trust.Training, Version: 1, Devices: []trust.Device{a, b, c}}
}

func TestRegistryTextHasOneForm(t *testing.T) {
	r := registry(t)
	b, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := trust.ParseRegistry(b)
	if err != nil {
		t.Fatal(err)
	}
	again, err := got.Encode()
	if err != nil || !bytes.Equal(again, b) {
		t.Fatalf("came back as %s, %v", again, err)
	}
	if d := got.ByPrincipal("dakha-01"); d == nil || d != got.ByDev(d.Dev) || d.Accepted.Seq != 120 || got.ByDev("x") != nil {
		t.Fatalf("lookups: %+v", d)
	}
	lines := strings.SplitAfter(string(b), "\n")
	lines = lines[:len(lines)-1]
	for i := range lines {
		for name, bad := range map[string]string{
			"dropped":   strings.Join(lines[:i], "") + strings.Join(lines[i+1:], ""),
			"doubled":   strings.Join(lines[:i+1], "") + strings.Join(lines[i:], ""),
			"spaced":    strings.Join(lines[:i], "") + strings.Replace(lines[i], ": ", ":  ", 1) + strings.Join(lines[i+1:], ""),
			"CR":        strings.Join(lines[:i], "") + strings.TrimSuffix(lines[i], "\n") + "\r\n" + strings.Join(lines[i+1:], ""),
			"truncated": strings.Join(lines[:i], "") + strings.TrimSuffix(lines[i], "\n"),
		} {
			if _, err := trust.ParseRegistry([]byte(bad)); store.DetailOf(err) != trust.DetailRegistry {
				t.Errorf("line %d %s: %v", i, name, err)
			}
		}
	}
}

// A registry names one point for each epoch; one of before there were several is
// read as it was meant.
func TestARegistryNamesAPointForEachEpoch(t *testing.T) {
	h := (store.Hash{1}).String()
	for text, want := range map[string]string{
		"2 120 " + h:                             "dakha-01 2 120 " + h + "\n",
		"1 7 " + h + ", 2 120 " + h:              "dakha-01 1 7 " + h + "\ndakha-01 2 120 " + h + "\n",
		"1 0 -, 2 120 " + h:                      "dakha-01 1 0 -\ndakha-01 2 120 " + h + "\n",
		"1 7 " + h + ", 4 1 " + h + ", 9 3 " + h: "dakha-01 1 7 " + h + "\ndakha-01 4 1 " + h + "\ndakha-01 9 3 " + h + "\n",
		"2 7 " + h + ", 3 120 " + h:              "", // of the first epoch nothing is said
		"1 7 " + h + ", 1 8 " + h:                "",
		"1 7 " + h + ",  2 8 " + h:               "",
		"1 7 " + h + ", 2 0 -":                   "",
		"1 0 " + h + ", 2 8 " + h:                "",
		"1 7 -, 2 8 " + h:                        "",
		"1 -7 " + h + ", 2 8 " + h:               "",
	} {
		r := registry(t)
		b, err := r.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := trust.ParseRegistry(bytes.Replace(b, []byte("accepted: 2 120 "+h+"\n"), []byte("accepted: "+text+"\n"), 1))
		if want == "" {
			if store.DetailOf(err) != trust.DetailRegistry {
				t.Errorf("%s: %v", text, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if lines := string(trust.AcceptedThrough(got)); !strings.Contains(lines, "- - -\n"+want+"lienminh") {
			t.Errorf("%s: %s", text, lines)
		}
		again, err := trust.ParseRegistry(mustEncode(t, got))
		if err != nil || !slices.Equal(again.Devices[1].Points(), got.Devices[1].Points()) || again.Devices[1].Accepts(1, 99) != (text == "2 120 "+h) {
			t.Errorf("%s: came back as %+v, %v", text, again, err)
		}
	}
}

func mustEncode(t *testing.T, r *trust.Registry) []byte {
	t.Helper()
	b, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRegistryNeverGoesBackwards(t *testing.T) {
	r := registry(t)
	next, err := r.Raise()
	if err != nil {
		t.Fatal(err)
	}
	next.Devices[1].Status = trust.Retired
	if newer, err := next.Replaces(r); err != nil || !newer {
		t.Fatalf("the next version is refused: %v", err)
	}
	if newer, err := r.Replaces(r); err != nil || newer {
		t.Fatalf("the same text: %v %v", newer, err)
	}
	_, err = r.Replaces(next)
	wantDetail(t, err, trust.DetailRegistry)
	for name, change := range map[string]func(*trust.Registry){
		"other link":     func(r *trust.Registry) { r.Prev[0]++ },
		"same version":   func(r *trust.Registry) { r.Version--; r.Prev = store.Hash{} },
		"other mode":     func(r *trust.Registry) { r.Mode = trust.Real },
		"other province": func(r *trust.Registry) { r.Province = "63" },
		"dropped device": func(r *trust.Registry) { r.Devices = r.Devices[:2]; r.Devices[1].Successor = "" },
		"renamed device": func(r *trust.Registry) { r.Devices[0].Principal = "x-01" },
	} {
		bad, err := r.Raise()
		if err != nil {
			t.Fatal(err)
		}
		bad.Devices[1].Status = trust.Retired
		change(bad)
		t.Run(name, func(t *testing.T) {
			_, err := bad.Replaces(r)
			wantDetail(t, err, trust.DetailRegistry)
		})
	}
}

func TestRegistryNumbersAreNeverGivenTwice(t *testing.T) {
	r := registry(t)
	if p, s := r.NextPrincipal("dak ha"), r.NextSerial(); p != "dakha-02" || s != 6 {
		t.Fatalf("next are %s and %d", p, s)
	}
	if p := r.NextPrincipal("ubnd xa rat dai ten cua mot don vi"); !trust.ValidPrincipal(p) {
		t.Fatalf("%q is no principal", p)
	}
	if p := (&trust.Registry{}).NextPrincipal("!"); p != "may-01" {
		t.Fatalf("got %q", p)
	}
}

func TestAcceptedThroughIsByCounter(t *testing.T) {
	p := &trust.Point{Epoch: 2, Seq: 120}
	each := func(points ...trust.Point) trust.Device {
		d := trust.Device{Status: trust.Lost}
		d.AcceptThrough(points)
		return d
	}
	three := each(trust.Point{Epoch: 1, Seq: 5}, trust.Point{Epoch: 3, Seq: 7})
	late := each(*p)
	for _, c := range []struct {
		d       trust.Device
		ep, seq int64
		want    bool
	}{
		{trust.Device{Status: trust.Active}, 9, 999, true},
		{trust.Device{Status: trust.Compromised}, 1, 1, false},
		{trust.Device{Status: trust.Lost, Accepted: p}, 1, 999, true},
		{trust.Device{Status: trust.Lost, Accepted: p}, 2, 120, true},
		{trust.Device{Status: trust.Lost, Accepted: p}, 2, 121, false},
		{trust.Device{Status: trust.Lost, Accepted: p}, 3, 1, false},
		{three, 1, 5, true},
		{three, 1, 6, false},
		{three, 2, 1, false},
		{three, 3, 7, true},
		{three, 3, 8, false},
		{three, 4, 1, false},
		{late, 1, 1, false},
		{late, 2, 120, true},
		{each(), 1, 1, false},
	} {
		if got := c.d.Accepts(c.ep, c.seq); got != c.want {
			t.Errorf("%s %v accepts %d/%d: %v", c.d.Status, c.d.Accepted, c.ep, c.seq, got)
		}
	}
}

func TestAuditorListsOnlyKeysOfWhichNothingIsAccepted(t *testing.T) {
	r := registry(t)
	r.Devices[2].Status = trust.Compromised
	if got := string(trust.RevokedKeys(r)); strings.Count(got, "\n") != 1 || !strings.Contains(got, " lienminh-01\n") {
		t.Fatalf("revoked: %q", got)
	}
	want := "tinh-62 - - -\ndakha-01 2 120 " + (store.Hash{1}).String() + "\nlienminh-01 none - -\n"
	if got := string(trust.AcceptedThrough(r)); got != want {
		t.Fatalf("accepted through:\n%s", got)
	}
}

func TestTrustDocumentIsBelievedByItsPaperFingerprint(t *testing.T) {
	ca, err := trust.CreateCA(filepath.Join(t.TempDir(), "ca"), trust.Training, trust.X25519, nil)
	if err != nil {
		t.Fatal(err)
	}
	key := signer(t)
	office, err := ca.Issue(signer(t).PublicKey(), 1, trust.OfficePrincipal("62"))
	if err != nil {
		t.Fatal(err)
	}
	dev, err := ca.Issue(key.PublicKey(), 2, "dakha-01")
	if err != nil {
		t.Fatal(err)
	}
	d := &trust.Document{
		Province: "62", Mode: trust.Training, CA: ca.Public(), Office: office, Device: dev,
		Working: recipient(t), Recovery: ca.RecoveryRecipient(),
	}
	b, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := trust.ParseDocument(b)
	if err != nil || got.Province != "62" || trust.CertPrincipal(got.Device) != "dakha-01" {
		t.Fatalf("%+v %v", got, err)
	}
	if err := got.CheckCA(trust.FormatFingerprint(ca.Fingerprint())); err != nil {
		t.Fatal(err)
	}
	wantDetail(t, got.CheckCA(trust.DevID(key.PublicKey())), trust.DetailNotOurCA)
	wantDetail(t, got.CheckCA(""), trust.DetailNotOurCA)

	other, _ := certified(t, signer(t), key, 2, "dakha-01")
	bad := *d
	bad.Device = other
	if _, err := bad.Encode(); err == nil {
		t.Fatal("a foreign certificate was written")
	}
	for i := range b {
		c := bytes.Clone(b)
		c[i] ^= 1
		if got, err := trust.ParseDocument(c); err == nil && got.CheckCA(ca.Fingerprint()) == nil &&
			got.Working == d.Working && got.Recovery == d.Recovery && got.Mode == d.Mode && got.Province == d.Province {
			t.Fatalf("byte %d altered unseen", i)
		}
	}
}

func TestReceiptSecretHasOneForm(t *testing.T) {
	s, err := trust.NewSecret(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := trust.ParseSecret(s.Encode()); err != nil || got != s {
		t.Fatal(got, err)
	}
	for _, bad := range []string{"", strings.ToUpper(string(trust.Secret{0xaa}.Encode())), string(s.Encode()) + "\n"} {
		if _, err := trust.ParseSecret([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestRegistryOfAnotherSignerIsRefused(t *testing.T) {
	caKey, officeKey := signer(t), signer(t)
	_, office := certified(t, caKey, officeKey, 1, "tinh-62")
	_, laptop := certified(t, caKey, signer(t), 2, "dakha-01")
	_, foreign := certified(t, signer(t), officeKey, 1, "tinh-62")
	r := registry(t)
	r.Devices[0].Key, r.Devices[0].Dev = officeKey.PublicKey(), trust.DevID(officeKey.PublicKey())
	for name, c := range map[string]struct {
		s      ssh.Signer
		detail string
	}{
		"office": {office, ""}, "laptop": {laptop, trust.DetailSignature},
		"foreign CA": {foreign, trust.DetailNotOurCA}, "plain key": {officeKey, trust.DetailSignature},
	} {
		text, sig, err := trust.SignRegistry(r, c.s)
		if err != nil {
			t.Fatal(err)
		}
		_, err = trust.VerifyRegistry(text, sig, "62", caKey.PublicKey())
		if store.DetailOf(err) != c.detail {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := trust.VerifyRegistry(text, sig, "63", caKey.PublicKey()); store.DetailOf(err) != trust.DetailNamespace {
			t.Errorf("%s for another province: %v", name, err)
		}
	}
}
