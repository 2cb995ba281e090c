package sample

import (
	"slices"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// applicant is a cooperative that applies for the programme, with what its
// records need of the first pass. Its chance is its own, so that the records of
// the first pass are the same with and without a programme.
type applicant struct {
	draw
	n         int // as in names
	at        int // place in the sample, which seconds of instants come from
	id        string
	kind      string
	since     string
	reporting string
	links     store.Doc
	model     string   // of the register, "" = none is written
	models    []string // of its trade
	strong    bool     // its sheets come out well
	years     map[int]store.Doc
	plight    plight
	nth       int           // of those with its plight
	target    scheme.Points // of the entry sheet, in the programme's column
	priority  int           // priorities that are to be met, at least what the figures meet
	undecided bool          // the district has not decided yet
}

// plight is what an application lacks.
type plight uint8

const (
	fine       plight = iota
	lowScore          // just below what the programme asks for
	atLimit           // exactly what it asks for
	loss              // a year without profit
	noPaper           // a paper of the dossier is not there
	notMet            // a person found a condition not met
	notTicked         // nobody has looked at a condition yet
	unreviewed        // the district's column of the entry sheet is empty
	noSheet           // no entry sheet
	noModel           // none of the programme's models
)

// A strong application falls by so many steps of points below the exit score, or
// stands above it; two that follow each other are alike in everything that ranks
// them, so that somebody has to decide.
var strongCases = []struct {
	steps, priorities int
	undecided         bool
}{
	{6, 4, false}, {1, 4, false}, {-3, 3, false}, {-6, 3, false}, {-10, 3, false}, {-10, 3, false}, {-13, 2, false}, {-16, 3, true},
}

var weakCases = []plight{lowScore, notTicked, loss, notMet, atLimit, noPaper, notMet, unreviewed, noModel, noSheet}

// Bounds of how many apply: of the better cooperatives in a hundred unless
// [Options] say otherwise, one in so many of that of the others, and in one
// reporting unit altogether.
const (
	usualApply = 50
	weakShare  = 4
	unitMost   = 6
	wellFrom   = 675 // quality, in thousandths
)

// covers reports whether the years of the sample hold what an application rests
// on: the entry year and the year of the choice.
func (o Options) covers() bool {
	return o.Programme != nil && o.LastYear-o.Years+1 <= o.Programme.EntryYear && o.LastYear > o.Programme.EntryYear
}

// applies returns the application of a cooperative, nil if it makes none: active,
// a cooperative proper, and old enough to have the financial years of the dossier.
func (g *Generator) applies(c *coop, o Options, perUnit map[string]int) *applicant {
	p := o.Programme
	const stream = 0x7468_ed69_e26d_0001 // keeps the chance apart from that of the first pass
	d := newDraw(g.seed^stream, uint64(c.n))
	share := int64(usualApply)
	if o.Apply > 0 {
		share = int64(o.Apply)
	}
	strong := c.quality >= wellFrom
	if !strong {
		share /= weakShare
	}
	unit, _ := c.doc["reporting_unit"].(string)
	fits := c.kind == "htx" && c.doc["status"] == "active" && c.founded <= p.EntryYear-max(p.ProfitYears, 1)
	if !d.percent(share) || !fits || perUnit[unit] >= unitMost {
		return nil
	}
	perUnit[unit]++
	a := &applicant{
		draw: d, n: c.n, id: c.id, kind: c.kind, since: c.since, reporting: unit, strong: strong,
		models: c.models, years: map[int]store.Doc{}, links: c.doc.Sub("link_contracts"),
	}
	a.model, _ = c.doc["model"].(string)
	return a
}

// cast gives each applicant a part to play, in their order: what it lacks, what
// its entry sheet comes to, how many priorities it meets.
func (g *Generator) cast(list []*applicant, p *programme.Programme) {
	step := max(g.scheme.Step, 1)
	nextStrong, nextWeak := 0, 0
	seen := map[plight]int{}
	for i, a := range list {
		a.at = i
		switch {
		case g.lost(a, p):
			a.plight, a.target, a.priority = loss, p.EntryScore+4*step, 2
		case a.strong && i%3 < 2: // of the better ones one in three lacks something all the same
			c := strongCases[nextStrong%len(strongCases)]
			later := nextStrong / len(strongCases)
			a.target = max(p.ExitScore+scheme.Points(c.steps-later)*step, p.EntryScore)
			a.priority, a.undecided = c.priorities, c.undecided
			nextStrong++
		default:
			a.plight, a.target, a.priority = weakCases[nextWeak%len(weakCases)], p.EntryScore+scheme.Points(a.between(2, 12))*step, 2
			if nextWeak++; a.plight == noModel && a.model != "" { // the register names one
				a.plight = weakCases[nextWeak%len(weakCases)]
				nextWeak++
			}
		}
		switch a.plight {
		case lowScore:
			a.target = p.EntryScore - step
		case atLimit:
			a.target, a.priority = p.EntryScore, 1
		}
		a.nth = seen[a.plight]
		seen[a.plight]++
		byFigures := a.meets(p)
		a.priority = max(byFigures, min(a.priority, byFigures+len(tickable(p))))
	}
}

// tickable returns the priorities that a person decides.
func tickable(p *programme.Programme) []programme.Priority {
	var out []programme.Priority
	for _, c := range p.Priorities {
		if c.Check == nil {
			out = append(out, c)
		}
	}
	return out
}

// lost reports whether the yearly figures have no profit in a year that counts.
func (g *Generator) lost(a *applicant, p *programme.Programme) bool {
	for year := p.EntryYear - p.ProfitYears + 1; year <= p.EntryYear; year++ {
		if n, ok := a.years[year]["profit"].(int64); ok && n <= 0 {
			return true
		}
	}
	return false
}

// meets counts the priorities that the figures meet by themselves.
func (a *applicant) meets(p *programme.Programme) int {
	values := map[string]any{"link_contracts": map[string]any(a.links)}
	for id, v := range a.years[p.EntryYear] {
		n, _ := v.(int64)
		x := float64(n)
		if f, ok := store.FigureByID(id); ok && f.Scale() == 2 {
			x /= 100
		}
		values[id] = x
	}
	count := 0
	for _, c := range p.Priorities {
		if c.Check == nil {
			continue
		}
		if holds, known, err := c.Check.Holds(values); holds && known && err == nil {
			count++
		}
	}
	return count
}

// eligible reports whether the application meets everything.
func (a *applicant) eligible() bool { return a.plight == fine || a.plight == atLimit }

// chosen returns the first n that the province chose: the best that the district
// proposed, by their order in the sample.
func chosen(list []*applicant, n int) []*applicant {
	var out []*applicant
	for _, a := range list {
		if a.plight == fine && !a.undecided {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b *applicant) int {
		if a.priority != b.priority {
			return b.priority - a.priority
		}
		return int(b.target - a.target)
	})
	return out[:min(n, len(out))]
}
