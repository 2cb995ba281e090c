package inbox

import (
	"slices"
	"testing"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// A stick that goes round holds the answers of all laptops, grants and backups:
// at the province they are no fault. What was sent up and cannot be opened is one.
func TestWhatLiesOnTheStickForOthersIsNoRefusal(t *testing.T) {
	other := &store.Error{Code: store.Refused, Detail: trust.DetailRecipient}
	file := func(name string) entry {
		return entry{name: name, path: "/usb/" + name, state: sync.FileRefused, err: other}
	}
	list := []entry{
		file("cap-quyen-dakha-01.coop"), file("coop_62_dakha-01_e1_x0002_tra-loi.coop"), file("coop_62_dakha-02_e1_x0007.coop"),
		{name: "coop_62_dakha-01_e1_x0003.coop", state: sync.FilePreview},
		file("sao-luu-dakha-02.age"),
		{name: "hong.coop", state: sync.FileRefused, err: &store.Error{Code: store.Damaged, Detail: "damaged"}},
		{name: "coop_62_dakha-01_e1_x0001.coop", state: sync.FileKnown},
	}
	quiet(list, "/usb", true)
	arrange(list)
	var got []string
	for _, e := range list {
		got = append(got, string(e.state)+" "+shortName(e.name))
	}
	want := []string{
		"preview dakha-01_e1_x0003.coop",
		"refused dakha-02_e1_x0007.coop", "refused hong.coop",
		"known dakha-01_e1_x0001.coop",
		"skipped cap-quyen-dakha-01.coop", "skipped dakha-01_e1_x0002_tra-loi.coop", "skipped sao-luu-dakha-02.age",
	}
	if !slices.Equal(got, want) {
		t.Errorf("listed\n%q\nwant\n%q", got, want)
	}
	named := []entry{file("cap-quyen-dakha-01.coop")}
	if quiet(named, "/usb/cap-quyen-dakha-01.coop", true); named[0].state != sync.FileRefused {
		t.Error("a file that the person named is left out without a word")
	}
	own := []entry{{name: "sao-luu-dakha-02.age", path: "/usb/b", state: sync.FileRefused, err: &store.Error{Code: store.Damaged, Detail: "damaged"}}}
	if quiet(own, "/usb", false); own[0].state != sync.FileSkipped {
		t.Error("a laptop takes its own backup for a damaged bundle")
	}
}

func TestWhatWaitsForADecisionIsOneKeyAway(t *testing.T) {
	m := november(pagetest.Context("vi"))
	m.province, m.list = true, results
	if !m.waits() {
		t.Fatal("nothing waits in the list of this test")
	}
	to, ok := m.press(keys.Conflict)().(page.Navigate)
	if !ok || to.Page != "conflict" {
		t.Errorf("F11 leads to %+v", to)
	}
}
