package page

import (
	"strconv"
	"strings"
)

// A row that can be clicked carries a mark in what is drawn: an APC string,
// which takes no cell and which the root reads and takes out again. So no screen
// has to know where on the terminal its rows came to stand.
const (
	zoneOpen = "\x1b_row;"
	zoneEnd  = "\x1b\\"
)

// Zones are the rows of one frame that can be clicked.
type Zones struct{ rows []clickable }

type clickable struct {
	press func() bool
	width int
}

// Clickable marks a drawn row. press puts the cursor on it and reports whether it
// stood there before: a second click then opens the row. Without zones, as in
// tests of a single screen, the row stays as it is.
func (c *Context) Clickable(row string, press func() bool) string {
	if c.Zones == nil {
		return row
	}
	c.Zones.rows = append(c.Zones.rows, clickable{press, Width(row)})
	return zoneOpen + strconv.Itoa(len(c.Zones.rows)-1) + zoneEnd + row
}

// Zone is a clickable row as it stands in a frame, in cells.
type Zone struct {
	X, Y, Width int
	Press       func() bool
}

// Take takes the marks out of a frame and returns it with the rows that they
// stood before. A mark that no row of this frame has made, as in a text from
// outside, is taken out and means nothing.
func (z *Zones) Take(frame string) (string, []Zone) {
	if !strings.Contains(frame, zoneOpen) {
		return frame, nil
	}
	var found []Zone
	var out strings.Builder
	out.Grow(len(frame))
	for y, line := range strings.Split(frame, "\n") {
		if y > 0 {
			out.WriteByte('\n')
		}
		plain := ""
		for {
			before, rest, marked := strings.Cut(line, zoneOpen)
			plain += before
			out.WriteString(before)
			if !marked {
				break
			}
			number, after, whole := strings.Cut(rest, zoneEnd)
			if !whole {
				break
			}
			line = after
			if n, err := strconv.Atoi(number); err == nil && n >= 0 && n < len(z.rows) {
				found = append(found, Zone{X: Width(plain), Y: y, Width: z.rows[n].width, Press: z.rows[n].press})
			}
		}
	}
	return out.String(), found
}

// Clear forgets the rows of the frame before.
func (z *Zones) Clear() { z.rows = z.rows[:0] }

// At returns the row that was clicked, nil if none.
func At(zones []Zone, x, y int) *Zone {
	for i := range zones {
		if z := &zones[i]; z.Y == y && z.X <= x && x < z.X+z.Width {
			return z
		}
	}
	return nil
}
