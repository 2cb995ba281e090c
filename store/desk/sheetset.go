package desk

import (
	"strings"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

func (s *Sheet) editable() error {
	switch s.State {
	case store.Final:
		return &store.Error{Code: store.Conflict, Detail: "final", Message: "bảng đánh giá đã chốt", Kept: "bản đã chốt giữ nguyên", Hint: "chọn Điều chỉnh và ghi lý do"}
	case store.Void:
		return &store.Error{Code: store.Conflict, Detail: "void", Message: "bảng đánh giá đã hủy", Hint: "lập bảng mới"}
	}
	return nil
}

func noField(p store.Path) error {
	return &store.Error{Code: store.Invalid, Detail: p, Message: "mục " + p + ": bảng đánh giá không có mục này", Hint: "kiểm tra bộ tiêu chí"}
}

// SetFact sets a figure in the scaled integer of its unit, nil = unknown, with
// its state: estimate, copied, confirmed, or "". On an error nothing changed.
func (s *Sheet) SetFact(id string, v *int64, state string) ([]Edit, error) {
	f := s.Fact(id)
	if f == nil {
		return nil, noField("facts." + id)
	}
	if err := s.editable(); err != nil {
		return nil, err
	}
	old, had := s.input.Facts[id]
	edit := Edit{Path: "facts." + id}
	if v == nil {
		state = ""
		delete(s.input.Facts, id)
	} else {
		s.input.Facts[id] = *v
		edit.Value = *v
	}
	if err := s.score(); err != nil {
		delete(s.input.Facts, id)
		if had {
			s.input.Facts[id] = old
		}
		return nil, err
	}
	f.Value, f.State = nil, state
	if v != nil {
		n := *v
		f.Value = &n
	}
	edits := []Edit{edit}
	if s.Doc.Text("facts_state."+id) != state {
		e := Edit{Path: "facts_state." + id}
		if state != "" {
			e.Value = state
		}
		edits = append(edits, e)
	}
	s.note(edits)
	return edits, nil
}

// SetPoints gives an item points in a column, nil takes them back. Points that
// the scheme refuses are Invalid, a column of another role is Denied; then
// nothing changed.
func (s *Sheet) SetPoints(c scheme.Column, item string, p *scheme.Points) ([]Edit, error) {
	it := s.Item(item)
	if it == nil || !c.Valid() {
		return nil, noField(string(c) + "." + item)
	}
	if err := s.editable(); err != nil {
		return nil, err
	}
	if !s.CanWrite(c) {
		return nil, denied("không được ghi điểm ở cột này", "ghi điểm ở cột của mình")
	}
	if s.input.Given[c] == nil {
		s.input.Given[c] = map[string]scheme.Points{}
	}
	given := s.input.Given[c]
	old, had := given[item]
	edit := Edit{Path: string(c) + "." + item}
	if p == nil {
		delete(given, item)
	} else {
		given[item] = *p
		edit.Value = int64(*p)
	}
	if err := s.score(); err != nil {
		delete(given, item)
		if had {
			given[item] = old
		}
		return nil, err
	}
	delete(it.Given, c)
	if p != nil {
		it.Given[c] = *p
	}
	s.note([]Edit{edit})
	return []Edit{edit}, nil
}

// SetText sets a text or date of the sheet, such as "evidence.1a", "reason.1a",
// "cause.1", "document_no", "received_on", "board_agreed.name"; "" removes it.
func (s *Sheet) SetText(p store.Path, text string) ([]Edit, error) {
	if err := s.editable(); err != nil {
		return nil, err
	}
	group, id, _ := strings.Cut(p, ".")
	edit := Edit{Path: p}
	if text = vi.Clean(text, strings.Contains(text, "\n")); text != "" {
		edit.Value = text
	}
	set := store.Doc{}
	set.Put(p, edit.Value)
	if err := store.ValidateSet(store.Assessment, set); err != nil {
		return nil, err
	}
	it := s.Item(id)
	switch group {
	case "evidence", "reason":
		if it == nil {
			return nil, noField(p)
		}
		if group == "evidence" {
			it.Evidence = text
			break
		}
		it.Reason = text
		s.input.Reason[id] = text
		if err := s.score(); err != nil {
			return nil, err
		}
	case "cause", "comments":
		if !hasCriterion(s.Scheme, id) {
			return nil, noField(p)
		}
	}
	s.note([]Edit{edit})
	return []Edit{edit}, nil
}

// SetNumber sets "months_active" or "months_stopped" in hundredths of a month;
// nil removes it.
func (s *Sheet) SetNumber(p store.Path, n *int64) ([]Edit, error) {
	if err := s.editable(); err != nil {
		return nil, err
	}
	edit := Edit{Path: p}
	if n != nil {
		own := *n
		n, edit.Value = &own, own
	}
	if err := store.ValidateSet(store.Assessment, store.Doc{p: edit.Value}); err != nil {
		return nil, err
	}
	old := s.input
	switch p {
	case "months_active":
		s.input.MonthsActive = n
	case "months_stopped":
		s.input.MonthsStopped = n
	default:
		return nil, noField(p)
	}
	if err := s.score(); err != nil {
		s.input = old
		return nil, err
	}
	s.note([]Edit{edit})
	return []Edit{edit}, nil
}

// SetFlag marks an item for later, or takes the mark away.
func (s *Sheet) SetFlag(item string, on bool) ([]Edit, error) {
	it := s.Item(item)
	if it == nil {
		return nil, noField("flag." + item)
	}
	if err := s.editable(); err != nil {
		return nil, err
	}
	it.Flag = on
	edit := Edit{Path: "flag." + item}
	if on {
		edit.Value = true
	}
	s.note([]Edit{edit})
	return []Edit{edit}, nil
}

// note lays edits over the document of the sheet.
func (s *Sheet) note(edits []Edit) {
	for _, e := range edits {
		set := store.Doc{}
		set.Put(e.Path, e.Value)
		s.Doc.Apply(set)
		delete(s.Raw, e.Path)
		delete(s.Typed, e.Path)
	}
	s.Drafted += len(edits)
}
