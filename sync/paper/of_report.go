package paper

import (
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/report"
)

// OfReport makes the paper of a report that is not frozen: a draft by what is held
// on the day.
func OfReport(r *report.Report, training bool) *Document {
	doc := ofReport(r, "")
	doc.Training = training
	doc.State = "BẢN NHÁP, số liệu đến " + date(r.On)
	doc.clean()
	return doc
}

// OfFrozen makes the paper of a frozen report: the same bytes each time, whatever
// became of its records. The number that the office gave it since stands in it.
func OfFrozen(f *desk.FrozenReport) *Document {
	doc := ofReport(f.Report, f.DocumentNo)
	doc.Training, doc.Code = f.Training, f.Code
	switch f.Record.State {
	case store.Final:
		doc.State, doc.Firm = "Đã chốt, số liệu đến "+date(f.Report.On), true
	case store.Void:
		doc.State = "ĐÃ HỦY"
	default:
		doc.State = "BẢN NHÁP"
	}
	doc.clean()
	return doc
}

func ofReport(r *report.Report, no string) *Document {
	h := r.Head
	doc := &Document{
		Header: Header{Superior: h.Superior, Office: h.Office, Kind: h.Kind, About: slices.Clone(h.About), PlaceDay: placeDay(h.Place, r.On)},
		Name:   strings.ToLower(r.Template + "-" + r.Period), Recipients: slices.Clone(h.Recipients),
	}
	if h.Number != "" {
		doc.Header.Number = number(strings.Replace(h.Number, report.NumberMark, "{no}", 1), map[string]string{"no": no})
	}
	for _, s := range h.Signatures {
		doc.Signatures = append(doc.Signatures, Signature{Title: s.Title, Under: s.Under, Name: s.Name})
	}
	for _, n := range h.Notes {
		doc.Notes = append(doc.Notes, "Ghi chú: "+n)
	}
	parts := sections{doc: doc}
	for _, s := range r.Sections {
		parts.head(s.Title)
		for _, b := range s.Blocks {
			doc.add(blockOf(b))
		}
	}
	doc.Title = doc.Header.Kind + " " + strings.Join(h.About, " ")
	return doc
}

func blockOf(b report.Block) Block {
	switch b := b.(type) {
	case report.List:
		return List{Items: slices.Clone(b)}
	case report.Dots:
		return Para{Lines: int(b)}
	case report.Table:
		t := Table{}
		for _, c := range b.Columns {
			t.Columns = append(t.Columns, Column{c.Title, float64(c.Width), map[report.Align]Align{report.Left: Left, report.Centre: Centre, report.Right: Right}[c.Align]})
		}
		for _, row := range b.Rows {
			t.Rows = append(t.Rows, Row{Cells: slices.Clone(row)})
		}
		return t
	case report.Para:
		return Para{Text: string(b)}
	}
	return Para{}
}
