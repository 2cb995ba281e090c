package sample

import "coopfield/store"

// figures are those of the year that is being written, in đồng and persons.
type figures struct {
	members, managers, degree, vocational, young int64
	women, womenManagers, minority, charter      int64
	capitalBegin, capitalEnd                     int64
	undividedBegin, undividedEnd                 int64
	revenue, supply                              int64 // supply in hundredths of a percent
	profit, after                                int64
	development, reserve, other                  int64
	newMembers, workers, income                  int64
}

const million = 1_000_000

// A cooperative of Kon Tum has 50 members on average (9.700 in 194, 2021), in
// the country 183; total assets are 5,3 tỷ, revenue 2,8 to 3,5 tỷ, profit 200
// to 350 triệu on average (2024). Most are far below the average.
var (
	memberSpread  = [11]int64{7, 8, 10, 12, 16, 22, 30, 42, 65, 120, 480}
	capitalSpread = [11]int64{50, 250, 500, 800, 1_200, 1_700, 2_500, 3_900, 6_000, 10_000, 42_000} // triệu
	turnover      = [11]int64{5, 20, 28, 36, 45, 55, 65, 80, 100, 130, 220}                         // percent of the capital
	margins       = [11]int64{-60, 10, 25, 40, 50, 60, 75, 90, 110, 140, 220}                       // thousandths of the revenue
)

// start draws what the first year begins with.
func (c *coop) start() {
	f := &c.figures
	f.members = c.deciles(&memberSpread)
	f.capitalEnd = c.deciles(&capitalSpread) * million
	f.undividedEnd = c.share(f.capitalEnd, 2, 30)
	f.charter = c.share(f.capitalEnd, 20, 60)
	f.managers = c.between(3, 8)
	f.degree = c.below(f.managers/2 + 1)
	f.vocational = c.below(f.managers - f.degree + 1)
	f.young = c.below(f.managers/2 + 1)
	f.womenManagers = c.below(f.managers/2 + 1)
	f.women = f.members * c.between(15, 65) / 100
	f.minority = f.members * c.between(0, 90) / 100
	f.workers = 3 + f.members*c.between(5, 40)/100
	f.supply = c.between(20_00, 95_00)
}

// nextYear moves the figures on by a year. What ended one begins the next.
func (c *coop) nextYear(year int) {
	f := &c.figures
	if year > c.founded {
		f.newMembers = f.members * c.between(0, 8) / 100
		f.members += f.newMembers
		f.women += f.newMembers / 3
		f.workers = max(f.workers+c.between(-1, 2), 1)
	}
	f.capitalBegin, f.undividedBegin = f.capitalEnd, f.undividedEnd
	f.capitalEnd = c.share(f.capitalBegin, 94, 118)
	f.undividedEnd = c.share(f.undividedBegin, 97, 112)
	f.revenue = f.capitalEnd / 100 * c.deciles(&turnover)
	f.profit = f.revenue / 1000 * c.deciles(&margins)
	f.after, f.development, f.reserve, f.other = f.profit, 0, 0, 0
	if f.profit > 0 {
		f.after = c.share(f.profit, 80, 100)
		// From 20 percent on, Thông tư 09/2017/TT-BNNPTNT gives full points.
		f.development = c.share(f.after, 20, 30)
		f.reserve = c.share(f.after, 5, 12)
		f.other = c.share(f.after, 0, 10)
	}
	f.income = c.between(30, 84) * million
}

func (c *coop) annual(year int, o Options) Record {
	f := &c.figures
	c.report = store.Doc{
		"members": f.members, "official_members": f.members - f.members/20, "new_members": f.newMembers,
		"women_members": f.women, "women_managers": f.womenManagers,
		"households": 100 * f.members, "minority_households": 100 * f.minority, // hundredths, as every number but đồng, persons and years
		"workers": f.workers, "vulnerable_workers": f.workers / 6, "worker_income": f.income,
		"managers": f.managers, "managers_degree": f.degree, "managers_vocational": f.vocational,
		"managers_untrained": f.managers - f.degree - f.vocational, "managers_young": f.young,
		"charter_capital": f.charter, "total_capital": f.capitalEnd, "assets": f.capitalEnd,
		"capital_begin": f.capitalBegin, "capital_end": f.capitalEnd,
		"undivided_begin": f.undividedBegin, "undivided_end": f.undividedEnd,
		"revenue": f.revenue, "revenue_from_members": f.revenue / 10_000 * (f.supply / 2), "member_supply_share": f.supply,
		"profit": f.profit, "profit_before_tax": f.profit, "income": f.after, "income_after_obligations": f.after,
		"fund_development": f.development, "fund_reserve": f.reserve, "fund_other": f.other,
	}
	doc := store.Doc{
		"cooperative": c.id, "year": int64(year), "source": "Báo cáo mẫu",
		"figures": c.report, "received_on": c.day(year, 12, 12),
	}
	if year == o.LastYear && c.percent(40) {
		doc["estimate"] = true // handed in before the year is over
	}
	at := instant(year, 12, 10, c.n-1)
	return Record{Kind: store.Annual, ID: c.draw.id(at), At: at, Doc: doc}
}
