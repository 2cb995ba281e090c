package desk_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestAReturnedSheetOpensAtItsAuthorWithReasonAndComments(t *testing.T) {
	s := together(t)
	s.a.finalise(t, s.sheet)
	s.exchange(t)
	_, err := s.p.Comments(ctx, s.sheet, map[string]string{"99": "?"})
	wantCode(t, err, store.Invalid, "comments.99")
	patch, err := s.p.Comments(ctx, s.sheet, map[string]string{"3a": "thiếu chứng từ", "3": "xem lại", "8": "chưa rõ"})
	must(t, err)
	equal(t, patch.Sub("comments")["3"], any("xem lại\n3a: thiếu chứng từ"))
	_, err = s.p.Return(ctx, store.Assessment, s.sheet, patch, "điểm chưa có căn cứ")
	must(t, err)
	s.exchange(t)
	sh, err := s.a.Sheet(ctx, s.sheet)
	must(t, err)
	equal(t, sh.State, store.Draft)
	equal(t, []string{sh.Review.Why, sh.Review.Actor}, []string{"điểm chưa có căn cứ", "Cán bộ tinh"})
	equal(t, len(sh.Review.Comments), 2)
	equal(t, sh.Review.Comments[0].On, "3")
	equal(t, sh.Item("3b").Comment, "xem lại\n3a: thiếu chứng từ")
	f, err := s.a.Edit(ctx, store.Assessment, s.sheet)
	must(t, err)
	equal(t, f.Review.Why, "điểm chưa có căn cứ")
	for _, year := range []int{2024, 2025} {
		h, err := s.a.Home(ctx, year)
		must(t, err)
		i := slices.IndexFunc(h.Tasks, func(x desk.Task) bool { return x.What == desk.TaskReturned })
		if i < 0 || h.Tasks[i].N != 1 {
			t.Fatalf("%d: %+v", year, h.Tasks)
		}
	}
	equal(t, s.a.listed(t, store.Assessment), []string{s.sheet})
	_, err = s.a.SaveField(ctx, store.Assessment, s.sheet, "self.3a", int64(100), "")
	must(t, err)
	s.a.finalise(t, s.sheet)
	s.exchange(t)
	sh, err = s.p.Sheet(ctx, s.sheet)
	must(t, err)
	if sh.Review != nil || sh.State != store.Final {
		t.Fatalf("still given back: %+v", sh.Review)
	}
	_, err = s.p.Return(ctx, store.Assessment, s.sheet, store.Doc{"comments": store.Doc{"5": "nữa"}}, "còn một chỗ")
	must(t, err)
	s.exchange(t)
	sh, err = s.a.Sheet(ctx, s.sheet)
	must(t, err)
	equal(t, len(sh.Review.Comments), 1) // what was answered is not said again
	equal(t, sh.Item("3b").Comment, "")
	s.a.finalise(t, s.sheet)
	s.exchange(t)
	_, err = s.p.Accept(ctx, store.Assessment, s.sheet, nil)
	must(t, err)
	s.exchange(t)
	equal(t, s.a.get(t, store.Assessment, s.sheet).Accepted, true)
}

func TestAReturnedVisitIsOnHome(t *testing.T) {
	s := together(t)
	v := s.a.put(t, store.Visit, "", minutes(s.coop, "2024-05-04"))
	_, err := s.a.Finalise(ctx, store.Visit, v)
	must(t, err)
	s.exchange(t)
	_, err = s.p.Return(ctx, store.Visit, v, nil, "thiếu thành phần")
	must(t, err)
	s.exchange(t)
	h, err := s.a.Home(ctx, 2024)
	must(t, err)
	i := slices.IndexFunc(h.Tasks, func(x desk.Task) bool { return x.What == desk.TaskReturned })
	equal(t, h.Tasks[i].Entries[0].Note, "thiếu thành phần")
}

