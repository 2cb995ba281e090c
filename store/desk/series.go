package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strconv"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// SeriesQuery selects a series of yearly assessments; empty fields do not.
type SeriesQuery struct {
	By       UnitBy // "" = reporting unit of today
	Unit     string // reporting or administrative unit, those below it and what it was before
	From, To int    // years, both in it; 0 = the first and the last that there are
}

// Series is the yearly assessments of units over the years. A cooperative counts
// in every year to the unit that it lies in by today's table, so that a series by
// old district or by new commune goes through 1 July 2025 without a break.
type Series struct {
	By    UnitBy
	Unit  string // id, "" = all that are held
	Years []int  // rising, without gaps
	Lines []SeriesLine
	Total SeriesLine
}

// SeriesLine is one unit of a series.
type SeriesLine struct {
	Unit, UnitName string // "" of cooperatives whose unit cannot be told
	Coops          int    // that are active today
	Years          []SeriesYear
}

// SeriesYear is one year of a unit, by the sheet that counts of each cooperative.
type SeriesYear struct {
	Year     int
	Assessed int            // complete or finalised sheets, those of cooperatives not to be assessed too
	Excluded int            // of them: not to be assessed (Thông tư 01/2020/TT-BKHĐT, Điều 7)
	Rated    int            // with points
	Points   int64          // their sum in hundredths
	Ratings  map[string]int // by id of the band
}

// Mean is the mean of the points that were given, false while there are none.
func (y *SeriesYear) Mean() (scheme.Points, bool) {
	if y.Rated == 0 {
		return 0, false
	}
	n := int64(y.Rated)
	return scheme.Points((2*y.Points + n) / (2 * n)), true
}

// Series reads the yearly sheets of the cooperatives that q selects, by unit and
// year. It reads plain columns only. Errors: Usage for another By; NotFound or
// Invalid for a unit.
func (d *Desk) Series(ctx context.Context, q SeriesQuery) (*Series, error) {
	if q.By != ByReporting && q.By != ByDistrict && q.By != ByCommune {
		return nil, &store.Error{Code: store.Usage, Detail: "by", Message: "không lập được chuỗi số liệu theo " + string(q.By), Hint: "theo district (huyện cũ), commune (xã hiện nay), hoặc để trống (đơn vị báo cáo)"}
	}
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	var out *Series
	err = d.view(ctx, func(w *work) error {
		s := &seriesWork{w: w, places: newPlaces(w.cat.units), q: q, lines: map[string]*seriesLine{}, at: map[string]*RegisterEntry{}, unit: map[string]string{}}
		if s.q.Unit, err = w.unitNamed(q.Unit); err != nil {
			return err
		}
		if err := s.read(reg); err != nil {
			return err
		}
		out = s.series()
		return nil
	})
	return out, err
}

type seriesWork struct {
	w      *work
	places *places
	q      SeriesQuery
	at     map[string]*RegisterEntry // the cooperatives that are selected
	unit   map[string]string         // cooperative → unit of its line
	lines  map[string]*seriesLine
}

type seriesLine struct {
	coops int
	years map[int]*SeriesYear
}

func (s *seriesWork) line(unit string) *seriesLine {
	l := s.lines[unit]
	if l == nil {
		l = &seriesLine{years: map[int]*SeriesYear{}}
		s.lines[unit] = l
	}
	return l
}

// read sums up the sheets, which come by cooperative and period.
func (s *seriesWork) read(reg *Register) error {
	today := s.w.d.today()
	for i := range reg.Rows {
		e := &reg.Rows[i]
		if s.q.Unit != "" && !s.places.coversCoop(s.q.Unit, e) {
			continue
		}
		unit := e.ReportingUnit
		switch s.q.By {
		case ByDistrict:
			unit = s.places.districtOf(e)
		case ByCommune:
			unit = s.places.communeOf(e, today)
		}
		s.at[e.ID], s.unit[e.ID] = e, unit
		if l := s.line(unit); e.Status == "" || e.Status == "active" {
			l.coops++
		}
	}
	coops, err := s.w.hidden(store.Cooperative)
	if err != nil {
		return err
	}
	sheets, err := s.w.hidden(store.Assessment)
	if err != nil {
		return err
	}
	family := newFamily(coops)
	var now RegisterEntry // the cooperative whose sheets are read
	take := func(row *store.ScoreRow) error {
		kept := family.kept(row.Cooperative)
		if s.at[kept] == nil || row.Occasion != "annual" || row.State == store.Void || sheets[row.ID] != "" {
			return nil
		}
		if last := now.Last(); last != nil && (now.ID != kept || last.Period != row.Period) {
			s.count(now.ID, last)
			now = RegisterEntry{}
		}
		now.ID = kept
		now.add(row)
		return nil
	}
	err = s.w.tx.Scores("", func(row *store.ScoreRow) error {
		if family.takes(row) {
			return nil
		}
		return take(row)
	})
	if err == nil {
		err = family.scores(take)
	}
	if last := now.Last(); last != nil {
		s.count(now.ID, last)
	}
	return err
}

