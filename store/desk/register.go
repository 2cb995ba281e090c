package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"
	gosync "sync"

	"coopfield/store"
	"coopfield/store/unit"
	"coopfield/store/vi"
)

// Register is the list of cooperatives in memory, in Vietnamese order of
// names, with the last five yearly scores of each. It is a snapshot: a new one
// is asked for after a change. It is safe for use by several goroutines.
type Register struct {
	Rows []RegisterEntry

	years  map[string]*yearSum // what Home shows of each year
	units  *unit.Table
	bands  map[string]int // rating → rank, best first
	folded []string       // name, tax code and places of each row, folded
	orders map[string][]int
	mu     gosync.Mutex
	waits  map[string]map[string]*sheetsWaiting // of deadlines: year → reporting unit, made when first asked
}

// registerCache keeps the newest Register until something changes.
type registerCache struct {
	mu  gosync.Mutex
	reg *Register
}

// Register returns the list of cooperatives. It reads plain columns only, and
// only after something changed.
func (d *Desk) Register(ctx context.Context) (*Register, error) {
	d.register.mu.Lock()
	defer d.register.mu.Unlock()
	if d.register.reg != nil {
		return d.register.reg, nil
	}
	r, err := d.readRegister(ctx)
	if err != nil {
		return nil, err
	}
	d.register.reg = r
	return r, nil
}

// stale forgets the register after a change of what it shows.
func (d *Desk) stale(changed map[string]bool) {
	if len(changed) == 0 {
		return
	}
	d.register.mu.Lock()
	d.register.reg = nil
	d.register.mu.Unlock()
}

const scoresKept = 5

func (d *Desk) readRegister(ctx context.Context) (*Register, error) {
	c := d.catalog()
	r := &Register{units: c.units, bands: map[string]int{}, orders: map[string][]int{}, years: map[string]*yearSum{}}
	for _, list := range c.schemes {
		for _, s := range list {
			for i, b := range s.Ratings {
				r.bands[b.ID] = max(r.bands[b.ID], i+1)
			}
		}
	}
	err := d.view(ctx, func(w *work) error {
		tx := w.tx
		coops, err := w.hidden(store.Cooperative)
		if err != nil {
			return err
		}
		sheets, err := w.hidden(store.Assessment)
		if err != nil {
			return err
		}
		family := newFamily(coops)
		at := map[string]int{}
		err = tx.Register(func(row *store.RegisterRow) error {
			if coops[row.ID] != "" {
				return nil // the record that is kept stands for it
			}
			at[row.ID] = len(r.Rows)
			r.Rows = append(r.Rows, RegisterEntry{RegisterRow: *row})
			return nil
		})
		if err != nil {
			return err
		}
		score := func(row *store.ScoreRow) error {
			i, ok := at[family.kept(row.Cooperative)]
			if !ok || row.Occasion != "annual" || row.State == store.Void || sheets[row.ID] != "" {
				return nil
			}
			e := &r.Rows[i]
			last := e.Last()
			if last != nil && last.Period != row.Period {
				r.count(e, last)
			}
			e.add(row)
			return nil
		}
		err = tx.Scores("", func(row *store.ScoreRow) error {
			if family.takes(row) {
				return nil
			}
			return score(row)
		})
		if err != nil {
			return err
		}
		return family.scores(score)
	})
	if err != nil {
		return nil, err
	}
	for i := range r.Rows {
		if last := r.Rows[i].Last(); last != nil {
			r.count(&r.Rows[i], last)
		}
	}
	r.index()
	return r, nil
}

// yearSum sums the yearly sheets of one year by reporting unit.
type yearSum struct{ byUnit map[string]*unitSum }

type unitSum struct {
	assessed, excluded, rated int
	points                    int64
	ratings                   map[string]int
}

// count adds a cooperative's sheet of a year to the sums; Scores come by
// cooperative and period, so that each is complete when the next begins.
func (r *Register) count(e *RegisterEntry, s *Score) {
	y := r.years[s.Period]
	if y == nil {
		y = &yearSum{byUnit: map[string]*unitSum{}}
		r.years[s.Period] = y
	}
	u := y.byUnit[e.ReportingUnit]
	if u == nil {
		u = &unitSum{ratings: map[string]int{}}
		y.byUnit[e.ReportingUnit] = u
	}
	if s.Excluded != "" {
		u.excluded++
	}
	if !s.Complete() {
		return
	}
	u.assessed++
	if s.Rating != "" {
		u.ratings[s.Rating]++
	}
	if s.Known {
		u.rated++
		u.points += s.Points
	}
}

// add keeps the newest scores of a row, one a period; Scores come by period.
func (e *RegisterEntry) add(row *store.ScoreRow) {
	s := Score{
		ID: row.ID, Period: row.Period, Points: row.Summary.Points, Known: row.Summary.Known, Rating: row.Summary.Rating,
		Excluded: row.Summary.Excluded, State: row.State, Conflict: row.Conflict, Returned: row.Returned,
		Accepted: row.Accepted, Sealed: row.Sealed, Got: row.Got,
		Done: row.Summary.Done, Items: row.Summary.Items,
	}
	if n := len(e.Scores); n > 0 && e.Scores[n-1].Period == s.Period {
		if e.Scores[n-1].State != store.Final { // of two schemes in one year the finalised one shows
			e.Scores[n-1] = s
		}
		return
	}
	if len(e.Scores) == scoresKept {
		copy(e.Scores, e.Scores[1:])
		e.Scores = e.Scores[:scoresKept-1]
	}
	if e.Scores == nil {
		e.Scores = make([]Score, 0, scoresKept)
	}
	e.Scores = append(e.Scores, s)
}

