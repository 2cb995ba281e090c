package sqlite

import (
	"fmt"
	"strconv"
	"strings"

	"coopfield/store"
)

// separator stands between the texts of a list's row: U+001F, unit separator.
const separator = "\x1f"

// The lists that hold every cooperative or assessment read a row as one text
// and a few packed integers: a driver call for each of twenty columns would
// take twice as long. Their indexes cover all that is asked.
const (
	register = `SELECT concat_ws(char(31), id, name, folded, tax_code, commune, reporting_unit, type, status, field,
  report_field, model), sort_key, conflict <> '' FROM cooperative ORDER BY sort_key, id`

	scoreColumns = `SELECT concat_ws(char(31), id, cooperative, period, occasion, scheme, state, rating, excluded, max),
  done + (items << 16) + (flags << 32) +
  ((returned + 2 * accepted + 4 * sealed + 8 * got + 16 * known + 32 * (conflict <> '')) << 48),
  points FROM assessment`
	scoreOrder = ` ORDER BY cooperative, period, occasion, id`
)

// split takes a row's text apart into dest.
func split(text string, dest ...*string) error {
	for _, d := range dest[:len(dest)-1] {
		var ok bool
		if *d, text, ok = strings.Cut(text, separator); !ok {
			return damaged("một dòng của danh sách", fmt.Errorf("it has fewer than %d texts", len(dest)))
		}
	}
	*dest[len(dest)-1] = text
	return nil
}

// Register calls f for each cooperative in Vietnamese order of names. Folded
// holds the name, the tax code and the registration number.
func (t *tx) Register(f func(*store.RegisterRow) error) error {
	var text string
	var key []byte
	var conflict bool
	dest := []any{&text, &key, &conflict}
	return list(t, "reading the register", register, nil, func(scan func(...any) error) (*store.RegisterRow, error) {
		key = nil
		if err := scan(dest...); err != nil {
			return nil, err
		}
		r := &store.RegisterRow{SortKey: key, Conflict: conflict}
		return r, split(text, &r.ID, &r.Name, &r.Folded, &r.TaxCode, &r.Unit, &r.ReportingUnit, &r.Type, &r.Status,
			&r.Field, &r.ReportField, &r.Model)
	}, f)
}

// Scores calls f for each assessment of coop, or of all if coop is "", by
// cooperative, period, occasion.
func (t *tx) Scores(coop string, f func(*store.ScoreRow) error) error {
	query, args := scoreColumns+scoreOrder, []any(nil)
	if coop != "" {
		query, args = scoreColumns+" WHERE cooperative = ?"+scoreOrder, []any{coop}
	}
	var text, state, most string
	var counts, points int64
	dest := []any{&text, &counts, &points}
	return list(t, "reading scores", query, args, func(scan func(...any) error) (*store.ScoreRow, error) {
		if err := scan(dest...); err != nil {
			return nil, err
		}
		marks := counts >> 48
		r := &store.ScoreRow{
			Returned: marks&1 != 0, Accepted: marks&2 != 0, Sealed: marks&4 != 0, Got: marks&8 != 0, Conflict: marks&32 != 0,
			Summary: store.Summary{
				Points: points, Known: marks&16 != 0,
				Done: int(counts & 0xffff), Items: int(counts >> 16 & 0xffff), Flags: int(counts >> 32 & 0xffff),
			},
		}
		err := split(text, &r.ID, &r.Cooperative, &r.Period, &r.Occasion, &r.Scheme, &state, &r.Summary.Rating, &r.Summary.Excluded, &most)
		if err != nil {
			return nil, err
		}
		r.State = store.State(state)
		r.Summary.Max, err = strconv.ParseInt(most, 10, 64)
		return r, err
	}, f)
}
