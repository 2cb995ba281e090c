package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestObstaclesOfAVisitGoUpAndTheirAnswersComeDown(t *testing.T) {
	s := together(t)
	doc := minutes(s.coop, "2024-05-04")
	doc["obstacles"] = "- Thiếu vốn lưu động\n\n• Chưa có đất làm kho\n- Thiếu vốn lưu động"
	v := s.a.put(t, store.Visit, "", doc)
	lines := func(l *laptop, q desk.ObstacleQuery) []desk.ObstacleLine {
		t.Helper()
		list, err := l.Obstacles(ctx, q)
		must(t, err)
		return list
	}
	equal(t, len(lines(s.a, desk.ObstacleQuery{})), 0) // nothing is signed yet
	_, err := s.a.Finalise(ctx, store.Visit, v)
	must(t, err)
	s.exchange(t)
	waiting := lines(s.p, desk.ObstacleQuery{Waiting: true})
	equal(t, []any{len(waiting), waiting[0].Text, waiting[0].Visit == v, waiting[0].RaisedOn, waiting[0].State}, []any{2, "Chưa có đất làm kho", true, "2024-05-04", "open"})
	waiting[0], waiting[1] = waiting[1], waiting[0]
	_, err = s.a.AnswerObstacle(ctx, waiting[0].ID, "tự trả lời")
	wantCode(t, err, store.Denied, "not-permitted")
	_, err = s.p.AnswerObstacle(ctx, waiting[0].ID, " ")
	wantCode(t, err, store.Invalid, "answer")
	_, err = s.p.AnswerObstacle(ctx, waiting[0].ID, "Vay Quỹ hỗ trợ phát triển hợp tác xã")
	must(t, err)
	s.exchange(t)
	visit, err := s.a.Visit(ctx, v)
	must(t, err)
	equal(t, []string{visit.Obstacles[0].Answer, visit.Obstacles[0].Answered, visit.Obstacles[1].Answer}, []string{"Vay Quỹ hỗ trợ phát triển hợp tác xã", "2024-12-02", ""})
	equal(t, len(lines(s.a, desk.ObstacleQuery{Waiting: true, Mine: true})), 1)

	// Signed anew, each line has one record still; what was answered stays.
	_, err = s.a.Amend(ctx, store.Visit, v, store.Doc{"obstacles": "Đường vào kho hỏng"}, "ghi nhầm")
	must(t, err)
	all := lines(s.a, desk.ObstacleQuery{Visit: v})
	equal(t, len(all), 3)
	states := map[string]string{}
	for _, o := range all {
		states[o.Text] = o.State
	}
	equal(t, states, map[string]string{"Thiếu vốn lưu động": "answered", "Chưa có đất làm kho": "withdrawn", "Đường vào kho hỏng": "open"})
	_, err = s.a.Amend(ctx, store.Visit, v, store.Doc{"obstacles": "Chưa có đất làm kho"}, "ghi lại")
	must(t, err)
	states = map[string]string{}
	for _, o := range lines(s.a, desk.ObstacleQuery{Visit: v}) {
		states[o.Text] = o.State
	}
	equal(t, states, map[string]string{"Thiếu vốn lưu động": "answered", "Chưa có đất làm kho": "open", "Đường vào kho hỏng": "withdrawn"})
	_, err = s.a.CloseObstacle(ctx, waiting[1].ID)
	must(t, err)
	equal(t, len(lines(s.a, desk.ObstacleQuery{Waiting: true})), 0)
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.p} {
		before := l.state(t)
		must(t, l.Rebuild(ctx))
		equal(t, l.state(t), before)
	}
}

func TestTwoPeopleWhoSignOneVisitRaiseEachObstacleOnce(t *testing.T) {
	s := together(t)
	doc := minutes(s.coop, "2024-05-04")
	doc["obstacles"] = "Thiếu vốn lưu động"
	v := s.a.put(t, store.Visit, "", doc)
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.b} {
		_, err := l.Finalise(ctx, store.Visit, v)
		must(t, err)
	}
	s.exchange(t)
	list, err := s.p.Obstacles(ctx, desk.ObstacleQuery{})
	must(t, err)
	equal(t, []any{len(list), list[0].State}, []any{1, "open"})
	equal(t, s.p.get(t, store.Obstacle, list[0].ID).Conflict, "")
	_, err = s.p.AnswerObstacle(ctx, list[0].ID, "Vay Quỹ hỗ trợ")
	must(t, err)
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.b} {
		equal(t, l.get(t, store.Obstacle, list[0].ID).Doc.Text("answer"), "Vay Quỹ hỗ trợ")
	}
}
