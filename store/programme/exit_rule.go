package programme

import (
	"fmt"
	"slices"
	"strings"

	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// A Baseline is what the completion plan of a pilot holds its later sheets
// against.
type Baseline struct {
	// Was are the points of the frozen sheet by criterion, those that are complete;
	// nil where no sheet is frozen, or it is not held.
	Was map[string]scheme.Points
	// Improve are the criteria that the plan names for improvement, with the points
	// that it aims at.
	Improve map[string]scheme.Points
}

// Compare lays the criteria of r beside a baseline, in the order of the scheme.
// With keep a criterion that the plan names may not fall below its baseline;
// every other one is information, and then all of them are. cause are what the
// sheet says of falls, by criterion.
//
// Source: Kế hoạch 1185/KH-UBND, VI.2.a: criteria, not items, and only those that
// the plan names for improvement.
func Compare(r *scheme.Result, b Baseline, keep bool, cause map[string]string) []ExitCriterion {
	out := make([]ExitCriterion, 0, len(r.Criteria))
	for i := range r.Criteria {
		c := &r.Criteria[i]
		x := ExitCriterion{ID: c.ID, Title: c.Title, State: Met, Cause: cause[c.ID]}
		if c.Complete && r.Excluded == nil {
			x.Now = &c.Points
		}
		if was, known := b.Was[c.ID]; known {
			x.Was = &was
		}
		if target, named := b.Improve[c.ID]; named {
			x.Named, x.Target = true, &target
		}
		switch {
		case !keep || !x.Named:
		case x.Was == nil || x.Now == nil:
			x.State = Unknown
		case *x.Now < *x.Was:
			x.State = NotMet
		}
		out = append(out, x)
	}
	return out
}

// Fell reports whether the criterion has fewer points than at the baseline,
// named or not. One of which either is not known has not fallen.
func (c *ExitCriterion) Fell() bool { return c.Was != nil && c.Now != nil && *c.Now < *c.Was }

// Exit says whether a pilot may leave the second stage by one of its sheets: the
// total is the exit score at least, and no criterion that the plan names for
// improvement has fewer points than at the baseline. r is the sheet's result in
// [Programme.ScoreColumn]. A sheet that is not complete, or whose cooperative is
// not scored, or whose scheme has not all of its points, leaves the total
// unknown; a criterion that is complete counts all the same.
//
// Source: Kế hoạch 1185/KH-UBND, VI.2.a.
func (p *Programme) Exit(r *scheme.Result, b Baseline, cause map[string]string) *Exit {
	x := &Exit{ExitScore: p.ExitScore, TotalMet: Unknown, Criteria: Compare(r, b, p.KeepBaseline, cause)}
	if r.Complete && !r.Partial && r.Excluded == nil {
		total := r.Total
		x.Total, x.TotalMet = &total, NotMet
		if total >= p.ExitScore {
			x.TotalMet = Met
		}
	}
	x.totalLacks(r)
	x.State = x.TotalMet
	for i := range x.Criteria {
		x.State = both(x.State, x.Criteria[i].State)
	}
	if p.KeepBaseline {
		x.criteriaLacks(b)
	}
	return x
}

func (x *Exit) totalLacks(r *scheme.Result) {
	switch {
	case r.Excluded != nil:
		x.lacks("Không chấm điểm được: %s", r.Excluded.Title)
	case !r.Complete:
		x.lacks("Bảng đánh giá chưa đủ điểm, còn thiếu %d mục", len(r.Missing))
	case r.Partial:
		x.lacks("Bộ tiêu chí chưa có đủ điểm nên không so được với mức %s", x.ExitScore.Spoken())
	case x.TotalMet == NotMet:
		x.lacks("Tổng %s điểm, còn thiếu %s đến mức %s", x.Total.Spoken(), (x.ExitScore - *x.Total).Spoken(), x.ExitScore.Spoken())
	}
}

// criteriaLacks says of the criteria that the plan names which one fell, and
// which cannot be compared: that a sheet is not complete yet was said already.
func (x *Exit) criteriaLacks(b Baseline) {
	var unknown []string
	seen := map[string]bool{}
	for i := range x.Criteria {
		c := &x.Criteria[i]
		seen[c.ID] = true
		switch {
		case c.State == NotMet:
			x.lacks("Tiêu chí %s: %s điểm, thấp hơn ban đầu %s", c.ID, vi.FormatPoints(int64(*c.Now)), vi.FormatPoints(int64(*c.Was)))
		case c.State == Unknown && c.Was == nil:
			unknown = append(unknown, c.ID)
		}
	}
	if len(unknown) > 0 {
		x.lacks("Chưa biết điểm ban đầu của tiêu chí %s", strings.Join(unknown, ", "))
	}
	var strange []string
	for id := range b.Improve {
		if !seen[id] {
			strange = append(strange, id)
		}
	}
	if len(strange) > 0 {
		slices.Sort(strange)
		x.lacks("Kế hoạch nêu tiêu chí %s mà bộ tiêu chí không có", strings.Join(strange, ", "))
		x.State = both(x.State, Unknown)
	}
}

func (x *Exit) lacks(format string, args ...any) {
	x.Lacks = append(x.Lacks, fmt.Sprintf(format, args...))
}