// What was received finalised waits for the province until it accepts it or
// gives it back; what is in conflict, or of another year, is not among it.
func TestSheetsWaitOnTheProvincesHomeUntilItHasSpoken(t *testing.T) {
	s := together(t)
	tasks := func(l *laptop) (out []desk.Task) {
		h, err := l.Home(ctx, 2024)
		must(t, err)
		for _, x := range h.Tasks {
			if x.What == desk.TaskReview {
				out = append(out, x)
			}
		}
		return out
	}
	equal(t, len(tasks(s.p)), 0) // a draft
	s.a.finalise(t, s.sheet)
	early := s.a.put(t, store.Assessment, "", full(s.coop, "2023"))
	s.a.finalise(t, early)
	s.exchange(t)
	equal(t, len(tasks(s.a)), 0) // it waits for the province alone
	got := tasks(s.p)
	equal(t, len(got), 2)
	equal(t, []any{got[0].N, got[0].Title, got[0].Entries[0].ID}, []any{1, "", s.sheet})
	equal(t, []any{got[1].N, got[1].Title, got[1].Entries[0].ID}, []any{1, "2023", early})
	_, err := s.p.Return(ctx, store.Assessment, s.sheet, nil, "thiếu căn cứ")
	must(t, err)
	_, err = s.p.Accept(ctx, store.Assessment, early, nil)
	must(t, err)
	equal(t, len(tasks(s.p)), 0)
	s.exchange(t)
	s.a.finalise(t, s.sheet)
	s.exchange(t)
	equal(t, len(tasks(s.p)), 1) // corrected: it waits again
	for i, l := range []*laptop{s.a, s.b} {
		_, err := l.Amend(ctx, store.Assessment, s.sheet, store.Doc{"self": store.Doc{"3a": int64(100 * i)}}, "đối chiếu")
		must(t, err)
	}
	s.exchange(t)
	equal(t, len(tasks(s.p)), 0)
	h, err := s.p.Home(ctx, 2024)
	must(t, err)
	equal(t, task(h, desk.TaskConflicts).N, 1)
}

// TestReviewMessagesInAnyOrderGiveOneState lets an officer correct and finalise
// and the province return and accept, with bundles and answers that are
// repeated, lost and late; in the end everybody has heard everything.
func TestReviewMessagesInAnyOrderGiveOneState(t *testing.T) {
	base := t
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		c := drawn(t)
		if !base.Run(fmt.Sprint(n), func(tt *testing.T) { reviewRound(tt, c) }) {
			t.Fatal("the round fails")
		}
	})
}

// Each round opens three stores: fewer than rapid's hundred in daily tests. More
// with: go test ./store/desk -run 'AnyOrder|Graphs' -rapid.checks=2000
func init() {
	if err := flag.Set("rapid.checks", "12"); err != nil {
		panic(err)
	}
}

func reviewRound(tt *testing.T, t *choices) {
	s := together(tt)
	var bundles []desk.Incoming
	for i := range 2 + t.pick(9) {
		a := s.a.get(tt, store.Assessment, s.sheet)
		p := s.p.get(tt, store.Assessment, s.sheet)
		switch t.pick(7) {
		case 0:
			if a.State == store.Draft && a.Conflict == "" {
				s.a.put(tt, store.Assessment, s.sheet, self("3a", int64(i%4)*100))
			}
		case 1:
			if a.State == store.Draft && a.Conflict == "" {
				s.a.finalise(tt, s.sheet)
			}
		case 2:
			if p.State == store.Final && p.Conflict == "" {
				_, err := s.p.Return(ctx, store.Assessment, s.sheet, store.Doc{"comments": store.Doc{"3": fmt.Sprint("lần ", i)}}, "sửa lại")
				must(tt, err)
			}
		case 3:
			if p.State == store.Final && p.Conflict == "" && !p.Accepted {
				_, err := s.p.Accept(ctx, store.Assessment, s.sheet, nil)
				must(tt, err)
			}
		case 4:
			bundles = append(bundles, s.a.bundle(tt, 1, 0))
		case 5:
			if len(bundles) > 0 {
				s.p.receive(tt, bundles[t.pick(len(bundles))])
			}
		case 6:
			s.a.quote(tt, s.p, s.p.writer)
		}
	}
	s.exchange(tt)
	a, p := s.a.get(tt, store.Assessment, s.sheet), s.p.get(tt, store.Assessment, s.sheet)
	same := func(r *store.Record) string {
		return fmt.Sprint(r.Rev, r.Heads, r.State, r.Conflict, r.ReturnReason, r.Accepted, r.Doc)
	}
	equal(tt, same(a), same(p))
	if a.Conflict == "" && len(a.Heads) != 1 && !a.Merged {
		tt.Fatalf("two heads count: %v", a.Heads)
	}
	for _, l := range []*laptop{s.a, s.p} {
		before := l.state(tt)
		must(tt, l.Rebuild(ctx))
		equal(tt, l.state(tt), before)
	}
}
