package main

import (
	"fmt"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/vi"
)

func needsCommand() command {
	return command{
		name: "needs", args: "[PROGRAMME] [--unit UNIT] [--by district|commune] [--from YEAR] [--to YEAR] [--agriculture] [--mine]",
		about: [2]string{
			"nhu cầu kinh phí của chương trình theo năm, nguồn và đơn vị",
			"the needs of funding of a programme by year, source and unit",
		},
		more: [2]string{
			`CHƯƠNG_TRÌNH   mã chương trình; bỏ trống khi máy chỉ có một chương trình
--unit ĐƠN_VỊ  chỉ đơn vị này, các đơn vị thuộc nó và những đơn vị nó kế tục
--by district  cộng theo huyện cũ; --by commune: theo xã, phường hiện nay; mặc định: theo đơn vị báo cáo hiện nay
--from NĂM     từ năm này
--to NĂM       đến năm này
--agriculture  chỉ các mô hình nông nghiệp (Kế hoạch 1185/KH-UBND, VII.2)
--mine         chỉ các hợp tác xã do máy này phụ trách

Kế hoạch, đã chi là số của các kế hoạch hoàn thiện; duyệt, giải ngân, thu hồi là số của các khoản hỗ trợ cho hợp tác xã có kế hoạch.
Hai loại đứng cạnh nhau, không bao giờ cộng với nhau (VII.1.b). Đơn vị mới gộp từ nhiều huyện cũ mà không rõ phần nào thì không tính
vào huyện nào.
--json: mỗi dòng một số, tiền là đồng; sum cho biết là row (năm, nguồn, đơn vị), year, source, unit hay total.`,
			`PROGRAMME      id of the programme; may be left out while there is one
--unit UNIT    only this unit, those below it and those whose place it took
--by district  sums by the district of old; --by commune: by the commune of today; default: by the reporting unit of today
--from YEAR    from this year on
--to YEAR      up to this year
--agriculture  only agricultural models (Kế hoạch 1185/KH-UBND, VII.2)
--mine         only cooperatives that are this office's work

Planned and spent are what the completion plans say; approved, disbursed and repaid what the supports say of cooperatives with a
plan. They stand side by side and are never added (VII.1.b). A new unit that was made of several districts counts to none of them
where nobody can tell the part.
--json: one figure a line, money in đồng; sum says whether it is a row (year, source, unit), a year, source, unit or the total.`,
		},
		setup: func(e *env) func([]string) error {
			unit, by := e.fs.String("unit", "", ""), e.fs.String("by", "", "")
			from, to := e.fs.Int("from", 0, ""), e.fs.Int("to", 0, "")
			agriculture, mine := e.fs.Bool("agriculture", false, ""), e.fs.Bool("mine", false, "")
			return func(args []string) error {
				if len(args) > 1 {
					return usage("lệnh needs nhận nhiều nhất một CHƯƠNG_TRÌNH", "ví dụ: coopfield needs kh1185 --from 2023 --to 2025")
				}
				q := desk.NeedQuery{
					Programme: strings.Join(args, ""), Unit: *unit, By: desk.UnitBy(*by), From: *from, To: *to, Agricultural: *agriculture, Mine: *mine,
				}
				return e.withDesk(func(d *desk.Desk) error {
					n, err := d.Needs(e.ctx, q)
					if err != nil {
						return err
					}
					return e.needs(n)
				})
			}
		},
	}
}

type jsonNeed struct {
	Sum          string `json:"sum"` // row, year, source, unit or total
	Year         string `json:"year,omitempty"`
	Source       string `json:"source,omitempty"`
	Title        string `json:"title,omitempty"`
	Unit         string `json:"unit,omitempty"`
	UnitName     string `json:"unit_name,omitempty"`
	Planned      int64  `json:"planned"`
	Spent        int64  `json:"spent"`
	Approved     int64  `json:"approved"`
	Disbursed    int64  `json:"disbursed"`
	Repaid       int64  `json:"repaid"`
	Cooperatives int    `json:"cooperatives"`
	Supports     int    `json:"supports"`
}

// writeNeeds writes sums as lines for programs.
func (e *env) writeNeeds(sum string, list ...desk.Need) error {
	for _, n := range list {
		err := e.writeJSON(jsonNeed{
			Sum: sum, Year: n.Year, Source: n.Source, Title: n.Title, Unit: n.Unit, UnitName: n.UnitName, Planned: n.Planned, Spent: n.Spent,
			Approved: n.Approved, Disbursed: n.Disbursed, Repaid: n.Repaid, Cooperatives: n.Pilots, Supports: n.Supports,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (e *env) needs(n *desk.Needs) error {
	sums := []struct {
		name, title string
		list        []desk.Need
	}{{"row", "", n.Rows}, {"year", "Theo năm", n.ByYear}, {"source", "Theo nguồn", n.BySource}, {"unit", "Theo đơn vị", n.ByUnit}, {"total", "Tổng", []desk.Need{n.Total}}}
	if !e.json {
		fmt.Fprintf(e.stdout, "%s (%s)\n", n.Programme.Title, n.Programme.ID)
	}
	for _, s := range sums {
		if e.json {
			if err := e.writeNeeds(s.name, s.list...); err != nil {
				return err
			}
			continue
		}
		if s.title != "" {
			fmt.Fprintf(e.stdout, "\n%s\n", s.title)
		}
		for _, x := range s.list {
			fmt.Fprintln(e.stdout, needWords(s.name, x))
		}
	}
	return nil
}

// needWords writes one sum with what it is of.
func needWords(sum string, n desk.Need) string {
	name := map[string][]string{
		"row":  {orUnsaid(n.Year, "chưa rõ năm"), orUnsaid(n.Title, "chưa rõ nguồn"), orUnsaid(n.UnitName, "chưa rõ đơn vị")},
		"year": {orUnsaid(n.Year, "chưa rõ năm")}, "source": {orUnsaid(n.Title, "chưa rõ nguồn")}, "unit": {orUnsaid(n.UnitName, "chưa rõ đơn vị")},
		"total": {fmt.Sprintf("%d hợp tác xã", n.Pilots)},
	}[sum]
	return fmt.Sprintf("%s\n    kế hoạch %s, đã chi %s; hỗ trợ duyệt %s, giải ngân %s, thu hồi %s", strings.Join(name, " · "),
		vi.FormatMoney(n.Planned), vi.FormatMoney(n.Spent), vi.FormatMoney(n.Approved), vi.FormatMoney(n.Disbursed), vi.FormatMoney(n.Repaid))
}

func orUnsaid(s, unsaid string) string {
	if s == "" {
		return unsaid
	}
	return s
}