// count adds the sheet of one cooperative and year.
func (s *seriesWork) count(coop string, sheet *Score) {
	year, err := strconv.Atoi(sheet.Period)
	if err != nil || s.q.From > 0 && year < s.q.From || s.q.To > 0 && year > s.q.To || !sheet.Complete() {
		return
	}
	l := s.line(s.unit[coop])
	y := l.years[year]
	if y == nil {
		y = &SeriesYear{Year: year, Ratings: map[string]int{}}
		l.years[year] = y
	}
	y.Assessed++
	if sheet.Excluded != "" {
		y.Excluded++
	}
	if sheet.Rating != "" {
		y.Ratings[sheet.Rating]++
	}
	if sheet.Known {
		y.Rated++
		y.Points += sheet.Points
	}
}

// series lays the lines out by year, in Vietnamese order of the units' names; what
// cannot be told stands last.
func (s *seriesWork) series() *Series {
	out := &Series{By: s.q.By, Unit: s.q.Unit, Total: SeriesLine{}}
	first, last := s.q.From, s.q.To
	for _, l := range s.lines {
		for y := range l.years {
			if s.q.From == 0 && (first == 0 || y < first) {
				first = y
			}
			if s.q.To == 0 {
				last = max(last, y)
			}
		}
	}
	for y := first; y <= last && y > 0; y++ {
		out.Years = append(out.Years, y)
		out.Total.Years = append(out.Total.Years, SeriesYear{Year: y, Ratings: map[string]int{}})
	}
	for _, unit := range sortedKeys(s.lines) {
		l := s.lines[unit]
		line := SeriesLine{Unit: unit, Coops: l.coops}
		if unit != "" {
			line.UnitName = unitName(s.w.cat.units, unit)
		}
		out.Total.Coops += l.coops
		for i, year := range out.Years {
			y := l.years[year]
			if y == nil {
				y = &SeriesYear{Year: year, Ratings: map[string]int{}}
			}
			line.Years = append(line.Years, *y)
			out.Total.Years[i].plus(y)
		}
		out.Lines = append(out.Lines, line)
	}
	slices.SortStableFunc(out.Lines, func(a, b SeriesLine) int {
		return cmp.Or(boolFirst(a.Unit != "", b.Unit != ""), bytes.Compare(vi.SortKey(a.UnitName), vi.SortKey(b.UnitName)), cmp.Compare(a.Unit, b.Unit))
	})
	return out
}

func (y *SeriesYear) plus(o *SeriesYear) {
	y.Assessed, y.Excluded, y.Rated, y.Points = y.Assessed+o.Assessed, y.Excluded+o.Excluded, y.Rated+o.Rated, y.Points+o.Points
	for rating, n := range o.Ratings {
		y.Ratings[rating] += n
	}
}

// Within returns what reports whether a record counts to a unit: a district of
// old, a commune, a reporting unit, or a unit above them. A record counts by its
// cooperative, one without by its own unit. Errors: NotFound or Invalid.
func (d *Desk) Within(ctx context.Context, unit string) (func(*store.Record) bool, error) {
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	in := map[string]bool{}
	var p *places
	var id string
	err = d.view(ctx, func(w *work) error {
		if id, err = w.unitNamed(unit); err != nil {
			return err
		}
		p = newPlaces(w.cat.units)
		for i := range reg.Rows {
			in[reg.Rows[i].ID] = p.coversCoop(id, &reg.Rows[i])
		}
		hidden, err := w.hidden(store.Cooperative)
		for twin, kept := range hidden {
			in[twin] = in[kept]
		}
		return err
	})
	return func(r *store.Record) bool {
		coop := store.CooperativeOf(r.Kind, r.ID, r.Doc)
		if coop != "" {
			return in[coop]
		}
		return r.Unit != "" && p.covers(id, r.Unit)
	}, err
}
