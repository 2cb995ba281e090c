package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
)

// table says how records of one kind lie in the database: the plain columns
// besides the common ones, what they hold of a record, and which fields of a
// query they answer.
type table struct {
	kind    store.Kind
	name    string
	columns []string
	// project appends the values of columns for r.
	project func(a []any, r *store.Record) []any
	// fields maps a field of the document, or a derived one, to the column that
	// holds it exactly.
	fields map[string]string
	// codes are the fields among them that hold an id of a list, as their forms
	// do not make sure of it: whatever else stands there is kept in the sealed
	// document alone, and the column is empty: it sorts as a missing value.
	codes map[string]bool
	// numbers are the fields among them that are integers of scale 0.
	numbers map[string]bool
	// collated maps fields to columns whose bytewise order is Vietnamese.
	collated map[string]string

	insert, one, all, remove, count, natural string
}

// common are the columns that every kind has, in the order that is written.
var common = []string{
	"id", "rev", "heads", "state", "conflict", "merged", "accepted", "returned", "return_reason", "unit",
	"created", "changed", "actor", "sealed", "got", "natural_key",
}

// read are the columns of a record's view as they are scanned.
const read = "id, rev, heads, state, conflict, merged, accepted, return_reason, unit, created, changed, actor, sealed, got, doc"

// texts is the projection of fields that go into columns as they are.
func texts(fields ...string) func([]any, *store.Record) []any {
	return func(a []any, r *store.Record) []any {
		for _, f := range fields {
			a = append(a, plain(r.Doc, f))
		}
		return a
	}
}

// plain returns the text of a field as a plain column keeps it. The lists join
// columns with a separator, which no valid text has.
func plain(d store.Doc, field string) string {
	s := d.Text(field)
	if strings.Contains(s, separator) {
		s = strings.ReplaceAll(s, separator, " ")
	}
	return s
}

// code is plain for a field that ought to hold an id of a list. Words that
// somebody put there instead stay out of the columns: they may name a person.
func code(d store.Doc, field string) string {
	if s := d.Text(field); isCode(s) {
		return s
	}
	return ""
}

// isCode reports whether s can stand in the open as an id, a period or a code of
// a list: [A-Za-z0-9._-], 1 to 64. A name has a space or a mark.
func isCode(s string) bool { return store.ValidKey(strings.ReplaceAll(s, ".", "-")) }

// naturalKey is the natural key as it is kept and looked up: of a cooperative
// its tax code or registration number, of others ids and codes. A key with
// words in it is kept as a hash, which finds it as well.
func naturalKey(k store.Kind, key string) string {
	if k == store.Cooperative || key == "" {
		return key
	}
	for part := range strings.SplitSeq(key, "|") {
		if !isCode(part) {
			sum := sha256.Sum256([]byte("coopfield-natural-key v1\n" + string(k) + "\n" + key))
			return "words:" + hex.EncodeToString(sum[:])
		}
	}
	return key
}

func number(d store.Doc, field string) int64 {
	n, _ := d.Int(field)
	return n
}

