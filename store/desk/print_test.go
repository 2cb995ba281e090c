package desk_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/letterhead"
	"coopfield/store/scheme"
)

func signedSheet(tb testing.TB, l *laptop) (coopID, sheetID string) {
	tb.Helper()
	coopID = l.put(tb, store.Cooperative, "", coop(1))
	sheetID = l.put(tb, store.Assessment, "", full(coopID, "2024"))
	_, err := l.Finalise(ctx, store.Assessment, sheetID)
	must(tb, err)
	return coopID, sheetID
}

func (l *laptop) print(tb testing.TB, k store.Kind, id string) *desk.Printed {
	tb.Helper()
	p, err := l.Print(ctx, k, id)
	must(tb, err)
	return p
}

func (l *laptop) check(tb testing.TB, code string) *desk.PaperCheck {
	tb.Helper()
	c, err := l.CheckPaper(ctx, code)
	must(tb, err)
	return c
}

// The code is written down in two places that must agree for ever: on paper and
// in the program of tomorrow.
func TestPaperCodeIsTheHashOfTheRevision(t *testing.T) {
	var rev store.Hash
	for i := range rev {
		rev[i] = byte(i)
	}
	// printf 'coopfield-paper v1\n\0\1…\37' | sha256sum | cut -c1-20 | xxd -r -p | base32
	equal(t, desk.PaperCode(rev), "E6D7-YN4O-2YWE-45G4")
}

func TestOnlyASignedRevisionBearsACode(t *testing.T) {
	l := open(t, "o", store.Officer, "615")
	c := l.put(t, store.Cooperative, "", coop(1))
	id := l.put(t, store.Assessment, "", full(c, "2024"))
	equal(t, l.print(t, store.Assessment, id).Code, "")
	_, err := l.Finalise(ctx, store.Assessment, id)
	must(t, err)
	p := l.print(t, store.Assessment, id)
	equal(t, p.Code, desk.PaperCode(l.get(t, store.Assessment, id).Rev))
	equal(t, p.State, store.Final)
	_, err = l.Void(ctx, store.Assessment, id, "nhầm")
	must(t, err)
	equal(t, l.print(t, store.Assessment, id).Code, "")
}

func TestAPaperIsKnownByItsCode(t *testing.T) {
	l := open(t, "o", store.Officer, "615")
	_, id := signedSheet(t, l)
	code := l.print(t, store.Assessment, id).Code
	for _, typed := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", " "), strings.NewReplacer("-", "", "O", "0", "I", "1", "B", "8").Replace(code)} {
		c := l.check(t, typed)
		if !c.Same || !c.Newest || c.ID != id || c.Kind != store.Assessment || c.OpKind != store.OpFinalise || len(c.Changes)+len(c.Since) > 0 {
			t.Errorf("%s: %+v", typed, c)
		}
	}
	for _, bad := range []string{"", code[:18], code + "A", "ABCD-EFGH-IJKL-MNO9"} {
		_, err := l.CheckPaper(ctx, bad)
		wantCode(t, err, store.Invalid, "code")
	}
	_, err := l.CheckPaper(ctx, "AAAA-AAAA-AAAA-AAAA")
	wantCode(t, err, store.NotFound, "code")
}

func TestACodeTellsWhatChangedSince(t *testing.T) {
	l := open(t, "o", store.Officer, "615")
	_, id := signedSheet(t, l)
	code := l.print(t, store.Assessment, id).Code
	_, err := l.Note(ctx, store.Assessment, id, store.Doc{"document_no": "12/BB"})
	must(t, err)
	_, err = l.Amend(ctx, store.Assessment, id, store.Doc{"self": store.Doc{"9": int64(400)}}, "cộng nhầm")
	must(t, err)
	c := l.check(t, code)
	if c.Same || c.Newest || len(c.Since) != 2 || c.Since[1].Why != "cộng nhầm" {
		t.Fatalf("%+v", c)
	}
	var paths []string
	for _, ch := range c.Changes {
		paths = append(paths, ch.Path)
	}
	equal(t, paths, []string{"document_no", "self.9"})
	// The paper of now is another one, and is that revision.
	now := l.print(t, store.Assessment, id).Code
	if now == code || !l.check(t, now).Same {
		t.Errorf("%s after %s", now, code)
	}
}

