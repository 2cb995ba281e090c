package desk_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/report"
)

func figure(t *testing.T, r *report.Report, id string) int64 {
	t.Helper()
	f, ok := r.Figure(id)
	if !ok {
		t.Fatalf("no figure %s", id)
	}
	return f.Value / 100
}

func TestAReportIsMadeOfWhatWasSavedAndOfItsUnitAlone(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	year := desk.ReportOrder{Template: report.Year, Period: "2021"}
	plan, err := p.StartPlan(ctx, c, "kh1185") // only typed
	must(t, err)
	r, err := p.Report(ctx, year)
	must(t, err)
	equal(t, []int64{figure(t, r, "pilots"), figure(t, r, "plans"), figure(t, r, "planned")}, []int64{1, 0, 0})
	if !strings.Contains(r.Text(), "1 hợp tác xã thí điểm chưa có kế hoạch hoàn thiện.") {
		t.Errorf("a plan that is only typed counts:\n%s", r.Text())
	}
	must(t, p.FreezeBaseline(ctx, plan, entry))
	_, err = p.Commit(ctx, store.Plan, plan)
	must(t, err)
	p.put(t, store.Plan, plan, store.Doc{
		"status": "approved", "approved_no": "45/QĐ", "approved_on": "2022-01-10",
		"funding": store.Doc{"own": store.Doc{"2021": store.Doc{"planned": int64(700), "spent": int64(300)}, "2022": store.Doc{"planned": int64(9000)}}},
	})
	r, err = p.Report(ctx, year)
	must(t, err)
	equal(t, []int64{figure(t, r, "plans"), figure(t, r, "planned"), figure(t, r, "spent")}, []int64{1, 700, 300}) // up to the end of the period
	year.Unit = "616"
	r, err = p.Report(ctx, year)
	must(t, err)
	equal(t, []any{r.Level, r.Unit, figure(t, r, "pilots"), figure(t, r, "applications")}, []any{"unit", "616", int64(0), int64(0)})
	for _, o := range []desk.ReportOrder{
		{Template: "nam", Period: "2021"},
		{Template: report.Year, Period: "2021-H1"},
		{Template: report.Year, Period: "x"},
		{Template: report.Year, Period: "2021", Programme: "none"},
		{Template: report.Year, Period: "2021", Unit: "none"},
	} {
		if _, err := p.Report(ctx, o); store.CodeOf(err) != store.Invalid && store.CodeOf(err) != store.NotFound {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func TestAFrozenReportNamesItsRecordsAndOfficersFreezeTheirOwn(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	_, entry := chosen(t, p, 1)
	id, _, err := p.FreezeReport(ctx, desk.ReportOrder{Template: report.MidTerm, Period: "2021-2023"})
	must(t, err)
	f, err := p.FrozenReport(ctx, id)
	must(t, err)
	sheet, err := p.Get(ctx, store.Assessment, entry)
	must(t, err)
	if f.Record.State != store.Final || f.Code == "" || f.Record.Doc.Text(store.Path("records."+entry)) != sheet.Rev.String() {
		t.Errorf("the frozen report is %s with the code %q and names %v", f.Record.State, f.Code, f.Record.Doc.Sub("records"))
	}
	if _, _, err := p.FreezeReport(ctx, desk.ReportOrder{Template: report.MidTerm, Period: "2021-2023"}); store.DetailOf(err) != "frozen" {
		t.Errorf("frozen a second time: %v", err)
	}
	list, err := p.Reports(ctx)
	must(t, err)
	equal(t, []any{len(list), list[0].ID, list[0].Title}, []any{1, id, "Báo cáo sơ kết"})
	own := p.put(t, store.Report, "", store.Doc{"template": "nam", "period": "2020", "unit": "62", "text": "viết tay"})
	if _, err := p.FrozenReport(ctx, own); store.DetailOf(err) != "report" {
		t.Errorf("a report that was written by hand is laid out: %v", err)
	}
	if _, err := p.FrozenReport(ctx, entry); store.CodeOf(err) != store.NotFound {
		t.Errorf("a sheet as a report: %v", err)
	}

	o := open(t, "o", store.Officer, "615")
	_, r, err := o.FreezeReport(ctx, desk.ReportOrder{Template: report.HalfYear, Period: "2024-H1"})
	must(t, err)
	equal(t, []string{r.Level, r.Unit}, []string{"unit", "615"})
	if _, _, err := o.FreezeReport(ctx, desk.ReportOrder{Template: report.HalfYear, Period: "2024-H1", Unit: "616"}); store.CodeOf(err) != store.Denied {
		t.Errorf("an officer froze the report of another unit: %v", err)
	}
}
