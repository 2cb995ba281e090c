package sheet

import (
	"time"
)

// shown returns what the cell of a column shows for a value, and how.
func (c *column) shown(v any) (any, look) {
	switch c.form {
	case points, number, whole:
		return v, lookNum
	case day:
		return v, lookDay
	case yes:
		if v == true {
			return "có", lookText
		}
		return nil, lookText
	case yearDay:
		if s, ok := v.(string); ok && len(s) == len("12-31") {
			return s[3:] + "/" + s[:2], lookText
		}
	case choice:
		if s, ok := v.(string); ok {
			if o, ok := c.option(s); ok {
				return o.title, lookText
			}
		}
	}
	return v, lookText
}

// width is that of the column, in letters.
func (c *column) width() float64 {
	switch {
	case c.key == "title" || c.key == "tasks":
		return 60
	case c.form == expression || c.key == "todo" || c.key == "receives":
		return 44
	case c.form == words || c.form == choice:
		return 24
	}
	return 14
}

// day writes a civil date as the office program keeps one.
func (p *painter) day(sheet, at, date string) error {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return err
	}
	return p.x.SetCellValue(sheet, at, d)
}
