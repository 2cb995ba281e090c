package sheet

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// guideSheet explains the others.
const guideSheet = "hướng dẫn"

// filled is the last row for which the office program offers the values of a
// choice.
const filled = 1000

// Template writes a workbook filled with reference data of that type, to be
// changed and packed as its next revision. It returns an error for a file with
// keys that no sheet has a place for.
func Template(typ string, file []byte) ([]byte, error) {
	l := layoutOf(typ)
	if l == nil {
		return nil, refuse("no-template", fmt.Sprintf("không có mẫu bảng tính cho %q", typ), "mẫu có cho bộ tiêu chí và chương trình", nil)
	}
	root, err := tableOf(l, file)
	if err != nil {
		return nil, err
	}
	x := excelize.NewFile()
	defer func() { _ = x.Close() }() // it holds no file
	p := &painter{l: l, x: x}
	if err := p.all(root); err != nil {
		return nil, fmt.Errorf("writing the workbook: %w", err)
	}
	var out bytes.Buffer
	if err := x.Write(&out); err != nil {
		return nil, fmt.Errorf("writing the workbook: %w", err)
	}
	return out.Bytes(), nil
}

// A painter writes the sheets of a layout.
type painter struct {
	l     *layout
	x     *excelize.File
	looks map[look]int
}

// look is one style of cells.
type look string

const (
	lookHead look = "head"
	lookKey  look = "key"
	lookText look = "text"
	lookNum  look = "num"
	lookDay  look = "day"
	lookWrap look = "wrap"
)

func (p *painter) all(root *table) error {
	if err := p.styles(); err != nil {
		return err
	}
	if err := p.x.SetDocProps(&excelize.DocProperties{Creator: "coopfield", LastModifiedBy: "coopfield", Title: p.l.title}); err != nil {
		return err
	}
	if err := p.x.SetSheetName("Sheet1", guideSheet); err != nil {
		return err
	}
	if err := p.guide(); err != nil {
		return err
	}
	if err := p.main(root); err != nil {
		return err
	}
	for i := range p.l.lists {
		if err := p.list(&p.l.lists[i], root); err != nil {
			return err
		}
	}
	return nil
}

