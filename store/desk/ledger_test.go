package desk_test

import (
	"fmt"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func ledgerLines(l *desk.Ledger) []string {
	var out []string
	for _, x := range l.Rows {
		s := fmt.Sprintf("%s %s %s", x.On, x.CoopName, x.Type)
		if x.Loan {
			s += fmt.Sprintf(" owes %d", x.Outstanding)
		}
		if x.Overdue {
			s += " overdue"
		}
		out = append(out, s)
	}
	return out
}

func TestTheLedgerListsSupportNewestFirstWithItsSums(t *testing.T) {
	p := funded(t)
	l, err := p.Ledger(ctx, desk.LedgerQuery{On: "2024-12-01"})
	must(t, err)
	equal(t, ledgerLines(l), []string{
		"2024-06-01 HTX 0 training", "2023-09-01 HTX 1 preferential-loan owes 200", "2023-05-01 HTX 0 policy", "2023-01-01 HTX 2 policy", "2023-01-01 HTX 3 policy",
	})
	equal(t, needLine(l.Total), "//: 0 0 | 9362 340 100 (4, 5)")
	equal(t, l.Loans, int64(200))
	equal(t, needLines(l.Sums), []string{
		"2023/province/615: 0 0 | 50 40 0 (1, 1)", "2023/province/611: 0 0 | 9000 0 0 (1, 1)", "2023/fund-loan/23500.2025: 0 0 | 300 300 100 (1, 1)",
		"2023//611: 0 0 | 5 0 0 (1, 1)", "2024/recurrent/615: 0 0 | 7 0 0 (1, 1)",
	})
	first := l.Rows[2]
	equal(t, []string{first.Basis, first.SourceTitle, first.TypeName, first.UnitName}, []string{
		"Nghị định số 193/2013/NĐ-CP ngày 21/11/2013", "Ngân sách tỉnh: vốn đầu tư phát triển (VII.1.c), kinh phí sự nghiệp (VII.3)",
		"Chính sách hỗ trợ theo V.1, V.2 (kết cấu hạ tầng, khoa học kỹ thuật, ...)", "Huyện Đăk Hà, tỉnh Kon Tum",
	})
	equal(t, *l.Rows[1].Rate, int64(450))
}

func TestALoanIsOverdueFromTheDayAfterItsLast(t *testing.T) {
	p := funded(t)
	for on, want := range map[string]bool{"2024-11-30": false, "2024-12-01": false, "2024-12-02": true} {
		l, err := p.Ledger(ctx, desk.LedgerQuery{On: on, Loans: true})
		must(t, err)
		if len(l.Rows) != 1 || l.Rows[0].Overdue != want {
			t.Errorf("on %s: %v", on, ledgerLines(l))
		}
	}
	for _, tt := range []struct {
		repaid, owed int64
		overdue      bool
	}{{299, 1, true}, {300, 0, false}, {301, 0, false}} {
		p.put(t, store.Support, id('s', 2), store.Doc{"repaid": tt.repaid})
		l, err := p.Ledger(ctx, desk.LedgerQuery{On: "2025-01-01", Loans: true})
		must(t, err)
		if l.Loans != tt.owed || l.Rows[0].Overdue != tt.overdue {
			t.Errorf("repaid %d: owes %d, %v", tt.repaid, l.Loans, ledgerLines(l))
		}
	}
	// What has the terms of a loan is one, whatever its type is called.
	p.put(t, store.Support, id('s', 0), store.Doc{"due": "2026-01-01"})
	l, err := p.Ledger(ctx, desk.LedgerQuery{Loans: true})
	must(t, err)
	equal(t, len(l.Rows), 2)
}

func TestTheLedgerIsNarrowed(t *testing.T) {
	p := funded(t)
	for _, tt := range []struct {
		what string
		q    desk.LedgerQuery
		n    int
	}{
		{"cooperative", desk.LedgerQuery{Cooperative: id('c', 0)}, 2},
		{"unit", desk.LedgerQuery{Unit: "615"}, 3},
		{"source", desk.LedgerQuery{Source: "province"}, 2},
		{"type", desk.LedgerQuery{Type: "policy"}, 3},
		{"year", desk.LedgerQuery{Year: "2024"}, 1},
		{"loans", desk.LedgerQuery{Loans: true}, 1},
		{"programme", desk.LedgerQuery{Programme: "kh1185"}, 4},
		{"agricultural", desk.LedgerQuery{Agricultural: true}, 3},
	} {
		l, err := p.Ledger(ctx, tt.q)
		must(t, err)
		if len(l.Rows) != tt.n || l.Total.Supports != tt.n || l.Closed {
			t.Errorf("%s: %v", tt.what, ledgerLines(l))
		}
	}
	l, err := p.Ledger(ctx, desk.LedgerQuery{Limit: 2})
	must(t, err)
	if len(l.Rows) != 2 || !l.Closed || l.Total.Supports != 5 {
		t.Errorf("limited: %v of %d", ledgerLines(l), l.Total.Supports)
	}
	_, err = p.Ledger(ctx, desk.LedgerQuery{On: "hôm qua"})
	wantCode(t, err, store.Invalid, "on")
	_, err = p.Ledger(ctx, desk.LedgerQuery{Programme: "nowhere"})
	wantCode(t, err, store.NotFound, "programme")
}

func TestMoneyOfADuplicateStandsUnderTheCooperativeThatIsKept(t *testing.T) {
	p := funded(t)
	_, err := p.SameAs(ctx, store.Cooperative, id('c', 0), id('c', 3), "một hợp tác xã ghi hai lần")
	must(t, err)
	l, err := p.Ledger(ctx, desk.LedgerQuery{Cooperative: id('c', 0)})
	must(t, err)
	equal(t, len(l.Rows), 3)
	n, err := p.Needs(ctx, desk.NeedQuery{Unit: "615"})
	must(t, err)
	equal(t, needLine(n.Total), "//: 2603 21 | 9357 340 100 (2, 4)")
}
