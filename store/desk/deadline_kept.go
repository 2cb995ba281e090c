package desk

import (
	"strconv"

	"coopfield/store"
	"coopfield/store/programme"
)

// keeping tells which deadlines are kept, by the register and the few records of
// the programme. What it counts are the cooperatives and units of this person.
type keeping struct {
	w      *work
	reg    *Register
	in     *coopsOf
	on     string
	sheets map[string]*unitsWaiting // by year
	asked  map[string]*unitsWaiting // by programme and what is asked for
}

// unitsWaiting is how many of a unit's something are still waited for.
type unitsWaiting struct {
	all, open map[string]int // by reporting unit
	missing   int            // cooperatives that have no sheet at all
	coops     int
}

func newKeeping(w *work, reg *Register, on string) *keeping {
	return &keeping{w: w, reg: reg, on: on, in: newCoopsOf(w, reg), sheets: map[string]*unitsWaiting{}, asked: map[string]*unitsWaiting{}}
}

func newWaiting() *unitsWaiting { return &unitsWaiting{all: map[string]int{}, open: map[string]int{}} }

func (u *unitsWaiting) add(unit string, open bool) {
	u.all[unit]++
	if open {
		u.open[unit]++
	}
}

// units counts the units and those of them of which something is waited for.
func (u *unitsWaiting) units() (open, all int) {
	for unit := range u.all {
		all++
		if u.open[unit] > 0 {
			open++
		}
	}
	return open, all
}

// of counts what one unit has and what of it is waited for.
func (u *unitsWaiting) of(unit string) (open, all int) { return u.open[unit], u.all[unit] }

// counted lays what is waited for into a line: an officer's own, else by unit.
func (k *keeping) counted(l *DeadlineLine, u *unitsWaiting) {
	if me := k.w.d.Me(); me.Role == store.Officer {
		l.Open, l.All = u.of(me.Unit)
	} else {
		l.Open, l.All = u.units()
	}
	l.Done = l.All > 0 && l.Open == 0
}

// ofScheme says who has not handed in the yearly sheet of a deadline's year
// (Thông tư 01/2020/TT-BKHĐT, Điều 9): of a cooperative no sheet is held, of a
// unit one is not finalised. What the province sent to the ministry the store
// does not know.
func (k *keeping) ofScheme(l *DeadlineLine) {
	if l.Level == levelProvince {
		return
	}
	u := k.sheetsOf(l.Year)
	if u.coops == 0 {
		return
	}
	if l.Level == levelCoop {
		l.Open, l.All = u.missing, u.coops
		l.Done = l.Open == 0
		return
	}
	k.counted(l, u)
}

// sheetsOf counts the yearly sheets of a year that are waited for, of this
// person's cooperatives.
func (k *keeping) sheetsOf(year int) *unitsWaiting {
	period := strconv.Itoa(year)
	if u := k.sheets[period]; u != nil {
		return u
	}
	u, me := newWaiting(), k.w.d.Me()
	k.sheets[period] = u
	take := func(unit string, x *sheetsWaiting) {
		u.coops += x.coops
		u.missing += x.missing
		if x.coops > 0 {
			u.all[unit], u.open[unit] = u.all[unit]+x.coops, u.open[unit]+x.open
		}
	}
	if me.Role == store.Advisor {
		for i := range k.reg.Rows {
			if e := &k.reg.Rows[i]; k.w.mine(e) {
				one := &sheetsWaiting{}
				one.count(e, period)
				take(e.ReportingUnit, one)
			}
		}
		return u
	}
	for unit, x := range k.reg.waiting(period) {
		if me.Role == store.Province || unit == me.Unit {
			take(unit, x)
		}
	}
	return u
}

// sheetsWaiting counts the active cooperatives of a unit, those that have no
// sheet of a year, and those that have no finalised one.
type sheetsWaiting struct{ coops, missing, open int }

func (x *sheetsWaiting) count(e *RegisterEntry, period string) {
	if e.Status != "" && e.Status != "active" {
		return
	}
	x.coops++
	for i := range e.Scores {
		if s := &e.Scores[i]; s.Period == period {
			if s.State != store.Final {
				x.open++
			}
			return
		}
	}
	x.missing++
	x.open++
}

