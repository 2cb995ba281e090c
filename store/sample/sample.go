// Package sample invents cooperatives of Kon Tum with the figures and
// assessments of some years, to train people and to measure the program.
//
// Nothing in it is real and everything says so: names carry "Mẫu", tax codes
// begin with a number that no province has, mail goes to the reserved domain
// example, telephone numbers to nobody. Only the communes exist. Sizes and
// ratings are spread as public reports tell of Kon Tum and the country, 2016
// to 2025.
//
// The same seed gives the same records, byte by byte, on every machine: all
// numbers come from PCG by integer arithmetic, and the n-th cooperative does
// not depend on how many there are. The package is pure and reads no clock.
package sample

import (
	"fmt"
	"iter"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/unit"
	"coopfield/store/vi"
)

// LastYear is the newest year of the sample unless [Options] say otherwise:
// the last one that ended while Thông tư 01/2020/TT-BKHĐT was in force.
const LastYear = 2024

// schemeID is the scheme of the assessments.
const schemeID = "tt01-2020"

// Options say how much is invented.
type Options struct {
	Coops    int    // cooperatives, from 1
	Years    int    // years of each, from 1 to 20
	LastYear int    // newest of the years; 0 = [LastYear]
	Under    string // id of a unit: only communes that lie in it; "" = all
	Except   string // id of a unit: none of its communes; "" = none
	First    int    // number of the first cooperative less one, so that two samples of a seed join
	// Programme adds applications for it and what follows, behind the records of
	// all cooperatives; nil = none. The years must hold its entry year and the one
	// after, else nothing is added.
	Programme *programme.Programme
	Apply     int // of a hundred of the better cooperatives, how many apply; 0 = 50
	Pilots    int // how many of the applications the province has chosen already
}

// maxCoops bounds the sample: the country has 34.000 cooperatives.
const (
	maxCoops = 1_000_000
	maxYears = 20
)

// A Record is one invented record. Its Doc may be kept, not changed.
type Record struct {
	Kind  store.Kind
	ID    string    // shaped as a UUIDv7
	At    int64     // invented instant of its writing, milliseconds UTC
	Final bool      // an assessment that is to be finalised
	Doc   store.Doc // numbers by scale, as [store.Validate] takes them
	// Baseline of a plan is the assessment among the records before it whose
	// revision is to be frozen with it: a store alone knows it. "" = none.
	Baseline string
}

// A Generator invents records from one seed.
type Generator struct {
	seed   uint64
	units  *unit.Table
	scheme *scheme.Scheme
	rows   []row // the items that a person gives points for, in scheme order
}

// A row is one item with the most points that the sample gives it.
type row struct {
	id   string
	most int64
}

// New returns a generator over the communes of units.
func New(seed uint64, units *unit.Table) (*Generator, error) {
	s, ok := scheme.EmbeddedByID(schemeID)
	if !ok {
		return nil, fmt.Errorf("making a sample: no embedded scheme %s", schemeID)
	}
	return &Generator{seed: seed, units: units, scheme: s, rows: rows(s)}, nil
}

// rows shares a group's maximum out among items that have none of their own.
func rows(s *scheme.Scheme) []row {
	step := max(int64(s.Step), 1)
	left, shares := map[string]int64{}, map[string]int64{} // by group
	for _, it := range s.Items() {
		g := it.Group
		if _, ok := left[g.ID]; !ok {
			left[g.ID] = int64(g.Max)
		}
		if it.Max != nil {
			left[g.ID] -= int64(*it.Max)
		} else {
			shares[g.ID]++
		}
	}
	var list []row
	for _, it := range s.Items() {
		if it.Kind != scheme.KindPoints {
			continue
		}
		r := row{id: it.ID}
		if g := it.Group.ID; it.Max != nil {
			r.most = int64(*it.Max)
		} else {
			r.most = left[g] / shares[g] / step * step
			left[g] -= r.most
			shares[g]--
		}
		list = append(list, r)
	}
	return list
}

