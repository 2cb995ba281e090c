package sheet

import (
	"bytes"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"coopfield/store/vi"
)

// Read reads a workbook. name is what faults call the file. What is no workbook,
// is damaged or beyond the limits is Invalid, with the details "no-workbook",
// "workbook-old", "workbook-damaged" and "workbook-size".
func Read(name string, data []byte) (_ *Book, err error) {
	b := &Book{File: path.Base(strings.ReplaceAll(name, `\`, "/"))}
	data, err = scan(b, data)
	if err != nil {
		return nil, err
	}
	defer func() { // the library trusts what office programs write
		if p := recover(); p != nil {
			err = damaged(b, fmt.Errorf("reading the workbook: %v", p))
		}
	}()
	// Both limits are one, so that no part is ever unpacked into a file.
	x, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked,
	})
	if err != nil {
		return nil, damaged(b, err)
	}
	defer func() { _ = x.Close() }() // it holds no file
	r := reader{b: b, x: x, styles: map[int]Kind{}}
	if props, err := x.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.from1904 = *props.Date1904
	}
	for _, name := range x.GetSheetList() {
		if err := r.sheet(name); err != nil {
			return nil, damaged(b, err)
		}
	}
	return b, nil
}

type reader struct {
	b        *Book
	x        *excelize.File
	styles   map[int]Kind // Number, Percent or Date, by style
	from1904 bool
}

// sheet reads one worksheet; a sheet of charts has no cells.
func (r *reader) sheet(name string) error {
	rows, err := r.x.Rows(name)
	if err != nil {
		r.b.note("sheet %q không phải là bảng: không được đọc", name)
		return nil
	}
	s := Sheet{Name: vi.Clean(name, false)}
	var formulas, hidden []int
	for n := 1; rows.Next(); n++ {
		texts, err := rows.Columns()
		if err != nil {
			return fmt.Errorf("reading row %d of %q: %w", n, name, err)
		}
		row := Row{N: n, Cells: map[int]Cell{}}
		for i := range texts {
			c, err := r.cell(name, i+1, n, texts[i])
			if err != nil {
				return err
			}
			if c.Kind == Empty {
				continue
			}
			row.Cells[i+1] = c
			if c.Formula && (len(formulas) == 0 || formulas[len(formulas)-1] != n) {
				formulas = append(formulas, n)
			}
		}
		if len(row.Cells) == 0 {
			continue
		}
		if opts := rows.GetRowOpts(); opts.Hidden {
			hidden = append(hidden, n)
		}
		s.Rows = append(s.Rows, row)
	}
	if err := rows.Close(); err != nil {
		return fmt.Errorf("reading %q: %w", name, err)
	}
	r.noteRows(formulas, "sheet %s, dòng %s: công thức được lấy theo giá trị đã tính", s.Name)
	r.noteRows(hidden, "sheet %s, dòng %s: dòng ẩn vẫn được đọc", s.Name)
	if err := r.merged(name, &s); err != nil {
		return err
	}
	r.b.Sheets = append(r.b.Sheets, s)
	return nil
}

func (r *reader) noteRows(rows []int, format, sheet string) {
	if len(rows) == 0 {
		return
	}
	words := make([]string, 0, len(rows))
	for i, n := range rows {
		if i == 10 {
			words = append(words, fmt.Sprintf("… (%d dòng)", len(rows)))
			break
		}
		words = append(words, strconv.Itoa(n))
	}
	r.b.note(format, sheet, strings.Join(words, ", "))
}

// merged lends the value of a range that is merged over rows to its first column
// in each of them, as a reader sees it.
func (r *reader) merged(name string, s *Sheet) error {
	ranges, err := r.x.GetMergeCells(name, true)
	if err != nil {
		return fmt.Errorf("reading the merged cells of %q: %w", name, err)
	}
	for _, m := range ranges {
		column, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			return fmt.Errorf("reading a merged range of %q: %w", name, err)
		}
		_, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			return fmt.Errorf("reading a merged range of %q: %w", name, err)
		}
		var lent Cell
		for i := range s.Rows {
			row := &s.Rows[i]
			switch {
			case row.N == top:
				lent = row.Cells[column]
			case row.N > top && row.N <= bottom && lent.Kind != Empty:
				if row.filled == nil {
					row.filled = map[int]Cell{}
				}
				row.filled[column] = lent
			}
		}
	}
	return nil
}

func (r *reader) cell(sheet string, column, row int, raw string) (Cell, error) {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return Cell{}, fmt.Errorf("naming a cell: %w", err)
	}
	formula, err := r.x.GetCellFormula(sheet, name)
	if err != nil {
		return Cell{}, fmt.Errorf("reading %s!%s: %w", sheet, name, err)
	}
	t, err := r.x.GetCellType(sheet, name)
	if err != nil {
		return Cell{}, fmt.Errorf("reading %s!%s: %w", sheet, name, err)
	}
	c := Cell{Formula: formula != "" || t == excelize.CellTypeFormula, Text: strings.Join(strings.Fields(vi.Clean(raw, false)), " ")}
	if c.Text == "" {
		if formula != "" {
			c.Kind = Bad
		}
		return c, nil
	}
	switch t {
	case excelize.CellTypeError:
		c.Kind = Bad
	case excelize.CellTypeBool:
		c.Kind, c.Text = Bool, strconv.FormatBool(raw == "1" || strings.EqualFold(raw, "true"))
	case excelize.CellTypeDate:
		if c.Kind = Bad; len(c.Text) >= 10 && vi.ValidDate(c.Text[:10]) {
			c.Kind, c.Text = Date, c.Text[:10]
		}
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
		return r.number(c, sheet, name)
	default:
		c.Kind = Text
	}
	return c, nil
}

// number reads a cell that holds a number: the days since 1900 or 1904 of a date,
// else fifteen digits of it, as the office program shows them.
func (r *reader) number(c Cell, sheet, name string) (Cell, error) {
	f, err := strconv.ParseFloat(c.Text, 64)
	if err != nil {
		c.Kind = Text
		return c, nil
	}
	style, err := r.x.GetCellStyle(sheet, name)
	if err != nil {
		return c, fmt.Errorf("reading the style of %s!%s: %w", sheet, name, err)
	}
	if c.Kind, err = r.style(style); err != nil {
		return c, err
	}
	if c.Kind == Date {
		day, err := excelize.ExcelDateToTime(f, r.from1904)
		if err != nil || f < 1 {
			c.Kind = Number
		} else {
			c.Text = day.Format("2006-01-02")
			return c, nil
		}
	}
	if f, err = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err == nil {
		c.Text = strconv.FormatFloat(f, 'f', -1, 64)
	}
	return c, nil
}

// style says what a number of that style is meant as.
func (r *reader) style(id int) (Kind, error) {
	if k, ok := r.styles[id]; ok {
		return k, nil
	}
	k := Number
	s, err := r.x.GetStyle(id)
	if err != nil {
		return k, fmt.Errorf("reading style %d: %w", id, err)
	}
	switch n := s.NumFmt; {
	case s.CustomNumFmt != nil:
		k = meant(*s.CustomNumFmt)
	case n == 9 || n == 10:
		k = Percent
	case n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58:
		k = Date
	}
	r.styles[id] = k
	return k, nil
}

// meant reads a number format: letters of a day or year make a date, outside
// quotes, brackets and what a backslash hides.
func meant(format string) Kind {
	format, _, _ = strings.Cut(strings.ToLower(format), ";")
	k, quoted, bracket, escaped := Number, false, false, false
	for _, c := range format {
		switch {
		case escaped:
			escaped = false
		case c == '\\' || c == '_' || c == '*':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == '%':
			return Percent
		case c == 'd' || c == 'y':
			k = Date
		}
	}
	return k
}