// waiting counts the sheets of a year that are waited for by reporting unit; a
// unit that has cooperatives stands in it, also if none is active. It is counted
// once for each Register: Home asks often.
func (r *Register) waiting(period string) map[string]*sheetsWaiting {
	r.mu.Lock()
	defer r.mu.Unlock()
	if m := r.waits[period]; m != nil {
		return m
	}
	m := map[string]*sheetsWaiting{}
	for i := range r.Rows {
		e := &r.Rows[i]
		x := m[e.ReportingUnit]
		if x == nil {
			x = &sheetsWaiting{}
			m[e.ReportingUnit] = x
		}
		x.count(e, period)
	}
	if r.waits == nil {
		r.waits = map[string]map[string]*sheetsWaiting{}
	}
	r.waits[period] = m
	return m
}

// ofProgramme says whether what a programme's deadline asks for is held.
func (k *keeping) ofProgramme(p *programme.Programme, l *DeadlineLine) error {
	var u *unitsWaiting
	var err error
	switch l.Deadline.Asks {
	case "":
		return nil
	case programme.AsksReport:
		return k.report(l)
	case programme.AsksSelection:
		u, err = k.selections(p)
	case programme.AsksReplication:
		u, err = k.replications(p)
	}
	if err != nil || u == nil {
		return err
	}
	k.counted(l, u)
	return nil
}

// report asks for the finalised report of the deadline's year: the province's,
// this unit's, or at the province those of all units that have cooperatives.
func (k *keeping) report(l *DeadlineLine) error {
	year := l.Year
	if year == 0 {
		year, _ = strconv.Atoi(k.on[:4])
	}
	held := map[string]bool{}
	province := false
	asked := store.Query{Kind: store.Report, Where: []store.Cond{{Field: "template", Value: l.Deadline.Report}}}
	if period := l.Deadline.ReportPeriod(year); period != "" {
		asked.Where = append(asked.Where, store.Cond{Field: "period", Value: period})
	}
	q, any, err := k.w.following(asked)
	if err != nil || !any {
		return err
	}
	err = k.w.tx.Records(q, func(r *store.Record) error {
		switch {
		case r.State != store.Final:
		case r.Doc.Text("level") == levelProvince:
			province = true
		default:
			held[r.Doc.Text("unit")] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	if l.Level == levelProvince {
		l.Done = province
		return nil
	}
	if l.Level != levelUnit {
		return nil
	}
	u, me := newWaiting(), k.w.d.Me()
	for unit := range k.reg.waiting(strconv.Itoa(year)) {
		if me.Role == store.Province || me.Role == store.Officer && unit == me.Unit {
			u.add(unit, !k.in.places.anyCovers(held, unit))
		}
	}
	k.counted(l, u)
	return nil
}

// selections counts the applications on which the district has not decided
// (Kế hoạch 1185/KH-UBND, VI.1.c).
func (k *keeping) selections(p *programme.Programme) (*unitsWaiting, error) {
	return k.once(p.ID+" selection", func(u *unitsWaiting) error {
		return k.w.registrationsOf(p.ID, func(r *store.Record) error {
			u.add(r.Unit, r.Doc.Text("district_decision.result") == "")
			return nil
		})
	})
}

// replications counts the units with pilots that sent no replication plan
// (Kế hoạch 1185/KH-UBND, VI.3).
func (k *keeping) replications(p *programme.Programme) (*unitsWaiting, error) {
	return k.once(p.ID+" replication", func(u *unitsWaiting) error {
		sent, err := k.w.replicating(k.in)
		if err != nil {
			return err
		}
		return k.w.registrationsOf(p.ID, func(r *store.Record) error {
			if r.Doc.Text("province_decision.result") == ResultChosen {
				u.add(r.Unit, !k.in.places.anyCovers(sent, r.Unit))
			}
			return nil
		})
	})
}

func (k *keeping) once(name string, f func(u *unitsWaiting) error) (*unitsWaiting, error) {
	if u := k.asked[name]; u != nil {
		return u, nil
	}
	u := newWaiting()
	k.asked[name] = u
	return u, f(u)
}

// registrationsOf calls f for each application for a programme.
func (w *work) registrationsOf(programme string, f func(*store.Record) error) error {
	q, any, err := w.following(store.Query{Kind: store.Registration, Where: []store.Cond{{Field: "programme", Value: programme}}})
	if err != nil || !any {
		return err
	}
	return w.tx.Records(q, f)
}
