package coop

import (
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

func TestTheFormHasEveryFieldOfARecordOnceAndInBothLanguages(t *testing.T) {
	var shown []string
	for _, s := range sections {
		shown = append(shown, s.fields...)
	}
	for _, f := range store.SpecOf(store.Cooperative).Fields {
		n := 0
		for _, s := range shown {
			if s == f.Name {
				n++
			}
		}
		if n != 1 && !f.Derived {
			t.Errorf("%s stands %d times in the form", f.Name, n)
		}
		for _, w := range []*text.Words{&text.Vietnamese, &text.English} {
			names := []string{f.Name}
			if f.Type == store.TypeMap {
				names = nil
				for _, sub := range f.Item.Fields {
					names = append(names, f.Name+".*."+sub.Name)
				}
			}
			for _, name := range names {
				if w.Coop.Fields[name] == "" {
					t.Errorf("%s has no label in %s", name, w.Lang)
				}
			}
			if f.Type != store.TypeEnum || f.Name == "report_field" && w.Lang == text.VI {
				continue // the values are Vietnamese words themselves
			}
			for _, v := range f.Values {
				if w.Coop.Enums[f.Name][v] == "" {
					t.Errorf("%s %s has no word in %s", f.Name, v, w.Lang)
				}
			}
		}
	}
	if len(shown) != len(slices.Compact(slices.Sorted(slices.Values(shown)))) {
		t.Error("a field stands twice in the form")
	}
}

func TestEveryFieldOfASheetAndOfAYearHasALabel(t *testing.T) {
	for _, k := range []store.Kind{store.Assessment, store.Annual} {
		for _, f := range store.SpecOf(k).Fields {
			names := []string{f.Name}
			switch {
			case f.Derived:
				continue
			case f.Type == store.TypeMap:
				names = []string{f.Name + ".*"}
			case f.Type == store.TypeObject:
				names = nil
				for _, sub := range f.Fields {
					names = append(names, f.Name+"."+sub.Name)
				}
			}
			for _, name := range names {
				for _, w := range []*text.Words{&text.Vietnamese, &text.English} {
					if w.Coop.Fields[name] == "" {
						t.Errorf("%s %s has no label in %s", k, name, w.Lang)
					}
				}
			}
		}
	}
}

// A state that is cut off at 80 columns does not say whether the province has it.
func TestEveryStateOfASheetFitsItsColumn(t *testing.T) {
	for _, lang := range []text.Lang{text.VI, text.EN} {
		c := pagetest.Context(lang)
		for _, a := range []store.ScoreRow{
			{Conflict: true},
			{State: store.Void},
			{State: store.Draft, Returned: true},
			{State: store.Final, Accepted: true},
			{State: store.Final, Got: true},
			{State: store.Draft, Got: true},
			{State: store.Final, Sealed: true},
			{State: store.Draft, Sealed: true},
			{State: store.Final},
			{State: store.Draft},
		} {
			if s, _ := sheetState(c, &a); page.Width(s) > stateWidth || strings.Contains(s, "short.") {
				t.Errorf("%s: %q does not fit", lang, s)
			}
		}
	}
}
