package store_test

import (
	"strings"
	"testing"

	"coopfield/store"
)

func TestAReportMayBeLongerThanANote(t *testing.T) {
	report := func(letters int) store.Doc {
		return store.Doc{"template": "programme-year", "period": "2024", "unit": "62", "text": strings.Repeat("ệ", letters)}
	}
	visit := func(letters int) store.Doc {
		return store.Doc{"cooperative": "018f0000-0000-7000-8000-000000000000", "on": "2024-10-15", "purpose": "periodic", "opinion": strings.Repeat("ệ", letters)}
	}
	for _, c := range []struct {
		kind store.Kind
		doc  store.Doc
		ok   bool
	}{
		{store.Report, report(200_000), true},
		{store.Report, report(200_001), false},
		{store.Visit, visit(20_000), true},
		{store.Visit, visit(20_001), false},
	} {
		if err := store.Validate(c.kind, c.doc); (err == nil) != c.ok {
			t.Errorf("a %s: %v", c.kind, err)
		}
		if err := store.Projectable(c.kind, c.doc); (err == nil) != c.ok {
			t.Errorf("a %s from elsewhere: %v", c.kind, err)
		}
	}
}
