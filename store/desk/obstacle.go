package desk

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
)

// obstacleTexts are the obstacles typed in a visit: one a line, without the
// dashes and bullets that people put before them.
func obstacleTexts(d store.Doc) []string {
	var out []string
	for line := range strings.SplitSeq(d.Text("obstacles"), "\n") {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-–—*+•· "))
		if line != "" && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// sameObstacles lays the records of a visit's obstacles beside its lines.
func sameObstacles(texts []string, records []VisitObstacle) []VisitObstacle {
	var out []VisitObstacle
	for _, t := range texts {
		o := VisitObstacle{Text: t}
		for _, r := range records {
			if r.Text == t {
				o = r
			}
		}
		out = append(out, o)
	}
	return out
}

// visitObstacles reads the records that the obstacles of a visit became.
func (w *work) visitObstacles(v *Visit) error {
	list, err := w.raisedAt(v.Cooperative.ID, v.ID)
	for _, r := range list {
		v.Obstacles = append(v.Obstacles, VisitObstacle{Text: r.Doc.Text("text"), ID: r.ID, Answer: r.Doc.Text("answer"), Answered: r.Doc.Text("answered_on")})
	}
	return err
}

// raisedAt returns the obstacles that a visit raised, by id.
func (w *work) raisedAt(coop, visit string) ([]*store.Record, error) {
	var out []*store.Record
	err := w.recordsAt(store.Obstacle, coop, func(r *store.Record) {
		if r.Doc.Text("visit") == visit {
			out = append(out, r)
		}
	})
	return out, err
}

// raise makes a record of every obstacle of a visit that is signed, so that it
// is sent upwards and answered. One that no longer stands in the visit, or whose
// visit was voided, is withdrawn, unless it was answered; one that stands there again is open again.
func (w *work) raise(id string) error {
	v, err := w.known(store.Visit, id)
	if err != nil {
		return err
	}
	coop := v.Doc.Text("cooperative")
	held, err := w.raisedAt(coop, id)
	if err != nil {
		return err
	}
	var texts []string
	if v.State != store.Void {
		texts = obstacleTexts(v.Doc)
	}
	for _, r := range held {
		text := r.Doc.Text("text")
		stands := slices.Contains(texts, text)
		texts = slices.DeleteFunc(texts, func(t string) bool { return t == text })
		state := ""
		switch {
		case !stands && r.Doc.Text("answer") == "" && r.Doc.Text("state") != ObstacleClosed:
			state = ObstacleWithdrawn
		case stands && r.Doc.Text("state") == ObstacleWithdrawn:
			state = ObstacleOpen
		}
		if state == "" || state == r.Doc.Text("state") {
			continue
		}
		if _, err := w.patch(r, store.Doc{"state": state}, r.Heads); err != nil {
			return err
		}
	}
	for _, text := range texts {
		doc := store.Doc{"cooperative": coop, "text": text, "raised_on": v.Doc.Text("on"), "state": ObstacleOpen, "visit": id}
		if _, err := w.create(store.Obstacle, obstacleID(id, text), doc, 0); err != nil {
			return err
		}
	}
	return nil
}

// obstacleID returns the id of an obstacle that a visit raised: a UUID (RFC 9562,
// version 8) of the visit and the words, so that two people who sign one visit
// make one record of each obstacle.
func obstacleID(visit, text string) string {
	u := sha256.Sum256([]byte("coopfield-obstacle v1\n" + visit + "\n" + text))
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16])
}

// Obstacles returns the obstacles that q selects: those that wait for an answer
// first, the oldest of them first; then the others, newest first.
func (d *Desk) Obstacles(ctx context.Context, q ObstacleQuery) ([]ObstacleLine, error) {
	var out []ObstacleLine
	err := d.view(ctx, func(w *work) (err error) {
		out, err = w.obstacles(q)
		return err
	})
	if q.Limit > 0 && len(out) > q.Limit {
		out = out[:q.Limit]
	}
	return out, err
}

func (w *work) obstacles(q ObstacleQuery) ([]ObstacleLine, error) {
	sq := store.Query{Kind: store.Obstacle}
	if q.Cooperative != "" {
		sq.Where = append(sq.Where, store.Cond{Field: "cooperative", Value: q.Cooperative})
	}
	if q.Waiting {
		sq.Where = append(sq.Where, store.Cond{Field: "answered_on", Value: ""})
	}
	me := w.d.Me()
	if q.Mine && me.Role != store.Province {
		sq.Where = append(sq.Where, store.Cond{Field: "reporting_unit", Value: me.Unit})
	}
	sq, any, err := w.following(sq)
	if err != nil || !any {
		return nil, err
	}
	var out []ObstacleLine
	err = w.tx.Records(sq, func(r *store.Record) error {
		l := w.obstacleLine(r)
		if (q.Visit == "" || l.Visit == q.Visit) && (!q.Waiting || l.Waiting) {
			out = append(out, l)
		}
		return nil
	})
	for i := range out {
		out[i].CoopName = w.coopName(out[i].Cooperative)
	}
	slices.SortStableFunc(out, func(a, b ObstacleLine) int {
		byDay := cmp.Compare(b.RaisedOn, a.RaisedOn)
		if a.Waiting && b.Waiting {
			byDay = -byDay
		}
		return cmp.Or(boolFirst(a.Waiting, b.Waiting), byDay, bytes.Compare(vi.SortKey(a.Text), vi.SortKey(b.Text)), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

func (w *work) obstacleLine(r *store.Record) ObstacleLine {
	d := r.Doc
	l := ObstacleLine{
		ID: r.ID, Cooperative: d.Text("cooperative"), Unit: r.Unit, UnitName: unitName(w.cat.units, r.Unit), Visit: d.Text("visit"),
		Text: d.Text("text"), RaisedOn: d.Text("raised_on"), To: d.Text("to"), State: d.Text("state"), Answer: d.Text("answer"), AnsweredOn: d.Text("answered_on"),
	}
	l.Waiting = l.Answer == "" && l.AnsweredOn == "" && l.State != ObstacleClosed && l.State != ObstacleWithdrawn
	if l.Waiting && l.RaisedOn != "" {
		l.Waits, _ = vi.DaysBetween(l.RaisedOn, w.d.today())
	}
	return l
}

// AnswerObstacle writes the province's answer to an obstacle, with the day of
// now; it goes down with the next answer bundle. Errors: NotFound; Invalid,
// detail "answer", without words; Denied for others.
func (d *Desk) AnswerObstacle(ctx context.Context, id, answer string) (store.Hash, error) {
	answer = vi.Clean(answer, true)
	if answer == "" {
		return store.Hash{}, &store.Error{Code: store.Invalid, Detail: "answer", Message: "chưa ghi nội dung trả lời", Hint: "ghi câu trả lời rồi làm lại"}
	}
	return d.patchObstacle(ctx, id, store.Doc{"answer": answer, "answered_on": d.today(), "state": ObstacleAnswered})
}

// CloseObstacle says that an obstacle was removed (đã tháo gỡ).
func (d *Desk) CloseObstacle(ctx context.Context, id string) (store.Hash, error) {
	return d.patchObstacle(ctx, id, store.Doc{"state": ObstacleClosed})
}

func (d *Desk) patchObstacle(ctx context.Context, id string, patch store.Doc) (store.Hash, error) {
	var rev store.Hash
	err := d.update(ctx, func(w *work) error {
		r, err := w.known(store.Obstacle, id)
		if err != nil {
			return err
		}
		rev, err = w.patch(r, patch, r.Heads)
		return err
	})
	return rev, kept(err)
}
