package letterhead_test

import (
	"errors"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/letterhead"
)

func embedded(t *testing.T) *letterhead.Set {
	t.Helper()
	s, err := letterhead.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheEmbeddedSetHasEveryPaper(t *testing.T) {
	s := embedded(t)
	for _, id := range []string{letterhead.ScoreSheet, letterhead.Visit, letterhead.Consultation, letterhead.RegistrationList} {
		f := s.Form(id)
		if f.Kind == "" || f.Kind == strings.ToUpper(id) || len(f.Signatures) < 2 {
			t.Errorf("%s: %+v", id, f)
		}
	}
	purposes := store.SpecOf(store.Visit).Field("purpose").Values
	for _, p := range purposes {
		if s.Form(letterhead.Visit).Purpose(p) == "" {
			t.Errorf("a visit of purpose %s has no trích yếu", p)
		}
	}
}

func TestAnOfficeIsChosenByRoleLevelAndDay(t *testing.T) {
	s := embedded(t)
	for _, c := range []struct {
		role      store.Role
		level, on string
		want      string
	}{
		{store.Officer, "district", "2024-12-10", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"},
		{store.Officer, "district", "2025-07-01", ""},
		{store.Officer, "commune", "2025-07-01", ""},
		{store.Province, "province", "2024-12-10", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ"},
		{store.Province, "province", "2025-12-10", ""},
		{store.Advisor, "province", "2026-01-01", "LIÊN MINH HỢP TÁC XÃ {PROVINCE}"},
	} {
		if got := s.For(c.role, c.level, "x", c.on).Name; got != c.want {
			t.Errorf("%s %s on %s is %q, want %q", c.role, c.level, c.on, got, c.want)
		}
	}
}

// Thông tư 01/2020/TT-BKHĐT, Điều 4 and 5: members close the interval, capital
// opens the next.
func TestSizeClassesCloseTheirIntervalsAsTheCircularDoes(t *testing.T) {
	classes := embedded(t).Form(letterhead.ScoreSheet).Classes
	for _, c := range []struct {
		class int
		value int64
		want  string
	}{
		{0, 49, "Siêu nhỏ"},
		{0, 50, "Nhỏ"},
		{0, 300, "Nhỏ"},
		{0, 301, "Vừa"},
		{0, 1000, "Vừa"},
		{0, 1001, "Lớn"},
		{1, 999_999_999, "Siêu nhỏ"},
		{1, 1_000_000_000, "Nhỏ"},
		{1, 4_999_999_999, "Nhỏ"},
		{1, 5_000_000_000, "Vừa"},
		{1, 50_000_000_000, "Lớn"},
	} {
		k := classes[c.class]
		if got := k.Steps[k.Of(c.value)].Title; got != c.want {
			t.Errorf("%s of %d is %s, want %s", k.Title, c.value, got, c.want)
		}
	}
}

func TestFillLeavesDotsForWhatIsNotKnown(t *testing.T) {
	got := letterhead.Fill("Số: {no}/BB-{symbol}", map[string]string{"symbol": "TCKH"})
	if got != "Số: ……………/BB-TCKH" {
		t.Error(got)
	}
}

func TestAFaultyFileIsRefusedWithLines(t *testing.T) {
	bad := "id = \"papers\"\nrevision = 0\ntitle = \"x\"\n[[letterhead]]\nrole = \"chief\"\nuntil = \"30/6/2025\"\nname = \"{who}\"\n[[form]]\nid = \"poem\"\nkind = \"\"\n  [[form.signature]]\n  title = \"A\"\n  who = \"nobody\"\n"
	_, err := letterhead.Load("x.toml", []byte(bad))
	var faults store.FileFaults
	if store.CodeOf(err) != store.Invalid || !errors.As(err, &faults) {
		t.Fatalf("%v", err)
	}
	all := faults.Error()
	for _, want := range []string{"x.toml:1:", "x.toml:4:", "x.toml:8:", "revision", "chief", "30/6/2025", "{who}", "poem", "nobody"} {
		if !strings.Contains(all, want) {
			t.Errorf("the faults do not say %q:\n%s", want, all)
		}
	}
	for _, bad := range []string{"id = \"papers\"\nrevision = 1\ntitle = \"x\"\ncolour = 1\n", "id = ", "\xff", strings.Repeat("#", 2<<20)} {
		if _, err := letterhead.Load("x.toml", []byte(bad)); store.CodeOf(err) != store.Invalid {
			t.Errorf("%.30q is taken: %v", bad, err)
		}
	}
	if _, err := letterhead.Load("papers.toml", letterhead.EmbeddedFile()); err != nil {
		t.Error(err)
	}
}
