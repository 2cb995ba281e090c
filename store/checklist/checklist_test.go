package checklist_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/checklist"
)

func TestEveryPurposeHasOneEmbeddedChecklistWithABasis(t *testing.T) {
	all, err := checklist.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, purpose := range append(store.SpecOf(store.Visit).Field("purpose").Values, checklist.Consultation) {
		n := 0
		for _, c := range all {
			if !c.For(purpose) {
				continue
			}
			n++
			if c.Revision != 1 || c.Title == "" || c.Basis == "" || len(c.SHA256) != 64 {
				t.Errorf("%s: %+v", c.ID, c)
			}
			for _, x := range c.Checks {
				if got, ok := c.Check(x.ID); !ok || got != x {
					t.Errorf("%s: %s is not found", c.ID, x.ID)
				}
			}
		}
		if n != 1 {
			t.Errorf("%d checklists for %s", n, purpose)
		}
	}
	if _, ok := all[0].Check("nothing"); ok {
		t.Error("a check that is not there was found")
	}
}

// verified are the articles of the law of 2012 and of the decree on fines whose
// wording was compared; what a check says beyond them would be from memory.
var verified = map[string][]string{
	"23/2012/QH13":     {"59", "60", "61"},
	"122/2021/NĐ-CP":   {"65"},
	"01/2020/TT-BKHĐT": {"7", "9"},
}

func TestNoCheckNamesAnArticleThatNobodyCompared(t *testing.T) {
	all, err := checklist.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	article := regexp.MustCompile(`Điều (\d+)`)
	for _, c := range all {
		for _, x := range append(slices.Clone(c.Checks), checklist.Check{ID: c.ID, Basis: c.Basis}) {
			for part := range strings.SplitSeq(x.Basis, ";") {
				for law, known := range verified {
					if !strings.Contains(part, law) {
						continue
					}
					for _, m := range article.FindAllStringSubmatch(part, -1) {
						if !slices.Contains(known, m[1]) {
							t.Errorf("%s, %s: Điều %s of %s", c.ID, x.ID, m[1], law)
						}
					}
				}
			}
		}
	}
}

func TestAChecklistNamesEveryFaultWithItsLine(t *testing.T) {
	good := "id = \"x\"\nrevision = 2\ntitle = \"T\"\npurposes = [\"periodic\"]\n[[check]]\nid = \"a\"\ntitle = \"A\"\n"
	c, err := checklist.Load("x.toml", []byte("\ufeff"+good))
	if err != nil || c.Revision != 2 || !c.For("periodic") || c.For("complaint") {
		t.Fatalf("%+v %v", c, err)
	}
	for name, x := range map[string]struct {
		file string
		line int
		says string
	}{
		"id":               {strings.Replace(good, `"x"`, `"Ổ"`, 1), 1, "không dùng được"},
		"revision":         {strings.Replace(good, "revision = 2\n", "", 1), 1, "revision"},
		"title":            {strings.Replace(good, `title = "A"`, "", 1), 5, "title"},
		"unknown purpose":  {strings.Replace(good, "periodic", "holiday", 1), 1, "holiday"},
		"purpose twice":    {strings.Replace(good, `["periodic"]`, `["periodic", "periodic"]`, 1), 1, "hai lần"},
		"unknown key":      {good + "weight = 3\n", 8, "weight"},
		"check twice":      {good + "[[check]]\nid = \"a\"\ntitle = \"B\"\n", 8, "lặp lại"},
		"no checks":        {"id = \"x\"\nrevision = 1\ntitle = \"T\"\n", 1, "0 mục"},
		"no TOML":          {"id = \n", 1, "TOML"},
		"no UTF-8":         {"\xff\xfe", 1, "UTF-8"},
		"control sign":     {strings.Replace(good, `title = "A"`, `title = "A\u001b"`, 1), 5, "điều khiển"},
		"a text too long":  {strings.Replace(good, `title = "A"`, `title = "`+strings.Repeat("ă", 1001)+`"`, 1), 5, "dài hơn"},
		"a check's bad id": {strings.Replace(good, `id = "a"`, `id = "a b"`, 1), 5, "không dùng được"},
	} {
		_, err := checklist.Load("x.toml", []byte(x.file))
		var faults store.FileFaults
		if store.CodeOf(err) != store.Invalid || !errors.As(err, &faults) || faults[0].Line != x.line || !strings.Contains(faults[0].Message, x.says) {
			t.Errorf("%s: %v %+v", name, err, faults)
		}
	}
}
