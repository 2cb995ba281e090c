package visit_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/visit"
)

// done fills a follow-up visit of n items so that nothing is missing.
func done(t *testing.T, s *pagetest.Driver, n int) {
	t.Helper()
	for range n + 3 { // the checklist of a follow-up has three lines
		s.Press("1")
	}
}

func TestFinalisingListsWhatIsMissingAndEnterGoesThere(t *testing.T) {
	_, d, coop, s := followUp(t, 2)
	s.Press("1", "f8")
	s.Sees("┌ Kết thúc", "Trước khi chốt còn 2 việc", "chưa ghi kết quả: Tổ chức", "bảng kiểm còn 3 mục chưa ghi")
	s.SeesNot("giờ kết thúc") // F8 writes it by itself
	s.Press("enter")
	s.Sees("┌ Việc của các lần trước", "▸  [          ] Tổ chức")
	s.Press("1", "1", "1", "1", "ctrl+n", "f8")
	s.Sees("Kiến nghị 1: chưa ghi Nội dung")
	s.Press("enter")
	s.Sees("▸ Nội dung    [   ")
	s.Press("ctrl+d") // nothing to lose, so nothing is asked
	if len(sent[page.Confirm](s)) != 0 {
		t.Errorf("asked %+v", sent[page.Confirm](s))
	}
	s.Press("f8")
	if q := sent[page.Confirm](s); len(q) != 1 || !q[0].Danger {
		t.Fatalf("asked %+v:\n%s", q, s.View())
	}
	agree(t, s)
	failed(t, s)
	s.Sees("Đã chốt, chỉ xem")
	list, err := d.Visits(ctx, coop)
	must(t, err)
	if list[0].State != store.Final {
		t.Errorf("held: %+v", list)
	}
}

func TestAFollowUpLeavesTheEarlierVisitAsItWas(t *testing.T) {
	_, d, coop, s := followUp(t, 3)
	list, err := d.Visits(ctx, coop)
	must(t, err)
	before, err := d.Get(ctx, store.Visit, list[1].ID)
	must(t, err)
	s.Press("1", "1", "3")
	s.Press("1", "1", "1", "f8")
	agree(t, s)
	failed(t, s)
	after, err := d.Get(ctx, store.Visit, list[1].ID)
	must(t, err)
	if before.Rev != after.Rev {
		t.Error("the finalised visit was reopened")
	}
	open, err := d.OpenItems(ctx, desk.OpenQuery{Cooperative: coop})
	must(t, err)
	if open.N != 1 || open.Items[0].Text != asked[1].text || open.Items[0].State != "not_kept" {
		t.Errorf("open: %+v", open.Items)
	}
	v := look(t, d, list[0].ID)
	if v.Doc.Text("ended") == "" || v.State != store.Final || len(v.Open) != 3 {
		t.Errorf("held: %+v", v)
	}
}

func TestAFinalisedVisitIsReadAndCorrectedWithAReason(t *testing.T) {
	o, d, coop, s := followUp(t, 1)
	done(t, s, 1)
	s.Press("f8")
	agree(t, s)
	id := func() string { l, err := d.Visits(ctx, coop); must(t, err); return l[0].ID }()
	s.Sees("Đã chốt, chỉ xem")
	s.Press("pgdown", "enter")
	s.Sees("┌ Nhận xét")
	s.Type("Viết thêm")
	s.SeesNot("Viết thêm")
	if h, err := d.History(ctx, store.Visit, id); err != nil || len(h) != 2 {
		t.Errorf("%d ops, %v", len(h), err)
	}
	s.Press("f8")
	agree(t, s)
	s.Sees("Đang điều chỉnh")
	s.Type("Sổ sách rõ ràng")
	d = o.run() // cut off: the correction stands in the draft
	s = reopen(t, d, store.Visit, id)
	s.Sees("Đang điều chỉnh", "[Sổ sách rõ ràng")
	s.Press("f8")
	q := sent[page.Prompt](s)
	if len(q) != 1 || !q[0].Required {
		t.Fatalf("asked %+v", s.Sent)
	}
	s.Run(q[0].Then("quên ghi nhận xét"))
	failed(t, s)
	s.Sees("Đã chốt, chỉ xem")
	h, err := d.History(ctx, store.Visit, id)
	must(t, err)
	if last := h[len(h)-1]; last.OpKind != store.OpAmend || last.Why != "quên ghi nhận xét" {
		t.Errorf("held: %+v", last)
	}
}

