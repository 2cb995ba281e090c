package desk

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/unit"
	"coopfield/store/vi"
)

// transfer is one order in a transaction.
type transfer struct {
	w      *work
	from   unit.Unit
	on     string
	to     map[string]string // cooperative, paper or unit → unit
	reason string
	twins  map[string]string // duplicate → the cooperative that stands for it
	torn   map[string]string // cooperative whose revisions disagree → the case
}

func (w *work) transfer(o *TransferOrder) (*transfer, error) {
	t := &transfer{w: w}
	return t, t.order(o)
}

// plan reads what the unit has and where it goes.
func (t *transfer) plan() (*TransferPlan, error) {
	w := t.w
	p := &TransferPlan{From: t.from.ID, FromName: w.cat.units.Label(t.from), On: t.on, Names: map[string]string{}}
	var err error
	if t.twins, err = w.hidden(store.Cooperative); err != nil {
		return nil, err
	}
	if err := t.readCases(); err != nil {
		return nil, err
	}
	var rows []store.RegisterRow
	coops := map[string]int{}
	err = w.tx.Register(func(r *store.RegisterRow) error {
		coops[r.ReportingUnit]++
		if r.ReportingUnit == t.from.ID {
			rows = append(rows, *r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	goes := map[string]string{}
	for i := range rows {
		if r := &rows[i]; t.twins[r.ID] == "" {
			t.place(p, goes, r)
		}
	}
	for i := range rows { // with the one that stands for it, wherever that is
		if r := &rows[i]; t.twins[r.ID] != "" {
			if err := t.placeTwin(p, goes, r); err != nil {
				return nil, err
			}
		}
	}
	if err := t.papers(p, goes); err != nil {
		return nil, err
	}
	if err := w.weigh([]string{t.from.ID}, p.Rows); err != nil {
		return nil, err
	}
	t.units(p, coops)
	t.sort(p)
	p.Devices, err = t.devices()
	return p, err
}

// place lays a cooperative with its successor, or among those that are stuck.
func (t *transfer) place(p *TransferPlan, goes map[string]string, r *store.RegisterRow) {
	row := t.row(r)
	why, open := "", t.torn[r.ID]
	switch {
	case open != "":
		why = "đang lệch số liệu; quyết định ở mục Lệch số liệu trước"
	default:
		row.To, row.Told, why = t.successor(&row)
	}
	if why != "" {
		p.Stuck = append(p.Stuck, TransferStuck{Cooperative: r.ID, Name: r.Name, Unit: r.Unit, UnitName: unitName(t.w.cat.units, r.Unit), Why: why, Case: open})
		return
	}
	goes[r.ID] = row.To
	p.Rows = append(p.Rows, row)
}

func (t *transfer) row(r *store.RegisterRow) TransferRow {
	row := TransferRow{Cooperative: r.ID, Name: r.Name, TaxCode: r.TaxCode, Unit: r.Unit}
	if u, err := t.w.cat.units.Current(r.Unit, t.on); err == nil {
		row.UnitTo = u.ID
	}
	return row
}

// placeTwin lays a duplicate beside the cooperative that stands for it.
func (t *transfer) placeTwin(p *TransferPlan, goes map[string]string, r *store.RegisterRow) error {
	if t.torn[r.ID] != "" {
		t.place(p, goes, r)
		return nil
	}
	kept := t.twins[r.ID]
	to := goes[kept]
	if to == "" {
		k, err := t.w.record(store.Cooperative, kept)
		if err != nil {
			return err
		}
		if k == nil || k.Doc.Text("reporting_unit") == t.from.ID {
			return nil // stuck as the other one is
		}
		to = k.Doc.Text("reporting_unit")
	}
	row := t.row(r)
	row.To, row.Twin = to, true
	p.Rows = append(p.Rows, row)
	return nil
}

// readCases finds the cooperatives whose revisions disagree. A duplicate that
// somebody has to join is no hindrance.
func (t *transfer) readCases() error {
	t.torn = map[string]string{}
	if err := t.w.cases(); err != nil {
		return err
	}
	for id, c := range t.w.open {
		if c.Record != store.Cooperative || c.Kind == store.CaseDuplicate {
			continue
		}
		for _, coop := range c.Records {
			t.torn[coop] = id
		}
	}
	return nil
}

// successor returns which unit a cooperative reports to from the day on, and
// whether the order says so; else why nobody knows.
func (t *transfer) successor(row *TransferRow) (to string, told bool, why string) {
	for _, k := range []string{row.Cooperative, row.UnitTo, row.Unit, t.from.ID} {
		if to := t.to[k]; to != "" && k != "" {
			return to, true, ""
		}
	}
	units := t.w.cat.units
	if t.from.Valid(t.on) {
		return "", false, fmt.Sprintf("%s vẫn hoạt động vào ngày %s", units.Label(t.from), vi.FormatDate(t.on))
	}
	if t.from.Level == unit.LevelCommune || t.from.Level == unit.LevelReporting {
		if u, err := units.Current(t.from.ID, t.on); err == nil {
			return u.ID, false, ""
		}
	}
	if row.UnitTo != "" {
		return row.UnitTo, false, ""
	}
	if _, ok := units.ByID(row.Unit); !ok {
		return "", false, "chưa rõ hợp tác xã đóng ở xã nào"
	}
	return "", false, fmt.Sprintf("không rõ %s đã nhập vào đơn vị nào", unitName(units, row.Unit))
}

// units lists who may take over.
func (t *transfer) units(p *TransferPlan, coops map[string]int) {
	units := t.w.cat.units
	for _, u := range units.Units() {
		if u.Valid(t.on) && u.ID != t.from.ID {
			p.Units = append(p.Units, TransferUnit{ID: u.ID, Name: units.Label(u), Coops: coops[u.ID], EndedOn: u.ValidTo})
		}
	}
	sortUnits(p.Units)
	name := func(id string) string {
		if id != "" {
			p.Names[id] = unitName(units, id)
		}
		return p.Names[id]
	}
	for i := range p.Rows {
		r := &p.Rows[i]
		r.ToName = name(r.To)
		name(r.Unit)
		name(r.UnitTo)
	}
	for i := range p.Papers {
		p.Papers[i].ToName = name(p.Papers[i].To)
	}
}

func sortUnits(list []TransferUnit) {
	keys := map[string][]byte{}
	for i := range list {
		keys[list[i].ID] = vi.SortKey(list[i].Name)
	}
	slices.SortStableFunc(list, func(a, b TransferUnit) int {
		return cmp.Or(bytes.Compare(keys[a.ID], keys[b.ID]), cmp.Compare(a.ID, b.ID))
	})
}

// sort puts the rows of one successor together; they are in order of names.
func (t *transfer) sort(p *TransferPlan) {
	slices.SortStableFunc(p.Rows, func(a, b TransferRow) int {
		return cmp.Or(bytes.Compare(vi.SortKey(a.ToName), vi.SortKey(b.ToName)), cmp.Compare(a.To, b.To))
	})
}

// devices lists the laptops that the registry names for the unit last.
func (t *transfer) devices() ([]Entry, error) {
	p, err := t.w.loadPeople()
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, dev := range sortedKeys(p.By) {
		states := p.By[dev].States
		if len(states) == 0 {
			continue
		}
		if me := states[len(states)-1]; me.Unit == t.from.ID && me.Role == store.Officer {
			out = append(out, Entry{ID: dev, Title: me.Principal, Note: me.Person})
		}
	}
	slices.SortFunc(out, func(a, b Entry) int { return cmp.Compare(a.Title, b.Title) })
	return out, nil
}

// TransferUnits lists the reporting units that have cooperatives, for choosing
// which one hands over: those that have ended before the day on first, then by
// name.
func (d *Desk) TransferUnits(ctx context.Context, on string) ([]TransferUnit, error) {
	var out []TransferUnit
	err := d.view(ctx, func(w *work) error {
		at := map[string]int{}
		err := w.tx.Register(func(r *store.RegisterRow) error {
			i, ok := at[r.ReportingUnit]
			if !ok {
				i = len(out)
				at[r.ReportingUnit] = i
				u, _ := w.cat.units.ByID(r.ReportingUnit)
				out = append(out, TransferUnit{ID: r.ReportingUnit, Name: unitName(w.cat.units, r.ReportingUnit), EndedOn: u.ValidTo})
			}
			out[i].Coops++
			return nil
		})
		sortUnits(out)
		slices.SortStableFunc(out, func(a, b TransferUnit) int {
			return boolFirst(a.EndedOn != "" && a.EndedOn < on, b.EndedOn != "" && b.EndedOn < on)
		})
		return err
	})
	return out, err
}
