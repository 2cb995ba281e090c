package desk_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/unit"
)

// revised is revision 2 of the scheme: band Khá from 79, 1a worth two points less
// and 1b two more, criterion 12 by another id, revenue in another unit.
func revised(t *testing.T) desk.PackFile {
	t.Helper()
	was, err := scheme.EmbeddedFile("tt01-2020")
	must(t, err)
	text := string(was)
	for _, r := range [][2]string{
		{"revision    = 1", "revision    = 2"},
		{"from = 65", "from = 79"},
		{"bình quân của HTX\"\n    max = 6", "bình quân của HTX\"\n    max = 4"},
		{"tăng so với năm trước\"\n    max = 1\n    score = \"yesno\"\n    value = \"capital", "tăng so với năm trước\"\n    max = 3\n    score = \"yesno\"\n    value = \"capital"},
		{"id = \"12\"", "id = \"12x\""},
		{"id = \"revenue\"\ntitle = \"Tổng doanh thu bán hàng và cung cấp dịch vụ\"\nunit = \"đồng\"", "id = \"revenue\"\ntitle = \"Tổng doanh thu bán hàng và cung cấp dịch vụ\"\nunit = \"triệu đồng\""},
	} {
		if strings.Count(text, r[0]) != 1 {
			t.Fatalf("the scheme has %q %d times", r[0], strings.Count(text, r[0]))
		}
		text = strings.Replace(text, r[0], r[1], 1)
	}
	return desk.PackFile{Name: "moi.toml", Data: []byte(text)}
}

func standing(t *testing.T, l *laptop, ids ...string) string {
	t.Helper()
	var out []string
	for _, id := range ids {
		s, err := l.Sheet(ctx, id)
		must(t, err)
		line, err := json.Marshal([]any{s.Scheme.Revision, s.State, s.Doc, s.Result, s.Drafted})
		must(t, err)
		out = append(out, string(line))
	}
	return strings.Join(out, "\n")
}

func TestAPreviewSaysWhatARevisionChangesAndChangesNothing(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	a, b := p.put(t, store.Cooperative, "", coop(1)), p.put(t, store.Cooperative, "", coop(2))
	whole := p.put(t, store.Assessment, "", full(a, "2023"))
	final := p.put(t, store.Assessment, "", full(b, "2023"))
	_, err := p.Finalise(ctx, store.Assessment, final)
	must(t, err)
	typed, err := p.StartAssessment(ctx, b, "2024", "tt01-2020") // typed alone, not saved
	must(t, err)
	_, err = p.SaveField(ctx, store.Assessment, typed, "self.12", int64(250), "2,5")
	must(t, err)
	_, err = p.StartAssessment(ctx, a, "2024", "tt01-2020") // nothing in it
	must(t, err)
	p.put(t, store.Assessment, "", store.Doc{"cooperative": a, "period": "2023", "scheme": "tt09-2017"})

	before := standing(t, p, whole, final, typed)
	file := revised(t)
	got, err := p.PreviewPack(ctx, []desk.PackFile{file})
	must(t, err)
	c := got.Files[0]
	if !c.New || c.Revision != 2 || c.Against != 1 {
		t.Fatalf("preview %+v", c.Packed)
	}
	var edits []string
	for _, e := range c.Changes {
		edits = append(edits, strings.TrimSpace(fmt.Sprint(e.What, " ", e.Path, " ", e.ID, " ", e.Key, " ", e.Was, " → ", e.Now)))
	}
	equal(t, edits, []string{
		"changed fact revenue unit đồng → triệu đồng",
		"changed group.criterion.item 1a max 6 → 4",
		"changed group.criterion.item 1b max 1 → 3",
		"added group.criterion 12x   →",
		"gone group.criterion 12   →",
		"changed rating fair from 65 → 79",
	})
	s := c.Sheets
	equal(t, []int{s.Finals, s.Drafts, s.Same, s.Losing, s.Emptied, s.Rerated, s.Refused}, []int{1, 3, 1, 2, 2, 1, 0})
	d := s.List[0]
	if d.ID != whole || d.Before.Rating != "Khá" || d.Before.Points != 7500 || d.After.Rating != "" || d.After.Complete || d.After.Points != 6600 {
		t.Errorf("the full draft: %+v", d)
	}
	equal(t, d.Lost, []desk.PackLost{{Column: scheme.Self, Item: "1a"}, {Column: scheme.Self, Item: "12"}})
	equal(t, d.Empty, []string{"1a", "12"})
	equal(t, d.Facts, []string{"revenue"})
	if s.List[1].ID != typed || len(s.List[1].Lost) != 1 {
		t.Errorf("the typed draft: %+v", s.List[1])
	}
	if data, err := json.Marshal(d.After); err != nil || string(data) != `{"points":66,"complete":false,"rating":""}` {
		t.Errorf("as JSON: %s, %v", data, err)
	}
	packs, err := p.Packs(ctx)
	must(t, err)
	if slices.ContainsFunc(packs, func(k desk.Packed) bool { return k.ID == "tt01-2020" && k.Revision == 2 }) {
		t.Error("the preview packed")
	}

	_, err = p.Pack(ctx, []desk.PackFile{file})
	must(t, err)
	if now := standing(t, p, whole, final, typed); now != before {
		t.Errorf("the sheets stood\n%s\nand stand\n%s", before, now)
	}
	must(t, p.MoveToRevision(ctx, whole, 2))
	moved, err := p.Sheet(ctx, whole)
	must(t, err)
	if moved.Result.Total != d.After.Points || moved.Result.Complete {
		t.Errorf("moved, the draft comes to %v; said was %+v", moved.Result.Total, d.After)
	}
	if again, err := p.PreviewPack(ctx, []desk.PackFile{file}); err != nil || again.Files[0].New || len(again.Files[0].Changes) != 0 || again.Files[0].Sheets != nil {
		t.Errorf("what is held: %+v, %v", again, err)
	}
}

