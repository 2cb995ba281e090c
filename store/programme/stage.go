package programme

import "coopfield/store/vi"

// fieldAgriculture is how a programme's file names the field of its
// agricultural models (Kế hoạch 1185/KH-UBND, IV.A), folded: however a province
// writes its capitals.
const fieldAgriculture = "nong nghiep"

// Agricultural reports whether m is a model of agriculture, which its own
// department follows (Kế hoạch 1185/KH-UBND, VII.2).
func (m Model) Agricultural() bool { return vi.Fold(m.Field) == fieldAgriculture }

// StageOn returns the stage that the programme is in on a day. A stage that
// waits for an event begins on the day of it; on holds the days of the events
// that happened, "" or absent for one that did not. The last stage that
// has begun counts, also after its own last day: what is not concluded goes on.
// It is false before the first stage has begun.
//
// Source: Kế hoạch 1185/KH-UBND, VI.1.d: the second stage begins when the
// selection is done.
func (p *Programme) StageOn(day string, on map[Event]string) (Stage, bool) {
	at, found := Stage{}, false
	for _, s := range p.Stages {
		begun := s.From != "" && s.From <= day
		if s.After != "" {
			begun = on[s.After] != "" && on[s.After] <= day
		}
		if begun {
			at, found = s, true
		}
	}
	return at, found
}

// StageAfter returns the first stage that waits for an event, which is the one
// that pilots are completed in.
func (p *Programme) StageAfter(e Event) (Stage, bool) {
	return find(p.Stages, string(e), func(s Stage) string { return string(s.After) })
}
