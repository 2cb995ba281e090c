package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"coopfield/store"
)

// Home shows at most so many entries of one task.
const entriesShown = 5

// Deadlines are shown from three months before to one month after.
const (
	deadlineAhead  = 92
	deadlineBehind = 31
)

// Home returns what the first screen shows of a year. It reads plain columns
// and, of records, only those with typed fields and those of the programmes.
func (d *Desk) Home(ctx context.Context, year int) (*Home, error) {
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	h := &Home{Year: year}
	err = d.view(ctx, func(w *work) error {
		if err := w.homeDrafts(h); err != nil {
			return err
		}
		if err := w.homeLog(h); err != nil {
			return err
		}
		if err := w.homeYear(h, reg); err != nil {
			return err
		}
		if err := w.homeProgramme(h); err != nil {
			return err
		}
		return w.homeDeadlines(h, reg)
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(h.Tasks, func(a, b Task) int { return rank(a.What) - rank(b.What) })
	return h, nil
}

var taskOrder = []TaskKind{
	TaskRecovered, TaskDrafts, TaskReturned, TaskConflicts, TaskQuarantined, TaskHeld, TaskReview, TaskCandidates, TaskPlans, TaskIncomplete, TaskNotFinal,
	TaskNotAssessed, TaskPilots, TaskDeadline, TaskUnsealed,
}

func rank(k TaskKind) int { return slices.Index(taskOrder, k) }

func (h *Home) add(t Task) {
	if t.N == 0 {
		return
	}
	if len(t.Entries) > entriesShown {
		t.Entries = t.Entries[:entriesShown]
	}
	if t.Title == "" && len(t.Entries) == 1 && t.What != TaskReview {
		t.Title = t.Entries[0].Title
	}
	h.Tasks = append(h.Tasks, t)
}

func (w *work) homeDrafts(h *Home) error {
	all, err := w.drafts()
	if err != nil {
		return err
	}
	recovered, own := Task{What: TaskRecovered}, Task{What: TaskDrafts}
	for _, x := range all {
		t := &own
		if x.head.Session != w.d.o.Session {
			t = &recovered
		}
		t.N++
		t.Entries = append(t.Entries, Entry{Kind: x.Kind, ID: x.ID, Title: x.Title, Note: fmt.Sprintf("%d mục", x.Fields)})
	}
	h.add(recovered)
	h.add(own)
	return nil
}

// homeLog reads what waits in the log and the journals.
func (w *work) homeLog(h *Home) error {
	if err := w.cases(); err != nil {
		return err
	}
	cases := Task{What: TaskConflicts, N: len(w.open)}
	h.Conflicts = len(w.open)
	ids := make([]string, 0, len(w.open))
	for id := range w.open {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids[:min(len(ids), entriesShown)] {
		c := w.open[id]
		e := Entry{Kind: c.Record, ID: c.Records[0], Note: caseWhy(c)}
		if c.Record != "" {
			r, err := w.record(c.Record, e.ID)
			if err != nil {
				return err
			}
			if r != nil {
				if e.Title, err = w.title(c.Record, r.Doc); err != nil {
					return err
				}
			}
		}
		cases.Entries = append(cases.Entries, e)
	}
	h.add(cases)
	aside, err := w.tx.Verdicts()
	if err != nil {
		return err
	}
	for v, n := range aside {
		switch {
		case v.Quarantined():
			h.Quarantined += n
		case v != store.OnFork && v != store.RefusedOp: // a refused one waits for nothing
			h.Held += n
		}
	}
	bundles, err := w.tx.Bundles()
	if err != nil {
		return err
	}
	for i := range bundles {
		if bundles[i].State == store.BundleHeld {
			h.Held++
		}
		if bundles[i].State == store.BundleParts {
			h.Held++
			continue
		}
		if bundles[i].State == store.BundleRefused {
			h.Refused++
			continue
		}
		h.Received++
		if h.LastImport == nil || bundles[i].Received >= h.LastImport.Received {
			h.LastImport = &bundles[i]
		}
	}
	h.add(Task{What: TaskQuarantined, N: h.Quarantined})
	h.add(Task{What: TaskHeld, N: h.Held})
	exports, err := w.tx.Exports()
	if err != nil {
		return err
	}
	if h.Unsealed, err = w.unsealed(); err != nil {
		return err
	}
	if n := len(exports); n > 0 {
		h.LastExport = &exports[n-1]
		got, err := w.receipted()
		if err != nil {
			return err
		}
		h.LastGot = got.has(h.LastExport.Epoch, h.LastExport.To)
	}
	if w.d.Me().Role != store.Province {
		h.add(Task{What: TaskUnsealed, N: int(h.Unsealed)})
	}
	return nil
}

// mine reports whether a cooperative is this person's work: the reporting
// unit's, an advisor's list, or every one at the province.
func (w *work) mine(e *RegisterEntry) bool {
	me := w.d.Me()
	switch me.Role {
	case store.Province:
		return true
	case store.Advisor:
		_, in := slices.BinarySearch(me.Coops, e.ID)
		return in
	}
	return e.ReportingUnit == me.Unit
}

// homeYear sums the year and lists the sheets that are not done.
func (w *work) homeYear(h *Home, reg *Register) error {
	year := strconv.Itoa(h.Year)
	incomplete, open := Task{What: TaskIncomplete}, Task{What: TaskNotFinal}
	missing, returned := Task{What: TaskNotAssessed}, Task{What: TaskReturned}
	review := []Task{{What: TaskReview}, {What: TaskReview}} // of the year, of other years
	sums := map[string]bool{}
	for i := range reg.Rows {
		e := &reg.Rows[i]
		if !w.mine(e) {
			continue
		}
		h.Coops++
		sums[e.ReportingUnit] = true
		if e.Status == "active" || e.Status == "" {
			h.Total++
		}
		var s *Score
		for j := range e.Scores {
			if e.Scores[j].Period == year {
				s = &e.Scores[j]
			}
		}
		list := func(t *Task, note string) {
			t.N++
			if len(t.Entries) < entriesShown {
				entry := Entry{Kind: store.Cooperative, ID: e.ID, Title: e.Name, Note: note}
				if s != nil {
					entry.Kind, entry.ID = store.Assessment, s.ID
				}
				t.Entries = append(t.Entries, entry)
			}
		}
		for j := range e.Scores {
			if x := &e.Scores[j]; x.Returned && x.State == store.Draft {
				returned.N++
				if len(returned.Entries) < entriesShown {
					returned.Entries = append(returned.Entries, Entry{Kind: store.Assessment, ID: x.ID, Title: e.Name, Note: x.Period})
				}
			}
		}
		if w.d.Me().Role == store.Province {
			toReview(review, e, year)
		}
		switch {
		case s == nil:
			if e.Status == "active" || e.Status == "" {
				list(&missing, "")
			}
		case s.State != store.Draft:
		case s.Returned: // listed below, with those of other years
		case s.Complete():
			list(&open, "")
		default:
			list(&incomplete, fmt.Sprintf("%d/%d mục", s.Done, s.Items))
		}
	}
	if err := w.homeReturned(&returned); err != nil {
		return err
	}
	for _, t := range append(review, incomplete, open, missing, returned) {
		h.add(t)
	}
	w.sumYears(h, reg, sums)
	return nil
}

// toReview adds the finalised sheets of a cooperative on which the province has
// not said anything yet to those of the year or of others, named by the newest
// of their periods. What is in conflict waits for a decision first.
func toReview(tasks []Task, e *RegisterEntry, year string) {
	for i := range e.Scores {
		x := &e.Scores[i]
		if x.State != store.Final || x.Accepted || x.Conflict {
			continue
		}
		t := &tasks[0]
		if x.Period != year {
			t = &tasks[1]
			t.Title = max(t.Title, x.Period)
		}
		t.N++
		if len(t.Entries) < entriesShown {
			t.Entries = append(t.Entries, Entry{Kind: store.Assessment, ID: x.ID, Title: e.Name, Note: x.Period})
		}
	}
}

// sumYears adds up the sums of this person's units.
func (w *work) sumYears(h *Home, reg *Register, units map[string]bool) {
	ratings := map[string]int{}
	for y := h.Year - yearsShown + 1; y <= h.Year; y++ {
		mean := YearMean{Year: strconv.Itoa(y)}
		points := int64(0)
		if sum := reg.years[mean.Year]; sum != nil {
			for u, s := range sum.byUnit {
				if !units[u] {
					continue
				}
				mean.N += s.rated
				points += s.points
				if y != h.Year {
					continue
				}
				h.Assessed += s.assessed
				h.Excluded += s.excluded
				for id, n := range s.ratings {
					ratings[id] += n
				}
			}
		}
		if n := int64(mean.N); n > 0 {
			mean.Mean = (points + n/2) / n
		}
		h.Means = append(h.Means, mean)
	}
	for _, s := range w.d.Schemes() {
		for _, b := range s.Ratings {
			if !slices.ContainsFunc(h.Ratings, func(r RatingCount) bool { return r.ID == b.ID }) {
				h.Ratings = append(h.Ratings, RatingCount{ID: b.ID, Title: b.Title, N: ratings[b.ID]})
			}
		}
	}
}
