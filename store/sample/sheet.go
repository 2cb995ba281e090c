package sample

import (
	"strconv"

	"coopfield/store"
)

// progress of a sheet.
const (
	absent = iota // not handed in
	begun         // some items and figures are there
	handed        // the cooperative's own column is full
	rated         // reviewed and ready to be finalised
)

// newest spreads the sheets of the newest year, so that Home has work to show.
var newest = []int64{120, 180, 250, 450}

// Values that many records share are boxed once.
var proofs = []any{
	"Sổ thành viên mẫu", "Báo cáo tài chính mẫu", "Biên bản đại hội mẫu", "Hợp đồng liên kết mẫu", "Chứng từ mẫu",
}

var doubts = []any{
	"Chưa đủ minh chứng (mẫu)", "Số liệu chưa khớp báo cáo tài chính (mẫu)", "Biên bản đại hội chưa có chữ ký (mẫu)",
	"Bổ sung minh chứng khi kiểm tra (mẫu)",
}

// assessment returns the sheet of a year, false if none was handed in.
func (c *coop) assessment(year int, o Options, g *Generator) (Record, bool) {
	progress := rated
	if year == o.LastYear {
		progress = c.weighted(newest)
	}
	if progress == absent {
		return Record{}, false
	}
	active := min(months(c.since, year), 1200_00)
	stopped := int64(0)
	if c.doc["status"] == "stopped" && year == c.last {
		on, _ := c.doc["stopped_on"].(string)
		stopped = months(on, year)
	}
	excluded := active < 12_00 || stopped > 3_00
	doc := store.Doc{
		"cooperative": c.id, "period": strconv.Itoa(year), "occasion": "annual", "as_of": date(year, 12, 31),
		"scheme": g.scheme.ID, "scheme_revision": g.scheme.Revision,
		"months_active": active, "months_stopped": stopped,
	}
	if progress != begun {
		doc["received_on"] = date(year, 12, int(c.between(1, 15)))
		agreed := date(year, 12, int(c.between(1, 10)))
		number := strconv.Itoa(c.n)
		doc["board_agreed"] = store.Doc{"name": "Người Mẫu " + number + " A", "on": agreed}
		doc["supervisor_agreed"] = store.Doc{"name": "Người Mẫu " + number + " C", "on": agreed}
	}
	c.facts(doc, progress, g)
	if !excluded {
		c.points(doc, progress, g)
	}
	at := instant(year, 12, 16, c.n-1)
	return Record{Kind: store.Assessment, ID: c.draw.id(at), At: at, Final: progress == rated, Doc: doc}, true
}

// facts copies what the scheme asks for from the year's report.
func (c *coop) facts(doc store.Doc, progress int, g *Generator) {
	facts, state := make(store.Doc, len(g.scheme.Facts)), make(store.Doc, len(g.scheme.Facts))
	for _, fact := range g.scheme.Facts {
		if progress == begun && c.percent(35) {
			continue
		}
		n, ok := c.report[fact.ID]
		if !ok {
			continue
		}
		facts[fact.ID] = n
		switch {
		case progress == rated && c.percent(60):
			state[fact.ID] = "confirmed"
		case progress != rated && c.percent(10):
			state[fact.ID] = "estimate"
		default:
			state[fact.ID] = "copied"
		}
	}
	doc["facts"], doc["facts_state"] = facts, state
}

// points gives the columns: what the cooperative claims, and what the district
// leaves of it.
func (c *coop) points(doc store.Doc, progress int, g *Generator) {
	step := max(int64(g.scheme.Step), 1)
	self, checked := make(store.Doc, len(g.rows)), make(store.Doc, len(g.rows))
	reason, evidence := store.Doc{}, store.Doc{}
	year := c.quality + c.between(-40, 40) // a good year, a bad year
	for _, r := range g.rows {
		if progress == begun && c.percent(45) {
			continue
		}
		own := r.most * (year + c.between(-220, 220)) / 1000
		own = min(max(own, 0), r.most) / step * step
		self[r.id] = own
		if c.percent(20) {
			evidence[r.id] = pick(c.draw, proofs)
		}
		if progress != rated {
			continue
		}
		left := own
		if c.percent(12) {
			left = max(own-step*c.between(1, 2), 0)
		}
		checked[r.id] = self[r.id] // already boxed
		if left != own {
			checked[r.id] = left
			reason[r.id] = pick(c.draw, doubts)
		}
	}
	if progress == rated && c.percent(12) {
		checked, reason = nil, nil // finalised as the cooperative scored itself
	}
	put := func(name string, column store.Doc) {
		if len(column) > 0 {
			doc[name] = column
		}
	}
	put("self", self)
	put("checked", checked)
	put("reason", reason)
	put("evidence", evidence)
}
