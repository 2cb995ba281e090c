package paper_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/paper"
)

// What is computed counts on paper as it does on the screen, and a decision
// stands there in words.
func TestTheListOfApplicationsCountsWhatIsComputedAndNamesTheDecision(t *testing.T) {
	d := laptop(t)
	for name, result := range map[string]string{"HTX Mẫu Một": desk.ResultChosen, "HTX Mẫu Hai": desk.ResultRefused} {
		coop := put(t, d, store.Cooperative, store.Doc{"name": name, "type": "htx", "unit": "23500"})
		put(t, d, store.Registration, store.Doc{
			"cooperative": coop, "programme": "kh1185", "model": "A-a", "profit": store.Doc{"2020": int64(1), "2019": int64(-1)},
			"district_decision": store.Doc{"result": result, "no": "7/QĐ-UBND", "on": "2021-09-20"},
		})
	}
	list, err := d.PrintRegistrations(ctx, "kh1185", "")
	must(t, err)
	says(t, paper.OfRegistrations(list), "Điều kiện 1/5, không đạt 1", "được chọn, 7/QĐ-UBND", "không được chọn, 7/QĐ-UBND")
}
