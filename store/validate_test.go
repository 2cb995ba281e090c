package store_test

import (
	"strings"
	"testing"

	"coopfield/store"
)

func TestCodesAreOneHoweverTheyAreSpaced(t *testing.T) {
	want := store.NaturalKey(store.Cooperative, store.Doc{"tax_code": "0100109106"})
	for _, code := range []string{"0100-109106", " 0100 109 106", "0100.109.106"} {
		if got := store.NaturalKey(store.Cooperative, store.Doc{"tax_code": code}); got != want {
			t.Errorf("%q has the key %q, want %q", code, got, want)
		}
	}
	if got := store.NaturalKey(store.Cooperative, store.Doc{"tax_code": "0100109106-001"}); got == want {
		t.Error("a branch has the key of its parent")
	}
	if got := store.NaturalKey(store.Cooperative, store.Doc{"tax_code": " - ", "registration_no": "38h07 a1"}); got != "gcn:38H07A1" {
		t.Errorf("a registration number has the key %q", got)
	}
}

func TestDatesAndFiguresThatCannotBeAreRefused(t *testing.T) {
	coop := store.Doc{"name": "A", "type": "htx", "unit": "23500"}
	for date, good := range map[string]bool{"1900-01-01": true, "2199-12-31": true, "0000-01-01": false, "1899-12-31": false, "9999-12-31": false, "0000-00-00": false} {
		d := coop.Clone()
		d["registered_on"] = date
		if err := store.Validate(store.Cooperative, d); (err == nil) != good {
			t.Errorf("registered on %s: %v", date, err)
		}
	}
	figures := func(id string, n int64) error {
		return store.ValidateSet(store.Annual, store.Doc{"figures": store.Doc{id: n}})
	}
	if figures("members", -1) == nil || figures("member_supply_share", -1) == nil {
		t.Error("fewer than no members are accepted")
	}
	if err := figures("profit", -1); err != nil {
		t.Errorf("a loss is refused: %v", err)
	}
}

func TestANumberThatDoesNotFitIsToldAsSuch(t *testing.T) {
	for in, want := range map[string]string{"9223372036854775808": "quá lớn", "1.5": "thập phân"} {
		_, _, err := store.Parse(store.Annual, []byte(`{"year":2024,"figures":{"revenue":`+in+`}}`), nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", in, err, want)
		}
	}
}
