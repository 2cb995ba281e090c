package unit_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"coopfield/store"
	"coopfield/store/unit"
	"coopfield/store/vi"
)

const (
	before = "2024-12-31"
	after  = "2025-07-01"
)

func table(t *testing.T) *unit.Table {
	t.Helper()
	tb, err := unit.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return tb
}

func ids(units []unit.Unit) []string {
	list := make([]string, len(units))
	for i, u := range units {
		list[i] = u.ID
	}
	return list
}

func TestKonTumHadTenDistrictsAndHasFortyCommunes(t *testing.T) {
	tb := table(t)
	count := map[string]map[string]int{before: {}, "2025-06-30": {}, after: {}}
	for on, n := range count {
		for _, u := range tb.Units() {
			if u.Valid(on) {
				n[u.Level]++
			}
		}
	}
	for on, want := range map[string][3]int{before: {1, 10, 102}, "2025-06-30": {1, 10, 102}, after: {1, 0, 40}} {
		got := [3]int{count[on][unit.LevelProvince], count[on][unit.LevelDistrict], count[on][unit.LevelCommune]}
		if got != want {
			t.Errorf("on %s there are %v provinces, districts, communes, want %v", on, got, want)
		}
	}
	for district, want := range map[string]int{
		"608": 21, "610": 12, "611": 8, "612": 9, "613": 9, "614": 7, "615": 11, "616": 11, "617": 11, "618": 3,
	} {
		if got := len(tb.Children(district, before)); got != want {
			t.Errorf("%s has %d communes, want %d", district, got, want)
		}
		if got := tb.Children(district, after); len(got) != 0 {
			t.Errorf("%s still has %v after the districts ended", district, ids(got))
		}
	}
	if got := len(tb.Children("51.2025", after)); got != 40 {
		t.Errorf("Quảng Ngãi lists %d communes of the former Kon Tum", got)
	}
	if len(tb.SHA256) != 64 || tb.Revision != 1 {
		t.Errorf("revision %d, SHA-256 %q", tb.Revision, tb.SHA256)
	}
}

func TestEveryOldCommuneBecameOneNewCommuneOfOneOldDistrict(t *testing.T) {
	tb := table(t)
	districts := map[string]string{} // new commune: old district
	for _, u := range tb.Units() {
		if u.Level != unit.LevelCommune || !u.Valid(before) {
			continue
		}
		now, err := tb.Current(u.ID, after)
		if err != nil || now.ID != u.Successor || now.Level != unit.LevelCommune {
			t.Errorf("%s is %v today, %v", u.ID, now, err)
		}
		d, _ := tb.Ancestor(u.ID, unit.LevelDistrict)
		if was, ok := districts[now.ID]; ok && was != d.ID {
			t.Errorf("%s mixes the districts %s and %s", now.ID, was, d.ID)
		}
		districts[now.ID] = d.ID
	}
	if len(districts) != 40 {
		t.Errorf("%d new communes have a past, want 40", len(districts))
	}
}

func TestCodesOfCommunesWereUsedAgain(t *testing.T) {
	tb := table(t)
	renamed, retyped := 0, 0
	for _, u := range tb.Units() {
		if u.Level != unit.LevelCommune || !u.Valid(after) {
			continue
		}
		old, ok := tb.ByID(u.Code)
		if !ok || old.Code != u.Code || !old.Valid(before) {
			t.Errorf("the code %s of %s is no old code", u.Code, u.ID)
			continue
		}
		switch {
		case vi.Fold(old.OfficialName) != vi.Fold(u.OfficialName):
			renamed++
		case old.Type != u.Type:
			retyped++
		}
	}
	// 22 codes went to another name (Đắk Blô, now Đăk Plô, among them), 5 from a
	// town to a commune of its name.
	if renamed != 22 || retyped != 5 {
		t.Errorf("%d codes changed their name, %d only their type", renamed, retyped)
	}
}

func TestResolveTakesAnIDBeforeACode(t *testing.T) {
	tb := table(t)
	for _, tt := range []struct{ ref, on, want, label string }{
		{"23425", before, "23425", "Xã Đăk Hà, huyện Tu Mơ Rông"},
		{"23425", after, "23425", "Xã Đăk Hà, huyện Tu Mơ Rông"}, // an old id is kept as it was on paper
		{"23425.2025", before, "23425.2025", "Xã Tu Mơ Rông, tỉnh Quảng Ngãi"},
		{" 615 ", before, "615", "Huyện Đăk Hà, tỉnh Kon Tum"},
		{"51", after, "51.2025", "Tỉnh Quảng Ngãi"},
		{"62", after, "62", "Tỉnh Kon Tum"},
	} {
		u, err := tb.Resolve(tt.ref, tt.on)
		if err != nil || u.ID != tt.want || tb.Label(u) != tt.label {
			t.Errorf("Resolve(%q, %s) = %s %q, %v", tt.ref, tt.on, u.ID, tb.Label(u), err)
		}
	}
}

