package scheme

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"coopfield/store"
)

// A Sheet is what a person filled in of one assessment.
type Sheet struct {
	CoopType      string // htx, lhhtx, tht, qtdnd, nhhtx; "" = not known
	MonthsActive  *int64 // hundredths of a month since founding; nil = not known
	MonthsStopped *int64 // hundredths of a month stopped in the year; nil = not known

	Facts map[string]int64 // by the fact's scale
	Prev  map[string]int64 // facts of the year before; nil = none. Ids that the scheme lacks are ignored

	Given  map[Column]map[string]Points // by item
	Reason map[string]string            // by item: why given and computed points differ
}

// Options of [Scheme.Score].
type Options struct {
	Column Column // "" = checked where any points are given there, else self
}

// Score computes what sh comes to under s. It refuses, as [store.Invalid] with
// these details, what no sheet may hold:
//
//   - "unknown-item", "unknown-fact", "unknown-column": an id the scheme lacks;
//     the message lists those it has (an unknown column in opt is
//     [store.Usage]);
//   - "fact-too-large": beyond ±10^15;
//   - "points-negative", "points-above-max", "points-off-step": of one item;
//   - "criterion-above-max", "group-above-max": of a sum in one column.
//
// Several faults are told at once, under the detail of the first. An
// expression that fails makes its item missing and is no error.
func (s *Scheme) Score(sh Sheet, opt Options) (Result, error) {
	if opt.Column != "" && !opt.Column.Valid() {
		return Result{}, &store.Error{
			Code: store.Usage, Detail: "unknown-column",
			Message: fmt.Sprintf("không có cột điểm %q", opt.Column),
			Hint:    "chọn self, checked hoặc approved",
		}
	}
	if err := s.check(&sh); err != nil {
		return Result{}, err
	}
	m := machine{env: s.values(&sh)}
	computed := make([]ItemResult, len(s.items))
	for i, it := range s.items {
		computed[i] = it.compute(&m)
	}
	column := opt.Column
	if column == "" {
		column = Self
		if len(sh.Given[Checked]) > 0 {
			column = Checked
		}
	}
	var refused refusals
	var result Result
	for _, c := range Columns() {
		if c != column && len(sh.Given[c]) == 0 {
			continue
		}
		r := s.sum(c, &sh, computed, &refused)
		if c == column {
			result = r
		}
	}
	if err := refused.err(); err != nil {
		return Result{}, err
	}
	s.rate(&result, &sh, &m)
	return result, nil
}

// refusals collects what is wrong with a sheet.
type refusals []*store.Error

func (r *refusals) add(detail, hint, format string, args ...any) {
	*r = append(*r, invalid(detail, fmt.Sprintf(format, args...), hint))
}

// err joins the sentences under the detail of the first.
func (r refusals) err() error {
	if len(r) == 0 {
		return nil
	}
	all := *r[0]
	for _, e := range r[1:] {
		all.Message += "; " + e.Message
		if !strings.Contains(all.Hint, e.Hint) {
			all.Hint += "; " + e.Hint
		}
	}
	return &all
}

// check refuses ids that s lacks and points that an item cannot have.
func (s *Scheme) check(sh *Sheet) error {
	var refused refusals
	for _, id := range those(sh.Facts, func(id string, _ int64) bool { _, ok := s.factIndex[id]; return !ok }) {
		refused.add("unknown-fact", s.factList(), "bộ tiêu chí %s không có chỉ tiêu %q", s.ID, id)
	}
	for _, facts := range []map[string]int64{sh.Facts, sh.Prev} {
		for _, f := range s.Facts {
			if n, ok := facts[f.ID]; ok && (n > maxFact || n < -maxFact) {
				refused.add("fact-too-large", "kiểm tra lại đơn vị tính", "chỉ tiêu %q lớn quá mức tính được", f.Title)
			}
		}
	}
	for _, id := range those(sh.Reason, func(id, _ string) bool { _, ok := s.itemIndex[id]; return !ok }) {
		refused.add("unknown-item", s.itemList(), "bộ tiêu chí %s không có mục %q", s.ID, id)
	}
	for _, c := range slices.Sorted(maps.Keys(sh.Given)) {
		if !c.Valid() {
			refused.add("unknown-column", "chọn self, checked hoặc approved", "không có cột điểm %q", c)
			continue
		}
		for _, id := range those(sh.Given[c], func(id string, p Points) bool { return s.checkPoints(c, id, p, nil) }) {
			s.checkPoints(c, id, sh.Given[c][id], &refused)
		}
	}
	return refused.err()
}