// tables are the projections of every kind. A free text of the document never
// stands here: only ids, codes of lists, units, dates and numbers do.
var tables = map[store.Kind]*table{
	store.Cooperative: {
		columns: []string{
			"name", "folded", "sort_key", "type", "tax_code", "registration_no", "registered_on", "status", "stopped_on",
			"ended_on", "commune", "reporting_unit", "field", "report_field", "service_class", "model",
		},
		project: cooperative,
		fields: same("name", "type", "tax_code", "registration_no", "registered_on", "status", "stopped_on", "ended_on",
			"reporting_unit", "field", "report_field", "service_class", "model", "unit=commune"),
		collated: map[string]string{"name": "sort_key"},
	},
	store.Annual: {
		columns: []string{"cooperative", "year", "received_on"},
		project: func(a []any, r *store.Record) []any {
			return append(a, plain(r.Doc, "cooperative"), number(r.Doc, "year"), plain(r.Doc, "received_on"))
		},
		fields:  same("cooperative", "year", "received_on"),
		numbers: map[string]bool{"year": true},
	},
	store.Assessment: {
		columns: []string{
			"cooperative", "period", "occasion", "scheme", "scheme_revision", "as_of", "received_on",
			"points", "max", "known", "rating", "excluded", "done", "items", "flags",
		},
		project: assessment,
		fields:  same("cooperative", "period", "occasion", "scheme", "as_of", "received_on", "rating", "excluded"),
		codes:   set("period", "scheme"),
	},
	store.Visit: {
		columns: []string{"cooperative", "on_date", "purpose", "plan"},
		project: texts("cooperative", "on", "purpose", "plan"),
		fields:  same("cooperative", "on=on_date", "purpose", "plan"),
	},
	store.Consultation: {
		columns: []string{"cooperative", "on_date", "next_on"},
		project: texts("cooperative", "on", "next_on"),
		fields:  same("cooperative", "on=on_date", "next_on"),
	},
	store.Followup: {
		columns: []string{"cooperative", "about_kind", "about_record", "about_item", "on_date", "outcome", "visit", "consultation", "due"},
		project: func(a []any, r *store.Record) []any {
			d := r.Doc
			return append(a, plain(d, "cooperative"), code(d, "about.kind"), plain(d, "about.record"), code(d, "about.item"),
				plain(d, "on"), plain(d, "state"), plain(d, "visit"), plain(d, "consultation"), plain(d, "due"))
		},
		codes: set("about.kind", "about.item"),
		fields: same("cooperative", "about.kind=about_kind", "about.record=about_record", "about.item=about_item",
			"on=on_date", "state=outcome", "visit", "consultation", "due"),
	},
	store.Registration: {
		columns: []string{"cooperative", "programme", "model", "submitted_on", "entry_assessment"},
		project: func(a []any, r *store.Record) []any {
			d := r.Doc
			return append(a, plain(d, "cooperative"), code(d, "programme"), code(d, "model"), plain(d, "submitted_on"), plain(d, "entry_assessment"))
		},
		codes:  set("programme", "model"),
		fields: same("cooperative", "programme", "model", "submitted_on", "entry_assessment"),
	},
	store.Plan: {
		columns: []string{"cooperative", "programme", "status", "submitted_on", "approved_on"},
		project: func(a []any, r *store.Record) []any {
			d := r.Doc
			return append(a, plain(d, "cooperative"), code(d, "programme"), plain(d, "status"), plain(d, "submitted_on"), plain(d, "approved_on"))
		},
		codes:  set("programme"),
		fields: same("cooperative", "programme", "status", "submitted_on", "approved_on"),
	},
	store.Support: {
		columns: []string{"cooperative", "plan", "on_date", "due"},
		project: texts("cooperative", "plan", "on", "due"),
		fields:  same("cooperative", "plan", "on=on_date", "due"),
	},
	store.Event: {
		columns: []string{"on_date", "held_unit"},
		project: texts("on", "unit"),
		fields:  same("on=on_date", "unit=held_unit"),
	},
	store.Obstacle: {
		columns: []string{"cooperative", "about_unit", "raised_on", "answered_on"},
		project: texts("cooperative", "unit", "raised_on", "answered_on"),
		fields:  same("cooperative", "unit=about_unit", "raised_on", "answered_on"),
	},
	store.Report: {
		columns: []string{"period", "level", "of_unit", "template"},
		project: func(a []any, r *store.Record) []any {
			d := r.Doc
			return append(a, code(d, "period"), plain(d, "level"), plain(d, "unit"), code(d, "template"))
		},
		codes:  set("period", "template"),
		fields: same("period", "level", "unit=of_unit", "template"),
	},
	store.Proposal: {
		columns: []string{"cooperative", "type", "of_unit", "period"},
		project: func(a []any, r *store.Record) []any {
			d := r.Doc
			return append(a, plain(d, "cooperative"), plain(d, "type"), plain(d, "unit"), code(d, "period"))
		},
		codes:  set("period"),
		fields: same("cooperative", "type", "unit=of_unit", "period"),
	},
	store.Decision: {
		columns: []string{"about_kind", "about_record"},
		project: func(a []any, r *store.Record) []any {
			return append(a, code(r.Doc, "about.kind"), code(r.Doc, "about.record"))
		},
		codes:  set("about.kind", "about.record"),
		fields: same("about.kind=about_kind", "about.record=about_record"),
	},
	store.Attachment: {
		columns: []string{"owner_kind", "owner_record", "sha256"},
		project: func(a []any, r *store.Record) []any {
			return append(a, code(r.Doc, "owner.kind"), code(r.Doc, "owner.record"), code(r.Doc, "sha256"))
		},
		codes:  set("owner.kind", "owner.record", "sha256"),
		fields: same("owner.kind=owner_kind", "owner.record=owner_record", "sha256"),
	},
}

