package desk

import (
	"context"
	"slices"

	"coopfield/store/letterhead"
	"coopfield/store/programme"
	"coopfield/store/vi"
)

// PrintedChosen is what the list of pilots to the ministry says (danh sách hợp
// tác xã thí điểm trình Bộ; Kế hoạch 1185/KH-UBND, VI.1.c).
type PrintedChosen struct {
	Programme *programme.Programme
	Unit      string // full name of the unit that the list is of, "" = all that are held
	On        string // the day that it was made
	Rows      []ChosenLine
	Undecided int // eligible applications on which the province has not decided
	Open      int // applications left out because their revisions disagree
	Training  bool
	By        string // who prints

	Letterhead letterhead.Letterhead
	Form       *letterhead.Form
	Values     map[string]string
}

// ChosenLine is one cooperative that the province chose.
type ChosenLine struct {
	Registration       string
	Name               string
	Commune            string
	UnitName           string // reporting unit
	Model              string // title, "" while none is chosen
	Entry              EntryScore
	District, Province DecisionSet
	SentOn             string
}

// PrintChosen gathers the list of the pilots that the province chose, by
// reporting unit and name: of a unit and those below it, "" = all that are held.
// Errors are those of [Desk.Candidates].
func (d *Desk) PrintChosen(ctx context.Context, programmeID, unit string) (*PrintedChosen, error) {
	var p *PrintedChosen
	err := d.view(ctx, func(w *work) (err error) {
		p, err = w.printChosen(programmeID, unit)
		return err
	})
	return p, err
}

func (w *work) printChosen(programmeID, unit string) (*PrintedChosen, error) {
	list, err := w.candidates(CandidateQuery{Programme: programmeID, Unit: unit})
	if err != nil {
		return nil, err
	}
	me := w.d.Me()
	p := &PrintedChosen{Programme: list.Programme, On: w.d.today(), Open: list.Open, Training: w.d.o.Mode == Training, By: me.Person}
	if unit != "" {
		u, err := w.cat.units.Resolve(unit, p.On)
		if err != nil {
			return nil, err
		}
		p.Unit = u.FullName()
	}
	for i := range list.Rows {
		c := &list.Rows[i]
		switch {
		case c.Typing: // a paper says what was saved
		case c.Province.Result == ResultChosen:
			p.Rows = append(p.Rows, ChosenLine{
				Registration: c.ID, Name: c.Name, Commune: unitName(w.cat.units, c.coop.Doc.Text("unit")), UnitName: c.UnitName, Model: c.ModelTitle,
				Entry: c.Entry, District: c.District, Province: c.Province, SentOn: c.SentOn,
			})
		case c.Province.Result == "" && c.Eligible == programme.Met:
			p.Undecided++
		}
	}
	slices.SortStableFunc(p.Rows, func(a, b ChosenLine) int {
		if n := vi.Compare(a.UnitName, b.UnitName); n != 0 {
			return n
		}
		return vi.Compare(a.Name, b.Name)
	})
	set := w.cat.papers()
	p.Form = formOr(set, letterhead.MinistryList)
	p.Letterhead, p.Values = w.letterhead(set, me, p.On)
	p.Values["year"] = p.On[:4]
	return p, nil
}

// formOr returns the form of a set, or the program's own of a paper that came
// after the set was packed.
func formOr(set *letterhead.Set, id string) *letterhead.Form {
	for _, s := range []*letterhead.Set{set, newestPapers(nil)} {
		for i := range s.Forms {
			if s.Forms[i].ID == id {
				return &s.Forms[i]
			}
		}
	}
	return set.Form(id)
}