func TestResolveListsTheIDsToChooseFrom(t *testing.T) {
	file := headerLine + "P,1,P,P,,Tỉnh,province,,,,\n" +
		"A,7,A,A,,Huyện,district,P,,2025-06-30,\nB,7,B,B,,Xã,commune,P,,,\nC,8,C,C,,Xã,commune,P,,2020-12-31,\n"
	tb, err := unit.Load("u.csv", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		ref, on string
		code    store.Code
		holds   []string
	}{
		{"7", before, store.Invalid, []string{"A, B", "2 đơn vị", "31/12/2024"}},
		{"8", before, store.NotFound, []string{"C (Xã C, tỉnh P, đến 31/12/2020)"}},
		{"9", before, store.NotFound, []string{`không có đơn vị "9"`, "615"}},
		{"xa b", before, store.NotFound, []string{"B (Xã B, tỉnh P)"}},
		{"7", "31/12/2024", store.Invalid, []string{"không phải là ngày"}},
		{"", before, store.NotFound, []string{"ghi id hoặc mã"}},
	} {
		_, err := tb.Resolve(tt.ref, tt.on)
		if store.CodeOf(err) != tt.code {
			t.Errorf("Resolve(%q, %s): %v, want %s", tt.ref, tt.on, err, tt.code)
			continue
		}
		for _, want := range tt.holds {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("Resolve(%q, %s): %q lacks %q", tt.ref, tt.on, err, want)
			}
		}
	}
	if u, err := tb.Resolve("7", after); err != nil || u.ID != "B" {
		t.Errorf("after the districts ended 7 is %v, %v", u, err)
	}
}

func TestFindForgivesSpellingAndKeepsNamesakesApart(t *testing.T) {
	tb := table(t)
	for query, want := range map[string][]string{
		"đắk long":  {"23368", "23504"},
		"Ia H'Drai": {"618"}, "ia hdrai": {"618"}, norm.NFD.String("Ia H' Drai"): {"618"},
		"xã đăk hà": {"23425"}, "thi tran dak ha": {"23500"}, "23500": {"23500"},
		"măng bút": {"23458"}, "pờ y": {"23395"},
	} {
		got := ids(tb.Find(vi.Fold(query), before))
		if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
			t.Errorf("Find(%q) = %v, want %v first", query, got, want)
		}
	}
	if got := ids(tb.Find("dak ha", before)); !slices.Contains(got[:3], "615") || !slices.Contains(got[:3], "23425") || !slices.Contains(got[:3], "23500") || len(got) < 11 {
		t.Errorf("dak ha finds %v", got)
	}
	if got := len(tb.Find("", after)); got != 41 {
		t.Errorf("an empty query finds %d units", got)
	}
	if got := ids(tb.Find("dak long", ""))[:3]; !slices.Equal(got, []string{"23368", "23504", "23368.2025"}) {
		t.Errorf("Đăk Long was the name of %v", got)
	}
}

func TestAncestorsAndSuccessorsFollowTheDay(t *testing.T) {
	tb := table(t)
	if !tb.Under("23500", "615") || !tb.Under("23500", "62") || !tb.Under("615", "615") || tb.Under("23425", "615") || tb.Under("23500.2025", "62") || tb.Under("x", "x") {
		t.Error("Under does not follow the parents")
	}
	if _, ok := tb.Ancestor("23500.2025", unit.LevelDistrict); ok {
		t.Error("a commune of today lies in a district")
	}
	if p, ok := tb.Ancestor("23500", unit.LevelProvince); !ok || p.ID != "62" {
		t.Errorf("23500 lies in %v", p)
	}
	if u, err := tb.Current("23521", after); err != nil || u.ID != "23500.2025" {
		t.Errorf("Hà Mòn is %v today, %v", u, err) // Nghị quyết 1677/NQ-UBTVQH15, khoản 56
	}
	if u, err := tb.Current("23521", before); err != nil || u.ID != "23521" {
		t.Errorf("Hà Mòn was %v, %v", u, err)
	}
	for _, id := range []string{"615", "nowhere"} {
		if _, err := tb.Current(id, after); store.CodeOf(err) != store.NotFound {
			t.Errorf("%s has a successor: %v", id, err)
		}
	}
	if _, err := tb.Current("23500.2025", before); store.CodeOf(err) != store.NotFound {
		t.Errorf("a commune existed before it was made: %v", err)
	}
}
