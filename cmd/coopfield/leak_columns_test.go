//go:build unix

package main

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"regexp"
	"testing"
	"unicode/utf8"
)

// The forms of what may stand in the open in a database.
var (
	openID     = regexp.MustCompile(`^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64})?$`) // records, devices, cases, files
	openIDs    = regexp.MustCompile(`^[0-9a-f\n-]*$`)
	openDate   = regexp.MustCompile(`^(\d{4}-\d\d-\d\d(T[0-9:]{8}(Z|[+-]\d\d:\d\d))?)?$`)
	openCode   = regexp.MustCompile(`^[0-9A-Za-z_.-]*$`)                                // kinds, states, units, schemes, periods, devices
	openWord   = regexp.MustCompile(`^(nông nghiệp|môi trường|khác|[0-9A-Za-z_, -]*)$`) // of a list
	openPaths  = regexp.MustCompile(`^[0-9A-Za-z_.\n-]*$`)                              // names of fields and ids of items
	openKey    = regexp.MustCompile(`^[0-9A-Za-z_./:|-]*$`)
	openName   = regexp.MustCompile(`^(HTX ` + markCoop + `( \d)?|)$`)
	openFolded = regexp.MustCompile(`^(htx [a-z ]+( \d 610000000\d)?|)$`)
)

// openColumns are the columns that hold text in the open; "*" stands for any
// table. The collation key is covered by the search for words.
var openColumns = map[string]*regexp.Regexp{
	"*.id": openID, "*.dev": openID, "*.kind": openCode, "*.typ": openCode, "*.ent": openID, "*.coop": openID, "*.state": openCode,
	"*.conflict": openID, "*.unit": openCode, "*.natural_key": openKey, "*.cooperative": openID, "*.sha256": openID,
	"op_verdict.verdict": openCode, "dispute.record": openCode, "dispute.records": openIDs, "dispute.fields": openPaths,
	"draft_field.path": openPaths, "draft_field.session": openCode, "same.kept": openID,
	"bundle.detail": openCode, "bundle.device": openCode, "bundle.manifest": openID, "bundle.claimed_at": openDate,
	"export.addressee": openCode, "export.manifest": openID, "ref.type": openCode, "setting.key": openKey,
	"guard.tbl": openCode, "guard.row": openKey,
	"cooperative.name": openName, "cooperative.folded": openFolded, "cooperative.type": openCode, "cooperative.tax_code": openCode,
	"cooperative.registration_no": openCode, "cooperative.registered_on": openDate, "cooperative.status": openCode,
	"cooperative.stopped_on": openDate, "cooperative.ended_on": openDate, "cooperative.commune": openCode, "cooperative.reporting_unit": openCode,
	"cooperative.field": openCode, "cooperative.report_field": openWord, "cooperative.service_class": openCode, "cooperative.model": openCode,
	"*.received_on": openDate, "*.on_date": openDate, "*.submitted_on": openDate, "*.period": openCode, "*.programme": openCode,
	"assessment.occasion": openCode, "assessment.scheme": openCode, "assessment.as_of": openDate, "assessment.rating": openCode, "assessment.excluded": openCode,
	"visit.purpose": openCode, "*.plan": openID, "consultation.next_on": openDate, "*.about_kind": openCode, "*.about_record": openID,
	"followup.about_item": openCode, "followup.outcome": openCode, "followup.visit": openID, "registration.model": openCode,
	"registration.entry_assessment": openID, "plan.status": openCode, "plan.approved_on": openDate, "support.due": openDate,
	"event.held_unit": openCode, "obstacle.about_unit": openCode, "obstacle.raised_on": openDate, "obstacle.answered_on": openDate,
	"report.level": openCode, "report.of_unit": openCode, "report.template": openCode, "proposal.type": openCode, "proposal.of_unit": openCode,
	"promise.record": openID, "promise.item": openCode, "promise.given": openDate, "promise.first_due": openDate, "promise.due": openDate,
	"promise.outcome": openCode, "followup.consultation": openID, "followup.due": openDate,
	"attachment.owner_kind": openCode, "attachment.owner_record": openID,
}

// openBytes are columns of bytes that are no sealed value: hashes, collation
// keys, reference data, which is public.
var openBytes = regexp.MustCompile(`^(op\.(hash|prev)|op_verdict\.hash|chain\.head|dispute\.(heads|base)|draft\.base|(bundle|export)\.head|ref\.data|cooperative\.sort_key|[a-z]+\.(rev|heads))$`)

// columns looks at every value of a database without its keys: what is not on
// the list above must be a number, empty, or sealed; at least so many are.
func columns(t *testing.T, dir string, least int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, dbFile)+"?mode=ro")
	mustDo(t, err)
	defer db.Close()
	tables, err := strs(db, "SELECT name FROM sqlite_schema WHERE type = 'table'")
	mustDo(t, err)
	sealed := 0
	for _, table := range tables {
		names, err := strs(db, "SELECT name FROM pragma_table_info(?)", table)
		mustDo(t, err)
		for _, c := range names {
			n, err := column(t, db, table, c)
			mustDo(t, err)
			sealed += n
		}
	}
	if sealed < least {
		t.Errorf("only %d sealed values in %s", sealed, dir)
	}
}

func strs(db *sql.DB, query string, args ...any) (out []string, err error) {
	rows, err := db.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// column looks at the values of one column and counts those that are sealed.
func column(t *testing.T, db *sql.DB, table, name string) (sealed int, err error) {
	t.Helper()
	rows, err := db.Query(fmt.Sprintf("SELECT %q FROM %q", name, table))
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	full := table + "." + name
	form := openColumns[full]
	if form == nil {
		form = openColumns["*."+name]
	}
	for rows.Next() {
		var v any
		if err := rows.Scan(&v); err != nil {
			return 0, err
		}
		switch v := v.(type) {
		case string:
			if form == nil || !form.MatchString(v) {
				t.Errorf("%s holds %q in the open", full, v)
			}
		case []byte:
			if len(v) == 0 || openBytes.MatchString(full) {
				continue
			}
			if utf8.Valid(v) || len(v) < 40 {
				t.Errorf("%s holds %q, which is not sealed", full, v)
			}
			sealed++
		}
	}
	return sealed, rows.Err()
}