// place is a commune that cooperatives are put into.
type place struct {
	unit      unit.Unit
	reporting string // id of the district, or of the province where there is none
	label     string
}

func (g *Generator) places(o Options) []place {
	day := vi.LastDay(o.LastYear, 12)
	var list []place
	for _, u := range g.units.Units() {
		if u.Level != unit.LevelCommune || !u.Valid(day) || (o.Under != "" && !g.units.Under(u.ID, o.Under)) ||
			(o.Except != "" && g.units.Under(u.ID, o.Except)) {
			continue
		}
		p := place{unit: u, label: g.units.Label(u)}
		for _, level := range []string{unit.LevelDistrict, unit.LevelProvince} {
			if r, ok := g.units.Ancestor(u.ID, level); ok {
				p.reporting = r.ID
				break
			}
		}
		list = append(list, p)
	}
	return list
}

// Records returns the sample: each cooperative, then its years from the oldest
// to the newest, each as its yearly figures and its assessment, and behind all of
// them those of the programme. Assessments of
// the newest year are partly drafts, partly not there. Options out of range,
// and a unit without communes at the end of the newest year, are
// [store.Invalid].
func (g *Generator) Records(o Options) (iter.Seq[Record], error) {
	if o.LastYear == 0 {
		o.LastYear = LastYear
	}
	invalid := func(message, hint string) error {
		return &store.Error{Code: store.Invalid, Detail: "sample", Message: message, Hint: hint}
	}
	switch {
	case o.Coops < 1 || o.Coops > maxCoops:
		return nil, invalid(fmt.Sprintf("số hợp tác xã mẫu %d không hợp lý", o.Coops), fmt.Sprintf("ghi số từ 1 đến %d", maxCoops))
	case o.First < 0 || o.First > maxCoops || o.Apply < 0 || o.Apply > 100 || o.Pilots < 0:
		return nil, invalid("phần chương trình của dữ liệu mẫu không hợp lý", "ghi các số không âm, tỷ lệ nhiều nhất 100")
	case o.Years < 1 || o.Years > maxYears:
		return nil, invalid(fmt.Sprintf("số năm mẫu %d không hợp lý", o.Years), fmt.Sprintf("ghi số từ 1 đến %d", maxYears))
	case o.LastYear < 2000+maxYears || o.LastYear > 2199:
		return nil, invalid(fmt.Sprintf("năm mẫu %d không hợp lý", o.LastYear), "ghi năm gần đây, như 2024")
	}
	places := g.places(o)
	if len(places) == 0 {
		return nil, invalid(fmt.Sprintf("đơn vị %q không có xã, phường nào vào cuối năm %d", o.Under, o.LastYear), "chọn tỉnh hoặc huyện còn hiệu lực")
	}
	assessed := make([]bool, o.Years) // whether the scheme serves the year
	for i := range assessed {
		day := vi.LastDay(o.LastYear-i, 12)
		assessed[i] = g.scheme.Valid(day).State != scheme.NotInForce
	}
	return func(yield func(Record) bool) {
		var applicants []*applicant
		perUnit := map[string]int{}
		for n := o.First; n < o.First+o.Coops; n++ {
			c := newCoop(g.seed, n, o, places)
			if !yield(c.record()) {
				return
			}
			var applicant *applicant
			if o.covers() {
				if applicant = g.applies(c, o, perUnit); applicant != nil {
					applicants = append(applicants, applicant)
				}
			}
			for year := max(c.founded, o.LastYear-o.Years+1); year <= c.last; year++ {
				c.nextYear(year)
				if !yield(c.annual(year, o)) {
					return
				}
				if applicant != nil {
					applicant.years[year] = c.report
				}
				if !assessed[o.LastYear-year] || c.kind == "qtdnd" {
					continue // people's credit funds are rated by the State Bank
				}
				if r, ok := c.assessment(year, o, g); ok && !yield(r) {
					return
				}
			}
		}
		if len(applicants) > 0 {
			g.programmeRecords(applicants, o, yield)
		}
	}, nil
}