func (p *painter) styles() error {
	text, date := "@", "dd/mm/yyyy"
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	p.looks = map[look]int{}
	for k, s := range map[look]*excelize.Style{
		lookHead: {Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDEBF7"}}, Alignment: top},
		lookKey:  {Font: &excelize.Font{Italic: true, Color: "595959"}, Alignment: top},
		lookText: {CustomNumFmt: &text, Alignment: top},
		lookNum:  {Alignment: top},
		lookDay:  {CustomNumFmt: &date, Alignment: top},
		lookWrap: {Alignment: top},
	} {
		id, err := p.x.NewStyle(s)
		if err != nil {
			return err
		}
		p.looks[k] = id
	}
	return nil
}

// put writes a cell; text is never taken for a formula, a date or a number.
func (p *painter) put(sheet string, column, row int, v any, l look) error {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	switch v := v.(type) {
	case nil:
	case string:
		err = p.x.SetCellStr(sheet, at, v)
	case decimal:
		var f float64
		if f, err = strconv.ParseFloat(string(v), 64); err == nil {
			err = p.x.SetCellFloat(sheet, at, f, -1, 64)
		}
	case civil:
		err = p.day(sheet, at, string(v))
	}
	if err != nil {
		return err
	}
	return p.x.SetCellStyle(sheet, at, at, p.looks[l])
}

func (p *painter) widths(sheet string, widths ...float64) error {
	for i, w := range widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = p.x.SetColWidth(sheet, name, name, w)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// guide writes the sheet that explains the others.
func (p *painter) guide() error {
	lines := append([]string{
		"Bảng tính này là " + p.l.title + " đang dùng. Sửa xong, lưu lại dạng .xlsx rồi chạy: coopfield pack TỆP.xlsx --dry-run (xem trước), coopfield pack TỆP.xlsx (ban hành).",
		"Số bản do chương trình đánh. Hồ sơ đã chốt giữ nguyên điểm và xếp loại của bản cũ.",
		"Giữ nguyên tên sheet và dòng khóa (chữ nghiêng). Thêm, xóa, đổi chỗ các dòng tùy ý; cột Ghi chú tự thêm thì được bỏ qua.",
		"Số ghi như 0,5 hoặc 80; ngày ghi như 13/04/2021; có/không ghi có hoặc để trống.",
	}, p.l.guide...)
	for i, s := range lines {
		if err := p.put(guideSheet, 1, i+1, s, lookText); err != nil {
			return err
		}
		if err := p.x.MergeCell(guideSheet, fmt.Sprintf("A%d", i+1), fmt.Sprintf("E%d", i+1)); err != nil {
			return err
		}
		if err := p.x.SetRowHeight(guideSheet, i+1, 32); err != nil {
			return err
		}
	}
	row := len(lines) + 2
	for i, h := range []string{"Sheet", "Cột", "Khóa", "Bắt buộc", "Giải thích"} {
		if err := p.put(guideSheet, i+1, row, h, lookHead); err != nil {
			return err
		}
	}
	explain := func(l *list) error {
		if l.about != "" {
			row++
			if err := p.put(guideSheet, 1, row, l.sheet, lookText); err != nil {
				return err
			}
			if err := p.put(guideSheet, 5, row, l.title+": "+l.about, lookText); err != nil {
				return err
			}
		}
		for _, c := range l.all() {
			row++
			must := ""
			if c.must {
				must = "có"
			}
			about := c.about
			if len(c.choices) > 0 {
				about = strings.TrimPrefix(about+"; một trong: "+c.titles(), "; ")
			}
			for i, s := range []string{l.sheet, c.title, c.key, must, about} {
				if err := p.put(guideSheet, i+1, row, s, lookText); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := explain(&p.l.main); err != nil {
		return err
	}
	for i := range p.l.lists {
		if err := explain(&p.l.lists[i]); err != nil {
			return err
		}
	}
	return p.widths(guideSheet, 14, 26, 18, 10, 90)
}

func (p *painter) main(root *table) error {
	l := &p.l.main
	if _, err := p.x.NewSheet(l.sheet); err != nil {
		return err
	}
	for i, h := range []string{"Nội dung", "Khóa", "Giá trị", "Giải thích"} {
		if err := p.put(l.sheet, i+1, 1, h, lookHead); err != nil {
			return err
		}
	}
	for i := range l.columns {
		c, row := &l.columns[i], i+2
		shown, k := c.shown(root.values[c.key])
		for column, cell := range []struct {
			v any
			l look
		}{{c.title, lookWrap}, {c.key, lookKey}, {shown, k}, {c.about, lookWrap}} {
			if err := p.put(l.sheet, column+1, row, cell.v, cell.l); err != nil {
				return err
			}
		}
		if err := p.offer(l.sheet, c, fmt.Sprintf("C%d", row)); err != nil {
			return err
		}
	}
	return p.widths(l.sheet, 32, 22, 60, 60)
}

func (p *painter) list(l *list, root *table) error {
	if _, err := p.x.NewSheet(l.sheet); err != nil {
		return err
	}
	columns := l.all()
	for i := range columns {
		c := &columns[i]
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		_, k := c.shown(nil)
		if err := p.x.SetColStyle(l.sheet, letter, p.looks[k]); err != nil { // for the rows that are added
			return err
		}
		if err := p.put(l.sheet, i+1, 1, c.title, lookHead); err != nil {
			return err
		}
		if err := p.put(l.sheet, i+1, 2, c.key, lookKey); err != nil {
			return err
		}
		if err := p.offer(l.sheet, c, fmt.Sprintf("%s3:%s%d", letter, letter, filled)); err != nil {
			return err
		}
		if err := p.x.SetColWidth(l.sheet, letter, letter, c.width()); err != nil {
			return err
		}
	}
	row := 2
	err := each(root, l.path, "", func(up string, t *table) error {
		row++
		for i := range columns {
			c := &columns[i]
			v := t.values[c.key]
			if l.up.key != "" && i == 0 {
				v = up
			}
			shown, k := c.shown(v)
			if err := p.put(l.sheet, i+1, row, shown, k); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.x.SetPanes(l.sheet, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"})
}

// each calls f for the tables at a path, with the id of the one above.
func each(t *table, path []string, up string, f func(up string, t *table) error) error {
	for _, row := range t.lists[path[0]] {
		if len(path) == 1 {
			if err := f(up, row); err != nil {
				return err
			}
			continue
		}
		if err := each(row, path[1:], row.id(), f); err != nil {
			return err
		}
	}
	return nil
}

// offer lets the office program offer the values of a choice.
func (p *painter) offer(sheet string, c *column, cells string) error {
	var titles []string
	for _, o := range c.choices {
		titles = append(titles, o.title)
	}
	if c.form == yes {
		titles = []string{"có", "không"}
	}
	if len(titles) == 0 {
		return nil
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = cells
	if err := v.SetDropList(titles); err != nil {
		return err
	}
	return p.x.AddDataValidation(sheet, v)
}
