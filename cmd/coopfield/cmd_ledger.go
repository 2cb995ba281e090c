package main

import (
	"encoding/json"
	"fmt"
	"regexp"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

func ledgerCommand() command {
	return command{
		name: "ledger", args: "[--cooperative ID] [--unit UNIT] [--source S] [--type T] [--year Y] [--programme P] [--loans] …",
		about: [2]string{
			"sổ hỗ trợ: từng khoản, vay còn nợ hay quá hạn, cộng theo năm, nguồn và đơn vị",
			"the ledger of support: each one, what is owed of loans, sums by year, source and unit",
		},
		more: [2]string{
			`--cooperative MÃ  chỉ của hợp tác xã này
--unit ĐƠN_VỊ     chỉ đơn vị này, các đơn vị thuộc nó và những đơn vị nó kế tục
--source NGUỒN    chỉ nguồn này: mã như trong chương trình (province, fund-loan, …) hoặc chữ đã ghi
--type LOẠI       chỉ loại này (policy, preferential-loan, training, …)
--year NĂM        chỉ khoản ghi ngày trong năm này
--programme P     chỉ khoản của hợp tác xã có kế hoạch trong chương trình này
--agriculture     chỉ các mô hình nông nghiệp (Kế hoạch 1185/KH-UBND, VII.2)
--loans           chỉ khoản vay
--mine            chỉ các hợp tác xã do máy này phụ trách
--on NGÀY         xem khoản vay vào ngày này; mặc định: hôm nay. Ngày đến hạn còn trong hạn.
--limit SỐ        nhiều nhất bấy nhiêu khoản; các tổng vẫn là của tất cả

Khoản có lãi suất, ngày đến hạn hoặc số đã trả là khoản vay. Còn nợ là giải ngân trừ đã trả (Kế hoạch 1185/KH-UBND, V, VI.2, VII.5).
--json: mỗi khoản một dòng (kind là support), rồi các tổng như của lệnh needs (sum là row hoặc total). Tiền là đồng.`,
			`--cooperative ID  only of this cooperative
--unit UNIT       only this unit, those below it and those whose place it took
--source S        only this source: an id of the programme (province, fund-loan, …) or words as written
--type T          only this type (policy, preferential-loan, training, …)
--year Y          only with a day in this year
--programme P     only of cooperatives that have a plan in this programme
--agriculture     only agricultural models (Kế hoạch 1185/KH-UBND, VII.2)
--loans           only loans
--mine            only cooperatives that are this office's work
--on DATE         looks at loans on this day; default: today. The day it is due is still in time.
--limit N         at most so many; the sums are still of all

What has a rate, a day due or something repaid is a loan. Owed is disbursed less repaid (Kế hoạch 1185/KH-UBND, V, VI.2, VII.5).
--json: one support a line (kind is support), then sums as needs writes them (sum is row or total). Money is đồng.`,
		},
		setup: func(e *env) func([]string) error {
			var q desk.LedgerQuery
			e.fs.StringVar(&q.Cooperative, "cooperative", "", "")
			e.fs.StringVar(&q.Unit, "unit", "", "")
			e.fs.StringVar(&q.Source, "source", "", "")
			e.fs.StringVar(&q.Type, "type", "", "")
			e.fs.StringVar(&q.Year, "year", "", "")
			e.fs.StringVar(&q.Programme, "programme", "", "")
			e.fs.StringVar(&q.On, "on", "", "")
			e.fs.BoolVar(&q.Agricultural, "agriculture", false, "")
			e.fs.BoolVar(&q.Loans, "loans", false, "")
			e.fs.BoolVar(&q.Mine, "mine", false, "")
			e.fs.IntVar(&q.Limit, "limit", 0, "")
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh ledger không nhận thêm chữ nào", "ví dụ: coopfield ledger --unit 615 --year 2024")
				}
				if q.Year != "" && !regexp.MustCompile(`^[0-9]{4}$`).MatchString(q.Year) {
					return usage("--year là một năm", "ví dụ: --year 2024")
				}
				if q.Limit < 0 {
					return usage("--limit là số khoản từ 1 trở lên", "ví dụ: --limit 50")
				}
				return e.withDesk(func(d *desk.Desk) error {
					if q.Cooperative != "" {
						if _, err := d.Get(e.ctx, store.Cooperative, q.Cooperative); err != nil {
							return err
						}
					}
					l, err := d.Ledger(e.ctx, q)
					if err != nil {
						return err
					}
					return e.ledger(l)
				})
			}
		},
	}
}