// What the province says of a record changes where it stands, not what the paper
// says.
func TestAnAcceptedRecordStillSaysWhatItsPaperSays(t *testing.T) {
	o, p := open(t, "o", store.Officer, "615"), open(t, "p", store.Province, "62")
	_, id := signedSheet(t, o)
	code := o.print(t, store.Assessment, id).Code
	p.receive(t, o.bundle(t, 1, 0))
	equal(t, p.check(t, code).Same, true)
	_, err := p.Accept(ctx, store.Assessment, id, nil)
	must(t, err)
	c := p.check(t, code)
	if !c.Same || c.Newest || !c.Accepted || len(c.Since) != 1 || c.Since[0].OpKind != store.OpAccept {
		t.Errorf("%+v", c)
	}
	equal(t, p.print(t, store.Assessment, id).Accepted, true)
	_, err = p.Return(ctx, store.Assessment, id, nil, "thiếu căn cứ")
	must(t, err)
	if c := p.check(t, code); c.Same || !c.Returned {
		t.Errorf("%+v", c)
	}
	equal(t, p.print(t, store.Assessment, id).Code, "")
}

func TestASignedRecordIsPrintedAsItWasSigned(t *testing.T) {
	l := open(t, "o", store.Officer, "615")
	_, id := signedSheet(t, l)
	_, err := l.SaveField(ctx, store.Assessment, id, "self.9", int64(400), "")
	must(t, err)
	p := l.print(t, store.Assessment, id)
	if got, _ := p.Doc.Int("self.9"); got != 300 || p.Typed != 0 {
		t.Errorf("the paper says %d with %d typed fields", got, p.Typed)
	}
	c := l.put(t, store.Cooperative, "", coop(2))
	draft := l.put(t, store.Assessment, "", sheet(c, "2024"))
	_, err = l.SaveField(ctx, store.Assessment, draft, "self.9", int64(350), "")
	must(t, err)
	p = l.print(t, store.Assessment, draft)
	if got, _ := p.Doc.Int("self.9"); got != 350 || p.Typed != 1 {
		t.Errorf("the draft says %d with %d typed fields", got, p.Typed)
	}
	res, _ := p.Columns[scheme.Self].Item("9")
	equal(t, *res.Points, scheme.Points(350))
}

