package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

func seriesCommand() command {
	return command{
		name: "series", args: "[--by district|commune] [--unit UNIT] [--from YEAR] [--to YEAR]",
		about: [2]string{
			"đánh giá hằng năm theo đơn vị qua nhiều năm, kể cả huyện cũ sau 1/7/2025",
			"yearly assessments by unit over the years, by district of old too",
		},
		more: [2]string{
			`--by district  theo huyện cũ; --by commune: theo xã, phường hiện nay; mặc định: theo đơn vị báo cáo hiện nay
--unit ĐƠN_VỊ  chỉ đơn vị này (huyện cũ, xã, đơn vị báo cáo), các đơn vị thuộc nó và những đơn vị nó kế tục
--from NĂM     từ năm này
--to NĂM       đến năm này

Mỗi hợp tác xã tính vào một đơn vị cho mọi năm, theo danh mục đơn vị hiện nay, nên chuỗi số liệu không đứt ở ngày 1/7/2025.
Đơn vị mới gộp từ nhiều huyện cũ mà không rõ phần nào thì đứng ở dòng "chưa rõ".
--json: mỗi dòng một đơn vị và năm; year 0 là dòng chỉ có số hợp tác xã; unit trống là chưa rõ; total là cả danh sách.`,
			`--by district  by the district of old; --by commune: by the commune of today; default: by the reporting unit of today
--unit UNIT    only this unit (a district of old, a commune, a reporting unit), those below it and those whose place it took
--from YEAR    from this year on
--to YEAR      up to this year

A cooperative counts to one unit in every year, by today's table of units, so that no series breaks on 1 July 2025. A unit that was
made of several districts stands in the line of those that cannot be told.
--json: one unit and year a line; year 0 has only the number of cooperatives; an empty unit cannot be told; total is all of them.`,
		},
		setup: func(e *env) func([]string) error {
			by, unit := e.fs.String("by", "", ""), e.fs.String("unit", "", "")
			from, to := e.fs.Int("from", 0, ""), e.fs.Int("to", 0, "")
			return func(args []string) error {
				if len(args) > 0 {
					return usage("lệnh series không nhận %q", "ví dụ: coopfield series --by district --from 2021", args[0])
				}
				q := desk.SeriesQuery{By: desk.UnitBy(*by), Unit: *unit, From: *from, To: *to}
				return e.withDesk(func(d *desk.Desk) error {
					s, err := d.Series(e.ctx, q)
					if err != nil {
						return err
					}
					if e.json {
						return e.seriesJSON(s)
					}
					e.writeSeries(s)
					return nil
				})
			}
		},
	}
}

type jsonSeries struct {
	Unit     string         `json:"unit"`
	UnitName string         `json:"unit_name"`
	Total    bool           `json:"total,omitempty"`
	Coops    int            `json:"cooperatives"` // active today
	Year     int            `json:"year"`
	Assessed int            `json:"assessed"`
	Excluded int            `json:"excluded"`
	Mean     *json.Number   `json:"mean"` // null without points
	Ratings  map[string]int `json:"ratings"`
}

func (e *env) seriesJSON(s *desk.Series) error {
	write := func(l *desk.SeriesLine, total bool) error {
		j := jsonSeries{Unit: l.Unit, UnitName: l.UnitName, Total: total, Coops: l.Coops, Ratings: map[string]int{}}
		if len(l.Years) == 0 {
			return e.writeJSON(j)
		}
		for i := range l.Years {
			y := &l.Years[i]
			j.Year, j.Assessed, j.Excluded, j.Ratings, j.Mean = y.Year, y.Assessed, y.Excluded, y.Ratings, nil
			if mean, ok := y.Mean(); ok {
				n := json.Number(mean.String())
				j.Mean = &n
			}
			if err := e.writeJSON(j); err != nil {
				return err
			}
		}
		return nil
	}
	for i := range s.Lines {
		if err := write(&s.Lines[i], false); err != nil {
			return err
		}
	}
	return write(&s.Total, true)
}

func (e *env) writeSeries(s *desk.Series) {
	write := func(name string, l *desk.SeriesLine) {
		fmt.Fprintf(e.stdout, "%s: %d %s\n", name, l.Coops, e.line([2]string{"hợp tác xã đang hoạt động", "active cooperatives"}))
		for i := range l.Years {
			y := &l.Years[i]
			if y.Assessed == 0 {
				continue
			}
			parts := []string{fmt.Sprintf("%d %s", y.Assessed, e.line([2]string{"đã đánh giá", "assessed"}))}
			if y.Excluded > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", y.Excluded, e.line([2]string{"không phải đánh giá", "not to be assessed"})))
			}
			if mean, ok := y.Mean(); ok {
				parts = append(parts, e.line([2]string{"điểm TB ", "mean "})+mean.Spoken())
			}
			fmt.Fprintf(e.stdout, "  %d  %s\n", y.Year, strings.Join(parts, " · "))
		}
	}
	for i := range s.Lines {
		l := &s.Lines[i]
		name := l.UnitName + " (" + l.Unit + ")"
		if l.Unit == "" {
			name = e.line([2]string{"Chưa rõ đơn vị", "Unit cannot be told"})
		}
		write(name, l)
	}
	write(e.line([2]string{"Cộng", "Total"}), &s.Total)
}

// within narrows what a command lists to a unit, "" = all.
func (e *env) within(d *desk.Desk, unit string) (func(*store.Record) bool, error) {
	if unit == "" {
		return func(*store.Record) bool { return true }, nil
	}
	return d.Within(e.ctx, unit)
}
