package desk

import "coopfield/store"

// signed returns the estimate that a finalised sheet was signed with.
func (s *Sheet) signed(id string) (int64, bool) {
	if s.Record == nil || s.Record.State != store.Final || s.Record.Doc.Text("facts_state."+id) != Estimate {
		return 0, false
	}
	return s.Record.Doc.Int("facts." + id)
}

// Unsettled are the figures that somebody still has to look at: copied ones,
// estimates, and those that the yearly figures contradict by now. They stand in
// the order of the scheme.
func (s *Sheet) Unsettled() []*SheetFact {
	var out []*SheetFact
	for i := range s.Facts {
		f := &s.Facts[i]
		if f.Value != nil && (f.State == Copied || f.State == Estimate) || f.Contradicted() {
			out = append(out, f)
		}
	}
	return out
}

// Contradicted reports whether the yearly figures are final by now and say
// something else.
func (f *SheetFact) Contradicted() bool {
	return f.Year != nil && f.Final && f.Value != nil && *f.Year != *f.Value
}

// Count returns how many figures have a state.
func (s *Sheet) Count(state string) int {
	n := 0
	for i := range s.Facts {
		if f := &s.Facts[i]; f.Value != nil && f.State == state {
			n++
		}
	}
	return n
}

// CopyBefore gives each figure that is not known that of the year before,
// marked as copied. It returns nothing where there is nothing to copy.
func (s *Sheet) CopyBefore() ([]Edit, error) {
	return s.each(func(f *SheetFact) (*int64, string, bool) {
		return f.Prev, Copied, f.Value == nil && f.Prev != nil
	})
}

// Confirm says that somebody looked at a figure and that it is right.
func (s *Sheet) Confirm(id string) ([]Edit, error) {
	f := s.Fact(id)
	if f == nil {
		return nil, noField("facts." + id)
	}
	if f.Value == nil || f.State == Confirmed {
		return nil, nil
	}
	return s.SetFact(id, f.Value, Confirmed)
}

// ConfirmCopied confirms every copied figure at once.
func (s *Sheet) ConfirmCopied() ([]Edit, error) {
	return s.each(func(f *SheetFact) (*int64, string, bool) {
		return f.Value, Confirmed, f.Value != nil && f.State == Copied
	})
}

// TakeFinal gives every figure that is unsettled what the yearly figures say,
// where those are final, and confirms it.
func (s *Sheet) TakeFinal() ([]Edit, error) {
	return s.each(func(f *SheetFact) (*int64, string, bool) {
		open := f.Value == nil || f.State == Copied || f.State == Estimate || f.Contradicted()
		return f.Year, Confirmed, f.Year != nil && f.Final && open
	})
}

// each changes those figures that change says, all or none.
func (s *Sheet) each(change func(*SheetFact) (v *int64, state string, ok bool)) ([]Edit, error) {
	var out []Edit
	var before []SheetFact
	for i := range s.Facts {
		f := &s.Facts[i]
		v, state, ok := change(f)
		if !ok {
			continue
		}
		was := *f
		edits, err := s.SetFact(f.ID, v, state)
		if err != nil {
			for _, b := range before {
				if _, undo := s.SetFact(b.ID, b.Value, b.State); undo != nil {
					return nil, undo
				}
			}
			return nil, err
		}
		before, out = append(before, was), append(out, edits...)
	}
	return out, nil
}