// index prepares searching: the names of units are folded once each.
func (r *Register) index() {
	names, folded := map[string]string{}, map[string]string{}
	name := func(id string) string {
		if _, ok := names[id]; !ok {
			names[id] = unitName(r.units, id)
			folded[id] = vi.Fold(names[id])
		}
		return names[id]
	}
	r.folded = make([]string, len(r.Rows))
	for i := range r.Rows {
		e := &r.Rows[i]
		e.UnitName, e.ReportName = name(e.Unit), name(e.ReportingUnit)
		text := e.Folded
		if text == "" {
			text = vi.Fold(e.Name)
		}
		r.folded[i] = text + "\n" + e.TaxCode + "\n" + folded[e.Unit] + "\n" + folded[e.ReportingUnit]
	}
}

// Filter returns the indexes into Rows of the lines that q selects, in the
// order that s names.
func (r *Register) Filter(q RegisterQuery, s RegisterSort) []int {
	words := strings.Fields(vi.Fold(q.Text))
	var in *places
	under := map[string]bool{}
	inUnit := func(id string) bool {
		yes, known := under[id]
		if !known {
			if in == nil {
				in = newPlaces(r.units)
			}
			yes = in.covers(q.Unit, id)
			under[id] = yes
		}
		return yes
	}
	year := q.Year
	fits := func(i int) bool {
		e := &r.Rows[i]
		if q.Type != "" && e.Type != q.Type || q.Field != "" && e.ReportField != q.Field || q.Model != "" && e.Model != q.Model ||
			q.Status != "" && e.Status != q.Status {
			return false
		}
		if q.Unit != "" && !inUnit(e.ReportingUnit) && !inUnit(e.Unit) {
			return false
		}
		if q.Rating != "" || year != "" {
			if !e.rated(q.Rating, year, q.Not) {
				return false
			}
		}
		for _, w := range words {
			if !strings.Contains(r.folded[i], w) {
				return false
			}
		}
		return true
	}
	order := r.order(s.Column)
	out := make([]int, 0, len(order))
	if s.Desc {
		for _, i := range slices.Backward(order) {
			if fits(i) {
				out = append(out, i)
			}
		}
		return out
	}
	for _, i := range order {
		if fits(i) {
			out = append(out, i)
		}
	}
	return out
}

func (e *RegisterEntry) rated(rating, year string, not bool) bool {
	var s *Score
	if year == "" {
		s = e.Last()
	}
	for i := range e.Scores {
		if year != "" && e.Scores[i].Period == year {
			s = &e.Scores[i]
		}
	}
	switch {
	case not:
		return s == nil
	case rating == "-":
		return s == nil || s.Rating == ""
	case s == nil:
		return false
	}
	return rating == "" || s.Rating == rating
}

// order returns the rows sorted by a column; equal ones stay in order of names.
func (r *Register) order(column string) []int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if o := r.orders[column]; o != nil {
		return o
	}
	o := make([]int, len(r.Rows))
	for i := range o {
		o[i] = i
	}
	if compare := r.comparer(column); compare != nil {
		slices.SortStableFunc(o, compare)
	}
	r.orders[column] = o
	return o
}

func (r *Register) comparer(column string) func(a, b int) int {
	text := func(of func(*RegisterEntry) string) func(a, b int) int {
		keys := map[string][]byte{}
		c := vi.NewCollator()
		list := make([][]byte, len(r.Rows))
		for i := range r.Rows {
			s := of(&r.Rows[i])
			k, ok := keys[s]
			if !ok {
				k = c.AppendKey(nil, s)
				keys[s] = k
			}
			list[i] = k
		}
		return func(a, b int) int { return bytes.Compare(list[a], list[b]) }
	}
	number := func(of func(*Score) int64) func(a, b int) int {
		list := make([]int64, len(r.Rows))
		for i := range r.Rows {
			list[i] = -1
			if s := r.Rows[i].Last(); s != nil {
				list[i] = of(s)
			}
		}
		return func(a, b int) int { return cmp.Compare(list[a], list[b]) }
	}
	switch column {
	case "unit":
		return text(func(e *RegisterEntry) string { return e.UnitName })
	case "reporting_unit":
		return text(func(e *RegisterEntry) string { return e.ReportName })
	case "type":
		return text(func(e *RegisterEntry) string { return e.Type })
	case "model":
		return text(func(e *RegisterEntry) string { return e.Model })
	case "field":
		return text(func(e *RegisterEntry) string { return e.ReportField })
	case "status":
		return text(func(e *RegisterEntry) string { return e.Status })
	case "tax_code":
		return text(func(e *RegisterEntry) string { return e.TaxCode })
	case "points":
		return number(func(s *Score) int64 {
			if !s.Known {
				return -1
			}
			return s.Points
		})
	case "rating": // worst first, so that descending shows the best first
		return number(func(s *Score) int64 {
			if s.Rating == "" {
				return -1
			}
			return 1000 - int64(r.bands[s.Rating])
		})
	}
	return nil // rows come in order of names
}
