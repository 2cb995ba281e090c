package visit_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// advisor is the store of an advisor to whom one cooperative is assigned.
func advisor(t *testing.T, name string) (*desk.Desk, string) {
	t.Helper()
	o := newOffice(t, store.Officer)
	coop := putCoop(t, o.run(), name)
	o.role, o.coops = store.Advisor, []string{coop}
	return o.run(), coop
}

func consult(t *testing.T, d *desk.Desk, id string) *desk.Consult {
	t.Helper()
	c, err := d.Consult(ctx, id)
	must(t, err)
	return c
}

func TestAnAdvisorsDayIsWrittenFinalisedAndFollowedUp(t *testing.T) {
	d, coop := advisor(t, coopName)
	s := begin(t, d, store.Consultation, coop)
	s.Sees("┌ Yêu cầu của hợp tác xã")
	s.Type("Hỏi cách lập sổ thành viên.")
	s.Press("pgdown", "1", "1")
	s.Sees("[✓ có] Điều lệ", "[✓ có] Tổ chức bộ máy")
	s.Type("Đã hướng dẫn theo mẫu.") // a letter on a topic is what was advised
	s.Sees("[Đã hướng dẫn theo mẫu.")
	s.Press("ctrl+n")
	s.Type("Lập sổ thành viên")
	s.Press("f8")
	agree(t, s)
	failed(t, s)
	id := func() string { l, err := d.Consultations(ctx, coop); must(t, err); return l[0].ID }()
	c := consult(t, d, id)
	if c.State != store.Final || len(c.Commitments) != 1 || c.Commitments[0].Due != "2024-12-23" || !c.Topics[0].On || c.Topics[2].On {
		t.Errorf("held: %+v", c)
	}
	// The next day the commitment comes first.
	s = begin(t, d, store.Consultation, coop)
	s.Sees("Việc lần trước   0/1", "▸  [          ] Lập sổ thành viên")
	s.Press("1")
	s.Sees("┌ Yêu cầu của hợp tác xã")
	s.Press("pgdown", "pgdown")
	s.Sees("+ thêm cam kết")
	failed(t, s)
}

func TestSupportIsGivenFromAConsultation(t *testing.T) {
	d, coop := advisor(t, coopName)
	s := begin(t, d, store.Consultation, coop)
	s.Press("pgdown", "pgdown", "pgdown", "enter")
	s.Sees("Hỗ trợ 1", "▸ Loại")
	s.Press("enter")
	s.Type("vay")
	s.Press("enter")
	s.Sees("Vay vốn ưu đãi", "Lãi suất %") // a loan has its rate
	s.Press("tab", "tab")
	s.Type("200tr")
	s.Press("tab")
	s.Sees("[200.000.000")
	s.Press("ctrl+s")
	failed(t, s)
	list, err := d.Supports(ctx, coop)
	must(t, err)
	if len(list) != 1 || list[0].Type != "preferential-loan" || list[0].Typing || *list[0].Approved != 200_000_000 || list[0].Consultation == "" {
		t.Errorf("held: %+v", list)
	}
	s.Press("ctrl+d") // what is written is changed, not dropped
	s.Press("ctrl+n")
	s.Sees("Hỗ trợ 2")
	s.Press("ctrl+d")
	agree(t, s)
	s.SeesNot("Hỗ trợ 2")
	failed(t, s)
}

func TestATopicIsTakenBackByTheSpaceBarAndByUndo(t *testing.T) {
	d, coop := advisor(t, coopName)
	s := begin(t, d, store.Consultation, coop)
	id := only(t, d, store.Consultation, coop)
	on := func() (n int) {
		for _, x := range consult(t, d, id).Topics {
			if x.On {
				n++
			}
		}
		return n
	}
	s.Press("pgdown", "1", "up", " ")
	if on() != 0 {
		t.Errorf("%d topics", on())
	}
	s.Press("ctrl+z")
	if on() != 1 {
		t.Errorf("%d topics", on())
	}
	failed(t, s)
}

func TestANoteWithoutAStateIsAskedForBeforeFinalising(t *testing.T) {
	d, coop := advisor(t, coopName)
	s := begin(t, d, store.Consultation, coop)
	s.Press("pgdown")
	s.Type("Đã hướng dẫn.")
	s.Press("ctrl+n")
	s.Type("Lập sổ thành viên")
	s.Press("f8")
	agree(t, s)
	s = begin(t, d, store.Consultation, coop)
	s.Type("đang làm")
	s.Press("pgdown", "pgdown")
	s.Type("Xem sổ tại chỗ.")
	s.Press("f8")
	s.Sees("chưa ghi kết quả: Lập sổ thành viên")
	s.Press("enter")
	s.Sees("▸  [          ] Lập sổ thành viên")
	s.Press("2", "f8")
	if len(sent[page.Confirm](s)) != 1 {
		t.Errorf("told:\n%s", s.View())
	}
	failed(t, s)
}
