package desk

import (
	"maps"
	"slices"

	"coopfield/store/programme"
)

// PackProgramme is what another revision of a programme means for the records
// that are held here. They name the programme by its id alone, so whatever is
// computed of them (who is eligible, who may leave the second stage) is computed
// by the newest revision as soon as that is held, also for applications that
// were decided on. The decisions themselves stay as they were written.
type PackProgramme struct {
	Applications int           `json:"applications"`
	Decided      int           `json:"decided"` // of those: by the province
	List         []PackReading `json:"list"`    // those that read otherwise, by name of the cooperative
}

// A PackReading is one application or pilot of which something else is computed.
type PackReading struct {
	Registration string          `json:"registration"`
	Cooperative  string          `json:"cooperative"` // id
	Name         string          `json:"name"`
	Result       string          `json:"result,omitempty"` // of the province's decision
	WasEligible  programme.State `json:"was_eligible"`
	NowEligible  programme.State `json:"now_eligible"`
	WasExit      programme.State `json:"was_exit,omitempty"` // "" = no sheet that is held against a baseline
	NowExit      programme.State `json:"now_exit,omitempty"`
	Lacks        []string        `json:"lacks,omitempty"` // what a pilot would lack to leave the second stage
}

// under reads the store as if a revision of a programme were held.
func (w *work) under(p *programme.Programme) *work {
	cat := *w.cat
	all := maps.Clone(w.cat.programmes())
	all[p.ID] = p
	cat.programmes = func() map[string]*programme.Programme { return all }
	then := *w
	then.cat = &cat
	return &then
}

// previewProgramme says what is computed otherwise under another revision.
func (w *work) previewProgramme(to *programme.Programme) (*PackProgramme, error) {
	was, err := w.readings(w.cat.programmes()[to.ID])
	if err != nil {
		return nil, err
	}
	now, err := w.under(to).readings(to)
	if err != nil {
		return nil, err
	}
	out := &PackProgramme{List: []PackReading{}}
	for i := range now {
		r := now[i]
		out.Applications++
		if r.Result != "" {
			out.Decided++
		}
		at := slices.IndexFunc(was, func(x PackReading) bool { return x.Registration == r.Registration })
		if at < 0 {
			continue
		}
		r.WasEligible, r.WasExit = was[at].NowEligible, was[at].NowExit
		if r.WasEligible != r.NowEligible || r.WasExit != r.NowExit || !slices.Equal(was[at].Lacks, r.Lacks) {
			out.List = append(out.List, r)
		}
	}
	return out, nil
}

// readings are what p says now of its applications and pilots.
func (w *work) readings(p *programme.Programme) ([]PackReading, error) {
	if p == nil {
		return nil, nil
	}
	all, _, err := w.applications(p)
	if err != nil {
		return nil, err
	}
	board, err := w.pilots(PilotQuery{Programme: p.ID})
	if err != nil {
		return nil, err
	}
	var out []PackReading
	for _, c := range all {
		r := PackReading{Registration: c.ID, Cooperative: c.Cooperative, Name: c.Name, Result: c.Province.Result, NowEligible: c.Eligible}
		for i := range board.Rows {
			one := &board.Rows[i]
			if one.Registration != c.ID {
				continue
			}
			r.Lacks = one.Lacks
			if one.Latest != nil && one.Latest.Exit != nil {
				r.NowExit = one.Latest.Exit.State
			}
		}
		out = append(out, r)
	}
	return out, nil
}