func TestAPreviewRefusesWhatAPackWouldRefuse(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	file := revised(t)
	same := desk.PackFile{Name: "a.toml", Data: []byte(strings.Replace(string(file.Data), "revision    = 2", "revision    = 1", 1))}
	_, err := p.PreviewPack(ctx, []desk.PackFile{same})
	wantCode(t, err, store.Conflict, "revision")
	_, err = p.PreviewPack(ctx, []desk.PackFile{{Name: "a.toml", Data: []byte("id = \"x\"\n[[group]]\n")}})
	wantCode(t, err, store.Invalid, "bad-scheme")
	_, err = open(t, "o", store.Officer, "615").PreviewPack(ctx, []desk.PackFile{file})
	wantCode(t, err, store.Denied, string(store.NotPermitted))
}

func TestAPreviewOfUnitsNamesWhatIsNewAndWhatEnds(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	file := string(unit.EmbeddedFile()) + "99999,99999,Mẫu Mới,Mẫu Mới,,Xã,commune,615,,2025-06-30,\n"
	got, err := p.PreviewPack(ctx, []desk.PackFile{{Name: "u.csv", Data: []byte(file)}})
	must(t, err)
	c := got.Files[0]
	if c.Revision != 2 || len(c.Changes) != 1 || c.Changes[0] != (desk.PackEdit{Path: "unit", ID: "99999", Title: "Xã Mẫu Mới", What: desk.PackAdded}) || c.Sheets != nil {
		t.Errorf("preview %+v", c)
	}
}

// Whatever is computed of an application follows the newest programme, also after
// it was decided on: the province is told before it packs.
func TestAPreviewOfAProgrammeNamesTheApplicationsThatReadOtherwise(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	_, low := applied(t, p, 1, 7000, store.Doc{"province_decision": store.Doc{"no": "300/UBND", "on": "2021-11-02", "result": "chosen"}})
	applied(t, p, 2, 7500, nil)
	was, err := programme.EmbeddedFile("kh1185")
	must(t, err)
	text := strings.NewReplacer("revision   = 1", "revision   = 2", "entry_score     = 65", "entry_score     = 72", "entry_score >= 65", "entry_score >= 72").Replace(string(was))
	file := desk.PackFile{Name: "moi.toml", Data: []byte(text)}
	got, err := p.PreviewPack(ctx, []desk.PackFile{file})
	must(t, err)
	x := got.Files[0].Programme
	if x == nil || x.Applications != 2 || x.Decided != 1 || len(x.List) != 1 {
		t.Fatalf("preview %+v", x)
	}
	if r := x.List[0]; r.Registration != low || r.Result != desk.ResultChosen || r.WasEligible != programme.Met || r.NowEligible != programme.NotMet {
		t.Errorf("it reads %+v", r)
	}
	if v, err := p.Registration(ctx, low); err != nil || v.Outcome.Eligible != programme.Met {
		t.Errorf("the preview changed what is read: %v", err)
	}
	_, err = p.Pack(ctx, []desk.PackFile{file})
	must(t, err)
	v, err := p.Registration(ctx, low)
	if must(t, err); v.Outcome.Eligible != programme.NotMet || v.Province.Result != desk.ResultChosen {
		t.Errorf("packed, it reads %s, decided %s", v.Outcome.Eligible, v.Province.Result)
	}
}

func TestTheFileOfAHeldRevisionIsGivenOut(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	file := revised(t)
	_, err := p.Pack(ctx, []desk.PackFile{file})
	must(t, err)
	held, data, err := p.Reference(ctx, desk.RefScheme, "tt01-2020", 0)
	if must(t, err); held.Revision != 2 || string(data) != string(file.Data) {
		t.Errorf("the newest is %+v", held)
	}
	held, data, err = p.Reference(ctx, desk.RefScheme, "tt01-2020", 1)
	if must(t, err); held.Revision != 1 || !held.Builtin || !strings.Contains(string(data), "from = 65") {
		t.Errorf("the first is %+v", held)
	}
	for _, typ := range []string{desk.RefProgramme, desk.RefChecklist, desk.RefUnits, desk.RefPapers} {
		packs, err := p.Packs(ctx)
		must(t, err)
		for _, k := range packs {
			if k.Type != typ {
				continue
			}
			if _, data, err := p.Reference(ctx, typ, k.ID, 0); err != nil || len(data) == 0 {
				t.Errorf("%s %s: %v", typ, k.ID, err)
			}
		}
	}
	_, _, err = p.Reference(ctx, desk.RefScheme, "tt02", 0)
	wantCode(t, err, store.NotFound, "reference")
	_, _, err = p.Reference(ctx, desk.RefScheme, "tt01-2020", 3)
	wantCode(t, err, store.NotFound, "reference")
}
