package store_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"coopfield/store"
)

// The table of permissions as people wrote it down: testdata/permissions.txt.
type permissionRow struct {
	kind, about string
	cells       []string // in the order of columns
}

// columns are the cells of a row: role, unit of the record, and whether its
// cooperative is assigned.
var columns = []struct {
	role     store.Role
	unit     string
	assigned bool
}{
	{store.Officer, "own", false},
	{store.Officer, "other", false},
	{store.Officer, "unknown", false},
	{store.Advisor, "own", true},
	{store.Advisor, "other", true},
	{store.Advisor, "unknown", true},
	{store.Advisor, "own", false},
	{store.Advisor, "other", false},
	{store.Advisor, "unknown", false},
	{store.Province, "other", false},
}

var allOps = []store.OpKind{
	store.OpPut, store.OpFinalise, store.OpAmend, store.OpVoid, store.OpReturn, store.OpAccept, store.OpResolve, store.OpSameAs,
	store.OpAttach, store.OpNote,
}

// permits reads a word of the table.
func permits(tb testing.TB, word string, op store.OpKind) bool {
	tb.Helper()
	switch word {
	case "all":
		return true
	case "write":
		return op != store.OpReturn && op != store.OpAccept && op != store.OpResolve
	case "resolve":
		return op == store.OpResolve
	case "-":
		return false
	}
	tb.Fatalf("%q is no word of the table", word)
	return false
}

func readPermissions(tb testing.TB) (rows []permissionRow, fields map[string][]string) {
	tb.Helper()
	f, err := os.Open("testdata/permissions.txt")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	fields = map[string][]string{}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		w := strings.Fields(sc.Text())
		switch {
		case len(w) == 0 || w[0] == "#":
		case w[0] == "field" && len(w) == 5:
			fields[w[1]] = w[2:]
		case len(w) == 1+len(columns):
			kind, about, _ := strings.Cut(w[0], "/")
			rows = append(rows, permissionRow{kind, about, w[1:]})
		default:
			tb.Fatalf("a line of the table has %d words: %s", len(w), sc.Text())
		}
	}
	return rows, fields
}

const otherCoop = "018f2b6a-0000-7000-8000-000000000002"

// subject is a record of a row as a cell of it has it.
func subject(r permissionRow, column int, op store.OpKind) store.Subject {
	c := columns[column]
	s := store.Subject{
		Kind: store.Kind(r.kind), Op: op, Set: store.Doc{}, Cooperative: otherCoop,
		Unit: map[string]string{"own": "615", "other": "616", "unknown": ""}[c.unit],
	}
	if c.assigned {
		s.Cooperative = coop
	}
	about := store.Kind(r.about)
	if about == "unknown" {
		about = ""
	}
	switch s.Kind {
	case store.Followup:
		s.About = about
	case store.Attachment:
		s.Owner = about
	case store.Event:
		s.Set["cooperatives"] = store.Doc{s.Cooperative: true}
		s.Cooperative = ""
	case store.Report:
		s.Cooperative, s.Level = "", string(about)
	}
	return s
}

func TestEveryCellOfThePermissionTable(t *testing.T) {
	rows, _ := readPermissions(t)
	kinds := map[string]bool{}
	for _, r := range rows {
		kinds[r.kind] = true
		for i, c := range columns {
			w := store.Writer{Role: c.role, Unit: "615", Coops: []string{coop}}
			if c.role == store.Province {
				w.Unit = "62"
			}
			for _, op := range allOps {
				want := permits(t, r.cells[i], op)
				err := store.Permit(w, subject(r, i, op))
				if (err == nil) != want || err != nil && store.CodeOf(err) != store.Denied {
					t.Errorf("%s, unit %s, assigned %t: %s %s/%s: %v, want allowed=%t", c.role, c.unit, c.assigned, op, r.kind, r.about, err, want)
				}
			}
		}
	}
	for _, k := range store.Kinds() {
		if !kinds[string(k)] {
			t.Errorf("the table has no row for %s", k)
		}
	}
}

func TestFieldsOfTheProvinceAloneAreRefusedToOthers(t *testing.T) {
	_, fields := readPermissions(t)
	roles := []store.Writer{
		{Role: store.Officer, Unit: "615"}, {Role: store.Advisor, Unit: "615", Coops: []string{coop}}, {Role: store.Province, Unit: "62"},
	}
	for name, cells := range fields {
		kind, field, _ := strings.Cut(name, ".")
		for i, w := range roles {
			t.Run(fmt.Sprintf("%s %s", w.Role, name), func(t *testing.T) {
				s := store.Subject{Kind: store.Kind(kind), Op: store.OpPut, Set: store.Doc{field: "x"}, Cooperative: coop, Unit: "615"}
				if err := store.Permit(w, s); (err == nil) != permits(t, cells[i], store.OpPut) {
					t.Errorf("%v, the table says %s", err, cells[i])
				}
				if store.SpecOf(store.Kind(kind)).Field(field) == nil {
					t.Errorf("%s has no field %s", kind, field)
				}
			})
		}
	}
}

func TestAReportBecomesNoProvinceReport(t *testing.T) {
	w := store.Writer{Role: store.Officer, Unit: "615"}
	if store.Permit(w, store.Subject{Kind: store.Report, Op: store.OpPut, Unit: "615", Set: store.Doc{"level": "province"}}) == nil {
		t.Error("a province report by an officer is accepted")
	}
}

func TestAWriterOfNoUnitWritesNothing(t *testing.T) {
	for _, role := range []store.Role{store.Officer, store.Advisor} {
		if store.Permit(store.Writer{Role: role}, store.Subject{Kind: store.Event, Op: store.OpPut}) == nil {
			t.Errorf("%s: nobody's event is accepted", role)
		}
	}
}