// those returns in order the keys of m of which is holds: mostly none, so that
// nothing is put in order for every sheet that is in order.
func those[V any](m map[string]V, is func(string, V) bool) []string {
	var ids []string
	for id, v := range m {
		if is(id, v) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// checkPoints reports whether an item cannot have p in a column, and says so
// unless refused is nil.
func (s *Scheme) checkPoints(c Column, id string, p Points, refused *refusals) bool {
	say := func(detail, hint, format string, args ...any) bool {
		if refused != nil {
			refused.add(detail, hint, format, args...)
		}
		return true
	}
	it, ok := s.Item(id)
	switch {
	case !ok:
		return say("unknown-item", s.itemList(), "bộ tiêu chí %s không có mục %q", s.ID, id)
	case p < 0:
		return say("points-negative", "ghi số điểm từ 0", "mục %s, cột %s: điểm %s là số âm", it.ID, c, p.Spoken())
	case it.Max != nil && p > *it.Max:
		return say("points-above-max", "ghi số điểm không quá điểm tối đa",
			"mục %s, cột %s: %s điểm vượt điểm tối đa %s", it.ID, c, p.Spoken(), it.Max.Spoken())
	case p > s.Max: // also bounds every sum
		return say("points-above-max", "ghi số điểm không quá điểm tối đa",
			"mục %s, cột %s: %s điểm vượt điểm tối đa %s của bộ tiêu chí", it.ID, c, p.Spoken(), s.Max.Spoken())
	case s.Step > 0 && p%s.Step != 0:
		return say("points-off-step", fmt.Sprintf("ghi số điểm là bội của %s", s.Step.Spoken()),
			"mục %s, cột %s: %s điểm không chia hết cho bước điểm %s", it.ID, c, p.Spoken(), s.Step.Spoken())
	}
	return false
}

func (s *Scheme) itemList() string {
	ids := make([]string, len(s.items))
	for i, it := range s.items {
		ids[i] = it.ID
	}
	return "dùng id của mục; " + quoteIDs(ids)
}

func (s *Scheme) factList() string {
	ids := make([]string, len(s.Facts))
	for i, f := range s.Facts {
		ids[i] = f.ID
	}
	return "dùng id của chỉ tiêu; " + quoteIDs(ids)
}

// values is what expressions see of sh. What is absent has no key.
func (s *Scheme) values(sh *Sheet) map[string]any {
	env := make(map[string]any, len(sh.Facts)+4)
	for id, n := range sh.Facts {
		env[id] = decimal(n, s.Facts[s.factIndex[id]].Scale)
	}
	if sh.Prev != nil {
		prev := make(map[string]any, len(sh.Prev))
		for id, n := range sh.Prev {
			if i, ok := s.factIndex[id]; ok {
				prev[id] = decimal(n, s.Facts[i].Scale)
			}
		}
		env[varPrev] = prev
	}
	if sh.CoopType != "" {
		env[varCoopType] = sh.CoopType
	}
	if sh.MonthsActive != nil {
		env[varActive] = decimal(*sh.MonthsActive, 2)
	}
	if sh.MonthsStopped != nil {
		env[varStopped] = decimal(*sh.MonthsStopped, 2)
	}
	return env
}

const problemFailed = "không tính được từ các số liệu này: thiếu số liệu năm trước hoặc phép tính không cho ra số"

// compute is the part of an item's result that only the facts decide.
func (it *Item) compute(m *machine) ItemResult {
	r := ItemResult{ID: it.ID, Max: it.Max, How: Missing, Todo: it.Todo}
	if it.shows != nil && m.has(it.shows) {
		if v, err := m.number(it.shows); err == nil {
			r.Shows = &v
		} else {
			r.Problem = problemFailed
		}
	}
	if it.value == nil || !m.has(it.value) {
		return r
	}
	switch it.Kind {
	case KindYesNo:
		yes, err := m.truth(it.value)
		if err != nil {
			r.Problem = problemFailed
			return r
		}
		r.Computed = new(Points)
		if yes {
			*r.Computed = *it.Max
		}
	case KindSteps:
		v, err := m.number(it.value)
		if err != nil {
			r.Problem = problemFailed
			return r
		}
		r.Value = &v
		i, ok := reach(it.Steps, v)
		if !ok {
			r.Problem = "giá trị âm không thuộc mức điểm nào của bộ tiêu chí"
			return r
		}
		r.Step = stepResult(it.Steps, i, v)
		p := it.Steps[i].Points
		r.Computed = &p
	}
	return r
}

// sum lays the points of column c over what was computed and adds up.
func (s *Scheme) sum(c Column, sh *Sheet, computed []ItemResult, refused *refusals) Result {
	r := Result{Column: c, Max: s.Max, Partial: s.Partial, Complete: true, Items: slices.Clone(computed)}
	given := sh.Given[c]
	at := 0
	for gi := range s.Groups {
		g := &s.Groups[gi]
		gr := GroupResult{ID: g.ID, Title: g.Title, Max: g.Max, Complete: true}
		for ci := range g.Criteria {
			cr := CriterionResult{
				ID: g.Criteria[ci].ID, Title: g.Criteria[ci].Title, Group: g.ID, Max: g.Criteria[ci].Max, Complete: true,
			}
			for ; at < len(s.items) && s.items[at].Criterion == &g.Criteria[ci]; at++ {
				it := &r.Items[at]
				if p, ok := given[it.ID]; ok {
					it.How, it.Points = Given, &p
					if it.Computed != nil && *it.Computed != p && strings.TrimSpace(sh.Reason[it.ID]) == "" {
						it.NeedsReason = true
						r.Unexplained = append(r.Unexplained, it.ID)
					}
				} else if it.Computed != nil {
					it.How, it.Points = Computed, it.Computed
				}
				if it.Todo != "" {
					r.Todo++
				}
				if it.Points == nil {
					cr.Complete = false
					r.Missing = append(r.Missing, it.ID)
					continue
				}
				cr.Points += *it.Points
			}
			if cr.Max != nil && cr.Points > *cr.Max {
				refused.add("criterion-above-max", "giảm điểm các mục của tiêu chí",
					"tiêu chí %s, cột %s: %s điểm vượt điểm tối đa %s", cr.ID, c, cr.Points.Spoken(), cr.Max.Spoken())
			}
			gr.Points += cr.Points
			gr.Complete = gr.Complete && cr.Complete
			r.Criteria = append(r.Criteria, cr)
		}
		if gr.Points > gr.Max {
			refused.add("group-above-max", "giảm điểm các tiêu chí của nhóm",
				"nhóm %s, cột %s: %s điểm vượt điểm tối đa %s", gr.ID, c, gr.Points.Spoken(), gr.Max.Spoken())
		}
		r.Total += gr.Points
		r.Complete = r.Complete && gr.Complete
		r.Groups = append(r.Groups, gr)
	}
	return r
}

// rate fills in what follows from the total.
func (s *Scheme) rate(r *Result, sh *Sheet, m *machine) {
	for i := range s.Exclusions {
		x := &s.Exclusions[i]
		if !m.has(x.prog) {
			continue
		}
		if yes, err := m.truth(x.prog); err == nil && yes {
			r.Excluded = x
			return
		}
	}
	if s.Partial || len(s.Ratings) == 0 {
		return
	}
	i := s.band(r.Total)
	if r.Complete {
		r.Rating = &s.Ratings[i]
	}
	if i > 0 {
		r.Next = &s.Ratings[i-1]
		r.ToNext = r.Next.From - r.Total
	}
}

// ColumnsDiffer returns, in the order of the scheme, the items that two
// columns of sh give different points without a reason.
func (s *Scheme) ColumnsDiffer(sh Sheet) []string {
	var ids []string
	for _, it := range s.items {
		var first *Points
		for _, c := range Columns() {
			p, ok := sh.Given[c][it.ID]
			if !ok {
				continue
			}
			if first != nil && *first != p && strings.TrimSpace(sh.Reason[it.ID]) == "" {
				ids = append(ids, it.ID)
				break
			}
			if first == nil {
				first = &p
			}
		}
	}
	return ids
}