func TestTheLetterheadIsTheAuthorsWhoeverPrints(t *testing.T) {
	o, p := open(t, "o", store.Officer, "615"), open(t, "p", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	id := o.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2024-12-05", "purpose": "periodic"})
	p.receive(t, o.bundle(t, 1, 0))
	for _, l := range []*laptop{o, p} {
		x := l.print(t, store.Visit, id)
		equal(t, x.Letterhead.Superior, "ỦY BAN NHÂN DÂN HUYỆN ĐĂK HÀ")
		equal(t, x.Author, "Cán bộ o")
	}
	own := p.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2025-12-05", "purpose": "periodic"})
	equal(t, p.print(t, store.Visit, own).Letterhead.Name, "") // after the merger of 2025 it is not known
}

func TestAPackReplacesWhatOfficesPutOnTheirPapers(t *testing.T) {
	p := open(t, "p", store.Province, "62")
	c := p.put(t, store.Cooperative, "", coop(1))
	id := p.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2025-12-05", "purpose": "periodic"})
	file := strings.Replace(string(letterhead.EmbeddedFile()), "revision = 1", "revision = 2", 1)
	file = strings.Replace(file, `name     = ""`, `name     = "SỞ TÀI CHÍNH"`, 1)
	packed, err := p.Pack(ctx, []desk.PackFile{{Name: "papers.toml", Data: []byte(file)}})
	must(t, err)
	if packed[0].Type != desk.RefPapers || !packed[0].New || packed[0].Revision != 2 {
		t.Errorf("%+v", packed)
	}
	equal(t, p.print(t, store.Visit, id).Letterhead.Name, "SỞ TÀI CHÍNH")
	_, err = p.Pack(ctx, []desk.PackFile{{Name: "papers.toml", Data: []byte(strings.Replace(file, "SỞ TÀI", "SỞ {chief}", 1))}})
	wantCode(t, err, store.Invalid, "bad-papers")
}

func TestOnlyWhatHasAPaperIsPrinted(t *testing.T) {
	l := open(t, "o", store.Officer, "615")
	c, id := signedSheet(t, l)
	_, err := l.Print(ctx, store.Cooperative, c)
	wantCode(t, err, store.Usage, "")
	_, err = l.Print(ctx, store.Visit, id)
	wantCode(t, err, store.NotFound, "")
	k, err := l.PrintKind(ctx, id)
	must(t, err)
	equal(t, k, store.Assessment)
	_, err = l.PrintKind(ctx, c)
	wantCode(t, err, store.NotFound, "")
}

func TestTheListOfRegistrationsSaysWhatIsHeld(t *testing.T) {
	l := open(t, "o", store.Officer, "615")
	a, entry := signedSheet(t, l)
	b := l.put(t, store.Cooperative, "", store.Doc{"name": "An Bình", "type": "htx", "unit": "23500"})
	l.put(t, store.Registration, "", store.Doc{
		"cooperative": a, "programme": "kh1185", "model": "A-a", "entry_assessment": entry,
		"dossier": store.Doc{"registration": store.Doc{"present": true}}, "conditions": store.Doc{"law": store.Doc{"met": true}, "model": store.Doc{"met": false}},
	})
	l.put(t, store.Registration, "", store.Doc{"cooperative": b, "programme": "kh1185"})
	p, err := l.PrintRegistrations(ctx, "kh1185", "615")
	must(t, err)
	if len(p.Rows) != 2 || p.Rows[0].Name != "An Bình" || p.Rows[0].Points != nil || p.Unit != "Huyện Đăk Hà" {
		t.Fatalf("%+v", p)
	}
	// Nobody of the district reviewed the sheet, so the programme's column is what the facts give.
	// The model is computed: that somebody ticked otherwise does not count.
	r := p.Rows[1]
	if r.Papers != 1 || len(r.Lacking) != 4 || r.Met != 2 || len(r.Unmet) != 0 || r.Points == nil || r.Complete || !strings.HasPrefix(r.Model, "Mô hình") {
		t.Errorf("%+v", r)
	}
	other, err := l.PrintRegistrations(ctx, "kh1185", "610")
	must(t, err)
	equal(t, len(other.Rows), 0)
	_, err = l.PrintRegistrations(ctx, "none", "")
	wantCode(t, err, store.NotFound, "programme")
}

func TestAPaperOfARecordInConflictBearsNoCode(t *testing.T) {
	o, p := open(t, "o", store.Officer, "615"), open(t, "p", store.Province, "62")
	_, id := signedSheet(t, o)
	code := o.print(t, store.Assessment, id).Code
	p.receive(t, o.bundle(t, 1, 0))
	sent := o.last(t)
	_, err := p.Amend(ctx, store.Assessment, id, store.Doc{"self": store.Doc{"9": int64(200)}}, "sửa ở tỉnh")
	must(t, err)
	_, err = o.Amend(ctx, store.Assessment, id, store.Doc{"self": store.Doc{"9": int64(400)}}, "sửa ở huyện")
	must(t, err)
	p.receive(t, o.bundle(t, sent+1, 0))
	x := p.print(t, store.Assessment, id)
	if !x.Conflict || x.Code != "" {
		t.Errorf("conflict %v, code %q", x.Conflict, x.Code)
	}
	if c := p.check(t, code); c.Same || !c.Conflict {
		t.Errorf("%+v", c)
	}
}