func cooperative(a []any, r *store.Record) []any {
	d := r.Doc
	name, tax, registration := plain(d, "name"), plain(d, "tax_code"), plain(d, "registration_no")
	folded := vi.Fold(name)
	if tax != "" {
		folded += " " + vi.Fold(tax)
	}
	if registration != "" {
		folded += " " + vi.Fold(registration)
	}
	key := vi.SortKey(name)
	if key == nil {
		key = []byte{} // an empty BLOB, not NULL
	}
	return append(a, name, folded, key, plain(d, "type"), tax, registration,
		plain(d, "registered_on"), plain(d, "status"), plain(d, "stopped_on"), plain(d, "ended_on"), plain(d, "unit"),
		plain(d, "reporting_unit"), plain(d, "field"), plain(d, "report_field"), plain(d, "service_class"), plain(d, "model"))
}

func assessment(a []any, r *store.Record) []any {
	d, s := r.Doc, &r.Summary
	return append(a, plain(d, "cooperative"), code(d, "period"), plain(d, "occasion"), code(d, "scheme"),
		number(d, "scheme_revision"), plain(d, "as_of"), plain(d, "received_on"),
		s.Points, s.Max, s.Known, s.Rating, s.Excluded, s.Done, s.Items, s.Flags)
}

// same maps fields to the columns of the same name, or of the name after "=".
func same(fields ...string) map[string]string {
	m := map[string]string{}
	for _, f := range fields {
		name, column, renamed := strings.Cut(f, "=")
		if !renamed {
			column = name
		}
		m[name] = column
	}
	return m
}

func set(fields ...string) map[string]bool {
	m := map[string]bool{}
	for _, f := range fields {
		m[f] = true
	}
	return m
}

func init() {
	for kind, t := range tables {
		t.kind, t.name = kind, string(kind)
		t.derive()
	}
}

// derive builds the statements of tab and the fields that all kinds share.
func (tab *table) derive() {
	spec := store.SpecOf(tab.kind)
	tab.fields["id"] = "id"
	if spec.Official {
		tab.fields["status"], tab.fields["returned"] = "state", "returned"
	}
	for _, f := range []string{"unit", "reporting_unit", "conflict"} {
		if tab.fields[f] == "" && spec.Field(f) == nil {
			tab.fields[f] = map[string]string{"unit": "unit", "reporting_unit": "unit", "conflict": "conflict"}[f]
		}
	}
	columns := append(append([]string{}, common...), tab.columns...)
	columns = append(columns, "doc")
	set := make([]string, 0, len(columns))
	for _, c := range columns[1:] {
		set = append(set, c+" = excluded."+c)
	}
	tab.insert = "INSERT INTO " + tab.name + " (" + strings.Join(columns, ", ") + ") VALUES (?" +
		strings.Repeat(", ?", len(columns)-1) + ") ON CONFLICT (id) DO UPDATE SET " + strings.Join(set, ", ")
	view := read
	if tab.kind == store.Assessment {
		view += ", points, max, known, rating, excluded, done, items, flags"
	}
	tab.all = "SELECT " + view + " FROM " + tab.name
	tab.one = tab.all + " WHERE id = ?"
	tab.remove = "DELETE FROM " + tab.name + " WHERE id = ?"
	tab.count = "SELECT count(*) FROM " + tab.name
	tab.natural = "SELECT id FROM " + tab.name + " WHERE natural_key <> '' AND natural_key = ? ORDER BY id"
}

func tableOf(kind store.Kind) (*table, error) {
	t := tables[kind]
	if t == nil {
		return nil, internal("không có loại hồ sơ " + string(kind))
	}
	return t, nil
}
