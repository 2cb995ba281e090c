package sample

import (
	"strconv"

	"coopfield/store"
)

// coop is one invented cooperative while its records are made.
type coop struct {
	draw
	n       int
	id      string
	kind    string
	founded int // year
	last    int // last year with figures
	since   string
	quality int64 // what a sheet of it comes to, in thousandths
	doc     store.Doc
	figures figures
	report  store.Doc // the figures as the year's record has them
	models  []string  // of its trade
}

// trade is a line of business with its names in law and in reports.
type trade struct {
	title   string
	report  string // report_field
	vsic    string // VSIC, level 1
	class   string // service_class
	models  []string
	product []string
}

// Two of three cooperatives are agricultural, the rest as the Alliance counts
// them: 31/12/2024, 22.415 of 33.557; 2.792 CN-TTCN, 3.103 TM-DV, 1.924 GTVT,
// 860 XD, 646 environment, 636 other. Credit funds are a type of their own.
var trades = []trade{
	{"Nông nghiệp", "nông nghiệp", "A", "production", []string{"A-a", "A-b", "A-c", "A-d", "A-dd", "A-e", "A-g"}, []string{"Cà phê", "Sâm dây", "Sắn", "Lúa nước", "Chuối", "Bời lời", "Mật ong", "Gạo đỏ", "Rau củ", "Cá nước lạnh"}},
	{"Thương mại và Dịch vụ", "TM-DV", "G", "consumption", []string{"B-d"}, []string{"Vật tư nông nghiệp", "Hàng tiêu dùng", "Dịch vụ chợ"}},
	{"Tiểu thủ công nghiệp", "CN-TTCN", "C", "employment", []string{"B-c"}, []string{"Dệt thổ cẩm", "Mây tre đan", "Rượu cần", "Gạch không nung"}},
	{"Vận tải", "GTVT", "H", "production", []string{"B-b"}, []string{"Vận tải hàng hóa", "Vận tải hành khách"}},
	{"Xây dựng", "XD", "F", "employment", []string{"B-a"}, []string{"Xây lắp", "Nước sạch"}},
	{"Môi trường", "môi trường", "E", "mixed", []string{"B-d"}, []string{"Thu gom rác"}},
	{"Dịch vụ Tổng hợp", "khác", "S", "mixed", []string{"B-d"}, []string{"Du lịch cộng đồng", "Dịch vụ tổng hợp"}},
}

var tradeWeights = []int64{665, 100, 90, 65, 30, 25, 25}

// types of body; the last is rated by the State Bank and gets no sheet.
var (
	bodies = []struct{ id, prefix string }{
		{"htx", "HTX Mẫu "}, {"tht", "Tổ hợp tác Mẫu "}, {"lhhtx", "Liên hiệp HTX Mẫu "}, {"qtdnd", "Quỹ TDND Mẫu "},
	}
	bodyWeights = []int64{940, 20, 5, 35}
)

// Four of five were founded under the law of 2012; some are younger than a
// year at the end of the sample and are not assessed.
var foundedBefore = [11]int64{0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 22}

// The rating of Kon Tum's agricultural cooperatives in 2016 (15 fair, 6
// average, 4 weak of 25) and of Lâm Đồng in 2022 (one in 15 good), smoothed.
var qualities = [11]int64{300, 455, 525, 580, 630, 660, 690, 715, 750, 790, 940}

func newCoop(seed uint64, n int, o Options, places []place) *coop {
	d := newDraw(seed, uint64(n))
	at := pick(d, places)
	body := bodies[d.weighted(bodyWeights)]
	t := trades[d.weighted(tradeWeights)]
	if body.id == "qtdnd" {
		t = trade{"", "QTDND", "K", "mixed", []string{""}, []string{"Tín dụng thành viên"}}
	}
	c := &coop{draw: d, n: n + 1, kind: body.id, quality: d.deciles(&qualities), models: t.models}
	c.id = d.id(instant(2020, 1, 2, n))
	c.founded = o.LastYear - int(d.deciles(&foundedBefore))
	c.since = d.day(c.founded, 1, 11)
	c.last = o.LastYear

	number := strconv.Itoa(c.n)
	name := body.prefix
	if t.title != "" {
		name += t.title + " "
	}
	const noProvince = 9_900_000_000 // tax codes begin with the province's number
	tax := strconv.FormatInt(noProvince+int64(c.n), 10)
	c.doc = store.Doc{
		"name": name + at.unit.OfficialName + " " + number, "type": c.kind,
		"tax_code": tax, "registration_no": "MAU-" + number, "registered_on": c.since,
		"status": "active", "unit": at.unit.ID, "reporting_unit": at.reporting,
		"address": "Thôn Mẫu " + strconv.FormatInt(d.between(1, 9), 10) + ", " + at.label,
		"phone":   "000 " + number, "email": "mau" + number + "@coop.example",
		"chair": "Người Mẫu " + number + " A", "director": "Người Mẫu " + number + " B", "controller": "Người Mẫu " + number + " C",
		"field": t.vsic, "report_field": t.report, "service_class": t.class,
		"notes": "Dữ liệu huấn luyện, không có thật.",
	}
	if m := pick(d, t.models); m != "" && d.percent(30) {
		c.doc["model"] = m
	}
	if d.percent(8) {
		c.doc["youth_founded"] = true
	}
	c.products(t)
	c.ending(o)
	c.start()
	return c
}

func (c *coop) products(t trade) {
	products := store.Doc{}
	for i := range c.between(1, 3) {
		p := store.Doc{"name": pick(c.draw, t.product) + " mẫu " + strconv.FormatInt(i+1, 10)}
		if i == 0 {
			p["main"] = true
			if t.vsic == "A" && c.percent(25) {
				p["ocop"] = c.between(3, 4) * 100 // stars
			}
		}
		products["p"+strconv.FormatInt(i+1, 10)] = p
	}
	c.doc["products"] = products
	if t.vsic == "A" && c.percent(35) {
		year := int(c.between(int64(c.founded), int64(c.last)))
		c.doc["link_contracts"] = store.Doc{"h1": store.Doc{
			"partner": "Doanh nghiệp Mẫu " + strconv.FormatInt(c.between(1, 60), 10), "product": pick(c.draw, t.product),
			"from": date(year, 1, 1), "to": date(year+2, 12, 31), "value": c.between(1, 60) * 50_000_000,
		}}
	}
}

// ending stops or ends one cooperative in ten.
func (c *coop) ending(o Options) {
	span := int64(min(o.LastYear-c.founded, 5))
	if span < 1 {
		return
	}
	year := o.LastYear - int(c.between(0, span-1))
	switch c.weighted([]int64{900, 60, 30, 10}) {
	case 1:
		c.doc["status"], c.doc["stopped_on"] = "stopped", c.day(year, 1, 12)
		c.last = year
	case 2:
		c.doc["status"], c.doc["ended_on"] = "dissolved", c.day(year, 1, 12)
		c.last = year - 1
	case 3:
		c.doc["status"], c.doc["ended_on"] = "converted", c.day(year, 1, 12)
		c.last = year - 1
	}
}

func (c *coop) record() Record {
	return Record{Kind: store.Cooperative, ID: c.id, At: instant(2020, 1, 2, c.n-1), Doc: c.doc}
}