func TestACorrectionCanBeDropped(t *testing.T) {
	_, d, coop, s := followUp(t, 1)
	done(t, s, 1)
	s.Press("f8")
	agree(t, s)
	id := func() string { l, err := d.Visits(ctx, coop); must(t, err); return l[0].ID }()
	s.Press("f8")
	agree(t, s)
	s.Press("pgup")
	s.Sees("┌ Bảng kiểm")
	s.Press("2", "ctrl+d")
	agree(t, s)
	s.Sees("Đã chốt, chỉ xem")
	if v := look(t, d, id); v.Checks[0].State != "met" || v.Drafted != 0 {
		t.Errorf("held: %+v", v.Checks[0])
	}
	failed(t, s)
}

func TestAVisitOfSomebodyElsesUnitIsOnlyRead(t *testing.T) {
	o, d, coop, s := followUp(t, 1)
	s.Press("1", "ctrl+s")
	id := only(t, d, store.Visit, coop)
	o.role, o.coops = store.Advisor, []string{coop}
	d = o.run()
	s = reopen(t, d, store.Visit, id)
	s.Sees("Chỉ xem")
	s.Press("f8", "ctrl+n", "ctrl+z")
	if len(sent[page.Confirm](s)) != 0 || !said(s, "chỉ xem") {
		t.Errorf("told %+v", s.Sent)
	}
}

// press stands for the printing of papers.
type press struct {
	folder string
	known  bool
	wrote  []string
	opened string
	err    error
}

func (p *press) Folder() (string, bool) { return p.folder, p.known }
func (p *press) Print(_ context.Context, k store.Kind, id, dir string) ([]string, error) {
	p.wrote = append(p.wrote, string(k)+" "+id)
	return []string{filepath.Join(dir, "bien-ban.docx"), filepath.Join(dir, "bien-ban.pdf")}, p.err
}
func (p *press) Open(path string) error { p.opened = path; return nil }

func TestF7WritesTheMinutesSaysWhereAndOpensThem(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	coop := putCoop(t, d, coopName)
	p := &press{folder: "/home/cb/Biên bản"}
	s := pagetest.Open80(t, func(c *page.Context) page.Screen {
		return visit.New(c, d, store.Visit, "", page.Args{"coop": coop}, visit.Options{Print: p})
	})
	id := only(t, d, store.Visit, coop)
	s.Press("f7")
	q := sent[page.Prompt](s)
	if len(q) != 1 || q[0].Value != "/home/cb/Biên bản" {
		t.Fatalf("asked %+v", s.Sent)
	}
	s.Run(q[0].Then(`"/media/usb/Kiểm tra"`))
	if len(p.wrote) != 1 || p.wrote[0] != "visit "+id {
		t.Errorf("wrote %v", p.wrote)
	}
	c := sent[page.Confirm](s)
	if len(c) != 1 || c[0].Body != "/media/usb/Kiểm tra/bien-ban.docx\n/media/usb/Kiểm tra/bien-ban.pdf" {
		t.Fatalf("told %+v", c)
	}
	s.Run(c[0].Then)
	if p.opened != "/media/usb/Kiểm tra/bien-ban.pdf" {
		t.Errorf("opened %q", p.opened)
	}
	p.known = true
	s.Press("f7") // the folder is known now
	if len(sent[page.Prompt](s)) != 1 || len(p.wrote) != 2 {
		t.Errorf("asked %+v", s.Sent)
	}
	p.err = errors.New("đĩa đầy")
	s.Press("f7")
	if len(sent[page.Fail](s)) != 1 {
		t.Errorf("told %+v", s.Sent)
	}
	a, ok := s.Screen.(page.Actor)
	if !ok {
		t.Fatal("no actions")
	}
	for _, x := range a.Actions() {
		if x.Name == "In giấy vào thư mục khác" {
			s.Send(x.Msg)
		}
	}
	if len(sent[page.Prompt](s)) != 2 {
		t.Errorf("asked %+v", s.Sent)
	}
}

func TestWithoutAPrinterF7SaysSo(t *testing.T) {
	_, _, _, s := followUp(t, 0)
	s.Press("f7")
	if !said(s, "Chưa in được") {
		t.Errorf("told %+v", s.Sent)
	}
}
