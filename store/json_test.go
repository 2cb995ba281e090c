package store_test

import (
	"strings"
	"testing"

	"coopfield/store"
)

func facts(field, key string) (int, bool) {
	if field != "facts" {
		return 0, false
	}
	switch key {
	case "revenue":
		return 0, true
	case "member_supply_share":
		return 2, true
	}
	return 0, false
}

const coop = "018f2b6a-0000-7000-8000-000000000001"

func TestParseAndFormatGiveTheSameRecord(t *testing.T) {
	in := `{"cooperative":"` + coop + `","period":"2024","scheme":"tt01-2020","facts":{"revenue":3675000000,"member_supply_share":79.5},"self":{"1a":4.5},"flag":{"3b":true},"evidence":{"1a":"Báo cáo tài chính 2024, trang 3"}}`
	_, d, err := store.Parse(store.Assessment, []byte(in), facts)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := d.Int("self.1a"); n != 450 {
		t.Errorf("4.5 points are kept as %d hundredths", n)
	}
	if n, _ := d.Int("facts.member_supply_share"); n != 7950 {
		t.Errorf("79.5 %% is kept as %d", n)
	}
	out, err := store.Format(&store.Record{Kind: store.Assessment, ID: coop, Doc: d, State: store.Draft}, facts)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"cooperative":"` + coop + `","evidence":{"1a":"Báo cáo tài chính 2024, trang 3"},"facts":{"member_supply_share":79.5,"revenue":3675000000},"flag":{"3b":true},"id":"` + coop + `","kind":"assessment","period":"2024","scheme":"tt01-2020","self":{"1a":4.5},"status":"draft"}`
	if string(out) != want {
		t.Errorf("got  %s\nwant %s", out, want)
	}
}

func TestParseBringsTextToNFCAndStripsControl(t *testing.T) {
	_, d, err := store.Parse(store.Cooperative, []byte(`{"name":"HTX Mẫu Đă\u0301k\u001b[31m Hà\u202e","type":"htx","unit":"615"}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Text("name"); got != "HTX Mẫu Đắk[31m Hà" {
		t.Errorf("name is kept as %q", got)
	}
}

func TestParseRefusesWithThePlaceAndTheWay(t *testing.T) {
	for name, tc := range map[string]struct {
		kind store.Kind
		in   string
		want []string
	}{
		"unknown field":        {store.Cooperative, `{"ten":"x"}`, []string{"mục ten", "không có mục này", "tax_code"}},
		"duplicate key":        {store.Cooperative, `{"name":"a","name":"b"}`, []string{`"name" ghi hai lần`, "chưa ghi gì"}},
		"list":                 {store.Cooperative, `{"products":[1]}`, []string{"không chứa danh sách"}},
		"no object":            {store.Cooperative, `"a"`, []string{"không phải một đối tượng JSON"}},
		"trailing":             {store.Cooperative, `{"name":"a"} x`, []string{"không phải một đối tượng JSON"}},
		"number as text":       {store.Annual, `{"year":"2024"}`, []string{"mục year", "phải là số"}},
		"text as number":       {store.Cooperative, `{"name":5}`, []string{"mục name", "phải là chữ"}},
		"too many decimals":    {store.Assessment, `{"self":{"1a":4.555}}`, []string{"mục self.1a", "2 chữ số thập phân"}},
		"half a person":        {store.Annual, `{"figures":{"members":4.5}}`, []string{"mục figures.members", "ghi số nguyên"}},
		"unknown figure":       {store.Annual, `{"figures":{"moon":4}}`, []string{"mục figures.moon", "không có chỉ tiêu"}},
		"unknown fact":         {store.Assessment, `{"facts":{"moon":4}}`, []string{"mục facts.moon", "đơn vị"}},
		"dot in an item's id":  {store.Assessment, `{"self":{"1.a":4}}`, []string{"mục self.1.a", "mã mục không hợp lệ"}},
		"status by hand":       {store.Assessment, `{"status":"final"}`, []string{"mục status", "không ghi trực tiếp"}},
		"id that is no UUID":   {store.Cooperative, `{"id":"7"}`, []string{"mục id", "UUID"}},
		"other kind":           {store.Cooperative, `{"kind":"annual"}`, []string{"mục kind"}},
		"invalid UTF-8":        {store.Cooperative, "{\"name\":\"\xff\"}", []string{"UTF-8"}},
		"two faults told both": {store.Cooperative, `{"ten":"x","name":5}`, []string{"mục ten", "mục name"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := store.Parse(tc.kind, []byte(tc.in), facts)
			if err == nil {
				t.Fatal("accepted")
			}
			if code := store.CodeOf(err); code != store.Invalid {
				t.Errorf("code %q", code)
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
		})
	}
}

func TestValidateNamesEveryFault(t *testing.T) {
	err := store.Validate(store.Cooperative, store.Doc{
		"type": "abc", "registered_on": "2024-02-30", "stopped_on": "x", "unit": "615", "name": "a\tb",
		"products": store.Doc{"p1": store.Doc{"ocop": int64(900)}},
	})
	for _, want := range []string{"mục type", "mục registered_on", "mục stopped_on", "mục name", "mục products.p1.ocop"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
	if err := store.Validate(store.Cooperative, store.Doc{"name": "HTX Mẫu", "type": "htx"}); err == nil || !strings.Contains(err.Error(), "mục unit: còn thiếu") {
		t.Errorf("a missing unit is told as %v", err)
	}
	if err := store.Validate(store.Support, store.Doc{"cooperative": coop, "type": "training", "on": "2024-05-01", "due": "2024-04-01"}); err == nil {
		t.Error("a loan due before it was given is accepted")
	}
}

func TestEveryKindHasAFormThatHoldsTogether(t *testing.T) {
	for _, k := range store.Kinds() {
		s := store.SpecOf(k)
		if s == nil || s.Kind != k {
			t.Errorf("%s has no form", k)
			continue
		}
		seen := map[string]bool{}
		for _, f := range s.Fields {
			if seen[f.Name] || !store.ValidKey(f.Name) {
				t.Errorf("%s.%s stands twice or is no name", k, f.Name)
			}
			seen[f.Name] = true
			if (f.Type == store.TypeMap) != (f.Item != nil) || (f.Type == store.TypeObject) != (len(f.Fields) > 0) {
				t.Errorf("%s.%s does not say what it holds", k, f.Name)
			}
		}
		for _, n := range s.Natural {
			if f := s.Field(n); f == nil || !f.Fixed {
				t.Errorf("%s: %s is part of the natural key but may change", k, n)
			}
		}
	}
}