type jsonSupport struct {
	Kind        string       `json:"kind"`
	ID          string       `json:"id"`
	Cooperative string       `json:"cooperative"`
	Name        string       `json:"name"`
	Unit        string       `json:"reporting_unit"`
	Type        string       `json:"type"`
	Source      string       `json:"source"`
	LegalBasis  string       `json:"legal_basis"`
	DecisionNo  string       `json:"decision_no"`
	On          string       `json:"on"`
	Status      string       `json:"status"`
	Plan        string       `json:"plan"`
	Approved    *int64       `json:"approved"`
	Disbursed   *int64       `json:"disbursed"`
	Repaid      *int64       `json:"repaid"`
	Loan        bool         `json:"loan"`
	Rate        *json.Number `json:"rate"` // percent a year
	Due         string       `json:"due"`
	Outstanding int64        `json:"outstanding"`
	Overdue     bool         `json:"overdue"`
}

func (e *env) ledger(l *desk.Ledger) error {
	for i := range l.Rows {
		x := &l.Rows[i]
		if !e.json {
			fmt.Fprintln(e.stdout, supportWords(x))
			continue
		}
		j := jsonSupport{
			Kind: string(store.Support), ID: x.ID, Cooperative: x.Cooperative, Name: x.CoopName, Unit: x.Unit, Type: x.Type, Source: x.Source,
			LegalBasis: x.LegalBasis, DecisionNo: x.DecisionNo, On: x.On, Status: x.Status, Plan: x.Plan, Approved: x.Approved,
			Disbursed: x.Disbursed, Repaid: x.Repaid, Loan: x.Loan, Due: x.Due, Outstanding: x.Outstanding, Overdue: x.Overdue,
		}
		if x.Rate != nil {
			n := json.Number(vi.FormatDecimal(*x.Rate, 2))
			j.Rate = &n
		}
		if err := e.writeJSON(j); err != nil {
			return err
		}
	}
	if e.json {
		if err := e.writeNeeds("row", l.Sums...); err != nil {
			return err
		}
		return e.writeNeeds("total", l.Total)
	}
	if l.Closed {
		fmt.Fprintf(e.stdout, "… còn %d khoản nữa\n", l.Total.Supports-len(l.Rows))
	}
	fmt.Fprintf(e.stdout, "%d khoản cho %d hợp tác xã: duyệt %s, giải ngân %s, thu hồi %s; vay còn nợ %s\n", l.Total.Supports, l.Total.Pilots,
		vi.FormatMoney(l.Total.Approved), vi.FormatMoney(l.Total.Disbursed), vi.FormatMoney(l.Total.Repaid), vi.FormatMoney(l.Loans))
	return nil
}

func supportWords(x *desk.LedgerLine) string {
	money := func(n *int64) string {
		if n == nil {
			return "chưa rõ"
		}
		return vi.FormatMoney(*n)
	}
	day := "chưa rõ ngày"
	if x.On != "" {
		day = vi.FormatDate(x.On)
	}
	s := fmt.Sprintf("%s  %s\n    %s · %s · %s\n    duyệt %s, giải ngân %s", day, x.CoopName, x.TypeName, orUnsaid(x.SourceTitle, "chưa rõ nguồn"), x.ID,
		money(x.Approved), money(x.Disbursed))
	if x.Loan {
		s += ", đã trả " + money(x.Repaid) + ", còn nợ " + vi.FormatMoney(x.Outstanding)
		if x.Rate != nil {
			s += ", lãi suất " + vi.FormatScaled(*x.Rate, 2) + " %/năm"
		}
		if x.Due != "" {
			s += ", đến hạn " + vi.FormatDate(x.Due)
		}
		if x.Overdue {
			s += " QUÁ HẠN"
		}
	}
	return s
}
