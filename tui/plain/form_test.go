package plain

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// stamp signs with what is checked by whoever takes a bundle in, not here.
type stamp struct{}

func (stamp) SignOp([]byte) (string, error) { return "c3RhbXA=", nil }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// store1 is a store with one cooperative.
func store1(t *testing.T) (*desk.Desk, string) {
	t.Helper()
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "kho.db"), sqlite.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	d, err := desk.New(ctx, desk.Options{
		Log: db, Signer: stamp{}, Mode: desk.Training, Epoch: 1, Clock: pagetest.Context(text.VI).Now, Rand: rand.NewChaCha8([32]byte{1}), App: "test", Session: "a",
		Me: store.Writer{Person: "Cán bộ 1", Dev: strings.Repeat("ab", 16), Principal: "dakha-01", Role: store.Officer, Unit: "615"},
	})
	must(t, err)
	ids, err := d.Put(ctx, store.Cooperative, []desk.Input{{Doc: store.Doc{
		"name": "HTX Mẫu", "type": "htx", "unit": "23500", "reporting_unit": "615", "registered_on": "2016-05-04", "status": "active",
	}}})
	must(t, err)
	return d, ids[0]
}

// dialogue answers the menus of a cooperative and returns what was said.
func dialogue(t *testing.T, d *desk.Desk, lines ...string) string {
	t.Helper()
	var out strings.Builder
	err := Run(context.Background(), Options{
		Desk: d, Lang: text.VI, Now: pagetest.Context(text.VI).Now, In: strings.NewReader("1\nHTX Mẫu\n" + strings.Join(lines, "\n") + "\n"), Out: &out,
	})
	must(t, err)
	return out.String()
}

func TestASupportIsAskedLineByLine(t *testing.T) {
	d, coop := store1(t)
	out := dialogue(t, d, "7", "1", "1", "vay vốn", ".", // the type alone: then the loan's terms are asked too
		"1", "", "", "quỹ hỗ trợ", "193", "12/QĐ", "500tr", "300tr", "4,5", "1/12/2024", "100tr", "đang giải ngân", "hư cấu", "0", "0", "0", "0")
	list, err := d.Supports(context.Background(), coop)
	must(t, err)
	if len(list) != 1 || list[0].Typing || list[0].Type != "preferential-loan" || *list[0].Approved != 500_000_000 || *list[0].Repaid != 100_000_000 || list[0].Due != "2024-12-01" {
		t.Fatalf("held: %+v\n%s", list, out)
	}
	for _, want := range []string{"Hỗ trợ", "Còn nợ", "500.000.000 đ"} {
		if !strings.Contains(out, want) {
			t.Errorf("did not say %q:\n%s", want, out)
		}
	}
}

func TestAnApplicationIsAskedPartByPartAndWhatIsComputedIsSaid(t *testing.T) {
	d, coop := store1(t)
	out := dialogue(t, d, "6", "1", "2", "1", "", ".", "0", "0", "0", "0")
	list, err := d.Registrations(context.Background(), coop)
	must(t, err)
	if len(list) != 1 || list[0].Typing || list[0].Model == "" {
		t.Fatalf("held: %+v\n%s", list, out)
	}
	if !strings.Contains(out, "Điều kiện") || !strings.Contains(out, "Giấy tờ") {
		t.Errorf("the parts are not offered:\n%s", out)
	}
}

func TestAnObstacleIsAskedAndTheProvincesPartIsOnlySaid(t *testing.T) {
	d, coop := store1(t)
	out := dialogue(t, d, "8", "1", "1", "Thiếu đất làm kho", "", "", "", "0", "0", "0", "0")
	list, err := d.Obstacles(context.Background(), desk.ObstacleQuery{Cooperative: coop})
	must(t, err)
	if len(list) != 1 || list[0].Text != "Thiếu đất làm kho" || list[0].RaisedOn != "2024-11-23" {
		t.Fatalf("held: %+v\n%s", list, out)
	}
	if !strings.Contains(out, "Trả lời (chỉ cấp tỉnh được ghi)") {
		t.Errorf("why is not said:\n%s", out)
	}
}

func TestWhatWasOnlyBegunIsNotWritten(t *testing.T) {
	d, coop := store1(t)
	dialogue(t, d, "6", "1", "0", "0", "7", "1", "0", "0", "0", "0")
	list, err := d.Registrations(context.Background(), coop)
	must(t, err)
	gave, err := d.Supports(context.Background(), coop)
	must(t, err)
	if len(list)+len(gave) != 0 {
		t.Errorf("held: %+v %+v", list, gave)
	}
}
