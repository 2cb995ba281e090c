package main

import (
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

func conflictsCommand() command {
	return command{
		name: "conflicts", args: "[ID]",
		about: [2]string{"những hồ sơ đang lệch số liệu; với MÃ: các bản và các mục khác nhau", "what waits for a decision; with ID: the sides and where they differ"},
		more: [2]string{
			"Mã thoát 4 khi còn lệch số liệu, 0 khi không. --json: mỗi lệch số liệu một dòng.\nTỉnh quyết định bằng coopfield resolve; hồ sơ trùng cũng bằng coopfield same-as;\nmáy có hai lịch sử thì nhận hoặc từ chối từng thay đổi bằng admit, refuse.",
			"Exit code 4 while something is open, else 0. --json: one line each.\nThe province decides with coopfield resolve; duplicates also with coopfield same-as;\na device with two histories op by op, with admit and refuse.",
		},
		setup: func(e *env) func([]string) error {
			return func(args []string) error {
				if len(args) > 1 {
					return usage("lệnh conflicts nhận nhiều nhất một MÃ", "gõ coopfield conflicts để xem các mã")
				}
				return e.withDesk(func(d *desk.Desk) error {
					if len(args) == 1 {
						return e.conflict(d, args[0])
					}
					return e.conflicts(d)
				})
			}
		},
	}
}

type jsonConflictRow struct {
	ID      string   `json:"id"`
	Seen    string   `json:"seen"`
	Case    string   `json:"case"`
	Kind    string   `json:"kind"`
	Records []string `json:"records"`
	Title   string   `json:"title"`
	Authors []string `json:"authors"`
	At      int64    `json:"at"`
	Fields  int      `json:"fields"`
	Reason  string   `json:"reason"`
}

func rowJSON(r *desk.ConflictRow) jsonConflictRow {
	return jsonConflictRow{
		ID: r.ID, Seen: r.Seen, Case: string(r.Case), Kind: string(r.Kind), Records: r.Records, Title: r.Title, Authors: r.Authors,
		At: r.At, Fields: r.Fields, Reason: r.Reason,
	}
}

// open is what a command ends with while a disagreement waits for a person.
func conflictsOpen(n int) error {
	return &store.Error{
		Code: store.Waiting, Detail: "conflicts", Message: fmt.Sprintf("còn %d lệch số liệu chờ quyết định", n), Kept: "mọi bản đều được giữ",
		Hint: "xem từng cái bằng coopfield conflicts MÃ; tỉnh quyết định bằng coopfield resolve",
	}
}

func (e *env) conflicts(d *desk.Desk) error {
	rows, err := d.Conflicts(e.ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		if e.json {
			if err := e.writeJSON(rowJSON(r)); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(e.stdout, "%s  %s\n    %s; %s; %s\n", r.ID, r.Title, r.Reason, strings.Join(r.Authors, ", "), localTime(r.At))
	}
	if len(rows) > 0 {
		return conflictsOpen(len(rows))
	}
	if !e.json {
		fmt.Fprintln(e.stdout, "không có lệch số liệu")
	}
	return nil
}

func (e *env) conflict(d *desk.Desk, id string) error {
	c, err := d.Conflict(e.ctx, id)
	if err != nil {
		return err
	}
	if e.json {
		err = e.writeJSON(conflictJSON(c))
	} else {
		e.writeConflict(c)
	}
	if err != nil {
		return err
	}
	return conflictsOpen(1)
}

type jsonSide struct {
	Letter    string   `json:"letter,omitempty"`
	Record    string   `json:"record,omitempty"`
	Rev       string   `json:"rev"`
	Op        string   `json:"op"`
	Actor     string   `json:"actor"`
	Principal string   `json:"principal"`
	Unit      string   `json:"unit"`
	At        int64    `json:"at"`
	Why       string   `json:"why"`
	State     string   `json:"state,omitempty"`
	Points    string   `json:"points,omitempty"`
	Rating    string   `json:"rating,omitempty"`
	Ops       []string `json:"ops,omitempty"`
	Counts    bool     `json:"counts,omitempty"`
}

type jsonConflictField struct {
	Path     string   `json:"path"`
	Label    string   `json:"label"`
	Item     string   `json:"item,omitempty"`
	Base     string   `json:"base"`
	Values   []string `json:"values"`
	Evidence []string `json:"evidence"`
	Chosen   string   `json:"chosen"` // letter of the side that alone changed it
}

type jsonConflict struct {
	jsonConflictRow
	After string              `json:"after"`
	Base  *jsonSide           `json:"base"`
	Sides []jsonSide          `json:"sides"`
	Diffs []jsonConflictField `json:"differences"`
}

func sideJSON(s *desk.Side) jsonSide {
	j := jsonSide{
		Letter: s.Letter, Record: s.Record, Rev: s.Rev.String(), Op: string(s.OpKind), Actor: s.Actor, Principal: s.Principal, Unit: s.Unit, At: s.At,
		Why: s.Why, State: string(s.State), Counts: s.Counts,
	}
	if s.Effect != nil && s.Effect.Refused == nil {
		j.Points, j.Rating = s.Effect.Points.String(), s.Effect.Rating
	}
	for _, o := range s.Ops {
		j.Ops = append(j.Ops, o.Rev.String())
	}
	return j
}

func conflictJSON(c *desk.Conflict) jsonConflict {
	j := jsonConflict{jsonConflictRow: rowJSON(&c.ConflictRow), After: string(c.After), Sides: []jsonSide{}, Diffs: []jsonConflictField{}}
	if c.Base != nil {
		base := sideJSON(c.Base)
		j.Base = &base
	}
	for i := range c.Sides {
		j.Sides = append(j.Sides, sideJSON(&c.Sides[i]))
	}
	for i := range c.Fields {
		f := &c.Fields[i]
		d := jsonConflictField{Path: f.Path, Label: f.Label, Item: f.Item, Base: f.BaseText, Values: f.Texts, Evidence: f.Evidence}
		if f.Chosen >= 0 {
			d.Chosen = c.Sides[f.Chosen].Letter
		}
		j.Diffs = append(j.Diffs, d)
	}
	return j
}

// writeConflict tells a person what stands against what.
func (e *env) writeConflict(c *desk.Conflict) {
	fmt.Fprintf(e.stdout, "%s\n%s\n\n", c.Title, c.Reason)
	if c.Base != nil {
		fmt.Fprintf(e.stdout, "Gốc  %s\n", sideLine(c.Base))
	}
	for i := range c.Sides {
		s := &c.Sides[i]
		fmt.Fprintf(e.stdout, "%s    %s\n", s.Letter, sideLine(s))
		if s.Why != "" {
			fmt.Fprintf(e.stdout, "     lý do: %s\n", s.Why)
		}
		for _, o := range s.Ops {
			fmt.Fprintf(e.stdout, "     %s  %s  %s\n", o.Rev.String()[:12], opWord(o.OpKind), o.Title)
		}
	}
	for i := range c.Fields {
		f := &c.Fields[i]
		fmt.Fprintf(e.stdout, "\n%s  (%s)\n", f.Label, f.Path)
		if c.Case != store.CaseDuplicate {
			fmt.Fprintf(e.stdout, "  Gốc  %s\n", orDash(f.BaseText))
		}
		for n := range c.Sides {
			note := ""
			if n == f.Chosen {
				note = "  ← chỉ bản này đổi, chọn sẵn"
			}
			fmt.Fprintf(e.stdout, "  %s    %s%s\n", c.Sides[n].Letter, orDash(f.Texts[n]), note)
			if f.Evidence[n] != "" {
				fmt.Fprintf(e.stdout, "       căn cứ: %s\n", f.Evidence[n])
			}
		}
	}
}

func sideLine(s *desk.Side) string {
	parts := []string{s.Actor}
	for _, more := range []string{s.Principal, s.UnitName, localTime(s.At), opWord(s.OpKind)} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	if s.Record != "" && s.Letter != "" {
		parts = append(parts, s.Record)
	}
	if f := s.Effect; f != nil && f.Refused == nil {
		text := vi.FormatScaled(int64(f.Points), 2) + " điểm"
		switch {
		case f.Excluded != "":
			text = f.Excluded
		case f.Title != "":
			text += " " + f.Title
		case !f.Complete:
			text += " tạm tính"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " · ")
}
