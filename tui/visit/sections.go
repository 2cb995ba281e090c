package visit

import (
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

// section is one part of the record; its place in the list is its order.
type section int

const (
	secOpen     section = iota // what earlier visits left open
	secRequests                // of the cooperative, to the advisor
	secChecks
	secPlan // actions and support of a completion plan
	secFigures
	secFindings
	secAdvice
	secRecs
	secPromises
	secSupport
	secOpinion
	secPeople
	secGeneral
	secFiles
	secEnd
)

var sectionNames = map[section]string{
	secOpen: "open", secRequests: "requests", secChecks: "checks", secPlan: "plan", secFigures: "figures", secFindings: "findings",
	secAdvice: "advice", secRecs: "recommendations", secPromises: "commitments", secSupport: "support", secOpinion: "opinion",
	secPeople: "people", secGeneral: "general", secFiles: "files", secEnd: "end",
}

var (
	visitSections = []section{
		secOpen, secChecks, secPlan, secFigures, secFindings, secRecs, secOpinion, secPeople, secGeneral, secFiles, secEnd,
	}
	consultSections = []section{secOpen, secRequests, secAdvice, secPromises, secSupport, secGeneral, secFiles, secEnd}
)

// sections are those of this record: the plan's only where it is checked.
func (m *Model) sections() []section {
	if m.kind == store.Consultation {
		return consultSections
	}
	if v := m.rec.visit(); v != nil && v.Purpose == desk.VisitPlanCheck {
		return visitSections
	}
	out := make([]section, 0, len(visitSections))
	for _, s := range visitSections {
		if s != secPlan {
			out = append(out, s)
		}
	}
	return out
}

func (m *Model) has(s section) bool {
	for _, x := range m.sections() {
		if x == s {
			return true
		}
	}
	return false
}

// next is the section n behind s, or s where there is none.
func (m *Model) next(s section, n int) section {
	list := m.sections()
	for i, x := range list {
		if x == s {
			return list[max(min(i+n, len(list)-1), 0)]
		}
	}
	return list[0]
}

// start is the section that a visit to the screen begins with: what is open
// from earlier, else the first that waits for something.
func (m *Model) start() section {
	if m.rec.state() != store.Draft {
		return m.sections()[0]
	}
	for _, s := range m.sections() {
		if done, all := m.progress(s); all > 0 && done < all && (s == secOpen || s == secChecks || s == secPlan) {
			return s
		}
	}
	if m.kind == store.Consultation {
		return secRequests
	}
	return secEnd
}

// progress is how much of a section is written, of how much; all is 0 where
// nothing says how much there should be.
func (m *Model) progress(s section) (done, all int) {
	doc := m.rec.doc()
	count := func(paths ...string) {
		for _, p := range paths {
			if doc.Text(p) != "" {
				done++
			}
		}
	}
	switch s {
	case secOpen:
		for i := range m.rec.open() {
			if it := &m.rec.open()[i]; it.May {
				all++
				if it.Found.State != "" {
					done++
				}
			}
		}
	case secChecks:
		for i := range m.rec.visit().Checks {
			all++
			if m.rec.visit().Checks[i].State != "" {
				done++
			}
		}
	case secPlan:
		for i := range m.rec.visit().Supports {
			all++
			if m.rec.visit().Supports[i].State != "" {
				done++
			}
		}
	case secFigures:
		for i := range m.rec.visit().Figures {
			if m.rec.visit().Figures[i].Value != nil {
				done++
			}
		}
	case secFindings:
		count("strengths", "shortcomings", "obstacles")
	case secOpinion:
		count("opinion")
	case secRequests:
		count("requests")
	case secAdvice:
		count("advice")
		for i := range m.rec.consult().Topics {
			if m.rec.consult().Topics[i].On {
				done++
			}
		}
	case secRecs, secPromises:
		done = len(m.rec.promises())
	case secSupport:
		done = len(m.rec.consult().Supports)
	case secPeople:
		done = len(m.rec.visit().Team) + len(m.rec.visit().Participants)
	case secFiles:
		done = len(m.files.list)
	case secEnd:
		if m.rec.state() == store.Draft {
			done = -len(m.gaps())
		}
	}
	return done, all
}

// placeOf returns the section and the field that a leaf of the record, or a
// followup's id, is written in.
func (m *Model) placeOf(p store.Path) (section, string, bool) {
	group, _, _ := strings.Cut(p, ".")
	sec := secGeneral
	id := p
	switch group {
	case "checks":
		sec = secChecks
	case "action_checks", "support_checks":
		sec = secPlan
	case "figures":
		sec = secFigures
	case "strengths", "shortcomings", "obstacles":
		sec = secFindings
	case "recommendations":
		sec = secRecs
	case "commitments":
		sec = secPromises
	case "opinion":
		sec = secOpinion
	case "team", "participants", "secretary":
		sec = secPeople
	case "requests":
		sec = secRequests
	case "topics", "advice":
		sec = secAdvice
	case "open":
		sec = secOpen
	}
	return sec, id, m.has(sec)
}
