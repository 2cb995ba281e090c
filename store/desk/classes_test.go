package desk_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/classify"
	"coopfield/store/desk"
)

// sizes writes what each rule in force says.
func sizes(t *testing.T, o *laptop, coop, on string) string {
	t.Helper()
	v, err := o.Classes(ctx, coop, on)
	must(t, err)
	var out []string
	for _, r := range v.Sizes {
		class := r.Class
		if class == "" {
			class = "?"
			if r.Why == "" {
				t.Errorf("%s gives no class and no reason", r.Rule.ID)
			}
		}
		out = append(out, r.Rule.ID+"="+class)
	}
	return strings.Join(out, " ")
}

func TestClassesComeFromTheNewestYearUpToTheDay(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	doc := coop(1)
	doc["report_field"], doc["service_class"] = "nông nghiệp", "production"
	c := o.put(t, store.Cooperative, "", doc)
	equal(t, sizes(t, o, c, "2022-06-01"), "members-2020=? capital-2020=?")
	year := func(y, members, official, capital int64) {
		o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": y, "estimate": y == 2024, "figures": store.Doc{
			"members": members, "official_members": official, "total_capital": capital, "revenue": int64(0),
		}})
	}
	year(2021, 49, 49, 999_999_999)
	year(2024, 300, 300, 10_000_000_000)
	for day, want := range map[string]string{
		"2020-03-31": "",
		"2020-04-01": "members-2020=? capital-2020=?",
		"2021-01-01": "members-2020=micro capital-2020=micro",
		"2023-12-31": "members-2020=micro capital-2020=micro",
		"2024-10-31": "members-2020=small capital-2020=medium",
		"2024-11-01": "members-2020=small capital-2020=medium size-2024=large",
		"2025-09-17": "members-2020=small capital-2020=medium size-2024=large",
		"2025-09-18": "size-2024=large",
		"":           "members-2020=small capital-2020=medium size-2024=large", // the test's clock stands in December 2024
	} {
		equal(t, sizes(t, o, c, day), want)
	}
	v, err := o.Classes(ctx, c, "2024-12-31")
	must(t, err)
	if v.Year != 2024 || !v.Estimate || v.Service.ID != "production" || !v.ServiceRule || v.ServiceBasis == "" {
		t.Errorf("%+v", v)
	}
	_, err = o.Classes(ctx, idOfNobody, "")
	wantCode(t, err, store.NotFound, "")
}

func TestAPackBringsOtherClasses(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	doc := coop(1)
	doc["report_field"] = "XD"
	c := p.put(t, store.Cooperative, "", doc)
	p.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2025), "figures": store.Doc{"official_members": int64(99), "total_capital": int64(1), "revenue": int64(1)}})
	equal(t, sizes(t, p, c, "2026-01-01"), "size-2024=?")
	file := string(classify.EmbeddedFile())
	todo := file[strings.Index(file, "    todo  = "):]
	todo = todo[:strings.Index(todo, "\n")]
	next := strings.Replace(strings.Replace(file, "revision = 1", "revision = 2", 1), todo, "    rest = true", 1)
	out, err := p.Pack(ctx, []desk.PackFile{{Name: "classes.toml", Data: []byte(next)}})
	must(t, err)
	equal(t, out[0].Type+" "+out[0].ID, "classes classes")
	equal(t, sizes(t, p, c, "2026-01-01"), "size-2024=medium")
	_, err = p.Pack(ctx, []desk.PackFile{{Name: "classes.toml", Data: []byte(strings.Replace(next, "below = 50 ", "below = 49 ", 1))}})
	wantCode(t, err, store.Invalid, "bad-classes")
}
